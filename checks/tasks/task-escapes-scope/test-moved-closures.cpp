// A closure refers to what it captured, not to the name it had before it was moved.
#include "mini.h"
#include <string>

struct client {
  mini::task<int> get(int n);
};

namespace good_moved_into_the_coroutine {
struct pool {
  client c;
  int limit;
  template <class F> mini::task<int> send(F f, int &n) { co_return co_await f(c); }
  template <class F> mini::task<int> send(F f) { return send(std::move(f), limit); }
};
mini::task<int> f(pool &p, int k) {
  int v = co_await p.send([](client &c) -> mini::task<int> { co_return co_await c.get(1); });
  co_return v + co_await p.send([&k](client &c) { return c.get(k); });
}
} // namespace good_moved_into_the_coroutine

namespace bad_captures_a_local {
template <class F> mini::task<int> send(client &c, F f) { co_return co_await f(c); } // note: and uses it here, after the function has returned
mini::task<int> f(client &c) {
  int k = 3; // note: 'k' is declared here and destroyed when the function returns
  auto ask = [&k](client &c) { return c.get(k); };
  return send(c, std::move(ask)); // warn: the returned task refers to 'k', which is destroyed when this function returns // note: the task gets its reference here
}
} // namespace bad_captures_a_local
