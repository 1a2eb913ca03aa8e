// Only the count of a shared_ptr is atomic, not what it owns.
// expect: this type is not Send
// expect: shared_ptr<
#include <corolint/rt/thread.h>
#include <memory>
#include <string>
namespace thread = corolint::rt::thread;

#ifdef GOOD
using text = const std::string;
#else
using text = std::string;
#endif

int main() {
  auto name = std::make_shared<text>("x");
  thread::spawn([](const std::shared_ptr<text> &n) { return n->size(); }, name)
      .join();
}
