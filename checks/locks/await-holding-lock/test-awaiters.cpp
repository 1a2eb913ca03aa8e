// flags: -std=c++20 -pthread
// What is awaited gives the thread lock back: awaiters, condition variables, coroutines that take the guard.
#include "mini.h"
#include <deque>
#include <mutex>

struct Queue {
  std::mutex m;
  std::deque<int> jobs;
};
mini::task<int> run(int job = 0);

// ---- Awaiters that keep the guard or the mutex ----

namespace good_aggregate_awaiter_unlocks_and_relocks {
struct waiting {
  std::unique_lock<std::mutex> &lk;
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<>) noexcept { lk.unlock(); }
  void await_resume() noexcept { lk.lock(); }
};
mini::task<void> f(Queue &q) {
  std::unique_lock lk(q.m);
  while (q.jobs.empty())
    co_await waiting{lk};
  q.jobs.pop_front();
}
} // namespace good_aggregate_awaiter_unlocks_and_relocks

namespace good_constructed_awaiter_unlocks {
class waiting {
  std::unique_lock<std::mutex> &lk;

public:
  explicit waiting(std::unique_lock<std::mutex> &l) : lk(l) {}
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<>) noexcept { lk.unlock(); }
  void await_resume() noexcept {}
};
struct event {
  waiting wait(std::unique_lock<std::mutex> &lk) { return waiting(lk); }
};
mini::task<void> f(Queue &q) {
  std::unique_lock lk(q.m);
  co_await waiting(lk);
}
mini::task<void> g(Queue &q, event &e) {
  std::unique_lock lk(q.m);
  co_await e.wait(lk);
}
} // namespace good_constructed_awaiter_unlocks

// What its members do is not visible.
namespace good_awaiter_without_bodies_has_the_guard {
class waiting {
  std::unique_lock<std::mutex> &lk;

public:
  explicit waiting(std::unique_lock<std::mutex> &l) : lk(l) {}
  bool await_ready() const noexcept;
  void await_suspend(std::coroutine_handle<>) noexcept;
  void await_resume() noexcept;
};
mini::task<void> f(Queue &q) {
  std::unique_lock lk(q.m);
  co_await waiting(lk);
}
} // namespace good_awaiter_without_bodies_has_the_guard

namespace good_awaiter_has_the_address_of_the_guard {
class waiting {
  std::unique_lock<std::mutex> *lk;

public:
  explicit waiting(std::unique_lock<std::mutex> *l) : lk(l) {}
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<>) noexcept { lk->unlock(); }
  void await_resume() noexcept {}
};
mini::task<void> f(Queue &q) {
  std::unique_lock lk(q.m);
  co_await waiting(&lk);
}
} // namespace good_awaiter_has_the_address_of_the_guard

namespace good_awaiter_unlocks_the_mutex {
struct waiting {
  std::mutex *m;
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<>) noexcept { m->unlock(); }
  void await_resume() noexcept { m->lock(); }
};
mini::task<void> f(Queue &q) {
  q.m.lock();
  co_await waiting{&q.m};
  q.jobs.pop_front();
  q.m.unlock();
}
} // namespace good_awaiter_unlocks_the_mutex

namespace good_awaiter_without_bodies_has_the_mutex {
class waiting {
  std::mutex &m;

public:
  explicit waiting(std::mutex &l) : m(l) {}
  bool await_ready() const noexcept;
  void await_suspend(std::coroutine_handle<>) noexcept;
  void await_resume() noexcept;
};
mini::task<void> f(Queue &q) {
  q.m.lock();
  co_await waiting(q.m);
}
} // namespace good_awaiter_without_bodies_has_the_mutex

namespace good_lambda_of_the_awaiter_unlocks {
template <class F> struct on_suspend {
  F f;
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<> h) { f(h); }
  void await_resume() const noexcept {}
};
template <class F> on_suspend(F) -> on_suspend<F>;
mini::task<void> f(Queue &q) {
  std::unique_lock lk(q.m);
  co_await on_suspend{[&](std::coroutine_handle<>) { lk.unlock(); }};
}
} // namespace good_lambda_of_the_awaiter_unlocks

// It has locks of its own, and none of them is this one.
namespace bad_awaiter_uses_a_lock_of_its_own {
struct event {
  std::mutex m;
  bool set = false;
  bool await_ready() {
    std::lock_guard guard(m);
    return set;
  }
  bool await_suspend(std::coroutine_handle<>) {
    std::lock_guard guard(m);
    return !set;
  }
  void await_resume() {}
};
mini::task<void> f(Queue &q, event &e) {
  std::lock_guard guard(q.m); // warn: guard 'guard' holds a thread lock while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
  co_await e; // note: still held at this 'co_await', where the coroutine may suspend
}
} // namespace bad_awaiter_uses_a_lock_of_its_own

// Only looked at: const code can't unlock it.
namespace bad_guard_shown_to_unknown_code {
void check(const std::unique_lock<std::mutex> &);
mini::task<void> f(Queue &q) {
  std::unique_lock lk(q.m); // warn: guard 'lk' holds a thread lock while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
  check(lk);
  co_await run(q.jobs.front()); // note: still held at this 'co_await', where the coroutine may suspend
}
} // namespace bad_guard_shown_to_unknown_code

// ---- Coroutines and wrappers that take the guard ----

namespace good_visible_wrapper_hands_the_guard_to_unseen_code {
mini::task<void> wait_elsewhere(std::unique_lock<std::mutex> &);
inline mini::task<void> wait_on(std::unique_lock<std::mutex> &lk) { return wait_elsewhere(lk); }
struct condition {
  mini::task<void> wait(std::unique_lock<std::mutex> &lk) { return wait_elsewhere(lk); }
};
mini::task<void> f(Queue &q) {
  std::unique_lock lk(q.m);
  co_await wait_on(lk);
}
mini::task<void> g(Queue &q, condition &c) {
  std::unique_lock lk(q.m);
  while (q.jobs.empty())
    co_await c.wait(lk);
}
mini::task<void> h(Queue &q) {
  std::unique_lock lk(q.m);
  co_await wait_elsewhere(lk);
}
} // namespace good_visible_wrapper_hands_the_guard_to_unseen_code

namespace good_awaited_coroutine_unlocks_around_its_suspension {
mini::task<void> rest(std::unique_lock<std::mutex> &lk) {
  lk.unlock();
  co_await mini::tick{};
  lk.lock();
}
mini::task<void> f(Queue &q) {
  std::unique_lock lk(q.m);
  q.jobs.pop_front();
  co_await rest(lk);
  q.jobs.pop_front();
}
} // namespace good_awaited_coroutine_unlocks_around_its_suspension

namespace good_awaited_coroutine_takes_the_guard_over {
mini::task<void> finish(std::unique_lock<std::mutex> &&held) {
  auto mine = std::move(held);
  mine.unlock();
  co_await mini::tick{};
}
mini::task<void> f(Queue &q) {
  std::unique_lock lk(q.m);
  co_await finish(std::move(lk));
}
} // namespace good_awaited_coroutine_takes_the_guard_over

namespace good_guard_travels_through_the_condition {
struct condition {
  mini::task<std::unique_lock<std::mutex>> wait(std::unique_lock<std::mutex>);
};
mini::task<void> f(Queue &q, condition &c) {
  std::unique_lock lk(q.m);
  while (q.jobs.empty())
    lk = co_await c.wait(std::move(lk));
  q.jobs.pop_front();
}
} // namespace good_guard_travels_through_the_condition

// ---- Mutexes that are awaited: nobody's thread waits ----

// The mutex is awaited itself and yields a standard guard.
struct OwnAwaiter {
  struct locking {
    OwnAwaiter &m;
    bool await_ready() noexcept;
    bool await_suspend(std::coroutine_handle<>) noexcept;
    std::unique_lock<OwnAwaiter> await_resume() noexcept { return std::unique_lock<OwnAwaiter>(m, std::adopt_lock); }
  };
  locking operator co_await() { return {*this}; }
  void lock();
  void unlock();
};

namespace good_mutex_awaited_itself {
mini::task<void> f(OwnAwaiter &m) {
  auto guard = co_await m;
  co_await run();
}
} // namespace good_mutex_awaited_itself

namespace good_mutex_awaited_through_a_free_operator {
struct Mutex {
  bool try_lock();
  void lock();
  void unlock();
};
struct locking {
  Mutex &m;
  bool await_ready();
  void await_suspend(std::coroutine_handle<>);
  std::unique_lock<Mutex> await_resume();
};
locking operator co_await(Mutex &m);
mini::task<void> f(Mutex &m) {
  auto guard = co_await m;
  co_await run();
}
} // namespace good_mutex_awaited_through_a_free_operator

namespace good_mutex_locked_by_an_awaited_function {
struct Mutex {
  bool try_lock();
  void unlock();
};
mini::task<std::unique_lock<Mutex>> lock_async(Mutex &);
mini::task<void> f(Mutex &m) {
  auto guard = co_await lock_async(m);
  co_await run();
}
} // namespace good_mutex_locked_by_an_awaited_function

namespace good_mutex_can_block_or_be_awaited {
struct Mutex {
  void lock();
  void unlock();
  bool try_lock();
  mini::task<void> co_lock();
  mini::task<std::unique_lock<Mutex>> co_scoped_lock();
};
mini::task<void> f(Mutex &m) {
  auto guard = co_await m.co_scoped_lock();
  co_await run();
}
} // namespace good_mutex_can_block_or_be_awaited

// Its own state is behind a thread lock, which it never holds across a suspension.
namespace good_async_mutex_built_on_a_thread_mutex {
class Mutex {
  std::mutex m_;
  std::deque<std::coroutine_handle<>> waiting_;
  bool locked_ = false;

public:
  struct locking {
    Mutex &m;
    bool await_ready() {
      std::lock_guard guard(m.m_);
      return !std::exchange(m.locked_, true);
    }
    bool await_suspend(std::coroutine_handle<> h) {
      std::lock_guard guard(m.m_);
      m.waiting_.push_back(h);
      return true;
    }
    void await_resume() {}
  };
  locking lock() { return {*this}; }
  void unlock() {
    std::unique_lock lk(m_);
    if (waiting_.empty()) {
      locked_ = false;
      return;
    }
    auto next = waiting_.front();
    waiting_.pop_front();
    lk.unlock();
    next.resume();
  }
};
mini::task<void> f(Mutex &m) {
  co_await m.lock();
  co_await run();
  m.unlock();
}
} // namespace good_async_mutex_built_on_a_thread_mutex
