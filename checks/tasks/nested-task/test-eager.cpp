// What an await yields is a promise that cancels when it is dropped.
// flags: -std=c++20 -Wno-unused-result
#include "mini.h"

template <class Self, class Initial> struct stand_in_promise {
  Self get_return_object();
  Initial initial_suspend() noexcept { return {}; }
  std::suspend_always final_suspend() noexcept { return {}; }
  void return_void();
  void unhandled_exception();
};
template <class T> struct stand_in_awaiter {
  bool await_ready() noexcept;
  void await_suspend(std::coroutine_handle<>) noexcept;
  T await_resume();
};

namespace kj {
template <class T> class Promise {
public:
  struct promise_type : stand_in_promise<Promise, std::suspend_never> {};
  Promise(Promise &&) noexcept;
  ~Promise();
  stand_in_awaiter<T> operator co_await();
};
} // namespace kj

kj::Promise<kj::Promise<void>> begin(int stream);

namespace bad_dropping_cancels {
mini::task<void> f() {
  co_await begin(1); // warn: awaiting 'begin' yields another task, which is not awaited, which cancels it // note: await what it yields as well // fix: co_await co_await begin(1);
}
} // namespace bad_dropping_cancels

namespace bad_cast_cancels_too {
mini::task<void> f() {
  (void)co_await begin(1); // warn: awaiting 'begin' yields another task, which is not awaited, which cancels it // note: await what it yields as well // fix: (void)co_await co_await begin(1);
}
} // namespace bad_cast_cancels_too

namespace good_awaited {
mini::task<void> f() {
  co_await co_await begin(1);
}
} // namespace good_awaited
