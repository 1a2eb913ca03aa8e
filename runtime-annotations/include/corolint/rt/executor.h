//===--- corolint/rt/executor.h - where work runs -------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// An executor runs work that is posted to it, from any thread, and timers when
// they are due. Both are nodes that belong to whoever posts them: nothing is
// allocated in order to post, so nothing can fail.
//
// Programs use a `runtime` (runtime.h); tests a `test_executor`
// (test_executor.h). This interface is for those who write another one.
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_RT_EXECUTOR_H
#define COROLINT_RT_EXECUTOR_H

#include "corolint/annotations.h"
#include <atomic>
#include <chrono>
#include <cstdint>

namespace corolint::rt {

namespace detail {
class work_queue;
class timer_heap;
class observer;
} // namespace detail

/// Something to be run once per post. It must not be posted again before it
/// runs, and has to live until then; running may destroy it.
class work {
public:
  using run_function = void (*)(work &) noexcept;

  explicit work(run_function f) noexcept : function(f) {}
  work(const work &) = delete;
  work &operator=(const work &) = delete;

  /// For executors.
  void run() noexcept { function(*this); }

protected:
  ~work() = default;

private:
  friend class detail::work_queue;

  work *next = nullptr;
  run_function function;
};

/// Something to be run when its time has come. The function runs on a thread of
/// the executor, outside all of its locks, and has to be short: it wakes
/// somebody.
class timer {
public:
  using fire_function = void (*)(timer &) noexcept;
  using time_point = std::chrono::steady_clock::time_point;

  explicit timer(fire_function f) noexcept : function(f) {}
  timer(const timer &) = delete;
  timer &operator=(const timer &) = delete;

  /// For executors, once it is out of their heap.
  void fire() noexcept { function(*this); }

protected:
  ~timer() = default;

private:
  friend class detail::timer_heap;

  fire_function function;
  // A node of the pairing heap in detail/timer_heap.h.
  timer *child = nullptr;
  timer *sibling = nullptr;
  /// The parent, or the sibling to the left. The node itself for the root; null
  /// when it is in no heap.
  timer *previous = nullptr;
  time_point due;
  std::uint64_t order = 0;
};

/// Runs work and timers. All members may be called from any thread.
class COROLINT_THREAD_SAFE executor {
public:
  using clock = std::chrono::steady_clock;
  using time_point = clock::time_point;

  executor(const executor &) = delete;
  executor &operator=(const executor &) = delete;

  /// Runs \p w soon. It may have run before this returns.
  virtual void post(work &w) noexcept = 0;

  /// Runs \p w after what has been posted before: for work that makes room for
  /// others.
  virtual void defer(work &w) noexcept { post(w); }

  /// Fires \p t at \p due or shortly after; soon, if that has passed. The timer
  /// has to live until it fires or is cancelled, and must not be posted twice.
  virtual void post_at(timer &t, time_point due) noexcept = 0;

  /// Takes \p t back. Returns false if it has fired, is about to, or was never
  /// posted.
  virtual bool cancel(timer &t) noexcept = 0;

  /// Runs \p w, which may block, where that holds nobody up. Throws
  /// std::system_error if no thread can be had for that, and std::bad_alloc;
  /// then \p w was not posted.
  virtual void post_blocking(work &w) = 0;

  /// Takes \p w back. Returns false if it is running or has run.
  virtual bool cancel_blocking(work &w) noexcept = 0;

  /// The time that timers go by; virtual time in a test_executor.
  virtual time_point now() const noexcept = 0;

  /// Who is told what happens to the jobs here, or null. See detail/observe.h.
  detail::observer *watcher() const noexcept {
    return observer.load(std::memory_order_acquire);
  }

  /// To be called before the first job is made; \p o has to outlive the
  /// executor.
  void watch_with(detail::observer &o) noexcept {
    observer.store(&o, std::memory_order_release);
  }

protected:
  executor() = default;
  ~executor() = default;

private:
  std::atomic<detail::observer *> observer = nullptr;
};

} // namespace corolint::rt

#endif // COROLINT_RT_EXECUTOR_H
