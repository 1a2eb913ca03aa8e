// flags: -std=c++20 -Wno-unused-result -Wno-unused-value
// Who takes a local task over: calls, returns, captures, members, other locals. Next to each the same without it.
#include "annotated.h"
#include <future>
#include <map>
#include <thread>
#include <tuple>
#include <variant>

mini::task<void> write(int block);
mini::task<int> read(int block);
annotated::task<void> index(int block);
mini::task<void> when_all(mini::task<void> a, mini::task<void> b);
template <class... T> mini::task<void> when_any(T &&...tasks);
void sync_wait(mini::task<void> t);
void log_line(const char *what);

// ---- Passed ----

namespace good_moved_into_calls {
void start(mini::task<void> &&t);
mini::task<void> f() {
  auto a = write(1);
  auto b = write(2);
  co_await when_all(std::move(a), std::move(b));
  auto c = write(3);
  start(std::move(c));
  auto d = read(4);
  co_await when_any(std::move(d), write(5));
}
} // namespace good_moved_into_calls

namespace good_passed_by_reference {
void drive(mini::task<void> &t);
void watch(const mini::task<void> &t);
mini::task<void> race(mini::task<void> &a, mini::task<int> &b);
mini::task<void> f() {
  auto a = write(1);
  drive(a);
  auto b = write(2);
  watch(b);
  auto c = write(3);
  auto d = read(4);
  co_await race(c, d);
}
} // namespace good_passed_by_reference

namespace good_passed_by_pointer {
void drive(mini::task<void> *t);
void drive_all(mini::task<void> **first, int n);
void keep(const void *p);
void f() {
  auto a = write(1);
  drive(&a);
  auto b = write(2);
  mini::task<void> *all[] = {&b};
  drive_all(all, 1);
  auto c = write(3);
  keep(std::addressof(c));
}
} // namespace good_passed_by_pointer

namespace good_passed_by_reference_wrapper {
void drive(std::reference_wrapper<mini::task<void>> t);
void f() {
  auto a = write(1);
  drive(a);
  auto b = write(2);
  drive(std::ref(b));
}
} // namespace good_passed_by_reference_wrapper

namespace good_passed_to_a_constructor {
class runner {
public:
  explicit runner(mini::task<void> &t);
  ~runner();
};
class owner {
public:
  explicit owner(mini::task<void> t);
};
void f() {
  auto a = write(1);
  runner r(a);
  auto b = write(2);
  owner o{std::move(b)};
  auto c = write(3);
  auto p = std::make_unique<owner>(std::move(c));
}
} // namespace good_passed_to_a_constructor

namespace good_passed_to_operators {
struct scheduler {
  scheduler &operator<<(mini::task<void> t);
  void operator()(mini::task<void> &t);
};
mini::task<void> operator&&(mini::task<void> a, mini::task<void> b);
mini::task<void> f(scheduler &s) {
  auto a = write(1);
  s << std::move(a);
  auto b = write(2);
  s(b);
  auto c = write(3);
  auto d = write(4);
  co_await (std::move(c) && std::move(d));
}
} // namespace good_passed_to_operators

namespace good_passed_through_a_callable {
mini::task<void> f(std::function<void(mini::task<void> &)> run, void (*other)(mini::task<void>)) {
  auto a = write(1);
  run(a);
  auto b = write(2);
  other(std::move(b));
  co_return;
}
} // namespace good_passed_through_a_callable

namespace good_forwarded {
template <class T> mini::task<void> shielded(T &&t) { co_await std::forward<T>(t); }
mini::task<void> f() {
  auto a = write(1);
  co_await shielded(std::move(a));
  auto &&b = write(2);
  co_await shielded(std::forward<decltype(b)>(b));
}
} // namespace good_forwarded

namespace good_spawned {
void f() {
  auto a = index(1);
  annotated::spawn_task(std::move(a));
  auto job = annotated::spawn([] { log_line("job"); });
}
} // namespace good_spawned

namespace good_waited_for_in_place {
void f() {
  auto a = write(1);
  sync_wait(std::move(a));
}
} // namespace good_waited_for_in_place

namespace good_passed_by_a_user_conversion {
struct any_task {
  any_task(mini::task<void> t);
};
void submit(any_task t);
void f() {
  auto a = write(1);
  submit(std::move(a));
}
} // namespace good_passed_by_a_user_conversion

// Somebody looked at another task; this one is still nobody's.
namespace bad_another_one_was_passed {
void drive(mini::task<void> &t);
mini::task<void> f() {
  auto a = write(1);
  auto b = write(2); // warn: 'b' is never awaited, so it never runs
  drive(a);
  co_await std::move(a);
}
} // namespace bad_another_one_was_passed

namespace bad_only_its_size_was_passed {
void report(std::size_t bytes);
void f() {
  auto a = write(1); // warn: 'a' is never awaited, so it never runs
  report(sizeof(a));
}
} // namespace bad_only_its_size_was_passed

// ---- Returned ----

namespace good_returned {
mini::task<void> by_name() {
  auto t = write(1);
  log_line("prepared");
  return t;
}
mini::task<void> moved() {
  auto t = write(1);
  return std::move(t);
}
mini::task<void> in_a_ternary(bool first) {
  auto a = write(1);
  auto b = write(2);
  return first ? std::move(a) : std::move(b);
}
mini::task<void> after_a_comma(int &calls) {
  auto t = write(1);
  return ++calls, std::move(t);
}
} // namespace good_returned

namespace good_returned_in_objects {
struct pending {
  int id;
  mini::task<void> work;
};
pending aggregate() {
  auto t = write(1);
  return {1, std::move(t)};
}
std::pair<int, mini::task<void>> pair() {
  auto t = write(1);
  return {1, std::move(t)};
}
auto tuple() {
  auto t = write(1);
  auto u = read(2);
  return std::tuple(std::move(t), std::move(u));
}
std::optional<mini::task<void>> optional(bool yes) {
  auto t = write(1);
  if (yes)
    return t;
  return std::nullopt;
}
std::unique_ptr<mini::task<void>> owner() {
  auto t = write(1);
  return std::make_unique<mini::task<void>>(std::move(t));
}
std::variant<int, mini::task<void>> variant() {
  auto t = write(1);
  return t;
}
} // namespace good_returned_in_objects

namespace good_returned_by_a_lambda {
auto make() {
  return [] {
    auto t = write(1);
    return t;
  };
}
} // namespace good_returned_by_a_lambda

namespace good_co_returned {
mini::task<mini::task<void>> f() {
  auto t = write(1);
  co_await mini::tick{};
  co_return std::move(t);
}
} // namespace good_co_returned

namespace good_yielded {
struct tasks {
  struct promise_type {
    tasks get_return_object();
    std::suspend_always initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    std::suspend_always yield_value(mini::task<void> &&);
    void return_void();
    void unhandled_exception();
  };
};
tasks f() {
  auto t = write(1);
  co_yield std::move(t);
  co_yield write(2);
}
} // namespace good_yielded

namespace good_thrown {
void f() {
  auto t = write(1);
  throw std::make_shared<mini::task<void>>(std::move(t));
}
} // namespace good_thrown

namespace good_returned_on_one_path {
mini::task<void> f(bool now) {
  auto t = write(1);
  if (!now)
    return write(2);
  return t;
}
} // namespace good_returned_on_one_path

namespace bad_another_one_is_returned {
mini::task<void> f() {
  auto t = write(1); // warn: 't' is never awaited, so it never runs
  return write(2);
}
} // namespace bad_another_one_is_returned

// ---- Stored ----

namespace good_moved_into_a_member {
struct session {
  mini::task<void> current;
  std::optional<mini::task<void>> next;
  std::vector<mini::task<void>> all;
  std::map<int, mini::task<void>> named;
  void f() {
    auto a = write(1);
    current = std::move(a);
    auto b = write(2);
    this->next = std::move(b);
    auto c = write(3);
    all.push_back(std::move(c));
    auto d = write(4);
    named.emplace(4, std::move(d));
  }
};
} // namespace good_moved_into_a_member

namespace good_moved_into_what_a_parameter_refers_to {
void f(mini::task<void> &out, mini::task<void> *other, std::vector<mini::task<void>> &all) {
  auto a = write(1);
  out = std::move(a);
  auto b = write(2);
  *other = std::move(b);
  auto c = write(3);
  all[0] = std::move(c);
}
} // namespace good_moved_into_what_a_parameter_refers_to

namespace good_address_stored {
struct session {
  mini::task<void> *current;
  void f() {
    auto a = write(1);
    current = &a;
    run();
  }
  void run();
};
} // namespace good_address_stored

namespace good_swapped {
struct session {
  mini::task<void> current;
  void f() {
    auto a = write(1);
    std::swap(current, a);
    auto b = write(2);
    std::ranges::swap(b, current);
  }
};
} // namespace good_swapped

namespace good_exchanged {
struct session {
  mini::task<void> current;
  mini::task<void> f() {
    auto next = write(1);
    return std::exchange(current, std::move(next));
  }
};
} // namespace good_exchanged

namespace good_moved_between_locals_and_awaited {
mini::task<void> f() {
  auto a = write(1);
  auto b = std::move(a);
  auto c(std::move(b));
  co_await std::move(c);
}
} // namespace good_moved_between_locals_and_awaited

namespace good_assigned_again_and_awaited {
mini::task<void> f(bool large) {
  auto t = write(1);
  if (large)
    t = write(2);
  co_await std::move(t);
}
} // namespace good_assigned_again_and_awaited

namespace bad_assigned_again_and_still_not_awaited {
void f(bool large) {
  auto t = write(1); // warn: 't' is never awaited, so it never runs
  if (large)
    t = write(2);
}
} // namespace bad_assigned_again_and_still_not_awaited

namespace good_aggregate_of_tasks {
struct job {
  mini::task<void> work;
  int priority;
};
void submit(job j);
void f() {
  auto t = write(1);
  job j{std::move(t), 3};
  submit(std::move(j));
}
} // namespace good_aggregate_of_tasks

namespace good_heap_object {
struct job {
  mini::task<void> work;
};
job *f() {
  auto t = write(1);
  return new job{std::move(t)};
}
} // namespace good_heap_object

namespace good_promise_of_the_standard_library {
void f(std::promise<mini::task<void>> &p) {
  auto t = write(1);
  p.set_value(std::move(t));
}
} // namespace good_promise_of_the_standard_library

// ---- Captured ----

namespace good_captured_by_move {
template <class F> void defer(F f) { annotated::keep(&f); }
void f() {
  auto t = write(1);
  defer([t = std::move(t)]() mutable { sync_wait(std::move(t)); });
  auto u = write(2);
  auto closure = [u = std::move(u)]() mutable { sync_wait(std::move(u)); };
  closure();
}
} // namespace good_captured_by_move

namespace good_captured_by_reference {
template <class F> void call(F f) { f(); }
void f() {
  auto t = write(1);
  call([&t] { sync_wait(std::move(t)); });
  auto u = write(2);
  call([&] { sync_wait(std::move(u)); });
  auto v = write(3);
  auto closure = [&alias = v] { sync_wait(std::move(alias)); };
  closure();
}
} // namespace good_captured_by_reference

namespace good_captured_by_a_coroutine_lambda {
mini::task<void> f() {
  auto t = write(1);
  auto run = [&t]() -> mini::task<void> { co_await std::move(t); };
  co_await run();
}
} // namespace good_captured_by_a_coroutine_lambda

namespace good_captured_by_a_nested_lambda {
template <class F> void call(F f) { f(); }
void f() {
  auto t = write(1);
  call([&] { call([&] { sync_wait(std::move(t)); }); });
}
} // namespace good_captured_by_a_nested_lambda

namespace good_captured_by_a_thread {
void f() {
  auto t = write(1);
  std::jthread worker([t = std::move(t)]() mutable { sync_wait(std::move(t)); });
}
} // namespace good_captured_by_a_thread

namespace good_used_by_a_local_class {
void f() {
  static auto t = write(1);
  struct stopper {
    ~stopper() { sync_wait(std::move(t)); }
  } stop;
}
} // namespace good_used_by_a_local_class

namespace bad_captured_is_another_one_of_that_name {
void f() {
  auto t = write(1); // warn: 't' is never awaited, so it never runs
  auto run = [t = write(2)]() mutable { sync_wait(std::move(t)); };
  run();
}
} // namespace bad_captured_is_another_one_of_that_name

namespace bad_captured_is_an_index {
mini::task<void> f() {
  int block = 3;
  auto t = write(block); // warn: 't' is never awaited, so it never runs
  auto again = [block] { return write(block); };
  co_await again();
}
} // namespace bad_captured_is_an_index

// ---- Annotated types ----

namespace bad_annotated_task {
annotated::task<void> f() {
  auto t = index(1); // warn: 't' is never awaited, so it never runs
  co_await index(2);
}
} // namespace bad_annotated_task

namespace bad_annotated_opaque_type {
class [[clang::annotate("corolint::task", "lazy")]] job {
public:
  job(job &&) noexcept;
  ~job();
  void start();
  bool started() const;
};
job reindex(int table);
bool f() {
  auto j = reindex(3); // warn: 'j' is never awaited, so it never runs
  return j.started();
}
} // namespace bad_annotated_opaque_type

namespace good_annotated_opaque_type_started {
class [[clang::annotate("corolint::task", "lazy")]] job {
public:
  job(job &&) noexcept;
  ~job();
  void start();
  bool started() const;
};
job reindex(int table);
bool f() {
  auto j = reindex(3);
  j.start();
  return j.started();
}
} // namespace good_annotated_opaque_type_started

namespace good_detachable_handle {
void f() {
  auto handle = annotated::spawn([] { log_line("on the pool"); });
  const auto &other = annotated::spawn([] { log_line("again"); });
}
} // namespace good_detachable_handle

namespace bad_lock_is_unawaited_lock {
mini::task<void> f(mini::async_mutex &m, int &n) {
  auto guard = m.lock(); // warn[unawaited-lock]: 'guard' is not awaited, so nothing is locked // note: the lock is taken only when this is awaited // fix: auto guard = co_await m.lock();
  ++n;
  co_return;
}
} // namespace bad_lock_is_unawaited_lock

namespace bad_switch_is_unawaited_executor_switch {
mini::task<void> f() {
  auto hop = annotated::resume_on(3); // warn[unawaited-executor-switch]: the switch made by 'resume_on' is not awaited, so the code below runs on the executor it is on already
  log_line("where am I");
  co_return;
}
} // namespace bad_switch_is_unawaited_executor_switch
