// Linted by plugin.test, in every host.
#include <coroutine>
#include <mutex>
struct task {
  struct promise_type {
    task get_return_object();
    std::suspend_always initial_suspend() noexcept, final_suspend() noexcept;
    void return_void();
    void unhandled_exception();
  };
};
std::mutex table;
task hold() {
  std::lock_guard guard(table);
  co_await std::suspend_always{};
}
task hold_on_purpose() {
  std::lock_guard guard(table); // NOLINT(corolint-await-holding-lock)
  co_await std::suspend_always{};
}
