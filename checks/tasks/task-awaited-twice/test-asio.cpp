// flags: -std=c++20 -pthread
// needs: boost/asio.hpp
// Asio's awaitable is awaited once; its timers and sockets as often as one likes.
#include <boost/asio.hpp>
#include <stdexcept>
#include <string>

namespace asio = boost::asio;
using asio::awaitable;
using asio::use_awaitable;
using asio::ip::tcp;

awaitable<int> fetch(int key);
awaitable<void> push(int key);
void log_line(const char *what);

awaitable<int> bad_in_a_row(int key) {
  auto t = fetch(key);
  int v = co_await std::move(t); // note: 't' is awaited here first
  co_return v + co_await std::move(t); // warn: 't' is awaited again after it was awaited, and there is nothing left in it
}

awaitable<int> bad_retry(int key) {
  auto t = fetch(key); // note: 't' is made once, before the loop; make a new task in each round
  for (int attempt = 0; attempt < 3; ++attempt) {
    try {
      co_return co_await std::move(t); // warn: 't' is awaited again after it was awaited in an earlier round of the loop, and there is nothing left in it
    } catch (const boost::system::system_error &) {
      log_line("retrying");
    }
  }
  co_return -1;
}

awaitable<void> bad_operation_awaited_twice(asio::steady_timer &timer) {
  auto wait = timer.async_wait(use_awaitable);
  co_await std::move(wait); // note: 'wait' is awaited here first
  co_await std::move(wait); // warn: 'wait' is awaited again after it was awaited, and there is nothing left in it
}

awaitable<void> bad_spawned_then_awaited() {
  auto ex = co_await asio::this_coro::executor;
  auto p = push(1);
  asio::co_spawn(ex, std::move(p), asio::detached); // note: 'p' is moved away here first
  co_await std::move(p); // warn: 'p' is awaited again after it was moved away, and there is nothing left in it
}

awaitable<int> bad_parameter(awaitable<int> t) {
  co_await std::move(t); // note: 't' is awaited here first
  co_return co_await std::move(t); // warn: 't' is awaited again after it was awaited, and there is nothing left in it
}

awaitable<int> good_once(int key) {
  auto t = fetch(key);
  log_line("fetching");
  co_return co_await std::move(t);
}

awaitable<void> good_timer_waited_for_twice(asio::steady_timer &timer) {
  co_await timer.async_wait(use_awaitable);
  timer.expires_after(std::chrono::seconds(1));
  co_await timer.async_wait(use_awaitable);
}

awaitable<std::size_t> good_socket_read_in_a_loop(tcp::socket &socket, std::string &line) {
  std::size_t sum = 0;
  for (int i = 0; i < 4; ++i)
    sum += co_await asio::async_read_until(socket, asio::dynamic_buffer(line), '\n', use_awaitable);
  co_return sum;
}

awaitable<void> good_state_of_the_coroutine() {
  auto ex = co_await asio::this_coro::executor;
  auto again = co_await asio::this_coro::executor;
  if (ex == again)
    co_await push(1);
}

awaitable<int> good_new_task_for_the_retry(int key) {
  auto t = fetch(key);
  try {
    co_return co_await std::move(t);
  } catch (const boost::system::system_error &) {
    t = fetch(key);
  }
  co_return co_await std::move(t);
}

awaitable<void> good_spawned_or_awaited(bool background) {
  auto ex = co_await asio::this_coro::executor;
  auto p = push(1);
  if (background)
    asio::co_spawn(ex, std::move(p), asio::detached);
  else
    co_await std::move(p);
}
