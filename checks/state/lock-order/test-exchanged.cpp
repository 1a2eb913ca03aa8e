// One function, two arguments that can be exchanged.
#include "mini.h"
#include <functional>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

struct account {
  mutable std::mutex m;
  int id = 0;
  long balance = 0;
};
long check(const account &a, const account &b);

void bad_transfer(account &from, account &to, long n) {
  std::lock_guard one(from.m); // note: 'from.m' is locked here
  std::lock_guard other(to.m); // warn: 'to.m' is locked while 'from.m' is held, and another call, with the two exchanged, locks them the other way round: a deadlock when both run at once // note: take both at once with 'std::scoped_lock', or in one order everywhere
  from.balance -= n;
  to.balance += n;
}

void bad_by_pointer(account *from, account *to, long n) {
  std::lock_guard one(from->m); // note: 'from->m' is locked here
  std::lock_guard other(to->m); // warn: 'to->m' is locked while 'from->m' is held, and another call, with the two exchanged, locks them the other way round: a deadlock when both run at once // note: take both at once with 'std::scoped_lock', or in one order everywhere
  from->balance -= n;
  to->balance += n;
}

void bad_by_shared_pointer(std::shared_ptr<account> from, const std::shared_ptr<account> &to, long n) {
  std::lock_guard one(from->m); // note: 'from->m' is locked here
  std::lock_guard other(to->m); // warn: 'to->m' is locked while 'from->m' is held, and another call, with the two exchanged, locks them the other way round: a deadlock when both run at once // note: take both at once with 'std::scoped_lock', or in one order everywhere
  from->balance -= n;
  to->balance += n;
}

void bad_compares_for_equality(account &from, account &to, long n) {
  if (&from == &to)
    return;
  std::lock_guard one(from.m); // note: 'from.m' is locked here
  std::lock_guard other(to.m); // warn: 'to.m' is locked while 'from.m' is held, and another call, with the two exchanged, locks them the other way round: a deadlock when both run at once // note: take both at once with 'std::scoped_lock', or in one order everywhere
  from.balance -= n;
  to.balance += n;
}

// Comparing the balances under the locks is no order.
bool bad_compares_too_late(account &from, account &to, long n) {
  std::lock_guard one(from.m); // note: 'from.m' is locked here
  std::lock_guard other(to.m); // warn: 'to.m' is locked while 'from.m' is held, and another call, with the two exchanged, locks them the other way round: a deadlock when both run at once // note: take both at once with 'std::scoped_lock', or in one order everywhere
  if (from.balance < to.balance)
    return false;
  from.balance -= n;
  to.balance += n;
  return check(from, to) > 0;
}

// One is only read: it may always be the same one.
long good_reads_both(account &a, account &b) {
  std::lock_guard one(a.m);
  std::lock_guard other(b.m);
  return a.balance - b.balance;
}

void good_both_at_once(account &from, account &to, long n) {
  std::scoped_lock both(from.m, to.m);
  from.balance -= n;
  to.balance += n;
}

void good_by_address(account &from, account &to, long n) {
  account &first = &from < &to ? from : to;
  account &second = &from < &to ? to : from;
  std::lock_guard one(first.m);
  std::lock_guard other(second.m);
  from.balance -= n;
  to.balance += n;
}

void good_branches_by_address(account &from, account &to, long n) {
  if (std::less<>()(&from, &to)) {
    std::lock_guard one(from.m);
    std::lock_guard other(to.m);
    from.balance -= n, to.balance += n;
  } else {
    std::lock_guard other(to.m);
    std::lock_guard one(from.m);
    from.balance -= n, to.balance += n;
  }
}

void good_branches_by_number(account &from, account &to, long n) {
  if (from.id < to.id) {
    std::lock_guard one(from.m);
    std::lock_guard other(to.m);
    from.balance -= n, to.balance += n;
  } else {
    std::lock_guard other(to.m);
    std::lock_guard one(from.m);
    from.balance -= n, to.balance += n;
  }
}

void good_swapped_into_order(account *from, account *to, long n) {
  if (from > to)
    std::swap(from, to);
  std::lock_guard one(from->m);
  std::lock_guard other(to->m);
  from->balance -= n;
  to->balance += n;
}

bool comes_first(const account &a, const account &b);
void good_asks(account &from, account &to, long n) {
  if (!comes_first(from, to))
    return;
  std::lock_guard one(from.m);
  std::lock_guard other(to.m);
  from.balance -= n;
  to.balance += n;
}

void good_trying(account &from, account &to, long n) {
  std::lock_guard one(from.m);
  std::unique_lock other(to.m, std::try_to_lock);
  if (other)
    from.balance -= n, to.balance += n;
}

// Two classes: who calls cannot exchange them.
struct vault {
  std::mutex m;
  long sum = 0;
};
void good_two_classes(account &from, vault &to, long n) {
  std::lock_guard one(from.m);
  std::lock_guard other(to.m);
  to.sum += n;
}

// Two locks, each of one account: which is which does not change.
struct drawer {
  std::mutex inside, outside;
};
void good_two_members(drawer &a, drawer &b) {
  std::lock_guard one(a.outside);
  std::lock_guard other(b.inside);
}

namespace the_object_and_another {
class purse {
public:
  void bad_merge(purse &other) {
    std::lock_guard mine(m_); // note: 'm_' is locked here
    std::lock_guard theirs(other.m_); // warn: 'other.m_' is locked while 'm_' is held, and another call, with the two exchanged, locks them the other way round: a deadlock when both run at once // note: take both at once with 'std::scoped_lock', or in one order everywhere
    sum_ += std::exchange(other.sum_, 0);
  }
  void bad_swap(purse *other) {
    std::lock_guard mine(m_); // note: 'm_' is locked here
    std::lock_guard theirs(other->m_); // warn: 'other->m_' is locked while 'm_' is held, and another call, with the two exchanged, locks them the other way round: a deadlock when both run at once // note: take both at once with 'std::scoped_lock', or in one order everywhere
    std::swap(sum_, other->sum_);
  }
  purse &operator=(const purse &other) {
    std::lock_guard mine(m_);
    std::lock_guard theirs(other.m_);
    sum_ = other.sum_;
    return *this;
  }
  purse(const purse &other) {
    std::lock_guard mine(m_);
    std::lock_guard theirs(other.m_);
    sum_ = other.sum_;
  }
  bool good_equal(const purse *other) const {
    std::lock_guard mine(m_);
    std::lock_guard theirs(other->m_);
    return sum_ == other->sum_;
  }
  void good_merge(purse &other) {
    purse *first = this, *second = &other;
    if (first > second)
      std::swap(first, second);
    std::lock_guard one(first->m_);
    std::lock_guard two(second->m_);
    sum_ += std::exchange(other.sum_, 0);
  }

private:
  mutable std::mutex m_;
  long sum_ = 0;
};
} // namespace the_object_and_another

// By the way of helpers.
namespace helpers {
struct box {
  void put(int n) {
    std::lock_guard guard(m); // note: which locks 'to.m' here
    sum += n;
  }
  std::mutex m;
  int sum = 0;
};
void bad_move(box &from, box &to, int n) {
  std::lock_guard guard(from.m); // note: 'from.m' is locked here
  from.sum -= n;
  to.put(n); // warn: 'put' locks 'to.m' while 'from.m' is held, and another call, with the two exchanged, locks them the other way round: a deadlock when both run at once // note: release the first before the call, or take them in one order everywhere
}
static void locked_move(box &a, box &b, int n) {
  std::lock_guard one(a.m); // note: which locks 'from.m' here
  std::lock_guard other(b.m); // note: and then 'to.m' here
  a.sum -= n;
  b.sum += n;
}
void bad_through_a_helper(box &from, box &to, int n) { locked_move(from, to, n); } // warn: 'locked_move' locks 'from.m' and then 'to.m', and another call, with the two exchanged, locks them the other way round: a deadlock when both run at once // note: release the first before the call, or take them in one order everywhere
void good_in_order(box &from, box &to, int n) {
  if (&from < &to)
    locked_move(from, to, n);
  else
    locked_move(to, from, -n);
}
} // namespace helpers

// Always the same two: nobody exchanges them.
namespace good_fixed_arguments {
struct box {
  std::mutex m;
  int sum = 0;
};
class pair {
public:
  void left() { move(a_, b_, 1); }
  void more() { move(a_, b_, 2); }

private:
  static void move(box &from, box &to, int n) {
    std::lock_guard one(from.m);
    std::lock_guard other(to.m);
    to.sum += n;
  }
  box a_, b_;
};
} // namespace good_fixed_arguments

namespace bad_exchanged_arguments {
struct box {
  std::mutex m;
  int sum = 0;
};
class pair {
public:
  void left() { move(a_, b_, 1); } // note: 'left' calls 'move' here
  void right() { move(b_, a_, 1); } // warn: 'move' locks 'b_.m' and then 'a_.m', and 'left' locks them the other way round: a deadlock when both run at once // note: release the first before the call, or take them in one order everywhere

private:
  static void move(box &from, box &to, int n) {
    std::lock_guard one(from.m); // note: which locks 'a_.m' here // note: which locks 'b_.m' here
    std::lock_guard other(to.m); // note: and then 'a_.m' here // note: and then 'b_.m' here
    to.sum += n;
  }
  box a_, b_;
};
} // namespace bad_exchanged_arguments

// Mere locks: whoever passes them has an order or has none.
namespace locks_as_arguments {
void both(std::mutex &first, std::mutex &second) {
  std::lock_guard one(first); // note: which locks 'a_' here // note: which locks 'b_' here
  std::lock_guard other(second); // note: and then 'a_' here // note: and then 'b_' here
}
class good {
public:
  void f() { both(a_, b_); }
  void g() { both(a_, b_); }

private:
  std::mutex a_, b_;
};
class bad {
public:
  void f() { both(a_, b_); } // note: 'f' calls 'both' here
  void g() { both(b_, a_); } // warn: 'both' locks 'b_' and then 'a_', and 'f' locks them the other way round: a deadlock when both run at once // note: release the first before the call, or take them in one order everywhere

private:
  std::mutex a_, b_;
};
} // namespace locks_as_arguments

// Elements, by two indices.
namespace elements {
class bank {
public:
  void bad_transfer(int from, int to, long n) {
    std::lock_guard one(accounts_[from].m); // note: 'accounts_[from].m' is locked here
    std::lock_guard other(accounts_[to].m); // warn: 'accounts_[to].m' is locked while 'accounts_[from].m' is held, and another call, with the two exchanged, locks them the other way round: a deadlock when both run at once // note: take both at once with 'std::scoped_lock', or in one order everywhere
    accounts_[from].balance -= n;
    accounts_[to].balance += n;
  }
  void good_transfer(int from, int to, long n) {
    if (from > to)
      std::swap(from, to);
    std::lock_guard one(accounts_[from].m);
    std::lock_guard other(accounts_[to].m);
    accounts_[from].balance -= n;
    accounts_[to].balance += n;
  }

private:
  account accounts_[8];
};
} // namespace elements

// Coroutines with async locks.
namespace async_locks {
struct cell {
  mini::async_mutex m;
  int value = 0;
};
mini::task<void> bad_await(cell &from, cell &to) {
  auto one = co_await from.m.lock(); // note: 'from.m' is locked here
  auto other = co_await to.m.lock(); // warn: 'to.m' is locked while 'from.m' is held, and another call, with the two exchanged, locks them the other way round: a deadlock when both run at once // note: take them in one order everywhere
  std::swap(to.value, from.value);
}
mini::task<void> good_await(cell &from, cell &to) {
  cell *first = &from, *second = &to;
  if (first > second)
    std::swap(first, second);
  auto one = co_await first->m.lock();
  auto other = co_await second->m.lock();
  std::swap(to.value, from.value);
}
} // namespace async_locks
