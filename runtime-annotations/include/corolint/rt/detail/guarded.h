//===--- corolint/rt/detail/guarded.h - a value and the lock in front of it
//===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_RT_DETAIL_GUARDED_H
#define COROLINT_RT_DETAIL_GUARDED_H

#include <atomic>
#include <exception>
#include <utility>

#if defined(__SANITIZE_THREAD__)
#define COROLINT_RT_DETAIL_TSAN 1
#elif defined(__has_feature)
#if __has_feature(thread_sanitizer)
#define COROLINT_RT_DETAIL_TSAN 1
#endif
#endif
#ifdef COROLINT_RT_DETAIL_TSAN
#include <sanitizer/tsan_interface.h>
#endif

namespace corolint::rt::thread {

/// Thrown by the lock functions of a lock that a holder has left by an
/// exception.
class poisoned : public std::exception {
public:
  const char *what() const noexcept override;
};

} // namespace corolint::rt::thread

namespace corolint::rt::detail {

/// How many exceptions were on their way when a guard was made. A guard that a
/// destructor makes during unwinding, and that ends with it, sees no others.
class unwinding_mark {
public:
  bool has_begun() const noexcept { return std::uncaught_exceptions() > count; }

private:
  int count = std::uncaught_exceptions();
};

/// Written under the lock that it belongs to, and read under it where it
/// decides, so that it needs no order of its own.
class poison_flag {
public:
  void note(const unwinding_mark &guard) noexcept {
    if (guard.has_begun())
      set.store(true, std::memory_order_relaxed);
  }
  bool is_set() const noexcept { return set.load(std::memory_order_relaxed); }
  void clear() noexcept { set.store(false, std::memory_order_relaxed); }
  void check() const {
    if (is_set())
      throw thread::poisoned();
  }

private:
  std::atomic<bool> set = false;
};

/// What a mutex and its guards share. \p Native is the lock of the standard
/// library that does the work.
template <class T, class Native> struct guarded {
  template <class... Args>
  explicit guarded(Args &&...args) : value(std::forward<Args>(args)...) {}

#ifdef COROLINT_RT_DETAIL_TSAN
  // The locks of libstdc++ end without a word. ThreadSanitizer would take the
  // next one at this address for the same, and see it in the wrong order.
  ~guarded() { __tsan_mutex_destroy(native.native_handle(), 0); }
#endif

  Native native;
  poison_flag poison;
  T value;
};

} // namespace corolint::rt::detail

#endif // COROLINT_RT_DETAIL_GUARDED_H
