// Asio: who runs a coroutine is known where it is spawned.
// flags: -std=c++20 -pthread
// needs: boost/asio.hpp
#include <boost/asio.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/smart_ptr/local_shared_ptr.hpp>
#include <chrono>
#include <memory>
#include <string>

namespace asio = boost::asio;
using namespace std::chrono_literals;

using Banner = boost::local_shared_ptr<std::string>;
Banner current_banner();
void show(const std::string &);

asio::awaitable<void> rest() {
  asio::steady_timer timer(co_await asio::this_coro::executor, 10ms);
  co_await timer.async_wait(asio::use_awaitable);
}

asio::awaitable<void> bad_on_a_pool() {
  auto banner = current_banner(); // warn: 'banner' is not Send, and is alive at a suspension after which another thread may go on // note: its count is not atomic // note: local 'banner': 'Banner' is not Send // note: use boost::shared_ptr instead, or end its scope before the suspension
  co_await rest(); // note: the coroutine may go on on another thread after this 'co_await'
  show(*banner);
}
void start_on_a_pool(asio::thread_pool &pool) {
  asio::co_spawn(pool, bad_on_a_pool(), asio::detached); // note: its task is given to an executor with several threads here
}

asio::awaitable<void> good_on_one_thread() {
  auto banner = current_banner();
  co_await rest();
  show(*banner);
}
void start_on_one_thread() {
  asio::io_context io(1);
  asio::co_spawn(io, good_on_one_thread(), asio::detached);
  io.run();
}

asio::awaitable<void> good_spawned_by_nobody_here() {
  auto banner = current_banner();
  co_await rest();
  show(*banner);
}

// Awaited by what is spawned on a pool.
asio::awaitable<void> bad_awaited(Banner given) { // warn: the parameter 'given' is not Send, and is alive at a suspension after which another thread may go on // note: its count is not atomic // note: parameter 'given': 'Banner' is not Send // note: use boost::shared_ptr instead, or end its scope before the suspension
  co_await rest(); // note: the coroutine may go on on another thread after this 'co_await'
  show(*given);
}
asio::awaitable<void> outer() { co_await bad_awaited(current_banner()); }
void start_outer(asio::thread_pool &pool) {
  asio::co_spawn(pool.get_executor(), outer(), asio::detached);
}

asio::awaitable<void> bad_one_of_two() {
  Banner banner = current_banner(); // warn: 'banner' is not Send, and is alive at a suspension after which another thread may go on // note: its count is not atomic // note: local 'banner': 'Banner' is not Send // note: use boost::shared_ptr instead, or end its scope before the suspension
  co_await rest(); // note: the coroutine may go on on another thread after this 'co_await'
}
asio::awaitable<void> both() {
  using namespace asio::experimental::awaitable_operators;
  co_await (bad_one_of_two() && rest());
}

void start_closures(asio::thread_pool &pool) {
  asio::co_spawn(pool, both(), asio::detached); // note: the task of a coroutine that awaits it is given to an executor with several threads here
  asio::co_spawn( // note: its task is given to an executor with several threads here
      pool,
      []() -> asio::awaitable<void> {
        auto banner = current_banner(); // warn: 'banner' is not Send, and is alive at a suspension after which another thread may go on // note: its count is not atomic // note: local 'banner': 'Banner' is not Send // note: use boost::shared_ptr instead, or end its scope before the suspension
        co_await rest(); // note: the coroutine may go on on another thread after this 'co_await'
        show(*banner);
      },
      asio::detached);
  asio::co_spawn(pool, [] { return outer(); }, asio::detached); // note: the task of a coroutine that awaits it is given to an executor with several threads here
  asio::co_spawn(
      pool,
      []() -> asio::awaitable<void> {
        {
          auto banner = current_banner();
          show(*banner);
        }
        co_await rest();
      },
      asio::detached);
}

asio::awaitable<void> bad_function() {
  auto banner = current_banner(); // warn: 'banner' is not Send, and is alive at a suspension after which another thread may go on // note: its count is not atomic // note: local 'banner': 'Banner' is not Send // note: use boost::shared_ptr instead, or end its scope before the suspension
  co_await rest(); // note: the coroutine may go on on another thread after this 'co_await'
}
void start_function(asio::thread_pool &pool) {
  asio::co_spawn(pool, bad_function, asio::detached); // note: its task is given to an executor with several threads here
}

asio::awaitable<void> good_atomic_count() {
  auto banner = std::make_shared<const std::string>("hello");
  co_await rest();
  show(*banner);
}
asio::awaitable<void> good_taken_again() {
  show(*current_banner());
  co_await rest();
  show(*current_banner());
}
asio::awaitable<void> good_empty_meanwhile() {
  Banner banner;
  co_await rest();
  banner = current_banner();
  show(*banner);
  banner.reset();
  co_await rest();
}
void start_good(asio::thread_pool &pool) {
  asio::co_spawn(pool, good_atomic_count(), asio::detached);
  asio::co_spawn(pool, good_taken_again(), asio::detached);
  asio::co_spawn(pool, good_empty_meanwhile(), asio::detached);
}

// The spawn itself is reported, by non-send-capture.
asio::awaitable<void> reported_at_the_spawn(Banner given) { // note: its count is not atomic // note: parameter 'given': 'Banner' is not Send
  co_await rest();
  show(*given);
}
void bad_start_with(asio::thread_pool &pool) {
  asio::co_spawn(pool, reported_at_the_spawn(current_banner()), asio::detached); // warn[non-send-capture]: the parameter 'given' of this task goes to another thread, and is not Send // note: it is handed to another thread here // note: use boost::shared_ptr instead, or hand over only what the other thread needs
}
