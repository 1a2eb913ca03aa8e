// Templates, lambdas, guards of one's own, pointers, branches.
#include "mini.h"
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

int work();
bool decide();

namespace bad_template {
template <class T> class both {
public:
  void put(T v) {
    std::lock_guard a(a_); // note: 'put' locks 'a_' here
    std::lock_guard b(b_); // note: and then 'b_' here
    value_ = v;
  }
  T get() {
    std::lock_guard b(b_); // note: 'b_' is locked here
    std::lock_guard a(a_); // warn: 'a_' is locked while 'b_' is held, and 'put' locks them the other way round: a deadlock when both run at once // note: take both at once with 'std::scoped_lock', or in one order everywhere
    return value_;
  }

private:
  std::mutex a_, b_;
  T value_{};
};
int use() {
  both<int> one;
  one.put(1);
  both<long> other;
  other.put(2);
  return one.get() + int(other.get());
}
} // namespace bad_template

namespace bad_nested_object {
struct table {
  std::mutex rows, index;
  int n = 0;
};
class service {
public:
  void add() {
    std::lock_guard rows(table_.rows); // note: 'add' locks 'table_.rows' here
    std::lock_guard index(table_.index); // note: and then 'table_.index' here
    ++table_.n;
  }

private:
  table table_;
};
void sweep(table &t) {
  std::lock_guard index(t.index); // note: 't.index' is locked here
  std::lock_guard rows(t.rows); // warn: 't.rows' is locked while 't.index' is held, and 'add' locks them the other way round: a deadlock when both run at once // note: take both at once with 'std::scoped_lock', or in one order everywhere
  t.n = 0;
}
} // namespace bad_nested_object

namespace bad_pointers {
struct state {
  std::mutex a, b;
};
class service {
public:
  void f() {
    std::unique_lock a(state_->a); // note: 'f' locks 'state_->a' here
    std::unique_lock b(state_->b); // note: and then 'state_->b' here
    work();
  }
  void g() {
    auto &s = *state_;
    std::unique_lock b(s.b); // note: 'state_->b' is locked here
    std::unique_lock a(s.a); // warn: 'state_->a' is locked while 'state_->b' is held, and 'f' locks them the other way round: a deadlock when both run at once // note: take both at once with 'std::scoped_lock', or in one order everywhere
    work();
  }

private:
  std::shared_ptr<state> state_;
};
} // namespace bad_pointers

namespace bad_deferred_and_relocked {
struct both {
  std::mutex a, b;
  void f() {
    std::unique_lock one(a, std::defer_lock);
    std::unique_lock other(b, std::defer_lock);
    one.lock(); // note: 'f' locks 'a' here
    other.lock(); // note: and then 'b' here
  }
  void g() {
    std::unique_lock other(b);
    other.unlock();
    work();
    other.lock(); // note: 'b' is locked here
    std::unique_lock one(a); // warn: 'a' is locked while 'b' is held, and 'f' locks them the other way round: a deadlock when both run at once // note: take both at once with 'std::scoped_lock', or in one order everywhere
  }
};
} // namespace bad_deferred_and_relocked

namespace good_relocked_after {
struct both {
  std::mutex a, b;
  void f() {
    std::lock_guard one(a);
    std::lock_guard other(b);
  }
  void g() {
    std::unique_lock other(b);
    other.unlock();
    {
      std::lock_guard one(a);
      work();
    }
    other.lock();
  }
};
} // namespace good_relocked_after

namespace bad_own_guard {
class holder {
public:
  explicit holder(std::mutex &m) : m_(m) { m_.lock(); }
  ~holder() { m_.unlock(); }

private:
  std::mutex &m_;
};
struct both {
  std::mutex a, b;
  void f() {
    holder one(a); // note: 'f' locks 'a' here
    holder other(b); // note: and then 'b' here
  }
  void g() {
    holder other(b); // note: 'b' is locked here
    holder one(a); // warn: 'a' is locked while 'b' is held, and 'f' locks them the other way round: a deadlock when both run at once // note: take both at once with 'std::scoped_lock', or in one order everywhere
  }
};
} // namespace bad_own_guard

namespace bad_returned_guard {
class store {
public:
  void f() {
    auto a = hold_a(); // note: 'f' locks 'a_' here
    auto b = hold_b(); // note: and then calls 'hold_b' here
    work();
  }
  void g() {
    auto b = hold_b(); // note: 'b_' is locked here
    auto a = hold_a(); // warn: 'hold_a' locks 'a_' while 'b_' is held, and 'f' locks them the other way round: a deadlock when both run at once // note: release the first before the call, or take them in one order everywhere
    work();
  }

private:
  std::unique_lock<std::mutex> hold_a() { return std::unique_lock(a_); } // note: which locks 'a_' here
  std::unique_lock<std::mutex> hold_b() { return std::unique_lock(b_); } // note: which locks 'b_' here
  std::mutex a_, b_;
};
} // namespace bad_returned_guard

namespace bad_in_one_function {
struct both {
  std::mutex a, b;
  void f() {
    {
      std::lock_guard one(a); // note: 'f' locks 'a' here
      std::lock_guard other(b); // note: and then 'b' here
    }
    std::lock_guard other(b); // note: 'b' is locked here
    std::lock_guard one(a); // warn: 'a' is locked while 'b' is held, and elsewhere 'f' locks them the other way round: a deadlock when both run at once // note: take both at once with 'std::scoped_lock', or in one order everywhere
  }
};
} // namespace bad_in_one_function

namespace bad_branches {
struct both {
  std::mutex a, b;
  void f() {
    std::lock_guard one(a); // note: 'f' locks 'a' here
    if (decide()) {
      std::lock_guard other(b); // note: and then 'b' here
      work();
    }
  }
  void g() {
    std::unique_lock<std::mutex> one;
    if (decide())
      one = std::unique_lock(b); // note: 'b' is locked here
    std::lock_guard other(a); // warn: 'a' is locked while 'b' is held, and 'f' locks them the other way round: a deadlock when both run at once // note: take both at once with 'std::scoped_lock', or in one order everywhere
  }
};
} // namespace bad_branches

// Which of the two is held depends on the same thing.
namespace good_exclusive_branches {
struct both {
  std::mutex a, b;
  void f() {
    std::lock_guard one(a);
    std::lock_guard other(b);
  }
  void g(bool first) {
    std::unique_lock<std::mutex> held;
    if (!first)
      held = std::unique_lock(b);
    if (first)
      std::lock_guard one(a);
  }
};
} // namespace good_exclusive_branches

namespace bad_lambda {
struct both {
  std::mutex a, b;
  void f() {
    std::lock_guard one(a); // note: 'f' locks 'a' here
    std::lock_guard other(b); // note: and then 'b' here
  }
  std::function<void()> g() {
    return [this] {
      std::lock_guard other(b); // note: 'b' is locked here
      std::lock_guard one(a); // warn: 'a' is locked while 'b' is held, and 'f' locks them the other way round: a deadlock when both run at once // note: take both at once with 'std::scoped_lock', or in one order everywhere
    };
  }
};
} // namespace bad_lambda

// A lambda that is called where it stands runs under what is held there.
namespace lambdas_in_place {
struct good {
  std::mutex outer, a, b;
  void f() {
    std::lock_guard guard(outer);
    auto take = [&] {
      std::lock_guard one(a);
      std::lock_guard other(b);
    };
    take();
  }
  void g() {
    std::lock_guard guard(outer);
    [&] {
      std::lock_guard other(b);
      std::lock_guard one(a);
    }();
  }
};
struct bad {
  std::mutex a, b;
  void f() {
    std::lock_guard one(a); // note: 'f' locks 'a' here
    [&] { std::lock_guard other(b); }(); // note: and then calls this lambda here // note: which locks 'b' here
  }
  void g() {
    std::lock_guard other(b); // note: 'b' is locked here
    std::lock_guard one(a); // warn: 'a' is locked while 'b' is held, and 'f' locks them the other way round: a deadlock when both run at once // note: take both at once with 'std::scoped_lock', or in one order everywhere
  }
};
} // namespace lambdas_in_place

// Local locks matter where two threads of the function have them.
namespace local_locks {
void bad() {
  std::mutex a, b;
  std::thread one([&] {
    std::lock_guard first(a); // note: this lambda locks 'a' here
    std::lock_guard second(b); // note: and then 'b' here
  });
  std::thread other([&] {
    std::lock_guard second(b); // note: 'b' is locked here
    std::lock_guard first(a); // warn: 'a' is locked while 'b' is held, and this lambda locks them the other way round: a deadlock when both run at once // note: take both at once with 'std::scoped_lock', or in one order everywhere
  });
  one.join();
  other.join();
}
void good_one_after_the_other() {
  std::mutex a, b;
  auto one = [&] {
    std::lock_guard first(a);
    std::lock_guard second(b);
  };
  auto other = [&] {
    std::lock_guard second(b);
    std::lock_guard first(a);
  };
  one();
  other();
}
} // namespace local_locks

namespace bad_static_locks {
void f() {
  static std::mutex mine;
  (void)mine;
}
struct registry {
  static std::mutex names, values;
  static void add() {
    std::lock_guard one(names); // note: 'add' locks 'names' here
    std::lock_guard other(values); // note: and then 'values' here
  }
  static void remove() {
    std::lock_guard other(values); // note: 'values' is locked here
    std::lock_guard one(names); // warn: 'names' is locked while 'values' is held, and 'add' locks them the other way round: a deadlock when both run at once // note: take both at once with 'std::scoped_lock', or in one order everywhere
  }
};
} // namespace bad_static_locks

// An attribute says what callers hold.
namespace bad_capabilities {
class __attribute__((capability("mutex"))) lock {
public:
  void lock_it() __attribute__((acquire_capability()));
  void unlock_it() __attribute__((release_capability()));
};
struct both {
  lock a, b;
  void f() __attribute__((requires_capability(a))) { // note: 'f' locks 'a' here
    b.lock_it(); // note: and then 'b' here
    b.unlock_it();
  }
  void g() {
    b.lock_it(); // note: 'b' is locked here
    a.lock_it(); // warn: 'a' is locked while 'b' is held, and 'f' locks them the other way round: a deadlock when both run at once // note: take both at once with 'std::scoped_lock', or in one order everywhere
    a.unlock_it();
    b.unlock_it();
  }
};
} // namespace bad_capabilities

// It is said once, not again where the function is called.
namespace bad_given_object {
struct both {
  std::mutex a, b;
  void f() {
    std::lock_guard one(a); // note: 'f' locks 'a' here
    std::lock_guard other(b); // note: and then 'b' here
  }
};
void g(both &of) {
  std::lock_guard other(of.b); // note: 'of.b' is locked here
  std::lock_guard one(of.a); // warn: 'of.a' is locked while 'of.b' is held, and 'f' locks them the other way round: a deadlock when both run at once // note: take both at once with 'std::scoped_lock', or in one order everywhere
}
void calls(both &of) { g(of); }
void calls_again(both &of) { calls(of); }
} // namespace bad_given_object

// A way that never comes back with both is none.
namespace good_leaves_before {
struct both {
  std::mutex a, b;
  void f() {
    std::lock_guard one(a);
    std::lock_guard other(b);
  }
  void g() {
    std::unique_lock other(b);
    if (decide()) {
      other.unlock();
      std::lock_guard one(a);
      return;
    }
    work();
  }
};
} // namespace good_leaves_before

// main() runs once.
int main() {
  static std::mutex a, b;
  {
    std::lock_guard one(a);
    std::lock_guard other(b);
  }
  std::lock_guard other(b);
  std::lock_guard one(a);
}
