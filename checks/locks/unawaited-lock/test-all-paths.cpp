// options: {corolint-unawaited-lock.AllPaths: true}
// With AllPaths, one path that leaves the lock unawaited is enough.
#include "annotated.h"
#include "mini.h"

class [[clang::annotate("corolint::lock_guard", "async")]] units {
public:
  units(units &&) noexcept;
  ~units();
};
template <class T> class pending {
public:
  pending(pending &&) noexcept;
  ~pending();
  bool await_ready() const noexcept;
  void await_suspend(std::coroutine_handle<>);
  T await_resume();
};
struct semaphore {
  pending<units> acquire(int n = 1);
};
struct Table {
  semaphore slots;
  mini::async_mutex m;
  long version = 0;
};
mini::task<void> persist(Table &t);
bool check(int);

namespace bad_awaited_on_one_branch {
mini::task<void> f(Table &t, bool want) {
  auto waiting = t.slots.acquire(); // warn: 'waiting' is not awaited on every path, so nothing is locked // note: the lock is taken only when this is awaited // fix: auto waiting = co_await t.slots.acquire();
  if (want) {
    auto held = co_await std::move(waiting);
    ++t.version;
  }
  co_await persist(t);
}
} // namespace bad_awaited_on_one_branch

namespace bad_early_return {
mini::task<void> f(Table &t) {
  auto waiting = t.slots.acquire(); // warn: 'waiting' is not awaited on every path, so nothing is locked // note: the lock is taken only when this is awaited // fix: auto waiting = co_await t.slots.acquire();
  if (t.version == 0)
    co_return;
  auto held = co_await std::move(waiting);
  ++t.version;
}
} // namespace bad_early_return

namespace bad_switch_without_default {
mini::task<void> f(Table &t, int mode) {
  auto op = t.m.lock(); // warn: 'op' is not awaited on every path, so nothing is locked // note: the lock is taken only when this is awaited // fix: auto op = co_await t.m.lock();
  switch (mode) {
  case 0: {
    auto guard = co_await op;
    break;
  }
  case 1: {
    auto guard = co_await op;
    ++t.version;
    break;
  }
  }
}
} // namespace bad_switch_without_default

namespace bad_loop_may_not_run {
mini::task<void> f(Table &t, int n) {
  auto waiting = t.slots.acquire(); // warn: 'waiting' is not awaited on every path, so nothing is locked // note: the lock is taken only when this is awaited // fix: auto waiting = co_await t.slots.acquire();
  for (int i = 0; i < n; ++i) {
    auto held = co_await std::move(waiting);
    break;
  }
}
} // namespace bad_loop_may_not_run

namespace bad_short_circuit {
mini::task<bool> take(pending<units> p);
mini::task<void> f(Table &t, int n) {
  auto waiting = t.slots.acquire(); // warn: 'waiting' is not awaited on every path, so nothing is locked // note: the lock is taken only when this is awaited // fix: auto waiting = co_await t.slots.acquire();
  if (check(n) && co_await take(std::move(waiting)))
    ++t.version;
}
} // namespace bad_short_circuit

namespace bad_never_awaited {
mini::task<void> f(Table &t) {
  auto waiting = t.slots.acquire(); // warn: 'waiting' is not awaited, so nothing is locked // note: the lock is taken only when this is awaited // fix: auto waiting = co_await t.slots.acquire();
  co_await persist(t);
}
} // namespace bad_never_awaited

namespace good_awaited_on_both_branches {
mini::task<void> f(Table &t, bool fast) {
  auto waiting = t.slots.acquire();
  if (fast) {
    auto held = co_await std::move(waiting);
    ++t.version;
  } else {
    auto held = co_await std::move(waiting);
    co_await persist(t);
  }
}
} // namespace good_awaited_on_both_branches

namespace good_one_branch_returns_it {
pending<units> f(Table &t, bool now) {
  auto waiting = t.slots.acquire();
  if (now)
    return waiting;
  ++t.version;
  return std::move(waiting);
}
} // namespace good_one_branch_returns_it

namespace good_one_branch_stores_it {
struct Writer {
  std::vector<pending<units>> queue_;
  mini::task<void> f(Table &t, bool now) {
    auto waiting = t.slots.acquire();
    if (now)
      auto held = co_await std::move(waiting);
    else
      queue_.push_back(std::move(waiting));
  }
};
} // namespace good_one_branch_stores_it

namespace good_made_where_it_is_awaited {
mini::task<void> f(Table &t, bool want) {
  if (want) {
    auto waiting = t.slots.acquire();
    co_await persist(t);
    auto held = co_await std::move(waiting);
  }
}
} // namespace good_made_where_it_is_awaited

// Only an exception leaves it unawaited.
namespace good_thrown_away_by_an_exception {
mini::task<void> f(Table &t) {
  auto waiting = t.slots.acquire();
  if (t.version < 0)
    throw t.version;
  auto held = co_await std::move(waiting);
}
} // namespace good_thrown_away_by_an_exception

namespace good_same_condition_twice {
mini::task<void> f(Table &t, const bool eager) {
  auto waiting = t.slots.acquire();
  if (eager)
    auto held = co_await std::move(waiting);
  co_await persist(t);
  if (!eager)
    auto held = co_await std::move(waiting);
}
} // namespace good_same_condition_twice

namespace good_do_while_runs_once {
mini::task<void> f(Table &t) {
  auto op = t.m.lock();
  do {
    auto guard = co_await op;
    ++t.version;
  } while (t.version < 3);
}
} // namespace good_do_while_runs_once
