//===--- corolint/rt/arc.h - shared ownership across threads --------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// arc<T> is one of several owners of a T, on any threads: the count is atomic.
// The last owner destroys the T, on whatever thread it is. A new owner is made
// by clone() and by nothing else.
//
// The count says nothing of the T. Like std::shared_ptr, an arc gives access to
// a T that others may use at the same time, so it may go to another thread in
// these forms, and in no other:
//
//   arc<const T>           all owners read it; T has to be Send and Sync
//   arc<thread::mutex<T>>  one owner at a time; T has to be Send
//   arc<T>                 T has to be Safe: an atomic, a channel, a lock
//
// There is no way from arc<T> to arc<const T>: another owner could still write.
//
// Good:
//   arc<thread::mutex<int>> count(std::in_place, 0);
//   auto adder = thread::spawn(
//       [](const arc<thread::mutex<int>> &c) { ++*c->lock(); }, count.clone());
// Bad, does not compile, because nothing synchronises the string:
//   arc<std::string> name("x");
//   auto writer = thread::spawn(
//       [](const arc<std::string> &n) { n->clear(); }, name.clone());
//
// Access rules of the count:
//   1. It is at least one while an owner exists; who has an owner may add one,
//      in any order with other changes (relaxed).
//   2. Each owner subtracts one when it ends (release): what it did to the T
//      happens before that.
//   3. Whoever reads the last one (acquire) sees all of that, and destroys.
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_RT_ARC_H
#define COROLINT_RT_ARC_H

#include "corolint/annotations.h"
#include <atomic>
#include <cstddef>
#include <type_traits>
#include <utility>

namespace corolint::rt {

/// One of several owners of a \p T, on any threads. Send and Sync if T is Send
/// and Safe, or const and Send and Sync; SendTypes.def says so, because an
/// annotation could not for a T whose members decide. Move-only; empty only
/// after it was moved from, and then nothing but destruction, assignment and
/// the conversion to bool is allowed.
template <class T> class arc {
public:
  /// The first owner of a T made from \p args. Throws what the T's constructor
  /// throws, and std::bad_alloc.
  template <class... Args>
  explicit arc(std::in_place_t, Args &&...args)
      : block(new counted(std::forward<Args>(args)...)) {}

  /// The first owner of \p value.
  explicit arc(std::remove_const_t<T> value)
    requires std::is_move_constructible_v<std::remove_const_t<T>>
      : arc(std::in_place, std::move(value)) {}

  arc(arc &&other) noexcept : block(std::exchange(other.block, nullptr)) {}
  arc &operator=(arc &&other) noexcept {
    arc(std::move(other)).swap(*this);
    return *this;
  }
  arc(const arc &) = delete;
  arc &operator=(const arc &) = delete;

  ~arc() {
    if (block && block->owners.fetch_sub(1, std::memory_order_acq_rel) == 1)
      delete block;
  }

  /// Another owner of the same T.
  [[nodiscard]] arc clone() const noexcept {
    block->owners.fetch_add(1, std::memory_order_relaxed);
    return arc(block);
  }

  T &operator*() const noexcept { return block->value; }
  T *operator->() const noexcept { return &block->value; }
  T *get() const noexcept { return block ? &block->value : nullptr; }

  /// Whether it owns something: false after it was moved from.
  explicit operator bool() const noexcept { return block != nullptr; }

  /// How many owners there were at some moment of the call; zero after it was
  /// moved from. Other threads change it, so that it decides nothing.
  std::size_t use_count() const noexcept {
    return block ? block->owners.load(std::memory_order_relaxed) : 0;
  }

  void swap(arc &other) noexcept { std::swap(block, other.block); }

  /// Whether both own the same object.
  friend bool operator==(const arc &a, const arc &b) noexcept {
    return a.block == b.block;
  }

private:
  struct counted {
    template <class... Args>
    explicit counted(Args &&...args) : value(std::forward<Args>(args)...) {}

    T value;
    std::atomic<std::size_t> owners = 1;
  };

  explicit arc(counted *shared) noexcept : block(shared) {}

  counted *block;
};

} // namespace corolint::rt

#endif // COROLINT_RT_ARC_H
