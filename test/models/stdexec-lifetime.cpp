// rule: dangling-lambda-capture
// stdexec, libunifex and Boost.Cobalt: let_value keeps the callable, detached work runs on, sync_wait waits.
#include "mini.h"

namespace stdexec {
template <class T> class task : public mini::task<T> {
public:
  task(mini::task<T>);
};
struct start_detached_t {
  template <class S> void operator()(S &&) const {}
};
struct sync_wait_t {
  template <class S> void operator()(S &&) const {}
};
inline constexpr sync_wait_t sync_wait{};
task<void> operation();
template <class S, class F> S let_value(S, F) { return operation(); }
} // namespace stdexec
namespace exec {
using stdexec::start_detached_t;
template <class S> void start_detached(S &&) {}
} // namespace exec
namespace unifex {
template <class S> void sync_wait(S &&) {}
} // namespace unifex
namespace boost::cobalt {
using stdexec::task;
template <class E, class T, class H> void spawn(E, T &&, H) {}
template <class T> void run(T);
} // namespace boost::cobalt
using stdexec::task;
void record(const std::string &line);

namespace bad_detached {
void f(std::string line) {
  exec::start_detached([line]() -> task<void> { // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done // note: the closure is a temporary: it is destroyed at the end of this full expression
    co_await mini::tick();
    record(line); // note: 'this' is read from the closure here, when that is gone
  }());
}
void g(int executor, std::string line) {
  boost::cobalt::spawn(executor, [line]() -> task<void> { // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done // note: the closure is a temporary: it is destroyed at the end of this full expression
    co_await mini::tick();
    record(line); // note: 'this' is read from the closure here, when that is gone
  }(), [] {});
}
} // namespace bad_detached

namespace good_kept {
task<void> step();
task<void> f(std::string line) {
  return stdexec::let_value(step(), [line]() -> task<void> {
    co_await mini::tick();
    record(line);
  });
}
} // namespace good_kept

namespace good_waited_for {
void f(std::string line) {
  stdexec::sync_wait([&]() -> task<void> {
    co_await mini::tick();
    record(line);
  }());
  unifex::sync_wait([&]() -> task<void> {
    co_await mini::tick();
    record(line);
  }());
  boost::cobalt::run([&]() -> task<void> {
    co_await mini::tick();
    record(line);
  }());
}
} // namespace good_waited_for
