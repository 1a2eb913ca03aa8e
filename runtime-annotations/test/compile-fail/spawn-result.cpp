// The result crosses, too.
// expect: this type is not Send
// expect: rc<int>
#include <corolint/rt/rc.h>
#include <corolint/rt/thread.h>
namespace rt = corolint::rt;

int main() {
#ifdef GOOD
  rt::rc<int> n(rt::thread::spawn([] { return 1; }).join());
#else
  rt::rc<int> n = rt::thread::spawn([] { return rt::rc<int>(1); }).join();
#endif
}
