// The channels of Boost.Asio.
// flags: -std=c++20 -pthread
// needs: boost/asio.hpp boost/asio/experimental/channel.hpp
#include <boost/asio.hpp>
#include <boost/asio/experimental/channel.hpp>
namespace asio = boost::asio;
using asio::awaitable;
using asio::use_awaitable;
using messages = asio::experimental::channel<void(boost::system::error_code, int)>;

void use(int);
awaitable<void> consume(messages &from);

awaitable<void> bad_no_room() {
  messages m(co_await asio::this_coro::executor); // note: the channel has no room for messages: each send waits for its receive
  co_await m.async_send({}, 1, use_awaitable); // warn: 'async_send' waits for somebody to receive, and nobody but this coroutine can: it waits for itself for ever // note: start whoever receives before, give the channel room for all, or send and receive together
  use(co_await m.async_receive(use_awaitable));
}

awaitable<void> bad_second() {
  messages m(co_await asio::this_coro::executor, 1); // note: the channel has room for one message, and it is there
  co_await m.async_send({}, 1, use_awaitable);
  co_await m.async_send({}, 2, use_awaitable); // warn: 'async_send' waits for somebody to receive, and nobody but this coroutine can: it waits for itself for ever // note: start whoever receives before, give the channel room for all, or send and receive together
  use(co_await m.async_receive(use_awaitable));
}

awaitable<void> good_room() {
  messages m(co_await asio::this_coro::executor, 2);
  co_await m.async_send({}, 1, use_awaitable);
  co_await m.async_send({}, 2, use_awaitable);
  use(co_await m.async_receive(use_awaitable));
}

awaitable<void> good_consumer() {
  auto here = co_await asio::this_coro::executor;
  messages m(here);
  asio::co_spawn(here, consume(m), asio::detached);
  co_await m.async_send({}, 1, use_awaitable);
}

awaitable<void> good_cancelled(asio::cancellation_slot slot) {
  messages m(co_await asio::this_coro::executor);
  co_await m.async_send({}, 1, asio::bind_cancellation_slot(slot, use_awaitable));
}
