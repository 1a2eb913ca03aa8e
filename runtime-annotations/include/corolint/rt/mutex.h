//===--- corolint/rt/mutex.h - a lock that tasks wait for -----------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// mutex<T> owns a T, and the only way to the T is a guard: nobody can forget
// the lock. Who waits for it suspends and blocks no thread, so its guard may be
// held across a co_await. Where nothing is awaited under the lock,
// thread::mutex is faster and as good.
//
// Good:
//   task<> add(mutex<connection> &shared, row r) {
//     auto held = co_await shared.lock();
//     co_await held->send(r);
//   }
// Bad, the guard ends with the expression; the second line has no lock
// (discarded-guard):
//   co_await shared.lock();
//   co_await send(r);
// Bad, it is never locked (unawaited-lock):
//   auto held = shared.lock();
// Bad, the task waits for itself (double-lock):
//   auto held = co_await shared.lock();
//   auto again = co_await shared.lock();
//
// It is not poisoned: a holder that leaves by an exception, or is stopped,
// gives the lock back, and the T is as he left it.
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_RT_MUTEX_H
#define COROLINT_RT_MUTEX_H

#include "corolint/annotations.h"
#include "corolint/rt/detail/units.h"
#include <optional>
#include <type_traits>
#include <utility>

namespace corolint::rt {

template <class T> class mutex;
template <class T> class shared_mutex;

namespace detail {
template <class Guard> class lock_operation;
}

/// Holds a mutex<T>, or a shared_mutex<T> alone, while alive, and gives access
/// to the T. May be alive at a suspension and go to another thread. Move-only;
/// after it was moved from, or unlock(), nothing but destruction and assignment
/// is allowed.
template <class T> class [[nodiscard]] COROLINT_ASYNC_LOCK_GUARD mutex_guard {
public:
  mutex_guard(mutex_guard &&) noexcept = default;
  mutex_guard &operator=(mutex_guard &&) noexcept = default;

  T &operator*() noexcept COROLINT_LIFETIMEBOUND { return *value; }
  const T &operator*() const noexcept COROLINT_LIFETIMEBOUND { return *value; }
  T *operator->() noexcept COROLINT_LIFETIMEBOUND { return value; }
  const T *operator->() const noexcept COROLINT_LIFETIMEBOUND { return value; }

  /// Gives the lock back before the guard ends; does nothing after that.
  void unlock() noexcept { held.give_back(); }

private:
  friend class mutex<T>;
  friend class shared_mutex<T>;
  friend class detail::lock_operation<mutex_guard>;

  mutex_guard(detail::unit_guarded<T> &of, std::size_t units,
              const std::source_location &at = {}) noexcept
      : held(of.lock, units, at), value(&of.value) {}

  detail::held_units held;
  T *value;
};

namespace detail {

/// The wait for a mutex or a shared_mutex, and the guard of it.
template <template <class> class Guard, class T>
class [[nodiscard]] lock_operation<Guard<T>> final
    : public units_awaiter<lock_operation<Guard<T>>> {
public:
  static constexpr const char *waits_for = "mutex";

  lock_operation(unit_guarded<T> &c, std::size_t units) noexcept
      : units_awaiter<lock_operation>(c.lock, units), content(&c) {}

private:
  friend awaiter<lock_operation, units_node>;

  Guard<T> result() noexcept {
    return Guard<T>(*content, this->amount, this->promise->awaiting_at);
  }

  unit_guarded<T> *content;
};

} // namespace detail

/// A \p T that one task at a time has access to, in the order of their asking.
/// Send if T is, Safe if T is Send; SendTypes.def says so, because an
/// annotation could not for a T whose members decide. Neither copied nor moved:
/// share it by reference or in an arc. It has to outlive its guards and those
/// who wait for it.
template <class T> class mutex {
public:
  using guard = mutex_guard<T>;

  mutex()
    requires std::is_default_constructible_v<T>
      : content(1) {}
  explicit mutex(T value)
    requires std::is_move_constructible_v<T>
      : content(1, std::move(value)) {}
  template <class... Args>
  explicit mutex(std::in_place_t, Args &&...args)
      : content(1, std::forward<Args>(args)...) {}
  mutex(const mutex &) = delete;
  mutex &operator=(const mutex &) = delete;

  /// `co_await m.lock()` waits until all who asked before have given the lock
  /// back, and gives a guard. A task that holds it already must not call this.
  /// No errors. Resumes on the task's own executor.
  /// Cancel safety: not held when it is stopped; the place in the queue is
  /// lost.
  COROLINT_CANCEL_SAFE detail::lock_operation<guard>
  lock() noexcept COROLINT_LIFETIMEBOUND {
    return {content, 1};
  }

  /// A guard if nobody holds the mutex or waits for it now, else nothing. From
  /// any thread.
  [[nodiscard]] std::optional<guard>
  try_lock() noexcept COROLINT_LIFETIMEBOUND {
    if (!content.lock.try_take(1))
      return std::nullopt;
    return guard(content, 1);
  }

private:
  detail::unit_guarded<T> content;
};

} // namespace corolint::rt

#endif // COROLINT_RT_MUTEX_H
