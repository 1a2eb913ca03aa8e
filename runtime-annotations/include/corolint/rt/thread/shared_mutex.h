//===--- corolint/rt/thread/shared_mutex.h - one writer or many readers ---===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// thread::shared_mutex<T> owns a T and gives it to one writer, or to any number
// of readers at a time. Readers see a const T and cannot poison it. It costs
// more than thread::mutex, so it pays only where reading takes long.
//
// Good:
//   thread::shared_mutex<config> settings;
//   int limit = settings.lock_shared()->limit;
//   settings.lock()->limit = 10;
// Bad, one thread waits for itself (double-lock):
//   auto old = settings.lock_shared();
//   auto now = settings.lock();
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_RT_THREAD_SHARED_MUTEX_H
#define COROLINT_RT_THREAD_SHARED_MUTEX_H

#include "corolint/annotations.h"
#include "corolint/rt/detail/guarded.h"
#include "corolint/rt/thread/mutex.h"
#include <optional>
#include <shared_mutex>
#include <type_traits>
#include <utility>

namespace corolint::rt::thread {

/// Holds a shared_mutex<T> together with other readers while alive. Belongs to
/// the thread that made it: not Send, not across a suspension. Move-only; after
/// it was moved from, or unlock(), nothing but destruction and assignment is
/// allowed.
template <class T> class [[nodiscard]] COROLINT_LOCK_GUARD shared_guard {
public:
  shared_guard(shared_guard &&other) noexcept
      : held(std::exchange(other.held, nullptr)) {}
  shared_guard &operator=(shared_guard &&other) noexcept {
    if (this != &other) {
      unlock();
      held = std::exchange(other.held, nullptr);
    }
    return *this;
  }
  ~shared_guard() { unlock(); }

  const T &operator*() const noexcept COROLINT_LIFETIMEBOUND {
    return held->value;
  }
  const T *operator->() const noexcept COROLINT_LIFETIMEBOUND {
    return &held->value;
  }

  /// Gives the lock back before the guard ends; does nothing after that.
  void unlock() noexcept {
    if (auto *locked = std::exchange(held, nullptr))
      locked->native.unlock_shared();
  }

private:
  friend class shared_mutex<T>;
  explicit shared_guard(detail::guarded<T, std::shared_mutex> &locked) noexcept
      : held(&locked) {}

  detail::guarded<T, std::shared_mutex> *held;
};

/// A \p T that one thread at a time may write, or several may read. Send if T
/// is, Safe if T is Send and Sync; SendTypes.def says so, because an annotation
/// could not for a T whose members decide. Neither copied nor moved: share it
/// by reference or in an arc.
template <class T> class COROLINT_CAPABILITY("shared_mutex") shared_mutex {
public:
  using guard = mutex_guard<T, std::shared_mutex>;

  shared_mutex()
    requires std::is_default_constructible_v<T>
      : content() {}
  explicit shared_mutex(T value)
    requires std::is_move_constructible_v<T>
      : content(std::move(value)) {}
  template <class... Args>
  explicit shared_mutex(std::in_place_t, Args &&...args)
      : content(std::forward<Args>(args)...) {}
  shared_mutex(const shared_mutex &) = delete;
  shared_mutex &operator=(const shared_mutex &) = delete;

  /// Blocks until no other thread holds the mutex in either way. Throws
  /// `poisoned` when a writer has left by an exception; the mutex is not held
  /// then. A thread that holds it in either way must not call this.
  guard lock() COROLINT_LIFETIMEBOUND {
    guard held = lock_anyway();
    content.poison.check();
    return held;
  }

  /// The same if no other thread holds the mutex now, else nothing.
  [[nodiscard]] std::optional<guard> try_lock() COROLINT_LIFETIMEBOUND {
    if (!content.native.try_lock())
      return std::nullopt;
    guard held(content);
    content.poison.check();
    return held;
  }

  /// lock() for those who can cope with a T in any state.
  guard lock_anyway() COROLINT_LIFETIMEBOUND {
    content.native.lock();
    return guard(content);
  }

  /// Blocks until no writer holds the mutex. Throws `poisoned` as lock() does.
  /// A thread that holds it in either way must not call this: a writer may be
  /// waiting in between.
  shared_guard<T> lock_shared() COROLINT_LIFETIMEBOUND {
    shared_guard<T> held = lock_shared_anyway();
    content.poison.check();
    return held;
  }

  /// The same if no writer holds the mutex now, else nothing.
  [[nodiscard]] std::optional<shared_guard<T>>
  try_lock_shared() COROLINT_LIFETIMEBOUND {
    if (!content.native.try_lock_shared())
      return std::nullopt;
    shared_guard<T> held(content);
    content.poison.check();
    return held;
  }

  /// lock_shared() for those who can cope with a T in any state.
  shared_guard<T> lock_shared_anyway() COROLINT_LIFETIMEBOUND {
    content.native.lock_shared();
    return shared_guard<T>(content);
  }

  /// Whether a writer has left by an exception. May change at any time while
  /// the mutex is not held.
  bool is_poisoned() const noexcept { return content.poison.is_set(); }

  /// The T is in order again. To be called by a writer.
  void clear_poison() noexcept { content.poison.clear(); }

private:
  detail::guarded<T, std::shared_mutex> content;
};

} // namespace corolint::rt::thread

#endif // COROLINT_RT_THREAD_SHARED_MUTEX_H
