//===--- corolint/rt/detail/timer_heap.h - what is due next ---------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A pairing heap (Fredman, Sedgewick, Sleator, Tarjan 1986) whose nodes are the
// timers: no allocation, insertion in constant time, removal in logarithmic
// amortised time. Timers that are due at the same time leave in the order of
// their insertion.
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_RT_DETAIL_TIMER_HEAP_H
#define COROLINT_RT_DETAIL_TIMER_HEAP_H

#include "corolint/rt/executor.h"

namespace corolint::rt::detail {

/// Timers by time. Not thread-safe, owns nothing.
class timer_heap {
public:
  bool empty() const noexcept { return root == nullptr; }

  /// When the next timer is due. Not to be called when empty.
  timer::time_point next_due() const noexcept { return root->due; }

  void insert(timer &t, timer::time_point due) noexcept;

  /// Returns false if \p t is not in here.
  bool erase(timer &t) noexcept;

  /// Takes out the first timer that is due at \p now, or returns null.
  timer *pop_due(timer::time_point now) noexcept;

private:
  static bool before(const timer &a, const timer &b) noexcept;
  static timer *meld(timer *a, timer *b) noexcept;
  static timer *meld_siblings(timer *first) noexcept;
  void set_root(timer *t) noexcept;

  timer *root = nullptr;
  std::uint64_t inserted = 0;
};

} // namespace corolint::rt::detail

#endif // COROLINT_RT_DETAIL_TIMER_HEAP_H
