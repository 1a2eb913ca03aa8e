// rule: dangling-lambda-capture
// coke: make_task keeps the callable, detach() runs on, sync_wait waits. Drogon's async_run keeps it, too.
#include "mini.h"

namespace coke {
template <class T = void> class Task : public mini::task<T> {
public:
  Task(mini::task<T>);
  void detach();
};
template <class F> auto make_task(F &&f) { return f(); }
template <class T> void detach(Task<T> &&);
template <class T> void sync_wait(Task<T> &&);
template <class... T> Task<> async_wait(Task<T> &&...);
} // namespace coke
namespace drogon {
template <class F> void async_run(F &&) {}
} // namespace drogon
using coke::Task;
void record(const std::string &line);

namespace bad_detached {
void f(std::string line) {
  coke::detach([line]() -> Task<> { // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done // note: the closure is a temporary: it is destroyed at the end of this full expression
    co_await mini::tick();
    record(line); // note: 'this' is read from the closure here, when that is gone
  }());
}
void g(std::string line) {
  [line]() -> Task<> { // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done // note: the closure is a temporary: it is destroyed at the end of this full expression
    co_await mini::tick();
    record(line); // note: 'this' is read from the closure here, when that is gone
  }().detach();
}
} // namespace bad_detached

namespace good_kept {
void f(std::string line) {
  coke::detach(coke::make_task([line]() -> Task<> {
    co_await mini::tick();
    record(line);
  }));
}
void g(std::string line) {
  drogon::async_run([line]() -> Task<> {
    co_await mini::tick();
    record(line);
  });
}
} // namespace good_kept

namespace good_waited_for {
void f(std::string line) {
  coke::sync_wait([&]() -> Task<> {
    co_await mini::tick();
    record(line);
  }());
}
Task<> g(std::string line) {
  co_await coke::async_wait([&]() -> Task<> {
    co_await mini::tick();
    record(line);
  }());
}
} // namespace good_waited_for
