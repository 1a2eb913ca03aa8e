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
  (void)started(); // warn
}
} // namespace bad_cancelled_by_cast

namespace bad_task_dropped {
void f() {
  work(); // warn
}
} // namespace bad_task_dropped

namespace bad_sleep_dropped {
mini::task<void> f() {
  cobalt::io::sleep(5); // warn
  co_return;
}
} // namespace bad_sleep_dropped

namespace bad_only_asked {
bool f() {
  auto p = started(); // warn[unawaited-task]
  return p.ready();
}
} // namespace bad_only_asked

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
