// Objects whose end blocks: the future of std::async and std::jthread. The report stands where the object is made.
// flags: -std=c++20 -pthread
#include "annotated.h"
#include <array>
#include <future>
#include <map>
#include <thread>

using namespace std::chrono_literals;

mini::task<void> store(int id = 0);
int crunch(int id);
std::future<int> submit(int id);

// ---- The future of std::async ----

mini::task<void> bad_future_dies_in_a_block(int id) {
  {
    auto side = std::async(std::launch::async, crunch, id); // warn: the end of 'side' may block the thread of coroutine 'bad_future_dies_in_a_block' // note: it waits until the function that std::async runs has returned // note: see to it that what it waits for is over before, or let it end on a thread that may block
    co_await store(id);
  }
  co_await store();
}

mini::task<void> bad_future_dies_with_the_coroutine(int id) {
  std::future<int> side = std::async(std::launch::async, crunch, id); // warn: the end of 'side' may block the thread of coroutine 'bad_future_dies_with_the_coroutine' // note: it waits until the function that std::async runs has returned // note: see to it that what it waits for is over before, or let it end on a thread that may block
  co_await store(id);
}

mini::task<void> bad_discarded(int id) {
  (void)std::async(std::launch::async, crunch, id); // warn: the end of this object may block the thread of coroutine 'bad_discarded' // note: it waits until the function that std::async runs has returned // note: see to it that what it waits for is over before, or let it end on a thread that may block
  co_await store(id);
}

mini::task<void> bad_both_policies(int id) {
  (void)std::async(std::launch::async | std::launch::deferred, crunch, id); // warn: the end of this object may block the thread of coroutine 'bad_both_policies' // note: it waits until the function that std::async runs has returned // note: see to it that what it waits for is over before, or let it end on a thread that may block
  co_await store(id);
}

mini::task<void> bad_default_policy(int id) {
  auto side = std::async(crunch, id); // warn: the end of 'side' may block the thread of coroutine 'bad_default_policy' // note: it waits until the function that std::async runs has returned // note: see to it that what it waits for is over before, or let it end on a thread that may block
  co_await store(id);
}

mini::task<void> bad_policy_in_a_variable(int id) {
  const auto policy = std::launch::async;
  auto side = std::async(policy, crunch, id); // warn: the end of 'side' may block the thread of coroutine 'bad_policy_in_a_variable' // note: it waits until the function that std::async runs has returned // note: see to it that what it waits for is over before, or let it end on a thread that may block
  co_await store(id);
}

mini::task<void> bad_dies_on_one_path(int id, bool hurry) {
  auto side = std::async(std::launch::async, crunch, id); // warn: the end of 'side' may block the thread of coroutine 'bad_dies_on_one_path' // note: it waits until the function that std::async runs has returned // note: see to it that what it waits for is over before, or let it end on a thread that may block
  if (hurry)
    co_return;
  annotated::spawn([side = std::move(side)]() mutable { side.wait(); });
  co_await store(id);
}

mini::task<void> bad_assigned_later(int id) {
  std::future<int> side; // warn: the end of 'side' may block the thread of coroutine 'bad_assigned_later' // note: it waits until the function that std::async runs has returned // note: see to it that what it waits for is over before, or let it end on a thread that may block
  co_await store(id);
  side = std::async(std::launch::async, crunch, id);
}

mini::task<void> good_deferred(int id) {
  auto side = std::async(std::launch::deferred, crunch, id);
  co_await store(id);
}

mini::task<void> good_deferred_by_name(int id) {
  constexpr auto policy = std::launch::deferred;
  auto side = std::async(policy, crunch, id);
  co_await store(id);
}

mini::task<void> good_future_of_somebody_else(int id) {
  auto side = submit(id);
  co_await store(id);
}

mini::task<void> good_future_of_a_promise() {
  std::promise<int> result;
  auto side = result.get_future();
  co_await store();
}

mini::task<std::future<int>> good_returned(int id) {
  auto side = std::async(std::launch::async, crunch, id);
  co_await store(id);
  co_return std::move(side);
}

mini::task<void> good_moved_into_a_container(std::vector<std::future<int>> &running, int id) {
  auto side = std::async(std::launch::async, crunch, id);
  running.push_back(std::move(side));
  co_await store(id);
}

mini::task<void> good_handed_to_another_thread(int id) {
  auto side = std::async(std::launch::async, crunch, id);
  std::thread([side = std::move(side)]() mutable { side.wait(); }).detach();
  co_await store(id);
}

mini::task<void> good_dies_where_blocking_is_allowed(int id) {
  auto side = std::async(std::launch::async, crunch, id);
  co_await annotated::spawn_blocking([side = std::move(side)]() mutable { side.get(); });
}

namespace good_kept_in_a_member {
struct Service {
  std::future<int> running;
  mini::task<void> start(int id) {
    running = std::async(std::launch::async, crunch, id);
    co_await store(id);
  }
};
} // namespace good_kept_in_a_member

namespace good_default_constructed {
mini::task<void> f() {
  std::future<int> none;
  co_await store();
}
} // namespace good_default_constructed

mini::task<void> good_shared_elsewhere(std::map<int, std::shared_future<int>> &running, int id) {
  std::shared_future<int> side = std::async(std::launch::async, crunch, id).share();
  running.emplace(id, side);
  co_await store(id);
}

// The helper's own future dies in the helper.
namespace bad_future_dies_in_a_helper {
void warm_up(int id) { auto side = std::async(std::launch::async, crunch, id); } // note: 'warm_up' calls the destructor of the result of 'async' here, which waits until the function that std::async runs has returned
mini::task<void> f(int id) {
  warm_up(id); // warn: 'warm_up' may block the thread of coroutine 'f' // note: await an asynchronous version of it, or hand it to a thread that may block
  co_await store();
}
} // namespace bad_future_dies_in_a_helper

namespace bad_future_from_a_helper {
std::future<int> start(int id) { return std::async(std::launch::async, crunch, id); }
mini::task<void> f(int id) {
  auto side = start(id); // warn: the end of 'side' may block the thread of coroutine 'f' // note: it waits until the function that std::async runs has returned // note: see to it that what it waits for is over before, or let it end on a thread that may block
  co_await store(id);
}
} // namespace bad_future_from_a_helper

int good_plain_function(int id) {
  auto side = std::async(std::launch::async, crunch, id);
  return id;
}

// ---- What is deferred runs in place ----

mini::task<void> bad_deferred_and_blocking() {
  std::async(std::launch::deferred, [] { std::this_thread::sleep_for(1s); }).get(); // warn: this lambda may block the thread of coroutine 'bad_deferred_and_blocking' // note: await an asynchronous version of it, or hand it to a thread that may block // note: this lambda calls 'sleep_for' here, which puts the thread to sleep
  co_await store();
}

mini::task<void> good_deferred_and_harmless() {
  int n = std::async(std::launch::deferred, [] { return 1; }).get();
  co_await store(n);
}

mini::task<void> good_deferred_and_never_run() {
  auto side = std::async(std::launch::deferred, [] { std::this_thread::sleep_for(1s); });
  co_await store();
}

// ---- std::jthread ----

mini::task<void> bad_jthread(std::shared_ptr<int> job) {
  std::jthread worker([job] { crunch(*job); }); // warn: the end of 'worker' may block the thread of coroutine 'bad_jthread' // note: it waits for the end of the thread // note: see to it that what it waits for is over before, or let it end on a thread that may block
  co_await store();
}

mini::task<void> bad_jthread_in_a_block() {
  {
    std::jthread worker(crunch, 1); // warn: the end of 'worker' may block the thread of coroutine 'bad_jthread_in_a_block' // note: it waits for the end of the thread // note: see to it that what it waits for is over before, or let it end on a thread that may block
  }
  co_await store();
}

mini::task<void> bad_temporary_jthread() {
  std::jthread(crunch, 1); // warn: the end of this object may block the thread of coroutine 'bad_temporary_jthread' // note: it waits for the end of the thread // note: see to it that what it waits for is over before, or let it end on a thread that may block
  co_await store();
}

mini::task<void> bad_jthread_asked_to_stop() {
  std::jthread worker(crunch, 1); // warn: the end of 'worker' may block the thread of coroutine 'bad_jthread_asked_to_stop' // note: it waits for the end of the thread // note: see to it that what it waits for is over before, or let it end on a thread that may block
  co_await store();
  worker.request_stop();
}

mini::task<void> bad_jthread_joins_at_the_end_of_one_path(bool hurry) {
  std::jthread worker(crunch, 1); // warn: the end of 'worker' may block the thread of coroutine 'bad_jthread_joins_at_the_end_of_one_path' // note: it waits for the end of the thread // note: see to it that what it waits for is over before, or let it end on a thread that may block
  if (hurry)
    co_return;
  co_await store();
  worker.detach();
}

mini::task<void> bad_jthread_assigned_later() {
  std::jthread worker; // warn: the end of 'worker' may block the thread of coroutine 'bad_jthread_assigned_later' // note: it waits for the end of the thread // note: see to it that what it waits for is over before, or let it end on a thread that may block
  co_await store();
  worker = std::jthread(crunch, 1);
}

// The join is reported; at its end there is nothing left to wait for.
mini::task<void> bad_only_the_join() {
  std::jthread worker(crunch, 1);
  co_await store();
  worker.join(); // warn: 'join' may block the thread of coroutine 'bad_only_the_join' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the end of a thread
}

mini::task<void> good_jthread_detached() {
  std::jthread worker(crunch, 1);
  worker.detach();
  co_await store();
}

mini::task<void> good_jthread_moved_away(std::vector<std::jthread> &workers) {
  std::jthread worker(crunch, 1);
  workers.push_back(std::move(worker));
  co_await store();
}

mini::task<std::jthread> good_jthread_returned() {
  std::jthread worker(crunch, 1);
  co_await store();
  co_return std::move(worker);
}

mini::task<void> good_jthread_never_started() {
  std::jthread worker;
  co_await store();
}

mini::task<void> good_reference_to_a_jthread(std::jthread &worker) {
  std::jthread &mine = worker;
  mine.request_stop();
  co_await store();
}

mini::task<void> good_thread_is_no_jthread() {
  std::thread worker(crunch, 1);
  worker.detach();
  co_await store();
}

void good_jthread_in_a_plain_function() { std::jthread worker(crunch, 1); }

mini::task<void> good_jthread_of_the_offloaded_callable() {
  co_await annotated::spawn_blocking([] { std::jthread worker(crunch, 1); });
}

// ---- In members, containers and owners ----

namespace bad_member_of_a_local {
struct Ticker { // note: the destructor of 'Ticker' calls the destructor of 'jthread' here, which waits for the end of the thread
  std::jthread worker{crunch, 1};
};
mini::task<void> f() {
  Ticker ticker; // warn: the end of 'ticker' may block the thread of coroutine 'f' // note: see to it that what it waits for is over before, or let it end on a thread that may block
  co_await store();
}
} // namespace bad_member_of_a_local

namespace bad_member_of_a_member {
struct Ticker { // note: the destructor of 'Ticker' calls the destructor of 'jthread' here, which waits for the end of the thread
  std::jthread worker{crunch, 1};
  int ticks = 0;
};
struct Clock { // note: the destructor of 'Clock' calls the destructor of 'Ticker' here
  Ticker ticker;
};
mini::task<void> f() {
  Clock clock; // warn: the end of 'clock' may block the thread of coroutine 'f' // note: see to it that what it waits for is over before, or let it end on a thread that may block
  co_await store();
}
} // namespace bad_member_of_a_member

namespace bad_destructor_that_joins {
struct Ticker {
  std::thread worker{crunch, 1};
  ~Ticker() { worker.join(); } // note: the destructor of 'Ticker' calls 'join' here, which waits for the end of a thread
};
mini::task<void> f() {
  Ticker ticker; // warn: the end of 'ticker' may block the thread of coroutine 'f' // note: see to it that what it waits for is over before, or let it end on a thread that may block
  co_await store();
}
} // namespace bad_destructor_that_joins

namespace good_destructor_that_detaches {
struct Ticker {
  std::thread worker{crunch, 1};
  ~Ticker() { worker.detach(); }
};
mini::task<void> f() {
  Ticker ticker;
  co_await store();
}
} // namespace good_destructor_that_detaches

namespace good_member_that_outlives_the_coroutine {
struct Clock {
  std::jthread worker;
  mini::task<void> start() {
    worker = std::jthread(crunch, 1);
    co_await store();
  }
};
} // namespace good_member_that_outlives_the_coroutine

mini::task<void> bad_vector_of_jthreads(int n) {
  std::vector<std::jthread> workers; // warn: the end of 'workers' may block the thread of coroutine 'bad_vector_of_jthreads' // note: it waits for the end of the thread // note: see to it that what it waits for is over before, or let it end on a thread that may block
  for (int i = 0; i < n; ++i)
    workers.emplace_back(crunch, i);
  co_await store();
}

void keep(std::vector<std::jthread> workers);
mini::task<void> good_vector_of_jthreads_moved_away(int n) {
  std::vector<std::jthread> workers;
  for (int i = 0; i < n; ++i)
    workers.emplace_back(crunch, i);
  keep(std::move(workers));
  co_await store();
}

mini::task<void> bad_owned_jthread() {
  auto worker = std::make_unique<std::jthread>(crunch, 1); // warn: the end of 'worker' may block the thread of coroutine 'bad_owned_jthread' // note: it waits for the end of the thread // note: see to it that what it waits for is over before, or let it end on a thread that may block
  co_await store();
}

mini::task<void> bad_optional_jthread() {
  std::optional<std::jthread> worker(std::in_place, crunch, 1); // warn: the end of 'worker' may block the thread of coroutine 'bad_optional_jthread' // note: it waits for the end of the thread // note: see to it that what it waits for is over before, or let it end on a thread that may block
  co_await store();
}

mini::task<void> good_empty_optional_jthread() {
  std::optional<std::jthread> worker;
  co_await store();
}

void keep(std::unique_ptr<std::jthread> worker);
mini::task<void> good_owned_jthread_given_away() {
  auto worker = std::make_unique<std::jthread>(crunch, 1);
  keep(std::move(worker));
  co_await store();
}

// Others may own it, too; nobody knows who is the last.
mini::task<void> good_shared_jthread(std::shared_ptr<std::jthread> worker) {
  co_await store();
}

mini::task<void> bad_array_of_jthreads() {
  std::jthread workers[2] = {std::jthread(crunch, 1), std::jthread(crunch, 2)}; // warn: the end of 'workers' may block the thread of coroutine 'bad_array_of_jthreads' // note: it waits for the end of the thread // note: see to it that what it waits for is over before, or let it end on a thread that may block
  co_await store();
}

// ---- What holds nothing ends at once ----

namespace empty_owners {
struct Job { // note: the destructor of 'Job' calls the destructor of 'jthread' here, which waits for the end of the thread
  std::jthread worker{crunch, 1};
};
mini::task<void> good_null() {
  std::unique_ptr<Job> none = nullptr;
  std::optional<Job> nothing = std::nullopt;
  co_await store();
}
mini::task<void> bad_made() {
  auto job = std::make_unique<Job>(); // warn: the end of 'job' may block the thread of coroutine 'bad_made' // note: see to it that what it waits for is over before, or let it end on a thread that may block
  co_await store();
}
} // namespace empty_owners

namespace threads_never_started {
struct Worker {
  std::thread thread;
  ~Worker() {
    if (thread.joinable())
      thread.join();
  }
};
mini::task<void> good_not_started() {
  Worker worker;
  co_await store();
}
} // namespace threads_never_started

namespace bindings {
struct Pair { // note: the destructor of 'Pair' calls the destructor of 'jthread' here, which waits for the end of the thread
  std::jthread worker{crunch, 1};
  int id = 0;
};
mini::task<void> bad_bindings() {
  auto [worker, id] = Pair(); // warn: the end of these bindings may block the thread of coroutine 'bad_bindings' // note: see to it that what it waits for is over before, or let it end on a thread that may block
  co_await store(id);
}
} // namespace bindings
