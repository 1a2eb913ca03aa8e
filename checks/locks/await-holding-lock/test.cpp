// Thread locks at suspension points: every spelling that holds one, and the code that has let go of it in time.
#include "annotated.h"
#include "mini.h"
#include <array>
#include <atomic>
#include <condition_variable>
#include <deque>
#include <map>
#include <mutex>
#include <optional>
#include <shared_mutex>
#include <tuple>

struct Rows {
  std::mutex m;
  std::shared_mutex rw;
  std::timed_mutex timed;
  std::recursive_mutex rec;
  std::map<int, int> values;
  std::deque<int> queue;
  int version = 0;
  bool dirty = false;
};
mini::task<int> fetch(int key);
mini::task<void> flush(int key = 0);
int work(int = 0);
void unknown(...);

// ---- Guards: every way to spell one ----

// The template argument is deduced; the await stands in an assignment.
namespace bad_ctad_guard {
mini::task<void> f(Rows &rows) {
  std::lock_guard guard(rows.m); // warn: guard 'guard' holds a thread lock while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
  rows.values[1] = co_await fetch(1); // note: still held at this 'co_await', where the coroutine may suspend
}
} // namespace bad_ctad_guard

namespace bad_explicit_template_argument {
mini::task<void> f(Rows &rows) {
  std::lock_guard<std::mutex> guard{rows.m}; // warn: guard 'guard' holds a thread lock while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
  co_await flush(); // note: still held at this 'co_await', where the coroutine may suspend
}
} // namespace bad_explicit_template_argument

namespace bad_auto_equals {
mini::task<void> f(Rows &rows) {
  auto guard = std::unique_lock<std::mutex>(rows.m); // warn: guard 'guard' holds a thread lock while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
  co_await flush(); // note: still held at this 'co_await', where the coroutine may suspend
}
} // namespace bad_auto_equals

namespace bad_using_declaration_and_alias_template {
using std::unique_lock;
template <class M> using Guard = unique_lock<M>;
mini::task<void> f(Rows &rows) {
  Guard<std::mutex> guard(rows.m); // warn: guard 'guard' holds a thread lock while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
  co_await flush(); // note: still held at this 'co_await', where the coroutine may suspend
}
} // namespace bad_using_declaration_and_alias_template

namespace bad_typedef_in_class {
struct Service {
  typedef std::scoped_lock<std::mutex> Lock;
  std::mutex m_;
  mini::task<void> step() {
    Lock lock(m_); // warn: guard 'lock' holds a thread lock while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
    co_await flush(); // note: still held at this 'co_await', where the coroutine may suspend
  }
};
} // namespace bad_typedef_in_class

// One operation takes both mutexes: one report.
namespace bad_scoped_lock_of_two {
mini::task<void> f(Rows &a, Rows &b) {
  std::scoped_lock both(a.m, b.m); // warn: guard 'both' holds a thread lock while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
  co_await flush(); // note: still held at this 'co_await', where the coroutine may suspend
}
} // namespace bad_scoped_lock_of_two

namespace good_scoped_lock_of_none {
mini::task<void> f(Rows &rows) {
  std::scoped_lock nothing;
  co_await flush();
  std::scoped_lock<> still_nothing;
  co_await flush();
}
} // namespace good_scoped_lock_of_none

// A reader's lock belongs to its thread as well.
namespace bad_shared_lock {
mini::task<int> f(Rows &rows) {
  std::shared_lock reading(rows.rw); // warn: guard 'reading' holds a thread lock while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
  co_return co_await fetch(rows.version); // note: still held at this 'co_await', where the coroutine may suspend
}
} // namespace bad_shared_lock

namespace bad_recursive_mutex {
mini::task<void> f(Rows &rows) {
  std::lock_guard guard(rows.rec); // warn: guard 'guard' holds a thread lock while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
  co_await flush(); // note: still held at this 'co_await', where the coroutine may suspend
}
} // namespace bad_recursive_mutex

namespace bad_shared_timed_mutex {
std::shared_timed_mutex stm;
mini::task<void> f() {
  std::unique_lock writing{stm}; // warn: guard 'writing' holds a thread lock while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
  co_await flush(); // note: still held at this 'co_await', where the coroutine may suspend
}
} // namespace bad_shared_timed_mutex

// Two guards are two bugs; each has its own report.
namespace bad_two_guards_two_reports {
mini::task<void> f(Rows &a, Rows &b) {
  std::lock_guard ga(a.m); // warn: guard 'ga' holds a thread lock while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
  std::unique_lock gb(b.m); // warn: guard 'gb' holds a thread lock while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
  co_await flush(); // note: still held at this 'co_await', where the coroutine may suspend // note: still held at this 'co_await', where the coroutine may suspend
}
} // namespace bad_two_guards_two_reports

// Five suspensions, one guard: one report.
namespace bad_many_suspensions_one_report {
mini::task<void> f(Rows &rows) {
  std::lock_guard guard(rows.m); // warn: guard 'guard' holds a thread lock while the coroutine is suspended // note: and at 2 more suspension points // note: release it before suspending, or use a lock that is awaited
  co_await flush(1); // note: still held at this 'co_await', where the coroutine may suspend
  co_await flush(2); // note: still held at this 'co_await', where the coroutine may suspend
  co_await flush(3); // note: still held at this 'co_await', where the coroutine may suspend
  co_await flush(4);
  co_await flush(5);
}
} // namespace bad_many_suspensions_one_report

// ---- Where a guard can stand ----

namespace bad_if_init {
mini::task<void> f(Rows &rows) {
  if (std::lock_guard guard(rows.m); rows.dirty) // warn: guard 'guard' holds a thread lock while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
    co_await flush(); // note: still held at this 'co_await', where the coroutine may suspend
}
} // namespace bad_if_init

// The guard of the init statement lives through the else branch, too.
namespace bad_if_init_else_branch {
mini::task<void> f(Rows &rows) {
  if (std::lock_guard guard(rows.m); rows.dirty) { // warn: guard 'guard' holds a thread lock while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
    rows.dirty = false;
  } else {
    co_await flush(); // note: still held at this 'co_await', where the coroutine may suspend
  }
}
} // namespace bad_if_init_else_branch

namespace good_if_init_await_after {
mini::task<void> f(Rows &rows) {
  bool dirty;
  if (std::lock_guard guard(rows.m); (dirty = rows.dirty))
    rows.dirty = false;
  if (dirty)
    co_await flush();
}
} // namespace good_if_init_await_after

namespace bad_switch_init {
mini::task<void> f(Rows &rows) {
  switch (std::unique_lock lk(rows.m); rows.version) { // warn: guard 'lk' holds a thread lock while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
  case 0:
    co_return;
  case 1:
    co_await flush(); // note: still held at this 'co_await', where the coroutine may suspend
    break;
  default:
    work();
  }
}
} // namespace bad_switch_init

// Every arm that awaits has let go.
namespace good_switch_arms_unlock {
mini::task<void> f(Rows &rows) {
  switch (std::unique_lock lk(rows.m); rows.version) {
  case 0:
    lk.unlock();
    co_await flush();
    break;
  case 1:
    work();
    break;
  }
}
} // namespace good_switch_arms_unlock

// The arm that keeps the lock falls through into the one that awaits.
namespace bad_switch_fallthrough {
mini::task<void> f(Rows &rows) {
  std::unique_lock lk(rows.m); // warn: guard 'lk' holds a thread lock while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
  switch (rows.version) {
  case 0:
    lk.unlock();
    break;
  case 1:
    work();
    [[fallthrough]];
  case 2:
    co_await flush(); // note: still held at this 'co_await', where the coroutine may suspend
    break;
  }
}
} // namespace bad_switch_fallthrough

namespace bad_for_init {
mini::task<void> f(Rows &rows) {
  for (std::lock_guard guard(rows.m); !rows.queue.empty(); rows.queue.pop_front()) // warn: guard 'guard' holds a thread lock while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
    co_await flush(rows.queue.front()); // note: still held at this 'co_await', where the coroutine may suspend
}
} // namespace bad_for_init

// The condition variable of a while holds only where it is true.
namespace bad_while_condition_declaration {
mini::task<void> f(Rows &rows) {
  while (auto lk = std::unique_lock(rows.m, std::try_to_lock)) { // warn: guard 'lk' holds a thread lock while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
    co_await flush(); // note: still held at this 'co_await', where the coroutine may suspend
  }
}
} // namespace bad_while_condition_declaration

// The temporary of a condition is gone before the branch runs.
namespace good_condition_temporary_is_over {
struct Locked {
  std::unique_lock<std::mutex> lk;
  Rows *rows;
  Rows *operator->() { return rows; }
};
Locked locked(Rows &rows) { return {std::unique_lock(rows.m), &rows}; }
mini::task<void> f(Rows &rows) {
  if (locked(rows)->dirty)
    co_await flush();
  while (locked(rows)->version < 3)
    co_await flush();
  switch (locked(rows)->version) {
  case 1:
    co_await flush();
  }
  for (int n = locked(rows)->version; n > 0; --n)
    co_await flush(n);
}
} // namespace good_condition_temporary_is_over

namespace bad_loop_body_guard_per_round {
mini::task<void> f(Rows &rows) {
  for (int i = 0; i < 8; ++i) {
    std::lock_guard guard(rows.m); // warn: guard 'guard' holds a thread lock while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
    if (rows.values.contains(i))
      continue;
    rows.values[i] = co_await fetch(i); // note: still held at this 'co_await', where the coroutine may suspend
  }
}
} // namespace bad_loop_body_guard_per_round

// continue and break leave the guard's scope.
namespace good_continue_and_break_leave_the_scope {
mini::task<void> f(Rows &rows) {
  for (;;) {
    {
      std::lock_guard guard(rows.m);
      if (rows.queue.empty())
        break;
      if (rows.queue.front() == 0) {
        rows.queue.pop_front();
        continue;
      }
      rows.queue.pop_front();
    }
    co_await flush();
  }
  co_await flush();
}
} // namespace good_continue_and_break_leave_the_scope

// The await is in the loop's increment, outside the body's scope.
namespace good_await_in_increment {
mini::task<void> f(Rows &rows) {
  for (int i = 0; i < 8; i += co_await fetch(i)) {
    std::lock_guard guard(rows.m);
    ++rows.version;
  }
}
} // namespace good_await_in_increment

namespace bad_do_while_condition_awaits {
mini::task<void> f(Rows &rows) {
  std::lock_guard guard(rows.m); // warn: guard 'guard' holds a thread lock while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
  do {
    ++rows.version;
  } while (co_await fetch(rows.version)); // note: still held at this 'co_await', where the coroutine may suspend
}
} // namespace bad_do_while_condition_awaits

// The body's guard is gone when the condition is evaluated.
namespace good_do_while_body_guard {
mini::task<void> f(Rows &rows) {
  do {
    std::lock_guard guard(rows.m);
    ++rows.version;
  } while (co_await fetch(1));
}
} // namespace good_do_while_body_guard

namespace bad_try_block {
mini::task<void> f(Rows &rows) {
  try {
    std::lock_guard guard(rows.m); // warn: guard 'guard' holds a thread lock while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
    co_await flush(); // note: still held at this 'co_await', where the coroutine may suspend
  } catch (...) {
    work();
  }
}
} // namespace bad_try_block

// Every handler and the normal path unlock.
namespace good_unlocked_in_handler_and_after {
mini::task<void> f(Rows &rows) {
  rows.m.lock();
  bool failed = false;
  try {
    work();
  } catch (...) {
    failed = true;
  }
  rows.m.unlock();
  if (failed)
    co_return;
  co_await flush();
}
} // namespace good_unlocked_in_handler_and_after

namespace good_goto_leaves_the_scope {
mini::task<void> f(Rows &rows) {
  {
    std::lock_guard guard(rows.m);
    if (rows.dirty)
      goto out;
    ++rows.version;
  }
  work();
out:
  co_await flush();
}
} // namespace good_goto_leaves_the_scope

namespace bad_goto_within_the_scope {
mini::task<void> f(Rows &rows) {
  std::unique_lock lk(rows.m); // warn: guard 'lk' holds a thread lock while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
again:
  if (rows.dirty) {
    co_await flush(); // note: still held at this 'co_await', where the coroutine may suspend
    goto again;
  }
}
} // namespace bad_goto_within_the_scope

// ---- Where a suspension can stand ----

namespace bad_await_in_argument {
mini::task<void> f(Rows &rows) {
  std::lock_guard guard(rows.m); // warn: guard 'guard' holds a thread lock while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
  work(co_await fetch(1)); // note: still held at this 'co_await', where the coroutine may suspend
}
} // namespace bad_await_in_argument

namespace bad_await_in_condition {
mini::task<void> f(Rows &rows) {
  std::lock_guard guard(rows.m); // warn: guard 'guard' holds a thread lock while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
  if (rows.dirty && co_await fetch(1)) // note: still held at this 'co_await', where the coroutine may suspend
    ++rows.version;
}
} // namespace bad_await_in_condition

namespace bad_await_in_if_init_and_guard_before {
mini::task<void> f(Rows &rows) {
  std::lock_guard guard(rows.m); // warn: guard 'guard' holds a thread lock while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
  if (auto v = co_await fetch(1); v > 0) // note: still held at this 'co_await', where the coroutine may suspend
    ++rows.version;
}
} // namespace bad_await_in_if_init_and_guard_before

namespace bad_await_in_conditional_operator {
mini::task<int> f(Rows &rows) {
  std::lock_guard guard(rows.m); // warn: guard 'guard' holds a thread lock while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
  int v = rows.dirty ? co_await fetch(1) : rows.version; // note: still held at this 'co_await', where the coroutine may suspend
  co_return v;
}
} // namespace bad_await_in_conditional_operator

namespace bad_await_in_range_for_range {
mini::task<std::vector<int>> list();
mini::task<void> f(Rows &rows) {
  std::lock_guard guard(rows.m); // warn: guard 'guard' holds a thread lock while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
  for (int k : co_await list()) // note: still held at this 'co_await', where the coroutine may suspend
    rows.values[k] = 0;
}
} // namespace bad_await_in_range_for_range

namespace bad_await_in_range_for_body {
mini::task<void> f(Rows &rows) {
  std::shared_lock reading(rows.rw); // warn: guard 'reading' holds a thread lock while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
  for (auto &[k, v] : rows.values)
    co_await flush(k); // note: still held at this 'co_await', where the coroutine may suspend
}
} // namespace bad_await_in_range_for_body

namespace bad_await_in_lambda_capture_initialiser {
mini::task<int> f(Rows &rows) {
  std::lock_guard guard(rows.m); // warn: guard 'guard' holds a thread lock while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
  auto later = [v = co_await fetch(1)] { return v; }; // note: still held at this 'co_await', where the coroutine may suspend
  co_return later();
}
} // namespace bad_await_in_lambda_capture_initialiser

namespace bad_await_in_structured_binding {
mini::task<std::pair<int, int>> both();
mini::task<int> f(Rows &rows) {
  std::lock_guard guard(rows.m); // warn: guard 'guard' holds a thread lock while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
  auto [a, b] = co_await both(); // note: still held at this 'co_await', where the coroutine may suspend
  co_return a + b;
}
} // namespace bad_await_in_structured_binding

namespace bad_await_in_braced_list_and_throw {
mini::task<int> f(Rows &rows) {
  std::lock_guard guard(rows.m); // warn: guard 'guard' holds a thread lock while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
  std::array<int, 2> a{co_await fetch(1), co_await fetch(2)}; // note: still held at this 'co_await', where the coroutine may suspend // note: still held at this 'co_await', where the coroutine may suspend
  if (a[0] > a[1])
    throw co_await fetch(3); // note: still held at this 'co_await', where the coroutine may suspend
  co_return a[0];
}
} // namespace bad_await_in_braced_list_and_throw

namespace bad_nested_awaits {
mini::task<mini::task<int>> twice();
mini::task<int> f(Rows &rows) {
  std::lock_guard guard(rows.m); // warn: guard 'guard' holds a thread lock while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
  co_return co_await co_await twice(); // note: still held at this 'co_await', where the coroutine may suspend // note: still held at this 'co_await', where the coroutine may suspend
}
} // namespace bad_nested_awaits

namespace bad_await_of_member_operator {
struct Signal {
  bool set = false;
  auto operator co_await() {
    struct waiter {
      Signal &s;
      bool await_ready() { return s.set; }
      void await_suspend(std::coroutine_handle<>) {}
      void await_resume() {}
    };
    return waiter{*this};
  }
};
mini::task<void> f(Rows &rows, Signal &signal) {
  std::lock_guard guard(rows.m); // warn: guard 'guard' holds a thread lock while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
  co_await signal; // note: still held at this 'co_await', where the coroutine may suspend
}
} // namespace bad_await_of_member_operator

namespace bad_await_of_free_operator {
struct Delay {
  int ms;
};
mini::tick operator co_await(Delay);
mini::task<void> f(Rows &rows) {
  std::lock_guard guard(rows.m); // warn: guard 'guard' holds a thread lock while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
  co_await Delay{5}; // note: still held at this 'co_await', where the coroutine may suspend
}
} // namespace bad_await_of_free_operator

// await_transform makes an int awaitable.
namespace bad_await_through_await_transform {
struct Job {
  struct promise_type {
    Job get_return_object() { return {}; }
    std::suspend_always initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    mini::tick await_transform(int) { return {}; }
    std::suspend_never await_transform(char) { return {}; }
    void return_void() {}
    void unhandled_exception() { std::terminate(); }
  };
};
Job f(Rows &rows) {
  std::lock_guard guard(rows.m); // warn: guard 'guard' holds a thread lock while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
  co_await 'c';
  co_await 3; // note: still held at this 'co_await', where the coroutine may suspend
}
} // namespace bad_await_through_await_transform

namespace good_await_transform_never_suspends {
struct Job {
  struct promise_type {
    Job get_return_object() { return {}; }
    std::suspend_always initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    std::suspend_never await_transform(char) { return {}; }
    void return_void() {}
    void unhandled_exception() { std::terminate(); }
  };
};
Job f(Rows &rows) {
  std::lock_guard guard(rows.m);
  co_await 'c';
}
} // namespace good_await_transform_never_suspends

template <class T> struct Stream {
  struct promise_type {
    T current;
    Stream get_return_object() { return {}; }
    std::suspend_always initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    std::suspend_always yield_value(T v) {
      current = v;
      return {};
    }
    void return_void() {}
    void unhandled_exception() { std::terminate(); }
  };
};

namespace bad_yield {
Stream<int> f(Rows &rows) {
  std::shared_lock reading(rows.rw); // warn: guard 'reading' holds a thread lock while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
  for (auto &row : rows.values)
    co_yield row.second; // note: still held at this 'co_yield', where the coroutine may suspend
}
} // namespace bad_yield

namespace good_yield_outside_the_lock {
Stream<int> f(Rows &rows) {
  for (int i = 0;; ++i) {
    std::unique_lock lk(rows.m);
    int v = rows.values[i];
    lk.unlock();
    co_yield v;
  }
}
} // namespace good_yield_outside_the_lock

// This yield_value buffers and never suspends.
namespace good_yield_that_never_suspends {
struct Buffered {
  struct promise_type {
    std::vector<int> all;
    Buffered get_return_object() { return {}; }
    std::suspend_always initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    std::suspend_never yield_value(int v) {
      all.push_back(v);
      return {};
    }
    void return_void() {}
    void unhandled_exception() { std::terminate(); }
  };
};
Buffered f(Rows &rows) {
  std::lock_guard guard(rows.m);
  co_yield rows.version;
}
} // namespace good_yield_that_never_suspends

// Only the implicit suspensions: the initial one comes before the lock, the final one after it.
namespace good_implicit_suspensions_do_not_count {
mini::task<int> f(Rows &rows) {
  std::lock_guard guard(rows.m);
  co_return rows.version;
}
} // namespace good_implicit_suspensions_do_not_count

// An eager coroutine, and the same.
namespace good_eager_coroutine_without_await {
mini::eager<> f(Rows &rows) {
  std::lock_guard guard(rows.m);
  ++rows.version;
  co_return;
}
} // namespace good_eager_coroutine_without_await

// The parameter holds the lock at the implicit initial suspension only; the body releases it at once.
namespace good_parameter_released_first {
mini::task<void> f(std::unique_lock<std::mutex> held) {
  held.unlock();
  co_await flush();
}
} // namespace good_parameter_released_first

// ---- Awaits that never suspend ----

namespace good_suspend_never {
mini::task<void> f(Rows &rows) {
  std::lock_guard guard(rows.m);
  co_await std::suspend_never{};
  ++rows.version;
}
} // namespace good_suspend_never

namespace good_await_ready_constantly_true {
struct current_id {
  bool await_ready() const noexcept { return true; }
  void await_suspend(std::coroutine_handle<>) const noexcept {}
  int await_resume() const noexcept { return 7; }
};
mini::task<void> f(Rows &rows) {
  std::lock_guard guard(rows.m);
  rows.version = co_await current_id{};
}
} // namespace good_await_ready_constantly_true

// The usual way to get at one's own promise: await_suspend declines.
namespace good_await_suspend_constantly_false {
struct self_handle {
  std::coroutine_handle<> h;
  bool await_ready() const noexcept { return false; }
  bool await_suspend(std::coroutine_handle<> c) noexcept {
    h = c;
    return false;
  }
  std::coroutine_handle<> await_resume() const noexcept { return h; }
};
mini::task<void> f(Rows &rows) {
  std::lock_guard guard(rows.m);
  unknown((co_await self_handle{}).address());
}
} // namespace good_await_suspend_constantly_false

// await_ready is decided by the template argument.
template <bool Ready> struct maybe_ready {
  static constexpr bool await_ready() noexcept { return Ready; }
  void await_suspend(std::coroutine_handle<>) const noexcept {}
  void await_resume() const noexcept {}
};

namespace good_await_ready_by_template_argument {
mini::task<void> f(Rows &rows) {
  std::lock_guard guard(rows.m);
  co_await maybe_ready<true>{};
}
} // namespace good_await_ready_by_template_argument

namespace bad_await_ready_false_by_template_argument {
mini::task<void> f(Rows &rows) {
  std::lock_guard guard(rows.m); // warn: guard 'guard' holds a thread lock while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
  co_await maybe_ready<false>{}; // note: still held at this 'co_await', where the coroutine may suspend
}
} // namespace bad_await_ready_false_by_template_argument

namespace good_await_annotated_across_suspend_ok {
[[clang::annotate("corolint::across_suspend_ok")]] mini::tick checkpoint();
struct [[clang::annotate("corolint::across_suspend_ok")]] trace_point : mini::tick {};
mini::task<void> f(Rows &rows) {
  std::lock_guard guard(rows.m);
  co_await checkpoint();
  co_await trace_point{};
}
} // namespace good_await_annotated_across_suspend_ok

// ---- Scopes ----

namespace good_block_ends_first {
mini::task<int> f(Rows &rows) {
  int key;
  {
    std::lock_guard guard(rows.m);
    key = rows.version;
  }
  co_return co_await fetch(key);
}
} // namespace good_block_ends_first

namespace good_guard_after_the_last_await {
mini::task<void> f(Rows &rows) {
  int v = co_await fetch(1);
  std::lock_guard guard(rows.m);
  rows.values[1] = v;
}
} // namespace good_guard_after_the_last_await

// The await in the guard's own initialiser comes before the lock.
namespace good_await_inside_the_guards_initialiser {
mini::task<std::mutex *> pick(int key);
mini::task<void> f(Rows &rows) {
  std::lock_guard guard(*co_await pick(1));
  ++rows.version;
}
} // namespace good_await_inside_the_guards_initialiser

namespace bad_inner_block_awaits {
mini::task<void> f(Rows &rows) {
  {
    std::lock_guard guard(rows.m); // warn: guard 'guard' holds a thread lock while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
    {
      co_await flush(); // note: still held at this 'co_await', where the coroutine may suspend
    }
  }
}
} // namespace bad_inner_block_awaits

namespace good_return_before_the_await {
mini::task<void> f(Rows &rows) {
  if (work()) {
    std::lock_guard guard(rows.m);
    rows.dirty = false;
    co_return;
  }
  co_await flush();
}
} // namespace good_return_before_the_await

namespace good_unreachable_await {
mini::task<void> f(Rows &rows) {
  std::lock_guard guard(rows.m);
  co_return;
  co_await flush();
}
} // namespace good_unreachable_await

// The only instantiation leaves the await out.
namespace good_if_constexpr_branch_not_taken {
template <bool Async> mini::task<void> f(Rows &rows) {
  std::lock_guard guard(rows.m);
  ++rows.version;
  if constexpr (Async)
    co_await flush();
  co_return;
}
template mini::task<void> f<false>(Rows &);
} // namespace good_if_constexpr_branch_not_taken

namespace bad_if_constexpr_branch_taken {
template <bool Async> mini::task<void> g(Rows &rows) {
  std::lock_guard guard(rows.m); // warn: guard 'guard' holds a thread lock while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
  if constexpr (Async)
    co_await flush(); // note: still held at this 'co_await', where the coroutine may suspend
  co_return;
}
template mini::task<void> g<true>(Rows &);
template mini::task<void> g<false>(Rows &);
} // namespace bad_if_constexpr_branch_taken

// ---- unlock, relock, release ----

namespace good_unlock_before_await {
mini::task<void> f(Rows &rows) {
  std::unique_lock lk(rows.m);
  int v = rows.version;
  lk.unlock();
  co_await flush(v);
}
} // namespace good_unlock_before_await

namespace bad_relocked_before_await {
mini::task<void> f(Rows &rows) {
  std::unique_lock lk(rows.m);
  lk.unlock();
  co_await flush();
  lk.lock(); // warn: guard 'lk' holds a thread lock while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
  co_await flush(); // note: still held at this 'co_await', where the coroutine may suspend
}
} // namespace bad_relocked_before_await

namespace bad_unlocked_on_one_branch {
mini::task<void> f(Rows &rows) {
  std::unique_lock lk(rows.m); // warn: guard 'lk' holds a thread lock while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
  if (rows.queue.empty())
    lk.unlock();
  else
    rows.queue.pop_front();
  co_await flush(); // note: still held at this 'co_await', where the coroutine may suspend
}
} // namespace bad_unlocked_on_one_branch

namespace good_branch_that_keeps_it_returns {
mini::task<int> f(Rows &rows) {
  std::unique_lock lk(rows.m);
  if (!rows.queue.empty())
    co_return rows.queue.front();
  lk.unlock();
  co_return co_await fetch(1);
}
} // namespace good_branch_that_keeps_it_returns

// Unlocked around the await, in a loop, as in every worker.
namespace good_worker_loop {
mini::task<void> f(Rows &rows) {
  std::unique_lock lk(rows.m);
  while (!rows.queue.empty()) {
    int job = rows.queue.front();
    rows.queue.pop_front();
    lk.unlock();
    if (job == 0)
      break;
    co_await flush(job);
    lk.lock();
  }
}
} // namespace good_worker_loop

// wait() gives the lock back before it returns.
namespace bad_condition_variable_wait_keeps_the_lock {
mini::task<void> f(Rows &rows, std::condition_variable &cv) {
  std::unique_lock lk(rows.m); // warn: guard 'lk' holds a thread lock while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
  cv.wait(lk); // warn[blocking-call]: 'wait' may block the thread of coroutine 'f' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits until another thread notifies it
  co_await flush(); // note: still held at this 'co_await', where the coroutine may suspend
}
} // namespace bad_condition_variable_wait_keeps_the_lock

namespace bad_condition_variable_wait_for_keeps_the_lock {
mini::task<void> f(Rows &rows, std::condition_variable &cv) {
  std::unique_lock lk(rows.m); // warn: guard 'lk' holds a thread lock while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
  if (cv.wait_for(lk, std::chrono::milliseconds(1)) == std::cv_status::timeout) // warn[blocking-call]: 'wait_for' may block the thread of coroutine 'f' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits until another thread notifies it, or the time is up
    co_await flush(); // note: still held at this 'co_await', where the coroutine may suspend
}
} // namespace bad_condition_variable_wait_for_keeps_the_lock

namespace bad_released_but_never_unlocked {
mini::task<void> f(Rows &rows) {
  std::unique_lock lk(rows.m); // warn: guard 'lk' holds a thread lock while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
  std::mutex *raw = lk.release();
  co_await flush(); // note: still held at this 'co_await', where the coroutine may suspend
  raw->unlock();
}
} // namespace bad_released_but_never_unlocked

namespace good_released_and_unlocked {
mini::task<void> f(Rows &rows) {
  std::unique_lock lk(rows.m);
  lk.release()->unlock();
  co_await flush();
}
} // namespace good_released_and_unlocked

namespace good_released_into_a_variable_and_unlocked {
mini::task<void> f(Rows &rows) {
  std::unique_lock lk(rows.m);
  auto *raw = lk.release();
  raw->unlock();
  co_await flush();
}
} // namespace good_released_into_a_variable_and_unlocked

// Somebody else has the mutex now.
namespace good_released_to_unknown_code {
void hand_over(std::mutex *);
mini::task<void> f(Rows &rows) {
  std::unique_lock lk(rows.m);
  hand_over(lk.release());
  co_await flush();
}
} // namespace good_released_to_unknown_code

// ---- Tags and tries ----

namespace good_defer_lock_never_locked {
mini::task<void> f(Rows &rows) {
  std::unique_lock lk(rows.m, std::defer_lock);
  co_await flush();
}
} // namespace good_defer_lock_never_locked

namespace bad_deferred_then_locked {
mini::task<void> f(Rows &rows) {
  std::unique_lock lk(rows.m, std::defer_lock);
  lk.lock(); // warn: guard 'lk' holds a thread lock while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
  co_await flush(); // note: still held at this 'co_await', where the coroutine may suspend
}
} // namespace bad_deferred_then_locked

namespace bad_std_lock_of_deferred_guards {
mini::task<void> f(Rows &a, Rows &b) {
  std::unique_lock la(a.m, std::defer_lock);
  std::unique_lock lb(b.m, std::defer_lock);
  std::lock(la, lb); // warn: temporary guard holds a thread lock while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
  co_await flush(); // note: still held at this 'co_await', where the coroutine may suspend
}
} // namespace bad_std_lock_of_deferred_guards

// The operation that took the lock is std::lock, not the guards that adopt it.
namespace bad_std_lock_and_adopt {
mini::task<void> f(Rows &a, Rows &b) {
  std::lock(a.m, b.m); // warn: thread lock 'a.m' is held while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
  std::lock_guard ga(a.m, std::adopt_lock);
  std::lock_guard gb(b.m, std::adopt_lock);
  co_await flush(); // note: still held at this 'co_await', where the coroutine may suspend
}
} // namespace bad_std_lock_and_adopt

namespace bad_manual_lock_then_adopt {
mini::task<void> f(Rows &rows) {
  rows.m.lock(); // warn: thread lock 'rows.m' is held while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
  std::lock_guard guard(rows.m, std::adopt_lock);
  co_await flush(); // note: still held at this 'co_await', where the coroutine may suspend
}
} // namespace bad_manual_lock_then_adopt

// Nobody here took it, but adopt_lock says that it is held.
namespace bad_adopted_from_the_caller {
mini::task<void> f(Rows &rows) {
  std::unique_lock lk(rows.m, std::adopt_lock); // warn: guard 'lk' holds a thread lock while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
  co_await flush(); // note: still held at this 'co_await', where the coroutine may suspend
}
} // namespace bad_adopted_from_the_caller

namespace good_adopted_in_a_block {
mini::task<void> f(Rows &rows) {
  rows.m.lock();
  {
    std::lock_guard guard(rows.m, std::adopt_lock);
    ++rows.version;
  }
  co_await flush();
}
} // namespace good_adopted_in_a_block

// Where the attempt succeeded, the lock is held.
namespace bad_try_to_lock_untested {
mini::task<void> f(Rows &rows) {
  std::unique_lock lk(rows.m, std::try_to_lock); // warn: guard 'lk' holds a thread lock while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
  co_await flush(); // note: still held at this 'co_await', where the coroutine may suspend
}
} // namespace bad_try_to_lock_untested

namespace bad_try_to_lock_owned_branch {
mini::task<void> f(Rows &rows) {
  std::unique_lock lk(rows.m, std::try_to_lock); // warn: guard 'lk' holds a thread lock while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
  if (lk.owns_lock())
    co_await flush(); // note: still held at this 'co_await', where the coroutine may suspend
}
} // namespace bad_try_to_lock_owned_branch

namespace good_try_to_lock_failed_branch {
mini::task<void> f(Rows &rows) {
  if (std::unique_lock lk(rows.m, std::try_to_lock); !lk)
    co_await flush();
  else
    ++rows.version;
}
} // namespace good_try_to_lock_failed_branch

namespace good_try_to_lock_unlocked_when_owned {
mini::task<void> f(Rows &rows) {
  std::unique_lock lk{rows.m, std::try_to_lock};
  if (lk) {
    ++rows.version;
    lk.unlock();
  }
  co_await flush();
}
} // namespace good_try_to_lock_unlocked_when_owned

namespace bad_manual_try_lock {
mini::task<void> f(Rows &rows) {
  if (rows.m.try_lock()) { // warn: thread lock 'rows.m' is held while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
    co_await flush(); // note: still held at this 'co_await', where the coroutine may suspend
    rows.m.unlock();
  }
}
} // namespace bad_manual_try_lock

namespace bad_try_lock_result_in_variable {
mini::task<void> f(Rows &rows) {
  const bool got = rows.m.try_lock(); // warn: thread lock 'rows.m' is held while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
  if (!got)
    co_return;
  co_await flush(); // note: still held at this 'co_await', where the coroutine may suspend
  rows.m.unlock();
}
} // namespace bad_try_lock_result_in_variable

namespace good_try_lock_failed_path {
mini::task<void> f(Rows &rows) {
  while (!rows.m.try_lock())
    co_await mini::tick{};
  ++rows.version;
  rows.m.unlock();
}
} // namespace good_try_lock_failed_path

namespace good_try_lock_result_in_variable {
mini::task<void> f(Rows &rows) {
  bool got = rows.m.try_lock();
  if (got) {
    ++rows.version;
    rows.m.unlock();
  }
  co_await flush();
}
} // namespace good_try_lock_result_in_variable

namespace good_try_lock_else_branch {
mini::task<void> f(Rows &rows) {
  if (rows.m.try_lock()) {
    ++rows.version;
    rows.m.unlock();
  } else {
    co_await flush();
  }
}
} // namespace good_try_lock_else_branch

namespace bad_try_lock_for {
mini::task<void> f(Rows &rows) {
  if (rows.timed.try_lock_for(std::chrono::milliseconds(5))) { // warn: thread lock 'rows.timed' is held while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
    co_await flush(); // note: still held at this 'co_await', where the coroutine may suspend
    rows.timed.unlock();
  }
}
} // namespace bad_try_lock_for

namespace bad_guard_with_time_limit {
mini::task<void> f(Rows &rows) {
  std::unique_lock lk(rows.timed, std::chrono::milliseconds(0)); // warn: guard 'lk' holds a thread lock while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
  if (!lk)
    co_return;
  co_await flush(); // note: still held at this 'co_await', where the coroutine may suspend
}
} // namespace bad_guard_with_time_limit

namespace bad_guard_member_try_lock {
mini::task<void> f(Rows &rows) {
  std::shared_lock lk(rows.rw, std::defer_lock);
  if (!lk.try_lock()) // warn: guard 'lk' holds a thread lock while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
    co_return;
  co_await flush(); // note: still held at this 'co_await', where the coroutine may suspend
}
} // namespace bad_guard_member_try_lock

namespace good_time_limit_ran_out {
mini::task<bool> f(Rows &rows) {
  std::unique_lock lk(rows.timed, std::chrono::milliseconds(0));
  if (!lk.owns_lock()) {
    co_await flush();
    co_return false;
  }
  co_return true;
}
} // namespace good_time_limit_ran_out

namespace good_std_try_lock_failed {
mini::task<void> f(Rows &a, Rows &b) {
  if (std::try_lock(a.m, b.m) != -1) {
    co_await flush();
    co_return;
  }
  std::lock_guard ga(a.m, std::adopt_lock);
  std::lock_guard gb(b.m, std::adopt_lock);
  std::swap(a.version, b.version);
}
} // namespace good_std_try_lock_failed

// ---- Moved, assigned, swapped ----

// The second guard inherits; the first took the lock.
namespace bad_moved_to_another_local {
mini::task<void> f(Rows &rows) {
  std::unique_lock first(rows.m); // warn: guard 'first' holds a thread lock while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
  std::unique_lock second = std::move(first);
  co_await flush(); // note: still held at this 'co_await', where the coroutine may suspend
}
} // namespace bad_moved_to_another_local

namespace good_moved_into_inner_block {
mini::task<void> f(Rows &rows) {
  std::unique_lock first(rows.m);
  {
    auto second = std::move(first);
    ++rows.version;
  }
  co_await flush();
}
} // namespace good_moved_into_inner_block

void publish(std::unique_lock<std::mutex> lk);
void take(std::unique_lock<std::mutex> &&lk);

namespace good_moved_to_unknown_code {
mini::task<void> f(Rows &rows) {
  std::unique_lock lk(rows.m);
  publish(std::move(lk));
  co_await flush();
}
} // namespace good_moved_to_unknown_code

namespace good_moved_to_unknown_code_by_rvalue_reference {
mini::task<void> f(Rows &rows) {
  std::unique_lock lk(rows.m);
  take(std::move(lk));
  co_await flush();
}
} // namespace good_moved_to_unknown_code_by_rvalue_reference

namespace good_moved_into_a_callback {
template <class F> void post(F f) { unknown(new F(std::move(f))); }
mini::task<void> f(Rows &rows) {
  std::unique_lock lk(rows.m);
  post([lk = std::move(lk)] {});
  co_await flush();
}
} // namespace good_moved_into_a_callback

mini::task<void> finish(Rows &rows, std::unique_lock<std::mutex> held);

// The callee is a task that owns the lock now; it is the callee's to answer for.
namespace good_temporary_moved_into_a_task {
mini::task<void> f(Rows &rows) {
  co_await finish(rows, std::unique_lock(rows.m));
}
} // namespace good_temporary_moved_into_a_task

namespace good_moved_into_a_task {
mini::task<void> f(Rows &rows) {
  std::unique_lock lk(rows.m);
  auto t = finish(rows, std::move(lk));
  co_await std::move(t);
}
} // namespace good_moved_into_a_task

namespace bad_assigned_later {
mini::task<void> f(Rows &rows) {
  std::unique_lock<std::mutex> lk;
  co_await flush(1);
  lk = std::unique_lock(rows.m); // warn: temporary guard holds a thread lock while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
  co_await flush(2); // note: still held at this 'co_await', where the coroutine may suspend
}
} // namespace bad_assigned_later

namespace good_assigned_away {
mini::task<void> f(Rows &rows) {
  std::unique_lock lk(rows.m);
  ++rows.version;
  lk = std::unique_lock<std::mutex>();
  co_await flush(1);
}
} // namespace good_assigned_away

namespace good_assigned_empty_braces {
mini::task<void> f(Rows &rows) {
  std::unique_lock lk(rows.m);
  ++rows.version;
  lk = {};
  co_await flush(1);
}
} // namespace good_assigned_empty_braces

namespace bad_either_arm_of_the_conditional {
mini::task<void> f(Rows &rows, bool locked) {
  auto lk = locked ? std::unique_lock(rows.m) : std::unique_lock<std::mutex>(); // warn: guard 'lk' holds a thread lock while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
  co_await flush(); // note: still held at this 'co_await', where the coroutine may suspend
}
} // namespace bad_either_arm_of_the_conditional

namespace bad_swapped_out_of_the_block {
mini::task<void> f(Rows &rows) {
  std::unique_lock<std::mutex> outer;
  {
    std::unique_lock inner(rows.m); // warn: guard 'inner' holds a thread lock while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
    outer.swap(inner);
  }
  co_await flush(); // note: still held at this 'co_await', where the coroutine may suspend
}
} // namespace bad_swapped_out_of_the_block

namespace good_swapped_into_the_block {
mini::task<void> f(Rows &rows) {
  std::unique_lock outer(rows.m);
  {
    std::unique_lock<std::mutex> inner;
    std::swap(outer, inner);
    ++rows.version;
  }
  co_await flush();
}
} // namespace good_swapped_into_the_block

// ---- Guards inside other objects ----

namespace bad_struct_member {
struct Transaction {
  std::unique_lock<std::mutex> lk;
  int id;
};
mini::task<void> f(Rows &rows) {
  Transaction tx{std::unique_lock(rows.m), 1}; // warn: temporary guard holds a thread lock while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
  co_await flush(tx.id); // note: still held at this 'co_await', where the coroutine may suspend
}
} // namespace bad_struct_member

namespace bad_struct_in_struct_with_constructor {
struct Inner {
  std::lock_guard<std::mutex> guard;
  explicit Inner(std::mutex &m) : guard(m) {}
};
struct Outer {
  int n = 0;
  Inner inner;
  explicit Outer(Rows &rows) : inner(rows.m) {}
};
mini::task<void> f(Rows &rows) {
  Outer outer(rows); // warn: guard 'outer' holds a thread lock while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
  co_await flush(outer.n); // note: still held at this 'co_await', where the coroutine may suspend
}
} // namespace bad_struct_in_struct_with_constructor

namespace bad_guard_as_base_class {
struct Section : private std::unique_lock<std::mutex> {
  explicit Section(Rows &rows) : std::unique_lock<std::mutex>(rows.m) {}
};
mini::task<void> f(Rows &rows) {
  Section section(rows); // warn: guard 'section' holds a thread lock while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
  co_await flush(); // note: still held at this 'co_await', where the coroutine may suspend
}
} // namespace bad_guard_as_base_class

namespace bad_using_base_constructors {
struct Lock : std::unique_lock<std::mutex> {
  using unique_lock::unique_lock;
};
mini::task<void> f(Rows &rows) {
  Lock lk(rows.m); // warn: guard 'lk' holds a thread lock while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
  co_await flush(); // note: still held at this 'co_await', where the coroutine may suspend
}
} // namespace bad_using_base_constructors

struct Transaction {
  std::unique_lock<std::mutex> lk;
  int id;
};

namespace good_struct_member_unlocked {
mini::task<void> f(Rows &rows) {
  Transaction tx{std::unique_lock(rows.m), 1};
  tx.lk.unlock();
  co_await flush(tx.id);
}
} // namespace good_struct_member_unlocked

namespace good_struct_member_without_lock {
mini::task<void> f(Rows &rows) {
  Transaction tx{{}, 1};
  co_await flush(tx.id);
}
} // namespace good_struct_member_without_lock

namespace good_struct_member_deferred {
mini::task<void> f(Rows &rows) {
  Transaction tx{std::unique_lock(rows.m, std::defer_lock), 1};
  co_await flush(tx.id);
}
} // namespace good_struct_member_deferred

// A struct that points to a guard does not own it.
namespace good_struct_points_to_a_guard {
struct View {
  std::unique_lock<std::mutex> *lk;
  Rows &rows;
};
mini::task<void> f(View view) {
  View copy = view;
  co_await flush(copy.rows.version);
}
} // namespace good_struct_points_to_a_guard

namespace bad_optional_engaged {
mini::task<void> f(Rows &rows) {
  std::optional<std::lock_guard<std::mutex>> guard;
  guard.emplace(rows.m); // warn: temporary guard holds a thread lock while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
  co_await flush(); // note: still held at this 'co_await', where the coroutine may suspend
}
} // namespace bad_optional_engaged

namespace bad_optional_in_place {
mini::task<void> f(Rows &rows) {
  std::optional<std::unique_lock<std::mutex>> guard(std::in_place, rows.m); // warn: guard 'guard' holds a thread lock while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
  co_await flush(); // note: still held at this 'co_await', where the coroutine may suspend
}
} // namespace bad_optional_in_place

// Held on the path where it is wanted.
namespace bad_optional_engaged_on_one_path {
mini::task<void> f(Rows &rows, bool exclusive) {
  std::optional<std::unique_lock<std::mutex>> guard;
  if (exclusive)
    guard.emplace(rows.m); // warn: temporary guard holds a thread lock while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
  co_await flush(); // note: still held at this 'co_await', where the coroutine may suspend
}
} // namespace bad_optional_engaged_on_one_path

namespace good_optional_empty_or_reset {
mini::task<void> f(Rows &rows) {
  std::optional<std::lock_guard<std::mutex>> guard;
  co_await flush();
  guard.emplace(rows.m);
  ++rows.version;
  guard.reset();
  co_await flush();
}
} // namespace good_optional_empty_or_reset

namespace good_optional_assigned_nullopt {
mini::task<void> f(Rows &rows) {
  std::optional<std::unique_lock<std::mutex>> guard;
  guard.emplace(rows.m);
  guard = std::nullopt;
  co_await flush();
}
} // namespace good_optional_assigned_nullopt

namespace good_optional_unlocked_inside {
mini::task<void> f(Rows &rows) {
  std::optional<std::unique_lock<std::mutex>> guard(std::in_place, rows.m);
  guard->unlock();
  co_await flush();
}
} // namespace good_optional_unlocked_inside

// What an unknown function put into it, or did not, is not known.
namespace good_optional_from_unknown_code {
std::optional<std::unique_lock<std::mutex>> maybe_lock(Rows &rows);
mini::task<void> f(Rows &rows) {
  auto guard = maybe_lock(rows);
  co_await flush();
}
} // namespace good_optional_from_unknown_code

namespace bad_unique_ptr {
mini::task<void> f(Rows &rows) {
  auto guard = std::make_unique<std::lock_guard<std::mutex>>(rows.m); // warn: guard 'guard' holds a thread lock while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
  co_await flush(); // note: still held at this 'co_await', where the coroutine may suspend
}
} // namespace bad_unique_ptr

namespace good_unique_ptr_reset {
mini::task<void> f(Rows &rows) {
  auto guard = std::make_unique<std::lock_guard<std::mutex>>(rows.m);
  ++rows.version;
  guard.reset();
  co_await flush();
}
} // namespace good_unique_ptr_reset

namespace good_unique_ptr_empty {
mini::task<void> f(Rows &rows) {
  std::unique_ptr<std::lock_guard<std::mutex>> guard;
  co_await flush();
}
} // namespace good_unique_ptr_empty

namespace good_unique_ptr_assigned_null {
mini::task<void> f(Rows &rows) {
  auto guard = std::make_unique<std::lock_guard<std::mutex>>(rows.m);
  guard = nullptr;
  co_await flush();
}
} // namespace good_unique_ptr_assigned_null

namespace bad_array_of_guards {
mini::task<void> f(Rows &a, Rows &b) {
  std::unique_lock<std::mutex> both[] = {
      std::unique_lock(a.m), // warn: temporary guard holds a thread lock while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
      std::unique_lock(b.m), // warn: temporary guard holds a thread lock while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
  };
  co_await flush(); // note: still held at this 'co_await', where the coroutine may suspend // note: still held at this 'co_await', where the coroutine may suspend
}
} // namespace bad_array_of_guards

namespace bad_pair_with_guard {
mini::task<void> f(Rows &rows) {
  std::pair<std::unique_lock<std::mutex>, int> p{std::unique_lock(rows.m), 1}; // warn: temporary guard holds a thread lock while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
  co_await flush(p.second); // note: still held at this 'co_await', where the coroutine may suspend
}
} // namespace bad_pair_with_guard

// The closure owns the guard for as long as it lives.
namespace bad_lambda_init_capture {
mini::task<int> f(Rows &rows) {
  auto later = [held = std::unique_lock(rows.m), &rows] { return rows.version; }; // warn: temporary guard holds a thread lock while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
  co_await flush(); // note: still held at this 'co_await', where the coroutine may suspend
  co_return later();
}
} // namespace bad_lambda_init_capture

namespace good_closure_with_guard_is_gone {
mini::task<int> f(Rows &rows) {
  int v;
  {
    auto later = [held = std::unique_lock(rows.m), &rows] { return rows.version; };
    v = later();
  }
  co_return co_await fetch(v);
}
} // namespace good_closure_with_guard_is_gone

// A capture by reference owns nothing.
namespace good_guard_captured_by_reference {
mini::task<void> f(Rows &rows) {
  std::unique_lock lk(rows.m);
  auto release = [&lk] { lk.unlock(); };
  release();
  co_await flush();
}
} // namespace good_guard_captured_by_reference

namespace good_unlocked_by_lambda_called_in_place {
mini::task<void> f(Rows &rows) {
  std::unique_lock lk(rows.m);
  [&] { lk.unlock(); }();
  co_await flush();
}
} // namespace good_unlocked_by_lambda_called_in_place

// ---- Guards that arrive held ----

namespace bad_parameter {
mini::task<void> f(Rows &rows,
                   std::unique_lock<std::mutex> held) { // warn: parameter 'held' holds a thread lock while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
  rows.dirty = false;
  co_await flush(); // note: still held at this 'co_await', where the coroutine may suspend
}
} // namespace bad_parameter

// The caller's guard: whether it is held here, and how long it lives, is the caller's business.
namespace good_parameter_by_reference {
mini::task<void> f(Rows &rows, std::unique_lock<std::mutex> &lk) {
  rows.dirty = false;
  co_await flush();
}
} // namespace good_parameter_by_reference

namespace bad_struct_parameter_with_guard {
struct Transaction {
  std::unique_lock<std::mutex> lk;
  int id;
};
mini::task<void> f(Transaction tx) { // warn: parameter 'tx' holds a thread lock while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
  co_await flush(tx.id); // note: still held at this 'co_await', where the coroutine may suspend
}
} // namespace bad_struct_parameter_with_guard

namespace bad_returned_by_unknown_function {
std::unique_lock<std::mutex> lock_rows(Rows &rows);
mini::task<void> f(Rows &rows) {
  auto lk = lock_rows(rows); // warn: guard 'lk' holds a thread lock while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
  co_await flush(); // note: still held at this 'co_await', where the coroutine may suspend
}
} // namespace bad_returned_by_unknown_function

namespace bad_returned_by_member_and_lambda {
struct Table {
  std::mutex m_;
  [[nodiscard]] std::unique_lock<std::mutex> exclusive() { return std::unique_lock(m_); }
};
mini::task<void> f(Table &table) {
  auto lk = table.exclusive(); // warn: guard 'lk' holds a thread lock while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
  co_await flush(); // note: still held at this 'co_await', where the coroutine may suspend
}
mini::task<void> g(Table &table) {
  auto make = [&table] { return std::unique_lock(table.m_); };
  auto lk = make(); // warn: guard 'lk' holds a thread lock while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
  co_await flush(); // note: still held at this 'co_await', where the coroutine may suspend
}
} // namespace bad_returned_by_member_and_lambda

// The visible function returns a guard that holds nothing.
namespace good_returned_deferred {
std::unique_lock<std::mutex> prepare(Rows &rows) { return std::unique_lock(rows.m, std::defer_lock); }
std::unique_lock<std::mutex> none() { return {}; }
mini::task<void> f(Rows &rows) {
  auto lk = prepare(rows);
  auto empty = none();
  co_await flush();
}
} // namespace good_returned_deferred

// A thread lock comes out of an await; it is held at the next one.
namespace bad_yielded_by_await {
mini::task<std::unique_lock<std::mutex>> acquire(Rows &rows);
mini::task<void> f(Rows &rows) {
  auto lk = co_await acquire(rows); // warn: guard 'lk' holds a thread lock while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
  co_await flush(); // note: still held at this 'co_await', where the coroutine may suspend
}
} // namespace bad_yielded_by_await

namespace bad_structured_binding {
struct Snapshot {
  std::unique_lock<std::mutex> lk;
  int version;
};
Snapshot snapshot(Rows &rows) { return {std::unique_lock(rows.m), rows.version}; }
mini::task<void> f(Rows &rows) {
  auto [lk, version] = snapshot(rows); // warn: temporary guard holds a thread lock while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
  co_await flush(version); // note: still held at this 'co_await', where the coroutine may suspend
}
} // namespace bad_structured_binding

namespace good_structured_binding_unlocked {
struct Snapshot {
  std::unique_lock<std::mutex> lk;
  int version;
};
Snapshot snapshot(Rows &rows) { return {std::unique_lock(rows.m), rows.version}; }
mini::task<void> f(Rows &rows) {
  auto [lk, version] = snapshot(rows);
  lk.unlock();
  co_await flush(version);
}
} // namespace good_structured_binding_unlocked

// ---- Temporaries ----

namespace bad_lifetime_extended_temporary {
std::unique_lock<std::mutex> lock_rows(Rows &rows) { return std::unique_lock(rows.m); }
mini::task<void> f(Rows &rows) {
  auto &&lk = lock_rows(rows); // warn: guard 'lk' holds a thread lock while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
  co_await flush(); // note: still held at this 'co_await', where the coroutine may suspend
}
mini::task<void> g(Rows &rows) {
  const auto &lk = std::unique_lock(rows.m); // warn: guard 'lk' holds a thread lock while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
  co_await flush(); // note: still held at this 'co_await', where the coroutine may suspend
}
} // namespace bad_lifetime_extended_temporary

namespace bad_comma_in_full_expression {
mini::task<int> f(Rows &rows) {
  int v = (std::lock_guard{rows.m}, co_await fetch(1)); // warn: temporary guard holds a thread lock while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited // note: still held at this 'co_await', where the coroutine may suspend
  co_return v;
}
} // namespace bad_comma_in_full_expression

namespace good_comma_await_first {
mini::task<int> f(Rows &rows) {
  int v = co_await fetch(1);
  co_return (std::lock_guard{rows.m}, rows.version + v);
}
} // namespace good_comma_await_first

// A locked proxy: the lock and the way to what it protects.
template <class T> class Guarded {
public:
  class Proxy {
  public:
    explicit Proxy(Guarded &g) : lk(g.m), value(&g.value) {}
    T *operator->() { return value; }
    T &operator*() { return *value; }
    auto begin() { return value->begin(); }
    auto end() { return value->end(); }

  private:
    std::unique_lock<std::mutex> lk;
    T *value;
  };
  Proxy lock() { return Proxy(*this); }
  T copy() {
    std::lock_guard guard(m);
    return value;
  }

private:
  std::mutex m;
  T value;
};

namespace bad_locked_proxy {
mini::task<void> f(Guarded<Rows> &rows) {
  auto locked = rows.lock(); // warn: guard 'locked' holds a thread lock while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
  locked->version = co_await fetch(1); // note: still held at this 'co_await', where the coroutine may suspend
}
} // namespace bad_locked_proxy

// The proxy is a temporary, but the await is in the same full expression.
namespace bad_locked_proxy_in_full_expression {
mini::task<void> f(Guarded<Rows> &rows) {
  co_await flush(rows.lock()->version); // warn: temporary guard holds a thread lock while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited // note: still held at this 'co_await', where the coroutine may suspend
}
} // namespace bad_locked_proxy_in_full_expression

// The proxy itself is the range: it lives as long as the loop.
namespace bad_locked_proxy_is_the_range {
mini::task<void> f(Guarded<std::vector<int>> &keys) {
  for (int key : keys.lock()) // warn: guard '__range1' holds a thread lock while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
    co_await flush(key); // note: still held at this 'co_await', where the coroutine may suspend
}
} // namespace bad_locked_proxy_is_the_range

namespace good_locked_proxy_ends_at_the_semicolon {
mini::task<void> f(Guarded<Rows> &rows) {
  int v = rows.lock()->version;
  co_await flush(v);
  rows.lock()->version = v;
  co_await flush(v);
}
} // namespace good_locked_proxy_ends_at_the_semicolon

namespace good_copied_out_under_the_lock {
mini::task<void> f(Guarded<std::vector<int>> &keys) {
  for (int key : keys.copy())
    co_await flush(key);
}
} // namespace good_copied_out_under_the_lock

// Only the branch that does not await makes the proxy.
namespace good_temporary_of_the_other_arm {
mini::task<int> f(Guarded<Rows> &rows, bool remote) {
  int v = remote ? co_await fetch(1) : rows.lock()->version;
  co_return v;
}
} // namespace good_temporary_of_the_other_arm

// ---- lock() and unlock() by hand ----

namespace bad_manual_lock {
mini::task<void> f(Rows &rows) {
  rows.m.lock(); // warn: thread lock 'rows.m' is held while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
  co_await flush(); // note: still held at this 'co_await', where the coroutine may suspend
  rows.m.unlock();
}
} // namespace bad_manual_lock

namespace bad_manual_lock_never_unlocked {
mini::task<void> f(Rows &rows) {
  rows.rw.lock_shared(); // warn: thread lock 'rows.rw' is held while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
  co_await flush(); // note: still held at this 'co_await', where the coroutine may suspend
}
} // namespace bad_manual_lock_never_unlocked

namespace bad_manual_lock_through_this_and_pointer {
struct Service {
  std::mutex m_;
  Rows *rows_;
  mini::task<void> f() {
    this->m_.lock(); // warn: thread lock 'm_' is held while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
    co_await flush(); // note: still held at this 'co_await', where the coroutine may suspend
    m_.unlock();
  }
  mini::task<void> g() {
    rows_->m.lock(); // warn: thread lock 'rows_->m' is held while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
    co_await flush(); // note: still held at this 'co_await', where the coroutine may suspend
    rows_->m.unlock();
  }
};
} // namespace bad_manual_lock_through_this_and_pointer

namespace good_manual_unlock_first {
mini::task<void> f(Rows &rows) {
  rows.m.lock();
  ++rows.version;
  rows.m.unlock();
  co_await flush();
}
} // namespace good_manual_unlock_first

// Locked under one name, unlocked under another.
namespace good_manual_unlock_through_alias {
struct Service {
  std::mutex m_;
  mini::task<void> f() {
    this->m_.lock();
    m_.unlock();
    co_await flush();
  }
};
mini::task<void> g(Rows &rows) {
  auto &mu = rows.m;
  mu.lock();
  rows.m.unlock();
  co_await flush();
}
mini::task<void> h(Rows &rows) {
  std::mutex *p = &rows.m;
  rows.m.lock();
  p->unlock();
  co_await flush();
}
} // namespace good_manual_unlock_through_alias

namespace bad_manual_lock_of_array_element {
struct Shard {
  std::mutex m;
};
Shard shards[4];
mini::task<void> f() {
  shards[1].m.lock(); // warn: thread lock 'shards[1].m' is held while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
  shards[2].m.lock();
  shards[2].m.unlock();
  co_await flush(); // note: still held at this 'co_await', where the coroutine may suspend
  shards[1].m.unlock();
}
} // namespace bad_manual_lock_of_array_element

namespace good_manual_unlock_of_array_element {
struct Shard {
  std::mutex m;
};
Shard shards[4];
mini::task<void> f(int i) {
  shards[i].m.lock();
  work();
  shards[i].m.unlock();
  co_await flush();
}
} // namespace good_manual_unlock_of_array_element

namespace bad_static_and_global_mutex {
std::mutex global;
struct Service {
  inline static std::mutex all;
};
mini::task<void> f() {
  static std::mutex once;
  once.lock(); // warn: thread lock 'once' is held while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
  co_await flush(); // note: still held at this 'co_await', where the coroutine may suspend
  once.unlock();
}
mini::task<void> g() {
  std::lock_guard guard(global); // warn: guard 'guard' holds a thread lock while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
  co_await flush(); // note: still held at this 'co_await', where the coroutine may suspend
}
mini::task<void> h() {
  Service::all.lock(); // warn: thread lock 'all' is held while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
  co_await flush(); // note: still held at this 'co_await', where the coroutine may suspend
  Service::all.unlock();
}
} // namespace bad_static_and_global_mutex

// Both branches ask the same question, and nothing changes the answer.
namespace good_correlated_branches {
mini::task<void> f(Rows &rows, const bool shared) {
  if (shared)
    rows.m.lock();
  work();
  if (shared)
    rows.m.unlock();
  co_await flush();
}
} // namespace good_correlated_branches

// The same comparison twice.
namespace good_correlated_comparisons {
mini::task<void> f(Rows &rows, int mode) {
  if (mode == 1)
    rows.rw.lock();
  else
    rows.rw.lock_shared();
  work();
  if (mode == 1)
    rows.rw.unlock();
  else
    rows.rw.unlock_shared();
  co_await flush();
}
} // namespace good_correlated_comparisons

// The guard itself knows.
namespace good_owns_lock_decides {
mini::task<void> f(Rows &rows, bool shared) {
  std::unique_lock lk(rows.m, std::defer_lock);
  if (shared)
    lk.lock();
  work();
  if (lk.owns_lock())
    lk.unlock();
  co_await flush();
}
} // namespace good_owns_lock_decides

// The flag is set where the lock is taken, and nowhere else.
namespace good_flag_remembers_the_lock {
mini::task<void> f(Rows &rows, bool shared) {
  bool locked = false;
  if (shared) {
    rows.m.lock();
    locked = true;
  }
  work();
  if (locked)
    rows.m.unlock();
  co_await flush();
}
} // namespace good_flag_remembers_the_lock

namespace bad_correlated_branches_around_the_await {
mini::task<void> f(Rows &rows, const bool shared) {
  if (shared)
    rows.m.lock(); // warn: thread lock 'rows.m' is held while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
  co_await flush(); // note: still held at this 'co_await', where the coroutine may suspend
  if (shared)
    rows.m.unlock();
}
} // namespace bad_correlated_branches_around_the_await

// The answer may have changed in between.
namespace bad_condition_changes_in_between {
mini::task<void> f(Rows &rows, bool shared) {
  if (shared)
    rows.m.lock(); // warn: thread lock 'rows.m' is held while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
  shared = work() > 0;
  if (shared)
    rows.m.unlock();
  co_await flush(); // note: still held at this 'co_await', where the coroutine may suspend
}
} // namespace bad_condition_changes_in_between

// ---- Helpers ----

namespace bad_helper_returns_with_the_lock_held {
void begin(Rows &rows) { rows.m.lock(); }
void end(Rows &rows) { rows.m.unlock(); }
mini::task<void> f(Rows &rows) {
  begin(rows); // warn: thread lock 'rows.m' is held while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
  co_await flush(); // note: still held at this 'co_await', where the coroutine may suspend
  end(rows);
}
} // namespace bad_helper_returns_with_the_lock_held

namespace bad_member_helper_returns_with_the_lock_held {
class Table {
  std::mutex m_;
  void enter() { m_.lock(); }
  void leave() { m_.unlock(); }

public:
  mini::task<void> f() {
    enter(); // warn: thread lock 'm_' is held while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
    co_await flush(); // note: still held at this 'co_await', where the coroutine may suspend
    leave();
  }
};
} // namespace bad_member_helper_returns_with_the_lock_held

void begin(Rows &rows) { rows.m.lock(); }
void end(Rows &rows) { rows.m.unlock(); }

namespace good_helper_unlocks_first {
mini::task<void> f(Rows &rows) {
  begin(rows);
  end(rows);
  co_await flush();
}
} // namespace good_helper_unlocks_first

namespace good_helper_unlocks_what_was_locked_by_hand {
mini::task<void> f(Rows &rows) {
  rows.m.lock();
  end(rows);
  co_await flush();
}
} // namespace good_helper_unlocks_what_was_locked_by_hand

namespace good_helper_unlocks_the_guard {
void finish(std::unique_lock<std::mutex> &lk) { lk.unlock(); }
mini::task<void> f(Rows &rows) {
  std::unique_lock lk(rows.m);
  finish(lk);
  co_await flush();
}
} // namespace good_helper_unlocks_the_guard

// The helper locks for the length of its own body.
namespace good_helper_locks_inside {
int version(Rows &rows) {
  std::lock_guard guard(rows.m);
  return rows.version;
}
mini::task<void> f(Rows &rows) {
  int v = version(rows);
  co_await flush(v);
  co_await flush(version(rows));
}
} // namespace good_helper_locks_inside

void maybe_release(std::unique_lock<std::mutex> &lk);
void maybe_release(std::unique_lock<std::mutex> *lk);

// Unknown code may have unlocked it.
namespace good_guard_passed_to_unknown_code {
mini::task<void> f(Rows &rows) {
  std::unique_lock lk(rows.m);
  maybe_release(lk);
  co_await flush();
}
} // namespace good_guard_passed_to_unknown_code

namespace good_guard_passed_to_unknown_code_by_pointer {
mini::task<void> f(Rows &rows) {
  std::unique_lock lk(rows.m);
  maybe_release(&lk);
  co_await flush();
}
} // namespace good_guard_passed_to_unknown_code_by_pointer

// A lock taken by hand, and unknown code that gets the mutex.
namespace good_mutex_passed_to_unknown_code {
void leave(std::mutex &m);
mini::task<void> f(Rows &rows) {
  rows.m.lock();
  ++rows.version;
  leave(rows.m);
  co_await flush();
}
} // namespace good_mutex_passed_to_unknown_code

namespace bad_guard_passed_by_const_reference {
void log(const std::unique_lock<std::mutex> &lk);
mini::task<void> f(Rows &rows) {
  std::unique_lock lk(rows.m); // warn: guard 'lk' holds a thread lock while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
  log(lk);
  co_await flush(); // note: still held at this 'co_await', where the coroutine may suspend
}
} // namespace bad_guard_passed_by_const_reference

// The visible helper only looks at it.
namespace bad_guard_passed_to_visible_code_that_keeps_it {
void count(std::unique_lock<std::mutex> &lk, Rows &rows) {
  if (lk.owns_lock())
    ++rows.version;
}
mini::task<void> f(Rows &rows) {
  std::unique_lock lk(rows.m); // warn: guard 'lk' holds a thread lock while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
  count(lk, rows);
  co_await flush(); // note: still held at this 'co_await', where the coroutine may suspend
}
} // namespace bad_guard_passed_to_visible_code_that_keeps_it

// ---- Locks and guards of one's own ----

// lock() is a loop over an atomic flag.
namespace bad_home_made_spin_lock {
class SpinLock {
public:
  void lock() {
    while (flag.exchange(true, std::memory_order_acquire)) {
    }
  }
  void unlock() { flag.store(false, std::memory_order_release); }

private:
  std::atomic<bool> flag{false};
};
SpinLock spin;
mini::task<void> f() {
  std::lock_guard guard(spin); // warn: guard 'guard' holds a thread lock while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
  co_await flush(); // note: still held at this 'co_await', where the coroutine may suspend
}
mini::task<void> g() {
  spin.lock(); // warn: thread lock 'spin' is held while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
  co_await flush(); // note: still held at this 'co_await', where the coroutine may suspend
  spin.unlock();
}
} // namespace bad_home_made_spin_lock

struct NullMutex {
  void lock() {}
  void unlock() {}
  bool try_lock() { return true; }
};
NullMutex null;

namespace good_null_lock {
mini::task<void> f() {
  std::lock_guard guard(null);
  co_await flush();
  null.lock();
  co_await flush();
  null.unlock();
}
} // namespace good_null_lock

namespace good_null_lock_tried {
mini::task<void> f() {
  std::unique_lock<NullMutex> lk(null, std::try_to_lock);
  co_await flush();
}
} // namespace good_null_lock_tried

namespace bad_home_made_guard {
class Guard {
public:
  explicit Guard(std::mutex &m) : m_(m) { m_.lock(); }
  ~Guard() { m_.unlock(); }

private:
  std::mutex &m_;
};
mini::task<void> f(Rows &rows) {
  Guard guard(rows.m); // warn: guard 'guard' holds a thread lock while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
  co_await flush(); // note: still held at this 'co_await', where the coroutine may suspend
}
} // namespace bad_home_made_guard

namespace bad_home_made_guard_with_flag {
template <class M> class Guard {
public:
  explicit Guard(M &m) : m_(&m), owns_(true) { m_->lock(); }
  Guard(const Guard &) = delete;
  ~Guard() {
    if (owns_)
      m_->unlock();
  }
  void release() {
    m_->unlock();
    owns_ = false;
  }

private:
  M *m_;
  bool owns_;
};
mini::task<void> f(Rows &rows) {
  Guard guard(rows.m); // warn: guard 'guard' holds a thread lock while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
  co_await flush(); // note: still held at this 'co_await', where the coroutine may suspend
}
} // namespace bad_home_made_guard_with_flag

namespace good_home_made_guard_released {
class Guard {
public:
  explicit Guard(std::mutex &m) : m_(&m) { m_->lock(); }
  ~Guard() {
    if (m_)
      m_->unlock();
  }
  void unlock() {
    m_->unlock();
    m_ = nullptr;
  }

private:
  std::mutex *m_;
};
mini::task<void> f(Rows &rows) {
  Guard guard(rows.m);
  ++rows.version;
  guard.unlock();
  co_await flush();
}
} // namespace good_home_made_guard_released

// The opposite of a guard: unlocks while it lives.
namespace good_reverse_guard {
class Unlocked {
public:
  explicit Unlocked(std::unique_lock<std::mutex> &lk) : lk_(lk) { lk_.unlock(); }
  ~Unlocked() { lk_.lock(); }

private:
  std::unique_lock<std::mutex> &lk_;
};
mini::task<void> f(Rows &rows) {
  std::unique_lock lk(rows.m);
  while (!rows.queue.empty()) {
    rows.queue.pop_front();
    Unlocked unlocked(lk);
    co_await flush();
  }
}
} // namespace good_reverse_guard

template <class F> class ScopeExit {
public:
  explicit ScopeExit(F f) : f_(std::move(f)) {}
  ~ScopeExit() { f_(); }

private:
  F f_;
};

namespace bad_scope_exit_unlocks_too_late {
mini::task<void> f(Rows &rows) {
  rows.m.lock(); // warn: thread lock 'rows.m' is held while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
  ScopeExit unlock([&] { rows.m.unlock(); });
  co_await flush(); // note: still held at this 'co_await', where the coroutine may suspend
}
} // namespace bad_scope_exit_unlocks_too_late

namespace good_scope_exit_unlocks_in_time {
mini::task<void> f(Rows &rows) {
  {
    rows.m.lock();
    ScopeExit unlock([&] { rows.m.unlock(); });
    ++rows.version;
  }
  co_await flush();
}
} // namespace good_scope_exit_unlocks_in_time

namespace bad_annotated_guard {
class [[clang::annotate("corolint::lock_guard", "thread")]] PageLatch {
public:
  explicit PageLatch(int page);
  ~PageLatch();
};
mini::task<void> f(int page) {
  PageLatch latch(page); // warn: guard 'latch' holds a thread lock while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
  co_await flush(page); // note: still held at this 'co_await', where the coroutine may suspend
}
struct Cursor {
  int position;
  PageLatch latch;
};
mini::task<void> g(int page) {
  Cursor cursor{0, PageLatch(page)}; // warn: temporary guard holds a thread lock while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
  co_await flush(cursor.position); // note: still held at this 'co_await', where the coroutine may suspend
}
} // namespace bad_annotated_guard

namespace good_annotated_async_guard {
class [[clang::annotate("corolint::lock_guard", "async")]] Lease {
public:
  explicit Lease(int page);
  ~Lease();
};
mini::task<void> f(int page) {
  Lease lease(page);
  co_await flush(page);
}
} // namespace good_annotated_async_guard

namespace good_annotated_across_suspend_ok {
class [[clang::annotate("corolint::across_suspend_ok")]] Section {
public:
  explicit Section(std::mutex &m) : lk_(m) {}

private:
  std::unique_lock<std::mutex> lk_;
};
mini::task<void> f(Rows &rows) {
  Section section(rows.m);
  co_await flush();
}
} // namespace good_annotated_across_suspend_ok

// RAII, but not about locks.
namespace good_other_raii {
class Timer {
public:
  Timer() { work(); }
  ~Timer() { work(); }
};
struct Door {
  void lock();
};
mini::task<void> f(Door &door) {
  Timer timer;
  door.lock();
  auto keep = std::make_shared<int>(1);
  std::weak_ptr<int> weak = keep;
  auto strong = weak.lock();
  co_await flush();
}
} // namespace good_other_raii

// ---- Clang's thread safety attributes ----

class __attribute__((capability("mutex"))) Latch {
public:
  void enter() __attribute__((acquire_capability()));
  void enter_shared() __attribute__((acquire_shared_capability()));
  bool try_enter() __attribute__((try_acquire_capability(true)));
  void leave() __attribute__((release_capability()));
  void leave_shared() __attribute__((release_shared_capability()));
};
class __attribute__((scoped_lockable)) LatchGuard {
public:
  explicit LatchGuard(Latch &latch) __attribute__((acquire_capability(latch)));
  ~LatchGuard() __attribute__((release_capability()));
};

namespace bad_acquire_capability {
mini::task<void> f(Latch &latch) {
  latch.enter(); // warn: thread lock 'latch' is held while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
  co_await flush(); // note: still held at this 'co_await', where the coroutine may suspend
  latch.leave();
}
mini::task<void> g(Latch &latch) {
  latch.enter_shared(); // warn: thread lock 'latch' is held while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
  co_await flush(); // note: still held at this 'co_await', where the coroutine may suspend
  latch.leave_shared();
}
} // namespace bad_acquire_capability

namespace bad_try_acquire_capability {
mini::task<void> f(Latch &latch) {
  if (!latch.try_enter()) // warn: thread lock 'latch' is held while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
    co_return;
  co_await flush(); // note: still held at this 'co_await', where the coroutine may suspend
  latch.leave();
}
} // namespace bad_try_acquire_capability

namespace bad_scoped_lockable {
mini::task<void> f(Latch &latch) {
  LatchGuard guard(latch); // warn: guard 'guard' holds a thread lock while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
  co_await flush(); // note: still held at this 'co_await', where the coroutine may suspend
}
} // namespace bad_scoped_lockable

// Helpers whose bodies are elsewhere, with attributes that say what they do.
namespace bad_attributed_helper {
struct Table {
  Latch latch_;
  void begin() __attribute__((acquire_capability(latch_)));
  void end() __attribute__((release_capability(latch_)));
  mini::task<void> f() {
    begin(); // warn: thread lock 'latch_' is held while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
    co_await flush(); // note: still held at this 'co_await', where the coroutine may suspend
    end();
  }
};
} // namespace bad_attributed_helper

namespace good_capability_released_first {
struct Table {
  Latch latch_;
  void begin() __attribute__((acquire_capability(latch_)));
  void end() __attribute__((release_capability(latch_)));
  mini::task<void> f() {
    begin();
    end();
    co_await flush();
  }
  mini::task<void> g() {
    latch_.enter();
    end();
    co_await flush();
  }
  mini::task<void> h() {
    {
      LatchGuard guard(latch_);
      work();
    }
    if (!latch_.try_enter()) {
      co_await flush();
      co_return;
    }
    latch_.leave();
    co_await flush();
  }
};
} // namespace good_capability_released_first

// ---- Async locks ----

namespace good_async_mutex {
mini::task<void> f(mini::async_mutex &m) {
  auto guard = co_await m.lock();
  co_await flush();
}
} // namespace good_async_mutex

class Mutex {
public:
  struct awaiter : mini::tick {
    Mutex &m;
    std::unique_lock<Mutex> await_resume();
  };
  awaiter scoped_lock();
  mini::tick lock();
  bool try_lock();
  void unlock();
};

// A std guard over a mutex whose lock() is awaited.
namespace good_unique_lock_over_async_mutex {
mini::task<void> f(Mutex &m) {
  std::unique_lock<Mutex> lk = co_await m.scoped_lock();
  co_await flush();
}
} // namespace good_unique_lock_over_async_mutex

namespace good_adopted_async_mutex {
mini::task<void> f(Mutex &m) {
  co_await m.lock();
  std::lock_guard guard(m, std::adopt_lock);
  co_await flush();
}
} // namespace good_adopted_async_mutex

namespace good_tried_async_mutex {
mini::task<void> f(Mutex &m) {
  std::unique_lock lk(m, std::try_to_lock);
  co_await flush();
}
} // namespace good_tried_async_mutex

namespace bad_thread_lock_beside_async_lock {
mini::task<void> f(Rows &rows, mini::async_mutex &m) {
  std::lock_guard guard(rows.m); // warn: guard 'guard' holds a thread lock while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
  auto turn = co_await m.lock(); // note: still held at this 'co_await', where the coroutine may suspend
  ++rows.version;
}
} // namespace bad_thread_lock_beside_async_lock

// ---- Lambdas and nested coroutines ----

namespace bad_coroutine_lambda {
mini::task<void> f(Rows &rows) {
  auto step = [&rows]() -> mini::task<void> {
    std::lock_guard guard(rows.m); // warn: guard 'guard' holds a thread lock while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
    co_await flush(); // note: still held at this 'co_await', where the coroutine may suspend
  };
  co_await step();
}
} // namespace bad_coroutine_lambda

namespace bad_generic_lambda_instantiated_twice {
std::mutex a;
std::recursive_mutex b;
mini::task<void> f() {
  auto step = [](auto &m) -> mini::task<void> {
    std::lock_guard guard(m); // warn: guard 'guard' holds a thread lock while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
    co_await flush(); // note: still held at this 'co_await', where the coroutine may suspend
  };
  co_await step(a);
  co_await step(b);
}
} // namespace bad_generic_lambda_instantiated_twice

namespace good_guard_in_plain_lambda {
mini::task<void> f(Rows &rows) {
  auto bump = [&rows] {
    std::lock_guard guard(rows.m);
    return ++rows.version;
  };
  co_await flush(bump());
}
} // namespace good_guard_in_plain_lambda

struct Jobs {
  std::mutex m;
  std::vector<std::function<mini::task<void>()>> list;
};

// The lambda is a coroutine of its own: its awaits do not suspend the function that holds the lock.
namespace good_coroutine_lambda_made_under_lock {
mini::task<void> f(Jobs &jobs) {
  {
    std::lock_guard guard(jobs.m);
    jobs.list.push_back([]() -> mini::task<void> { co_await flush(); });
  }
  co_await flush();
}
} // namespace good_coroutine_lambda_made_under_lock

// It suspends on its own; the caller goes on and unlocks.
namespace good_detached_coroutine_started_under_lock {
void f(Jobs &jobs) {
  std::lock_guard guard(jobs.m);
  [](Jobs &) -> mini::forget { co_await mini::tick{}; }(jobs);
}
} // namespace good_detached_coroutine_started_under_lock

// Made under the lock, awaited after it.
namespace good_task_made_under_lock {
mini::task<int> f(Rows &rows) {
  std::unique_lock lk(rows.m);
  auto pending = fetch(rows.version);
  lk.unlock();
  co_return co_await std::move(pending);
}
} // namespace good_task_made_under_lock

// ---- Classes and templates ----

namespace bad_member_of_base_class {
struct Base {
  std::mutex m_;

protected:
  std::unique_lock<std::mutex> lock() { return std::unique_lock(m_); }
};
struct Derived : Base {
  mini::task<void> f() {
    std::lock_guard guard(m_); // warn: guard 'guard' holds a thread lock while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
    co_await flush(); // note: still held at this 'co_await', where the coroutine may suspend
  }
  mini::task<void> g() {
    auto guard = lock(); // warn: guard 'guard' holds a thread lock while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
    co_await flush(); // note: still held at this 'co_await', where the coroutine may suspend
  }
};
} // namespace bad_member_of_base_class

namespace bad_function_template_instantiated_twice {
template <class M> mini::task<void> f(M &m) {
  std::lock_guard<M> guard(m); // warn: guard 'guard' holds a thread lock while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
  co_await flush(); // note: still held at this 'co_await', where the coroutine may suspend
}
template mini::task<void> f(std::mutex &);
template mini::task<void> f(std::timed_mutex &);
} // namespace bad_function_template_instantiated_twice

namespace good_function_template_not_instantiated {
template <class M> mini::task<void> f(M &m) {
  std::lock_guard<M> guard(m);
  co_await flush();
}
} // namespace good_function_template_not_instantiated

struct NoLock {
  void lock() {}
  void unlock() {}
};

namespace good_class_template_over_null_lock {
template <class M> class Cache {
  M m_;

public:
  mini::task<void> f() {
    std::lock_guard guard(m_);
    co_await flush();
  }
};
template class Cache<NoLock>;
} // namespace good_class_template_over_null_lock

namespace bad_class_template_over_both {
template <class M> class Cache {
  M m_;

public:
  mini::task<void> f() {
    std::lock_guard guard(m_); // warn: guard 'guard' holds a thread lock while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
    co_await flush(); // note: still held at this 'co_await', where the coroutine may suspend
  }
};
template class Cache<NoLock>;
template class Cache<std::mutex>;
} // namespace bad_class_template_over_both

namespace bad_crtp {
template <class D> struct Base {
  std::mutex m_;
  mini::task<void> run() {
    std::unique_lock lk(m_); // warn: guard 'lk' holds a thread lock while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
    co_await static_cast<D *>(this)->step(); // note: still held at this 'co_await', where the coroutine may suspend
  }
};
struct Impl : Base<Impl> {
  mini::task<void> step();
};
mini::task<void> f(Impl &impl) { co_await impl.run(); }
} // namespace bad_crtp

namespace bad_out_of_line_and_virtual {
struct Interface {
  virtual ~Interface() = default;
  virtual mini::task<void> run() = 0;
};
struct Impl : Interface {
  std::mutex m_;
  mini::task<void> run() override;
};
mini::task<void> Impl::run() {
  std::lock_guard guard(m_); // warn: guard 'guard' holds a thread lock while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
  co_await flush(); // note: still held at this 'co_await', where the coroutine may suspend
}
} // namespace bad_out_of_line_and_virtual

namespace bad_eager_and_detached_coroutines {
mini::eager<> f(Rows &rows) {
  std::lock_guard guard(rows.m); // warn: guard 'guard' holds a thread lock while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
  co_await mini::tick{}; // note: still held at this 'co_await', where the coroutine may suspend
}
mini::forget g(Rows &rows) {
  std::lock_guard guard(rows.m); // warn: guard 'guard' holds a thread lock while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
  co_await mini::tick{}; // note: still held at this 'co_await', where the coroutine may suspend
}
} // namespace bad_eager_and_detached_coroutines

// ---- Macros ----

#define WITH_LOCK(m) std::lock_guard with_lock_guard(m) // note: expanded from macro 'WITH_LOCK' // note: expanded from macro 'WITH_LOCK'
#define AWAIT(x) co_await (x) // note: expanded from macro 'AWAIT'

namespace bad_guard_from_macro {
mini::task<void> f(Rows &rows) {
  WITH_LOCK(rows.m); // warn: guard 'with_lock_guard' holds a thread lock while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
  co_await flush(); // note: still held at this 'co_await', where the coroutine may suspend
}
} // namespace bad_guard_from_macro

namespace bad_await_from_macro {
mini::task<void> f(Rows &rows) {
  std::lock_guard guard(rows.m); // warn: guard 'guard' holds a thread lock while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
  AWAIT(flush()); // note: still held at this 'co_await', where the coroutine may suspend
}
} // namespace bad_await_from_macro

namespace good_macros_in_order {
mini::task<void> f(Rows &rows) {
  {
    WITH_LOCK(rows.m);
    ++rows.version;
  }
  AWAIT(flush());
}
} // namespace good_macros_in_order

// ---- More code that has let go ----

namespace good_lock_in_nested_function_object {
struct Bump {
  Rows &rows;
  int operator()() const {
    std::lock_guard guard(rows.m);
    return ++rows.version;
  }
};
mini::task<void> f(Rows &rows) {
  Bump bump{rows};
  co_await flush(bump());
}
} // namespace good_lock_in_nested_function_object

namespace good_lock_of_the_standard_algorithms_callable {
template <class It, class F> void each(It first, It last, F f) {
  for (; first != last; ++first)
    f(*first);
}
mini::task<void> f(Rows &rows, std::vector<int> keys) {
  each(keys.begin(), keys.end(), [&](int key) {
    std::lock_guard guard(rows.m);
    rows.values.erase(key);
  });
  co_await flush();
}
} // namespace good_lock_of_the_standard_algorithms_callable

// A guard in a nested block of a loop whose other block awaits.
namespace good_lock_and_await_in_sibling_blocks {
mini::task<void> f(Rows &rows) {
  while (true) {
    int key = 0;
    if (std::lock_guard guard(rows.m); !rows.queue.empty())
      key = rows.queue.front();
    if (!key)
      break;
    else
      co_await flush(key);
  }
}
} // namespace good_lock_and_await_in_sibling_blocks

namespace good_unlocked_on_every_switch_arm {
mini::task<void> f(Rows &rows) {
  std::unique_lock lk(rows.m);
  switch (rows.version) {
  case 0:
    rows.dirty = true;
    lk.unlock();
    break;
  case 1:
    lk.unlock();
    break;
  default:
    co_return;
  }
  co_await flush();
}
} // namespace good_unlocked_on_every_switch_arm

namespace good_release_by_generic_lambda {
mini::task<void> f(Rows &rows) {
  auto unlock = [](auto &lockable) { lockable.unlock(); };
  std::unique_lock lk(rows.m);
  unlock(lk);
  co_await flush();
}
} // namespace good_release_by_generic_lambda

// One branch asks for the opposite.
namespace good_negated_condition {
mini::task<void> f(Rows &rows, const bool own) {
  if (!own) {
    work();
  } else {
    rows.m.lock();
  }
  ++rows.version;
  if (own)
    rows.m.unlock();
  if (!own)
    co_await flush();
  co_await flush();
}
} // namespace good_negated_condition

namespace good_await_before_everything {
mini::task<void> f(Rows &rows) {
  co_await flush();
  rows.m.lock();
  ++rows.version;
  rows.m.unlock();
}
} // namespace good_await_before_everything

namespace good_pointer_to_guard_is_empty {
mini::task<void> f(Rows &rows) {
  std::unique_lock<std::mutex> *lk = nullptr;
  unknown(lk);
  co_await flush();
}
} // namespace good_pointer_to_guard_is_empty

// The caller's lock, named by its function: nothing was acquired here.
namespace good_reference_bound_to_a_callers_guard {
struct Session {
  std::unique_lock<std::mutex> &lk;
  mini::task<void> f() {
    auto &mine = lk;
    unknown(&mine);
    co_await flush();
  }
};
} // namespace good_reference_bound_to_a_callers_guard

namespace good_parameter_of_a_lambda_called_in_place {
mini::task<void> f(Rows &rows) {
  auto with = [](std::unique_lock<std::mutex> lk, Rows &r) { return ++r.version; };
  int v = with(std::unique_lock(rows.m), rows);
  co_await flush(v);
}
} // namespace good_parameter_of_a_lambda_called_in_place

// ---- One lock, several ways to name it ----

// Whatever names the same object twice in a row: locked, unlocked, nothing held.
namespace good_smart_pointer_names_the_lock {
mini::task<void> f(std::shared_ptr<Rows> rows) {
  rows->m.lock();
  ++rows->version;
  rows->m.unlock();
  co_await flush();
}
} // namespace good_smart_pointer_names_the_lock

namespace good_dereference_and_arrow_name_the_lock {
mini::task<void> f(Rows *rows) {
  (*rows).m.lock();
  ++rows->version;
  rows->m.unlock();
  co_await flush();
}
} // namespace good_dereference_and_arrow_name_the_lock

namespace good_iterator_names_the_lock {
mini::task<void> f(std::map<int, Rows> &tables, int key) {
  auto it = tables.find(key);
  if (it == tables.end())
    co_return;
  it->second.m.lock();
  ++it->second.version;
  it->second.m.unlock();
  co_await flush();
}
} // namespace good_iterator_names_the_lock

namespace good_subscript_names_the_lock {
mini::task<void> f(std::vector<Rows> &tables, int key) {
  tables[key].m.lock();
  ++tables[key].version;
  tables[key].m.unlock();
  co_await flush();
}
} // namespace good_subscript_names_the_lock

namespace good_getter_names_the_lock {
struct Table {
  std::mutex &mutex();
  static std::mutex &shared_mutex();
};
mini::task<void> f(Table &t) {
  t.mutex().lock();
  work();
  t.mutex().unlock();
  Table::shared_mutex().lock();
  work();
  Table::shared_mutex().unlock();
  co_await flush();
}
} // namespace good_getter_names_the_lock

namespace good_every_element_locked_and_unlocked {
mini::task<void> f(std::vector<Rows *> &all) {
  for (Rows *rows : all)
    rows->m.lock();
  work();
  for (Rows *rows : all)
    rows->m.unlock();
  co_await flush();
}
} // namespace good_every_element_locked_and_unlocked

namespace good_guard_unlocked_through_alias {
mini::task<void> f(Rows &rows) {
  std::unique_lock lk(rows.m);
  auto &same = lk;
  same.unlock();
  co_await flush();
}
} // namespace good_guard_unlocked_through_alias

namespace good_guard_unlocked_through_pointer {
mini::task<void> f(Rows &rows) {
  std::unique_lock lk(rows.m);
  std::unique_lock<std::mutex> *p = &lk;
  p->unlock();
  co_await flush();
}
} // namespace good_guard_unlocked_through_pointer

namespace good_unlocked_in_an_expression {
mini::task<void> f(Rows &rows) {
  std::unique_lock lk(rows.m, std::try_to_lock);
  bool had = lk.owns_lock() && (lk.unlock(), true);
  co_await flush(had);
}
} // namespace good_unlocked_in_an_expression

namespace good_std_lock_unlocked_by_hand {
mini::task<void> f(Rows &a, Rows &b) {
  std::lock(a.m, b.m);
  std::swap(a.version, b.version);
  a.m.unlock();
  b.m.unlock();
  co_await flush();
}
} // namespace good_std_lock_unlocked_by_hand

namespace bad_one_of_two_unlocked {
mini::task<void> f(Rows &a, Rows &b) {
  a.m.lock();
  b.m.lock(); // warn: thread lock 'b.m' is held while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
  a.m.unlock();
  co_await flush(); // note: still held at this 'co_await', where the coroutine may suspend
  b.m.unlock();
}
} // namespace bad_one_of_two_unlocked

namespace bad_scoped_lock_adopts {
mini::task<void> f(Rows &a, Rows &b) {
  std::lock(a.m, b.m); // warn: thread lock 'a.m' is held while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
  std::scoped_lock both(std::adopt_lock, a.m, b.m);
  co_await flush(); // note: still held at this 'co_await', where the coroutine may suspend
}
} // namespace bad_scoped_lock_adopts

namespace bad_guard_member_try_lock_for {
mini::task<void> f(Rows &rows) {
  std::unique_lock lk(rows.timed, std::defer_lock);
  if (lk.try_lock_for(std::chrono::milliseconds(5))) // warn: guard 'lk' holds a thread lock while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
    co_await flush(); // note: still held at this 'co_await', where the coroutine may suspend
}
} // namespace bad_guard_member_try_lock_for

namespace bad_service_is_its_own_lock {
class Service {
  std::mutex m_;

public:
  void lock() { m_.lock(); }
  void unlock() { m_.unlock(); }
  mini::task<void> f() {
    std::lock_guard guard(*this); // warn: guard 'guard' holds a thread lock while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
    co_await flush(); // note: still held at this 'co_await', where the coroutine may suspend
  }
};
mini::task<void> g(Service &service) {
  std::unique_lock lk(service); // warn: guard 'lk' holds a thread lock while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
  co_await flush(); // note: still held at this 'co_await', where the coroutine may suspend
}
} // namespace bad_service_is_its_own_lock

namespace good_service_is_its_own_lock {
class Service {
  std::mutex m_;

public:
  void lock() { m_.lock(); }
  void unlock() { m_.unlock(); }
  mini::task<void> f() {
    lock();
    work();
    unlock();
    co_await flush();
  }
};
} // namespace good_service_is_its_own_lock

namespace bad_guard_kept_in_a_member {
class Service {
  std::mutex m_;
  std::unique_lock<std::mutex> lk_{m_, std::defer_lock};

public:
  mini::task<void> f() {
    lk_.lock(); // warn: guard 'lk_' holds a thread lock while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
    co_await flush(); // note: still held at this 'co_await', where the coroutine may suspend
    lk_.unlock();
  }
};
} // namespace bad_guard_kept_in_a_member

namespace good_guard_kept_in_a_member_unlocked {
class Service {
  std::mutex m_;
  std::unique_lock<std::mutex> lk_{m_, std::defer_lock};

public:
  mini::task<void> f() {
    lk_.lock();
    work();
    lk_.unlock();
    co_await flush();
  }
};
} // namespace good_guard_kept_in_a_member_unlocked

namespace bad_designated_initialiser {
struct Transaction {
  std::unique_lock<std::mutex> lk;
  int id = 0;
};
mini::task<void> f(Rows &rows) {
  Transaction tx{.lk = std::unique_lock(rows.m), .id = 1}; // warn: temporary guard holds a thread lock while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
  co_await flush(tx.id); // note: still held at this 'co_await', where the coroutine may suspend
}
} // namespace bad_designated_initialiser

namespace bad_member_of_local_assigned {
struct Transaction {
  std::unique_lock<std::mutex> lk;
  int id = 0;
};
mini::task<void> f(Rows &rows) {
  Transaction tx;
  tx.lk = std::unique_lock(rows.m); // warn: temporary guard holds a thread lock while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
  co_await flush(tx.id); // note: still held at this 'co_await', where the coroutine may suspend
}
} // namespace bad_member_of_local_assigned

// The parameter is a reference; the local it is moved into is part of the frame.
namespace bad_moved_into_the_frame {
mini::task<void> f(std::unique_lock<std::mutex> &&held) { // warn: parameter 'held' holds a thread lock while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
  auto mine = std::move(held);
  co_await flush(); // note: still held at this 'co_await', where the coroutine may suspend
}
} // namespace bad_moved_into_the_frame

// Nothing suspends in the body; the implicit suspensions do not count.
namespace good_parameter_without_await {
mini::task<int> f(Rows &rows, std::unique_lock<std::mutex> held) {
  co_return rows.version;
}
} // namespace good_parameter_without_await

namespace bad_generic_callable_awaited {
template <class F> mini::task<void> with_lock(std::mutex &m, F f) {
  std::lock_guard guard(m); // warn: guard 'guard' holds a thread lock while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
  co_await f(); // note: still held at this 'co_await', where the coroutine may suspend
}
mini::task<void> f(Rows &rows) {
  co_await with_lock(rows.m, [] { return flush(); });
  co_await with_lock(rows.m, [] { return std::suspend_never{}; });
}
} // namespace bad_generic_callable_awaited

namespace good_generic_callable_never_suspends {
template <class F> mini::task<void> with_lock(std::mutex &m, F f) {
  std::lock_guard guard(m);
  co_await f();
}
mini::task<void> f(Rows &rows) { co_await with_lock(rows.m, [] { return std::suspend_never{}; }); }
} // namespace good_generic_callable_never_suspends

namespace bad_await_under_overloaded_operators {
struct Sum {
  int n = 0;
  Sum &operator<<(int v) {
    n += v;
    return *this;
  }
};
mini::task<int> f(Rows &rows) {
  std::lock_guard guard(rows.m); // warn: guard 'guard' holds a thread lock while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
  Sum sum;
  sum << co_await fetch(1) << co_await fetch(2); // note: still held at this 'co_await', where the coroutine may suspend // note: still held at this 'co_await', where the coroutine may suspend
  co_return sum.n;
}
} // namespace bad_await_under_overloaded_operators

// ---- Suppression ----

namespace good_suppressed_with_a_reason {
mini::task<void> f(Rows &rows) {
  std::lock_guard guard(rows.m); // NOLINT(corolint-await-holding-lock)
  co_await flush();
}
} // namespace good_suppressed_with_a_reason

// The lock has no name that the report could use.
namespace bad_lock_without_a_name {
std::mutex &pick(int key);
mini::task<void> f(int key) {
  pick(key).lock(); // warn: a thread lock is taken here and held while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
  co_await flush(key); // note: still held at this 'co_await', where the coroutine may suspend
}
} // namespace bad_lock_without_a_name

// Three guards in one array, none of which holds anything.
namespace good_array_of_guards {
struct Group {
  std::unique_lock<std::mutex> members[2];
};
mini::task<void> f() {
  std::unique_lock<std::mutex> guards[3];
  auto *heap = new std::unique_lock<std::mutex>[3];
  Group group;
  co_await flush();
  delete[] heap;
}
} // namespace good_array_of_guards

// The member takes the lock when the object is made.
namespace bad_default_member_initialiser {
std::mutex shared;
struct Section {
  std::unique_lock<std::mutex> lk{shared};
};
mini::task<void> f() {
  Section section; // warn: guard 'section' holds a thread lock while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
  co_await flush(); // note: still held at this 'co_await', where the coroutine may suspend
}
} // namespace bad_default_member_initialiser

// A test of a guard that somebody else set up decides nothing about this one.
namespace bad_guard_by_reference_tested_first {
mini::task<void> f(std::unique_lock<std::mutex> &outer, Rows &rows) {
  if (!outer)
    co_return;
  std::lock_guard guard(rows.m); // warn: guard 'guard' holds a thread lock while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
  co_await flush(); // note: still held at this 'co_await', where the coroutine may suspend
}
} // namespace bad_guard_by_reference_tested_first

namespace good_bits_of_a_mask_agree {
mini::task<void> f(Rows &rows, int flags) {
  if (flags & 1)
    rows.m.lock();
  ++rows.version;
  if (flags & 1)
    rows.m.unlock();
  co_await flush();
}
} // namespace good_bits_of_a_mask_agree

namespace good_element_written_in_between {
mini::task<void> f(Rows &rows, int *counts, int i) {
  std::unique_lock lk(rows.m, std::defer_lock);
  if (i)
    lk.lock();
  counts[i] = 5;
  if (i)
    lk.unlock();
  co_await flush();
}
} // namespace good_element_written_in_between
