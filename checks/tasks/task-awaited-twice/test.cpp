// A task that can be awaited once is awaited again on one path, or after somebody else has consumed it. And the second
// awaits that are none.
#include "annotated.h"
#include "mini.h"
#include <array>
#include <deque>
#include <map>
#include <stdexcept>
#include <tuple>

mini::task<int> fetch(int key);
mini::task<void> push(int key);
mini::task<bool> done();
annotated::task<int> read(int block);
mini::task<void> when_all(mini::task<void> a, mini::task<void> b);
mini::task<void> when_all(std::vector<mini::task<void>> tasks);
mini::task<int> with_timeout(mini::task<int> t, int ms);
std::pair<mini::task<int>, mini::task<int>> fetch_both(int key);
int sync_wait(mini::task<int> t);
void start(mini::task<void> t);
int add(int a, int b);
void log_line(const char *what);

// A task with a state that one can ask for.
class Request : public mini::task<int> {
public:
  struct promise_type : mini::task<int>::promise_type {
    Request get_return_object();
  };
  Request(Request &&) = default;
  Request &operator=(Request &&) = default;
  bool valid() const;
  explicit operator bool() const;
};
Request send(int key);

// ---- One after the other ----

mini::task<int> bad_in_a_row(int key) {
  auto t = fetch(key);
  int first = co_await std::move(t); // note: 't' is awaited here first
  int second = co_await std::move(t); // warn: 't' is awaited again after it was awaited, and there is nothing left in it
  co_return first + second;
}

mini::task<void> bad_void_task() {
  mini::task<void> t = push(1);
  co_await std::move(t); // note: 't' is awaited here first
  log_line("pushed");
  co_await std::move(t); // warn: 't' is awaited again after it was awaited, and there is nothing left in it
}

annotated::task<int> bad_annotated_task(int block) {
  auto r = read(block);
  int before = co_await std::move(r); // note: 'r' is awaited here first
  co_return before - co_await std::move(r); // warn: 'r' is awaited again after it was awaited, and there is nothing left in it
}

mini::task<int> bad_in_one_expression(int key) {
  auto t = fetch(key);
  co_return co_await std::move(t) + co_await std::move(t); // warn: 't' is awaited again after it was awaited, and there is nothing left in it // note: 't' is awaited here first
}

mini::task<int> bad_in_arguments(int key) {
  auto t = fetch(key);
  co_return add(co_await std::move(t), co_await std::move(t)); // warn: 't' is awaited again after it was awaited, and there is nothing left in it // note: 't' is awaited here first
}

mini::task<int> bad_other_casts_to_an_rvalue(int key) {
  auto t = fetch(key);
  int first = co_await static_cast<mini::task<int> &&>(t); // note: 't' is awaited here first
  co_return first + co_await std::forward<mini::task<int>>(t); // warn: 't' is awaited again after it was awaited, and there is nothing left in it
}

mini::task<int> bad_result_ignored_first(int key) {
  auto t = fetch(key);
  co_await std::move(t); // note: 't' is awaited here first
  co_return co_await std::move(t); // warn: 't' is awaited again after it was awaited, and there is nothing left in it
}

mini::task<int> bad_in_a_condition(int key) {
  auto t = fetch(key);
  if (co_await std::move(t) > 0) // note: 't' is awaited here first
    co_return co_await std::move(t); // warn: 't' is awaited again after it was awaited, and there is nothing left in it
  co_return 0;
}

mini::task<int> bad_in_a_declaration_of_an_if(int key) {
  if (auto t = fetch(key); co_await std::move(t) > 0) // note: 't' is awaited here first
    co_return co_await std::move(t); // warn: 't' is awaited again after it was awaited, and there is nothing left in it
  co_return 0;
}

// ---- Branches ----

mini::task<void> bad_after_a_branch(bool urgent) {
  auto p = push(1);
  if (urgent)
    co_await std::move(p); // note: 'p' is awaited here first
  co_await push(2);
  co_await std::move(p); // warn: 'p' is awaited again after it was awaited, and there is nothing left in it
}

mini::task<int> bad_in_a_later_branch(int key, bool check) {
  auto t = fetch(key);
  int v = co_await std::move(t); // note: 't' is awaited here first
  if (check)
    v += co_await std::move(t); // warn: 't' is awaited again after it was awaited, and there is nothing left in it
  co_return v;
}

mini::task<int> bad_same_condition_twice(int key, bool hurry) {
  auto t = fetch(key);
  int v = 0;
  if (hurry)
    v = co_await std::move(t); // note: 't' is awaited here first
  log_line("between");
  if (hurry)
    v += co_await std::move(t); // warn: 't' is awaited again after it was awaited, and there is nothing left in it
  co_return v;
}

mini::task<int> bad_after_a_ternary(int key, bool hurry) {
  auto t = fetch(key);
  int v = hurry ? co_await std::move(t) : key; // note: 't' is awaited here first
  co_return v + co_await std::move(t); // warn: 't' is awaited again after it was awaited, and there is nothing left in it
}

mini::task<void> bad_fallthrough(int mode) {
  auto p = push(1);
  switch (mode) {
  case 0:
    co_await std::move(p); // note: 'p' is awaited here first
    [[fallthrough]];
  case 1:
    co_await std::move(p); // warn: 'p' is awaited again after it was awaited, and there is nothing left in it
    break;
  default:
    break;
  }
}

mini::task<int> bad_goto_back(int key) {
  auto t = fetch(key); // note: 't' is made once, before the loop; make a new task in each round
  int v = 0;
again:
  v += co_await std::move(t); // warn: 't' is awaited again after it was awaited in an earlier round of the loop, and there is nothing left in it
  if (v < 10)
    goto again;
  co_return v;
}

mini::task<int> bad_condition_changed_in_between(int key, bool hurry) {
  auto t = fetch(key);
  int v = 0;
  if (hurry)
    v = co_await std::move(t); // note: 't' is awaited here first
  hurry = !co_await done();
  if (!hurry)
    v += co_await std::move(t); // warn: 't' is awaited again after it was awaited, and there is nothing left in it
  co_return v;
}

// ---- Loops ----

mini::task<int> bad_made_before_the_loop(int key) {
  auto t = fetch(key); // note: 't' is made once, before the loop; make a new task in each round
  int sum = 0;
  for (int i = 0; i < 5; ++i)
    sum += co_await std::move(t); // warn: 't' is awaited again after it was awaited in an earlier round of the loop, and there is nothing left in it
  co_return sum;
}

mini::task<int> bad_in_a_loop_condition(int key) {
  auto t = fetch(key); // note: 't' is made once, before the loop; make a new task in each round
  int n = 0;
  while (co_await std::move(t) > n) // warn: 't' is awaited again after it was awaited in an earlier round of the loop, and there is nothing left in it
    ++n;
  co_return n;
}

mini::task<void> bad_range_for(std::vector<int> keys) {
  auto p = push(0); // note: 'p' is made once, before the loop; make a new task in each round
  for (int key : keys) {
    co_await push(key);
    co_await std::move(p); // warn: 'p' is awaited again after it was awaited in an earlier round of the loop, and there is nothing left in it
  }
}

mini::task<int> bad_do_while(int key) {
  auto t = fetch(key); // note: 't' is made once, before the loop; make a new task in each round
  int v;
  do {
    v = co_await std::move(t); // warn: 't' is awaited again after it was awaited in an earlier round of the loop, and there is nothing left in it
  } while (v < 0);
  co_return v;
}

mini::task<int> bad_break_on_some_rounds(int key) {
  auto t = fetch(key); // note: 't' is made once, before the loop; make a new task in each round
  for (int i = 0; i < 3; ++i) {
    int v = co_await std::move(t); // warn: 't' is awaited again after it was awaited in an earlier round of the loop, and there is nothing left in it
    if (v > 0)
      break;
  }
  co_return key;
}

mini::task<int> bad_after_the_loop(int key, int n) {
  auto t = fetch(key);
  int v = 0;
  while (n-- > 0) {
    v = co_await std::move(t); // note: 't' is awaited here first
    break;
  }
  co_return v + co_await std::move(t); // warn: 't' is awaited again after it was awaited, and there is nothing left in it
}

mini::task<int> bad_refilled_on_some_rounds(int key) {
  auto t = fetch(key); // note: 't' is made once, before the loop; make a new task in each round
  int sum = 0;
  for (int i = 0; i < 5; ++i) {
    sum += co_await std::move(t); // warn: 't' is awaited again after it was awaited in an earlier round of the loop, and there is nothing left in it
    if (sum % 2)
      t = fetch(sum);
  }
  co_return sum;
}

// ---- Retries ----

mini::task<int> bad_retry_after_a_handler(int key) {
  auto op = fetch(key);
  try {
    co_return co_await std::move(op); // note: 'op' is awaited here first
  } catch (const std::runtime_error &) {
    log_line("retrying");
  }
  co_return co_await std::move(op); // warn: 'op' is awaited again after it was awaited, and there is nothing left in it
}

mini::task<int> bad_retry_loop(int key) {
  auto op = fetch(key); // note: 'op' is made once, before the loop; make a new task in each round
  for (int attempt = 0; attempt < 3; ++attempt) {
    try {
      co_return co_await std::move(op); // warn: 'op' is awaited again after it was awaited in an earlier round of the loop, and there is nothing left in it
    } catch (const std::runtime_error &) {
      log_line("retrying");
    }
  }
  co_return -1;
}

mini::task<int> bad_retry_with_a_flag(int key) {
  auto op = fetch(key);
  bool failed = false;
  int v = 0;
  try {
    v = co_await std::move(op); // note: 'op' is awaited here first
  } catch (...) {
    failed = true;
  }
  if (failed)
    v = co_await std::move(op); // warn: 'op' is awaited again after it was awaited, and there is nothing left in it
  co_return v;
}

// ---- Consumed by somebody else ----

mini::task<void> bad_moved_into_a_combinator() {
  auto a = push(1);
  auto b = push(2);
  co_await when_all(std::move(a), std::move(b)); // note: 'a' is moved away here first
  co_await std::move(a); // warn: 'a' is awaited again after it was moved away, and there is nothing left in it
}

mini::task<int> bad_moved_into_a_timeout(int key) {
  auto t = fetch(key);
  int v = co_await with_timeout(std::move(t), 100); // note: 't' is moved away here first
  if (v < 0)
    v = co_await std::move(t); // warn: 't' is awaited again after it was moved away, and there is nothing left in it
  co_return v;
}

mini::task<int> bad_moved_in_each_round(int key) {
  auto t = fetch(key); // note: 't' is made once, before the loop; make a new task in each round
  for (int ms = 10; ms < 1000; ms *= 2) {
    int v = co_await with_timeout(std::move(t), ms); // warn: 't' is moved again after it was moved away in an earlier round of the loop, and there is nothing left in it
    if (v >= 0)
      co_return v;
  }
  co_return -1;
}

mini::task<int> bad_awaited_then_moved_into_a_combinator(int key) {
  auto t = fetch(key);
  int v = co_await std::move(t); // note: 't' is awaited here first
  co_return v + co_await with_timeout(std::move(t), 100); // warn: 't' is moved again after it was awaited, and there is nothing left in it
}

mini::task<void> bad_started_then_awaited() {
  auto p = push(1);
  start(std::move(p)); // note: 'p' is moved away here first
  co_await std::move(p); // warn: 'p' is awaited again after it was moved away, and there is nothing left in it
}

mini::task<int> bad_moved_into_another_variable(int key) {
  auto t = fetch(key);
  auto kept = std::move(t); // note: 't' is moved away here first
  int v = co_await std::move(kept);
  co_return v + co_await std::move(t); // warn: 't' is awaited again after it was moved away, and there is nothing left in it
}

mini::task<void> bad_moved_into_a_container(std::vector<mini::task<void>> &pending) {
  auto p = push(1);
  pending.push_back(std::move(p)); // note: 'p' is moved away here first
  co_await std::move(p); // warn: 'p' is awaited again after it was moved away, and there is nothing left in it
}

// Whoever moves it has given it away, whatever the function makes of it.
namespace bad_moved_into_an_rvalue_parameter {
struct Queue {
  void put(mini::task<void> &&p);
};
template <class... A> mini::tick all_of(A &&...a) {
  (annotated::keep(&a), ...);
  return {};
}
mini::task<void> f(Queue &q) {
  auto p = push(1);
  q.put(std::move(p)); // note: 'p' is moved away here first
  co_await std::move(p); // warn: 'p' is awaited again after it was moved away, and there is nothing left in it
}
mini::task<void> g() {
  auto a = push(1);
  auto b = push(2);
  co_await all_of(std::move(a), std::move(b)); // note: 'b' is moved away here first
  co_await std::move(b); // warn: 'b' is awaited again after it was moved away, and there is nothing left in it
}
} // namespace bad_moved_into_an_rvalue_parameter

mini::task<int> bad_captured_by_move(int key) {
  auto t = fetch(key);
  auto later = [t = std::move(t)]() mutable -> mini::task<int> { co_return co_await std::move(t); }; // note: 't' is moved away here first
  int v = co_await later();
  co_return v + co_await std::move(t); // warn: 't' is awaited again after it was moved away, and there is nothing left in it
}

int bad_waited_for_twice(int key) {
  auto t = fetch(key);
  int v = sync_wait(std::move(t)); // note: 't' is moved away here first
  return v + sync_wait(std::move(t)); // warn: 't' is moved again after it was moved away, and there is nothing left in it
}

// ---- Parameters ----

mini::task<int> bad_by_value_parameter(mini::task<int> t) {
  int a = co_await std::move(t); // note: 't' is awaited here first
  co_return a + co_await std::move(t); // warn: 't' is awaited again after it was awaited, and there is nothing left in it
}

mini::task<int> bad_rvalue_parameter(mini::task<int> &&t) {
  int a = co_await std::move(t); // note: 't' is awaited here first
  co_return a + co_await std::move(t); // warn: 't' is awaited again after it was awaited, and there is nothing left in it
}

mini::task<int> bad_parameter_in_a_loop(mini::task<int> t, int n) { // note: 't' is made once, before the loop; make a new task in each round
  int sum = 0;
  while (n-- > 0)
    sum += co_await std::move(t); // warn: 't' is awaited again after it was awaited in an earlier round of the loop, and there is nothing left in it
  co_return sum;
}

namespace bad_member_functions {
struct Client {
  mini::task<int> get(int key);
  mini::task<int> twice(int key) {
    auto t = get(key);
    int v = co_await std::move(t); // note: 't' is awaited here first
    co_return v + co_await std::move(t); // warn: 't' is awaited again after it was awaited, and there is nothing left in it
  }
  static mini::task<int> drain(mini::task<int> t) {
    co_await std::move(t); // note: 't' is awaited here first
    co_return co_await std::move(t); // warn: 't' is awaited again after it was awaited, and there is nothing left in it
  }
  virtual mini::task<int> sum(mini::task<int> t) const {
    int v = co_await std::move(t); // note: 't' is awaited here first
    co_return v + co_await std::move(t); // warn: 't' is awaited again after it was awaited, and there is nothing left in it
  }
};
} // namespace bad_member_functions

// ---- References, parts ----

mini::task<int> bad_through_a_reference(int key) {
  auto t = fetch(key);
  auto &same = t;
  int v = co_await std::move(same); // note: 't' is awaited here first
  co_return v + co_await std::move(t); // warn: 't' is awaited again after it was awaited, and there is nothing left in it
}

mini::task<int> bad_through_an_rvalue_reference(int key) {
  auto t = fetch(key);
  auto &&same = std::move(t);
  int v = co_await std::move(same); // note: 't' is awaited here first
  co_return v + co_await std::move(same); // warn: 't' is awaited again after it was awaited, and there is nothing left in it
}

mini::task<int> bad_structured_binding(int key) {
  auto [a, b] = fetch_both(key);
  int v = co_await std::move(a) + co_await std::move(b); // note: 'a' is awaited here first
  co_return v + co_await std::move(a); // warn: 'a' is awaited again after it was awaited, and there is nothing left in it
}

// ---- Other kinds of single-shot tasks ----

mini::task<int> bad_derived_task(int key) {
  auto r = send(key);
  int v = co_await std::move(r); // note: 'r' is awaited here first
  co_return v + co_await std::move(r); // warn: 'r' is awaited again after it was awaited, and there is nothing left in it
}

// Whatever converts by value or from an rvalue only takes the task.
namespace bad_free_operator {
struct Once {
  struct promise_type {
    Once get_return_object();
    std::suspend_always initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception();
  };
  Once(Once &&) noexcept;
  ~Once();
};
mini::tick operator co_await(Once &&once);
Once make();
mini::task<void> f() {
  auto once = make();
  co_await std::move(once); // note: 'once' is awaited here first
  co_await std::move(once); // warn: 'once' is awaited again after it was awaited, and there is nothing left in it
}
} // namespace bad_free_operator

namespace bad_free_operator_by_value {
struct Once {
  struct promise_type {
    Once get_return_object();
    std::suspend_always initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception();
  };
  Once(Once &&) noexcept;
  ~Once();
};
mini::tick operator co_await(Once once);
Once make();
mini::task<void> f(bool again) {
  auto once = make();
  co_await std::move(once); // note: 'once' is awaited here first
  if (again)
    co_await std::move(once); // warn: 'once' is awaited again after it was awaited, and there is nothing left in it
}
} // namespace bad_free_operator_by_value

namespace bad_eager_single_shot {
class Hot {
public:
  struct promise_type {
    Hot get_return_object();
    std::suspend_never initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception();
  };
  Hot(Hot &&) noexcept;
  ~Hot();
  mini::tick operator co_await() &&;
};
Hot begin();
mini::task<void> f() {
  Hot hot = begin();
  co_await std::move(hot); // note: 'hot' is awaited here first
  co_await std::move(hot); // warn: 'hot' is awaited again after it was awaited, and there is nothing left in it
}
} // namespace bad_eager_single_shot

// ---- Lambdas, templates, macros ----

mini::task<int> bad_in_a_lambda(int key) {
  auto twice = [](int k) -> mini::task<int> {
    auto t = fetch(k);
    int v = co_await std::move(t); // note: 't' is awaited here first
    co_return v + co_await std::move(t); // warn: 't' is awaited again after it was awaited, and there is nothing left in it
  };
  co_return co_await twice(key);
}

mini::task<int> bad_capture_awaited_twice(int key) {
  auto t = fetch(key);
  auto twice = [t = std::move(t)]() mutable -> mini::task<int> {
    int v = co_await std::move(t); // note: 't' is awaited here first
    co_return v + co_await std::move(t); // warn: 't' is awaited again after it was awaited, and there is nothing left in it
  };
  co_return co_await twice();
}

namespace bad_template {
template <class T> mini::task<T> twice(mini::task<T> t) {
  T v = co_await std::move(t); // note: 't' is awaited here first
  co_return v + co_await std::move(t); // warn: 't' is awaited again after it was awaited, and there is nothing left in it
}
mini::task<long> as_long(int key);
mini::task<long> f() { co_return co_await twice(fetch(1)) + co_await twice(as_long(2)); }
} // namespace bad_template

// Harmless for one type, wrong for the other.
namespace bad_template_over_awaitables {
template <class A> mini::task<void> twice(A a) {
  co_await std::move(a); // note: 'a' is awaited here first
  co_await std::move(a); // warn: 'a' is awaited again after it was awaited, and there is nothing left in it
}
mini::task<void> f() {
  co_await twice(mini::tick{});
  co_await twice(push(1));
}
} // namespace bad_template_over_awaitables

namespace bad_class_template {
template <class T> struct Combine {
  mini::task<T> sum(mini::task<T> a, mini::task<T> b) {
    T v = co_await std::move(a);
    v += co_await std::move(b); // note: 'b' is awaited here first
    co_return v + co_await std::move(b); // warn: 'b' is awaited again after it was awaited, and there is nothing left in it
  }
};
template struct Combine<int>;
} // namespace bad_class_template

namespace bad_pack {
template <class... Task> mini::task<void> each_after(mini::task<void> first, Task... rest) {
  ((co_await std::move(first), co_await std::move(rest)), ...); // warn: 'first' is awaited again after it was awaited, and there is nothing left in it // note: 'first' is awaited here first
}
mini::task<void> f() { co_await each_after(push(1), push(2), push(3)); }
} // namespace bad_pack

namespace bad_macro {
#define AWAIT(t) co_await std::move(t) // note: expanded from macro 'AWAIT'
mini::task<int> f(int key) {
  auto t = fetch(key);
  int v = AWAIT(t); // note: 't' is awaited here first
  co_return v + AWAIT(t); // warn: 't' is awaited again after it was awaited, and there is nothing left in it
}
#undef AWAIT
} // namespace bad_macro

// ---- Once on each path ----

mini::task<int> good_once(int key) {
  auto t = fetch(key);
  log_line("fetching");
  co_return co_await std::move(t);
}

mini::task<int> good_exclusive_branches(int key, bool hurry) {
  auto t = fetch(key);
  if (hurry)
    co_return co_await with_timeout(std::move(t), 10);
  co_return co_await std::move(t);
}

mini::task<int> good_if_and_else(int key, bool hurry) {
  auto t = fetch(key);
  int v = 0;
  if (hurry)
    v = co_await with_timeout(std::move(t), 10);
  else
    v = co_await std::move(t);
  co_return v;
}

mini::task<int> good_opposite_conditions(int key, bool hurry) {
  auto t = fetch(key);
  int v = 0;
  if (hurry)
    v = co_await std::move(t);
  log_line("between");
  if (!hurry)
    v = co_await with_timeout(std::move(t), 10);
  co_return v;
}

mini::task<int> good_both_arms(int key, bool hurry) {
  auto t = fetch(key);
  co_return hurry ? co_await with_timeout(std::move(t), 10) : co_await std::move(t);
}

mini::task<void> good_one_per_case(int mode) {
  auto p = push(1);
  switch (mode) {
  case 0:
    co_await std::move(p);
    break;
  case 1:
    start(std::move(p));
    break;
  default:
    co_await when_all(std::move(p), push(2));
  }
}

mini::task<int> good_early_return(int key) {
  auto t = fetch(key);
  if (co_await done()) {
    co_await std::move(t);
    co_return 0;
  }
  co_return co_await std::move(t);
}

mini::task<int> good_comparison_of_a_constant_parameter(const int key) {
  auto t = fetch(key);
  int v = 0;
  if (key > 4)
    v = co_await std::move(t);
  if (key <= 4)
    v = co_await with_timeout(std::move(t), 10);
  co_return v;
}

mini::task<int> good_flag_remembers_the_await(int key) {
  auto t = fetch(key);
  bool awaited = false;
  int v = 0;
  if (co_await done()) {
    v = co_await std::move(t);
    awaited = true;
  }
  log_line("between");
  if (!awaited)
    v = co_await std::move(t);
  co_return v;
}

mini::task<int> good_throws_after_the_first(int key) {
  auto t = fetch(key);
  if (co_await done()) {
    co_await std::move(t);
    throw std::runtime_error("too late");
  }
  co_return co_await std::move(t);
}

mini::task<int> good_aborts_after_the_first(int key) {
  auto t = fetch(key);
  if (co_await done()) {
    co_await std::move(t);
    std::terminate();
  }
  co_return co_await std::move(t);
}

mini::task<int> good_goto_to_the_only_await(int key) {
  auto t = fetch(key);
  if (key > 0)
    goto wait;
  log_line("negative");
wait:
  co_return co_await std::move(t);
}

// ---- Loops ----

mini::task<int> good_made_in_the_loop(int key) {
  int sum = 0;
  for (int i = 0; i < 5; ++i) {
    auto t = fetch(key + i);
    sum += co_await std::move(t);
  }
  co_return sum;
}

mini::task<int> good_refilled_in_the_loop(int key) {
  auto next = fetch(key);
  int sum = 0;
  for (int i = 0; i < 4; ++i) {
    int v = co_await std::move(next);
    sum += v;
    next = fetch(v);
  }
  co_return sum + co_await std::move(next);
}

mini::task<int> good_break_after_the_await(int key) {
  auto t = fetch(key);
  int v = -1;
  while (true) {
    if (key-- > 0)
      continue;
    v = co_await std::move(t);
    break;
  }
  co_return v;
}

mini::task<int> good_return_after_the_await(int key) {
  auto t = fetch(key);
  for (int i = 0;; ++i) {
    if (i == key)
      co_return co_await std::move(t);
  }
}

mini::task<int> good_flag_ends_the_loop(int key) {
  auto t = fetch(key);
  bool waiting = true;
  int v = 0;
  while (waiting) {
    v = co_await std::move(t);
    waiting = false;
  }
  co_return v;
}

mini::task<int> good_do_while_false(int key) {
  auto t = fetch(key);
  int v = 0;
  do {
    if (key < 0)
      break;
    v = co_await std::move(t);
  } while (false);
  co_return v;
}

mini::task<int> good_awaited_in_the_first_round_only(int key, int n) {
  auto t = fetch(key);
  bool first = true;
  int v = 0;
  for (int i = 0; i < n; ++i) {
    if (first) {
      v = co_await std::move(t);
      first = false;
    }
    v += co_await fetch(i);
  }
  co_return v;
}

mini::task<void> good_each_element(std::vector<mini::task<void>> tasks) {
  for (auto &t : tasks)
    co_await std::move(t);
}

mini::task<int> good_each_index(int n) {
  std::vector<mini::task<int>> parts;
  for (int i = 0; i < n; ++i)
    parts.push_back(fetch(i));
  int sum = co_await std::move(parts[0]);
  for (int i = 1; i < n; ++i)
    sum += co_await std::move(parts[i]);
  co_return sum;
}

mini::task<void> good_popped_from_a_queue(std::deque<mini::task<void>> &queue) {
  while (!queue.empty()) {
    auto t = std::move(queue.front());
    queue.pop_front();
    co_await std::move(t);
  }
}

mini::task<int> good_each_value_of_a_map(std::map<int, mini::task<int>> &pending) {
  int sum = 0;
  for (auto &[key, t] : pending)
    sum += co_await std::move(t);
  co_return sum;
}

mini::task<int> good_array_of_two(int key) {
  mini::task<int> both[] = {fetch(key), fetch(key + 1)};
  int a = co_await std::move(both[0]);
  co_return a + co_await std::move(both[1]);
}

// ---- A new task in the variable ----

mini::task<int> good_reassigned(int key) {
  auto op = fetch(key);
  int v = co_await std::move(op);
  op = fetch(key + 1);
  co_return v + co_await std::move(op);
}

mini::task<int> good_reassigned_before_the_retry(int key) {
  auto op = fetch(key);
  for (int attempt = 0; attempt < 3; ++attempt) {
    try {
      co_return co_await std::move(op);
    } catch (const std::runtime_error &) {
      op = fetch(key);
    }
  }
  co_return -1;
}

mini::task<int> good_reassigned_under_the_same_condition(int key, bool again) {
  auto op = fetch(key);
  int v = co_await std::move(op);
  if (again)
    op = fetch(key + 1);
  log_line("between");
  if (again)
    v += co_await std::move(op);
  co_return v;
}

mini::task<int> good_swapped(int key) {
  auto a = fetch(key);
  auto b = fetch(key + 1);
  int v = co_await std::move(a);
  std::swap(a, b);
  co_return v + co_await std::move(a);
}

mini::task<int> good_exchanged(int key) {
  auto t = fetch(key);
  auto first = std::exchange(t, fetch(key + 1));
  int v = co_await std::move(first);
  co_return v + co_await std::move(t);
}

mini::task<int> good_moved_and_moved_back(int key) {
  auto t = fetch(key);
  auto kept = std::move(t);
  log_line("kept");
  t = std::move(kept);
  co_return co_await std::move(t);
}

mini::task<int> good_optional_emplaced_anew(int key) {
  std::optional<mini::task<int>> t = fetch(key);
  int v = co_await std::move(*t);
  t.emplace(fetch(key + 1));
  v += co_await std::move(*t);
  t = fetch(key + 2);
  co_return v + co_await *std::move(t);
}

mini::task<int> good_optional_reset_after_the_await(int key, int n) {
  std::optional<mini::task<int>> t = fetch(key);
  int v = 0;
  for (int i = 0; i < n; ++i) {
    if (t) {
      v = co_await std::move(*t);
      t.reset();
    }
  }
  co_return v;
}

mini::task<int> good_same_name_in_an_inner_block(int key) {
  auto t = fetch(key);
  int sum = 0;
  {
    auto t = fetch(key + 1);
    sum += co_await std::move(t);
  }
  co_return sum + co_await std::move(t);
}

// ---- Somebody may have put a new one there, or given it back ----

mini::task<void> good_refilled_by_unknown_code(int key) {
  void refill(mini::task<void> &t);
  auto p = push(key);
  co_await std::move(p);
  refill(p);
  co_await std::move(p);
}

mini::task<void> good_refilled_by_a_lambda(int key) {
  auto p = push(key);
  auto refill = [&p](int k) { p = push(k); };
  co_await std::move(p);
  refill(key + 1);
  co_await std::move(p);
}

// A queue that is full leaves the task where it was.
namespace good_try_push {
struct Queue {
  bool try_push(mini::task<void> &&t);
  bool full() const;
};
mini::task<void> f(Queue &q) {
  auto p = push(1);
  if (!q.try_push(std::move(p)))
    co_await std::move(p);
}
mini::task<void> g(Queue &q) {
  auto p = push(1);
  bool taken = q.try_push(std::move(p));
  if (taken)
    log_line("queued");
  else
    co_await std::move(p);
}
mini::task<void> h(Queue &q) {
  auto p = push(1);
  while (!q.try_push(std::move(p)))
    co_await mini::tick{};
}
} // namespace good_try_push

namespace good_try_emplace {
mini::task<int> f(std::map<int, mini::task<int>> &pending, int key) {
  auto t = fetch(key);
  auto [at, fresh] = pending.try_emplace(key, std::move(t));
  if (!fresh)
    co_return co_await std::move(t);
  co_return 0;
}
} // namespace good_try_emplace

// Whether it is still there is asked first.
mini::task<int> good_asked_whether_valid(int key) {
  auto r = send(key);
  int v = 0;
  if (co_await done())
    v = co_await std::move(r);
  if (r.valid())
    v += co_await std::move(r);
  co_return v;
}

mini::task<int> good_asked_by_conversion(int key) {
  auto r = send(key);
  int v = 0;
  if (co_await done())
    v = co_await std::move(r);
  if (!r)
    co_return v;
  co_return v + co_await std::move(r);
}

mini::task<int> good_loop_while_valid(int key) {
  auto r = send(key);
  int v = 0;
  while (r.valid())
    v += co_await std::move(r);
  co_return v;
}

namespace good_member {
struct Session {
  mini::task<void> pending_;
  void restart() { pending_ = push(1); }
  mini::task<void> run() {
    co_await std::move(pending_);
    restart();
    co_await std::move(pending_);
  }
};
} // namespace good_member

mini::task<void> good_by_reference(mini::task<void> &slot, bool &refilled) {
  co_await std::move(slot);
  while (!refilled)
    co_await mini::tick{};
  co_await std::move(slot);
}

// ---- Different tasks ----

mini::task<int> good_two_calls(int key) {
  int a = co_await fetch(key);
  co_return a + co_await fetch(key);
}

mini::task<int> good_two_variables(int key) {
  auto a = fetch(key);
  auto b = fetch(key);
  int v = co_await std::move(a);
  co_return v + co_await std::move(b);
}

mini::task<int> good_lambda_makes_a_task_each_time(int key) {
  auto get = [key] { return fetch(key); };
  int a = co_await get();
  co_return a + co_await get();
}

mini::task<int> good_structured_binding(int key) {
  auto [a, b] = fetch_both(key);
  int v = co_await std::move(a);
  co_return v + co_await std::move(b);
}

mini::task<int> good_members_of_a_local(int key) {
  auto both = fetch_both(key);
  int v = co_await std::move(both.first);
  co_return v + co_await std::move(both.second);
}

mini::task<int> good_elements_of_a_tuple(int key) {
  std::tuple both{fetch(key), fetch(key + 1)};
  int v = co_await std::get<0>(std::move(both));
  co_return v + co_await std::get<1>(std::move(both));
}

mini::task<int> good_moved_then_the_new_owner_awaited(int key) {
  auto t = fetch(key);
  auto kept = std::move(t);
  co_return co_await std::move(kept);
}

mini::task<int> good_captured_and_awaited_there(int key) {
  auto t = fetch(key);
  auto later = [t = std::move(t)]() mutable -> mini::task<int> { co_return co_await std::move(t); };
  co_return co_await later();
}

mini::task<int> good_moved_in_one_branch_only(int key, bool keep, std::vector<mini::task<int>> &kept) {
  auto t = fetch(key);
  if (keep) {
    kept.push_back(std::move(t));
    co_return 0;
  }
  co_return co_await std::move(t);
}

mini::task<int> good_two_parameters(mini::task<int> a, mini::task<int> b) {
  int v = co_await std::move(a);
  co_return v + co_await std::move(b);
}

// ---- Not single-shot ----

mini::task<void> good_reusable_awaiter() {
  mini::tick t;
  co_await t;
  co_await t;
  for (int i = 0; i < 3; ++i)
    co_await t;
}

mini::task<void> good_eager_awaiter() {
  auto work = []() -> mini::eager<void> { co_await mini::tick{}; };
  auto e = work();
  co_await e;
  co_await e;
}

namespace good_shared_task {
class Shared {
public:
  struct promise_type {
    Shared get_return_object();
    std::suspend_always initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception();
  };
  Shared(const Shared &);
  ~Shared();
  mini::tick operator co_await() const &;
};
Shared load();
mini::task<void> f() {
  auto config = load();
  co_await config;
  log_line("loaded");
  co_await config;
  auto copy = config;
  co_await copy;
}
} // namespace good_shared_task

// With both overloads the lvalue's leaves the task as it is.
namespace good_both_overloads {
class Result {
public:
  struct promise_type {
    Result get_return_object();
    std::suspend_always initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception();
  };
  Result(Result &&) noexcept;
  ~Result();
  mini::tick operator co_await() const &;
  mini::tick operator co_await() &&;
};
Result compute();
mini::task<void> f() {
  auto r = compute();
  co_await r;
  co_await r;
  co_await std::move(r);
}
} // namespace good_both_overloads

namespace good_awaited_as_an_lvalue_by_design {
class Job {
public:
  struct promise_type {
    Job get_return_object();
    std::suspend_never initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception();
  };
  Job(Job &&) noexcept;
  ~Job();
  bool await_ready() const noexcept;
  void await_suspend(std::coroutine_handle<>);
  void await_resume() const;
};
Job begin();
mini::task<void> f() {
  auto job = begin();
  co_await job;
  co_await job;
}
} // namespace good_awaited_as_an_lvalue_by_design

mini::task<void> good_async_mutex(mini::async_mutex &m) {
  {
    auto guard = co_await m.lock();
  }
  auto guard = co_await m.lock();
}

namespace good_generator {
mini::generator<int> numbers();
int f() {
  auto all = numbers();
  int sum = 0;
  for (int n : all)
    sum += n;
  return sum;
}
} // namespace good_generator

// ---- Templates ----

namespace good_template_over_reusable_awaitables {
template <class A> mini::task<void> twice(A a) {
  co_await a;
  co_await a;
}
mini::task<void> f() {
  co_await twice(mini::tick{});
  co_await twice(mini::ready{});
}
} // namespace good_template_over_reusable_awaitables

namespace good_each_of_a_pack {
template <class... Task> mini::task<void> in_order(Task... t) { (co_await std::move(t), ...); }
mini::task<void> f() { co_await in_order(push(1), push(2)); }
} // namespace good_each_of_a_pack

namespace good_if_constexpr {
template <bool Hurry> mini::task<int> get(int key) {
  auto t = fetch(key);
  if constexpr (Hurry)
    co_return co_await with_timeout(std::move(t), 10);
  else
    co_return co_await std::move(t);
}
mini::task<int> f() { co_return co_await get<true>(1) + co_await get<false>(2); }
} // namespace good_if_constexpr

namespace good_unevaluated {
mini::task<int> f(int key) {
  auto t = fetch(key);
  using value = decltype(std::move(t).operator co_await().await_resume());
  value v = co_await std::move(t);
  static_assert(!noexcept(fetch(key)));
  co_return v;
}
} // namespace good_unevaluated
