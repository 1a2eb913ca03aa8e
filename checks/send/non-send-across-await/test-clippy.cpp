// The shapes of clippy's tests of future_not_send. In Rust every public future is asked; here a coroutine that may change
// its thread: rc_int stands for Rc, a plain struct for Cell.
// flags: -std=c++23 -pthread
#include "annotated.h"
#include <atomic>
#include <corolint/annotations.h>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

using annotated::rc_int;
template <class T = void> using task = annotated::task<T>;
struct Cell {
  long value = 0;
};
void emit(long);
task<bool> other(bool);
task<> anything();

//===-- Parameters --------------------------------------------------------===//

// bad: the parameter `count` lives in the frame until the end, so across the await (no use after it is needed).
task<bool> bad_private_future(rc_int count, const Cell &cell) { co_return co_await other(true); } // warn: the parameter 'count' is not Send, and is alive at a suspension after which another thread may go on // note: coroutines that return 'task<bool>' may resume on any thread // note: end its scope before the suspension // note: it is annotated as not Send // note: parameter 'count': 'annotated::rc_int' is not Send // note: the coroutine may go on on another thread after this 'co_await'

// bad: the same for a function of an interface; the parameter has no further use.
task<> bad_public_future(rc_int count) { co_await anything(); } // warn: the parameter 'count' is not Send, and is alive at a suspension after which another thread may go on // note: coroutines that return 'task<>' may resume on any thread // note: end its scope before the suspension // note: it is annotated as not Send // note: parameter 'count': 'annotated::rc_int' is not Send // note: the coroutine may go on on another thread after this 'co_await'

// good: a parameter of a function that is no coroutine, which returns a task that has nothing of it.
task<bool> good_not_a_coroutine(rc_int count) { return other(count.get() != 0); }

// good: everything in the frame is Send.
task<bool> good_public_send(std::vector<std::string> names) { co_return co_await other(names.empty()); }

// good: no suspension while it lives: the coroutine suspends nowhere after the start (initial suspension is before the
// parameters are handed on: a visible spawn with this argument is reported by non-send-capture at the spawn).
task<int> good_no_await(rc_int count) { co_return count.get(); }

// good by default: a reference to a plain object is a shared no, not a hard no (Rust: &Cell is not Send).
task<> good_reference_to_plain(const Cell &cell) {
  co_await anything();
  emit(cell.value);
}

// good by default: shared_ptr to a plain object, a shared no (Rust: Arc<Cell> is not Send).
task<> good_shared_plain(std::shared_ptr<Cell> cell) {
  co_await anything();
  emit(cell->value);
}

// bad: shared_ptr to what is itself not Send: the last owner may destroy it over there.
task<> bad_shared_count(std::shared_ptr<rc_int> count) { // warn: the parameter 'count' is not Send, and is alive at a suspension after which another thread may go on // note: coroutines that return 'task<>' may resume on any thread // note: end its scope before the suspension // note: it is annotated as not Send // note: parameter 'count': 'std::shared_ptr<annotated::rc_int>' is not Send // note: pointee: 'annotated::rc_int' is not Send
  co_await anything(); // note: the coroutine may go on on another thread after this 'co_await'
  emit(count->get());
}

// good: shared_ptr to what synchronises itself.
task<> good_shared_atomic(std::shared_ptr<std::atomic<long>> count) {
  co_await anything();
  ++*count;
}

//===-- Member functions --------------------------------------------------===//

struct Dummy {
  rc_int count{1}; // note: it is annotated as not Send // note: member 'count': 'annotated::rc_int' is not Send
  Cell cell;

  // good by default: `this` is a pointer to an object with a count: others may own and confine it; a shared no unless the
  // code after the suspension copies or uses the member (then SEND-SYNC's "unless the crossing code uses that member"
  // makes it a matter of non-send-capture at the spawn, or of the strict mode here).
  task<bool> good_through_this() { co_return co_await other(true); }

  // good: as above, the member is not touched after the await.
  task<> good_public_through_this() { co_await anything(); }

  // good: nothing of `this` in the frame at all.
  static task<bool> good_public_send() { co_return co_await other(false); }

  // bad: a copy of the member is a local that lives across the await.
  task<> bad_copies_the_member() { // note: coroutines that return 'task<>' may resume on any thread
    rc_int mine = count; // warn: 'mine' is not Send, and is alive at a suspension after which another thread may go on // note: end its scope before the suspension // note: it is annotated as not Send // note: local 'mine': 'annotated::rc_int' is not Send
    co_await anything(); // note: the coroutine may go on on another thread after this 'co_await'
    emit(mine.get());
  }
};

// bad: the object itself is in the frame (by value), with its member `count`: chain dummy -> count.
task<> bad_object_by_value(Dummy dummy) { // warn: the parameter 'dummy' is not Send, and is alive at a suspension after which another thread may go on // note: coroutines that return 'task<>' may resume on any thread // note: end its scope before the suspension // note: parameter 'dummy': 'Dummy' is not Send
  co_await anything(); // note: the coroutine may go on on another thread after this 'co_await'
  emit(dummy.cell.value);
}

//===-- Locals and temporaries --------------------------------------------===//

// bad: a local alive at the await, though never used after it: its destructor runs on the other thread.
task<> bad_local_alive() { // note: coroutines that return 'task<>' may resume on any thread
  rc_int count(1); // warn: 'count' is not Send, and is alive at a suspension after which another thread may go on // note: end its scope before the suspension // note: it is annotated as not Send // note: local 'count': 'annotated::rc_int' is not Send
  co_await anything(); // note: the coroutine may go on on another thread after this 'co_await'
}

// good: its scope ends before the await.
task<> good_local_ends_before() {
  {
    rc_int count(1);
    emit(count.get());
  }
  co_await anything();
}

// good: it begins after the last suspension.
task<> good_local_begins_after() {
  co_await anything();
  rc_int count(1);
  emit(count.get());
}

// good: only on the path that does not suspend.
task<> good_other_branch(bool fast) {
  if (fast) {
    rc_int count(1);
    emit(count.get());
  } else {
    co_await anything();
  }
}

// bad: it ends with each round, after the await of the round.
task<> bad_in_a_loop(int n) { // note: coroutines that return 'task<>' may resume on any thread
  for (int i = 0; i < n; ++i) {
    rc_int count(i); // warn: 'count' is not Send, and is alive at a suspension after which another thread may go on // note: end its scope before the suspension // note: it is annotated as not Send // note: local 'count': 'annotated::rc_int' is not Send
    co_await anything(); // note: the coroutine may go on on another thread after this 'co_await'
  }
}

// good: each round ends it before the await of the round.
task<> good_in_a_loop_ends_before(int n) {
  for (int i = 0; i < n; ++i) {
    emit(rc_int(i).get());
    co_await anything();
  }
}

// bad: a temporary of the full-expression that awaits lives until its end.
task<> take(const rc_int &, bool);
task<> bad_temporary_in_the_await() { co_await take(rc_int(1), true); } // warn: this temporary is not Send, and is alive at a suspension after which another thread may go on // note: coroutines that return 'task<>' may resume on any thread // note: end its scope before the suspension // note: it is annotated as not Send // note: temporary: 'const annotated::rc_int' is not Send // note: the coroutine may go on on another thread after this 'co_await'

// good: the temporary ends with the argument's own full-expression.
task<> good_temporary_before() {
  const int n = rc_int(1).get();
  co_await other(n != 0);
}

// good: moved out (by value, into something that ends before) before the suspension. Rust still says no; RULES.md: silent
// when the value was moved by value into another object before the suspension.
void keep(std::unique_ptr<rc_int>);
task<> good_moved_before() {
  auto count = std::make_unique<rc_int>(1);
  keep(std::move(count));
  co_await anything();
}

// good: a lock guard across an await is the business of await-holding-lock, one report per bug.
std::mutex journal;
task<> bad_lock_guard_is_another_rule() {
  std::unique_lock lock(journal); // warn[await-holding-lock]: guard 'lock' holds a thread lock while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
  co_await anything(); // note: still held at this 'co_await', where the coroutine may suspend
}

//===-- Closures and async blocks -----------------------------------------===//

// bad: the capture is in the closure that the lambda coroutine's frame refers to; the lambda's own body awaits while the
// capture lives (Rust: async move block).
task<> bad_capture_of_a_lambda_coroutine(rc_int count) { // warn: the parameter 'count' is not Send, and is alive at a suspension after which another thread may go on // note: capture 'count': 'annotated::rc_int' is not Send // note: coroutines that return 'task<>' may resume on any thread // note: end its scope before the suspension // note: it is annotated as not Send // note: it is annotated as not Send // note: parameter 'count': 'annotated::rc_int' is not Send
  auto inner = [count]() -> task<> { // (captures: the closure lives in this frame, across the next await) // warn: the capture 'count' is not Send, and is alive at a suspension after which another thread may go on // note: coroutines that return 'task<>' may resume on any thread // note: end its scope before the suspension
    co_await anything(); // note: the coroutine may go on on another thread after this 'co_await'
    emit(count.get());
  };
  co_await inner(); // note: the coroutine may go on on another thread after this 'co_await'
}

// good: the closure takes the value only.
task<> good_capture_of_a_value(const std::string &name) {
  auto inner = [length = name.size()]() -> task<> {
    co_await anything();
    emit(long(length));
  };
  co_await inner();
}

//===-- Generics ----------------------------------------------------------===//

// Rust lints a generic parameter without a Send bound; C++ evaluates the specialisation. bad for rc_int only.
template <class T> task<> bad_generic_parameter(T value) { // warn: the parameter 'value' is not Send, and is alive at a suspension after which another thread may go on // note: coroutines that return 'task<>' may resume on any thread // note: end its scope before the suspension // note: it is annotated as not Send // note: parameter 'value': 'annotated::rc_int' is not Send
  co_await anything(); // note: the coroutine may go on on another thread after this 'co_await'
  emit(sizeof(value));
}

// good: instantiated with values only; and the uninstantiated template says nothing.
template <class T> task<> good_generic_values(T value) {
  co_await anything();
  emit(sizeof(value));
}
template <class T> task<> good_generic_never(T value) {
  rc_int count(1);
  co_await anything();
}

// good (clippy: "unclear_future"): a T that is only named, not stored in the frame.
template <class T> task<> good_generic_only_named() {
  co_await anything();
  emit(sizeof(T));
}

task<> bad_instantiate(rc_int count) { // bad as well: its own parameter is alive across the awaits // warn: the parameter 'count' is not Send, and is alive at a suspension after which another thread may go on // note: coroutines that return 'task<>' may resume on any thread // note: end its scope before the suspension // note: it is annotated as not Send // note: parameter 'count': 'annotated::rc_int' is not Send
  co_await bad_generic_parameter(count); // note: the coroutine may go on on another thread after this 'co_await'
  co_await bad_generic_parameter(1);
  co_await good_generic_values(std::string("x"));
  co_await good_generic_only_named<rc_int>();
}

//===-- Where the coroutine runs ------------------------------------------===//

// good: mini::task may not migrate: nobody says so, nobody spawns it (Rust lints every public future).
mini::task<> good_stays(rc_int count) {
  co_await mini::tick();
  emit(count.get());
}

// bad: it moves itself. From the switch on, every suspension may resume elsewhere.
mini::task<> bad_switches(rc_int count) { // warn: the parameter 'count' is not Send, and is alive at a suspension after which another thread may go on // note: end its scope before the suspension // note: it is annotated as not Send // note: parameter 'count': 'annotated::rc_int' is not Send
  co_await annotated::resume_on(1); // note: the coroutine may go on on another thread after this 'co_await'
  emit(count.get());
}

// good: the switch is before the local begins, and nothing is awaited after it.
mini::task<> good_switches_before() {
  co_await annotated::resume_on(1);
  rc_int count(1);
  emit(count.get());
}

//===-- Vouched -----------------------------------------------------------===//

class COROLINT_UNCHECKED_SEND("sealed before the first suspension") Sealed {
  rc_int count{1};
};
// good: the author's word.
task<> good_vouched(Sealed sealed) { co_await anything(); }

// good: good_suppressed.
task<> good_suppressed() {
  COROLINT_SUPPRESS("non-send-across-await", "a test")
  rc_int count(1);
  co_await anything();
}
