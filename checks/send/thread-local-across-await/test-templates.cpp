// flags: -std=c++23
// Lambdas, templates, macros and explicit objects.
#include "mini.h"

struct Span {
  long events = 0;
  void mark();
};
inline thread_local Span current;
inline thread_local long depth = 0;
template <class T> inline thread_local T slot{};

mini::task<void> pause(int ms);
void record(long);

auto bad_lambda = []() -> mini::task<void> {
  Span &span = current; // note: taken here, on the thread that runs before the suspension
  co_await pause(1); // note: the coroutine may be suspended at this 'co_await'
  span.mark(); // warn: 'span', which refers to thread-local 'current', is used after a suspension // note: take it again after the suspension, or copy the value before it
};

auto bad_generic_lambda = [](auto ms) -> mini::task<void> {
  Span &span = current; // note: taken here, on the thread that runs before the suspension
  co_await pause(ms); // note: the coroutine may be suspended at this 'co_await'
  span.mark(); // warn: 'span', which refers to thread-local 'current', is used after a suspension // note: take it again after the suspension, or copy the value before it
};
mini::task<void> call_it() { co_await bad_generic_lambda(1); }

template <class T> mini::task<void> bad_template(T ms) {
  auto *span = &current; // note: taken here, on the thread that runs before the suspension
  co_await pause(ms); // note: the coroutine may be suspended at this 'co_await'
  span->mark(); // warn: 'span', which refers to thread-local 'current', is used after a suspension // note: take it again after the suspension, or copy the value before it
}
template mini::task<void> bad_template<int>(int);
template mini::task<void> bad_template<long>(long);

template <class T> mini::task<void> bad_variable_template(T value) {
  T &mine = slot<T>; // note: taken here, on the thread that runs before the suspension
  co_await pause(1); // note: the coroutine may be suspended at this 'co_await'
  mine = value; // warn: 'mine', which refers to thread-local 'slot', is used after a suspension // note: take it again after the suspension, or copy the value before it
}
template mini::task<void> bad_variable_template<int>(int);

template <class T> struct Service {
  static inline thread_local long open = 0;
  mini::task<void> bad_member_of_a_template() {
    ++open; // note: set here, on the thread that runs before the suspension
    co_await pause(1); // note: the coroutine may be suspended at this 'co_await'
    --open; // warn: thread-local 'open' is put back after a suspension, maybe on another thread // note: let the value belong to the coroutine: a local, a parameter or a member of what it works for
  }
};
template struct Service<int>;

struct Session {
  mini::task<void> bad_explicit_object(this auto self) {
    Span &span = current; // note: taken here, on the thread that runs before the suspension
    co_await pause(self.ms); // note: the coroutine may be suspended at this 'co_await'
    span.mark(); // warn: 'span', which refers to thread-local 'current', is used after a suspension // note: take it again after the suspension, or copy the value before it
  }
  mini::task<void> bad_explicit_reference(this Session &self) {
    ++depth; // note: set here, on the thread that runs before the suspension
    co_await pause(self.ms); // note: the coroutine may be suspended at this 'co_await'
    --depth; // warn: thread-local 'depth' is put back after a suspension, maybe on another thread // note: let the value belong to the coroutine: a local, a parameter or a member of what it works for
  }
  int ms = 1;
};
mini::task<void> run(Session s) { co_await s.bad_explicit_object(); }

#define SPAN() (current)
#define MARK(s) (s).mark()
#define WITH_DEPTH(what) ++depth, what, --depth // note: expanded from macro 'WITH_DEPTH' // note: expanded from macro 'WITH_DEPTH' // note: expanded from macro 'WITH_DEPTH'

mini::task<void> bad_macros() {
  Span &span = SPAN(); // note: taken here, on the thread that runs before the suspension
  co_await pause(1); // note: the coroutine may be suspended at this 'co_await'
  MARK(span); // warn: 'span', which refers to thread-local 'current', is used after a suspension // note: take it again after the suspension, or copy the value before it
}

mini::task<void> bad_macro_around_the_await() {
  WITH_DEPTH(co_await pause(1)); // warn: thread-local 'depth' is put back after a suspension, maybe on another thread // note: let the value belong to the coroutine: a local, a parameter or a member of what it works for // note: set here, on the thread that runs before the suspension // note: the coroutine may be suspended at this 'co_await'
}

// The closure's own code runs where it is called.
mini::task<void> bad_outer_only() {
  Span &span = current; // note: taken here, on the thread that runs before the suspension
  auto inner = []() -> mini::task<void> {
    Span &mine = current;
    mine.mark();
    co_await pause(1);
  };
  co_await inner(); // note: the coroutine may be suspended at this 'co_await'
  span.mark(); // warn: 'span', which refers to thread-local 'current', is used after a suspension // note: take it again after the suspension, or copy the value before it
}

// ---- Silent ----

mini::task<void> good_plain_lambda() {
  auto mark = [] {
    Span &span = current;
    span.mark();
  };
  mark();
  co_await pause(1);
  mark();
}

// The await is the inner coroutine's.
mini::task<void> good_await_in_a_lambda() {
  Span &span = current;
  auto inner = []() -> mini::task<void> { co_await pause(1); };
  auto later = inner();
  span.mark();
  co_await std::move(later);
}

template <class T> mini::task<void> good_template(T ms) {
  T copy = slot<T>;
  co_await pause(ms);
  record(copy);
}
template mini::task<void> good_template<int>(int);

template <class T> mini::task<void> good_never_instantiated(T ms) {
  auto *span = &current;
  co_await pause(ms);
  span->mark();
}

template <class Awaitable> mini::task<void> good_dependent(Awaitable awaited) {
  Span &span = current;
  co_await awaited;
  span.mark();
}
template mini::task<void> good_dependent<mini::ready>(mini::ready);

auto good_lambda = []() -> mini::task<void> {
  current.mark();
  co_await pause(1);
  current.mark();
};

mini::task<void> good_unevaluated() {
  Span &span = current;
  span.mark();
  co_await pause(1);
  using T = decltype(span);
  record(sizeof(T));
}

mini::task<void> good_suppressed() {
  Span &span = current;
  co_await pause(1);
  span.mark(); // NOLINT(corolint-thread-local-across-await)
}

mini::task<void> good_suppressed_with_a_reason() {
  Span &span = current;
  co_await pause(1);
  [[gsl::suppress("corolint-thread-local-across-await")]] span.mark();
}
