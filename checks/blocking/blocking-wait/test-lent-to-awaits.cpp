// Futures and threads that an await was lent, itself or by a callable: it may have waited for them.
// flags: -std=c++20 -pthread
#include "mini.h"
#include <future>
#include <memory>
#include <thread>

using namespace std::chrono_literals;

mini::task<void> record(int v = 0);

std::future<int> submit(int job);

template <class F> bool is_ready(const F &f) { return f.wait_for(0s) == std::future_status::ready; }

mini::task<void> wait_for_future(std::future<int> &f);

mini::task<int> good_unseen_wait(std::future<int> f) {
  co_await wait_for_future(f);
  co_return f.get();
}

mini::task<int> bad_waits_for_another(std::future<int> f, std::future<int> g) {
  co_await wait_for_future(g);
  co_return f.get(); // warn: 'get' makes the thread of coroutine 'bad_waits_for_another' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it blocks the thread until the result is there
}

mini::task<int> bad_replaced_after_wait(std::future<int> f) {
  co_await wait_for_future(f);
  f = submit(3);
  co_await record();
  co_return f.get(); // warn: 'get' makes the thread of coroutine 'bad_replaced_after_wait' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it blocks the thread until the result is there
}

struct FutureReady {
  std::future<int> &f;
  bool await_ready() const { return f.wait_for(0s) == std::future_status::ready; }
  void await_suspend(std::coroutine_handle<> h) { std::thread([this, h] { f.wait(); h.resume(); }).detach(); }
  void await_resume() {}
};

mini::task<int> good_custom_awaiter(std::future<int> f) {
  co_await FutureReady{f};
  co_return f.get();
}

struct UnseenAwaiter {
  explicit UnseenAwaiter(std::future<int> &f);
  bool await_ready() const;
  void await_suspend(std::coroutine_handle<> h);
  void await_resume();
};

mini::task<int> good_unseen_awaiter(std::future<int> f) {
  co_await UnseenAwaiter(f);
  co_return f.get();
}

template <class P> mini::task<void> until(P p) {
  while (!p())
    co_await mini::tick();
}

mini::task<int> good_poll_until(std::future<int> f) {
  co_await until([&] { return f.wait_for(0s) == std::future_status::ready; });
  co_return f.get();
}

mini::task<void> until_fn(std::function<bool()> p);

mini::task<int> good_poll_until_unseen(std::future<int> f) {
  co_await until_fn([&] { return f.wait_for(0s) == std::future_status::ready; });
  co_return f.get();
}

mini::task<bool> until_limit(std::function<bool()> p, std::chrono::milliseconds);

mini::task<int> good_poll_until_limit(std::future<int> f) {
  if (!co_await until_limit([&] { return is_ready(f); }, 10ms))
    co_return -1;
  co_return f.get();
}

mini::task<void> on_pool(std::function<void()> f);

mini::task<int> good_offload_packaged(int job) {
  std::packaged_task<int()> t([=] { return job; });
  auto f = t.get_future();
  co_await on_pool([&] { t(); });
  co_return f.get();
}

mini::task<int> good_offload_promise(int job) {
  std::promise<int> p;
  auto f = p.get_future();
  co_await on_pool([&] { p.set_value(job); });
  co_return f.get();
}

mini::task<int> good_offload_wait(std::future<int> f) {
  co_await on_pool([&] { f.wait(); });
  co_return f.get();
}

mini::task<int> bad_offload_of_other(std::future<int> f, std::future<int> g) {
  co_await on_pool([&] { g.wait(); });
  co_return f.get(); // warn: 'get' makes the thread of coroutine 'bad_offload_of_other' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it blocks the thread until the result is there
}

mini::task<int> bad_offload_not_awaited(std::future<int> f) {
  auto t = on_pool([&] { f.wait(); });
  int v = f.get(); // warn: 'get' makes the thread of coroutine 'bad_offload_not_awaited' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it blocks the thread until the result is there
  co_await std::move(t);
  co_return v;
}

struct Session {
  std::future<int> result;
  std::string name;
  int take() { return result.get(); } // note: 'take' calls 'get' here, which blocks the thread until the result is there
};

mini::task<void> greet(Session &s);

mini::task<int> bad_session_lent(Session &s) {
  co_await greet(s);
  co_return s.take(); // warn: 'take' makes the thread of coroutine 'bad_session_lent' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block
}
