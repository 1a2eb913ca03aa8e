//===--- corolint/rt/detail/blocking_pool.h - threads that may block ------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_RT_DETAIL_BLOCKING_POOL_H
#define COROLINT_RT_DETAIL_BLOCKING_POOL_H

#include "corolint/annotations.h"
#include "corolint/rt/detail/work_queue.h"
#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <thread>
#include <vector>

namespace corolint::rt::detail {

/// Runs work that may block, on threads that are started when there is more to
/// do than threads are idle, and stay. Who uses none pays for none.
class COROLINT_THREAD_SAFE blocking_pool {
public:
  /// With at most \p most threads; what is posted beyond them waits.
  explicit blocking_pool(std::size_t most) noexcept : limit(most) {}
  blocking_pool(const blocking_pool &) = delete;
  blocking_pool &operator=(const blocking_pool &) = delete;
  ~blocking_pool() { join(); }

  /// Runs \p w soon. Throws std::system_error if no thread can be had at all,
  /// and std::bad_alloc; then \p w was not posted.
  void post(work &w);

  /// Takes \p w back. Returns false if it is running or has run.
  bool cancel(work &w) noexcept;

  /// Runs all that was posted, and ends the threads. Nothing may be posted any
  /// more.
  COROLINT_BLOCKING void join() noexcept;

private:
  void run() noexcept;

  const std::size_t limit;
  std::mutex mutex;
  // Guarded by `mutex`:
  std::condition_variable changed;
  work_queue queue;
  std::size_t queued = 0;
  std::size_t idle = 0;
  bool ending = false;
  std::vector<std::thread> threads;
};

} // namespace corolint::rt::detail

#endif // COROLINT_RT_DETAIL_BLOCKING_POOL_H
