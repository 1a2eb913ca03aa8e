// rule: coroutine-as-void-callback
// needs: boost/asio.hpp
// flags: -std=c++20 -pthread
// What Boost.Asio calls and forgets: handlers of operations, functions for executors.
#include <boost/asio.hpp>
#include <array>
#include <functional>

namespace asio = boost::asio;
using asio::awaitable;
using boost::system::error_code;
awaitable<void> work();

namespace bad_timer {
void f(asio::steady_timer &timer) {
  timer.async_wait([](error_code) -> awaitable<void> { co_await work(); }); // warn: the task that this lambda returns never runs: 'async_wait' drops it // note: call it from a plain lambda that spawns the task
}
} // namespace bad_timer

namespace bad_read {
void f(asio::ip::tcp::socket &socket, std::array<char, 8> &bytes) {
  socket.async_read_some(asio::buffer(bytes), [](error_code, std::size_t) -> awaitable<void> { co_await work(); }); // warn: the task that this lambda returns never runs: 'async_read_some' drops it // note: call it from a plain lambda that spawns the task
  asio::async_read(socket, asio::buffer(bytes), [](error_code, std::size_t) -> awaitable<void> { co_await work(); }); // warn: the task that this lambda returns never runs: 'boost::asio::async_read' drops it // note: call it from a plain lambda that spawns the task
}
} // namespace bad_read

namespace bad_posted {
void f(asio::io_context &io, asio::thread_pool &pool) {
  asio::post(io, []() -> awaitable<void> { co_await work(); }); // warn: the task that this lambda returns never runs: 'boost::asio::post' drops it // note: call it from a plain lambda that spawns the task
  asio::defer(pool, []() -> awaitable<void> { co_await work(); }); // warn: the task that this lambda returns never runs: 'boost::asio::defer' drops it // note: call it from a plain lambda that spawns the task
  pool.get_executor().execute([]() -> awaitable<void> { co_await work(); }); // warn: the task that this lambda returns never runs: 'execute' drops it // note: call it from a plain lambda that spawns the task
}
} // namespace bad_posted

namespace bad_bound_to_a_strand {
void f(asio::io_context &io, asio::steady_timer &timer) {
  auto strand = asio::make_strand(io);
  timer.async_wait(asio::bind_executor(strand, [](error_code) -> awaitable<void> { co_await work(); })); // warn: the task that the lambda returns never runs: 'async_wait' drops it // note: call it from a plain lambda that spawns the task // note: the task comes from this coroutine
}
} // namespace bad_bound_to_a_strand

// The coroutine is the second argument; what it ends with is told to the third.
namespace bad_completion_handler {
void f(asio::io_context &io) {
  asio::co_spawn(io, work(), [](std::exception_ptr) -> awaitable<void> { co_await work(); }); // warn: the task that this lambda returns never runs: 'boost::asio::co_spawn' drops it // note: call it from a plain lambda that spawns the task
}
} // namespace bad_completion_handler

namespace good_spawned {
void f(asio::io_context &io) {
  asio::co_spawn(io, []() -> awaitable<void> { co_await work(); }, asio::detached);
  asio::co_spawn(io, work(), [](std::exception_ptr) {});
}
} // namespace good_spawned

namespace good_handlers {
void f(asio::io_context &io, asio::steady_timer &timer) {
  timer.async_wait([&io](error_code error) {
    if (!error)
      asio::co_spawn(io, work(), asio::detached);
  });
  asio::post(io, [] {});
  asio::post(io, asio::bind_executor(io, std::bind([](int) {}, 1)));
}
} // namespace good_handlers
