// What the stand-ins for libraries' headers are put together from.
#pragma once
#include <coroutine>

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
  template <class F> Promise<void> then(F f);
  template <class F> void detach(F f) {
    f();
  }
  stand_in_awaiter<T> operator co_await();
};
} // namespace kj
