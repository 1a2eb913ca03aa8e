// flags: -std=c++20 -pthread
// needs: boost/asio.hpp
// Asio: what is posted, spawned or given as a completion handler runs later, if nobody waits for it here.
#include <boost/asio.hpp>
#include <array>
#include <deque>
#include <memory>
#include <string>
#include <thread>

namespace asio = boost::asio;
using asio::awaitable;
using asio::use_awaitable;
using asio::ip::tcp;
using boost::system::error_code;
using namespace std::chrono_literals;

awaitable<void> nap(std::chrono::milliseconds time) {
  asio::steady_timer timer(co_await asio::this_coro::executor, time);
  co_await timer.async_wait(use_awaitable);
}
void print(const std::string &text);
bool urgent();

// ---- Spawned ----

void bad_detached_local(asio::any_io_executor ex, int id) {
  std::string text = "id " + std::to_string(id); // note: 'text' is declared here
  asio::co_spawn( // note: the work is started here, and nothing waits for it before 'text' is destroyed
      ex,
      [&text]() -> awaitable<void> { // warn: 'text' is captured by reference by work that may outlive it // note: move or copy it into the closure, or wait for the work
        co_await nap(1ms);
        print(text);
      },
      asio::detached);
} // note: 'text' is destroyed here

awaitable<void> bad_detached_parameter(tcp::socket socket) { // note: the parameter 'socket' lives until this function returns
  auto ex = co_await asio::this_coro::executor;
  asio::co_spawn( // note: the work is started here, and nothing waits for it before 'socket' is destroyed
      ex,
      [&socket]() -> awaitable<void> { // warn: 'socket' is captured by reference by work that may outlive it // note: move or copy it into the closure, or wait for the work
        co_await asio::async_write(socket, asio::buffer("bye\n", 4), use_awaitable);
      },
      asio::detached);
} // note: 'socket' is destroyed here

awaitable<void> bad_detached_accepted(tcp::acceptor &acceptor) {
  for (;;) {
    tcp::socket socket = co_await acceptor.async_accept(use_awaitable); // note: 'socket' is declared here
    asio::co_spawn( // note: the work is started here, and nothing waits for it before 'socket' is destroyed
        acceptor.get_executor(),
        [&]() -> awaitable<void> { // warn: 'socket' is captured by reference by work that may outlive it // note: move or copy it into the closure, or wait for the work
          co_await asio::async_write(socket, asio::buffer("hello\n", 6), use_awaitable);
        },
        asio::detached);
  } // note: 'socket' is destroyed here
}

awaitable<void> write(tcp::socket &socket, std::string text) {
  co_await asio::async_write(socket, asio::buffer(text), use_awaitable);
}
awaitable<void> bad_detached_task_of_a_local(tcp::acceptor &acceptor) {
  tcp::socket socket = co_await acceptor.async_accept(use_awaitable); // note: 'socket' is declared here
  asio::co_spawn(acceptor.get_executor(), write(socket, "hello"), asio::detached); // warn: 'socket' is lent to work that may outlive it // note: give the work an object of its own, or wait for the work // note: the work is started here, and nothing waits for it before 'socket' is destroyed
} // note: 'socket' is destroyed here

// The executor goes on after the function.
void bad_handler_of_a_spawned_coroutine(asio::any_io_executor ex) {
  int errors = 0; // note: 'errors' is declared here
  asio::co_spawn(ex, nap(1ms), [&errors](std::exception_ptr e) { errors += e != nullptr; }); // warn: 'errors' is captured by reference by work that may outlive it // note: move or copy it into the closure, or wait for the work // note: the work is started here, and nothing waits for it before 'errors' is destroyed
} // note: 'errors' is destroyed here

// ---- Posted ----

void bad_posted(asio::any_io_executor ex, std::string text) { // note: the parameter 'text' lives until this function returns
  asio::post(ex, [&text] { print(text); }); // warn: 'text' is captured by reference by work that may outlive it // note: move or copy it into the closure, or wait for the work // note: the work is started here, and nothing waits for it before 'text' is destroyed
} // note: 'text' is destroyed here

void bad_deferred_to_a_strand(asio::io_context &io, std::string text) { // note: the parameter 'text' lives until this function returns
  auto strand = asio::make_strand(io);
  asio::defer(strand, [&] { print(text); }); // warn: 'text' is captured by reference by work that may outlive it // note: move or copy it into the closure, or wait for the work // note: the work is started here, and nothing waits for it before 'text' is destroyed
} // note: 'text' is destroyed here

void bad_posted_pointer(asio::any_io_executor ex) {
  std::array<char, 64> buffer{}; // note: 'buffer' is declared here
  asio::post(ex, [p = buffer.data()] { p[0] = 'x'; }); // warn: this capture refers to 'buffer', and the work that has it may outlive 'buffer' // note: give the closure its own copy, or wait for the work // note: the work is started here, and nothing waits for it before 'buffer' is destroyed
} // note: 'buffer' is destroyed here

void bad_posted_bound(asio::any_io_executor ex, std::string text) { // note: the parameter 'text' lives until this function returns
  asio::post(ex, std::bind(&print, std::cref(text))); // warn: 'text' is lent to work that may outlive it // note: give the work an object of its own, or wait for the work // note: the work is started here, and nothing waits for it before 'text' is destroyed
} // note: 'text' is destroyed here

// ---- Completion handlers ----

void bad_timer_handler(std::shared_ptr<asio::steady_timer> timer) {
  int ticks = 0; // note: 'ticks' is declared here
  timer->async_wait([timer, &ticks](error_code) { ++ticks; }); // warn: 'ticks' is captured by reference by work that may outlive it // note: move or copy it into the closure, or wait for the work // note: the work is started here, and nothing waits for it before 'ticks' is destroyed
} // note: 'ticks' is destroyed here

void bad_read_handler(std::shared_ptr<tcp::socket> socket) {
  std::string text = "header"; // note: 'text' is declared here
  auto data = std::make_shared<std::array<char, 64>>();
  socket->async_read_some(asio::buffer(*data), [socket, data, &text](error_code, std::size_t) { print(text); }); // warn: 'text' is captured by reference by work that may outlive it // note: move or copy it into the closure, or wait for the work // note: the work is started here, and nothing waits for it before 'text' is destroyed
} // note: 'text' is destroyed here

// ---- Correct: the work owns it ----

awaitable<void> good_socket_moved(tcp::acceptor &acceptor) {
  for (;;) {
    tcp::socket socket = co_await acceptor.async_accept(use_awaitable);
    asio::co_spawn(
        acceptor.get_executor(),
        [socket = std::move(socket)]() mutable -> awaitable<void> {
          co_await asio::async_write(socket, asio::buffer("hello\n", 6), use_awaitable);
        },
        asio::detached);
  }
}

void good_posted_copy(asio::any_io_executor ex, std::string text) {
  asio::post(ex, [text] { print(text); });
  asio::post(ex, std::bind(&print, text));
  asio::dispatch(ex, [text = std::move(text)] { print(text); });
}

void good_shared(std::shared_ptr<asio::steady_timer> timer) {
  auto ticks = std::make_shared<int>(0);
  timer->async_wait([timer, ticks](error_code) { ++*ticks; });
}

namespace good_session {
class Session : public std::enable_shared_from_this<Session> {
public:
  explicit Session(tcp::socket socket) : socket_(std::move(socket)) {}
  void start() {
    asio::co_spawn(socket_.get_executor(), [self = shared_from_this()] { return self->read(); }, asio::detached);
    socket_.async_read_some(asio::buffer(data_), [this, self = shared_from_this()](error_code, std::size_t n) {
      size_ = n;
    });
  }

private:
  awaitable<void> read() { co_await socket_.async_read_some(asio::buffer(data_), use_awaitable); }
  tcp::socket socket_;
  std::array<char, 64> data_;
  std::size_t size_ = 0;
};
void serve(tcp::socket socket) { std::make_shared<Session>(std::move(socket))->start(); }
} // namespace good_session

void good_of_the_caller(asio::io_context &io, tcp::socket &socket, int &errors) {
  asio::co_spawn(io, write(socket, "hello"), [&errors](std::exception_ptr e) { errors += e != nullptr; });
  asio::post(io, [&socket] { socket.close(); });
}

// Who owns the server is not known.
namespace good_server {
class Server {
public:
  explicit Server(asio::io_context &io) : acceptor_(io) {}
  void start() {
    asio::co_spawn(acceptor_.get_executor(), [this] { return run(); }, asio::detached);
    acceptor_.async_accept([this](error_code e, tcp::socket) {
      if (!e)
        start();
    });
  }

private:
  awaitable<void> run() { co_await nap(1ms); }
  tcp::acceptor acceptor_;
};
} // namespace good_server

// ---- Correct: awaited, joined or run to the end ----

awaitable<int> good_spawned_and_awaited(asio::any_io_executor ex) {
  int hits = 0;
  co_await asio::co_spawn(
      ex,
      [&hits]() -> awaitable<void> {
        co_await nap(1ms);
        ++hits;
      },
      use_awaitable);
  co_return hits;
}

awaitable<void> good_operation_awaited(tcp::socket &socket) {
  std::array<char, 64> data;
  std::size_t n = co_await socket.async_read_some(asio::buffer(data), use_awaitable);
  std::string text(data.data(), n);
  co_await asio::async_write(socket, asio::buffer(text), use_awaitable);
}

int good_run_to_the_end() {
  asio::io_context io;
  int hits = 0;
  asio::post(io, [&hits] { ++hits; });
  asio::co_spawn(
      io,
      [&]() -> awaitable<void> {
        co_await nap(1ms);
        ++hits;
      },
      asio::detached);
  io.run();
  return hits;
}

int good_run_with_a_server_on_the_stack() {
  asio::io_context io(1);
  tcp::acceptor acceptor(io);
  asio::signal_set signals(io, 2, 15);
  signals.async_wait([&](error_code, int) { io.stop(); });
  asio::co_spawn(
      io,
      [&acceptor]() -> awaitable<void> {
        for (;;)
          auto socket = co_await acceptor.async_accept(use_awaitable);
      },
      asio::detached);
  io.run();
  return 0;
}

int good_pool_joined() {
  asio::thread_pool pool(2);
  std::array<int, 4> sums{};
  for (int &sum : sums)
    asio::post(pool, [&sum] { ++sum; });
  pool.join();
  return sums[0];
}

// The context is run by a thread that is joined here.
int good_run_by_a_joined_thread() {
  asio::io_context io;
  int hits = 0;
  asio::post(io, [&hits] { ++hits; });
  std::thread runner([&io] { io.run(); });
  runner.join();
  return hits;
}

int good_future_of_the_work(asio::thread_pool &pool) {
  int hits = 0;
  auto done = asio::co_spawn(
      pool,
      [&hits]() -> awaitable<void> {
        co_await nap(1ms);
        ++hits;
      },
      asio::use_future);
  done.get();
  return hits;
}

// ---- Run by objects of the function itself ----

void good_only_this_function_runs_the_context() {
  asio::io_context context;
  bool called = false;
  asio::post(context, [&called] { called = true; });
  print(called ? "called" : "not called");
}

void good_handler_of_an_object_of_the_function() {
  asio::io_context context;
  asio::steady_timer timer(context, 1ms);
  int expired = 0;
  timer.async_wait([&expired](error_code) { ++expired; });
  context.poll();
  print(std::to_string(expired));
}

void good_strand_of_a_context_whose_threads_are_joined() {
  asio::io_context context;
  auto strand = asio::make_strand(context);
  int count = 0;
  asio::post(strand, [&count] { ++count; });
  std::thread worker([&context] { context.run(); });
  worker.join();
  asio::post(strand, [&count] { ++count; });
  print(std::to_string(count));
}

void good_executor_that_blocks(asio::thread_pool &pool) {
  int result = 0;
  asio::require(pool.executor(), asio::execution::blocking.always).execute([&result] { result = 1; });
  print(std::to_string(result));
}

// The context runs it when the local is gone.
void bad_context_runs_after_the_block() {
  asio::io_context context;
  {
    std::string text = "inner"; // note: 'text' is declared here
    asio::post(context, [&text] { print(text); }); // warn: 'text' is captured by reference by work that may outlive it // note: move or copy it into the closure, or wait for the work // note: the work is started here, and nothing waits for it before 'text' is destroyed
  } // note: 'text' is destroyed here
  context.run();
}

void bad_context_runs_in_the_next_iteration(int n) {
  asio::io_context context;
  for (int i = 0; i < n; ++i) {
    context.poll();
    std::string text = "iteration " + std::to_string(i); // note: 'text' is declared here
    asio::post(context, [&text] { print(text); }); // warn: 'text' is captured by reference by work that may outlive it // note: move or copy it into the closure, or wait for the work // note: the work is started here, and nothing waits for it before 'text' is destroyed
  } // note: 'text' is destroyed here
}

void bad_context_of_somebody_else(asio::io_context &context) {
  asio::steady_timer timer(context, 1ms);
  int expired = 0; // note: 'expired' is declared here
  timer.async_wait([&expired](error_code) { ++expired; }); // warn: 'expired' is captured by reference by work that may outlive it // note: move or copy it into the closure, or wait for the work // note: the work is started here, and nothing waits for it before 'expired' is destroyed
  print(std::to_string(expired));
} // note: 'expired' is destroyed here

awaitable<void> bad_timer_is_no_join(int id) {
  std::string text = "id " + std::to_string(id); // note: 'text' is declared here
  auto ex = co_await asio::this_coro::executor;
  asio::co_spawn( // note: the work is started here, and nothing waits for it before 'text' is destroyed
      ex,
      [&text]() -> awaitable<void> { // warn: 'text' is captured by reference by work that may outlive it // note: move or copy it into the closure, or wait for the work
        co_await nap(1ms);
        print(text);
      },
      asio::detached);
  asio::steady_timer timer(ex, 1ms);
  co_await timer.async_wait(use_awaitable);
} // note: 'text' is destroyed here

awaitable<void> bad_nap_is_no_join(int id) {
  std::string text = "id " + std::to_string(id); // note: 'text' is declared here
  asio::co_spawn( // note: the work is started here, and nothing waits for it before 'text' is destroyed
      co_await asio::this_coro::executor,
      [&text]() -> awaitable<void> { // warn: 'text' is captured by reference by work that may outlive it // note: move or copy it into the closure, or wait for the work
        co_await nap(1ms);
        print(text);
      },
      asio::detached);
  co_await nap(2ms);
} // note: 'text' is destroyed here

awaitable<void> good_behind_it_in_the_queue() {
  bool called = false;
  asio::post(co_await asio::this_coro::executor, [&called] { called = true; });
  co_await asio::post(co_await asio::this_coro::executor, use_awaitable);
  print(called ? "called" : "not called");
}

void good_variable_with_an_executor_that_blocks(asio::thread_pool &pool) {
  auto executor = asio::require(pool.executor(), asio::execution::blocking.always);
  int result = 0;
  executor.execute([&result] { result = 1; });
  print(std::to_string(result));
}

void bad_executor_as_it_is(asio::thread_pool &pool) {
  int result = 0; // note: 'result' is declared here
  pool.executor().execute([&result] { result = 1; }); // warn: 'result' is captured by reference by work that may outlive it // warn[non-send-capture]: this shares 'result' with another thread, and both may use it at once // note: move or copy it into the closure, or wait for the work // note: the work is handed to another thread here // note: the work is started here, and nothing waits for it before 'result' is destroyed // note: the work writes it here // note: wait for the work first, take a lock on both sides, make it atomic, or give the work an object of its own
  print(std::to_string(result)); // note: this function reads it here, and nothing in view orders the two
} // note: 'result' is destroyed here
