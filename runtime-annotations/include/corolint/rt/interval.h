//===--- corolint/rt/interval.h - again and again -------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Good, every second, however long the work takes:
//   interval seconds(1s);
//   for (;;) {
//     co_await seconds.tick();
//     co_await report();
//   }
// Bad, every second and what report() takes, so that the period drifts:
//   for (;;) {
//     co_await sleep_for(1s);
//     co_await report();
//   }
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_RT_INTERVAL_H
#define COROLINT_RT_INTERVAL_H

#include "corolint/annotations.h"
#include "corolint/rt/sleep.h"
#include <cstdint>
#include <stdexcept>

namespace corolint::rt {

/// What becomes of the ticks that came while nobody waited.
enum class missed_ticks : std::uint8_t {
  burst, ///< they come at once, so that there are as many as there should be
  delay, ///< they are dropped; the next is one period after the late one
  skip,  ///< they are dropped; the next is when it would have been
};

namespace detail {
class tick_operation;
}

/// Ticks at a fixed period; for one task at a time.
class interval {
public:
  /// The first tick is when it is first awaited, the others follow every
  /// \p period. Throws std::invalid_argument if that is not positive.
  template <class Rep, class Period>
  explicit interval(std::chrono::duration<Rep, Period> period,
                    missed_ticks missed = missed_ticks::burst)
      : length(detail::to_ticks(period)), late(missed) {
    if (length <= executor::clock::duration::zero())
      throw std::invalid_argument("the period of an interval is positive");
  }

  /// `co_await i.tick()` goes on at the next tick, or at once if that has come,
  /// and gives the time for which it was due. Resumes on the task's own
  /// executor.
  /// Cancel safety: no tick is lost.
  COROLINT_CANCEL_SAFE detail::tick_operation
  tick() noexcept COROLINT_LIFETIMEBOUND;

private:
  friend class detail::tick_operation;

  executor::time_point due_from(executor::time_point now) noexcept {
    if (!next)
      next = now;
    return *next;
  }

  executor::time_point take(executor::time_point now) noexcept;

  executor::clock::duration length;
  missed_ticks late;
  std::optional<executor::time_point> next;
};

inline executor::time_point interval::take(executor::time_point now) noexcept {
  const executor::time_point taken = *next;
  executor::time_point last = taken;
  if (late == missed_ticks::delay)
    last = std::max(last, now);
  else if (late == missed_ticks::skip && now > last)
    last += (now - last) / length * length;
  next = detail::later(last, length);
  return taken;
}

namespace detail {

class [[nodiscard]] tick_operation final : public time_awaiter<tick_operation> {
public:
  explicit tick_operation(rt::interval &i) noexcept : of(&i) {}

private:
  friend awaiter<tick_operation>;
  friend time_awaiter;

  executor::time_point due_time() const noexcept {
    return of->due_from(where().now());
  }
  executor::time_point result() const noexcept {
    return of->take(where().now());
  }

  rt::interval *of;
};

} // namespace detail

inline detail::tick_operation interval::tick() noexcept {
  return detail::tick_operation(*this);
}

} // namespace corolint::rt

#endif // COROLINT_RT_INTERVAL_H
