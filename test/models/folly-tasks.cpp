// rule: discarded-task
// folly::coro: tasks and how they are started, scopes, and executors that ignore results.
#include "mini.h"

namespace folly {
template <class T> class SemiFuture {
public:
  SemiFuture(SemiFuture &&) noexcept;
  ~SemiFuture();
};
class Executor {
public:
  template <class F> void add(F) {}
};
namespace coro {
template <class T> class TaskWithExecutor {
public:
  SemiFuture<int> start() &&;
};
template <class T> class Task : public mini::task<T> {
public:
  Task(mini::task<T>);
  TaskWithExecutor<T> scheduleOn(Executor *) &&;
};
class co_reschedule_on_current_executor_ : public mini::tick {};
co_reschedule_on_current_executor_ reschedule();
class CancellableAsyncScope {
public:
  void add(TaskWithExecutor<void>);
  Task<void> cancelAndJoinAsync() noexcept;
};
} // namespace coro
} // namespace folly
folly::coro::Task<void> work();

namespace bad_dropped {
mini::task<void> f() {
  work(); // warn
  co_return;
}
} // namespace bad_dropped

namespace bad_scheduled_not_started {
void f(folly::Executor *ex) {
  work().scheduleOn(ex); // warn
}
} // namespace bad_scheduled_not_started

namespace bad_reschedule_dropped {
mini::task<void> f() {
  folly::coro::reschedule(); // warn[unawaited-executor-switch]
  co_return;
}
} // namespace bad_reschedule_dropped

namespace bad_scope_left {
mini::task<void> f(folly::Executor *ex) {
  folly::coro::CancellableAsyncScope scope; // warn[unjoined-scope]
  scope.add(work().scheduleOn(ex));
  co_await mini::tick();
}
} // namespace bad_scope_left

namespace bad_coroutine_on_an_executor {
void f(folly::Executor *ex) {
  ex->add([]() -> mini::task<void> { co_await mini::tick(); }); // warn[coroutine-as-void-callback]
}
} // namespace bad_coroutine_on_an_executor

namespace bad_awaited_twice {
mini::task<void> f() {
  auto t = work();
  co_await std::move(t);
  co_await std::move(t); // warn[task-awaited-twice]
}
} // namespace bad_awaited_twice

namespace good_started {
void f(folly::Executor *ex) { work().scheduleOn(ex).start(); }
} // namespace good_started

namespace good_started_later {
void f(folly::Executor *ex) {
  auto t = work();
  auto bound = std::move(t).scheduleOn(ex);
  std::move(bound).start();
}
} // namespace good_started_later

namespace good_scope_joined {
mini::task<void> f(folly::Executor *ex) {
  folly::coro::CancellableAsyncScope scope;
  scope.add(work().scheduleOn(ex));
  co_await scope.cancelAndJoinAsync();
}
} // namespace good_scope_joined

namespace good_callback_on_an_executor {
void f(folly::Executor *ex) {
  ex->add([ex] { work().scheduleOn(ex).start(); });
}
} // namespace good_callback_on_an_executor
