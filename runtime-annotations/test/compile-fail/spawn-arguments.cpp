// The error names the condition that fails, not some line in the library.
// expect-clang: no matching function for call to 'spawn'
// expect-gcc: no matching function for call to ‘spawn
// expect: invocable<
#include <corolint/rt/thread.h>
namespace thread = corolint::rt::thread;

static int add(int a, int b) { return a + b; }

int main() {
#ifdef GOOD
  return thread::spawn(add, 1, 2).join();
#else
  return thread::spawn(add, 1).join();
#endif
}
