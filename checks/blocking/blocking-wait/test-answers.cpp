// Helpers that answer with a status, or with an enumerator of their own.
// flags: -std=c++20 -pthread
#include "mini.h"
#include <algorithm>
#include <future>
#include <ranges>

using namespace std::chrono_literals;

mini::task<void> record(int v = 0);

template <class F> bool is_ready(const F &f) { return f.wait_for(0s) == std::future_status::ready; }

std::future_status status_of(const std::future<int> &f) { return f.wait_for(0s); }
mini::task<int> good_status_helper(std::future<int> f) {
  if (status_of(f) != std::future_status::ready)
    co_return -1;
  co_await record();
  co_return f.get();
}

mini::task<int> bad_status_wrong_way(std::future<int> f) {
  if (status_of(f) == std::future_status::ready)
    co_return -1;
  co_await record();
  co_return f.get(); // warn: 'get' makes the thread of coroutine 'bad_status_wrong_way' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it blocks the thread until the result is there
}

enum class St { Pending, Ready };

St poll(const std::future<int> &f) {
  return f.wait_for(0s) == std::future_status::ready ? St::Ready : St::Pending;
}

St poll2(const std::future<int> &f) {
  if (f.wait_for(0s) == std::future_status::ready)
    return St::Ready;
  return St::Pending;
}

mini::task<int> good_own_enum(std::future<int> f) {
  if (poll(f) == St::Ready)
    co_return f.get();
  co_await record();
  co_return -1;
}

mini::task<int> good_own_enum_loop(std::future<int> f) {
  while (poll2(f) != St::Ready)
    co_await mini::tick();
  co_return f.get();
}

enum class Poll { pending, ready };

Poll ask(const std::future<int> &f) { return is_ready(f) ? Poll::ready : Poll::pending; }
mini::task<int> good_own_enum_named_ready(std::future<int> f) {
  while (ask(f) != Poll::ready)
    co_await mini::tick();
  co_return f.get();
}

mini::task<int> good_own_enum_switch(std::future<int> f) {
  switch (ask(f)) {
  case Poll::ready:
    co_return f.get();
  case Poll::pending:
    break;
  }
  co_await record();
  co_return -1;
}

mini::task<int> good_own_enum_stored(std::future<int> f) {
  auto state = ask(f);
  co_await record();
  if (state == Poll::ready)
    co_return f.get();
  co_return -1;
}

St state_of_other(int);

mini::task<int> bad_enum_of_something_else(std::future<int> f, int n) {
  if (state_of_other(n) != St::Ready)
    co_return -1;
  co_await record();
  co_return f.get(); // warn: 'get' makes the thread of coroutine 'bad_enum_of_something_else' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it blocks the thread until the result is there
}

struct Job {
  std::future<int> f;
  int id;
  bool done() const { return f.wait_for(0s) == std::future_status::ready; }
  int take() { return f.get(); }
};

mini::task<int> good_found_job_member_pointer(std::vector<Job> &jobs) {
  auto it = std::ranges::find_if(jobs, &Job::done);
  if (it == jobs.end())
    co_return -1;
  co_await record();
  co_return it->take();
}

mini::task<int> good_found_projection(std::vector<Job> &jobs) {
  auto it = std::ranges::find_if(jobs, is_ready<std::future<int>>, &Job::f);
  if (it == jobs.end())
    co_return -1;
  co_await record();
  co_return it->f.get();
}

mini::task<int> good_filter_jobs(std::vector<Job> &jobs) {
  int sum = 0;
  for (auto &j : jobs | std::views::filter(&Job::done))
    sum += j.take();
  co_await record();
  co_return sum;
}

struct Session {
  std::future<int> result;
  std::string name;
  int take() { return result.get(); } // note: 'take' calls 'get' here, which blocks the thread until the result is there
};

mini::task<int> bad_jobs_not_asked(std::vector<Session> &jobs) {
  auto it = std::ranges::find_if(jobs, [](auto &j) { return j.name == "x"; });
  if (it == jobs.end())
    co_return -1;
  co_await record();
  co_return it->take(); // warn: 'take' makes the thread of coroutine 'bad_jobs_not_asked' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block
}

bool is_done_elsewhere(const std::future<int> &f);
bool is_pending_elsewhere(const std::future<int> &f);
mini::task<int> good_unseen_answer(std::future<int> f) {
  if (is_done_elsewhere(f))
    co_return f.get();
  co_return 0;
}
mini::task<int> good_unseen_denial(std::future<int> f) {
  if (is_pending_elsewhere(f))
    co_return 0;
  co_return f.get();
}
mini::task<int> bad_unseen_no(std::future<int> f) {
  if (!is_done_elsewhere(f))
    co_return f.get(); // warn: 'get' makes the thread of coroutine 'bad_unseen_no' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it blocks the thread until the result is there
  co_return 0;
}
