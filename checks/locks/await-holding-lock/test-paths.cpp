// flags: -std=c++20 -pthread
// Paths: loops around a try, conditions that belong together, exceptions, and structs that carry the guard.
#include "mini.h"
#include <condition_variable>
#include <deque>
#include <map>
#include <mutex>
#include <shared_mutex>
#include <tuple>

struct Rows {
  std::mutex m;
  std::shared_mutex rw;
  int version = 0;
  std::map<int, int> values;
  std::deque<int> queue;
};
mini::task<void> flush(int key = 0);
mini::task<int> fetch(int key = 0);
void work();

// ---- Loops around try_lock() ----

namespace good_result_of_the_try_ends_the_loop {
mini::task<void> f(Rows &rows) {
  bool got = false;
  while (!got) {
    got = rows.m.try_lock();
    if (!got)
      co_await flush();
  }
  ++rows.version;
  rows.m.unlock();
}
} // namespace good_result_of_the_try_ends_the_loop

namespace good_tried_in_the_loop_condition {
mini::task<void> f(Rows &rows) {
  while (!rows.m.try_lock())
    co_await flush();
  ++rows.version;
  rows.m.unlock();
}
mini::task<void> g(Rows &rows) {
  std::unique_lock lk(rows.m, std::defer_lock);
  while (!lk.try_lock())
    co_await flush();
  ++rows.version;
}
} // namespace good_tried_in_the_loop_condition

namespace good_bounded_number_of_attempts {
mini::task<bool> f(Rows &rows) {
  std::unique_lock lk(rows.m, std::defer_lock);
  for (int i = 0; i < 10 && !lk.owns_lock(); ++i) {
    if (lk.try_lock())
      break;
    co_await flush();
  }
  co_return lk.owns_lock();
}
} // namespace good_bounded_number_of_attempts

namespace good_tried_again_for_ever {
mini::task<void> f(Rows &rows) {
  for (;;) {
    {
      std::unique_lock lk(rows.m, std::try_to_lock);
      if (lk) {
        ++rows.version;
        break;
      }
    }
    co_await flush();
  }
  co_await flush();
}
} // namespace good_tried_again_for_ever

namespace good_tried_as_part_of_a_condition {
mini::task<void> f(Rows &rows, bool may) {
  if (!may || !rows.m.try_lock()) {
    co_await flush();
    co_return;
  }
  rows.m.unlock();
}
mini::task<void> g(Rows &rows) {
  if (rows.m.try_lock() == false) {
    co_await flush();
    co_return;
  }
  rows.m.unlock();
}
} // namespace good_tried_as_part_of_a_condition

namespace bad_owned_in_the_second_round {
mini::task<void> f(Rows &rows) {
  std::unique_lock lk(rows.m, std::defer_lock);
  for (int i = 0; i < 3; ++i) {
    co_await flush(i); // note: still held at this 'co_await', where the coroutine may suspend
    if (!lk.owns_lock())
      lk.lock(); // warn: guard 'lk' holds a thread lock while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
  }
}
} // namespace bad_owned_in_the_second_round

// ---- Conditions that belong together ----

namespace good_both_or_not {
mini::task<void> f(Rows &rows, bool a, bool b) {
  if (a && b)
    rows.m.lock();
  ++rows.version;
  if (!a || !b)
    co_await flush();
  else
    rows.m.unlock();
}
} // namespace good_both_or_not

namespace good_pointer_may_be_null {
mini::task<void> f(Rows &rows, std::mutex *m) {
  if (m != nullptr)
    m->lock();
  ++rows.version;
  if (m == nullptr)
    co_await flush();
  else
    m->unlock();
}
} // namespace good_pointer_may_be_null

namespace good_opposite_comparison {
mini::task<void> f(Rows &rows, int threads) {
  if (threads > 1)
    rows.m.lock();
  ++rows.version;
  if (threads <= 1)
    co_await flush();
  if (threads > 1)
    rows.m.unlock();
}
} // namespace good_opposite_comparison

namespace good_member_flag_decides {
struct Service {
  std::mutex m_;
  bool threaded_ = false;
  mini::task<void> f() {
    if (threaded_)
      m_.lock();
    work();
    if (threaded_)
      m_.unlock();
    co_await flush();
  }
};
} // namespace good_member_flag_decides

namespace good_try_function_came_back_empty {
std::unique_lock<std::mutex> try_lock(Rows &);
std::optional<std::unique_lock<std::mutex>> try_rows(Rows &);
std::unique_ptr<std::unique_lock<std::mutex>> try_all(Rows &);
mini::task<void> f(Rows &rows) {
  if (auto lk = try_lock(rows))
    ++rows.version;
  else
    co_await flush();
}
mini::task<void> g(Rows &rows) {
  auto lk = try_rows(rows);
  if (!lk) {
    co_await flush();
    co_return;
  }
  ++rows.version;
}
mini::task<void> h(Rows &rows) {
  auto lk = try_all(rows);
  if (lk == nullptr) {
    co_await flush();
    co_return;
  }
  ++rows.version;
}
} // namespace good_try_function_came_back_empty

// ---- Exceptions ----

namespace good_unlocked_in_the_try_block_relocked_in_the_handler {
mini::task<void> f(Rows &rows) {
  std::unique_lock lk(rows.m);
  bool failed = false;
  try {
    lk.unlock();
    co_await flush();
    lk.lock();
  } catch (...) {
    lk.lock();
    failed = true;
  }
  rows.version += failed;
}
} // namespace good_unlocked_in_the_try_block_relocked_in_the_handler

namespace good_exception_kept_and_handled_after_the_lock {
mini::task<void> f(Rows &rows) {
  std::exception_ptr error;
  try {
    std::lock_guard guard(rows.m);
    work();
  } catch (...) {
    error = std::current_exception();
  }
  if (error)
    co_await flush();
}
} // namespace good_exception_kept_and_handled_after_the_lock

namespace good_unlocked_by_hand_in_block_and_handler {
mini::task<void> f(Rows &rows) {
  bool failed = false;
  rows.m.lock();
  try {
    work();
    rows.m.unlock();
  } catch (...) {
    rows.m.unlock();
    failed = true;
  }
  if (failed)
    co_await flush();
}
} // namespace good_unlocked_by_hand_in_block_and_handler

namespace bad_error_path_forgets_the_unlock {
mini::task<int> f(Rows &rows, int key) {
  rows.m.lock(); // warn: thread lock 'rows.m' is held while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
  if (!rows.values.contains(key))
    co_return co_await fetch(key); // note: still held at this 'co_await', where the coroutine may suspend
  int value = rows.values[key];
  rows.m.unlock();
  co_return value;
}
} // namespace bad_error_path_forgets_the_unlock

namespace bad_one_switch_arm_keeps_it {
mini::task<void> f(Rows &rows, int mode) {
  std::unique_lock lk(rows.m); // warn: guard 'lk' holds a thread lock while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
  switch (mode) {
  case 0:
    lk.unlock();
    co_await flush();
    break;
  case 1:
    co_await flush(1); // note: still held at this 'co_await', where the coroutine may suspend
    break;
  default:
    lk.unlock();
  }
}
} // namespace bad_one_switch_arm_keeps_it

namespace bad_goto_comes_back_before_the_unlock {
mini::task<void> f(Rows &rows) {
  int attempts = 0;
again:
  rows.m.lock(); // warn: thread lock 'rows.m' is held while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
  if (++attempts < 3) {
    rows.m.unlock();
    goto again;
  }
  co_await flush(); // note: still held at this 'co_await', where the coroutine may suspend
  rows.m.unlock();
}
} // namespace bad_goto_comes_back_before_the_unlock

// ---- Statement expressions ----

#define VALUE_OR_RETURN(expression)                                                                                    \
  ({                                                                                                                   \
    auto result = (expression);                                                                                        \
    if (!result)                                                                                                       \
      co_return;                                                                                                       \
    std::move(*result);                                                                                                \
  })

namespace good_statement_expression_before_the_lock {
mini::task<std::optional<int>> find();
mini::task<void> f(Rows &rows) {
  int version = VALUE_OR_RETURN(co_await find());
  std::lock_guard guard(rows.m);
  rows.version = version;
}
} // namespace good_statement_expression_before_the_lock

namespace bad_statement_expression_under_the_lock {
mini::task<std::optional<int>> find();
mini::task<void> f(Rows &rows) {
  std::lock_guard guard(rows.m); // warn: guard 'guard' holds a thread lock while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
  rows.version = VALUE_OR_RETURN(co_await find()); // note: still held at this 'co_await', where the coroutine may suspend
}
} // namespace bad_statement_expression_under_the_lock

// ---- Structs and containers that carry the guard ----

struct View {
  std::shared_lock<std::shared_mutex> lk;
  const std::map<int, int> &values;
};

namespace bad_view_from_a_member {
struct Store {
  mutable std::shared_mutex m_;
  std::map<int, int> values_;
  View view() const { return View{std::shared_lock(m_), values_}; }
  mini::task<int> f(int key) {
    auto seen = view(); // warn: guard 'seen' holds a thread lock while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
    co_return co_await fetch(seen.values.at(key)); // note: still held at this 'co_await', where the coroutine may suspend
  }
};
} // namespace bad_view_from_a_member

namespace good_view_ends_at_the_semicolon {
struct Store {
  mutable std::shared_mutex m_;
  std::map<int, int> values_;
  View view() const { return View{std::shared_lock(m_), values_}; }
  mini::task<int> f(int key) {
    int value = view().values.at(key);
    co_return co_await fetch(value);
  }
};
} // namespace good_view_ends_at_the_semicolon

struct Step {
  std::unique_lock<std::mutex> lk;
  int id = 0;
};

namespace bad_optional_step_engaged {
mini::task<void> f(Rows &rows) {
  std::optional<Step> step;
  step.emplace(std::unique_lock(rows.m), 2); // warn: temporary guard holds a thread lock while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
  co_await flush(); // note: still held at this 'co_await', where the coroutine may suspend
}
} // namespace bad_optional_step_engaged

namespace good_step_reset_assigned_or_passed_on {
void finish(Step);
mini::task<void> f(Rows &rows) {
  std::optional<Step> step;
  step.emplace(std::unique_lock(rows.m), 2);
  step.reset();
  co_await flush();
}
mini::task<void> g(Rows &rows) {
  Step step{std::unique_lock(rows.m), 2};
  step = Step{};
  co_await flush();
}
mini::task<void> h(Rows &rows) {
  Step step{std::unique_lock(rows.m), 2};
  finish(std::move(step));
  co_await flush();
}
} // namespace good_step_reset_assigned_or_passed_on

namespace bad_pair_and_tuple_from_functions {
auto pair_of(Rows &rows) {
  std::unique_lock lk(rows.m);
  return std::pair(std::move(lk), rows.version);
}
std::pair<std::unique_lock<std::mutex>, int> unseen(Rows &);
mini::task<void> f(Rows &rows) {
  auto locked = pair_of(rows); // warn: guard 'locked' holds a thread lock while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
  co_await flush(locked.second); // note: still held at this 'co_await', where the coroutine may suspend
}
mini::task<void> g(Rows &rows) {
  auto locked = unseen(rows); // warn: guard 'locked' holds a thread lock while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
  co_await flush(locked.second); // note: still held at this 'co_await', where the coroutine may suspend
}
mini::task<void> h(Rows &rows) {
  auto locked = std::make_tuple(std::unique_lock(rows.m), 3); // warn: guard 'locked' holds a thread lock while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
  co_await flush(); // note: still held at this 'co_await', where the coroutine may suspend
}
} // namespace bad_pair_and_tuple_from_functions

namespace good_containers_of_guards_emptied {
mini::task<void> f(std::vector<std::mutex> &shards) {
  std::vector<std::unique_lock<std::mutex>> held;
  for (auto &m : shards)
    held.emplace_back(m);
  held.clear();
  co_await flush();
}
} // namespace good_containers_of_guards_emptied

// ---- Adopted ----

// The tag is an enumerator of the guard's own class.
namespace good_nested_adopt_tag {
class Mutex {
public:
  class scoped_lock {
  public:
    enum adopt_lock_t { adopt_lock };
    scoped_lock(Mutex &, adopt_lock_t);
    explicit scoped_lock(Mutex &);
    ~scoped_lock();
  };
  void lock();
  void unlock();
};
mini::task<void> f(Mutex &m) {
  {
    m.lock();
    Mutex::scoped_lock guard(m, Mutex::scoped_lock::adopt_lock);
    work();
  }
  co_await flush();
}
} // namespace good_nested_adopt_tag

namespace good_std_try_lock_of_two_failed {
mini::task<void> f(Rows &a, Rows &b) {
  if (std::try_lock(a.m, b.m) != -1) {
    co_await flush();
    co_return;
  }
  a.m.unlock();
  b.m.unlock();
}
} // namespace good_std_try_lock_of_two_failed
