// Futures that a function whose body is elsewhere may have asked: nobody can tell what its answer says.
// flags: -std=c++20 -pthread
#include "mini.h"
#include <future>
#include <memory>

using namespace std::chrono_literals;

std::future<int> submit(int job);
mini::task<void> record(int v = 0);
bool done(const std::future<int> &f);
bool done_pointer(std::future<int> *f);
mini::task<bool> done_later(std::future<int> &f);
bool is_busy(int job);

mini::task<int> good_guarded(std::future<int> f) {
  if (done(f))
    co_return f.get();
  co_await record();
  co_return -1;
}

mini::task<int> good_guarded_loop(std::future<int> f) {
  while (!done_pointer(&f))
    co_await mini::tick();
  co_return f.get();
}

mini::task<int> good_awaited_answer(std::future<int> f) {
  if (!co_await done_later(f))
    co_return -1;
  co_return f.get();
}

mini::task<int> good_stored_answer(std::future<int> f) {
  const bool is_done = done(f);
  co_await record();
  if (!is_done)
    co_return -1;
  co_return f.get();
}

namespace good_through_a_helper {
bool is_there(const std::future<int> &f) { return f.valid() && done(f); }
mini::task<int> f(std::future<int> result) {
  while (!is_there(result))
    co_await mini::tick();
  co_return result.get();
}
} // namespace good_through_a_helper

struct Job {
  std::future<int> pending;
  bool done() const;
  bool has_name() const;
  int take() { return pending.get(); } // note: 'take' calls 'get' here, which blocks the thread until the result is there
};

mini::task<int> good_owner(std::shared_ptr<Job> job) {
  while (!job->done())
    co_await mini::tick();
  co_return job->take();
}

mini::task<int> bad_owner_says_something_else(std::shared_ptr<Job> job) {
  while (!job->has_name())
    co_await mini::tick();
  co_return job->take(); // warn: 'take' makes the thread of coroutine 'bad_owner_says_something_else' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block
}

mini::task<int> bad_straight_after_the_call(int job) {
  std::future<int> f = submit(job);
  co_await record();
  co_return f.get(); // warn: 'get' makes the thread of coroutine 'bad_straight_after_the_call' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it blocks the thread until the result is there
}

mini::task<int> bad_not_asked(std::future<int> f, std::future<int> g) {
  if (done(g))
    co_return f.get(); // warn: 'get' makes the thread of coroutine 'bad_not_asked' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it blocks the thread until the result is there
  co_await record();
  co_return -1;
}

mini::task<int> bad_answer_ignored(std::future<int> f) {
  co_await record(done(f));
  co_return f.get(); // warn: 'get' makes the thread of coroutine 'bad_answer_ignored' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it blocks the thread until the result is there
}

mini::task<int> bad_not_about_the_future(std::future<int> f, int job) {
  while (is_busy(job))
    co_await mini::tick();
  co_return f.get(); // warn: 'get' makes the thread of coroutine 'bad_not_about_the_future' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it blocks the thread until the result is there
}

mini::task<int> bad_made_after_the_answer(std::future<int> f, int job) {
  if (!done(f))
    co_return -1;
  f = submit(job);
  co_await record();
  co_return f.get(); // warn: 'get' makes the thread of coroutine 'bad_made_after_the_answer' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it blocks the thread until the result is there
}

mini::task<int> bad_valid_is_no_answer(std::future<int> f) {
  if (!f.valid())
    co_return -1;
  co_await record();
  co_return f.get(); // warn: 'get' makes the thread of coroutine 'bad_valid_is_no_answer' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it blocks the thread until the result is there
}
