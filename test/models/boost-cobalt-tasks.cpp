// rule: discarded-task
// Boost.Cobalt: a promise that is dropped is cancelled; operations wait to be awaited.
#include "mini.h"

namespace boost::cobalt {
template <class T> struct promise {
  promise(promise &&) noexcept;
  ~promise();
  bool ready() const;
  void detach();
  void operator+() &&;
  mini::tick operator co_await();
};
template <class T> struct task {
  task(task &&) noexcept;
  ~task();
  mini::tick operator co_await();
};
struct detached {};
namespace io {
struct steady_sleep {
  mini::tick operator co_await();
};
steady_sleep sleep(int ms);
} // namespace io
} // namespace boost::cobalt
namespace cobalt = boost::cobalt;
cobalt::promise<void> started();
cobalt::task<void> work();
cobalt::detached fire();

// The cast is no consent: what is cancelled at once was hardly wanted.
namespace bad_cancelled_by_cast {
void f() {
  (void)started(); // warn: the task made by 'started' is dropped, which cancels it // note: only a coroutine can await it; hand it to whatever runs tasks here, or return it
}
} // namespace bad_cancelled_by_cast

namespace bad_task_dropped {
void f() {
  work(); // warn: the task made by 'work' is dropped, so it never runs // note: only a coroutine can await it; hand it to whatever runs tasks here, or return it
}
} // namespace bad_task_dropped

namespace bad_sleep_dropped {
mini::task<void> f() {
  cobalt::io::sleep(5); // warn: the awaitable made by 'sleep' is dropped, so nothing happens // fix: co_await cobalt::io::sleep(5);
  co_return;
}
} // namespace bad_sleep_dropped

// Bound to the scope by its name: it is cancelled at the end.
namespace good_cancelled_with_the_scope {
bool f() {
  auto p = started();
  return p.ready();
}
} // namespace good_cancelled_with_the_scope

namespace good_detached {
void f() {
  +started();
  auto p = started();
  p.detach();
  fire();
}
} // namespace good_detached

namespace good_awaited {
mini::task<void> f() {
  auto p = started();
  co_await work();
  co_await cobalt::io::sleep(5);
  co_await p;
}
} // namespace good_awaited
