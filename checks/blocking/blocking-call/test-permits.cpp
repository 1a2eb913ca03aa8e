// Counters that let the caller through: fresh semaphores, barriers for one, latches at zero.
// flags: -std=c++20 -pthread
#include "mini.h"
#include <barrier>
#include <latch>
#include <semaphore>
#include <thread>

mini::task<void> store();
void lend(std::counting_semaphore<4> &);

mini::task<void> good_fresh_semaphore() {
  std::counting_semaphore<4> slots(4);
  slots.acquire();
  slots.acquire();
  co_await store();
  slots.release(2);
}

mini::task<void> good_fresh_binary_semaphore() {
  std::binary_semaphore turn{1};
  turn.acquire();
  co_await store();
  turn.release();
}

mini::task<void> bad_empty_semaphore() {
  std::binary_semaphore turn{0};
  turn.acquire(); // warn: 'acquire' may block the thread of coroutine 'bad_empty_semaphore' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits until another thread releases the semaphore
  co_await store();
}

mini::task<void> bad_used_up_semaphore() {
  std::binary_semaphore turn{1};
  turn.acquire();
  turn.acquire(); // warn: 'acquire' may block the thread of coroutine 'bad_used_up_semaphore' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits until another thread releases the semaphore
  co_await store();
}

mini::task<void> bad_semaphore_in_a_loop() {
  std::counting_semaphore<4> slots(4);
  for (;;) {
    slots.acquire(); // warn: 'acquire' may block the thread of coroutine 'bad_semaphore_in_a_loop' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits until another thread releases the semaphore
    co_await store();
  }
}

mini::task<void> bad_lent_semaphore() {
  std::counting_semaphore<4> slots(4);
  lend(slots);
  slots.acquire(); // warn: 'acquire' may block the thread of coroutine 'bad_lent_semaphore' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits until another thread releases the semaphore
  co_await store();
}

mini::task<void> bad_semaphore_of_a_thread() {
  std::counting_semaphore<4> slots(1);
  std::thread([&slots] { slots.acquire(); }).detach();
  slots.acquire(); // warn: 'acquire' may block the thread of coroutine 'bad_semaphore_of_a_thread' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits until another thread releases the semaphore
  co_await store();
}

mini::task<void> good_latch_at_zero() {
  std::latch none(0);
  none.wait();
  std::latch one(1);
  one.arrive_and_wait();
  std::latch two(2);
  two.count_down();
  two.arrive_and_wait();
  co_await store();
}

mini::task<void> bad_latch_for_two() {
  std::latch two(2);
  two.arrive_and_wait(); // warn: 'arrive_and_wait' may block the thread of coroutine 'bad_latch_for_two' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for other threads to arrive
  co_await store();
}

mini::task<void> good_barrier_for_one() {
  std::barrier alone(1);
  alone.arrive_and_wait();
  co_await store();
}

mini::task<void> bad_barrier_for_two() {
  std::barrier both(2);
  both.arrive_and_wait(); // warn: 'arrive_and_wait' may block the thread of coroutine 'bad_barrier_for_two' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for other threads to arrive
  co_await store();
}
