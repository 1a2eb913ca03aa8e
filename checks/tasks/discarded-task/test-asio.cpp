// needs: boost/asio.hpp boost/asio/experimental/awaitable_operators.hpp boost/asio/experimental/channel.hpp
// flags: -std=c++20 -pthread -Wno-unused-value -Wno-unused-result
// Boost.Asio's real headers: awaitables, completion tokens, timers, channels.
#include <array>
#include <boost/asio.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/experimental/channel.hpp>
#include <string>
#include <tuple>

namespace asio = boost::asio;
using asio::awaitable;
using asio::use_awaitable;
using asio::ip::tcp;
using error_code = boost::system::error_code;

awaitable<void> say(tcp::socket &peer, std::string line);
awaitable<std::size_t> read_line(tcp::socket &peer);
awaitable<void> session(tcp::socket peer);
void log_line(const char *what);

// ---- Awaitables are lazy ----

namespace bad_awaitable_statement {
awaitable<void> quit(tcp::socket &peer) {
  say(peer, "221 bye"); // warn: the task made by 'say' is dropped, so it never runs // fix: co_await say(peer, "221 bye");
  co_return;
}
} // namespace bad_awaitable_statement

namespace bad_awaitable_in_a_plain_function {
void quit(tcp::socket &peer) {
  say(peer, "221 bye"); // warn: the task made by 'say' is dropped, so it never runs // note: only a coroutine can await it; hand it to whatever runs tasks here, or return it
  (void)read_line(peer); // warn: the task made by 'read_line' is dropped, so it never runs // note: it starts when it is awaited; this only silences the compiler
}
} // namespace bad_awaitable_in_a_plain_function

namespace bad_awaitable_ignored {
awaitable<void> skip(tcp::socket &peer) {
  std::ignore = read_line(peer); // warn: the task made by 'read_line' is dropped, so it never runs // note: it starts when it is awaited; this only silences the compiler // fix: std::ignore = co_await read_line(peer);
  auto _ = read_line(peer); // warn: the task made by 'read_line' is dropped, so it never runs // note: it starts when it is awaited; this only silences the compiler // fix: auto _ = co_await read_line(peer);
  co_return;
}
} // namespace bad_awaitable_ignored

namespace bad_session_called_instead_of_spawned {
awaitable<void> listen(tcp::acceptor &acceptor) {
  for (;;)
    session(co_await acceptor.async_accept(use_awaitable)); // warn: the task made by 'session' is dropped, so it never runs // fix: co_await session(co_await acceptor.async_accept(use_awaitable));
}
} // namespace bad_session_called_instead_of_spawned

namespace bad_operators_of_awaitables {
using namespace asio::experimental::awaitable_operators;
awaitable<void> relay(tcp::socket &a, tcp::socket &b) {
  read_line(a) && read_line(b); // warn: the task made by 'operator&&' is dropped, so it never runs // fix: co_await (read_line(a) && read_line(b));
  read_line(a) || read_line(b); // warn: the task made by 'operator||' is dropped, so it never runs // fix: co_await (read_line(a) || read_line(b));
  co_return;
}
} // namespace bad_operators_of_awaitables

namespace bad_coroutine_lambda {
void start(tcp::socket &peer) {
  auto hello = [&peer]() -> awaitable<void> { co_await say(peer, "220 ready"); };
  hello(); // warn: the task made by 'hello' is dropped, so it never runs // note: only a coroutine can await it; hand it to whatever runs tasks here, or return it
}
} // namespace bad_coroutine_lambda

// ---- Operations with use_awaitable begin when they are awaited ----

namespace bad_timer {
awaitable<void> backoff(asio::steady_timer &timer) {
  timer.expires_after(std::chrono::seconds(1));
  timer.async_wait(use_awaitable); // warn: the task made by 'async_wait' is dropped, so it never runs // fix: co_await timer.async_wait(use_awaitable);
  co_return;
}
} // namespace bad_timer

namespace bad_read_and_write {
awaitable<void> echo(tcp::socket &peer) {
  std::array<char, 128> data;
  std::size_t n = co_await peer.async_read_some(asio::buffer(data), use_awaitable);
  asio::async_write(peer, asio::buffer(data, n), use_awaitable); // warn: the task made by 'async_write' is dropped, so it never runs // fix: co_await asio::async_write(peer, asio::buffer(data, n), use_awaitable);
  (void)peer.async_write_some(asio::buffer(data, n), use_awaitable); // warn: the task made by 'async_write_some' is dropped, so it never runs // note: it starts when it is awaited; this only silences the compiler // fix: (void)co_await peer.async_write_some(asio::buffer(data, n), use_awaitable);
}
} // namespace bad_read_and_write

namespace bad_token_with_an_adapter {
awaitable<void> drain(tcp::socket &peer) {
  std::array<char, 128> data;
  error_code failed;
  peer.async_read_some(asio::buffer(data), asio::redirect_error(use_awaitable, failed)); // warn: the task made by 'async_read_some' is dropped, so it never runs // fix: co_await peer.async_read_some(asio::buffer(data), asio::redirect_error(use_awaitable, failed));
  co_return;
}
} // namespace bad_token_with_an_adapter

namespace bad_channel {
using channel = asio::experimental::channel<void(error_code, int)>;
awaitable<void> produce(channel &out) {
  out.async_send(error_code{}, 3, use_awaitable); // warn: the task made by 'async_send' is dropped, so it never runs // fix: co_await out.async_send(error_code{}, 3, use_awaitable);
  co_return;
}
} // namespace bad_channel

// With use_awaitable co_spawn itself is lazy.
namespace bad_co_spawn_with_use_awaitable {
awaitable<void> serve(tcp::socket peer) {
  auto executor = co_await asio::this_coro::executor;
  asio::co_spawn(executor, session(std::move(peer)), use_awaitable); // warn: the task made by 'co_spawn' is dropped, so it never runs // fix: co_await asio::co_spawn(executor, session(std::move(peer)), use_awaitable);
}
} // namespace bad_co_spawn_with_use_awaitable

namespace bad_accept_in_a_template {
template <class Token> auto accept(tcp::acceptor &acceptor, Token token) { return acceptor.async_accept(token); }
awaitable<void> skip_one(tcp::acceptor &acceptor) {
  accept(acceptor, use_awaitable); // warn: the task made by 'accept' is dropped, so it never runs // fix: co_await accept(acceptor, use_awaitable);
  co_return;
}
} // namespace bad_accept_in_a_template

// ---- Silent ----

namespace good_awaited {
awaitable<std::size_t> f(tcp::socket &peer, asio::steady_timer &timer) {
  co_await say(peer, "220 ready");
  co_await timer.async_wait(use_awaitable);
  error_code failed;
  co_await timer.async_wait(asio::redirect_error(use_awaitable, failed));
  co_return co_await read_line(peer);
}
} // namespace good_awaited

namespace good_returned {
awaitable<std::size_t> f(tcp::socket &peer) { return read_line(peer); }
auto g(asio::steady_timer &timer) { return timer.async_wait(use_awaitable); }
} // namespace good_returned

namespace good_spawned {
void f(asio::io_context &io, tcp::acceptor &acceptor) {
  asio::co_spawn(io, session(tcp::socket(io)), asio::detached);
  asio::co_spawn(io, [&]() -> awaitable<void> { co_await session(co_await acceptor.async_accept(use_awaitable)); },
                 asio::detached);
  asio::co_spawn(io, session(tcp::socket(io)), [](std::exception_ptr) { log_line("session ended"); });
  io.run();
}
} // namespace good_spawned

namespace good_spawned_with_a_future {
void f(asio::io_context &io) {
  auto done = asio::co_spawn(io, session(tcp::socket(io)), asio::use_future);
  io.run();
  done.get();
}
} // namespace good_spawned_with_a_future

namespace good_handlers_start_at_once {
void f(tcp::socket &peer, asio::steady_timer &timer, std::string &line) {
  timer.async_wait([](error_code) { log_line("tick"); });
  timer.async_wait(asio::detached);
  asio::async_write(peer, asio::buffer(line), [](error_code, std::size_t) {});
  asio::async_write(peer, asio::buffer(line), asio::detached);
  asio::post(peer.get_executor(), [] { log_line("posted"); });
  asio::dispatch(peer.get_executor(), [] { log_line("dispatched"); });
}
} // namespace good_handlers_start_at_once

namespace good_operators_awaited {
using namespace asio::experimental::awaitable_operators;
awaitable<void> f(tcp::socket &a, asio::steady_timer &timer) {
  co_await (read_line(a) || timer.async_wait(use_awaitable));
  auto both = read_line(a) && read_line(a);
  co_await std::move(both);
}
} // namespace good_operators_awaited

namespace good_results_dropped_after_the_await {
awaitable<void> f(tcp::socket &peer) {
  std::array<char, 128> data;
  co_await peer.async_read_some(asio::buffer(data), use_awaitable);
  (void)co_await read_line(peer);
  std::ignore = co_await read_line(peer);
}
} // namespace good_results_dropped_after_the_await

namespace good_asking_the_coroutine {
awaitable<void> f() {
  auto executor = co_await asio::this_coro::executor;
  co_await asio::this_coro::reset_cancellation_state(asio::enable_total_cancellation());
  asio::steady_timer timer(executor);
  timer.expires_after(std::chrono::seconds(1));
  timer.cancel();
  co_await timer.async_wait(use_awaitable);
}
} // namespace good_asking_the_coroutine

namespace good_channel_used {
using channel = asio::experimental::channel<void(error_code, int)>;
awaitable<int> f(channel &c) {
  co_await c.async_send(error_code{}, 3, use_awaitable);
  c.async_send(error_code{}, 4, asio::detached);
  (void)c.try_send(error_code{}, 5);
  co_return co_await c.async_receive(use_awaitable);
}
} // namespace good_channel_used

namespace good_stored {
struct server {
  std::vector<awaitable<void>> sessions;
  void add(tcp::socket peer) { sessions.push_back(session(std::move(peer))); }
};
} // namespace good_stored

namespace good_signals_and_options {
void f(asio::io_context &io, tcp::socket &peer) {
  asio::signal_set signals(io, SIGINT, SIGTERM);
  signals.async_wait([&](error_code, int) { io.stop(); });
  error_code ignored;
  peer.set_option(tcp::no_delay(true), ignored);
  peer.close(ignored);
  (void)peer.remote_endpoint(ignored);
}
} // namespace good_signals_and_options
