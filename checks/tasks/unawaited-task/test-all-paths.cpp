// options: {corolint-unawaited-task.AllPaths: true}
// With AllPaths, one path that leaves the task unawaited is enough.
#include "mini.h"
#include <cstdlib>
#include <map>

mini::task<void> put(int key, std::string value);
mini::task<int> get(int key);
mini::task<void> when_all(std::vector<mini::task<void>> tasks);
void start(mini::task<void> t);
void log_line(const char *what);
bool cached(int key);

// ---- Some path leaves without it ----

namespace bad_early_co_return {
mini::task<int> f(int key) {
  auto write = put(key, "x"); // warn: 'write' is not awaited on every path, so it does not run
  if (cached(key))
    co_return 0; // note: 'write' is destroyed here without having been awaited
  co_await std::move(write);
  co_return key;
}
} // namespace bad_early_co_return

namespace bad_early_return_in_a_plain_function {
bool f(int key) {
  auto write = put(key, "x"); // warn: 'write' is not awaited on every path, so it does not run
  if (cached(key))
    return false; // note: 'write' is destroyed here without having been awaited
  start(std::move(write));
  return true;
}
} // namespace bad_early_return_in_a_plain_function

namespace bad_only_in_one_branch {
mini::task<void> f(int key, bool durable) {
  auto write = put(key, "x"); // warn: 'write' is not awaited on every path, so it does not run
  if (durable)
    co_await std::move(write);
  log_line("written");
} // note: 'write' is destroyed here without having been awaited
} // namespace bad_only_in_one_branch

namespace bad_else_without_it {
mini::task<void> f(int key, bool durable) {
  auto write = put(key, "x"); // warn: 'write' is not awaited on every path, so it does not run
  if (durable)
    co_await std::move(write);
  else
    co_await get(key);
} // note: 'write' is destroyed here without having been awaited
} // namespace bad_else_without_it

namespace bad_break_before_it {
mini::task<int> f(int last) {
  int sum = 0;
  for (int key = 0; key < last; ++key) {
    auto read = get(key); // warn: 'read' is not awaited on every path, so it does not run
    if (sum > 100)
      break; // note: 'read' is destroyed here without having been awaited
    sum += co_await std::move(read);
  }
  co_return sum;
}
} // namespace bad_break_before_it

namespace bad_continue_before_it {
mini::task<int> f(int last) {
  int sum = 0;
  for (int key = 0; key < last; ++key) {
    auto read = get(key); // warn: 'read' is not awaited on every path, so it does not run
    if (cached(key))
      continue; // note: 'read' is destroyed here without having been awaited
    sum += co_await std::move(read);
  }
  co_return sum;
}
} // namespace bad_continue_before_it

namespace bad_switch_without_a_default {
mini::task<int> f(int key, int mode) {
  auto read = get(key); // warn: 'read' is not awaited on every path, so it does not run
  switch (mode) {
  case 0:
    co_return co_await std::move(read);
  case 1:
    co_return -co_await std::move(read);
  }
  co_return 0; // note: 'read' is destroyed here without having been awaited
}
} // namespace bad_switch_without_a_default

namespace bad_one_case_without_it {
mini::task<void> f(int key, int mode) {
  auto write = put(key, "x"); // warn: 'write' is not awaited on every path, so it does not run
  switch (mode) {
  case 0:
    co_await std::move(write);
    break;
  case 1:
    log_line("nothing to do");
    break;
  default:
    start(std::move(write));
  }
} // note: 'write' is destroyed here without having been awaited
} // namespace bad_one_case_without_it

namespace bad_loop_that_may_not_run {
mini::task<void> f(int key, int n) {
  auto write = put(key, "x"); // warn: 'write' is not awaited on every path, so it does not run
  for (int i = 0; i < n; ++i) {
    co_await std::move(write);
    break;
  }
} // note: 'write' is destroyed here without having been awaited
} // namespace bad_loop_that_may_not_run

namespace bad_short_circuit {
mini::task<void> f(int key) {
  auto read = get(key); // warn: 'read' is not awaited on every path, so it does not run
  if (cached(key) && co_await std::move(read) > 3)
    log_line("large");
} // note: 'read' is destroyed here without having been awaited
} // namespace bad_short_circuit

namespace bad_arm_of_a_ternary {
mini::task<int> f(int key) {
  auto read = get(key); // warn: 'read' is not awaited on every path, so it does not run
  co_return cached(key) ? co_await std::move(read) : 0; // note: 'read' is destroyed here without having been awaited
}
} // namespace bad_arm_of_a_ternary

namespace bad_goto_past_it {
mini::task<void> f(int key) {
  auto write = put(key, "x"); // warn: 'write' is not awaited on every path, so it does not run
  if (cached(key))
    goto out;
  co_await std::move(write);
out:
  log_line("out");
} // note: 'write' is destroyed here without having been awaited
} // namespace bad_goto_past_it

namespace bad_return_before_the_try {
mini::task<void> f(int key) {
  auto write = put(key, "x"); // warn: 'write' is not awaited on every path, so it does not run
  if (key < 0) {
    log_line("bad key");
    co_return; // note: 'write' is destroyed here without having been awaited
  }
  try {
    co_await std::move(write);
  } catch (const std::exception &) {
    log_line("failed");
  }
}
} // namespace bad_return_before_the_try

namespace bad_container_skipped {
mini::task<int> f(std::vector<int> keys, bool dry) {
  std::vector<mini::task<void>> writes; // warn: 'writes' is not awaited on every path, so its tasks do not run
  for (int key : keys)
    writes.push_back(put(key, "x"));
  if (dry)
    co_return 0; // note: 'writes' is destroyed here without having been awaited
  co_await when_all(std::move(writes));
  co_return 1;
}
} // namespace bad_container_skipped

namespace bad_never_awaited {
mini::task<void> f(int key) {
  auto write = put(key, "x"); // warn: 'write' is never awaited, so it never runs
  co_await get(key);
}
} // namespace bad_never_awaited

// ---- Overwritten ----

namespace bad_overwritten {
mini::task<int> f(int key) {
  auto read = get(key); // warn: 'read' is overwritten before it is awaited, so the first task never runs
  read = get(key + 1); // note: the task that 'read' holds is overwritten here
  co_return co_await std::move(read);
}
} // namespace bad_overwritten

namespace bad_overwritten_in_one_branch {
mini::task<int> f(int key) {
  auto read = get(key); // warn: 'read' is overwritten before it is awaited, so the first task never runs
  if (cached(key + 1))
    read = get(key + 1); // note: the task that 'read' holds is overwritten here
  co_return co_await std::move(read);
}
} // namespace bad_overwritten_in_one_branch

namespace bad_overwritten_in_a_loop {
mini::task<int> f(int last) {
  auto read = get(0); // warn: 'read' is overwritten before it is awaited, so the first task never runs
  for (int key = 1; key < last; ++key)
    read = get(key); // note: the task that 'read' holds is overwritten here
  co_return co_await std::move(read);
}
} // namespace bad_overwritten_in_a_loop

// ---- Every path takes it ----

namespace good_both_branches {
mini::task<void> f(int key, bool durable) {
  auto write = put(key, "x");
  if (durable)
    co_await std::move(write);
  else
    start(std::move(write));
}
} // namespace good_both_branches

namespace good_straight_line {
mini::task<int> f(int key) {
  auto read = get(key);
  log_line("reading");
  co_return co_await std::move(read);
}
} // namespace good_straight_line

namespace good_returned_before_it_is_made {
mini::task<int> f(int key) {
  if (cached(key))
    co_return 0;
  auto read = get(key);
  co_return co_await std::move(read);
}
} // namespace good_returned_before_it_is_made

namespace good_made_where_it_is_awaited {
mini::task<void> f(int key, bool durable) {
  if (durable) {
    auto write = put(key, "x");
    co_await get(key);
    co_await std::move(write);
  }
}
} // namespace good_made_where_it_is_awaited

namespace good_every_case {
enum class mode { once, twice };
mini::task<int> f(int key, mode m) {
  auto read = get(key);
  switch (m) {
  case mode::once:
    co_return co_await std::move(read);
  case mode::twice:
    co_return 2 * co_await std::move(read);
  default:
    co_return -co_await std::move(read);
  }
}
} // namespace good_every_case

namespace good_after_the_switch {
mini::task<int> f(int key, int how) {
  auto read = get(key);
  int factor = 1;
  switch (how) {
  case 0:
    factor = 2;
    break;
  case 1:
    factor = 3;
  }
  co_return factor * co_await std::move(read);
}
} // namespace good_after_the_switch

namespace good_same_condition_twice {
mini::task<void> f(int key, const bool durable) {
  auto write = put(key, "x");
  if (durable)
    co_await std::move(write);
  log_line("between");
  if (!durable)
    start(std::move(write));
}
} // namespace good_same_condition_twice

namespace good_do_while_runs_once {
mini::task<void> f(int key) {
  auto write = put(key, "x");
  do {
    co_await std::move(write);
    break;
  } while (cached(key));
}
} // namespace good_do_while_runs_once

namespace good_left_by_an_exception_only {
mini::task<void> f(int key) {
  auto write = put(key, "x");
  if (key < 0)
    throw key;
  co_await std::move(write);
}
} // namespace good_left_by_an_exception_only

namespace good_an_await_between_may_throw {
mini::task<int> f(int key) {
  auto next = get(key + 1);
  int here = co_await get(key);
  co_return here + co_await std::move(next);
}
} // namespace good_an_await_between_may_throw

namespace good_caught_around_all_of_it {
mini::task<void> f(int key) {
  try {
    auto write = put(key, "x");
    co_await get(key);
    co_await std::move(write);
  } catch (const std::exception &) {
    log_line("failed");
  }
}
} // namespace good_caught_around_all_of_it

namespace good_program_ends {
[[noreturn]] void fail(const char *why);
mini::task<void> f(int key) {
  auto write = put(key, "x");
  if (key < 0)
    std::abort();
  if (key > 1000)
    fail("too large");
  co_await std::move(write);
}
} // namespace good_program_ends

namespace good_overwritten_after_it_was_awaited {
mini::task<int> f(int key) {
  auto read = get(key);
  int sum = co_await std::move(read);
  read = get(key + 1);
  co_return sum + co_await std::move(read);
}
} // namespace good_overwritten_after_it_was_awaited

namespace good_next_one_started_in_each_round {
mini::task<int> f(int last) {
  auto next = get(0);
  int sum = 0;
  for (int key = 1; key < last; ++key) {
    sum += co_await std::move(next);
    next = get(key);
  }
  co_return sum + co_await std::move(next);
}
} // namespace good_next_one_started_in_each_round

namespace good_container_drained_by_a_loop {
mini::task<void> f(std::vector<int> keys) {
  std::vector<mini::task<void>> writes;
  for (int key : keys)
    writes.push_back(put(key, "x"));
  for (auto &w : writes)
    co_await std::move(w);
}
} // namespace good_container_drained_by_a_loop

namespace good_empty_container_is_left {
mini::task<int> f(std::vector<int> keys) {
  std::vector<mini::task<void>> writes;
  for (int key : keys)
    writes.push_back(put(key, "x"));
  if (writes.empty())
    co_return 0;
  co_await when_all(std::move(writes));
  co_return 1;
}
} // namespace good_empty_container_is_left

namespace good_optional_tested {
mini::task<void> f(int key, bool durable) {
  std::optional<mini::task<void>> write;
  if (durable)
    write = put(key, "x");
  co_await get(key);
  if (write)
    co_await std::move(*write);
}
} // namespace good_optional_tested

namespace good_optional_of_one_branch {
mini::task<int> f(int key, const bool prefetch) {
  std::optional<mini::task<int>> next;
  if (prefetch)
    next.emplace(get(key + 1));
  int sum = co_await get(key);
  if (prefetch)
    sum += co_await std::move(next).value();
  co_return sum;
}
} // namespace good_optional_of_one_branch

namespace good_moved_in_one_branch_awaited_in_the_other {
struct session {
  std::vector<mini::task<void>> later;
  mini::task<void> f(int key) {
    auto write = put(key, "x");
    if (cached(key))
      later.push_back(std::move(write));
    else
      co_await std::move(write);
  }
};
} // namespace good_moved_in_one_branch_awaited_in_the_other

namespace good_lent_before_the_branch {
void drive(mini::task<void> &t);
mini::task<void> f(int key) {
  auto write = put(key, "x");
  drive(write);
  if (cached(key))
    co_return;
  co_await std::move(write);
}
} // namespace good_lent_before_the_branch

namespace good_captured_before_the_branch {
mini::task<void> f(int key, std::vector<std::function<void()>> &hooks) {
  auto write = put(key, "x");
  hooks.push_back([&write] { start(std::move(write)); });
  if (cached(key))
    co_return;
}
} // namespace good_captured_before_the_branch

namespace good_eager_with_consent_on_one_path {
mini::eager<> publish(int key);
mini::task<void> f(int key, bool wait) {
  [[maybe_unused]] auto published = publish(key);
  if (wait)
    co_await published;
}
} // namespace good_eager_with_consent_on_one_path
