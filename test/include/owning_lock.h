//===--- owning_lock.h - a lock that gives away its guard -------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A home-made mutex without an annotation: what lock() leaves locked belongs to
// the guard that it returns.
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_TEST_INCLUDE_OWNING_LOCK_H
#define COROLINT_TEST_INCLUDE_OWNING_LOCK_H

#include <mutex>
#include <utility>

namespace owning {
template <class M> class guard {
public:
  explicit guard(M &m) : m_(&m) {}
  guard(const guard &) = delete;
  guard(guard &&other) noexcept : m_(std::exchange(other.m_, nullptr)) {}
  ~guard() {
    if (m_)
      m_->raw.unlock();
  }
  int &operator*() const { return m_->value; }
  M *m_;
};
class mutex {
public:
  guard<mutex> lock() {
    raw.lock();
    return guard<mutex>(*this);
  }
  std::mutex raw;
  int value = 0;
};
} // namespace owning

#endif // COROLINT_TEST_INCLUDE_OWNING_LOCK_H
