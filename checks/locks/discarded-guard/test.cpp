// Guards that die with the expression that made them, and temporaries that are meant to.
#include "annotated.h"
#include "mini.h"
#include <condition_variable>
#include <map>
#include <mutex>
#include <optional>
#include <shared_mutex>
#include <tuple>

class [[clang::annotate("corolint::lock_guard", "async")]] units {
public:
  units(units &&) noexcept;
  ~units();
  void release();
};
struct limiter {
  struct acquire_op : mini::tick {
    units await_resume();
  };
  acquire_op acquire_units(int n = 1); // yields the units
  mini::tick wait();                   // yields nothing, signal() gives back
  void signal();
};
struct Store {
  std::mutex m;
  std::shared_mutex rw;
  std::recursive_mutex rec;
  mini::async_mutex turn;
  limiter slots;
  std::map<int, int> rows;
  long hits = 0;
};
mini::task<void> save(Store &s);
std::unique_lock<std::mutex> guard_of(Store &s);
void unknown(...);

// ---- Guards of the standard library ----

namespace bad_unnamed_lock_guard {
void f(Store &s) {
  std::lock_guard{s.m}; // warn: guard is destroyed at the end of this expression, so its lock is released at once // note: bind the guard to a name to hold the lock to the end of the scope // fix: auto guard = std::lock_guard{s.m};
  ++s.hits;
}
} // namespace bad_unnamed_lock_guard

namespace bad_unnamed_lock_guard_parentheses {
void f(Store &s) {
  std::lock_guard<std::mutex>(s.m); // warn: guard is destroyed at the end of this expression, so its lock is released at once // note: bind the guard to a name to hold the lock to the end of the scope // fix: auto guard = std::lock_guard<std::mutex>(s.m);
  ++s.hits;
}
} // namespace bad_unnamed_lock_guard_parentheses

namespace bad_unnamed_scoped_lock_of_two {
void f(Store &a, Store &b) {
  std::scoped_lock{a.m, b.m}; // warn: guard is destroyed at the end of this expression, so its lock is released at once // note: bind the guard to a name to hold the lock to the end of the scope // fix: auto guard = std::scoped_lock{a.m, b.m};
  std::swap(a.hits, b.hits);
}
} // namespace bad_unnamed_scoped_lock_of_two

namespace bad_unnamed_shared_lock {
mini::task<int> f(Store &s) {
  std::shared_lock<std::shared_mutex>{s.rw}; // warn: guard is destroyed at the end of this expression, so its lock is released at once // note: bind the guard to a name to hold the lock to the end of the scope // fix: auto guard = std::shared_lock<std::shared_mutex>{s.rw};
  co_return static_cast<int>(s.rows.size());
}
} // namespace bad_unnamed_shared_lock

namespace bad_unnamed_guard_of_recursive_mutex {
void f(Store &s) {
  std::lock_guard{s.rec}; // warn: guard is destroyed at the end of this expression, so its lock is released at once // note: bind the guard to a name to hold the lock to the end of the scope // fix: auto guard = std::lock_guard{s.rec};
  ++s.hits;
}
} // namespace bad_unnamed_guard_of_recursive_mutex

namespace bad_alias {
using Lock = std::unique_lock<std::mutex>;
void f(Store &s) {
  Lock{s.m}; // warn: guard is destroyed at the end of this expression, so its lock is released at once // note: bind the guard to a name to hold the lock to the end of the scope // fix: auto guard = Lock{s.m};
  ++s.hits;
}
} // namespace bad_alias

// Not an expression at all: it declares an unlocked guard named m_.
namespace bad_declares_a_guard_named_like_the_mutex {
struct Table {
  std::mutex m_;
  std::shared_mutex rw_;
  long n_ = 0;
  void f() {
    std::unique_lock<std::mutex>(m_); // warn: this declares a guard named 'm_' that holds no lock // note: give the guard a name to lock 'm_' // fix: std::unique_lock<std::mutex> guard(m_);
    ++n_;
  }
  long g() {
    std::shared_lock<std::shared_mutex>(rw_); // warn: this declares a guard named 'rw_' that holds no lock // note: give the guard a name to lock 'rw_' // fix: std::shared_lock<std::shared_mutex> guard(rw_);
    return n_;
  }
};
std::mutex global;
long count;
mini::task<void> h(Store &s) {
  std::unique_lock<std::mutex>(global); // warn: this declares a guard named 'global' that holds no lock // note: give the guard a name to lock 'global' // fix: std::unique_lock<std::mutex> guard(global);
  ++count;
  co_await save(s);
}
} // namespace bad_declares_a_guard_named_like_the_mutex

namespace bad_void_cast {
void f(Store &s) {
  (void)std::lock_guard{s.m}; // warn: guard is destroyed at the end of this expression, so its lock is released at once // note: bind the guard to a name to hold the lock to the end of the scope // fix: auto guard = std::lock_guard{s.m};
  ++s.hits;
  static_cast<void>(std::unique_lock(s.m)); // warn: guard is destroyed at the end of this expression, so its lock is released at once // note: bind the guard to a name to hold the lock to the end of the scope
  ++s.hits;
}
} // namespace bad_void_cast

// The guard is the last thing that the comma evaluates.
namespace bad_right_of_comma {
void f(Store &s) {
  s.hits = 0, std::lock_guard{s.m}; // warn: guard is destroyed at the end of this expression, so its lock is released at once // note: bind the guard to a name to hold the lock to the end of the scope
  ++s.hits;
}
} // namespace bad_right_of_comma

namespace bad_conditional_operator {
void f(Store &a, Store &b, bool first) {
  first ? std::unique_lock(a.m) : std::unique_lock(b.m); // warn: guard is destroyed at the end of this expression, so its lock is released at once // warn: guard is destroyed at the end of this expression, so its lock is released at once // note: bind the guard to a name to hold the lock to the end of the scope // note: bind the guard to a name to hold the lock to the end of the scope
  ++a.hits;
}
} // namespace bad_conditional_operator

// The init statement of an if is a statement like any other.
namespace bad_init_statement {
void f(Store &s) {
  if (std::lock_guard{s.m}; s.hits > 0) // warn: guard is destroyed at the end of this expression, so its lock is released at once // note: bind the guard to a name to hold the lock to the end of the scope
    s.hits = 0;
}
} // namespace bad_init_statement

namespace bad_body_of_a_branch {
void f(Store &s, bool shared) {
  if (shared)
    std::lock_guard{s.m}; // warn: guard is destroyed at the end of this expression, so its lock is released at once // note: bind the guard to a name to hold the lock to the end of the scope
  ++s.hits;
}
} // namespace bad_body_of_a_branch

namespace bad_for_increment {
mini::task<void> f(Store &s) {
  for (int i = 0; i < 3; ++i, co_await s.turn.lock()) // warn: guard is destroyed at the end of this expression, so its lock is released at once // note: bind the guard to a name to hold the lock to the end of the scope
    s.rows[i] = 0;
}
} // namespace bad_for_increment

namespace bad_try_to_lock {
void f(Store &s) {
  std::unique_lock(s.m, std::try_to_lock); // warn: guard is destroyed at the end of this expression, so its lock is released at once // note: bind the guard to a name to hold the lock to the end of the scope // fix: auto guard = std::unique_lock(s.m, std::try_to_lock);
  ++s.hits;
}
} // namespace bad_try_to_lock

// ---- Guards from functions ----

namespace bad_returned_guard_dropped {
mini::task<void> f(Store &s) {
  guard_of(s); // warn: guard is destroyed at the end of this expression, so its lock is released at once // note: bind the guard to a name to hold the lock to the end of the scope // fix: auto guard = guard_of(s);
  ++s.hits;
  co_await save(s);
}
} // namespace bad_returned_guard_dropped

namespace bad_member_function_result_dropped {
struct Table {
  std::mutex m_;
  long n_ = 0;
  std::unique_lock<std::mutex> lock() { return std::unique_lock(m_); }
  void f() {
    lock(); // warn: guard is destroyed at the end of this expression, so its lock is released at once // note: bind the guard to a name to hold the lock to the end of the scope // fix: auto guard = lock();
    ++n_;
  }
};
} // namespace bad_member_function_result_dropped

namespace bad_lambda_result_dropped {
void f(Store &s) {
  auto lock = [&s] { return std::unique_lock(s.m); };
  lock(); // warn: guard is destroyed at the end of this expression, so its lock is released at once // note: bind the guard to a name to hold the lock to the end of the scope // fix: auto guard = lock();
  ++s.hits;
}
} // namespace bad_lambda_result_dropped

namespace bad_returned_guard_ignored {
void f(Store &s) {
  std::ignore = guard_of(s); // warn: guard is destroyed at the end of this expression, so its lock is released at once // note: bind the guard to a name to hold the lock to the end of the scope // fix: auto guard = guard_of(s);
  ++s.hits;
}
} // namespace bad_returned_guard_ignored

// A guard on the heap that dies at once.
namespace bad_make_unique_dropped {
void f(Store &s) {
  std::make_unique<std::lock_guard<std::mutex>>(s.m); // warn: guard is destroyed at the end of this expression, so its lock is released at once // note: bind the guard to a name to hold the lock to the end of the scope // fix: auto guard = std::make_unique<std::lock_guard<std::mutex>>(s.m);
  ++s.hits;
}
} // namespace bad_make_unique_dropped

// ---- Guards that an await yields ----

namespace bad_awaited_guard_dropped {
mini::task<void> f(Store &s) {
  co_await s.turn.lock(); // warn: guard is destroyed at the end of this expression, so its lock is released at once // note: bind the guard to a name to hold the lock to the end of the scope // fix: auto guard = co_await s.turn.lock();
  ++s.hits;
}
} // namespace bad_awaited_guard_dropped

namespace bad_awaited_units_dropped {
mini::task<void> f(Store &s) {
  co_await s.slots.acquire_units(2); // warn: guard is destroyed at the end of this expression, so its lock is released at once // note: bind the guard to a name to hold the lock to the end of the scope // fix: auto guard = co_await s.slots.acquire_units(2);
  co_await save(s);
}
} // namespace bad_awaited_units_dropped

namespace bad_awaited_units_ignored {
mini::task<void> f(Store &s) {
  std::ignore = co_await s.slots.acquire_units(); // warn: guard is destroyed at the end of this expression, so its lock is released at once // note: bind the guard to a name to hold the lock to the end of the scope // fix: auto guard = co_await s.slots.acquire_units();
  co_await save(s);
}
} // namespace bad_awaited_units_ignored

namespace bad_awaited_guard_cast_to_void {
mini::task<void> f(Store &s) {
  (void)co_await s.turn.lock(); // warn: guard is destroyed at the end of this expression, so its lock is released at once // note: bind the guard to a name to hold the lock to the end of the scope // fix: auto guard = co_await s.turn.lock();
  ++s.hits;
}
} // namespace bad_awaited_guard_cast_to_void

namespace bad_awaited_helper_dropped {
mini::task<std::unique_lock<std::mutex>> lock_thread(Store &s);
mini::task<mini::async_mutex::guard> lock_async(Store &s);
mini::task<void> f(Store &s) {
  co_await lock_async(s); // warn: guard is destroyed at the end of this expression, so its lock is released at once // note: bind the guard to a name to hold the lock to the end of the scope // fix: auto guard = co_await lock_async(s);
  ++s.hits;
}
mini::task<void> g(Store &s) {
  co_await lock_thread(s); // warn: guard is destroyed at the end of this expression, so its lock is released at once // note: bind the guard to a name to hold the lock to the end of the scope // fix: auto guard = co_await lock_thread(s);
  ++s.hits;
}
} // namespace bad_awaited_helper_dropped

namespace bad_coroutine_lambda {
mini::task<void> f(Store &s) {
  auto step = [](Store &s) -> mini::task<void> {
    co_await s.turn.lock(); // warn: guard is destroyed at the end of this expression, so its lock is released at once // note: bind the guard to a name to hold the lock to the end of the scope // fix: auto guard = co_await s.turn.lock();
    ++s.hits;
  };
  co_await step(s);
}
} // namespace bad_coroutine_lambda

namespace bad_either_awaited_arm {
mini::task<void> f(Store &a, Store &b, bool first) {
  first ? co_await a.turn.lock() : co_await b.turn.lock(); // warn: guard is destroyed at the end of this expression, so its lock is released at once // warn: guard is destroyed at the end of this expression, so its lock is released at once // note: bind the guard to a name to hold the lock to the end of the scope // note: bind the guard to a name to hold the lock to the end of the scope
  ++a.hits;
}
} // namespace bad_either_awaited_arm

// ---- Guards of one's own ----

namespace bad_home_made_guard {
class Guard {
public:
  explicit Guard(std::mutex &m) : m_(m) { m_.lock(); }
  ~Guard() { m_.unlock(); }

private:
  std::mutex &m_;
};
void f(Store &s) {
  Guard{s.m}; // warn: guard is destroyed at the end of this expression, so its lock is released at once // note: bind the guard to a name to hold the lock to the end of the scope // fix: auto guard = Guard{s.m};
  ++s.hits;
}
} // namespace bad_home_made_guard

namespace bad_annotated_guard {
class [[clang::annotate("corolint::lock_guard", "thread")]] PageLatch {
public:
  explicit PageLatch(int page);
  ~PageLatch();
};
void f(Store &s, int page) {
  PageLatch{page}; // warn: guard is destroyed at the end of this expression, so its lock is released at once // note: bind the guard to a name to hold the lock to the end of the scope // fix: auto guard = PageLatch{page};
  s.rows[page] = 1;
}
} // namespace bad_annotated_guard

namespace bad_scoped_lockable {
class __attribute__((capability("mutex"))) Latch {};
class __attribute__((scoped_lockable)) LatchGuard {
public:
  explicit LatchGuard(Latch &latch) __attribute__((acquire_capability(latch)));
  ~LatchGuard() __attribute__((release_capability()));
};
void f(Store &s, Latch &latch) {
  LatchGuard{latch}; // warn: guard is destroyed at the end of this expression, so its lock is released at once // note: bind the guard to a name to hold the lock to the end of the scope // fix: auto guard = LatchGuard{latch};
  ++s.hits;
}
} // namespace bad_scoped_lockable

namespace bad_template_instantiated_twice {
template <class M> void bump(M &m, long &n) {
  std::lock_guard<M>{m}; // warn: guard is destroyed at the end of this expression, so its lock is released at once // note: bind the guard to a name to hold the lock to the end of the scope // fix: auto guard = std::lock_guard<M>{m};
  ++n;
}
void f(Store &s) {
  bump(s.m, s.hits);
  bump(s.rec, s.hits);
}
} // namespace bad_template_instantiated_twice

namespace bad_generic_lambda {
void f(Store &s) {
  auto bump = [&s](auto &m) {
    std::lock_guard{m}; // warn: guard is destroyed at the end of this expression, so its lock is released at once // note: bind the guard to a name to hold the lock to the end of the scope // fix: auto guard = std::lock_guard{m};
    ++s.hits;
  };
  bump(s.m);
  bump(s.rw);
}
} // namespace bad_generic_lambda

#define LOCK(m) std::lock_guard<std::mutex>{m} // note: expanded from macro 'LOCK' // note: expanded from macro 'LOCK'

namespace bad_macro {
void f(Store &s) {
  LOCK(s.m); // warn: guard is destroyed at the end of this expression, so its lock is released at once // note: bind the guard to a name to hold the lock to the end of the scope
  ++s.hits;
}
} // namespace bad_macro

// ---- Locked proxies in a C++20 range initialiser ----

class Guarded {
public:
  class Proxy {
  public:
    explicit Proxy(Guarded &g) : lk(g.m), value(&g.value) {}
    std::vector<int> *operator->() { return value; }
    std::vector<int> &operator*() { return *value; }
    auto begin() { return value->begin(); }
    auto end() { return value->end(); }

  private:
    std::unique_lock<std::mutex> lk;
    std::vector<int> *value;
  };
  Proxy lock() { return Proxy(*this); }
  std::vector<int> copy() { return *lock(); }

private:
  std::mutex m;
  std::vector<int> value;
};

// The loop runs over the vector, the lock died before its first round.
namespace bad_proxy_in_range_initialiser {
int f(Guarded &g) {
  int sum = 0;
  for (int v : *g.lock()) // warn: guard is destroyed before the loop begins, so the loop runs without the lock // note: bind the guard to a name before this loop (before C++23 the temporaries of a range do not live as long as the loop)
    sum += v;
  return sum;
}
} // namespace bad_proxy_in_range_initialiser

namespace bad_proxy_in_range_initialiser_of_coroutine {
mini::task<void> f(Guarded &g, Store &s) {
  for (int v : *g.lock()) // warn: guard is destroyed before the loop begins, so the loop runs without the lock // note: bind the guard to a name before this loop (before C++23 the temporaries of a range do not live as long as the loop)
    ++s.rows[v];
  co_await save(s);
}
} // namespace bad_proxy_in_range_initialiser_of_coroutine

namespace bad_proxy_dropped {
void f(Guarded &g, Store &s) {
  g.lock(); // warn: guard is destroyed at the end of this expression, so its lock is released at once // note: bind the guard to a name to hold the lock to the end of the scope // fix: auto guard = g.lock();
  ++s.hits;
}
} // namespace bad_proxy_dropped

namespace good_proxy_is_the_range {
int f(Guarded &g) {
  int sum = 0;
  for (int v : g.lock())
    sum += v;
  return sum;
}
} // namespace good_proxy_is_the_range

namespace good_copy_in_range_initialiser {
int f(Guarded &g) {
  int sum = 0;
  for (int v : g.copy())
    sum += v;
  for (int v : std::vector(*g.lock()))
    sum += v;
  return sum;
}
} // namespace good_copy_in_range_initialiser

namespace good_named_proxy_in_init_statement {
int f(Guarded &g) {
  int sum = 0;
  for (auto locked = g.lock(); int v : *locked)
    sum += v;
  return sum;
}
} // namespace good_named_proxy_in_init_statement

// Used through the proxy in one expression: that is what it is for.
namespace good_proxy_used_in_its_expression {
void f(Guarded &g) {
  g.lock()->push_back(1);
  (*g.lock())[0] = 2;
  unknown(g.lock()->size());
}
} // namespace good_proxy_used_in_its_expression

// ---- Kept ----

namespace good_named {
mini::task<void> f(Store &s) {
  auto guard = co_await s.turn.lock();
  std::lock_guard also(s.m);
  ++s.hits;
}
} // namespace good_named

namespace good_underscore {
mini::task<void> f(Store &s) {
  auto _ = co_await s.turn.lock();
  ++s.hits;
}
void g(Store &s) {
  [[maybe_unused]] auto _ = std::lock_guard(s.m);
  ++s.hits;
}
} // namespace good_underscore

namespace good_lifetime_extended {
mini::task<void> f(Store &s) {
  auto &&guard = co_await s.slots.acquire_units();
  ++s.hits;
}
void g(Store &s) {
  const auto &guard = std::lock_guard(s.m);
  ++s.hits;
}
} // namespace good_lifetime_extended

namespace good_structured_binding {
mini::task<std::pair<units, int>> acquire_and_count(Store &s);
mini::task<void> f(Store &s) {
  auto [held, n] = co_await acquire_and_count(s);
  s.hits += n;
}
} // namespace good_structured_binding

namespace good_if_init_with_name {
void f(Store &s) {
  if (std::lock_guard guard(s.m); s.hits)
    s.hits = 0;
}
} // namespace good_if_init_with_name

// A critical section of nothing, on purpose: it orders with the waiter's check.
namespace good_empty_critical_section {
void f(Store &s, std::condition_variable &cv) {
  { std::lock_guard sync(s.m); }
  cv.notify_all();
}
} // namespace good_empty_critical_section

namespace good_returned {
std::unique_lock<std::mutex> f(Store &s) { return std::unique_lock(s.m); }
std::unique_lock<std::mutex> g(Store &s) { return guard_of(s); }
mini::task<mini::async_mutex::guard> h(Store &s) { co_return co_await s.turn.lock(); }
} // namespace good_returned

namespace good_passed_on {
mini::task<void> save_locked(Store &s, mini::async_mutex::guard g);
void publish(std::unique_lock<std::mutex> lk);
mini::task<void> f(Store &s) {
  co_await save_locked(s, co_await s.turn.lock());
  publish(std::unique_lock(s.m));
  publish(guard_of(s));
}
} // namespace good_passed_on

// The callee runs while the temporary lives.
namespace good_passed_by_const_reference {
void with(const std::lock_guard<std::mutex> &proof, Store &s);
void f(Store &s) { with(std::lock_guard{s.m}, s); }
} // namespace good_passed_by_const_reference

namespace good_stored {
struct Session {
  std::unique_lock<std::mutex> held_;
  std::optional<std::lock_guard<std::mutex>> maybe_;
  std::vector<std::unique_lock<std::mutex>> all_;
  void one(Store &s) { held_ = guard_of(s); }
  void two(Store &s) { maybe_.emplace(s.m); }
  void several(Store &a, Store &b) {
    all_.push_back(std::unique_lock(a.m));
    all_.emplace_back(b.m);
  }
};
} // namespace good_stored

namespace good_captured {
auto f(Store &s) {
  return [held = std::unique_lock(s.m), &s] { return s.hits; };
}
} // namespace good_captured

// Allocated: whoever has the pointer ends it.
namespace good_allocated {
void f(Store &s) {
  auto *guard = new std::lock_guard(s.m);
  ++s.hits;
  delete guard;
}
} // namespace good_allocated

namespace good_assigned_to_a_variable {
void f(Store &s) {
  std::unique_lock<std::mutex> lk;
  lk = guard_of(s);
  ++s.hits;
}
} // namespace good_assigned_to_a_variable

namespace good_constructor_argument {
struct Session {
  std::unique_lock<std::mutex> held;
  int id;
};
void f(Store &s) {
  Session session{std::unique_lock(s.m), 1};
  ++s.hits;
}
} // namespace good_constructor_argument

namespace good_initialised_by_either_arm {
void f(Store &a, Store &b, bool first) {
  auto lk = first ? std::unique_lock(a.m) : guard_of(b);
  ++a.hits;
}
} // namespace good_initialised_by_either_arm

namespace good_member_initialiser {
struct Session {
  std::lock_guard<std::mutex> held_;
  explicit Session(Store &s) : held_(s.m) { ++s.hits; }
};
} // namespace good_member_initialiser

// ---- Temporaries with something evaluated under them ----

namespace good_left_of_comma {
long f(Store &s) { return std::lock_guard{s.m}, s.hits; }
} // namespace good_left_of_comma

namespace good_left_of_comma_in_statement {
void f(Store &s) { std::lock_guard{s.m}, ++s.hits; }
} // namespace good_left_of_comma_in_statement

namespace good_left_of_comma_in_condition_and_initialiser {
void f(Store &s) {
  if (std::lock_guard{s.m}, s.hits > 0)
    unknown(1);
  long n = (std::scoped_lock{s.m}, s.hits);
  unknown(n);
}
} // namespace good_left_of_comma_in_condition_and_initialiser

namespace good_awaited_guard_left_of_comma {
mini::task<long> f(Store &s) { co_return (co_await s.turn.lock(), s.hits); }
} // namespace good_awaited_guard_left_of_comma

// A question to the temporary, not a forgotten name.
namespace good_member_called_on_the_temporary {
bool f(Store &s) { return std::unique_lock(s.m, std::try_to_lock).owns_lock(); }
mini::task<void> g(Store &s) { (co_await s.slots.acquire_units()).release(); }
void h(Store &s) { std::unique_lock(s.m).release(); }
} // namespace good_member_called_on_the_temporary

// ---- Not a lock, or not taken here ----

namespace good_await_yields_nothing {
mini::task<void> f(Store &s) {
  co_await s.slots.wait();
  ++s.hits;
  s.slots.signal();
}
} // namespace good_await_yields_nothing

namespace good_await_yields_a_value {
mini::task<int> compact(Store &s);
mini::task<void> f(Store &s) {
  co_await compact(s);
  (void)co_await compact(s);
}
} // namespace good_await_yields_a_value

// The guard lives in the object, the function returns a reference to it.
namespace good_reference_to_a_guard {
struct Session {
  std::unique_lock<std::mutex> held_;
  std::unique_lock<std::mutex> &guard() { return held_; }
  void f() {
    guard();
    guard().unlock();
  }
};
} // namespace good_reference_to_a_guard

// Taken out of its place in order to let go of it.
namespace good_released_through_a_temporary {
void f(std::unique_lock<std::mutex> &held) {
  std::unique_lock(std::move(held));
}
void g(std::unique_lock<std::mutex> &held) { std::exchange(held, std::unique_lock<std::mutex>()); }
void h(Store &s) {
  s.m.lock();
  ++s.hits;
  std::lock_guard{s.m, std::adopt_lock};
}
} // namespace good_released_through_a_temporary

// Nothing is locked, and nothing is meant to be.
namespace good_unlocked_guards {
void f(Store &s) {
  std::unique_lock<std::mutex>();
  std::unique_lock(s.m, std::defer_lock);
  std::scoped_lock<>();
}
} // namespace good_unlocked_guards

// A name in parentheses that hides no mutex.
namespace good_parenthesised_declaration {
void f(Store &s) {
  std::unique_lock<std::mutex>(lk);
  lk = std::unique_lock(s.m);
  ++s.hits;
}
} // namespace good_parenthesised_declaration

namespace good_null_lock {
struct NullMutex {
  void lock() {}
  void unlock() {}
};
void f(NullMutex &m) { std::lock_guard{m}; }
} // namespace good_null_lock

namespace good_other_raii {
struct Timer {
  Timer();
  ~Timer();
};
std::shared_ptr<int> share();
void f() {
  Timer{};
  share();
  std::string("x");
}
} // namespace good_other_raii

namespace good_template_not_instantiated {
template <class G, class M> void bump(M &m, long &n) {
  G{m};
  ++n;
}
} // namespace good_template_not_instantiated

namespace good_template_over_null_lock {
struct NullMutex {
  void lock() {}
  void unlock() {}
};
template <class M> void bump(M &m, long &n) {
  std::lock_guard<M>{m};
  ++n;
}
void f(NullMutex &m, long &n) { bump(m, n); }
} // namespace good_template_over_null_lock

namespace good_unevaluated {
void f(Store &s) {
  using guard = decltype(std::lock_guard{s.m});
  static_assert(sizeof(guard_of(s)) == sizeof(std::unique_lock<std::mutex>));
  static_assert(sizeof(guard) > 0);
}
} // namespace good_unevaluated

namespace good_lock_by_hand {
void f(Store &s) {
  s.m.lock();
  ++s.hits;
  s.m.unlock();
  s.m.try_lock();
}
} // namespace good_lock_by_hand

// A name would not help here: the declaration would be the whole body.
namespace bad_body_of_an_if {
void f(Store &s, bool x) {
  if (x)
    std::lock_guard<std::mutex>{s.m}; // warn: guard is destroyed at the end of this expression, so its lock is released at once // note: bind the guard to a name to hold the lock to the end of the scope
  ++s.hits;
}
} // namespace bad_body_of_an_if

// One name, one fix: the second would be a redefinition.
namespace bad_two_in_one_block {
mini::task<void> f(Store &s) {
  co_await s.turn.lock(); // warn: guard is destroyed at the end of this expression, so its lock is released at once // note: bind the guard to a name to hold the lock to the end of the scope // fix: auto guard = co_await s.turn.lock();
  co_await s.turn.lock(); // warn: guard is destroyed at the end of this expression, so its lock is released at once // note: bind the guard to a name to hold the lock to the end of the scope
  ++s.hits;
}
} // namespace bad_two_in_one_block
