// needs: boost/asio.hpp
// Asio: the synchronous twins of asynchronous operations, nested event loops, futures of spawned coroutines.
// flags: -std=c++20 -pthread
#include <boost/asio.hpp>
#include <future>
#include <thread>

namespace asio = boost::asio;
using asio::awaitable;
using asio::use_awaitable;
using asio::ip::tcp;
using namespace std::chrono_literals;

awaitable<int> probe(int id);

// ---- Event loops ----

awaitable<void> bad_run(asio::io_context &jobs, asio::steady_timer &timer) {
  co_await timer.async_wait(use_awaitable);
  jobs.run(); // warn: 'run' makes the thread of coroutine 'bad_run' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it runs the event loop in here
}

awaitable<void> bad_run_one(asio::io_context &jobs) {
  jobs.run_one(); // warn: 'run_one' makes the thread of coroutine 'bad_run_one' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it runs the event loop in here
  co_await probe(1);
}

awaitable<void> bad_run_for(asio::io_context &jobs) {
  co_await probe(1);
  jobs.run_for(10ms); // warn: 'run_for' makes the thread of coroutine 'bad_run_for' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it runs the event loop in here
}

namespace bad_run_in_a_helper {
std::size_t drain(asio::io_context &jobs) { return jobs.run(); } // note: 'drain' calls 'run' here, which runs the event loop in here
awaitable<void> f(asio::io_context &jobs) {
  drain(jobs); // warn: 'drain' makes the thread of coroutine 'f' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block
  co_await probe(1);
}
} // namespace bad_run_in_a_helper

awaitable<void> good_poll(asio::io_context &jobs) {
  jobs.poll();
  jobs.poll_one();
  co_await probe(1);
}

awaitable<void> good_stop(asio::io_context &jobs) {
  co_await probe(1);
  jobs.stop();
}

awaitable<void> good_run_on_a_thread(std::shared_ptr<asio::io_context> jobs) {
  std::thread([jobs] { jobs->run(); }).detach();
  co_await probe(1);
}

std::size_t good_main(asio::io_context &io) {
  asio::signal_set signals(io, SIGINT);
  signals.async_wait([&io](auto, auto) { io.stop(); });
  return io.run();
}

// ---- Timers ----

awaitable<void> bad_timer(std::chrono::milliseconds d) {
  asio::steady_timer timer(co_await asio::this_coro::executor, d);
  timer.wait(); // warn: 'wait' makes the thread of coroutine 'bad_timer' wait for work that may need that thread // note: it blocks the thread until the timer expires // note: use co_await timer.async_wait(use_awaitable) instead
}

awaitable<void> bad_timer_with_an_error_code(asio::steady_timer &timer) {
  boost::system::error_code error;
  timer.wait(error); // warn: 'wait' makes the thread of coroutine 'bad_timer_with_an_error_code' wait for work that may need that thread // note: it blocks the thread until the timer expires // note: use co_await timer.async_wait(use_awaitable) instead
  co_await probe(1);
}

awaitable<void> good_timer(std::chrono::milliseconds d) {
  asio::steady_timer timer(co_await asio::this_coro::executor);
  timer.expires_after(d);
  co_await timer.async_wait(use_awaitable);
}

void good_timer_on_a_plain_thread(asio::steady_timer &timer) { timer.wait(); }

// ---- Sockets ----

awaitable<void> bad_connect(tcp::endpoint to) {
  tcp::socket socket(co_await asio::this_coro::executor);
  socket.connect(to); // warn: 'connect' makes the thread of coroutine 'bad_connect' wait for work that may need that thread // note: it blocks the thread until the other side has answered // note: use co_await the operation whose name begins with async_ instead
}

awaitable<void> good_connect(tcp::endpoint to) {
  tcp::socket socket(co_await asio::this_coro::executor);
  co_await socket.async_connect(to, use_awaitable);
}

awaitable<void> good_options_of_a_socket(tcp::socket &socket) {
  socket.set_option(tcp::no_delay(true));
  socket.non_blocking(true);
  auto n = socket.available();
  co_await probe(static_cast<int>(n));
  socket.close();
}

// ---- Futures ----

awaitable<int> bad_use_future(int id) {
  auto ex = co_await asio::this_coro::executor;
  std::future<int> answer = asio::co_spawn(ex, probe(id), asio::use_future);
  co_return answer.get(); // warn: 'get' makes the thread of coroutine 'bad_use_future' wait for work that may need that thread // note: it blocks the thread until the result is there // note: use co_await co_spawn(executor, ..., use_awaitable) instead
}

awaitable<int> bad_use_future_at_once(int id) {
  auto ex = co_await asio::this_coro::executor;
  co_return asio::co_spawn(ex, probe(id), asio::use_future).get(); // warn: 'get' makes the thread of coroutine 'bad_use_future_at_once' wait for work that may need that thread // note: it blocks the thread until the result is there // note: use co_await co_spawn(executor, ..., use_awaitable) instead
}

awaitable<int> good_spawned_and_awaited(int id) {
  auto ex = co_await asio::this_coro::executor;
  co_return co_await asio::co_spawn(ex, probe(id), use_awaitable);
}

int good_use_future_outside(asio::thread_pool &pool, int id) {
  return asio::co_spawn(pool, probe(id), asio::use_future).get();
}

// ---- Pools ----

awaitable<void> bad_join_of_a_pool(asio::thread_pool &pool) {
  co_await probe(1);
  pool.join(); // warn: 'join' makes the thread of coroutine 'bad_join_of_a_pool' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits until the pool is out of work
}

awaitable<void> good_work_for_a_pool(asio::thread_pool &pool, std::shared_ptr<std::promise<int>> out) {
  asio::post(pool, [out] { out->get_future().wait(); });
  co_await probe(1);
}
