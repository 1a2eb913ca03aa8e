// Work that has said that it is done: what is left to wait for is the end of its function.
// flags: -std=c++20 -pthread
#include "mini.h"
#include <atomic>
#include <future>
#include <memory>
#include <thread>

using namespace std::chrono_literals;

mini::task<void> record(int v = 0);

void work();

void post(std::function<void()>);

struct event {
  void set();
  bool is_set() const;
  mini::tick wait();
  mini::tick operator co_await();
};

mini::task<int> good_flag_of_worker(int job) {
  std::atomic<bool> done = false;
  auto f = std::async(std::launch::async, [&] { int v = job * 2; done = true; return v; });
  while (!done)
    co_await mini::tick();
  co_return f.get();
}

mini::task<int> good_flag_of_worker_load(int job) {
  auto done = std::make_shared<std::atomic<bool>>(false);
  auto f = std::async(std::launch::async, [=] { int v = job * 2; done->store(true); return v; });
  while (!done->load(std::memory_order_acquire))
    co_await mini::tick();
  co_return f.get();
}

mini::task<int> good_event_of_worker(int job) {
  event done;
  auto f = std::async(std::launch::async, [&] { int v = job * 2; done.set(); return v; });
  co_await done;
  co_return f.get();
}

mini::task<int> good_event_and_promise() {
  event done;
  std::promise<int> p;
  auto f = p.get_future();
  post([&] { p.set_value(1); done.set(); });
  co_await done.wait();
  co_return f.get();
}

struct Worker {
  std::future<int> f;
  std::atomic<bool> done{false};
  mini::task<int> good_member_flag() {
    f = std::async(std::launch::async, [this] { done = true; return 1; });
    while (!done)
      co_await mini::tick();
    co_return f.get();
  }
};

struct Db {
  int query(int);
  mini::task<void> ping();
  mini::task<void> flush(std::string_view);
};

template <class F> bool is_ready(const F &f) { return f.wait_for(0s) == std::future_status::ready; }
mini::task<int> bad_other_object_awaited(Db &db, int q) {
  auto f = std::async(std::launch::async, [&] { return db.query(q); });
  co_await db.ping();
  co_return f.get(); // warn: 'get' makes the thread of coroutine 'bad_other_object_awaited' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it blocks the thread until the result is there
}

mini::task<int> bad_other_event(int q) {
  event a, b;
  auto f = std::async(std::launch::async, [&] { a.set(); return q; });
  co_await b.wait();
  co_return f.get(); // warn: 'get' makes the thread of coroutine 'bad_other_event' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it blocks the thread until the result is there
}

mini::task<int> bad_event_after(int q) {
  event a;
  auto f = std::async(std::launch::async, [&] { a.set(); return q; });
  int v = f.get(); // warn: 'get' makes the thread of coroutine 'bad_event_after' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it blocks the thread until the result is there
  co_await a.wait();
  co_return v;
}

mini::task<int> bad_flag_is_input(int job, const std::atomic<bool> &verbose) {
  auto f = std::async(std::launch::async, [&, job] { return verbose ? job : 2; });
  if (verbose)
    co_await record();
  co_return f.get(); // warn: 'get' makes the thread of coroutine 'bad_flag_is_input' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it blocks the thread until the result is there
}

mini::task<int> bad_counter_of_coroutine(int job) {
  int rounds = 0;
  auto f = std::async(std::launch::async, [job] { return job; });
  while (rounds < 3) {
    ++rounds;
    co_await record(rounds);
  }
  co_return f.get(); // warn: 'get' makes the thread of coroutine 'bad_counter_of_coroutine' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it blocks the thread until the result is there
}

void work();
struct connection {
  int send(int);
  mini::task<void> ping();
};
mini::task<int> bad_started_is_not_done(int q) {
  event started;
  auto f = std::async(std::launch::async, [&] { started.set(); work(); return q; });
  co_await started.wait();
  co_return f.get(); // warn: 'get' makes the thread of coroutine 'bad_started_is_not_done' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it blocks the thread until the result is there
}

mini::task<int> bad_other_use_of_the_object(connection &db, int q) {
  auto f = std::async(std::launch::async, [&] { return db.send(q); });
  co_await db.ping();
  co_return f.get(); // warn: 'get' makes the thread of coroutine 'bad_other_use_of_the_object' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it blocks the thread until the result is there
}

mini::task<int> bad_counts_turns(int q) {
  std::atomic<int> turns = 0;
  auto f = std::async(std::launch::async, [&] {
    for (int i = 0; i < q; ++i)
      ++turns;
  });
  while (turns == 0)
    co_await record();
  f.get(); // warn: 'get' makes the thread of coroutine 'bad_counts_turns' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it blocks the thread until the result is there
  co_return q;
}

mini::task<int> bad_beside_a_coroutine(std::future<int> f) {
  event done;
  auto later = [&]() -> mini::task<void> {
    co_await record();
    done.set();
  };
  co_await later();
  co_await done.wait();
  co_return f.get(); // warn: 'get' makes the thread of coroutine 'bad_beside_a_coroutine' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it blocks the thread until the result is there
}
