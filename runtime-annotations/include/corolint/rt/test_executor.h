//===--- corolint/rt/test_executor.h - every order, no waiting ------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A runtime for tests. What is ready runs in an order that the seed decides,
// and time passes only when nothing is ready, at once: a test of an hour's
// timeout takes microseconds, and the same seed gives the same run.
//
//   for (std::uint64_t seed = 0; seed != 1000; ++seed) {
//     test_executor ex(seed);
//     EXPECT_EQ(ex.block_on(two_writers()), 2) << "seed " << seed;
//   }
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_RT_TEST_EXECUTOR_H
#define COROLINT_RT_TEST_EXECUTOR_H

#include "corolint/rt/runtime.h"
#include <cstdint>
#include <stdexcept>

namespace corolint::rt {

/// Thrown by test_executor::block_on when its task waits for something that
/// nothing is left to bring about.
class deadlock_error : public std::logic_error {
public:
  using std::logic_error::logic_error;
};

/// One thread, a random order and virtual time. block_on throws deadlock_error
/// when nothing is left to run, after it stopped all tasks; the executor is of
/// no use then.
class [[nodiscard]] test_executor : public runtime {
public:
  explicit test_executor(std::uint64_t seed);

  /// Virtual time, from zero on.
  executor::clock::duration elapsed() noexcept {
    return get_executor().now().time_since_epoch();
  }
};

} // namespace corolint::rt

#endif // COROLINT_RT_TEST_EXECUTOR_H
