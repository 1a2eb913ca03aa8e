// rule: discarded-guard
// libcoro's guard, dropped where it was made.
#include "mini.h"

namespace coro {
class mutex;
class scoped_lock {
public:
  explicit scoped_lock(mutex &m);
  scoped_lock(scoped_lock &&) noexcept;
  ~scoped_lock();
  auto unlock() -> void;
};
class mutex {
public:
  auto scoped_lock() -> mini::task<coro::scoped_lock>;
  auto lock() -> mini::task<void>;
  auto try_lock() -> bool;
  auto unlock() -> void;
};
template <class E> class shared_mutex {
public:
  auto scoped_lock(mini::task<void>) -> mini::task<void>;
  auto lock_shared() -> mini::task<void>;
  auto unlock_shared() -> mini::task<void>;
};
} // namespace coro

namespace bad_dropped {
mini::task<void> f(coro::mutex &m) {
  co_await m.scoped_lock(); // warn: guard is destroyed at the end of this expression, so its lock is released at once // note: bind the guard to a name to hold the lock to the end of the scope // fix: auto guard = co_await m.scoped_lock();
  co_await mini::tick();
}
} // namespace bad_dropped

namespace good_named {
mini::task<void> f(coro::mutex &m) {
  auto lock = co_await m.scoped_lock();
  co_await mini::tick();
}
} // namespace good_named

// The shared mutex runs a task under its lock and hands out no guard.
namespace good_task_under_the_lock {
mini::task<void> work();
mini::task<void> f(coro::shared_mutex<int> &m) {
  co_await m.scoped_lock(work());
  co_await m.lock_shared();
  co_await m.unlock_shared();
}
} // namespace good_task_under_the_lock

namespace good_by_hand {
mini::task<void> f(coro::mutex &m) {
  co_await m.lock();
  co_await mini::tick();
  m.unlock();
}
} // namespace good_by_hand

// A constructor that is not awaited can't have waited: the guard takes over what was locked before.
namespace good_guard_of_a_tried_mutex {
bool f(coro::mutex &m) {
  if (!m.try_lock())
    return false;
  coro::scoped_lock lock{m};
  return true;
}
} // namespace good_guard_of_a_tried_mutex
