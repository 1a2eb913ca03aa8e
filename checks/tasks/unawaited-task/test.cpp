// flags: -std=c++20 -Wno-unused-result
// A local task that nobody awaits: how it can be declared, what may be done with it meanwhile, and what takes it over.
#include "mini.h"
#include <array>
#include <tuple>
#include <type_traits>

struct page {
  int number = 0;
  std::string text;
};
mini::task<void> store(page p);
mini::task<int> load(int number);
mini::task<std::string> render(int number);
mini::eager<> publish(int number);
std::pair<mini::task<int>, mini::task<void>> begin_copy(int from, int to);
mini::task<void> when_all(mini::task<void> a, mini::task<void> b);
void sync_wait(mini::task<void> t);
void log_line(const char *what);
bool urgent();

// ---- Every way to declare it ----

namespace bad_auto {
mini::task<void> save(page p) {
  auto write = store(p); // warn: 'write' is never awaited, so it never runs
  log_line("saved");
  co_return;
}
} // namespace bad_auto

namespace bad_explicit_type {
mini::task<void> save(page p) {
  mini::task<void> write = store(p); // warn: 'write' is never awaited, so it never runs
  mini::task<int> check(load(p.number)); // warn: 'check' is never awaited, so it never runs
  mini::task<std::string> text{render(p.number)}; // warn: 'text' is never awaited, so it never runs
  co_await mini::tick{};
}
} // namespace bad_explicit_type

namespace bad_const {
mini::task<void> save(page p) {
  const auto write = store(p); // warn: 'write' is never awaited, so it never runs
  co_await mini::tick{};
}
} // namespace bad_const

namespace bad_maybe_unused {
void save(page p) {
  [[maybe_unused]] auto write = store(p); // warn: 'write' is never awaited, so it never runs
  log_line("saved");
}
} // namespace bad_maybe_unused

namespace bad_forwarding_reference {
mini::task<void> save(page p) {
  auto &&write = store(p); // warn: 'write' is never awaited, so it never runs
  co_await mini::tick{};
}
} // namespace bad_forwarding_reference

namespace bad_const_reference {
mini::task<void> save(page p) {
  const auto &write = store(p); // warn: 'write' is never awaited, so it never runs
  const mini::task<int> &check = load(p.number); // warn: 'check' is never awaited, so it never runs
  co_await mini::tick{};
}
} // namespace bad_const_reference

namespace bad_rvalue_reference {
void save(page p) {
  mini::task<void> &&write = store(p); // warn: 'write' is never awaited, so it never runs
  log_line("saved");
}
} // namespace bad_rvalue_reference

namespace bad_alias_of_the_type {
using write_task = mini::task<void>;
template <class T> using lazy = mini::task<T>;
void save(page p) {
  write_task write = store(p); // warn: 'write' is never awaited, so it never runs
  lazy<int> check = load(p.number); // warn: 'check' is never awaited, so it never runs
}
} // namespace bad_alias_of_the_type

namespace bad_deduced_template_arguments {
void save(page p) {
  mini::task check = load(p.number); // warn: 'check' is never awaited, so it never runs
}
} // namespace bad_deduced_template_arguments

namespace bad_decltype_auto {
void save(page p) {
  decltype(auto) write = store(p); // warn: 'write' is never awaited, so it never runs
}
} // namespace bad_decltype_auto

namespace bad_several_in_one_declaration {
mini::task<void> save(page a, page b) {
  auto first = store(a), // warn: 'first' is never awaited, so it never runs
       second = store(b); // warn: 'second' is never awaited, so it never runs
  co_await mini::tick{};
}
} // namespace bad_several_in_one_declaration

namespace bad_only_the_second_is_awaited {
mini::task<void> save(page a, page b) {
  auto first = store(a); // warn: 'first' is never awaited, so it never runs
  auto second = store(b);
  co_await std::move(second);
}
} // namespace bad_only_the_second_is_awaited

namespace bad_ternary {
void save(page a, page b, bool first) {
  auto write = first ? store(a) : store(b); // warn: 'write' is never awaited, so it never runs
}
} // namespace bad_ternary

namespace bad_comma_in_the_initialiser {
void save(page p) {
  auto write = (log_line("saving"), store(p)); // warn: 'write' is never awaited, so it never runs
}
} // namespace bad_comma_in_the_initialiser

namespace bad_if_init {
mini::task<void> save(page p) {
  if (auto write = store(p); p.number > 0) // warn: 'write' is never awaited, so it never runs
    log_line("saved");
  co_await mini::tick{};
}
} // namespace bad_if_init

namespace bad_switch_init {
mini::task<int> save(page p) {
  switch (auto write = store(p); p.number) { // warn: 'write' is never awaited, so it never runs
  case 0:
    co_return 1;
  default:
    co_return 2;
  }
}
} // namespace bad_switch_init

namespace bad_for_init {
mini::task<void> save(page p) {
  for (auto write = store(p); urgent();) // warn: 'write' is never awaited, so it never runs
    co_await mini::tick{};
}
} // namespace bad_for_init

namespace bad_loop_body {
mini::task<void> save(std::vector<page> pages) {
  for (const page &p : pages) {
    auto write = store(p); // warn: 'write' is never awaited, so it never runs
    log_line("saved");
  }
  co_return;
}
} // namespace bad_loop_body

namespace bad_while_and_do_body {
void save(page p) {
  while (urgent()) {
    auto write = store(p); // warn: 'write' is never awaited, so it never runs
  }
  do {
    auto write = store(p); // warn: 'write' is never awaited, so it never runs
  } while (urgent());
}
} // namespace bad_while_and_do_body

namespace bad_inner_block {
mini::task<void> save(page p) {
  auto write = store(p);
  {
    auto write = store(p); // warn: 'write' is never awaited, so it never runs
  }
  co_await std::move(write);
}
} // namespace bad_inner_block

namespace bad_switch_case {
mini::task<void> save(page p, int how) {
  switch (how) {
  case 0: {
    auto write = store(p); // warn: 'write' is never awaited, so it never runs
    break;
  }
  default:
    co_await store(p);
  }
}
} // namespace bad_switch_case

namespace bad_try_block {
mini::task<void> save(page p) {
  try {
    auto write = store(p); // warn: 'write' is never awaited, so it never runs
  } catch (const std::exception &) {
    log_line("failed");
  }
  co_return;
}
} // namespace bad_try_block

namespace bad_handler {
mini::task<void> save(page p) {
  try {
    co_await store(p);
  } catch (const std::exception &) {
    auto again = store(p); // warn: 'again' is never awaited, so it never runs
  }
}
} // namespace bad_handler

namespace bad_after_a_label {
void save(page p, int rounds) {
again:
  auto write = store(p); // warn: 'write' is never awaited, so it never runs
  if (--rounds > 0)
    goto again;
}
} // namespace bad_after_a_label

namespace bad_structured_binding_of_a_pair {
mini::task<void> copy(int from, int to) {
  auto [reader, writer] = begin_copy(from, to); // warn: 'reader' is never awaited, so it never runs
  log_line("copied");
  co_return;
}
} // namespace bad_structured_binding_of_a_pair

namespace bad_one_of_two_bindings {
mini::task<int> copy(int from, int to) {
  auto [reader, writer] = begin_copy(from, to); // warn: 'writer' is never awaited, so it never runs
  co_return co_await std::move(reader);
}
} // namespace bad_one_of_two_bindings

namespace bad_structured_binding_of_a_tuple {
void copy(page p) {
  auto [write, check] = std::tuple(store(p), load(p.number)); // warn: 'write' is never awaited, so it never runs
  log_line("copied");
}
} // namespace bad_structured_binding_of_a_tuple

namespace bad_structured_binding_of_an_aggregate {
struct upload {
  int id;
  mini::task<void> finished;
};
upload begin_upload(page p);
int start(page p) {
  auto [id, finished] = begin_upload(p); // warn: 'finished' is never awaited, so it never runs
  return id;
}
} // namespace bad_structured_binding_of_an_aggregate

// ---- Where it comes from ----

namespace bad_result_of_a_lambda {
mini::task<void> serve(int port) {
  auto accept = [](int p) -> mini::task<void> {
    for (int i = 0; i < p; ++i)
      co_await mini::tick{};
  };
  auto running = accept(port); // warn: 'running' is never awaited, so it never runs
  co_await mini::tick{};
}
} // namespace bad_result_of_a_lambda

namespace bad_result_of_a_member {
struct cache {
  mini::task<void> refresh();
  mini::task<void> renew() {
    auto refreshing = refresh(); // warn: 'refreshing' is never awaited, so it never runs
    log_line("renewed");
    co_return;
  }
};
} // namespace bad_result_of_a_member

namespace bad_result_of_a_forwarding_function {
auto store_twice(page p) -> mini::task<void> { return when_all(store(p), store(p)); }
void save(page p) {
  auto write = store_twice(p); // warn: 'write' is never awaited, so it never runs
}
} // namespace bad_result_of_a_forwarding_function

namespace bad_inner_task_of_a_nested_one {
mini::task<mini::task<page>> request(int number);
mini::task<void> prefetch(int number) {
  auto answer = co_await request(number); // warn: 'answer' is never awaited, so it never runs
  log_line("requested");
}
} // namespace bad_inner_task_of_a_nested_one

namespace bad_inside_a_lambda {
mini::task<void> serve(std::vector<std::function<void()>> &hooks, page p) {
  hooks.push_back([p] {
    auto write = store(p); // warn: 'write' is never awaited, so it never runs
    log_line("on exit");
  });
  co_return;
}
} // namespace bad_inside_a_lambda

namespace bad_inside_a_coroutine_lambda {
void serve(void (*spawn)(mini::task<void>), page p) {
  spawn([](page q) -> mini::task<void> {
    auto write = store(q); // warn: 'write' is never awaited, so it never runs
    co_await mini::tick{};
  }(p));
}
} // namespace bad_inside_a_coroutine_lambda

namespace bad_inside_a_generator {
mini::generator<int> numbers(page p) {
  auto write = store(p); // warn: 'write' is never awaited, so it never runs
  co_yield p.number;
}
} // namespace bad_inside_a_generator

namespace bad_inside_a_constructor {
struct session {
  bool open_;
  explicit session(page p) : open_(true) {
    auto hello = store(p); // warn: 'hello' is never awaited, so it never runs
  }
  ~session() {
    auto bye = store({}); // warn: 'bye' is never awaited, so it never runs
    open_ = false;
  }
};
} // namespace bad_inside_a_constructor

namespace bad_moved_from_one_name_to_another {
void save(page p) {
  auto write = store(p);
  auto later = std::move(write); // warn: 'later' is never awaited, so it never runs
  log_line("later");
}
} // namespace bad_moved_from_one_name_to_another

// clippy's let_underscore_future: the last of its examples, `let _ = future;`.
namespace bad_moved_into_an_underscore {
void save(page p) {
  auto write = store(p);
  auto _ = std::move(write); // warn: '_' is never awaited, so it never runs
}
} // namespace bad_moved_into_an_underscore

namespace bad_elements_of_a_range_by_value {
struct writes {
  struct iterator {
    page next;
    mini::task<void> operator*() const { return store(next); }
    iterator &operator++();
    bool operator!=(const iterator &) const;
  };
  iterator begin() const;
  iterator end() const;
};
mini::task<void> save(writes all) {
  for (auto write : all) // warn: 'write' is never awaited, so it never runs
    log_line("saved");
  co_return;
}
} // namespace bad_elements_of_a_range_by_value

// ---- Only looked at ----

namespace bad_cast_to_void {
mini::task<void> save(page p) {
  auto write = store(p); // warn: 'write' is never awaited, so it never runs
  (void)write;
  static_cast<void>(write);
  co_await mini::tick{};
}
} // namespace bad_cast_to_void

namespace bad_moved_into_std_ignore {
void save(page p) {
  auto write = store(p); // warn: 'write' is never awaited, so it never runs
  std::ignore = std::move(write);
}
} // namespace bad_moved_into_std_ignore

namespace bad_unevaluated_uses {
void save(page p) {
  auto check = load(p.number); // warn: 'check' is never awaited, so it never runs
  static_assert(sizeof(check) == sizeof(void *));
  using result = decltype(std::move(check).operator co_await().await_resume());
  static_assert(std::is_same_v<result, int>);
  static_assert(noexcept(std::move(check)));
}
} // namespace bad_unevaluated_uses

namespace bad_expression_statement_of_its_name {
void save(page p) {
  auto write = store(p); // warn: 'write' is never awaited, so it never runs
  std::move(write);
}
} // namespace bad_expression_statement_of_its_name

// A task that can be asked about its state.
namespace with_queries {
class step {
public:
  struct promise_type {
    step get_return_object() { return step(std::coroutine_handle<promise_type>::from_promise(*this)); }
    std::suspend_always initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() { std::terminate(); }
  };
  step(step &&o) noexcept : frame_(std::exchange(o.frame_, {})) {}
  ~step() {
    if (frame_)
      frame_.destroy();
  }
  bool done() const noexcept { return frame_.done(); }
  explicit operator bool() const noexcept { return frame_ != nullptr; }
  const char *name() const noexcept { return "step"; }
  void resume() { frame_.resume(); }
  void start();
  void detach();
  void get();
  std::coroutine_handle<> handle() { return frame_; }
  std::coroutine_handle<> release() { return std::exchange(frame_, {}); }
  bool await_ready() const noexcept { return frame_.done(); }
  std::coroutine_handle<> await_suspend(std::coroutine_handle<>) noexcept { return frame_; }
  void await_resume() const noexcept {}

private:
  explicit step(std::coroutine_handle<promise_type> h) : frame_(h) {}
  std::coroutine_handle<promise_type> frame_;
};
step migrate(int schema);
} // namespace with_queries

namespace bad_asked_whether_it_is_done {
bool upgrade(int schema) {
  with_queries::step s = with_queries::migrate(schema); // warn: 's' is never awaited, so it never runs
  if (!s.done())
    log_line("not done");
  return s.done();
}
} // namespace bad_asked_whether_it_is_done

namespace bad_tested_and_named {
bool upgrade(int schema) {
  auto s = with_queries::migrate(schema); // warn: 's' is never awaited, so it never runs
  if (s)
    log_line(s.name());
  return static_cast<bool>(s);
}
} // namespace bad_tested_and_named

// ---- Eager tasks ----

namespace bad_eager {
mini::task<void> save(page p) {
  auto published = publish(p.number); // warn: 'published' is never awaited, so nobody waits for it or sees its exception
  co_await store(p);
}
} // namespace bad_eager

namespace bad_eager_with_an_explicit_type {
void save(page p) {
  mini::eager<> published = publish(p.number); // warn: 'published' is never awaited, so nobody waits for it or sees its exception
}
} // namespace bad_eager_with_an_explicit_type

namespace good_eager_with_consent {
void save(page p) {
  [[maybe_unused]] auto published = publish(p.number);
  auto _ = publish(p.number + 1);
}
} // namespace good_eager_with_consent

namespace good_eager_cast_to_void {
void save(page p) {
  auto published = publish(p.number);
  (void)published;
}
} // namespace good_eager_cast_to_void

// clippy's zombie_processes: the child is started, and nobody waits for its end.
namespace child_process {
class exit_status {
public:
  struct promise_type {
    exit_status get_return_object();
    std::suspend_never initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    void return_value(int);
    void unhandled_exception();
  };
  exit_status(exit_status &&o) noexcept : frame(std::exchange(o.frame, {})) {}
  ~exit_status() {
    if (frame)
      frame.destroy();
  }
  bool await_ready() const noexcept { return frame.done(); }
  void await_suspend(std::coroutine_handle<>) noexcept {}
  int await_resume() const noexcept { return 0; }
  int id() const noexcept { return 0; }
  void kill();
  std::coroutine_handle<promise_type> frame;
};
exit_status spawn(std::string command);
} // namespace child_process

namespace bad_child_that_nobody_waits_for {
mini::task<void> f() {
  auto child = child_process::spawn("true"); // warn: 'child' is never awaited, so nobody waits for it or sees its exception
  co_await mini::tick{};
}
} // namespace bad_child_that_nobody_waits_for

namespace bad_child_that_is_only_asked_for_its_id {
int f() {
  auto child = child_process::spawn("true"); // warn: 'child' is never awaited, so nobody waits for it or sees its exception
  return child.id();
}
} // namespace bad_child_that_is_only_asked_for_its_id

namespace good_child_awaited {
mini::task<int> f() {
  auto child = child_process::spawn("true");
  log_line("started");
  co_return co_await child;
}
} // namespace good_child_awaited

namespace good_child_awaited_in_one_branch {
mini::task<void> f(bool wait) {
  auto child = child_process::spawn("true");
  if (wait)
    co_await child;
}
} // namespace good_child_awaited_in_one_branch

namespace good_child_killed {
void f() {
  auto child = child_process::spawn("sleep 100");
  child.kill();
}
} // namespace good_child_killed

namespace good_child_kept_by_somebody_else {
struct supervisor {
  std::vector<child_process::exit_status> children;
  void adopt(child_process::exit_status &child);
  void start() {
    auto first = child_process::spawn("true");
    children.push_back(std::move(first));
    auto second = child_process::spawn("true");
    adopt(second);
  }
};
} // namespace good_child_kept_by_somebody_else

// ---- Awaited ----

namespace good_awaited_later {
mini::task<int> f(page p) {
  auto next = load(p.number + 1);
  co_await store(p);
  co_return co_await std::move(next);
}
} // namespace good_awaited_later

namespace good_awaited_by_the_operator_itself {
mini::task<int> f(page p) {
  auto next = load(p.number);
  auto awaiter = std::move(next).operator co_await();
  co_return co_await awaiter;
}
} // namespace good_awaited_by_the_operator_itself

namespace good_awaited_through_a_reference {
mini::task<int> f(page p) {
  auto next = load(p.number);
  auto &same = next;
  co_return co_await std::move(same);
}
} // namespace good_awaited_through_a_reference

namespace good_awaited_through_a_pointer {
mini::task<int> f(page p) {
  auto next = load(p.number);
  auto *same = &next;
  co_return co_await std::move(*same);
}
} // namespace good_awaited_through_a_pointer

namespace good_awaited_through_a_forwarding_reference {
mini::task<int> f(page p) {
  auto &&next = load(p.number);
  co_return co_await std::move(next);
}
} // namespace good_awaited_through_a_forwarding_reference

namespace good_awaited_as_a_cast {
mini::task<int> f(page p) {
  auto next = load(p.number);
  co_return co_await static_cast<mini::task<int> &&>(next);
}
} // namespace good_awaited_as_a_cast

namespace good_awaited_in_a_condition {
mini::task<int> f(page p) {
  if (auto next = load(p.number); co_await std::move(next) > 3)
    co_return 1;
  co_return 2;
}
} // namespace good_awaited_in_a_condition

namespace good_awaited_in_every_arm {
mini::task<int> f(page p, bool a) {
  auto one = load(1);
  auto two = load(2);
  co_return a ? co_await std::move(one) : co_await std::move(two);
}
} // namespace good_awaited_in_every_arm

namespace good_awaited_through_a_ternary {
mini::task<int> f(bool a) {
  auto one = load(1);
  auto two = load(2);
  co_return co_await std::move(a ? one : two);
}
} // namespace good_awaited_through_a_ternary

namespace good_awaited_on_one_path {
mini::task<void> f(page p, bool durable) {
  auto write = store(p);
  if (durable)
    co_await std::move(write);
}
} // namespace good_awaited_on_one_path

namespace good_awaited_after_an_early_return {
mini::task<void> f(page p) {
  auto write = store(p);
  if (p.number == 0)
    co_return;
  co_await std::move(write);
}
} // namespace good_awaited_after_an_early_return

namespace good_awaited_in_a_loop {
mini::task<void> f(page p) {
  auto write = store(p);
  while (urgent()) {
    co_await std::move(write);
    break;
  }
}
} // namespace good_awaited_in_a_loop

namespace good_awaited_in_a_handler_free_try {
mini::task<void> f(page p) {
  auto write = store(p);
  try {
    co_await std::move(write);
  } catch (const std::exception &) {
    log_line("failed");
  }
}
} // namespace good_awaited_in_a_handler_free_try

namespace good_awaited_after_a_goto {
mini::task<void> f(page p, bool skip) {
  auto write = store(p);
  if (skip)
    goto out;
  co_await std::move(write);
out:
  log_line("out");
}
} // namespace good_awaited_after_a_goto

namespace good_awaited_in_a_switch {
mini::task<int> f(int how) {
  auto next = load(3);
  switch (how) {
  case 0:
    co_return co_await std::move(next);
  default:
    co_return 0;
  }
}
} // namespace good_awaited_in_a_switch

namespace good_awaited_with_the_comma {
mini::task<void> f(page p) {
  auto write = store(p);
  co_await (log_line("writing"), std::move(write));
}
} // namespace good_awaited_with_the_comma

namespace good_underscore_awaited {
mini::task<void> f(page p) {
  auto _ = store(p);
  co_await std::move(_);
}
} // namespace good_underscore_awaited

namespace good_bindings_awaited {
mini::task<int> f() {
  auto [reader, writer] = begin_copy(1, 2);
  int n = co_await std::move(reader);
  co_await std::move(writer);
  co_return n;
}
} // namespace good_bindings_awaited

namespace good_bindings_by_reference_to_a_member {
struct copier {
  std::pair<mini::task<int>, mini::task<void>> running;
  mini::task<int> f() {
    auto &[reader, writer] = running;
    co_return co_await std::move(reader);
  }
};
} // namespace good_bindings_by_reference_to_a_member

namespace good_aggregate_without_bindings {
struct upload {
  int id;
  mini::task<void> finished;
};
upload begin_upload(page p);
mini::task<int> f(page p) {
  auto u = begin_upload(p);
  co_await std::move(u.finished);
  co_return u.id;
}
} // namespace good_aggregate_without_bindings

namespace good_shared_and_awaited_twice {
struct shared {
  struct promise_type {
    shared get_return_object();
    std::suspend_always initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    void return_void();
    void unhandled_exception();
  };
  bool await_ready() const noexcept { return false; }
  std::coroutine_handle<> await_suspend(std::coroutine_handle<>) const noexcept { return frame; }
  void await_resume() const noexcept {}
  std::coroutine_handle<promise_type> frame;
};
shared load_config();
mini::task<void> f() {
  auto config = load_config();
  co_await config;
  co_await config;
}
} // namespace good_shared_and_awaited_twice

// ---- Started, detached, or waited for by a member ----

namespace good_members_that_run_it {
void f() {
  auto a = with_queries::migrate(1);
  a.start();
  auto b = with_queries::migrate(2);
  b.detach();
  auto c = with_queries::migrate(3);
  c.get();
  auto d = with_queries::migrate(4);
  while (!d.done())
    d.resume();
}
} // namespace good_members_that_run_it

namespace good_frame_taken {
void f(std::vector<std::coroutine_handle<>> &queue) {
  auto a = with_queries::migrate(1);
  queue.push_back(a.release());
  auto b = with_queries::migrate(2);
  b.handle().resume();
}
} // namespace good_frame_taken

// ---- No task of one's own ----

namespace good_reference_to_a_task_held_elsewhere {
struct table {
  std::vector<mini::task<void>> jobs;
  mini::task<void> &newest() { return jobs.back(); }
};
void f(table &t) {
  auto &last = t.jobs.back();
  auto &&first = t.jobs.front();
  const auto &newest = t.newest();
  auto *any = &t.jobs[0];
  (void)any;
  log_line("looked");
}
} // namespace good_reference_to_a_task_held_elsewhere

namespace good_parameters {
void f(mini::task<void> by_value, mini::task<void> &by_reference, mini::task<void> &&by_rvalue) {
  log_line("not mine to await");
}
} // namespace good_parameters

namespace good_members_statics_and_globals {
mini::task<void> at_start = store({});
struct session {
  mini::task<void> greeting = store({});
  std::optional<mini::task<int>> next;
  void f() {
    static auto once = store({});
    static thread_local auto each = store({});
    next = load(3);
  }
};
} // namespace good_members_statics_and_globals

namespace good_not_a_task {
struct task {
  int id;
};
task create(std::string title);
void f() {
  auto t = create("write tests");
  auto numbers = [](int n) -> mini::generator<int> { co_yield n; }(3);
  auto lock_free = mini::ready{};
}
} // namespace good_not_a_task

namespace good_fire_and_forget {
mini::forget heartbeat() { co_await mini::tick{}; }
void f() { auto running = heartbeat(); }
} // namespace good_fire_and_forget

namespace good_destructor_joins {
class job {
public:
  struct promise_type {
    job get_return_object() { return job(std::coroutine_handle<promise_type>::from_promise(*this)); }
    std::suspend_always initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() { std::terminate(); }
  };
  job(job &&o) noexcept : frame_(std::exchange(o.frame_, {})) {}
  ~job() {
    while (frame_ && !frame_.done())
      frame_.resume();
  }
  bool await_ready() const noexcept { return frame_.done(); }
  std::coroutine_handle<> await_suspend(std::coroutine_handle<>) noexcept { return frame_; }
  void await_resume() const noexcept {}

private:
  explicit job(std::coroutine_handle<promise_type> h) : frame_(h) {}
  std::coroutine_handle<promise_type> frame_;
};
job print(int pages) { co_return; }
void f() {
  auto printing = print(3);
  log_line("printing");
}
} // namespace good_destructor_joins

namespace good_unreachable {
mini::task<void> f(page p) {
  co_await store(p);
  co_return;
  auto again = store(p);
}
} // namespace good_unreachable

namespace good_suppressed {
void f(page p) {
  auto a = store(p); // NOLINT(corolint-unawaited-task): a benchmark of frames
  // NOLINTNEXTLINE(corolint-unawaited-task)
  auto b = store(p);
  [[gsl::suppress("corolint-unawaited-task", "a benchmark of frames")]] auto c = store(p);
}
[[gsl::suppress("corolint-unawaited-task")]] void g(page p) { auto d = store(p); }
} // namespace good_suppressed

namespace bad_other_rule_suppressed {
void f(page p) {
  auto a = store(p); // NOLINT(corolint-discarded-task) // warn: 'a' is never awaited, so it never runs
}
} // namespace bad_other_rule_suppressed
