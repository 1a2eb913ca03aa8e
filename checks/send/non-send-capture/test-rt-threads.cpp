// The reference runtime: what its own trait cannot see in a closure, the rule does.
// flags: -std=c++20 -pthread
#include <corolint/rt/arc.h>
#include <corolint/rt/rc.h>
#include <corolint/rt/thread.h>
#include <string>
#include <vector>
namespace rt = corolint::rt;
namespace thread = corolint::rt::thread;

void show(int);

void bad_rc_in_a_closure() {
  rt::rc<int> shared(1);
  auto reading = thread::spawn([mine = shared.clone()] { show(*mine); }); // warn: the capture 'mine' goes to another thread, and is not Send // note: capture 'mine': 'corolint::rt::rc<int>' is not Send // note: hand over only what the other thread needs // note: it is annotated as not Send // note: it is handed to another thread here
  reading.join();
}

void good_arc_of_something_constant() {
  rt::arc<const int> shared(1);
  auto reading = thread::spawn([mine = shared.clone()] { show(*mine); });
  show(*shared);
  reading.join();
}

struct session {
  std::string user;
  rt::rc<int> visits; // note: it is annotated as not Send // note: member 'visits': 'corolint::rt::rc<int>' is not Send
};

void bad_rc_in_a_member(session &&s) {
  auto reading = thread::spawn([](session mine) { show(*mine.visits); }, std::move(s)); // warn: this argument goes to another thread, and is not Send // note: hand over only what the other thread needs // note: it is handed to another thread here
  reading.join();
}

void bad_rc_in_a_scope() {
  rt::rc<int> shared(1);
  thread::scope([&](thread::scope_ref s) {
    s.spawn([mine = shared.clone()] { show(*mine); }); // warn: the capture 'mine' goes to another thread, and is not Send // note: capture 'mine': 'corolint::rt::rc<int>' is not Send // note: hand over only what the other thread needs // note: it is annotated as not Send // note: it is handed to another thread here
  });
}

void bad_used_before_the_join() {
  int total = 0;
  auto adding = thread::spawn([&] { ++total; }); // warn: this shares 'total' with another thread, and both may use it at once // note: the work is handed to another thread here // note: the work writes it here // note: wait for the work first, take a lock on both sides, make it atomic, or give the work an object of its own
  ++total; // note: this function writes it here, and nothing in view orders the two
  adding.join();
}

void bad_two_threads_of_a_scope() {
  int total = 0;
  thread::scope([&](thread::scope_ref s) {
    s.spawn([&] { ++total; }); // warn: this shares 'total' with another thread, and both may use it at once // note: other work writes it here, and nothing in view orders the two // note: the work is handed to another thread here // note: the work writes it here // note: wait for the work first, take a lock on both sides, make it atomic, or give the work an object of its own
    s.spawn([&] { ++total; }); // warn: this shares 'total' with another thread, and both may use it at once // note: other work writes it here, and nothing in view orders the two // note: the work is handed to another thread here // note: the work writes it here // note: wait for the work first, take a lock on both sides, make it atomic, or give the work an object of its own
  });
}

void bad_a_loop_of_threads() {
  std::vector<int> found;
  thread::scope([&](thread::scope_ref s) {
    for (int i = 0; i != 3; ++i)
      s.spawn([&] { found.push_back(1); }); // warn: this shares 'found' with another thread, and both may use it at once // note: the loop starts such work again before this one is joined // note: the work is handed to another thread here // note: the work writes it here // note: wait for the work first, take a lock on both sides, make it atomic, or give the work an object of its own
  });
}

void good_different_objects() {
  int front = 0, back = 0;
  thread::scope([&](thread::scope_ref s) {
    s.spawn([&] { front = 1; });
    s.spawn([&] { back = 1; });
  });
  show(front + back);
}

void good_behind_a_lock() {
  thread::mutex<int> total(0);
  thread::shared_mutex<std::string> name;
  thread::scope([&](thread::scope_ref s) {
    for (int i = 0; i != 3; ++i)
      s.spawn([&] {
        ++*total.lock();
        show(static_cast<int>(name.lock_shared()->size()));
      });
  });
  show(*total.lock());
}

void good_joined_by_hand_in_between() {
  int total = 0;
  thread::scope([&](thread::scope_ref s) {
    auto first = s.spawn([&] { ++total; });
    first.join();
    auto second = s.spawn([&] { ++total; });
    second.join();
  });
}
