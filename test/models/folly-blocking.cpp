// rule: blocking-wait
// folly: what waits, what is known to be ready, and what coroutines have instead.
#include "mini.h"
#include <thread>

namespace folly {
template <class T> class Future {
public:
  T get() &&;
  Future &wait() &;
  bool isReady() const;
};
template <class T> Future<T> makeFuture(T);
class Baton {
public:
  void post();
  void wait();
  template <class D> bool try_wait_for(D);
  bool ready() const;
};
class EventBase {
public:
  bool loop();
  bool loopOnce(int flags = 0);
};
namespace coro {
template <class T> int blockingWait(T &&);
template <class T> struct Task : mini::task<T> {
  Task(mini::task<T>);
};
Task<void> sleep(std::chrono::milliseconds);
} // namespace coro
} // namespace folly
#define EVLOOP_NONBLOCK 2
using namespace std::chrono_literals;

mini::task<void> bad_waits(folly::Future<int> f, folly::Future<int> g, mini::task<int> t) {
  std::move(f).get(); // warn: 'get' makes the thread of coroutine 'bad_waits' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it blocks the thread until the result is there
  g.wait(); // warn: 'wait' makes the thread of coroutine 'bad_waits' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it blocks the thread until the result is there
  folly::coro::blockingWait(std::move(t)); // warn: 'blockingWait' makes the thread of coroutine 'bad_waits' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it blocks the thread until the result is there
  co_return;
}

mini::task<void> bad_loops(folly::EventBase &e) {
  e.loop(); // warn: 'loop' makes the thread of coroutine 'bad_loops' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it runs the event loop in here
  e.loopOnce(); // warn: 'loopOnce' makes the thread of coroutine 'bad_loops' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it runs the event loop in here
  co_return;
}

mini::task<void> bad_baton(folly::Baton &b) {
  b.try_wait_for(1s); // warn[blocking-call]: 'try_wait_for' may block the thread of coroutine 'bad_baton' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits until another thread posts it, or the time is up
  b.wait(); // warn[blocking-call]: 'wait' may block the thread of coroutine 'bad_baton' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits until another thread posts it
  co_return;
}

mini::task<void> good_looks(folly::EventBase &e, folly::Baton &b) {
  e.loopOnce(EVLOOP_NONBLOCK);
  b.try_wait_for(0s);
  co_return;
}

mini::task<void> good_future_that_is_ready(folly::Future<int> f) {
  if (f.isReady())
  std::move(f).get();
  folly::makeFuture(1).get();
  co_return;
}

mini::task<void> good_posted() {
  folly::Baton b;
  b.post();
  b.wait();
  co_return;
}
