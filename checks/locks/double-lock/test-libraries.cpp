// Locks of libraries whose models say more of unlock() than that it gives the lock back: that it resumes who waits.
#include "mini.h"

namespace coro {
struct scoped_lock {
  ~scoped_lock();
  void unlock();
};
struct locking {
  bool await_ready() const noexcept;
  bool await_suspend(std::coroutine_handle<>) noexcept;
  void await_resume() const noexcept;
};
struct scoped_locking {
  bool await_ready() const noexcept;
  bool await_suspend(std::coroutine_handle<>) noexcept;
  scoped_lock await_resume() const noexcept;
};
struct mutex {
  locking lock();
  scoped_locking scoped_lock();
  bool try_lock();
  void unlock();
};
} // namespace coro

// ---- Who is awaited gives the lock back ----

namespace good_operation_unlocks {
template <class T> struct ring {
  coro::mutex m;
  int used = 0;
  struct take {
    ring &r;
    explicit take(ring &r) : r(r) {}
    bool await_ready() noexcept {
      if (r.used == 0)
        return false;
      r.m.unlock();
      return true;
    }
    bool await_suspend(std::coroutine_handle<>) noexcept {
      r.m.unlock();
      return true;
    }
    T await_resume() noexcept { return T(); }
  };
  mini::task<T> pop() {
    co_await m.lock();
    co_return co_await take{*this};
  }
  mini::task<T> pop_and_wake() {
    co_await m.lock();
    T result = co_await take{*this};
    co_await wake();
    co_return result;
  }
  mini::task<void> wake() {
    auto lk = co_await m.scoped_lock();
    ++used;
  }
};
mini::task<int> drain(ring<int> &r) {
  int sum = 0;
  while (sum < 10)
    sum += co_await r.pop();
  co_return sum + co_await r.pop_and_wake();
}
} // namespace good_operation_unlocks

// The same operation, which forgets to.
namespace bad_operation_keeps {
struct ring {
  coro::mutex m;
  mini::task<int> pop() {
    co_await m.lock(); // note: acquired again here
    co_await mini::tick();
    co_return 1;
  }
};
mini::task<int> drain(ring &r) {
  int sum = 0;
  while (sum < 10)
    sum += co_await r.pop(); // warn: 'pop' locks 'r.m', which is already held here: it waits for its caller // note: first acquired here
  co_return sum;
}
} // namespace bad_operation_keeps

namespace bad_again {
struct once {
  coro::mutex m;
  mini::task<void> f() {
    co_await m.lock(); // note: first acquired here
    co_await m.lock(); // warn: 'm' is locked again while it is held, which waits for this coroutine
    m.unlock();
  }
};
} // namespace bad_again

namespace good_again_after_unlock {
struct once {
  coro::mutex m;
  mini::task<void> f() {
    co_await m.lock();
    m.unlock();
    co_await m.lock();
    m.unlock();
  }
};
} // namespace good_again_after_unlock

// ---- An object that knows the lock by a reference of its own ----

namespace good_helper_object_unlocks {
struct ring {
  coro::mutex m;
  struct leaver {
    ring &r;
    void leave() { r.m.unlock(); }
  };
  mini::task<int> pop() {
    co_await m.lock();
    leaver{*this}.leave();
    co_return 1;
  }
  mini::task<int> named() {
    co_await m.lock();
    leaver end{*this};
    end.leave();
    co_return 1;
  }
};
mini::task<int> drain(ring &r) {
  int sum = 0;
  while (sum < 10)
    sum += co_await r.pop() + co_await r.named();
  co_return sum;
}
} // namespace good_helper_object_unlocks
