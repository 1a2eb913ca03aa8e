//===--- corolint/rt/detail/work_ring.h - the queue of one worker ---------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A bounded queue that its owner, one thread, pushes to and pops from, and from
// which other threads, thieves, take half: the run queue of Go and tokio, whose
// ancestor is the deque of Blumofe and Leiserson (1999), but first in, first
// out. What makes it correct:
//
//   1. `head` and `tail` count all that was ever taken and pushed. They only
//      grow, and 64 bits do not run over, so an old `head` never comes back.
//      What is in the ring are the slots from `head` to `tail`, at most as many
//      as there are slots.
//   2. Only the owner writes `tail` and slots. It writes a slot before the
//      `tail` that makes it visible (release), and everybody else reads `tail`
//      (acquire) before a slot.
//   3. Whoever takes moves `head` by compare-exchange, and has taken what lies
//      between the old and the new one if that succeeds, else nothing.
//   4. A thief reads slots before it moves `head`. The owner may overwrite them
//      meanwhile only after `head` has moved past them, and then the thief's
//      exchange fails and what it read is forgotten. So slots are atomic.
//   5. The owner overwrites a slot after it has read (acquire) a `head` beyond
//      it, which a thief moved there (release) after reading the slot.
//   6. `tail` is stored, and looked at by empty(), sequentially consistent: who
//      pushes and then finds nobody idle, and who declares itself idle and then
//      finds the ring empty, cannot both be right.
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_RT_DETAIL_WORK_RING_H
#define COROLINT_RT_DETAIL_WORK_RING_H

#include "corolint/rt/detail/work_queue.h"
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>

namespace corolint::rt::detail {

/// Work of one owner, half of which others may take. Owns none of it.
class work_ring {
public:
  /// \p capacity, at least 2, is a power of two. Throws std::bad_alloc.
  explicit work_ring(std::size_t capacity)
      : slots(new std::atomic<work *>[capacity]), mask(capacity - 1) {}

  /// Whether nothing is there to be taken. From any thread.
  bool empty() const noexcept {
    const std::uint64_t first = head.load(std::memory_order_seq_cst);
    return first >= tail.load(std::memory_order_seq_cst);
  }

  /// False if it is full. For the owner.
  bool push(work &w) noexcept {
    const std::uint64_t end = tail.load(std::memory_order_relaxed);
    if (end - head.load(std::memory_order_acquire) > mask)
      return false;
    slot(end).store(&w, std::memory_order_relaxed);
    tail.store(end + 1, std::memory_order_seq_cst);
    return true;
  }

  /// The oldest, or null. For the owner.
  work *pop() noexcept {
    std::uint64_t first = head.load(std::memory_order_acquire);
    while (first != tail.load(std::memory_order_relaxed)) {
      work *taken = slot(first).load(std::memory_order_relaxed);
      if (head.compare_exchange_weak(first, first + 1,
                                     std::memory_order_acq_rel,
                                     std::memory_order_acquire))
        return taken;
    }
    return nullptr;
  }

  /// Moves the older half of a full ring to \p to, and returns how many that
  /// were; none if thieves have made room meanwhile. For the owner.
  std::size_t move_half(work_queue &to) noexcept {
    const std::uint64_t half = (mask + 1) / 2;
    std::uint64_t first = tail.load(std::memory_order_relaxed) - (mask + 1);
    if (!head.compare_exchange_strong(first, first + half,
                                      std::memory_order_acq_rel,
                                      std::memory_order_relaxed))
      return 0;
    for (std::uint64_t i = first; i != first + half; ++i)
      to.push(*slot(i).load(std::memory_order_relaxed));
    return half;
  }

  /// Takes the older half. Returns one, or null if there was nothing, and
  /// leaves the rest in \p into, which is empty and the caller's own.
  work *steal_into(work_ring &into) noexcept {
    const std::uint64_t to = into.tail.load(std::memory_order_relaxed);
    std::uint64_t first = head.load(std::memory_order_acquire);
    for (;;) {
      const std::uint64_t end = tail.load(std::memory_order_acquire);
      if (first >= end)
        return nullptr;
      const std::uint64_t count = (end - first + 1) / 2;
      // An old `first` beside a new `end`.
      if (end - first > mask + 1) {
        first = head.load(std::memory_order_acquire);
        continue;
      }
      work *mine = slot(first).load(std::memory_order_relaxed);
      for (std::uint64_t i = 1; i != count; ++i)
        into.slot(to + i - 1)
            .store(slot(first + i).load(std::memory_order_relaxed),
                   std::memory_order_relaxed);
      if (head.compare_exchange_weak(first, first + count,
                                     std::memory_order_acq_rel,
                                     std::memory_order_acquire)) {
        into.tail.store(to + count - 1, std::memory_order_seq_cst);
        return mine;
      }
    }
  }

private:
  std::atomic<work *> &slot(std::uint64_t at) const noexcept {
    return slots[at & mask];
  }

  // The owner and the thieves do not disturb each other's lines.
  alignas(64) std::atomic<std::uint64_t> head = 0;
  alignas(64) std::atomic<std::uint64_t> tail = 0;
  const std::unique_ptr<std::atomic<work *>[]> slots;
  const std::uint64_t mask;
};

} // namespace corolint::rt::detail

#endif // COROLINT_RT_DETAIL_WORK_RING_H
