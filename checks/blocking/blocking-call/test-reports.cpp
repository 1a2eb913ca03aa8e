// How many reports: one for each place in a coroutine, however many ways lead from there to what blocks.
// flags: -std=c++20 -pthread
#include "journal_macros.h"
#include "mini.h"
#include <future>
#include <latch>
#include <thread>
#include <unistd.h>

using namespace std::chrono_literals;

mini::task<void> store(int id = 0);

namespace bad_one_call_that_blocks_twice {
void settle(int fd) {
  std::this_thread::sleep_for(1s); // note: 'settle' calls 'sleep_for' here, which puts the thread to sleep
  ::fsync(fd);
  ::fsync(fd);
}
mini::task<void> f(int fd) {
  settle(fd); // warn: 'settle' may block the thread of coroutine 'f' // note: await an asynchronous version of it, or hand it to a thread that may block
  co_await store();
}
} // namespace bad_one_call_that_blocks_twice

namespace bad_two_ways_to_one_function {
void leaf() { std::this_thread::sleep_for(1s); } // note: 'leaf' calls 'sleep_for' here, which puts the thread to sleep
void left() { leaf(); } // note: 'left' calls 'leaf' here
void right() { leaf(); }
void both() {
  left(); // note: 'both' calls 'left' here
  right();
}
mini::task<void> f() {
  both(); // warn: 'both' may block the thread of coroutine 'f' // note: await an asynchronous version of it, or hand it to a thread that may block
  co_await store();
}
} // namespace bad_two_ways_to_one_function

namespace bad_two_calls_of_one_function {
void settle() { std::this_thread::sleep_for(1s); } // note: 'settle' calls 'sleep_for' here, which puts the thread to sleep // note: 'settle' calls 'sleep_for' here, which puts the thread to sleep
mini::task<void> f() {
  settle(); // warn: 'settle' may block the thread of coroutine 'f' // note: await an asynchronous version of it, or hand it to a thread that may block
  co_await store();
  settle(); // warn: 'settle' may block the thread of coroutine 'f' // note: await an asynchronous version of it, or hand it to a thread that may block
}
} // namespace bad_two_calls_of_one_function

namespace bad_two_coroutines_with_one_helper {
void settle() { std::this_thread::sleep_for(1s); } // note: 'settle' calls 'sleep_for' here, which puts the thread to sleep // note: 'settle' calls 'sleep_for' here, which puts the thread to sleep
mini::task<void> f() {
  settle(); // warn: 'settle' may block the thread of coroutine 'f' // note: await an asynchronous version of it, or hand it to a thread that may block
  co_await store();
}
mini::task<void> g() {
  co_await store();
  settle(); // warn: 'settle' may block the thread of coroutine 'g' // note: await an asynchronous version of it, or hand it to a thread that may block
}
} // namespace bad_two_coroutines_with_one_helper

namespace bad_loop_is_one_place {
mini::task<void> f() {
  for (int i = 0; i < 3; ++i) {
    for (int j = 0; j < 3; ++j)
      std::this_thread::sleep_for(1s); // warn: 'sleep_for' may block the thread of coroutine 'f' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it puts the thread to sleep
    co_await store(i);
  }
}
} // namespace bad_loop_is_one_place

namespace bad_argument_and_call {
int slow(int n) {
  std::this_thread::sleep_for(1s); // note: 'slow' calls 'sleep_for' here, which puts the thread to sleep // note: 'slow' calls 'sleep_for' here, which puts the thread to sleep
  return n;
}
mini::task<void> f() {
  slow( // warn: 'slow' may block the thread of coroutine 'f' // note: await an asynchronous version of it, or hand it to a thread that may block
      slow(1)); // warn: 'slow' may block the thread of coroutine 'f' // note: await an asynchronous version of it, or hand it to a thread that may block
  co_await store();
}
} // namespace bad_argument_and_call

// The coroutine in a coroutine is reported for itself, the outer one is not.
namespace bad_coroutine_in_a_coroutine {
mini::task<void> f() {
  auto step = []() -> mini::task<void> {
    std::this_thread::sleep_for(1s); // warn: 'sleep_for' may block the thread of this coroutine // note: await an asynchronous version of it, or hand it to a thread that may block // note: it puts the thread to sleep
    co_await store();
  };
  co_await step();
}
} // namespace bad_coroutine_in_a_coroutine

// One place, although the template is there twice.
namespace bad_two_instantiations {
template <class T> mini::task<void> f(T pause) {
  std::this_thread::sleep_for(pause); // warn: 'sleep_for' may block the thread of coroutine 'f' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it puts the thread to sleep
  co_await store();
}
mini::task<void> g() {
  co_await f(1s);
  co_await f(10ms);
}
} // namespace bad_two_instantiations

// What blocks in the helper is said at the call; the helper itself, and its other callers, are in order.
namespace good_no_report_in_plain_functions {
void settle() { std::this_thread::sleep_for(1s); }
void start() { settle(); }
int main_like() {
  start();
  std::latch done(1);
  done.wait();
  return 0;
}
} // namespace good_no_report_in_plain_functions

// Waiting for a result is the business of another rule.
namespace bad_is_reported_by_blocking_wait {
std::future<int> submit(int job);
mini::task<void> f(int job) {
  int v = submit(job).get(); // warn[blocking-wait]: 'get' makes the thread of coroutine 'f' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it blocks the thread until the result is there
  co_await store(v);
}
} // namespace bad_is_reported_by_blocking_wait

namespace good_suppressed {
mini::task<void> f() {
  std::this_thread::sleep_for(1s); // NOLINT(corolint-blocking-call): only in the demo
  co_await store();
}
} // namespace good_suppressed

namespace good_nothing_blocks {
int twice(int n) { return 2 * n; }
int four_times(int n) { return twice(twice(n)); }
mini::task<void> f() {
  co_await store(four_times(1));
  co_await store(four_times(2));
}
} // namespace good_nothing_blocks

namespace good_same_name_elsewhere {
namespace fast {
void settle() {}
} // namespace fast
namespace slow {
void settle() { std::this_thread::sleep_for(1s); }
} // namespace slow
mini::task<void> f() {
  fast::settle();
  co_await store();
}
} // namespace good_same_name_elsewhere

namespace good_deleted_and_defaulted {
struct Plain {
  int n = 0;
  Plain() = default;
  Plain(const Plain &) = default;
  ~Plain() = default;
};
mini::task<void> f(Plain p) {
  Plain copy = p;
  co_await store(copy.n);
}
} // namespace good_deleted_and_defaulted

namespace good_awaited_helper {
mini::task<void> settle() { co_await mini::sleep_for(1s); }
mini::task<void> f() {
  co_await settle();
  co_await store();
}
} // namespace good_awaited_helper

namespace good_helper_hands_on {
void in_background() {
  std::thread([] { std::this_thread::sleep_for(1s); }).detach();
}
mini::task<void> f() {
  in_background();
  co_await store();
}
} // namespace good_helper_hands_on

namespace good_helper_of_two_coroutines {
int twice(int n) { return 2 * n; }
mini::task<void> f() { co_await store(twice(1)); }
mini::task<void> g() { co_await store(twice(2)); }
} // namespace good_helper_of_two_coroutines

namespace good_two_instantiations {
template <class T> mini::task<void> f(T pause) {
  co_await mini::sleep_for(pause);
  co_await store();
}
mini::task<void> g() {
  co_await f(1s);
  co_await f(10ms);
}
} // namespace good_two_instantiations

// ---- Macros of other files ----

namespace macros_of_others {
int flushed(int fd) { return ::fsync(fd); } // note: 'flushed' calls 'fsync' here, which waits for the disk // note: 'flushed' calls 'fsync' here, which waits for the disk
mini::task<void> good_what_the_text_does() {
  JOURNAL_LINE(1);
  co_await store();
}
mini::task<void> bad_what_it_is_given(int fd) {
  JOURNAL_LINE(flushed(fd)); // warn: 'flushed' may block the thread of coroutine 'bad_what_it_is_given' // note: await an asynchronous version of it, or hand it to a thread that may block
  co_await store();
}
mini::task<void> bad_operation_in_the_text() {
  JOURNAL_REST(); // warn: 'sleep_for' may block the thread of coroutine 'bad_operation_in_the_text' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it puts the thread to sleep // note@journal_macros.h: expanded from macro 'JOURNAL_REST' // note@journal_macros.h: expanded from macro 'JOURNAL_REST' // note@journal_macros.h: expanded from macro 'JOURNAL_REST'
  co_await store();
}
#define FLUSH_HERE(fd) flushed(fd) // note: expanded from macro 'FLUSH_HERE' // note: expanded from macro 'FLUSH_HERE'
mini::task<void> bad_macro_of_this_file(int fd) {
  FLUSH_HERE(fd); // warn: 'flushed' may block the thread of coroutine 'bad_macro_of_this_file' // note: await an asynchronous version of it, or hand it to a thread that may block
  co_await store();
}
} // namespace macros_of_others
