// Helpers whose parameters decide whether they block, in all the ways to test and to use them.
// flags: -std=c++20 -pthread
#include "mini.h"
#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <poll.h>
#include <unistd.h>

using namespace std::chrono_literals;
using std::chrono::milliseconds;

mini::task<void> store();
void look(const int &);
void change(int &);

// ---- Bound to a reference to const, as durations and algorithms do ----

void above(int ms) {
  if (ms > 0)
    std::this_thread::sleep_for(milliseconds(ms)); // note: 'above' calls 'sleep_for' here, which puts the thread to sleep // note: 'above' calls 'sleep_for' here, which puts the thread to sleep
}
void left_early(int ms) {
  if (ms <= 0)
    return;
  std::this_thread::sleep_for(milliseconds(ms)); // note: 'left_early' calls 'sleep_for' here, which puts the thread to sleep
}
void shown(int ms) {
  if (ms != 0) {
    look(ms);
    ::sleep(1); // note: 'shown' calls 'sleep' here, which puts the thread to sleep
  }
}
void at_least_one(int ms) {
  if (ms)
    ::sleep(std::max(ms, 1)); // note: 'at_least_one' calls 'sleep' here, which puts the thread to sleep
}
void in_a_lambda(int ms) {
  if (ms > 0) {
    auto seen = [&] { look(ms); };
    seen();
    ::sleep(1); // note: 'in_a_lambda' calls 'sleep' here, which puts the thread to sleep
  }
}
template <class T> void of_any_type(const T &ms) {
  if (ms > 0)
    std::this_thread::sleep_for(milliseconds(ms)); // note: 'of_any_type' calls 'sleep_for' here, which puts the thread to sleep
}
struct waiter {
  void pause(int ms) {
    if (ms > 0)
      std::this_thread::sleep_for(milliseconds(ms)); // note: 'pause' calls 'sleep_for' here, which puts the thread to sleep
  }
};
void through(int ms) { above(ms); } // note: 'through' calls 'above' here

mini::task<void> good_tested(waiter w) {
  above(0);
  left_early(0);
  left_early(-1);
  shown(0);
  at_least_one(0);
  in_a_lambda(0);
  of_any_type(0);
  w.pause(0);
  through(0);
  co_await store();
}

mini::task<void> bad_tested(waiter w) {
  above(1); // warn: 'above' may block the thread of coroutine 'bad_tested' // note: await an asynchronous version of it, or hand it to a thread that may block
  left_early(5); // warn: 'left_early' may block the thread of coroutine 'bad_tested' // note: await an asynchronous version of it, or hand it to a thread that may block
  shown(-1); // warn: 'shown' may block the thread of coroutine 'bad_tested' // note: await an asynchronous version of it, or hand it to a thread that may block
  at_least_one(3); // warn: 'at_least_one' may block the thread of coroutine 'bad_tested' // note: await an asynchronous version of it, or hand it to a thread that may block
  in_a_lambda(2); // warn: 'in_a_lambda' may block the thread of coroutine 'bad_tested' // note: await an asynchronous version of it, or hand it to a thread that may block
  of_any_type(7); // warn: 'of_any_type' may block the thread of coroutine 'bad_tested' // note: await an asynchronous version of it, or hand it to a thread that may block
  w.pause(1); // warn: 'pause' may block the thread of coroutine 'bad_tested' // note: await an asynchronous version of it, or hand it to a thread that may block
  through(1); // warn: 'through' may block the thread of coroutine 'bad_tested' // note: await an asynchronous version of it, or hand it to a thread that may block
  co_await store();
}

void raised(int ms) {
  change(ms);
  if (ms > 0)
    ::sleep(1); // note: 'raised' calls 'sleep' here, which puts the thread to sleep
}
void raised_in_a_lambda(int ms) {
  auto raise = [&] { ms = 5; };
  raise();
  if (ms > 0)
    ::sleep(1); // note: 'raised_in_a_lambda' calls 'sleep' here, which puts the thread to sleep
}

mini::task<void> bad_changed_before() {
  raised(0); // warn: 'raised' may block the thread of coroutine 'bad_changed_before' // note: await an asynchronous version of it, or hand it to a thread that may block
  raised_in_a_lambda(0); // warn: 'raised_in_a_lambda' may block the thread of coroutine 'bad_changed_before' // note: await an asynchronous version of it, or hand it to a thread that may block
  co_await store();
}

// ---- Counts, products, durations ----

void scaled_number(int ms) { ::usleep(ms * 1000); } // note: 'scaled_number' calls 'usleep' here, which puts the thread to sleep
void scaled_seconds(pollfd p, double seconds) { ::poll(&p, 1, int(seconds * 1000)); } // note: 'scaled_seconds' calls 'poll' here, which waits for events on descriptors
void scaled_unit(int ms) { std::this_thread::sleep_for(ms * 1ms); } // note: 'scaled_unit' calls 'sleep_for' here, which puts the thread to sleep
void counted(pollfd p, milliseconds limit) { ::poll(&p, 1, int(limit.count())); } // note: 'counted' calls 'poll' here, which waits for events on descriptors
void counted_test(milliseconds limit) {
  if (limit.count() > 0)
    std::this_thread::sleep_for(1s); // note: 'counted_test' calls 'sleep_for' here, which puts the thread to sleep
}
void duration_test(milliseconds limit) {
  if (limit != 0ms)
    std::this_thread::sleep_for(limit); // note: 'duration_test' calls 'sleep_for' here, which puts the thread to sleep
}
void duration_order(const milliseconds &limit) {
  if (limit <= milliseconds::zero())
    return;
  std::this_thread::sleep_for(limit); // note: 'duration_order' calls 'sleep_for' here, which puts the thread to sleep
}
void default_limit(pollfd p, milliseconds limit = 0ms) { ::poll(&p, 1, int(limit.count())); } // note: 'default_limit' calls 'poll' here, which waits for events on descriptors

mini::task<void> good_scaled(pollfd p) {
  scaled_number(0);
  scaled_seconds(p, 0);
  scaled_seconds(p, 0.0);
  scaled_unit(0);
  counted(p, 0ms);
  counted(p, milliseconds::zero());
  counted_test(0ms);
  duration_test(0ms);
  duration_order(0ms);
  default_limit(p);
  const auto none = 0ms;
  ::poll(&p, 1, static_cast<int>(none.count()));
  co_await store();
}

mini::task<void> bad_scaled(pollfd p) {
  scaled_number(1); // warn: 'scaled_number' may block the thread of coroutine 'bad_scaled' // note: await an asynchronous version of it, or hand it to a thread that may block
  scaled_seconds(p, 0.5); // warn: 'scaled_seconds' may block the thread of coroutine 'bad_scaled' // note: await an asynchronous version of it, or hand it to a thread that may block
  scaled_unit(2); // warn: 'scaled_unit' may block the thread of coroutine 'bad_scaled' // note: await an asynchronous version of it, or hand it to a thread that may block
  counted(p, 5ms); // warn: 'counted' may block the thread of coroutine 'bad_scaled' // note: await an asynchronous version of it, or hand it to a thread that may block
  counted_test(5ms); // warn: 'counted_test' may block the thread of coroutine 'bad_scaled' // note: await an asynchronous version of it, or hand it to a thread that may block
  duration_test(5ms); // warn: 'duration_test' may block the thread of coroutine 'bad_scaled' // note: await an asynchronous version of it, or hand it to a thread that may block
  duration_order(5ms); // warn: 'duration_order' may block the thread of coroutine 'bad_scaled' // note: await an asynchronous version of it, or hand it to a thread that may block
  default_limit(p, 5ms); // warn: 'default_limit' may block the thread of coroutine 'bad_scaled' // note: await an asynchronous version of it, or hand it to a thread that may block
  const auto some = 5ms;
  ::poll(&p, 1, static_cast<int>(some.count())); // warn: 'poll' may block the thread of coroutine 'bad_scaled' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for events on descriptors
  co_await store();
}

void raised_duration(milliseconds limit) {
  limit = std::max(limit, milliseconds(5));
  if (limit > 0ms)
    std::this_thread::sleep_for(limit); // note: 'raised_duration' calls 'sleep_for' here, which puts the thread to sleep
}

mini::task<void> bad_raised_duration() {
  raised_duration(0ms); // warn: 'raised_duration' may block the thread of coroutine 'bad_raised_duration' // note: await an asynchronous version of it, or hand it to a thread that may block
  co_await store();
}

// ---- Nothing at all ----

void join_given(std::thread *t) {
  if (t)
    t->join(); // note: 'join_given' calls 'join' here, which waits for the end of a thread
}
void join_not_null(std::thread *t) {
  if (t != nullptr)
    t->join(); // note: 'join_not_null' calls 'join' here, which waits for the end of a thread
}
void join_shared(std::shared_ptr<std::thread> t) {
  if (t)
    t->join(); // note: 'join_shared' calls 'join' here, which waits for the end of a thread
}
void join_unless_none(const std::unique_ptr<std::thread> &t) {
  if (!t)
    return;
  t->join(); // note: 'join_unless_none' calls 'join' here, which waits for the end of a thread
}
void pause_given(std::optional<int> ms) {
  if (ms)
    std::this_thread::sleep_for(milliseconds(*ms)); // note: 'pause_given' calls 'sleep_for' here, which puts the thread to sleep
}
void pause_if_any(std::optional<milliseconds> limit) {
  if (limit.has_value())
    std::this_thread::sleep_for(*limit); // note: 'pause_if_any' calls 'sleep_for' here, which puts the thread to sleep
}
void pause_if_long(std::optional<milliseconds> limit = std::nullopt) {
  if (limit && *limit > 0ms)
    std::this_thread::sleep_for(*limit); // note: 'pause_if_long' calls 'sleep_for' here, which puts the thread to sleep
}
void pause_unless_nullopt(std::optional<int> ms) {
  if (ms == std::nullopt)
    return;
  ::sleep(1); // note: 'pause_unless_nullopt' calls 'sleep' here, which puts the thread to sleep
}

mini::task<void> good_nothing() {
  join_given(nullptr);
  join_not_null(nullptr);
  join_shared(nullptr);
  join_shared({});
  join_unless_none(nullptr);
  pause_given(std::nullopt);
  pause_given({});
  pause_if_any(std::nullopt);
  pause_if_long();
  pause_if_long(0ms);
  pause_unless_nullopt(std::nullopt);
  co_await store();
}

mini::task<void> bad_something(std::thread *t, std::shared_ptr<std::thread> shared, std::unique_ptr<std::thread> owned) {
  join_given(t); // warn: 'join_given' may block the thread of coroutine 'bad_something' // note: await an asynchronous version of it, or hand it to a thread that may block
  join_not_null(t); // warn: 'join_not_null' may block the thread of coroutine 'bad_something' // note: await an asynchronous version of it, or hand it to a thread that may block
  join_shared(shared); // warn: 'join_shared' may block the thread of coroutine 'bad_something' // note: await an asynchronous version of it, or hand it to a thread that may block
  join_unless_none(owned); // warn: 'join_unless_none' may block the thread of coroutine 'bad_something' // note: await an asynchronous version of it, or hand it to a thread that may block
  pause_given(5); // warn: 'pause_given' may block the thread of coroutine 'bad_something' // note: await an asynchronous version of it, or hand it to a thread that may block
  pause_if_any(5ms); // warn: 'pause_if_any' may block the thread of coroutine 'bad_something' // note: await an asynchronous version of it, or hand it to a thread that may block
  pause_if_long(5ms); // warn: 'pause_if_long' may block the thread of coroutine 'bad_something' // note: await an asynchronous version of it, or hand it to a thread that may block
  pause_unless_nullopt(5); // warn: 'pause_unless_nullopt' may block the thread of coroutine 'bad_something' // note: await an asynchronous version of it, or hand it to a thread that may block
  co_await store();
}

std::shared_ptr<std::thread> make();
void join_made(std::shared_ptr<std::thread> t) {
  if (!t)
    t = make();
  if (t)
    t->join(); // note: 'join_made' calls 'join' here, which waits for the end of a thread
}

mini::task<void> bad_made() {
  join_made(nullptr); // warn: 'join_made' may block the thread of coroutine 'bad_made' // note: await an asynchronous version of it, or hand it to a thread that may block
  co_await store();
}

// ---- Rounds of a loop ----

void retry(int times) {
  for (int i = 0; i < times; ++i)
    std::this_thread::sleep_for(1ms); // note: 'retry' calls 'sleep_for' here, which puts the thread to sleep
}
void retry_unequal(unsigned times) {
  for (unsigned i = 0; i != times; ++i)
    std::this_thread::sleep_for(1ms); // note: 'retry_unequal' calls 'sleep_for' here, which puts the thread to sleep
}

mini::task<void> good_no_round() {
  retry(0);
  retry_unequal(0);
  co_await store();
}

mini::task<void> bad_rounds() {
  retry(3); // warn: 'retry' may block the thread of coroutine 'bad_rounds' // note: await an asynchronous version of it, or hand it to a thread that may block
  retry_unequal(1); // warn: 'retry_unequal' may block the thread of coroutine 'bad_rounds' // note: await an asynchronous version of it, or hand it to a thread that may block
  co_await store();
}
