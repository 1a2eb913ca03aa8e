// In C++20 a temporary in a range initialiser dies before the first round, unless it is the range itself.
#include "mini.h"
#include <mutex>

struct Rows {
  std::mutex m;
  std::vector<int> keys;
};
mini::task<void> flush(int key = 0);
mini::task<std::vector<int>> list(int first);

class Guarded {
public:
  class Proxy {
  public:
    explicit Proxy(Guarded &g) : lk(g.rows.m), value(&g.rows) {}
    Rows *operator->() { return value; }
    std::vector<int>::iterator begin() { return value->keys.begin(); }
    std::vector<int>::iterator end() { return value->keys.end(); }

  private:
    std::unique_lock<std::mutex> lk;
    Rows *value;
  };
  Proxy lock() { return Proxy(*this); }
  Rows rows;
};

// No lock is held in the body. That the lock is lost is another rule's report.
namespace bad_temporary_in_range_initialiser {
mini::task<void> f(Guarded &g) {
  for (int key : g.lock()->keys) // warn[discarded-guard]: guard is destroyed before the loop begins, so the loop runs without the lock // note: bind the guard to a name before this loop (before C++23 the temporaries of a range do not live as long as the loop)
    co_await flush(key);
}
} // namespace bad_temporary_in_range_initialiser

// The proxy is the range.
namespace bad_proxy_is_the_range {
mini::task<void> f(Guarded &g) {
  for (auto &key : g.lock()) // warn: guard '__range1' holds a thread lock while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
    co_await flush(key); // note: still held at this 'co_await', where the coroutine may suspend
}
} // namespace bad_proxy_is_the_range

// The await shares the full expression of the range initialiser with the proxy.
namespace bad_await_in_range_initialiser {
mini::task<void> f(Guarded &g) {
  for (int key : co_await list(g.lock()->keys.front())) // warn: temporary guard holds a thread lock while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited // note: still held at this 'co_await', where the coroutine may suspend
    g.rows.keys.push_back(key);
}
} // namespace bad_await_in_range_initialiser

// The init statement of a range-for lives as long as the loop.
namespace bad_range_for_init_statement {
mini::task<void> f(Guarded &g) {
  for (auto locked = g.lock(); int key : locked->keys) // warn: guard 'locked' holds a thread lock while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
    co_await flush(key); // note: still held at this 'co_await', where the coroutine may suspend
}
} // namespace bad_range_for_init_statement

namespace good_copy_in_range_initialiser {
mini::task<void> f(Guarded &g) {
  for (int key : std::vector(g.lock()->keys))
    co_await flush(key);
}
} // namespace good_copy_in_range_initialiser

namespace good_named_proxy_ends_before_the_loop {
mini::task<void> f(Guarded &g) {
  std::vector<int> keys;
  if (auto locked = g.lock(); !locked->keys.empty())
    keys = locked->keys;
  for (int key : keys)
    co_await flush(key);
}
} // namespace good_named_proxy_ends_before_the_loop

namespace good_no_await_in_the_loop {
mini::task<void> f(Guarded &g) {
  int sum = 0;
  for (int key : g.lock())
    sum += key;
  co_await flush(sum);
}
} // namespace good_no_await_in_the_loop

namespace good_proxy_in_the_loop_body_ends_first {
mini::task<void> f(Guarded &g, std::vector<int> more) {
  for (int key : more) {
    g.lock()->keys.push_back(key);
    co_await flush(key);
  }
}
} // namespace good_proxy_in_the_loop_body_ends_first
