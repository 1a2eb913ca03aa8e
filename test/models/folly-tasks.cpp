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
  work(); // warn: the task made by 'work' is dropped, so it never runs // fix: co_await work();
  co_return;
}
} // namespace bad_dropped

namespace bad_scheduled_not_started {
void f(folly::Executor *ex) {
  work().scheduleOn(ex); // warn: the task made by 'scheduleOn' is dropped, so it never runs // note: only a coroutine can await it; hand it to whatever runs tasks here, or return it
}
} // namespace bad_scheduled_not_started

namespace bad_reschedule_dropped {
mini::task<void> f() {
  folly::coro::reschedule(); // warn[unawaited-executor-switch]: the switch made by 'reschedule' is not awaited, so the code below runs on the executor it is on already // fix: co_await folly::coro::reschedule();
  co_return;
}
} // namespace bad_reschedule_dropped

namespace bad_scope_left {
mini::task<void> f(folly::Executor *ex) {
  folly::coro::CancellableAsyncScope scope; // warn[unjoined-scope]: 'scope' is destroyed without having been joined, while its work is under way
  scope.add(work().scheduleOn(ex)); // note: work is started in it here
  co_await mini::tick();
} // note: it is destroyed here
} // namespace bad_scope_left

namespace bad_coroutine_on_an_executor {
void f(folly::Executor *ex) {
  ex->add([]() -> mini::task<void> { co_await mini::tick(); }); // warn[coroutine-as-void-callback]: the task that this lambda returns never runs: 'add' drops it // note: call it from a plain lambda that spawns the task
}
} // namespace bad_coroutine_on_an_executor

namespace bad_awaited_twice {
mini::task<void> f() {
  auto t = work();
  co_await std::move(t); // note: 't' is awaited here first
  co_await std::move(t); // warn[task-awaited-twice]: 't' is awaited again after it was awaited, and there is nothing left in it
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
