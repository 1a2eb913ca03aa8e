// flags: -std=c++20 -pthread
// Eager tasks begin inside the call, and go on after the function has returned.
#include "mini.h"
#include <mutex>

mini::tick turn();

namespace bad_guard {
struct table {
  std::mutex m;
  int rows = 0;
  mini::eager<> grow() {
    ++rows;
    co_await turn();
    ++rows;
  }
  mini::eager<> grow_locked() {
    std::lock_guard hold(m); // note: 'hold' is declared here and destroyed when the function returns
    return grow(); // warn: guard 'hold' is gone when this function returns, before the task is done // note: it protects the creation of the task only; take it in the coroutine that does the work
  }
};
} // namespace bad_guard

namespace good_guard_of_what_begins {
struct table {
  std::mutex m;
  int rows = 0;
  mini::eager<> grow() {
    ++rows;
    co_return;
  }
  mini::eager<> grow_locked() {
    std::lock_guard hold(m);
    return grow();
  }
};
} // namespace good_guard_of_what_begins

namespace bad_counter {
struct in_flight {
  int &count;
  explicit in_flight(int &c) : count(c) { ++count; }
  ~in_flight() { --count; }
};
mini::eager<> work() {
  co_await turn();
  co_await turn();
}
mini::eager<> counted(int &running) {
  in_flight here(running); // note: 'here' is declared here and destroyed when the function returns
  return work(); // warn: 'here' is destroyed when this function returns, before the task is done // note: make this function a coroutine that awaits the task: then 'here' lives until the task is done
}
} // namespace bad_counter

namespace good_counter_in_the_coroutine {
struct in_flight {
  int &count;
  explicit in_flight(int &c) : count(c) { ++count; }
  ~in_flight() { --count; }
};
mini::eager<> counted(int &running) {
  in_flight here(running);
  co_await turn();
}
} // namespace good_counter_in_the_coroutine
