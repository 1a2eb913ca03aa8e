//===--- timer_heap.cpp - a pairing heap of timers ------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "corolint/rt/detail/timer_heap.h"
#include <utility>

using namespace corolint::rt;
using detail::timer_heap;

bool timer_heap::before(const timer &a, const timer &b) noexcept {
  return a.due != b.due ? a.due < b.due : a.order < b.order;
}

/// Makes one tree of two, either of which may be null. The result has no
/// siblings; its `previous` is for the caller to set.
timer *timer_heap::meld(timer *a, timer *b) noexcept {
  if (!a || !b)
    return a ? a : b;
  if (before(*b, *a))
    std::swap(a, b);
  b->sibling = a->child;
  if (b->sibling)
    b->sibling->previous = b;
  b->previous = a;
  a->child = b;
  return a;
}

/// Pairs from left to right, then melds the pairs from right to left: the order
/// that the logarithmic bound depends on.
timer *timer_heap::meld_siblings(timer *first) noexcept {
  timer *pairs = nullptr;
  while (first) {
    timer *a = first;
    timer *b = std::exchange(a->sibling, nullptr);
    first = b ? std::exchange(b->sibling, nullptr) : nullptr;
    timer *pair = meld(a, b);
    pair->sibling = pairs;
    pairs = pair;
  }
  timer *all = nullptr;
  while (pairs) {
    timer *rest = std::exchange(pairs->sibling, nullptr);
    all = meld(all, pairs);
    pairs = rest;
  }
  return all;
}

void timer_heap::set_root(timer *t) noexcept {
  root = t;
  if (root) {
    root->previous = root;
    root->sibling = nullptr;
  }
}

void timer_heap::insert(timer &t, timer::time_point due) noexcept {
  t.due = due;
  t.order = inserted++;
  t.child = t.sibling = nullptr;
  set_root(meld(root, &t));
}

bool timer_heap::erase(timer &t) noexcept {
  if (!t.previous)
    return false;
  if (&t == root) {
    set_root(meld_siblings(t.child));
  } else {
    timer *&link =
        t.previous->child == &t ? t.previous->child : t.previous->sibling;
    link = t.sibling;
    if (t.sibling)
      t.sibling->previous = t.previous;
    set_root(meld(root, meld_siblings(t.child)));
  }
  t.previous = t.child = t.sibling = nullptr;
  return true;
}

timer *timer_heap::pop_due(timer::time_point now) noexcept {
  if (!root || root->due > now)
    return nullptr;
  timer *first = root;
  erase(*first);
  return first;
}
