// The call is made on another thread.
// expect: this type is not Send, not even for the time of a scope
// expect: rc<int>
#include <corolint/rt.h>
namespace rt = corolint::rt;

int twice(int n) { return 2 * n; }
int twice_shared(rt::rc<int> n) { return 2 * *n; }

rt::task<int> doubled() {
  rt::rc<int> n(1);
#ifdef GOOD
  co_return co_await rt::spawn_blocking(twice, *n);
#else
  co_return co_await rt::spawn_blocking(twice_shared, n.clone());
#endif
}
