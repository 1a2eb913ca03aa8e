// flags: -std=c++20 -pthread
// needs: boost/asio.hpp
// The destructor of a thread pool stops and joins; a context runs what it was given.
#include <boost/asio.hpp>
#include <array>
#include <string>
#include <vector>

namespace asio = boost::asio;
using asio::awaitable;
using asio::use_awaitable;
using namespace std::chrono_literals;

awaitable<void> nap(std::chrono::milliseconds time) {
  asio::steady_timer timer(co_await asio::this_coro::executor, time);
  co_await timer.async_wait(use_awaitable);
}
void print(const std::string &text);
std::string title(int id);
bool urgent();

void bad_declared_after_the_pool(int n) {
  asio::thread_pool pool(4); // note: 'pool', which waits for it, is declared here and lives longer
  std::array<int, 8> slots{}; // warn: 'slots' is destroyed before the work that refers to it is joined // note: declare it before the scope, give the work a copy, or join it before
  for (int i = 0; i < n; ++i)
    asio::post(pool, [&slots, i] { slots[static_cast<std::size_t>(i) % 8] = i; }); // note: the work gets its reference here // note: the work is started here
} // note: it is destroyed here

void bad_local_of_an_iteration(int n) {
  asio::thread_pool pool(4); // note: 'pool', which waits for it, is declared here and lives longer
  for (int i = 0; i < n; ++i) {
    std::string text = title(i); // warn: 'text' is destroyed before the work that refers to it is joined // note: declare it before the scope, give the work a copy, or join it before
    asio::post(pool, [&text] { print(text); }); // note: the work gets its reference here // note: the work is started here
  } // note: it is destroyed here
  pool.join();
}

void bad_coroutine_in_the_pool(int id) {
  asio::thread_pool pool(4); // note: 'pool', which waits for it, is declared here and lives longer
  if (urgent()) {
    auto text = title(id); // warn: 'text' is destroyed before the work that refers to it is joined // note: declare it before the scope, give the work a copy, or join it before
    asio::co_spawn( // note: the work is started here
        pool,
        [&text]() -> awaitable<void> { // note: the work gets its reference here
          co_await nap(1ms);
          print(text);
        },
        asio::detached);
  } // note: it is destroyed here
  pool.join();
}

void good_declared_before_the_pool(int n) {
  std::array<int, 8> slots{};
  asio::thread_pool pool(4);
  for (int i = 0; i < n; ++i)
    asio::post(pool, [&slots, i] { slots[static_cast<std::size_t>(i) % 8] = i; });
}

int good_joined_by_hand(int n) {
  asio::thread_pool pool(4);
  std::array<int, 8> slots{};
  for (int i = 0; i < n; ++i)
    asio::post(pool, [&slots, i] { slots[static_cast<std::size_t>(i) % 8] = i; });
  pool.join();
  return slots[0];
}

void good_copies_in_the_pool(int n) {
  asio::thread_pool pool(4);
  for (int i = 0; i < n; ++i) {
    std::string text = title(i);
    asio::post(pool, [text = std::move(text)] { print(text); });
  }
  pool.join();
}

void good_pool_of_the_iteration(int n) {
  for (int i = 0; i < n; ++i) {
    std::string text = title(i);
    asio::thread_pool pool(1);
    asio::post(pool, [&text] { print(text); });
  }
}

int good_run_to_the_end() {
  asio::io_context io;
  int hits = 0;
  asio::post(io, [&hits] { ++hits; });
  io.run();
  return hits;
}

void good_awaited_future() {
  asio::thread_pool pool(2);
  std::string text = title(1);
  auto done = asio::co_spawn(
      pool,
      [&text]() -> awaitable<void> {
        co_await nap(1ms);
        print(text);
      },
      asio::use_future);
  done.get();
}
