// Where the reference runtime lets calls block.
// flags: -std=c++20 -pthread
#include <corolint/rt.h>
namespace rt = corolint::rt;
using namespace std::chrono_literals;

rt::task<int> add(int a, int b) { co_return a + b; }

rt::task<> bad_sleep() {
  std::this_thread::sleep_for(1s); // warn: 'sleep_for' may block the thread of coroutine 'bad_sleep' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it puts the thread to sleep
  co_return;
}

rt::task<> bad_block_on(rt::runtime &other) {
  (void)other.block_on(add(1, 2)); // warn: 'block_on' may block the thread of coroutine 'bad_block_on' // note: it waits for the end of a task // note: use co_await instead
  co_return;
}

rt::task<> good_elsewhere() {
  co_await rt::spawn_blocking([] { std::this_thread::sleep_for(1s); });
}

rt::task<> good_timer() {
  co_await rt::sleep_for(1s);
}
