//===--- corolint/rt/thread/mutex.h - a lock that owns what it guards -----===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// thread::mutex<T> owns a T, and the only way to the T is a guard: nobody can
// forget the lock. It blocks the thread; between coroutines use rt::mutex.
//
// A holder that leaves by an exception may have left the T half-changed. So the
// mutex is poisoned then: lock() throws until somebody who knows how to repair
// the T has taken it with lock_anyway() and called clear_poison().
//
// Good:
//   thread::mutex<std::map<int, int>> table;
//   table.lock()->emplace(1, 2);
// Good:
//   {
//     auto rows = table.lock();
//     rows->clear();
//   }
//   co_await save();
// Bad, the thread is blocked for all coroutines on it (await-holding-lock):
//   auto rows = table.lock();
//   co_await save(*rows);
// Bad, the reference outlives the guard; nothing holds the lock:
//   auto &rows = *table.lock();
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_RT_THREAD_MUTEX_H
#define COROLINT_RT_THREAD_MUTEX_H

#include "corolint/annotations.h"
#include "corolint/rt/detail/guarded.h"
#include <mutex>
#include <optional>
#include <type_traits>
#include <utility>

namespace corolint::rt::thread {

template <class T> class mutex;
template <class T> class shared_mutex;

/// Holds a mutex<T>, or a shared_mutex<T> alone, while alive, and gives access
/// to the T. Belongs to the thread that made it: not Send, not across a
/// suspension. Move-only; after it was moved from, or unlock(), nothing but
/// destruction and assignment is allowed.
template <class T, class Native = std::mutex>
class [[nodiscard]] COROLINT_LOCK_GUARD mutex_guard {
public:
  mutex_guard(mutex_guard &&other) noexcept
      : held(std::exchange(other.held, nullptr)), unwinding(other.unwinding) {}
  mutex_guard &operator=(mutex_guard &&other) noexcept {
    if (this != &other) {
      unlock();
      held = std::exchange(other.held, nullptr);
      unwinding = other.unwinding;
    }
    return *this;
  }
  ~mutex_guard() { unlock(); }

  T &operator*() noexcept COROLINT_LIFETIMEBOUND { return held->value; }
  const T &operator*() const noexcept COROLINT_LIFETIMEBOUND {
    return held->value;
  }
  T *operator->() noexcept COROLINT_LIFETIMEBOUND { return &held->value; }
  const T *operator->() const noexcept COROLINT_LIFETIMEBOUND {
    return &held->value;
  }

  /// Gives the lock back before the guard ends; does nothing after that.
  void unlock() noexcept {
    if (detail::guarded<T, Native> *locked = std::exchange(held, nullptr)) {
      locked->poison.note(unwinding);
      locked->native.unlock();
    }
  }

private:
  friend class mutex<T>;
  friend class shared_mutex<T>;
  friend class condition;
  explicit mutex_guard(detail::guarded<T, Native> &locked) noexcept
      : held(&locked) {}

  detail::guarded<T, Native> *held;
  detail::unwinding_mark unwinding;
};

/// A \p T that one thread at a time has access to. Send if T is, Safe if T is
/// Send; SendTypes.def says so, because an annotation could not for a T whose
/// members decide. Neither copied nor moved: share it by reference or in an
/// arc.
template <class T> class COROLINT_CAPABILITY("mutex") mutex {
public:
  using guard = mutex_guard<T>;

  mutex()
    requires std::is_default_constructible_v<T>
      : content() {}
  explicit mutex(T value)
    requires std::is_move_constructible_v<T>
      : content(std::move(value)) {}
  template <class... Args>
  explicit mutex(std::in_place_t, Args &&...args)
      : content(std::forward<Args>(args)...) {}
  mutex(const mutex &) = delete;
  mutex &operator=(const mutex &) = delete;

  /// Blocks until no other thread holds the mutex. Throws `poisoned` when a
  /// holder has left by an exception; the mutex is not held then. A thread that
  /// holds it already must not call this.
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

  /// Whether a holder has left by an exception. May change at any time while
  /// the mutex is not held.
  bool is_poisoned() const noexcept { return content.poison.is_set(); }

  /// The T is in order again. To be called while holding the mutex.
  void clear_poison() noexcept { content.poison.clear(); }

private:
  detail::guarded<T, std::mutex> content;
};

} // namespace corolint::rt::thread

#endif // COROLINT_RT_THREAD_MUTEX_H
