// needs: boost/asio.hpp
// Asio's sockets that are known not to block by what the rest of the file does with them.
// flags: -std=c++20 -pthread
#include <boost/asio.hpp>
#include <array>
#include <memory>

namespace asio = boost::asio;
using asio::awaitable;
using asio::use_awaitable;
using asio::ip::tcp;
using asio::ip::udp;

// ---- Members ----

class Session {
public:
  explicit Session(tcp::socket s) : sock_(std::move(s)), other_(sock_.get_executor()) {
    sock_.non_blocking(true);
    other_.non_blocking(false);
  }

  awaitable<void> good_member_set_in_the_constructor() {
    std::array<char, 64> buffer;
    boost::system::error_code ec;
    sock_.read_some(asio::buffer(buffer), ec);
    co_await sock_.async_wait(tcp::socket::wait_read, use_awaitable);
  }

  awaitable<void> bad_member_set_to_block() {
    std::array<char, 64> buffer;
    co_await asio::post(use_awaitable);
    other_.read_some(asio::buffer(buffer)); // warn: 'read_some' may block the thread of coroutine 'bad_member_set_to_block' // note: it waits for the other side // note: use co_await the operation whose name begins with async_ instead
  }

private:
  tcp::socket sock_, other_;
};

// ---- Who tests for would_block knows ----

awaitable<void> good_tests_for_would_block(udp::socket &socket) {
  std::array<char, 64> buffer;
  boost::system::error_code ec;
  for (;;) {
    socket.receive(asio::buffer(buffer), 0, ec);
    if (ec == asio::error::would_block)
      co_await socket.async_wait(udp::socket::wait_read, use_awaitable);
    else if (ec)
      co_return;
  }
}

awaitable<void> good_tests_for_try_again(udp::socket &socket) {
  std::array<char, 64> buffer;
  boost::system::error_code ec;
  socket.receive(asio::buffer(buffer), 0, ec);
  if (ec == boost::system::errc::resource_unavailable_try_again)
    co_await socket.async_wait(udp::socket::wait_read, use_awaitable);
}

awaitable<void> good_catches_would_block(udp::socket &socket) {
  std::array<char, 64> buffer;
  try {
    socket.receive(asio::buffer(buffer));
  } catch (const boost::system::system_error &e) {
    if (e.code() != asio::error::try_again)
      throw;
  }
  co_await socket.async_wait(udp::socket::wait_read, use_awaitable);
}

awaitable<void> bad_tests_for_the_end(udp::socket &socket) {
  std::array<char, 64> buffer;
  boost::system::error_code ec;
  socket.receive(asio::buffer(buffer), 0, ec); // warn: 'receive' may block the thread of coroutine 'bad_tests_for_the_end' // note: it waits for the other side // note: use co_await the operation whose name begins with async_ instead
  if (ec == asio::error::eof)
    co_await socket.async_wait(udp::socket::wait_read, use_awaitable);
}

// ---- What is there can be read ----

awaitable<void> good_asks_what_is_there(udp::socket &socket) {
  std::array<char, 64> buffer;
  while (socket.available() == 0)
    co_await socket.async_wait(udp::socket::wait_read, use_awaitable);
  socket.receive(asio::buffer(buffer));
}

awaitable<void> good_reads_what_is_there(udp::socket &socket) {
  std::array<char, 64> buffer;
  if (const size_t n = socket.available(); n > 0)
    socket.receive(asio::buffer(buffer, n));
  co_await socket.async_wait(udp::socket::wait_read, use_awaitable);
}

awaitable<void> bad_asks_another(udp::socket &socket, udp::socket &another) {
  std::array<char, 64> buffer;
  if (another.available() > 0)
    socket.receive(asio::buffer(buffer)); // warn: 'receive' may block the thread of coroutine 'bad_asks_another' // note: it waits for the other side // note: use co_await the operation whose name begins with async_ instead
  co_await socket.async_wait(udp::socket::wait_read, use_awaitable);
}

// ---- Parameters ----

void accepted(udp::socket &) {}

using local = asio::local::stream_protocol;

awaitable<void> good_parameter_that_was_set(local::socket socket) {
  std::array<char, 64> buffer;
  boost::system::error_code ec;
  socket.read_some(asio::buffer(buffer), ec);
  co_await socket.async_wait(local::socket::wait_read, use_awaitable);
}

void start(asio::io_context &context, local::socket socket) {
  socket.non_blocking(true);
  asio::co_spawn(context, good_parameter_that_was_set(std::move(socket)), asio::detached);
}

// ---- The end of a pool ----

awaitable<void> bad_end_of_a_pool() {
  asio::thread_pool pool(2); // warn: the end of 'pool' may block the thread of coroutine 'bad_end_of_a_pool' // note: it stops the pool, and waits for the end of its threads // note: see to it that what it waits for is over before, or let it end on a thread that may block
  asio::post(pool, [] {});
  co_await asio::steady_timer(co_await asio::this_coro::executor).async_wait(use_awaitable);
}

awaitable<void> good_pool_of_others(asio::thread_pool &pool) {
  asio::post(pool, [] {});
  co_await asio::steady_timer(co_await asio::this_coro::executor).async_wait(use_awaitable);
}
