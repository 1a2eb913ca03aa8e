// What is over before it is waited for: latches that were counted down, what is done once, ends of what is empty.
// flags: -std=c++20 -pthread
#include "mini.h"
#include <barrier>
#include <future>
#include <latch>
#include <memory>
#include <mutex>
#include <thread>

using namespace std::chrono_literals;

mini::task<void> record(int v = 0);
void work();

mini::task<void> good_counted_to_zero() {
  std::latch done(2);
  done.count_down();
  done.count_down();
  co_await record();
  done.wait();
}

mini::task<void> good_counted_at_once() {
  std::latch done{3};
  done.count_down(3);
  co_await record();
  done.wait();
}

mini::task<void> good_one() {
  std::latch done(1);
  done.count_down();
  done.wait();
  co_await record();
}

mini::task<void> bad_one_is_missing() {
  std::latch done(2);
  done.count_down();
  co_await record();
  done.wait(); // warn: 'wait' may block the thread of coroutine 'bad_one_is_missing' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for other threads to arrive
}

mini::task<void> bad_on_one_path(bool b) {
  std::latch done(1);
  if (b)
    done.count_down();
  co_await record();
  done.wait(); // warn: 'wait' may block the thread of coroutine 'bad_on_one_path' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for other threads to arrive
}

mini::task<void> bad_unknown_count(int n) {
  std::latch done(n);
  done.count_down();
  co_await record();
  done.wait(); // warn: 'wait' may block the thread of coroutine 'bad_unknown_count' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for other threads to arrive
}

std::once_flag flag;

void load();

void init_once() {
  std::call_once(flag, [] { std::this_thread::sleep_for(1s); });
}

mini::task<void> good_call_once_helper() {
  init_once();
  co_await record();
}

struct Pool { // note: the destructor of 'Pool' calls the destructor of 'jthread' here, which waits for the end of the thread
  std::jthread worker;
};

mini::task<void> good_empty_in_struct() {
  Pool pool;
  co_await record();
}

mini::task<void> good_empty_in_braces() {
  Pool pool{};
  co_await record();
}

mini::task<void> good_empty_owned() {
  auto pool = std::make_unique<Pool>();
  co_await record();
}

mini::task<void> good_moved_from() {
  std::jthread t(work);
  std::jthread u = std::move(t);
  u.detach();
  co_await record();
}

mini::task<void> good_moved_from_struct() {
  Pool pool{std::jthread(work)};
  Pool other = std::move(pool);
  other.worker.detach();
  co_await record();
}

mini::task<void> good_member_detached() {
  Pool pool;
  pool.worker = std::jthread(work);
  pool.worker.detach();
  co_await record();
}

struct Joining {
  std::thread t;
  ~Joining() {
    if (t.joinable())
      t.join(); // note: the destructor of 'Joining' calls 'join' here, which waits for the end of a thread
  }
};

mini::task<void> good_joining_empty() {
  Joining j;
  co_await record();
}

mini::task<void> good_joining_empty_owned() {
  auto j = std::make_unique<Joining>();
  co_await record();
}

mini::task<void> bad_joining() {
  Joining j{std::thread(work)}; // warn: the end of 'j' may block the thread of coroutine 'bad_joining' // note: see to it that what it waits for is over before, or let it end on a thread that may block
  co_await record();
}

mini::task<void> bad_full_in_struct() {
  Pool pool{std::jthread(work)}; // warn: the end of 'pool' may block the thread of coroutine 'bad_full_in_struct' // note: see to it that what it waits for is over before, or let it end on a thread that may block
  co_await record();
}

struct Started { // note: the destructor of 'Started' calls the destructor of 'jthread' here, which waits for the end of the thread
  std::jthread worker{work};
};

mini::task<void> bad_owned_started() {
  auto pool = std::make_unique<Started>(); // warn: the end of 'pool' may block the thread of coroutine 'bad_owned_started' // note: see to it that what it waits for is over before, or let it end on a thread that may block
  co_await record();
}

mini::task<void> good_moved_into_owner(std::vector<Pool> &pools) {
  Pool pool{std::jthread(work)};
  pools.push_back(std::move(pool));
  co_await record();
}
