// rule: unawaited-lock
#include "mini.h"
#include <mutex>

namespace drogon {
class Mutex {
public:
  bool try_lock() noexcept;
  mini::task<std::unique_lock<Mutex>> scoped_lock() noexcept;
  mini::task<void> lock() noexcept;
  void unlock() noexcept;
};
} // namespace drogon

namespace bad_guard_not_awaited {
mini::task<void> f(drogon::Mutex &m) {
  auto lock = m.scoped_lock(); // warn: 'lock' is not awaited, so nothing is locked // note: the lock is taken only when this is awaited // fix: auto lock = co_await m.scoped_lock();
  co_await mini::tick();
}
} // namespace bad_guard_not_awaited

namespace bad_lock_not_awaited {
mini::task<void> f(drogon::Mutex &m) {
  m.lock(); // warn: the lock is requested but not awaited, so nothing is locked // note: the lock is taken only when this is awaited // fix: co_await m.lock();
  co_await mini::tick();
  m.unlock();
}
} // namespace bad_lock_not_awaited

namespace good_held_across_a_suspension {
mini::task<void> f(drogon::Mutex &m) {
  auto lock = co_await m.scoped_lock();
  co_await mini::tick();
}
} // namespace good_held_across_a_suspension
