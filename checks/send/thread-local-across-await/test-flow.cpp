// Paths: loops, branches, handlers, and suspension points that are none.
#include "mini.h"

struct Span {
  long events = 0;
  void mark();
};
inline thread_local Span current;
inline thread_local long depth = 0;

mini::task<void> pause(int ms);
mini::task<bool> more();
struct at_once {
  bool await_ready() const noexcept { return true; }
  void await_suspend(std::coroutine_handle<>) const noexcept {}
  int await_resume() const noexcept { return 1; }
};
bool flip();
void record(long);

mini::task<void> bad_second_round() {
  Span &span = current; // note: taken here, on the thread that runs before the suspension
  while (flip()) {
    span.mark(); // warn: 'span', which refers to thread-local 'current', is used after a suspension // note: take it again after the suspension, or copy the value before it
    co_await pause(1); // note: the coroutine may be suspended at this 'co_await'
  }
}

mini::task<void> bad_condition_awaits() {
  Span &span = current; // note: taken here, on the thread that runs before the suspension
  while (co_await more()) // note: the coroutine may be suspended at this 'co_await'
    span.mark(); // warn: 'span', which refers to thread-local 'current', is used after a suspension // note: take it again after the suspension, or copy the value before it
}

mini::task<void> bad_loop_head() {
  for (Span *span = &current; co_await more();) // note: taken here, on the thread that runs before the suspension // note: the coroutine may be suspended at this 'co_await'
    span->mark(); // warn: 'span', which refers to thread-local 'current', is used after a suspension // note: take it again after the suspension, or copy the value before it
}

mini::task<void> bad_one_branch(bool wait) {
  Span &span = current; // note: taken here, on the thread that runs before the suspension
  if (wait)
    co_await pause(1); // note: the coroutine may be suspended at this 'co_await'
  span.mark(); // warn: 'span', which refers to thread-local 'current', is used after a suspension // note: take it again after the suspension, or copy the value before it
}

mini::task<void> bad_same_condition(const bool wait) {
  Span &span = current; // note: taken here, on the thread that runs before the suspension
  if (wait)
    co_await pause(1); // note: the coroutine may be suspended at this 'co_await'
  if (wait)
    span.mark(); // warn: 'span', which refers to thread-local 'current', is used after a suspension // note: take it again after the suspension, or copy the value before it
}

mini::task<void> bad_switch(int kind) {
  Span &span = current; // note: taken here, on the thread that runs before the suspension
  switch (kind) {
  case 0:
    co_await pause(1); // note: the coroutine may be suspended at this 'co_await'
    [[fallthrough]];
  case 1:
    span.mark(); // warn: 'span', which refers to thread-local 'current', is used after a suspension // note: take it again after the suspension, or copy the value before it
    break;
  default:
    break;
  }
}

mini::task<void> bad_handler() {
  Span &span = current; // note: taken here, on the thread that runs before the suspension
  try {
    co_await pause(1); // note: the coroutine may be suspended at this 'co_await'
  } catch (...) {
    span.mark(); // warn: 'span', which refers to thread-local 'current', is used after a suspension // note: take it again after the suspension, or copy the value before it
  }
}

mini::task<void> bad_after_the_handler() {
  Span &span = current; // note: taken here, on the thread that runs before the suspension
  try {
    co_await pause(1); // note: the coroutine may be suspended at this 'co_await'
  } catch (...) {
  }
  span.mark(); // warn: 'span', which refers to thread-local 'current', is used after a suspension // note: take it again after the suspension, or copy the value before it
}

mini::task<void> bad_goto() {
  Span &span = current; // note: taken here, on the thread that runs before the suspension
again:
  span.mark(); // warn: 'span', which refers to thread-local 'current', is used after a suspension // note: take it again after the suspension, or copy the value before it
  co_await pause(1); // note: the coroutine may be suspended at this 'co_await'
  if (flip())
    goto again;
}

mini::task<void> bad_conditional_operand(bool wait) {
  Span &span = current; // note: taken here, on the thread that runs before the suspension
  wait ? co_await pause(1) : void(); // note: the coroutine may be suspended at this 'co_await'
  span.mark(); // warn: 'span', which refers to thread-local 'current', is used after a suspension // note: take it again after the suspension, or copy the value before it
}

mini::task<void> bad_logical() {
  Span &span = current; // note: taken here, on the thread that runs before the suspension
  if (flip() && co_await more()) // note: the coroutine may be suspended at this 'co_await'
    span.mark(); // warn: 'span', which refers to thread-local 'current', is used after a suspension // note: take it again after the suspension, or copy the value before it
}

mini::task<void> bad_if_initialiser() {
  if (Span *span = &current; co_await more()) // note: taken here, on the thread that runs before the suspension // note: the coroutine may be suspended at this 'co_await'
    span->mark(); // warn: 'span', which refers to thread-local 'current', is used after a suspension // note: take it again after the suspension, or copy the value before it
}

mini::task<void> bad_only_one_of_two_awaits() {
  co_await pause(1);
  Span &span = current; // note: taken here, on the thread that runs before the suspension
  co_await mini::ready{};
  co_await pause(2); // note: the coroutine may be suspended at this 'co_await'
  span.mark(); // warn: 'span', which refers to thread-local 'current', is used after a suspension // note: take it again after the suspension, or copy the value before it
}

template <bool Wait> mini::task<void> bad_if_constexpr() {
  Span &span = current; // note: taken here, on the thread that runs before the suspension
  if constexpr (Wait)
    co_await pause(1); // note: the coroutine may be suspended at this 'co_await'
  span.mark(); // warn: 'span', which refers to thread-local 'current', is used after a suspension // note: take it again after the suspension, or copy the value before it
  co_return;
}
template mini::task<void> bad_if_constexpr<true>();

// ---- Silent ----

mini::task<void> good_taken_in_the_loop() {
  while (flip()) {
    Span &span = current;
    span.mark();
    co_await pause(1);
  }
}

mini::task<void> good_pointer_taken_in_the_loop() {
  Span *span = nullptr;
  while (flip()) {
    span = &current;
    span->mark();
    co_await pause(1);
  }
}

mini::task<void> good_contradicting_conditions(const bool wait) {
  Span &span = current;
  if (wait)
    co_await pause(1);
  if (!wait)
    span.mark();
}

mini::task<void> good_returns_after_the_await(bool wait) {
  Span &span = current;
  if (wait) {
    co_await pause(1);
    co_return;
  }
  span.mark();
}

mini::task<void> good_breaks_after_the_await() {
  for (;;) {
    Span &span = current;
    span.mark();
    co_await pause(1);
    break;
  }
}

mini::task<void> good_throws_after_the_await(bool wait) {
  Span &span = current;
  if (wait) {
    co_await pause(1);
    throw 1;
  }
  span.mark();
}

mini::task<void> good_switch(int kind) {
  Span &span = current;
  switch (kind) {
  case 0:
    co_await pause(1);
    break;
  default:
    span.mark();
    break;
  }
}

mini::task<void> good_other_handler() {
  Span &span = current;
  try {
    span.mark();
  } catch (...) {
    span.mark();
  }
  co_await pause(1);
}

mini::task<void> good_if_constexpr() {
  Span &span = current;
  if constexpr (sizeof(int) == 1)
    co_await pause(1);
  span.mark();
  co_return;
}

mini::task<void> good_never_suspends() {
  Span &span = current;
  int n = co_await at_once{};
  span.mark();
  record(n);
}

mini::task<void> good_in_the_operand() {
  Span &span = current;
  co_await pause(static_cast<int>(span.events));
}

mini::task<void> good_dead_code() {
  Span &span = current;
  co_await pause(1);
  co_return;
  span.mark();
}

mini::task<void> good_counters_in_a_loop() {
  for (int i = 0; i != 3; ++i) {
    ++depth;
    co_await pause(1);
  }
}

mini::task<void> good_down_before_the_await() {
  for (int i = 0; i != 3; ++i) {
    ++depth;
    record(depth);
    --depth;
    co_await pause(1);
  }
}

mini::task<void> good_down_on_the_early_path(bool wait) {
  ++depth;
  if (!wait) {
    --depth;
    co_return;
  }
  --depth;
  co_await pause(1);
}
