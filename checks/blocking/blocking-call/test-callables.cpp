// Callables: those that are called before the call returns block like any function; of unknown ones nothing is said.
// flags: -std=c++20 -pthread
#include "annotated.h"
#include <algorithm>
#include <corolint/annotations.h>
#include <functional>
#include <map>
#include <mutex>
#include <ranges>
#include <thread>
#include <tuple>
#include <unistd.h>
#include <variant>

using namespace std::chrono_literals;

mini::task<void> store(int id = 0);
void settle() { std::this_thread::sleep_for(1s); } // note: 'settle' calls 'sleep_for' here, which puts the thread to sleep // note: 'settle' calls 'sleep_for' here, which puts the thread to sleep // note: 'settle' calls 'sleep_for' here, which puts the thread to sleep // note: 'settle' calls 'sleep_for' here, which puts the thread to sleep // note: 'settle' calls 'sleep_for' here, which puts the thread to sleep // note: 'settle' calls 'sleep_for' here, which puts the thread to sleep // note: 'settle' calls 'sleep_for' here, which puts the thread to sleep // note: 'settle' calls 'sleep_for' here, which puts the thread to sleep // note: 'settle' calls 'sleep_for' here, which puts the thread to sleep // note: 'settle' calls 'sleep_for' here, which puts the thread to sleep // note: 'settle' calls 'sleep_for' here, which puts the thread to sleep // note: 'settle' calls 'sleep_for' here, which puts the thread to sleep // note: 'settle' calls 'sleep_for' here, which puts the thread to sleep // note: 'settle' calls 'sleep_for' here, which puts the thread to sleep // note: 'settle' calls 'sleep_for' here, which puts the thread to sleep // note: 'settle' calls 'sleep_for' here, which puts the thread to sleep // note: 'settle' calls 'sleep_for' here, which puts the thread to sleep
int slow(int n) {
  std::this_thread::sleep_for(1s); // note: 'slow' calls 'sleep_for' here, which puts the thread to sleep // note: 'slow' calls 'sleep_for' here, which puts the thread to sleep // note: 'slow' calls 'sleep_for' here, which puts the thread to sleep // note: 'slow' calls 'sleep_for' here, which puts the thread to sleep // note: 'slow' calls 'sleep_for' here, which puts the thread to sleep // note: 'slow' calls 'sleep_for' here, which puts the thread to sleep // note: 'slow' calls 'sleep_for' here, which puts the thread to sleep // note: 'slow' calls 'sleep_for' here, which puts the thread to sleep // note: 'slow' calls 'sleep_for' here, which puts the thread to sleep // note: 'slow' calls 'sleep_for' here, which puts the thread to sleep // note: 'slow' calls 'sleep_for' here, which puts the thread to sleep
  return n;
}

// ---- Called where they are written ----

mini::task<void> bad_invoked_at_once() {
  [] { settle(); }(); // warn: this lambda may block the thread of coroutine 'bad_invoked_at_once' // note: await an asynchronous version of it, or hand it to a thread that may block // note: this lambda calls 'settle' here
  co_await store();
}

mini::task<void> bad_named_and_called() {
  auto rest = [] { settle(); }; // note: this lambda calls 'settle' here
  co_await store();
  rest(); // warn: this lambda may block the thread of coroutine 'bad_named_and_called' // note: await an asynchronous version of it, or hand it to a thread that may block
}

mini::task<void> bad_named_and_called_twice() {
  const auto rest = [](int n) { slow(n); }; // note: this lambda calls 'slow' here // note: this lambda calls 'slow' here
  rest(1); // warn: this lambda may block the thread of coroutine 'bad_named_and_called_twice' // note: await an asynchronous version of it, or hand it to a thread that may block
  co_await store();
  rest(2); // warn: this lambda may block the thread of coroutine 'bad_named_and_called_twice' // note: await an asynchronous version of it, or hand it to a thread that may block
}

mini::task<int> bad_initialises_a_constant(bool hard) {
  const int n = [&] { return hard ? slow(1) : 0; }(); // warn: this lambda may block the thread of coroutine 'bad_initialises_a_constant' // note: await an asynchronous version of it, or hand it to a thread that may block // note: this lambda calls 'slow' here
  co_await store(n);
  co_return n;
}

mini::task<void> bad_lambda_calls_a_lambda() {
  auto inner = [] { settle(); }; // note: this lambda calls 'settle' here
  auto outer = [&] { inner(); }; // note: this lambda calls this lambda here
  outer(); // warn: this lambda may block the thread of coroutine 'bad_lambda_calls_a_lambda' // note: await an asynchronous version of it, or hand it to a thread that may block
  co_await store();
}

mini::task<void> bad_generic_lambda() {
  auto rest = [](auto pause) { std::this_thread::sleep_for(pause); }; // note: this lambda calls 'sleep_for' here, which puts the thread to sleep
  rest(1s); // warn: this lambda may block the thread of coroutine 'bad_generic_lambda' // note: await an asynchronous version of it, or hand it to a thread that may block
  co_await store();
}

namespace bad_function_object {
struct Rest {
  void operator()() const { settle(); } // note: 'operator()' calls 'settle' here
};
mini::task<void> f(Rest rest) {
  rest(); // warn: 'operator()' may block the thread of coroutine 'f' // note: await an asynchronous version of it, or hand it to a thread that may block
  co_await store();
}
} // namespace bad_function_object

mini::task<void> good_lambda_that_returns_at_once(int n) {
  auto twice = [](int k) { return 2 * k; };
  co_await store(twice(n));
}

mini::task<void> good_lambda_that_nobody_calls() {
  auto rest = [] { settle(); };
  (void)rest;
  co_await store();
}

// ---- Handed to what is visible and calls them ----

namespace visible {
template <class F> void twice(F f) {
  f();
  f();
}
template <class F> void forwarded(F &&f) { twice(std::forward<F>(f)); } // note: 'forwarded' calls this lambda here
template <class F> struct Keeper {
  F f;
};
template <class F> Keeper<F> keep(F f) { return {std::move(f)}; }

mini::task<void> bad_template_that_calls() {
  twice([] { settle(); }); // warn: this lambda may block the thread of coroutine 'bad_template_that_calls' // note: await an asynchronous version of it, or hand it to a thread that may block // note: this lambda calls 'settle' here
  co_await store();
}

mini::task<void> bad_template_that_forwards() {
  co_await store();
  forwarded([] { settle(); }); // warn: 'forwarded' may block the thread of coroutine 'bad_template_that_forwards' // note: await an asynchronous version of it, or hand it to a thread that may block // note: this lambda calls 'settle' here
}

mini::task<void> bad_named_function() {
  twice(settle); // warn: 'settle' may block the thread of coroutine 'bad_named_function' // note: await an asynchronous version of it, or hand it to a thread that may block
  co_await store();
}

mini::task<void> good_harmless_callable() {
  int n = 0;
  twice([&] { ++n; });
  co_await store(n);
}

mini::task<void> good_template_that_keeps() {
  auto kept = keep([] { settle(); });
  (void)kept;
  co_await store();
}
} // namespace visible

mini::task<void> bad_annotated_invoked_in_place() {
  annotated::call_now([] { settle(); }); // warn: this lambda may block the thread of coroutine 'bad_annotated_invoked_in_place' // note: await an asynchronous version of it, or hand it to a thread that may block // note: this lambda calls 'settle' here
  co_await store();
}

namespace bad_declared_only_and_annotated {
using Job = std::function<void()>;
void with_lock(Job COROLINT_INVOKED_IN_PLACE job);
mini::task<void> f() {
  with_lock([] { settle(); }); // warn: this lambda may block the thread of coroutine 'f' // note: await an asynchronous version of it, or hand it to a thread that may block // note: this lambda calls 'settle' here
  co_await store();
}
} // namespace bad_declared_only_and_annotated

// Nobody knows when, and where, it is called.
namespace good_declared_only {
void on_idle(void (*f)());
void at_exit(std::function<void()> f);
mini::task<void> f() {
  on_idle([] { settle(); });
  at_exit([] { settle(); });
  co_await store();
}
} // namespace good_declared_only

// ---- Algorithms and the like of the standard library ----

mini::task<void> bad_for_each(std::vector<int> rows) {
  std::for_each(rows.begin(), rows.end(), [](int n) { slow(n); }); // warn: this lambda may block the thread of coroutine 'bad_for_each' // note: await an asynchronous version of it, or hand it to a thread that may block // note: this lambda calls 'slow' here
  co_await store();
}

mini::task<void> bad_ranges_for_each(std::vector<int> rows) {
  std::ranges::for_each(rows, [](int n) { slow(n); }); // warn: this lambda may block the thread of coroutine 'bad_ranges_for_each' // note: await an asynchronous version of it, or hand it to a thread that may block // note: this lambda calls 'slow' here
  co_await store();
}

mini::task<void> bad_for_each_with_a_function(std::vector<int> rows) {
  std::for_each(rows.begin(), rows.end(), slow); // warn: 'slow' may block the thread of coroutine 'bad_for_each_with_a_function' // note: await an asynchronous version of it, or hand it to a thread that may block
  co_await store();
}

mini::task<void> bad_transform(std::vector<int> rows) {
  std::transform(rows.begin(), rows.end(), rows.begin(), [](int n) { return slow(n); }); // warn: this lambda may block the thread of coroutine 'bad_transform' // note: await an asynchronous version of it, or hand it to a thread that may block // note: this lambda calls 'slow' here
  co_await store();
}

mini::task<void> bad_sort(std::vector<int> rows) {
  std::sort(rows.begin(), rows.end(), [](int a, int b) { return slow(a) < b; }); // warn: this lambda may block the thread of coroutine 'bad_sort' // note: await an asynchronous version of it, or hand it to a thread that may block // note: this lambda calls 'slow' here
  co_await store();
}

mini::task<bool> bad_any_of(std::vector<int> rows) {
  bool found = std::ranges::any_of(rows, [](int n) { return slow(n) > 0; }); // warn: this lambda may block the thread of coroutine 'bad_any_of' // note: await an asynchronous version of it, or hand it to a thread that may block // note: this lambda calls 'slow' here
  co_await store();
  co_return found;
}

mini::task<void> bad_invoke() {
  std::invoke([] { settle(); }); // warn: this lambda may block the thread of coroutine 'bad_invoke' // note: await an asynchronous version of it, or hand it to a thread that may block // note: this lambda calls 'settle' here
  co_await store();
}

mini::task<void> bad_invoke_a_function() {
  co_await store();
  std::invoke(slow, 1); // warn: 'slow' may block the thread of coroutine 'bad_invoke_a_function' // note: await an asynchronous version of it, or hand it to a thread that may block
}

namespace bad_invoke_a_member {
struct Journal {
  int fd;
  void flush() { ::fsync(fd); } // note: 'flush' calls 'fsync' here, which waits for the disk
};
mini::task<void> f(Journal &journal) {
  std::invoke(&Journal::flush, journal); // warn: 'flush' may block the thread of coroutine 'f' // note: await an asynchronous version of it, or hand it to a thread that may block
  co_await store();
}
} // namespace bad_invoke_a_member

mini::task<void> bad_apply(std::tuple<int, int> rows) {
  std::apply([](int a, int b) { slow(a + b); }, rows); // warn: this lambda may block the thread of coroutine 'bad_apply' // note: await an asynchronous version of it, or hand it to a thread that may block // note: this lambda calls 'slow' here
  co_await store();
}

mini::task<void> bad_visit(std::variant<int, std::string> row) {
  std::visit([](auto &&) { settle(); }, row); // warn: this lambda may block the thread of coroutine 'bad_visit' // note: await an asynchronous version of it, or hand it to a thread that may block // note: this lambda calls 'settle' here
  co_await store();
}

mini::task<void> bad_call_once(std::once_flag &once) {
  std::call_once(once, [] { settle(); }); // warn: this lambda may block the thread of coroutine 'bad_call_once' // note: await an asynchronous version of it, or hand it to a thread that may block // note: this lambda calls 'settle' here
  co_await store();
}

mini::task<void> good_algorithms(std::vector<int> rows, std::once_flag &once) {
  int sum = 0;
  std::for_each(rows.begin(), rows.end(), [&](int n) { sum += n; });
  std::ranges::sort(rows, [](int a, int b) { return a > b; });
  std::call_once(once, [&] { sum = 0; });
  std::invoke([&] { ++sum; });
  co_await store(sum);
}

// The callable is made, and no algorithm has called it yet.
mini::task<void> good_lazy_view_that_nobody_reads(std::vector<int> rows) {
  auto slowly = rows | std::views::transform([](int n) { return slow(n); });
  (void)slowly;
  co_await store();
}

// ---- Function pointers and erased callables ----

using Hook = void (*)(int);

mini::task<void> good_function_pointer(Hook hook) {
  hook(1);
  co_await store();
}

mini::task<void> good_table_of_function_pointers(std::map<int, Hook> hooks) {
  for (auto &[id, hook] : hooks)
    hook(id);
  co_await store();
}

mini::task<void> good_member_pointer(std::string &text, void (std::string::*change)()) {
  (text.*change)();
  co_await store();
}

mini::task<void> good_erased(const std::function<void()> &callback) {
  callback();
  co_await store();
}

// A constant that names the function is the function.
namespace bad_constant_function_pointer {
constexpr auto at_rest = &settle;
mini::task<void> f() {
  at_rest(); // warn: 'settle' may block the thread of coroutine 'f' // note: await an asynchronous version of it, or hand it to a thread that may block
  co_await store();
}
} // namespace bad_constant_function_pointer

namespace bad_address_called {
mini::task<void> f() {
  (&settle)(); // warn: 'settle' may block the thread of coroutine 'f' // note: await an asynchronous version of it, or hand it to a thread that may block
  co_await store();
}
} // namespace bad_address_called

// A variable may point elsewhere by now.
namespace good_changeable_function_pointer {
void (*at_rest)() = settle;
mini::task<void> f() {
  at_rest();
  co_await store();
}
} // namespace good_changeable_function_pointer

// ---- Parameters of helpers ----

namespace parameters {
void run(void (*job)()) { job(); }
void run_erased(const std::function<void()> &job) { job(); }
struct Base {
  virtual ~Base() = default;
  virtual void run() = 0;
};
void run_base(Base &job) { job.run(); }
struct Slow : Base {
  void run() override { settle(); }
};

mini::task<void> good_helper_with_an_object_of_unknown_type(Base &job) {
  run_base(job);
  co_await store();
}

mini::task<void> good_helper_with_unknown_callables(void (*job)(), std::function<void()> erased) {
  run(job);
  run_erased(erased);
  co_await store();
}
} // namespace parameters

// ---- What is made for the coroutine by templates of the standard library ----

namespace made {
struct Session {
  Session() { settle(); } // note: the constructor of 'Session' calls 'settle' here // note: the constructor of 'Session' calls 'settle' here // note: the constructor of 'Session' calls 'settle' here
  explicit Session(int) {}
};

mini::task<void> bad_make_unique() {
  auto session = std::make_unique<Session>(); // warn: the constructor of 'Session' may block the thread of coroutine 'bad_make_unique' // note: await an asynchronous version of it, or hand it to a thread that may block
  co_await store();
}

mini::task<void> bad_make_shared() {
  co_await store();
  auto session = std::make_shared<Session>(); // warn: the constructor of 'Session' may block the thread of coroutine 'bad_make_shared' // note: await an asynchronous version of it, or hand it to a thread that may block
}

mini::task<void> bad_emplaced_in_an_optional(std::optional<Session> &session) {
  session.emplace(); // warn: the constructor of 'Session' may block the thread of coroutine 'bad_emplaced_in_an_optional' // note: await an asynchronous version of it, or hand it to a thread that may block
  co_await store();
}

mini::task<void> good_made_with_the_other_constructor(std::optional<Session> &slot) {
  auto session = std::make_unique<Session>(1);
  slot.emplace(2);
  co_await store();
}

mini::task<void> good_made_empty() {
  std::optional<Session> session;
  std::unique_ptr<Session> owned;
  co_await store();
}
} // namespace made

// ---- The same ways, with callables that return at once ----

mini::task<void> good_invoked_at_once() {
  int n = [] { return 1; }();
  co_await store(n);
}

namespace good_function_object {
struct Twice {
  int operator()(int n) const { return 2 * n; }
};
mini::task<void> f(Twice twice) { co_await store(twice(1)); }
} // namespace good_function_object

mini::task<void> good_annotated_invoked_in_place() {
  int n = 0;
  annotated::call_now([&] { ++n; });
  co_await store(n);
}

namespace good_invoke_a_member {
struct Journal {
  int entries = 0;
  int size() const { return entries; }
  void flush() { settle(); }
};
mini::task<void> f(Journal &journal) { co_await store(std::invoke(&Journal::size, journal)); }
} // namespace good_invoke_a_member

mini::task<void> good_apply(std::tuple<int, int> rows) {
  co_await store(std::apply([](int a, int b) { return a + b; }, rows));
}

mini::task<void> good_visit(std::variant<int, std::string> row) {
  bool number = std::visit([](auto &v) { return std::is_same_v<decltype(v), int &>; }, row);
  co_await store(number);
}

mini::task<void> good_transform(std::vector<int> rows) {
  std::transform(rows.begin(), rows.end(), rows.begin(), [](int n) { return -n; });
  co_await store(rows.empty());
}

// Overloads for the alternatives: the one that blocks is for a type that is not among them.
namespace good_visitor_with_an_unused_overload {
struct Visitor {
  int operator()(int n) const { return n; }
  int operator()(const std::string &) const { return 0; }
  int operator()(void *) const { return slow(1); }
};
mini::task<void> f(std::variant<int, std::string> row) { co_await store(std::visit(Visitor{}, row)); }
} // namespace good_visitor_with_an_unused_overload

// What the callable makes is another callable.
mini::task<void> good_lambda_returns_a_lambda() {
  auto make = [] { return [] { settle(); }; };
  auto later = make();
  (void)later;
  co_await store();
}

mini::task<void> good_lambda_starts_a_thread() {
  auto start = [] { std::thread(settle).detach(); };
  start();
  co_await store();
}

mini::task<void> good_stored_in_an_erased_callable(std::vector<std::function<void()>> &later) {
  later.emplace_back([] { settle(); });
  later.push_back(settle);
  co_await store();
}

mini::task<void> good_bound_and_not_called() {
  auto bound = std::bind(slow, 1);
  (void)bound;
  co_await store();
}

mini::task<void> good_awaited_lambda() {
  auto rest = []() -> mini::task<void> { co_await mini::sleep_for(1s); };
  co_await rest();
}
