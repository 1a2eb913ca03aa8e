// flags: -std=c++20 -pthread
// needs: boost/asio.hpp boost/thread/lock_types.hpp
// Asio coroutines under std and Boost locks.
#include <boost/asio.hpp>
#include <boost/thread/lock_guard.hpp>
#include <boost/thread/lock_types.hpp>
#include <boost/thread/mutex.hpp>
#include <boost/thread/shared_mutex.hpp>
#include <mutex>
#include <string>

namespace asio = boost::asio;
using asio::use_awaitable;

struct Session {
  std::mutex m;
  boost::mutex bm;
  boost::shared_mutex brw;
  std::string out;
  int id = 0;
};

namespace bad_lock_across_write {
asio::awaitable<void> f(Session &s, asio::ip::tcp::socket &socket) {
  std::lock_guard guard(s.m); // warn: guard 'guard' holds a thread lock while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
  co_await asio::async_write(socket, asio::buffer(s.out), use_awaitable); // note: still held at this 'co_await', where the coroutine may suspend
}
} // namespace bad_lock_across_write

namespace bad_lock_across_post {
asio::awaitable<void> f(Session &s) {
  auto ex = co_await asio::this_coro::executor;
  std::unique_lock lk(s.m); // warn: guard 'lk' holds a thread lock while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
  co_await asio::post(ex, use_awaitable); // note: still held at this 'co_await', where the coroutine may suspend
  ++s.id;
}
} // namespace bad_lock_across_post

namespace bad_lock_across_own_coroutine {
asio::awaitable<int> read_one(asio::ip::tcp::socket &socket);
asio::awaitable<void> f(Session &s, asio::ip::tcp::socket &socket) {
  std::lock_guard guard(s.m); // warn: guard 'guard' holds a thread lock while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
  s.id = co_await read_one(socket); // note: still held at this 'co_await', where the coroutine may suspend
}
} // namespace bad_lock_across_own_coroutine

namespace bad_spawned_coroutine_lambda {
void f(asio::io_context &io, Session &s, asio::steady_timer &timer) {
  asio::co_spawn(
      io,
      [&]() -> asio::awaitable<void> {
        std::lock_guard guard(s.m); // warn: guard 'guard' holds a thread lock while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
        co_await timer.async_wait(use_awaitable); // note: still held at this 'co_await', where the coroutine may suspend
      },
      asio::detached);
}
} // namespace bad_spawned_coroutine_lambda

namespace bad_boost_guards {
asio::awaitable<void> f(Session &s, asio::steady_timer &timer) {
  boost::unique_lock<boost::mutex> lk(s.bm); // warn: guard 'lk' holds a thread lock while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
  co_await timer.async_wait(use_awaitable); // note: still held at this 'co_await', where the coroutine may suspend
}
asio::awaitable<void> g(Session &s, asio::steady_timer &timer) {
  boost::shared_lock<boost::shared_mutex> lk(s.brw); // warn: guard 'lk' holds a thread lock while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
  co_await timer.async_wait(use_awaitable); // note: still held at this 'co_await', where the coroutine may suspend
}
asio::awaitable<void> h(Session &s, asio::steady_timer &timer) {
  boost::mutex::scoped_lock lk(s.bm); // warn: guard 'lk' holds a thread lock while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
  co_await timer.async_wait(use_awaitable); // note: still held at this 'co_await', where the coroutine may suspend
}
} // namespace bad_boost_guards

// These are answered in place.
namespace good_queries_of_the_coroutine_itself {
asio::awaitable<void> f(Session &s) {
  std::lock_guard guard(s.m);
  auto ex = co_await asio::this_coro::executor;
  auto cs = co_await asio::this_coro::cancellation_state;
  s.id += cs.cancelled() != asio::cancellation_type::none;
}
} // namespace good_queries_of_the_coroutine_itself

namespace good_cancellation_settings_under_the_lock {
asio::awaitable<void> f(Session &s) {
  std::lock_guard guard(s.m);
  co_await asio::this_coro::throw_if_cancelled(false);
  co_await asio::this_coro::reset_cancellation_state();
  ++s.id;
}
} // namespace good_cancellation_settings_under_the_lock

namespace good_copied_under_the_lock {
asio::awaitable<void> f(Session &s, asio::ip::tcp::socket &socket) {
  std::string text;
  {
    std::lock_guard guard(s.m);
    text.swap(s.out);
  }
  co_await asio::async_write(socket, asio::buffer(text), use_awaitable);
}
} // namespace good_copied_under_the_lock

namespace good_boost_guard_unlocked {
asio::awaitable<void> f(Session &s, asio::steady_timer &timer) {
  boost::unique_lock<boost::mutex> lk(s.bm);
  ++s.id;
  lk.unlock();
  co_await timer.async_wait(use_awaitable);
}
} // namespace good_boost_guard_unlocked

namespace good_boost_guard_deferred {
asio::awaitable<void> f(Session &s, asio::steady_timer &timer) {
  boost::unique_lock<boost::mutex> lk(s.bm, boost::defer_lock);
  co_await timer.async_wait(use_awaitable);
  lk.lock();
  ++s.id;
}
} // namespace good_boost_guard_deferred

namespace good_boost_try_failed {
asio::awaitable<void> f(Session &s, asio::steady_timer &timer) {
  boost::unique_lock<boost::mutex> lk(s.bm, boost::try_to_lock);
  if (!lk.owns_lock()) {
    co_await timer.async_wait(use_awaitable);
    co_return;
  }
  ++s.id;
}
} // namespace good_boost_try_failed

// The handler locks when it runs.
namespace good_lock_in_completion_handler {
asio::awaitable<void> f(Session &s, asio::steady_timer &timer) {
  timer.async_wait([&s](boost::system::error_code) {
    std::lock_guard guard(s.m);
    ++s.id;
  });
  co_await timer.async_wait(use_awaitable);
}
} // namespace good_lock_in_completion_handler

// A lambda called by post() is a plain function.
namespace good_lock_in_posted_function {
asio::awaitable<void> f(Session &s) {
  auto ex = co_await asio::this_coro::executor;
  asio::post(ex, [&s] {
    std::lock_guard guard(s.m);
    ++s.id;
  });
  co_await asio::post(ex, use_awaitable);
}
} // namespace good_lock_in_posted_function
