// std::ref is a pointer in other clothes.
// expect: this type is not Send
// expect: reference_wrapper<
#include <corolint/rt/thread.h>
#include <functional>
#include <string>
namespace thread = corolint::rt::thread;

int main() {
  std::string name;
#ifdef GOOD
  name = thread::spawn([](std::string n) { return n + "x"; }, name).join();
#else
  thread::spawn([](std::string &n) { n += "x"; }, std::ref(name)).join();
#endif
}
