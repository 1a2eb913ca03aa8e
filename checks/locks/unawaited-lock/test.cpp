// The awaitable of a lock that nobody awaits: nothing is locked. And the ways in which one is consumed.
#include "annotated.h"
#include "mini.h"
#include <array>
#include <map>
#include <mutex>
#include <optional>
#include <tuple>

class [[clang::annotate("corolint::lock_guard", "async")]] units {
public:
  units(units &&) noexcept;
  ~units();
  void release();
};
// Started when it is made, completes later; can be awaited, chained, or waited for.
template <class T> class pending {
public:
  pending(pending &&) noexcept;
  pending &operator=(pending &&) noexcept;
  ~pending();
  bool await_ready() const noexcept;
  void await_suspend(std::coroutine_handle<>);
  T await_resume();
  T get();
  pending<int> chained();
  template <class F> pending<int> then(F) && { return chained(); }
};
class semaphore {
public:
  explicit semaphore(int n);
  pending<units> acquire(int n = 1);
  bool try_acquire();
  void signal(int n = 1);
};
pending<units> get_units(semaphore &sem, int n);

struct Table {
  mini::async_mutex m;
  semaphore slots{4};
  std::map<int, int> rows;
  long version = 0;
};
mini::task<void> persist(Table &t);
mini::task<mini::async_mutex::guard> lock_table(Table &t);
void unknown(...);

// ---- Never awaited: every way to declare it ----

namespace bad_auto_variable {
mini::task<void> f(Table &t) {
  auto guard = t.m.lock(); // warn: 'guard' is not awaited, so nothing is locked // note: the lock is taken only when this is awaited // fix: auto guard = co_await t.m.lock();
  ++t.version;
  co_await persist(t);
}
} // namespace bad_auto_variable

namespace bad_const_auto {
mini::task<void> f(Table &t) {
  const auto guard = t.m.lock(); // warn: 'guard' is not awaited, so nothing is locked // note: the lock is taken only when this is awaited // fix: const auto guard = co_await t.m.lock();
  ++t.version;
  co_await persist(t);
}
} // namespace bad_const_auto

namespace bad_forwarding_reference {
mini::task<void> f(Table &t) {
  auto &&guard = t.m.lock(); // warn: 'guard' is not awaited, so nothing is locked // note: the lock is taken only when this is awaited // fix: auto &&guard = co_await t.m.lock();
  ++t.version;
  co_await persist(t);
}
} // namespace bad_forwarding_reference

namespace bad_const_reference {
mini::task<void> f(Table &t) {
  const auto &guard = get_units(t.slots, 1); // warn: 'guard' is not awaited, so nothing is locked // note: the lock is taken only when this is awaited // fix: const auto &guard = co_await get_units(t.slots, 1);
  ++t.version;
  co_await persist(t);
}
} // namespace bad_const_reference

namespace bad_braces_and_explicit_type {
mini::task<void> f(Table &t) {
  pending<units> ticket{t.slots.acquire()}; // warn: 'ticket' is not awaited, so nothing is locked // note: the lock is taken only when this is awaited
  ++t.version;
  co_await persist(t);
}
} // namespace bad_braces_and_explicit_type

namespace bad_maybe_unused {
mini::task<void> f(Table &t) {
  [[maybe_unused]] auto guard = t.m.lock(); // warn: 'guard' is not awaited, so nothing is locked // note: the lock is taken only when this is awaited // fix: [[maybe_unused]] auto guard = co_await t.m.lock();
  ++t.version;
  co_await persist(t);
}
} // namespace bad_maybe_unused

namespace bad_units {
mini::task<void> f(Table &t) {
  auto u = get_units(t.slots, 1); // warn: 'u' is not awaited, so nothing is locked // note: the lock is taken only when this is awaited // fix: auto u = co_await get_units(t.slots, 1);
  t.rows.clear();
  co_await persist(t);
}
} // namespace bad_units

namespace bad_lazy_helper {
mini::task<void> f(Table &t) {
  auto held = lock_table(t); // warn: 'held' is not awaited, so nothing is locked // note: the lock is taken only when this is awaited // fix: auto held = co_await lock_table(t);
  t.rows.clear();
  co_await persist(t);
}
} // namespace bad_lazy_helper

// A std guard over an async mutex is a guard as well.
namespace bad_helper_yields_unique_lock {
class Mutex {
public:
  mini::task<std::unique_lock<Mutex>> scoped_lock();
  mini::tick lock();
  void unlock();
};
mini::task<void> f(Mutex &m, Table &t) {
  auto lk = m.scoped_lock(); // warn: 'lk' is not awaited, so nothing is locked // note: the lock is taken only when this is awaited // fix: auto lk = co_await m.scoped_lock();
  ++t.version;
  co_await persist(t);
}
} // namespace bad_helper_yields_unique_lock

// lock() yields nothing, unlock() is called by hand: still nothing is locked.
namespace bad_void_lock_operation {
class Mutex {
public:
  mini::tick lock();
  void unlock();
};
mini::task<void> f(Mutex &m, Table &t) {
  m.lock(); // warn: the lock is requested but not awaited, so nothing is locked // note: the lock is taken only when this is awaited // fix: co_await m.lock();
  ++t.version;
  m.unlock();
  co_await persist(t);
}
mini::task<void> g(Mutex &m, Table &t) {
  auto op = m.lock(); // warn: 'op' is not awaited, so nothing is locked // note: the lock is taken only when this is awaited
  ++t.version;
  co_await persist(t);
}
} // namespace bad_void_lock_operation

namespace bad_member_function {
struct Service {
  mini::async_mutex m_;
  long n_ = 0;
  mini::task<void> bump() {
    auto guard = this->m_.lock(); // warn: 'guard' is not awaited, so nothing is locked // note: the lock is taken only when this is awaited // fix: auto guard = co_await this->m_.lock();
    ++n_;
    co_return;
  }
};
} // namespace bad_member_function

namespace bad_conditional_operator {
mini::task<void> f(Table &a, Table &b, bool first) {
  auto guard = first ? a.m.lock() : b.m.lock(); // warn: 'guard' is not awaited, so nothing is locked // note: the lock is taken only when this is awaited
  ++a.version;
  co_await persist(a);
}
} // namespace bad_conditional_operator

namespace bad_if_init {
mini::task<void> f(Table &t) {
  if (auto guard = t.m.lock(); t.version > 0) // warn: 'guard' is not awaited, so nothing is locked // note: the lock is taken only when this is awaited // fix: if (auto guard = co_await t.m.lock(); t.version > 0)
    t.version = 0;
  co_await persist(t);
}
} // namespace bad_if_init

namespace bad_loop_body {
mini::task<void> f(Table &t) {
  for (int i = 0; i < 3; ++i) {
    auto guard = t.m.lock(); // warn: 'guard' is not awaited, so nothing is locked // note: the lock is taken only when this is awaited // fix: auto guard = co_await t.m.lock();
    t.rows[i] = 0;
  }
  co_await persist(t);
}
} // namespace bad_loop_body

namespace bad_inner_block {
mini::task<void> f(Table &from, Table &to) {
  auto a = co_await get_units(from.slots, 1);
  {
    auto b = get_units(to.slots, 1); // warn: 'b' is not awaited, so nothing is locked // note: the lock is taken only when this is awaited // fix: auto b = co_await get_units(to.slots, 1);
    to.rows.merge(from.rows);
  }
}
} // namespace bad_inner_block

namespace bad_try_block {
mini::task<void> f(Table &t) {
  try {
    auto guard = t.m.lock(); // warn: 'guard' is not awaited, so nothing is locked // note: the lock is taken only when this is awaited // fix: auto guard = co_await t.m.lock();
    ++t.version;
  } catch (...) {
    unknown(0);
  }
  co_await persist(t);
}
} // namespace bad_try_block

namespace bad_switch_init {
mini::task<void> f(Table &t) {
  switch (auto u = t.slots.acquire(); t.version) { // warn: 'u' is not awaited, so nothing is locked // note: the lock is taken only when this is awaited // fix: switch (auto u = co_await t.slots.acquire(); t.version) {
  case 0:
    co_return;
  default:
    t.version = 0;
  }
  co_await persist(t);
}
} // namespace bad_switch_init

namespace bad_coroutine_lambda {
mini::task<void> f(Table &t) {
  auto step = [](Table &t) -> mini::task<void> {
    auto guard = t.m.lock(); // warn: 'guard' is not awaited, so nothing is locked // note: the lock is taken only when this is awaited // fix: auto guard = co_await t.m.lock();
    ++t.version;
    co_return;
  };
  co_await step(t);
}
} // namespace bad_coroutine_lambda

namespace bad_generator_and_detached {
mini::forget f(Table &t) {
  auto guard = t.m.lock(); // warn: 'guard' is not awaited, so nothing is locked // note: the lock is taken only when this is awaited // fix: auto guard = co_await t.m.lock();
  ++t.version;
  co_await mini::tick{};
}
} // namespace bad_generator_and_detached

// Here it can't be awaited at all.
namespace bad_plain_function {
void f(Table &t) {
  auto ticket = get_units(t.slots, 4); // warn: 'ticket' is not awaited, so nothing is locked // note: the lock is taken only when this is awaited, which takes a coroutine
  t.rows.clear();
}
} // namespace bad_plain_function

namespace bad_plain_lambda {
mini::task<void> f(Table &t) {
  auto clear = [&t] {
    auto guard = t.m.lock(); // warn: 'guard' is not awaited, so nothing is locked // note: the lock is taken only when this is awaited, which takes a coroutine
    t.rows.clear();
  };
  clear();
  co_await persist(t);
}
} // namespace bad_plain_lambda

namespace bad_class_template_instantiated_twice {
template <class T> struct Cache {
  mini::async_mutex m_;
  T value_{};
  mini::task<void> set(T v) {
    auto guard = m_.lock(); // warn: 'guard' is not awaited, so nothing is locked // note: the lock is taken only when this is awaited // fix: auto guard = co_await m_.lock();
    value_ = v;
    co_return;
  }
};
template struct Cache<int>;
template struct Cache<long>;
} // namespace bad_class_template_instantiated_twice

// Fine for a thread mutex, nothing for an async one.
namespace bad_generic_code_over_async_mutex {
template <class M> void bump(M &m, long &n) {
  m.lock(); // warn: the lock is requested but not awaited, so nothing is locked // note: the lock is taken only when this is awaited, which takes a coroutine
  ++n;
  m.unlock();
}
void f(std::mutex &a, mini::async_mutex &b, long &n) {
  bump(a, n);
  bump(b, n);
}
} // namespace bad_generic_code_over_async_mutex

#define WITH_LOCK(mutex) auto with_lock_guard = (mutex).lock() // note: expanded from macro 'WITH_LOCK' // note: expanded from macro 'WITH_LOCK'

namespace bad_macro {
mini::task<void> f(Table &t) {
  WITH_LOCK(t.m); // warn: 'with_lock_guard' is not awaited, so nothing is locked // note: the lock is taken only when this is awaited
  ++t.version;
  co_await persist(t);
}
} // namespace bad_macro

// ---- Never awaited: no name at all ----

namespace bad_statement {
mini::task<void> f(Table &t) {
  t.m.lock(); // warn: the lock is requested but not awaited, so nothing is locked // note: the lock is taken only when this is awaited
  ++t.version;
  t.m.unlock();
  co_await persist(t);
}
} // namespace bad_statement

namespace bad_helper_statement {
mini::task<void> f(Table &t) {
  lock_table(t); // warn: the lock is requested but not awaited, so nothing is locked // note: the lock is taken only when this is awaited
  ++t.version;
  co_await persist(t);
}
} // namespace bad_helper_statement

// Silences the compiler; the lock is not even asked for.
namespace bad_void_cast {
mini::task<void> f(Table &t) {
  (void)t.m.lock(); // warn: the lock is requested but not awaited, so nothing is locked // note: the lock is taken only when this is awaited
  ++t.version;
  co_await persist(t);
}
} // namespace bad_void_cast

namespace bad_ignored {
mini::task<void> f(Table &t) {
  std::ignore = t.m.lock(); // warn: the lock is requested but not awaited, so nothing is locked // note: the lock is taken only when this is awaited
  ++t.version;
  co_await persist(t);
}
} // namespace bad_ignored

namespace bad_left_of_comma {
mini::task<void> f(Table &t) {
  t.m.lock(), ++t.version; // warn: the lock is requested but not awaited, so nothing is locked // note: the lock is taken only when this is awaited
  co_await persist(t);
}
} // namespace bad_left_of_comma

namespace bad_for_increment {
mini::task<void> f(Table &t) {
  for (int i = 0; i < 3; t.m.lock()) // warn: the lock is requested but not awaited, so nothing is locked // note: the lock is taken only when this is awaited
    t.rows[i++] = 0;
  co_await persist(t);
}
} // namespace bad_for_increment

// The fix is one word, and it stands in the next function.
namespace bad_beside_the_right_spelling {
mini::task<void> wrong(Table &t) {
  auto guard = t.m.lock(); // warn: 'guard' is not awaited, so nothing is locked // note: the lock is taken only when this is awaited // fix: auto guard = co_await t.m.lock();
  ++t.version;
  co_return;
}
mini::task<void> right(Table &t) {
  auto guard = co_await t.m.lock();
  ++t.version;
}
} // namespace bad_beside_the_right_spelling

// ---- Awaited ----

namespace good_awaited_at_once {
mini::task<void> f(Table &t) {
  auto guard = co_await t.m.lock();
  ++t.version;
}
} // namespace good_awaited_at_once

namespace good_void_lock_awaited {
class Mutex {
public:
  mini::tick lock();
  void unlock();
};
mini::task<void> f(Mutex &m, Table &t) {
  co_await m.lock();
  ++t.version;
  m.unlock();
}
} // namespace good_void_lock_awaited

namespace good_awaited_later {
mini::task<void> f(Table &t) {
  auto waiting = get_units(t.slots, 1);
  co_await persist(t);
  auto held = co_await std::move(waiting);
  t.rows.clear();
}
} // namespace good_awaited_later

namespace good_awaited_as_lvalue {
mini::task<void> f(Table &t) {
  auto op = t.m.lock();
  auto guard = co_await op;
  ++t.version;
}
} // namespace good_awaited_as_lvalue

namespace good_awaited_through_reference {
mini::task<void> f(Table &t) {
  auto op = t.m.lock();
  auto &same = op;
  auto guard = co_await same;
  ++t.version;
}
} // namespace good_awaited_through_reference

namespace good_awaited_on_both_branches {
mini::task<void> f(Table &t, bool fast) {
  auto waiting = get_units(t.slots, 1);
  if (fast) {
    auto held = co_await std::move(waiting);
    ++t.version;
  } else {
    co_await persist(t);
    auto held = co_await std::move(waiting);
  }
}
} // namespace good_awaited_on_both_branches

// Whether all paths do is another question (AllPaths).
namespace good_awaited_on_one_branch {
mini::task<void> f(Table &t, bool want) {
  auto waiting = get_units(t.slots, 1);
  if (want)
    auto held = co_await std::move(waiting);
  co_await persist(t);
}
} // namespace good_awaited_on_one_branch

namespace good_awaited_in_condition_and_argument {
mini::task<void> use(units u);
mini::task<void> f(Table &t) {
  co_await use(co_await t.slots.acquire());
  if (auto held = co_await t.m.lock(); t.version)
    t.version = 0;
}
} // namespace good_awaited_in_condition_and_argument

namespace good_awaited_in_conditional_operator {
mini::task<void> f(Table &a, Table &b, bool first) {
  auto guard = co_await (first ? a.m.lock() : b.m.lock());
  ++a.version;
}
} // namespace good_awaited_in_conditional_operator

namespace good_lazy_helper_awaited {
mini::task<void> f(Table &t) {
  auto task = lock_table(t);
  auto guard = co_await std::move(task);
  ++t.version;
}
} // namespace good_lazy_helper_awaited

namespace good_structured_binding_of_the_result {
mini::task<std::pair<units, int>> acquire_and_count(Table &t);
mini::task<void> f(Table &t) {
  auto [held, n] = co_await acquire_and_count(t);
  t.version += n;
}
} // namespace good_structured_binding_of_the_result

namespace good_co_returned {
mini::task<units> f(Table &t) {
  co_return co_await t.slots.acquire();
}
} // namespace good_co_returned

// ---- Handed on ----

namespace good_returned {
pending<units> f(Table &t) {
  auto waiting = get_units(t.slots, 2);
  ++t.version;
  return waiting;
}
} // namespace good_returned

namespace good_returned_at_once {
struct Service {
  mini::async_mutex m_;
  auto lock() { return m_.lock(); }
};
} // namespace good_returned_at_once

namespace good_returned_moved {
pending<units> f(Table &t, bool two) {
  auto waiting = get_units(t.slots, two ? 2 : 1);
  return std::move(waiting);
}
} // namespace good_returned_moved

namespace good_get {
void f(Table &t) {
  auto waiting = get_units(t.slots, 1);
  auto held = waiting.get();
  t.rows.clear();
}
} // namespace good_get

namespace good_get_at_once {
void f(Table &t) {
  auto held = get_units(t.slots, 1).get();
  t.rows.clear();
}
} // namespace good_get_at_once

namespace good_then_returned {
pending<int> f(Table &t) {
  auto waiting = get_units(t.slots, 1);
  return std::move(waiting).then([&t](units) { ++t.version; });
}
} // namespace good_then_returned

namespace good_then_in_one_expression {
pending<int> f(Table &t) {
  return get_units(t.slots, 1).then([&t](units) { ++t.version; });
}
} // namespace good_then_in_one_expression

// The continuation of other work chains on it.
namespace good_moved_into_a_chained_capture {
pending<int> f(Table &t, pending<int> work) {
  auto waiting = get_units(t.slots, 1);
  return std::move(work).then([&t, waiting = std::move(waiting)]() mutable {
    return std::move(waiting).then([&t](units) { ++t.version; });
  });
}
} // namespace good_moved_into_a_chained_capture

namespace good_captured_by_reference_and_awaited {
mini::task<void> f(Table &t) {
  auto op = t.m.lock();
  auto finish = [&]() -> mini::task<void> {
    auto guard = co_await op;
    ++t.version;
  };
  co_await finish();
}
} // namespace good_captured_by_reference_and_awaited

namespace good_stored_in_a_container {
mini::task<void> f(std::vector<Table *> &tables) {
  std::vector<pending<units>> all;
  for (Table *t : tables)
    all.push_back(get_units(t->slots, 1));
  for (auto &one : all)
    auto held = co_await std::move(one);
}
} // namespace good_stored_in_a_container

namespace good_stored_in_a_member {
struct Writer {
  std::vector<pending<units>> queue_;
  std::optional<pending<units>> last_;
  void announce(Table &t) {
    auto waiting = get_units(t.slots, 1);
    queue_.push_back(std::move(waiting));
    last_ = get_units(t.slots, 1);
  }
};
} // namespace good_stored_in_a_member

namespace good_stored_in_a_struct {
struct Request {
  pending<units> ticket;
  int id;
};
mini::task<void> serve(Request r);
mini::task<void> f(Table &t) {
  Request r{get_units(t.slots, 1), 7};
  co_await serve(std::move(r));
}
} // namespace good_stored_in_a_struct

namespace good_assigned_to_an_outer_variable {
mini::task<void> f(Table &t, pending<units> &out) {
  auto waiting = get_units(t.slots, 1);
  out = std::move(waiting);
  co_await persist(t);
}
} // namespace good_assigned_to_an_outer_variable

namespace good_passed_to_a_combinator {
template <class... A> mini::tick when_all(A &&...a) {
  unknown(&a...);
  return {};
}
mini::task<void> f(Table &a, Table &b) {
  co_await when_all(a.slots.acquire(), b.slots.acquire());
  auto one = a.slots.acquire();
  auto two = b.slots.acquire();
  co_await when_all(one, two);
}
} // namespace good_passed_to_a_combinator

// Unknown code that is given it by reference or pointer may wait for it.
namespace good_passed_to_unknown_code {
void wait_for(pending<units> &p);
void wait_for(pending<units> *p);
void f(Table &t) {
  auto one = get_units(t.slots, 1);
  auto two = get_units(t.slots, 1);
  wait_for(one);
  wait_for(&two);
}
} // namespace good_passed_to_unknown_code

namespace good_passed_on_by_value {
void spawn(pending<units> p);
void f(Table &t) {
  auto one = get_units(t.slots, 1);
  spawn(std::move(one));
  spawn(get_units(t.slots, 1));
}
} // namespace good_passed_on_by_value

namespace good_constructor_takes_it {
struct Holder {
  explicit Holder(pending<units> p);
};
void f(Table &t) {
  Holder holder(get_units(t.slots, 1));
  auto waiting = t.slots.acquire();
  auto p = std::make_unique<Holder>(std::move(waiting));
}
} // namespace good_constructor_takes_it

namespace good_co_yielded_away {
struct Stream {
  struct promise_type {
    Stream get_return_object() { return {}; }
    std::suspend_always initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    std::suspend_always yield_value(pending<units>) { return {}; }
    void return_void() {}
    void unhandled_exception() { std::terminate(); }
  };
};
Stream f(Table &t) {
  auto waiting = get_units(t.slots, 1);
  co_yield std::move(waiting);
}
} // namespace good_co_yielded_away

// The awaiter protocol by hand.
namespace good_awaiter_driven_by_hand {
struct when_locked {
  mini::async_mutex::lock_awaiter inner;
  bool await_ready() { return inner.await_ready(); }
  void await_suspend(std::coroutine_handle<> h) { inner.await_suspend(h); }
  mini::async_mutex::guard await_resume() { return inner.await_resume(); }
};
mini::task<void> f(Table &t) {
  when_locked op{t.m.lock()};
  auto guard = co_await op;
  ++t.version;
}
} // namespace good_awaiter_driven_by_hand

// ---- Not locks ----

namespace good_weak_pointer {
mini::task<void> f(std::weak_ptr<Table> weak) {
  auto self = weak.lock();
  if (self)
    co_await persist(*self);
}
} // namespace good_weak_pointer

namespace good_thread_mutex {
std::mutex registry;
mini::task<void> f(Table &t) {
  registry.lock();
  ++t.version;
  registry.unlock();
  co_await persist(t);
}
} // namespace good_thread_mutex

namespace good_try_acquire {
mini::task<bool> f(Table &t) {
  auto got = t.slots.try_acquire();
  if (got)
    t.slots.signal();
  co_return got;
}
} // namespace good_try_acquire

namespace good_lock_returns_a_guard_at_once {
struct Guarded {
  std::mutex m_;
  std::unique_lock<std::mutex> lock() { return std::unique_lock(m_); }
};
int f(Guarded &g, Table &t) {
  auto guard = g.lock();
  return static_cast<int>(++t.version);
}
} // namespace good_lock_returns_a_guard_at_once

namespace good_generic_code_over_thread_mutex {
template <class M> void bump(M &m, long &n) {
  m.lock();
  ++n;
  m.unlock();
}
void f(std::mutex &a, std::recursive_mutex &b, long &n) {
  bump(a, n);
  bump(b, n);
}
} // namespace good_generic_code_over_thread_mutex

namespace good_template_not_instantiated {
template <class M> mini::task<void> f(M &m, long &n) {
  auto guard = m.lock();
  ++n;
  co_return;
}
} // namespace good_template_not_instantiated

// A reference to an awaitable that lives elsewhere.
namespace good_reference_to_a_members_awaitable {
struct Service {
  pending<units> ticket_;
  pending<units> &ticket() { return ticket_; }
};
mini::task<void> f(Service &s, Table &t) {
  auto &ticket = s.ticket();
  co_await persist(t);
  unknown(1);
}
} // namespace good_reference_to_a_members_awaitable

// An unevaluated operand locks nothing and is not meant to.
namespace good_unevaluated {
mini::task<void> f(Table &t) {
  using op = decltype(t.m.lock());
  static_assert(sizeof(get_units(t.slots, 1)) > 0);
  static_assert(noexcept(op{t.m}));
  co_await persist(t);
}
} // namespace good_unevaluated
