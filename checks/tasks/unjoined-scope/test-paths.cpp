// A scope on every path through its function: early returns, loops, branches that agree, handlers, and paths that end.
#include "annotated.h"
#include "mini.h"
#include <cstdlib>
#include <stdexcept>

annotated::task<void> fetch(int id);
mini::task<bool> cancelled();
mini::task<int> next();
void log_line(const char *what);
[[noreturn]] void fail(const char *what);

class [[clang::annotate("corolint::must_join")]] Group {
public:
  Group();
  ~Group();
  void start(annotated::task<void> t);
  bool full() const;
  [[clang::annotate("corolint::joins")]] mini::tick join();
};

// ---- Early exits ----

mini::task<int> bad_early_return() {
  Group group; // warn: 'group' is destroyed on some path without having been joined, while its work is under way
  group.start(fetch(1)); // note: work is started in it here
  if (co_await cancelled())
    co_return -1; // note: it is destroyed here
  co_await group.join();
  co_return 0;
}

mini::task<int> bad_return_in_a_loop(int n) {
  Group group; // warn: 'group' is destroyed on some path without having been joined, while its work is under way
  for (int i = 0; i < n; ++i) {
    group.start(fetch(i)); // note: work is started in it here
    if (co_await cancelled())
      co_return i; // note: it is destroyed here
  }
  co_await group.join();
  co_return n;
}

mini::task<void> bad_endless_loop_with_a_return() {
  Group group; // warn: 'group' is destroyed without having been joined, while its work is under way
  while (true) {
    int id = co_await next();
    if (id < 0)
      co_return; // note: it is destroyed here
    group.start(fetch(id)); // note: work is started in it here
  }
}

mini::task<void> bad_goto_over_the_join(bool quick) {
  Group group; // warn: 'group' is destroyed on some path without having been joined, while its work is under way
  group.start(fetch(1)); // note: work is started in it here
  if (quick)
    goto out;
  co_await group.join();
out:
  log_line("left");
} // note: it is destroyed here

mini::task<void> bad_missing_case(int mode) {
  Group group; // warn: 'group' is destroyed on some path without having been joined, while its work is under way
  group.start(fetch(1)); // note: work is started in it here
  switch (mode) {
  case 0:
    co_await group.join();
    break;
  case 1:
    log_line("not waiting");
    break;
  default:
    co_await group.join();
  }
} // note: it is destroyed here

mini::task<void> bad_switch_without_default(int mode) {
  Group group; // warn: 'group' is destroyed on some path without having been joined, while its work is under way
  group.start(fetch(1)); // note: work is started in it here
  switch (mode) {
  case 0:
  case 1:
    co_await group.join();
    break;
  }
} // note: it is destroyed here

// ---- Branches ----

mini::task<void> bad_one_branch(bool wait) {
  Group group; // warn: 'group' is destroyed on some path without having been joined, while its work is under way
  group.start(fetch(1)); // note: work is started in it here
  if (wait)
    co_await group.join();
} // note: it is destroyed here

mini::task<void> bad_other_branch(bool wait) {
  Group group; // warn: 'group' is destroyed on some path without having been joined, while its work is under way
  group.start(fetch(1)); // note: work is started in it here
  if (!wait) {
    log_line("not waiting");
  } else {
    co_await group.join();
  }
} // note: it is destroyed here

mini::task<void> bad_ternary(bool wait) {
  Group group; // warn: 'group' is destroyed on some path without having been joined, while its work is under way
  group.start(fetch(1)); // note: work is started in it here
  wait ? co_await group.join() : co_await mini::tick{};
} // note: it is destroyed here

mini::task<void> bad_short_circuit(bool wait) {
  Group group; // warn: 'group' is destroyed on some path without having been joined, while its work is under way
  group.start(fetch(1)); // note: work is started in it here
  if (wait && (co_await group.join(), true))
    log_line("joined");
} // note: it is destroyed here

mini::task<void> bad_contradicting_conditions(bool parallel) {
  Group group; // warn: 'group' is destroyed on some path without having been joined, while its work is under way
  if (parallel)
    group.start(fetch(1)); // note: work is started in it here
  co_await mini::tick{};
  if (!parallel)
    co_await group.join();
} // note: it is destroyed here

mini::task<void> bad_condition_changed_in_between(bool wait) {
  Group group; // warn: 'group' is destroyed on some path without having been joined, while its work is under way
  if (wait)
    group.start(fetch(1)); // note: work is started in it here
  wait = co_await cancelled();
  if (wait)
    co_await group.join();
} // note: it is destroyed here

mini::task<void> bad_two_independent_conditions(bool parallel, bool wait) {
  Group group; // warn: 'group' is destroyed on some path without having been joined, while its work is under way
  if (parallel)
    group.start(fetch(1)); // note: work is started in it here
  if (wait)
    co_await group.join();
} // note: it is destroyed here

mini::task<void> bad_flag_is_never_set() {
  Group group; // warn: 'group' is destroyed on some path without having been joined, while its work is under way
  bool wait = false;
  group.start(fetch(1)); // note: work is started in it here
  if (wait)
    co_await group.join();
  co_await mini::tick{};
} // note: it is destroyed here

// ---- Loops ----

mini::task<void> bad_continue(int n) {
  for (int i = 0; i < n; ++i) {
    Group group; // warn: 'group' is destroyed on some path without having been joined, while its work is under way
    group.start(fetch(i)); // note: work is started in it here
    if (i % 7 == 0)
      continue; // note: it is destroyed here
    co_await group.join();
  }
}

mini::task<void> bad_break(int n) {
  for (int i = 0; i < n; ++i) {
    Group group; // warn: 'group' is destroyed on some path without having been joined, while its work is under way
    group.start(fetch(i)); // note: work is started in it here
    if (co_await cancelled())
      break; // note: it is destroyed here
    co_await group.join();
  }
}

mini::task<void> bad_joined_in_batches_only(int n) {
  Group group; // warn: 'group' is destroyed on some path without having been joined, while its work is under way
  for (int i = 0; i < n; ++i) {
    group.start(fetch(i)); // note: work is started in it here
    if (i % 8 == 7)
      co_await group.join();
  }
} // note: it is destroyed here

mini::task<void> bad_join_in_a_loop_that_may_not_run(int n) {
  Group group; // warn: 'group' is destroyed on some path without having been joined, while its work is under way
  group.start(fetch(0)); // note: work is started in it here
  for (int i = 0; i < n; ++i)
    co_await group.join();
} // note: it is destroyed here

mini::task<void> bad_do_while() {
  do {
    Group group; // warn: 'group' is destroyed on some path without having been joined, while its work is under way
    group.start(fetch(1)); // note: work is started in it here
    if (co_await cancelled())
      continue; // note: it is destroyed here
    co_await group.join();
  } while (!co_await cancelled());
}

// ---- Handlers ----

mini::task<void> bad_joined_in_the_handler_only() {
  Group group; // warn: 'group' is destroyed on some path without having been joined, while its work is under way
  bool failed = false;
  try {
    group.start(fetch(1)); // note: work is started in it here
    co_await next();
  } catch (...) {
    failed = true;
  }
  if (failed)
    co_await group.join();
} // note: it is destroyed here

mini::task<int> bad_return_in_the_try_block() {
  Group group; // warn: 'group' is destroyed on some path without having been joined, while its work is under way
  int id = 0;
  try {
    group.start(fetch(1)); // note: work is started in it here
    id = co_await next();
    if (id > 0)
      co_return id; // note: it is destroyed here
  } catch (const std::runtime_error &) {
    log_line("failed");
  }
  co_await group.join();
  co_return id;
}

mini::task<void> bad_in_a_try_block() {
  try {
    Group group; // warn: 'group' is destroyed without having been joined, while its work is under way
    group.start(fetch(1)); // note: work is started in it here
    co_await next();
  } catch (const std::runtime_error &) { // note: it is destroyed here
    log_line("failed");
  }
}

// ---- Every path joins ----

mini::task<int> good_joined_before_each_return() {
  Group group;
  group.start(fetch(1));
  if (co_await cancelled()) {
    co_await group.join();
    co_return -1;
  }
  co_await group.join();
  co_return 0;
}

mini::task<int> good_break_leads_to_the_join(int n) {
  Group group;
  int i = 0;
  for (; i < n; ++i) {
    group.start(fetch(i));
    if (co_await cancelled())
      break;
  }
  co_await group.join();
  co_return i;
}

mini::task<void> good_goto_leads_to_the_join(bool quick) {
  Group group;
  group.start(fetch(1));
  if (quick)
    goto out;
  group.start(fetch(2));
out:
  co_await group.join();
}

mini::task<void> good_both_branches(bool quick) {
  Group group;
  group.start(fetch(1));
  if (quick) {
    co_await group.join();
  } else {
    group.start(fetch(2));
    co_await group.join();
  }
}

mini::task<void> good_every_case(int mode) {
  Group group;
  group.start(fetch(1));
  switch (mode) {
  case 0:
    group.start(fetch(2));
    [[fallthrough]];
  case 1:
    co_await group.join();
    break;
  default:
    co_await group.join();
  }
}

mini::task<void> good_joined_at_the_end_of_each_round(int n) {
  for (int i = 0; i < n; ++i) {
    Group group;
    group.start(fetch(i));
    if (i % 7 == 0)
      group.start(fetch(i + 1));
    co_await group.join();
  }
}

mini::task<void> good_joined_after_batches(int n) {
  Group group;
  for (int i = 0; i < n; ++i) {
    group.start(fetch(i));
    if (group.full())
      co_await group.join();
  }
  co_await group.join();
}

mini::task<void> good_join_in_the_loops_condition() {
  Group group;
  group.start(fetch(1));
  while (co_await group.join(), !co_await cancelled())
    group.start(fetch(2));
}

// Nobody gets out of it alive.
mini::task<void> good_endless_loop() {
  Group group;
  for (;;)
    group.start(fetch(co_await next()));
}

// ---- Branches that agree ----

mini::task<void> good_same_condition(bool parallel) {
  Group group;
  if (parallel)
    group.start(fetch(1));
  else
    co_await next();
  if (parallel)
    co_await group.join();
}

mini::task<int> good_same_condition_returns(bool parallel) {
  Group group;
  if (parallel) {
    group.start(fetch(1));
  }
  if (!parallel)
    co_return 0;
  co_await group.join();
  co_return 1;
}

mini::task<void> good_comparison_of_a_parameter(const int n) {
  Group group;
  if (n > 4)
    group.start(fetch(n));
  co_await mini::tick{};
  if (n > 4)
    co_await group.join();
}

mini::task<void> good_flag_remembers_the_spawn() {
  Group group;
  bool started = false;
  if (!co_await cancelled()) {
    group.start(fetch(1));
    started = true;
  }
  if (started)
    co_await group.join();
}

mini::task<void> good_flag_remembers_the_join() {
  Group group;
  bool joined = false;
  group.start(fetch(1));
  if (co_await cancelled()) {
    co_await group.join();
    joined = true;
  }
  log_line("between");
  if (!joined)
    co_await group.join();
}

mini::task<void> good_optional_group(bool parallel) {
  std::optional<Group> group;
  if (parallel)
    group.emplace();
  if (group)
    group->start(fetch(1));
  co_await mini::tick{};
  if (group)
    co_await group->join();
}

template <bool Parallel> mini::task<void> good_constant_condition() {
  Group group;
  if constexpr (Parallel)
    group.start(fetch(1));
  else
    co_await next();
  if constexpr (Parallel)
    co_await group.join();
}
template mini::task<void> good_constant_condition<true>();
template mini::task<void> good_constant_condition<false>();

// ---- Exceptions and paths that end the process ----

mini::task<int> good_only_an_exception_skips_the_join() {
  Group group;
  group.start(fetch(1));
  int n = co_await next();
  log_line("may throw");
  co_await group.join();
  co_return n;
}

mini::task<void> good_throws() {
  Group group;
  group.start(fetch(1));
  if (co_await cancelled())
    throw std::runtime_error("cancelled");
  co_await group.join();
}

mini::task<void> good_joined_and_rethrown() {
  Group group;
  std::exception_ptr error;
  try {
    group.start(fetch(1));
    co_await next();
  } catch (...) {
    error = std::current_exception();
  }
  co_await group.join();
  if (error)
    std::rethrow_exception(error);
}

mini::task<int> good_handler_falls_through_to_the_join() {
  Group group;
  int n = 0;
  try {
    group.start(fetch(1));
    n = co_await next();
  } catch (const std::runtime_error &) {
    log_line("failed");
  }
  co_await group.join();
  co_return n;
}

mini::task<void> good_handler_rethrows() {
  Group group;
  try {
    group.start(fetch(1));
    co_await next();
  } catch (...) {
    log_line("failed");
    throw;
  }
  co_await group.join();
}

mini::task<void> good_aborts() {
  Group group;
  group.start(fetch(1));
  if (co_await cancelled()) {
    log_line("cancelled");
    std::abort();
  }
  co_await group.join();
}

mini::task<void> good_exits() {
  Group group;
  group.start(fetch(1));
  if (co_await cancelled())
    std::exit(1);
  co_await group.join();
}

mini::task<void> good_noreturn_function() {
  Group group;
  group.start(fetch(1));
  if (co_await cancelled())
    fail("cancelled");
  co_await group.join();
}

mini::task<void> good_unreachable(int mode) {
  Group group;
  group.start(fetch(1));
  switch (mode) {
  case 0:
    co_await group.join();
    co_return;
  case 1:
    co_await group.join();
    co_return;
  }
  __builtin_unreachable();
}

mini::task<void> good_terminates_in_the_handler() {
  Group group;
  try {
    group.start(fetch(1));
    co_await next();
  } catch (...) {
    std::terminate();
  }
  co_await group.join();
}
