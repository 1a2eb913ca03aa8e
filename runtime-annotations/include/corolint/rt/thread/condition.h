//===--- corolint/rt/thread/condition.h - wait for a change under a lock --===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// thread::condition lets a thread that holds a thread::mutex wait until another
// one has changed what the mutex owns. Waiting takes the condition that is
// waited for, because threads also wake up without a reason.
//
// Good:
//   auto jobs = queue.lock();
//   added.wait(jobs, [](const auto &j) { return !j.empty(); });
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_RT_THREAD_CONDITION_H
#define COROLINT_RT_THREAD_CONDITION_H

#include "corolint/annotations.h"
#include "corolint/rt/thread/mutex.h"
#include <chrono>
#include <concepts>
#include <condition_variable>
#include <utility>

namespace corolint::rt::thread {

/// Where threads wait that hold one mutex.
class COROLINT_THREAD_SAFE condition {
public:
  /// Gives the lock back until another thread notifies, and holds it again on
  /// return; repeats that until done(value) is true, where value is what the
  /// mutex owns. Throws `poisoned` when another holder has left by an exception
  /// meanwhile, and what \p done throws; the guard holds the lock then, too.
  template <class T, std::predicate<const T &> Done>
  COROLINT_BLOCKING_BECAUSE("waits until another thread notifies",
                            "co_await corolint::rt::notify::wait()")
  void wait(mutex_guard<T> &held, Done COROLINT_INVOKED_IN_PLACE done) {
    while (!done(std::as_const(*held))) {
      borrowed_lock lock(held.held->native);
      native.wait(lock.native);
      held.held->poison.check();
    }
  }

  /// The same, until \p deadline at the latest. Returns whether done(value) was
  /// true at the end.
  template <class T, class Clock, class Duration,
            std::predicate<const T &> Done>
  COROLINT_BLOCKING_BECAUSE("waits until another thread notifies",
                            "co_await timeout(...)")
  bool wait_until(mutex_guard<T> &held,
                  const std::chrono::time_point<Clock, Duration> &deadline,
                  Done COROLINT_INVOKED_IN_PLACE done) {
    while (!done(std::as_const(*held))) {
      borrowed_lock lock(held.held->native);
      const std::cv_status woken = native.wait_until(lock.native, deadline);
      held.held->poison.check();
      if (woken == std::cv_status::timeout)
        return done(std::as_const(*held));
    }
    return true;
  }

  /// The same, for \p limit at most.
  template <class T, class Rep, class Period, std::predicate<const T &> Done>
  COROLINT_BLOCKING_BECAUSE("waits until another thread notifies",
                            "co_await timeout(...)")
  bool wait_for(mutex_guard<T> &held,
                const std::chrono::duration<Rep, Period> &limit,
                Done COROLINT_INVOKED_IN_PLACE done) {
    return wait_until(held, std::chrono::steady_clock::now() + limit,
                      std::move(done));
  }

  /// Wakes one of the threads that wait, if any.
  void notify_one() noexcept { native.notify_one(); }

  /// Wakes all threads that wait.
  void notify_all() noexcept { native.notify_all(); }

private:
  /// The lock of a guard, as the standard library wants to see it.
  struct borrowed_lock {
    explicit borrowed_lock(std::mutex &m) : native(m, std::adopt_lock) {}
    ~borrowed_lock() { native.release(); }
    borrowed_lock(const borrowed_lock &) = delete;
    borrowed_lock &operator=(const borrowed_lock &) = delete;

    std::unique_lock<std::mutex> native;
  };

  std::condition_variable native;
};

} // namespace corolint::rt::thread

#endif // COROLINT_RT_THREAD_CONDITION_H
