// flags: -std=c++20 -pthread
// needs: boost/asio.hpp
// Operations and coroutines of Asio returned by plain functions: what they were started on has to live as long as they.
#include <boost/asio.hpp>
#include <array>
#include <memory>
#include <mutex>
#include <string>

namespace asio = boost::asio;
using asio::awaitable;
using asio::use_awaitable;
using asio::ip::tcp;

awaitable<void> flush(int table);
awaitable<int> query(const std::string &sql);
awaitable<int> query_copy(std::string sql);
int parse(const std::string &text);

struct Session {
  tcp::socket socket;
  std::mutex m;
  std::string out;
  std::array<char, 512> in{};
  int generation = 0;
};

awaitable<void> bad_guard(Session &s) {
  std::lock_guard hold(s.m); // note: 'hold' is declared here and destroyed when the function returns
  ++s.generation;
  return flush(s.generation); // warn: guard 'hold' is gone when this function returns, before the task runs // note: it protects the creation of the task only; take it in the coroutine that does the work
}

awaitable<int> bad_reference_to_a_local(int id) {
  std::string sql = "select " + std::to_string(id); // note: 'sql' is declared here and destroyed when the function returns
  return query(sql); // warn: the returned task refers to 'sql', which is destroyed when this function returns // note: the task gets its reference here
}

awaitable<int> bad_reference_to_a_parameter(std::string sql) { // note: a parameter by value dies when the function returns or, with other ABIs, at the end of the caller's full expression, so that awaiting the task at once does not help everywhere
  return query(sql); // warn: the returned task refers to 'sql', which is destroyed when this function returns // note: the task gets its reference here
}

awaitable<void> bad_local_timer(asio::any_io_executor ex) {
  asio::steady_timer timer(ex, std::chrono::seconds(1)); // note: 'timer' is declared here and destroyed when the function returns
  return timer.async_wait(use_awaitable); // warn: the returned task refers to 'timer', which is destroyed when this function returns // note: the task gets its reference here
}

awaitable<std::size_t> bad_buffer_of_a_parameter(tcp::socket &socket, std::string text) { // note: a parameter by value dies when the function returns or, with other ABIs, at the end of the caller's full expression, so that awaiting the task at once does not help everywhere
  return asio::async_write(socket, asio::buffer(text), use_awaitable); // warn: the returned task refers to 'text', which is destroyed when this function returns // note: the task gets its reference here
}

awaitable<std::size_t> bad_buffer_of_a_local(tcp::socket &socket) {
  std::array<char, 64> header{}; // note: 'header' is declared here and destroyed when the function returns
  return asio::async_read(socket, asio::buffer(header), use_awaitable); // warn: the returned task refers to 'header', which is destroyed when this function returns // note: the task gets its reference here
}

awaitable<std::size_t> bad_socket_parameter(tcp::socket socket, const std::string &text) { // note: a parameter by value dies when the function returns or, with other ABIs, at the end of the caller's full expression, so that awaiting the task at once does not help everywhere
  return socket.async_write_some(asio::buffer(text), use_awaitable); // warn: the returned task refers to 'socket', which is destroyed when this function returns // note: the task gets its reference here
}

awaitable<int> bad_try_around_the_return(const std::string &sql) {
  try { // note: nothing else in this block can throw
    return query(sql); // warn: the returned task runs after this 'try' block is left, so the handlers never see what it throws // note: make this function a coroutine that awaits the task inside the block
  } catch (const boost::system::system_error &) {
    return query_copy("select 0");
  }
}

awaitable<void> good_awaited(asio::any_io_executor ex) {
  asio::steady_timer timer(ex, std::chrono::seconds(1));
  co_await timer.async_wait(use_awaitable);
}

awaitable<std::size_t> good_awaited_with_parameters(tcp::socket socket, std::string text) {
  co_return co_await asio::async_write(socket, asio::buffer(text), use_awaitable);
}

awaitable<void> good_timer_of_the_caller(asio::steady_timer &timer) {
  timer.expires_after(std::chrono::seconds(1));
  return timer.async_wait(use_awaitable);
}

awaitable<std::size_t> good_buffers_of_the_caller(tcp::socket &socket, const std::string &text) {
  return asio::async_write(socket, asio::buffer(text), use_awaitable);
}

awaitable<std::size_t> good_members(Session &s) {
  return s.socket.async_read_some(asio::buffer(s.in), use_awaitable);
}

awaitable<std::size_t> good_buffer_by_value(tcp::socket &socket, asio::const_buffer bytes) {
  return asio::async_write(socket, bytes, use_awaitable);
}

namespace good_object_of_a_shared_pointer {
struct Connection : std::enable_shared_from_this<Connection> {
  Session session;
  awaitable<std::size_t> read() { return session.socket.async_read_some(asio::buffer(session.in), use_awaitable); }
};
awaitable<std::size_t> f(std::shared_ptr<Connection> c) { return c->read(); }
} // namespace good_object_of_a_shared_pointer

awaitable<int> good_copied(int id) {
  std::string sql = "select " + std::to_string(id);
  return query_copy(sql);
}

awaitable<void> good_executor_is_a_handle(tcp::socket &socket) {
  auto ex = socket.get_executor();
  return asio::post(ex, use_awaitable);
}

awaitable<void> good_guard_ends_before(Session &s) {
  int generation;
  {
    std::lock_guard hold(s.m);
    generation = ++s.generation;
  }
  return flush(generation);
}

awaitable<int> good_try_has_something_to_catch(const std::string &text) {
  try {
    return query_copy(std::to_string(parse(text)));
  } catch (const std::exception &) {
    return query_copy("select 0");
  }
}
