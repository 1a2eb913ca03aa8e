// The calls of the standard library that block the thread, made by coroutines, and those that return at once.
// flags: -std=c++20 -pthread
#include "mini.h"
#include <atomic>
#include <barrier>
#include <condition_variable>
#include <iostream>
#include <latch>
#include <list>
#include <mutex>
#include <semaphore>
#include <shared_mutex>
#include <stop_token>
#include <thread>

using namespace std::chrono_literals;

mini::task<int> fetch(int id = 0);
mini::task<void> store(int id = 0);

// ---- Sleep ----

mini::task<void> bad_sleep_for() {
  co_await store();
  std::this_thread::sleep_for(50ms); // warn: 'sleep_for' may block the thread of coroutine 'bad_sleep_for' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it puts the thread to sleep
}

mini::task<void> bad_sleep_until(std::chrono::steady_clock::time_point deadline) {
  std::this_thread::sleep_until(deadline); // warn: 'sleep_until' may block the thread of coroutine 'bad_sleep_until' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it puts the thread to sleep
  co_await store();
}

mini::task<void> bad_sleep_through_an_alias() {
  namespace here = std::this_thread;
  here::sleep_for(1s); // warn: 'sleep_for' may block the thread of coroutine 'bad_sleep_through_an_alias' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it puts the thread to sleep
  co_await store();
}

mini::task<void> bad_sleep_through_a_using_declaration() {
  using std::this_thread::sleep_for;
  sleep_for(1s); // warn: 'sleep_for' may block the thread of coroutine 'bad_sleep_through_a_using_declaration' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it puts the thread to sleep
  co_await store();
}

mini::task<void> bad_sleep_for_as_long_as_asked(std::chrono::milliseconds pause) {
  co_await store();
  std::this_thread::sleep_for(pause); // warn: 'sleep_for' may block the thread of coroutine 'bad_sleep_for_as_long_as_asked' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it puts the thread to sleep
}

mini::task<void> good_awaited_sleep() {
  co_await mini::sleep_for(50ms);
  co_await store();
}

mini::task<void> good_sleep_for_nothing() {
  std::this_thread::sleep_for(0ms);
  co_await store();
}

mini::task<void> good_yield() {
  std::this_thread::yield();
  co_await store();
}

// A function of one's own is what its body is, not what its name is.
namespace good_own_function_named_sleep {
struct simulation {
  long now = 0;
  void sleep_for(std::chrono::milliseconds d) { now += d.count(); }
};
mini::task<void> f(simulation &world) {
  world.sleep_for(50ms);
  co_await store();
}
} // namespace good_own_function_named_sleep

// ---- Condition variables ----

struct Mailbox {
  std::mutex mutex;
  std::condition_variable filled;
  std::condition_variable_any filled_any;
  std::list<int> letters;
};

mini::task<void> bad_wait(Mailbox &box) {
  {
    std::unique_lock lock(box.mutex);
    while (box.letters.empty())
      box.filled.wait(lock); // warn: 'wait' may block the thread of coroutine 'bad_wait' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits until another thread notifies it
    box.letters.pop_front();
  }
  co_await store();
}

mini::task<void> bad_wait_with_a_predicate(Mailbox &box) {
  {
    std::unique_lock lock(box.mutex);
    box.filled.wait(lock, [&] { return !box.letters.empty(); }); // warn: 'wait' may block the thread of coroutine 'bad_wait_with_a_predicate' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits until another thread notifies it
    box.letters.pop_front();
  }
  co_await store();
}

mini::task<bool> bad_wait_for(Mailbox &box) {
  bool there;
  {
    std::unique_lock lock(box.mutex);
    there = box.filled.wait_for(lock, 10ms) == std::cv_status::no_timeout; // warn: 'wait_for' may block the thread of coroutine 'bad_wait_for' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits until another thread notifies it, or the time is up
  }
  co_await store();
  co_return there;
}

mini::task<void> bad_wait_until(Mailbox &box, std::chrono::steady_clock::time_point deadline) {
  {
    std::unique_lock lock(box.mutex);
    box.filled.wait_until(lock, deadline, [&] { return !box.letters.empty(); }); // warn: 'wait_until' may block the thread of coroutine 'bad_wait_until' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits until another thread notifies it, or the time is up
  }
  co_await store();
}

mini::task<void> bad_wait_any(Mailbox &box) {
  {
    std::unique_lock lock(box.mutex);
    box.filled_any.wait(lock); // warn: 'wait' may block the thread of coroutine 'bad_wait_any' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits until another thread notifies it
  }
  co_await store();
}

mini::task<void> bad_wait_any_with_a_stop_token(Mailbox &box, std::stop_token stop) {
  {
    std::unique_lock lock(box.mutex);
    box.filled_any.wait(lock, stop, [&] { return !box.letters.empty(); }); // warn: 'wait' may block the thread of coroutine 'bad_wait_any_with_a_stop_token' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits until another thread notifies it
  }
  co_await store();
}

mini::task<void> good_notify(Mailbox &box) {
  {
    std::lock_guard lock(box.mutex);
    box.letters.push_back(1);
  }
  box.filled.notify_one();
  box.filled_any.notify_all();
  co_await store();
}

mini::task<bool> good_wait_for_no_time(Mailbox &box) {
  bool there;
  {
    std::unique_lock lock(box.mutex);
    there = box.filled.wait_for(lock, 0ms, [&] { return !box.letters.empty(); });
  }
  co_await store();
  co_return there;
}

// ---- Threads ----

mini::task<void> bad_join(std::thread worker) {
  co_await store();
  worker.join(); // warn: 'join' may block the thread of coroutine 'bad_join' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the end of a thread
}

mini::task<void> bad_join_if_joinable(std::thread &worker) {
  if (worker.joinable())
    worker.join(); // warn: 'join' may block the thread of coroutine 'bad_join_if_joinable' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the end of a thread
  co_await store();
}

mini::task<void> bad_join_all(std::vector<std::thread> workers) {
  co_await store();
  for (std::thread &worker : workers)
    worker.join(); // warn: 'join' may block the thread of coroutine 'bad_join_all' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the end of a thread
}

mini::task<void> bad_join_jthread(std::jthread &worker) {
  worker.request_stop();
  worker.join(); // warn: 'join' may block the thread of coroutine 'bad_join_jthread' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the end of a thread
  co_await store();
}

mini::task<void> good_detach(std::thread worker) {
  worker.detach();
  co_await store();
}

mini::task<void> good_request_stop(std::jthread &worker) {
  worker.request_stop();
  co_await store();
}

// Joins strings, not threads.
namespace good_own_join {
struct path {
  std::string text;
  path &join(std::string_view part) {
    text.append("/").append(part);
    return *this;
  }
};
mini::task<void> f(path p) {
  p.join("etc");
  co_await store();
}
} // namespace good_own_join

// ---- Latches, barriers, semaphores, atomics ----

mini::task<void> bad_latch_wait(std::latch &started) {
  co_await store();
  started.wait(); // warn: 'wait' may block the thread of coroutine 'bad_latch_wait' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for other threads to arrive
}

mini::task<void> bad_latch_arrive_and_wait(std::latch &started) {
  started.arrive_and_wait(); // warn: 'arrive_and_wait' may block the thread of coroutine 'bad_latch_arrive_and_wait' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for other threads to arrive
  co_await store();
}

mini::task<void> good_latch_count_down(std::latch &started) {
  started.count_down();
  co_await store();
}

mini::task<bool> good_latch_try_wait(std::latch &started) {
  bool all = started.try_wait();
  co_await store();
  co_return all;
}

mini::task<void> bad_barrier_arrive_and_wait(std::barrier<> &round) {
  round.arrive_and_wait(); // warn: 'arrive_and_wait' may block the thread of coroutine 'bad_barrier_arrive_and_wait' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for other threads to arrive
  co_await store();
}

mini::task<void> bad_barrier_wait(std::barrier<> &round) {
  auto token = round.arrive();
  co_await store();
  round.wait(std::move(token)); // warn: 'wait' may block the thread of coroutine 'bad_barrier_wait' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for other threads to arrive
}

mini::task<void> good_barrier_arrive_and_drop(std::barrier<> &round) {
  round.arrive_and_drop();
  co_await store();
}

mini::task<void> bad_semaphore_acquire(std::counting_semaphore<8> &slots) {
  slots.acquire(); // warn: 'acquire' may block the thread of coroutine 'bad_semaphore_acquire' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits until another thread releases the semaphore
  co_await store();
  slots.release();
}

mini::task<void> bad_binary_semaphore_acquire(std::binary_semaphore &signal) {
  co_await store();
  signal.acquire(); // warn: 'acquire' may block the thread of coroutine 'bad_binary_semaphore_acquire' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits until another thread releases the semaphore
}

mini::task<bool> bad_semaphore_try_acquire_for(std::counting_semaphore<8> &slots) {
  bool got = slots.try_acquire_for(5ms); // warn: 'try_acquire_for' may block the thread of coroutine 'bad_semaphore_try_acquire_for' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits until another thread releases the semaphore, or the time is up
  co_await store();
  co_return got;
}

mini::task<bool> good_semaphore_try_acquire(std::counting_semaphore<8> &slots) {
  if (!slots.try_acquire())
    co_return false;
  co_await store();
  slots.release();
  co_return true;
}

mini::task<bool> good_semaphore_try_acquire_for_no_time(std::counting_semaphore<8> &slots) {
  bool got = slots.try_acquire_for(std::chrono::seconds::zero());
  co_await store();
  co_return got;
}

mini::task<void> good_semaphore_release(std::counting_semaphore<8> &slots) {
  co_await store();
  slots.release(2);
}

mini::task<void> bad_atomic_wait(std::atomic<int> &state) {
  state.wait(0); // warn: 'wait' may block the thread of coroutine 'bad_atomic_wait' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits until another thread changes the value and notifies
  co_await store();
}

mini::task<void> bad_atomic_flag_wait(std::atomic_flag &stop) {
  co_await store();
  stop.wait(false); // warn: 'wait' may block the thread of coroutine 'bad_atomic_flag_wait' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits until another thread changes the value and notifies
}

mini::task<void> bad_free_atomic_wait(std::atomic<int> &state) {
  std::atomic_wait(&state, 0); // warn: 'atomic_wait' may block the thread of coroutine 'bad_free_atomic_wait' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits until another thread changes the value and notifies
  co_await store();
}

mini::task<void> good_atomic_notify(std::atomic<int> &state) {
  state.store(1);
  state.notify_all();
  co_await store();
}

mini::task<int> good_atomic_load(std::atomic<int> &state) {
  while (state.load() == 0)
    co_await mini::tick();
  co_return state.load();
}

// ---- Locks: a short critical section is no blocking in this sense ----

struct Counters {
  std::mutex mutex;
  std::shared_mutex rows;
  long calls = 0;
};

mini::task<int> good_lock_guard(Counters &c) {
  {
    std::lock_guard guard(c.mutex);
    ++c.calls;
  }
  co_return co_await fetch();
}

mini::task<int> good_locked_by_hand(Counters &c) {
  c.mutex.lock();
  ++c.calls;
  c.mutex.unlock();
  co_return co_await fetch();
}

mini::task<int> good_several_locks(Counters &c) {
  {
    std::scoped_lock both(c.mutex, c.rows);
    ++c.calls;
  }
  {
    std::shared_lock read(c.rows);
    (void)c.calls;
  }
  co_return co_await fetch();
}

mini::task<bool> good_try_lock(Counters &c) {
  {
    std::unique_lock lock(c.mutex, std::try_to_lock);
    if (!lock)
      co_return false;
    ++c.calls;
  }
  co_await store();
  co_return true;
}

// ---- What only looks like it ----

mini::task<void> good_prints() {
  std::cout << "working\n";
  std::cerr << "still working" << std::endl;
  co_await store();
}

// The members of a client are awaitables, whatever they are called.
namespace good_awaitables_with_names_of_calls {
struct Client {
  mini::tick connect(const char *host);
  mini::tick wait();
  mini::tick join();
  mini::tick acquire();
  mini::task<int> recv();
};
mini::task<int> f(Client &c) {
  co_await c.connect("localhost");
  co_await c.acquire();
  co_await c.wait();
  co_await c.join();
  co_return co_await c.recv();
}
} // namespace good_awaitables_with_names_of_calls

mini::task<int> good_asks_again_later(std::latch &done) {
  int rounds = 0;
  for (; !done.try_wait(); ++rounds)
    co_await mini::sleep_for(5ms);
  co_return rounds;
}

namespace good_own_type_with_names_of_std {
struct latch {
  int count = 0;
  void wait() {}
  void arrive_and_wait() { --count; }
};
mini::task<void> f(latch &l) {
  l.arrive_and_wait();
  l.wait();
  co_await store();
}
} // namespace good_own_type_with_names_of_std
