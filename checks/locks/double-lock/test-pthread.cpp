// flags: -std=c++20 -pthread
// needs: pthread.h
// POSIX mutexes: recursive or not is decided where they are initialised.
#include <pthread.h>

int work();
static pthread_mutex_t plain = PTHREAD_MUTEX_INITIALIZER;
static pthread_mutex_t recursive = PTHREAD_RECURSIVE_MUTEX_INITIALIZER_NP;

namespace bad_statically_initialised_twice {
void f() {
  pthread_mutex_lock(&plain); // note: first acquired here
  pthread_mutex_lock(&plain); // warn: 'plain' is locked again while it is held, which is a deadlock
  pthread_mutex_unlock(&plain);
}
} // namespace bad_statically_initialised_twice

namespace bad_read_then_write_lock {
static pthread_rwlock_t rw = PTHREAD_RWLOCK_INITIALIZER;
void f() {
  pthread_rwlock_rdlock(&rw); // note: first acquired here
  pthread_rwlock_wrlock(&rw); // warn: 'rw' is locked again while it is held, which is a deadlock
  pthread_rwlock_unlock(&rw);
}
} // namespace bad_read_then_write_lock

namespace good_recursive_initialiser {
void f() {
  pthread_mutex_lock(&recursive);
  pthread_mutex_lock(&recursive);
  pthread_mutex_unlock(&recursive);
  pthread_mutex_unlock(&recursive);
}
} // namespace good_recursive_initialiser

// The attribute makes it recursive.
namespace good_recursive_by_attribute {
struct Table {
  pthread_mutex_t m;
  Table() {
    pthread_mutexattr_t attr;
    pthread_mutexattr_init(&attr);
    pthread_mutexattr_settype(&attr, PTHREAD_MUTEX_RECURSIVE);
    pthread_mutex_init(&m, &attr);
  }
  void f() {
    pthread_mutex_lock(&m);
    pthread_mutex_lock(&m);
    pthread_mutex_unlock(&m);
    pthread_mutex_unlock(&m);
  }
};
} // namespace good_recursive_by_attribute

namespace good_unlocked_in_between {
void f() {
  pthread_mutex_lock(&plain);
  pthread_mutex_unlock(&plain);
  pthread_mutex_lock(&plain);
  pthread_mutex_unlock(&plain);
}
} // namespace good_unlocked_in_between

namespace good_trylock {
int f() {
  pthread_mutex_lock(&plain);
  int busy = pthread_mutex_trylock(&plain);
  pthread_mutex_unlock(&plain);
  return busy;
}
} // namespace good_trylock
