// The locks of the reference runtime that are for tasks.
// flags: -std=c++20 -pthread
#include <corolint/rt.h>
namespace rt = corolint::rt;

rt::task<> bad_twice(rt::mutex<int> &total) {
  auto held = co_await total.lock(); // note: first acquired here
  auto again = co_await total.lock(); // warn: 'total' is locked again while it is held, which waits for this coroutine
}

rt::task<> good_one_after_the_other(rt::mutex<int> &total) {
  {
    auto held = co_await total.lock();
    ++*held;
  }
  auto again = co_await total.lock();
}

rt::task<> good_unlocked_in_between(rt::mutex<int> &total) {
  auto held = co_await total.lock();
  held.unlock();
  auto again = co_await total.lock();
}

rt::task<> good_two_locks(rt::mutex<int> &from, rt::mutex<int> &to) {
  auto one = co_await from.lock();
  auto two = co_await to.lock();
}
