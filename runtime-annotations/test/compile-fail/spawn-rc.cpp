// The count of an rc is not atomic: a copy over there would race with this one.
// expect: this type is not Send: an object of it must not go to another thread
// expect: rc<int>
#include <corolint/rt/arc.h>
#include <corolint/rt/rc.h>
#include <corolint/rt/thread.h>
namespace rt = corolint::rt;

#ifdef GOOD
using shared = rt::arc<const int>;
#else
using shared = rt::rc<int>;
#endif

int main() {
  shared mine(1);
  rt::thread::spawn([](const shared &n) { return *n; }, mine.clone()).join();
}
