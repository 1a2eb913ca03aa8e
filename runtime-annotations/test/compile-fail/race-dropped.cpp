// A race that nobody awaits does not begin; its result says who has won.
// expect-clang: ignoring return value of
// expect-gcc: ignoring return
#include <corolint/rt.h>
namespace rt = corolint::rt;
using namespace std::chrono_literals;

rt::task<> wait_for_one(rt::channel::receiver<int> &from) {
#ifdef GOOD
  (void)co_await rt::race(from.recv(), rt::sleep_for(1s));
#else
  rt::race(from.recv(), rt::sleep_for(1s));
#endif
  co_return;
}
