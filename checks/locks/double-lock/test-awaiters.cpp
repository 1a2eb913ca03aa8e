// Async locks that others give back: the awaited operation, a task, the next turn; and coroutines started by a call.
#include "mini.h"
#include <array>
#include <mutex>
#include <utility>

// Locked by hand: lock() is awaited and yields nothing.
struct turn {
  mini::tick lock();
  bool try_lock();
  void unlock();
};
int work();

// ---- Awaiters that unlock ----

namespace good_awaiter_unlocks {
struct bell {
  turn m;
  struct waiting {
    bell &b;
    bool await_ready() const noexcept { return false; }
    void await_suspend(std::coroutine_handle<>) noexcept { b.m.unlock(); }
    void await_resume() const noexcept {}
  };
  mini::task<void> f() {
    co_await m.lock();
    co_await waiting{*this};
    co_await m.lock();
    m.unlock();
  }
};
mini::task<void> g(bell &b) {
  co_await b.f();
  co_await b.f();
}
} // namespace good_awaiter_unlocks

// lock() is a coroutine over an inner lock, which await_ready() gives back.
namespace good_await_ready_unlocks_the_inner_lock {
struct gate {
  turn m;
  struct pass {
    gate &g;
    bool await_ready() const noexcept {
      g.m.unlock();
      return true;
    }
    void await_suspend(std::coroutine_handle<>) const noexcept {}
    void await_resume() const noexcept {}
  };
  mini::task<void> lock() {
    co_await m.lock();
    co_await pass{*this};
  }
  mini::task<void> unlock() {
    co_await m.lock();
    m.unlock();
  }
};
mini::task<void> f(gate &g) {
  co_await g.lock();
  co_await mini::tick{};
  co_await g.unlock();
}
} // namespace good_await_ready_unlocks_the_inner_lock

// ---- Taken by one coroutine, given back by another ----

namespace good_handed_over {
struct stage {
  turn a;
  mini::task<void> take() { co_await a.lock(); }
  mini::task<void> give() {
    a.unlock();
    co_return;
  }
  mini::task<void> f() {
    for (int i = 0; i < 3; ++i) {
      co_await take();
      co_await mini::tick{};
      co_await give();
    }
  }
};
} // namespace good_handed_over

namespace bad_taken_each_round_and_never_given_back {
struct stage {
  turn a;
  mini::task<void> take() { co_await a.lock(); } // note: acquired again here
  mini::task<void> f() {
    for (int i = 0; i < 3; ++i)
      co_await take(); // warn: 'take' locks 'a', which is already held here: it waits for its caller // note: first acquired here
  }
};
} // namespace bad_taken_each_round_and_never_given_back

namespace bad_helper_takes_it_first {
struct stage {
  turn a;
  mini::task<void> enter() { co_await a.lock(); }
  void leave() { a.unlock(); }
  mini::task<void> f() {
    co_await enter(); // note: first acquired here
    co_await a.lock(); // warn: 'a' is locked again while it is held, which waits for this coroutine
    leave();
  }
};
} // namespace bad_helper_takes_it_first

namespace good_helpers_enter_and_leave {
struct stage {
  turn a;
  mini::task<void> enter() { co_await a.lock(); }
  void leave() { a.unlock(); }
  mini::task<void> f() {
    co_await enter();
    leave();
    co_await a.lock();
    leave();
  }
};
} // namespace good_helpers_enter_and_leave

namespace good_helper_yields_the_guard_per_block {
struct stage {
  mini::async_mutex m;
  mini::task<mini::async_mutex::guard> take() { co_return co_await m.lock(); }
  mini::task<void> f() {
    { auto first = co_await take(); }
    auto second = co_await take();
  }
};
} // namespace good_helper_yields_the_guard_per_block

// ---- Loops around a try ----

namespace good_tried_until_it_is_free {
mini::task<void> f(turn &a) {
  while (!a.try_lock())
    co_await mini::tick{};
  a.unlock();
  co_await a.lock();
  a.unlock();
}
} // namespace good_tried_until_it_is_free

namespace good_second_lock_tried_in_a_loop {
void f(std::mutex &a, std::mutex &b) {
  for (;;) {
    a.lock();
    if (b.try_lock())
      break;
    a.unlock();
  }
  a.unlock();
  b.unlock();
}
} // namespace good_second_lock_tried_in_a_loop

namespace bad_continue_skips_the_async_unlock {
mini::task<void> f(turn &a, bool skip) {
  for (int i = 0; i < 3; ++i) {
    co_await a.lock(); // warn: 'a' is locked again while it is held, which waits for this coroutine // note: first acquired here
    if (skip)
      continue;
    a.unlock();
  }
}
} // namespace bad_continue_skips_the_async_unlock

// ---- Guards that change hands ----

namespace good_guard_per_round {
mini::task<void> f(mini::async_mutex &m) {
  for (;;) {
    auto guard = co_await m.lock();
    co_await mini::tick{};
  }
}
} // namespace good_guard_per_round

namespace good_optional_guard_reset_and_filled_again {
mini::task<void> f(mini::async_mutex &m) {
  std::optional<mini::async_mutex::guard> guard(co_await m.lock());
  co_await mini::tick{};
  guard.reset();
  guard.emplace(co_await m.lock());
  co_await mini::tick{};
}
} // namespace good_optional_guard_reset_and_filled_again

// The new one is waited for before emplace() destroys the old one.
namespace bad_optional_guard_filled_again_while_held {
mini::task<void> f(mini::async_mutex &m) {
  std::optional<mini::async_mutex::guard> guard(co_await m.lock()); // note: first acquired here
  co_await mini::tick{};
  guard.emplace(co_await m.lock()); // warn: 'm' is locked again while it is held, which waits for this coroutine
  co_await mini::tick{};
}
} // namespace bad_optional_guard_filled_again_while_held

namespace good_guard_parameter_ends_before_the_next_lock {
struct stage {
  mini::async_mutex m;
  mini::task<void> finish(mini::async_mutex::guard held);
  mini::task<void> f() {
    auto guard = co_await m.lock();
    co_await finish(std::move(guard));
    auto again = co_await m.lock();
  }
};
} // namespace good_guard_parameter_ends_before_the_next_lock

namespace good_callee_locks_unless_told_not_to {
struct stage {
  mini::async_mutex m;
  mini::task<void> put(bool locked) {
    std::optional<mini::async_mutex::guard> guard;
    if (!locked)
      guard.emplace(co_await m.lock());
    co_await mini::tick{};
  }
  mini::task<void> f() {
    auto guard = co_await m.lock();
    co_await put(true);
  }
};
} // namespace good_callee_locks_unless_told_not_to

namespace bad_awaits_itself_under_the_lock {
struct stage {
  mini::async_mutex m;
  mini::task<void> f(int depth) {
    auto guard = co_await m.lock(); // note: acquired again here // note: first acquired here
    if (depth)
      co_await f(depth - 1); // warn: 'f' locks 'm', which is already held here: it waits for its caller
  }
};
} // namespace bad_awaits_itself_under_the_lock

namespace good_awaits_the_parent_under_the_lock {
struct stage {
  mini::async_mutex m;
  stage *parent;
  mini::task<void> f() {
    auto guard = co_await m.lock();
    if (parent)
      co_await parent->f();
  }
};
} // namespace good_awaits_the_parent_under_the_lock

// Whoever runs it may run it elsewhere, or give up on it.
namespace good_task_given_to_unknown_code_under_the_lock {
void spawn(mini::task<void>);
mini::task<bool> until(mini::task<void>, int seconds);
struct stage {
  mini::async_mutex m;
  mini::task<void> put() { auto guard = co_await m.lock(); }
  mini::task<void> f() {
    auto guard = co_await m.lock();
    spawn(put());
    co_await until(put(), 3);
  }
};
} // namespace good_task_given_to_unknown_code_under_the_lock

// ---- Coroutines that a call starts ----

// It suspends at the async lock; the caller goes on and lets go.
namespace good_detached_coroutine_waits_for_its_caller {
struct stage {
  mini::async_mutex m;
  mini::forget later() { auto guard = co_await m.lock(); }
  mini::task<void> f() {
    auto guard = co_await m.lock();
    later();
    co_return;
  }
};
} // namespace good_detached_coroutine_waits_for_its_caller

namespace good_eager_coroutine_waits_for_its_caller {
struct stage {
  mini::async_mutex m;
  mini::task<void> put() { auto guard = co_await m.lock(); }
  mini::eager<> start() { co_await put(); }
  mini::task<void> f() {
    auto guard = co_await m.lock();
    (void)start();
    co_return;
  }
};
} // namespace good_eager_coroutine_waits_for_its_caller

// The thread lock comes after the first suspension, when the call is over.
namespace good_eager_coroutine_locks_after_its_first_suspension {
struct stage {
  std::mutex m;
  mini::forget later() {
    co_await mini::tick{};
    std::lock_guard guard(m);
    work();
  }
  void f() {
    std::lock_guard guard(m);
    later();
  }
};
} // namespace good_eager_coroutine_locks_after_its_first_suspension

// ---- Shards ----

namespace good_two_shards_of_async_locks {
mini::task<void> f(std::array<mini::async_mutex, 8> &shards, int from, int to) {
  auto first = co_await shards[from].lock();
  auto second = co_await shards[to].lock();
}
} // namespace good_two_shards_of_async_locks
