// Callables whose results are no lazy tasks.
#include "mini.h"
#include "stand_ins.h"
#include <functional>

namespace bad_dropping_cancels {
kj::Promise<void> flush(int stream);
void f(std::function<void()> &on_close) {
  on_close = [] { return flush(1); }; // warn: the task that this lambda returns is cancelled at once: 'std::function' returns void and drops it // note: call it from a plain lambda that spawns the task, or use a signature that returns the task
}
} // namespace bad_dropping_cancels

namespace good_promise_is_the_result {
kj::Promise<void> flush(int stream);
std::function<kj::Promise<void>()> f() {
  return [] { return flush(1); };
}
} // namespace good_promise_is_the_result

namespace bad_operation {
struct loop {
  void post_after(int ms, std::coroutine_handle<> h);
};
struct [[nodiscard]] delay {
  loop *l;
  int ms;
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<> h) { l->post_after(ms, h); }
  void await_resume() const noexcept {}
};
void f(loop &l, std::function<void()> &on_retry) {
  on_retry = [&l] { return delay{&l, 5}; }; // warn: the operation that this lambda returns never starts: 'std::function' returns void and drops it // note: call it from a plain lambda that spawns the task, or use a signature that returns the task
}
} // namespace bad_operation

namespace bad_made_by_a_call {
mini::task<void> store(int row);
auto writer(int row) {
  return [row] { return store(row); }; // note: the task comes from this function
}
void f(std::function<void()> &on_change) {
  on_change = writer(1); // warn: the task that the lambda returns never runs: 'std::function' returns void and drops it // note: call it from a plain lambda that spawns the task, or use a signature that returns the task
}
} // namespace bad_made_by_a_call

namespace good_made_by_a_call {
void store(int row);
auto writer(int row) {
  return [row] { store(row); };
}
void f(std::function<void()> &on_change) { on_change = writer(1); }
} // namespace good_made_by_a_call
