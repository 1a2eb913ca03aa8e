//===--- corolint/rt/detail/lone_awaiter.h - a wait with one completer ----===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_RT_DETAIL_LONE_AWAITER_H
#define COROLINT_RT_DETAIL_LONE_AWAITER_H

#include "corolint/rt/detail/wait.h"

namespace corolint::rt::detail {

/// A wait that no other wait has to do with: for a timer, for a call on another
/// thread. The lock of this "primitive" is its own. Derived supplies what
/// awaiter asks for except the lock; unlink() is false from when on complete()
/// is going to be called.
template <class Derived> class lone_awaiter : public awaiter<Derived> {
protected:
  lone_awaiter() noexcept = default;
  /// Until it is awaited.
  lone_awaiter(lone_awaiter &&other) noexcept
      : awaiter<Derived>(std::move(other)) {}
  ~lone_awaiter() = default;

  executor &where() const noexcept { return this->job->get_executor(); }

  /// Lets the task go on, or ends it if its race is lost. Once, and as the last
  /// thing.
  void complete() noexcept {
    bool won;
    {
      const std::lock_guard guard(lock);
      this->set_completed();
      won = this->claim();
    }
    if (won)
      this->wake();
    else
      this->wake_stopped();
  }

private:
  friend awaiter<Derived>;

  spin_mutex &mutex() noexcept { return lock; }

  spin_mutex lock;
};

} // namespace corolint::rt::detail

#endif // COROLINT_RT_DETAIL_LONE_AWAITER_H
