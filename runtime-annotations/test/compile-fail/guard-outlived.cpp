// The reference would outlive the guard, and be used without the lock.
// compilers: clang++-22 clang++-19
// expect: temporary bound to local reference 'rows' will be destroyed
#include <corolint/rt/thread.h>
#include <vector>
namespace thread = corolint::rt::thread;

int main() {
  thread::mutex<std::vector<int>> table;
#ifdef GOOD
  auto rows = table.lock();
  rows->clear();
#else
  auto &rows = *table.lock();
  rows.clear();
#endif
}
