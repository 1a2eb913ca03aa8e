// rule: blocking-wait
// Waiting for tasks, and running loops, in runtimes that are not packaged.
#include "mini.h"

using namespace std::chrono_literals;
namespace cppcoro {
template <class T> int sync_wait(T &&);
struct io_service {
  unsigned long process_events();
};
} // namespace cppcoro
namespace coro {
template <class T> int sync_wait(T &&);
struct io_scheduler {
  std::size_t process_events(std::chrono::milliseconds = 0ms);
};
} // namespace coro
namespace concurrencpp {
template <class T> struct result {
  T get();
  template <class D> int wait_for(D) const;
};
template <class T> result<T> make_ready_result(T);
} // namespace concurrencpp
namespace async_simple {
template <class T> struct Future {
  T get();
  bool hasResult() const;
};
template <class T> Future<T> makeReadyFuture(T);
} // namespace async_simple
namespace stdexec {
template <class T> int sync_wait(T &&);
} // namespace stdexec

mini::task<void> bad_sync_wait(mini::task<int> a, mini::task<int> b, mini::task<int> c) {
  cppcoro::sync_wait(std::move(a)); // warn: 'sync_wait' makes the thread of coroutine 'bad_sync_wait' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it blocks the thread until the result is there
  coro::sync_wait(std::move(b)); // warn: 'sync_wait' makes the thread of coroutine 'bad_sync_wait' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it blocks the thread until the result is there
  stdexec::sync_wait(std::move(c)); // warn: 'sync_wait' makes the thread of coroutine 'bad_sync_wait' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it blocks the thread until the result is there
  co_return;
}

mini::task<void> bad_loops(cppcoro::io_service &a, coro::io_scheduler &b) {
  a.process_events(); // warn: 'process_events' makes the thread of coroutine 'bad_loops' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it runs the event loop in here
  b.process_events(10ms); // warn: 'process_events' makes the thread of coroutine 'bad_loops' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it runs the event loop in here
  co_return;
}

mini::task<void> bad_results(concurrencpp::result<int> a, async_simple::Future<int> b) {
  a.wait_for(1s); // warn: 'wait_for' makes the thread of coroutine 'bad_results' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it blocks the thread until the result is there, or the time is up
  a.get(); // warn: 'get' makes the thread of coroutine 'bad_results' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it blocks the thread until the result is there
  b.get(); // warn: 'get' makes the thread of coroutine 'bad_results' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it blocks the thread until the result is there
  co_return;
}

mini::task<void> good_looks(coro::io_scheduler &b, concurrencpp::result<int> a) {
  b.process_events();
  b.process_events(0ms);
  a.wait_for(0s);
  co_return;
}

mini::task<void> good_ready(async_simple::Future<int> b) {
  if (b.hasResult())
  b.get();
  concurrencpp::make_ready_result(1).get();
  async_simple::makeReadyFuture(1).get();
  co_return;
}
