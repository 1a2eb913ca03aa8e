// A new owner is made by clone(), where everybody can read it.
// expect: deleted
// expect-clang: call to deleted constructor of 'rt::rc<int>'
// expect-gcc: use of deleted function
#include <corolint/rt/rc.h>
namespace rt = corolint::rt;

int main() {
  rt::rc<int> one(1);
#ifdef GOOD
  rt::rc<int> other = one.clone();
#else
  rt::rc<int> other = one;
#endif
}
