// rule: dangling-lambda-capture
// folly::coro: co_invoke keeps the callable, start() and scopes run on, blockingWait waits.
#include "mini.h"

namespace folly {
class Executor {
public:
  template <class F> void add(F) {}
};
template <class T> class SemiFuture {
public:
  SemiFuture(SemiFuture &&) noexcept;
  ~SemiFuture();
  T get() &&;
  mini::tick operator co_await() &&;
};
namespace coro {
template <class T> class TaskWithExecutor : public mini::task<T> {
public:
  TaskWithExecutor(mini::task<T>);
  SemiFuture<T> start() &&;
};
template <class T = void> class Task : public mini::task<T> {
public:
  Task(mini::task<T>);
  SemiFuture<T> semi() &&;
};
template <class T> TaskWithExecutor<T> co_withExecutor(Executor *, Task<T> &&);
template <class F> std::invoke_result_t<F> co_invoke(F f) { co_await f(); }
template <class... T> Task<> collectAll(Task<T>...);
template <class T> void blockingWait(Task<T> &&);
struct AsyncScope {
  ~AsyncScope();
  template <class T> void add(TaskWithExecutor<T> &&);
  Task<> joinAsync();
};
} // namespace coro
} // namespace folly
using folly::coro::Task;
void record(const std::string &line);

namespace bad_started {
void f(folly::Executor *ex, std::string line) {
  co_withExecutor(ex, [line]() -> Task<> { // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done // note: the closure is a temporary: it is destroyed at the end of this full expression
    co_await mini::tick();
    record(line); // note: 'this' is read from the closure here, when that is gone
  }()).start();
}
} // namespace bad_started

namespace bad_in_a_scope {
void f(folly::coro::AsyncScope &scope, folly::Executor *ex, std::string line) {
  scope.add(co_withExecutor(ex, [line]() -> Task<> { // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done // note: the closure is a temporary: it is destroyed at the end of this full expression
    co_await mini::tick();
    record(line); // note: 'this' is read from the closure here, when that is gone
  }()));
}
} // namespace bad_in_a_scope

namespace good_kept {
void f(folly::Executor *ex, std::string line) {
  co_withExecutor(ex, folly::coro::co_invoke([line]() -> Task<> {
    co_await mini::tick();
    record(line);
  })).start();
}
} // namespace good_kept

namespace good_waited_for {
void blocking(std::string line) {
  folly::coro::blockingWait([&]() -> Task<> {
    co_await mini::tick();
    record(line);
  }());
}
void by_the_future(folly::Executor *ex, std::string line) {
  co_withExecutor(ex, [&]() -> Task<> {
    co_await mini::tick();
    record(line);
  }()).start().get();
}
Task<> awaited(folly::Executor *ex, std::string line) {
  co_await co_withExecutor(ex, [&]() -> Task<> {
    co_await mini::tick();
    record(line);
  }()).start();
}
Task<> collected(std::string line) {
  auto one = [&]() -> Task<> {
    co_await mini::tick();
    record(line);
  };
  co_await folly::coro::collectAll(one(), one());
}
} // namespace good_waited_for
