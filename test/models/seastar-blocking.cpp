// rule: blocking-wait
// seastar: futures that are ready, and those that are not.
#include "mini.h"

namespace seastar {
template <class T> class future {
public:
  T get();
  void wait();
  bool available() const noexcept;
  bool failed() const noexcept;
};
template <class T> future<T> make_ready_future(T);
} // namespace seastar

mini::task<void> bad_get(seastar::future<int> f) {
  f.get(); // warn: 'get' makes the thread of coroutine 'bad_get' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it blocks the thread until the result is there
  co_return;
}

mini::task<void> bad_wait(seastar::future<int> f) {
  f.wait(); // warn: 'wait' makes the thread of coroutine 'bad_wait' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it blocks the thread until the result is there
  co_return;
}

mini::task<void> good_available(seastar::future<int> f) {
  if (f.available())
  f.get();
  co_return;
}

mini::task<void> good_made_ready() {
  seastar::make_ready_future(1).get();
  co_return;
}
