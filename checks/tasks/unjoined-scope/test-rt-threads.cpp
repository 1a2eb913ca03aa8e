// The handle of a thread of the reference runtime: one that is neither joined nor detached ends the program.
// flags: -std=c++20 -pthread
#include <corolint/rt/thread.h>
#include <vector>
namespace thread = corolint::rt::thread;

void work();

void bad_forgotten() {
  auto working = thread::spawn(work); // warn: 'working' is destroyed without having been joined, while its work is under way
} // note: it is destroyed here

bool bad_left_early(bool dry) {
  auto working = thread::spawn(work); // warn: 'working' is destroyed on some path without having been joined, while its work is under way
  if (dry)
    return false; // note: it is destroyed here
  working.join();
  return true;
}

void good_joined() {
  auto working = thread::spawn(work);
  working.join();
}

void good_detached() {
  auto working = thread::spawn(work);
  thread::detach(std::move(working));
}

void good_joined_or_detached(bool wait) {
  auto working = thread::spawn(work);
  if (wait)
    working.join();
  else
    thread::detach(std::move(working));
}

void good_all_joined() {
  std::vector<thread::join_handle<void>> all;
  for (int i = 0; i != 3; ++i)
    all.push_back(thread::spawn(work));
  for (auto &one : all)
    one.join();
}

thread::join_handle<void> good_handed_on() { return thread::spawn(work); }

// The scope waits for its threads.
void good_scoped() {
  thread::scope([](thread::scope_ref s) { auto unused = s.spawn(work); });
}
