// needs: boost/asio.hpp
// Asio's operations that do not wait where they stand: on a pool of their own, behind an awaited readiness, of datagrams.
// flags: -std=c++20 -pthread
#include <boost/asio.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <fstream>
#include <unistd.h>

namespace asio = boost::asio;
using asio::awaitable;
using asio::use_awaitable;
using asio::ip::tcp;
using asio::ip::udp;
using namespace boost::asio::experimental::awaitable_operators;

// ---- A pool that the coroutine leaves its thread for ----

asio::thread_pool workers(4);

awaitable<int> good_hop_to_a_pool() {
  co_return co_await asio::co_spawn(
      workers,
      []() -> awaitable<int> {
        std::ifstream in("numbers");
        int n = 0;
        in >> n;
        co_return n;
      },
      use_awaitable);
}

awaitable<void> good_hop_to_the_executor_of_a_pool(asio::thread_pool &pool, int fd) {
  co_await asio::co_spawn(
      pool.get_executor(),
      [fd]() -> awaitable<void> {
        ::fsync(fd);
        co_return;
      },
      use_awaitable);
}

awaitable<void> good_hop_with_a_deadline(asio::thread_pool &pool, asio::steady_timer &deadline, int fd) {
  co_await (asio::co_spawn(
                pool,
                [fd]() -> awaitable<void> {
                  ::fsync(fd);
                  co_return;
                },
                use_awaitable) ||
            deadline.async_wait(use_awaitable));
}

// A context has an event loop, whoever runs it.
awaitable<void> bad_hop_to_a_context(asio::io_context &io, int fd) {
  co_await asio::co_spawn(
      io,
      [fd]() -> awaitable<void> {
        ::fsync(fd); // warn: 'fsync' may block the thread of this coroutine // note: it waits for the disk // note: use post() on a thread pool for blocking work, and co_await the concurrent_channel that its result is sent to instead
        co_return;
      },
      use_awaitable);
}

// What a program runs on a pool, and does not wait for, is the program.
int bad_main() {
  asio::thread_pool pool(4);
  asio::co_spawn(
      pool,
      []() -> awaitable<void> {
        ::sleep(1); // warn: 'sleep' may block the thread of this coroutine // note: it puts the thread to sleep // note: use co_await timer.async_wait(use_awaitable) instead
        co_return;
      },
      asio::detached);
  pool.join();
  return 0;
}

awaitable<void> bad_started_and_left(asio::thread_pool &pool) {
  asio::co_spawn(
      pool,
      []() -> awaitable<void> {
        ::sleep(1); // warn: 'sleep' may block the thread of this coroutine // note: it puts the thread to sleep // note: use co_await timer.async_wait(use_awaitable) instead
        co_return;
      },
      asio::detached);
  co_await asio::post(use_awaitable);
}

// ---- Readiness that was awaited ----

awaitable<std::size_t> good_read_when_readable(tcp::socket &socket) {
  co_await socket.async_wait(tcp::socket::wait_read, use_awaitable);
  char buffer[16];
  co_return socket.read_some(asio::buffer(buffer));
}

awaitable<void> good_accept_when_ready(tcp::acceptor &acceptor) {
  co_await acceptor.async_wait(tcp::acceptor::wait_read, use_awaitable);
  auto client = acceptor.accept();
}

awaitable<std::size_t> bad_other_socket_is_readable(tcp::socket &socket, tcp::socket &other) {
  co_await other.async_wait(tcp::socket::wait_read, use_awaitable);
  char buffer[16];
  co_return socket.read_some(asio::buffer(buffer)); // warn: 'read_some' may block the thread of coroutine 'bad_other_socket_is_readable' // note: it waits for the other side // note: use co_await the operation whose name begins with async_ instead
}

awaitable<std::size_t> bad_readable_afterwards(tcp::socket &socket) {
  char buffer[16];
  auto n = socket.read_some(asio::buffer(buffer)); // warn: 'read_some' may block the thread of coroutine 'bad_readable_afterwards' // note: it waits for the other side // note: use co_await the operation whose name begins with async_ instead
  co_await socket.async_wait(tcp::socket::wait_read, use_awaitable);
  co_return n;
}

awaitable<void> bad_nobody_has_waited_yet(tcp::acceptor &acceptor) {
  acceptor.async_wait(tcp::acceptor::wait_read, asio::detached);
  auto client = acceptor.accept(); // warn: 'accept' may block the thread of coroutine 'bad_nobody_has_waited_yet' // note: it waits for somebody to connect // note: use co_await the operation whose name begins with async_ instead
  co_await asio::post(use_awaitable);
}
