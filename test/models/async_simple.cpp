// rule: await-holding-lock
// The spin lock has two sides: lock() spins the thread, coLock() is awaited.
#include "mini.h"
#include <mutex>

namespace async_simple::coro {
class Mutex {
public:
  bool tryLock() noexcept;
  mini::task<std::unique_lock<Mutex>> coScopedLock() noexcept;
  mini::task<void> coLock() noexcept;
  void unlock() noexcept;
};
class SpinLock {
public:
  bool tryLock() noexcept;
  mini::task<void> coLock();
  void lock() noexcept;
  void unlock() noexcept;
  mini::task<std::unique_lock<SpinLock>> coScopedLock();
};
class ScopedSpinLock {
public:
  explicit ScopedSpinLock(SpinLock &lock);
  ~ScopedSpinLock();
};
} // namespace async_simple::coro
using namespace async_simple::coro;

namespace bad_scoped_spin_lock {
mini::task<void> f(SpinLock &m) {
  ScopedSpinLock lock(m); // warn: guard 'lock' holds a thread lock while the coroutine is suspended // note: release it before suspending, or use 'co_await lock.coScopedLock()', which may be held across a suspension
  co_await mini::tick(); // note: still held at this 'co_await', where the coroutine may suspend
}
} // namespace bad_scoped_spin_lock

namespace bad_spun_by_hand {
mini::task<void> f(SpinLock &m) {
  m.lock(); // warn: thread lock 'm' is held while the coroutine is suspended // note: release it before suspending, or use 'co_await lock.coScopedLock()', which may be held across a suspension
  co_await mini::tick(); // note: still held at this 'co_await', where the coroutine may suspend
  m.unlock();
}
} // namespace bad_spun_by_hand

namespace good_awaited_spin_lock {
mini::task<void> f(SpinLock &m) {
  auto lock = co_await m.coScopedLock();
  co_await mini::tick();
}
} // namespace good_awaited_spin_lock

namespace good_async_mutex {
mini::task<void> f(Mutex &m) {
  std::unique_lock<Mutex> lock = co_await m.coScopedLock();
  co_await mini::tick();
}
} // namespace good_async_mutex

namespace good_tried {
mini::task<void> f(Mutex &m) {
  if (!m.tryLock())
    co_return;
  co_await mini::tick();
  m.unlock();
}
} // namespace good_tried
