//===--- Event.h - a primitive to test the waiting protocol with ----------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_RT_TEST_SUPPORT_EVENT_H
#define COROLINT_RT_TEST_SUPPORT_EVENT_H

#include "corolint/rt.h"

namespace corolint::rt::test {

/// Happens once, and wakes all who wait. The example in detail/wait.h.
class event {
public:
  class [[nodiscard]] wait_operation : public detail::awaiter<wait_operation> {
  public:
    static constexpr const char *waits_for = "event";
    explicit wait_operation(event &e) : on(&e) {}

  private:
    friend detail::awaiter<wait_operation>;
    detail::spin_mutex &mutex() { return on->lock; }
    detail::progress attempt() {
      if (!on->happened)
        return detail::progress::pending;
      return claim() ? detail::progress::done : detail::progress::stopped;
    }
    detail::wait_list &waiters() { return on->waiters; }
    void result() {}
    event *on;
  };

  wait_operation wait() { return wait_operation(*this); }

  void set() {
    detail::wait_list woken;
    {
      const std::lock_guard guard(lock);
      happened = true;
      while (detail::wait_node *each = waiters.claim_front())
        woken.push_back(*each);
    }
    woken.wake_all();
  }

private:
  detail::spin_mutex lock;
  bool happened = false;
  detail::wait_list waiters;
};

/// Says where it ends.
class mark {
public:
  mark(std::string &log, char name) : to(&log), as(name) {}
  mark(const mark &) = delete;
  mark &operator=(const mark &) = delete;
  ~mark() { to->push_back(as); }

private:
  std::string *to;
  char as;
};

} // namespace corolint::rt::test

#endif // COROLINT_RT_TEST_SUPPORT_EVENT_H
