// A task is awaited where it is called: what its arguments refer to has ended.
// expect-clang: call to deleted constructor of 'task<int>'
// expect-gcc: use of deleted function
#include <corolint/rt.h>
namespace rt = corolint::rt;

rt::task<int> size(const int &of) { co_return of; }

rt::task<int> late() {
#ifdef GOOD
  co_return co_await size(1);
#else
  int kept = 1;
  rt::task<int> later = size(kept);
  co_return co_await std::move(later);
#endif
}
