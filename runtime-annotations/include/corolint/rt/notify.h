//===--- corolint/rt/notify.h - waking who waits --------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A notify carries no value, only that something has happened. One notification
// is kept for who comes next, so that a state that was checked before the wait
// cannot change unseen:
//
// Good:
//   task<job_description> next(queue &jobs, notify &added) {
//     for (;;) {
//       if (auto first = jobs.try_pop())
//         co_return *first;
//       co_await added.wait();
//     }
//   }
// Bad, the notification may be somebody else's or kept from before:
//   co_await added.wait();
//   co_return *jobs.try_pop();
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_RT_NOTIFY_H
#define COROLINT_RT_NOTIFY_H

#include "corolint/annotations.h"
#include "corolint/rt/detail/wait.h"

namespace corolint::rt {

/// Wakes one waiting task or all of them. It has to outlive those who wait.
class COROLINT_THREAD_SAFE notify {
public:
  class wait_operation;

  notify() noexcept = default;
  notify(const notify &) = delete;
  notify &operator=(const notify &) = delete;

  /// `co_await n.wait()` waits until it is notified, after those who asked
  /// before; takes the notification that was kept, if there is one. No errors.
  /// Resumes on the task's own executor.
  /// Cancel safety: no notification is used up when it is stopped; the place in
  /// the queue is lost.
  COROLINT_CANCEL_SAFE wait_operation wait() noexcept COROLINT_LIFETIMEBOUND;

  /// Wakes the one who has waited longest. If nobody waits, keeps the
  /// notification for who comes next; never more than one. From any thread.
  void notify_one() noexcept {
    detail::wait_node *woken;
    {
      const std::lock_guard guard(mutex);
      woken = waiters.claim_front();
      kept = kept || !woken;
    }
    if (woken)
      woken->wake();
  }

  /// Wakes all who wait now, and keeps nothing. From any thread.
  void notify_all() noexcept {
    detail::wait_list woken;
    {
      const std::lock_guard guard(mutex);
      while (detail::wait_node *each = waiters.claim_front())
        woken.push_back(*each);
    }
    woken.wake_all();
  }

private:
  detail::spin_mutex mutex;
  bool kept = false;
  detail::wait_list waiters;
};

/// The wait for a notification.
class [[nodiscard]] notify::wait_operation final
    : public detail::awaiter<wait_operation> {
public:
  static constexpr const char *waits_for = "notify";

private:
  friend class notify;
  friend detail::awaiter<wait_operation>;

  explicit wait_operation(notify &n) noexcept : on(&n) {}

  detail::spin_mutex &mutex() noexcept { return on->mutex; }

  detail::progress attempt() noexcept {
    if (!on->kept)
      return detail::progress::pending;
    if (!claim())
      return detail::progress::stopped;
    on->kept = false;
    return detail::progress::done;
  }

  detail::wait_list &waiters() noexcept { return on->waiters; }

  void result() const noexcept {}

  notify *on;
};

inline notify::wait_operation notify::wait() noexcept {
  return wait_operation(*this);
}

} // namespace corolint::rt

#endif // COROLINT_RT_NOTIFY_H
