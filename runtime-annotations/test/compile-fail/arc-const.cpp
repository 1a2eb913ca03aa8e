// Another owner could still write to what this one takes for constant.
// expect: arc<const int>
// expect-clang: no viable conversion from 'arc<int>' to 'arc<const int>'
// expect-gcc: to non-scalar type ‘arc<const int>’
#include <corolint/rt/arc.h>
namespace rt = corolint::rt;

int main() {
  rt::arc<int> writable(1);
#ifdef GOOD
  rt::arc<const int> constant(*writable);
#else
  rt::arc<const int> constant = writable.clone();
#endif
}
