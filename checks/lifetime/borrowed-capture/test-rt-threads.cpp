// The threads of the reference runtime: what may refer to locals, and for how long.
// flags: -std=c++20 -pthread
#include <corolint/rt/arc.h>
#include <corolint/rt/thread.h>
#include <vector>
namespace rt = corolint::rt;
namespace thread = corolint::rt::thread;

void show(int);

void bad_detached() {
  int total = 0; // note: 'total' is declared here
  thread::detach(thread::spawn([&] { ++total; })); // warn: 'total' is captured by reference by work that may outlive it // note: move or copy it into the closure, or wait for the work // note: the work is started here, and nothing waits for it before 'total' is destroyed
} // note: 'total' is destroyed here

void good_detached_with_an_owner() {
  rt::arc<thread::mutex<int>> total(std::in_place, 0);
  thread::detach(thread::spawn([mine = total.clone()] { ++*mine->lock(); }));
}

void good_joined() {
  int total = 0;
  auto adding = thread::spawn([&] { ++total; });
  adding.join();
  show(total);
}

void bad_local_of_the_body() {
  int total = 0;
  thread::scope([&](thread::scope_ref s) {
    int step = 2; // note: 'step' is declared here
    s.spawn([&] { total += step; }); // warn: 'step' is captured by reference by work that may outlive it // note: move or copy it into the closure, or wait for the work // note: the work is started here, and nothing waits for it before 'step' is destroyed
  }); // note: 'step' is destroyed here
}

void good_local_of_the_body_joined() {
  int total = 0;
  thread::scope([&](thread::scope_ref s) {
    int step = 2;
    auto adding = s.spawn([&] { total += step; });
    adding.join();
  });
}

void good_local_of_the_caller() {
  int total = 0, step = 2;
  thread::scope([&](thread::scope_ref s) {
    s.spawn([&] { total += step; });
  });
  show(total);
}

void good_copy_of_a_local_of_the_body() {
  std::vector<int> rows(3);
  thread::scope([&](thread::scope_ref s) {
    for (int i = 0; i != 3; ++i)
      s.spawn([&rows, i] { rows[i] = i; });
  });
}
