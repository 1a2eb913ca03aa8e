//===--- corolint/rt/once.h - a value that is made once -------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Good, loaded once, however many ask:
//   once<config> settings;
//   task<int> limit() {
//     co_return (co_await settings.get_or_init(load)).limit;
//   }
// Bad, all threads of the runtime wait while the first loads (blocking-call):
//   task<int> limit() {
//     static std::once_flag loaded;
//     std::call_once(loaded, load_now);
//     co_return loaded_config.limit;
//   }
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_RT_ONCE_H
#define COROLINT_RT_ONCE_H

#include "corolint/annotations.h"
#include "corolint/rt/detail/spawned_job.h"
#include "corolint/rt/detail/units.h"
#include <atomic>
#include <optional>

namespace corolint::rt {

namespace detail {

/// The wait for the turn to make the value.
class [[nodiscard]] turn_operation final
    : public units_awaiter<turn_operation> {
public:
  static constexpr const char *waits_for = "once";

  explicit turn_operation(units &u) noexcept
      : units_awaiter<turn_operation>(u, 1), turn(&u) {}

private:
  friend awaiter<turn_operation, units_node>;

  held_units result() noexcept {
    return held_units(*turn, 1, promise->awaiting_at);
  }

  units *turn;
};

} // namespace detail

/// A \p T that is made when it is first needed, and constant from then on. Send
/// if T is, Safe if T is Send and Sync; SendTypes.def says so, because an
/// annotation could not for a T whose members decide. Neither copied nor moved.
/// It has to outlive those who wait for it.
template <class T> class once {
public:
  once() noexcept = default;
  once(const once &) = delete;
  once &operator=(const once &) = delete;

  /// The value, or null if there is none yet. From any thread.
  const T *get() const noexcept COROLINT_LIFETIMEBOUND {
    return made.load(std::memory_order_acquire) ? &*value : nullptr;
  }

  /// Makes \p v the value. Returns false, having done nothing, if there is one
  /// or is just being made. Throws what the move of T throws. From any thread.
  [[nodiscard]] bool set(T v) {
    if (!turn.try_take(1))
      return false;
    const detail::held_units mine(turn, 1, {});
    if (get())
      return false;
    emplace(std::move(v));
    return true;
  }

  /// `co_await o.get_or_init(f, args...)` gives the value. If there is none
  /// yet, and no one else is making it, awaits f(args...), a task<T>, for it.
  /// Throws what f throws; then the next one who asks, or waits, makes it with
  /// his f. Resumes on the task's own executor. Cancel safety: when the one is
  /// stopped who makes it, the next one does.
  template <class F, class... Args>
    requires detail::task_function<F, Args...>
  COROLINT_CANCEL_SAFE task<const T &>
  get_or_init(F f, Args... args) COROLINT_LIFETIMEBOUND {
    if (const T *there = get())
      co_return *there;
    const detail::held_units mine = co_await detail::turn_operation(turn);
    if (!get())
      emplace(co_await f(std::move(args)...));
    co_return *value;
  }

private:
  void emplace(T v) {
    value.emplace(std::move(v));
    made.store(true, std::memory_order_release);
  }

  detail::units turn{1, {"once", detail::printed_type<T>(), false}};
  std::atomic<bool> made = false;
  /// Written by who has the turn, once, before `made`; constant after it.
  std::optional<T> value;
};

} // namespace corolint::rt

#endif // COROLINT_RT_ONCE_H
