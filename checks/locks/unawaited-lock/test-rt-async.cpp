// The locks of the reference runtime that are for tasks.
// flags: -std=c++20 -pthread
#include <corolint/rt.h>
namespace rt = corolint::rt;

rt::task<> bad_kept(rt::mutex<int> &total) {
  auto held = total.lock(); // warn: 'held' is not awaited, so nothing is locked // note: the lock is taken only when this is awaited // fix: auto held = co_await total.lock();
  co_await rt::yield();
}

rt::task<> good_awaited(rt::mutex<int> &total) {
  auto held = co_await total.lock();
  ++*held;
}

rt::task<> good_tried(rt::mutex<int> &total) {
  if (auto held = total.try_lock())
    ++**held;
  co_return;
}
