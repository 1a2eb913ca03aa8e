// Nothing is timed that nobody awaits.
// expect-clang: ignoring return value of
// expect-gcc: ignoring return
#include <corolint/rt.h>
namespace rt = corolint::rt;
using namespace std::chrono_literals;

rt::task<> wait_for_one(rt::channel::receiver<int> &from) {
#ifdef GOOD
  (void)co_await rt::timeout(1s, from.recv());
#else
  rt::timeout(1s, from.recv());
#endif
  co_return;
}
