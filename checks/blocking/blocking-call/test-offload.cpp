// Where blocking is allowed: threads, pools for it, what authors vouch for; and what annotations say blocks.
// flags: -std=c++20 -pthread
#include "annotated.h"
#include <corolint/annotations.h>
#include <functional>
#include <future>
#include <thread>
#include <unistd.h>

using namespace std::chrono_literals;

mini::task<void> store(int id = 0);
void settle() { std::this_thread::sleep_for(1s); } // note: 'settle' calls 'sleep_for' here, which puts the thread to sleep // note: 'settle' calls 'sleep_for' here, which puts the thread to sleep // note: 'settle' calls 'sleep_for' here, which puts the thread to sleep // note: 'settle' calls 'sleep_for' here, which puts the thread to sleep // note: 'settle' calls 'sleep_for' here, which puts the thread to sleep

// ---- Callables for other threads ----

mini::task<void> good_pool_for_blocking_work(int fd) {
  co_await annotated::spawn_blocking([fd] { ::fsync(fd); });
  co_await store();
}

mini::task<void> good_pool_for_blocking_work_through_a_helper() {
  co_await annotated::spawn_blocking([] { settle(); });
}

mini::task<void> good_pool_for_blocking_work_and_a_function() {
  co_await annotated::spawn_blocking(settle);
  co_await annotated::spawn_blocking(&settle);
}

mini::task<void> good_named_lambda_for_the_pool() {
  auto rest = [] { settle(); };
  co_await annotated::spawn_blocking(rest);
}

mini::task<void> good_named_lambda_moved_to_the_pool() {
  auto rest = [] { settle(); };
  co_await annotated::spawn_blocking(std::move(rest));
}

mini::task<void> bad_same_lambda_called_here_too() {
  auto rest = [] { settle(); }; // note: this lambda calls 'settle' here
  co_await annotated::spawn_blocking(rest);
  rest(); // warn: this lambda may block the thread of coroutine 'bad_same_lambda_called_here_too' // note: await an asynchronous version of it, or hand it to a thread that may block
}

// The argument is evaluated here.
namespace bad_argument_of_the_pool {
std::function<void()> prepared() {
  settle(); // note: 'prepared' calls 'settle' here
  return [] {};
}
mini::task<void> f() {
  co_await annotated::spawn_blocking(prepared()); // warn: 'prepared' may block the thread of coroutine 'f' // note: await an asynchronous version of it, or hand it to a thread that may block
}
} // namespace bad_argument_of_the_pool

namespace bad_init_capture_for_the_pool {
int slow() {
  settle(); // note: 'slow' calls 'settle' here
  return 1;
}
mini::task<void> f() {
  co_await annotated::spawn_blocking([n = slow()] { (void)n; }); // warn: 'slow' may block the thread of coroutine 'f' // note: await an asynchronous version of it, or hand it to a thread that may block
}
} // namespace bad_init_capture_for_the_pool

namespace good_home_made_pool {
struct Disk {
  template <class F> mini::tick run(F COROLINT_BLOCKING_OK f) {
    annotated::keep(&f);
    return {};
  }
  using Job = void (*)();
  mini::tick call(Job COROLINT_BLOCKING_OK f);
};
mini::task<void> f(Disk &disk, int fd) {
  co_await disk.run([&] { ::fsync(fd); });
  co_await disk.call([] { settle(); });
  co_await disk.call(settle);
}
} // namespace good_home_made_pool

// The helper's own body is visible: it calls what it was given where it may.
namespace good_pool_behind_a_helper {
template <class F> mini::task<void> on_disk(F f) { co_await annotated::spawn_blocking(std::move(f)); }
mini::task<void> f(int fd) {
  co_await on_disk([fd] { ::fsync(fd); });
}
} // namespace good_pool_behind_a_helper

namespace good_plain_helper_that_hands_on {
template <class F> mini::tick later(F f) { return annotated::spawn_blocking(std::move(f)); }
mini::task<void> f(int fd) {
  co_await later([fd] { ::fsync(fd); });
  co_await store();
}
} // namespace good_plain_helper_that_hands_on

namespace good_queue_of_work {
struct Queue {
  std::vector<std::function<void()>> jobs;
  template <class F> void push(F f) { jobs.push_back(std::move(f)); }
};
mini::task<void> f(Queue &queue, int fd) {
  queue.push([fd] { ::fsync(fd); });
  co_await store();
}
} // namespace good_queue_of_work

namespace good_home_made_thread_pool {
struct Pool {
  std::vector<std::thread> threads;
  template <class F> void run(F f) { threads.emplace_back(std::move(f)); }
};
mini::task<void> f(Pool &pool, int fd) {
  pool.run([fd] { ::fsync(fd); });
  co_await store();
}
} // namespace good_home_made_thread_pool

namespace good_nested_lambda_in_what_is_offloaded {
mini::task<void> f() {
  co_await annotated::spawn_blocking([] {
    auto rest = [] { settle(); };
    rest();
    [] { settle(); }();
  });
}
} // namespace good_nested_lambda_in_what_is_offloaded

mini::task<void> good_thread_of_its_own() {
  std::thread([] { settle(); }).detach();
  co_await store();
}

mini::task<void> good_thread_runs_a_function() {
  std::thread worker(settle);
  worker.detach();
  co_await store();
}

mini::task<void> good_jthread_that_is_handed_on(std::vector<std::jthread> &workers) {
  workers.emplace_back([](std::stop_token stop) {
    while (!stop.stop_requested())
      settle();
  });
  co_await store();
}

mini::task<void> good_async(std::vector<std::future<void>> &running) {
  running.push_back(std::async(std::launch::async, [] { settle(); }));
  co_await store();
}

mini::task<void> good_spawned() {
  annotated::spawn([] { settle(); });
  co_await store();
}

mini::task<void> good_scoped() {
  co_await annotated::when_all([] { settle(); }, [] { settle(); });
}

// What the annotation says goes before what the body looks like.
namespace good_annotation_before_the_body {
template <class F> void on_this_thread_if_idle(F COROLINT_BLOCKING_OK f) { f(); }
mini::task<void> f() {
  on_this_thread_if_idle([] { settle(); });
  co_await store();
}
} // namespace good_annotation_before_the_body

// A coroutine that is spawned is on an executor like any other.
mini::task<void> bad_spawned_coroutine() {
  annotated::spawn_task([]() -> annotated::task<void> {
    settle(); // warn: 'settle' may block the thread of this coroutine // note: await an asynchronous version of it, or hand it to a thread that may block
    co_await store();
  }());
  co_await store();
}

// ---- Annotations that say what blocks ----

namespace bad_annotated {
COROLINT_BLOCKING void scan();
mini::task<void> f() {
  scan(); // warn: 'scan' may block the thread of coroutine 'f' // note: await an asynchronous version of it, or hand it to a thread that may block
  co_await store();
}
} // namespace bad_annotated

namespace bad_annotated_with_a_reason {
COROLINT_BLOCKING_BECAUSE("asks the licence server", "co_await license_async()") bool licensed();
mini::task<bool> f() {
  co_await store();
  co_return licensed(); // warn: 'licensed' may block the thread of coroutine 'f' // note: it asks the licence server // note: use co_await license_async() instead
}
} // namespace bad_annotated_with_a_reason

mini::task<int> bad_annotated_by_string(const char *path) {
  std::string text = annotated::read_all(path); // warn: 'read_all' may block the thread of coroutine 'bad_annotated_by_string' // note: it reads the disk // note: use co_await read_async() instead
  co_await store();
  co_return static_cast<int>(text.size());
}

namespace bad_annotated_behind_a_helper {
COROLINT_BLOCKING void scan();
void scan_twice() {
  scan(); // note: 'scan_twice' calls 'scan' here
  scan();
}
mini::task<void> f() {
  scan_twice(); // warn: 'scan_twice' may block the thread of coroutine 'f' // note: await an asynchronous version of it, or hand it to a thread that may block
  co_await store();
}
} // namespace bad_annotated_behind_a_helper

namespace bad_annotated_member {
struct Bus {
  COROLINT_BLOCKING void scan();
  COROLINT_BLOCKING static void reset();
};
mini::task<void> f(Bus &bus) {
  bus.scan(); // warn: 'scan' may block the thread of coroutine 'f' // note: await an asynchronous version of it, or hand it to a thread that may block
  Bus::reset(); // warn: 'reset' may block the thread of coroutine 'f' // note: await an asynchronous version of it, or hand it to a thread that may block
  co_await store();
}
} // namespace bad_annotated_member

namespace bad_annotated_constructor {
struct Session {
  COROLINT_BLOCKING Session();
};
mini::task<void> f() {
  Session session; // warn: the constructor of 'Session' may block the thread of coroutine 'f' // note: await an asynchronous version of it, or hand it to a thread that may block
  co_await store();
}
} // namespace bad_annotated_constructor

namespace bad_annotated_destructor {
struct Session {
  COROLINT_BLOCKING ~Session();
};
mini::task<void> f() {
  Session session; // warn: the end of 'session' may block the thread of coroutine 'f' // note: see to it that what it waits for is over before, or let it end on a thread that may block
  co_await store();
}
} // namespace bad_annotated_destructor

namespace bad_annotated_template {
template <class T> COROLINT_BLOCKING T ask();
mini::task<int> f() {
  co_await store();
  co_return ask<int>(); // warn: 'ask' may block the thread of coroutine 'f' // note: await an asynchronous version of it, or hand it to a thread that may block
}
} // namespace bad_annotated_template

namespace bad_annotated_base {
struct Store {
  virtual ~Store() = default;
  COROLINT_BLOCKING virtual void flush() = 0;
};
struct Disk : Store {
  void flush() override;
};
mini::task<void> f(Store &base, Disk &derived) {
  base.flush(); // warn: 'flush' may block the thread of coroutine 'f' // note: await an asynchronous version of it, or hand it to a thread that may block
  derived.flush(); // warn: 'flush' may block the thread of coroutine 'f' // note: await an asynchronous version of it, or hand it to a thread that may block
  co_await store();
}
} // namespace bad_annotated_base

namespace good_annotated_base_that_does_not_block {
struct Store {
  virtual ~Store() = default;
  COROLINT_NONBLOCKING virtual void flush() = 0;
};
mini::task<void> f(Store &base) {
  base.flush();
  co_await store();
}
} // namespace good_annotated_base_that_does_not_block

namespace bad_attribute {
void scan() [[clang::blocking]];
mini::task<void> f() {
  scan(); // warn: 'scan' may block the thread of coroutine 'f' // note: await an asynchronous version of it, or hand it to a thread that may block
  co_await store();
}
} // namespace bad_attribute

namespace bad_attribute_of_a_member {
struct Bus {
  void scan() [[clang::blocking]];
};
mini::task<void> f(Bus &bus) {
  co_await store();
  bus.scan(); // warn: 'scan' may block the thread of coroutine 'f' // note: await an asynchronous version of it, or hand it to a thread that may block
}
} // namespace bad_attribute_of_a_member

namespace good_annotated_but_offloaded {
COROLINT_BLOCKING void scan();
mini::task<void> f() {
  co_await annotated::spawn_blocking([] { scan(); });
  co_await annotated::spawn_blocking(scan);
}
} // namespace good_annotated_but_offloaded

namespace good_annotated_and_called_by_a_plain_function {
COROLINT_BLOCKING void scan();
void f() { scan(); }
} // namespace good_annotated_and_called_by_a_plain_function

// ---- Authors who vouch ----

mini::task<void> good_vouched() {
  annotated::spin_briefly();
  co_await store();
}

namespace good_vouched_with_a_visible_body {
COROLINT_NONBLOCKING void spin() { std::this_thread::sleep_for(1us); }
void spin_twice() {
  spin();
  spin();
}
mini::task<void> f() {
  spin();
  spin_twice();
  co_await store();
}
} // namespace good_vouched_with_a_visible_body

namespace good_vouched_coroutine {
COROLINT_NONBLOCKING mini::task<void> f() {
  std::this_thread::sleep_for(1us);
  co_await store();
}
} // namespace good_vouched_coroutine

namespace good_vouched_by_attribute {
void spin() noexcept [[clang::nonblocking]];
void spin() noexcept [[clang::nonblocking]] { std::this_thread::sleep_for(1us); }
mini::task<void> f() {
  spin();
  co_await store();
}
} // namespace good_vouched_by_attribute

namespace good_vouched_await_suspend {
struct spinning {
  bool await_ready() { return false; }
  COROLINT_NONBLOCKING bool await_suspend(std::coroutine_handle<>) {
    std::this_thread::sleep_for(1us);
    return false;
  }
  void await_resume() {}
};
} // namespace good_vouched_await_suspend

// What one function vouches for says nothing of the next.
namespace bad_beside_what_is_vouched_for {
COROLINT_NONBLOCKING void spin() { std::this_thread::sleep_for(1us); }
void rest() {
  spin();
  settle(); // note: 'rest' calls 'settle' here
}
mini::task<void> f() {
  rest(); // warn: 'rest' may block the thread of coroutine 'f' // note: await an asynchronous version of it, or hand it to a thread that may block
  co_await store();
}
} // namespace bad_beside_what_is_vouched_for
