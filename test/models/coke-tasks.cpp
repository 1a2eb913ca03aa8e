// rule: discarded-task
// coke: tasks that are detached, and awaiters around Workflow's tasks.
#include "mini.h"

namespace coke {
class GoAwaiter : public mini::tick {};
class SleepAwaiter : public mini::tick {};
SleepAwaiter sleep(int ms);
GoAwaiter switch_go_thread();
template <class T = void> class Task {
public:
  Task(Task &&) noexcept;
  ~Task();
  mini::tick operator co_await() noexcept;
  void detach();
};
} // namespace coke
coke::Task<> work();

namespace bad_sleep_dropped {
mini::task<void> f() {
  coke::sleep(5); // warn: the awaitable made by 'sleep' is dropped, so nothing happens // fix: co_await coke::sleep(5);
  co_return;
}
} // namespace bad_sleep_dropped

namespace bad_task_dropped {
void f() {
  (void)work(); // warn: the task made by 'work' is dropped, so it never runs // note: it starts when it is awaited; this only silences the compiler
}
} // namespace bad_task_dropped

namespace bad_hop_dropped {
mini::task<void> f() {
  coke::switch_go_thread(); // warn[unawaited-executor-switch]: the switch made by 'switch_go_thread' is not awaited, so the code below runs on the executor it is on already // fix: co_await coke::switch_go_thread();
  co_return;
}
} // namespace bad_hop_dropped

namespace bad_awaited_twice {
mini::task<void> f() {
  auto t = work();
  co_await t; // note: 't' is awaited here first
  co_await t; // warn[task-awaited-twice]: 't' is awaited again after it was awaited, and there is nothing left in it
}
} // namespace bad_awaited_twice

namespace good_awaited {
mini::task<void> f() {
  co_await coke::switch_go_thread();
  co_await coke::sleep(5);
  co_await work();
}
} // namespace good_awaited

namespace good_detached {
void f() {
  work().detach();
  auto t = work();
  t.detach();
}
} // namespace good_detached
