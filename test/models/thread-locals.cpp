// rule: thread-local-across-await
// Getters of what belongs to a thread, its errors, and tasks that stay on theirs, of several libraries.
#include "mini.h"
#include <coroutine>

mini::task<void> pause(int ms);
void note(unsigned long);

// ---- POSIX ----

extern "C" void *pthread_getspecific(unsigned key);

mini::task<void> bad_pthread_getspecific() {
  int *value = static_cast<int *>(pthread_getspecific(1)); // note: taken here, on the thread that runs before the suspension
  co_await pause(1); // note: the coroutine may be suspended at this 'co_await'
  *value = 2; // warn: 'value', which refers to what 'pthread_getspecific' returned for the thread, is used after a suspension // note: take it again after the suspension, or copy the value before it
}

// ---- OpenSSL ----

extern "C" {
struct SSL;
int SSL_write(SSL *, const void *, int);
int SSL_get_error(const SSL *, int);
unsigned long ERR_get_error(void);
void ERR_clear_error(void);
}
mini::task<int> write_some(SSL *ssl);

mini::task<void> bad_error_queue(SSL *ssl) {
  int written = SSL_write(ssl, "a", 1); // note: set here, on the thread that runs before the suspension
  co_await pause(1); // note: the coroutine may be suspended at this 'co_await'
  if (written <= 0)
    note(ERR_get_error()); // warn: 'error queue' is read after a suspension that follows the call that set it // note: copy the error into a local before the suspension
}

mini::task<void> bad_get_error(SSL *ssl) {
  int written = SSL_write(ssl, "a", 1); // note: set here, on the thread that runs before the suspension
  if (written <= 0) {
    co_await pause(1); // note: the coroutine may be suspended at this 'co_await'
    if (SSL_get_error(ssl, written) != 0) // warn: 'error queue' is read after a suspension that follows the call that set it // note: copy the error into a local before the suspension
      note(1);
  }
}

mini::task<void> good_error_read_first(SSL *ssl) {
  int written = SSL_write(ssl, "a", 1);
  unsigned long error = written <= 0 ? ERR_get_error() : 0;
  co_await pause(1);
  note(error);
}

mini::task<void> good_error_of_the_awaited(SSL *ssl) {
  ERR_clear_error();
  int written = co_await write_some(ssl);
  if (written <= 0)
    note(ERR_get_error());
}

// ---- Python ----

extern "C" {
struct PyThreadState;
PyThreadState *PyEval_SaveThread(void);
void PyEval_RestoreThread(PyThreadState *);
}

mini::task<void> bad_thread_state() {
  PyThreadState *state = PyEval_SaveThread(); // note: taken here, on the thread that runs before the suspension
  co_await pause(1); // note: the coroutine may be suspended at this 'co_await'
  PyEval_RestoreThread(state); // warn: 'state', which refers to what 'PyEval_SaveThread' returned for the thread, is used after a suspension // note: take it again after the suspension, or copy the value before it
}

mini::task<void> good_thread_state() {
  PyThreadState *state = PyEval_SaveThread();
  PyEval_RestoreThread(state);
  co_await pause(1);
}

// ---- folly, Boost, Qt, oneTBB ----

namespace folly {
template <class T> struct ThreadLocal {
  T *get() const;
  T &operator*() const;
  T *operator->() const;
};
} // namespace folly
namespace boost {
template <class T> struct thread_specific_ptr {
  T *get() const;
};
} // namespace boost
template <class T> struct QThreadStorage {
  T &localData();
};
namespace tbb::detail::d1 {
template <class T> struct enumerable_thread_specific {
  T &local();
};
} // namespace tbb::detail::d1

folly::ThreadLocal<int> folly_value;
boost::thread_specific_ptr<int> boost_value;
QThreadStorage<int> qt_value;
tbb::detail::d1::enumerable_thread_specific<int> tbb_value;

mini::task<void> bad_folly() {
  int &value = *folly_value; // note: taken here, on the thread that runs before the suspension
  co_await pause(1); // note: the coroutine may be suspended at this 'co_await'
  value = 1; // warn: 'value', which refers to what 'folly::ThreadLocal<int>::operator*' returned for the thread, is used after a suspension // note: take it again after the suspension, or copy the value before it
}

mini::task<void> bad_folly_get() {
  int *value = folly_value.get(); // note: taken here, on the thread that runs before the suspension
  co_await pause(1); // note: the coroutine may be suspended at this 'co_await'
  *value = 1; // warn: 'value', which refers to what 'folly::ThreadLocal<int>::get' returned for the thread, is used after a suspension // note: take it again after the suspension, or copy the value before it
}

mini::task<void> bad_boost() {
  int *value = boost_value.get(); // note: taken here, on the thread that runs before the suspension
  co_await pause(1); // note: the coroutine may be suspended at this 'co_await'
  *value = 1; // warn: 'value', which refers to what 'boost::thread_specific_ptr<int>::get' returned for the thread, is used after a suspension // note: take it again after the suspension, or copy the value before it
}

mini::task<void> bad_qt() {
  int &value = qt_value.localData(); // note: taken here, on the thread that runs before the suspension
  co_await pause(1); // note: the coroutine may be suspended at this 'co_await'
  value = 1; // warn: 'value', which refers to what 'QThreadStorage<int>::localData' returned for the thread, is used after a suspension // note: take it again after the suspension, or copy the value before it
}

mini::task<void> bad_tbb() {
  int &value = tbb_value.local(); // note: taken here, on the thread that runs before the suspension
  co_await pause(1); // note: the coroutine may be suspended at this 'co_await'
  value = 1; // warn: 'value', which refers to what 'tbb::detail::d1::enumerable_thread_specific<int>::local' returned for the thread, is used after a suspension // note: take it again after the suspension, or copy the value before it
}

mini::task<void> good_taken_each_time() {
  *folly_value = 1;
  co_await pause(1);
  *folly_value = 2;
}

mini::task<void> good_copied() {
  int value = *folly_value;
  co_await pause(1);
  note(value);
}

// ---- Seastar ----

namespace seastar {
struct reactor {
  void tick();
};
reactor &engine();
template <class T> struct future : mini::task<T> {
  struct promise_type : mini::task<T>::promise_type {
    future get_return_object();
  };
};
} // namespace seastar

mini::task<void> bad_engine() {
  auto &reactor = seastar::engine(); // note: taken here, on the thread that runs before the suspension
  co_await pause(1); // note: the coroutine may be suspended at this 'co_await'
  reactor.tick(); // warn: 'reactor', which refers to what 'seastar::engine' returned for the thread, is used after a suspension // note: take it again after the suspension, or copy the value before it
}

seastar::future<void> good_engine_of_the_shard() {
  auto &reactor = seastar::engine();
  co_await pause(1);
  reactor.tick();
}
