// rule: blocking-wait
// Waiting for tasks, and running loops, in more runtimes that are not packaged.
#include "mini.h"

using namespace std::chrono_literals;
namespace coke {
template <class T> int sync_wait(T &&);
} // namespace coke
namespace unifex {
template <class T> int sync_wait(T &&);
struct manual_event_loop {
  void run();
};
} // namespace unifex
namespace yaclib {
template <class T> struct FutureBase {
  T Get() &&;
  bool Ready() const;
};
template <class T> struct Future : FutureBase<T> {};
template <class D, class... T> bool WaitFor(D, T &...);
template <class... T> void Wait(T &...);
} // namespace yaclib
namespace tmc {
template <class T> int async_main(T &&);
} // namespace tmc

mini::task<void> bad_waits(mini::task<int> a, mini::task<int> b, mini::task<int> c, unifex::manual_event_loop &l) {
  coke::sync_wait(std::move(a)); // warn: 'sync_wait' makes the thread of coroutine 'bad_waits' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it blocks the thread until the result is there
  unifex::sync_wait(std::move(b)); // warn: 'sync_wait' makes the thread of coroutine 'bad_waits' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it blocks the thread until the result is there
  tmc::async_main(std::move(c)); // warn: 'async_main' makes the thread of coroutine 'bad_waits' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it runs the executor, and waits for the task
  l.run(); // warn: 'run' makes the thread of coroutine 'bad_waits' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it runs the event loop in here
  co_return;
}

mini::task<void> bad_futures(yaclib::Future<int> f, yaclib::Future<int> g) {
  yaclib::WaitFor(1s, f); // warn: 'WaitFor' makes the thread of coroutine 'bad_futures' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it blocks the thread until the results are there, or the time is up
  yaclib::Wait(f); // warn: 'Wait' makes the thread of coroutine 'bad_futures' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it blocks the thread until the results are there
  std::move(g).Get(); // warn: 'Get' makes the thread of coroutine 'bad_futures' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it blocks the thread until the result is there
  co_return;
}

mini::task<void> good_ready(yaclib::Future<int> f, yaclib::Future<int> g) {
  if (f.Ready())
  std::move(f).Get();
  yaclib::WaitFor(0s, g);
  co_return;
}
