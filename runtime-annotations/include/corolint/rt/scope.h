//===--- corolint/rt/scope.h - tasks that end before their scope ----------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// with_scope gives its body a scope to spawn tasks in, and ends when the body
// and all of them have ended, on every path. So the tasks may use whatever
// outlives the with_scope.
//
// Good:
//   task<int> count(std::span<const page> pages) {
//     std::atomic<int> words = 0;
//     co_await with_scope([&](scope &s) -> task<> {
//       for (const page &each : pages)
//         s.spawn(count_page, std::cref(each), std::ref(words));
//       co_return;
//     });
//     co_return words;
//   }
// Bad, `words` ends with the body, the tasks only after it (borrowed-capture):
//   co_await with_scope([&](scope &s) -> task<> {
//     std::atomic<int> words = 0;
//     s.spawn([&]() -> task<> { ++words; co_return; });
//     co_return;
//   });
// Bad, does not compile, since the task may run on another thread:
//   s.spawn(count_visits, visits.clone()); // an rc<int>
// Bad, compiles; reported by the linter (non-send-capture):
//   s.spawn([v = visits.clone()]() -> task<> { ++*v; co_return; });
//
// The first error, of the body or of a task, asks all others to stop and is
// rethrown by with_scope when they have ended. Later errors are dropped. When
// the task that awaits with_scope is asked to stop, all of them are.
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_RT_SCOPE_H
#define COROLINT_RT_SCOPE_H

#include "corolint/rt/detail/group.h"
#include "corolint/rt/job.h"
#include "corolint/rt/send.h"

namespace corolint::rt {

class scope;

namespace detail {
template <class F> class scope_operation;
}

/// Where tasks are spawned that end before with_scope does.
class COROLINT_THREAD_SAFE scope {
public:
  scope(const scope &) = delete;
  scope &operator=(const scope &) = delete;

  /// Runs f(args...), a task, beside the others, on the executor of the task
  /// that awaits with_scope. f and args are moved to it and live until it ends.
  /// They and the result have to be Send, as for thread::scope, since a runtime
  /// may have several threads: what certainly is not does not compile.
  ///
  /// To be called by the body and by the tasks of the scope, from any thread.
  /// Throws what the moves throw and std::bad_alloc.
  ///
  /// A default argument cannot follow a parameter pack, and only a default
  /// argument knows the caller's place. So there is an overload for each number
  /// of arguments up to four; the place of calls with more is not recorded.
  template <detail::task_function F>
  auto spawn(F COROLINT_SCOPED f,
             std::source_location at = std::source_location::current()) {
    return start(at, std::move(f));
  }
  template <class F, class A>
    requires detail::task_function<F, A>
  auto spawn(F COROLINT_SCOPED f, A COROLINT_SCOPED a,
             std::source_location at = std::source_location::current()) {
    return start(at, std::move(f), std::move(a));
  }
  template <class F, class A, class B>
    requires detail::task_function<F, A, B>
  auto spawn(F COROLINT_SCOPED f, A COROLINT_SCOPED a, B COROLINT_SCOPED b,
             std::source_location at = std::source_location::current()) {
    return start(at, std::move(f), std::move(a), std::move(b));
  }
  template <class F, class A, class B, class C>
    requires detail::task_function<F, A, B, C>
  auto spawn(F COROLINT_SCOPED f, A COROLINT_SCOPED a, B COROLINT_SCOPED b,
             C COROLINT_SCOPED c,
             std::source_location at = std::source_location::current()) {
    return start(at, std::move(f), std::move(a), std::move(b), std::move(c));
  }
  template <class F, class A, class B, class C, class D>
    requires detail::task_function<F, A, B, C, D>
  auto spawn(F COROLINT_SCOPED f, A COROLINT_SCOPED a, B COROLINT_SCOPED b,
             C COROLINT_SCOPED c, D COROLINT_SCOPED d,
             std::source_location at = std::source_location::current()) {
    return start(at, std::move(f), std::move(a), std::move(b), std::move(c),
                 std::move(d));
  }
  template <class F, class... Args>
    requires(sizeof...(Args) > 4) && detail::task_function<F, Args...>
  auto spawn(F COROLINT_SCOPED f, Args COROLINT_SCOPED... args) {
    return start(std::source_location(), std::move(f), std::move(args)...);
  }

  /// Asks the body and all tasks of the scope to stop, those too that are
  /// spawned later. with_scope then ends normally if the body does.
  bool request_stop() noexcept { return stop.request_stop(); }

private:
  template <class F> friend class detail::scope_operation;

  explicit scope(detail::job_group &g) noexcept : group(&g) {}

  template <class F, class... Args>
  auto start(const std::source_location &at, F f, Args... args) {
    using T = detail::task_value_t<F, Args...>;
    detail::require_all_scoped_send<F, Args..., T>();
    task<T> t =
        detail::call_owned<F, Args...>(std::move(f), std::move(args)...);
    auto *made = new detail::spawned_job<T>(
        detail::task_access::release(t), *group, *where, stop.get_token(), at);
    job<T> handle{detail::spawned_job_ref<T>(made)};
    group->add();
    made->start();
    return handle;
  }

  detail::job_group *group;
  executor *where = nullptr;
  inplace_stop_source stop;
};

namespace detail {

template <class F>
class [[nodiscard]] scope_operation final
    : public group_awaiter<scope_operation<F>> {
  using T = task_value_t<F, scope &>;

public:
  static constexpr const char *waits_for = "scope";

  explicit scope_operation(F f) : function(std::move(f)), children(*this) {}

  scope_operation(scope_operation &&other) noexcept(
      std::is_nothrow_move_constructible_v<F>)
      : group_awaiter<scope_operation>(std::move(other)),
        function(std::move(other.function)), children(*this) {}

private:
  friend group_awaiter<scope_operation>;

  void prepare() {
    job_base &waiting = *this->promise->job;
    children.where = &waiting.get_executor();
    outer = waiting.stop_token();
    task<T> t = function(children);
    body.emplace(task_access::release(t), *this, *children.where,
                 children.stop.get_token(), this->promise->awaiting_at);
  }

  void launch(job_base &) noexcept {
    on_outer_stop.emplace(outer, request_stop_of{&children.stop});
    this->add();
    body->start();
  }

  void child_failed(job_base &, const std::exception_ptr &e) noexcept override {
    this->keep_error(e);
    children.stop.request_stop();
  }

  void child_done(job_base &j, bool stopped) noexcept override {
    if (stopped && &j == &*body)
      children.stop.request_stop();
    job_group::child_done(j, stopped);
  }

  /// Without the value of its body it cannot go on; nor, as if all were well,
  /// when it was asked to stop and has left something undone.
  bool ends_stopped() noexcept {
    return body->result.is_stopped() ||
           (this->any_stopped() && outer.stop_requested());
  }

  T result() { return std::move(body->result).value(); }

  F function;
  scope children;
  inplace_stop_token outer;
  std::optional<task_job<T>> body;
  // The last member: gone before what it asks to stop.
  std::optional<chained_stop> on_outer_stop;
};

} // namespace detail

/// `co_await with_scope(f)` runs f(scope), a task, and ends when that and all
/// that was spawned in the scope have ended. Gives the value of the body.
/// Throws the first error of any of them. Resumes on the task's own executor.
/// Cancel safety: all tasks are stopped, and it ends when they have ended.
template <class F>
  requires detail::task_function<F, scope &>
auto with_scope(F COROLINT_SCOPED f) {
  return detail::scope_operation<F>(std::move(f));
}

} // namespace corolint::rt

#endif // COROLINT_RT_SCOPE_H
