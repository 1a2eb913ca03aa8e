// options: {corolint-unawaited-task.AllPaths: true}
// Objects that only look like forgotten tasks.
#include "mini.h"
#include <array>
#include <memory>
#include <optional>
#include <stdexcept>
#include <vector>

mini::task<int> fetch(int key);

namespace bad_still_forgotten {
mini::task<void> f() {
  std::array<mini::task<int>, 2> both{fetch(1), fetch(2)}; // warn: 'both' is never awaited, so its tasks never run
  co_return;
}
} // namespace bad_still_forgotten

namespace good_parts_by_reference {
mini::task<int> f() {
  std::array<mini::task<int>, 2> both{fetch(1), fetch(2)};
  auto &[a, b] = both;
  co_return co_await std::move(a) + co_await std::move(b);
}
} // namespace good_parts_by_reference

namespace good_events {
struct event {
  std::coroutine_handle<> waiter;
  bool fired = false;
  bool await_ready() const { return fired; }
  void await_suspend(std::coroutine_handle<> h) { waiter = h; }
  void await_resume() {}
};
void f() {
  std::vector<event> many(3);
  many.emplace_back();
  std::optional<event> maybe;
  maybe.emplace();
}
} // namespace good_events

namespace good_retry_with_a_new_task {
mini::task<int> f() {
  auto t = fetch(1);
  try {
    co_return co_await std::move(t);
  } catch (const std::runtime_error &) {
    t = fetch(2);
  }
  co_return co_await std::move(t);
}
} // namespace good_retry_with_a_new_task

namespace good_old_task_replaced {
struct session {
  mini::task<int> current;
  void renew() {
    auto old = std::move(current);
    current = fetch(1);
  }
};
} // namespace good_old_task_replaced
