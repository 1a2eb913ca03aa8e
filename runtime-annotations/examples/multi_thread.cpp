//===--- multi_thread.cpp - tasks on all processors -----------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A task per part of a range, on four threads that steal from each other. The
// parts are of very different length; nobody has to think about who gets which.
//
//===----------------------------------------------------------------------===//
#include "corolint/rt.h"
#include <cstdio>

namespace rt = corolint::rt;

namespace {

bool is_prime(int n) {
  for (int factor = 2; factor * factor <= n; ++factor)
    if (n % factor == 0)
      return false;
  return n > 1;
}

rt::task<int> primes_between(int first, int last) {
  int found = 0;
  for (int n = first; n != last; ++n) {
    found += is_prime(n);
    // Computing makes no room by itself.
    if (n % 1024 == 0)
      co_await rt::yield();
  }
  co_return found;
}

rt::task<int> primes_below(int last) {
  if (last <= 1000)
    co_return co_await primes_between(0, last);
  auto [lower, upper] = co_await rt::when_all(primes_below(last / 2),
                                              primes_between(last / 2, last));
  co_return lower + upper;
}

rt::task<> count_visits(rt::arc<rt::mutex<int>> visits) {
  for (int i = 0; i != 100; ++i) {
    // The guard may cross a suspension: another thread may unlock it.
    auto count = co_await visits->lock();
    co_await rt::yield();
    ++*count;
  }
}

rt::task<int> visits_of_ten() {
  const rt::arc<rt::mutex<int>> visits(std::in_place, 0);
  co_await rt::with_scope([&](rt::scope &s) -> rt::task<> {
    for (int i = 0; i != 10; ++i)
      s.spawn(count_visits, visits.clone());
    co_return;
  });
  co_return *co_await visits->lock();
}

} // namespace

int main() {
  rt::runtime runtime = rt::runtime::multi_thread(4);
  std::printf("primes below 100000: %d\n",
              runtime.block_on(primes_below(100'000)));
  std::printf("visits: %d\n", runtime.block_on(visits_of_ten()));
}
