// flags: -std=c++20 -pthread
// needs: boost/asio.hpp
// Completion handlers and posted functions of Asio: their results go nowhere.
#include <boost/asio.hpp>
#include <boost/asio/awaitable.hpp>
#include <array>
#include <functional>
#include <future>
#include <memory>
#include <string>

namespace asio = boost::asio;
using asio::awaitable;
using asio::use_awaitable;
using asio::ip::tcp;
using boost::system::error_code;

awaitable<void> flush(int table);
awaitable<int> reload(std::string path);
awaitable<void> serve(tcp::socket socket);
void log_line(const char *what);

// ---- post, dispatch, defer ----

void bad_post(asio::thread_pool &pool) {
  asio::post(pool, []() -> awaitable<void> { co_await flush(1); }); // warn: the task that this lambda returns never runs: 'boost::asio::post' drops it // note: call it from a plain lambda that spawns the task
}

void bad_dispatch(asio::io_context &io) {
  asio::dispatch(io, []() -> awaitable<void> { co_await flush(1); }); // warn: the task that this lambda returns never runs: 'boost::asio::dispatch' drops it // note: call it from a plain lambda that spawns the task
}

void bad_defer(asio::any_io_executor ex) {
  asio::defer(ex, []() -> awaitable<void> { co_await flush(1); }); // warn: the task that this lambda returns never runs: 'boost::asio::defer' drops it // note: call it from a plain lambda that spawns the task
}

namespace bad_post_variants {
void post_to_a_strand(asio::io_context &io) {
  auto strand = asio::make_strand(io);
  asio::post(strand, [n = 1]() -> awaitable<void> { co_await flush(n); }); // warn: the task that this lambda returns never runs: 'boost::asio::post' drops it // note: call it from a plain lambda that spawns the task
}

void post_without_executor() {
  asio::post([]() -> awaitable<int> { co_return co_await reload("a.conf"); }); // warn: the task that this lambda returns never runs: 'boost::asio::post' drops it // note: call it from a plain lambda that spawns the task
}

void post_of_a_named_lambda(asio::io_context &io) {
  auto job = []() -> awaitable<void> { co_await flush(1); }; // note: the task comes from this coroutine // note: the task comes from this coroutine
  asio::post(io, job); // warn: the task that 'job' returns never runs: 'boost::asio::post' drops it // note: call it from a plain lambda that spawns the task
  asio::post(io, std::move(job)); // warn: the task that 'job' returns never runs: 'boost::asio::post' drops it // note: call it from a plain lambda that spawns the task
}
} // namespace bad_post_variants

void bad_post_of_a_bound_coroutine(asio::io_context &io) {
  asio::post(io, std::bind(&flush, 7)); // warn: the task that 'flush' returns never runs: 'boost::asio::post' drops it // note: call it from a plain lambda that spawns the task
}

namespace bad_post_of_a_member {
struct Session : std::enable_shared_from_this<Session> {
  asio::io_context &io;
  awaitable<void> run();
  void start() {
    asio::post(io, std::bind_front(&Session::run, shared_from_this())); // warn: the task that 'run' returns never runs: 'boost::asio::post' drops it // note: call it from a plain lambda that spawns the task
  }
};
} // namespace bad_post_of_a_member

void bad_post_with_bound_executor(asio::io_context &io, asio::any_io_executor ex) {
  asio::post(io, asio::bind_executor(ex, []() -> awaitable<void> { co_await flush(1); })); // warn: the task that the lambda returns never runs: 'boost::asio::post' drops it // note: call it from a plain lambda that spawns the task // note: the task comes from this coroutine
}

void bad_plain_lambda_returns_the_awaitable(asio::io_context &io) {
  asio::post(io, [] { return flush(1); }); // warn: the task that this lambda returns never runs: 'boost::asio::post' drops it // note: call it from a plain lambda that spawns the task
}

awaitable<void> bad_post_in_a_coroutine() {
  auto ex = co_await asio::this_coro::executor;
  asio::post(ex, []() -> awaitable<void> { co_await flush(2); }); // warn: the task that this lambda returns never runs: 'boost::asio::post' drops it // note: call it from a plain lambda that spawns the task
  co_await flush(3);
}

// The function drops the awaitable before Asio sees anything of it.
void bad_void_function_posted(asio::io_context &io) {
  std::function<void()> job = []() -> awaitable<void> { co_await flush(1); }; // warn: the task that this lambda returns never runs: 'std::function' returns void and drops it // note: call it from a plain lambda that spawns the task, or use a signature that returns the task
  asio::post(io, job);
}

// ---- Completion handlers ----

void bad_timer_handler(asio::steady_timer &timer) {
  timer.async_wait([](error_code ec) -> awaitable<void> { // warn: the task that this lambda returns never runs: 'async_wait' drops it // note: call it from a plain lambda that spawns the task
    if (!ec)
      co_await flush(1);
  });
}

namespace bad_stream_handlers {
void read_handler(tcp::socket &socket, std::array<char, 64> &buffer) {
  asio::async_read(socket, asio::buffer(buffer), [](error_code, std::size_t n) -> awaitable<void> { co_await flush(static_cast<int>(n)); }); // warn: the task that this lambda returns never runs: 'boost::asio::async_read' drops it // note: call it from a plain lambda that spawns the task
}

void write_handler(tcp::socket &socket, const std::string &text) {
  asio::async_write(socket, asio::buffer(text), [](error_code, std::size_t) -> awaitable<void> { co_await flush(2); }); // warn: the task that this lambda returns never runs: 'boost::asio::async_write' drops it // note: call it from a plain lambda that spawns the task
}

void read_until_handler(tcp::socket &socket, std::string &line) {
  asio::async_read_until(socket, asio::dynamic_buffer(line), '\n', [](error_code, std::size_t n) -> awaitable<void> { co_await flush(static_cast<int>(n)); }); // warn: the task that this lambda returns never runs: 'boost::asio::async_read_until' drops it // note: call it from a plain lambda that spawns the task
}

void read_some_handler(tcp::socket &socket, std::array<char, 64> &buffer) {
  socket.async_read_some(asio::buffer(buffer), [](error_code, std::size_t n) -> awaitable<void> { co_await flush(static_cast<int>(n)); }); // warn: the task that this lambda returns never runs: 'async_read_some' drops it // note: call it from a plain lambda that spawns the task
}
} // namespace bad_stream_handlers

namespace bad_connection_handlers {
void accept_handler(tcp::acceptor &acceptor) {
  acceptor.async_accept([](error_code ec, tcp::socket peer) -> awaitable<void> { // warn: the task that this lambda returns never runs: 'async_accept' drops it // note: call it from a plain lambda that spawns the task
    if (!ec)
      co_await serve(std::move(peer));
  });
}

void connect_handler(tcp::socket &socket, tcp::endpoint where) {
  socket.async_connect(where, [](error_code) -> awaitable<void> { co_await flush(1); }); // warn: the task that this lambda returns never runs: 'async_connect' drops it // note: call it from a plain lambda that spawns the task
}

void resolve_handler(tcp::resolver &resolver) {
  resolver.async_resolve("localhost", "80", [](error_code, tcp::resolver::results_type found) -> awaitable<void> { co_await flush(static_cast<int>(found.size())); }); // warn: the task that this lambda returns never runs: 'async_resolve' drops it // note: call it from a plain lambda that spawns the task
}
} // namespace bad_connection_handlers

void bad_signal_handler(asio::signal_set &signals) {
  signals.async_wait([](error_code, int number) -> awaitable<void> { co_await flush(number); }); // warn: the task that this lambda returns never runs: 'async_wait' drops it // note: call it from a plain lambda that spawns the task
}

namespace bad_member_handler {
struct Heartbeat {
  asio::steady_timer timer;
  awaitable<void> beat(error_code ec);
  void arm() {
    timer.async_wait(std::bind_front(&Heartbeat::beat, this)); // warn: the task that 'beat' returns never runs: 'async_wait' drops it // note: call it from a plain lambda that spawns the task
  }
};
} // namespace bad_member_handler

namespace bad_named_coroutine_as_handler {
awaitable<void> expired(error_code ec);
void arm(asio::steady_timer &timer) {
  timer.async_wait(&expired); // warn: the task that 'expired' returns never runs: 'async_wait' drops it // note: call it from a plain lambda that spawns the task
  timer.async_wait(expired); // warn: the task that 'expired' returns never runs: 'async_wait' drops it // note: call it from a plain lambda that spawns the task
}
} // namespace bad_named_coroutine_as_handler

// co_spawn runs its second argument; the third is a handler like any other.
void bad_completion_of_co_spawn(asio::io_context &io) {
  asio::co_spawn(io, flush(1), [](std::exception_ptr) -> awaitable<void> { co_await flush(2); }); // warn: the task that this lambda returns never runs: 'boost::asio::co_spawn' drops it // note: call it from a plain lambda that spawns the task
}

// ---- Silent ----

void good_co_spawn(asio::io_context &io, asio::thread_pool &pool) {
  asio::co_spawn(io, []() -> awaitable<void> { co_await flush(1); }, asio::detached);
  asio::co_spawn(pool, flush(2), asio::detached);
}

namespace good_co_spawn_of_members_and_names {
awaitable<void> run();
struct Session {
  awaitable<void> run();
  void start(asio::io_context &io) {
    asio::co_spawn(io, std::bind_front(&Session::run, this), asio::detached);
    asio::co_spawn(io, [this] { return run(); }, asio::detached);
  }
};
void f(asio::io_context &io) { asio::co_spawn(io, run, asio::detached); }
} // namespace good_co_spawn_of_members_and_names

void good_co_spawn_with_a_plain_handler(asio::io_context &io) {
  asio::co_spawn(io, []() -> awaitable<int> { co_return co_await reload("b.conf"); },
                 [](std::exception_ptr error, int n) {
                   if (error || n == 0)
                     log_line("failed");
                 });
}

int good_co_spawn_with_a_future(asio::thread_pool &pool) {
  auto loaded = asio::co_spawn(pool, []() -> awaitable<int> { co_return co_await reload("b.conf"); }, asio::use_future);
  return loaded.get();
}

awaitable<void> good_co_spawn_awaited() {
  auto ex = co_await asio::this_coro::executor;
  co_await asio::co_spawn(ex, []() -> awaitable<void> { co_await flush(1); }, use_awaitable);
}

void good_posted_function_spawns(asio::io_context &io) {
  asio::post(io, [&io] { asio::co_spawn(io, flush(1), asio::detached); });
}

void good_handler_spawns(asio::steady_timer &timer) {
  timer.async_wait([ex = timer.get_executor()](error_code ec) {
    if (!ec)
      asio::co_spawn(ex, flush(2), asio::detached);
  });
}

void good_accept_handler_spawns(asio::io_context &io, tcp::acceptor &acceptor) {
  acceptor.async_accept([&io](error_code ec, tcp::socket peer) {
    if (!ec)
      asio::co_spawn(io, serve(std::move(peer)), asio::detached);
  });
}

awaitable<void> good_tokens_that_are_awaited(asio::steady_timer &timer, tcp::socket &socket, std::string &text) {
  co_await timer.async_wait(use_awaitable);
  co_await asio::async_write(socket, asio::buffer(text), use_awaitable);
  co_await asio::post(timer.get_executor(), use_awaitable);
  co_await timer.async_wait(asio::deferred);
}

void good_other_tokens(asio::steady_timer &timer) {
  timer.async_wait(asio::detached);
  auto waited = timer.async_wait(asio::use_future);
  waited.get();
}

// A plain function may return what it likes.
void good_posted_function_returns_a_number(asio::io_context &io) {
  asio::post(io, [] { return 42; });
  asio::post(io, std::bind([](int n) { return n + 1; }, 1));
}

void good_posted_packaged_task(asio::thread_pool &pool) {
  std::packaged_task<int()> job([] { return 42; });
  auto result = job.get_future();
  asio::post(pool, std::move(job));
  result.get();
}

// use_future keeps the result of the function.
void good_posted_with_use_future(asio::thread_pool &pool) {
  auto n = asio::post(pool, asio::use_future([] { return 42; }));
  n.get();
}

namespace good_fire_and_forget_handler {
struct forget {
  struct promise_type {
    forget get_return_object() { return {}; }
    std::suspend_never initial_suspend() noexcept { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() { std::terminate(); }
  };
};
struct wait {
  asio::steady_timer &timer;
  bool await_ready() { return false; }
  void await_suspend(std::coroutine_handle<> h) {
    timer.async_wait([h](error_code) { h.resume(); });
  }
  void await_resume() {}
};
void f(asio::io_context &io, asio::steady_timer &timer) {
  asio::post(io, [&timer]() -> forget { co_await wait{timer}; });
}
} // namespace good_fire_and_forget_handler

namespace good_composed_operation {
template <class Token> auto async_ping(tcp::socket &socket, Token &&token) {
  return asio::async_initiate<Token, void(error_code)>(
      [](auto handler, tcp::socket *s) {
        s->async_wait(tcp::socket::wait_write, [h = std::move(handler)](error_code ec) mutable { std::move(h)(ec); });
      },
      token, &socket);
}
awaitable<void> f(tcp::socket &socket) {
  co_await async_ping(socket, use_awaitable);
}
} // namespace good_composed_operation

namespace good_table_of_awaitable_factories {
using Job = std::function<awaitable<void>()>;
void f(asio::io_context &io, std::vector<Job> &jobs) {
  jobs.push_back([]() -> awaitable<void> { co_await flush(1); });
  jobs.emplace_back(std::bind(&flush, 3));
  for (auto &job : jobs)
    asio::co_spawn(io, job, asio::detached);
}
} // namespace good_table_of_awaitable_factories
