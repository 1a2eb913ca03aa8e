// rule: await-holding-lock
// exec::task is an alias; it has no locks of its own, so people use std's.
#include "mini.h"
#include <mutex>

namespace experimental::execution::__task {
template <class T, class Context> class [[nodiscard]] basic_task {
public:
  struct promise_type {
    basic_task get_return_object() noexcept;
    std::suspend_always initial_suspend() noexcept;
    std::suspend_always final_suspend() noexcept;
    void unhandled_exception() noexcept;
    void return_void() noexcept;
  };
  basic_task(basic_task &&) noexcept;
  mini::tick operator co_await() && noexcept;
};
} // namespace experimental::execution::__task
namespace exec {
template <class T> using task = experimental::execution::__task::basic_task<T, int>;
} // namespace exec

exec::task<void> work();

namespace bad_held {
exec::task<void> f(std::mutex &m) {
  std::scoped_lock lock(m); // warn: guard 'lock' holds a thread lock while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
  co_await work(); // note: still held at this 'co_await', where the coroutine may suspend
}
} // namespace bad_held

namespace good_block_ends_first {
exec::task<void> f(std::mutex &m, int &n) {
  {
    std::scoped_lock lock(m);
    ++n;
  }
  co_await work();
}
} // namespace good_block_ends_first
