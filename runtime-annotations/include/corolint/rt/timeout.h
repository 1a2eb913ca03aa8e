//===--- corolint/rt/timeout.h - giving up after a time -------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Good:
//   if (auto page = co_await timeout(5s, fetch(url)))
//     show(*page);
// Good, no message is lost when the time is over; this is a single operation:
//   auto next = co_await timeout(1s, from.recv());
// Bad, a frame that is half-read is lost (cancel-unsafe-race-arm):
//   COROLINT_NOT_CANCEL_SAFE task<frame> read_frame(connection &from);
//   auto next = co_await timeout(1s, read_frame(from));
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_RT_TIMEOUT_H
#define COROLINT_RT_TIMEOUT_H

#include "corolint/rt/detail/race_arms.h"
#include "corolint/rt/sleep.h"

namespace corolint::rt {

namespace detail {

template <class T>
class [[nodiscard]] timeout_operation final
    : public race_awaiter<timeout_operation<T>, T, void> {
  using base = race_awaiter<timeout_operation, T, void>;

public:
  static constexpr const char *waits_for = "timeout";

  timeout_operation(bool is_single_wait, task<T> &timed, task<> &clock) noexcept
      : base({is_single_wait, true}, timed, clock) {}

private:
  friend group_awaiter<timeout_operation>;

  auto result() {
    const bool in_time = this->template has_won<0>();
    if constexpr (std::is_void_v<T>) {
      return in_time;
    } else {
      std::optional<kept_value_t<T>> value;
      if (in_time)
        value.emplace(keep_value(std::get<0>(this->jobs)->result));
      return value;
    }
  }
};

} // namespace detail

/// `co_await timeout(d, arm)` runs a task, or an operation like recv(), and
/// stops it when \p d has passed since the await. Gives the value in a
/// std::optional (as a std::reference_wrapper, if it is a reference), which is
/// empty if the time was over; for void, whether it ended in time. Throws what
/// the arm throws. If the arm was stopped by somebody else, the awaiting task
/// is. It ends when the arm has ended, which may be later: only what waits can
/// be stopped. The arm runs, and it resumes, on the task's own executor.
/// Cancel safety: the arm is stopped, and it ends when that has ended; as an
/// arm of a race it may lose what its own arm has taken.
template <class Rep, class Period, class Arm>
auto timeout(std::chrono::duration<Rep, Period> d,
             Arm COROLINT_SCOPED COROLINT_RACES arm) {
  using made = detail::race_arm<Arm>;
  auto sleep = sleep_for(d);
  return detail::timeout_operation<typename made::value_type>(
      made::is_single_wait, made(arm).get(),
      detail::race_arm<decltype(sleep)>(sleep).get());
}

} // namespace corolint::rt

#endif // COROLINT_RT_TIMEOUT_H
