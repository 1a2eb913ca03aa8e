//===--- corolint/rt/yield.h - making room, and going elsewhere -----------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_RT_YIELD_H
#define COROLINT_RT_YIELD_H

#include "corolint/rt/detail/wait.h"

namespace corolint::rt {

namespace detail {

struct yield_operation : bound_awaitable {
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<>) const noexcept {
    job_base &j = *promise->job;
    j.suspend(*promise, "yield");
    if (j.stop_requested())
      j.wake_stopped();
    else
      j.wake_later();
  }
  void await_resume() const noexcept {}
};

class COROLINT_SWITCHES_EXECUTOR switch_operation : public bound_awaitable {
public:
  explicit switch_operation(executor &ex) noexcept : to(&ex) {}

  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<>) const noexcept {
    job_base &j = *promise->job;
    j.suspend(*promise, "switch");
    if (j.stop_requested()) {
      j.wake_stopped();
      return;
    }
    j.move_to(*to);
    j.wake();
  }
  void await_resume() const noexcept {}

private:
  executor *to;
};

} // namespace detail

/// `co_await yield()` lets everything else run first that is ready by now. For
/// loops that compute: an await that has nothing to wait for does not give way
/// (but every 128th does). Resumes on the task's own executor.
/// Cancel safety: nothing happens when it is stopped.
[[nodiscard]] COROLINT_CANCEL_SAFE inline auto yield() noexcept {
  return detail::yield_operation();
}

/// `co_await switch_to(ex)` goes on on \p ex, and makes it the executor of the
/// whole job from now on. The executor has to outlive the job.
/// Cancel safety: when it is stopped the job is where it was before.
[[nodiscard]] COROLINT_SWITCHES_EXECUTOR COROLINT_CANCEL_SAFE inline auto
switch_to(executor &ex) noexcept {
  return detail::switch_operation(ex);
}

} // namespace corolint::rt

#endif // COROLINT_RT_YIELD_H
