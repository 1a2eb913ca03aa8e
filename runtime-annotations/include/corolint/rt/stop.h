//===--- corolint/rt/stop.h - the task's own stop token -------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_RT_STOP_H
#define COROLINT_RT_STOP_H

#include "corolint/rt/detail/wait.h"

namespace corolint::rt {

namespace detail {

struct stop_requested_query : bound_awaitable {
  bool await_ready() const noexcept { return true; }
  void await_suspend(std::coroutine_handle<>) const noexcept {}
  bool await_resume() const noexcept { return promise->job->stop_requested(); }
};

struct stop_token_query : bound_awaitable {
  bool await_ready() const noexcept { return true; }
  void await_suspend(std::coroutine_handle<>) const noexcept {}
  inplace_stop_token await_resume() const noexcept {
    return promise->job->stop_token();
  }
};

struct stop_operation : bound_awaitable {
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<>) const noexcept {
    job_base &j = *promise->job;
    j.suspend(*promise, "stop");
    j.wake_stopped();
  }
  void await_resume() const noexcept {}
};

} // namespace detail

/// `co_await stop_requested()` says whether the task has been asked to stop.
/// It never suspends, and is the one await that does not end a task that was.
[[nodiscard]] inline auto stop_requested() noexcept {
  return detail::stop_requested_query();
}

/// `co_await get_stop_token()` gives the token of the task, for other libraries
/// and for loops that compute. It never suspends. The token must not outlive
/// the job: the call of spawn, block_on, when_all and so on that it runs in.
[[nodiscard]] inline auto get_stop_token() noexcept {
  return detail::stop_token_query();
}

/// `co_await stopped()` ends the task as stopped, with all that await it, up to
/// the spawn, block_on, when_all and so on that it runs in. It never resumes.
[[nodiscard]] inline auto stopped() noexcept {
  return detail::stop_operation();
}

} // namespace corolint::rt

#endif // COROLINT_RT_STOP_H
