// rule: await-holding-lock
// engine::Mutex parks the stackful coroutine that waits, and no thread owns it.
#include "mini.h"
#include <mutex>

namespace userver::engine {
class Mutex {
public:
  void lock();
  void unlock();
  bool try_lock();
};
class Semaphore {
public:
  void lock_shared();
  void unlock_shared();
};
class SemaphoreLock {
public:
  explicit SemaphoreLock(Semaphore &);
  ~SemaphoreLock();
};
} // namespace userver::engine

namespace bad_thread_mutex {
mini::task<void> f(std::mutex &m) {
  std::lock_guard lock(m); // warn: guard 'lock' holds a thread lock while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
  co_await mini::tick(); // note: still held at this 'co_await', where the coroutine may suspend
}
} // namespace bad_thread_mutex

namespace good_engine_mutex {
mini::task<void> f(userver::engine::Mutex &m) {
  std::unique_lock lock(m);
  co_await mini::tick();
}
} // namespace good_engine_mutex

namespace good_engine_semaphore {
mini::task<void> f(userver::engine::Semaphore &s) {
  userver::engine::SemaphoreLock lock(s);
  co_await mini::tick();
}
} // namespace good_engine_semaphore
