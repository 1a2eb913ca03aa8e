// What is raced are waits, not functions that nobody could stop.
// expect: an arm of a race or timeout is a task, or an operation of
// corolint::rt that was not awaited
#include <corolint/rt.h>
namespace rt = corolint::rt;
using namespace std::chrono_literals;

int compute() { return 1; }

rt::task<> first() {
#ifdef GOOD
  (void)co_await rt::race(rt::spawn_blocking(compute), rt::sleep_for(1s));
#else
  (void)co_await rt::race(compute, rt::sleep_for(1s));
#endif
}
