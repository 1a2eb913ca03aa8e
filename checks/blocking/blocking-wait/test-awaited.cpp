// Futures that an awaited coroutine has waited for.
// flags: -std=c++20 -pthread
#include "mini.h"
#include <future>
#include <memory>

using namespace std::chrono_literals;
mini::task<void> record(int v = 0);

mini::task<void> wait_ready(std::future<int> &f) {
  while (f.wait_for(0s) != std::future_status::ready)
    co_await mini::tick();
}
mini::task<void> wait_ready_pointer(std::future<int> *f) {
  for (;;) {
    if (f->wait_for(0s) == std::future_status::ready)
      co_return;
    co_await mini::tick();
  }
}
mini::task<bool> is_ready(std::future<int> &f) {
  co_await mini::tick();
  co_return f.wait_for(0s) == std::future_status::ready;
}
mini::task<bool> is_ready_pointer(const std::future<int> *f) {
  if (f->wait_for(0s) == std::future_status::ready)
    co_return true;
  co_await mini::tick();
  co_return false;
}
mini::task<void> looks(std::future<int> &f) {
  if (f.wait_for(0s) != std::future_status::ready)
    co_await mini::tick();
}
mini::task<bool> gives_up(std::future<int> &f) {
  for (int i = 0; i != 3; ++i) {
    if (f.wait_for(0s) == std::future_status::ready)
      co_return true;
    co_await mini::tick();
  }
  co_return false;
}
template <class F> mini::task<void> until_ready(F &f) {
  while (f.wait_for(0s) != std::future_status::ready)
    co_await mini::tick();
}

mini::task<int> good_waited(std::future<int> f) {
  co_await wait_ready(f);
  co_return f.get();
}
mini::task<int> good_waited_pointer(std::future<int> f) {
  co_await wait_ready_pointer(&f);
  co_return f.get();
}
mini::task<int> good_template(std::future<int> f) {
  co_await until_ready(f);
  co_return f.get();
}
mini::task<int> good_asked(std::future<int> f) {
  if (co_await is_ready(f))
    co_return f.get();
  co_return -1;
}
mini::task<int> good_asked_pointer(std::future<int> f) {
  while (!co_await is_ready_pointer(&f))
    co_await record();
  co_return f.get();
}
mini::task<int> good_gives_up(std::future<int> f) {
  bool done = co_await gives_up(f);
  if (!done)
    co_return -1;
  co_return f.get();
}
mini::task<int> bad_gave_up(std::future<int> f) {
  co_await gives_up(f);
  co_return f.get(); // warn: 'get' makes the thread of coroutine 'bad_gave_up' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it blocks the thread until the result is there
}
mini::task<int> bad_only_looks(std::future<int> f) {
  co_await looks(f);
  co_return f.get(); // warn: 'get' makes the thread of coroutine 'bad_only_looks' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it blocks the thread until the result is there
}
mini::task<int> bad_wrong_way(std::future<int> f) {
  if (co_await is_ready(f))
    co_return -1;
  co_return f.get(); // warn: 'get' makes the thread of coroutine 'bad_wrong_way' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it blocks the thread until the result is there
}
mini::task<int> bad_another(std::future<int> f, std::future<int> g) {
  co_await wait_ready(g);
  co_return f.get(); // warn: 'get' makes the thread of coroutine 'bad_another' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it blocks the thread until the result is there
}
mini::task<int> bad_not_awaited(std::future<int> f) {
  auto t = wait_ready(f);
  int v = f.get(); // warn: 'get' makes the thread of coroutine 'bad_not_awaited' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it blocks the thread until the result is there
  co_await std::move(t);
  co_return v;
}
struct Job {
  std::future<int> pending;
  mini::task<void> done() {
    while (pending.wait_for(0s) != std::future_status::ready)
      co_await mini::tick();
  }
  int take() { return pending.get(); }
  mini::task<int> good_own() {
    co_await done();
    co_return pending.get();
  }
};
mini::task<int> good_member(Job &j) {
  co_await j.done();
  co_return j.take();
}
mini::task<int> good_member_shared(std::shared_ptr<Job> j) {
  co_await j->done();
  co_return j->take();
}
// A plain helper that loops.
void spin(std::future<int> &f) {
  while (f.wait_for(0s) != std::future_status::ready)
    std::this_thread::yield();
}
mini::task<int> good_plain(std::future<int> f) {
  co_await record();
  spin(f);
  co_return f.get();
}
mini::task<int> good_task_stored(std::future<int> f) {
  auto t = wait_ready(f);
  co_await std::move(t);
  co_return f.get();
}
mini::task<int> good_lambda(std::future<int> f) {
  auto wait = [&]() -> mini::task<void> {
    while (f.wait_for(0s) != std::future_status::ready)
      co_await mini::tick();
  };
  co_await wait();
  co_return f.get();
}
