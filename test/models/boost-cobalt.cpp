// rule: await-holding-lock
// Asking a coroutine about itself does not suspend it.
#include "mini.h"
#include <mutex>

namespace boost::cobalt {
namespace this_coro {
struct cancelled_t {};
constexpr cancelled_t cancelled;
} // namespace this_coro
struct answer {
  bool await_ready() const noexcept;
  void await_suspend(std::coroutine_handle<>) noexcept;
  bool await_resume() const noexcept;
};
template <class T> struct task {
  struct promise_type {
    task get_return_object();
    std::suspend_always initial_suspend() noexcept;
    std::suspend_always final_suspend() noexcept;
    void unhandled_exception();
    void return_void();
    answer await_transform(this_coro::cancelled_t) noexcept;
    mini::tick await_transform(mini::tick) noexcept;
  };
  answer operator co_await();
};
} // namespace boost::cobalt

namespace bad_held {
boost::cobalt::task<void> f(std::mutex &m) {
  std::lock_guard lock(m); // warn: guard 'lock' holds a thread lock while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
  co_await mini::tick(); // note: still held at this 'co_await', where the coroutine may suspend
}
} // namespace bad_held

namespace good_only_asked {
boost::cobalt::task<void> f(std::mutex &m) {
  std::lock_guard lock(m);
  bool stop = co_await boost::cobalt::this_coro::cancelled;
  (void)stop;
}
} // namespace good_only_asked
