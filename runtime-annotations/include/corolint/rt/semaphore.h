//===--- corolint/rt/semaphore.h - at most so many at a time --------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Good:
//   task<page> fetch_politely(semaphore &connections, const url &from) {
//     const semaphore::permit mine = co_await connections.acquire();
//     co_return co_await fetch(from);
//   }
// Bad, the permit is given back before the fetch begins (discarded-guard):
//   co_await connections.acquire();
//   co_return co_await fetch(from);
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_RT_SEMAPHORE_H
#define COROLINT_RT_SEMAPHORE_H

#include "corolint/annotations.h"
#include "corolint/rt/detail/units.h"
#include <optional>

namespace corolint::rt {

/// A number of units that tasks take and give back, in the order of their
/// asking: who asks for many is not overtaken by those who ask for few. It has
/// to outlive its permits and those who wait for it.
class COROLINT_THREAD_SAFE semaphore {
public:
  class acquire_operation;

  /// Holds units while alive, and gives them back at its end. May be alive at a
  /// suspension and go to another thread. Move-only; moved from, it holds none.
  class [[nodiscard]] COROLINT_ASYNC_LOCK_GUARD permit {
  public:
    permit(permit &&) noexcept = default;
    permit &operator=(permit &&) noexcept = default;

    /// The units that it holds.
    std::size_t count() const noexcept { return held.count(); }

    /// Gives them back before the permit ends; does nothing after that.
    void release() noexcept { held.give_back(); }

    /// Does not give them back; semaphore::release() may, at another place.
    void forget() noexcept { held.forget(); }

  private:
    friend class semaphore;
    permit(detail::units &of, std::size_t n,
           const std::source_location &at = {}) noexcept
        : held(of, n, at) {}

    detail::held_units held;
  };

  explicit semaphore(std::size_t units) noexcept
      : all(units, {"semaphore", {}, false}) {}
  semaphore(const semaphore &) = delete;
  semaphore &operator=(const semaphore &) = delete;

  /// `co_await s.acquire(n)` waits until all who asked before have their units
  /// and \p n more are there, and takes them. For more units than there will
  /// ever be it waits for ever. No errors. Resumes on the task's own executor.
  /// Cancel safety: nothing is taken when it is stopped; the place in the queue
  /// is lost.
  COROLINT_CANCEL_SAFE acquire_operation
  acquire(std::size_t n = 1) noexcept COROLINT_LIFETIMEBOUND;

  /// A permit for \p n units if they are there and nobody waits, else nothing.
  /// From any thread.
  [[nodiscard]] std::optional<permit>
  try_acquire(std::size_t n = 1) noexcept COROLINT_LIFETIMEBOUND {
    if (!all.try_take(n))
      return std::nullopt;
    return permit(all, n);
  }

  /// Adds \p n units, new ones or those of a forgotten permit, and wakes who
  /// can go on with them. From any thread.
  void release(std::size_t n = 1) noexcept { all.give_back(n); }

  /// The units that nobody holds. May change at any time.
  std::size_t available() const noexcept { return all.available(); }

private:
  detail::units all;
};

/// The wait for the units of a semaphore.
class [[nodiscard]] semaphore::acquire_operation final
    : public detail::units_awaiter<acquire_operation> {
public:
  static constexpr const char *waits_for = "semaphore";

private:
  friend class semaphore;
  friend detail::awaiter<acquire_operation, detail::units_node>;

  acquire_operation(detail::units &of, std::size_t n) noexcept
      : units_awaiter(of, n), all(&of) {}

  permit result() noexcept {
    return permit(*all, amount, promise->awaiting_at);
  }

  detail::units *all;
};

inline semaphore::acquire_operation semaphore::acquire(std::size_t n) noexcept {
  return acquire_operation(all, n);
}

} // namespace corolint::rt

#endif // COROLINT_RT_SEMAPHORE_H
