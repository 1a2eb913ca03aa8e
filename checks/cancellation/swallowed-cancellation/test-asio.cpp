// Boost.Asio: operation_aborted as an exception and as an error code.
// needs: boost/asio.hpp
#include <array>
#include <boost/asio.hpp>
#include <boost/asio/experimental/as_tuple.hpp>
#include <optional>

namespace asio = boost::asio;
using asio::awaitable;
using asio::ip::tcp;
using boost::system::error_code;

void log(const char *what);
awaitable<void> talk(tcp::socket peer);

awaitable<void> bad_accept(tcp::acceptor &acceptor) {
  for (;;) {
    try {
      co_await talk(co_await acceptor.async_accept(asio::use_awaitable)); // note: being stopped, this suspension ends with 'boost::system::system_error'
    } catch (const boost::system::system_error &e) { // warn: this handler catches the cancellation too, and the loop goes on: 'bad_accept' cannot be stopped // note: let the cancellation leave the loop: rethrow it, in a handler of its own before this one, or return
      log(e.what());
    }
  }
}

awaitable<void> bad_base_class(tcp::acceptor &acceptor) {
  for (;;) {
    try {
      co_await talk(co_await acceptor.async_accept(asio::use_awaitable)); // note: being stopped, this suspension ends with 'boost::system::system_error'
    } catch (const std::exception &e) { // warn: this handler catches the cancellation too, and the loop goes on: 'bad_base_class' cannot be stopped // note: let the cancellation leave the loop: rethrow it, in a handler of its own before this one, or return
      log(e.what());
    }
  }
}

struct clock_face {
  asio::steady_timer timer;
  std::optional<asio::steady_timer> spare;
  bool stopped = false;

  awaitable<void> bad_never_read() {
    for (;;) { // note: the loop begins its next round whatever happens
      error_code code;
      timer.expires_after(std::chrono::seconds(1));
      co_await timer.async_wait(asio::redirect_error(asio::use_awaitable, code)); // warn: no error of this operation ends the loop, not even that it was cancelled: 'bad_never_read' cannot be stopped // note: leave the loop when the error is operation_aborted, or on every error
      log("tick");
    }
  }
  awaitable<void> bad_logged_only() {
    for (;;) { // note: the loop begins its next round whatever happens
      auto [code] = co_await timer.async_wait(asio::experimental::as_tuple(asio::use_awaitable)); // warn: no error of this operation ends the loop, not even that it was cancelled: 'bad_logged_only' cannot be stopped // note: leave the loop when the error is operation_aborted, or on every error
      if (!code)
        log("tick");
      else
        log("no tick");
    }
  }
  awaitable<void> good_flag() {
    for (;;) {
      error_code code;
      co_await timer.async_wait(asio::redirect_error(asio::use_awaitable, code));
      if (stopped)
        break;
    }
  }
  awaitable<void> good_thrown() {
    for (;;) {
      error_code code;
      co_await timer.async_wait(asio::redirect_error(asio::use_awaitable, code));
      if (code)
        throw boost::system::system_error(code);
    }
  }
  awaitable<void> good_asked_of_the_code() {
    for (;;) {
      error_code code;
      co_await timer.async_wait(asio::redirect_error(asio::use_awaitable, code));
      if (code == asio::error::operation_aborted)
        co_return;
    }
  }
  awaitable<void> good_exception_elsewhere() {
    for (;;)
      co_await timer.async_wait(asio::use_awaitable);
  }
};

awaitable<void> bad_retried(asio::ip::udp::socket &socket) {
  std::array<char, 512> data;
  for (;;) { // note: the loop begins its next round whatever happens
    auto [code, size] = co_await socket.async_receive(asio::buffer(data), asio::experimental::as_tuple(asio::use_awaitable)); // warn: no error of this operation ends the loop, not even that it was cancelled: 'bad_retried' cannot be stopped // note: leave the loop when the error is operation_aborted, or on every error
    if (code)
      continue;
    if (size == 0)
      co_return;
  }
}

// Whoever calls it is here, and nobody cancels a socket of that kind.
awaitable<void> receive_for_ever(asio::ip::icmp::socket &socket) {
  std::array<char, 512> data;
  for (;;) {
    auto [code, size] = co_await socket.async_receive(asio::buffer(data), asio::experimental::as_tuple(asio::use_awaitable));
    if (code)
      log("failed");
  }
}
void good_program_that_never_cancels(asio::io_context &context) {
  asio::ip::icmp::socket socket(context);
  asio::co_spawn(context, receive_for_ever(socket), asio::detached);
  context.run();
}

awaitable<void> good_local_timer() {
  asio::steady_timer timer(co_await asio::this_coro::executor);
  for (;;) {
    error_code code;
    timer.expires_after(std::chrono::seconds(1));
    co_await timer.async_wait(asio::redirect_error(asio::use_awaitable, code));
    log("tick");
  }
}

awaitable<void> good_any_error_ends(tcp::socket &socket) {
  std::array<char, 512> data;
  for (;;) {
    auto [code, size] = co_await socket.async_read_some(asio::buffer(data), asio::experimental::as_tuple(asio::use_awaitable));
    if (code)
      break;
    co_await asio::async_write(socket, asio::buffer(data, size), asio::use_awaitable);
  }
}

awaitable<void> good_end_of_data_ends(tcp::socket &socket) {
  std::array<char, 512> data;
  for (;;) {
    error_code code;
    auto size = co_await socket.async_read_some(asio::buffer(data), asio::redirect_error(asio::use_awaitable, code));
    if (size == 0)
      co_return;
  }
}

// What returns its error throws nothing.
awaitable<void> good_nothing_to_catch(tcp::socket &socket) {
  std::array<char, 512> data;
  for (;;) {
    try {
      auto [code, size] = co_await socket.async_read_some(asio::buffer(data), asio::experimental::as_tuple(asio::use_awaitable));
      if (code)
        co_return;
    } catch (...) {
      log("failed");
    }
  }
}

awaitable<void> good_code_of_the_exception(tcp::acceptor &acceptor) {
  for (;;) {
    try {
      co_await talk(co_await acceptor.async_accept(asio::use_awaitable));
    } catch (const boost::system::system_error &e) {
      if (e.code() == asio::error::operation_aborted)
        throw;
      log(e.what());
    }
  }
}
