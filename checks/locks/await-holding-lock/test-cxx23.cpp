// flags: -std=c++23
// What C++23 changes: explicit object parameters, and temporaries that live through a range-for.
#include "mini.h"
#include <map>
#include <mutex>

struct Rows {
  std::mutex m;
  std::vector<int> keys;
  int version = 0;
};
mini::task<void> flush(int key = 0);

namespace bad_lambda_with_explicit_object {
mini::task<void> f(Rows &rows) {
  auto step = [&rows](this auto self) -> mini::task<void> {
    std::lock_guard guard(rows.m); // warn: guard 'guard' holds a thread lock while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
    co_await flush(); // note: still held at this 'co_await', where the coroutine may suspend
  };
  co_await step();
}
} // namespace bad_lambda_with_explicit_object

namespace bad_member_with_explicit_object {
struct Service : Rows {
  mini::task<void> f(this Service &self) {
    self.m.lock(); // warn: thread lock 'self.m' is held while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
    co_await flush(); // note: still held at this 'co_await', where the coroutine may suspend
    self.m.unlock();
  }
};
} // namespace bad_member_with_explicit_object

// Two instantiations, one place in the source.
namespace bad_deducing_this_instantiated_twice {
struct Base {
  std::mutex m_;
  template <class Self> mini::task<void> run(this Self &self) {
    std::unique_lock lk(self.m_); // warn: guard 'lk' holds a thread lock while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
    co_await flush(); // note: still held at this 'co_await', where the coroutine may suspend
  }
};
struct A : Base {};
struct B : Base {};
mini::task<void> f(A &a, B &b) {
  co_await a.run();
  co_await b.run();
}
} // namespace bad_deducing_this_instantiated_twice

class Guarded {
public:
  class Proxy {
  public:
    explicit Proxy(Guarded &g) : lk(g.rows.m), value(&g.rows) {}
    Rows *operator->() { return value; }

  private:
    std::unique_lock<std::mutex> lk;
    Rows *value;
  };
  Proxy lock() { return Proxy(*this); }
  Rows rows;
};

// The proxy in the range initialiser lives to the end of the loop.
namespace bad_temporary_through_range_for {
mini::task<void> f(Guarded &g) {
  for (int key : g.lock()->keys) // warn: temporary guard holds a thread lock while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
    co_await flush(key); // note: still held at this 'co_await', where the coroutine may suspend
}
} // namespace bad_temporary_through_range_for

namespace good_temporary_through_range_for_without_await {
mini::task<void> f(Guarded &g) {
  int sum = 0;
  for (int key : g.lock()->keys)
    sum += key;
  co_await flush(sum);
}
} // namespace good_temporary_through_range_for_without_await

namespace good_copied_before_the_range_for {
mini::task<void> f(Guarded &g) {
  auto keys = g.lock()->keys;
  for (int key : keys)
    co_await flush(key);
}
} // namespace good_copied_before_the_range_for

namespace good_explicit_object_unlocked_first {
mini::task<void> f(Rows &rows) {
  auto step = [&rows](this auto self) -> mini::task<void> {
    std::unique_lock lk(rows.m);
    int v = rows.version;
    lk.unlock();
    co_await flush(v);
  };
  co_await step();
}
} // namespace good_explicit_object_unlocked_first

namespace good_guard_in_plain_lambda_with_explicit_object {
mini::task<void> f(Rows &rows) {
  auto count = [&rows](this auto self, int n) -> int {
    std::lock_guard guard(rows.m);
    return n + rows.version + static_cast<int>(sizeof(self));
  };
  co_await flush(count(1));
}
} // namespace good_guard_in_plain_lambda_with_explicit_object

namespace bad_alias_in_init_statement {
mini::task<void> f(Rows &rows) {
  if (using Lock = std::unique_lock<std::mutex>; rows.version) {
    Lock lk(rows.m); // warn: guard 'lk' holds a thread lock while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
    co_await flush(); // note: still held at this 'co_await', where the coroutine may suspend
  }
}
} // namespace bad_alias_in_init_statement

namespace good_explicit_object_block_ends_first {
struct Base {
  std::mutex m_;
  template <class Self> mini::task<void> run(this Self &self) {
    {
      std::lock_guard guard(self.m_);
      ++self.n;
    }
    co_await flush(self.n);
  }
};
struct A : Base {
  int n = 0;
};
mini::task<void> f(A &a) { co_await a.run(); }
} // namespace good_explicit_object_block_ends_first
