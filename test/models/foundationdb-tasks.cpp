// rule: discarded-task
// Flow: the last Future that goes cancels its actor. Another Future of the global namespace is what its shape says.
#include "mini.h"

template <class T> class Future {
public:
  struct promise_type {
    Future get_return_object();
    std::suspend_never initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    void return_void();
    void unhandled_exception();
  };
  Future(const Future &);
  ~Future();
  mini::tick operator co_await();
};
namespace coro {
struct DetachedCoroutine {};
} // namespace coro
Future<void> work();
coro::DetachedCoroutine fire();

namespace bad_cancelled {
void f() {
  work(); // warn: the task made by 'work' is dropped, which cancels it // note: only a coroutine can await it; hand it to whatever runs tasks here, or return it
}
} // namespace bad_cancelled

namespace bad_cancelled_by_cast {
void f() {
  (void)work(); // warn: the task made by 'work' is dropped, which cancels it // note: only a coroutine can await it; hand it to whatever runs tasks here, or return it
}
} // namespace bad_cancelled_by_cast

namespace good_kept {
Future<void> f() {
  fire();
  auto running = work();
  co_await running;
}
} // namespace good_kept
