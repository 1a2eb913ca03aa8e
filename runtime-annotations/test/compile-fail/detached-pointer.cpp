// A detached task outlives what it is given a pointer to.
// expect: this type is not Send
// expect: require_send<int
#include <corolint/rt.h>
namespace rt = corolint::rt;

rt::task<> add(int *to) {
  ++*to;
  co_return;
}
rt::task<> add_locked(rt::arc<rt::mutex<int>> to) { ++*co_await to->lock(); }

int main() {
  rt::runtime r = rt::runtime::multi_thread(2);
#ifdef GOOD
  const rt::arc<rt::mutex<int>> total(std::in_place, 0);
  r.spawn_detached(add_locked, total.clone());
#else
  int total = 0;
  r.spawn_detached(add, &total);
#endif
}
