// A lock that nobody awaits is not taken.
// expect: nodiscard
#include <corolint/rt.h>
namespace rt = corolint::rt;

rt::task<> add(rt::mutex<int> &total) {
#ifdef GOOD
  auto held = co_await total.lock();
#else
  total.lock();
  auto held = co_await total.lock();
#endif
  ++*held;
}
