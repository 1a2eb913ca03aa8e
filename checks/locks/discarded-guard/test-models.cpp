// Guards known by their library's names, on the shortest stand-ins for the headers.
#include "mini.h"
#include <mutex>
#include <shared_mutex>

namespace folly {
template <class T> class Synchronized {
public:
  class LockedPtr {
  public:
    LockedPtr(LockedPtr &&) noexcept;
    ~LockedPtr();
    T *operator->() const;
    T &operator*() const;
    void unlock();
    explicit operator bool() const;
  };
  LockedPtr wlock();
  LockedPtr rlock();
  T copy() const;
};
namespace coro {
class Mutex {
public:
  mini::task<std::unique_lock<Mutex>> co_scoped_lock();
  mini::task<int> co_lock();
  void unlock() noexcept;
};
} // namespace coro
} // namespace folly
namespace seastar {
template <class T> struct future : mini::tick {
  T await_resume();
};
template <class E, class C> class basic_semaphore {};
template <class E, class C> class semaphore_units {
public:
  semaphore_units(semaphore_units &&) noexcept;
  ~semaphore_units();
};
struct semaphore_default_exception_factory {};
using semaphore = basic_semaphore<semaphore_default_exception_factory, std::chrono::steady_clock>;
template <class E, class C> future<semaphore_units<E, C>> get_units(basic_semaphore<E, C> &, size_t);
} // namespace seastar

struct State {
  folly::Synchronized<std::vector<int>> ids;
  folly::coro::Mutex m;
  seastar::semaphore sem;
  long n = 0;
};

namespace bad_proxy_dropped {
void f(State &s) {
  s.ids.wlock(); // warn: guard is destroyed at the end of this expression, so its lock is released at once // note: bind the guard to a name to hold the lock to the end of the scope // fix: auto guard = s.ids.wlock();
  ++s.n;
}
} // namespace bad_proxy_dropped

namespace bad_proxy_in_range_initialiser {
void f(State &s) {
  for (int id : *s.ids.rlock()) // warn: guard is destroyed before the loop begins, so the loop runs without the lock // note: bind the guard to a name before this loop (before C++23 the temporaries of a range do not live as long as the loop)
    s.n += id;
}
} // namespace bad_proxy_in_range_initialiser

namespace bad_co_scoped_lock_dropped {
mini::task<void> f(State &s) {
  co_await s.m.co_scoped_lock(); // warn: guard is destroyed at the end of this expression, so its lock is released at once // note: bind the guard to a name to hold the lock to the end of the scope // fix: auto guard = co_await s.m.co_scoped_lock();
  ++s.n;
}
} // namespace bad_co_scoped_lock_dropped

namespace bad_units_dropped {
mini::task<void> f(State &s) {
  co_await seastar::get_units(s.sem, 1); // warn: guard is destroyed at the end of this expression, so its lock is released at once // note: bind the guard to a name to hold the lock to the end of the scope // fix: auto guard = co_await seastar::get_units(s.sem, 1);
  ++s.n;
}
} // namespace bad_units_dropped

namespace good_proxy_used {
void f(State &s) {
  s.ids.wlock()->push_back(1);
  auto locked = s.ids.rlock();
  for (int id : *locked)
    s.n += id;
}
} // namespace good_proxy_used

namespace good_copy_in_range_initialiser {
void f(State &s) {
  for (int id : s.ids.copy())
    s.n += id;
}
} // namespace good_copy_in_range_initialiser

// co_lock() yields no guard.
namespace good_co_lock {
mini::task<void> f(State &s) {
  co_await s.m.co_lock();
  ++s.n;
  s.m.unlock();
}
} // namespace good_co_lock

namespace good_units_kept {
mini::task<void> f(State &s) {
  auto units = co_await seastar::get_units(s.sem, 1);
  ++s.n;
}
} // namespace good_units_kept
