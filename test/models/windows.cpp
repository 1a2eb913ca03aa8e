// rule: await-holding-lock
#include "mini.h"

extern "C" {
typedef struct _RTL_CRITICAL_SECTION {
  void *owner;
} CRITICAL_SECTION;
typedef struct _RTL_SRWLOCK {
  void *state;
} SRWLOCK;
void EnterCriticalSection(CRITICAL_SECTION *);
void LeaveCriticalSection(CRITICAL_SECTION *);
int TryEnterCriticalSection(CRITICAL_SECTION *);
void AcquireSRWLockShared(SRWLOCK *);
void ReleaseSRWLockShared(SRWLOCK *);
}
namespace winrt {
struct slim_mutex {
  void lock() noexcept;
  void unlock() noexcept;
};
struct slim_lock_guard {
  explicit slim_lock_guard(slim_mutex &) noexcept;
  ~slim_lock_guard() noexcept;
};
struct slim_condition_variable {
  template <typename T> void wait(slim_mutex &, T predicate) {
    while (!predicate()) {
    }
  }
};
} // namespace winrt
namespace Microsoft::WRL::Wrappers {
namespace Details {
class SyncLockExclusive {
public:
  SyncLockExclusive(SyncLockExclusive &&other) noexcept;
  ~SyncLockExclusive() noexcept;
  void Unlock() noexcept;
  bool IsLocked() const noexcept;
};
} // namespace Details
class SRWLock {
public:
  Details::SyncLockExclusive LockExclusive() noexcept;
  Details::SyncLockExclusive TryLockExclusive() noexcept;
};
} // namespace Microsoft::WRL::Wrappers
namespace wrl = Microsoft::WRL::Wrappers;

namespace bad_critical_section {
mini::task<void> f(CRITICAL_SECTION &cs) {
  EnterCriticalSection(&cs); // warn: thread lock 'cs' is held while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
  co_await mini::tick(); // note: still held at this 'co_await', where the coroutine may suspend
  LeaveCriticalSection(&cs);
}
} // namespace bad_critical_section

namespace bad_reader {
mini::task<void> f(SRWLOCK *lock) {
  AcquireSRWLockShared(lock); // warn: thread lock '*lock' is held while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
  co_await mini::tick(); // note: still held at this 'co_await', where the coroutine may suspend
  ReleaseSRWLockShared(lock);
}
} // namespace bad_reader

namespace bad_slim_lock_guard {
mini::task<void> f(winrt::slim_mutex &m) {
  winrt::slim_lock_guard const guard(m); // warn: guard 'guard' holds a thread lock while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
  co_await mini::tick(); // note: still held at this 'co_await', where the coroutine may suspend
}
} // namespace bad_slim_lock_guard

namespace bad_held_again_after_waiting {
mini::task<void> f(winrt::slim_mutex &m, winrt::slim_condition_variable &c) {
  winrt::slim_lock_guard const guard(m); // warn: guard 'guard' holds a thread lock while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
  c.wait(m, [] { return true; }); // warn[blocking-call]: 'wait' may block the thread of coroutine 'f' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits until another thread notifies it
  co_await mini::tick(); // note: still held at this 'co_await', where the coroutine may suspend
}
} // namespace bad_held_again_after_waiting

namespace bad_sync_lock {
mini::task<void> f(wrl::SRWLock &srw) {
  auto lock = srw.LockExclusive(); // warn: guard 'lock' holds a thread lock while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
  co_await mini::tick(); // note: still held at this 'co_await', where the coroutine may suspend
}
} // namespace bad_sync_lock

namespace good_sync_lock_unlocked {
mini::task<void> f(wrl::SRWLock &srw) {
  auto lock = srw.LockExclusive();
  lock.Unlock();
  co_await mini::tick();
}
} // namespace good_sync_lock_unlocked

namespace good_sync_lock_not_taken {
mini::task<void> f(wrl::SRWLock &srw) {
  auto lock = srw.TryLockExclusive();
  if (!lock.IsLocked())
    co_await mini::tick();
}
} // namespace good_sync_lock_not_taken

namespace good_left_first {
mini::task<void> f(CRITICAL_SECTION &cs) {
  EnterCriticalSection(&cs);
  LeaveCriticalSection(&cs);
  co_await mini::tick();
}
} // namespace good_left_first

namespace good_tried_and_failed {
mini::task<void> f(CRITICAL_SECTION &cs) {
  if (TryEnterCriticalSection(&cs))
    LeaveCriticalSection(&cs);
  co_await mini::tick();
}
} // namespace good_tried_and_failed
