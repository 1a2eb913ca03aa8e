// rule: await-holding-lock
#include "mini.h"
#include <mutex>

namespace coke {
template <class T> using Task = mini::task<T>;
class Mutex {
public:
  bool try_lock();
  void unlock();
  Task<int> lock();
};
template <class M> class UniqueLock {
public:
  explicit UniqueLock(M &m, bool is_locked = false) noexcept;
  UniqueLock(UniqueLock &&) noexcept;
  ~UniqueLock();
  Task<int> lock();
  void unlock();
};
class Condition {
public:
  Task<int> wait(std::unique_lock<std::mutex> &lock);
};
} // namespace coke

namespace bad_thread_mutex {
coke::Task<void> f(std::mutex &m, coke::Mutex &other) {
  std::unique_lock lock(m); // warn: guard 'lock' holds a thread lock while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
  co_await other.lock(); // note: still held at this 'co_await', where the coroutine may suspend
  other.unlock();
}
} // namespace bad_thread_mutex

namespace good_coroutine_mutex {
coke::Task<void> f(coke::Mutex &m) {
  coke::UniqueLock<coke::Mutex> lock(m);
  co_await lock.lock();
  co_await mini::tick();
}
} // namespace good_coroutine_mutex

// The thread's mutex is given back while the coroutine waits.
namespace good_waits_on_a_condition {
coke::Task<void> f(std::mutex &m, coke::Condition &c) {
  std::unique_lock lock(m);
  co_await c.wait(lock);
}
} // namespace good_waits_on_a_condition
