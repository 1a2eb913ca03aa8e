// The locks of the reference runtime that are for threads: the compiler is told [[nodiscard]], and may be silenced.
// flags: -std=c++20 -pthread -Wno-unused-result
#include <corolint/rt/thread.h>
namespace thread = corolint::rt::thread;

void show(int);

void bad_cast(thread::mutex<int> &total) {
  (void)total.lock(); // warn: guard is destroyed at the end of this expression, so its lock is released at once // note: bind the guard to a name to hold the lock to the end of the scope // fix: auto guard = total.lock();
  show(1);
}

void bad_reader(thread::shared_mutex<int> &total) {
  (void)total.lock_shared(); // warn: guard is destroyed at the end of this expression, so its lock is released at once // note: bind the guard to a name to hold the lock to the end of the scope // fix: auto guard = total.lock_shared();
  show(1);
}

void good_bound(thread::mutex<int> &total) {
  auto held = total.lock();
  show(*held);
}

void good_used_at_once(thread::mutex<int> &total) {
  ++*total.lock();
  show(*total.lock());
}
