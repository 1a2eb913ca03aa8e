// Ends of objects that nobody names, or that others own; and what a promise does for its coroutine.
#include "mini.h"
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <shared_mutex>
#include <thread>
#include <unistd.h>

using namespace std::chrono_literals;

mini::task<void> store(long n = 0);

struct Worker {
  std::thread thread;
  explicit Worker(int number);
  Worker(int number, int priority);
  ~Worker() { thread.join(); } // note: the destructor of 'Worker' calls 'join' here, which waits for the end of a thread // note: the destructor of 'Worker' calls 'join' here, which waits for the end of a thread // note: the destructor of 'Worker' calls 'join' here, which waits for the end of a thread // note: the destructor of 'Worker' calls 'join' here, which waits for the end of a thread
};

// ---- Discarded at once ----

mini::task<void> bad_discarded() {
  Worker(1); // warn: the end of this object may block the thread of coroutine 'bad_discarded' // note: see to it that what it waits for is over before, or let it end on a thread that may block
  co_await store();
}

mini::task<void> bad_discarded_with_two() {
  Worker(1, 2); // warn: the end of this object may block the thread of coroutine 'bad_discarded_with_two' // note: see to it that what it waits for is over before, or let it end on a thread that may block
  co_await store();
}

mini::task<void> bad_discarded_thread() {
  std::jthread([] { ::usleep(10); }); // warn: the end of this object may block the thread of coroutine 'bad_discarded_thread' // note: it waits for the end of the thread // note: see to it that what it waits for is over before, or let it end on a thread that may block
  co_await store();
}

struct Counter {
  int *at;
  explicit Counter(int *at) : at(at) {}
  ~Counter() { ++*at; }
};

mini::task<void> good_discarded_that_only_counts(int *n) {
  Counter(n + 0);
  co_await store();
}

// ---- Owners ----

mini::task<void> bad_optional() {
  std::optional<std::jthread> thread; // warn: the end of 'thread' may block the thread of coroutine 'bad_optional' // note: it waits for the end of the thread // note: see to it that what it waits for is over before, or let it end on a thread that may block
  thread.emplace([] {});
  co_await store();
}

mini::task<void> bad_unique() {
  auto worker = std::make_unique<Worker>(1); // warn: the end of 'worker' may block the thread of coroutine 'bad_unique' // note: see to it that what it waits for is over before, or let it end on a thread that may block
  co_await store();
}

mini::task<void> bad_shared() {
  auto worker = std::make_shared<Worker>(1); // warn: the end of 'worker' may block the thread of coroutine 'bad_shared' // note: see to it that what it waits for is over before, or let it end on a thread that may block
  co_await store();
}

mini::task<void> bad_shared_thread() {
  auto thread = std::make_shared<std::jthread>([] {}); // warn: the end of 'thread' may block the thread of coroutine 'bad_shared_thread' // note: it waits for the end of the thread // note: see to it that what it waits for is over before, or let it end on a thread that may block
  co_await store();
}

mini::task<void> good_optional_that_stays_empty() {
  std::optional<std::jthread> thread;
  co_await store();
}

void keep(std::shared_ptr<Worker> worker);

mini::task<void> good_shared_with_others() {
  auto worker = std::make_shared<Worker>(1);
  keep(worker);
  co_await store();
}

std::shared_ptr<Worker> current();

mini::task<void> good_owned_by_others() {
  auto worker = current();
  co_await store();
}

mini::task<std::unique_ptr<Worker>> good_returned() {
  auto worker = std::make_unique<Worker>(1);
  co_await store();
  co_return std::move(worker);
}

// ---- Locks with a time limit ----

std::timed_mutex guarded;
std::shared_timed_mutex table;
std::mutex plain;

long locked_in_time() {
  std::unique_lock lock(guarded, 100ms); // note: 'locked_in_time' calls the constructor of 'unique_lock' here, which waits for whoever holds the lock, until the time is up
  return lock.owns_lock();
}

mini::task<void> bad_lock_with_limit() {
  co_await store(locked_in_time()); // warn: 'locked_in_time' may block the thread of coroutine 'bad_lock_with_limit' // note: await an asynchronous version of it, or hand it to a thread that may block
}

mini::task<void> bad_lock_until(std::chrono::steady_clock::time_point end) {
  bool has;
  {
    std::shared_lock<std::shared_timed_mutex> lock(table, end); // warn: the constructor of 'shared_lock' may block the thread of coroutine 'bad_lock_until' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for whoever holds the lock, until the time is up
    has = lock.owns_lock();
  }
  co_await store(has);
}

mini::task<void> good_locks_without_limit() {
  {
    std::unique_lock now(guarded, 0ms);
    std::unique_lock tried(plain, std::try_to_lock);
    std::unique_lock later(table, std::defer_lock);
    std::unique_lock<std::timed_mutex> none;
    std::unique_lock moved(std::move(now));
  }
  {
    plain.lock();
    std::unique_lock adopted(plain, std::adopt_lock);
  }
  {
    std::unique_lock critical(plain);
    std::shared_lock reading(table);
  }
  co_await store();
}

// ---- Directories ----

mini::task<void> bad_directory(std::filesystem::path folder) {
  for (const auto &entry : std::filesystem::directory_iterator(folder)) // warn: the constructor of 'directory_iterator' may block the thread of coroutine 'bad_directory' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it reads a directory, and waits for the disk
    co_await store(entry.path().native().size());
}

mini::task<void> good_end_of_a_directory(std::filesystem::directory_iterator from) {
  for (; from != std::filesystem::directory_iterator(); from.increment(*new std::error_code))
    co_await store();
}

// ---- What the promise does ----

struct slow_start {
  struct promise_type {
    slow_start get_return_object() {
      ::sleep(1); // note: 'get_return_object' calls 'sleep' here, which puts the thread to sleep
      return {};
    }
    std::suspend_never initial_suspend() { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void unhandled_exception() { std::terminate(); }
    void return_void() {}
  };
};

slow_start bad_start() { // warn: 'get_return_object' may block the thread of coroutine 'bad_start' // note: await an asynchronous version of it, or hand it to a thread that may block
  co_await std::suspend_always();
}

struct slow_failure {
  struct promise_type {
    slow_failure get_return_object() { return {}; }
    std::suspend_never initial_suspend() { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void unhandled_exception() { ::sleep(1); } // note: 'unhandled_exception' calls 'sleep' here, which puts the thread to sleep
    void return_void() {}
  };
};

slow_failure bad_failure() { // warn: 'unhandled_exception' may block the thread of coroutine 'bad_failure' // note: await an asynchronous version of it, or hand it to a thread that may block
  co_await std::suspend_always();
}

struct slow_return {
  struct promise_type {
    slow_return get_return_object() { return {}; }
    std::suspend_never initial_suspend() { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void unhandled_exception() { std::terminate(); }
    void return_value(int n) { ::sleep(n); } // note: 'return_value' calls 'sleep' here, which puts the thread to sleep
  };
};

slow_return bad_return() {
  co_await std::suspend_always();
  co_return 1; // warn: 'return_value' may block the thread of coroutine 'bad_return' // note: await an asynchronous version of it, or hand it to a thread that may block
}

mini::task<int> good_promise() { co_return 1; }
