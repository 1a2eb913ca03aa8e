// needs: boost/asio.hpp
// Asio's coroutines: what blocks the thread stops the whole context; Asio's own synchronous functions do, too.
// flags: -std=c++20 -pthread
#include <boost/asio.hpp>
#include <array>
#include <string>
#include <thread>
#include <unistd.h>

namespace asio = boost::asio;
using asio::awaitable;
using asio::use_awaitable;
using asio::ip::tcp;
using namespace std::chrono_literals;

awaitable<void> bad_sleep_between_writes(tcp::socket socket, std::string text) {
  for (char &c : text) {
    co_await asio::async_write(socket, asio::buffer(&c, 1), use_awaitable);
    std::this_thread::sleep_for(1s); // warn: 'sleep_for' may block the thread of coroutine 'bad_sleep_between_writes' // note: it puts the thread to sleep // note: use co_await timer.async_wait(use_awaitable) instead
  }
}

awaitable<void> bad_child(asio::steady_timer &timer) {
  co_await timer.async_wait(use_awaitable);
  if (std::system("logrotate /etc/logrotate.conf") != 0) // warn: 'system' may block the thread of coroutine 'bad_child' // note: it waits for the end of a process // note: use post() on a thread pool for blocking work, and co_await the concurrent_channel that its result is sent to instead
    throw std::runtime_error("logrotate");
}

awaitable<void> bad_synchronous_read(tcp::socket &socket) {
  std::array<char, 64> buffer;
  co_await socket.async_wait(tcp::socket::wait_read, use_awaitable);
  asio::read(socket, asio::buffer(buffer)); // warn: 'read' may block the thread of coroutine 'bad_synchronous_read' // note: it waits for the other side // note: use co_await the operation whose name begins with async_ instead
}

awaitable<void> bad_synchronous_resolve(std::string host) {
  tcp::resolver resolver(co_await asio::this_coro::executor);
  auto found = resolver.resolve(host, "443"); // warn: 'resolve' may block the thread of coroutine 'bad_synchronous_resolve' // note: it asks a name server // note: use co_await resolver.async_resolve(..., use_awaitable) instead
  co_await asio::post(use_awaitable);
}

awaitable<void> bad_coroutine_lambda(asio::io_context &io) {
  asio::co_spawn(
      io,
      []() -> awaitable<void> {
        std::this_thread::sleep_for(1s); // warn: 'sleep_for' may block the thread of this coroutine // note: it puts the thread to sleep // note: use co_await timer.async_wait(use_awaitable) instead
        co_return;
      },
      asio::detached);
  co_return;
}

awaitable<void> good_timer(std::chrono::milliseconds d) {
  asio::steady_timer timer(co_await asio::this_coro::executor);
  timer.expires_after(d);
  co_await timer.async_wait(use_awaitable);
}

awaitable<tcp::socket> good_dial(std::string host) {
  auto ex = co_await asio::this_coro::executor;
  tcp::resolver resolver(ex);
  auto found = co_await resolver.async_resolve(host, "443", use_awaitable);
  tcp::socket socket(ex);
  co_await asio::async_connect(socket, found, use_awaitable);
  co_return socket;
}

awaitable<void> good_work_for_a_pool(asio::thread_pool &pool, int fd) {
  asio::post(pool, [fd] { ::fsync(fd); });
  co_await asio::post(use_awaitable);
}

// A handler that is posted is not the coroutine's own code.
awaitable<void> good_handler(asio::io_context &io) {
  asio::post(io, [] { std::this_thread::sleep_for(1s); });
  co_await asio::post(use_awaitable);
}

awaitable<void> good_accept(tcp::acceptor &acceptor) {
  tcp::socket client = co_await acceptor.async_accept(use_awaitable);
  client.set_option(tcp::no_delay(true));
  client.close();
}

std::size_t good_plain_function(tcp::socket &socket) {
  std::array<char, 64> buffer;
  return asio::read(socket, asio::buffer(buffer));
}
