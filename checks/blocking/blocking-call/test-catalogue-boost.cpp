// flags: -std=c++20 -DBOOST_THREAD_VERSION=4 -DBOOST_THREAD_USES_DATETIME
// needs: boost/asio.hpp
// Every call of Boost that checks/models/boost-*.yaml say blocks
// (test/unit/ModelCatalogueTest.cpp sees to it), and for each condition one that
// does not. What waits for asynchronous work is in
// blocking-wait/test-catalogue-boost.cpp.
#include "mini.h"
#include <boost/asio.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/beast.hpp>
#include <boost/beast/ssl.hpp>
#include <boost/chrono.hpp>
#include <boost/date_time/posix_time/posix_time.hpp>
#include <boost/filesystem.hpp>
#include <boost/filesystem/fstream.hpp>
#include <boost/interprocess/ipc/message_queue.hpp>
#include <boost/interprocess/sync/interprocess_condition.hpp>
#include <boost/interprocess/sync/interprocess_condition_any.hpp>
#include <boost/interprocess/sync/interprocess_mutex.hpp>
#include <boost/interprocess/sync/interprocess_semaphore.hpp>
#include <boost/interprocess/sync/named_condition.hpp>
#include <boost/interprocess/sync/named_condition_any.hpp>
#include <boost/interprocess/sync/named_mutex.hpp>
#include <boost/interprocess/sync/named_semaphore.hpp>
#include <boost/interprocess/sync/scoped_lock.hpp>
#include <boost/process.hpp>
#include <boost/process/v2.hpp>
#include <boost/thread.hpp>
#include <boost/thread/barrier.hpp>
#include <boost/thread/concurrent_queues/sync_bounded_queue.hpp>
#include <boost/thread/concurrent_queues/sync_queue.hpp>
#include <boost/thread/latch.hpp>
#include <boost/thread/scoped_thread.hpp>

using namespace std::chrono_literals;
namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
namespace websocket = boost::beast::websocket;
namespace bc = boost::chrono;
namespace bf = boost::filesystem;
namespace bi = boost::interprocess;
namespace bp = boost::process;
using asio::ip::tcp;
using asio::ip::udp;

// Something to read and write at an offset.
struct Device {
  template <class Buffers> std::size_t read_some_at(std::uint64_t, const Buffers &);
  template <class Buffers>
  std::size_t read_some_at(std::uint64_t, const Buffers &, boost::system::error_code &);
  template <class Buffers> std::size_t write_some_at(std::uint64_t, const Buffers &);
  template <class Buffers>
  std::size_t write_some_at(std::uint64_t, const Buffers &, boost::system::error_code &);
};

// Boost.Thread.

mini::task<void> bad_sleep_for() {
  boost::this_thread::sleep_for(bc::seconds(1)); // warn: 'sleep_for' may block the thread of coroutine 'bad_sleep_for' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it puts the thread to sleep
  co_return;
}

mini::task<void> bad_sleep_until(bc::steady_clock::time_point t) {
  boost::this_thread::sleep_until(t); // warn: 'sleep_until' may block the thread of coroutine 'bad_sleep_until' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it puts the thread to sleep
  co_return;
}

mini::task<void> bad_sleep() {
  boost::this_thread::sleep(boost::posix_time::seconds(1)); // warn: 'sleep' may block the thread of coroutine 'bad_sleep' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it puts the thread to sleep
  co_return;
}

mini::task<void> bad_uninterrupted_sleep_for() {
  boost::this_thread::no_interruption_point::sleep_for(bc::seconds(1)); // warn: 'sleep_for' may block the thread of coroutine 'bad_uninterrupted_sleep_for' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it puts the thread to sleep
  co_return;
}

mini::task<void> bad_uninterrupted_sleep_until(bc::steady_clock::time_point t) {
  boost::this_thread::no_interruption_point::sleep_until(t); // warn: 'sleep_until' may block the thread of coroutine 'bad_uninterrupted_sleep_until' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it puts the thread to sleep
  co_return;
}

mini::task<void> bad_uninterrupted_sleep() {
  boost::this_thread::no_interruption_point::sleep(boost::posix_time::seconds(1)); // warn: 'sleep' may block the thread of coroutine 'bad_uninterrupted_sleep' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it puts the thread to sleep
  co_return;
}

mini::task<void> bad_thread_sleep(boost::system_time t) {
  boost::thread::sleep(t); // warn: 'sleep' may block the thread of coroutine 'bad_thread_sleep' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it puts the thread to sleep
  co_return;
}

mini::task<void> good_sleeps_of_no_length() {
  boost::this_thread::sleep_for(bc::seconds(0));
  boost::this_thread::sleep_for(bc::seconds::zero());
  co_return;
}

mini::task<void> bad_thread_join(boost::thread &t) {
  t.join(); // warn: 'join' may block the thread of coroutine 'bad_thread_join' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the end of a thread
  co_return;
}

mini::task<void> bad_thread_try_join_for(boost::thread &t) {
  t.try_join_for(bc::seconds(1)); // warn: 'try_join_for' may block the thread of coroutine 'bad_thread_try_join_for' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the end of a thread, or until the time is up
  co_return;
}

mini::task<void> bad_thread_try_join_until(boost::thread &t, bc::steady_clock::time_point at) {
  t.try_join_until(at); // warn: 'try_join_until' may block the thread of coroutine 'bad_thread_try_join_until' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the end of a thread, or until the time is up
  co_return;
}

mini::task<void> bad_thread_timed_join(boost::thread &t) {
  t.timed_join(boost::posix_time::seconds(1)); // warn: 'timed_join' may block the thread of coroutine 'bad_thread_timed_join' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the end of a thread, or until the time is up
  co_return;
}

mini::task<void> bad_thread_group_join_all(boost::thread_group &g) {
  g.join_all(); // warn: 'join_all' may block the thread of coroutine 'bad_thread_group_join_all' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the end of a thread
  co_return;
}

mini::task<void> bad_scoped_thread_join(boost::scoped_thread<> &t) {
  t.join(); // warn: 'join' may block the thread of coroutine 'bad_scoped_thread_join' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the end of a thread
  co_return;
}

mini::task<void> bad_scoped_thread_try_join_for(boost::scoped_thread<> &t) {
  t.try_join_for(bc::seconds(1)); // warn: 'try_join_for' may block the thread of coroutine 'bad_scoped_thread_try_join_for' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the end of a thread, or until the time is up
  co_return;
}

mini::task<void> bad_scoped_thread_try_join_until(boost::scoped_thread<> &t, bc::steady_clock::time_point at) {
  t.try_join_until(at); // warn: 'try_join_until' may block the thread of coroutine 'bad_scoped_thread_try_join_until' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the end of a thread, or until the time is up
  co_return;
}

mini::task<void> good_looks_whether_it_is_through(boost::thread &t) {
  t.try_join_for(bc::seconds(0));
  co_return;
}

mini::task<void> bad_condition_variable_wait(boost::condition_variable &c, boost::unique_lock<boost::mutex> &l) {
  c.wait(l); // warn: 'wait' may block the thread of coroutine 'bad_condition_variable_wait' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits until another thread notifies it
  co_return;
}

mini::task<void> bad_condition_variable_wait_for(boost::condition_variable &c, boost::unique_lock<boost::mutex> &l) {
  c.wait_for(l, bc::seconds(1)); // warn: 'wait_for' may block the thread of coroutine 'bad_condition_variable_wait_for' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits until another thread notifies it, or the time is up
  co_return;
}

mini::task<void> bad_condition_variable_wait_until(boost::condition_variable &c, boost::unique_lock<boost::mutex> &l, bc::steady_clock::time_point t) {
  c.wait_until(l, t); // warn: 'wait_until' may block the thread of coroutine 'bad_condition_variable_wait_until' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits until another thread notifies it, or the time is up
  co_return;
}

mini::task<void> bad_condition_variable_timed_wait(boost::condition_variable &c, boost::unique_lock<boost::mutex> &l) {
  c.timed_wait(l, boost::posix_time::seconds(1)); // warn: 'timed_wait' may block the thread of coroutine 'bad_condition_variable_timed_wait' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits until another thread notifies it, or the time is up
  co_return;
}

mini::task<void> bad_condition_variable_any_wait(boost::condition_variable_any &c, boost::unique_lock<boost::mutex> &l) {
  c.wait(l); // warn: 'wait' may block the thread of coroutine 'bad_condition_variable_any_wait' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits until another thread notifies it
  co_return;
}

mini::task<void> bad_condition_variable_any_wait_for(boost::condition_variable_any &c, boost::unique_lock<boost::mutex> &l) {
  c.wait_for(l, bc::seconds(1)); // warn: 'wait_for' may block the thread of coroutine 'bad_condition_variable_any_wait_for' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits until another thread notifies it, or the time is up
  co_return;
}

mini::task<void> bad_condition_variable_any_wait_until(boost::condition_variable_any &c, boost::unique_lock<boost::mutex> &l, bc::steady_clock::time_point t) {
  c.wait_until(l, t); // warn: 'wait_until' may block the thread of coroutine 'bad_condition_variable_any_wait_until' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits until another thread notifies it, or the time is up
  co_return;
}

mini::task<void> bad_condition_variable_any_timed_wait(boost::condition_variable_any &c, boost::unique_lock<boost::mutex> &l) {
  c.timed_wait(l, boost::posix_time::seconds(1)); // warn: 'timed_wait' may block the thread of coroutine 'bad_condition_variable_any_timed_wait' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits until another thread notifies it, or the time is up
  co_return;
}

mini::task<void> good_condition_variable_looks(boost::condition_variable &c, boost::unique_lock<boost::mutex> &l) {
  c.wait_for(l, bc::seconds(0));
  c.notify_one();
  co_return;
}

mini::task<void> bad_latch_wait(boost::latch &l) {
  l.wait(); // warn: 'wait' may block the thread of coroutine 'bad_latch_wait' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for other threads to arrive
  co_return;
}

mini::task<void> bad_latch_count_down_and_wait(boost::latch &l) {
  l.count_down_and_wait(); // warn: 'count_down_and_wait' may block the thread of coroutine 'bad_latch_count_down_and_wait' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for other threads to arrive
  co_return;
}

mini::task<void> bad_latch_wait_for(boost::latch &l) {
  l.wait_for(bc::seconds(1)); // warn: 'wait_for' may block the thread of coroutine 'bad_latch_wait_for' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for other threads to arrive, or until the time is up
  co_return;
}

mini::task<void> bad_latch_wait_until(boost::latch &l, bc::steady_clock::time_point t) {
  l.wait_until(t); // warn: 'wait_until' may block the thread of coroutine 'bad_latch_wait_until' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for other threads to arrive, or until the time is up
  co_return;
}

mini::task<void> bad_barrier_wait(boost::barrier &b) {
  b.wait(); // warn: 'wait' may block the thread of coroutine 'bad_barrier_wait' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for other threads to arrive
  co_return;
}

mini::task<void> bad_barrier_count_down_and_wait(boost::barrier &b) {
  b.count_down_and_wait(); // warn: 'count_down_and_wait' may block the thread of coroutine 'bad_barrier_count_down_and_wait' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for other threads to arrive
  co_return;
}

mini::task<void> good_latch_looks(boost::latch &l) {
  l.try_wait();
  l.wait_for(bc::seconds(0));
  l.count_down();
  co_return;
}

mini::task<void> bad_bounded_queue_push(boost::sync_bounded_queue<int> &q, int &i) {
  q.push(1); // warn: 'push' may block the thread of coroutine 'bad_bounded_queue_push' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits until there is room in the queue
  co_return;
}

mini::task<void> bad_bounded_queue_push_back(boost::sync_bounded_queue<int> &q, int &i) {
  q.push_back(1); // warn: 'push_back' may block the thread of coroutine 'bad_bounded_queue_push_back' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits until there is room in the queue
  co_return;
}

mini::task<void> bad_bounded_queue_wait_push_back(boost::sync_bounded_queue<int> &q, int &i) {
  q.wait_push_back(1); // warn: 'wait_push_back' may block the thread of coroutine 'bad_bounded_queue_wait_push_back' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits until there is room in the queue
  co_return;
}

mini::task<void> bad_bounded_queue_pull(boost::sync_bounded_queue<int> &q, int &i) {
  q.pull(i); // warn: 'pull' may block the thread of coroutine 'bad_bounded_queue_pull' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits until there is something in the queue
  co_return;
}

mini::task<void> bad_bounded_queue_pull_front(boost::sync_bounded_queue<int> &q, int &i) {
  q.pull_front(i); // warn: 'pull_front' may block the thread of coroutine 'bad_bounded_queue_pull_front' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits until there is something in the queue
  co_return;
}

mini::task<void> bad_bounded_queue_wait_pull_front(boost::sync_bounded_queue<int> &q, int &i) {
  q.wait_pull_front(i); // warn: 'wait_pull_front' may block the thread of coroutine 'bad_bounded_queue_wait_pull_front' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits until there is something in the queue
  co_return;
}

mini::task<void> bad_queue_pull(boost::sync_queue<int> &q, int &i) {
  q.pull(); // warn: 'pull' may block the thread of coroutine 'bad_queue_pull' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits until there is something in the queue
  co_return;
}

mini::task<void> bad_queue_wait_pull(boost::sync_queue<int> &q, int &i) {
  q.wait_pull(i); // warn: 'wait_pull' may block the thread of coroutine 'bad_queue_wait_pull' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits until there is something in the queue
  co_return;
}

mini::task<void> good_queue_tries(boost::sync_bounded_queue<int> &q, int &i) {
  q.try_push_back(1);
  q.try_pull_front(i);
  q.nonblocking_push_back(1);
  co_return;
}

// Boost.Interprocess.

mini::task<void> bad_interprocess_condition_wait(bi::interprocess_condition &c, bi::scoped_lock<bi::interprocess_mutex> &l) {
  c.wait(l); // warn: 'wait' may block the thread of coroutine 'bad_interprocess_condition_wait' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits until another process notifies it
  co_return;
}

mini::task<void> bad_interprocess_condition_wait_for(bi::interprocess_condition &c, bi::scoped_lock<bi::interprocess_mutex> &l) {
  c.wait_for(l, bc::seconds(1)); // warn: 'wait_for' may block the thread of coroutine 'bad_interprocess_condition_wait_for' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits until another process notifies it, or the time is up
  co_return;
}

mini::task<void> bad_interprocess_condition_wait_until(bi::interprocess_condition &c, bi::scoped_lock<bi::interprocess_mutex> &l, bc::system_clock::time_point t) {
  c.wait_until(l, t); // warn: 'wait_until' may block the thread of coroutine 'bad_interprocess_condition_wait_until' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits until another process notifies it, or the time is up
  co_return;
}

mini::task<void> bad_interprocess_condition_timed_wait(bi::interprocess_condition &c, bi::scoped_lock<bi::interprocess_mutex> &l, boost::posix_time::ptime t) {
  c.timed_wait(l, t); // warn: 'timed_wait' may block the thread of coroutine 'bad_interprocess_condition_timed_wait' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits until another process notifies it, or the time is up
  co_return;
}

mini::task<void> bad_interprocess_condition_any_wait(bi::interprocess_condition_any &c, bi::scoped_lock<bi::interprocess_mutex> &l) {
  c.wait(l); // warn: 'wait' may block the thread of coroutine 'bad_interprocess_condition_any_wait' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits until another process notifies it
  co_return;
}

mini::task<void> bad_interprocess_condition_any_wait_for(bi::interprocess_condition_any &c, bi::scoped_lock<bi::interprocess_mutex> &l) {
  c.wait_for(l, bc::seconds(1)); // warn: 'wait_for' may block the thread of coroutine 'bad_interprocess_condition_any_wait_for' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits until another process notifies it, or the time is up
  co_return;
}

mini::task<void> bad_interprocess_condition_any_wait_until(bi::interprocess_condition_any &c, bi::scoped_lock<bi::interprocess_mutex> &l, bc::system_clock::time_point t) {
  c.wait_until(l, t); // warn: 'wait_until' may block the thread of coroutine 'bad_interprocess_condition_any_wait_until' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits until another process notifies it, or the time is up
  co_return;
}

mini::task<void> bad_interprocess_condition_any_timed_wait(bi::interprocess_condition_any &c, bi::scoped_lock<bi::interprocess_mutex> &l, boost::posix_time::ptime t) {
  c.timed_wait(l, t); // warn: 'timed_wait' may block the thread of coroutine 'bad_interprocess_condition_any_timed_wait' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits until another process notifies it, or the time is up
  co_return;
}

mini::task<void> bad_named_condition_wait(bi::named_condition &c, bi::scoped_lock<bi::named_mutex> &l) {
  c.wait(l); // warn: 'wait' may block the thread of coroutine 'bad_named_condition_wait' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits until another process notifies it
  co_return;
}

mini::task<void> bad_named_condition_wait_for(bi::named_condition &c, bi::scoped_lock<bi::named_mutex> &l) {
  c.wait_for(l, bc::seconds(1)); // warn: 'wait_for' may block the thread of coroutine 'bad_named_condition_wait_for' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits until another process notifies it, or the time is up
  co_return;
}

mini::task<void> bad_named_condition_wait_until(bi::named_condition &c, bi::scoped_lock<bi::named_mutex> &l, bc::system_clock::time_point t) {
  c.wait_until(l, t); // warn: 'wait_until' may block the thread of coroutine 'bad_named_condition_wait_until' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits until another process notifies it, or the time is up
  co_return;
}

mini::task<void> bad_named_condition_timed_wait(bi::named_condition &c, bi::scoped_lock<bi::named_mutex> &l, boost::posix_time::ptime t) {
  c.timed_wait(l, t); // warn: 'timed_wait' may block the thread of coroutine 'bad_named_condition_timed_wait' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits until another process notifies it, or the time is up
  co_return;
}

mini::task<void> bad_named_condition_any_wait(bi::named_condition_any &c, bi::scoped_lock<bi::named_mutex> &l) {
  c.wait(l); // warn: 'wait' may block the thread of coroutine 'bad_named_condition_any_wait' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits until another process notifies it
  co_return;
}

mini::task<void> bad_named_condition_any_wait_for(bi::named_condition_any &c, bi::scoped_lock<bi::named_mutex> &l) {
  c.wait_for(l, bc::seconds(1)); // warn: 'wait_for' may block the thread of coroutine 'bad_named_condition_any_wait_for' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits until another process notifies it, or the time is up
  co_return;
}

mini::task<void> bad_named_condition_any_wait_until(bi::named_condition_any &c, bi::scoped_lock<bi::named_mutex> &l, bc::system_clock::time_point t) {
  c.wait_until(l, t); // warn: 'wait_until' may block the thread of coroutine 'bad_named_condition_any_wait_until' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits until another process notifies it, or the time is up
  co_return;
}

mini::task<void> bad_named_condition_any_timed_wait(bi::named_condition_any &c, bi::scoped_lock<bi::named_mutex> &l, boost::posix_time::ptime t) {
  c.timed_wait(l, t); // warn: 'timed_wait' may block the thread of coroutine 'bad_named_condition_any_timed_wait' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits until another process notifies it, or the time is up
  co_return;
}

mini::task<void> bad_interprocess_semaphore_wait(bi::interprocess_semaphore &s) {
  s.wait(); // warn: 'wait' may block the thread of coroutine 'bad_interprocess_semaphore_wait' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits until another process posts the semaphore
  co_return;
}

mini::task<void> bad_interprocess_semaphore_timed_wait(bi::interprocess_semaphore &s, boost::posix_time::ptime t) {
  s.timed_wait(t); // warn: 'timed_wait' may block the thread of coroutine 'bad_interprocess_semaphore_timed_wait' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits until another process posts the semaphore
  co_return;
}

mini::task<void> bad_named_semaphore_wait(bi::named_semaphore &s) {
  s.wait(); // warn: 'wait' may block the thread of coroutine 'bad_named_semaphore_wait' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits until another process posts the semaphore
  co_return;
}

mini::task<void> bad_named_semaphore_timed_wait(bi::named_semaphore &s, boost::posix_time::ptime t) {
  s.timed_wait(t); // warn: 'timed_wait' may block the thread of coroutine 'bad_named_semaphore_timed_wait' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits until another process posts the semaphore
  co_return;
}

mini::task<void> good_interprocess_semaphore_tries(bi::interprocess_semaphore &s) {
  s.try_wait();
  s.post();
  co_return;
}

mini::task<void> bad_message_queue_send(bi::message_queue &q, char *b, bi::message_queue::size_type &n, unsigned &p) {
  q.send(b, 8, 0); // warn: 'send' may block the thread of coroutine 'bad_message_queue_send' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits until there is room in the queue
  co_return;
}

mini::task<void> bad_message_queue_receive(bi::message_queue &q, char *b, bi::message_queue::size_type &n, unsigned &p) {
  q.receive(b, 8, n, p); // warn: 'receive' may block the thread of coroutine 'bad_message_queue_receive' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for a message
  co_return;
}

mini::task<void> bad_message_queue_timed_send(bi::message_queue &q, char *b, bi::message_queue::size_type &n, unsigned &p, boost::posix_time::ptime t) {
  q.timed_send(b, 8, 0, t); // warn: 'timed_send' may block the thread of coroutine 'bad_message_queue_timed_send' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits until there is room in the queue
  co_return;
}

mini::task<void> bad_message_queue_timed_receive(bi::message_queue &q, char *b, bi::message_queue::size_type &n, unsigned &p, boost::posix_time::ptime t) {
  q.timed_receive(b, 8, n, p, t); // warn: 'timed_receive' may block the thread of coroutine 'bad_message_queue_timed_receive' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for a message
  co_return;
}

mini::task<void> good_message_queue_tries(bi::message_queue &q, char *b, bi::message_queue::size_type &n, unsigned &p) {
  (void)q.try_send(b, 8, 0);
  q.try_receive(b, 8, n, p);
  co_return;
}

// Boost.Filesystem and Boost.Process.

mini::task<void> bad_copy() {
  bf::copy("/tmp/a", "/tmp/b"); // warn: 'copy' may block the thread of coroutine 'bad_copy' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it copies files, and waits for the disk
  co_return;
}

mini::task<void> bad_copy_file() {
  bf::copy_file("/tmp/a", "/tmp/b"); // warn: 'copy_file' may block the thread of coroutine 'bad_copy_file' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it copies files, and waits for the disk
  co_return;
}

mini::task<void> bad_remove_all() {
  bf::remove_all("/tmp/a"); // warn: 'remove_all' may block the thread of coroutine 'bad_remove_all' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it removes a directory tree, and waits for the disk
  co_return;
}

mini::task<void> bad_directory_iterator() {
  bf::directory_iterator i("/etc"); // warn: the constructor of 'directory_iterator' may block the thread of coroutine 'bad_directory_iterator' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it reads a directory, and waits for the disk
  co_return;
}

mini::task<void> bad_end_of_a_pool() {
  asio::thread_pool pool(1); // warn: the end of 'pool' may block the thread of coroutine 'bad_end_of_a_pool' // note: it stops the pool, and waits for the end of its threads // note: see to it that what it waits for is over before, or let it end on a thread that may block
  co_return;
}

mini::task<void> bad_recursive_directory_iterator() {
  bf::recursive_directory_iterator i("/etc"); // warn: the constructor of 'recursive_directory_iterator' may block the thread of coroutine 'bad_recursive_directory_iterator' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it walks a directory tree, and waits for the disk
  co_return;
}

mini::task<void> bad_ifstream(const bf::path &path) {
  bf::ifstream f(path); // warn: the constructor of 'basic_ifstream' may block the thread of coroutine 'bad_ifstream' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it opens a file, and waits for the file system
  co_return;
}

mini::task<void> bad_ifstream_open(const bf::path &path) {
  bf::ifstream f;
  f.open(path); // warn: 'open' may block the thread of coroutine 'bad_ifstream_open' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it opens a file, and waits for the file system
  co_return;
}

mini::task<void> bad_ofstream(const bf::path &path) {
  bf::ofstream f(path); // warn: the constructor of 'basic_ofstream' may block the thread of coroutine 'bad_ofstream' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it opens a file, and waits for the file system
  co_return;
}

mini::task<void> bad_ofstream_open(const bf::path &path) {
  bf::ofstream f;
  f.open(path); // warn: 'open' may block the thread of coroutine 'bad_ofstream_open' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it opens a file, and waits for the file system
  co_return;
}

mini::task<void> bad_fstream(const bf::path &path) {
  bf::fstream f(path); // warn: the constructor of 'basic_fstream' may block the thread of coroutine 'bad_fstream' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it opens a file, and waits for the file system
  co_return;
}

mini::task<void> bad_fstream_open(const bf::path &path) {
  bf::fstream f;
  f.open(path); // warn: 'open' may block the thread of coroutine 'bad_fstream_open' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it opens a file, and waits for the file system
  co_return;
}

mini::task<void> good_looks_at_one_file() {
  bf::exists("/tmp/a");
  bf::remove("/tmp/a");
  bf::ifstream f;
  bf::recursive_directory_iterator end;
  co_return;
}

mini::task<void> bad_child_wait(bp::child &c) {
  c.wait(); // warn: 'wait' may block the thread of coroutine 'bad_child_wait' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the end of a process
  co_return;
}

mini::task<void> bad_child_join(bp::child &c) {
  c.join(); // warn: 'join' may block the thread of coroutine 'bad_child_join' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the end of a process
  co_return;
}

mini::task<void> bad_child_wait_for(bp::child &c) {
  c.wait_for(1s); // warn: 'wait_for' may block the thread of coroutine 'bad_child_wait_for' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the end of a process, or until the time is up
  co_return;
}

mini::task<void> bad_child_wait_until(bp::child &c, std::chrono::system_clock::time_point t) {
  c.wait_until(t); // warn: 'wait_until' may block the thread of coroutine 'bad_child_wait_until' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the end of a process, or until the time is up
  co_return;
}

mini::task<void> bad_group_wait(bp::group &g) {
  g.wait(); // warn: 'wait' may block the thread of coroutine 'bad_group_wait' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the end of a process
  co_return;
}

mini::task<void> bad_group_join(bp::group &g) {
  g.join(); // warn: 'join' may block the thread of coroutine 'bad_group_join' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the end of a process
  co_return;
}

mini::task<void> bad_group_wait_for(bp::group &g) {
  g.wait_for(1s); // warn: 'wait_for' may block the thread of coroutine 'bad_group_wait_for' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the end of a process, or until the time is up
  co_return;
}

mini::task<void> bad_group_wait_until(bp::group &g, std::chrono::system_clock::time_point t) {
  g.wait_until(t); // warn: 'wait_until' may block the thread of coroutine 'bad_group_wait_until' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the end of a process, or until the time is up
  co_return;
}

mini::task<void> bad_process_system() {
  bp::system("true"); // warn: 'system' may block the thread of coroutine 'bad_process_system' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the end of a process
  co_return;
}

mini::task<void> bad_process_wait(bp::v2::process &p) {
  p.wait(); // warn: 'wait' may block the thread of coroutine 'bad_process_wait' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the end of a process
  co_return;
}

mini::task<void> bad_process_execute(bp::v2::process p) {
  bp::v2::execute(std::move(p)); // warn: 'execute' may block the thread of coroutine 'bad_process_execute' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the end of a process
  co_return;
}

mini::task<void> good_looks_at_a_child(bp::child &c) {
  c.running();
  c.wait_for(0s);
  co_return;
}

// Boost.Asio.

mini::task<void> bad_socket_wait(tcp::socket &s, boost::system::error_code &e) {
  s.wait(tcp::socket::wait_read, e); // warn: 'wait' may block the thread of coroutine 'bad_socket_wait' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits until the socket or descriptor is ready
  co_return;
}

mini::task<void> bad_acceptor_wait(tcp::acceptor &a, boost::system::error_code &e) {
  a.wait(tcp::acceptor::wait_read, e); // warn: 'wait' may block the thread of coroutine 'bad_acceptor_wait' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits until the socket or descriptor is ready
  co_return;
}

mini::task<void> bad_descriptor_wait(asio::posix::stream_descriptor &d, boost::system::error_code &e) {
  d.wait(asio::posix::descriptor_base::wait_read, e); // warn: 'wait' may block the thread of coroutine 'bad_descriptor_wait' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits until the socket or descriptor is ready
  co_return;
}

mini::task<void> bad_acceptor_accept(tcp::acceptor &a, tcp::socket &s, boost::system::error_code &e) {
  a.accept(s, e); // warn: 'accept' may block the thread of coroutine 'bad_acceptor_accept' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for somebody to connect
  co_return;
}

mini::task<void> bad_acceptor_accept_new(tcp::acceptor &a) {
  tcp::socket s = a.accept(); // warn: 'accept' may block the thread of coroutine 'bad_acceptor_accept_new' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for somebody to connect
  co_return;
}

mini::task<void> bad_stream_socket_read_some(tcp::socket &s, asio::mutable_buffer b) {
  s.read_some(b); // warn: 'read_some' may block the thread of coroutine 'bad_stream_socket_read_some' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the other side
  co_return;
}

mini::task<void> bad_stream_socket_receive(tcp::socket &s, asio::mutable_buffer b) {
  s.receive(b); // warn: 'receive' may block the thread of coroutine 'bad_stream_socket_receive' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the other side
  co_return;
}

mini::task<void> bad_stream_socket_write_some(tcp::socket &s, asio::mutable_buffer b) {
  s.write_some(b); // warn: 'write_some' may block the thread of coroutine 'bad_stream_socket_write_some' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits until the other side has read enough
  co_return;
}

mini::task<void> bad_stream_socket_send(tcp::socket &s, asio::mutable_buffer b) {
  s.send(b); // warn: 'send' may block the thread of coroutine 'bad_stream_socket_send' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits until the other side has read enough
  co_return;
}

mini::task<void> bad_datagram_socket_receive(udp::socket &s, asio::mutable_buffer b) {
  s.receive(b); // warn: 'receive' may block the thread of coroutine 'bad_datagram_socket_receive' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the other side
  co_return;
}

mini::task<void> bad_datagram_socket_receive_from(udp::socket &s, asio::mutable_buffer b, udp::endpoint &p) {
  s.receive_from(b, p); // warn: 'receive_from' may block the thread of coroutine 'bad_datagram_socket_receive_from' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the other side
  co_return;
}

mini::task<void> bad_raw_socket_receive(asio::ip::icmp::socket &s, asio::mutable_buffer b) {
  s.receive(b); // warn: 'receive' may block the thread of coroutine 'bad_raw_socket_receive' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the other side
  co_return;
}

mini::task<void> bad_raw_socket_send(asio::ip::icmp::socket &s, asio::mutable_buffer b) {
  s.send(b); // warn: 'send' may block the thread of coroutine 'bad_raw_socket_send' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits until the other side has read enough
  co_return;
}

mini::task<void> bad_raw_socket_receive_from(asio::ip::icmp::socket &s, asio::mutable_buffer b, asio::ip::icmp::endpoint &p) {
  s.receive_from(b, p); // warn: 'receive_from' may block the thread of coroutine 'bad_raw_socket_receive_from' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the other side
  co_return;
}

mini::task<void> bad_raw_socket_send_to(asio::ip::icmp::socket &s, asio::mutable_buffer b, asio::ip::icmp::endpoint &p) {
  s.send_to(b, p); // warn: 'send_to' may block the thread of coroutine 'bad_raw_socket_send_to' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits until the other side has read enough
  co_return;
}

mini::task<void> bad_packet_socket_receive(asio::generic::seq_packet_protocol::socket &s, asio::mutable_buffer b) {
  asio::socket_base::message_flags flags{};
  s.receive(b, flags); // warn: 'receive' may block the thread of coroutine 'bad_packet_socket_receive' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the other side
  co_return;
}

mini::task<void> bad_packet_socket_send(asio::generic::seq_packet_protocol::socket &s, asio::mutable_buffer b) {
  s.send(b, 0); // warn: 'send' may block the thread of coroutine 'bad_packet_socket_send' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits until the other side has read enough
  co_return;
}

mini::task<void> bad_serial_port_read_some(asio::serial_port &p, asio::mutable_buffer b) {
  p.read_some(b); // warn: 'read_some' may block the thread of coroutine 'bad_serial_port_read_some' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the other side
  co_return;
}

mini::task<void> bad_serial_port_write_some(asio::serial_port &p, asio::mutable_buffer b) {
  p.write_some(b); // warn: 'write_some' may block the thread of coroutine 'bad_serial_port_write_some' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits until the other side has read enough
  co_return;
}

mini::task<void> bad_pipe_read_some(asio::readable_pipe &p, asio::mutable_buffer b) {
  p.read_some(b); // warn: 'read_some' may block the thread of coroutine 'bad_pipe_read_some' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the other side
  co_return;
}

mini::task<void> bad_pipe_write_some(asio::writable_pipe &p, asio::mutable_buffer b) {
  p.write_some(b); // warn: 'write_some' may block the thread of coroutine 'bad_pipe_write_some' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits until the other side has read enough
  co_return;
}

mini::task<void> bad_buffered_read_stream_fill(asio::buffered_read_stream<tcp::socket> &s, asio::mutable_buffer b) {
  s.fill(); // warn: 'fill' may block the thread of coroutine 'bad_buffered_read_stream_fill' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the other side
  co_return;
}

mini::task<void> bad_buffered_read_stream_read_some(asio::buffered_read_stream<tcp::socket> &s, asio::mutable_buffer b) {
  s.read_some(b); // warn: 'read_some' may block the thread of coroutine 'bad_buffered_read_stream_read_some' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the other side
  co_return;
}

mini::task<void> bad_buffered_read_stream_write_some(asio::buffered_read_stream<tcp::socket> &s, asio::mutable_buffer b) {
  s.write_some(b); // warn: 'write_some' may block the thread of coroutine 'bad_buffered_read_stream_write_some' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits until the other side has read enough
  co_return;
}

mini::task<void> bad_buffered_write_stream_flush(asio::buffered_write_stream<tcp::socket> &s, asio::mutable_buffer b) {
  s.flush(); // warn: 'flush' may block the thread of coroutine 'bad_buffered_write_stream_flush' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits until the other side has read enough
  co_return;
}

mini::task<void> bad_buffered_write_stream_read_some(asio::buffered_write_stream<tcp::socket> &s, asio::mutable_buffer b) {
  s.read_some(b); // warn: 'read_some' may block the thread of coroutine 'bad_buffered_write_stream_read_some' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the other side
  co_return;
}

mini::task<void> bad_buffered_write_stream_write_some(asio::buffered_write_stream<tcp::socket> &s, asio::mutable_buffer b) {
  s.write_some(b); // warn: 'write_some' may block the thread of coroutine 'bad_buffered_write_stream_write_some' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits until the other side has read enough
  co_return;
}

mini::task<void> bad_buffered_stream_fill(asio::buffered_stream<tcp::socket> &s, asio::mutable_buffer b) {
  s.fill(); // warn: 'fill' may block the thread of coroutine 'bad_buffered_stream_fill' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the other side
  co_return;
}

mini::task<void> bad_buffered_stream_flush(asio::buffered_stream<tcp::socket> &s, asio::mutable_buffer b) {
  s.flush(); // warn: 'flush' may block the thread of coroutine 'bad_buffered_stream_flush' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits until the other side has read enough
  co_return;
}

mini::task<void> bad_buffered_stream_read_some(asio::buffered_stream<tcp::socket> &s, asio::mutable_buffer b) {
  s.read_some(b); // warn: 'read_some' may block the thread of coroutine 'bad_buffered_stream_read_some' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the other side
  co_return;
}

mini::task<void> bad_buffered_stream_write_some(asio::buffered_stream<tcp::socket> &s, asio::mutable_buffer b) {
  s.write_some(b); // warn: 'write_some' may block the thread of coroutine 'bad_buffered_stream_write_some' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits until the other side has read enough
  co_return;
}

mini::task<void> bad_descriptor_read_some(asio::posix::stream_descriptor &d, asio::mutable_buffer b) {
  d.read_some(b); // warn: 'read_some' may block the thread of coroutine 'bad_descriptor_read_some' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the other side
  co_return;
}

mini::task<void> bad_descriptor_write_some(asio::posix::stream_descriptor &d, asio::mutable_buffer b) {
  d.write_some(b); // warn: 'write_some' may block the thread of coroutine 'bad_descriptor_write_some' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits until the other side has read enough
  co_return;
}

mini::task<void> bad_read(tcp::socket &s, asio::mutable_buffer b) {
  asio::read(s, b); // warn: 'read' may block the thread of coroutine 'bad_read' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the other side
  co_return;
}

mini::task<void> bad_write(tcp::socket &s, asio::mutable_buffer b) {
  asio::write(s, b); // warn: 'write' may block the thread of coroutine 'bad_write' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits until the other side has read enough
  co_return;
}

mini::task<void> bad_read_until(tcp::socket &s, asio::streambuf &b) {
  asio::read_until(s, b, '\n'); // warn: 'read_until' may block the thread of coroutine 'bad_read_until' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the other side
  co_return;
}

mini::task<void> bad_read_at(Device &d, asio::mutable_buffer b) {
  asio::read_at(d, 0, b); // warn: 'read_at' may block the thread of coroutine 'bad_read_at' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the disk
  co_return;
}

mini::task<void> bad_write_at(Device &d, asio::mutable_buffer b) {
  asio::write_at(d, 0, b); // warn: 'write_at' may block the thread of coroutine 'bad_write_at' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the disk
  co_return;
}

mini::task<void> bad_resolve(tcp::resolver &r) {
  r.resolve("localhost", "80"); // warn: 'resolve' may block the thread of coroutine 'bad_resolve' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it asks a name server
  co_return;
}

mini::task<void> bad_tls_handshake(asio::ssl::stream<tcp::socket> &s, asio::mutable_buffer b) {
  s.handshake(asio::ssl::stream_base::client); // warn: 'handshake' may block the thread of coroutine 'bad_tls_handshake' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the other side
  co_return;
}

mini::task<void> bad_tls_shutdown(asio::ssl::stream<tcp::socket> &s, asio::mutable_buffer b) {
  s.shutdown(); // warn: 'shutdown' may block the thread of coroutine 'bad_tls_shutdown' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the other side
  co_return;
}

mini::task<void> bad_tls_read_some(asio::ssl::stream<tcp::socket> &s, asio::mutable_buffer b) {
  s.read_some(b); // warn: 'read_some' may block the thread of coroutine 'bad_tls_read_some' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the other side
  co_return;
}

mini::task<void> bad_tls_write_some(asio::ssl::stream<tcp::socket> &s, asio::mutable_buffer b) {
  s.write_some(b); // warn: 'write_some' may block the thread of coroutine 'bad_tls_write_some' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the other side
  co_return;
}

mini::task<void> good_looks_at_a_socket(tcp::socket &s) {
  s.available();
  s.cancel();
  s.close();
  s.shutdown(tcp::socket::shutdown_both);
  co_return;
}

// Boost.Beast.

mini::task<void> bad_tcp_stream_read_some(beast::tcp_stream &s, asio::mutable_buffer b) {
  s.read_some(b); // warn: 'read_some' may block the thread of coroutine 'bad_tcp_stream_read_some' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the other side
  co_return;
}

mini::task<void> bad_tcp_stream_write_some(beast::tcp_stream &s, asio::mutable_buffer b) {
  s.write_some(b); // warn: 'write_some' may block the thread of coroutine 'bad_tcp_stream_write_some' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the other side
  co_return;
}

mini::task<void> bad_beast_buffered_read_stream_read_some(beast::buffered_read_stream<tcp::socket, beast::flat_buffer> &s, asio::mutable_buffer b) {
  s.read_some(b); // warn: 'read_some' may block the thread of coroutine 'bad_beast_buffered_read_stream_read_some' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the other side
  co_return;
}

mini::task<void> bad_beast_buffered_read_stream_write_some(beast::buffered_read_stream<tcp::socket, beast::flat_buffer> &s, asio::mutable_buffer b) {
  s.write_some(b); // warn: 'write_some' may block the thread of coroutine 'bad_beast_buffered_read_stream_write_some' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the other side
  co_return;
}

mini::task<void> bad_beast_flat_stream_read_some(beast::flat_stream<tcp::socket> &s, asio::mutable_buffer b) {
  s.read_some(b); // warn: 'read_some' may block the thread of coroutine 'bad_beast_flat_stream_read_some' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the other side
  co_return;
}

mini::task<void> bad_beast_flat_stream_write_some(beast::flat_stream<tcp::socket> &s, asio::mutable_buffer b) {
  s.write_some(b); // warn: 'write_some' may block the thread of coroutine 'bad_beast_flat_stream_write_some' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the other side
  co_return;
}

mini::task<void> bad_detect_ssl(tcp::socket &s, beast::flat_buffer &b, boost::system::error_code &e) {
  beast::detect_ssl(s, b, e); // warn: 'detect_ssl' may block the thread of coroutine 'bad_detect_ssl' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the other side
  co_return;
}

mini::task<void> bad_ssl_stream_handshake(beast::ssl_stream<beast::tcp_stream> &s, asio::mutable_buffer b) {
  s.handshake(asio::ssl::stream_base::client); // warn: 'handshake' may block the thread of coroutine 'bad_ssl_stream_handshake' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the other side
  co_return;
}

mini::task<void> bad_ssl_stream_shutdown(beast::ssl_stream<beast::tcp_stream> &s, asio::mutable_buffer b) {
  s.shutdown(); // warn: 'shutdown' may block the thread of coroutine 'bad_ssl_stream_shutdown' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the other side
  co_return;
}

mini::task<void> bad_ssl_stream_read_some(beast::ssl_stream<beast::tcp_stream> &s, asio::mutable_buffer b) {
  s.read_some(b); // warn: 'read_some' may block the thread of coroutine 'bad_ssl_stream_read_some' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the other side
  co_return;
}

mini::task<void> bad_ssl_stream_write_some(beast::ssl_stream<beast::tcp_stream> &s, asio::mutable_buffer b) {
  s.write_some(b); // warn: 'write_some' may block the thread of coroutine 'bad_ssl_stream_write_some' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the other side
  co_return;
}

mini::task<void> bad_http_read(tcp::socket &s, beast::flat_buffer &b, http::response<http::string_body> &m) {
  http::read(s, b, m); // warn: 'read' may block the thread of coroutine 'bad_http_read' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the other side
  co_return;
}

mini::task<void> bad_http_read_header(tcp::socket &s, beast::flat_buffer &b, http::response_parser<http::string_body> &p) {
  http::read_header(s, b, p); // warn: 'read_header' may block the thread of coroutine 'bad_http_read_header' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the other side
  co_return;
}

mini::task<void> bad_http_read_some(tcp::socket &s, beast::flat_buffer &b, http::response_parser<http::string_body> &p) {
  http::read_some(s, b, p); // warn: 'read_some' may block the thread of coroutine 'bad_http_read_some' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the other side
  co_return;
}

mini::task<void> bad_http_write(tcp::socket &s, const http::request<http::string_body> &m) {
  http::write(s, m); // warn: 'write' may block the thread of coroutine 'bad_http_write' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the other side
  co_return;
}

mini::task<void> bad_http_write_header(tcp::socket &s, http::request_serializer<http::string_body> &z) {
  http::write_header(s, z); // warn: 'write_header' may block the thread of coroutine 'bad_http_write_header' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the other side
  co_return;
}

mini::task<void> bad_http_write_some(tcp::socket &s, http::request_serializer<http::string_body> &z) {
  http::write_some(s, z); // warn: 'write_some' may block the thread of coroutine 'bad_http_write_some' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the other side
  co_return;
}

mini::task<void> bad_websocket_accept(websocket::stream<tcp::socket> &s) {
  s.accept(); // warn: 'accept' may block the thread of coroutine 'bad_websocket_accept' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the other side
  co_return;
}

mini::task<void> bad_websocket_close(websocket::stream<tcp::socket> &s) {
  s.close(websocket::close_code::normal); // warn: 'close' may block the thread of coroutine 'bad_websocket_close' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the other side
  co_return;
}

mini::task<void> bad_websocket_handshake(websocket::stream<tcp::socket> &s) {
  s.handshake("host", "/"); // warn: 'handshake' may block the thread of coroutine 'bad_websocket_handshake' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the other side
  co_return;
}

mini::task<void> bad_websocket_ping(websocket::stream<tcp::socket> &s) {
  s.ping({}); // warn: 'ping' may block the thread of coroutine 'bad_websocket_ping' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the other side
  co_return;
}

mini::task<void> bad_websocket_pong(websocket::stream<tcp::socket> &s) {
  s.pong({}); // warn: 'pong' may block the thread of coroutine 'bad_websocket_pong' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the other side
  co_return;
}

mini::task<void> bad_websocket_read(websocket::stream<tcp::socket> &s, beast::flat_buffer &b) {
  s.read(b); // warn: 'read' may block the thread of coroutine 'bad_websocket_read' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the other side
  co_return;
}

mini::task<void> bad_websocket_read_some(websocket::stream<tcp::socket> &s, asio::mutable_buffer b) {
  s.read_some(b); // warn: 'read_some' may block the thread of coroutine 'bad_websocket_read_some' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the other side
  co_return;
}

mini::task<void> bad_websocket_write(websocket::stream<tcp::socket> &s, asio::mutable_buffer b) {
  s.write(b); // warn: 'write' may block the thread of coroutine 'bad_websocket_write' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the other side
  co_return;
}

mini::task<void> bad_websocket_write_some(websocket::stream<tcp::socket> &s, asio::mutable_buffer b) {
  s.write_some(true, b); // warn: 'write_some' may block the thread of coroutine 'bad_websocket_write_some' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the other side
  co_return;
}
