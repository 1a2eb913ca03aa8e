// rule: unawaited-lock
#include "mini.h"
#include <mutex>

namespace concurrencpp {
struct executor;
template <class T> using lazy_result = mini::task<T>;
class async_lock;
class scoped_async_lock {
public:
  scoped_async_lock(scoped_async_lock &&) noexcept;
  scoped_async_lock(async_lock &, std::defer_lock_t) noexcept;
  ~scoped_async_lock() noexcept;
  lazy_result<void> lock(std::shared_ptr<executor>);
  void unlock();
  bool owns_lock() const noexcept;
};
class async_lock {
public:
  lazy_result<scoped_async_lock> lock(std::shared_ptr<executor>);
  lazy_result<bool> try_lock();
  void unlock();
};
} // namespace concurrencpp

namespace bad_never_awaited {
mini::task<void> f(concurrencpp::async_lock &m, std::shared_ptr<concurrencpp::executor> ex) {
  auto guard = m.lock(ex); // warn: 'guard' is not awaited, so nothing is locked // note: the lock is taken only when this is awaited // fix: auto guard = co_await m.lock(ex);
  co_await mini::tick();
}
} // namespace bad_never_awaited

namespace bad_relocking_not_awaited {
mini::task<void> f(concurrencpp::async_lock &m, std::shared_ptr<concurrencpp::executor> ex) {
  concurrencpp::scoped_async_lock guard(m, std::defer_lock);
  guard.lock(ex); // warn: the lock is requested but not awaited, so nothing is locked // note: the lock is taken only when this is awaited // fix: co_await guard.lock(ex);
  co_await mini::tick();
}
} // namespace bad_relocking_not_awaited

namespace good_awaited {
mini::task<void> f(concurrencpp::async_lock &m, std::shared_ptr<concurrencpp::executor> ex) {
  auto guard = co_await m.lock(ex);
  co_await mini::tick();
}
} // namespace good_awaited

namespace good_returned {
auto f(concurrencpp::async_lock &m, std::shared_ptr<concurrencpp::executor> ex) {
  return m.lock(ex);
}
} // namespace good_returned
