// The thread that locked a mutex has to unlock it.
// expect: this type is not Send
// expect: mutex_guard<
#include <corolint/rt/thread.h>
namespace thread = corolint::rt::thread;

int main() {
  thread::mutex<int> total(0);
  auto held = total.lock();
#ifdef GOOD
  held.unlock();
  thread::scope(
      [&](thread::scope_ref s) { s.spawn([&] { ++*total.lock(); }); });
#else
  thread::spawn([](thread::mutex<int>::guard g) { ++*g; }, std::move(held))
      .join();
#endif
}
