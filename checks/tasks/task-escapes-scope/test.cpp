// flags: -std=c++20 -pthread
// A plain function returns a task, and what was to protect or keep open its work ends with the function.
#include "annotated.h"
#include "mini.h"
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <list>
#include <map>
#include <mutex>
#include <set>
#include <shared_mutex>
#include <span>
#include <sstream>

struct Store {
  std::mutex m;
  std::shared_mutex rw;
  std::mutex log;
  std::atomic<int> running{0};
  int generation = 0;
  bool dirty = false;
  std::vector<mini::task<void>> pending;
  std::optional<mini::task<void>> next;
};
mini::task<void> rewrite(Store &s);
mini::task<void> touch(int key);
mini::task<int> count(int key);
mini::task<void> store(std::string text);
void log_line(const char *what);
int parse(const std::string &text);

// ---- Guards alive at the return ----

mini::task<void> bad_lock_guard(Store &s) {
  std::lock_guard<std::mutex> hold(s.m); // note: 'hold' is declared here and destroyed when the function returns
  ++s.generation;
  return rewrite(s); // warn: guard 'hold' is gone when this function returns, before the task runs // note: it protects the creation of the task only; take it in the coroutine that does the work
}

mini::task<void> bad_deduced_guard(Store &s) {
  std::scoped_lock both(s.m, s.log); // note: 'both' is declared here and destroyed when the function returns
  return rewrite(s); // warn: guard 'both' is gone when this function returns, before the task runs // note: it protects the creation of the task only; take it in the coroutine that does the work
}

mini::task<void> bad_unique_lock(Store &s) {
  auto hold = std::unique_lock(s.m); // note: 'hold' is declared here and destroyed when the function returns
  return rewrite(s); // warn: guard 'hold' is gone when this function returns, before the task runs // note: it protects the creation of the task only; take it in the coroutine that does the work
}

mini::task<void> bad_shared_lock(Store &s) {
  std::shared_lock reading(s.rw); // note: 'reading' is declared here and destroyed when the function returns
  return rewrite(s); // warn: guard 'reading' is gone when this function returns, before the task runs // note: it protects the creation of the task only; take it in the coroutine that does the work
}

mini::task<void> bad_adopted_lock(Store &s) {
  s.m.lock();
  std::lock_guard hold(s.m, std::adopt_lock); // note: 'hold' is declared here and destroyed when the function returns
  return rewrite(s); // warn: guard 'hold' is gone when this function returns, before the task runs // note: it protects the creation of the task only; take it in the coroutine that does the work
}

namespace bad_aliased_guard {
using Guard = std::unique_lock<std::shared_mutex>;
mini::task<void> f(Store &s) {
  Guard writing{s.rw}; // note: 'writing' is declared here and destroyed when the function returns
  return rewrite(s); // warn: guard 'writing' is gone when this function returns, before the task runs // note: it protects the creation of the task only; take it in the coroutine that does the work
}
} // namespace bad_aliased_guard

namespace bad_guard_from_a_function {
std::unique_lock<std::mutex> lock(Store &s) { return std::unique_lock(s.m); }
mini::task<void> f(Store &s) {
  auto hold = lock(s); // note: 'hold' is declared here and destroyed when the function returns
  return rewrite(s); // warn: guard 'hold' is gone when this function returns, before the task runs // note: it protects the creation of the task only; take it in the coroutine that does the work
}
} // namespace bad_guard_from_a_function

namespace bad_guard_in_a_struct {
struct Access {
  std::lock_guard<std::mutex> hold;
  int &generation;
};
mini::task<void> f(Store &s) {
  Access access{std::lock_guard<std::mutex>(s.m), s.generation}; // note: 'access' is declared here and destroyed when the function returns
  ++access.generation;
  return rewrite(s); // warn: guard 'access' is gone when this function returns, before the task runs // note: it protects the creation of the task only; take it in the coroutine that does the work
}
} // namespace bad_guard_in_a_struct

namespace bad_home_made_guard {
class Locked {
public:
  explicit Locked(Store &s) : s_(s) { s_.m.lock(); }
  ~Locked() { s_.m.unlock(); }

private:
  Store &s_;
};
mini::task<void> f(Store &s) {
  Locked locked(s); // note: 'locked' is declared here and destroyed when the function returns
  return rewrite(s); // warn: guard 'locked' is gone when this function returns, before the task runs // note: it protects the creation of the task only; take it in the coroutine that does the work
}
} // namespace bad_home_made_guard

namespace bad_annotated_guard {
class [[clang::annotate("corolint::lock_guard", "thread")]] Latch {
public:
  explicit Latch(Store &s);
  ~Latch();
};
mini::task<void> f(Store &s) {
  Latch latch(s); // note: 'latch' is declared here and destroyed when the function returns
  return rewrite(s); // warn: guard 'latch' is gone when this function returns, before the task runs // note: it protects the creation of the task only; take it in the coroutine that does the work
}
} // namespace bad_annotated_guard

// A parameter dies with the call: nobody holds the lock when the rewrite runs.
mini::task<void> bad_guard_parameter(Store &s, std::unique_lock<std::mutex> hold) { // note: a parameter by value dies when the function returns or, with other ABIs, at the end of the caller's full expression, so that awaiting the task at once does not help everywhere
  ++s.generation;
  return rewrite(s); // warn: guard 'hold' is gone when this function returns, before the task runs // note: it protects the creation of the task only; take it in the coroutine that does the work
}

mini::task<void> bad_async_guard_parameter(Store &s, mini::async_mutex::guard turn) { // note: a parameter by value dies when the function returns or, with other ABIs, at the end of the caller's full expression, so that awaiting the task at once does not help everywhere
  return rewrite(s); // warn: guard 'turn' is gone when this function returns, before the task runs // note: it protects the creation of the task only; make this function a coroutine that awaits the task
}

mini::task<void> bad_if_init(Store &s) {
  if (std::unique_lock hold(s.m); s.dirty) // note: 'hold' is declared here and destroyed when the function returns
    return rewrite(s); // warn: guard 'hold' is gone when this function returns, before the task runs // note: it protects the creation of the task only; take it in the coroutine that does the work
  return touch(0);
}

mini::task<void> bad_switch_init(Store &s) {
  switch (std::lock_guard hold(s.m); s.generation) { // note: 'hold' is declared here and destroyed when the function returns
  case 0:
    return rewrite(s); // warn: guard 'hold' is gone when this function returns, before the task runs // note: it protects the creation of the task only; take it in the coroutine that does the work
  default:
    break;
  }
  return touch(0);
}

mini::task<void> bad_inner_block(Store &s, int key) {
  if (key > 0) {
    std::lock_guard hold(s.m); // note: 'hold' is declared here and destroyed when the function returns
    s.dirty = true;
    return touch(key); // warn: guard 'hold' is gone when this function returns, before the task runs // note: it protects the creation of the task only; take it in the coroutine that does the work
  }
  return touch(0);
}

mini::task<void> bad_in_a_loop(Store &s, const std::vector<int> &keys) {
  for (int key : keys) {
    std::lock_guard hold(s.m); // note: 'hold' is declared here and destroyed when the function returns
    if (key == s.generation)
      return touch(key); // warn: guard 'hold' is gone when this function returns, before the task runs // note: it protects the creation of the task only; take it in the coroutine that does the work
  }
  return touch(0);
}

mini::task<void> bad_in_a_switch(Store &s, int kind) {
  switch (kind) {
  case 1: {
    std::lock_guard hold(s.m); // note: 'hold' is declared here and destroyed when the function returns
    return rewrite(s); // warn: guard 'hold' is gone when this function returns, before the task runs // note: it protects the creation of the task only; take it in the coroutine that does the work
  }
  case 2:
    return touch(2);
  }
  return touch(0);
}

mini::task<void> bad_after_goto(Store &s) {
  std::unique_lock hold(s.m); // note: 'hold' is declared here and destroyed when the function returns
  if (!s.dirty)
    goto out;
  s.dirty = false;
out:
  return rewrite(s); // warn: guard 'hold' is gone when this function returns, before the task runs // note: it protects the creation of the task only; take it in the coroutine that does the work
}

mini::task<void> bad_locked_again(Store &s) {
  std::unique_lock hold(s.m); // note: 'hold' is declared here and destroyed when the function returns
  hold.unlock();
  log_line("between");
  hold.lock();
  return rewrite(s); // warn: guard 'hold' is gone when this function returns, before the task runs // note: it protects the creation of the task only; take it in the coroutine that does the work
}

mini::task<void> bad_tried_and_owned(Store &s) {
  std::unique_lock hold(s.m, std::try_to_lock); // note: 'hold' is declared here and destroyed when the function returns
  if (hold.owns_lock())
    return rewrite(s); // warn: guard 'hold' is gone when this function returns, before the task runs // note: it protects the creation of the task only; take it in the coroutine that does the work
  return touch(0);
}

mini::task<void> bad_same_condition_locks_and_returns(Store &s, bool exclusive) {
  std::unique_lock hold(s.m, std::defer_lock); // note: 'hold' is declared here and destroyed when the function returns
  if (exclusive)
    hold.lock();
  ++s.generation;
  if (exclusive)
    return rewrite(s); // warn: guard 'hold' is gone when this function returns, before the task runs // note: it protects the creation of the task only; take it in the coroutine that does the work
  return touch(0);
}

mini::task<void> bad_unlocked_on_one_path(Store &s, bool early) {
  std::unique_lock hold(s.m); // note: 'hold' is declared here and destroyed when the function returns
  if (early)
    hold.unlock();
  return rewrite(s); // warn: guard 'hold' is gone when this function returns, before the task runs // note: it protects the creation of the task only; take it in the coroutine that does the work
}

mini::task<void> bad_task_in_a_variable(Store &s) {
  std::lock_guard hold(s.m); // note: 'hold' is declared here and destroyed when the function returns
  auto t = rewrite(s);
  ++s.generation;
  return t; // warn: guard 'hold' is gone when this function returns, before the task runs // note: it protects the creation of the task only; take it in the coroutine that does the work
}

mini::task<void> bad_task_moved_out_of_a_variable(Store &s) {
  std::lock_guard hold(s.m); // note: 'hold' is declared here and destroyed when the function returns
  mini::task<void> t = rewrite(s);
  return std::move(t); // warn: guard 'hold' is gone when this function returns, before the task runs // note: it protects the creation of the task only; take it in the coroutine that does the work
}

mini::task<void> bad_either_arm(Store &s, bool all) {
  std::lock_guard hold(s.m); // note: 'hold' is declared here and destroyed when the function returns
  return all ? rewrite(s) : touch(s.generation); // warn: guard 'hold' is gone when this function returns, before the task runs // note: it protects the creation of the task only; take it in the coroutine that does the work
}

annotated::task<void> bad_coroutine_lambda_free_of_captures(Store &s) {
  std::lock_guard hold(s.m); // note: 'hold' is declared here and destroyed when the function returns
  return [](Store &s) -> annotated::task<void> { co_await rewrite(s); }(s); // warn: guard 'hold' is gone when this function returns, before the task runs // note: it protects the creation of the task only; take it in the coroutine that does the work
}

// ---- Who returns ----

namespace bad_members {
class Table : Store {
public:
  mini::task<void> vacuum() {
    std::lock_guard hold(m); // note: 'hold' is declared here and destroyed when the function returns
    ++generation;
    return compact(); // warn: guard 'hold' is gone when this function returns, before the task runs // note: it protects the creation of the task only; take it in the coroutine that does the work
  }
  static mini::task<void> vacuum_all() {
    std::lock_guard hold(all_); // note: 'hold' is declared here and destroyed when the function returns
    return touch(0); // warn: guard 'hold' is gone when this function returns, before the task runs // note: it protects the creation of the task only; take it in the coroutine that does the work
  }
  virtual mini::task<void> flush() {
    const std::lock_guard hold(this->m); // note: 'hold' is declared here and destroyed when the function returns
    return this->compact(); // warn: guard 'hold' is gone when this function returns, before the task runs // note: it protects the creation of the task only; take it in the coroutine that does the work
  }

private:
  mini::task<void> compact();
  static inline std::mutex all_;
};
} // namespace bad_members

void bad_lambda(Store &s, std::function<mini::task<void>()> &job) {
  job = [&s] {
    std::lock_guard hold(s.m); // note: 'hold' is declared here and destroyed when the function returns
    return rewrite(s); // warn: guard 'hold' is gone when this function returns, before the task runs // note: it protects the creation of the task only; take it in the coroutine that does the work
  };
}

mini::task<void> bad_lambda_in_a_coroutine(Store &s) {
  auto step = [&s](auto key) {
    std::lock_guard hold(s.m); // note: 'hold' is declared here and destroyed when the function returns
    return touch(key); // warn: guard 'hold' is gone when this function returns, before the task runs // note: it protects the creation of the task only; take it in the coroutine that does the work
  };
  co_await step(1);
  co_await step(2L);
}

namespace bad_template {
template <class T> mini::task<void> f(Store &s, T key) {
  std::lock_guard hold(s.m); // note: 'hold' is declared here and destroyed when the function returns
  return touch(static_cast<int>(key)); // warn: guard 'hold' is gone when this function returns, before the task runs // note: it protects the creation of the task only; take it in the coroutine that does the work
}
mini::task<void> g(Store &s) {
  co_await f(s, 1);
  co_await f(s, 2L);
}
} // namespace bad_template

namespace bad_member_of_a_class_template {
template <class Mutex> struct Table {
  Mutex m_;
  mini::task<void> vacuum(int key) {
    std::lock_guard<Mutex> hold(m_); // note: 'hold' is declared here and destroyed when the function returns
    return touch(key); // warn: guard 'hold' is gone when this function returns, before the task runs // note: it protects the creation of the task only; take it in the coroutine that does the work
  }
};
template struct Table<std::mutex>;
} // namespace bad_member_of_a_class_template

namespace bad_if_constexpr {
template <bool Locked> mini::task<void> f(Store &s) {
  if constexpr (Locked) {
    std::lock_guard hold(s.m); // note: 'hold' is declared here and destroyed when the function returns
    return rewrite(s); // warn: guard 'hold' is gone when this function returns, before the task runs // note: it protects the creation of the task only; take it in the coroutine that does the work
  } else {
    return rewrite(s);
  }
}
mini::task<void> g(Store &s) {
  co_await f<true>(s);
  co_await f<false>(s);
}
} // namespace bad_if_constexpr

namespace bad_macro {
#define LOCKED_RETURN(mutex, ...) std::lock_guard hold_(mutex); return __VA_ARGS__ // note: expanded from macro 'LOCKED_RETURN' // note: expanded from macro 'LOCKED_RETURN' // note: expanded from macro 'LOCKED_RETURN'
mini::task<void> f(Store &s) {
  LOCKED_RETURN(s.m, rewrite(s)); // warn: guard 'hold_' is gone when this function returns, before the task runs // note: 'hold_' is declared here and destroyed when the function returns // note: it protects the creation of the task only; take it in the coroutine that does the work
}
#undef LOCKED_RETURN
} // namespace bad_macro

// ---- Thread-bound objects ----

mini::task<void> bad_thread_bound(int script) {
  annotated::gil python; // note: 'python' belongs to the interpreter thread // note: 'python' is declared here and destroyed when the function returns
  return touch(script); // warn: thread-bound object 'python' is gone when this function returns, before the task runs // note: it protects the creation of the task only; take it in the coroutine that does the work
}

mini::task<void> bad_thread_bound_in_a_block(int script) {
  if (script > 0) {
    annotated::gil python; // note: 'python' belongs to the interpreter thread // note: 'python' is declared here and destroyed when the function returns
    log_line("calling");
    return touch(script); // warn: thread-bound object 'python' is gone when this function returns, before the task runs // note: it protects the creation of the task only; take it in the coroutine that does the work
  }
  return touch(0);
}

namespace bad_thread_bound_member {
struct Scripting {
  annotated::gil python;
  int depth = 0;
};
mini::task<void> f(int script) {
  Scripting scripting; // note: 'scripting' is declared here and destroyed when the function returns
  return touch(script); // warn: thread-bound object 'scripting' is gone when this function returns, before the task runs // note: it protects the creation of the task only; take it in the coroutine that does the work
}
} // namespace bad_thread_bound_member

// ---- Objects whose destructor changes what others see ----

namespace bad_counter_of_running_requests {
class Running {
public:
  explicit Running(Store &s) : s_(s) { ++s_.running; }
  ~Running() { --s_.running; }

private:
  Store &s_;
};
mini::task<void> f(Store &s, int key) {
  Running running(s); // note: 'running' is declared here and destroyed when the function returns
  return touch(key); // warn: 'running' is destroyed when this function returns, before the task runs // note: make this function a coroutine that awaits the task: then 'running' lives until the task is done
}
} // namespace bad_counter_of_running_requests

namespace bad_gate_holder {
class Gate {
public:
  class Holder {
  public:
    explicit Holder(Gate &g) : gate_(&g) { ++gate_->count_; }
    Holder(Holder &&other) noexcept : gate_(std::exchange(other.gate_, nullptr)) {}
    ~Holder() {
      if (gate_)
        gate_->leave();
    }

  private:
    Gate *gate_;
  };
  Holder hold() { return Holder(*this); }

private:
  void leave() { --count_; }
  int count_ = 0;
};
mini::task<void> f(Gate &gate, int key) {
  auto holder = gate.hold(); // note: 'holder' is declared here and destroyed when the function returns
  return touch(key); // warn: 'holder' is destroyed when this function returns, before the task runs // note: make this function a coroutine that awaits the task: then 'holder' lives until the task is done
}
mini::task<void> g(Gate::Holder holder, int key) { // note: a parameter by value dies when the function returns or, with other ABIs, at the end of the caller's full expression, so that awaiting the task at once does not help everywhere
  return touch(key); // warn: 'holder' is destroyed when this function returns, before the task runs // note: make this function a coroutine that awaits the task: then 'holder' lives until the task is done
}
} // namespace bad_gate_holder

namespace bad_flag_reset {
struct Busy {
  bool &flag;
  explicit Busy(bool &f) : flag(f) { flag = true; }
  ~Busy() { flag = false; }
};
mini::task<void> f(Store &s) {
  Busy busy(s.dirty); // note: 'busy' is declared here and destroyed when the function returns
  return rewrite(s); // warn: 'busy' is destroyed when this function returns, before the task runs // note: make this function a coroutine that awaits the task: then 'busy' lives until the task is done
}
} // namespace bad_flag_reset

namespace bad_value_restored {
template <class T> class Restore {
public:
  explicit Restore(T &place) : place_(place), old_(place) {}
  ~Restore() { place_ = old_; }

private:
  T &place_;
  T old_;
};
mini::task<void> f(Store &s) {
  Restore restore(s.generation); // note: 'restore' is declared here and destroyed when the function returns
  s.generation = 7;
  return rewrite(s); // warn: 'restore' is destroyed when this function returns, before the task runs // note: make this function a coroutine that awaits the task: then 'restore' lives until the task is done
}
} // namespace bad_value_restored

namespace bad_registration_in_a_list {
class Registration {
public:
  Registration(std::list<int> &active, int id) : active_(active), where_(active.insert(active.end(), id)) {}
  ~Registration() { active_.erase(where_); }

private:
  std::list<int> &active_;
  std::list<int>::iterator where_;
};
mini::task<void> f(std::list<int> &active, int key) {
  Registration me(active, key); // note: 'me' is declared here and destroyed when the function returns
  return touch(key); // warn: 'me' is destroyed when this function returns, before the task runs // note: make this function a coroutine that awaits the task: then 'me' lives until the task is done
}
} // namespace bad_registration_in_a_list

namespace bad_scope_exit {
template <class F> class scope_exit {
public:
  explicit scope_exit(F f) : f_(std::move(f)) {}
  ~scope_exit() { f_(); }

private:
  F f_;
};
mini::task<void> f(Store &s) {
  s.dirty = true;
  scope_exit reset([&s] { s.dirty = false; }); // note: 'reset' is declared here and destroyed when the function returns
  return rewrite(s); // warn: 'reset' is destroyed when this function returns, before the task runs // note: make this function a coroutine that awaits the task: then 'reset' lives until the task is done
}
} // namespace bad_scope_exit

namespace bad_type_erased_scope_exit {
struct Cleanup {
  std::function<void()> run;
  ~Cleanup() {
    if (run)
      run();
  }
};
mini::task<void> f(Store &s, int key) {
  Cleanup cleanup{[&s] { --s.running; }}; // note: 'cleanup' is declared here and destroyed when the function returns
  ++s.running;
  return touch(key); // warn: 'cleanup' is destroyed when this function returns, before the task runs // note: make this function a coroutine that awaits the task: then 'cleanup' lives until the task is done
}
} // namespace bad_type_erased_scope_exit

namespace bad_global_depth {
int depth = 0;
struct Nested {
  Nested() { ++depth; }
  ~Nested() { --depth; }
};
mini::task<void> f(int key) {
  Nested nested; // note: 'nested' is declared here and destroyed when the function returns
  return touch(key); // warn: 'nested' is destroyed when this function returns, before the task runs // note: make this function a coroutine that awaits the task: then 'nested' lives until the task is done
}
} // namespace bad_global_depth

// ---- Guards: silent ----

mini::task<void> good_coroutine_under_async_lock(Store &s, mini::async_mutex &turn) {
  auto hold = co_await turn.lock();
  co_return co_await rewrite(s);
}

mini::task<void> good_guard_parameter_of_a_coroutine(Store &s, mini::async_mutex::guard turn) {
  co_await rewrite(s);
}

mini::task<void> good_guard_in_a_block(Store &s) {
  {
    std::lock_guard hold(s.m);
    ++s.generation;
  }
  return rewrite(s);
}

mini::task<void> good_unlocked(Store &s) {
  std::unique_lock hold(s.m);
  ++s.generation;
  hold.unlock();
  return rewrite(s);
}

mini::task<void> good_never_locked(Store &s) {
  std::unique_lock hold(s.m, std::defer_lock);
  return rewrite(s);
}

mini::task<void> good_try_failed(Store &s) {
  std::unique_lock hold(s.m, std::try_to_lock);
  if (!hold)
    return touch(0);
  ++s.generation;
  hold.unlock();
  return touch(1);
}

mini::task<void> good_same_condition_unlocks_and_returns(Store &s, bool early) {
  std::unique_lock hold(s.m);
  if (early)
    hold.unlock();
  if (early)
    return rewrite(s);
  ++s.generation;
  hold.unlock();
  return touch(s.generation);
}

namespace good_guard_moved_into_the_task {
mini::task<void> rewrite_locked(Store &s, std::unique_lock<std::mutex> hold);
mini::task<void> f(Store &s) {
  std::unique_lock hold(s.m);
  ++s.generation;
  return rewrite_locked(s, std::move(hold));
}
mini::task<void> g(Store &s, std::unique_lock<std::mutex> hold) {
  return rewrite_locked(s, std::move(hold));
}
} // namespace good_guard_moved_into_the_task

mini::task<void> good_guard_by_reference(Store &s, std::unique_lock<std::mutex> &hold) {
  hold.lock();
  return rewrite(s);
}

mini::task<void> good_locked_and_unlocked_by_hand(Store &s) {
  s.m.lock();
  int key = ++s.generation;
  s.m.unlock();
  return touch(key);
}

namespace good_helper_locks {
int next_key(Store &s) {
  std::lock_guard hold(s.m);
  return ++s.generation;
}
mini::task<void> f(Store &s) { return touch(next_key(s)); }
} // namespace good_helper_locks

mini::task<void> good_lock_in_a_lambda_called_before(Store &s) {
  int key = [&] {
    std::lock_guard hold(s.m);
    return ++s.generation;
  }();
  return touch(key);
}

// The task was made elsewhere, before the lock.
mini::task<void> good_taken_out_of_a_container(Store &s) {
  std::lock_guard hold(s.m);
  auto t = std::move(s.pending.back());
  s.pending.pop_back();
  return t;
}

mini::task<void> good_moved_out_of_an_optional(Store &s) {
  std::lock_guard hold(s.m);
  return std::move(*s.next);
}

mini::task<void> good_moved_out_of_a_map(Store &s, std::map<int, mini::task<void>> &waiting, int key) {
  std::lock_guard hold(s.m);
  auto node = waiting.extract(key);
  return std::move(node.mapped());
}

mini::task<void> good_made_before_the_lock(Store &s, int key) {
  auto t = touch(key);
  std::lock_guard hold(s.m);
  ++s.generation;
  return t;
}

mini::task<void> good_parameter_handed_back(Store &s, mini::task<void> t) {
  std::lock_guard hold(s.m);
  ++s.generation;
  return t;
}

mini::task<void> &good_reference_to_a_kept_task(Store &s) {
  std::lock_guard hold(s.m);
  return s.pending.front();
}

// A value that is there already: the coroutine does nothing but hand it over.
namespace good_ready_value {
mini::task<int> just(int value) { co_return value; }
struct Cache : Store {
  std::optional<int> value;
  mini::task<int> load();
  mini::task<int> get() {
    std::unique_lock hold(m);
    if (value)
      return just(*value);
    hold.unlock();
    return load();
  }
};
} // namespace good_ready_value

int good_no_task_returned(Store &s) {
  std::lock_guard hold(s.m);
  return s.generation;
}

void good_task_stored_under_the_lock(Store &s, int key) {
  std::lock_guard hold(s.m);
  s.pending.push_back(touch(key));
}

mini::task<void> good_thread_bound_in_a_block(int script) {
  {
    annotated::gil python;
    log_line("prepared");
  }
  return touch(script);
}

mini::task<void> good_thread_bound_elsewhere(annotated::gil &python, int script) {
  return touch(script);
}

namespace good_null_lock {
struct null_mutex {
  void lock() {}
  void unlock() {}
};
template <class Mutex> mini::task<void> f(Mutex &m, int key) {
  std::lock_guard<Mutex> hold(m);
  return touch(key);
}
mini::task<void> g(null_mutex &m) { co_await f(m, 1); }
} // namespace good_null_lock

// ---- Destructors that nobody else notices: silent ----

mini::task<void> good_containers_and_strings(const std::vector<int> &keys) {
  std::string text = "keys";
  std::vector<int> sorted(keys.begin(), keys.end());
  std::map<int, std::string> names;
  std::set<int> seen;
  std::list<std::vector<int>> groups;
  std::function<int(int)> score = [](int k) { return k; };
  std::optional<std::string> last;
  for (int key : sorted)
    text += names[score(key)];
  return store(text);
}

mini::task<void> good_smart_pointers(int key) {
  auto buffer = std::make_unique<char[]>(64);
  auto shared = std::make_shared<int>(key);
  std::weak_ptr<int> weak = shared;
  auto alive = weak.lock();
  return touch(*shared);
}

mini::task<void> good_keep_alive_of_this(std::shared_ptr<Store> self) {
  auto again = self;
  return touch(again->generation);
}

namespace good_unique_pointer_with_deleter {
struct Free {
  void operator()(char *p) const { std::free(p); }
};
mini::task<void> f(int key) {
  std::unique_ptr<char, Free> scratch(static_cast<char *>(std::malloc(64)));
  scratch.get()[0] = 0;
  return touch(key);
}
} // namespace good_unique_pointer_with_deleter

mini::task<void> good_streams(const char *path) {
  std::ifstream in(path);
  std::ostringstream text;
  text << in.rdbuf();
  return store(text.str());
}

mini::task<void> good_iterators_and_plain_values(const std::map<int, int> &table, int key) {
  auto it = table.find(key);
  auto now = std::chrono::steady_clock::now();
  auto [low, high] = table.equal_range(key);
  bool found = it != table.end() && low != high && now.time_since_epoch().count() > 0;
  return touch(found ? it->second : 0);
}

namespace good_container_of_tasks {
mini::task<void> all(std::vector<mini::task<void>> tasks);
mini::task<void> f(int n) {
  std::vector<mini::task<void>> parts;
  for (int i = 0; i < n; ++i)
    parts.push_back(touch(i));
  return all(std::move(parts));
}
} // namespace good_container_of_tasks

namespace good_destructor_of_its_own_memory {
class Buffer {
public:
  explicit Buffer(std::size_t n) : data_(new char[n]), size_(n) {}
  ~Buffer() {
    delete[] data_;
    data_ = nullptr;
    size_ = 0;
  }
  const char *text() const { return data_; }

private:
  char *data_;
  std::size_t size_;
};
mini::task<void> f(std::size_t n) {
  Buffer buffer(n);
  return store(std::string(buffer.text(), n));
}
} // namespace good_destructor_of_its_own_memory

namespace good_file_closed_at_the_end {
class File {
public:
  explicit File(const char *path) : f_(std::fopen(path, "r")) {}
  ~File() {
    if (f_)
      std::fclose(f_);
  }
  std::string text() const;

private:
  std::FILE *f_;
};
mini::task<void> f(const char *path) {
  File file(path);
  return store(file.text());
}
} // namespace good_file_closed_at_the_end

namespace good_linked_nodes {
struct Node {
  std::unique_ptr<Node> next;
  int key = 0;
  ~Node() {
    while (next)
      next = std::move(next->next);
  }
};
mini::task<void> f(int n) {
  Node head;
  for (int i = 0; i < n; ++i) {
    auto node = std::make_unique<Node>();
    node->key = i;
    node->next = std::move(head.next);
    head.next = std::move(node);
  }
  return touch(head.next ? head.next->key : 0);
}
} // namespace good_linked_nodes

namespace good_dismissed_scope_exit {
template <class F> class scope_exit {
public:
  explicit scope_exit(F f) : f_(std::move(f)) {}
  scope_exit(scope_exit &&other) : f_(std::move(other.f_)), armed_(std::exchange(other.armed_, false)) {}
  ~scope_exit() {
    if (armed_)
      f_();
  }

private:
  F f_;
  bool armed_ = true;
};
template <class F> mini::task<void> rewrite_then(Store &s, scope_exit<F> at_end) {
  co_await rewrite(s);
}
mini::task<void> f(Store &s) {
  scope_exit reset([&s] { s.dirty = false; });
  return rewrite_then(s, std::move(reset));
}
} // namespace good_dismissed_scope_exit

namespace good_counter_moved_into_the_task {
class Running {
public:
  explicit Running(Store &s) : s_(&s) { ++s_->running; }
  Running(Running &&other) noexcept : s_(std::exchange(other.s_, nullptr)) {}
  ~Running() {
    if (s_)
      --s_->running;
  }

private:
  Store *s_;
};
mini::task<void> serve(Running running, int key) { co_await touch(key); }
mini::task<void> f(Store &s, int key) {
  Running running(s);
  return serve(std::move(running), key);
}
mini::task<void> g(Store &s, int key) { return serve(Running(s), key); }
} // namespace good_counter_moved_into_the_task

namespace good_counter_in_the_coroutine {
struct Running {
  Store &s;
  explicit Running(Store &store) : s(store) { ++s.running; }
  ~Running() { --s.running; }
};
mini::task<void> f(Store &s, int key) {
  Running running(s);
  co_return co_await touch(key);
}
} // namespace good_counter_in_the_coroutine

namespace good_counter_ends_before {
struct Running {
  Store &s;
  explicit Running(Store &store) : s(store) { ++s.running; }
  ~Running() { --s.running; }
};
mini::task<void> f(Store &s, const std::string &text) {
  int key = 0;
  {
    Running running(s);
    key = parse(text);
  }
  return touch(key);
}
} // namespace good_counter_ends_before

namespace good_template_of_which_only_one_locks {
struct no_lock {
  explicit no_lock(std::mutex &) {}
};
template <class Guard> mini::task<void> f(Store &s) {
  Guard hold(s.m);
  return rewrite(s);
}
mini::task<void> g(Store &s) { co_await f<no_lock>(s); }
} // namespace good_template_of_which_only_one_locks

mini::task<void> good_synchronous_wrapper_of_nothing(Store &s) { return rewrite(s); }

namespace good_generator {
mini::generator<int> numbers(int n);
mini::generator<int> f(Store &s) {
  std::lock_guard hold(s.m);
  return numbers(s.generation);
}
} // namespace good_generator

namespace good_fire_and_forget {
mini::forget refresh(Store &s);
mini::forget f(Store &s) {
  std::lock_guard hold(s.m);
  return refresh(s);
}
} // namespace good_fire_and_forget
