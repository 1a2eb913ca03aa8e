// flags: -std=c++20 -pthread
// needs: pthread.h
// POSIX locks: plain functions that take a pointer to the lock.
#include "mini.h"
#include <pthread.h>

struct Table {
  pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;
  pthread_rwlock_t rw = PTHREAD_RWLOCK_INITIALIZER;
  pthread_spinlock_t spin;
  int version = 0;
};
mini::task<void> flush(int key = 0);

namespace bad_mutex_lock {
mini::task<void> f(Table &t) {
  pthread_mutex_lock(&t.m); // warn: thread lock 't.m' is held while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
  co_await flush(); // note: still held at this 'co_await', where the coroutine may suspend
  pthread_mutex_unlock(&t.m);
}
} // namespace bad_mutex_lock

namespace bad_read_and_write_locks {
mini::task<void> f(Table &t) {
  pthread_rwlock_rdlock(&t.rw); // warn: thread lock 't.rw' is held while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
  co_await flush(); // note: still held at this 'co_await', where the coroutine may suspend
  pthread_rwlock_unlock(&t.rw);
  pthread_rwlock_wrlock(&t.rw); // warn: thread lock 't.rw' is held while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
  co_await flush(); // note: still held at this 'co_await', where the coroutine may suspend
  pthread_rwlock_unlock(&t.rw);
}
} // namespace bad_read_and_write_locks

namespace bad_spin_lock {
mini::task<void> f(Table *t) {
  pthread_spin_lock(&t->spin); // warn: thread lock 't->spin' is held while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
  co_await flush(); // note: still held at this 'co_await', where the coroutine may suspend
  pthread_spin_unlock(&t->spin);
}
} // namespace bad_spin_lock

// Zero means that it was taken.
namespace bad_trylock_succeeded {
mini::task<void> f(Table &t) {
  if (pthread_mutex_trylock(&t.m) == 0) { // warn: thread lock 't.m' is held while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
    co_await flush(); // note: still held at this 'co_await', where the coroutine may suspend
    pthread_mutex_unlock(&t.m);
  }
}
} // namespace bad_trylock_succeeded

namespace bad_trylock_not_zero_returns {
mini::task<void> f(Table &t) {
  if (pthread_mutex_trylock(&t.m)) // warn: thread lock 't.m' is held while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
    co_return;
  co_await flush(); // note: still held at this 'co_await', where the coroutine may suspend
  pthread_mutex_unlock(&t.m);
}
} // namespace bad_trylock_not_zero_returns

namespace bad_guard_around_pthread_mutex {
class Guard {
public:
  explicit Guard(pthread_mutex_t &m) : m_(m) { pthread_mutex_lock(&m_); }
  ~Guard() { pthread_mutex_unlock(&m_); }

private:
  pthread_mutex_t &m_;
};
mini::task<void> f(Table &t) {
  Guard guard(t.m); // warn: guard 'guard' holds a thread lock while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
  co_await flush(); // note: still held at this 'co_await', where the coroutine may suspend
}
} // namespace bad_guard_around_pthread_mutex

namespace good_unlocked_first {
mini::task<void> f(Table &t) {
  pthread_mutex_lock(&t.m);
  int v = t.version;
  pthread_mutex_unlock(&t.m);
  co_await flush(v);
}
} // namespace good_unlocked_first

namespace good_unlocked_through_pointer {
mini::task<void> f(Table &t) {
  pthread_mutex_t *m = &t.m;
  pthread_mutex_lock(m);
  int v = t.version;
  pthread_mutex_unlock(&t.m);
  co_await flush(v);
}
} // namespace good_unlocked_through_pointer

namespace good_trylock_failed {
mini::task<void> f(Table &t) {
  while (pthread_mutex_trylock(&t.m) != 0)
    co_await flush();
  ++t.version;
  pthread_mutex_unlock(&t.m);
}
} // namespace good_trylock_failed

namespace good_result_kept_in_a_variable {
mini::task<void> f(Table &t) {
  int rc = pthread_mutex_trylock(&t.m);
  if (rc == 0) {
    ++t.version;
    pthread_mutex_unlock(&t.m);
  }
  co_await flush();
}
} // namespace good_result_kept_in_a_variable

namespace good_condition_wait_then_unlock {
mini::task<void> f(Table &t, pthread_cond_t &cv) {
  pthread_mutex_lock(&t.m);
  while (!t.version)
    pthread_cond_wait(&cv, &t.m); // NOLINT(corolint-blocking-call)
  pthread_mutex_unlock(&t.m);
  co_await flush();
}
} // namespace good_condition_wait_then_unlock

namespace bad_condition_wait_keeps_the_lock {
mini::task<void> f(Table &t, pthread_cond_t &cv) {
  pthread_mutex_lock(&t.m); // warn: thread lock 't.m' is held while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
  while (!t.version)
    pthread_cond_wait(&cv, &t.m); // warn[blocking-call]: 'pthread_cond_wait' may block the thread of coroutine 'f' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits until another thread notifies it
  co_await flush(); // note: still held at this 'co_await', where the coroutine may suspend
  pthread_mutex_unlock(&t.m);
}
} // namespace bad_condition_wait_keeps_the_lock

namespace good_guard_block_ends_first {
struct Guard {
  explicit Guard(pthread_mutex_t &m) : m_(m) { pthread_mutex_lock(&m_); }
  ~Guard() { pthread_mutex_unlock(&m_); }
  pthread_mutex_t &m_;
};
mini::task<void> f(Table &t) {
  int v;
  {
    Guard guard(t.m);
    v = t.version;
  }
  co_await flush(v);
}
} // namespace good_guard_block_ends_first

namespace good_correlated_result {
mini::task<void> f(Table &t) {
  const bool got = pthread_rwlock_tryrdlock(&t.rw) == 0;
  if (got)
    ++t.version;
  if (got)
    pthread_rwlock_unlock(&t.rw);
  co_await flush();
}
} // namespace good_correlated_result
