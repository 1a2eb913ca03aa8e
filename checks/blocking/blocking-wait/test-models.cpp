// The bridges of libraries from coroutines to threads, by their names: in coroutines they wait for themselves.
#include "mini.h"
#include <future>

template <class T> struct result_awaiter {
  bool await_ready();
  void await_suspend(std::coroutine_handle<>);
  T await_resume();
};
#define DEFINE_TASK(Name)                                                                                               \
  template <class T = void> class [[nodiscard]] Name : public mini::task<T> {                                           \
  public:                                                                                                               \
    struct promise_type : mini::task<T>::promise_type {                                                                 \
      Name get_return_object();                                                                                         \
    };                                                                                                                  \
    Name(Name &&) = default;                                                                                            \
  }

// ---- cppcoro ----

namespace cppcoro {
DEFINE_TASK(task);
template <class T> T sync_wait(task<T> &&);
} // namespace cppcoro
cppcoro::task<int> load(int id);

cppcoro::task<int> bad_cppcoro(int id) {
  int a = co_await load(id);
  int b = cppcoro::sync_wait(load(id)); // warn: 'sync_wait' makes the thread of coroutine 'bad_cppcoro' wait for work that may need that thread // note: it blocks the thread until the result is there // note: use co_await the task instead // fix: int b = co_await load(id);
  co_return a + b;
}

cppcoro::task<int> bad_cppcoro_found_by_its_argument(int id) {
  int b = sync_wait(load(id)); // warn: 'sync_wait' makes the thread of coroutine 'bad_cppcoro_found_by_its_argument' wait for work that may need that thread // note: it blocks the thread until the result is there // note: use co_await the task instead // fix: int b = co_await load(id);
  co_return b;
}

cppcoro::task<int> good_cppcoro(int id) { co_return co_await load(id); }

int good_cppcoro_main() { return cppcoro::sync_wait(load(1)); }

// ---- folly ----

namespace folly {
template <class T> class [[nodiscard]] SemiFuture {
public:
  SemiFuture(SemiFuture &&) noexcept;
  T get() &&;
  T get(std::chrono::milliseconds) &&;
  SemiFuture &wait();
  bool isReady() const;
  T &value() &;
};
template <class T> class [[nodiscard]] Future {
public:
  Future(Future &&) noexcept;
  T get() &&;
  Future &wait() &;
  bool isReady() const;
  bool hasValue() const;
};
template <class T> SemiFuture<T> makeSemiFuture(T);
template <class T> Future<T> makeFuture(T);
namespace coro {
DEFINE_TASK(Task);
template <class T> T blockingWait(Task<T> &&t);
} // namespace coro
} // namespace folly
folly::coro::Task<int> read_key(int key);
folly::Future<int> write_key(int key);
folly::SemiFuture<int> drop_key(int key);

folly::coro::Task<int> bad_folly(int key) {
  int v = folly::coro::blockingWait(read_key(key)); // warn: 'blockingWait' makes the thread of coroutine 'bad_folly' wait for work that may need that thread // note: it blocks the thread until the result is there // note: use co_await the task or the future instead // fix: int v = co_await read_key(key);
  co_return v + co_await read_key(key + 1);
}

folly::coro::Task<int> bad_folly_future(int key) {
  co_await read_key(key);
  co_return write_key(key).get(); // warn: 'get' makes the thread of coroutine 'bad_folly_future' wait for work that may need that thread // note: it blocks the thread until the result is there // note: use co_await the task or the future instead
}

folly::coro::Task<int> bad_folly_semi_future(int key) {
  co_await read_key(key);
  co_return drop_key(key).get(); // warn: 'get' makes the thread of coroutine 'bad_folly_semi_future' wait for work that may need that thread // note: it blocks the thread until the result is there // note: use co_await the task or the future instead
}

folly::coro::Task<void> bad_folly_wait(int key) {
  auto f = write_key(key);
  f.wait(); // warn: 'wait' makes the thread of coroutine 'bad_folly_wait' wait for work that may need that thread // note: it blocks the thread until the result is there // note: use co_await the task or the future instead
  co_await read_key(key);
}

folly::coro::Task<int> good_folly_ready(int key) {
  auto f = write_key(key);
  if (!f.isReady())
    co_return co_await read_key(key);
  co_return std::move(f).get();
}

folly::coro::Task<int> good_folly_made_ready(int key) {
  co_await read_key(key);
  co_return folly::makeFuture(1).get();
}

int good_folly_program(int key) { return folly::coro::blockingWait(read_key(key)) + write_key(key).get(); }

// ---- async_simple ----

namespace async_simple {
template <class T> class [[nodiscard]] Future {
public:
  Future(Future &&) noexcept;
  T get();
  bool hasResult() const;
};
namespace coro {
DEFINE_TASK(Lazy);
template <class T> T syncAwait(Lazy<T> &&lazy);
} // namespace coro
} // namespace async_simple
async_simple::coro::Lazy<int> call_rpc(int method);

async_simple::coro::Lazy<int> bad_async_simple(int n) {
  auto one = [](int method) { return async_simple::coro::syncAwait(call_rpc(method)); }; // note: this lambda calls 'syncAwait' here, which blocks the thread until the result is there
  int sum = co_await call_rpc(0);
  for (int i = 1; i < n; ++i)
    sum += one(i); // warn: this lambda makes the thread of coroutine 'bad_async_simple' wait for work that may need that thread // note: use co_await the task or the future instead
  co_return sum;
}

async_simple::coro::Lazy<int> good_async_simple(int n) { co_return co_await call_rpc(n); }

// ---- libcoro ----

namespace coro {
DEFINE_TASK(task);
template <class T> T sync_wait(task<T> &&);
} // namespace coro
coro::task<int> fetch(int id);

coro::task<int> bad_libcoro(int id) {
  co_await fetch(id);
  co_return coro::sync_wait(fetch(id)); // warn: 'sync_wait' makes the thread of coroutine 'bad_libcoro' wait for work that may need that thread // note: it blocks the thread until the result is there // note: use co_await the task instead // fix: co_return co_await fetch(id);
}

coro::task<int> good_libcoro(int id) { co_return co_await fetch(id); }

// ---- concurrencpp ----

namespace concurrencpp {
enum class result_status { idle, value, exception };
template <class T> class [[nodiscard]] result {
public:
  struct promise_type : mini::task<T>::promise_type {
    result get_return_object();
  };
  result(result &&) noexcept;
  T get();
  void wait();
  result_status status() const;
  result_awaiter<T> operator co_await();
};
} // namespace concurrencpp
concurrencpp::result<int> compute(int n);

concurrencpp::result<int> bad_concurrencpp(int n) {
  int v = compute(n).get(); // warn: 'get' makes the thread of coroutine 'bad_concurrencpp' wait for work that may need that thread // note: it blocks the thread until the result is there // note: use co_await the result instead // fix: int v = co_await compute(n);
  co_return v;
}

concurrencpp::result<int> good_concurrencpp(int n) { co_return co_await compute(n); }

// ---- P2300 ----

namespace stdexec {
template <class Sender> std::optional<int> sync_wait(Sender &&sender);
} // namespace stdexec
namespace exec {
DEFINE_TASK(task);
} // namespace exec
exec::task<int> sample(int n);

exec::task<int> bad_stdexec(int n) {
  auto v = stdexec::sync_wait(sample(n)); // warn: 'sync_wait' makes the thread of coroutine 'bad_stdexec' wait for work that may need that thread // note: it blocks the thread until the result is there // note: use co_await the sender instead
  co_return *v;
}

exec::task<int> good_stdexec(int n) { co_return co_await sample(n); }

int good_stdexec_main() { return stdexec::sync_wait(sample(1)).value_or(0); }

// ---- libunifex ----

namespace unifex {
DEFINE_TASK(task);
template <class Sender> std::optional<int> sync_wait(Sender &&sender);
} // namespace unifex
unifex::task<int> measure(int n);

unifex::task<int> bad_unifex(int n) {
  co_await measure(n);
  co_return *unifex::sync_wait(measure(n)); // warn: 'sync_wait' makes the thread of coroutine 'bad_unifex' wait for work that may need that thread // note: it blocks the thread until the result is there // note: use co_await the sender instead
}

unifex::task<int> good_unifex(int n) { co_return co_await measure(n); }

// ---- Futures of Boost and Qt ----

namespace boost {
template <class T> class future {
public:
  future(future &&) noexcept;
  T get();
  void wait() const;
  bool is_ready() const;
};
} // namespace boost
boost::future<int> lookup(int id);

mini::task<int> bad_boost_future(int id) {
  auto f = lookup(id);
  co_await mini::tick();
  co_return f.get(); // warn: 'get' makes the thread of coroutine 'bad_boost_future' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it blocks the thread until the result is there
}

mini::task<int> good_boost_future(int id) {
  auto f = lookup(id);
  while (!f.is_ready())
    co_await mini::tick();
  co_return f.get();
}

template <class T> class QFuture {
public:
  T result() const;
  void waitForFinished();
  bool isFinished() const;
};
QFuture<int> render(int page);

mini::task<void> bad_qt_future(int page) {
  auto f = render(page);
  f.waitForFinished(); // warn: 'waitForFinished' makes the thread of coroutine 'bad_qt_future' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it blocks the thread until the result is there
  co_await mini::tick();
}

mini::task<int> good_qt_future(int page) {
  auto f = render(page);
  while (!f.isFinished())
    co_await mini::tick();
  co_return f.result();
}

// ---- A function of one's own with such a name ----

namespace good_own_function {
template <class T> T sync_wait(T value) { return value; }
mini::task<int> f(int n) {
  int v = sync_wait(n);
  co_await mini::tick();
  co_return v;
}
} // namespace good_own_function
