// flags: -std=c++20 -DBOOST_THREAD_VERSION=2
// needs: boost/thread.hpp
// The future of the second version of Boost.Thread, which has another name.
#include "mini.h"
#include <boost/thread.hpp>

boost::unique_future<int> submit();

mini::task<int> bad_get() {
  auto result = submit();
  co_return result.get(); // warn: 'get' makes the thread of coroutine 'bad_get' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it blocks the thread until the result is there
}

mini::task<int> good_ready() {
  auto result = submit();
  while (!result.is_ready())
    co_await mini::tick();
  co_return result.get();
}
