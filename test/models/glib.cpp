// rule: await-holding-lock
#include "mini.h"

extern "C" {
typedef union _GMutex {
  void *p;
} GMutex;
typedef struct _GRWLock {
  void *p;
} GRWLock;
void g_mutex_lock(GMutex *);
int g_mutex_trylock(GMutex *);
void g_mutex_unlock(GMutex *);
void g_rw_lock_reader_lock(GRWLock *);
void g_rw_lock_reader_unlock(GRWLock *);
typedef void GMutexLocker;
static inline GMutexLocker *g_mutex_locker_new(GMutex *mutex) {
  g_mutex_lock(mutex);
  return (GMutexLocker *)mutex;
}
static inline void g_mutex_locker_free(GMutexLocker *locker) {
  g_mutex_unlock((GMutex *)locker);
}
static inline void glib_autoptr_cleanup_GMutexLocker(GMutexLocker **locker) {
  if (*locker)
    g_mutex_locker_free(*locker);
}
}

namespace bad_mutex {
mini::task<void> f(GMutex *m) {
  g_mutex_lock(m); // warn: thread lock '*m' is held while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
  co_await mini::tick(); // note: still held at this 'co_await', where the coroutine may suspend
  g_mutex_unlock(m);
}
} // namespace bad_mutex

namespace bad_reader {
mini::task<void> f(GRWLock *lock) {
  g_rw_lock_reader_lock(lock); // warn: thread lock '*lock' is held while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
  co_await mini::tick(); // note: still held at this 'co_await', where the coroutine may suspend
  g_rw_lock_reader_unlock(lock);
}
} // namespace bad_reader

namespace good_unlocked_first {
mini::task<void> f(GMutex *m) {
  g_mutex_lock(m);
  g_mutex_unlock(m);
  co_await mini::tick();
}
} // namespace good_unlocked_first

namespace good_tried_and_failed {
mini::task<void> f(GMutex *m) {
  if (g_mutex_trylock(m))
    g_mutex_unlock(m);
  co_await mini::tick();
}
} // namespace good_tried_and_failed

namespace good_locker_of_a_block {
mini::task<void> f(GMutex *m) {
  {
    __attribute__((cleanup(glib_autoptr_cleanup_GMutexLocker))) GMutexLocker *locker = g_mutex_locker_new(m);
  }
  co_await mini::tick();
}
} // namespace good_locker_of_a_block
