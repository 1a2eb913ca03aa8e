// What tasks of the reference runtime are spawned with, on runtimes that may have several threads.
// flags: -std=c++20 -pthread
#include <corolint/rt.h>
namespace rt = corolint::rt;

rt::task<> bad_scope(const rt::rc<int> &count) {
  co_await rt::with_scope([&](rt::scope &s) -> rt::task<> {
    s.spawn([mine = count.clone()]() -> rt::task<> { // warn: the capture 'mine' goes to another thread, and is not Send // note: capture 'mine': 'corolint::rt::rc<int>' is not Send // note: hand over only what the other thread needs // note: it is annotated as not Send // note: it is handed to another thread here
      ++*mine;
      co_return;
    });
    co_return;
  });
}

void bad_detached(rt::runtime &r, const rt::rc<int> &count) {
  r.spawn_detached([mine = count.clone()]() -> rt::task<> { // warn: the capture 'mine' goes to another thread, and is not Send // note: capture 'mine': 'corolint::rt::rc<int>' is not Send // note: hand over only what the other thread needs // note: it is annotated as not Send // note: it is handed to another thread here
    ++*mine;
    co_return;
  });
}

rt::task<> bad_blocking(const rt::rc<int> &count) {
  co_await rt::spawn_blocking([mine = count.clone()] { ++*mine; }); // warn: the capture 'mine' goes to another thread, and is not Send // note: capture 'mine': 'corolint::rt::rc<int>' is not Send // note: hand over only what the other thread needs // note: it is annotated as not Send // note: it is handed to another thread here
}

rt::task<> good_scope(rt::arc<rt::mutex<int>> count) {
  co_await rt::with_scope([&](rt::scope &s) -> rt::task<> {
    s.spawn([mine = count.clone()]() -> rt::task<> {
      ++*co_await mine->lock();
    });
    co_return;
  });
}

rt::task<int> good_borrowed(std::string text) {
  co_return co_await rt::spawn_blocking([&] { return int(text.size()); });
}
