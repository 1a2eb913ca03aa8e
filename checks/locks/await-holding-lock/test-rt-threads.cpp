// The locks of the reference runtime that are for threads.
// flags: -std=c++20 -pthread
#include "mini.h"
#include <corolint/rt/thread.h>
using mini::task;
namespace thread = corolint::rt::thread;

task<void> save(int);

task<void> bad_guard(thread::mutex<int> &total) {
  auto held = total.lock(); // warn: guard 'held' holds a thread lock while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
  co_await save(*held); // note: still held at this 'co_await', where the coroutine may suspend
}

task<void> bad_reader(thread::shared_mutex<int> &total) {
  auto held = total.lock_shared(); // warn: guard 'held' holds a thread lock while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
  co_await save(*held); // note: still held at this 'co_await', where the coroutine may suspend
}

task<void> bad_writer(thread::shared_mutex<int> &total) {
  auto held = total.lock(); // warn: guard 'held' holds a thread lock while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
  co_await save(++*held); // note: still held at this 'co_await', where the coroutine may suspend
}

task<void> bad_all_the_same(thread::mutex<int> &total) {
  auto held = total.lock_anyway(); // warn: guard 'held' holds a thread lock while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
  co_await save(*held); // note: still held at this 'co_await', where the coroutine may suspend
}

task<void> good_copied_first(thread::mutex<int> &total) {
  const int now = *total.lock();
  co_await save(now);
}

task<void> good_scope_ends(thread::mutex<int> &total) {
  int now = 0;
  {
    auto held = total.lock();
    now = ++*held;
  }
  co_await save(now);
}

task<void> good_unlocked(thread::mutex<int> &total) {
  auto held = total.lock();
  const int now = *held;
  held.unlock();
  co_await save(now);
}

task<void> good_reader_unlocked(thread::shared_mutex<int> &total) {
  auto held = total.lock_shared();
  const int now = *held;
  held.unlock();
  co_await save(now);
}

struct node {
  int size;
};

// What is behind the guard is no part of it.
task<void> good_what_it_protects_is_kept(thread::mutex<node *> &root) {
  auto held = root.lock();
  node *const now = *held;
  held.unlock();
  co_await save(now->size);
}
