// Threads that have said that they are done, that somebody else has joined, or that were never started.
// flags: -std=c++20 -pthread
#include "mini.h"
#include <thread>

mini::task<void> record(int v = 0);
void work();

struct event {
  void set();
  bool is_set() const;
  mini::tick wait();
  mini::tick operator co_await();
};

mini::task<void> good_thread_signals() {
  event done;
  std::thread t([&] { done.set(); });
  co_await done.wait();
  t.join();
}

mini::task<void> good_jthread_signals() {
  event done;
  std::jthread t([&] { done.set(); });
  co_await done.wait();
}

mini::task<void> bad_join_before_event() {
  event a;
  std::thread t([&] { a.set(); });
  t.join(); // warn: 'join' may block the thread of coroutine 'bad_join_before_event' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the end of a thread
  co_await a.wait();
}

mini::task<void> bad_jthread_no_signal() {
  std::jthread t([] { work(); }); // warn: the end of 't' may block the thread of coroutine 'bad_jthread_no_signal' // note: it waits for the end of the thread // note: see to it that what it waits for is over before, or let it end on a thread that may block
  co_await record();
}

mini::task<void> bad_jthread_signal_not_awaited() {
  event a;
  std::jthread t([&] { a.set(); }); // warn: the end of 't' may block the thread of coroutine 'bad_jthread_signal_not_awaited' // note: it waits for the end of the thread // note: see to it that what it waits for is over before, or let it end on a thread that may block
  co_await record();
}

mini::task<void> async_join(std::thread &t);

mini::task<void> good_async_join2() {
  std::thread t(work);
  co_await async_join(t);
  if (t.joinable())
    t.join();
}

mini::task<void> good_vector_empty() {
  std::vector<std::jthread> ts;
  ts.reserve(4);
  co_await record();
}

mini::task<void> bad_vector_filled() {
  std::vector<std::jthread> ts; // warn: the end of 'ts' may block the thread of coroutine 'bad_vector_filled' // note: it waits for the end of the thread // note: see to it that what it waits for is over before, or let it end on a thread that may block
  ts.reserve(2);
  ts.emplace_back(work);
  co_await record();
}

// What is returned is work as well.
int more_work();

mini::task<void> bad_work_after_the_signal() {
  event done;
  std::jthread t([&] { // warn: the end of 't' may block the thread of coroutine 'bad_work_after_the_signal' // note: it waits for the end of the thread // note: see to it that what it waits for is over before, or let it end on a thread that may block
    done.set();
    return more_work();
  });
  co_await done.wait();
}

mini::task<void> good_signal_in_a_block() {
  event done;
  std::jthread t([&] {
    work();
    {
      done.set();
    }
    return;
  });
  co_await done.wait();
}

mini::task<void> good_signal_after_what_may_throw() {
  event done;
  std::jthread t([&] {
    try {
      work();
      done.set();
    } catch (...) {
      done.set();
    }
  });
  co_await done.wait();
}

mini::task<void> bad_work_after_a_block() {
  event done;
  std::jthread t([&] { // warn: the end of 't' may block the thread of coroutine 'bad_work_after_a_block' // note: it waits for the end of the thread // note: see to it that what it waits for is over before, or let it end on a thread that may block
    {
      done.set();
      work();
    }
    return;
  });
  co_await done.wait();
}
