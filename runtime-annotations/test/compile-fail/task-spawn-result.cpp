// What a task of a scope returns goes to the thread of whoever awaits it.
// expect: this type is not Send, not even for the time of a scope
// expect: rc<int>
#include <corolint/rt.h>
namespace rt = corolint::rt;

#ifdef GOOD
rt::task<int> make() { co_return 1; }
#else
rt::task<rt::rc<int>> make() { co_return rt::rc<int>(1); }
#endif

rt::task<> use() {
  co_await rt::with_scope([](rt::scope &s) -> rt::task<> {
    auto made = s.spawn(make);
    (void)co_await made;
  });
}
