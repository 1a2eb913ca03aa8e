// rule: double-lock
// Awaiting the mutex that this coroutine holds already never ends.
#include "mini.h"
#include <mutex>

namespace cppcoro {
class async_mutex;
class async_mutex_lock {
public:
  explicit async_mutex_lock(async_mutex &, std::adopt_lock_t) noexcept;
  async_mutex_lock(async_mutex_lock &&) noexcept;
  ~async_mutex_lock();
};
struct async_mutex_lock_operation {
  bool await_ready() const noexcept;
  bool await_suspend(std::coroutine_handle<>) noexcept;
  void await_resume() const noexcept;
};
struct async_mutex_scoped_lock_operation : async_mutex_lock_operation {
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

namespace bad_two_guards {
mini::task<void> f(cppcoro::async_mutex &m) {
  auto first = co_await m.scoped_lock_async(); // note: first acquired here
  auto second = co_await m.scoped_lock_async(); // warn: 'm' is locked again while it is held, which waits for this coroutine
}
} // namespace bad_two_guards

namespace bad_by_hand {
mini::task<void> f(cppcoro::async_mutex &m) {
  co_await m.lock_async(); // note: first acquired here
  co_await m.lock_async(); // warn: 'm' is locked again while it is held, which waits for this coroutine
  m.unlock();
}
} // namespace bad_by_hand

namespace good_released_in_between {
mini::task<void> f(cppcoro::async_mutex &m) {
  {
    auto first = co_await m.scoped_lock_async();
  }
  co_await m.lock_async();
  cppcoro::async_mutex_lock adopted(m, std::adopt_lock);
}
} // namespace good_released_in_between

namespace good_two_mutexes {
mini::task<void> f(cppcoro::async_mutex &a, cppcoro::async_mutex &b) {
  auto first = co_await a.scoped_lock_async();
  auto second = co_await b.scoped_lock_async();
}
} // namespace good_two_mutexes
