//===--- corolint/rt/detail/race_arms.h - arms of which one wins ----------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The common part of race and timeout. Each arm asks for permission to win
// (claim.h), once: an arm that is one single wait before it takes what it waits
// for, so that a loser takes nothing; any other arm when it has ended. Whoever
// wins has all others stopped.
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_RT_DETAIL_RACE_ARMS_H
#define COROLINT_RT_DETAIL_RACE_ARMS_H

#include "corolint/rt/detail/arms.h"
#include <concepts>
#include <variant>

namespace corolint::rt::detail {

/// An operation of this library, not yet awaited.
template <class A>
concept operation = std::derived_from<A, bound_awaitable> &&
                    requires(A &a) { a.await_resume(); };

template <operation Op>
using awaited_t = decltype(std::declval<Op &>().await_resume());

/// Makes a task of an operation.
template <operation Op> task<awaited_t<Op>> await_one(Op op) {
  co_return co_await std::move(op);
}

/// The task of an arm, which is given as an operation or a task.
template <class A> class race_arm {
  static_assert(operation<A>,
                "an arm of a race or timeout is a task, or an operation of "
                "corolint::rt that was not awaited: pass the call itself. Put "
                "anything else into a task");
};
template <operation A> class race_arm<A> {
public:
  using value_type = awaited_t<A>;
  /// Whether the whole arm is one wait, which can be lost without loss.
  static constexpr bool is_single_wait = std::is_base_of_v<wait_node, A>;

  explicit race_arm(A &op) : made(await_one<A>(std::move(op))) {}
  task<value_type> &get() noexcept { return made; }

private:
  COROLINT_SUPPRESS("task-escapes-scope", "it is awaited by the race for which "
                                          "this object only passes it on")
  task<value_type> made;
};
template <class T> class race_arm<task<T>> {
public:
  using value_type = T;
  static constexpr bool is_single_wait = false;

  explicit race_arm(task<T> &t) noexcept : given(&t) {}
  task<T> &get() noexcept { return *given; }

private:
  task<T> *given;
};

/// Arms of which the first to end wins, however it ends. Derived supplies
/// result().
template <class Derived, class... Ts>
class race_awaiter : public stoppable_arms<Derived, Ts...> {
protected:
  /// Which of the arms are one single wait.
  using single_waits = std::array<bool, sizeof...(Ts)>;

  race_awaiter(const single_waits &s, task<Ts> &...t) noexcept
      : stoppable_arms<Derived, Ts...>(t...), single(s) {}

  /// Until it is awaited.
  race_awaiter(race_awaiter &&other) noexcept
      : stoppable_arms<Derived, Ts...>(std::move(other)), single(other.single) {
  }

  ~race_awaiter() = default;

  template <std::size_t I> bool has_won() const noexcept {
    return claims.winner() == &*std::get<I>(this->jobs);
  }

private:
  friend group_awaiter<Derived>;

  void launch(job_base &waiting) noexcept {
    typename race_awaiter::claimants races = {};
    for (std::size_t i = 0; i != single.size(); ++i)
      races[i] = single[i] ? &claims : nullptr;
    this->launch_stoppable(waiting, races);
  }

  void child_failed(job_base &j,
                    const std::exception_ptr &e) noexcept override {
    if (claims.claim(j))
      job_group::child_failed(j, e);
  }

  void child_done(job_base &j, bool stopped) noexcept override {
    if (claims.claim(j))
      this->stop.request_stop();
    job_group::child_done(j, stopped);
  }

  bool ends_stopped() const noexcept {
    return std::apply(
        [&](const auto &...each) {
          return ((claims.winner() == &*each && each->result.is_stopped()) ||
                  ...);
        },
        this->jobs);
  }

  const single_waits single;
  claimant claims;
};

} // namespace corolint::rt::detail

#endif // COROLINT_RT_DETAIL_RACE_ARMS_H
