// A handle that nobody takes ends at once, and the program with it.
// expect: nodiscard
#include <corolint/rt/thread.h>
namespace thread = corolint::rt::thread;

int main() {
#ifdef GOOD
  thread::detach(thread::spawn([] {}));
#else
  thread::spawn([] {});
#endif
}
