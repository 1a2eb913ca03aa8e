// rule: borrowed-capture
// needs: boost/thread.hpp
// flags: -std=c++20 -pthread -DBOOST_THREAD_VERSION=4
// Boost.Thread: a thread runs until somebody joins it, a scoped one joins itself.
#include "mini.h"
#include <boost/thread.hpp>
#include <boost/thread/scoped_thread.hpp>

void step(int &n);

namespace bad_detached {
void f() {
  int n = 0; // note: 'n' is declared here
  boost::thread([&n] { step(n); }).detach(); // warn: 'n' is captured by reference by work that may outlive it // note: move or copy it into the closure, or wait for the work // note: the work is started here, and nothing waits for it before 'n' is destroyed
} // note: 'n' is destroyed here
} // namespace bad_detached

namespace good_joined {
void f() {
  int n = 0;
  boost::thread worker([&n] { step(n); });
  worker.join();
}
void g() {
  int n = 0;
  boost::scoped_thread<> worker([&n] { step(n); });
}
void all() {
  int n = 0;
  boost::thread_group workers;
  workers.create_thread([&n] { step(n); });
  workers.join_all();
}
} // namespace good_joined
