// needs: boost/asio.hpp
// Sockets for datagrams only keep the address that they are connected to.
// flags: -std=c++20 -pthread
#include <boost/asio.hpp>

namespace asio = boost::asio;
using asio::awaitable;
using asio::use_awaitable;
using asio::ip::tcp;
using asio::ip::udp;

awaitable<void> good_connected_datagrams(udp::endpoint to) {
  udp::socket socket(co_await asio::this_coro::executor, udp::v4());
  socket.connect(to);
  boost::system::error_code ec;
  socket.connect(to, ec);
  co_await socket.async_send(asio::buffer("x", 1), use_awaitable);
}

struct session {
  udp::socket socket;
  awaitable<void> good_member(udp::endpoint to) {
    socket.connect(to);
    co_await socket.async_send(asio::buffer("x", 1), use_awaitable);
  }
};

awaitable<void> bad_connected_stream(tcp::endpoint to) {
  tcp::socket socket(co_await asio::this_coro::executor);
  socket.connect(to); // warn: 'connect' makes the thread of coroutine 'bad_connected_stream' wait for work that may need that thread // note: it blocks the thread until the other side has answered // note: use co_await the operation whose name begins with async_ instead
  co_await asio::async_write(socket, asio::buffer("x", 1), use_awaitable);
}
