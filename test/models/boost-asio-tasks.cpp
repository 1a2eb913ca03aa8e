// rule: discarded-task
// needs: boost/asio.hpp
// flags: -std=c++20 -pthread -Wno-unused-result
// Boost.Asio: awaitables, deferred operations and promises of operations.
#include <boost/asio.hpp>
#include <boost/asio/experimental/promise.hpp>
#include <boost/asio/experimental/use_promise.hpp>
#include <functional>
#include <string>

namespace asio = boost::asio;
using asio::awaitable;
using asio::deferred;
using asio::experimental::use_promise;
using asio::use_awaitable;
awaitable<void> work();
awaitable<void> send(asio::const_buffer bytes);

namespace bad_deferred_dropped {
void f(asio::steady_timer &timer) {
  timer.async_wait(deferred); // warn: the awaitable made by 'async_wait' is dropped, so nothing happens // note: only a coroutine can await it; hand it to whatever runs tasks here, or return it
}
} // namespace bad_deferred_dropped

// The timer is cancelled at the end of the expression, whatever the cast says.
namespace bad_promise_dropped {
void f(asio::steady_timer &timer) {
  (void)timer.async_wait(use_promise); // warn: the task made by 'async_wait' is dropped, which cancels it // note: only a coroutine can await it; hand it to whatever runs tasks here, or return it
}
} // namespace bad_promise_dropped

namespace bad_deferred_forgotten {
awaitable<void> f(asio::steady_timer &timer) {
  auto wait = timer.async_wait(deferred); // warn[unawaited-task]: 'wait' is never awaited, so it never runs
  co_await work();
}
} // namespace bad_deferred_forgotten

namespace bad_hop_dropped {
awaitable<void> f(asio::thread_pool &pool) {
  asio::post(pool, use_awaitable); // warn[unawaited-executor-switch]: the switch made by 'post' is not awaited, so the code below runs on the executor it is on already // fix: co_await asio::post(pool, use_awaitable);
  co_await work();
}
} // namespace bad_hop_dropped

namespace bad_awaited_twice {
awaitable<void> f() {
  auto once = work();
  co_await std::move(once); // note: 'once' is awaited here first
  co_await std::move(once); // warn[task-awaited-twice]: 'once' is awaited again after it was awaited, and there is nothing left in it
}
} // namespace bad_awaited_twice

namespace bad_buffer_of_a_local {
awaitable<void> f(int n) {
  std::string text = std::to_string(n); // note: 'text' is declared here and destroyed when the function returns
  return send(asio::buffer(text)); // warn[task-escapes-scope]: the returned task refers to 'text', which is destroyed when this function returns // note: the task gets its reference here
}
} // namespace bad_buffer_of_a_local

namespace good_deferred_started {
awaitable<void> f(asio::steady_timer &timer) {
  auto wait = timer.async_wait(deferred);
  std::move(wait)([](boost::system::error_code) {});
  co_await timer.async_wait(deferred);
  auto again = timer.async_wait(deferred);
  co_await std::move(again)(use_awaitable);
}
} // namespace good_deferred_started

namespace good_promise_awaited {
awaitable<void> f(asio::steady_timer &timer) {
  auto running = timer.async_wait(use_promise);
  co_await work();
  co_await running(use_awaitable);
}
} // namespace good_promise_awaited

// Started, and cancelled by name.
namespace good_promise_cancelled {
awaitable<void> f(asio::steady_timer &timer) {
  auto running = timer.async_wait(use_promise);
  co_await work();
  running.cancel();
}
} // namespace good_promise_cancelled

namespace good_hop_awaited {
awaitable<void> f(asio::thread_pool &pool) {
  co_await asio::post(asio::bind_executor(pool, use_awaitable));
  asio::post(pool, [] {});
}
} // namespace good_hop_awaited

namespace good_buffer_of_the_caller {
awaitable<void> f(const std::string &text) { return send(asio::buffer(text)); }
} // namespace good_buffer_of_the_caller
