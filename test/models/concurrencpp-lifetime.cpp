// rule: dangling-lambda-capture
// concurrencpp, YACLib and TooManyCooks: executors run what they are given once and drop it.
#include "mini.h"

namespace concurrencpp {
template <class T> class result {
public:
  struct promise_type : mini::forget::promise_type {
    result get_return_object() noexcept;
  };
  result(result &&) noexcept;
  ~result();
  void get();
  mini::tick operator co_await();
};
struct executor {
  template <class F> auto submit(F &&f) { return f(); }
};
} // namespace concurrencpp
namespace tmc {
template <class T = void> class task : public mini::task<T> {
public:
  task(mini::task<T>);
};
template <class E, class T> void post(E &, T &&) {}
template <class T> int async_main(task<T> &&);
} // namespace tmc
using concurrencpp::result;
void record(const std::string &line);

namespace bad_submitted {
result<void> f(concurrencpp::executor &ex, std::string line) {
  return ex.submit([line]() -> result<void> { // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done // note: the closure is destroyed here when the call of it has returned, which is at its first suspension
    co_await mini::tick();
    record(line); // note: 'line' is read from the closure here, when that is gone
  });
}
} // namespace bad_submitted

namespace bad_posted {
void f(concurrencpp::executor &ex, std::string line) {
  tmc::post(ex, [line]() -> tmc::task<> { // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done // note: the closure is a temporary: it is destroyed at the end of this full expression
    co_await mini::tick();
    record(line); // note: 'this' is read from the closure here, when that is gone
  }());
}
} // namespace bad_posted

namespace good_plain_function {
result<void> step(std::string line);
result<void> f(concurrencpp::executor &ex, std::string line) {
  return ex.submit([line] { return step(line); });
}
} // namespace good_plain_function

namespace good_main {
int f(std::string line) {
  return tmc::async_main([&]() -> tmc::task<> {
    co_await mini::tick();
    record(line);
  }());
}
} // namespace good_main
