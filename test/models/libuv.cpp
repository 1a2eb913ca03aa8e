// rule: await-holding-lock
// flags: -std=c++20 -pthread
#include "mini.h"
#include <pthread.h>

extern "C" {
typedef pthread_mutex_t uv_mutex_t;
typedef pthread_rwlock_t uv_rwlock_t;
typedef pthread_cond_t uv_cond_t;
void uv_mutex_lock(uv_mutex_t *handle);
int uv_mutex_trylock(uv_mutex_t *handle);
void uv_mutex_unlock(uv_mutex_t *handle);
void uv_rwlock_rdlock(uv_rwlock_t *rwlock);
void uv_rwlock_rdunlock(uv_rwlock_t *rwlock);
void uv_cond_wait(uv_cond_t *cond, uv_mutex_t *mutex);
}

namespace bad_mutex {
mini::task<void> f(uv_mutex_t *m) {
  uv_mutex_lock(m); // warn: thread lock '*m' is held while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
  co_await mini::tick(); // note: still held at this 'co_await', where the coroutine may suspend
  uv_mutex_unlock(m);
}
} // namespace bad_mutex

namespace bad_reader {
mini::task<void> f(uv_rwlock_t *lock) {
  uv_rwlock_rdlock(lock); // warn: thread lock '*lock' is held while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
  co_await mini::tick(); // note: still held at this 'co_await', where the coroutine may suspend
  uv_rwlock_rdunlock(lock);
}
} // namespace bad_reader

namespace bad_held_again_after_waiting {
mini::task<void> f(uv_mutex_t *m, uv_cond_t *c) {
  uv_mutex_lock(m); // warn: thread lock '*m' is held while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
  uv_cond_wait(c, m); // warn[blocking-call]: 'uv_cond_wait' may block the thread of coroutine 'f' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits until another thread signals it
  co_await mini::tick(); // note: still held at this 'co_await', where the coroutine may suspend
  uv_mutex_unlock(m);
}
} // namespace bad_held_again_after_waiting

namespace good_unlocked_first {
mini::task<void> f(uv_mutex_t *m) {
  uv_mutex_lock(m);
  uv_mutex_unlock(m);
  co_await mini::tick();
}
} // namespace good_unlocked_first

namespace good_tried_and_failed {
mini::task<void> f(uv_mutex_t *m) {
  if (uv_mutex_trylock(m) == 0)
    uv_mutex_unlock(m);
  co_await mini::tick();
}
} // namespace good_tried_and_failed
