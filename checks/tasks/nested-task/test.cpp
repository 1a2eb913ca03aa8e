// flags: -std=c++20 -Wno-unused-value -Wno-unused-result
// co_await yields another task, and that one is dropped.
#include "annotated.h"
#include <array>
#include <map>
#include <tuple>
#include <type_traits>

struct answer {
  int status = 0;
  std::string body;
};
mini::task<void> record(answer a);
mini::task<answer> receive(int id);
mini::task<int> count();
void log_line(const char *what);
bool busy();

// In two steps on purpose: the outer task sends the request, the inner one waits for the answer.
mini::task<mini::task<answer>> request(std::string path);
mini::task<mini::task<void>> begin_shutdown(int code);
mini::task<mini::task<mini::task<int>>> begin_upgrade();

/// Runs a plain function on a worker, and yields what it returns.
template <class F> mini::task<std::invoke_result_t<F>> on_worker(F f) {
  co_await mini::tick{};
  co_return f();
}

// ---- The inner task is dropped ----

namespace bad_statement {
mini::task<void> ping() {
  co_await request("/ping"); // warn: awaiting 'request' yields another task, which is not awaited, so it never runs // note: await what it yields as well // fix: co_await co_await request("/ping");
  log_line("sent");
}
} // namespace bad_statement

namespace bad_cast_to_void {
mini::task<void> stop() {
  (void)co_await begin_shutdown(0); // warn: awaiting 'begin_shutdown' yields another task, which is not awaited, so it never runs // note: await what it yields as well // fix: (void)co_await co_await begin_shutdown(0);
  static_cast<void>(co_await request("/stop")); // warn: awaiting 'request' yields another task, which is not awaited, so it never runs // note: await what it yields as well // fix: static_cast<void>(co_await co_await request("/stop"));
}
} // namespace bad_cast_to_void

namespace bad_std_ignore {
mini::task<void> stop() {
  std::ignore = co_await request("/stop"); // warn: awaiting 'request' yields another task, which is not awaited, so it never runs // note: await what it yields as well // fix: std::ignore = co_await co_await request("/stop");
  // The second await would yield void, which can't be assigned.
  std::ignore = co_await begin_shutdown(1); // warn: awaiting 'begin_shutdown' yields another task, which is not awaited, so it never runs // note: await what it yields as well
}
} // namespace bad_std_ignore

namespace bad_underscore {
mini::task<void> stop() {
  auto _ = co_await request("/stop"); // warn: awaiting 'request' yields another task, which is not awaited, so it never runs // note: await what it yields as well // fix: auto _ = co_await co_await request("/stop");
}
} // namespace bad_underscore

namespace bad_branches_and_loops {
mini::task<void> ping_all(std::vector<std::string> paths) {
  for (const auto &p : paths)
    co_await request(p); // warn: awaiting 'request' yields another task, which is not awaited, so it never runs // note: await what it yields as well // fix: co_await co_await request(p);
  if (busy())
    co_await request("/busy"); // warn: awaiting 'request' yields another task, which is not awaited, so it never runs // note: await what it yields as well // fix: co_await co_await request("/busy");
  else
    co_await request("/idle"); // warn: awaiting 'request' yields another task, which is not awaited, so it never runs // note: await what it yields as well // fix: co_await co_await request("/idle");
  while (busy())
    co_await request("/wait"); // warn: awaiting 'request' yields another task, which is not awaited, so it never runs // note: await what it yields as well // fix: co_await co_await request("/wait");
}
} // namespace bad_branches_and_loops

namespace bad_for_increment {
mini::task<void> ping(int n) {
  for (int i = 0; i < n; ++i, co_await request("/next")) // warn: awaiting 'request' yields another task, which is not awaited, so it never runs // note: await what it yields as well // fix: for (int i = 0; i < n; ++i, co_await co_await request("/next"))
    log_line("next");
}
} // namespace bad_for_increment

namespace bad_comma {
mini::task<int> ping() {
  int n = (co_await request("/ping"), 3); // warn: awaiting 'request' yields another task, which is not awaited, so it never runs // note: await what it yields as well // fix: int n = (co_await co_await request("/ping"), 3);
  co_return co_await begin_shutdown(n), n; // warn: awaiting 'begin_shutdown' yields another task, which is not awaited, so it never runs // note: await what it yields as well // fix: co_return co_await co_await begin_shutdown(n), n;
}
} // namespace bad_comma

namespace bad_arms_of_a_ternary {
mini::task<void> ping(bool secure) {
  secure ? co_await request("/secure") // warn: awaiting 'request' yields another task, which is not awaited, so it never runs // note: await what it yields as well
         : co_await request("/plain"); // warn: awaiting 'request' yields another task, which is not awaited, so it never runs // note: await what it yields as well
}
} // namespace bad_arms_of_a_ternary

namespace bad_awaited_ternary {
mini::task<void> ping(bool secure) {
  co_await (secure ? request("/secure") : request("/plain")); // warn: awaiting this call yields another task, which is not awaited, so it never runs // note: await what it yields as well // fix: co_await co_await (secure ? request("/secure") : request("/plain"));
}
} // namespace bad_awaited_ternary

namespace bad_switch_case {
mini::task<void> ping(int how) {
  switch (how) {
  case 0:
    co_await request("/ping"); // warn: awaiting 'request' yields another task, which is not awaited, so it never runs // note: await what it yields as well // fix: co_await co_await request("/ping");
    break;
  default:
    log_line("no ping");
  }
}
} // namespace bad_switch_case

namespace bad_try_block {
mini::task<void> ping() {
  try {
    co_await request("/ping"); // warn: awaiting 'request' yields another task, which is not awaited, so it never runs // note: await what it yields as well // fix: co_await co_await request("/ping");
  } catch (const std::exception &) {
    log_line("no answer");
  }
}
} // namespace bad_try_block

namespace bad_member_function {
struct client {
  mini::task<mini::task<answer>> send(std::string path);
  mini::task<void> ping() {
    co_await send("/ping"); // warn: awaiting 'send' yields another task, which is not awaited, so it never runs // note: await what it yields as well // fix: co_await co_await send("/ping");
    co_await this->send("/pong"); // warn: awaiting 'send' yields another task, which is not awaited, so it never runs // note: await what it yields as well // fix: co_await co_await this->send("/pong");
  }
};
} // namespace bad_member_function

namespace bad_named_outer_task {
mini::task<void> ping() {
  auto sending = request("/ping");
  log_line("sending");
  co_await std::move(sending); // warn: awaiting 'sending' yields another task, which is not awaited, so it never runs // note: await what it yields as well // fix: co_await co_await std::move(sending);
}
} // namespace bad_named_outer_task

namespace bad_coroutine_lambda {
void start(void (*spawn)(mini::task<void>)) {
  spawn([]() -> mini::task<void> {
    co_await request("/ping"); // warn: awaiting 'request' yields another task, which is not awaited, so it never runs // note: await what it yields as well // fix: co_await co_await request("/ping");
  }());
}
} // namespace bad_coroutine_lambda

namespace bad_three_layers {
mini::task<void> upgrade() {
  co_await co_await begin_upgrade(); // warn: awaiting 'begin_upgrade' yields another task, which is not awaited, so it never runs // note: await what it yields as well // fix: co_await co_await co_await begin_upgrade();
}
} // namespace bad_three_layers

namespace bad_in_fire_and_forget {
mini::forget ping() {
  co_await request("/ping"); // warn: awaiting 'request' yields another task, which is not awaited, so it never runs // note: await what it yields as well // fix: co_await co_await request("/ping");
}
} // namespace bad_in_fire_and_forget

namespace bad_eager_inner_task {
mini::task<mini::eager<>> begin_upload();
mini::task<void> upload() {
  co_await begin_upload(); // warn: awaiting 'begin_upload' yields another task, which is not awaited, so nobody waits for it or sees its exception // note: await what it yields as well // fix: co_await co_await begin_upload();
}
} // namespace bad_eager_inner_task

namespace good_eager_inner_task_with_consent {
mini::task<mini::eager<>> begin_upload();
mini::task<void> upload() {
  (void)co_await begin_upload();
  std::ignore = co_await begin_upload();
}
} // namespace good_eager_inner_task_with_consent

namespace bad_awaitable_that_yields_a_task {
struct take_next {
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<>) noexcept;
  mini::task<void> await_resume();
};
mini::task<void> work() {
  co_await take_next{}; // warn: awaiting this call yields another task, which is not awaited, so it never runs // note: await what it yields as well // fix: co_await co_await take_next{};
}
} // namespace bad_awaitable_that_yields_a_task

namespace bad_annotated_types {
annotated::task<annotated::task<int>> prepare(int step);
annotated::task<void> run() {
  co_await prepare(3); // warn: awaiting 'prepare' yields another task, which is not awaited, so it never runs // note: await what it yields as well // fix: co_await co_await prepare(3);
}
} // namespace bad_annotated_types

namespace bad_alias {
template <class T> using deferred = mini::task<mini::task<T>>;
deferred<int> begin_count();
mini::task<void> f() {
  co_await begin_count(); // warn: awaiting 'begin_count' yields another task, which is not awaited, so it never runs // note: await what it yields as well // fix: co_await co_await begin_count();
}
} // namespace bad_alias

// ---- clippy's async_yields_async: a coroutine where a plain function was expected ----

namespace bad_coroutine_lambda_on_a_worker {
mini::task<void> save() {
  co_await on_worker([]() -> mini::task<void> { co_await record({}); }); // warn: awaiting 'on_worker' yields another task, which is not awaited, so it never runs // note: await what it yields as well // fix: co_await co_await on_worker([]() -> mini::task<void> { co_await record({}); });
}
} // namespace bad_coroutine_lambda_on_a_worker

namespace bad_lambda_that_returns_a_task {
mini::task<void> save(answer a) {
  co_await on_worker([a] { return record(a); }); // warn: awaiting 'on_worker' yields another task, which is not awaited, so it never runs // note: await what it yields as well // fix: co_await co_await on_worker([a] { return record(a); });
}
} // namespace bad_lambda_that_returns_a_task

namespace bad_coroutine_function_on_a_worker {
mini::task<void> save() {
  co_await on_worker(&count); // warn: awaiting 'on_worker' yields another task, which is not awaited, so it never runs // note: await what it yields as well // fix: co_await co_await on_worker(&count);
  co_await on_worker(count); // warn: awaiting 'on_worker' yields another task, which is not awaited, so it never runs // note: await what it yields as well // fix: co_await co_await on_worker(count);
}
} // namespace bad_coroutine_function_on_a_worker

namespace bad_named_coroutine_lambda {
mini::task<void> save() {
  auto job = []() -> mini::task<void> { co_await record({}); };
  co_await on_worker(job); // warn: awaiting 'on_worker' yields another task, which is not awaited, so it never runs // note: await what it yields as well // fix: co_await co_await on_worker(job);
}
} // namespace bad_named_coroutine_lambda

namespace bad_type_erased_coroutine {
mini::task<void> save(std::function<mini::task<void>()> job) {
  co_await on_worker(std::move(job)); // warn: awaiting 'on_worker' yields another task, which is not awaited, so it never runs // note: await what it yields as well // fix: co_await co_await on_worker(std::move(job));
}
} // namespace bad_type_erased_coroutine

// It is returned as the value of a template that expected a plain function.
namespace bad_co_returned_by_a_template {
template <class F> mini::task<std::invoke_result_t<F>> logged(F f) {
  log_line("running");
  co_return co_await on_worker(std::move(f)); // warn: awaiting 'on_worker' yields another task, which is not awaited, so it never runs // note: await what it yields as well
}
template mini::task<mini::task<int>> logged(mini::task<int> (*)());
} // namespace bad_co_returned_by_a_template

namespace bad_co_returned_by_a_generic_lambda {
auto logged = [](auto f) -> mini::task<decltype(f())> {
  co_return co_await on_worker(f); // warn: awaiting 'on_worker' yields another task, which is not awaited, so it never runs // note: await what it yields as well
};
mini::task<mini::task<int>> counted() { return logged(count); }
} // namespace bad_co_returned_by_a_generic_lambda

// ---- Templates and macros ----

namespace bad_template_given_a_coroutine {
template <class F> mini::task<void> run_all(F f) {
  co_await on_worker(f); // warn: awaiting 'on_worker' yields another task, which is not awaited, so it never runs // note: await what it yields as well // fix: co_await co_await on_worker(f);
  co_await on_worker(f); // warn: awaiting 'on_worker' yields another task, which is not awaited, so it never runs // note: await what it yields as well // fix: co_await co_await on_worker(f);
}
mini::task<void> start() {
  co_await run_all([] { return 3; });
  co_await run_all(count);
}
} // namespace bad_template_given_a_coroutine

namespace bad_class_template {
template <class Job> struct runner {
  Job job;
  mini::task<void> run() {
    co_await job(); // warn: awaiting this call yields another task, which is not awaited, so it never runs // note: await what it yields as well // fix: co_await co_await job();
  }
};
struct two_steps {
  mini::task<mini::task<int>> operator()() const;
};
mini::task<void> start(runner<two_steps> &r) { co_await r.run(); }
} // namespace bad_class_template

namespace bad_fold {
template <class... F> mini::task<void> run_all(F... f) {
  (co_await on_worker(f), ...); // warn: awaiting 'on_worker' yields another task, which is not awaited, so it never runs // note: await what it yields as well // fix: (co_await co_await on_worker(f), ...);
}
mini::task<void> start() { co_await run_all(count, count); }
} // namespace bad_fold

namespace bad_not_dependent_in_a_template {
template <class T> mini::task<T> after_ping(T value) {
  co_await request("/ping"); // warn: awaiting 'request' yields another task, which is not awaited, so it never runs // note: await what it yields as well // fix: co_await co_await request("/ping");
  co_return value;
}
mini::task<int> start() {
  co_await after_ping('c');
  co_return co_await after_ping(3);
}
} // namespace bad_not_dependent_in_a_template

namespace bad_macro {
#define AWAIT(expression) co_await (expression) // note: expanded from macro 'AWAIT' // note: expanded from macro 'AWAIT'
#define PING() co_await request("/ping") // note: expanded from macro 'PING' // note: expanded from macro 'PING'
mini::task<void> f() {
  AWAIT(request("/pong")); // warn: awaiting 'request' yields another task, which is not awaited, so it never runs // note: await what it yields as well
  PING(); // warn: awaiting 'request' yields another task, which is not awaited, so it never runs // note: await what it yields as well
}
} // namespace bad_macro

// ---- Awaited again ----

namespace good_awaited_twice_at_once {
mini::task<int> ping() {
  answer a = co_await co_await request("/ping");
  co_await co_await begin_shutdown(a.status);
  co_await co_await request("/pong");
  co_return co_await co_await co_await begin_upgrade();
}
} // namespace good_awaited_twice_at_once

namespace good_inner_named_and_awaited {
mini::task<int> ping() {
  auto first = co_await request("/a");
  auto second = co_await request("/b");
  answer a = co_await std::move(first);
  co_await std::move(second);
  co_return a.status;
}
} // namespace good_inner_named_and_awaited

namespace good_inner_bound_by_reference_and_awaited {
mini::task<void> stop() {
  auto &&stopping = co_await begin_shutdown(3);
  log_line("stopping");
  co_await std::move(stopping);
}
} // namespace good_inner_bound_by_reference_and_awaited

namespace good_inner_awaited_in_a_condition {
mini::task<bool> ping() {
  if ((co_await co_await request("/ping")).status == 200)
    co_return true;
  co_return (co_await co_await request("/pong")).status == 200;
}
} // namespace good_inner_awaited_in_a_condition

namespace good_value_of_the_inner_one_dropped {
mini::task<void> ping() {
  (void)co_await co_await request("/ping");
  std::ignore = co_await co_await request("/ping");
  auto _ = co_await co_await request("/ping");
}
} // namespace good_value_of_the_inner_one_dropped

namespace good_coroutine_on_a_worker_awaited_twice {
mini::task<int> save() {
  co_await co_await on_worker([]() -> mini::task<void> { co_await record({}); });
  co_return co_await co_await on_worker(count);
}
} // namespace good_coroutine_on_a_worker_awaited_twice

// ---- Handed on ----

namespace good_inner_collected {
mini::task<int> fan_out(int n) {
  std::vector<mini::task<answer>> answers;
  for (int i = 0; i < n; ++i)
    answers.push_back(co_await request("/" + std::to_string(i)));
  int sum = 0;
  for (auto &a : answers)
    sum += (co_await std::move(a)).status;
  co_return sum;
}
} // namespace good_inner_collected

namespace good_inner_passed_on {
void drain(mini::task<void> t);
mini::task<void> both(mini::task<void> a, mini::task<void> b);
mini::task<void> stop() {
  drain(co_await begin_shutdown(1));
  co_await both(co_await begin_shutdown(2), co_await begin_shutdown(3));
}
} // namespace good_inner_passed_on

namespace good_inner_assigned {
struct client {
  mini::task<answer> last;
  std::optional<mini::task<answer>> next;
  std::map<int, mini::task<answer>> all;
  mini::task<void> f() {
    last = co_await request("/a");
    next = co_await request("/b");
    next.emplace(co_await request("/c"));
    all.emplace(3, co_await request("/d"));
  }
};
} // namespace good_inner_assigned

namespace good_inner_captured {
template <class F> void at_exit(F f) { annotated::keep(&f); }
void sync_wait(mini::task<void> t);
mini::task<void> stop() {
  at_exit([t = co_await begin_shutdown(3)]() mutable { sync_wait(std::move(t)); });
}
} // namespace good_inner_captured

// ---- Two layers were meant ----

namespace good_declared_with_two_layers {
mini::task<mini::task<answer>> ask(std::string path) { co_return co_await request(std::move(path)); }
mini::task<mini::task<answer>> again(std::string path) { return request(std::move(path)); }
mini::task<mini::task<answer>> outer(int id) { co_return receive(id); }
} // namespace good_declared_with_two_layers

namespace good_plain_co_return_in_a_template {
template <class F> mini::task<std::invoke_result_t<F>> call(F f) { co_return f(); }
mini::task<int> start() { co_return co_await co_await call(count); }
} // namespace good_plain_co_return_in_a_template

namespace good_lambda_declared_with_two_layers {
auto ask = [](std::string path) -> mini::task<mini::task<answer>> { co_return co_await request(path); };
} // namespace good_lambda_declared_with_two_layers

namespace good_flattening_template {
template <class F> auto flat(F f) -> std::invoke_result_t<F> { co_return co_await f(); }
mini::task<int> start() {
  co_await flat([] { return receive(3); });
  co_return co_await flat(count);
}
} // namespace good_flattening_template

namespace good_flattens_if_it_has_to {
template <class T> struct is_task : std::false_type {};
template <class T> struct is_task<mini::task<T>> : std::true_type {};
template <class F> mini::task<void> run(F f) {
  if constexpr (is_task<std::invoke_result_t<F>>::value)
    co_await co_await on_worker(f);
  else
    co_await on_worker(f);
}
mini::task<void> start() {
  co_await run(count);
  co_await run([] { return 3; });
}
} // namespace good_flattens_if_it_has_to

namespace good_inner_returned_by_a_plain_function {
mini::task<answer> receive_now(int id) { return receive(id); }
mini::task<answer> ask(int id) { co_return co_await receive_now(id); }
} // namespace good_inner_returned_by_a_plain_function

namespace good_generic_lambda_over_plain_functions {
auto logged = [](auto f) -> mini::task<decltype(f())> { co_return co_await on_worker(f); };
mini::task<int> start() { co_return co_await logged([] { return 3; }); }
} // namespace good_generic_lambda_over_plain_functions

namespace good_template_over_plain_functions {
template <class F> mini::task<std::invoke_result_t<F>> logged(F f) {
  log_line("running");
  co_return co_await on_worker(std::move(f));
}
mini::task<int> start() {
  co_await logged([] { log_line("plain"); });
  co_return co_await logged([] { return 3; });
}
} // namespace good_template_over_plain_functions

namespace good_inner_tasks_swapped_and_exchanged {
struct client {
  mini::task<answer> last;
  mini::task<void> f() {
    auto next = co_await request("/a");
    std::swap(last, next);
    co_await std::exchange(last, co_await request("/b"));
  }
};
} // namespace good_inner_tasks_swapped_and_exchanged

namespace good_inner_awaited_on_one_path {
mini::task<void> f(bool wait) {
  auto stopping = co_await begin_shutdown(3);
  if (wait)
    co_await std::move(stopping);
}
} // namespace good_inner_awaited_on_one_path

namespace good_inner_awaited_in_each_round {
mini::task<int> f(std::vector<std::string> paths) {
  int sum = 0;
  for (const auto &p : paths) {
    auto receiving = co_await request(p);
    sum += (co_await std::move(receiving)).status;
  }
  co_return sum;
}
} // namespace good_inner_awaited_in_each_round

namespace good_inner_in_a_pair {
mini::task<int> f() {
  auto both = std::pair(co_await request("/a"), 3);
  co_return (co_await std::move(both.first)).status;
}
} // namespace good_inner_in_a_pair

namespace good_inner_yielded {
struct steps {
  struct promise_type {
    steps get_return_object();
    std::suspend_always initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    std::suspend_always yield_value(mini::task<answer> &&);
    void return_void();
    void unhandled_exception();
  };
};
steps f() { co_yield co_await request("/a"); }
} // namespace good_inner_yielded

namespace good_inner_operand_of_an_operator {
struct runner {
  runner &operator<<(mini::task<answer> t);
};
mini::task<void> f(runner &r) { r << co_await request("/a") << co_await request("/b"); }
} // namespace good_inner_operand_of_an_operator

// ---- What is yielded is no task, or may be dropped ----

namespace good_plain_function_on_a_worker {
mini::task<std::size_t> checksum(std::string body) {
  co_await on_worker([body] { return body.size(); });
  co_await on_worker([] { log_line("worker"); });
  co_return co_await on_worker([body] { return body.size() % 251; });
}
} // namespace good_plain_function_on_a_worker

namespace good_detachable_result {
struct launch {
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<>) noexcept;
  annotated::job<void> await_resume();
};
mini::task<void> f() {
  co_await launch{};
  (void)co_await launch{};
}
} // namespace good_detachable_result

namespace good_generator_or_fire_and_forget_result {
mini::task<mini::generator<int>> numbers();
mini::task<mini::forget> background();
mini::task<void> f() {
  co_await numbers();
  co_await background();
}
} // namespace good_generator_or_fire_and_forget_result

namespace good_reference_to_a_task {
struct take_slot {
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<>) noexcept;
  mini::task<void> &await_resume();
};
mini::task<mini::task<void> &> slot(int n);
mini::task<void> f() {
  co_await take_slot{};
  co_await slot(3);
}
} // namespace good_reference_to_a_task

// A combinator that yields what it has run: tasks that are done.
namespace good_containers_of_finished_tasks {
struct all_ready {
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<>) noexcept;
  std::tuple<mini::task<int>, mini::task<int>> await_resume();
};
all_ready when_all_ready(mini::task<int> a, mini::task<int> b);
mini::task<std::vector<mini::task<int>>> when_all(std::vector<mini::task<int>> tasks);
mini::task<void> f() {
  co_await when_all_ready(count(), count());
  std::vector<mini::task<int>> tasks;
  tasks.push_back(count());
  co_await when_all(std::move(tasks));
}
} // namespace good_containers_of_finished_tasks

namespace good_awaitable_that_yields_itself {
struct event {
  bool await_ready() const noexcept { return true; }
  void await_suspend(std::coroutine_handle<>) noexcept {}
  event &await_resume() noexcept { return *this; }
};
mini::task<void> f(event &e) { co_await e; }
} // namespace good_awaitable_that_yields_itself

namespace good_class_that_is_only_called_task {
struct task {
  int id;
};
mini::task<task> next_task();
mini::task<void> f() {
  co_await next_task();
  (void)co_await next_task();
}
} // namespace good_class_that_is_only_called_task

namespace good_unevaluated {
mini::task<void> f() {
  static_assert(std::is_same_v<decltype(request("/")), mini::task<mini::task<answer>>>);
  static_assert(sizeof(request("/")) == sizeof(void *));
  co_await mini::tick{};
}
} // namespace good_unevaluated

namespace good_not_instantiated {
template <class F> mini::task<void> run(F f) { co_await on_worker(f); }
} // namespace good_not_instantiated

namespace good_suppressed {
mini::task<void> f() {
  co_await request("/ping"); // NOLINT(corolint-nested-task): the answer is of no interest
  [[gsl::suppress("corolint-nested-task", "the answer is of no interest")]] co_await request("/pong");
}
} // namespace good_suppressed

// ---- Neighbouring rules ----

namespace bad_named_inner_task_is_unawaited_task {
mini::task<void> f() {
  auto stopping = co_await begin_shutdown(3); // warn[unawaited-task]: 'stopping' is never awaited, so it never runs
  log_line("stopping");
}
} // namespace bad_named_inner_task_is_unawaited_task

namespace bad_outer_task_is_discarded_task {
mini::task<void> f() {
  begin_shutdown(3); // warn[discarded-task]: the task made by 'begin_shutdown' is dropped, so it never runs // fix: co_await begin_shutdown(3);
  co_return;
}
} // namespace bad_outer_task_is_discarded_task
