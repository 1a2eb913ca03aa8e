//===--- corolint/rt/rc.h - shared ownership on one thread ----------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// rc<T> is one of several owners of a T, for one thread: the count is a plain
// integer. The last owner destroys the T. An arc does the same for several
// threads and pays for an atomic count.
//
// A new owner is made by clone() and by nothing else, so that the places where
// ownership spreads can be read. An rc is not Send, neither is anything that
// contains one:
//
// Good:
//   rc<node> shared(std::in_place, "root");
//   tree.add(shared.clone());
// Bad, does not compile:
//   thread::spawn([](rc<node> n) { ... }, shared.clone());
// Bad, compiles; two threads change the count (non-send-capture):
//   thread::spawn([n = shared.clone()] { ... });
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_RT_RC_H
#define COROLINT_RT_RC_H

#include "corolint/annotations.h"
#include <cstddef>
#include <type_traits>
#include <utility>

namespace corolint::rt {

/// One of several owners of a \p T, all on one thread. Move-only; empty only
/// after it was moved from, and then nothing but destruction, assignment and
/// the conversion to bool is allowed.
template <class T> class COROLINT_NOT_SEND rc {
public:
  /// The first owner of a T made from \p args. Throws what the T's constructor
  /// throws, and std::bad_alloc.
  template <class... Args>
  explicit rc(std::in_place_t, Args &&...args)
      : block(new counted(std::forward<Args>(args)...)) {}

  /// The first owner of \p value.
  explicit rc(std::remove_const_t<T> value)
    requires std::is_move_constructible_v<std::remove_const_t<T>>
      : rc(std::in_place, std::move(value)) {}

  rc(rc &&other) noexcept : block(std::exchange(other.block, nullptr)) {}
  rc &operator=(rc &&other) noexcept {
    rc(std::move(other)).swap(*this);
    return *this;
  }
  rc(const rc &) = delete;
  rc &operator=(const rc &) = delete;

  ~rc() {
    if (block && --block->owners == 0)
      delete block;
  }

  /// Another owner of the same T.
  [[nodiscard]] rc clone() const noexcept {
    ++block->owners;
    return rc(block);
  }

  T &operator*() const noexcept { return block->value; }
  T *operator->() const noexcept { return &block->value; }
  T *get() const noexcept { return block ? &block->value : nullptr; }

  /// Whether it owns something: false after it was moved from.
  explicit operator bool() const noexcept { return block != nullptr; }

  /// How many owners there are; zero after it was moved from.
  std::size_t use_count() const noexcept { return block ? block->owners : 0; }

  void swap(rc &other) noexcept { std::swap(block, other.block); }

  /// Whether both own the same object.
  friend bool operator==(const rc &a, const rc &b) noexcept {
    return a.block == b.block;
  }

private:
  struct counted {
    template <class... Args>
    explicit counted(Args &&...args) : value(std::forward<Args>(args)...) {}

    T value;
    std::size_t owners = 1;
  };

  explicit rc(counted *shared) noexcept : block(shared) {}

  counted *block;
};

} // namespace corolint::rt

#endif // COROLINT_RT_RC_H
