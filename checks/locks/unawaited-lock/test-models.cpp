// Lock awaitables known by their library's names, on the shortest stand-ins for the headers.
#include "mini.h"
#include <mutex>

namespace seastar {
template <class T = void> class [[nodiscard]] future;
template <> class [[nodiscard]] future<void> {
public:
  struct promise_type {
    future get_return_object();
    std::suspend_never initial_suspend() noexcept;
    std::suspend_never final_suspend() noexcept;
    void unhandled_exception();
    void return_void();
  };
  future(future &&) noexcept;
  ~future();
  bool await_ready() const noexcept;
  void await_suspend(std::coroutine_handle<>);
  void await_resume();
  template <class F> future then(F) { return std::move(*this); }
  template <class F> future finally(F) { return std::move(*this); }
};
template <class T> class [[nodiscard]] future {
public:
  future(future &&) noexcept;
  ~future();
  bool await_ready() const noexcept;
  void await_suspend(std::coroutine_handle<>);
  T await_resume();
  T get();
  bool available() const noexcept;
  future<> done();
  template <class F> future<> then(F) { return done(); }
};
struct semaphore_default_exception_factory {};
template <class E, class C = std::chrono::steady_clock> class basic_semaphore {
public:
  explicit basic_semaphore(size_t);
  future<> wait(size_t = 1);
  void signal(size_t = 1);
};
using semaphore = basic_semaphore<semaphore_default_exception_factory>;
template <class E, class C = std::chrono::steady_clock> class semaphore_units {
public:
  semaphore_units(semaphore_units &&) noexcept;
  ~semaphore_units();
};
template <class E, class C> future<semaphore_units<E, C>> get_units(basic_semaphore<E, C> &, size_t);
template <class C = std::chrono::steady_clock> class basic_rwlock {
public:
  class holder {
  public:
    holder(holder &&) noexcept;
    ~holder();
  };
  future<holder> hold_read_lock();
  future<holder> hold_write_lock();
};
using rwlock = basic_rwlock<>;
} // namespace seastar

namespace folly::coro {
template <class T> class [[nodiscard]] Task : public mini::task<T> {
public:
  struct promise_type : mini::task<T>::promise_type {
    Task get_return_object();
  };
  Task(Task &&) = default;
};
class Mutex {
public:
  Task<std::unique_lock<Mutex>> co_scoped_lock();
  Task<int> co_lock();
  bool try_lock() noexcept;
  void unlock() noexcept;
};
} // namespace folly::coro

namespace cppcoro {
class async_mutex_lock {
public:
  async_mutex_lock(async_mutex_lock &&) noexcept;
  ~async_mutex_lock();
};
class async_mutex_lock_operation {
public:
  bool await_ready() const noexcept;
  bool await_suspend(std::coroutine_handle<>) noexcept;
  void await_resume() const noexcept;
};
class async_mutex_scoped_lock_operation {
public:
  bool await_ready() const noexcept;
  bool await_suspend(std::coroutine_handle<>) noexcept;
  async_mutex_lock await_resume() const noexcept;
};
class async_mutex {
public:
  bool try_lock() noexcept;
  async_mutex_lock_operation lock_async() noexcept;
  async_mutex_scoped_lock_operation scoped_lock_async() noexcept;
  void unlock();
};
} // namespace cppcoro

namespace unifex {
class async_mutex {
public:
  struct lock_sender {
    bool await_ready() const noexcept;
    void await_suspend(std::coroutine_handle<>) noexcept;
    void await_resume() const noexcept;
  };
  lock_sender async_lock() noexcept;
  bool try_lock() noexcept;
  void unlock() noexcept;
};
} // namespace unifex

struct State {
  seastar::semaphore sem{1};
  seastar::rwlock rw;
  folly::coro::Mutex fm;
  cppcoro::async_mutex cm;
  unifex::async_mutex um;
  std::vector<int> log;
};
seastar::future<> sync(State &);
mini::task<void> save(State &);

namespace bad_get_units {
seastar::future<> f(State &s) {
  auto units = seastar::get_units(s.sem, 1); // warn: 'units' is not awaited, so nothing is locked // note: the lock is taken only when this is awaited // fix: auto units = co_await seastar::get_units(s.sem, 1);
  s.log.clear();
  co_await sync(s);
}
} // namespace bad_get_units

namespace bad_hold_read_lock {
seastar::future<> f(State &s) {
  auto holder = s.rw.hold_read_lock(); // warn: 'holder' is not awaited, so nothing is locked // note: the lock is taken only when this is awaited // fix: auto holder = co_await s.rw.hold_read_lock();
  co_await sync(s);
}
} // namespace bad_hold_read_lock

// A test of the future is not a wait for it.
namespace bad_only_tested_for_availability {
seastar::future<> f(State &s) {
  auto units = seastar::get_units(s.sem, 1); // warn: 'units' is not awaited, so nothing is locked // note: the lock is taken only when this is awaited // fix: auto units = co_await seastar::get_units(s.sem, 1);
  if (!units.available())
    s.log.push_back(0);
  s.log.clear();
  co_await sync(s);
}
} // namespace bad_only_tested_for_availability

namespace bad_co_scoped_lock {
mini::task<void> f(State &s) {
  auto lock = s.fm.co_scoped_lock(); // warn: 'lock' is not awaited, so nothing is locked // note: the lock is taken only when this is awaited // fix: auto lock = co_await s.fm.co_scoped_lock();
  s.log.clear();
  co_await save(s);
}
} // namespace bad_co_scoped_lock

namespace bad_scoped_lock_async {
mini::task<void> f(State &s) {
  auto lock = s.cm.scoped_lock_async(); // warn: 'lock' is not awaited, so nothing is locked // note: the lock is taken only when this is awaited // fix: auto lock = co_await s.cm.scoped_lock_async();
  s.log.clear();
  co_await save(s);
}
} // namespace bad_scoped_lock_async

namespace bad_lock_async_statement {
mini::task<void> f(State &s) {
  s.cm.lock_async(); // warn: the lock is requested but not awaited, so nothing is locked // note: the lock is taken only when this is awaited // fix: co_await s.cm.lock_async();
  s.log.clear();
  s.cm.unlock();
  co_await save(s);
}
} // namespace bad_lock_async_statement

namespace bad_async_lock_statement {
mini::task<void> f(State &s) {
  s.um.async_lock(); // warn: the lock is requested but not awaited, so nothing is locked // note: the lock is taken only when this is awaited // fix: co_await s.um.async_lock();
  s.log.clear();
  s.um.unlock();
  co_await save(s);
}
} // namespace bad_async_lock_statement

namespace good_get_units_awaited {
seastar::future<> f(State &s) {
  auto units = co_await seastar::get_units(s.sem, 1);
  s.log.clear();
}
} // namespace good_get_units_awaited

namespace good_units_awaited_later {
seastar::future<> f(State &s) {
  auto pending = seastar::get_units(s.sem, 1);
  co_await sync(s);
  auto units = co_await std::move(pending);
  s.log.clear();
}
} // namespace good_units_awaited_later

namespace good_units_then_returned {
seastar::future<> f(State &s) {
  return seastar::get_units(s.sem, 1).then([&s](auto units) { return sync(s); });
}
} // namespace good_units_then_returned

namespace good_units_in_chained_capture {
seastar::future<> f(State &s, int entry) {
  auto units = seastar::get_units(s.sem, 1);
  return sync(s).then([&s, entry, units = std::move(units)]() mutable {
    return units.then([&s, entry](auto) { s.log.push_back(entry); });
  });
}
} // namespace good_units_in_chained_capture

// On a thread of its own, where get() is the way to wait.
namespace good_units_get {
void f(State &s) {
  auto waiting = seastar::get_units(s.sem, 1);
  auto units = waiting.get();
  s.log.clear();
}
} // namespace good_units_get

namespace good_tested_then_awaited {
seastar::future<> f(State &s) {
  auto waiting = seastar::get_units(s.sem, 1);
  if (!waiting.available())
    s.log.push_back(0);
  auto units = co_await std::move(waiting);
  s.log.clear();
}
} // namespace good_tested_then_awaited

namespace good_co_scoped_lock_awaited {
mini::task<void> f(State &s) {
  auto lock = co_await s.fm.co_scoped_lock();
  s.log.clear();
}
} // namespace good_co_scoped_lock_awaited

namespace good_lock_async_awaited {
mini::task<void> f(State &s) {
  co_await s.cm.lock_async();
  s.log.clear();
  s.cm.unlock();
}
} // namespace good_lock_async_awaited
