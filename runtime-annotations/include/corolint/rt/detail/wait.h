//===--- corolint/rt/detail/wait.h - how a task waits ---------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The one protocol by which a task waits for a lock, a message, a timer or the
// end of another job. A primitive has a short lock (spin_mutex), under which
// lie its own state, its lists of waiters, and the state of every waiter in
// them. No coroutine runs under that lock.
//
// A wait is an object of a class derived from awaiter<>, the operand of the
// `co_await`. Its rules:
//
//   1. It can be moved until it is awaited, and is awaited once.
//   2. The callback of the stop token exists before the wait is linked, and is
//      destroyed before anything else happens on resumption.
//   3. A wait is completed by whoever takes it out of the primitive's list,
//      under the lock: a completer, which also has to claim() it, or the stop
//      callback. So it is completed once.
//   4. Waking is the last thing a completer does, after unlocking: the woken
//      task may destroy the primitive. Likewise nothing is touched after a wait
//      was linked and the lock given up.
//   5. Every wait is a point of cancellation: when stop has been requested
//      before, nothing is taken, however ready it is. When both race, what was
//      taken is delivered, and the next wait stops.
//   6. A wait whose race has been won by another arm never takes anything.
//   7. Who is woken goes on on its own job's executor.
//
// A primitive has to outlive its waits until they have resumed.
//
// A one-shot event as an example:
//
//   class event {
//   public:
//     class [[nodiscard]] wait_operation
//         : public detail::awaiter<wait_operation> {
//     public:
//       static constexpr const char *waits_for = "event";
//       explicit wait_operation(event &e) : on(&e) {}
//
//     private:
//       friend detail::awaiter<wait_operation>;
//       detail::spin_mutex &mutex() { return on->lock; }
//       detail::progress attempt() {
//         if (!on->happened)
//           return detail::progress::pending;
//         return claim() ? detail::progress::done : detail::progress::stopped;
//       }
//       detail::wait_list &waiters() { return on->waiters; }
//       void result() {}
//       event *on;
//     };
//
//     wait_operation wait() { return wait_operation(*this); }
//     void set() {
//       detail::wait_list woken;
//       {
//         std::lock_guard guard(lock);
//         happened = true;
//         while (detail::wait_node *each = waiters.claim_front())
//           woken.push_back(*each);
//       }
//       woken.wake_all();
//     }
//
//   private:
//     detail::spin_mutex lock;
//     bool happened = false;
//     detail::wait_list waiters;
//   };
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_RT_DETAIL_WAIT_H
#define COROLINT_RT_DETAIL_WAIT_H

#include "corolint/rt/detail/job.h"
#include <cassert>
#include <mutex>
#include <optional>

namespace corolint::rt::detail {

/// Who waits: the job, and its place in a list. All under the lock of the
/// primitive, once it is linked.
class wait_node {
public:
  wait_node &operator=(const wait_node &) = delete;

  job_base &waiting_job() const noexcept { return *job; }

  /// Asks for permission to complete this wait. To be called under the lock,
  /// and by whoever then does complete it.
  bool claim() noexcept { return !job->race || job->race->claim(*job); }

  /// Has the task go on. Not under the lock, once, and as the last thing.
  void wake() noexcept { job->wake(); }

  /// Ends the task as stopped. Not under the lock, once, and as the last thing.
  void wake_stopped() noexcept { job->wake_stopped(); }

  /// To be called under the lock by a completer that finds the node other than
  /// through a wait_list.
  void set_completed() noexcept { now = state::completed; }

protected:
  enum class state : std::uint8_t { idle, linked, completed, stopped };

  wait_node() noexcept = default;
  /// The base of a moved wait is new; only what was derived from it moves.
  wait_node(wait_node &&) noexcept : wait_node() {}
  ~wait_node() { assert(now != state::linked && "destroyed while it waits"); }

  job_base *job = nullptr;
  state now = state::idle;

private:
  friend class wait_list;
  friend bool claim_both(wait_node &, wait_node &) noexcept;

  wait_node *next = nullptr;
  wait_node *previous = nullptr;
};

/// Asks for permission to complete two waits with each other: both or neither.
/// To be called under the lock of both.
inline bool claim_both(wait_node &a, wait_node &b) noexcept {
  claimant *of_a = a.job->race;
  claimant *of_b = b.job->race;
  if (!of_a || !of_b)
    return a.claim() && b.claim();
  // Two arms of one race cannot both win.
  if (of_a == of_b)
    return false;
  wait_node &first = of_a < of_b ? a : b;
  wait_node &second = of_a < of_b ? b : a;
  if (!first.job->race->reserve(*first.job))
    return false;
  if (!second.claim()) {
    first.job->race->give_back();
    return false;
  }
  first.job->race->confirm(*first.job);
  return true;
}

/// Waiters in the order of their arrival. Owns none of them.
class wait_list {
public:
  wait_list() noexcept = default;
  wait_list(const wait_list &) = delete;
  wait_list &operator=(const wait_list &) = delete;
  ~wait_list() { assert(empty() && "a primitive ended while tasks wait"); }

  bool empty() const noexcept { return head == nullptr; }
  wait_node *front() const noexcept { return head; }
  static wait_node *after(const wait_node &n) noexcept { return n.next; }

  void push_back(wait_node &n) noexcept {
    n.next = nullptr;
    n.previous = tail;
    (tail ? tail->next : head) = &n;
    tail = &n;
  }

  void erase(wait_node &n) noexcept {
    (n.previous ? n.previous->next : head) = n.next;
    (n.next ? n.next->previous : tail) = n.previous;
    n.next = n.previous = nullptr;
  }

  /// Takes out the first waiter that may be completed, or returns null. Those
  /// before it have lost their races and stay: they are about to be stopped.
  wait_node *claim_front() noexcept {
    for (wait_node *n = head; n; n = n->next) {
      if (n->claim()) {
        take(*n);
        return n;
      }
    }
    return nullptr;
  }

  /// Takes out \p n, which has been claimed.
  void take(wait_node &n) noexcept {
    erase(n);
    n.set_completed();
  }

  /// Wakes all waiters, which have been taken out of another list before. Not
  /// under a lock, and as the last thing.
  void wake_all() noexcept {
    while (wait_node *first = head) {
      erase(*first);
      first->wake();
    }
  }

private:
  wait_node *head = nullptr;
  wait_node *tail = nullptr;
};

/// What came of an attempt to complete a wait at once.
enum class progress : std::uint8_t {
  pending, ///< it has to wait
  done,    ///< it has taken what it wanted
  stopped, ///< it can never have it: its race is lost, or its source stopped
};

/// Marks what a task may await and binds to itself first.
class bound_awaitable {
public:
  void bind(promise_base &p) noexcept { promise = &p; }

protected:
  /// The task that awaits.
  promise_base *promise = nullptr;
};

/// The base of every wait. Derived supplies, all for this class only (friend),
/// none of them throwing unless it says so; attempt(), link(), unlink() and
/// pass_on() are called under the lock:
///
///   static constexpr const char *waits_for;   a name, for the registry
///   M &mutex()             the lock of the primitive, a BasicLockable
///   progress attempt()     takes what it waits for, if it is there; has to
///                          claim() before it takes
///   wait_list &waiters()   the list in which completers find this node
///   R result()             the result of the co_await; may throw
///
/// instead of waiters(), if they find it otherwise, or more has to be done
///
///   void link()            has this node found by the completers. May throw
///   bool unlink()          undoes link(). False if a completer is already on
///                          its way to this node
///
/// and if others wait only because this one waits before them
///
///   void pass_on(wait_list &woken)   completes those, under the lock and after
///                                    unlink(), and moves them to the list
///
/// and if it is the end of a job that it waits for
///
///   const job_base &awaited_job()    that job
///
/// Derived may move only what is its own; the base of a moved wait is new. Node
/// is a wait_node with what a completer needs to know of each waiter.
template <class Derived, class Node = wait_node>
class awaiter : public bound_awaitable, public Node {
public:
  bool await_ready() {
    this->job = promise->job;
    if (this->job->stop_requested() || !this->job->spend_budget())
      return false;
    std::lock_guard guard(derived().mutex());
    if (derived().attempt() != progress::done)
      return false;
    this->set_completed();
    return true;
  }

  void await_suspend(std::coroutine_handle<>) {
    // Nothing but locals after the job is on its way.
    job_base &waiting = *this->job;
    waiting.suspend(*promise, Derived::waits_for, waited_on());
    if (waiting.stop_requested()) {
      waiting.wake_stopped();
      return;
    }
    on_stop.emplace(waiting.stop_token(), stop_request{this});
    switch (attempt_or_link()) {
    case progress::pending:
      return;
    case progress::done:
      waiting.wake_later();
      return;
    case progress::stopped:
      waiting.wake_stopped();
      return;
    }
  }

  decltype(auto) await_resume() {
    on_stop.reset();
    return derived().result();
  }

protected:
  awaiter() noexcept = default;
  awaiter(awaiter &&other) noexcept
      : bound_awaitable(other), Node(std::move(other)) {
    assert(other.now == state::idle && "moved while it is awaited");
  }
  ~awaiter() = default;

  void link() noexcept { derived().waiters().push_back(*this); }
  bool unlink() noexcept {
    derived().waiters().erase(*this);
    return true;
  }

private:
  using state = typename Node::state;

  struct stop_request {
    awaiter *of;
    void operator()() const noexcept { of->stop(); }
  };

  Derived &derived() noexcept { return static_cast<Derived &>(*this); }

  /// What observers know this by: that of which it is the lock, or the job.
  const void *waited_on() noexcept {
    if constexpr (requires { derived().awaited_job(); })
      return &derived().awaited_job();
    else
      return &derived().mutex();
  }

  progress attempt_or_link() {
    std::lock_guard guard(derived().mutex());
    // The callback came before this lock.
    if (this->now == state::stopped)
      return progress::stopped;
    const progress made = derived().attempt();
    if (made == progress::pending) {
      derived().link();
      this->now = state::linked;
    } else {
      this->set_completed();
    }
    return made;
  }

  void stop() noexcept {
    wait_list next;
    {
      std::lock_guard guard(derived().mutex());
      const state before = this->now;
      if (before == state::completed ||
          (before == state::linked && !derived().unlink()))
        return;
      this->now = state::stopped;
      if (before == state::idle)
        return;
      if constexpr (requires { derived().pass_on(next); })
        derived().pass_on(next);
    }
    this->wake_stopped();
    next.wake_all();
  }

  std::optional<inplace_stop_callback<stop_request>> on_stop;
};

} // namespace corolint::rt::detail

#endif // COROLINT_RT_DETAIL_WAIT_H
