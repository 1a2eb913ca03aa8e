// A task that nobody awaits never runs.
// expect-clang: ignoring return value of
// expect-gcc: ignoring returned value of type
#include <corolint/rt.h>
namespace rt = corolint::rt;

rt::task<> tick() { co_return; }

rt::task<> twice() {
#ifdef GOOD
  co_await tick();
#else
  tick();
#endif
  co_return;
}
