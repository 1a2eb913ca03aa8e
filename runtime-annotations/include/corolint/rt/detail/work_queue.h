//===--- corolint/rt/detail/work_queue.h - first in, first out ------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_RT_DETAIL_WORK_QUEUE_H
#define COROLINT_RT_DETAIL_WORK_QUEUE_H

#include "corolint/rt/executor.h"
#include <utility>

namespace corolint::rt::detail {

/// An intrusive queue of work. Not thread-safe, owns nothing.
class work_queue {
public:
  work_queue() noexcept = default;
  work_queue(work_queue &&other) noexcept
      : head(std::exchange(other.head, nullptr)),
        tail(std::exchange(other.tail, nullptr)) {}
  work_queue &operator=(work_queue &&) = delete;

  bool empty() const noexcept { return head == nullptr; }

  void push(work &w) noexcept {
    w.next = nullptr;
    (tail ? tail->next : head) = &w;
    tail = &w;
  }

  void push_front(work &w) noexcept {
    w.next = head;
    head = &w;
    if (!tail)
      tail = &w;
  }

  /// Returns false if \p w is not in here. Takes time in proportion to what is
  /// before it.
  bool erase(work &w) noexcept {
    work *before = nullptr;
    for (work *each = head; each; before = each, each = each->next) {
      if (each != &w)
        continue;
      (before ? before->next : head) = w.next;
      if (tail == &w)
        tail = before;
      return true;
    }
    return false;
  }

  /// The oldest, or null.
  work *pop() noexcept {
    work *first = head;
    if (first) {
      head = first->next;
      if (!head)
        tail = nullptr;
    }
    return first;
  }

  /// Moves all of \p other behind what is here.
  void append(work_queue &&other) noexcept {
    if (other.empty())
      return;
    (tail ? tail->next : head) = std::exchange(other.head, nullptr);
    tail = std::exchange(other.tail, nullptr);
  }

private:
  work *head = nullptr;
  work *tail = nullptr;
};

} // namespace corolint::rt::detail

#endif // COROLINT_RT_DETAIL_WORK_QUEUE_H
