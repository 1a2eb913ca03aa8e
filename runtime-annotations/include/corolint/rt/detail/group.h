//===--- corolint/rt/detail/group.h - jobs that one task waits for --------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The common part of with_scope, when_all and their kind: a task starts jobs
// and waits until all of them have ended. The wait itself cannot be stopped,
// but the jobs can, so that nothing outlives it.
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_RT_DETAIL_GROUP_H
#define COROLINT_RT_DETAIL_GROUP_H

#include "corolint/rt/detail/wait.h"
#include <atomic>
#include <cstddef>

namespace corolint::rt::detail {

/// The jobs, their first error, and the job that waits for them.
class job_group : public job_parent {
public:
  /// To be called before a job is started. Never after the last has ended.
  void add() noexcept { open.fetch_add(1, std::memory_order_relaxed); }

  void child_failed(job_base &, const std::exception_ptr &e) noexcept override {
    keep_error(e);
  }
  void child_done(job_base &, bool stopped) noexcept override {
    if (stopped)
      a_child_stopped.store(true, std::memory_order_relaxed);
    finish_one();
  }

protected:
  job_group() = default;
  ~job_group() = default;

  /// Keeps \p e unless there is one already.
  void keep_error(const std::exception_ptr &e) noexcept {
    const std::lock_guard guard(mutex);
    if (!first_error)
      first_error = e;
  }

  /// Gives up one job, or what the group itself holds while it starts them.
  /// The last one wakes the job that waits, which may destroy the group.
  void finish_one() noexcept {
    if (open.fetch_sub(1, std::memory_order_acq_rel) == 1)
      all_done();
  }

  bool any_stopped() const noexcept {
    return a_child_stopped.load(std::memory_order_relaxed);
  }

  /// The first error, once all have ended.
  const std::exception_ptr &error() const noexcept { return first_error; }

  /// All have ended: wakes the job that waits.
  virtual void all_done() noexcept = 0;

private:
  /// The jobs that have not ended, and one while they are being started.
  std::atomic<std::size_t> open = 1;
  std::atomic<bool> a_child_stopped = false;
  spin_mutex mutex;
  /// Guarded by `mutex` until all have ended.
  std::exception_ptr first_error;
};

/// The wait for a group. Derived supplies:
///
///   static constexpr const char *waits_for;   a name, for the registry
///   void prepare()                   what may throw, before anything starts
///   void launch(job_base &waiting)   makes the jobs, add()s and starts them
///   bool ends_stopped()              whether the waiting task is to be stopped
///                                    where no error was found
///   R result()                       the result of the co_await
template <class Derived>
class group_awaiter : public bound_awaitable, public job_group {
public:
  bool await_ready() const noexcept { return false; }

  void await_suspend(std::coroutine_handle<>) {
    job_base &waiting = *promise->job;
    const bool stop_now = waiting.stop_requested();
    if (!stop_now)
      derived().prepare();
    waiting.suspend(*promise, Derived::waits_for);
    if (stop_now) {
      waiting.wake_stopped();
      return;
    }
    derived().launch(waiting);
    finish_one();
  }

  decltype(auto) await_resume() {
    if (error())
      std::rethrow_exception(error());
    return derived().result();
  }

protected:
  group_awaiter() noexcept = default;
  /// Until it is awaited.
  group_awaiter(group_awaiter &&other) noexcept
      : bound_awaitable(other), job_group() {}
  ~group_awaiter() = default;

private:
  Derived &derived() noexcept { return static_cast<Derived &>(*this); }

  void all_done() noexcept override {
    job_base &waiting = *promise->job;
    if (!error() && derived().ends_stopped())
      waiting.wake_stopped();
    else
      waiting.wake();
  }
};

} // namespace corolint::rt::detail

#endif // COROLINT_RT_DETAIL_GROUP_H
