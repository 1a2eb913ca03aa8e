// Locks that are known by their library's names, on the shortest stand-ins for the headers.
#include "mini.h"
#include <mutex>
#include <shared_mutex>

namespace folly {
template <class T, class M> class LockedPtr {
public:
  LockedPtr(LockedPtr &&) noexcept;
  ~LockedPtr();
  T *operator->() const;
  T &operator*() const;
  void unlock();
  bool isNull() const;
  explicit operator bool() const;
};
template <class T, class M = std::shared_mutex> class Synchronized {
public:
  using LockedPtr = folly::LockedPtr<T, M>;
  LockedPtr wlock();
  LockedPtr rlock();
  LockedPtr lock();
  LockedPtr tryWLock();
  template <class F> auto withWLock(F f) {
    auto p = wlock();
    return f(*p);
  }
  T copy() const;
};
class SharedMutex {
public:
  void lock();
  void unlock();
  void lock_shared();
  void unlock_shared();
};
namespace coro {
class Mutex {
public:
  mini::task<std::unique_lock<Mutex>> co_scoped_lock();
  mini::task<int> co_lock();
  bool try_lock() noexcept;
  void unlock() noexcept;
};
class SharedLock {
public:
  SharedLock(SharedLock &&) noexcept;
  ~SharedLock();
};
class SharedMutexFair {
public:
  mini::task<std::unique_lock<SharedMutexFair>> co_scoped_lock();
  mini::task<SharedLock> co_scoped_lock_shared();
  void unlock() noexcept;
};
using SharedMutex = SharedMutexFair;
} // namespace coro
} // namespace folly

namespace async_simple::coro {
class SpinLock {
public:
  bool tryLock() noexcept;
  mini::task<int> coLock() noexcept;
  void lock() noexcept;
  void unlock() noexcept;
};
class Mutex {
public:
  bool tryLock() noexcept;
  mini::task<int> coLock() noexcept;
  mini::task<std::unique_lock<Mutex>> coScopedLock() noexcept;
  void unlock() noexcept;
};
} // namespace async_simple::coro

namespace cppcoro {
class async_mutex;
class async_mutex_lock {
public:
  explicit async_mutex_lock(async_mutex &mutex, std::adopt_lock_t) noexcept;
  async_mutex_lock(async_mutex_lock &&other) noexcept;
  ~async_mutex_lock();
};
class async_mutex {
public:
  bool try_lock() noexcept;
  mini::tick lock_async() noexcept;
  mini::task<async_mutex_lock> scoped_lock_async() noexcept;
  void unlock();
};
} // namespace cppcoro

namespace coro {
class mutex;
class scoped_lock {
public:
  scoped_lock(scoped_lock &&) noexcept;
  ~scoped_lock();
};
class mutex {
public:
  mini::tick lock();
  bool try_lock();
  void unlock();
};
} // namespace coro

mini::task<int> load(int id);

namespace bad_synchronized_proxy {
mini::task<void> f(folly::Synchronized<std::vector<int>> &ids) {
  auto locked = ids.wlock(); // warn: guard 'locked' holds a thread lock while the coroutine is suspended // note: release it before suspending, or use 'folly::coro::Synchronized', which may be held across a suspension
  locked->push_back(co_await load(1)); // note: still held at this 'co_await', where the coroutine may suspend
}
} // namespace bad_synchronized_proxy

namespace bad_synchronized_proxy_temporary {
mini::task<void> f(folly::Synchronized<std::vector<int>> &ids) {
  ids.rlock()->at(co_await load(1)); // warn: temporary guard holds a thread lock while the coroutine is suspended // note: release it before suspending, or use 'folly::coro::Synchronized', which may be held across a suspension // note: still held at this 'co_await', where the coroutine may suspend
}
} // namespace bad_synchronized_proxy_temporary

namespace bad_folly_shared_mutex_under_std_guard {
mini::task<void> f(folly::SharedMutex &m) {
  std::shared_lock reading(m); // warn: guard 'reading' holds a thread lock while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
  co_await load(1); // note: still held at this 'co_await', where the coroutine may suspend
}
} // namespace bad_folly_shared_mutex_under_std_guard

namespace good_synchronized_proxy_unlocked {
mini::task<int> f(folly::Synchronized<std::vector<int>> &ids) {
  auto locked = ids.wlock();
  int id = locked->empty() ? 0 : locked->front();
  locked.unlock();
  co_return co_await load(id);
}
} // namespace good_synchronized_proxy_unlocked

namespace good_synchronized_copy {
mini::task<void> f(folly::Synchronized<std::vector<int>> &ids) {
  for (int id : ids.copy())
    co_await load(id);
}
} // namespace good_synchronized_copy

namespace good_synchronized_with_lock {
mini::task<void> f(folly::Synchronized<std::vector<int>> &ids) {
  int id = ids.withWLock([](auto &all) { return all.front(); });
  co_await load(id);
}
} // namespace good_synchronized_with_lock

namespace good_synchronized_try_failed {
mini::task<void> f(folly::Synchronized<std::vector<int>> &ids) {
  auto locked = ids.tryWLock();
  if (!locked) {
    co_await load(1);
    co_return;
  }
  locked->clear();
}
} // namespace good_synchronized_try_failed

namespace good_folly_async_mutex {
mini::task<void> f(folly::coro::Mutex &m) {
  auto lock = co_await m.co_scoped_lock();
  co_await load(1);
}
} // namespace good_folly_async_mutex

namespace good_folly_async_mutex_adopted {
mini::task<void> f(folly::coro::Mutex &m) {
  co_await m.co_lock();
  std::unique_lock<folly::coro::Mutex> lock(m, std::adopt_lock);
  co_await load(1);
}
} // namespace good_folly_async_mutex_adopted

namespace good_folly_async_shared_mutex {
mini::task<void> f(folly::coro::SharedMutex &m) {
  folly::coro::SharedLock lock = co_await m.co_scoped_lock_shared();
  co_await load(1);
}
} // namespace good_folly_async_shared_mutex

namespace good_async_simple_mutex {
mini::task<void> f(async_simple::coro::Mutex &m) {
  auto lock = co_await m.coScopedLock();
  co_await load(1);
}
} // namespace good_async_simple_mutex

namespace good_async_simple_spin_lock_awaited {
mini::task<void> f(async_simple::coro::SpinLock &spin) {
  co_await spin.coLock();
  int v = 1;
  spin.unlock();
  co_await load(v);
}
} // namespace good_async_simple_spin_lock_awaited

namespace good_cppcoro_mutex {
mini::task<void> f(cppcoro::async_mutex &m) {
  auto lock = co_await m.scoped_lock_async();
  co_await load(1);
}
} // namespace good_cppcoro_mutex

namespace good_cppcoro_mutex_by_hand {
mini::task<void> f(cppcoro::async_mutex &m) {
  co_await m.lock_async();
  cppcoro::async_mutex_lock lock(m, std::adopt_lock);
  co_await load(1);
}
} // namespace good_cppcoro_mutex_by_hand

namespace good_libcoro_mutex {
mini::task<void> f(coro::mutex &m) {
  co_await m.lock();
  co_await load(1);
  m.unlock();
}
} // namespace good_libcoro_mutex
