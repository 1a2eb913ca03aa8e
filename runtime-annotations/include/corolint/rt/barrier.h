//===--- corolint/rt/barrier.h - all go on when all are there -------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Good, each round of all tasks ends before the next one begins:
//   task<> simulate(barrier &round, cells &mine) {
//     for (int i = 0; i != 100; ++i) {
//       mine.advance();
//       co_await round.arrive_and_wait();
//     }
//   }
// Bad, this one arrives once and the others for ever; they wait in vain:
//   mine.advance();
//   co_await round.arrive_and_wait();
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_RT_BARRIER_H
#define COROLINT_RT_BARRIER_H

#include "corolint/annotations.h"
#include "corolint/rt/detail/wait.h"
#include <cstddef>
#include <utility>

namespace corolint::rt {

/// Lets tasks go on in groups of a fixed size. When a group is complete, the
/// next one begins. It has to outlive those who wait.
class COROLINT_THREAD_SAFE barrier {
public:
  class arrival;

  /// For groups of \p n tasks; of one, if \p n is 0.
  explicit barrier(std::size_t n) noexcept : size(n) {}
  barrier(const barrier &) = delete;
  barrier &operator=(const barrier &) = delete;

  /// `co_await b.arrive_and_wait()` waits until the group is complete. Gives
  /// true to the one who completed it, and false to all others. No errors.
  /// Resumes on the task's own executor.
  /// Cancel safety: when it is stopped the task has not arrived; another one
  /// has to come instead.
  COROLINT_CANCEL_SAFE arrival
  arrive_and_wait() noexcept COROLINT_LIFETIMEBOUND;

private:
  const std::size_t size;
  detail::spin_mutex mutex;
  std::size_t arrived = 0;
  detail::wait_list waiters;
};

/// The wait for the others of a group.
class [[nodiscard]] barrier::arrival final : public detail::awaiter<arrival> {
public:
  static constexpr const char *waits_for = "barrier";

  arrival(arrival &&other) noexcept : awaiter(std::move(other)), at(other.at) {}

private:
  friend class barrier;
  friend detail::awaiter<arrival>;

  explicit arrival(barrier &b) noexcept : at(&b) {}

  detail::spin_mutex &mutex() noexcept { return at->mutex; }

  detail::progress attempt() noexcept {
    if (at->arrived + 1 < at->size)
      return detail::progress::pending;
    if (!claim())
      return detail::progress::stopped;
    completes_group = true;
    at->arrived = 0;
    while (wait_node *each = at->waiters.front()) {
      at->waiters.take(*each);
      // Who has lost a race meanwhile had arrived all the same.
      (each->claim() ? others : losers).push_back(*each);
    }
    return detail::progress::done;
  }

  void link() noexcept {
    ++at->arrived;
    awaiter::link();
  }

  bool unlink() noexcept {
    --at->arrived;
    return awaiter::unlink();
  }

  detail::wait_list &waiters() noexcept { return at->waiters; }

  // The barrier may be gone when the first of them goes on.
  bool result() noexcept {
    while (wait_node *each = losers.front()) {
      losers.erase(*each);
      each->wake_stopped();
    }
    others.wake_all();
    return completes_group;
  }

  barrier *at;
  bool completes_group = false;
  // Of the group that this one has completed, to be woken when it goes on.
  detail::wait_list others;
  detail::wait_list losers;
};

inline barrier::arrival barrier::arrive_and_wait() noexcept {
  return arrival(*this);
}

} // namespace corolint::rt

#endif // COROLINT_RT_BARRIER_H
