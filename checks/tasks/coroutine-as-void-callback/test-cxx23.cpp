// flags: -std=c++23 -pthread
// Functions that are only moved, and coroutines that keep their closure.
#include "annotated.h"
#include "mini.h"
#include <map>
#include <thread>

mini::task<void> reload(int config);
void sync_wait(mini::task<void> t);
void log_line(const char *what);
using Job = std::move_only_function<void()>;
void enqueue(Job job);

void bad_move_only_function() {
  std::move_only_function<void()> job = []() -> mini::task<void> { co_await reload(1); }; // warn: the task that this lambda returns never runs: 'std::move_only_function' returns void and drops it // note: call it from a plain lambda that spawns the task, or use a signature that returns the task
  job();
}

void bad_move_only_argument(std::unique_ptr<int> config) {
  enqueue([c = std::move(config)]() -> mini::task<void> { co_await reload(*c); }); // warn: the task that this lambda returns never runs: 'std::move_only_function' returns void and drops it // note: call it from a plain lambda that spawns the task, or use a signature that returns the task
}

void bad_move_only_const_noexcept() {
  std::move_only_function<void(int) const> apply = &reload; // warn: the task that 'reload' returns never runs: 'std::move_only_function' returns void and drops it // note: call it from a plain lambda that spawns the task, or use a signature that returns the task
  apply(1);
}

void bad_move_only_rvalue_call() {
  std::move_only_function<void() &&> once = []() -> mini::task<void> { co_await reload(1); }; // warn: the task that this lambda returns never runs: 'std::move_only_function' returns void and drops it // note: call it from a plain lambda that spawns the task, or use a signature that returns the task
  std::move(once)();
}

void bad_move_only_in_a_container(std::vector<Job> &jobs) {
  jobs.push_back([]() -> mini::task<void> { co_await reload(1); }); // warn: the task that this lambda returns never runs: 'std::move_only_function' returns void and drops it // note: call it from a plain lambda that spawns the task, or use a signature that returns the task
  jobs.emplace_back([]() -> mini::task<void> { co_await reload(2); }); // warn: the task that this lambda returns never runs: 'std::move_only_function' returns void and drops it // note: call it from a plain lambda that spawns the task, or use a signature that returns the task
}

// The closure lives in the frame; the frame dies all the same.
void bad_explicit_object_lambda(int config) {
  enqueue([config](this auto) -> mini::task<void> { co_await reload(config); }); // warn: the task that this lambda returns never runs: 'std::move_only_function' returns void and drops it // note: call it from a plain lambda that spawns the task, or use a signature that returns the task
}

void bad_explicit_object_lambda_by_reference(int config) {
  std::function<void()> job = [config](this auto &) -> mini::task<void> { co_await reload(config); }; // warn: the task that this lambda returns never runs: 'std::function' returns void and drops it // note: call it from a plain lambda that spawns the task, or use a signature that returns the task
  job();
}

namespace bad_explicit_object_member {
struct Session {
  mini::task<void> close(this Session &self);
};
void f(Session &s) {
  std::function<void(Session &)> finish = &Session::close; // warn: the task that 'close' returns never runs: 'std::function' returns void and drops it // note: call it from a plain lambda that spawns the task, or use a signature that returns the task
  finish(s);
}
} // namespace bad_explicit_object_member

namespace bad_static_call_operator {
struct Reload {
  static mini::task<void> operator()(int n) { co_await reload(n); } // note: the task comes from this coroutine
};
void f() {
  std::function<void(int)> job = Reload{}; // warn: the task that 'Reload' returns never runs: 'std::function' returns void and drops it // note: call it from a plain lambda that spawns the task, or use a signature that returns the task
  job(1);
}
} // namespace bad_static_call_operator

namespace bad_in_if_consteval_free_branch {
void f() {
  if consteval {
    log_line("never");
  } else {
    enqueue([]() -> mini::task<void> { co_await reload(1); }); // warn: the task that this lambda returns never runs: 'std::move_only_function' returns void and drops it // note: call it from a plain lambda that spawns the task, or use a signature that returns the task
  }
}
} // namespace bad_in_if_consteval_free_branch

namespace bad_chosen_by_if_constexpr {
template <bool Async> void arm() {
  if constexpr (Async)
    enqueue([]() -> mini::task<void> { co_await reload(1); }); // warn: the task that this lambda returns never runs: 'std::move_only_function' returns void and drops it // note: call it from a plain lambda that spawns the task, or use a signature that returns the task
  else
    enqueue([] { log_line("plain"); });
}
void f() {
  arm<true>();
  arm<false>();
}
} // namespace bad_chosen_by_if_constexpr

namespace good_other_branch_only {
template <bool Async> void arm() {
  if constexpr (Async)
    enqueue([]() -> mini::task<void> { co_await reload(1); });
  else
    enqueue([] { log_line("plain"); });
}
void f() { arm<false>(); }
} // namespace good_other_branch_only

namespace good_template_never_instantiated {
template <class T> void arm(T config) {
  enqueue([config]() -> mini::task<void> { co_await reload(config); });
}
} // namespace good_template_never_instantiated

mini::task<void> good_move_only_returns_the_task() {
  std::move_only_function<mini::task<void>()> job = []() -> mini::task<void> { co_await reload(1); };
  co_await job();
}

mini::task<void> good_move_only_queue_of_coroutines(std::vector<std::move_only_function<mini::task<void>(int)>> &jobs) {
  jobs.push_back(&reload);
  jobs.emplace_back([](int n) -> mini::task<void> { co_await reload(n); });
  for (auto &job : jobs)
    co_await job(3);
}

void good_move_only_plain(std::unique_ptr<int> config) {
  enqueue([c = std::move(config)] { sync_wait(reload(*c)); });
}

void good_move_only_fire_and_forget() {
  enqueue([](this auto) -> mini::forget { co_await reload(1); });
}

mini::task<void> good_explicit_object_awaited(int config) {
  auto job = [config](this auto) -> mini::task<void> { co_await reload(config); };
  co_await job();
}

void good_moved_on(Job job, std::vector<Job> &jobs) {
  Job same = std::move(job);
  jobs.push_back(std::move(same));
}

void good_emptied(std::vector<Job> &jobs) {
  Job none = nullptr;
  jobs.push_back(std::move(none));
}

template <class... Jobs> void good_pack_of_plain_jobs(Jobs... jobs) {
  (enqueue(std::move(jobs)), ...);
}
template void good_pack_of_plain_jobs(void (*)(), Job);
