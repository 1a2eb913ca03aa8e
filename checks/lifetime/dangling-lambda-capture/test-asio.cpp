// flags: -std=c++20 -pthread
// needs: boost/asio.hpp
// Asio: co_spawn keeps a closure that it is given, and knows nothing of a closure whose awaitable it is given.
#include <boost/asio.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <array>
#include <memory>
#include <string>

namespace asio = boost::asio;
using asio::awaitable;
using asio::use_awaitable;
using asio::ip::tcp;
using namespace std::chrono_literals;

awaitable<void> nap(std::chrono::milliseconds time) {
  asio::steady_timer timer(co_await asio::this_coro::executor, time);
  co_await timer.async_wait(use_awaitable);
}
void print(const std::string &text);

// ---- The closure is called, the awaitable is spawned ----

void bad_detached(asio::io_context &io, std::string text) {
  asio::co_spawn(io, [text]() -> awaitable<void> { // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done // note: the closure is a temporary: it is destroyed at the end of this full expression
    co_await nap(1ms);
    print(text); // note: 'this' is read from the closure here, when that is gone
  }(), asio::detached);
}

namespace bad_session {
class Session {
public:
  explicit Session(tcp::socket socket) : socket_(std::move(socket)) {}
  void start() {
    asio::co_spawn(
        socket_.get_executor(),
        [this]() -> awaitable<void> { // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done // note: the closure is a temporary: it is destroyed at the end of this full expression
          char data[256];
          for (;;)
            co_await socket_.async_read_some(asio::buffer(data), use_awaitable); // note: 'this' is read from the closure here, when that is gone
        }(),
        asio::detached);
  }

private:
  tcp::socket socket_;
};
} // namespace bad_session

// The captured owner dies with the closure that it was captured by.
namespace bad_self_in_a_called_closure {
class Session : public std::enable_shared_from_this<Session> {
public:
  explicit Session(tcp::socket socket) : socket_(std::move(socket)) {}
  void start() {
    asio::co_spawn(
        socket_.get_executor(),
        [self = shared_from_this()]() -> awaitable<void> { // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done // note: the closure is a temporary: it is destroyed at the end of this full expression
          std::string line;
          co_await asio::async_read_until(self->socket_, asio::dynamic_buffer(line), '\n', use_awaitable); // note: 'this' is read from the closure here, when that is gone
        }(),
        asio::detached);
  }

private:
  tcp::socket socket_;
};
} // namespace bad_self_in_a_called_closure

awaitable<void> bad_accept_loop(tcp::acceptor &acceptor) {
  for (;;) {
    auto socket = co_await acceptor.async_accept(use_awaitable);
    asio::co_spawn(
        acceptor.get_executor(),
        [socket = std::move(socket)]() mutable -> awaitable<void> { // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done // note: the closure is a temporary: it is destroyed at the end of this full expression
          co_await asio::async_write(socket, asio::buffer("hello\n", 6), use_awaitable); // note: 'this' is read from the closure here, when that is gone
        }(),
        asio::detached);
  }
}

void bad_named_closure_called(asio::any_io_executor ex, std::string text) {
  auto body = [text]() -> awaitable<void> { // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: closure 'body' is destroyed at the end of its scope // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done
    co_await nap(1ms);
    print(text); // note: 'this' is read from the closure here, when that is gone
  };
  asio::co_spawn(ex, body(), asio::detached);
}

void bad_with_a_handler(asio::any_io_executor ex, std::string text) {
  asio::co_spawn(
      ex,
      [text]() -> awaitable<int> { // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done // note: the closure is a temporary: it is destroyed at the end of this full expression
        co_await nap(1ms);
        co_return static_cast<int>(text.size()); // note: 'this' is read from the closure here, when that is gone
      }(),
      [](std::exception_ptr, int n) { print(std::to_string(n)); });
}

void bad_future_kept(asio::io_context &io, std::string text) {
  auto done = asio::co_spawn(io, [text]() -> awaitable<void> { // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done // note: the closure is a temporary: it is destroyed at the end of this full expression
    co_await nap(1ms);
    print(text); // note: 'this' is read from the closure here, when that is gone
  }(), asio::use_future);
  io.run();
  done.get();
}

awaitable<void> bad_awaitable_kept(tcp::socket &socket, std::string greeting) {
  auto hello = [&socket, greeting]() -> awaitable<void> { // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done // note: the closure is a temporary: it is destroyed at the end of this full expression
    co_await asio::async_write(socket, asio::buffer(greeting), use_awaitable); // note: 'this' is read from the closure here, when that is gone
  }();
  co_await nap(1ms);
  co_await std::move(hello); // note: the task is used here
}

awaitable<void> bad_returned(tcp::socket &socket, std::string greeting) {
  return [&socket, greeting]() -> awaitable<void> { // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done // note: the closure is a temporary: it is destroyed at the end of this full expression
    co_await asio::async_write(socket, asio::buffer(greeting), use_awaitable); // note: 'this' is read from the closure here, when that is gone
  }();
}

awaitable<void> bad_race_kept(std::string text) {
  using namespace asio::experimental::awaitable_operators;
  auto either = [&text]() -> awaitable<void> { // warn: the coroutine of this lambda reads its captures from the closure, which is destroyed before the coroutine is done // note: pass what the coroutine needs as parameters, which its frame keeps, or keep the closure alive until it is done // note: the closure is a temporary: it is destroyed at the end of this full expression
    co_await nap(1ms);
    print(text); // note: 'this' is read from the closure here, when that is gone
  }() || nap(10ms);
  co_await nap(1ms);
  co_await std::move(either); // note: the task is used here
}

// ---- Correct: co_spawn has the closure ----

void good_closure_given(asio::io_context &io, std::string text) {
  asio::co_spawn(
      io,
      [text]() -> awaitable<void> {
        co_await nap(1ms);
        print(text);
      },
      asio::detached);
}

void good_named_closure_given(asio::io_context &io, std::string text) {
  auto body = [text]() -> awaitable<void> {
    co_await nap(1ms);
    print(text);
  };
  asio::co_spawn(io, body, asio::detached);
  asio::co_spawn(io, std::move(body), asio::detached);
}

namespace good_session {
class Session : public std::enable_shared_from_this<Session> {
public:
  explicit Session(tcp::socket socket) : socket_(std::move(socket)) {}
  void start() {
    asio::co_spawn(socket_.get_executor(), [self = shared_from_this()] { return self->read(); }, asio::detached);
    asio::co_spawn(
        socket_.get_executor(),
        [this, self = shared_from_this()]() -> awaitable<void> {
          std::string line;
          co_await asio::async_read_until(socket_, asio::dynamic_buffer(line), '\n', use_awaitable);
        },
        asio::detached);
  }

private:
  awaitable<void> read() {
    char data[64];
    co_await socket_.async_read_some(asio::buffer(data), use_awaitable);
  }
  tcp::socket socket_;
};
} // namespace good_session

awaitable<void> good_accept_loop(tcp::acceptor &acceptor) {
  for (;;) {
    auto socket = co_await acceptor.async_accept(use_awaitable);
    asio::co_spawn(
        acceptor.get_executor(),
        [socket = std::move(socket)]() mutable -> awaitable<void> {
          co_await asio::async_write(socket, asio::buffer("hello\n", 6), use_awaitable);
        },
        asio::detached);
  }
}

awaitable<void> serve(tcp::socket socket) {
  co_await asio::async_write(socket, asio::buffer("hello\n", 6), use_awaitable);
}
awaitable<void> good_named_coroutine(tcp::acceptor &acceptor) {
  for (;;)
    asio::co_spawn(acceptor.get_executor(), serve(co_await acceptor.async_accept(use_awaitable)), asio::detached);
}

void good_parameters(asio::io_context &io, std::string text) {
  asio::co_spawn(io, [](std::string text) -> awaitable<void> {
    co_await nap(1ms);
    print(text);
  }(std::move(text)), asio::detached);
}

// ---- Correct: awaited in the full expression ----

awaitable<std::size_t> good_awaited_in_place(tcp::socket &socket) {
  std::array<char, 128> data;
  co_return co_await [&]() -> awaitable<std::size_t> { co_return co_await socket.async_read_some(asio::buffer(data), use_awaitable); }();
}

awaitable<void> good_spawned_and_awaited(asio::any_io_executor ex, std::string text) {
  co_await asio::co_spawn(ex, [&]() -> awaitable<void> {
    co_await nap(1ms);
    print(text);
  }(), use_awaitable);
}

awaitable<void> good_race_awaited(std::string text) {
  using namespace asio::experimental::awaitable_operators;
  co_await ([&]() -> awaitable<void> {
    co_await nap(1ms);
    print(text);
  }() || nap(10ms));
  co_await ([&]() -> awaitable<void> { co_await nap(1ms); }() && [&]() -> awaitable<void> {
    co_await nap(1ms);
    print(text);
  }());
}

// ---- Correct: the closure outlives the run ----

int good_closure_outlives_the_run() {
  asio::io_context io;
  int hits = 0;
  auto body = [&hits]() -> awaitable<void> {
    co_await nap(1ms);
    ++hits;
  };
  asio::co_spawn(io, body(), asio::detached);
  io.run();
  return hits;
}

// ---- Correct: a completion handler is no coroutine ----

void good_completion_handlers(asio::io_context &io, std::shared_ptr<asio::steady_timer> timer, std::string text) {
  timer->async_wait([timer, text](const boost::system::error_code &) { print(text); });
  asio::post(io, [text] { print(text); });
}
