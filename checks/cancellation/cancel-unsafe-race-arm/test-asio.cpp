// Boost.Asio's operator ||: composed operations lose what they have done.
// needs: boost/asio.hpp
#include <array>
#include <boost/asio.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <string>

namespace asio = boost::asio;
using namespace asio::experimental::awaitable_operators;
using asio::awaitable;
using asio::use_awaitable;
using asio::ip::tcp;

awaitable<void> handle(std::array<char, 8> header);

awaitable<void> bad_header(tcp::socket &socket, asio::steady_timer &timer) {
  std::array<char, 8> header;
  for (;;) {
    auto won = co_await (asio::async_read(socket, asio::buffer(header), use_awaitable) || // warn: 'async_read' is stopped half-way when it loses the race in 'operator||': what it has read so far is lost // note: and this goes on from there // note: race what loses nothing, such as waiting until there is data, and do the rest outside; or close the connection when it loses
                         timer.async_wait(use_awaitable));
    if (won.index() == 0)
      co_await handle(header);
  }
}

awaitable<void> bad_both_directions(tcp::socket &socket, std::string text, asio::steady_timer &timer) {
  std::array<char, 8> header;
  co_await ((asio::async_read(socket, asio::buffer(header), use_awaitable) && // warn: 'async_read' is stopped half-way when it loses the race in 'operator||': what it has read so far is lost // note: race what loses nothing, such as waiting until there is data, and do the rest outside; or close the connection when it loses
             asio::async_write(socket, asio::buffer(text), use_awaitable)) || // warn: 'async_write' is stopped half-way when it loses the race in 'operator||': how much it has written so far is lost // note: race what loses nothing, such as waiting until there is data, and do the rest outside; or close the connection when it loses
            timer.async_wait(use_awaitable));
}

awaitable<void> good_closed(tcp::socket &socket, asio::steady_timer &timer) {
  std::array<char, 8> header;
  auto won = co_await (asio::async_read(socket, asio::buffer(header), use_awaitable) || timer.async_wait(use_awaitable));
  if (won.index() == 1)
    socket.close();
}

awaitable<void> good_session_owns_it(tcp::socket socket, asio::steady_timer &timer) {
  std::array<char, 8> header;
  auto won = co_await (asio::async_read(socket, asio::buffer(header), use_awaitable) || timer.async_wait(use_awaitable));
  if (won.index() == 0)
    co_await handle(header);
}

awaitable<void> good_some(tcp::socket &socket, asio::steady_timer &timer) {
  std::array<char, 8> data;
  for (;;)
    co_await (socket.async_read_some(asio::buffer(data), use_awaitable) || timer.async_wait(use_awaitable));
}

awaitable<void> good_buffer_keeps_it(tcp::socket &socket, std::string &text, asio::steady_timer &timer) {
  for (;;)
    co_await (asio::async_read(socket, asio::dynamic_buffer(text), use_awaitable) || timer.async_wait(use_awaitable));
}

awaitable<void> serve(tcp::socket &socket);
awaitable<void> good_whole_session(tcp::socket &socket, asio::steady_timer &timer) {
  co_await (serve(socket) || timer.async_wait(use_awaitable));
}
