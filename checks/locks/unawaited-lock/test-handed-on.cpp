// Awaitables of locks that are handed on, only asked about, or chosen; and optional units.
#include "mini.h"
#include <mutex>
#include <tuple>

class [[clang::annotate("corolint::lock_guard", "async")]] units {
public:
  units(units &&) noexcept;
  ~units();
};
template <class T> class future {
public:
  future(future &&) noexcept;
  ~future();
  bool await_ready() const noexcept;
  void await_suspend(std::coroutine_handle<>);
  T await_resume();
  bool available() const;
};
struct semaphore {};
future<units> get_units(semaphore &, int);
future<std::optional<units>> try_units(semaphore &, int);
std::optional<units> try_units_now(semaphore &, int);

// ---- Optional units ----

namespace bad_optional_units_not_awaited {
mini::task<void> f(semaphore &s) {
  auto held = try_units(s, 1); // warn: 'held' is not awaited, so nothing is locked // note: the lock is taken only when this is awaited // fix: auto held = co_await try_units(s, 1);
  co_await mini::tick{};
}
} // namespace bad_optional_units_not_awaited

namespace good_optional_units_awaited {
mini::task<void> f(semaphore &s) {
  auto held = co_await try_units(s, 1);
  if (!held)
    co_return;
  co_await mini::tick{};
}
} // namespace good_optional_units_awaited

namespace good_optional_units_at_once {
mini::task<void> f(semaphore &s) {
  auto held = try_units_now(s, 1);
  if (!held)
    co_return;
  co_await mini::tick{};
}
} // namespace good_optional_units_at_once

namespace bad_cast_to_void_later {
mini::task<void> f(semaphore &s) {
  auto held = get_units(s, 1); // warn: 'held' is not awaited, so nothing is locked // note: the lock is taken only when this is awaited // fix: auto held = co_await get_units(s, 1);
  (void)held;
  co_await mini::tick{};
}
} // namespace bad_cast_to_void_later

// ---- Handed on ----

namespace good_moved_into_a_returned_struct {
struct Operation {
  future<units> held;
};
Operation f(semaphore &s) {
  auto held = get_units(s, 1);
  return Operation{std::move(held)};
}
} // namespace good_moved_into_a_returned_struct

namespace good_emplaced_in_a_member {
struct Session {
  std::optional<future<units>> pending_;
  std::unique_ptr<future<units>> other_;
  void f(semaphore &s) {
    auto held = get_units(s, 1);
    pending_.emplace(std::move(held));
    other_ = std::make_unique<future<units>>(get_units(s, 1));
  }
};
} // namespace good_emplaced_in_a_member

namespace good_given_to_unknown_code_by_reference {
void start(future<units> &);
void f(semaphore &s) {
  auto held = get_units(s, 1);
  start(held);
}
} // namespace good_given_to_unknown_code_by_reference

namespace good_two_moved_into_a_combinator {
template <class... T> future<std::tuple<T...>> all_of(future<T>...);
mini::task<void> f(semaphore &s) {
  auto one = get_units(s, 1);
  auto two = get_units(s, 2);
  auto [first, second] = co_await all_of(std::move(one), std::move(two));
  co_await mini::tick{};
}
} // namespace good_two_moved_into_a_combinator

namespace good_every_lock_of_a_list_awaited {
mini::task<void> f(std::vector<mini::async_mutex *> &all) {
  std::vector<mini::async_mutex::guard> held;
  for (auto *m : all)
    held.push_back(co_await m->lock());
  co_await mini::tick{};
}
} // namespace good_every_lock_of_a_list_awaited

// ---- The mutex's own lock() behind another one ----

namespace bad_own_lock_function_not_awaited {
struct Session {
  mini::async_mutex m_;
  auto lock() { return m_.lock(); }
  mini::task<void> f() {
    auto guard = lock(); // warn: 'guard' is not awaited, so nothing is locked // note: the lock is taken only when this is awaited // fix: auto guard = co_await lock();
    co_await mini::tick{};
  }
};
} // namespace bad_own_lock_function_not_awaited

namespace good_own_lock_function_awaited {
struct Session {
  mini::async_mutex m_;
  auto lock() { return m_.lock(); }
  mini::task<void> f() {
    auto guard = co_await lock();
    co_await mini::tick{};
  }
};
} // namespace good_own_lock_function_awaited

// Only whether there is a lock() is asked.
namespace good_asked_in_a_requires_expression {
struct Session {
  mini::async_mutex m_;
  int n_ = 0;
  auto lock() { return m_.lock(); }
};
template <class S> void f(S &session) {
  if constexpr (requires { session.lock(); })
    ++session.n_;
}
template void f(Session &);
} // namespace good_asked_in_a_requires_expression

// The awaited mutex yields a guard of the standard library.
namespace bad_lazy_task_of_a_standard_guard {
struct Mutex {
  mini::task<std::unique_lock<Mutex>> scoped_lock();
  bool try_lock();
  void unlock();
};
mini::task<void> f(Mutex &m, int &n) {
  mini::task<std::unique_lock<Mutex>> guard = m.scoped_lock(); // warn: 'guard' is not awaited, so nothing is locked // note: the lock is taken only when this is awaited
  ++n;
  co_await mini::tick{};
}
} // namespace bad_lazy_task_of_a_standard_guard

namespace good_lazy_tasks_kept_and_awaited_later {
struct Mutex {
  mini::task<std::unique_lock<Mutex>> scoped_lock();
  bool try_lock();
  void unlock();
};
mini::task<void> f(Mutex &m) {
  std::vector<mini::task<std::unique_lock<Mutex>>> pending;
  pending.push_back(m.scoped_lock());
  for (auto &p : pending)
    auto guard = co_await std::move(p);
}
} // namespace good_lazy_tasks_kept_and_awaited_later
