// rule: unawaited-executor-switch
// async_simple: dispatch and Yield, and the ways to start a Lazy.
#include "mini.h"

namespace async_simple {
class Executor;
namespace coro {
template <class T> class RescheduleLazy {
public:
  RescheduleLazy(RescheduleLazy &&) noexcept;
  ~RescheduleLazy();
  void detach();
};
template <class T> class Lazy {
public:
  Lazy(Lazy &&) noexcept;
  ~Lazy();
  template <class F> void start(F) {}
  RescheduleLazy<T> via(Executor *ex) &&;
  bool isReady() const;
  mini::tick operator co_await();
};
struct Yield : mini::tick {};
namespace detail {
class DispatchAwaitable : public mini::tick {};
} // namespace detail
detail::DispatchAwaitable dispatch(Executor *ex);
} // namespace coro
} // namespace async_simple
async_simple::coro::Lazy<void> work();

namespace bad_dispatch_dropped {
mini::task<void> f(async_simple::Executor *ex) {
  async_simple::coro::dispatch(ex); // warn: the switch made by 'dispatch' is not awaited, so the code below runs on the executor it is on already // fix: co_await async_simple::coro::dispatch(ex);
  co_return;
}
} // namespace bad_dispatch_dropped

namespace bad_via_not_started {
void f(async_simple::Executor *ex) {
  work().via(ex); // warn[discarded-task]: the task made by 'via' is dropped, so it never runs // note: only a coroutine can await it; hand it to whatever runs tasks here, or return it
}
} // namespace bad_via_not_started

namespace bad_only_asked {
bool f() {
  auto lazy = work(); // warn[unawaited-task]: 'lazy' is never awaited, so it never runs
  return lazy.isReady();
}
} // namespace bad_only_asked

namespace bad_awaited_twice {
mini::task<void> f() {
  auto lazy = work();
  co_await lazy; // note: 'lazy' is awaited here first
  co_await lazy; // warn[task-awaited-twice]: 'lazy' is awaited again after it was awaited, and there is nothing left in it
}
} // namespace bad_awaited_twice

namespace good_awaited {
mini::task<void> f(async_simple::Executor *ex) {
  co_await async_simple::coro::dispatch(ex);
  co_await async_simple::coro::Yield{};
}
} // namespace good_awaited

namespace good_started {
void f(async_simple::Executor *ex) {
  work().start([](int) {});
  work().via(ex).detach();
  auto lazy = work();
  lazy.start([](int) {});
}
} // namespace good_started
