// An operation is awaited where it is asked for: it can be awaited only once.
// expect: await an operation where you ask for it
#include <corolint/rt.h>
namespace rt = corolint::rt;
using namespace std::chrono_literals;

rt::task<> late() {
#ifdef GOOD
  co_await rt::sleep_for(1ms);
#else
  auto later = rt::sleep_for(1ms);
  co_await later;
#endif
}
