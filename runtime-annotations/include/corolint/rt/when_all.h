//===--- corolint/rt/when_all.h - several tasks at once -------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Good:
//   auto [page, user] = co_await when_all(fetch(url), load_user(id));
// Bad, one after the other, although neither needs the other:
//   auto page = co_await fetch(url);
//   auto user = co_await load_user(id);
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_RT_WHEN_ALL_H
#define COROLINT_RT_WHEN_ALL_H

#include "corolint/rt/detail/group.h"
#include "corolint/rt/detail/task_job.h"
#include <tuple>

namespace corolint::rt {

namespace detail {

/// What a task contributes to a tuple of results.
template <class T>
using tuple_value_t = std::conditional_t<std::is_void_v<T>, std::monostate, T>;

template <class T> tuple_value_t<T> take_value(outcome<T> &from) {
  if constexpr (std::is_void_v<T>)
    return std::move(from).value(), std::monostate();
  else
    return std::move(from).value();
}

template <class... Ts>
class [[nodiscard]] all_operation final
    : public group_awaiter<all_operation<Ts...>> {
public:
  static constexpr const char *waits_for = "when_all";

  explicit all_operation(task<Ts> &...t) noexcept
      : tasks(&task_access::release(t)...) {}

  all_operation(all_operation &&other) noexcept
      : group_awaiter<all_operation>(std::move(other)),
        tasks(std::exchange(other.tasks, {})) {}

  ~all_operation() {
    std::apply([](auto *...each) { (destroy(each), ...); }, tasks);
  }

private:
  friend group_awaiter<all_operation>;

  static void destroy(promise_base *unstarted) noexcept {
    if (unstarted)
      unstarted->self.destroy();
  }

  void prepare() noexcept {}

  void launch(job_base &waiting) noexcept {
    launch(waiting, std::index_sequence_for<Ts...>());
  }

  template <std::size_t... I>
  void launch(job_base &waiting, std::index_sequence<I...>) noexcept {
    (launch_one(std::get<I>(jobs), std::get<I>(tasks), waiting), ...);
  }

  template <class T>
  void launch_one(std::optional<task_job<T>> &job, task_promise<T> *&of,
                  job_base &waiting) noexcept {
    job.emplace(*std::exchange(of, nullptr), *this, waiting.get_executor(),
                waiting.stop_token(), this->promise->awaiting_at);
    this->add();
    job->start();
  }

  bool ends_stopped() noexcept { return this->any_stopped(); }

  auto result() {
    if constexpr (!(std::is_void_v<Ts> && ...))
      return std::apply(
          [](auto &...each) {
            return std::tuple<tuple_value_t<Ts>...>(
                take_value(each->result)...);
          },
          jobs);
  }

  std::tuple<task_promise<Ts> *...> tasks;
  std::tuple<std::optional<task_job<Ts>>...> jobs;
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

} // namespace corolint::rt

#endif // COROLINT_RT_WHEN_ALL_H
