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

#include "corolint/rt/detail/listed.h"
#include "corolint/rt/detail/wait.h"
#include <algorithm>
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
  /// \p kind is what observers call it.
  units(std::size_t n, const resource_kind &kind) noexcept
      : unused(n), total(n), entry(kind, this, &mutex, &report) {}

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

  /// For whoever has just taken \p n units, at \p at.
  lock_hold hold(std::size_t n, const std::source_location &at) const noexcept {
    return {entry, n, at};
  }

private:
  template <class Derived> friend class units_awaiter;

  static resource_report report(const void *of) noexcept {
    const auto &self = *static_cast<const units *>(of);
    const std::lock_guard guard(self.mutex);
    // Units can be added to a semaphore.
    const std::size_t all = std::max(self.total, self.unused);
    return {.used = all - self.unused, .capacity = all};
  }

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
  /// With how many it began.
  const std::size_t total;
  listed entry;
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

  wait_list &waiters() noexcept { return from->waiters; }

  void pass_on(wait_list &woken) noexcept { from->grant(woken); }

  units *from;
};

/// Holds units while alive.
class held_units {
public:
  /// \p n units that have been taken, at \p at.
  held_units(units &of, std::size_t n, const std::source_location &at) noexcept
      : from(&of), amount(n), hold(of.hold(n, at)) {}
  held_units(held_units &&other) noexcept
      : from(other.from), amount(std::exchange(other.amount, 0)),
        hold(std::move(other.hold)) {}
  held_units &operator=(held_units &&other) noexcept {
    if (this != &other) {
      give_back();
      from = other.from;
      amount = std::exchange(other.amount, 0);
      hold = std::move(other.hold);
    }
    return *this;
  }
  ~held_units() { give_back(); }

  std::size_t count() const noexcept { return amount; }

  void give_back() noexcept {
    if (const std::size_t n = std::exchange(amount, 0)) {
      hold.end();
      from->give_back(n);
    }
  }

  /// Keeps them out for ever.
  void forget() noexcept {
    amount = 0;
    hold.end();
  }

private:
  units *from;
  std::size_t amount;
  lock_hold hold;
};

/// A value and the units that give access to it: one, or more if it is a lock
/// that can be shared.
template <class T> struct unit_guarded {
  template <class... Args>
  explicit unit_guarded(std::size_t n, Args &&...args)
      : lock(n, {n == 1 ? "mutex" : "shared_mutex", printed_type<T>(), false}),
        value(std::forward<Args>(args)...) {}

  units lock;
  T value;
};

} // namespace corolint::rt::detail

#endif // COROLINT_RT_DETAIL_UNITS_H
