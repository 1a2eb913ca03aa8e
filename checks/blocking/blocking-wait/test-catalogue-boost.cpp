// flags: -std=c++20 -DBOOST_THREAD_VERSION=4 -DBOOST_THREAD_USES_DATETIME
// needs: boost/asio.hpp
// Every call of Boost that checks/models/boost-*.yaml say waits for asynchronous
// work (test/unit/ModelCatalogueTest.cpp sees to it).
#include "mini.h"
#include <boost/asio.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/beast/core.hpp>
#include <boost/chrono.hpp>
#include <boost/date_time/posix_time/posix_time.hpp>
#include <boost/thread.hpp>

using namespace std::chrono_literals;
namespace asio = boost::asio;
namespace beast = boost::beast;
namespace bc = boost::chrono;
using asio::ip::tcp;

// Boost.Thread.

mini::task<void> bad_future_get(boost::future<int> f) {
  f.get(); // warn: 'get' makes the thread of coroutine 'bad_future_get' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it blocks the thread until the result is there
  co_return;
}

mini::task<void> bad_shared_future_get(boost::shared_future<int> f) {
  f.get(); // warn: 'get' makes the thread of coroutine 'bad_shared_future_get' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it blocks the thread until the result is there
  co_return;
}

mini::task<void> bad_future_wait(boost::future<int> f) {
  f.wait(); // warn: 'wait' makes the thread of coroutine 'bad_future_wait' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it blocks the thread until the result is there
  co_return;
}

mini::task<void> bad_future_wait_for(boost::future<int> f) {
  f.wait_for(bc::seconds(1)); // warn: 'wait_for' makes the thread of coroutine 'bad_future_wait_for' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it blocks the thread until the result is there, or the time is up
  co_return;
}

mini::task<void> bad_future_timed_wait(boost::future<int> f) {
  f.timed_wait(boost::posix_time::seconds(1)); // warn: 'timed_wait' makes the thread of coroutine 'bad_future_timed_wait' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it blocks the thread until the result is there, or the time is up
  co_return;
}

mini::task<void> bad_future_wait_until(boost::future<int> f, bc::steady_clock::time_point t) {
  f.wait_until(t); // warn: 'wait_until' makes the thread of coroutine 'bad_future_wait_until' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it blocks the thread until the result is there, or the time is up
  co_return;
}

mini::task<void> bad_future_timed_wait_until(boost::future<int> f, boost::posix_time::ptime t) {
  f.timed_wait_until(t); // warn: 'timed_wait_until' makes the thread of coroutine 'bad_future_timed_wait_until' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it blocks the thread until the result is there, or the time is up
  co_return;
}

mini::task<void> bad_wait_for_any(boost::future<int> f, boost::future<int> g) {
  boost::wait_for_any(f, g); // warn: 'wait_for_any' makes the thread of coroutine 'bad_wait_for_any' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it blocks the thread until results are there
  co_return;
}

mini::task<void> bad_wait_for_all(boost::future<int> f, boost::future<int> g) {
  boost::wait_for_all(f, g); // warn: 'wait_for_all' makes the thread of coroutine 'bad_wait_for_all' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it blocks the thread until results are there
  co_return;
}

mini::task<void> good_future_that_is_ready(boost::future<int> f) {
  if (f.is_ready())
  f.get();
  co_return;
}

mini::task<void> good_looks_at_a_future(boost::future<int> f) {
  f.wait_for(bc::seconds(0));
  co_return;
}

mini::task<void> good_future_made_ready() {
  boost::future<int> f = boost::make_ready_future(1);
  f.get();
  co_return;
}

mini::task<void> good_promise_that_is_kept() {
  boost::promise<int> p;
  boost::future<int> f = p.get_future();
  p.set_value(1);
  f.get();
  co_return;
}

// Boost.Asio.

mini::task<void> bad_timer_wait(asio::steady_timer &t) {
  t.wait(); // warn: 'wait' makes the thread of coroutine 'bad_timer_wait' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it blocks the thread until the timer expires
  co_return;
}

mini::task<void> bad_deadline_timer_wait(asio::deadline_timer &t) {
  t.wait(); // warn: 'wait' makes the thread of coroutine 'bad_deadline_timer_wait' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it blocks the thread until the timer expires
  co_return;
}

mini::task<void> bad_socket_connect(tcp::socket &s, const tcp::endpoint &p) {
  s.connect(p); // warn: 'connect' makes the thread of coroutine 'bad_socket_connect' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it blocks the thread until the other side has answered
  co_return;
}

mini::task<void> bad_connect(tcp::socket &s, const tcp::resolver::results_type &r) {
  asio::connect(s, r); // warn: 'connect' makes the thread of coroutine 'bad_connect' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it blocks the thread until the other side has answered
  co_return;
}

mini::task<void> bad_tcp_stream_connect(beast::tcp_stream &s, const tcp::endpoint &p) {
  s.connect(p); // warn: 'connect' makes the thread of coroutine 'bad_tcp_stream_connect' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it blocks the thread until the other side has answered
  co_return;
}

mini::task<void> bad_context_run(asio::io_context &c) {
  c.run(); // warn: 'run' makes the thread of coroutine 'bad_context_run' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it runs the event loop in here
  co_return;
}

mini::task<void> bad_context_run_one(asio::io_context &c) {
  c.run_one(); // warn: 'run_one' makes the thread of coroutine 'bad_context_run_one' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it runs the event loop in here
  co_return;
}

mini::task<void> bad_context_run_for(asio::io_context &c) {
  c.run_for(1s); // warn: 'run_for' makes the thread of coroutine 'bad_context_run_for' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it runs the event loop in here
  co_return;
}

mini::task<void> bad_context_run_one_for(asio::io_context &c) {
  c.run_one_for(1s); // warn: 'run_one_for' makes the thread of coroutine 'bad_context_run_one_for' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it runs the event loop in here
  co_return;
}

mini::task<void> bad_context_run_until(asio::io_context &c, std::chrono::steady_clock::time_point t) {
  c.run_until(t); // warn: 'run_until' makes the thread of coroutine 'bad_context_run_until' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it runs the event loop in here
  co_return;
}

mini::task<void> bad_context_run_one_until(asio::io_context &c, std::chrono::steady_clock::time_point t) {
  c.run_one_until(t); // warn: 'run_one_until' makes the thread of coroutine 'bad_context_run_one_until' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it runs the event loop in here
  co_return;
}

mini::task<void> bad_pool_join(asio::thread_pool &p) {
  p.join(); // warn: 'join' makes the thread of coroutine 'bad_pool_join' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits until the pool is out of work
  co_return;
}

mini::task<void> bad_pool_wait(asio::thread_pool &p) {
  p.wait(); // warn: 'wait' makes the thread of coroutine 'bad_pool_wait' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits until the pool is out of work
  co_return;
}

mini::task<void> bad_system_context_join(asio::system_context &c) {
  c.join(); // warn: 'join' makes the thread of coroutine 'bad_system_context_join' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits until the pool is out of work
  co_return;
}

mini::task<void> bad_use_future(asio::steady_timer &t) {
  std::future<void> f = t.async_wait(asio::use_future);
  f.get(); // warn: 'get' makes the thread of coroutine 'bad_use_future' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it blocks the thread until the result is there
  co_return;
}

mini::task<void> good_polls_the_context(asio::io_context &c) {
  c.poll();
  c.poll_one();
  c.run_for(0s);
  c.run_one_for(0s);
  c.stop();
  co_return;
}
