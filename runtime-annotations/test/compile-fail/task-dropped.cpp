// A task that nobody awaits never runs.
// expect: ignoring return value of type 'task<void>'
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
