//===--- structured_tasks.cpp - tasks that end before their scope ---------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Rust: tokio's current_thread runtime, spawn and join!. The tasks of a scope
// borrow what is outside of it; whatever happens, the scope waits for them.
//
//===----------------------------------------------------------------------===//
#include <corolint/rt.h>
#include <iostream>
#include <numeric>
#include <span>
#include <vector>

namespace rt = corolint::rt;
using namespace std::chrono_literals;

static rt::task<int> sum(std::span<const int> chunk) {
  co_await rt::yield();
  co_return std::accumulate(chunk.begin(), chunk.end(), 0);
}

static rt::task<int> sum_in_chunks(std::span<const int> numbers) {
  co_return co_await rt::with_scope([&](rt::scope &s) -> rt::task<int> {
    rt::job<int> front = s.spawn(sum, numbers.first(numbers.size() / 2));
    rt::job<int> back = s.spawn(sum, numbers.subspan(numbers.size() / 2));
    const int first = co_await front;
    co_return first + co_await back;
  });
}

static rt::task<int> answer_after(std::chrono::milliseconds delay, int n) {
  co_await rt::sleep_for(delay);
  co_return n;
}

static rt::task<> program() {
  std::vector<int> numbers(100);
  std::iota(numbers.begin(), numbers.end(), 1);
  const int total = co_await sum_in_chunks(numbers);
  std::cout << "the sum is " << total << '\n';

  const auto [a, b] =
      co_await rt::when_all(answer_after(2ms, 40), answer_after(1ms, 2));
  std::cout << "both together give " << a + b << '\n';
}

int main() { rt::runtime::current_thread().block_on(program()); }
