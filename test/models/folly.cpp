// rule: await-holding-lock
// folly's thread locks and proxies, and the async locks that hand out std guards.
#include "mini.h"
#include <mutex>
#include <shared_mutex>

namespace folly {
template <class S, class Policy> class LockedPtr {
public:
  LockedPtr(LockedPtr &&) noexcept;
  ~LockedPtr();
  int *operator->() const;
  explicit operator bool() const;
  void unlock();
  LockedPtr<S, int> moveFromUpgradeToWrite();
  int scopedUnlock();
};
template <class T> struct Synchronized {
  LockedPtr<Synchronized, int> wlock();
  LockedPtr<const Synchronized, int> rlock() const;
  LockedPtr<Synchronized, int> tryWLock();
  LockedPtr<Synchronized, int> ulock();
  template <class F> auto withWLock(F f) { return f(0); }
};
template <bool ReaderPriority> class SharedMutexImpl {
public:
  void lock(), unlock(), lock_shared(), unlock_shared(), lock_upgrade(), unlock_upgrade();
};
using SharedMutex = SharedMutexImpl<false>;
template <class M> class hybrid_lock_guard {
public:
  explicit hybrid_lock_guard(M &);
  ~hybrid_lock_guard();
};
namespace coro {
class Mutex {
public:
  mini::task<std::unique_lock<Mutex>> co_scoped_lock();
  void unlock() noexcept;
};
} // namespace coro
} // namespace folly

namespace bad_write_locked_proxy {
mini::task<void> f(folly::Synchronized<int> &s) {
  auto locked = s.wlock(); // warn: guard 'locked' holds a thread lock while the coroutine is suspended // note: release it before suspending, or use 'folly::coro::Synchronized', which may be held across a suspension
  co_await mini::tick(); // note: still held at this 'co_await', where the coroutine may suspend
}
} // namespace bad_write_locked_proxy

namespace bad_shared_mutex_by_hand {
mini::task<void> f(folly::SharedMutex &m) {
  m.lock_upgrade(); // warn: thread lock 'm' is held while the coroutine is suspended // note: release it before suspending, or use 'folly::coro::Mutex', which may be held across a suspension
  co_await mini::tick(); // note: still held at this 'co_await', where the coroutine may suspend
  m.unlock_upgrade();
}
} // namespace bad_shared_mutex_by_hand

namespace bad_shared_lock {
mini::task<void> f(folly::SharedMutex &m) {
  std::shared_lock lock(m); // warn: guard 'lock' holds a thread lock while the coroutine is suspended // note: release it before suspending, or use 'folly::coro::Mutex', which may be held across a suspension
  co_await mini::tick(); // note: still held at this 'co_await', where the coroutine may suspend
}
} // namespace bad_shared_lock

namespace bad_upgraded_proxy {
mini::task<void> f(folly::Synchronized<int> &s) {
  auto upgradable = s.ulock(); // warn: guard 'upgradable' holds a thread lock while the coroutine is suspended // note: release it before suspending, or use 'folly::coro::Synchronized', which may be held across a suspension
  auto locked = upgradable.moveFromUpgradeToWrite();
  co_await mini::tick(); // note: still held at this 'co_await', where the coroutine may suspend
}
} // namespace bad_upgraded_proxy

namespace bad_lock_guard {
mini::task<void> f(folly::SharedMutex &m) {
  folly::hybrid_lock_guard<folly::SharedMutex> lock(m); // warn: guard 'lock' holds a thread lock while the coroutine is suspended // note: release it before suspending, or use 'folly::coro::SharedMutex', which may be held across a suspension
  co_await mini::tick(); // note: still held at this 'co_await', where the coroutine may suspend
}
} // namespace bad_lock_guard

namespace good_upgraded_proxy_gone {
mini::task<void> f(folly::Synchronized<int> &s) {
  auto upgradable = s.ulock();
  {
    auto locked = upgradable.moveFromUpgradeToWrite();
  }
  co_await mini::tick();
}
} // namespace good_upgraded_proxy_gone

namespace good_unlocked_for_a_scope {
mini::task<void> f(folly::Synchronized<int> &s) {
  auto locked = s.wlock();
  auto unlocked = locked.scopedUnlock();
  co_await mini::tick();
}
} // namespace good_unlocked_for_a_scope

namespace good_proxy_unlocked {
mini::task<void> f(folly::Synchronized<int> &s) {
  auto locked = s.rlock();
  locked.unlock();
  co_await mini::tick();
}
} // namespace good_proxy_unlocked

namespace good_tried_and_failed {
mini::task<void> f(folly::Synchronized<int> &s) {
  if (auto locked = s.tryWLock())
    co_return;
  co_await mini::tick();
}
} // namespace good_tried_and_failed

namespace good_under_the_lock_only_in_the_callable {
mini::task<void> f(folly::Synchronized<int> &s) {
  s.withWLock([](int) { return 1; });
  co_await mini::tick();
}
} // namespace good_under_the_lock_only_in_the_callable

namespace good_std_guard_over_the_async_mutex {
mini::task<void> f(folly::coro::Mutex &m) {
  auto lock = co_await m.co_scoped_lock();
  co_await mini::tick();
}
} // namespace good_std_guard_over_the_async_mutex
