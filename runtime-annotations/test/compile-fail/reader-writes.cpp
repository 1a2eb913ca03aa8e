// Readers hold the lock together, so none of them may write.
// expect: assign
// expect-clang: cannot assign to return value
// expect-gcc: assignment of read-only location
#include <corolint/rt/thread.h>
namespace thread = corolint::rt::thread;

int main() {
  thread::shared_mutex<int> total(0);
#ifdef GOOD
  *total.lock() = 1;
#else
  *total.lock_shared() = 1;
#endif
}
