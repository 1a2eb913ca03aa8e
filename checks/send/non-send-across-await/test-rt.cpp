// Tasks of the reference runtime, which may go on on another thread.
// flags: -std=c++20 -pthread
#include <corolint/rt.h>
namespace rt = corolint::rt;
using namespace std::chrono_literals;

rt::task<> bad_count() { // note: coroutines that return 'rt::task<>' may resume on any thread
  rt::rc<int> users(1); // warn: 'users' is not Send, and is alive at a suspension after which another thread may go on // note: end its scope before the suspension // note: it is annotated as not Send // note: local 'users': 'corolint::rt::rc<int>' is not Send
  co_await rt::sleep_for(1s); // note: the coroutine may go on on another thread after this 'co_await'
  ++*users;
}

rt::task<> bad_in_race() { // note: coroutines that return 'rt::task<>' may resume on any thread
  rt::rc<int> users(1); // warn: 'users' is not Send, and is alive at a suspension after which another thread may go on // note: end its scope before the suspension // note: it is annotated as not Send // note: local 'users': 'corolint::rt::rc<int>' is not Send
  (void)co_await rt::race(rt::sleep_for(1s), rt::yield()); // note: the coroutine may go on on another thread after this 'co_await'
  ++*users;
}

rt::task<> good_ends_before() {
  {
    rt::rc<int> users(1);
    ++*users;
  }
  co_await rt::sleep_for(1s);
}

rt::task<> good_guard(rt::mutex<int> &users) {
  auto held = co_await users.lock();
  co_await rt::sleep_for(1s);
  ++*held;
}
