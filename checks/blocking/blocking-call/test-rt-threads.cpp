// What the reference runtime has for threads, called from a coroutine.
// flags: -std=c++20 -pthread
#include "mini.h"
#include <corolint/rt/thread.h>
using mini::task;
namespace thread = corolint::rt::thread;

task<int> bad_join() {
  auto adding = thread::spawn([] { return 1; });
  co_await mini::tick();
  co_return adding.join(); // warn: 'join' may block the thread of coroutine 'bad_join' // note: it waits for the end of a thread // note: use co_await spawn_blocking(...) instead
}

task<void> bad_condition(thread::mutex<int> &rows, thread::condition &added) {
  {
    auto held = rows.lock();
    added.wait(held, [](int n) { return n != 0; }); // warn: 'wait' may block the thread of coroutine 'bad_condition' // note: it waits until another thread notifies // note: use co_await corolint::rt::notify::wait() instead
  }
  co_await mini::tick();
}

task<void> bad_scope() {
  co_await mini::tick();
  thread::scope([](thread::scope_ref s) { s.spawn([] {}); }); // warn: 'scope' may block the thread of coroutine 'bad_scope' // note: it waits for the threads of the scope // note: use co_await with_scope(...) instead
}

task<int> good_short_lock(thread::mutex<int> &rows) {
  co_await mini::tick();
  co_return *rows.lock();
}

task<void> good_detached() {
  co_await mini::tick();
  thread::detach(thread::spawn([] {}));
}

task<void> good_notified(thread::condition &added) {
  co_await mini::tick();
  added.notify_all();
}
