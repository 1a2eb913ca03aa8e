// The same non-recursive lock taken twice on one path; and pairs that only look like it.
#include "annotated.h"
#include "mini.h"
#include <algorithm>
#include <array>
#include <condition_variable>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <shared_mutex>
#include <thread>

struct Account {
  std::mutex m;
  std::shared_mutex rw;
  std::recursive_mutex rec;
  mini::async_mutex turn;
  Account *next = nullptr;
  long balance = 0;
};
mini::task<void> flush();
int work(int = 0);
void unknown(...);

// ---- In one function: guards and manual locks ----

namespace bad_nested_guards {
void f(Account &a) {
  std::lock_guard outer(a.m); // note: first acquired here
  {
    std::lock_guard inner(a.m); // warn: 'a.m' is locked again while it is held, which is a deadlock
    ++a.balance;
  }
}
} // namespace bad_nested_guards

namespace bad_this_and_bare_member {
struct Table {
  std::mutex m_;
  void f() {
    std::unique_lock outer(m_); // note: first acquired here
    std::scoped_lock inner(this->m_); // warn: 'm_' is locked again while it is held, which is a deadlock
    work();
  }
};
} // namespace bad_this_and_bare_member

namespace bad_manual_twice {
void f(Account &a) {
  a.m.lock(); // note: first acquired here
  a.m.lock(); // warn: 'a.m' is locked again while it is held, which is a deadlock
  a.m.unlock();
}
} // namespace bad_manual_twice

namespace bad_manual_then_guard_without_adopt {
void f(Account &a) {
  a.m.lock(); // note: first acquired here
  std::lock_guard guard(a.m); // warn: 'a.m' is locked again while it is held, which is a deadlock
  ++a.balance;
}
} // namespace bad_manual_then_guard_without_adopt

namespace bad_guard_then_manual {
void f(Account &a) {
  std::lock_guard guard(a.m); // note: first acquired here
  a.m.lock(); // warn: 'a.m' is locked again while it is held, which is a deadlock
  a.m.unlock();
}
} // namespace bad_guard_then_manual

// The guard owns the lock already: std::system_error, or worse.
namespace bad_guard_locked_while_owned {
void f(Account &a) {
  std::unique_lock lk(a.m); // note: first acquired here
  ++a.balance;
  lk.lock(); // warn: 'a.m' is locked again while it is held, which is a deadlock
}
} // namespace bad_guard_locked_while_owned

namespace bad_scoped_lock_of_one_twice {
void f(Account &a) {
  std::scoped_lock both(a.m, a.m); // warn: 'a.m' is locked again while it is held, which is a deadlock // note: first acquired here
  ++a.balance;
}
} // namespace bad_scoped_lock_of_one_twice

namespace bad_scoped_lock_contains_a_held_one {
void f(Account &a, Account &b) {
  std::lock_guard first(b.m); // note: 'b.m' is locked here // note: first acquired here
  std::scoped_lock both(a.m, b.m); // warn: 'b.m' is locked again while it is held, which is a deadlock // warn[lock-order]: 'a.m' is locked while 'b.m' is held, and another call, with the two exchanged, locks them the other way round: a deadlock when both run at once // note: take both at once with 'std::scoped_lock', or in one order everywhere
  std::swap(a.balance, b.balance);
}
} // namespace bad_scoped_lock_contains_a_held_one

namespace bad_std_lock_contains_a_held_one {
void f(Account &a, Account &b) {
  a.m.lock(); // note: first acquired here
  std::lock(a.m, b.m); // warn: 'a.m' is locked again while it is held, which is a deadlock
  a.m.unlock();
  b.m.unlock();
}
} // namespace bad_std_lock_contains_a_held_one

// A writer waits for all readers, and this thread is one of them.
namespace bad_shared_then_exclusive {
void f(Account &a) {
  std::shared_lock reading(a.rw); // note: first acquired here
  if (a.balance < 0) {
    std::unique_lock writing(a.rw); // warn: 'a.rw' is locked again while it is held, which is a deadlock
    a.balance = 0;
  }
}
} // namespace bad_shared_then_exclusive

namespace bad_exclusive_then_shared {
long f(Account &a) {
  std::lock_guard writing(a.rw); // note: first acquired here
  std::shared_lock reading(a.rw); // warn: 'a.rw' is locked again while it is held, which is a deadlock
  return a.balance;
}
} // namespace bad_exclusive_then_shared

// A waiting writer in between blocks the second reader.
namespace bad_shared_then_shared {
long f(Account &a) {
  std::shared_lock first(a.rw); // note: first acquired here
  std::shared_lock second(a.rw); // warn: 'a.rw' is locked again while it is held, which is a deadlock
  return a.balance;
}
} // namespace bad_shared_then_shared

namespace bad_deferred_then_locked_under_another_guard {
void f(Account &a) {
  std::unique_lock late(a.m, std::defer_lock);
  std::lock_guard guard(a.m); // note: first acquired here
  late.lock(); // warn: 'a.m' is locked again while it is held, which is a deadlock
}
} // namespace bad_deferred_then_locked_under_another_guard

// Where the attempt succeeded, lock() waits for itself.
namespace bad_lock_after_successful_try {
void f(Account &a) {
  if (a.m.try_lock()) { // note: first acquired here
    a.m.lock(); // warn: 'a.m' is locked again while it is held, which is a deadlock
    a.m.unlock();
  }
}
} // namespace bad_lock_after_successful_try

namespace bad_moved_guard_still_holds {
void f(Account &a) {
  std::unique_lock first(a.m); // note: first acquired here
  std::unique_lock second = std::move(first);
  std::lock_guard again(a.m); // warn: 'a.m' is locked again while it is held, which is a deadlock
}
} // namespace bad_moved_guard_still_holds

namespace bad_guard_in_optional {
void f(Account &a) {
  std::optional<std::lock_guard<std::mutex>> guard;
  guard.emplace(a.m); // note: first acquired here
  a.m.lock(); // warn: 'a.m' is locked again while it is held, which is a deadlock
  a.m.unlock();
}
} // namespace bad_guard_in_optional

namespace bad_home_made_guard {
class Guard {
public:
  explicit Guard(std::mutex &m) : m_(m) { m_.lock(); }
  ~Guard() { m_.unlock(); }

private:
  std::mutex &m_;
};
void f(Account &a) {
  Guard outer(a.m); // note: first acquired here
  Guard inner(a.m); // warn: 'a.m' is locked again while it is held, which is a deadlock
}
} // namespace bad_home_made_guard

namespace bad_guard_temporary_under_lock {
void f(Account &a) {
  std::lock_guard guard(a.m); // note: first acquired here
  long copy = (std::lock_guard{a.m}, a.balance); // warn: 'a.m' is locked again while it is held, which is a deadlock
  unknown(copy);
}
} // namespace bad_guard_temporary_under_lock

namespace bad_if_init_under_lock {
void f(Account &a) {
  std::lock_guard guard(a.m); // note: first acquired here
  if (std::unique_lock lk(a.m); a.balance) // warn: 'a.m' is locked again while it is held, which is a deadlock
    a.balance = 0;
}
} // namespace bad_if_init_under_lock

// ---- Access paths ----

namespace bad_reference_alias {
void f(Account &a) {
  std::mutex &mu = a.m;
  std::lock_guard outer(mu); // note: first acquired here
  std::lock_guard inner(a.m); // warn: 'a.m' is locked again while it is held, which is a deadlock
}
} // namespace bad_reference_alias

namespace bad_pointer_alias {
void f(Account &a) {
  Account *p = &a;
  std::lock_guard outer(p->m); // note: first acquired here
  std::lock_guard inner(a.m); // warn: 'a.m' is locked again while it is held, which is a deadlock
}
} // namespace bad_pointer_alias

namespace bad_pointer_unchanged {
void f(Account *p) {
  p->m.lock(); // note: first acquired here
  if (p->balance)
    p->m.lock(); // warn: 'p->m' is locked again while it is held, which is a deadlock
  p->m.unlock();
}
} // namespace bad_pointer_unchanged

namespace bad_member_of_member {
struct Bank {
  Account main;
  Account *other;
};
void f(Bank &bank) {
  std::lock_guard outer(bank.main.m); // note: first acquired here
  auto &m = bank.main;
  std::lock_guard inner(m.m); // warn: 'bank.main.m' is locked again while it is held, which is a deadlock
}
void g(Bank &bank) {
  std::lock_guard outer(bank.other->m); // note: first acquired here
  std::lock_guard inner(bank.other->m); // warn: 'bank.other->m' is locked again while it is held, which is a deadlock
}
} // namespace bad_member_of_member

namespace bad_array_element {
Account accounts[4];
void f() {
  std::lock_guard outer(accounts[2].m); // note: first acquired here
  std::lock_guard inner(accounts[2].m); // warn: 'accounts[2].m' is locked again while it is held, which is a deadlock
}
void g(int i) {
  std::lock_guard outer(accounts[i].m); // note: first acquired here
  std::lock_guard inner(accounts[i].m); // warn: 'accounts[i].m' is locked again while it is held, which is a deadlock
}
} // namespace bad_array_element

namespace bad_global_and_static {
std::mutex global;
struct Service {
  inline static std::mutex all;
};
void f() {
  std::lock_guard outer(global); // note: first acquired here
  global.lock(); // warn: 'global' is locked again while it is held, which is a deadlock
  global.unlock();
}
void g(Service &a, Service &b) {
  std::lock_guard outer(a.all); // note: first acquired here
  std::lock_guard inner(Service::all); // warn: 'all' is locked again while it is held, which is a deadlock
}
} // namespace bad_global_and_static

namespace other_rule_two_objects {
void f(Account &a, Account &b) {
  std::lock_guard first(a.m); // note: 'a.m' is locked here
  std::lock_guard second(b.m); // warn[lock-order]: 'b.m' is locked while 'a.m' is held, and another call, with the two exchanged, locks them the other way round: a deadlock when both run at once // note: take both at once with 'std::scoped_lock', or in one order everywhere
  std::swap(a.balance, b.balance);
}
} // namespace other_rule_two_objects

namespace good_two_members {
void f(Account &a) {
  std::lock_guard first(a.m);
  std::unique_lock second(a.rw);
  ++a.balance;
}
} // namespace good_two_members

namespace good_two_elements {
Account accounts[4];
void f(int i, int j) {
  std::lock_guard first(accounts[0].m);
  std::lock_guard second(accounts[1].m);
  if (i != j) {
    std::lock_guard third(accounts[i].rw);
    std::lock_guard fourth(accounts[j].rw);
  }
}
} // namespace good_two_elements

namespace good_index_changes {
Account accounts[4];
void f(int i) {
  accounts[i].m.lock();
  ++i;
  accounts[i].m.lock();
  accounts[i].m.unlock();
  accounts[i - 1].m.unlock();
}
} // namespace good_index_changes

namespace good_pointer_moves_on {
void f(Account *p) {
  p->m.lock();
  Account *first = p;
  p = p->next;
  p->m.lock();
  p->m.unlock();
  first->m.unlock();
}
} // namespace good_pointer_moves_on

// Each round locks another node before it lets go of the last.
namespace good_hand_over_hand {
void f(Account *p) {
  std::unique_lock here(p->m);
  while (p->next) {
    std::unique_lock there(p->next->m);
    p = p->next;
    here = std::move(there);
  }
}
} // namespace good_hand_over_hand

namespace good_next_of_itself_is_another_object {
void f(Account &a) {
  std::lock_guard first(a.m);
  if (a.next)
    std::lock_guard second(a.next->m), third(a.next->next->m);
}
} // namespace good_next_of_itself_is_another_object

// Two calls may return two objects.
namespace good_object_from_unknown_function {
Account &pick(int);
void f() {
  std::lock_guard first(pick(1).m);
  std::lock_guard second(pick(2).m);
}
} // namespace good_object_from_unknown_function

namespace good_range_for_elements {
void f(std::vector<Account *> &all) {
  std::vector<std::unique_lock<std::mutex>> held;
  for (Account *a : all)
    held.emplace_back(a->m);
}
} // namespace good_range_for_elements

namespace good_range_for_locks_each_by_hand {
void f(std::vector<Account *> &all) {
  for (Account *a : all)
    a->m.lock();
  work();
  for (Account *a : all)
    a->m.unlock();
}
} // namespace good_range_for_locks_each_by_hand

// ---- Paths ----

namespace good_released_in_between {
void f(Account &a) {
  std::unique_lock lk(a.m);
  ++a.balance;
  lk.unlock();
  work();
  std::lock_guard again(a.m);
  --a.balance;
}
} // namespace good_released_in_between

namespace good_relocked_by_the_same_guard {
void f(Account &a) {
  std::unique_lock lk(a.m);
  lk.unlock();
  work();
  lk.lock();
}
} // namespace good_relocked_by_the_same_guard

namespace good_blocks_in_a_row {
void f(Account &a) {
  {
    std::lock_guard guard(a.m);
    ++a.balance;
  }
  {
    std::lock_guard guard(a.m);
    --a.balance;
  }
}
} // namespace good_blocks_in_a_row

namespace good_exclusive_branches {
void f(Account &a, bool up) {
  if (up)
    a.m.lock();
  else
    a.m.lock();
  ++a.balance;
  a.m.unlock();
}
} // namespace good_exclusive_branches

namespace good_opposite_conditions {
void f(Account &a, const bool late) {
  if (!late)
    a.m.lock();
  work();
  if (late)
    a.m.lock();
  ++a.balance;
  a.m.unlock();
}
} // namespace good_opposite_conditions

namespace bad_same_condition_twice {
void f(Account &a, const bool safe) {
  if (safe)
    a.m.lock(); // note: first acquired here
  work();
  if (safe)
    a.m.lock(); // warn: 'a.m' is locked again while it is held, which is a deadlock
  a.m.unlock();
}
} // namespace bad_same_condition_twice

// Every round but the first finds the lock taken.
namespace bad_loop_acquires_without_release {
void f(Account &a, int n) {
  for (int i = 0; i < n; ++i) {
    a.m.lock(); // warn: 'a.m' is locked again while it is held, which is a deadlock // note: first acquired here
    ++a.balance;
  }
  a.m.unlock();
}
} // namespace bad_loop_acquires_without_release

// continue skips the unlock.
namespace bad_continue_skips_the_unlock {
void f(Account &a, int n) {
  while (n--) {
    a.m.lock(); // warn: 'a.m' is locked again while it is held, which is a deadlock // note: first acquired here
    if (a.balance == 0)
      continue;
    --a.balance;
    a.m.unlock();
  }
}
} // namespace bad_continue_skips_the_unlock

namespace good_loop_with_guard_per_round {
void f(Account &a, int n) {
  for (int i = 0; i < n; ++i) {
    std::lock_guard guard(a.m);
    if (a.balance == 0)
      continue;
    if (a.balance < 0)
      break;
    --a.balance;
  }
  std::lock_guard guard(a.m);
  ++a.balance;
}
} // namespace good_loop_with_guard_per_round

namespace good_loop_locks_once_and_leaves {
void f(Account &a) {
  for (;;) {
    a.m.lock();
    if (a.balance)
      break;
    a.m.unlock();
  }
  --a.balance;
  a.m.unlock();
}
} // namespace good_loop_locks_once_and_leaves

namespace good_worker_unlocks_around_the_work {
void f(Account &a) {
  std::unique_lock lk(a.m);
  while (a.balance) {
    --a.balance;
    lk.unlock();
    {
      std::lock_guard other(a.m);
      work();
    }
    lk.lock();
  }
}
} // namespace good_worker_unlocks_around_the_work

namespace good_try_lock_never_waits {
bool f(Account &a) {
  std::lock_guard guard(a.m);
  return a.m.try_lock();
}
} // namespace good_try_lock_never_waits

namespace good_lock_after_failed_try {
void f(Account &a) {
  if (!a.m.try_lock())
    a.m.lock();
  ++a.balance;
  a.m.unlock();
}
} // namespace good_lock_after_failed_try

namespace good_lock_unless_owned {
void f(Account &a) {
  std::unique_lock lk(a.m, std::try_to_lock);
  if (!lk.owns_lock())
    lk.lock();
  ++a.balance;
}
} // namespace good_lock_unless_owned

namespace good_adopted {
void f(Account &a, Account &b) {
  std::lock(a.m, b.m);
  std::lock_guard ga(a.m, std::adopt_lock);
  std::lock_guard gb(b.m, std::adopt_lock);
  std::swap(a.balance, b.balance);
}
} // namespace good_adopted

namespace good_deferred_locked_together {
void f(Account &a, Account &b) {
  std::unique_lock la(a.m, std::defer_lock), lb(b.m, std::defer_lock);
  std::lock(la, lb);
}
} // namespace good_deferred_locked_together

namespace good_moved_away {
void publish(std::unique_lock<std::mutex> lk);
void f(Account &a) {
  std::unique_lock lk(a.m);
  publish(std::move(lk));
  std::lock_guard again(a.m);
}
} // namespace good_moved_away

namespace good_passed_to_unknown_code {
void maybe_release(std::unique_lock<std::mutex> &lk);
void f(Account &a) {
  std::unique_lock lk(a.m);
  maybe_release(lk);
  std::lock_guard again(a.m);
}
} // namespace good_passed_to_unknown_code

namespace good_recursive_mutex {
void f(Account &a) {
  std::lock_guard outer(a.rec);
  std::lock_guard inner(a.rec);
  a.rec.lock();
  a.rec.unlock();
}
} // namespace good_recursive_mutex

namespace good_null_lock {
struct NullMutex {
  void lock() {}
  void unlock() {}
};
void f(NullMutex &m) {
  std::lock_guard outer(m);
  std::lock_guard inner(m);
}
} // namespace good_null_lock

// Recursive by its visible body: the owner may come in again.
namespace good_home_made_recursive_lock {
class Reentrant {
public:
  void lock() {
    if (owner_ == std::this_thread::get_id()) {
      ++depth_;
      return;
    }
    m_.lock();
    owner_ = std::this_thread::get_id();
    depth_ = 1;
  }
  void unlock() {
    if (--depth_ == 0) {
      owner_ = {};
      m_.unlock();
    }
  }

private:
  std::mutex m_;
  std::thread::id owner_;
  int depth_ = 0;
};
void f(Reentrant &r) {
  std::lock_guard outer(r);
  std::lock_guard inner(r);
}
} // namespace good_home_made_recursive_lock

namespace good_condition_variable {
void f(Account &a, std::condition_variable &cv) {
  std::unique_lock lk(a.m);
  cv.wait(lk, [&] { return a.balance > 0; });
  --a.balance;
}
} // namespace good_condition_variable

// ---- Through calls ----

namespace bad_member_locks_again {
struct Index {
  std::mutex m_;
  std::vector<int> keys_;
  void trim() {
    std::lock_guard guard(m_); // note: acquired again here
    keys_.clear();
  }
  void add(int k) {
    std::lock_guard guard(m_); // note: first acquired here
    keys_.push_back(k);
    if (keys_.size() > 64)
      trim(); // warn: 'trim' locks 'm_', which is already held here: a deadlock
  }
};
} // namespace bad_member_locks_again

// Two calls deep.
namespace bad_member_locks_again_through_two_calls {
struct Index {
  std::mutex m_;
  long n_ = 0;
  long size() {
    std::lock_guard guard(m_); // note: acquired again here
    return n_;
  }
  bool empty() { return size() == 0; }
  void add() {
    std::unique_lock lk(m_); // note: first acquired here
    if (empty()) // warn: 'empty' locks 'm_', which is already held here: a deadlock
      ++n_;
  }
};
} // namespace bad_member_locks_again_through_two_calls

namespace bad_parameter_locked_by_callee {
void audit(Account &a) {
  std::lock_guard guard(a.m); // note: acquired again here
  a.balance += 0;
}
void f(Account &x) {
  std::lock_guard guard(x.m); // note: first acquired here
  audit(x); // warn: 'audit' locks 'x.m', which is already held here: a deadlock
}
} // namespace bad_parameter_locked_by_callee

namespace bad_mutex_parameter_locked_by_callee {
void with_lock(std::mutex *m) {
  m->lock(); // note: acquired again here
  m->unlock();
}
void f(Account &x) {
  std::lock_guard guard(x.m); // note: first acquired here
  with_lock(&x.m); // warn: 'with_lock' locks 'x.m', which is already held here: a deadlock
}
} // namespace bad_mutex_parameter_locked_by_callee

namespace bad_member_of_other_object_called {
struct Queue {
  std::mutex m_;
  int n_ = 0;
  int size() {
    std::lock_guard guard(m_); // note: acquired again here
    return n_;
  }
};
int f(Queue &q) {
  std::lock_guard guard(q.m_); // note: first acquired here
  return q.size(); // warn: 'size' locks 'q.m_', which is already held here: a deadlock
}
} // namespace bad_member_of_other_object_called

namespace bad_transfer_with_one_held {
void transfer(Account &from, Account &to) {
  std::scoped_lock both(from.m, to.m); // note: acquired again here // note: which locks 'a.m' here
  std::swap(from.balance, to.balance);
}
void f(Account &a, Account &b) {
  std::lock_guard guard(b.m); // note: 'b.m' is locked here // note: first acquired here
  transfer(a, b); // warn: 'transfer' locks 'b.m', which is already held here: a deadlock // warn[lock-order]: 'transfer' locks 'a.m' while 'b.m' is held, and another call, with the two exchanged, locks them the other way round: a deadlock when both run at once // note: release the first before the call, or take them in one order everywhere
}
} // namespace bad_transfer_with_one_held

namespace bad_static_function_locks_global {
std::mutex registry;
int count;
struct Registry {
  static int size() {
    std::lock_guard guard(registry); // note: acquired again here
    return count;
  }
};
void f() {
  std::lock_guard guard(registry); // note: first acquired here
  count = Registry::size() + 1; // warn: 'size' locks 'registry', which is already held here: a deadlock
}
} // namespace bad_static_function_locks_global

namespace bad_direct_recursion {
struct Tree {
  std::mutex m_;
  void rebalance(int depth) {
    std::lock_guard guard(m_); // note: acquired again here // note: first acquired here
    if (depth > 0)
      rebalance(depth - 1); // warn: 'rebalance' locks 'm_', which is already held here: a deadlock
  }
};
} // namespace bad_direct_recursion

namespace bad_lambda_called_in_place {
void f(Account &a) {
  std::lock_guard guard(a.m); // note: first acquired here
  auto locked_balance = [&a] { std::lock_guard inner(a.m); return a.balance; }; // note: acquired again here
  unknown(locked_balance()); // warn: this lambda locks 'a.m', which is already held here: a deadlock
}
void g(Account &a) {
  std::lock_guard guard(a.m); // note: first acquired here
  [&] { std::lock_guard inner(a.m); ++a.balance; }(); // warn: this lambda locks 'a.m', which is already held here: a deadlock // note: acquired again here
}
} // namespace bad_lambda_called_in_place

namespace bad_lambda_called_by_algorithm {
void f(Account &a, std::vector<int> &v) {
  std::lock_guard guard(a.m); // note: first acquired here
  std::for_each(v.begin(), v.end(), [&](int n) { std::lock_guard inner(a.m); a.balance += n; }); // warn: this lambda locks 'a.m', which is already held here: a deadlock // note: acquired again here
}
} // namespace bad_lambda_called_by_algorithm

namespace bad_overloaded_operator {
struct Counter {
  std::mutex m_;
  long n_ = 0;
  Counter &operator+=(long n) {
    std::lock_guard guard(m_); // note: acquired again here
    n_ += n;
    return *this;
  }
  void f() {
    std::lock_guard guard(m_); // note: first acquired here
    *this += 1; // warn: 'operator+=' locks 'm_', which is already held here: a deadlock
  }
};
} // namespace bad_overloaded_operator

namespace bad_base_class_member_locks_again {
struct Base {
  std::mutex m_;
  void reset() {
    std::lock_guard guard(m_); // note: acquired again here
    work();
  }
};
struct Derived : Base {
  void f() {
    std::lock_guard guard(m_); // note: first acquired here
    reset(); // warn: 'reset' locks 'm_', which is already held here: a deadlock
  }
};
} // namespace bad_base_class_member_locks_again

namespace bad_helper_returns_with_the_lock_held {
struct Table {
  std::mutex m_;
  void enter() { m_.lock(); } // note: acquired again here
  void leave() { m_.unlock(); }
  std::unique_lock<std::mutex> exclusive() { return std::unique_lock(m_); } // note: acquired again here
  void f() {
    enter(); // note: first acquired here
    enter(); // warn: 'enter' locks 'm_', which is already held here: a deadlock
    leave();
  }
  void g() {
    auto first = exclusive(); // note: first acquired here
    auto second = exclusive(); // warn: 'exclusive' locks 'm_', which is already held here: a deadlock
  }
};
} // namespace bad_helper_returns_with_the_lock_held

namespace bad_template_instantiated_twice {
template <class T> struct Cache {
  std::mutex m_;
  T value_{};
  T get() {
    std::lock_guard guard(m_); // note: acquired again here
    return value_;
  }
  void bump() {
    std::lock_guard guard(m_); // note: first acquired here
    value_ = get() + 1; // warn: 'get' locks 'm_', which is already held here: a deadlock
  }
};
template struct Cache<int>;
template struct Cache<long>;
} // namespace bad_template_instantiated_twice

namespace good_template_over_recursive_mutex {
template <class M> struct Cache {
  M m_;
  int value_ = 0;
  int get() {
    std::lock_guard guard(m_);
    return value_;
  }
  void bump() {
    std::lock_guard guard(m_);
    value_ = get() + 1;
  }
};
template struct Cache<std::recursive_mutex>;
} // namespace good_template_over_recursive_mutex

namespace good_template_not_instantiated {
template <class M> void f(M &m) {
  std::lock_guard<M> outer(m);
  std::lock_guard<M> inner(m);
}
} // namespace good_template_not_instantiated

namespace good_callee_locks_another_object {
void audit(Account &a) {
  std::lock_guard guard(a.m);
  a.balance += 0;
}
void f(Account &x, Account &y) {
  std::lock_guard guard(x.m);
  audit(y);
}
} // namespace good_callee_locks_another_object

namespace good_same_member_of_another_object {
struct Queue {
  std::mutex m_;
  int n_ = 0;
  int size() {
    std::lock_guard guard(m_);
    return n_;
  }
  void steal(Queue &other) {
    std::lock_guard guard(m_);
    n_ += other.size();
  }
};
} // namespace good_same_member_of_another_object

namespace good_recursion_over_children {
struct Node {
  std::mutex m;
  std::vector<Node *> children;
};
void visit(Node &n) {
  std::lock_guard guard(n.m);
  for (Node *child : n.children)
    visit(*child);
}
} // namespace good_recursion_over_children

namespace good_callee_unlocks_and_relocks {
struct Index {
  std::mutex m_;
  void pause() {
    m_.unlock();
    work();
    m_.lock();
  }
  void f() {
    std::lock_guard guard(m_);
    pause();
  }
};
} // namespace good_callee_unlocks_and_relocks

namespace good_callee_unlocks_and_relocks_the_guard {
void pause(std::unique_lock<std::mutex> &lk) {
  lk.unlock();
  work();
  lk.lock();
}
void f(Account &a) {
  std::unique_lock lk(a.m);
  pause(lk);
}
} // namespace good_callee_unlocks_and_relocks_the_guard

namespace good_callee_only_tries {
struct Index {
  std::mutex m_;
  bool busy() {
    if (!m_.try_lock())
      return true;
    m_.unlock();
    return false;
  }
  void f() {
    std::lock_guard guard(m_);
    if (busy())
      work();
  }
};
} // namespace good_callee_only_tries

namespace good_callee_expects_the_lock {
struct Index {
  std::mutex m_;
  int n_ = 0;
  void trim_locked() { n_ /= 2; }
  void trim() {
    std::lock_guard guard(m_);
    trim_locked();
  }
  void add() {
    {
      std::lock_guard guard(m_);
      ++n_;
      trim_locked();
    }
    trim();
  }
};
} // namespace good_callee_expects_the_lock

// The argument decides whether the callee locks.
namespace good_callee_told_that_the_lock_is_held {
struct Index {
  std::mutex m_;
  int n_ = 0;
  void trim(bool locked) {
    std::unique_lock lk(m_, std::defer_lock);
    if (!locked)
      lk.lock();
    n_ /= 2;
  }
  void add() {
    std::lock_guard guard(m_);
    trim(true);
  }
};
} // namespace good_callee_told_that_the_lock_is_held

namespace good_callee_takes_the_guard {
struct Index {
  std::mutex m_;
  int n_ = 0;
  void finish(std::unique_lock<std::mutex> lk) {
    lk.unlock();
    std::lock_guard again(m_);
    ++n_;
  }
  void f() {
    std::unique_lock lk(m_);
    finish(std::move(lk));
  }
};
} // namespace good_callee_takes_the_guard

// Who knows which override runs.
namespace good_virtual_call {
struct Base {
  std::mutex m_;
  virtual ~Base() = default;
  virtual void hook() {
    std::lock_guard guard(m_);
    work();
  }
  void f() {
    std::lock_guard guard(m_);
    hook();
  }
};
} // namespace good_virtual_call

namespace good_body_not_visible {
struct Index {
  std::mutex m_;
  void trim();
  void f() {
    std::lock_guard guard(m_);
    trim();
  }
};
} // namespace good_body_not_visible

// Made here, run elsewhere.
namespace good_lambda_not_called_here {
void later(std::function<void()>);
void f(Account &a) {
  std::lock_guard guard(a.m);
  auto bump = [&a] {
    std::lock_guard inner(a.m);
    ++a.balance;
  };
  later(bump);
  std::thread worker([&a] {
    std::lock_guard inner(a.m);
    ++a.balance;
  });
  worker.detach();
}
} // namespace good_lambda_not_called_here

namespace good_lambda_called_after_the_lock {
void f(Account &a) {
  auto bump = [&a] {
    std::lock_guard inner(a.m);
    ++a.balance;
  };
  {
    std::lock_guard guard(a.m);
    --a.balance;
  }
  bump();
}
} // namespace good_lambda_called_after_the_lock

namespace good_call_in_unreachable_branch {
struct Index {
  std::mutex m_;
  int n_ = 0;
  void trim() {
    std::lock_guard guard(m_);
    n_ = 0;
  }
  template <bool Trim> void add() {
    std::lock_guard guard(m_);
    if constexpr (Trim)
      trim();
    ++n_;
  }
};
void f(Index &i) { i.add<false>(); }
} // namespace good_call_in_unreachable_branch

// ---- Async locks and awaited tasks ----

namespace bad_async_mutex_twice {
mini::task<void> f(mini::async_mutex &m) {
  auto first = co_await m.lock(); // note: first acquired here
  auto second = co_await m.lock(); // warn: 'm' is locked again while it is held, which waits for this coroutine
}
} // namespace bad_async_mutex_twice

namespace bad_async_mutex_in_a_loop {
mini::task<void> f(mini::async_mutex &m, int n) {
  for (int i = 0; i < n; ++i) {
    auto guard = co_await m.lock(); // note: first acquired here
    if (i == 3) {
      auto again = co_await m.lock(); // warn: 'm' is locked again while it is held, which waits for this coroutine
    }
  }
}
} // namespace bad_async_mutex_in_a_loop

namespace bad_awaited_task_locks_again {
struct Pool {
  mini::async_mutex m_;
  int idle_ = 0;
  mini::task<void> evict() {
    auto guard = co_await m_.lock(); // note: acquired again here
    --idle_;
  }
  mini::task<void> put() {
    auto guard = co_await m_.lock(); // note: first acquired here
    ++idle_;
    co_await evict(); // warn: 'evict' locks 'm_', which is already held here: it waits for its caller
  }
};
} // namespace bad_awaited_task_locks_again

namespace bad_awaited_task_locks_parameter {
mini::task<void> reset(Account &a) {
  auto guard = co_await a.turn.lock(); // note: acquired again here
  a.balance = 0;
}
mini::task<void> f(Account &a) {
  auto guard = co_await a.turn.lock(); // note: first acquired here
  if (a.balance < 0)
    co_await reset(a); // warn: 'reset' locks 'a.turn', which is already held here: it waits for its caller
}
} // namespace bad_awaited_task_locks_parameter

// Made before the lock, but it runs when it is awaited.
namespace bad_lazy_task_awaited_under_the_lock {
struct Pool {
  mini::async_mutex m_;
  mini::task<void> evict() {
    auto guard = co_await m_.lock(); // note: acquired again here
    work();
  }
  mini::task<void> put() {
    auto cleanup = evict();
    auto guard = co_await m_.lock(); // note: first acquired here
    co_await std::move(cleanup); // warn: 'evict' locks 'm_', which is already held here: it waits for its caller
  }
};
} // namespace bad_lazy_task_awaited_under_the_lock

namespace bad_awaited_task_locks_a_thread_mutex {
struct Pool {
  std::mutex m_;
  int n_ = 0;
  mini::task<int> size() {
    std::lock_guard guard(m_); // note: acquired again here
    co_return n_;
  }
  mini::task<void> f() {
    std::lock_guard guard(m_); // warn[await-holding-lock]: guard 'guard' holds a thread lock while the coroutine is suspended // note: first acquired here // note: release it before suspending, or use a lock that is awaited
    n_ = co_await size() + 1; // warn: 'size' locks 'm_', which is already held here: a deadlock // note: still held at this 'co_await', where the coroutine may suspend
  }
};
} // namespace bad_awaited_task_locks_a_thread_mutex

namespace bad_coroutine_locks_thread_mutex_twice {
mini::task<void> f(Account &a) {
  {
    std::lock_guard outer(a.m); // note: first acquired here
    std::lock_guard inner(a.m); // warn: 'a.m' is locked again while it is held, which is a deadlock
    ++a.balance;
  }
  co_await flush();
}
} // namespace bad_coroutine_locks_thread_mutex_twice

namespace good_async_mutex_released_by_its_block {
mini::task<void> f(mini::async_mutex &m) {
  {
    auto first = co_await m.lock();
    work();
  }
  auto second = co_await m.lock();
}
} // namespace good_async_mutex_released_by_its_block

namespace good_two_async_mutexes {
mini::task<void> f(Account &a, Account &b) {
  auto first = co_await a.turn.lock();
  auto second = co_await b.turn.lock();
}
} // namespace good_two_async_mutexes

// A lazy task locks nothing until it is awaited.
namespace good_lazy_task_made_under_the_lock {
struct Pool {
  mini::async_mutex m_;
  mini::task<void> evict() {
    auto guard = co_await m_.lock();
    work();
  }
  mini::task<mini::task<void>> put() {
    auto guard = co_await m_.lock();
    auto cleanup = evict();
    co_return std::move(cleanup);
  }
};
} // namespace good_lazy_task_made_under_the_lock

namespace good_lazy_task_awaited_after_the_lock {
struct Pool {
  mini::async_mutex m_;
  mini::task<void> evict() {
    auto guard = co_await m_.lock();
    work();
  }
  mini::task<void> put() {
    auto cleanup = evict();
    {
      auto guard = co_await m_.lock();
      work();
    }
    co_await std::move(cleanup);
  }
};
} // namespace good_lazy_task_awaited_after_the_lock

namespace good_async_guard_moved_into_the_task {
struct Pool {
  mini::async_mutex m_;
  mini::task<void> finish(mini::async_mutex::guard g) {
    { auto mine = std::move(g); }
    auto again = co_await m_.lock();
  }
  mini::task<void> f() {
    auto guard = co_await m_.lock();
    co_await finish(std::move(guard));
  }
};
} // namespace good_async_guard_moved_into_the_task

// Two places out of several: no deadlock by itself.
namespace good_units_twice {
class [[clang::annotate("corolint::lock_guard", "async")]] units {
public:
  units(units &&) noexcept;
  ~units();
};
struct semaphore {
  struct op : mini::tick {
    units await_resume();
  };
  op acquire();
};
mini::task<void> f(semaphore &sem) {
  auto one = co_await sem.acquire();
  auto two = co_await sem.acquire();
}
} // namespace good_units_twice

namespace good_async_mutex_unlocked_by_hand {
struct Mutex {
  mini::tick lock();
  void unlock();
};
mini::task<void> f(Mutex &m) {
  co_await m.lock();
  work();
  m.unlock();
  co_await m.lock();
  m.unlock();
}
} // namespace good_async_mutex_unlocked_by_hand

namespace bad_async_mutex_by_hand_twice {
struct Mutex {
  mini::tick lock();
  void unlock();
};
mini::task<void> f(Mutex &m) {
  co_await m.lock(); // note: first acquired here
  work();
  co_await m.lock(); // warn: 'm' is locked again while it is held, which waits for this coroutine
  m.unlock();
}
} // namespace bad_async_mutex_by_hand_twice

// lock() without co_await takes nothing; that is another rule's business.
namespace good_async_lock_not_awaited {
mini::task<void> f(mini::async_mutex &m) {
  auto guard = co_await m.lock();
  auto pending = m.lock();
  unknown(&pending);
}
} // namespace good_async_lock_not_awaited

// ---- More pairs that only look like it ----

namespace good_flag_remembers_the_lock {
void f(Account &a, bool early) {
  bool locked = false;
  if (early) {
    a.m.lock();
    locked = true;
  }
  work();
  if (!locked)
    a.m.lock();
  ++a.balance;
  a.m.unlock();
}
} // namespace good_flag_remembers_the_lock

namespace good_smart_pointer_moves_on {
struct Node {
  std::mutex m;
  std::shared_ptr<Node> next;
};
void f(std::shared_ptr<Node> n) {
  while (n) {
    std::unique_lock here(n->m);
    auto next = n->next;
    if (!next)
      break;
    std::unique_lock there(next->m);
    here.unlock();
    n = next;
  }
}
} // namespace good_smart_pointer_moves_on

namespace good_swapped_out {
void f(Account &a) {
  std::unique_lock outer(a.m);
  {
    std::unique_lock<std::mutex> inner;
    outer.swap(inner);
  }
  std::lock_guard again(a.m);
}
} // namespace good_swapped_out

namespace good_released_and_unlocked {
void f(Account &a) {
  std::unique_lock lk(a.m);
  lk.release()->unlock();
  std::lock_guard again(a.m);
}
} // namespace good_released_and_unlocked

namespace good_temporary_guard_is_over {
void f(Account &a) {
  long copy = (std::lock_guard{a.m}, a.balance);
  std::lock_guard guard(a.m);
  a.balance = copy + 1;
}
} // namespace good_temporary_guard_is_over

namespace good_returns_under_the_first {
void f(Account &a) {
  {
    std::lock_guard guard(a.m);
    if (a.balance)
      return;
  }
  std::lock_guard guard(a.m);
  a.balance = 1;
}
} // namespace good_returns_under_the_first

namespace good_exception_leaves_the_first {
void f(Account &a) {
  try {
    std::lock_guard guard(a.m);
    if (a.balance < 0)
      throw 1;
  } catch (int) {
    std::lock_guard guard(a.m);
    a.balance = 0;
  }
}
} // namespace good_exception_leaves_the_first

namespace good_optional_guard_reset {
void f(Account &a) {
  std::optional<std::lock_guard<std::mutex>> guard(std::in_place, a.m);
  ++a.balance;
  guard.reset();
  guard.emplace(a.m);
}
} // namespace good_optional_guard_reset

namespace good_two_shards_by_hash {
struct Map {
  std::array<std::mutex, 8> shards_;
  void move(unsigned from, unsigned to) {
    std::lock_guard first(shards_[from % 8]);
    std::lock_guard second(shards_[to % 8]);
  }
};
} // namespace good_two_shards_by_hash

// A copy is another object with a lock of its own.
namespace good_lock_of_a_local_object {
void f(Account &a) {
  std::lock_guard guard(a.m);
  Account other;
  std::lock_guard also(other.m);
  other.balance = a.balance;
}
} // namespace good_lock_of_a_local_object

// One object per round.
namespace good_local_object_per_round {
void f(int n) {
  std::vector<std::unique_ptr<Account>> made;
  for (int i = 0; i < n; ++i) {
    auto one = std::make_unique<Account>();
    one->m.lock();
    made.push_back(std::move(one));
  }
}
} // namespace good_local_object_per_round

namespace bad_final_class_overrides {
struct Base {
  virtual ~Base() = default;
  virtual void hook() = 0;
};
struct Impl final : Base {
  std::mutex m_;
  void hook() override {
    std::lock_guard guard(m_); // note: acquired again here
    work();
  }
  void f() {
    std::lock_guard guard(m_); // note: first acquired here
    hook(); // warn: 'hook' locks 'm_', which is already held here: a deadlock
  }
};
} // namespace bad_final_class_overrides

namespace bad_qualified_call_of_a_virtual_function {
struct Base {
  std::mutex m_;
  virtual ~Base() = default;
  virtual void hook() {
    std::lock_guard guard(m_); // note: acquired again here
    work();
  }
};
struct Derived : Base {
  void hook() override {
    std::lock_guard guard(m_); // note: first acquired here
    Base::hook(); // warn: 'hook' locks 'm_', which is already held here: a deadlock
  }
};
} // namespace bad_qualified_call_of_a_virtual_function

namespace bad_coroutine_lambda_awaited_under_the_lock {
mini::task<void> f(mini::async_mutex &m) {
  auto inner = [&]() -> mini::task<void> { auto guard = co_await m.lock(); }; // note: acquired again here
  auto guard = co_await m.lock(); // note: first acquired here
  co_await inner(); // warn: this lambda locks 'm', which is already held here: it waits for its caller
}
} // namespace bad_coroutine_lambda_awaited_under_the_lock

namespace bad_callee_locks_after_a_test {
struct Index {
  std::mutex m_;
  int n_ = 0;
  void trim(bool force) {
    if (n_ < 8 && !force)
      return;
    std::lock_guard guard(m_); // note: acquired again here
    n_ = 0;
  }
  void add(bool force) {
    std::lock_guard guard(m_); // note: first acquired here
    ++n_;
    trim(force); // warn: 'trim' locks 'm_', which is already held here: a deadlock
  }
};
} // namespace bad_callee_locks_after_a_test

namespace bad_unlock_on_one_branch_only {
void f(Account &a, bool pause) {
  std::unique_lock lk(a.m); // note: first acquired here
  if (pause)
    lk.unlock();
  a.m.lock(); // warn: 'a.m' is locked again while it is held, which is a deadlock
  a.m.unlock();
}
} // namespace bad_unlock_on_one_branch_only

namespace bad_switch_fallthrough {
void f(Account &a, int mode) {
  switch (mode) {
  case 0:
    a.m.lock(); // note: first acquired here
    [[fallthrough]];
  case 1:
    a.m.lock(); // warn: 'a.m' is locked again while it is held, which is a deadlock
    a.m.unlock();
  }
}
} // namespace bad_switch_fallthrough

// ---- Attributes and macros ----

class __attribute__((capability("mutex"))) Latch {
public:
  void enter() __attribute__((acquire_capability()));
  void leave() __attribute__((release_capability()));
};
class __attribute__((scoped_lockable)) LatchGuard {
public:
  explicit LatchGuard(Latch &latch) __attribute__((acquire_capability(latch)));
  ~LatchGuard() __attribute__((release_capability()));
};

namespace bad_capability_twice {
void f(Latch &latch) {
  latch.enter(); // note: first acquired here
  latch.enter(); // warn: 'latch' is locked again while it is held, which is a deadlock
  latch.leave();
}
} // namespace bad_capability_twice

namespace bad_scoped_lockable_under_capability {
void f(Latch &latch) {
  LatchGuard guard(latch); // note: first acquired here
  LatchGuard again(latch); // warn: 'latch' is locked again while it is held, which is a deadlock
}
} // namespace bad_scoped_lockable_under_capability

namespace good_capabilities_of_two_objects {
void f(Latch &a, Latch &b) {
  LatchGuard first(a);
  LatchGuard second(b);
}
} // namespace good_capabilities_of_two_objects

namespace good_capability_left_in_between {
void f(Latch &latch) {
  latch.enter();
  latch.leave();
  LatchGuard guard(latch);
}
} // namespace good_capability_left_in_between

#define LOCKED(mutex, name) std::lock_guard name(mutex)

namespace bad_guards_from_a_macro {
void f(Account &a) {
  LOCKED(a.m, outer); // note: first acquired here
  LOCKED(a.m, inner); // warn: 'a.m' is locked again while it is held, which is a deadlock
}
} // namespace bad_guards_from_a_macro

namespace good_guards_from_a_macro {
void f(Account &a) {
  LOCKED(a.m, one);
  LOCKED(a.rw, two);
}
} // namespace good_guards_from_a_macro

// ---- A guard that the callee is given, and opens ----

namespace given_guards {
struct Journal {
  std::mutex m;
  void append() { std::lock_guard guard(m); } // note: acquired again here
  void flush(std::unique_lock<std::mutex> &held) {
    held.unlock();
    append();
    held.lock();
  }
  void flush_locked(std::unique_lock<std::mutex> &held) {
    append();
    held.unlock();
  }
  void good_opened_first() {
    std::unique_lock held(m);
    flush(held);
  }
  void bad_opened_too_late() {
    std::unique_lock held(m); // note: first acquired here
    flush_locked(held); // warn: 'flush_locked' locks 'm', which is already held here: a deadlock
  }
};
} // namespace given_guards
