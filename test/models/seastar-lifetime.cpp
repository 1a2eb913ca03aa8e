// rule: dangling-lambda-capture
// Seastar: who keeps the callable of a continuation, and who drops it when it has returned its future.
#include "mini.h"

namespace seastar {
template <class T = void> class future {
public:
  struct promise_type : mini::forget::promise_type {
    future get_return_object() noexcept;
  };
  future(future &&) noexcept;
  ~future();
  template <class F> future then(F &&) { return chained(); }
  template <class F> future finally(F &&) { return chained(); }
  future chained();
  mini::tick operator co_await() &&;
};
struct gate {
  ~gate();
  future<> close();
};
struct semaphore {};
struct smp {
  template <class F> static future<> submit_to(unsigned, F &&) { return ready(); }
  static future<> ready();
};
template <class F> future<> with_gate(gate &, F &&) { return smp::ready(); }
template <class F> future<> with_semaphore(semaphore &, int, F &&) { return smp::ready(); }
template <class S, class F> future<> do_until(S, F) { return smp::ready(); }
template <class F> future<> repeat(F &&) { return smp::ready(); }
template <class R, class F> future<> parallel_for_each(R &&, F &&) { return smp::ready(); }
template <class R, class F> future<> max_concurrent_for_each(R &&, int, F &&) { return smp::ready(); }
namespace coroutine {
template <class F> struct lambda {
  explicit lambda(F &&f) : Func(&f) {}
  template <class... A> auto operator()(A &&...a) const { return (*Func)(std::forward<A>(a)...); }
  F *Func;
};
} // namespace coroutine
} // namespace seastar
using seastar::future;
future<> step();
void record(const std::string &line);

namespace bad_continuations {
future<> then(std::string line) {
  return step().then([line]() -> future<> { // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done // note: the closure is destroyed here when the call of it has returned, which is at its first suspension
    co_await mini::tick();
    record(line); // note: 'line' is read from the closure here, when that is gone
  });
}
future<> finally(std::string line) {
  co_await step().finally([line]() -> future<> { // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done // note: the closure is destroyed here when the call of it has returned, which is at its first suspension
    co_await mini::tick();
    record(line); // note: 'line' is read from the closure here, when that is gone
  });
}
} // namespace bad_continuations

namespace bad_taken_by_value {
future<> until(std::string line) {
  co_await seastar::do_until([] { return false; }, [line]() -> future<> { // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done // note: the closure is destroyed here when the call of it has returned, which is at its first suspension
    co_await mini::tick();
    record(line); // note: 'line' is read from the closure here, when that is gone
  });
}
future<> units(seastar::semaphore &sem, std::string line) {
  co_await seastar::with_semaphore(sem, 1, [line]() -> future<> { // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done // note: the closure is destroyed here when the call of it has returned, which is at its first suspension
    co_await mini::tick();
    record(line); // note: 'line' is read from the closure here, when that is gone
  });
}
} // namespace bad_taken_by_value

namespace bad_called_in_a_statement_that_ends {
future<> gated(seastar::gate &g, std::string line) {
  return seastar::with_gate(g, [line]() -> future<> { // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done // note: the closure is a temporary: it is destroyed at the end of this full expression
    co_await mini::tick();
    record(line); // note: 'line' is read from the closure here, when that is gone
  });
}
} // namespace bad_called_in_a_statement_that_ends

namespace good_awaited_in_that_statement {
future<> gated(seastar::gate &g, std::string line) {
  co_await seastar::with_gate(g, [line]() -> future<> {
    co_await mini::tick();
    record(line);
  });
}
future<> looped(std::string line) {
  co_await seastar::repeat([&line]() -> future<> {
    co_await mini::tick();
    record(line);
  });
}
future<> all(std::vector<int> numbers, std::string line) {
  co_await seastar::parallel_for_each(numbers, [&line](int) -> future<> {
    co_await mini::tick();
    record(line);
  });
}
} // namespace good_awaited_in_that_statement

namespace good_kept {
future<> elsewhere(std::string line) {
  return seastar::smp::submit_to(1, [line]() -> future<> {
    co_await mini::tick();
    record(line);
  });
}
future<> few(std::vector<int> numbers, std::string line) {
  return seastar::max_concurrent_for_each(numbers, 2, [line](int) -> future<> {
    co_await mini::tick();
    record(line);
  });
}
} // namespace good_kept

namespace good_wrapped {
future<> then(std::string line) {
  co_await step().then(seastar::coroutine::lambda([&line]() -> future<> {
    co_await mini::tick();
    record(line);
  }));
}
} // namespace good_wrapped

namespace good_no_captures_left {
future<> then(std::string line) {
  return step().then([line_ = line]() mutable -> future<> {
    auto line = std::move(line_);
    co_await mini::tick();
    record(line);
  });
}
} // namespace good_no_captures_left
