//===--- Seeds.h - one test under many orders -----------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_RT_TEST_SUPPORT_SEEDS_H
#define COROLINT_RT_TEST_SUPPORT_SEEDS_H

#include "corolint/rt.h"
#include <chrono>
#include <gtest/gtest.h>
#include <stdexcept>
#include <thread>

namespace corolint::rt::test {

/// Runs a test under many orders.
template <class F> void for_seeds(F test) {
  for (std::uint64_t seed = 0; seed != 1000; ++seed) {
    SCOPED_TRACE(seed);
    test_executor ex(seed);
    ex.block_on(test());
    if (testing::Test::HasFailure())
      return;
  }
}

/// Runs the task that \p waits makes, on a thread of its own, and while it runs
/// \p completes and a request to stop it, each on another one. Returns whether
/// it was stopped.
template <class W, class C> bool stop_races(W waits, C completes) {
  runtime r = runtime::current_thread();
  std::atomic<bool> go = false;
  const auto wait_for_go = [&] {
    while (!go)
      ;
  };
  std::thread completer([&] {
    wait_for_go();
    completes();
  });
  std::thread stopper([&] {
    wait_for_go();
    r.request_stop();
  });
  auto root = [&]() -> task<> {
    go = true;
    co_await waits();
  };
  bool stopped = false;
  try {
    r.block_on(root());
  } catch (const stopped_error &) {
    stopped = true;
  }
  completer.join();
  stopper.join();
  return stopped;
}

/// Tasks that end when \p d has passed: with a value, an error, or stopped.
inline task<int> after(std::chrono::milliseconds d, int value) {
  co_await sleep_for(d);
  co_return value;
}
template <class T = void>
task<T> fails(std::chrono::milliseconds d, const char *with) {
  co_await sleep_for(d);
  throw std::runtime_error(with);
}
inline task<> stops(std::chrono::milliseconds d) {
  co_await sleep_for(d);
  co_await stopped();
}

/// Awaits what \p waits makes in a task that was asked to stop before.
template <class F> task<> asked_to_stop_before(F waits) {
  co_await with_scope([&](scope &s) -> task<> {
    s.spawn([&]() -> task<> {
      s.request_stop();
      co_await waits();
      ADD_FAILURE() << "it went on";
    });
    co_return;
  });
}

} // namespace corolint::rt::test

#endif // COROLINT_RT_TEST_SUPPORT_SEEDS_H
