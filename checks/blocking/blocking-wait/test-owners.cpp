// Futures behind members of who owns them: asked by one function, fetched by another.
// flags: -std=c++20 -pthread
#include "mini.h"
#include <future>
#include <memory>

using namespace std::chrono_literals;

std::future<int> submit(int job);
mini::task<void> record(int v = 0);

struct Job {
  std::future<int> pending;
  bool done() const { return pending.wait_for(0s) == std::future_status::ready; }
  int take() { return pending.get(); } // note: 'take' calls 'get' here, which blocks the thread until the result is there // note: 'take' calls 'get' here, which blocks the thread until the result is there // note: 'take' calls 'get' here, which blocks the thread until the result is there // note: 'take' calls 'get' here, which blocks the thread until the result is there
  void restart(int job) { pending = submit(job); }
  int id() const { return 1; }
};

mini::task<int> good_asked_and_taken_by_members(Job job) {
  while (!job.done())
    co_await mini::tick();
  co_return job.take();
}

mini::task<int> good_of_a_reference(Job &job) {
  while (!job.done())
    co_await mini::tick();
  co_return job.take();
}

mini::task<int> good_of_a_pointer(Job *job) {
  while (!job->done())
    co_await mini::tick();
  co_return job->take();
}

mini::task<int> good_of_a_shared_owner(std::shared_ptr<Job> job) {
  while (!job->done())
    co_await mini::tick();
  co_return job->take();
}

mini::task<int> good_of_a_sole_owner(std::unique_ptr<Job> job) {
  if (!job->done())
    co_return -1;
  co_await record(job->id());
  co_return job->take();
}

mini::task<void> good_taken_in_the_condition(Job &job) {
  if (job.done())
    co_await record(job.take());
}

struct Server {
  Job job_;
  std::unique_ptr<Job> other_;
  mini::task<int> good_member() {
    while (!job_.done())
      co_await mini::tick();
    co_return job_.take();
  }
  mini::task<int> good_owned_member() {
    while (!other_->done())
      co_await mini::tick();
    co_return other_->take();
  }
};

mini::task<int> good_asked_inside_and_got_outside(Job job) {
  while (!job.done())
    co_await mini::tick();
  co_return job.pending.get();
}

mini::task<int> good_asked_outside_and_got_inside(Job job) {
  while (job.pending.wait_for(0s) != std::future_status::ready)
    co_await mini::tick();
  co_return job.take();
}

mini::task<int> bad_not_asked(Job job) {
  co_await record(job.id());
  co_return job.take(); // warn: 'take' makes the thread of coroutine 'bad_not_asked' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block
}

mini::task<int> bad_another_owner(Job job, Job other) {
  while (!other.done())
    co_await mini::tick();
  co_return job.take(); // warn: 'take' makes the thread of coroutine 'bad_another_owner' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block
}

mini::task<int> bad_restarted(Job job) {
  while (!job.done())
    co_await mini::tick();
  job.restart(1);
  co_return job.take(); // warn: 'take' makes the thread of coroutine 'bad_restarted' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block
}

mini::task<int> bad_the_wrong_way_round(Job &job) {
  if (job.done())
    co_return -1;
  co_await record();
  co_return job.take(); // warn: 'take' makes the thread of coroutine 'bad_the_wrong_way_round' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block
}

struct TwoJobs {
  std::future<int> first, second;
  bool done() const { return first.wait_for(0s) == std::future_status::ready; }
  int take() { return first.get() + second.get(); }  // note: 'take' calls 'get' here, which blocks the thread until the result is there
  int take_first() { return first.get(); }
};

mini::task<int> good_one_of_two(TwoJobs jobs) {
  while (!jobs.done())
    co_await mini::tick();
  co_return jobs.take_first();
}

mini::task<int> bad_other_of_two(TwoJobs jobs) {
  while (!jobs.done())
    co_await mini::tick();
  co_return jobs.take(); // warn: 'take' makes the thread of coroutine 'bad_other_of_two' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block
}

// Two levels down.
struct Outer {
  Job inner;
  bool ready() const { return inner.done(); }
  int use() { return inner.take() + 1; }
};
mini::task<int> good_two_levels(Outer outer) {
  while (!outer.ready())
    co_await mini::tick();
  co_return outer.use();
}

// Held through a pointer.
struct Handle {
  std::shared_ptr<std::future<int>> state;
  bool ready() const { return state->wait_for(0s) == std::future_status::ready; }
  int take() { return state->get(); }
};
mini::task<int> good_pointer_inside(Handle h) {
  while (!h.ready())
    co_await mini::tick();
  co_return h.take();
}
mini::task<int> good_shared_handle(std::shared_ptr<Handle> h) {
  if (h->ready())
    co_return h->take();
  co_await record();
  co_return -1;
}

struct Optional {
  std::optional<std::future<int>> state;
  bool ready() const { return state && state->wait_for(0s) == std::future_status::ready; }
  int take() { return state->get(); }
  int take_moved() { auto f = std::move(*state); state.reset(); return f.get(); }
};
mini::task<int> good_optional_inside(Optional h) {
  while (!h.ready())
    co_await mini::tick();
  co_return h.take();
}
mini::task<int> good_moved_out_inside(Optional h) {
  while (!h.ready())
    co_await mini::tick();
  co_return h.take_moved();
}
mini::task<int> good_owner_is_an_element(std::vector<Job> &jobs) {
  for (auto &j : jobs)
    if (j.done())
      co_return j.take();
  co_await record();
  co_return 0;
}
mini::task<int> good_elements_that_own_the_owner(std::vector<std::unique_ptr<Job>> &jobs) {
  for (auto &j : jobs)
    if (j->done())
      co_return j->take();
  co_await record();
  co_return 0;
}
