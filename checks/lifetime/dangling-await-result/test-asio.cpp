// needs: boost/asio.hpp
// flags: -std=c++20 -pthread
// Boost.Asio's real headers: awaitables give their results by value, operations have none of their own.
#include <array>
#include <boost/asio.hpp>
#include <optional>
#include <span>
#include <string>

namespace asio = boost::asio;
using asio::awaitable;
using asio::use_awaitable;
using asio::ip::tcp;
constexpr auto with_error = asio::as_tuple(use_awaitable);

struct Message {
  std::string body;
  std::vector<std::string> headers;
  const std::string &text() const { return body; }
  std::string_view view() const { return body; }
};
void use(std::string_view text);
void use(const Message &message);
void use(std::size_t n);
void use(const tcp::endpoint &endpoint);

awaitable<std::string> read_line(tcp::socket &socket) {
  std::string data;
  auto n = co_await asio::async_read_until(socket, asio::dynamic_buffer(data), '\n', use_awaitable);
  co_return data.substr(0, n);
}
awaitable<Message> read_message(tcp::socket &socket) { co_return Message{co_await read_line(socket), {}}; }
awaitable<std::optional<Message>> try_read(tcp::socket &socket) { co_return co_await read_message(socket); }
awaitable<std::unique_ptr<Message>> read_owned(tcp::socket &socket) {
  co_return std::make_unique<Message>(co_await read_message(socket));
}
awaitable<std::vector<char>> read_bytes(tcp::socket &socket) {
  std::vector<char> bytes(64);
  bytes.resize(co_await socket.async_read_some(asio::buffer(bytes), use_awaitable));
  co_return bytes;
}

awaitable<void> bad_view_of_a_line(tcp::socket &socket) {
  std::string_view line = co_await read_line(socket); // warn: 'line' refers into the result of the await, a temporary 'std::string', which is destroyed at the end of this declaration // note: give the result a name
  use(line);
}

awaitable<void> bad_view_by_a_getter(tcp::socket &socket) {
  auto body = (co_await read_message(socket)).view(); // warn: 'body' refers into the result of the await, a temporary 'Message', which is destroyed at the end of this declaration // note: give the result a name
  use(body);
}

awaitable<void> bad_reference_by_a_getter(tcp::socket &socket) {
  const auto &body = (co_await read_message(socket)).text(); // warn: 'body' refers into the result of the await, a temporary 'Message', which is destroyed at the end of this declaration // note: give the result a name // fix: const auto body = (co_await read_message(socket)).text();
  use(body);
}

awaitable<void> bad_contents_of_an_optional(tcp::socket &socket) {
  const auto &message = *co_await try_read(socket); // warn: 'message' refers into the result of the await, a temporary 'std::optional<Message>', which is destroyed at the end of this declaration // note: give the result a name // fix: const auto message = *co_await try_read(socket);
  use(message);
}

awaitable<void> bad_pointee(tcp::socket &socket) {
  auto &message = *co_await read_owned(socket); // warn: 'message' refers into the result of the await, a temporary 'std::unique_ptr<Message>', which is destroyed at the end of this declaration // note: give the result a name // fix: auto message = *co_await read_owned(socket);
  use(message);
}

awaitable<void> bad_span_of_bytes(tcp::socket &socket) {
  std::span<const char> bytes = co_await read_bytes(socket); // warn: 'bytes' refers into the result of the await, a temporary 'std::vector<char>', which is destroyed at the end of this declaration // note: give the result a name
  use(bytes.size() + bytes[0]);
}

awaitable<void> bad_loop_over_headers(tcp::socket &socket) {
  for (auto &header : (co_await try_read(socket)).value().headers) // warn: this loop goes through a part of the result of the await, a temporary 'std::optional<Message>', which is destroyed before the first iteration // note: give the result a name
    use(header);
}

awaitable<void> good_results_by_value(tcp::socket &socket) {
  const auto &line = co_await read_line(socket);
  auto &&message = co_await read_message(socket);
  const auto &body = (co_await read_message(socket)).body;
  for (auto &header : (co_await read_message(socket)).headers)
    use(header);
  for (char c : co_await read_bytes(socket))
    use(static_cast<std::size_t>(c));
  use(line);
  use(message);
  use(body);
}

awaitable<void> good_operations(tcp::socket &socket) {
  std::array<char, 64> buffer;
  const auto &n = co_await socket.async_read_some(asio::buffer(buffer), use_awaitable);
  const auto &[error, size] = co_await socket.async_read_some(asio::buffer(buffer), with_error);
  auto &&[write_error, written] = co_await asio::async_write(socket, asio::buffer(buffer), with_error);
  if (!error && !write_error)
    use(n + size + written);
  std::string_view text(buffer.data(), n);
  use(text);
}

awaitable<void> good_connections(tcp::acceptor &acceptor) {
  auto &&socket = co_await acceptor.async_accept(use_awaitable);
  const auto &[error, other] = co_await acceptor.async_accept(with_error);
  use(socket.available() + other.available());
}

awaitable<void> good_resolved(tcp::resolver &resolver) {
  for (const auto &entry : co_await resolver.async_resolve("localhost", "80", use_awaitable))
    use(entry.endpoint());
  auto first = (co_await resolver.async_resolve("localhost", "80", use_awaitable)).begin(); // has a share of the list
  auto endpoint = (co_await resolver.async_resolve("localhost", "80", use_awaitable)).begin()->endpoint();
  const auto &[error, results] = co_await resolver.async_resolve("localhost", "80", with_error);
  use(first->endpoint());
  use(endpoint);
  use(results.size());
}

awaitable<void> good_this_coroutine() {
  const auto &executor = co_await asio::this_coro::executor;
  auto &&state = co_await asio::this_coro::cancellation_state;
  asio::steady_timer timer(executor, std::chrono::seconds(1));
  const auto &[error] = co_await timer.async_wait(with_error);
  use(static_cast<std::size_t>(error.value()) + static_cast<std::size_t>(state.cancelled()));
}

awaitable<void> good_named_results(tcp::socket &socket) {
  auto message = co_await try_read(socket);
  if (!message)
    co_return;
  const auto &headers = message->headers;
  std::string_view body = message->body;
  use(headers.size());
  use(body);
}

awaitable<void> good_used_up(tcp::socket &socket) {
  use(co_await read_line(socket));
  co_await asio::async_write(socket, asio::buffer(co_await read_line(socket)), use_awaitable);
  auto copy = std::string((co_await read_message(socket)).view());
  use(copy);
}
