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
} // namespace winrt

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
