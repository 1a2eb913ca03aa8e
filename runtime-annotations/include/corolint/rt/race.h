//===--- corolint/rt/race.h - the first of several ------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// race waits for several things and goes on with the first that happens. The
// other arms are stopped, and awaited: nothing of them goes on behind it.
//
// An arm is a task, or a single operation: recv(), lock(), tick(), join(). An
// operation that loses has not happened: no message is taken, no lock is held.
// A task that loses may be half-way, and what it has done by then is done.
//
// Good, no job is ever lost, whichever channel is first:
//   auto next = co_await race(urgent.recv(), normal.recv());
//   if (next.index() == 0)
//     handle(std::get<0>(std::move(next)));
// Good, what is half-read is kept outside of the arm:
//   co_await race(fill(buffer, socket), closing.notified());
// Bad, a frame that is half-read is lost (cancel-unsafe-race-arm):
//   COROLINT_NOT_CANCEL_SAFE task<frame> read_frame(connection &from);
//   co_await race(read_frame(from), closing.notified());
// Bad, a channel that has ended is ready, with nothing, and wins for ever:
//   while (!urgent.is_finished() || !normal.is_finished())
//     (void)co_await race(urgent.recv(), normal.recv());
// Bad, does not compile; an operation is awaited where it is asked for:
//   auto first = urgent.recv();
//   co_await race(first, normal.recv());
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_RT_RACE_H
#define COROLINT_RT_RACE_H

#include "corolint/rt/detail/race_arms.h"

namespace corolint::rt {

namespace detail {

template <class... Ts>
class [[nodiscard]] race_operation final
    : public race_awaiter<race_operation<Ts...>, Ts...> {
  using base = race_awaiter<race_operation, Ts...>;

public:
  static constexpr const char *waits_for = "race";

  race_operation(const typename base::single_waits &s, task<Ts> &...t) noexcept
      : base(s, t...) {}

private:
  friend group_awaiter<race_operation>;

  using value = std::variant<kept_value_t<Ts>...>;

  template <std::size_t I> value value_from() {
    if constexpr (I + 1 != sizeof...(Ts))
      if (!this->template has_won<I>())
        return value_from<I + 1>();
    return value(std::in_place_index<I>,
                 keep_value(std::get<I>(this->jobs)->result));
  }

  value result() { return value_from<0>(); }
};

} // namespace detail

/// `co_await race(a, b, ...)` runs the arms, tasks and operations, at the same
/// time until one ends, stops the others, and ends when all have ended. Gives
/// the value of the winner, in a std::variant whose index() says which it was,
/// with std::monostate for void, and std::reference_wrapper for a reference.
/// Throws if the winner did; errors of losers are dropped. If the winner was
/// stopped, the awaiting task is. If several could win at once, any may. All
/// run, and it resumes, on the task's own executor.
/// Cancel safety: all arms are stopped, and it ends when they have ended; as an
/// arm of another race it may lose what its own winner has taken.
template <class... Arms>
  requires(sizeof...(Arms) != 0)
auto race(Arms COROLINT_SCOPED COROLINT_RACES... arms) {
  return detail::race_operation<typename detail::race_arm<Arms>::value_type...>(
      {detail::race_arm<Arms>::is_single_wait...},
      detail::race_arm<Arms>(arms).get()...);
}

} // namespace corolint::rt

#endif // COROLINT_RT_RACE_H
