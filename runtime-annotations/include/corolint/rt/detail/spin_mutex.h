//===--- corolint/rt/detail/spin_mutex.h - a lock of one byte -------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// For the few instructions in which a primitive changes its lists. Giving it up
// is one store and touches nothing afterwards: whoever takes the lock next may
// destroy it at once, which the waiting protocol in wait.h relies on.
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_RT_DETAIL_SPIN_MUTEX_H
#define COROLINT_RT_DETAIL_SPIN_MUTEX_H

#include "corolint/annotations.h"
#include <atomic>
#include <thread>

namespace corolint::rt::detail {

/// Tells the processor that this thread waits for another one.
inline void pause() noexcept {
#if defined(__x86_64__) || defined(__i386__)
  __builtin_ia32_pause();
#endif
}

/// Mutual exclusion for a few instructions. Not recursive, not fair.
class COROLINT_CAPABILITY("spin mutex") COROLINT_THREAD_SAFE spin_mutex {
public:
  spin_mutex() noexcept = default;
  spin_mutex(const spin_mutex &) = delete;
  spin_mutex &operator=(const spin_mutex &) = delete;

  COROLINT_NONBLOCKING void lock() noexcept COROLINT_ACQUIRE() {
    for (unsigned tries = 0; taken.exchange(true, std::memory_order_acquire);
         ++tries) {
      // The holder needs a few nanoseconds, unless it lost its processor.
      if (tries < 64)
        pause();
      else
        std::this_thread::yield();
    }
  }

  void unlock() noexcept COROLINT_RELEASE() {
    taken.store(false, std::memory_order_release);
  }

private:
  std::atomic<bool> taken = false;
};

} // namespace corolint::rt::detail

#endif // COROLINT_RT_DETAIL_SPIN_MUTEX_H
