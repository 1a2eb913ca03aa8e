// flags: -std=c++20 -pthread
// needs: absl/synchronization/mutex.h
// Abseil's locks, which have Lock() and Unlock() and Clang's attributes.
#include "mini.h"
#include <absl/synchronization/mutex.h>

struct Table {
  absl::Mutex mu;
  int version = 0;
};
mini::task<void> flush(int key = 0);

namespace bad_mutex_lock_guard {
mini::task<void> f(Table &t) {
  absl::MutexLock lock(&t.mu); // warn: guard 'lock' holds a thread lock while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
  co_await flush(); // note: still held at this 'co_await', where the coroutine may suspend
}
} // namespace bad_mutex_lock_guard

namespace bad_reader_lock_guard {
mini::task<void> f(Table &t) {
  absl::ReaderMutexLock lock(&t.mu); // warn: guard 'lock' holds a thread lock while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
  co_await flush(t.version); // note: still held at this 'co_await', where the coroutine may suspend
}
} // namespace bad_reader_lock_guard

namespace bad_manual_lock {
mini::task<void> f(Table &t) {
  t.mu.Lock(); // warn: thread lock 't.mu' is held while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
  co_await flush(); // note: still held at this 'co_await', where the coroutine may suspend
  t.mu.Unlock();
}
} // namespace bad_manual_lock

namespace bad_try_lock {
mini::task<void> f(Table &t) {
  if (t.mu.TryLock()) { // warn: thread lock 't.mu' is held while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
    co_await flush(); // note: still held at this 'co_await', where the coroutine may suspend
    t.mu.Unlock();
  }
}
} // namespace bad_try_lock

// LockWhen() returns with the lock held.
namespace bad_lock_when {
mini::task<void> f(Table &t) {
  t.mu.LockWhen(absl::Condition(+[](int *v) { return *v > 0; }, &t.version)); // warn: thread lock 't.mu' is held while the coroutine is suspended // warn[blocking-call]: 'LockWhen' may block the thread of coroutine 'f' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits until the condition holds // note: release it before suspending, or use a lock that is awaited
  co_await flush(); // note: still held at this 'co_await', where the coroutine may suspend
  t.mu.Unlock();
}
} // namespace bad_lock_when

namespace good_releasable_lock_released {
mini::task<void> f(Table &t) {
  absl::ReleasableMutexLock lock(&t.mu);
  ++t.version;
  lock.Release();
  co_await flush();
}
} // namespace good_releasable_lock_released

namespace good_mutex_lock_maybe_of_null {
mini::task<void> f(Table &t) {
  absl::MutexLockMaybe lock(nullptr);
  co_await flush();
}
} // namespace good_mutex_lock_maybe_of_null

namespace good_guard_block_ends_first {
mini::task<void> f(Table &t) {
  int v;
  {
    absl::MutexLock lock(&t.mu);
    v = t.version;
  }
  co_await flush(v);
}
} // namespace good_guard_block_ends_first

namespace good_manual_unlock_first {
mini::task<void> f(Table &t) {
  t.mu.ReaderLock();
  int v = t.version;
  t.mu.ReaderUnlock();
  co_await flush(v);
}
} // namespace good_manual_unlock_first

namespace good_try_lock_failed {
mini::task<void> f(Table &t) {
  if (!t.mu.TryLock()) {
    co_await flush();
    co_return;
  }
  ++t.version;
  t.mu.Unlock();
}
} // namespace good_try_lock_failed
