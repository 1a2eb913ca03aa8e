// needs: boost/asio.hpp
// flags: -std=c++20 -pthread -Wno-unused-result -Wno-unused-value
// Boost.Asio's real headers.
#include <boost/asio.hpp>
#include <string>
#include <tuple>
#include <type_traits>

namespace asio = boost::asio;
using asio::awaitable;
using asio::use_awaitable;

awaitable<awaitable<int>> request(std::string path);
awaitable<int> count();
void log_line(const char *what);

// Posts a plain function to an executor and yields what it returns.
template <class Executor, class F> awaitable<std::invoke_result_t<F>> run_there(Executor there, F f) {
  co_await asio::post(asio::bind_executor(there, use_awaitable));
  co_return f();
}

namespace bad_awaitable_of_an_awaitable {
awaitable<void> f() {
  co_await request("/ping"); // warn: awaiting 'request' yields another task, which is not awaited, so it never runs // note: await what it yields as well // fix: co_await co_await request("/ping");
}
} // namespace bad_awaitable_of_an_awaitable

namespace bad_coroutine_run_as_a_function {
awaitable<void> f(asio::thread_pool &pool) {
  co_await run_there(pool.get_executor(), []() -> awaitable<void> { co_await count(); }); // warn: awaiting 'run_there' yields another task, which is not awaited, so it never runs // note: await what it yields as well // fix: co_await co_await run_there(pool.get_executor(), []() -> awaitable<void> { co_await count(); });
}
} // namespace bad_coroutine_run_as_a_function

namespace good_awaited_twice {
awaitable<int> f(asio::thread_pool &pool) {
  int n = co_await co_await request("/ping");
  co_return n + co_await co_await run_there(pool.get_executor(), count);
}
} // namespace good_awaited_twice

namespace good_plain_function_run_there {
awaitable<int> f(asio::thread_pool &pool) {
  co_await run_there(pool.get_executor(), [] { log_line("there"); });
  co_return co_await run_there(pool.get_executor(), [] { return 3; });
}
} // namespace good_plain_function_run_there

// co_spawn awaits the coroutine that it is given.
namespace good_co_spawn {
awaitable<int> f(asio::thread_pool &pool) {
  co_await asio::co_spawn(pool, [] { return count(); }, use_awaitable);
  co_return co_await asio::co_spawn(pool, count(), use_awaitable);
}
} // namespace good_co_spawn
