// rule: unjoined-scope
// needs: oneapi/tbb/task_group.h
// flags: -std=c++20 -pthread
// oneTBB: a task_group that was not waited for throws in its destructor; loops ignore what their bodies return.
#include "mini.h"
#include <oneapi/tbb/parallel_for.h>
#include <oneapi/tbb/parallel_for_each.h>
#include <oneapi/tbb/task_arena.h>
#include <oneapi/tbb/task_group.h>
#include <vector>

mini::task<> work(int n);
void step(int n);

namespace bad_left {
void f(bool stop) {
  tbb::task_group group; // warn: 'group' is destroyed on some path without having been joined, while its work is under way
  group.run([] { step(1); }); // note: work is started in it here
  if (stop)
    return; // note: it is destroyed here
  group.wait();
}
} // namespace bad_left

namespace bad_coroutine_bodies {
void f(std::vector<int> &numbers) {
  tbb::parallel_for(0, 8, [](int n) -> mini::task<> { co_await work(n); }); // warn[coroutine-as-void-callback]: the task that this lambda returns never runs: 'tbb::detail::d1::parallel_for' drops it // note: call it from a plain lambda that spawns the task
  tbb::parallel_for_each(numbers, [](int n) -> mini::task<> { co_await work(n); }); // warn[coroutine-as-void-callback]: the task that this lambda returns never runs: 'tbb::detail::d2::parallel_for_each' drops it // note: call it from a plain lambda that spawns the task
  tbb::task_arena().enqueue([]() -> mini::task<> { co_await work(1); }); // warn[coroutine-as-void-callback]: the task that this lambda returns never runs: 'enqueue' drops it // note: call it from a plain lambda that spawns the task
}
} // namespace bad_coroutine_bodies

namespace good_waited {
void f(bool more) {
  tbb::task_group group;
  group.run([] { step(1); });
  if (more)
    group.run_and_wait([] { step(2); });
  else
    group.wait();
}
} // namespace good_waited

namespace good_bodies {
void f(std::vector<int> &numbers) {
  tbb::parallel_for(0, 8, [](int n) { step(n); });
  tbb::parallel_for_each(numbers, [](int n) { step(n); });
}
} // namespace good_bodies
