// needs: boost/asio.hpp boost/asio/experimental/awaitable_operators.hpp
// flags: -std=c++20 -pthread
// Boost.Asio's real headers: awaitables that have a name.
#include <array>
#include <boost/asio.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <optional>
#include <string>
#include <vector>

namespace asio = boost::asio;
using asio::awaitable;
using asio::use_awaitable;
using asio::ip::tcp;

awaitable<void> say(tcp::socket &peer, std::string line);
awaitable<std::size_t> read_line(tcp::socket &peer);
awaitable<void> session(tcp::socket peer);
void log_line(const char *what);

namespace bad_awaitable {
awaitable<void> quit(tcp::socket &peer) {
  auto bye = say(peer, "221 bye"); // warn: 'bye' is never awaited, so it never runs
  peer.close();
  co_return;
}
} // namespace bad_awaitable

namespace bad_awaitable_in_a_plain_function {
void quit(tcp::socket &peer) {
  [[maybe_unused]] awaitable<void> bye = say(peer, "221 bye"); // warn: 'bye' is never awaited, so it never runs
  peer.close();
}
} // namespace bad_awaitable_in_a_plain_function

namespace bad_timer_with_use_awaitable {
awaitable<void> backoff(asio::steady_timer &timer) {
  timer.expires_after(std::chrono::seconds(1));
  auto waiting = timer.async_wait(use_awaitable); // warn: 'waiting' is never awaited, so it never runs
  co_return;
}
} // namespace bad_timer_with_use_awaitable

namespace bad_sessions_only_collected {
awaitable<void> listen(tcp::acceptor &acceptor) {
  std::vector<awaitable<void>> sessions; // warn: 'sessions' is never awaited, so its tasks never run
  for (int i = 0; i < 3; ++i)
    sessions.push_back(session(co_await acceptor.async_accept(use_awaitable)));
}
} // namespace bad_sessions_only_collected

namespace bad_combined_and_forgotten {
using namespace asio::experimental::awaitable_operators;
awaitable<void> relay(tcp::socket &a, tcp::socket &b) {
  auto both = read_line(a) && read_line(b); // warn: 'both' is never awaited, so it never runs
  co_return;
}
} // namespace bad_combined_and_forgotten

namespace bad_spawned_with_use_awaitable {
awaitable<void> serve(tcp::socket peer) {
  auto running = asio::co_spawn(peer.get_executor(), session(std::move(peer)), use_awaitable); // warn: 'running' is never awaited, so it never runs
  co_return;
}
} // namespace bad_spawned_with_use_awaitable

namespace good_awaited_later {
awaitable<std::size_t> f(tcp::socket &peer) {
  auto reading = read_line(peer);
  co_await say(peer, "220 ready");
  co_return co_await std::move(reading);
}
} // namespace good_awaited_later

namespace good_spawned {
void f(asio::io_context &io, tcp::socket peer) {
  auto serving = session(std::move(peer));
  asio::co_spawn(io, std::move(serving), asio::detached);
}
} // namespace good_spawned

namespace good_combined_and_awaited {
using namespace asio::experimental::awaitable_operators;
awaitable<void> f(tcp::socket &a, asio::steady_timer &timer) {
  auto reading = read_line(a);
  auto waiting = timer.async_wait(use_awaitable);
  co_await (std::move(reading) || std::move(waiting));
}
} // namespace good_combined_and_awaited

namespace good_returned {
awaitable<std::size_t> f(tcp::socket &peer) {
  auto reading = read_line(peer);
  log_line("reading");
  return reading;
}
} // namespace good_returned

namespace good_sessions_spawned_from_a_container {
void f(asio::io_context &io, std::vector<tcp::socket> peers) {
  std::vector<awaitable<void>> sessions;
  for (auto &peer : peers)
    sessions.push_back(session(std::move(peer)));
  for (auto &s : sessions)
    asio::co_spawn(io, std::move(s), asio::detached);
}
} // namespace good_sessions_spawned_from_a_container

namespace good_other_results_with_a_name {
void f(asio::io_context &io, tcp::socket &peer, asio::steady_timer &timer) {
  auto executor = peer.get_executor();
  auto cancelled = timer.cancel();
  auto pending = timer.async_wait(asio::use_future);
  auto bytes = peer.available();
  auto work = asio::make_work_guard(io);
  auto strand = asio::make_strand(io);
}
} // namespace good_other_results_with_a_name

namespace good_asked_for_the_executor {
awaitable<void> f() {
  auto executor = co_await asio::this_coro::executor;
  auto state = co_await asio::this_coro::cancellation_state;
  log_line("asked");
}
} // namespace good_asked_for_the_executor
