// rule: unjoined-scope
// Seastar: gates, ready futures and awaitables that are no futures.
#include "mini.h"

namespace seastar {
template <class T = void> class future {
public:
  future(future &&) noexcept;
  ~future();
  template <class F> future handle_exception(F) { return chained(); }
  future chained();
  bool available() const noexcept;
  mini::tick operator co_await() &&;
};
template <class T = void> future<T> make_ready_future();
class gate {
public:
  class holder {
  public:
    ~holder();
  };
  ~gate();
  holder hold();
  future<> close() noexcept;
};
future<> entered(gate &g);
template <class F> future<> with_gate(gate &g, F) { return entered(g); }
namespace coroutine {
class maybe_yield : public mini::tick {};
} // namespace coroutine
} // namespace seastar
seastar::future<> work();

namespace bad_gate_left {
mini::task<void> f() {
  seastar::gate g; // warn: 'g' is destroyed without having been joined, while its work is under way
  (void)seastar::with_gate(g, [] { return work(); }); // note: work is started in it here
  co_await work();
} // note: it is destroyed here
} // namespace bad_gate_left

namespace bad_future_dropped {
void f() {
  work(); // warn[discarded-task]: the task made by 'work' is dropped, so nobody waits for it or sees its exception // note: only a coroutine can await it; hand it to whatever runs tasks here, or return it
}
} // namespace bad_future_dropped

namespace bad_yield_dropped {
mini::task<void> f() {
  seastar::coroutine::maybe_yield(); // warn[discarded-task]: the awaitable made by 'maybe_yield' is dropped, so nothing happens // fix: co_await seastar::coroutine::maybe_yield();
  co_return;
}
} // namespace bad_yield_dropped

namespace bad_only_asked {
bool f() {
  auto done = work(); // warn[unawaited-task]: 'done' is never awaited, so nobody waits for it or sees its exception
  return done.available();
}
} // namespace bad_only_asked

namespace good_gate_closed {
mini::task<void> f() {
  seastar::gate g;
  (void)seastar::with_gate(g, [] { return work(); });
  co_await g.close();
}
} // namespace good_gate_closed

namespace good_background {
void f() {
  (void)work().handle_exception([](int) {});
  seastar::make_ready_future<>();
}
} // namespace good_background

namespace good_yielded {
mini::task<void> f() {
  co_await seastar::coroutine::maybe_yield();
}
} // namespace good_yielded
