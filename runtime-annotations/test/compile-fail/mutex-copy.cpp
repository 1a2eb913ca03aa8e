// A copy of a lock would guard a copy of the value.
// expect: deleted
// expect-clang: call to deleted constructor of 'thread::mutex<int>'
// expect-gcc: use of deleted function
#include <corolint/rt/thread.h>
namespace thread = corolint::rt::thread;

int main() {
  thread::mutex<int> total(0);
#ifdef GOOD
  thread::mutex<int> copy(*total.lock());
#else
  thread::mutex<int> copy(total);
#endif
}
