// Nor is what an arc owns synchronised, unless it is constant or locked.
// expect: this type is not Send
// expect: arc<
#include <corolint/rt/arc.h>
#include <corolint/rt/thread.h>
#include <string>
namespace rt = corolint::rt;

#ifdef GOOD
using shared = rt::arc<rt::thread::mutex<std::string>>;
static void append(const shared &name) { *name->lock() += "y"; }
#else
using shared = rt::arc<std::string>;
static void append(const shared &name) { *name += "y"; }
#endif

int main() {
  shared name(std::in_place, "x");
  auto writer = rt::thread::spawn(append, name.clone());
  append(name);
  writer.join();
}
