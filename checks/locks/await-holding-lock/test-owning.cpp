// Locks whose lock() gives away a guard that owns what it has locked.
#include "mini.h"
#include "owning_lock.h"
#include <mutex>

namespace good_guard_has_ended {
mini::task<void> temporary(owning::mutex &m) {
  *m.lock() = 1;
  co_await mini::tick{};
}
mini::task<void> scope(owning::mutex &m) {
  {
    auto g = m.lock();
    *g = 1;
  }
  co_await mini::tick{};
}
} // namespace good_guard_has_ended

namespace bad_guard_lives {
mini::task<int> one();
mini::task<void> local(owning::mutex &m) {
  auto g = m.lock(); // warn: guard 'g' holds a thread lock while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
  co_await mini::tick{}; // note: still held at this 'co_await', where the coroutine may suspend
  *g = 1;
}
mini::task<int> temporary(owning::mutex &m) {
  co_return *m.lock() + co_await one(); // warn: temporary guard holds a thread lock while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited // note: still held at this 'co_await', where the coroutine may suspend
}
} // namespace bad_guard_lives
