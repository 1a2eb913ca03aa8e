//===--- corolint/rt/when_all.h - several tasks at once -------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Good:
//   auto [page, user] = co_await when_all(fetch(url), load_user(id));
// Good, without the user the page is of no use, so its download is stopped:
//   auto [page, user] = co_await try_when_all(fetch(url), load_user(id));
// Bad, one after the other, although neither needs the other:
//   auto page = co_await fetch(url);
//   auto user = co_await load_user(id);
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_RT_WHEN_ALL_H
#define COROLINT_RT_WHEN_ALL_H

#include "corolint/rt/detail/arms.h"

namespace corolint::rt {

namespace detail {

/// What a task contributes to a tuple of results, which may have references.
template <class T>
using tuple_value_t =
    std::conditional_t<std::is_reference_v<T>, T, kept_value_t<T>>;

/// The values of jobs that have all ended with one.
template <class... Ts>
auto take_values(std::tuple<std::optional<task_job<Ts>>...> &jobs) {
  if constexpr (!(std::is_void_v<Ts> && ...))
    return std::apply(
        [](auto &...each) {
          return std::tuple<tuple_value_t<Ts>...>(keep_value(each->result)...);
        },
        jobs);
}

template <class... Ts>
class [[nodiscard]] all_operation final
    : public arms_awaiter<all_operation<Ts...>, Ts...> {
public:
  static constexpr const char *waits_for = "when_all";

  explicit all_operation(task<Ts> &...t) noexcept
      : arms_awaiter<all_operation, Ts...>(t...) {}

private:
  friend group_awaiter<all_operation>;

  void launch(job_base &waiting) noexcept {
    this->launch_arms(waiting, waiting.stop_token());
  }
  bool ends_stopped() const noexcept { return this->any_stopped(); }
  auto result() { return take_values<Ts...>(this->jobs); }
};

template <class... Ts>
class [[nodiscard]] try_all_operation final
    : public stoppable_arms<try_all_operation<Ts...>, Ts...> {
public:
  static constexpr const char *waits_for = "try_when_all";

  explicit try_all_operation(task<Ts> &...t) noexcept
      : stoppable_arms<try_all_operation, Ts...>(t...) {}

private:
  friend group_awaiter<try_all_operation>;

  void launch(job_base &waiting) noexcept {
    this->launch_stoppable(waiting, {});
  }

  void child_failed(job_base &j,
                    const std::exception_ptr &e) noexcept override {
    job_group::child_failed(j, e);
    this->stop.request_stop();
  }

  void child_done(job_base &j, bool stopped) noexcept override {
    if (stopped)
      this->stop.request_stop();
    job_group::child_done(j, stopped);
  }

  bool ends_stopped() const noexcept { return this->any_stopped(); }
  auto result() { return take_values<Ts...>(this->jobs); }
};

} // namespace detail

/// `co_await when_all(a(), b(), ...)` runs the tasks at the same time and gives
/// the tuple of their values, with std::monostate for void; nothing, if all are
/// void. Waits for all of them, whatever happens; then throws the error that
/// came first. If one was stopped, the awaiting task is. All run, and it
/// resumes, on the task's own executor.
/// Cancel safety: all tasks are stopped, and it ends when they have ended.
template <class... Ts> auto when_all(task<Ts> COROLINT_SCOPED... tasks) {
  return detail::all_operation<Ts...>(tasks...);
}

/// `co_await try_when_all(a(), b(), ...)` is when_all without hope: the first
/// error asks the other tasks to stop, and is thrown when all have ended; later
/// errors are dropped. If one task was stopped, the others, and then the
/// awaiting one, are too. All run, and it resumes, on the task's own executor.
/// Cancel safety: all tasks are stopped, and it ends when they have ended.
template <class... Ts> auto try_when_all(task<Ts> COROLINT_SCOPED... tasks) {
  return detail::try_all_operation<Ts...>(tasks...);
}

} // namespace corolint::rt

#endif // COROLINT_RT_WHEN_ALL_H
