// rule: unawaited-lock
#include "mini.h"

namespace unifex {
inline namespace v1 {
class async_mutex {
public:
  bool try_lock() noexcept;
  mini::task<void> async_lock() noexcept;
  void unlock() noexcept;
};
} // namespace v1
namespace v2 {
class async_mutex {
public:
  bool try_lock() noexcept;
  mini::task<void> async_lock() noexcept;
  void unlock() noexcept;
};
} // namespace v2
} // namespace unifex

namespace bad_dropped {
mini::task<void> f(unifex::async_mutex &m) {
  m.async_lock(); // warn: the lock is requested but not awaited, so nothing is locked // note: the lock is taken only when this is awaited // fix: co_await m.async_lock();
  co_await mini::tick();
  m.unlock();
}
} // namespace bad_dropped

namespace bad_dropped_second_version {
mini::task<void> f(unifex::v2::async_mutex &m) {
  m.async_lock(); // warn: the lock is requested but not awaited, so nothing is locked // note: the lock is taken only when this is awaited // fix: co_await m.async_lock();
  m.unlock();
  co_return;
}
} // namespace bad_dropped_second_version

namespace good_awaited {
mini::task<void> f(unifex::async_mutex &m) {
  co_await m.async_lock();
  co_await mini::tick();
  m.unlock();
}
} // namespace good_awaited

namespace good_tried {
mini::task<void> f(unifex::async_mutex &m) {
  if (m.try_lock())
    m.unlock();
  co_await mini::tick();
}
} // namespace good_tried
