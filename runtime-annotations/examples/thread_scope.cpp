//===--- thread_scope.cpp - sums over chunks, without a copy --------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Rust: std::thread::scope. The scope ends after its threads, so they may refer
// to the rows and to their own place in the sums.
//
//===----------------------------------------------------------------------===//
#include <array>
#include <corolint/rt/thread.h>
#include <iostream>
#include <numeric>
#include <span>
#include <vector>

namespace thread = corolint::rt::thread;

int main() {
  std::vector<int> rows(4000);
  std::iota(rows.begin(), rows.end(), 1);
  const std::span<const int> all = rows;
  std::array<long, 4> sums{};

  thread::scope([&](thread::scope_ref s) {
    const std::size_t chunk = all.size() / sums.size();
    for (std::size_t i = 0; i != sums.size(); ++i)
      s.spawn(
          [](std::span<const int> mine, long &sum) {
            sum = std::accumulate(mine.begin(), mine.end(), 0L);
          },
          all.subspan(i * chunk, chunk), std::ref(sums[i]));
  });

  for (long sum : sums)
    std::cout << "a chunk adds up to " << sum << '\n';
  std::cout << "all of them to "
            << std::accumulate(sums.begin(), sums.end(), 0L) << '\n';

  // A thread of a scope has a result, too; so has the scope.
  const bool same = thread::scope([&](thread::scope_ref s) {
    auto front = s.spawn([&] { return rows.front(); });
    auto back = s.spawn([&] { return rows.back(); });
    return front.join() == back.join();
  });
  std::cout << "front and back are " << (same ? "the same" : "different")
            << '\n';
}
