// The scope makes borrows safe, not counts.
// expect: this type is not Send, not even for the time of a scope
// expect: rc<int>
#include <corolint/rt/rc.h>
#include <corolint/rt/thread.h>
namespace rt = corolint::rt;

int main() {
  rt::rc<int> n(1);
  rt::thread::scope([&](rt::thread::scope_ref s) {
#ifdef GOOD
    s.spawn([](int *p) { ++*p; }, n.get());
#else
    s.spawn([](const rt::rc<int> &r) { ++*r; }, n.clone());
#endif
  });
}
