// Tasks of a scope may run on any thread of their runtime.
// expect: this type is not Send, not even for the time of a scope
// expect: rc<int>
#include <corolint/rt.h>
namespace rt = corolint::rt;

rt::task<> visit(rt::rc<int> count) {
  ++*count;
  co_return;
}
rt::task<> visit_borrowed(std::reference_wrapper<int> count) {
  ++count.get();
  co_return;
}

rt::task<> visits() {
  rt::rc<int> n(1);
  co_await rt::with_scope([&](rt::scope &s) -> rt::task<> {
#ifdef GOOD
    s.spawn(visit_borrowed, std::ref(*n));
#else
    s.spawn(visit, n.clone());
#endif
    co_return;
  });
}
