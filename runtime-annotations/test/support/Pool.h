//===--- Pool.h - pools whose queues overflow -----------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_RT_TEST_SUPPORT_POOL_H
#define COROLINT_RT_TEST_SUPPORT_POOL_H

#include "corolint/rt.h"

namespace corolint::rt::test {

/// A multi_thread runtime with queues of two, in which everything overflows, is
/// stolen, and is looked for outside all the time; and two threads that block.
class shrunk_pool : public runtime {
public:
  explicit shrunk_pool(std::size_t workers)
      : runtime(detail::make_multi_thread_core({.workers = workers,
                                                .queue_capacity = 2,
                                                .outside_interval = 3,
                                                .blocking_threads = 2})) {}
};

} // namespace corolint::rt::test

#endif // COROLINT_RT_TEST_SUPPORT_POOL_H
