// rule: dangling-lambda-capture
// async_simple: start() and detach() run on, syncAwait waits.
#include "mini.h"

namespace async_simple {
class Executor;
namespace coro {
template <class T> class RescheduleLazy : public mini::task<T> {
public:
  RescheduleLazy(mini::task<T>);
  template <class F> void start(F &&) {}
  void detach();
};
template <class T = void> class Lazy : public mini::task<T> {
public:
  Lazy(mini::task<T>);
  template <class F> void start(F &&) {}
  RescheduleLazy<T> via(Executor *) &&;
};
template <class T> void syncAwait(T &&);
template <class... T> Lazy<> collectAll(T...);
} // namespace coro
} // namespace async_simple
using async_simple::coro::Lazy;
void record(const std::string &line);

namespace bad_started {
void f(std::string line) {
  [line]() -> Lazy<> { // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done // note: the closure is a temporary: it is destroyed at the end of this full expression
    co_await mini::tick();
    record(line); // note: 'this' is read from the closure here, when that is gone
  }().start([](auto &&) {});
}
void g(async_simple::Executor *ex, std::string line) {
  [line]() -> Lazy<> { // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done // note: the closure is a temporary: it is destroyed at the end of this full expression
    co_await mini::tick();
    record(line); // note: 'this' is read from the closure here, when that is gone
  }().via(ex).detach();
}
} // namespace bad_started

namespace good_waited_for {
void f(std::string line) {
  async_simple::coro::syncAwait([&]() -> Lazy<> {
    co_await mini::tick();
    record(line);
  }());
}
Lazy<> g(std::string line) {
  co_await async_simple::coro::collectAll([&]() -> Lazy<> {
    co_await mini::tick();
    record(line);
  }());
}
} // namespace good_waited_for

namespace good_closure_outlives {
void f(std::string line) {
  static auto keeper = [line]() -> Lazy<> {
    co_await mini::tick();
    record(line);
  };
  keeper().start([](auto &&) {});
}
} // namespace good_closure_outlives
