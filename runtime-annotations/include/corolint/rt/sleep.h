//===--- corolint/rt/sleep.h - waiting for a time -------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Good:
//   co_await sleep_for(50ms);
// Bad, nobody else gets the thread (blocking-call):
//   std::this_thread::sleep_for(50ms);
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_RT_SLEEP_H
#define COROLINT_RT_SLEEP_H

#include "corolint/rt/detail/lone_awaiter.h"
#include <algorithm>

namespace corolint::rt {

namespace detail {

/// \p d in the executor's unit, rounded up, or the longest there is.
template <class Rep, class Period>
executor::clock::duration
to_ticks(std::chrono::duration<Rep, Period> d) noexcept {
  using ticks = executor::clock::duration;
  // Compared in floating point, where the longest durations do not overflow.
  using seconds = std::chrono::duration<double>;
  if (seconds(d) >= seconds(ticks::max()))
    return ticks::max();
  return std::chrono::ceil<ticks>(d);
}

/// \p d after \p t, or the end of time.
inline executor::time_point later(executor::time_point t,
                                  executor::clock::duration d) noexcept {
  return t + std::min(d, executor::time_point::max() - t);
}

/// The wait for a time. Derived supplies due_time().
template <class Derived>
class time_awaiter : public lone_awaiter<Derived>, private timer {
public:
  static constexpr const char *waits_for = "sleep";

protected:
  time_awaiter() noexcept : timer(&fire) {}
  time_awaiter(time_awaiter &&other) noexcept
      : lone_awaiter<Derived>(std::move(other)), timer(&fire) {}
  ~time_awaiter() = default;

private:
  friend awaiter<Derived>;

  progress attempt() noexcept {
    due = static_cast<Derived *>(this)->due_time();
    if (due > this->where().now())
      return progress::pending;
    return this->claim() ? progress::done : progress::stopped;
  }

  void link() noexcept { this->where().post_at(*this, due); }

  // When this fails fire() is under way.
  bool unlink() noexcept { return this->where().cancel(*this); }

  void result() const noexcept {}

  static void fire(timer &t) noexcept {
    static_cast<time_awaiter &>(t).complete();
  }

  time_point due;
};

class [[nodiscard]] sleep_until_operation final
    : public time_awaiter<sleep_until_operation> {
public:
  explicit sleep_until_operation(executor::time_point t) noexcept : at(t) {}

private:
  friend time_awaiter;
  executor::time_point due_time() const noexcept { return at; }
  executor::time_point at;
};

class [[nodiscard]] sleep_for_operation final
    : public time_awaiter<sleep_for_operation> {
public:
  explicit sleep_for_operation(executor::clock::duration d) noexcept
      : length(d) {}

private:
  friend time_awaiter;
  /// From the await on, not from the call.
  executor::time_point due_time() noexcept {
    if (!at)
      at = later(where().now(), length);
    return *at;
  }
  executor::clock::duration length;
  std::optional<executor::time_point> at;
};

} // namespace detail

/// `co_await sleep_until(t)` goes on at \p t by the executor's clock, or a
/// little later; without waiting, if that has passed. Resumes on the task's own
/// executor.
/// Cancel safety: nothing happens when it is stopped.
COROLINT_CANCEL_SAFE inline detail::sleep_until_operation
sleep_until(executor::time_point t) noexcept {
  return detail::sleep_until_operation(t);
}

/// `co_await sleep_for(d)` goes on when \p d has passed since the await, or a
/// little later; without waiting, if it is zero or negative. Resumes on the
/// task's own executor.
/// Cancel safety: nothing happens when it is stopped.
template <class Rep, class Period>
COROLINT_CANCEL_SAFE detail::sleep_for_operation
sleep_for(std::chrono::duration<Rep, Period> d) noexcept {
  return detail::sleep_for_operation(detail::to_ticks(d));
}

} // namespace corolint::rt

#endif // COROLINT_RT_SLEEP_H
