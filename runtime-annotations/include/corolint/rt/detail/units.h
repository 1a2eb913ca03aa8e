//===--- corolint/rt/detail/units.h - the lock under all async locks ------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A number of units that tasks take and give back. A mutex has one of them; a
// shared_mutex has as many as there may be readers, and a writer takes them
// all. Who asks waits behind those who asked before, even if there is enough
// for him and not for them: otherwise readers could starve a writer.
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_RT_DETAIL_UNITS_H
#define COROLINT_RT_DETAIL_UNITS_H

#include "corolint/rt/detail/wait.h"
#include <cstddef>
#include <utility>

namespace corolint::rt::detail {

/// A task that waits for units.
class units_node : public wait_node {
protected:
  units_node() noexcept = default;
  units_node(units_node &&) noexcept = default;
  ~units_node() = default;

  std::size_t amount = 0;

private:
  friend class units;
};

/// Units that tasks take and give back, in the order in which they ask.
class COROLINT_THREAD_SAFE units {
public:
  explicit units(std::size_t n) noexcept : unused(n) {}

  /// Takes \p n units if they are there and nobody waits for others.
  [[nodiscard]] bool try_take(std::size_t n) noexcept {
    const std::lock_guard guard(mutex);
    if (!can_take(n))
      return false;
    unused -= n;
    return true;
  }

  /// Adds \p n units and wakes those who can go on with them. May end the life
  /// of this object, if whoever it wakes does.
  void give_back(std::size_t n) noexcept {
    wait_list woken;
    {
      const std::lock_guard guard(mutex);
      unused += n;
      grant(woken);
    }
    woken.wake_all();
  }

  /// The units that nobody has. May change at any time.
  std::size_t available() const noexcept {
    const std::lock_guard guard(mutex);
    return unused;
  }

private:
  template <class Derived> friend class units_awaiter;

  bool can_take(std::size_t n) const noexcept {
    return waiters.empty() && n <= unused;
  }

  /// Takes out of the list, from its front on, whom there is enough for.
  void grant(wait_list &woken) noexcept {
    for (wait_node *n = waiters.front(); n;) {
      auto &each = static_cast<units_node &>(*n);
      if (each.amount > unused)
        return;
      n = wait_list::after(each);
      // Who has lost his race will be stopped, and pass it on then.
      if (!each.claim())
        continue;
      unused -= each.amount;
      waiters.take(each);
      woken.push_back(each);
    }
  }

  mutable spin_mutex mutex;
  std::size_t unused;
  wait_list waiters;
};

/// The wait for units. Derived has `waits_for` and `result()`, which hands the
/// units to a guard.
template <class Derived>
class units_awaiter : public awaiter<Derived, units_node> {
protected:
  units_awaiter(units &of, std::size_t n) noexcept : from(&of) {
    this->amount = n;
  }
  units_awaiter(units_awaiter &&) noexcept = default;
  ~units_awaiter() = default;

private:
  friend awaiter<Derived, units_node>;

  spin_mutex &mutex() noexcept { return from->mutex; }

  progress attempt() noexcept {
    if (!from->can_take(this->amount))
      return progress::pending;
    if (!this->claim())
      return progress::stopped;
    from->unused -= this->amount;
    return progress::done;
  }

  void link() noexcept { from->waiters.push_back(*this); }

  bool unlink() noexcept {
    from->waiters.erase(*this);
    return true;
  }

  void pass_on(wait_list &woken) noexcept { from->grant(woken); }

  units *from;
};

/// Holds units while alive.
class held_units {
public:
  held_units(units &of, std::size_t n) noexcept : from(&of), amount(n) {}
  held_units(held_units &&other) noexcept
      : from(other.from), amount(std::exchange(other.amount, 0)) {}
  held_units &operator=(held_units &&other) noexcept {
    if (this != &other) {
      give_back();
      from = other.from;
      amount = std::exchange(other.amount, 0);
    }
    return *this;
  }
  ~held_units() { give_back(); }

  std::size_t count() const noexcept { return amount; }

  void give_back() noexcept {
    if (const std::size_t n = std::exchange(amount, 0))
      from->give_back(n);
  }

  /// Keeps them out for ever.
  void forget() noexcept { amount = 0; }

private:
  units *from;
  std::size_t amount;
};

/// A value and the units that give access to it.
template <class T> struct unit_guarded {
  template <class... Args>
  explicit unit_guarded(std::size_t n, Args &&...args)
      : lock(n), value(std::forward<Args>(args)...) {}

  units lock;
  T value;
};

} // namespace corolint::rt::detail

#endif // COROLINT_RT_DETAIL_UNITS_H
