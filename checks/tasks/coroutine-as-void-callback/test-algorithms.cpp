// flags: -std=c++20 -pthread
// What the standard library calls and whose result it ignores, and what it keeps.
#include "annotated.h"
#include "mini.h"
#include <algorithm>
#include <array>
#include <future>
#include <list>
#include <map>
#include <mutex>
#include <numeric>
#include <ranges>
#include <set>
#include <stop_token>
#include <thread>

struct Job {
  int id = 0;
  mini::task<void> run() const;
  mini::task<void> finish(int code);
};
mini::task<void> save(int key);
mini::task<int> rank(int id);
mini::task<bool> is_stale(int key);
mini::task<void> when_all(std::vector<mini::task<void>> tasks);
void sync_wait(mini::task<void> t);

// ---- for_each and its kin ----

void bad_for_each(const std::vector<int> &keys) {
  std::for_each(keys.begin(), keys.end(), [](int key) -> mini::task<void> { co_await save(key); }); // warn: the task that this lambda returns never runs: 'std::for_each' drops it // note: call it from a plain lambda that spawns the task
}

void bad_for_each_of_a_named_coroutine(const std::vector<int> &keys) {
  std::for_each(keys.begin(), keys.end(), save); // warn: the task that 'save' returns never runs: 'std::for_each' drops it // note: call it from a plain lambda that spawns the task
  std::for_each(keys.begin(), keys.end(), &save); // warn: the task that 'save' returns never runs: 'std::for_each' drops it // note: call it from a plain lambda that spawns the task
}

void bad_for_each_of_a_named_lambda(const std::list<int> &keys) {
  auto one = [](int key) -> mini::task<void> { co_await save(key); }; // note: the task comes from this coroutine
  std::for_each(keys.begin(), keys.end(), one); // warn: the task that the lambda returns never runs: 'std::for_each' drops it // note: call it from a plain lambda that spawns the task
}

void bad_for_each_of_a_plain_lambda(const std::vector<int> &keys) {
  std::for_each(keys.begin(), keys.end(), [](int key) { return save(key); }); // warn: the task that this lambda returns never runs: 'std::for_each' drops it // note: call it from a plain lambda that spawns the task
}

void bad_for_each_over_an_array(int (&keys)[4]) {
  std::for_each(std::begin(keys), std::end(keys), [](int &key) -> mini::task<void> { co_await save(key++); }); // warn: the task that this lambda returns never runs: 'std::for_each' drops it // note: call it from a plain lambda that spawns the task
}

void bad_for_each_over_a_map(std::map<int, Job> &jobs) {
  std::for_each(jobs.begin(), jobs.end(), [](auto &entry) -> mini::task<void> { co_await entry.second.run(); }); // warn: the task that this lambda returns never runs: 'std::for_each' drops it // note: call it from a plain lambda that spawns the task
}

void bad_for_each_of_a_member(const std::vector<Job> &jobs) {
  std::for_each(jobs.begin(), jobs.end(), std::mem_fn(&Job::run)); // warn: the task that 'run' returns never runs: 'std::for_each' drops it // note: call it from a plain lambda that spawns the task
}

void bad_for_each_of_a_bound_member(Job &job, const std::vector<int> &codes) {
  std::for_each(codes.begin(), codes.end(), std::bind_front(&Job::finish, &job)); // warn: the task that 'finish' returns never runs: 'std::for_each' drops it // note: call it from a plain lambda that spawns the task
}

void bad_for_each_n(const std::vector<int> &keys) {
  std::for_each_n(keys.begin(), 3, [](int key) -> mini::task<void> { co_await save(key); }); // warn: the task that this lambda returns never runs: 'std::for_each_n' drops it // note: call it from a plain lambda that spawns the task
}

void bad_ranges_for_each(const std::vector<int> &keys) {
  std::ranges::for_each(keys, [](int key) -> mini::task<void> { co_await save(key); }); // warn: the task that this lambda returns never runs: 'std::ranges::for_each' drops it // note: call it from a plain lambda that spawns the task
}

namespace bad_ranges_for_each_forms {
void ranges_for_each_over_a_view(const std::vector<int> &keys) {
  std::ranges::for_each(keys | std::views::filter([](int k) { return k > 0; }), [](int key) -> mini::task<void> { co_await save(key); }); // warn: the task that this lambda returns never runs: 'std::ranges::for_each' drops it // note: call it from a plain lambda that spawns the task
}

void ranges_for_each_of_iterators(const std::set<int> &keys) {
  std::ranges::for_each(keys.begin(), keys.end(), &save); // warn: the task that 'save' returns never runs: 'std::ranges::for_each' drops it // note: call it from a plain lambda that spawns the task
}

void ranges_for_each_with_projection(const std::vector<Job> &jobs) {
  std::ranges::for_each(jobs, [](int id) -> mini::task<void> { co_await save(id); }, &Job::id); // warn: the task that this lambda returns never runs: 'std::ranges::for_each' drops it // note: call it from a plain lambda that spawns the task
}
} // namespace bad_ranges_for_each_forms

void bad_ranges_for_each_of_a_member(const std::vector<Job> &jobs) {
  std::ranges::for_each(jobs, &Job::run); // warn: the task that 'run' returns never runs: 'std::ranges::for_each' drops it // note: call it from a plain lambda that spawns the task
}

void bad_ranges_for_each_n(const std::vector<int> &keys) {
  std::ranges::for_each_n(keys.begin(), 2, [](int key) -> mini::task<void> { co_await save(key); }); // warn: the task that this lambda returns never runs: 'std::ranges::for_each_n' drops it // note: call it from a plain lambda that spawns the task
}

mini::task<void> bad_for_each_in_a_coroutine(std::vector<int> keys) {
  co_await save(0);
  std::for_each(keys.begin(), keys.end(), [](int key) -> mini::task<void> { // warn: the task that this lambda returns never runs: 'std::for_each' drops it // note: call it from a plain lambda that spawns the task
    co_await save(key);
  });
}

namespace bad_for_each_in_a_template {
template <class Range> void save_each(const Range &range) {
  std::for_each(range.begin(), range.end(), [](int key) -> mini::task<void> { co_await save(key); }); // warn: the task that this lambda returns never runs: 'std::for_each' drops it // note: call it from a plain lambda that spawns the task
}
void f(const std::vector<int> &v, const std::set<int> &s) {
  save_each(v);
  save_each(s);
}
} // namespace bad_for_each_in_a_template

// ---- Called once, or when something happens ----

void bad_call_once(std::once_flag &once) {
  std::call_once(once, []() -> mini::task<void> { co_await save(1); }); // warn: the task that this lambda returns never runs: 'std::call_once' drops it // note: call it from a plain lambda that spawns the task
}

void bad_stop_callback(std::stop_token token) {
  std::stop_callback on_stop(token, []() -> mini::task<void> { co_await save(1); }); // warn: the task that this lambda returns never runs: 'std::stop_callback' drops it // note: call it from a plain lambda that spawns the task
}

// ---- Silent: what it is given is no coroutine ----

mini::task<void> good_for_each_stores_the_tasks(std::vector<int> keys) {
  std::vector<mini::task<void>> writes;
  std::for_each(keys.begin(), keys.end(), [&writes](int key) { writes.push_back(save(key)); });
  co_await when_all(std::move(writes));
}

void good_for_each_waits(const std::vector<int> &keys) {
  std::for_each(keys.begin(), keys.end(), [](int key) { sync_wait(save(key)); });
}

void good_for_each_spawns(const std::vector<int> &keys) {
  std::ranges::for_each(keys, [](int key) {
    annotated::spawn([key]() -> annotated::task<void> { co_await save(key); });
  });
}

void good_for_each_fire_and_forget(const std::vector<int> &keys) {
  std::for_each(keys.begin(), keys.end(), [](int key) -> mini::forget { co_await save(key); });
}

void good_for_each_returns_a_number(std::vector<int> &keys) {
  std::for_each(keys.begin(), keys.end(), [](int &key) { return ++key; });
}

mini::task<void> good_range_for(const std::vector<Job> &jobs) {
  for (const Job &job : jobs)
    co_await job.run();
}

// ---- Silent: the results are kept ----

mini::task<void> good_transform(std::vector<int> keys) {
  std::vector<mini::task<void>> writes;
  std::transform(keys.begin(), keys.end(), std::back_inserter(writes), [](int key) -> mini::task<void> { co_await save(key); });
  co_await when_all(std::move(writes));
}

mini::task<void> good_transform_of_a_name(std::vector<int> keys) {
  std::vector<mini::task<void>> writes;
  std::ranges::transform(keys, std::back_inserter(writes), &save);
  co_await when_all(std::move(writes));
}

mini::task<void> good_generate() {
  std::vector<mini::task<void>> writes;
  std::generate_n(std::back_inserter(writes), 4, []() -> mini::task<void> { co_await save(1); });
  co_await when_all(std::move(writes));
}

mini::task<int> good_lazy_view(std::vector<int> ids) {
  int sum = 0;
  for (auto &&t : ids | std::views::transform([](int id) -> mini::task<int> { co_return co_await rank(id); }))
    sum += co_await std::move(t);
  co_return sum;
}

mini::task<void> good_invoke_result() {
  co_await std::invoke(&save, 1);
  auto later = std::bind_front(&save, 2);
  co_await later();
}

mini::task<void> good_optional_of_a_coroutine(std::optional<int> key) {
  auto write = [](int k) -> mini::task<void> { co_await save(k); };
  if (key)
    co_await write(*key);
}

void good_async() {
  auto made = std::async(std::launch::deferred, &save, 3);
  sync_wait(made.get());
}

mini::task<int> good_accumulate(std::vector<int> ids) {
  auto total = std::accumulate(ids.begin(), ids.end(), rank(0), [](mini::task<int> sum, int id) -> mini::task<int> {
    int before = co_await std::move(sum);
    co_return before + co_await rank(id);
  });
  co_return co_await std::move(total);
}

namespace good_for_each_of_the_users_own {
template <class Range, class F> mini::task<void> for_each(const Range &range, F f) {
  for (const auto &one : range)
    co_await f(one);
}
mini::task<void> run(std::vector<int> keys) {
  co_await for_each(keys, [](int key) -> mini::task<void> { co_await save(key); });
  co_await for_each(keys, &save);
}
} // namespace good_for_each_of_the_users_own

namespace good_call_once_waits {
std::once_flag once;
void f() {
  std::call_once(once, [] { sync_wait(save(1)); });
}
} // namespace good_call_once_waits

void good_stop_callback_cancels(std::stop_token token, std::vector<int> &keys) {
  std::stop_callback on_stop(token, [&keys] { keys.clear(); });
}
