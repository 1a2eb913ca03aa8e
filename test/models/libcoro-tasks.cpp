// rule: unawaited-executor-switch
// libcoro: hops of pools and schedulers, and the overload that takes a task.
#include "mini.h"

namespace coro {
template <class T = void> class task {
public:
  task(task &&) noexcept;
  ~task();
  bool is_ready() const noexcept;
  bool resume();
  mini::tick operator co_await() const noexcept;
};
class thread_pool {
public:
  class schedule_operation : public mini::tick {};
  schedule_operation schedule();
  task<int> schedule(task<int> t);
  schedule_operation yield();
  task<> spawn_joinable(task<> &&t) noexcept;
};
struct scheduler {
  task<> yield_for(int ms);
};
struct queue {
  class awaiter : public mini::tick {};
  awaiter pop();
};
} // namespace coro
coro::task<> work();
coro::task<int> number();

namespace bad_hop_dropped {
mini::task<void> f(coro::thread_pool &pool) {
  pool.schedule(); // warn: the switch made by 'schedule' is not awaited, so the code below runs on the executor it is on already // fix: co_await pool.schedule();
  co_return;
}
} // namespace bad_hop_dropped

namespace bad_hop_named {
mini::task<void> f(coro::thread_pool &pool) {
  auto hop = pool.yield(); // warn: the switch made by 'yield' is not awaited, so the code below runs on the executor it is on already
  co_return;
}
} // namespace bad_hop_named

namespace bad_sleep_dropped {
mini::task<void> f(coro::scheduler &scheduler) {
  scheduler.yield_for(10); // warn: the switch made by 'yield_for' is not awaited, so the code below runs on the executor it is on already // fix: co_await scheduler.yield_for(10);
  co_return;
}
} // namespace bad_sleep_dropped

namespace bad_scheduled_task_dropped {
mini::task<void> f(coro::thread_pool &pool) {
  pool.schedule(number()); // warn[discarded-task]: the task made by 'schedule' is dropped, so it never runs // fix: co_await pool.schedule(number());
  co_return;
}
} // namespace bad_scheduled_task_dropped

namespace bad_only_asked {
bool f() {
  auto t = work(); // warn[unawaited-task]: 't' is never awaited, so it never runs
  return t.is_ready();
}
} // namespace bad_only_asked

namespace bad_pop_dropped {
mini::task<void> f(coro::queue &q) {
  q.pop(); // warn[discarded-task]: the awaitable made by 'pop' is dropped, so nothing happens // fix: co_await q.pop();
  co_return;
}
} // namespace bad_pop_dropped

namespace good_awaited {
mini::task<int> f(coro::thread_pool &pool, coro::scheduler &scheduler, coro::queue &q) {
  co_await pool.schedule();
  co_await scheduler.yield_for(10);
  co_await q.pop();
  auto scheduled = pool.schedule(number());
  co_await scheduled;
  co_return 0;
}
} // namespace good_awaited

namespace good_started_by_hand {
void f() {
  auto t = work();
  while (t.resume())
    ;
}
} // namespace good_started_by_hand

// What it returns has to be awaited, to join the work.
namespace bad_spawned {
void f(coro::thread_pool &pool) {
  pool.spawn_joinable(work()); // warn[discarded-task]: the task made by 'spawn_joinable' is dropped, so it never runs // note: only a coroutine can await it; hand it to whatever runs tasks here, or return it
}
} // namespace bad_spawned
