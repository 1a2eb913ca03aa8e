// Guards inside optionals and pairs, mutexes that are awaited themselves, declarations that look like locks.
#include "mini.h"
#include <list>
#include <mutex>
#include <shared_mutex>
#include <tuple>

struct Rows {
  std::mutex m;
  std::shared_mutex rw;
  int version = 0;
};

class [[clang::annotate("corolint::lock_guard", "async")]] units {
public:
  units(units &&) noexcept;
  units &operator=(units &&) noexcept;
  ~units();
  units split(int);
  int count() const;
  void release();
};
struct semaphore {};
mini::task<units> get_units(semaphore &, int);
mini::task<std::optional<units>> try_units(semaphore &, int);
mini::task<std::tuple<int, units>> numbered_units(semaphore &);
units take_units(semaphore &, int);

// ---- Units ----

namespace bad_split_units_dropped {
void f(semaphore &s) {
  auto held = take_units(s, 4);
  held.split(1); // warn: guard is destroyed at the end of this expression, so its lock is released at once // note: bind the guard to a name to hold the lock to the end of the scope // fix: auto guard = held.split(1);
}
} // namespace bad_split_units_dropped

namespace good_optional_units_kept {
mini::task<void> f(semaphore &s) {
  auto held = co_await try_units(s, 1);
  if (!held)
    co_return;
  co_await mini::tick{};
}
} // namespace good_optional_units_kept

namespace good_units_in_a_tuple {
mini::task<int> f(semaphore &s) {
  auto [number, held] = co_await numbered_units(s);
  co_await mini::tick{};
  co_return number;
}
} // namespace good_units_in_a_tuple

namespace good_units_kept_by_another_object {
struct Lease {
  units held;
  explicit Lease(units u) : held(std::move(u)) {}
};
struct Keeper {
  template <class T> explicit Keeper(T &&);
};
mini::task<void> f(semaphore &s) {
  Lease lease(co_await get_units(s, 1));
  Keeper keeper(co_await get_units(s, 1));
  std::vector<units> more;
  more.emplace_back(co_await get_units(s, 1));
  auto shared = std::make_shared<units>(co_await get_units(s, 1));
  co_await mini::tick{};
}
} // namespace good_units_kept_by_another_object

namespace good_units_asked_or_released_at_once {
mini::task<int> f(semaphore &s) {
  (co_await get_units(s, 1)).release();
  co_return (co_await get_units(s, 1)).count();
}
} // namespace good_units_asked_or_released_at_once

// ---- Mutexes that are awaited themselves ----

struct Mutex {
  struct locking {
    Mutex &m;
    bool await_ready() noexcept;
    bool await_suspend(std::coroutine_handle<>) noexcept;
    std::unique_lock<Mutex> await_resume() noexcept { return std::unique_lock<Mutex>(m, std::adopt_lock); }
  };
  locking operator co_await() { return {*this}; }
  void lock();
  void unlock();
};

namespace bad_mutex_awaited_itself {
mini::task<void> f(Mutex &m) {
  co_await m; // warn: guard is destroyed at the end of this expression, so its lock is released at once // note: bind the guard to a name to hold the lock to the end of the scope // fix: auto guard = co_await m;
  co_await mini::tick{};
}
} // namespace bad_mutex_awaited_itself

namespace good_mutex_awaited_itself {
mini::task<void> f(Mutex &m) {
  auto guard = co_await m;
  co_await mini::tick{};
}
} // namespace good_mutex_awaited_itself

// ---- Home-made guards and proxies ----

struct Guard {
  std::mutex &m;
  explicit Guard(std::mutex &mutex) : m(mutex) { m.lock(); }
  ~Guard() { m.unlock(); }
};

namespace bad_home_made_guard_in_parentheses {
void f(Rows &rows) {
  Guard(rows.m); // warn: guard is destroyed at the end of this expression, so its lock is released at once // note: bind the guard to a name to hold the lock to the end of the scope // fix: auto guard = Guard(rows.m);
  ++rows.version;
}
} // namespace bad_home_made_guard_in_parentheses

namespace good_proxy_used_at_once {
struct Proxy {
  Rows *rows;
  std::unique_lock<std::mutex> lk;
  Rows *operator->() { return rows; }
};
Proxy locked(Rows &rows) { return {&rows, std::unique_lock(rows.m)}; }
void f(Rows &rows) { locked(rows)->version = 3; }
} // namespace good_proxy_used_at_once

namespace good_struct_with_a_guard_runs {
struct Step {
  std::unique_lock<std::mutex> lk;
  explicit Step(Rows &rows) : lk(rows.m) {}
  void run();
};
void f(Rows &rows) { Step{rows}.run(); }
} // namespace good_struct_with_a_guard_runs

namespace good_moved_into_a_temporary_to_unlock {
void f(Rows &rows) {
  std::unique_lock lk(rows.m);
  ++rows.version;
  std::unique_lock<std::mutex>(std::move(lk));
}
} // namespace good_moved_into_a_temporary_to_unlock

namespace good_lock_member_returns_a_reference {
struct Session {
  std::unique_lock<std::mutex> lk_;
  int n_ = 0;
  std::unique_lock<std::mutex> &lock() {
    lk_.lock();
    return lk_;
  }
  void f() {
    lock();
    ++n_;
    lk_.unlock();
  }
};
} // namespace good_lock_member_returns_a_reference

namespace good_list_of_guards_grows {
void f(Rows &rows) {
  std::list<std::lock_guard<std::mutex>> held;
  held.emplace_back(rows.m);
  ++rows.version;
}
} // namespace good_list_of_guards_grows

// ---- Declarations ----

namespace bad_declares_a_guard_named_like_a_parameter {
void f(std::mutex &mutex, int &n) {
  {
    std::unique_lock<std::mutex>(mutex); // warn: this declares a guard named 'mutex' that holds no lock // note: give the guard a name to lock 'mutex' // fix: std::unique_lock<std::mutex> guard(mutex);
    ++n;
  }
}
} // namespace bad_declares_a_guard_named_like_a_parameter

namespace bad_declares_a_guard_named_like_the_member_of_a_template {
template <class M> struct Table {
  M m_;
  int n_ = 0;
  void f() {
    std::unique_lock<M>(m_); // warn: this declares a guard named 'm_' that holds no lock // note: give the guard a name to lock 'm_' // fix: std::unique_lock<M> guard(m_);
    ++n_;
  }
};
template struct Table<std::mutex>;
} // namespace bad_declares_a_guard_named_like_the_member_of_a_template

namespace bad_declares_a_guard_named_like_the_member_in_a_lambda {
struct Table {
  std::mutex m_;
  int n_ = 0;
  void f() {
    auto bump = [this] {
      std::unique_lock<std::mutex>(m_); // warn: this declares a guard named 'm_' that holds no lock // note: give the guard a name to lock 'm_' // fix: std::unique_lock<std::mutex> guard(m_);
      ++n_;
    };
    bump();
  }
};
} // namespace bad_declares_a_guard_named_like_the_member_in_a_lambda

// Nothing of that name is a mutex; it is filled later.
namespace good_declares_a_guard_for_later {
void f(Rows &rows) {
  std::unique_lock<std::mutex>(lk);
  lk = std::unique_lock(rows.m);
  ++rows.version;
}
} // namespace good_declares_a_guard_for_later

#define CHECK(condition)                                                                                               \
  do {                                                                                                                 \
    if (!(condition))                                                                                                  \
      std::terminate();                                                                                                \
  } while (0)

namespace good_tried_in_an_assertion {
void f(Rows &rows) {
  CHECK(std::unique_lock(rows.m, std::try_to_lock));
  CHECK(!std::unique_lock(rows.m, std::try_to_lock).owns_lock());
}
} // namespace good_tried_in_an_assertion
