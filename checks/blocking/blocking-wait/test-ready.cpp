// Futures that are known to be ready: tested, waited for, made ready here, or run in place.
// flags: -std=c++20 -pthread
#include "mini.h"
#include <algorithm>
#include <future>
#include <stdexcept>
#include <tuple>
#include <utility>

using namespace std::chrono_literals;

std::future<int> submit(int job);
mini::task<void> record(int v = 0);
mini::task<int> number();
void use(int);

// ---- Asked first, in every spelling ----

mini::task<std::optional<int>> good_if_ready(std::future<int> &result) {
  if (result.wait_for(0s) == std::future_status::ready) {
    int v = result.get();
    co_await record(v);
    co_return v;
  }
  co_return std::nullopt;
}

mini::task<int> good_returns_early(std::future<int> result) {
  if (result.wait_for(0s) != std::future_status::ready)
    co_return -1;
  co_await record();
  co_return result.get();
}

mini::task<int> good_negated(std::future<int> result) {
  if (!(result.wait_for(0ms) == std::future_status::ready))
    co_return -1;
  co_await record();
  co_return result.get();
}

mini::task<int> good_the_other_way_round(std::future<int> result) {
  if (std::future_status::ready != result.wait_for(std::chrono::seconds(0)))
    co_return -1;
  co_return result.get();
}

mini::task<int> good_throws_early(std::future<int> result) {
  if (result.wait_for(std::chrono::milliseconds::zero()) != std::future_status::ready)
    throw std::runtime_error("not yet");
  co_await record();
  co_return result.get();
}

mini::task<void> good_continues(std::vector<std::future<int>> &running) {
  for (auto &f : running) {
    if (f.wait_for(0s) != std::future_status::ready)
      continue;
    co_await record(f.get());
  }
}

mini::task<void> good_breaks(std::vector<std::future<int>> &running) {
  for (auto &f : running) {
    if (f.wait_for(0s) != std::future_status::ready)
      break;
    co_await record(f.get());
  }
}

mini::task<int> good_else(std::future<int> result) {
  if (result.wait_for(0s) != std::future_status::ready) {
    co_await record();
    co_return -1;
  } else {
    co_return result.get();
  }
}

mini::task<int> good_and(std::future<int> result, bool wanted) {
  if (wanted && result.wait_for(0s) == std::future_status::ready)
    co_return result.get();
  co_await record();
  co_return -1;
}

mini::task<int> good_and_in_one_expression(std::future<int> result) {
  bool positive = result.wait_for(0s) == std::future_status::ready && result.get() > 0;
  co_await record();
  co_return positive;
}

mini::task<int> good_or(std::future<int> result, bool unwanted) {
  if (unwanted || result.wait_for(0s) != std::future_status::ready)
    co_return -1;
  co_await record();
  co_return result.get();
}

mini::task<int> good_conditional_operator(std::future<int> result) {
  int v = result.wait_for(0s) == std::future_status::ready ? result.get() : -1;
  co_await record(v);
  co_return v;
}

mini::task<int> good_stored_bool(std::future<int> result) {
  const bool there = result.wait_for(0s) == std::future_status::ready;
  co_await record(there);
  if (there)
    co_return result.get();
  co_return -1;
}

mini::task<int> good_stored_status(std::future<int> result) {
  auto status = result.wait_for(0s);
  if (status != std::future_status::ready)
    co_return -1;
  co_return result.get();
}

mini::task<int> good_if_init(std::future<int> result) {
  if (auto status = result.wait_for(0s); status == std::future_status::ready)
    co_return result.get();
  co_await record();
  co_return -1;
}

mini::task<int> good_switch(std::future<int> result) {
  switch (result.wait_for(0s)) {
  case std::future_status::ready:
    co_return result.get();
  case std::future_status::timeout:
  case std::future_status::deferred:
    break;
  }
  co_await record();
  co_return -1;
}

mini::task<int> good_until_ready(std::future<int> result) {
  while (result.wait_for(0s) != std::future_status::ready)
    co_await mini::sleep_for(5ms);
  co_return result.get();
}

mini::task<int> good_for_until_ready(std::future<int> result) {
  for (;;) {
    if (result.wait_for(0s) == std::future_status::ready)
      break;
    co_await mini::tick();
  }
  co_return result.get();
}

mini::task<int> good_do_until_ready(std::future<int> result) {
  do
    co_await mini::tick();
  while (result.wait_for(0s) != std::future_status::ready);
  co_return result.get();
}

mini::task<int> good_using_enum(std::future<int> result) {
  using enum std::future_status;
  if (result.wait_for(0s) == ready)
    co_return result.get();
  co_await record();
  co_return -1;
}

// Ready stays ready, whatever is awaited in between.
mini::task<int> good_awaits_in_between(std::shared_future<int> result) {
  if (result.wait_for(0s) != std::future_status::ready)
    co_return -1;
  for (int i = 0; i < 3; ++i)
    co_await record(i);
  co_return result.get() + result.get();
}

namespace good_member {
struct Service {
  std::future<int> pending;
  mini::task<int> poll() {
    if (pending.wait_for(0s) != std::future_status::ready)
      co_return -1;
    co_return pending.get();
  }
};
} // namespace good_member

mini::task<int> good_through_a_pointer(std::shared_ptr<std::future<int>> result) {
  if (result->wait_for(0s) != std::future_status::ready)
    co_return -1;
  co_await record();
  co_return result->get();
}

mini::task<int> good_element(std::vector<std::future<int>> &running, std::size_t i) {
  if (running[i].wait_for(0s) == std::future_status::ready)
    co_return running[i].get();
  co_await record();
  co_return -1;
}

namespace good_asked_by_a_helper {
template <class F> bool is_ready(const F &f) { return f.wait_for(0s) == std::future_status::ready; }
mini::task<int> f(std::future<int> result) {
  if (!is_ready(result))
    co_return -1;
  co_await record();
  co_return result.get();
}
} // namespace good_asked_by_a_helper

mini::task<int> good_asked_by_a_lambda(std::future<int> result) {
  auto is_ready = [&] { return result.wait_for(0s) == std::future_status::ready; };
  while (!is_ready())
    co_await mini::tick();
  co_return result.get();
}

mini::task<int> good_moved_after_it_was_asked(std::future<int> result) {
  if (result.wait_for(0s) != std::future_status::ready)
    co_return -1;
  auto mine = std::move(result);
  co_await record();
  co_return mine.get();
}

// ---- Asked, and not obeyed ----

mini::task<int> bad_asked_and_ignored(std::future<int> result) {
  if (result.wait_for(0s) != std::future_status::ready)
    co_await record();
  co_return result.get(); // warn: 'get' makes the thread of coroutine 'bad_asked_and_ignored' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it blocks the thread until the result is there
}

mini::task<int> bad_wrong_way_round(std::future<int> result) {
  if (result.wait_for(0s) == std::future_status::ready)
    co_return -1;
  co_await record();
  co_return result.get(); // warn: 'get' makes the thread of coroutine 'bad_wrong_way_round' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it blocks the thread until the result is there
}

mini::task<int> bad_or_something_else(std::future<int> result, bool wanted) {
  if (wanted || result.wait_for(0s) == std::future_status::ready)
    co_return result.get(); // warn: 'get' makes the thread of coroutine 'bad_or_something_else' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it blocks the thread until the result is there
  co_await record();
  co_return -1;
}

mini::task<int> bad_on_timeout(std::future<int> result) {
  if (result.wait_for(0s) == std::future_status::timeout)
    co_return result.get(); // warn: 'get' makes the thread of coroutine 'bad_on_timeout' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it blocks the thread until the result is there
  co_await record();
  co_return -1;
}

mini::task<int> bad_switch(std::future<int> result) {
  switch (result.wait_for(0s)) {
  case std::future_status::ready:
  case std::future_status::timeout:
    co_return result.get(); // warn: 'get' makes the thread of coroutine 'bad_switch' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it blocks the thread until the result is there
  default:
    break;
  }
  co_await record();
  co_return -1;
}

mini::task<int> bad_another_future(std::future<int> asked, std::future<int> result) {
  if (asked.wait_for(0s) != std::future_status::ready)
    co_return -1;
  co_await record();
  co_return result.get(); // warn: 'get' makes the thread of coroutine 'bad_another_future' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it blocks the thread until the result is there
}

mini::task<int> bad_another_element(std::vector<std::future<int>> &running, std::size_t i) {
  if (running[i].wait_for(0s) == std::future_status::ready)
    co_return running[i + 1].get(); // warn: 'get' makes the thread of coroutine 'bad_another_element' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it blocks the thread until the result is there
  co_await record();
  co_return -1;
}

mini::task<int> bad_assigned_after_it_was_asked(std::future<int> result, int job) {
  if (result.wait_for(0s) != std::future_status::ready)
    co_return -1;
  int first = result.get();
  result = submit(job);
  co_await record(first);
  co_return result.get(); // warn: 'get' makes the thread of coroutine 'bad_assigned_after_it_was_asked' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it blocks the thread until the result is there
}

mini::task<void> bad_next_round(int job) {
  std::future<int> result = submit(job);
  bool there = result.wait_for(0s) == std::future_status::ready;
  while (there) {
    co_await record(result.get()); // warn: 'get' makes the thread of coroutine 'bad_next_round' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it blocks the thread until the result is there
    result = submit(job);
  }
}

mini::task<int> bad_index_changed(std::vector<std::future<int>> &running) {
  std::size_t i = 0;
  if (running[i].wait_for(0s) != std::future_status::ready)
    co_return -1;
  ++i;
  co_await record();
  co_return running[i].get(); // warn: 'get' makes the thread of coroutine 'bad_index_changed' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it blocks the thread until the result is there
}

// A time limit was waited for, which is reported; afterwards it is known whether the result is there.
mini::task<int> bad_only_the_time_limit(std::future<int> result) {
  if (result.wait_for(50ms) != std::future_status::ready) // warn: 'wait_for' makes the thread of coroutine 'bad_only_the_time_limit' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it blocks the thread until the result is there, or the time is up
    co_return -1;
  co_return result.get();
}

// ---- Waited for before ----

mini::task<int> bad_only_the_wait(std::future<int> result) {
  result.wait(); // warn: 'wait' makes the thread of coroutine 'bad_only_the_wait' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it blocks the thread until the result is there
  co_await record();
  co_return result.get();
}

mini::task<int> bad_waited_on_one_path(std::future<int> result, bool first) {
  if (first)
    result.wait(); // warn: 'wait' makes the thread of coroutine 'bad_waited_on_one_path' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it blocks the thread until the result is there
  co_await record();
  co_return result.get(); // warn: 'get' makes the thread of coroutine 'bad_waited_on_one_path' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it blocks the thread until the result is there
}

// A shared future that was got once is ready for ever.
mini::task<int> bad_only_the_first_get(std::shared_future<int> result) {
  int a = result.get(); // warn: 'get' makes the thread of coroutine 'bad_only_the_first_get' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it blocks the thread until the result is there
  co_await record(a);
  co_return a + result.get();
}

// ---- Made ready here ----

mini::task<int> good_promise_was_set() {
  std::promise<int> answer;
  answer.set_value(1);
  auto result = answer.get_future();
  co_await record();
  co_return result.get();
}

mini::task<int> good_promise_is_set_after_get_future() {
  std::promise<int> answer;
  std::future<int> result = answer.get_future();
  answer.set_value(1);
  co_return result.get();
}

mini::task<int> good_promise_has_an_exception() {
  std::promise<int> answer;
  auto result = answer.get_future();
  answer.set_exception(std::make_exception_ptr(std::runtime_error("none")));
  co_await record();
  co_return result.get();
}

mini::task<int> good_promise_is_set_on_both_paths(bool lucky) {
  std::promise<int> answer;
  if (lucky)
    answer.set_value(1);
  else
    answer.set_exception(std::make_exception_ptr(std::runtime_error("none")));
  co_return answer.get_future().get();
}

mini::task<int> good_shared_future_of_a_promise() {
  std::promise<int> answer;
  auto result = answer.get_future().share();
  answer.set_value(2);
  co_return result.get();
}

mini::task<int> good_packaged_task_run_here() {
  std::packaged_task<int()> job([] { return 1; });
  auto result = job.get_future();
  job();
  co_await record();
  co_return result.get();
}

mini::task<int> bad_promise_is_set_later(std::promise<int> &answer) {
  auto result = answer.get_future();
  int v = result.get(); // warn: 'get' makes the thread of coroutine 'bad_promise_is_set_later' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it blocks the thread until the result is there
  answer.set_value(v);
  co_await record();
  co_return v;
}

mini::task<int> bad_promise_is_set_on_one_path(bool lucky, std::promise<int> answer) {
  if (lucky)
    answer.set_value(1);
  co_await record();
  co_return answer.get_future().get(); // warn: 'get' makes the thread of coroutine 'bad_promise_is_set_on_one_path' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it blocks the thread until the result is there
}

mini::task<int> bad_another_promise() {
  std::promise<int> a, b;
  a.set_value(1);
  co_await record();
  co_return b.get_future().get(); // warn: 'get' makes the thread of coroutine 'bad_another_promise' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it blocks the thread until the result is there
}

// ---- Deferred work runs in place ----

mini::task<int> good_deferred() {
  auto later = std::async(std::launch::deferred, [] { return 1; });
  co_await record();
  co_return later.get();
}

mini::task<int> good_deferred_by_name() {
  constexpr auto policy = std::launch::deferred;
  std::future<int> later = std::async(policy, [] { return 1; });
  later.wait();
  co_return later.get();
}

mini::task<int> bad_maybe_deferred() {
  auto later = std::async(std::launch::deferred | std::launch::async, [] { return 1; });
  co_await record();
  co_return later.get(); // warn: 'get' makes the thread of coroutine 'bad_maybe_deferred' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it blocks the thread until the result is there
}

// ---- Answers that are asked for again ----

mini::task<int> good_asked_again(std::future<int> result) {
  auto status = result.wait_for(0s);
  while (status != std::future_status::ready) {
    co_await mini::tick();
    status = result.wait_for(0s);
  }
  co_return result.get();
}

mini::task<int> good_flag_of_a_loop(std::future<int> result) {
  bool done = false;
  while (!done) {
    co_await mini::tick();
    done = result.wait_for(0s) == std::future_status::ready;
  }
  co_return result.get();
}

mini::task<int> good_no_timeout(std::future<int> result) {
  while (result.wait_for(0s) == std::future_status::timeout)
    co_await mini::tick();
  co_return result.get();
}

namespace helper_with_two_returns {
bool is_ready(const std::future<int> &f) {
  if (!f.valid())
    return false;
  return f.wait_for(0s) == std::future_status::ready;
}
mini::task<int> good_helper(std::future<int> result) {
  while (!is_ready(result))
    co_await mini::tick();
  co_return result.get();
}
} // namespace helper_with_two_returns

mini::task<int> bad_flag_of_something_else(std::future<int> result, bool wanted) {
  bool done = false;
  while (!done) {
    co_await mini::tick();
    done = wanted;
  }
  co_return result.get(); // warn: 'get' makes the thread of coroutine 'bad_flag_of_something_else' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it blocks the thread until the result is there
}

// What comes from an await is a part of it, not what is made with it.
mini::task<int> bad_made_with_what_was_awaited() {
  co_await record();
  int job = co_await number();
  auto result = submit(job);
  co_return result.get(); // warn: 'get' makes the thread of coroutine 'bad_made_with_what_was_awaited' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it blocks the thread until the result is there
}

// ---- All elements are asked first, then fetched ----

namespace good_every_element_is_asked_before {
mini::task<int> range(std::vector<std::future<int>> futures) {
  for (auto &f : futures)
    while (f.wait_for(0s) != std::future_status::ready)
      co_await mini::tick{};
  int sum = 0;
  for (auto &f : futures)
    sum += f.get();
  co_return sum;
}
mini::task<int> index(std::vector<std::future<int>> futures) {
  for (size_t i = 0; i < futures.size(); ++i)
    while (futures[i].wait_for(0s) != std::future_status::ready)
      co_await mini::tick{};
  co_return futures.front().get() + futures[1].get();
}
mini::task<int> iterator(std::vector<std::future<int>> futures) {
  for (auto it = futures.begin(); it != futures.end(); ++it)
    while (it->wait_for(0s) != std::future_status::ready)
      co_await mini::tick{};
  int sum = 0;
  for (std::future<int> &f : futures)
    sum += f.get();
  co_return sum;
}
mini::task<int> algorithm(std::vector<std::future<int>> futures) {
  while (!std::all_of(futures.begin(), futures.end(), [](auto &f) { return f.wait_for(0s) == std::future_status::ready; }))
    co_await mini::tick{};
  int sum = 0;
  for (auto &f : futures)
    sum += f.get();
  co_return sum;
}
struct Batch {
  std::vector<std::future<int>> futures;
  mini::task<int> sum() {
    auto ready = [](std::future<int> &f) { return f.wait_for(0s) == std::future_status::ready; };
    while (!std::all_of(futures.begin(), futures.end(), [&](std::future<int> &f) { return f.wait_for(0s) == std::future_status::ready; }))
      co_await mini::tick{};
    int sum = ready(futures[0]) ? 1 : 0;
    for (auto &f : futures)
      sum += f.get();
    co_return sum;
  }
};
} // namespace good_every_element_is_asked_before

namespace bad_other_elements_are_asked {
mini::task<int> other(std::vector<std::future<int>> futures, std::vector<std::future<int>> others) {
  for (auto &f : others)
    while (f.wait_for(0s) != std::future_status::ready)
      co_await mini::tick{};
  int sum = 0;
  for (auto &f : futures)
    sum += f.get(); // warn: 'get' makes the thread of coroutine 'other' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it blocks the thread until the result is there
  co_return sum;
}
mini::task<int> afterwards(std::vector<std::future<int>> futures) {
  int sum = 0;
  for (auto &f : futures)
    sum += f.get(); // warn: 'get' makes the thread of coroutine 'afterwards' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it blocks the thread until the result is there
  for (auto &f : futures)
    while (f.wait_for(0s) != std::future_status::ready)
      co_await mini::tick{};
  co_return sum;
}
mini::task<int> in_the_same_loop(std::vector<std::future<int>> futures) {
  int sum = 0;
  for (auto &f : futures) {
    if (f.wait_for(0s) != std::future_status::ready)
      ++sum;
    sum += f.get(); // warn: 'get' makes the thread of coroutine 'in_the_same_loop' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it blocks the thread until the result is there
    co_await mini::tick{};
  }
  co_return sum;
}
} // namespace bad_other_elements_are_asked

// ---- What was there before it was replaced ----

mini::task<int> good_replaced_when_it_is_ready(std::future<int> f) {
  while (f.wait_for(0s) != std::future_status::ready)
    co_await mini::tick{};
  co_return std::exchange(f, {}).get();
}

mini::task<int> bad_replaced_at_once(std::future<int> f) {
  co_await mini::tick{};
  co_return std::exchange(f, {}).get(); // warn: 'get' makes the thread of coroutine 'bad_replaced_at_once' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it blocks the thread until the result is there
}

// ---- A callable that is the first argument, and one that is kept ----

namespace bad_callable_comes_first {
template <class F> void each(F f, std::vector<std::future<int>> &futures) {
  for (auto &one : futures)
    f(one);
}
mini::task<int> f(std::vector<std::future<int>> futures) {
  int ready = 0;
  for (int i = 0; i != 3; ++i)
    each([&](auto &one) { ready += one.wait_for(0s) == std::future_status::ready; }, futures);
  co_await mini::tick{};
  co_return futures[0].get() + ready; // warn: 'get' makes the thread of coroutine 'f' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it blocks the thread until the result is there
}
} // namespace bad_callable_comes_first
