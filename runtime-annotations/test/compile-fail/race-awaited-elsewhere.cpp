// An operation is awaited where it is asked for, in a race as well.
// expect-clang: call to implicitly-deleted copy constructor of
// expect-gcc: use of deleted function
// expect: receive_operation<int>
#include <corolint/rt.h>
namespace rt = corolint::rt;

rt::task<> first(rt::channel::receiver<int> &a, rt::channel::receiver<int> &b) {
#ifdef GOOD
  (void)co_await rt::race(a.recv(), b.recv());
#else
  auto from_a = a.recv();
  (void)co_await rt::race(from_a, b.recv());
#endif
}
