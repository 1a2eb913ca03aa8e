// References and pointers to thread-local variables that outlive a suspension.
#include "mini.h"

struct Span {
  std::string name;
  long events = 0;
  int marks[4] = {};
  Span *parent = nullptr;
  void mark() { ++events; }
};
inline thread_local Span current;
inline thread_local long depth = 0;
thread_local int table[8];
Span global_span;

mini::task<void> pause(int ms);
mini::task<int> fetch(int key);
void record(long);
void use(const Span &);
bool flip();

// ---- References ----

mini::task<void> bad_reference() {
  Span &span = current; // note: taken here, on the thread that runs before the suspension
  co_await pause(5); // note: the coroutine may be suspended at this 'co_await'
  ++span.events; // warn: 'span', which refers to thread-local 'current', is used after a suspension // note: take it again after the suspension, or copy the value before it
}

mini::task<void> bad_const_reference() {
  const Span &span = current; // note: taken here, on the thread that runs before the suspension
  co_await pause(5); // note: the coroutine may be suspended at this 'co_await'
  use(span); // warn: 'span', which refers to thread-local 'current', is used after a suspension // note: take it again after the suspension, or copy the value before it
}

mini::task<void> bad_auto_reference() {
  auto &&span = current; // note: taken here, on the thread that runs before the suspension
  co_await pause(5); // note: the coroutine may be suspended at this 'co_await'
  span.mark(); // warn: 'span', which refers to thread-local 'current', is used after a suspension // note: take it again after the suspension, or copy the value before it
}

mini::task<void> bad_reference_to_a_member() {
  long &events = current.events; // note: taken here, on the thread that runs before the suspension
  co_await pause(5); // note: the coroutine may be suspended at this 'co_await'
  events = 3; // warn: 'events', which refers to thread-local 'current', is used after a suspension // note: take it again after the suspension, or copy the value before it
}

mini::task<void> bad_reference_to_an_element() {
  int &slot = table[3]; // note: taken here, on the thread that runs before the suspension
  co_await pause(5); // note: the coroutine may be suspended at this 'co_await'
  ++slot; // warn: 'slot', which refers to thread-local 'table', is used after a suspension // note: take it again after the suspension, or copy the value before it
}

mini::task<void> bad_alias_of_a_reference() {
  Span &span = current;
  Span &same = span; // note: taken here, on the thread that runs before the suspension
  co_await pause(5); // note: the coroutine may be suspended at this 'co_await'
  same.mark(); // warn: 'same', which refers to thread-local 'current', is used after a suspension // note: take it again after the suspension, or copy the value before it
}

mini::task<long> bad_returned() {
  long &events = current.events; // note: taken here, on the thread that runs before the suspension
  co_await pause(5); // note: the coroutine may be suspended at this 'co_await'
  co_return events; // warn: 'events', which refers to thread-local 'current', is used after a suspension // note: take it again after the suspension, or copy the value before it
}

mini::task<void> bad_argument_of_a_later_await() {
  long &events = current.events; // note: taken here, on the thread that runs before the suspension
  co_await pause(1); // note: the coroutine may be suspended at this 'co_await'
  co_await fetch(static_cast<int>(events)); // warn: 'events', which refers to thread-local 'current', is used after a suspension // note: take it again after the suspension, or copy the value before it
}

mini::task<void> bad_used_in_the_same_expression() {
  Span &span = current; // note: taken here, on the thread that runs before the suspension
  span.events = co_await fetch(1); // warn: 'span', which refers to thread-local 'current', is used after a suspension // note: take it again after the suspension, or copy the value before it // note: the coroutine may be suspended at this 'co_await'
}

struct Registry {
  static thread_local Span mine;
  static inline thread_local int hits = 0;
  mini::task<void> bad_static_member() {
    Span &span = mine; // note: taken here, on the thread that runs before the suspension
    co_await pause(5); // note: the coroutine may be suspended at this 'co_await'
    span.mark(); // warn: 'span', which refers to thread-local 'mine', is used after a suspension // note: take it again after the suspension, or copy the value before it
  }
};

mini::task<void> bad_static_member_from_outside() {
  int *hits = &Registry::hits; // note: taken here, on the thread that runs before the suspension
  co_await pause(5); // note: the coroutine may be suspended at this 'co_await'
  ++*hits; // warn: 'hits', which refers to thread-local 'hits', is used after a suspension // note: take it again after the suspension, or copy the value before it
}

mini::task<void> bad_function_local() {
  static thread_local Span mine;
  Span &span = mine; // note: taken here, on the thread that runs before the suspension
  co_await pause(5); // note: the coroutine may be suspended at this 'co_await'
  span.mark(); // warn: 'span', which refers to thread-local 'mine', is used after a suspension // note: take it again after the suspension, or copy the value before it
}

static __thread int legacy;
mini::task<void> bad_gnu_thread() {
  int &value = legacy; // note: taken here, on the thread that runs before the suspension
  co_await pause(5); // note: the coroutine may be suspended at this 'co_await'
  value = 1; // warn: 'value', which refers to thread-local 'legacy', is used after a suspension // note: take it again after the suspension, or copy the value before it
}

// ---- Pointers ----

mini::task<void> bad_pointer() {
  Span *span = &current; // note: taken here, on the thread that runs before the suspension
  co_await pause(5); // note: the coroutine may be suspended at this 'co_await'
  span->mark(); // warn: 'span', which refers to thread-local 'current', is used after a suspension // note: take it again after the suspension, or copy the value before it
}

mini::task<void> bad_pointer_by_addressof() {
  auto *span = std::addressof(current); // note: taken here, on the thread that runs before the suspension
  co_await pause(5); // note: the coroutine may be suspended at this 'co_await'
  span->mark(); // warn: 'span', which refers to thread-local 'current', is used after a suspension // note: take it again after the suspension, or copy the value before it
}

mini::task<void> bad_pointer_assigned() {
  Span *span = nullptr;
  span = &current; // note: taken here, on the thread that runs before the suspension
  co_await pause(5); // note: the coroutine may be suspended at this 'co_await'
  span->mark(); // warn: 'span', which refers to thread-local 'current', is used after a suspension // note: take it again after the suspension, or copy the value before it
}

mini::task<void> bad_array() {
  int *slots = table; // note: taken here, on the thread that runs before the suspension
  co_await pause(5); // note: the coroutine may be suspended at this 'co_await'
  slots[1] = 2; // warn: 'slots', which refers to thread-local 'table', is used after a suspension // note: take it again after the suspension, or copy the value before it
}

mini::task<void> bad_pointer_arithmetic() {
  int *slots = table + 2; // note: taken here, on the thread that runs before the suspension
  co_await pause(5); // note: the coroutine may be suspended at this 'co_await'
  *slots = 2; // warn: 'slots', which refers to thread-local 'table', is used after a suspension // note: take it again after the suspension, or copy the value before it
}

mini::task<void> bad_passed_on() {
  Span *span = &current; // note: taken here, on the thread that runs before the suspension
  co_await pause(5); // note: the coroutine may be suspended at this 'co_await'
  use(*span); // warn: 'span', which refers to thread-local 'current', is used after a suspension // note: take it again after the suspension, or copy the value before it
}

mini::task<void> bad_retaken_on_one_path(bool again) {
  Span *span = &current; // note: taken here, on the thread that runs before the suspension
  co_await pause(5); // note: the coroutine may be suspended at this 'co_await'
  if (again)
    span = &current;
  span->mark(); // warn: 'span', which refers to thread-local 'current', is used after a suspension // note: take it again after the suspension, or copy the value before it
}

mini::task<void> bad_or_null(bool traced) {
  Span *span = traced ? &current : nullptr; // note: taken here, on the thread that runs before the suspension
  co_await pause(5); // note: the coroutine may be suspended at this 'co_await'
  if (span)
    span->mark(); // warn: 'span', which refers to thread-local 'current', is used after a suspension // note: take it again after the suspension, or copy the value before it
}

mini::task<Span *> bad_handed_out() {
  Span *span = &current; // note: taken here, on the thread that runs before the suspension
  co_await pause(5); // note: the coroutine may be suspended at this 'co_await'
  co_return span; // warn: 'span', which refers to thread-local 'current', is used after a suspension // note: take it again after the suspension, or copy the value before it
}

// ---- Silent ----

mini::task<void> good_used_before() {
  Span &span = current;
  span.mark();
  co_await pause(5);
  record(1);
}

mini::task<void> good_copy() {
  Span span = current;
  co_await pause(5);
  span.mark();
}

mini::task<void> good_value() {
  long events = current.events;
  int slot = table[3];
  co_await pause(5);
  record(events + slot);
}

mini::task<void> good_reference_in_a_block() {
  {
    Span &span = current;
    span.mark();
  }
  co_await pause(5);
  {
    Span &span = current;
    span.mark();
  }
}

mini::task<void> good_taken_again() {
  Span *span = &current;
  span->mark();
  co_await pause(5);
  span = &current;
  span->mark();
}

mini::task<void> good_taken_after() {
  co_await pause(5);
  Span &span = current;
  span.mark();
}

mini::task<void> good_global() {
  Span &span = global_span;
  co_await pause(5);
  span.mark();
}

mini::task<void> good_function_local_static() {
  static Span shared;
  Span &span = shared;
  co_await pause(5);
  span.mark();
}

mini::task<void> good_local() {
  Span own;
  Span &span = own;
  co_await pause(5);
  span.mark();
}

mini::task<void> good_reference_to_a_copy() {
  Span own = current;
  Span &span = own;
  co_await pause(5);
  span.mark();
}

// What a thread-local pointer points to may belong to anybody.
thread_local Span *active = nullptr;
mini::task<void> good_value_of_a_pointer() {
  Span *span = active;
  co_await pause(5);
  span->mark();
}

mini::task<void> good_pointee_of_a_pointer() {
  Span &span = *active;
  Span *parent = current.parent;
  co_await pause(5);
  span.mark();
  parent->mark();
}

thread_local std::shared_ptr<Span> shared_span;
mini::task<void> good_shared_pointer_copied() {
  std::shared_ptr<Span> span = shared_span;
  co_await pause(5);
  span->mark();
}

mini::task<void> good_pointee_of_a_shared_pointer() {
  Span &span = *shared_span;
  Span *same = shared_span.get();
  co_await pause(5);
  span.mark();
  same->mark();
}

mini::task<void> good_never_suspends() {
  Span &span = current;
  co_await mini::ready{};
  co_await std::suspend_never{};
  span.mark();
}

mini::task<void> good_only_compared() {
  Span *before = &current;
  co_await pause(5);
  if (before != &current)
    record(1);
}

mini::task<void> good_only_tested() {
  Span *span = &current;
  co_await pause(5);
  if (span)
    record(1);
}

mini::task<void> good_unused_after() {
  Span &span = current;
  co_await pause(5);
  (void)span;
}

mini::task<void> good_size() {
  int(&slots)[8] = table;
  co_await pause(5);
  record(sizeof(slots) / sizeof(slots[0]));
}

void good_no_coroutine() {
  Span &span = current;
  record(1);
  span.mark();
}

mini::task<void> good_operand_of_the_await() {
  Span &span = current;
  co_await fetch(static_cast<int>(span.events));
}

mini::task<void> good_parameter(Span &span) {
  co_await pause(5);
  span.mark();
}

// A thread that has a loop of its own pulls this one.
mini::generator<int> good_generator() {
  Span &span = current;
  co_yield 1;
  span.mark();
}

mini::forget bad_nobody_waits_for_it() {
  Span &span = current; // note: taken here, on the thread that runs before the suspension
  co_await pause(5); // note: the coroutine may be suspended at this 'co_await'
  span.mark(); // warn: 'span', which refers to thread-local 'current', is used after a suspension // note: take it again after the suspension, or copy the value before it
}
