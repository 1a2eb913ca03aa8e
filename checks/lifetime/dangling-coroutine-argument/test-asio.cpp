// flags: -std=c++20 -pthread
// needs: boost/asio.hpp
// Awaitables of Asio are lazy, and co_spawn runs them after it returned.
#include <boost/asio.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace asio = boost::asio;
using asio::awaitable;
using asio::use_awaitable;
using asio::ip::tcp;
using namespace std::chrono_literals;

awaitable<void> nap(std::chrono::milliseconds time) {
  asio::steady_timer timer(co_await asio::this_coro::executor, time);
  co_await timer.async_wait(use_awaitable);
}
std::string greeting(int id);
std::vector<char> payload(int id);
void print(const std::string &text);

awaitable<void> send(tcp::socket &socket, const std::string &text) {
  co_await asio::async_write(socket, asio::buffer(text), use_awaitable); // note: the coroutine uses it here // note: the coroutine uses it here // note: the coroutine uses it here // note: the coroutine uses it here // note: the coroutine uses it here
}
awaitable<void> send_view(tcp::socket &socket, std::string_view text) {
  co_await asio::async_write(socket, asio::buffer(text.data(), text.size()), use_awaitable); // note: the coroutine uses it here
}
awaitable<void> send_bytes(tcp::socket &socket, std::span<const char> bytes) {
  co_await asio::async_write(socket, asio::buffer(bytes.data(), bytes.size()), use_awaitable); // note: the coroutine uses it here // note: the coroutine uses it here
}
awaitable<void> send_copy(tcp::socket &socket, std::string text) {
  co_await asio::async_write(socket, asio::buffer(text), use_awaitable);
}
awaitable<void> serve(tcp::socket &&socket) {
  co_await asio::async_write(socket, asio::buffer("hello\n", 6), use_awaitable); // note: the coroutine uses it here // note: the coroutine uses it here
}
awaitable<void> serve_owned(tcp::socket socket) {
  co_await asio::async_write(socket, asio::buffer("hello\n", 6), use_awaitable);
}
tcp::socket dial(asio::any_io_executor ex);

// ---- Spawned with a temporary ----

void bad_detached_with_a_temporary(tcp::socket &socket, int id) {
  asio::co_spawn(socket.get_executor(), send(socket, greeting(id)), asio::detached); // warn: the task refers to this temporary, which is destroyed at the end of the full expression, before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
}

void bad_detached_with_a_literal(tcp::socket &socket) {
  asio::co_spawn(socket.get_executor(), send(socket, "made for the call"), asio::detached); // warn: the task refers to this temporary, which is destroyed at the end of the full expression, before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
}

void bad_detached_view(tcp::socket &socket, int id) {
  asio::co_spawn(socket.get_executor(), send_view(socket, "id " + std::to_string(id)), asio::detached); // warn: the task refers to this temporary, which is destroyed at the end of the full expression, before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
}

void bad_detached_bytes(tcp::socket &socket, int id) {
  asio::co_spawn(socket.get_executor(), send_bytes(socket, payload(id)), asio::detached); // warn: the task refers to this temporary, which is destroyed at the end of the full expression, before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
}

void bad_detached_socket(asio::any_io_executor ex) {
  asio::co_spawn(ex, serve(dial(ex)), asio::detached); // warn: the task refers to this temporary, which is destroyed at the end of the full expression, before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
}

awaitable<void> bad_accepted_socket(tcp::acceptor &acceptor) {
  for (;;)
    asio::co_spawn(acceptor.get_executor(),
                   serve(co_await acceptor.async_accept(use_awaitable)), // warn: the task refers to this temporary, which is destroyed at the end of the full expression, before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
                   asio::detached);
}

// ---- Kept with a temporary ----

awaitable<void> bad_kept(tcp::socket &socket, int id) {
  auto hello = send(socket, greeting(id)); // warn: the task refers to this temporary, which is destroyed at the end of the full expression, before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
  co_await nap(1ms);
  co_await std::move(hello); // note: the task is used here, when the temporary is gone
}

awaitable<void> bad_returned(tcp::socket &socket, int id) {
  return send(socket, greeting(id)); // warn: the task refers to this temporary, which is destroyed at the end of the full expression, before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
}

awaitable<void> bad_race_kept(tcp::socket &socket, int id) {
  using namespace asio::experimental::awaitable_operators;
  auto either = send(socket, greeting(id)) || nap(10ms); // warn: the task refers to this temporary, which is destroyed at the end of the full expression, before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
  co_await std::move(either); // note: the task is used here, when the temporary is gone
}

awaitable<void> bad_inner_buffer(tcp::socket &socket, bool wanted) {
  std::optional<awaitable<void>> hello;
  if (wanted) {
    std::vector<char> bytes = payload(1); // note: 'bytes' is destroyed at the end of its scope
    hello.emplace(send_bytes(socket, bytes)); // warn: the task refers to 'bytes', which is destroyed before the task is done // note: await the task in the expression that makes it, give the argument a name that outlives the task, or take the parameter by value
  }
  if (hello)
    co_await std::move(*hello); // note: the task is used here, when 'bytes' is gone
}

// ---- Correct ----

awaitable<void> good_awaited_in_place(tcp::socket &socket, int id) {
  co_await send(socket, greeting(id));
  co_await send(socket, "made for the call");
  co_await send_bytes(socket, payload(id));
}

awaitable<void> good_spawned_and_awaited(tcp::socket &socket, int id) {
  co_await asio::co_spawn(socket.get_executor(), send(socket, greeting(id)), use_awaitable);
}

awaitable<void> good_race_awaited(tcp::socket &socket, int id) {
  using namespace asio::experimental::awaitable_operators;
  co_await (send(socket, greeting(id)) || nap(10ms));
  co_await (send(socket, greeting(id)) && send_view(socket, greeting(id + 1)));
}

void good_detached_copy(tcp::socket &socket, int id) {
  asio::co_spawn(socket.get_executor(), send_copy(socket, greeting(id)), asio::detached);
  asio::co_spawn(socket.get_executor(), send_view(socket, "literal"), asio::detached);
}

awaitable<void> good_accepted_socket(tcp::acceptor &acceptor) {
  for (;;)
    asio::co_spawn(acceptor.get_executor(), serve_owned(co_await acceptor.async_accept(use_awaitable)), asio::detached);
}

void good_closure_that_owns(tcp::socket &socket, int id) {
  asio::co_spawn(
      socket.get_executor(), [&socket, text = greeting(id)]() -> awaitable<void> { co_await send(socket, text); },
      asio::detached);
}

awaitable<void> good_named(tcp::socket &socket, int id) {
  std::string text = greeting(id);
  auto hello = send(socket, text);
  co_await nap(1ms);
  co_await std::move(hello);
}

void good_run_to_the_end(int id) {
  asio::io_context io;
  tcp::socket socket(io);
  std::string text = greeting(id);
  asio::co_spawn(io, send(socket, text), asio::detached);
  io.run();
}
