// Operations that call operators start: their only argument is the object.
#include "mini.h"
#include <system_error>

namespace boost::asio {
template <class Token> struct as_tuple_t {
  bool await_ready() const noexcept;
  void await_suspend(std::coroutine_handle<>) noexcept;
  std::error_code await_resume() const noexcept;
};
} // namespace boost::asio

namespace good_call_operator {
struct read {
  boost::asio::as_tuple_t<int> operator()();
  boost::asio::as_tuple_t<int> operator*();
};
mini::task<void> f(read next) {
  for (;;) {
    std::error_code code = co_await next();
    if (code)
      co_return;
  }
}
mini::task<void> g(read next) {
  for (;;) {
    std::error_code first = co_await *next, second;
    if (first)
      second = first;
  }
}
} // namespace good_call_operator

namespace good_lambda {
mini::task<void> f() {
  auto next = [] { return boost::asio::as_tuple_t<int>(); };
  for (;;) {
    std::error_code code = co_await next();
    if (code)
      break;
  }
}
} // namespace good_lambda
