// rule: unawaited-lock
// A future of units or of a holder holds nothing.
#include "mini.h"

namespace seastar {
template <class E, class C> class semaphore_units {
public:
  semaphore_units(semaphore_units &&) noexcept;
  ~semaphore_units();
  void return_all();
};
template <class T = void> using future = mini::task<T>;
template <class E, class C> class basic_semaphore {
public:
  future<> wait(std::size_t = 1);
  void signal(std::size_t = 1);
};
using semaphore = basic_semaphore<int, int>;
template <class E, class C>
future<semaphore_units<E, C>> get_units(basic_semaphore<E, C> &, std::size_t);
template <class C> class basic_rwlock {
public:
  using holder = semaphore_units<int, C>;
  future<holder> hold_read_lock();
  future<> write_lock();
  void write_unlock();
};
using rwlock = basic_rwlock<int>;
} // namespace seastar

namespace bad_units {
mini::task<void> f(seastar::semaphore &sem) {
  auto units = seastar::get_units(sem, 1); // warn: 'units' is not awaited, so nothing is locked // note: the lock is taken only when this is awaited // fix: auto units = co_await seastar::get_units(sem, 1);
  co_await mini::tick();
}
} // namespace bad_units

namespace bad_holder {
mini::task<void> f(seastar::rwlock &lock) {
  auto holder = lock.hold_read_lock(); // warn: 'holder' is not awaited, so nothing is locked // note: the lock is taken only when this is awaited // fix: auto holder = co_await lock.hold_read_lock();
  co_await mini::tick();
}
} // namespace bad_holder

namespace bad_wait_for_the_semaphore {
mini::task<void> f(seastar::semaphore &sem) {
  sem.wait(); // warn: the lock is requested but not awaited, so nothing is locked // note: the lock is taken only when this is awaited // fix: co_await sem.wait();
  co_await mini::tick();
  sem.signal();
}
} // namespace bad_wait_for_the_semaphore

namespace good_awaited {
mini::task<void> f(seastar::semaphore &sem, seastar::rwlock &lock) {
  auto units = co_await seastar::get_units(sem, 1);
  auto holder = co_await lock.hold_read_lock();
  co_await mini::tick();
}
} // namespace good_awaited

namespace good_awaited_by_name {
mini::task<void> f(seastar::semaphore &sem) {
  auto pending = seastar::get_units(sem, 1);
  co_await mini::tick();
  auto units = co_await std::move(pending);
}
} // namespace good_awaited_by_name

namespace good_write_locked {
mini::task<void> f(seastar::rwlock &lock) {
  co_await lock.write_lock();
  co_await mini::tick();
  lock.write_unlock();
}
} // namespace good_write_locked
