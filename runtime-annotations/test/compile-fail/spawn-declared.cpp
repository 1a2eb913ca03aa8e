// What the author of a class says counts, also for what contains it.
// expect: this type is not Send
// expect: vector<
// expect: cursor
#include <corolint/rt/thread.h>
#include <vector>
namespace thread = corolint::rt::thread;

struct COROLINT_NOT_SEND cursor {
  int slot;
};
#ifndef GOOD
template <> struct corolint::rt::declared<cursor> {
  static constexpr answer send = answer::no;
};
#endif

int main() {
  std::vector<cursor> all;
  thread::spawn([](std::vector<cursor> c) { c.clear(); }, std::move(all))
      .join();
}
