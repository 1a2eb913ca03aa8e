// Waiting synchronously for asynchronous work inside a coroutine: futures of every kind and origin.
// flags: -std=c++20 -pthread
#include "annotated.h"
#include <array>
#include <deque>
#include <functional>
#include <future>
#include <map>
#include <thread>
#include <tuple>

using namespace std::chrono_literals;

std::future<int> submit(int job);
std::future<void> submit_quietly(int job);
std::shared_future<int> current_leader();
mini::task<void> record(int v = 0);

// ---- get and wait ----

mini::task<void> bad_get(int job) {
  std::future<int> result = submit(job);
  int v = result.get(); // warn: 'get' makes the thread of coroutine 'bad_get' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it blocks the thread until the result is there
  co_await record(v);
}

mini::task<int> bad_get_on_the_call(int job) {
  co_await record(job);
  co_return submit(job).get(); // warn: 'get' makes the thread of coroutine 'bad_get_on_the_call' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it blocks the thread until the result is there
}

mini::task<void> bad_get_of_void(int job) {
  co_await record(job);
  submit_quietly(job).get(); // warn: 'get' makes the thread of coroutine 'bad_get_of_void' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it blocks the thread until the result is there
}

mini::task<void> bad_get_discarded(int job) {
  (void)submit(job).get(); // warn: 'get' makes the thread of coroutine 'bad_get_discarded' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it blocks the thread until the result is there
  co_await record();
}

mini::task<void> bad_wait(int job) {
  auto result = submit(job);
  result.wait(); // warn: 'wait' makes the thread of coroutine 'bad_wait' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it blocks the thread until the result is there
  co_await record();
}

// One wait, one report: when wait() has returned, the result is there.
mini::task<void> bad_wait_then_get(int job) {
  auto result = submit(job);
  result.wait(); // warn: 'wait' makes the thread of coroutine 'bad_wait_then_get' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it blocks the thread until the result is there
  int v = result.get();
  co_await record(v);
}

mini::task<void> bad_parameter(std::future<int> result) {
  co_await record(result.get()); // warn: 'get' makes the thread of coroutine 'bad_parameter' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it blocks the thread until the result is there
}

mini::task<void> bad_reference(std::future<int> &result) {
  co_await record();
  int v = result.get(); // warn: 'get' makes the thread of coroutine 'bad_reference' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it blocks the thread until the result is there
  co_await record(v);
}

mini::task<void> bad_pointer(std::unique_ptr<std::future<int>> result) {
  int v = result->get(); // warn: 'get' makes the thread of coroutine 'bad_pointer' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it blocks the thread until the result is there
  co_await record(v);
}

mini::task<bool> bad_shared_get(int self) {
  co_await record(self);
  int leader = current_leader().get(); // warn: 'get' makes the thread of coroutine 'bad_shared_get' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it blocks the thread until the result is there
  co_return leader == self;
}

mini::task<void> bad_shared_wait(std::shared_future<int> leader) {
  leader.wait(); // warn: 'wait' makes the thread of coroutine 'bad_shared_wait' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it blocks the thread until the result is there
  co_await record(leader.get());
}

mini::task<void> bad_share_and_get(int job) {
  auto result = submit(job).share();
  co_await record(result.get()); // warn: 'get' makes the thread of coroutine 'bad_share_and_get' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it blocks the thread until the result is there
}

mini::task<void> bad_alias(int job) {
  using pending = std::future<int>;
  pending result = submit(job);
  co_await record(result.get()); // warn: 'get' makes the thread of coroutine 'bad_alias' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it blocks the thread until the result is there
}

mini::task<void> bad_derived(int job) {
  struct pending : std::future<int> {};
  pending result{submit(job)};
  co_await record(result.get()); // warn: 'get' makes the thread of coroutine 'bad_derived' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it blocks the thread until the result is there
}

// ---- With a time limit ----

mini::task<bool> bad_wait_for(std::future<int> &result) {
  bool there = result.wait_for(100ms) == std::future_status::ready; // warn: 'wait_for' makes the thread of coroutine 'bad_wait_for' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it blocks the thread until the result is there, or the time is up
  co_await record();
  co_return there;
}

mini::task<bool> bad_wait_for_as_long_as_asked(std::future<int> &result, std::chrono::milliseconds patience) {
  co_await record();
  co_return result.wait_for(patience) == std::future_status::ready; // warn: 'wait_for' makes the thread of coroutine 'bad_wait_for_as_long_as_asked' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it blocks the thread until the result is there, or the time is up
}

mini::task<void> bad_wait_until(std::future<int> &result, std::chrono::steady_clock::time_point deadline) {
  result.wait_until(deadline); // warn: 'wait_until' makes the thread of coroutine 'bad_wait_until' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it blocks the thread until the result is there, or the time is up
  co_await record();
}

mini::task<void> bad_shared_wait_for(std::shared_future<int> leader) {
  while (leader.wait_for(1s) != std::future_status::ready) // warn: 'wait_for' makes the thread of coroutine 'bad_shared_wait_for' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it blocks the thread until the result is there, or the time is up
    co_await record();
}

mini::task<bool> good_wait_for_no_time(std::future<int> &result, std::shared_future<int> leader) {
  bool there = result.wait_for(0s) == std::future_status::ready;
  there |= leader.wait_for(std::chrono::milliseconds::zero()) == std::future_status::ready;
  there |= leader.wait_for(std::chrono::seconds(0)) != std::future_status::timeout;
  co_await record();
  co_return there;
}

// ---- Where the future comes from ----

mini::task<int> bad_container(int jobs) {
  std::vector<std::future<int>> running;
  for (int j = 0; j < jobs; ++j)
    running.push_back(submit(j));
  int sum = 0;
  for (auto &f : running)
    sum += f.get(); // warn: 'get' makes the thread of coroutine 'bad_container' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it blocks the thread until the result is there
  co_await record(sum);
  co_return sum;
}

mini::task<void> bad_element(std::map<int, std::shared_future<int>> &running) {
  co_await record(running.at(1).get()); // warn: 'get' makes the thread of coroutine 'bad_element' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it blocks the thread until the result is there
}

mini::task<void> bad_front(std::deque<std::future<int>> &running) {
  while (!running.empty()) {
    int v = running.front().get(); // warn: 'get' makes the thread of coroutine 'bad_front' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it blocks the thread until the result is there
    running.pop_front();
    co_await record(v);
  }
}

namespace bad_member {
struct Service {
  std::future<int> pending;
  mini::task<void> finish() {
    co_await record(pending.get()); // warn: 'get' makes the thread of coroutine 'finish' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it blocks the thread until the result is there
  }
};
} // namespace bad_member

namespace bad_capture {
mini::task<void> f(std::shared_future<int> leader) {
  auto step = [&leader]() -> mini::task<int> {
    co_await record();
    co_return leader.get(); // warn: 'get' makes the thread of this coroutine wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it blocks the thread until the result is there
  };
  co_await record(co_await step());
}
} // namespace bad_capture

mini::task<void> bad_tuple(std::tuple<std::future<int>, int> both) {
  co_await record(std::get<0>(both).get()); // warn: 'get' makes the thread of coroutine 'bad_tuple' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it blocks the thread until the result is there
}

mini::task<void> bad_optional(std::optional<std::future<int>> maybe) {
  if (maybe)
    co_await record(maybe->get()); // warn: 'get' makes the thread of coroutine 'bad_optional' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it blocks the thread until the result is there
}

namespace bad_promise_and_callback {
void query(std::function<void(int)> done);
mini::task<int> f() {
  auto answer = std::make_shared<std::promise<int>>();
  query([answer](int v) { answer->set_value(v); });
  int v = answer->get_future().get(); // warn: 'get' makes the thread of coroutine 'f' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it blocks the thread until the result is there
  co_await record(v);
  co_return v;
}
} // namespace bad_promise_and_callback

mini::task<void> bad_packaged_task_on_a_thread(int n) {
  std::packaged_task<int(int)> job([](int k) { return 2 * k; });
  auto result = job.get_future();
  std::thread(std::move(job), n).detach();
  co_await record(result.get()); // warn: 'get' makes the thread of coroutine 'bad_packaged_task_on_a_thread' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it blocks the thread until the result is there
}

mini::task<void> bad_async_and_get(int n) {
  auto result = std::async(std::launch::async, [n] { return 2 * n; });
  co_await record(result.get()); // warn: 'get' makes the thread of coroutine 'bad_async_and_get' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it blocks the thread until the result is there
}

mini::task<void> bad_async_temporary(int n) {
  co_await record(std::async([n] { return 2 * n; }).get()); // warn: 'get' makes the thread of coroutine 'bad_async_temporary' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it blocks the thread until the result is there
}

// That it refers to something does not say that it is ready.
mini::task<int> bad_only_valid(std::future<int> result) {
  if (!result.valid())
    co_return 0;
  co_await record();
  co_return result.get(); // warn: 'get' makes the thread of coroutine 'bad_only_valid' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it blocks the thread until the result is there
}

// ---- Who waits ----

mini::eager<> bad_eager_coroutine(int job) {
  submit(job).get(); // warn: 'get' makes the thread of coroutine 'bad_eager_coroutine' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it blocks the thread until the result is there
  co_return;
}

mini::forget bad_detached_coroutine(int job) {
  co_await record();
  submit(job).get(); // warn: 'get' makes the thread of coroutine 'bad_detached_coroutine' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it blocks the thread until the result is there
}

namespace bad_lambda_in_a_plain_function {
void start(mini::task<int> work);
void f(int job) {
  auto step = [](int j) -> mini::task<int> {
    co_return submit(j).get(); // warn: 'get' makes the thread of this coroutine wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it blocks the thread until the result is there
  };
  start(step(job));
}
} // namespace bad_lambda_in_a_plain_function

namespace bad_template {
template <class T> mini::task<T> result_of(std::future<T> f) {
  co_await record();
  co_return f.get(); // warn: 'get' makes the thread of coroutine 'result_of' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it blocks the thread until the result is there
}
mini::task<void> f(std::future<int> a, std::future<long> b) {
  co_await result_of(std::move(a));
  co_await result_of(std::move(b));
}
} // namespace bad_template

// Two waits are two bugs.
mini::task<void> bad_twice(int job) {
  int a = submit(job).get(); // warn: 'get' makes the thread of coroutine 'bad_twice' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it blocks the thread until the result is there
  int b = submit(job + 1).get(); // warn: 'get' makes the thread of coroutine 'bad_twice' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it blocks the thread until the result is there
  co_await record(a + b);
}

mini::task<void> bad_in_one_branch(int job, bool hurry) {
  if (hurry)
    co_await record(submit(job).get()); // warn: 'get' makes the thread of coroutine 'bad_in_one_branch' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it blocks the thread until the result is there
  else
    co_await record();
}

int good_plain_function(int job) { return submit(job).get(); }

int good_main_like(int argc) {
  auto result = submit(argc);
  result.wait();
  return result.get();
}

mini::task<void> good_thread_of_its_own(int job, std::shared_ptr<std::promise<int>> out) {
  std::thread([job, out] { out->set_value(submit(job).get()); }).detach();
  co_await record();
}

mini::task<void> good_pool_for_blocking_work(int job) {
  co_await annotated::spawn_blocking([job] { submit(job).get(); });
}

mini::task<void> good_spawned(int job) {
  annotated::spawn([job] { submit(job).wait(); });
  co_await record();
}

mini::task<void> good_lambda_that_nobody_calls(int job) {
  auto later = [job] { return submit(job).get(); };
  (void)later;
  co_await record();
}

mini::task<void> good_unreachable(int job) {
  constexpr bool synchronous = false;
  if constexpr (synchronous)
    submit(job).get();
  if (false)
    submit(job).wait();
  co_await record();
  co_return;
  submit(job).get();
}

mini::task<void> good_never_evaluated(int job) {
  using value = decltype(submit(job).get());
  co_await record(static_cast<int>(sizeof(submit(job).get()) + sizeof(value)));
}

mini::generator<int> good_synchronous_generator(std::vector<std::future<int>> &running) {
  for (auto &f : running)
    co_yield f.get();
}

// ---- get and wait of other things ----

struct conn {
  int id;
};

mini::task<int> good_pointers(std::unique_ptr<conn> a, std::shared_ptr<conn> b, std::reference_wrapper<conn> c) {
  auto both = std::make_tuple(a.get()->id, b.get()->id);
  co_await record(std::get<0>(both));
  co_return std::get<1>(both) + c.get().id;
}

mini::task<int> good_own_get() {
  struct box {
    int v = 1;
    int get() const { return v; }
    void wait() const {}
  };
  box b;
  b.wait();
  co_await record();
  co_return b.get();
}

namespace good_awaitables {
struct event {
  mini::tick wait();
  mini::task<int> get();
};
struct worker {
  mini::task<void> run();
};
mini::task<void> f(event &e, worker &w) {
  co_await e.wait();
  int v = co_await e.get();
  co_await w.run();
  co_await record(v);
}
} // namespace good_awaitables

mini::task<void> good_futures_made_and_handed_on(std::vector<std::future<int>> &running, int job) {
  std::promise<int> out;
  running.push_back(out.get_future());
  running.push_back(submit(job));
  out.set_value(job);
  co_await record(running.back().valid());
}

// ---- Futures that nobody waits for here ----

mini::task<void> good_passed_on(std::vector<std::future<int>> &running, int job) {
  auto result = submit(job);
  running.push_back(std::move(result));
  co_await record();
}

mini::task<std::future<int>> good_returned(int job) {
  co_await record();
  co_return submit(job);
}

mini::task<void> good_dropped(int job) {
  // The future of a promise does not wait at its end.
  auto result = submit(job);
  co_await record(result.valid());
}

mini::task<void> good_shared(std::shared_future<int> leader) {
  auto copy = leader;
  co_await record(copy.valid());
}

mini::task<void> good_valid_and_share(std::future<int> result) {
  auto all = result.share();
  co_await record(all.valid() + result.valid());
}

namespace good_kept_in_a_member {
struct Service {
  std::future<int> pending;
  std::vector<std::future<int>> running;
  mini::task<void> start(int job) {
    pending = submit(job);
    running.emplace_back(submit(job + 1));
    co_await record();
  }
};
} // namespace good_kept_in_a_member

mini::task<void> good_set_by_another_thread(std::shared_ptr<std::promise<int>> out) {
  std::thread([out] { out->set_value(1); }).detach();
  co_await record();
}

mini::task<void> good_wrapped_for_a_plain_callback(int job, void (*callback)(std::future<int>)) {
  callback(submit(job));
  co_await record();
}

// ---- More of what is called get and wait, and is none ----

mini::task<void> good_variants_and_arrays(std::array<int, 2> a, std::tuple<int, long> t, std::pair<int, int> p) {
  co_await record(std::get<0>(a) + std::get<int>(t) + std::get<1>(p));
}

namespace good_http_client {
struct response {
  int status;
};
struct client {
  mini::task<response> get(std::string url);
  mini::task<response> get(std::string url, std::chrono::seconds timeout);
};
mini::task<void> f(client &c) {
  auto r = co_await c.get("https://example.org");
  auto s = co_await c.get("https://example.org", 5s);
  co_await record(r.status + s.status);
}
} // namespace good_http_client

namespace good_cache {
struct cache {
  std::map<int, int> rows;
  int get(int key) const { return rows.at(key); }
  bool wait(int) const { return false; }
};
mini::task<void> f(cache &c) { co_await record(c.get(1) + c.wait(2)); }
} // namespace good_cache

namespace good_own_future_that_is_awaited {
template <class T> struct future {
  T value;
  bool await_ready() { return true; }
  void await_suspend(std::coroutine_handle<>) {}
  T await_resume() { return value; }
};
future<int> start(int);
mini::task<void> f() { co_await record(co_await start(1)); }
} // namespace good_own_future_that_is_awaited

namespace good_own_future_with_a_visible_get {
template <class T> struct future {
  T value;
  bool done = true;
  T get() { return value; }
};
mini::task<void> f(future<int> ready) { co_await record(ready.get()); }
} // namespace good_own_future_with_a_visible_get

mini::task<void> good_reference_wrapper(std::reference_wrapper<std::future<int>> result) {
  co_await record(result.get().valid());
}

mini::task<void> good_pointer_to_a_future(std::shared_ptr<std::future<int>> result) {
  co_await record(result.get() != nullptr);
}

mini::task<void> good_optional_future(std::optional<std::future<int>> maybe) {
  co_await record(maybe.has_value() && maybe->valid());
}

// ---- Whose thread it is ----

namespace good_plain_member_of_a_class_with_coroutines {
struct Service {
  std::future<int> pending;
  int join() { return pending.get(); }
  mini::task<void> run() { co_await record(); }
};
} // namespace good_plain_member_of_a_class_with_coroutines

namespace good_destructor_of_a_class_with_coroutines {
struct Service {
  std::future<void> pending;
  ~Service() { pending.wait(); }
  mini::task<void> run() { co_await record(); }
};
} // namespace good_destructor_of_a_class_with_coroutines

namespace good_local_class_in_a_coroutine {
mini::task<void> f() {
  struct Local {
    int finish(std::future<int> &f) { return f.get(); }
  };
  co_await record(sizeof(Local));
}
} // namespace good_local_class_in_a_coroutine

mini::task<void> good_pool_and_the_future_moves_along(int job) {
  auto result = submit(job);
  co_await annotated::spawn_blocking([result = std::move(result)]() mutable { result.get(); });
}

mini::task<void> good_jthread_handed_on(std::vector<std::jthread> &workers, int job) {
  workers.emplace_back([job] { submit(job).wait(); });
  co_await record();
}
