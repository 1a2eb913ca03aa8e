// The locks of the reference runtime that are for threads.
// flags: -std=c++20 -pthread
#include <corolint/rt/thread.h>
namespace thread = corolint::rt::thread;

void bad_twice(thread::mutex<int> &total) {
  auto first = total.lock(); // note: first acquired here
  auto second = total.lock(); // warn: 'total' is locked again while it is held, which is a deadlock
  *first = *second;
}

void bad_reader_becomes_writer(thread::shared_mutex<int> &total) {
  auto reading = total.lock_shared(); // note: first acquired here
  auto writing = total.lock(); // warn: 'total' is locked again while it is held, which is a deadlock
  *writing = *reading + 1;
}

void good_one_after_the_other(thread::mutex<int> &total) {
  ++*total.lock();
  ++*total.lock();
}

void good_unlocked_in_between(thread::mutex<int> &total) {
  auto first = total.lock();
  first.unlock();
  auto second = total.lock();
  ++*second;
}

void good_two_locks(thread::mutex<int> &from, thread::mutex<int> &to) {
  auto taking = from.lock();
  auto giving = to.lock();
  *giving += *taking;
}
