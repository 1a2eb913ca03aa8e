// Every call of the standard library that checks/models/std.yaml says waits for
// asynchronous work (test/unit/ModelCatalogueTest.cpp sees to it).
#include "mini.h"
#include <future>

using namespace std::chrono_literals;

mini::task<void> bad_future_get(std::future<int> f) {
  f.get(); // warn: 'get' makes the thread of coroutine 'bad_future_get' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it blocks the thread until the result is there
  co_return;
}

mini::task<void> bad_future_wait(std::future<int> f) {
  f.wait(); // warn: 'wait' makes the thread of coroutine 'bad_future_wait' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it blocks the thread until the result is there
  co_return;
}

mini::task<void> bad_future_wait_for(std::future<int> f) {
  f.wait_for(1s); // warn: 'wait_for' makes the thread of coroutine 'bad_future_wait_for' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it blocks the thread until the result is there, or the time is up
  co_return;
}

mini::task<void> bad_future_wait_until(std::future<int> f, std::chrono::steady_clock::time_point t) {
  f.wait_until(t); // warn: 'wait_until' makes the thread of coroutine 'bad_future_wait_until' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it blocks the thread until the result is there, or the time is up
  co_return;
}

mini::task<void> bad_future_of_void(std::future<void> f) {
  f.get(); // warn: 'get' makes the thread of coroutine 'bad_future_of_void' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it blocks the thread until the result is there
  co_return;
}

mini::task<void> bad_shared_future_get(std::shared_future<int> f) {
  f.get(); // warn: 'get' makes the thread of coroutine 'bad_shared_future_get' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it blocks the thread until the result is there
  co_return;
}

mini::task<void> bad_shared_future_wait(std::shared_future<int> f) {
  f.wait(); // warn: 'wait' makes the thread of coroutine 'bad_shared_future_wait' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it blocks the thread until the result is there
  co_return;
}

mini::task<void> bad_shared_future_wait_for(std::shared_future<int> f) {
  f.wait_for(1s); // warn: 'wait_for' makes the thread of coroutine 'bad_shared_future_wait_for' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it blocks the thread until the result is there, or the time is up
  co_return;
}

mini::task<void> good_looks_at_a_future(std::future<int> f) {
  f.wait_for(0s);
  co_return;
}

mini::task<void> good_future_that_is_ready(std::future<int> f) {
  if (f.wait_for(0s) == std::future_status::ready)
  f.get();
  co_return;
}

mini::task<void> good_promise_that_is_kept() {
  std::promise<int> p;
  std::future<int> f = p.get_future();
  p.set_value(1);
  f.get();
  co_return;
}

mini::task<void> good_promise_that_is_broken_off() {
  std::promise<int> p;
  std::future<int> f = p.get_future();
  p.set_exception(nullptr);
  f.wait();
  co_return;
}

mini::task<void> bad_waits_once(std::future<int> f) {
  f.wait(); // warn: 'wait' makes the thread of coroutine 'bad_waits_once' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it blocks the thread until the result is there
  f.get();
  co_return;
}

mini::task<void> bad_shared_future_gets_once(std::shared_future<int> f) {
  f.get(); // warn: 'get' makes the thread of coroutine 'bad_shared_future_gets_once' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it blocks the thread until the result is there
  f.get();
  co_return;
}
