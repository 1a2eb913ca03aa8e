// The locks of the reference runtime that are for tasks.
// flags: -std=c++20 -pthread -Wno-unused-result
#include <corolint/rt.h>
namespace rt = corolint::rt;

void show(int);

rt::task<> bad_permit(rt::semaphore &rooms) {
  (void)co_await rooms.acquire(); // warn: guard is destroyed at the end of this expression, so its lock is released at once // note: bind the guard to a name to hold the lock to the end of the scope // fix: auto guard = co_await rooms.acquire();
  show(1);
}

rt::task<> bad_lock(rt::mutex<int> &total) {
  (void)co_await total.lock(); // warn: guard is destroyed at the end of this expression, so its lock is released at once // note: bind the guard to a name to hold the lock to the end of the scope // fix: auto guard = co_await total.lock();
  show(1);
}

rt::task<> good_held_across_a_suspension(rt::mutex<int> &total) {
  auto held = co_await total.lock();
  co_await rt::yield();
  ++*held;
}

rt::task<> good_used_at_once(rt::mutex<int> &total) { ++*co_await total.lock(); }
