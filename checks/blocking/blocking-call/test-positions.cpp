// Where in a coroutine the call stands: any expression that is evaluated counts, and none that is not.
// flags: -std=c++20 -pthread
#include "mini.h"
#include <array>
#include <cstdlib>
#include <new>
#include <stdexcept>
#include <thread>
#include <unistd.h>

using namespace std::chrono_literals;

mini::task<int> fetch(int id = 0);
mini::task<void> store(int id = 0);

// Blocks and has a result, to be put anywhere.
int slow() {
  std::this_thread::sleep_for(1s); // note: 'slow' calls 'sleep_for' here, which puts the thread to sleep // note: 'slow' calls 'sleep_for' here, which puts the thread to sleep // note: 'slow' calls 'sleep_for' here, which puts the thread to sleep // note: 'slow' calls 'sleep_for' here, which puts the thread to sleep // note: 'slow' calls 'sleep_for' here, which puts the thread to sleep // note: 'slow' calls 'sleep_for' here, which puts the thread to sleep // note: 'slow' calls 'sleep_for' here, which puts the thread to sleep // note: 'slow' calls 'sleep_for' here, which puts the thread to sleep // note: 'slow' calls 'sleep_for' here, which puts the thread to sleep // note: 'slow' calls 'sleep_for' here, which puts the thread to sleep // note: 'slow' calls 'sleep_for' here, which puts the thread to sleep // note: 'slow' calls 'sleep_for' here, which puts the thread to sleep // note: 'slow' calls 'sleep_for' here, which puts the thread to sleep // note: 'slow' calls 'sleep_for' here, which puts the thread to sleep // note: 'slow' calls 'sleep_for' here, which puts the thread to sleep // note: 'slow' calls 'sleep_for' here, which puts the thread to sleep // note: 'slow' calls 'sleep_for' here, which puts the thread to sleep // note: 'slow' calls 'sleep_for' here, which puts the thread to sleep // note: 'slow' calls 'sleep_for' here, which puts the thread to sleep // note: 'slow' calls 'sleep_for' here, which puts the thread to sleep // note: 'slow' calls 'sleep_for' here, which puts the thread to sleep // note: 'slow' calls 'sleep_for' here, which puts the thread to sleep // note: 'slow' calls 'sleep_for' here, which puts the thread to sleep // note: 'slow' calls 'sleep_for' here, which puts the thread to sleep // note: 'slow' calls 'sleep_for' here, which puts the thread to sleep // note: 'slow' calls 'sleep_for' here, which puts the thread to sleep // note: 'slow' calls 'sleep_for' here, which puts the thread to sleep // note: 'slow' calls 'sleep_for' here, which puts the thread to sleep // note: 'slow' calls 'sleep_for' here, which puts the thread to sleep // note: 'slow' calls 'sleep_for' here, which puts the thread to sleep // note: 'slow' calls 'sleep_for' here, which puts the thread to sleep // note: 'slow' calls 'sleep_for' here, which puts the thread to sleep // note: 'slow' calls 'sleep_for' here, which puts the thread to sleep // note: 'slow' calls 'sleep_for' here, which puts the thread to sleep // note: 'slow' calls 'sleep_for' here, which puts the thread to sleep // note: 'slow' calls 'sleep_for' here, which puts the thread to sleep // note: 'slow' calls 'sleep_for' here, which puts the thread to sleep // note: 'slow' calls 'sleep_for' here, which puts the thread to sleep
  return 1;
}

// ---- Before, between and after suspensions ----

mini::task<void> bad_before_the_first_suspension() {
  slow(); // warn: 'slow' may block the thread of coroutine 'bad_before_the_first_suspension' // note: await an asynchronous version of it, or hand it to a thread that may block
  co_await store();
}

mini::task<void> bad_after_the_last_suspension() {
  co_await store();
  slow(); // warn: 'slow' may block the thread of coroutine 'bad_after_the_last_suspension' // note: await an asynchronous version of it, or hand it to a thread that may block
}

mini::task<int> bad_without_any_await() {
  slow(); // warn: 'slow' may block the thread of coroutine 'bad_without_any_await' // note: await an asynchronous version of it, or hand it to a thread that may block
  co_return 1;
}

mini::task<int> bad_only_before_co_return() {
  int n = slow(); // warn: 'slow' may block the thread of coroutine 'bad_only_before_co_return' // note: await an asynchronous version of it, or hand it to a thread that may block
  co_return n;
}

// ---- Statements ----

mini::task<void> bad_in_a_loop(int n) {
  for (int i = 0; i < n; ++i) {
    co_await store(i);
    slow(); // warn: 'slow' may block the thread of coroutine 'bad_in_a_loop' // note: await an asynchronous version of it, or hand it to a thread that may block
  }
}

mini::task<void> bad_in_the_header_of_a_loop() {
  for (int i = slow(); // warn: 'slow' may block the thread of coroutine 'bad_in_the_header_of_a_loop' // note: await an asynchronous version of it, or hand it to a thread that may block
       i < slow(); // warn: 'slow' may block the thread of coroutine 'bad_in_the_header_of_a_loop' // note: await an asynchronous version of it, or hand it to a thread that may block
       i += slow()) // warn: 'slow' may block the thread of coroutine 'bad_in_the_header_of_a_loop' // note: await an asynchronous version of it, or hand it to a thread that may block
    co_await store(i);
}

mini::task<void> bad_in_a_do_while() {
  do
    co_await store();
  while (slow() > 0); // warn: 'slow' may block the thread of coroutine 'bad_in_a_do_while' // note: await an asynchronous version of it, or hand it to a thread that may block
}

mini::task<void> bad_in_an_if_init() {
  if (int n = slow(); n > 0) // warn: 'slow' may block the thread of coroutine 'bad_in_an_if_init' // note: await an asynchronous version of it, or hand it to a thread that may block
    co_await store(n);
}

mini::task<void> bad_in_a_condition() {
  if (slow() > 0) // warn: 'slow' may block the thread of coroutine 'bad_in_a_condition' // note: await an asynchronous version of it, or hand it to a thread that may block
    co_await store();
}

mini::task<void> bad_in_a_branch(bool hard) {
  if (hard)
    co_await store();
  else
    slow(); // warn: 'slow' may block the thread of coroutine 'bad_in_a_branch' // note: await an asynchronous version of it, or hand it to a thread that may block
}

mini::task<void> bad_in_a_switch(int kind) {
  switch (kind) {
  case 0:
    co_await store();
    break;
  case 1:
    slow(); // warn: 'slow' may block the thread of coroutine 'bad_in_a_switch' // note: await an asynchronous version of it, or hand it to a thread that may block
    break;
  default:
    break;
  }
}

mini::task<void> bad_as_what_is_switched_on() {
  switch (slow()) { // warn: 'slow' may block the thread of coroutine 'bad_as_what_is_switched_on' // note: await an asynchronous version of it, or hand it to a thread that may block
  default:
    co_await store();
  }
}

mini::task<void> bad_in_a_try() {
  try {
    slow(); // warn: 'slow' may block the thread of coroutine 'bad_in_a_try' // note: await an asynchronous version of it, or hand it to a thread that may block
  } catch (...) {
  }
  co_await store();
}

mini::task<void> bad_in_a_handler() {
  bool failed = false;
  try {
    co_await store();
  } catch (const std::exception &) {
    failed = true;
    slow(); // warn: 'slow' may block the thread of coroutine 'bad_in_a_handler' // note: await an asynchronous version of it, or hand it to a thread that may block
  }
  if (failed)
    co_await store(1);
}

mini::task<void> bad_after_a_label() {
  int n = 0;
again:
  slow(); // warn: 'slow' may block the thread of coroutine 'bad_after_a_label' // note: await an asynchronous version of it, or hand it to a thread that may block
  if (++n < 3)
    goto again;
  co_await store(n);
}

mini::task<void> bad_in_a_static_initialiser() {
  static int once = slow(); // warn: 'slow' may block the thread of coroutine 'bad_in_a_static_initialiser' // note: await an asynchronous version of it, or hand it to a thread that may block
  co_await store(once);
}

mini::task<void> bad_in_a_range() {
  for (int i : std::array<int, 2>{slow(), 1}) // warn: 'slow' may block the thread of coroutine 'bad_in_a_range' // note: await an asynchronous version of it, or hand it to a thread that may block
    co_await store(i);
}

mini::task<void> bad_as_an_operand_of_throw(bool broken) {
  co_await store();
  if (broken)
    throw slow(); // warn: 'slow' may block the thread of coroutine 'bad_as_an_operand_of_throw' // note: await an asynchronous version of it, or hand it to a thread that may block
}

// ---- Expressions ----

mini::task<int> bad_as_an_operand_of_co_return() {
  co_await store();
  co_return slow(); // warn: 'slow' may block the thread of coroutine 'bad_as_an_operand_of_co_return' // note: await an asynchronous version of it, or hand it to a thread that may block
}

mini::task<void> bad_as_an_argument_of_what_is_awaited() {
  co_await store(slow()); // warn: 'slow' may block the thread of coroutine 'bad_as_an_argument_of_what_is_awaited' // note: await an asynchronous version of it, or hand it to a thread that may block
}

mini::task<int> bad_beside_an_await() {
  co_return co_await fetch() + slow(); // warn: 'slow' may block the thread of coroutine 'bad_beside_an_await' // note: await an asynchronous version of it, or hand it to a thread that may block
}

mini::task<int> bad_in_a_conditional_operator(bool hard) {
  int n = hard ? slow() : 0; // warn: 'slow' may block the thread of coroutine 'bad_in_a_conditional_operator' // note: await an asynchronous version of it, or hand it to a thread that may block
  co_await store(n);
  co_return n;
}

mini::task<bool> bad_behind_a_short_circuit(bool hard) {
  bool both = hard && slow() > 0; // warn: 'slow' may block the thread of coroutine 'bad_behind_a_short_circuit' // note: await an asynchronous version of it, or hand it to a thread that may block
  co_await store();
  co_return both;
}

mini::task<void> bad_before_a_comma() {
  co_await (slow(), store()); // warn: 'slow' may block the thread of coroutine 'bad_before_a_comma' // note: await an asynchronous version of it, or hand it to a thread that may block
}

mini::task<void> bad_in_parentheses_and_casts() {
  (void)(static_cast<long>((slow()))); // warn: 'slow' may block the thread of coroutine 'bad_in_parentheses_and_casts' // note: await an asynchronous version of it, or hand it to a thread that may block
  co_await store();
}

mini::task<int> bad_as_an_index(std::vector<int> rows) {
  co_await store();
  co_return rows[slow()]; // warn: 'slow' may block the thread of coroutine 'bad_as_an_index' // note: await an asynchronous version of it, or hand it to a thread that may block
}

mini::task<void> bad_in_a_braced_list() {
  std::vector<int> rows{1, slow(), 3}; // warn: 'slow' may block the thread of coroutine 'bad_in_a_braced_list' // note: await an asynchronous version of it, or hand it to a thread that may block
  co_await store(rows[0]);
}

mini::task<void> bad_in_a_structured_binding() {
  auto [a, b] = std::pair{slow(), 2}; // warn: 'slow' may block the thread of coroutine 'bad_in_a_structured_binding' // note: await an asynchronous version of it, or hand it to a thread that may block
  co_await store(a + b);
}

mini::task<void> bad_in_an_init_capture() {
  auto later = [n = slow()] { return n; }; // warn: 'slow' may block the thread of coroutine 'bad_in_an_init_capture' // note: await an asynchronous version of it, or hand it to a thread that may block
  co_await store(later());
}

namespace bad_default_argument {
int measured(int n = slow());
mini::task<void> f() {
  int n = measured(); // warn: 'slow' may block the thread of coroutine 'f' // note: await an asynchronous version of it, or hand it to a thread that may block
  co_await store(n);
}
} // namespace bad_default_argument

namespace good_default_argument_not_used {
int measured(int n = slow());
mini::task<void> f() {
  int n = measured(1);
  co_await store(n);
}
} // namespace good_default_argument_not_used

namespace bad_in_the_size_of_an_array {
mini::task<void> f() {
  std::unique_ptr<int[]> rows(new int[slow()]); // warn: 'slow' may block the thread of coroutine 'f' // note: await an asynchronous version of it, or hand it to a thread that may block
  co_await store(rows[0]);
}
} // namespace bad_in_the_size_of_an_array

// ---- The same places, with calls that return at once and results that are awaited ----

int quick() { return 1; }
#define CALLED(expression) ((expression) + 1)

mini::task<void> good_before_the_first_suspension() {
  quick();
  co_await store();
}

mini::task<void> good_in_the_header_of_a_loop() {
  for (int i = co_await fetch(); i < quick(); i += co_await fetch())
    co_await store(i);
}

mini::task<void> good_in_a_do_while() {
  do
    co_await store();
  while (co_await fetch() > 0);
}

mini::task<void> good_in_an_if_init() {
  if (int n = co_await fetch(); n > quick())
    co_await store(n);
}

mini::task<void> good_in_a_switch() {
  switch (co_await fetch()) {
  case 0:
    co_await store();
    break;
  default:
    quick();
  }
}

mini::task<void> good_in_a_handler() {
  bool failed = false;
  try {
    co_await store();
  } catch (const std::exception &) {
    failed = quick() > 0;
  }
  if (failed)
    co_await mini::sleep_for(10ms);
}

mini::task<void> good_in_a_static_initialiser() {
  static int once = quick();
  co_await store(once);
}

mini::task<void> good_in_a_range() {
  for (int i : std::array<int, 2>{quick(), 1})
    co_await store(i);
}

mini::task<int> good_as_an_operand_of_co_return() {
  co_await store();
  co_return co_await fetch();
}

mini::task<void> good_as_an_argument_of_what_is_awaited() {
  co_await store(co_await fetch(quick()));
}

mini::task<int> good_in_a_conditional_operator(bool hard) {
  int n = hard ? co_await fetch() : quick();
  co_return n;
}

mini::task<bool> good_behind_a_short_circuit(bool hard) {
  bool both = hard && co_await fetch() > 0;
  co_return both;
}

mini::task<void> good_in_a_structured_binding() {
  auto [a, b] = std::pair{quick(), co_await fetch()};
  co_await store(a + b);
}

mini::task<void> good_in_an_init_capture() {
  auto later = [n = quick()] { return n; };
  co_await store(later());
}

mini::task<void> good_in_a_macro() {
  int n = CALLED(quick());
  co_await store(n);
}

mini::task<void> good_in_parentheses_and_casts() {
  (void)(static_cast<long>((quick())));
  co_await store();
}

mini::task<int> good_as_an_index(std::vector<int> rows) {
  co_return rows[co_await fetch()];
}

mini::task<void> good_as_an_operand_of_throw(bool broken) {
  co_await store();
  if (broken)
    throw quick();
}

namespace good_in_a_default_argument {
int measured(int n = quick());
mini::task<void> f() { co_await store(measured()); }
} // namespace good_in_a_default_argument

// ---- What is never reached ----

mini::task<int> good_after_co_return() {
  co_await store();
  co_return 1;
  slow();
}

mini::task<void> good_after_throw() {
  co_await store();
  throw std::runtime_error("not yet");
  slow();
}

mini::task<void> good_after_an_endless_loop() {
  for (;;)
    co_await store();
  slow();
}

mini::task<void> good_after_exit() {
  co_await store();
  std::exit(1);
  slow();
}

mini::task<void> good_if_false() {
  if (false)
    slow();
  co_await store();
}

mini::task<void> good_while_false() {
  while (0)
    slow();
  co_await store();
}

namespace good_named_constant {
constexpr bool simulate_latency = false;
mini::task<void> f() {
  if (simulate_latency)
    slow();
  co_await store();
}
} // namespace good_named_constant

namespace bad_named_constant {
constexpr bool simulate_latency = true;
mini::task<void> f() {
  if (simulate_latency)
    slow(); // warn: 'slow' may block the thread of coroutine 'f' // note: await an asynchronous version of it, or hand it to a thread that may block
  co_await store();
}
} // namespace bad_named_constant

namespace good_if_constexpr {
constexpr bool simulate_latency = false;
mini::task<void> f() {
  if constexpr (simulate_latency)
    slow();
  else
    co_await store(1);
  co_await store();
}
} // namespace good_if_constexpr

namespace bad_if_constexpr {
constexpr bool simulate_latency = true;
mini::task<void> f() {
  if constexpr (simulate_latency)
    slow(); // warn: 'slow' may block the thread of coroutine 'f' // note: await an asynchronous version of it, or hand it to a thread that may block
  co_await store();
}
} // namespace bad_if_constexpr

mini::task<void> good_short_circuit_of_a_constant() {
  bool both = false && slow() > 0;
  int n = true ? 0 : slow();
  co_await store(both + n);
}

namespace good_unreachable_in_the_helper {
void settle() {
  if constexpr (sizeof(int) == 1)
    std::this_thread::sleep_for(1s);
  return;
  std::this_thread::sleep_for(1s);
}
mini::task<void> f() {
  settle();
  co_await store();
}
} // namespace good_unreachable_in_the_helper

// Who gets to the second branch has left by the first.
mini::task<void> good_contradicting_conditions(const bool synchronous) {
  if (synchronous)
    co_return;
  co_await store();
  if (synchronous)
    slow();
}

mini::task<void> bad_conditions_that_agree(const bool synchronous) {
  if (!synchronous)
    co_return;
  co_await store();
  if (synchronous)
    slow(); // warn: 'slow' may block the thread of coroutine 'bad_conditions_that_agree' // note: await an asynchronous version of it, or hand it to a thread that may block
}

mini::task<void> bad_condition_that_changes(bool synchronous) {
  if (synchronous)
    co_return;
  synchronous = co_await fetch() > 0;
  if (synchronous)
    slow(); // warn: 'slow' may block the thread of coroutine 'bad_condition_that_changes' // note: await an asynchronous version of it, or hand it to a thread that may block
}

// ---- What is never evaluated ----

mini::task<void> good_sizeof() {
  std::size_t size = sizeof(slow());
  co_await store(static_cast<int>(size));
}

mini::task<void> good_decltype() {
  decltype(slow()) n = 0;
  co_await store(n);
}

mini::task<void> good_noexcept() {
  constexpr bool safe = noexcept(slow());
  co_await store(safe);
}

mini::task<void> good_requires() {
  constexpr bool possible = requires { slow(); };
  co_await store(possible);
}

mini::task<void> good_in_a_lambda_that_nobody_calls() {
  auto later = [] { slow(); };
  (void)later;
  co_await store();
}

mini::task<void> good_in_a_class_that_nobody_uses() {
  struct Local {
    int n = slow();
    void run() { slow(); }
  };
  co_await store(sizeof(Local));
}

// ---- Macros ----

#define SETTLE() std::this_thread::sleep_for(1s) // note: expanded from macro 'SETTLE' // note: expanded from macro 'SETTLE' // note: expanded from macro 'SETTLE'
#define CHECKED(expression) ((expression) + 1)
#ifdef NEVER_DEFINED
#define SETTLE_IN_TESTS() std::this_thread::sleep_for(1s)
#else
#define SETTLE_IN_TESTS() ((void)0)
#endif

mini::task<void> bad_in_a_macro() {
  SETTLE(); // warn: 'sleep_for' may block the thread of coroutine 'bad_in_a_macro' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it puts the thread to sleep
  co_await store();
}

mini::task<void> bad_as_an_argument_of_a_macro() {
  int n = CHECKED(slow()); // warn: 'slow' may block the thread of coroutine 'bad_as_an_argument_of_a_macro' // note: await an asynchronous version of it, or hand it to a thread that may block
  co_await store(n);
}

mini::task<void> good_macro_that_is_empty_here() {
  SETTLE_IN_TESTS();
  co_await store();
}
