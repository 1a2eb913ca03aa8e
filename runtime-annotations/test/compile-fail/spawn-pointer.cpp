// Nothing orders what the two sides do with what the pointer points to.
// expect: this type is not Send
// expect-clang: int *
// expect-gcc: int*
#include <corolint/rt/thread.h>
namespace thread = corolint::rt::thread;

int main() {
  int total = 0;
#ifdef GOOD
  thread::scope(
      [&](thread::scope_ref s) { s.spawn([](int *t) { ++*t; }, &total); });
#else
  thread::spawn([](int *t) { ++*t; }, &total).join();
#endif
}
