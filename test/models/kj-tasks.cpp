// rule: discarded-task
// KJ: dropping a promise cancels it. The packaged 0.9.2 has no coroutines yet, so this is a stand-in.
#include "mini.h"

namespace kj {
template <class T> class Promise {
public:
  Promise(Promise &&) noexcept;
  ~Promise();
  template <class F> Promise then(F) { return chained(); }
  Promise chained();
  template <class F> void detach(F) {}
  Promise eagerlyEvaluate(decltype(nullptr));
  mini::tick operator co_await() &&;
};
class TaskSet {
public:
  void add(Promise<void> &&);
};
template <class T> Promise<T> constPromise();
template <class F> struct Deferred {
  ~Deferred();
};
template <class F> Deferred<F> defer(F) { return {}; }
} // namespace kj
kj::Promise<void> work();

namespace bad_cancelled {
void f() {
  work(); // warn: the task made by 'work' is dropped, which cancels it // note: only a coroutine can await it; hand it to whatever runs tasks here, or return it
}
} // namespace bad_cancelled

namespace bad_cancelled_by_cast {
void f() {
  (void)work(); // warn: the task made by 'work' is dropped, which cancels it // note: only a coroutine can await it; hand it to whatever runs tasks here, or return it
}
} // namespace bad_cancelled_by_cast

namespace bad_chain_dropped {
void f() {
  work().then([] {}); // warn: the task made by 'then' is dropped, which cancels it // note: only a coroutine can await it; hand it to whatever runs tasks here, or return it
}
} // namespace bad_chain_dropped

namespace bad_coroutine_deferred {
void f() {
  auto never = kj::defer([]() -> mini::task<void> { co_await mini::tick(); }); // warn[coroutine-as-void-callback]: the task that this lambda returns never runs: 'kj::defer' drops it // note: call it from a plain lambda that spawns the task
}
} // namespace bad_coroutine_deferred

namespace good_owned {
void f(kj::TaskSet &tasks) {
  tasks.add(work());
  work().then([] {}).detach([](int) {});
  kj::constPromise<void>();
}
} // namespace good_owned

namespace good_awaited {
mini::task<void> f() {
  auto eager = work().eagerlyEvaluate(nullptr);
  co_await work();
  co_await std::move(eager);
}
} // namespace good_awaited
