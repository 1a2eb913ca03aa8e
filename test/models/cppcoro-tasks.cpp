// rule: unawaited-executor-switch
// cppcoro: hops, operations that start when they are awaited, and the scope that asserts its join.
#include "mini.h"

namespace cppcoro {
template <class T = void> class task {
public:
  task(task &&) noexcept;
  ~task();
  mini::tick operator co_await() const noexcept;
};
class static_thread_pool {
public:
  class schedule_operation : public mini::tick {};
  schedule_operation schedule() noexcept;
};
class io_service {
public:
  class timed_schedule_operation : public mini::tick {};
  timed_schedule_operation schedule_after(int ms) noexcept;
};
class inline_scheduler {
public:
  std::suspend_never schedule() const noexcept;
};
class file_read_operation : public mini::tick {};
file_read_operation read(char *buffer);
class async_scope {
public:
  ~async_scope();
  void spawn(task<> t);
  mini::tick join() noexcept;
};
} // namespace cppcoro
cppcoro::task<> work();

namespace bad_hop_dropped {
mini::task<void> f(cppcoro::static_thread_pool &pool) {
  pool.schedule(); // warn: the switch made by 'schedule' is not awaited, so the code below runs on the executor it is on already // fix: co_await pool.schedule();
  co_return;
}
} // namespace bad_hop_dropped

namespace bad_timed_hop_named {
mini::task<void> f(cppcoro::io_service &io) {
  auto later = io.schedule_after(10); // warn: the switch made by 'schedule_after' is not awaited, so the code below runs on the executor it is on already
  co_return;
}
} // namespace bad_timed_hop_named

namespace bad_read_dropped {
mini::task<void> f(char *buffer) {
  cppcoro::read(buffer); // warn[discarded-task]: the awaitable made by 'read' is dropped, so nothing happens // fix: co_await cppcoro::read(buffer);
  co_return;
}
} // namespace bad_read_dropped

namespace bad_scope_left {
mini::task<void> f(bool stop) {
  cppcoro::async_scope scope; // warn[unjoined-scope]: 'scope' is destroyed on some path without having been joined, while its work is under way
  scope.spawn(work()); // note: work is started in it here
  if (stop)
    co_return; // note: it is destroyed here
  co_await scope.join();
}
} // namespace bad_scope_left

namespace good_awaited {
mini::task<void> f(cppcoro::static_thread_pool &pool, cppcoro::io_service &io, char *buffer) {
  co_await pool.schedule();
  co_await io.schedule_after(10);
  co_await cppcoro::read(buffer);
}
} // namespace good_awaited

namespace good_inline_scheduler_switches_nothing {
mini::task<void> f(cppcoro::inline_scheduler &scheduler) {
  scheduler.schedule();
  co_return;
}
} // namespace good_inline_scheduler_switches_nothing

namespace good_scope_joined {
mini::task<void> f() {
  cppcoro::async_scope scope;
  scope.spawn(work());
  co_await scope.join();
}
} // namespace good_scope_joined

// Nothing in it, nothing to wait for.
namespace good_scope_unused {
void f() { cppcoro::async_scope scope; }
} // namespace good_scope_unused
