// A guard that nobody keeps guards nothing.
// expect: nodiscard
#include <corolint/rt/thread.h>
namespace thread = corolint::rt::thread;

int main() {
  thread::mutex<int> total(0);
#ifdef GOOD
  auto held = total.lock();
#else
  total.lock();
#endif
}
