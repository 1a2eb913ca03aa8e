// rule: dangling-lambda-capture
// libcoro and cppcoro: invoke() keeps the callable, pools and scopes run on, when_all and sync_wait wait.
#include "mini.h"

namespace coro {
template <class T = void> class task : public mini::task<T> {
public:
  task(mini::task<T>);
};
struct thread_pool {
  ~thread_pool();
  bool spawn_detached(task<> &&) noexcept;
};
struct task_group {
  ~task_group();
  bool start(task<> &&);
};
template <class F> auto invoke(F f) -> decltype(f()) { co_await f(); }
template <class... T> task<> when_all(T...);
template <class T> void sync_wait(T &&);
} // namespace coro
namespace cppcoro {
using mini::task;
struct async_scope {
  ~async_scope();
  void spawn(task<>);
  mini::tick join();
};
} // namespace cppcoro
using coro::task;
void record(const std::string &line);

namespace bad_detached {
void f(coro::thread_pool &pool, std::string line) {
  pool.spawn_detached([line]() -> task<> { // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done // note: the closure is a temporary: it is destroyed at the end of this full expression
    co_await mini::tick();
    record(line); // note: 'this' is read from the closure here, when that is gone
  }());
}
} // namespace bad_detached

namespace bad_in_a_group {
void f(coro::task_group &group, std::string line) {
  (void)group.start([line]() -> task<> { // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done // note: the closure is a temporary: it is destroyed at the end of this full expression
    co_await mini::tick();
    record(line); // note: 'this' is read from the closure here, when that is gone
  }());
}
} // namespace bad_in_a_group

namespace bad_in_a_scope {
mini::task<> f(std::string line) {
  cppcoro::async_scope scope;
  scope.spawn([line]() -> mini::task<> { // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done // note: the closure is a temporary: it is destroyed at the end of this full expression
    co_await mini::tick();
    record(line); // note: 'this' is read from the closure here, when that is gone
  }());
  co_await scope.join();
}
} // namespace bad_in_a_scope

namespace good_kept {
void f(coro::thread_pool &pool, std::string line) {
  pool.spawn_detached(coro::invoke([line]() -> task<> {
    co_await mini::tick();
    record(line);
  }));
}
} // namespace good_kept

namespace good_waited_for {
void f(std::string line) {
  coro::sync_wait([&]() -> task<> {
    co_await mini::tick();
    record(line);
  }());
}
task<> g(std::string line) {
  co_await coro::when_all([&]() -> task<> {
    co_await mini::tick();
    record(line);
  }());
}
} // namespace good_waited_for
