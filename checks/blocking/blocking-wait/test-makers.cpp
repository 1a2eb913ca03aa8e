// Futures that a function makes ready before it returns them, and promises that go to whoever sets them.
// flags: -std=c++20 -pthread
#include "mini.h"
#include <future>
#include <stdexcept>

using namespace std::chrono_literals;
mini::task<void> record(int v = 0);

std::future<int> make_ready(int v) {
  std::promise<int> p;
  p.set_value(v);
  return p.get_future();
}
std::future<int> make_ready_stored(int v) {
  std::promise<int> p;
  auto f = p.get_future();
  p.set_value(v);
  return f;
}
template <class T> std::future<T> make_ready_template(T v) {
  std::promise<T> p;
  auto f = p.get_future();
  p.set_value(std::move(v));
  return f;
}
std::future<int> make_failed() {
  std::promise<int> p;
  p.set_exception(std::make_exception_ptr(std::runtime_error("no")));
  return p.get_future();
}
std::future<int> make_either(bool b) {
  if (b)
    return make_ready(1);
  return make_failed();
}
std::shared_future<int> make_shared(int v) { return make_ready(v).share(); }
std::future<int> make_maybe(bool b) {
  std::promise<int> p;
  auto f = p.get_future();
  if (b)
    p.set_value(1);
  return f;
}
void keep(std::promise<int> p);
std::future<int> make_later() {
  std::promise<int> p;
  auto f = p.get_future();
  keep(std::move(p));
  return f;
}
mini::task<int> good_direct() {
  co_await record();
  co_return make_ready(3).get();
}
mini::task<int> good_stored() {
  auto f = make_ready_stored(3);
  co_await record();
  co_return f.get();
}
mini::task<int> good_template() {
  auto f = make_ready_template(3);
  co_await record();
  co_return f.get();
}
mini::task<int> good_failed() {
  auto f = make_failed();
  co_await record();
  co_return f.get();
}
mini::task<int> good_either(bool b) {
  auto f = make_either(b);
  co_await record();
  co_return f.get();
}
mini::task<int> good_shared() {
  auto f = make_shared(1);
  co_await record();
  co_return f.get();
}
mini::task<int> good_moved() {
  auto f = make_ready_stored(3);
  auto g = std::move(f);
  co_await record();
  co_return g.get();
}
mini::task<int> bad_maybe(bool b) {
  auto f = make_maybe(b);
  co_await record();
  co_return f.get(); // warn: 'get' makes the thread of coroutine 'bad_maybe' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it blocks the thread until the result is there
}
mini::task<int> bad_later() {
  auto f = make_later();
  co_await record();
  co_return f.get(); // warn: 'get' makes the thread of coroutine 'bad_later' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it blocks the thread until the result is there
}
mini::task<int> bad_assigned() {
  auto f = make_ready(1);
  f = make_later();
  co_await record();
  co_return f.get(); // warn: 'get' makes the thread of coroutine 'bad_assigned' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it blocks the thread until the result is there
}

mini::task<void> fulfil(std::promise<int> p) {
  co_await mini::tick();
  p.set_value(1);
}
mini::task<void> fulfil_ref(std::promise<int> &p) {
  co_await mini::tick();
  p.set_value(1);
}
mini::task<void> fulfil_maybe(std::promise<int> p, bool b) {
  co_await mini::tick();
  if (b)
    p.set_value(1);
}
void fulfil_now(std::promise<int> p) { p.set_value(2); }
mini::task<int> good_moved_into_coroutine() {
  std::promise<int> p;
  auto f = p.get_future();
  co_await fulfil(std::move(p));
  co_return f.get();
}
mini::task<int> good_lent_to_coroutine() {
  std::promise<int> p;
  auto f = p.get_future();
  co_await fulfil_ref(p);
  co_return f.get();
}
mini::task<int> good_moved_into_function() {
  std::promise<int> p;
  auto f = p.get_future();
  fulfil_now(std::move(p));
  co_await record();
  co_return f.get();
}
mini::task<int> bad_moved_and_maybe(bool b) {
  std::promise<int> p;
  auto f = p.get_future();
  co_await fulfil_maybe(std::move(p), b);
  co_return f.get(); // warn: 'get' makes the thread of coroutine 'bad_moved_and_maybe' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it blocks the thread until the result is there
}
mini::task<int> bad_not_awaited() {
  std::promise<int> p;
  auto f = p.get_future();
  auto t = fulfil(std::move(p));
  int v = f.get(); // warn: 'get' makes the thread of coroutine 'bad_not_awaited' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it blocks the thread until the result is there
  co_await std::move(t);
  co_return v;
}
