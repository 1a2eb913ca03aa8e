//===--- corolint/rt/shared_mutex.h - one writing task or many readers ----===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// shared_mutex<T> owns a T and gives it to one writer, or to any number of
// readers at a time. Readers see a const T. It is fair: a reader that comes
// after a writer waits behind it.
//
// Good:
//   task<int> limit(shared_mutex<config> &settings) {
//     co_return (co_await settings.lock_shared())->limit;
//   }
// Bad, when a writer comes in between, both wait for ever (double-lock):
//   auto one = co_await settings.lock_shared();
//   auto two = co_await settings.lock_shared();
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_RT_SHARED_MUTEX_H
#define COROLINT_RT_SHARED_MUTEX_H

#include "corolint/annotations.h"
#include "corolint/rt/detail/units.h"
#include "corolint/rt/mutex.h"
#include <limits>
#include <optional>
#include <type_traits>
#include <utility>

namespace corolint::rt {

/// Holds a shared_mutex<T> together with other readers while alive. May be
/// alive at a suspension and go to another thread. Move-only; after it was
/// moved from, or unlock(), nothing but destruction and assignment is allowed.
template <class T> class [[nodiscard]] COROLINT_ASYNC_LOCK_GUARD shared_guard {
public:
  shared_guard(shared_guard &&) noexcept = default;
  shared_guard &operator=(shared_guard &&) noexcept = default;

  const T &operator*() const noexcept COROLINT_LIFETIMEBOUND { return *value; }
  const T *operator->() const noexcept COROLINT_LIFETIMEBOUND { return value; }

  /// Gives the lock back before the guard ends; does nothing after that.
  void unlock() noexcept { held.give_back(); }

private:
  friend class shared_mutex<T>;
  friend class detail::lock_operation<shared_guard>;

  shared_guard(detail::unit_guarded<T> &of, std::size_t units,
               const std::source_location &at = {}) noexcept
      : held(of.lock, units, at), value(&of.value) {}

  detail::held_units held;
  const T *value;
};

/// A \p T that one task at a time may write, or several may read, in the order
/// of their asking. Send if T is, Safe if T is Send and Sync; SendTypes.def
/// says so, because an annotation could not for a T whose members decide.
/// Neither copied nor moved: share it by reference or in an arc. It has to
/// outlive its guards and those who wait for it.
template <class T> class shared_mutex {
public:
  using guard = mutex_guard<T>;

  shared_mutex()
    requires std::is_default_constructible_v<T>
      : content(all) {}
  explicit shared_mutex(T value)
    requires std::is_move_constructible_v<T>
      : content(all, std::move(value)) {}
  template <class... Args>
  explicit shared_mutex(std::in_place_t, Args &&...args)
      : content(all, std::forward<Args>(args)...) {}
  shared_mutex(const shared_mutex &) = delete;
  shared_mutex &operator=(const shared_mutex &) = delete;

  /// `co_await m.lock()` waits until all who asked before, in either way, have
  /// given the lock back, and gives a guard. A task that holds it already must
  /// not call this. No errors. Resumes on the task's own executor.
  /// Cancel safety: not held when it is stopped; the place in the queue is
  /// lost.
  COROLINT_CANCEL_SAFE detail::lock_operation<guard>
  lock() noexcept COROLINT_LIFETIMEBOUND {
    return {content, all};
  }

  /// A guard if nobody holds the mutex in either way or waits for it now, else
  /// nothing. From any thread.
  [[nodiscard]] std::optional<guard>
  try_lock() noexcept COROLINT_LIFETIMEBOUND {
    if (!content.lock.try_take(all))
      return std::nullopt;
    return guard(content, all);
  }

  /// `co_await m.lock_shared()` waits until all writers who asked before have
  /// given the lock back, and gives a guard of a const T. A task that holds it
  /// already must not call this. No errors. Resumes on the task's own executor.
  /// Cancel safety: not held when it is stopped; the place in the queue is
  /// lost.
  COROLINT_CANCEL_SAFE detail::lock_operation<shared_guard<T>>
  lock_shared() noexcept COROLINT_LIFETIMEBOUND {
    return {content, 1};
  }

  /// A guard if no writer holds the mutex and nobody waits for it now, else
  /// nothing. From any thread.
  [[nodiscard]] std::optional<shared_guard<T>>
  try_lock_shared() noexcept COROLINT_LIFETIMEBOUND {
    if (!content.lock.try_take(1))
      return std::nullopt;
    return shared_guard<T>(content, 1);
  }

private:
  static constexpr std::size_t all = std::numeric_limits<std::size_t>::max();

  detail::unit_guarded<T> content;
};

} // namespace corolint::rt

#endif // COROLINT_RT_SHARED_MUTEX_H
