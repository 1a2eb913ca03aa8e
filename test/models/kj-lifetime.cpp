// rule: dangling-lambda-capture
// KJ: a continuation is destroyed when it has returned its promise; coCapture and attach() keep.
#include "mini.h"

namespace kj {
template <class T> class Promise {
public:
  struct promise_type : mini::forget::promise_type {
    Promise get_return_object() noexcept;
  };
  Promise(Promise &&) noexcept;
  ~Promise();
  template <class F> Promise then(F &&) { return chained(); }
  Promise chained();
  mini::tick operator co_await() &&;
};
Promise<void> later();
struct TaskSet {
  void add(Promise<void> &&);
};
template <class F> Promise<void> evalLater(F &&) { return later(); }
template <class F> Promise<void> evalNow(F &&f) { return f(); }
template <class F> struct CaptureForCoroutine {
  template <class... A> auto operator()(A &&...a) { return (*Func)(std::forward<A>(a)...); }
  std::optional<F> Func;
};
template <class F> auto coCapture(F &&f) { return CaptureForCoroutine<F>{std::move(f)}; }
} // namespace kj
using kj::Promise;
Promise<void> step();
void record(const std::string &line);

namespace bad_continuations {
Promise<void> then(std::string line) {
  return step().then([line]() -> Promise<void> { // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done // note: the closure is destroyed here when the call of it has returned, which is at its first suspension
    co_await mini::tick();
    record(line); // note: 'line' is read from the closure here, when that is gone
  });
}
Promise<void> awaited(std::string line) {
  co_await kj::evalLater([line]() -> Promise<void> { // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done // note: the closure is destroyed here when the call of it has returned, which is at its first suspension
    co_await mini::tick();
    record(line); // note: 'line' is read from the closure here, when that is gone
  });
}
} // namespace bad_continuations

namespace bad_task_set {
void f(kj::TaskSet &tasks, std::string line) {
  tasks.add([line]() -> Promise<void> { // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done // note: the closure is a temporary: it is destroyed at the end of this full expression
    co_await mini::tick();
    record(line); // note: 'this' is read from the closure here, when that is gone
  }());
}
} // namespace bad_task_set

namespace good_kept {
Promise<void> f(std::string line) {
  return step().then(kj::coCapture([line]() -> Promise<void> {
    co_await mini::tick();
    record(line);
  }));
}
} // namespace good_kept

namespace good_at_once {
Promise<void> f(std::string line) {
  co_await kj::evalNow([&line]() -> Promise<void> {
    co_await mini::tick();
    record(line);
  });
}
} // namespace good_at_once
