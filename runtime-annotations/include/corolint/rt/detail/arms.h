//===--- corolint/rt/detail/arms.h - tasks that run beside each other -----===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The common part of when_all, try_when_all, race and timeout: a fixed number
// of tasks, the arms, each of which becomes a job.
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_RT_DETAIL_ARMS_H
#define COROLINT_RT_DETAIL_ARMS_H

#include "corolint/rt/detail/group.h"
#include "corolint/rt/detail/spawned_job.h"
#include "corolint/rt/detail/task_job.h"
#include <array>
#include <cstddef>
#include <functional>
#include <optional>
#include <tuple>
#include <type_traits>
#include <utility>
#include <variant>

namespace corolint::rt::detail {

/// How a \p T is kept where there is no void and no reference.
template <class T> struct kept_value {
  using type = T;
};
template <> struct kept_value<void> {
  using type = std::monostate;
};
template <class T> struct kept_value<T &> {
  using type = std::reference_wrapper<T>;
};
template <class T> using kept_value_t = typename kept_value<T>::type;

/// The value of an arm that ended with one.
template <class T> kept_value_t<T> keep_value(outcome<T> &from) {
  if constexpr (std::is_void_v<T>) {
    std::move(from).value();
    return {};
  } else {
    return std::move(from).value();
  }
}

/// The wait for arms that end with a \p Ts each. Derived supplies launch(),
/// ends_stopped() and result() as for a group_awaiter.
template <class Derived, class... Ts>
class arms_awaiter : public group_awaiter<Derived> {
protected:
  explicit arms_awaiter(task<Ts> &...t) noexcept
      : tasks(&task_access::release(t)...) {}

  /// Until it is awaited.
  arms_awaiter(arms_awaiter &&other) noexcept
      : group_awaiter<Derived>(std::move(other)),
        tasks(std::exchange(other.tasks, {})) {}

  ~arms_awaiter() {
    std::apply([](auto *...each) { (destroy(each), ...); }, tasks);
  }

  using claimants = std::array<claimant *, sizeof...(Ts)>;

  /// Starts all arms, which can be stopped through \p stop. Those that are one
  /// single wait have a claimant in \p races.
  void launch_arms(job_base &waiting, inplace_stop_token stop,
                   const claimants &races = {}) noexcept {
    launch_arms(waiting, stop, races, std::index_sequence_for<Ts...>());
  }

  std::tuple<std::optional<task_job<Ts>>...> jobs;

private:
  friend group_awaiter<Derived>;

  static void destroy(promise_base *unstarted) noexcept {
    if (unstarted)
      unstarted->self.destroy();
  }

  void prepare() const noexcept {}

  template <std::size_t... I>
  void launch_arms(job_base &waiting, inplace_stop_token stop,
                   const claimants &races, std::index_sequence<I...>) noexcept {
    (launch_one(std::get<I>(jobs), std::get<I>(tasks), waiting, stop, races[I]),
     ...);
  }

  template <class T>
  void launch_one(std::optional<task_job<T>> &job, task_promise<T> *&of,
                  job_base &waiting, inplace_stop_token stop,
                  claimant *race) noexcept {
    job.emplace(*std::exchange(of, nullptr), *this, waiting.get_executor(),
                stop, this->promise->awaiting_at);
    job->race = race;
    this->add();
    job->start();
  }

  std::tuple<task_promise<Ts> *...> tasks;
};

/// Arms that are stopped when one of them has decided the matter, or the task
/// that waits for them is.
template <class Derived, class... Ts>
class stoppable_arms : public arms_awaiter<Derived, Ts...> {
protected:
  explicit stoppable_arms(task<Ts> &...t) noexcept
      : arms_awaiter<Derived, Ts...>(t...) {}

  /// Until it is awaited.
  stoppable_arms(stoppable_arms &&other) noexcept
      : arms_awaiter<Derived, Ts...>(std::move(other)) {}

  ~stoppable_arms() = default;

  void
  launch_stoppable(job_base &waiting,
                   const typename stoppable_arms::claimants &races) noexcept {
    on_outer_stop.emplace(waiting.stop_token(), request_stop_of{&stop});
    this->launch_arms(waiting, stop.get_token(), races);
  }

  inplace_stop_source stop;

private:
  // The last member: gone before what it asks to stop.
  std::optional<chained_stop> on_outer_stop;
};

} // namespace corolint::rt::detail

#endif // COROLINT_RT_DETAIL_ARMS_H
