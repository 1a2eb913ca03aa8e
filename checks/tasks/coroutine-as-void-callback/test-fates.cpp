// What becomes of the task depends on its type, and what the callable is called on how it is written.
#include "mini.h"

mini::task<void> store(int n);
mini::task<int> count(int n);
void on_change(std::function<void(int)> callback);

// An operation that is put together and begins when it is awaited.
namespace bad_operation {
struct event_loop {
  void post_after(int milliseconds, std::coroutine_handle<> h);
};
struct delay {
  event_loop &loop;
  int milliseconds;
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<> h) { loop.post_after(milliseconds, h); }
  void await_resume() const noexcept {}
};
delay pause(event_loop &loop, int milliseconds) { return {loop, milliseconds}; }
void f(event_loop &loop) {
  on_change([&loop](int n) { return delay{loop, n}; }); // warn: the operation that this lambda returns never starts: 'std::function' returns void and drops it // note: call it from a plain lambda that spawns the task, or use a signature that returns the task
  on_change([&loop](int n) { return pause(loop, n); }); // warn: the operation that this lambda returns never starts: 'std::function' returns void and drops it // note: call it from a plain lambda that spawns the task, or use a signature that returns the task
}
} // namespace bad_operation

// One whose making is not visible may have begun.
namespace good_operation_under_way {
mini::tick begin(int n);
void f() {
  on_change(begin);
  on_change([](int n) { return begin(n); });
}
} // namespace good_operation_under_way

// It starts inside the call, and dropping it asks it to end.
namespace bad_cancelled {
class [[nodiscard]] download {
public:
  struct promise_type {
    download get_return_object() { return download(*this); }
    std::suspend_never initial_suspend() const noexcept { return {}; }
    std::suspend_always final_suspend() const noexcept { return {}; }
    void return_void() const noexcept {}
    void unhandled_exception() const noexcept { std::terminate(); }
    void request_cancel() noexcept;
  };
  explicit download(promise_type &p) : promise(&p) {}
  ~download() { promise->request_cancel(); }
  bool await_ready() const noexcept;
  void await_suspend(std::coroutine_handle<> h) noexcept;
  void await_resume() const;

private:
  promise_type *promise;
};
void f() {
  on_change([](int n) -> download { co_await store(n); }); // warn: the task that this lambda returns is cancelled at once: 'std::function' returns void and drops it // note: call it from a plain lambda that spawns the task, or use a signature that returns the task
}
} // namespace bad_cancelled

namespace bad_names {
struct Store {
  std::function<mini::task<void>(int)> handler;
  mini::task<void> operator()(int n) const;
};
mini::task<void> (*choose(bool fast))(int);
auto logged() {
  return [](int n) -> mini::task<void> { co_await store(n); }; // note: the task comes from this coroutine
}
void f(Store &s, bool fast) {
  on_change(s.handler); // warn: the task that 'handler' returns never runs: 'std::function' returns void and drops it // note: call it from a plain lambda that spawns the task, or use a signature that returns the task
  on_change(Store(s)); // warn: the task that 'Store' returns never runs: 'std::function' returns void and drops it // note: call it from a plain lambda that spawns the task, or use a signature that returns the task
  on_change(std::ref(s)); // warn: the task that 's' returns never runs: 'std::function' returns void and drops it // note: call it from a plain lambda that spawns the task, or use a signature that returns the task
  on_change(std::move(s)); // warn: the task that 's' returns never runs: 'std::function' returns void and drops it // note: call it from a plain lambda that spawns the task, or use a signature that returns the task
  on_change(choose(fast)); // warn: the task that this callable returns never runs: 'std::function' returns void and drops it // note: call it from a plain lambda that spawns the task, or use a signature that returns the task
  on_change(logged()); // warn: the task that the lambda returns never runs: 'std::function' returns void and drops it // note: call it from a plain lambda that spawns the task, or use a signature that returns the task
  on_change(fast ? store : store); // warn: the task that 'store' returns never runs: 'std::function' returns void and drops it // note: call it from a plain lambda that spawns the task, or use a signature that returns the task
}
} // namespace bad_names

// A plain function may hand out a task that is ready, or one that somebody else keeps.
namespace good_reference_to_a_task {
struct Jobs {
  mini::task<void> &current(int n);
  std::function<mini::task<void> &(int)> find;
};
void f(Jobs &jobs) {
  on_change([&jobs](int n) -> mini::task<void> & { return jobs.current(n); });
  on_change([&jobs](int n) { jobs.current(n); });
  on_change(jobs.find);
}
} // namespace good_reference_to_a_task

namespace good_value_of_the_task {
int wait(mini::task<int> t);
void f() {
  on_change([](int n) { return wait(count(n)); });
  std::function<int(int)> counted = [](int n) { return wait(count(n)); };
  on_change(counted);
}
} // namespace good_value_of_the_task
