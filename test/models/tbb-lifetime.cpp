// rule: borrowed-capture
// needs: oneapi/tbb/task_group.h
// flags: -std=c++20 -pthread
// oneTBB: work of a group runs until wait(), an arena's goes on, loops are over when they return.
#include "mini.h"
#include <oneapi/tbb/concurrent_vector.h>
#include <oneapi/tbb/parallel_for.h>
#include <oneapi/tbb/task_arena.h>
#include <oneapi/tbb/task_group.h>

void step(int &n);

namespace bad_enqueued {
void f(tbb::task_arena &arena) {
  int n = 0; // note: 'n' is declared here
  arena.enqueue([&n] { step(n); }); // warn: 'n' is captured by reference by work that may outlive it // note: move or copy it into the closure, or wait for the work // note: the work is started here, and nothing waits for it before 'n' is destroyed
} // note: 'n' is destroyed here
} // namespace bad_enqueued

namespace bad_declared_after {
void f() {
  tbb::task_group group; // note: 'group', which waits for it, is declared here and lives longer
  {
    int n = 0; // warn[declared-after-scope]: 'n' is destroyed before the work that refers to it is joined // note: declare it before the scope, give the work a copy, or join it before
    group.run([&n] { step(n); }); // note: the work gets its reference here // note: the work is started here
  } // note: it is destroyed here
  group.wait();
}
} // namespace bad_declared_after

namespace good_waited {
void f() {
  int n = 0;
  tbb::task_group group;
  group.run([&n] { step(n); });
  group.wait();
}
} // namespace good_waited

namespace good_loop {
int f() {
  int n = 0;
  tbb::parallel_for(0, 8, [&n](int) { step(n); });
  return n;
}
} // namespace good_loop

namespace good_growing {
mini::task<void> pause();
class log {
public:
  void add() { lines_.push_back(1); }
  mini::task<int> first() {
    int &line = lines_.front();
    co_await pause();
    co_return line;
  }

private:
  tbb::concurrent_vector<int> lines_;
};
} // namespace good_growing
