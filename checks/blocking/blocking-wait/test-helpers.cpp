// Waits behind helpers and lambdas that are called in place, in awaiters, and what both rules could report.
// flags: -std=c++20 -pthread
#include "annotated.h"
#include <algorithm>
#include <corolint/annotations.h>
#include <functional>
#include <future>
#include <mutex>
#include <thread>

using namespace std::chrono_literals;

std::future<int> submit(int job);
mini::task<void> record(int v = 0);

// ---- Helpers ----

namespace bad_helper {
int result_of(int job) { return submit(job).get(); } // note: 'result_of' calls 'get' here, which blocks the thread until the result is there
mini::task<void> f(int job) {
  co_await record(result_of(job)); // warn: 'result_of' makes the thread of coroutine 'f' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block
}
} // namespace bad_helper

namespace bad_three_calls_down {
int inner(int job) {
  auto f = submit(job);
  f.wait(); // note: 'inner' calls 'wait' here, which blocks the thread until the result is there
  return f.get();
}
int middle(int job) { return inner(job) + 1; } // note: 'middle' calls 'inner' here
int outer(int job) { return middle(job) + 1; } // note: 'outer' calls 'middle' here
mini::task<int> f(int job) {
  co_await record();
  co_return outer(job); // warn: 'outer' makes the thread of coroutine 'f' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block
}
} // namespace bad_three_calls_down

namespace bad_helper_that_takes_the_future {
int finish(std::future<int> f) { return f.get(); } // note: 'finish' calls 'get' here, which blocks the thread until the result is there
mini::task<int> f(int job) {
  co_await record();
  co_return finish(submit(job)); // warn: 'finish' makes the thread of coroutine 'f' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block
}
} // namespace bad_helper_that_takes_the_future

namespace bad_helper_that_takes_a_reference {
int finish(std::future<int> &f) { return f.get(); } // note: 'finish' calls 'get' here, which blocks the thread until the result is there
mini::task<int> f(std::future<int> result) {
  co_await record();
  co_return finish(result); // warn: 'finish' makes the thread of coroutine 'f' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block
}
} // namespace bad_helper_that_takes_a_reference

namespace bad_member_function {
struct Service {
  std::future<int> pending;
  int finish() { return pending.get(); } // note: 'finish' calls 'get' here, which blocks the thread until the result is there
  mini::task<void> stop() {
    co_await record(finish()); // warn: 'finish' makes the thread of coroutine 'stop' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block
  }
};
} // namespace bad_member_function

namespace bad_destructor_of_ones_own {
struct Waiting {
  std::future<int> pending;
  ~Waiting() { pending.wait(); } // note: the destructor of 'Waiting' calls 'wait' here, which blocks the thread until the result is there
};
mini::task<void> f(int job) {
  Waiting waiting{submit(job)}; // warn: the end of 'waiting' makes the thread of coroutine 'f' wait for work that may need that thread // note: see to it that what it waits for is over before, or let it end on a thread that may block
  co_await record();
}
} // namespace bad_destructor_of_ones_own

namespace bad_template {
template <class F> auto wait_all(std::vector<F> &running) {
  int sum = 0;
  for (F &f : running)
    sum += f.get(); // note: 'wait_all' calls 'get' here, which blocks the thread until the result is there
  return sum;
}
mini::task<void> f(std::vector<std::future<int>> running) {
  co_await record(wait_all(running)); // warn: 'wait_all' makes the thread of coroutine 'f' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block
}
} // namespace bad_template

namespace good_template_with_other_elements {
template <class F> int sum_all(std::vector<F> &rows) {
  int sum = 0;
  for (F &f : rows)
    sum += *f.get();
  return sum;
}
mini::task<void> f(std::vector<std::unique_ptr<int>> rows) {
  co_await record(sum_all(rows));
}
} // namespace good_template_with_other_elements

namespace good_helper_that_asks_first {
std::optional<int> peek(std::future<int> &f) {
  if (f.wait_for(0s) != std::future_status::ready)
    return std::nullopt;
  return f.get();
}
mini::task<void> f(std::future<int> result) {
  while (true) {
    if (auto v = peek(result))
      co_await record(*v);
    co_await mini::tick();
  }
}
} // namespace good_helper_that_asks_first

// The helper waits only if the result is not there, and here it is.
namespace good_helper_with_a_ready_future {
int finish(std::future<int> &f) { return f.get(); }
mini::task<int> f(std::future<int> result) {
  if (result.wait_for(0s) != std::future_status::ready)
    co_return -1;
  co_await record();
  co_return finish(result);
}
} // namespace good_helper_with_a_ready_future

namespace helpers_with_a_time_limit {
bool there(std::future<int> &f, std::chrono::milliseconds patience) {
  return f.wait_for(patience) == std::future_status::ready; // note: 'there' calls 'wait_for' here, which blocks the thread until the result is there, or the time is up
}
mini::task<void> good_no_time(std::future<int> &result) {
  co_await record(there(result, 0ms));
}
mini::task<void> bad_some_time(std::future<int> &result) {
  co_await record(there(result, 10ms)); // warn: 'there' makes the thread of coroutine 'bad_some_time' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block
}
} // namespace helpers_with_a_time_limit

namespace good_helper_of_plain_functions {
int result_of(int job) { return submit(job).get(); }
int f(int job) { return result_of(job) + 1; }
mini::task<void> g() { co_await record(); }
} // namespace good_helper_of_plain_functions

namespace good_virtual {
struct Source {
  virtual ~Source() = default;
  virtual int next() { return submit(1).get(); }
};
mini::task<void> f(Source &source) { co_await record(source.next()); }
} // namespace good_virtual

namespace bad_only_the_inner_coroutine {
mini::task<int> inner(int job) {
  co_return submit(job).get(); // warn: 'get' makes the thread of coroutine 'inner' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it blocks the thread until the result is there
}
mini::task<void> outer(int job) { co_await record(co_await inner(job)); }
} // namespace bad_only_the_inner_coroutine

// ---- Lambdas ----

mini::task<void> bad_lambda_called_in_place(int n) {
  auto one = [](int job) { return submit(job).get(); }; // note: this lambda calls 'get' here, which blocks the thread until the result is there
  int sum = 0;
  for (int i = 0; i < n; ++i)
    sum += one(i); // warn: this lambda makes the thread of coroutine 'bad_lambda_called_in_place' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block
  co_await record(sum);
}

mini::task<void> bad_invoked_at_once(int job) {
  const int v = [&] { return submit(job).get(); }(); // warn: this lambda makes the thread of coroutine 'bad_invoked_at_once' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: this lambda calls 'get' here, which blocks the thread until the result is there
  co_await record(v);
}

mini::task<void> bad_algorithm(std::vector<std::future<int>> running) {
  int sum = 0;
  std::for_each(running.begin(), running.end(), [&](auto &f) { sum += f.get(); }); // warn: this lambda makes the thread of coroutine 'bad_algorithm' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: this lambda calls 'get' here, which blocks the thread until the result is there
  co_await record(sum);
}

mini::task<void> bad_annotated_call_in_place(int job) {
  annotated::call_now([job] { submit(job).wait(); }); // warn: this lambda makes the thread of coroutine 'bad_annotated_call_in_place' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: this lambda calls 'wait' here, which blocks the thread until the result is there
  co_await record();
}

mini::task<void> bad_call_once(std::once_flag &once, int job) {
  std::call_once(once, [job] { submit(job).wait(); }); // warn: this lambda makes the thread of coroutine 'bad_call_once' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: this lambda calls 'wait' here, which blocks the thread until the result is there
  co_await record();
}

mini::task<void> good_handed_to_a_pool_for_blocking_work(int job) {
  auto one = [job] { submit(job).get(); };
  co_await annotated::spawn_blocking(one);
}

mini::task<void> good_erased(std::function<int(int)> one) {
  co_await record(one(1));
}

mini::task<void> good_continuation_is_stored(std::vector<std::function<int()>> &later, int job) {
  later.push_back([job] { return submit(job).get(); });
  co_await record();
}

namespace good_vouched {
COROLINT_NONBLOCKING int cached(std::shared_future<int> f) { return f.get(); }
mini::task<void> f(std::shared_future<int> answer) { co_await record(cached(answer)); }
} // namespace good_vouched

// ---- Awaiters ----

// It is resumed by whoever has made the result.
namespace good_await_resume_of_what_was_arranged {
void when_ready(std::future<int> &f, std::function<void()> then);
struct future_awaiter {
  std::future<int> result;
  bool await_ready() { return result.wait_for(0s) == std::future_status::ready; }
  void await_suspend(std::coroutine_handle<> h) { when_ready(result, h); }
  int await_resume() { return result.get(); }
};
mini::task<void> f(int job) { co_await record(co_await future_awaiter{submit(job)}); }
} // namespace good_await_resume_of_what_was_arranged

// The thread waits, and resumes the coroutine when the result is there.
namespace good_await_suspend_with_a_thread {
struct future_awaiter {
  std::future<int> &result;
  bool await_ready() const { return false; }
  void await_suspend(std::coroutine_handle<> h) {
    std::thread([this, h] {
      result.wait();
      h.resume();
    }).detach();
  }
  int await_resume() { return result.get(); }
};
mini::task<void> f(std::future<int> result) { co_await record(co_await future_awaiter{result}); }
} // namespace good_await_suspend_with_a_thread

namespace bad_await_ready_waits {
struct future_awaiter {
  std::future<int> result;
  bool await_ready() {
    result.wait(); // warn: 'wait' makes the thread of whoever awaits 'future_awaiter' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it blocks the thread until the result is there
    return true;
  }
  void await_suspend(std::coroutine_handle<>) {}
  int await_resume() { return result.get(); } // warn: 'get' makes the thread of whoever awaits 'future_awaiter' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it blocks the thread until the result is there
};
} // namespace bad_await_ready_waits

namespace bad_await_suspend_waits {
struct future_awaiter {
  std::future<int> result;
  bool await_ready() { return false; }
  bool await_suspend(std::coroutine_handle<>) {
    result.wait(); // warn: 'wait' makes the thread of whoever awaits 'future_awaiter' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it blocks the thread until the result is there
    return false;
  }
  int await_resume() { return result.get(); }
};
} // namespace bad_await_suspend_waits

// It never suspends, so that nobody arranges anything.
namespace bad_await_resume_waits {
struct future_awaiter {
  std::future<int> result;
  bool await_ready() const noexcept { return true; }
  void await_suspend(std::coroutine_handle<>) {}
  int await_resume() {
    return result.get(); // warn: 'get' makes the thread of whoever awaits 'future_awaiter' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it blocks the thread until the result is there
  }
};
mini::task<void> f(int job) { co_await record(co_await future_awaiter{submit(job)}); }
} // namespace bad_await_resume_waits

// ---- One report for one bug: the wait, where both rules could speak ----

namespace bad_helper_sleeps_and_waits {
int result_of(int job) {
  std::this_thread::sleep_for(1ms);
  return submit(job).get(); // note: 'result_of' calls 'get' here, which blocks the thread until the result is there
}
mini::task<void> f(int job) {
  co_await record(result_of(job)); // warn: 'result_of' makes the thread of coroutine 'f' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block
}
} // namespace bad_helper_sleeps_and_waits

// The get of an async's future: at its end there is nothing left to wait for.
mini::task<void> bad_async_that_is_got(int n) {
  auto side = std::async(std::launch::async, [n] { return 2 * n; });
  co_await record();
  int v = side.get(); // warn: 'get' makes the thread of coroutine 'bad_async_that_is_got' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it blocks the thread until the result is there
  co_await record(v);
}

mini::task<void> bad_async_that_is_waited_for(int n) {
  auto side = std::async(std::launch::async, [n] { return 2 * n; });
  side.wait(); // warn: 'wait' makes the thread of coroutine 'bad_async_that_is_waited_for' wait for work that may need that thread // note: await an asynchronous version of it, or hand it to a thread that may block // note: it blocks the thread until the result is there
  co_await record();
}

// ---- The same ways, and no wait at their end ----

namespace good_helper_only_looks {
bool there(const std::future<int> &f) { return f.valid() && f.wait_for(0s) == std::future_status::ready; }
mini::task<void> f(std::future<int> result) { co_await record(there(result)); }
} // namespace good_helper_only_looks

namespace good_helper_passes_on {
struct Running {
  std::vector<std::future<int>> all;
  void add(std::future<int> f) { all.push_back(std::move(f)); }
};
mini::task<void> f(Running &running, int job) {
  running.add(submit(job));
  co_await record();
}
} // namespace good_helper_passes_on

namespace good_helper_with_a_thread {
void in_background(int job) {
  std::thread([job] { submit(job).wait(); }).detach();
}
mini::task<void> f(int job) {
  in_background(job);
  co_await record();
}
} // namespace good_helper_with_a_thread

namespace good_helper_that_fulfils {
int immediate(int n) {
  std::promise<int> answer;
  answer.set_value(n);
  return answer.get_future().get();
}
mini::task<void> f() { co_await record(immediate(1)); }
} // namespace good_helper_that_fulfils

namespace good_helper_that_runs_deferred_work {
int now(int n) { return std::async(std::launch::deferred, [n] { return n; }).get(); }
mini::task<void> f() { co_await record(now(1)); }
} // namespace good_helper_that_runs_deferred_work

namespace good_all_are_asked_first {
bool all_ready(const std::vector<std::future<int>> &running) {
  return std::all_of(running.begin(), running.end(),
                     [](const auto &f) { return f.wait_for(0s) == std::future_status::ready; });
}
mini::task<void> f(std::vector<std::future<int>> running) {
  while (!all_ready(running))
    co_await mini::tick();
  co_await record(static_cast<int>(running.size()));
}
} // namespace good_all_are_asked_first

mini::task<void> good_lambda_that_asks_first(std::future<int> result) {
  auto peek = [&] { return result.wait_for(0s) == std::future_status::ready ? result.get() : -1; };
  co_await record(peek());
}

mini::task<void> good_lambda_on_a_thread(int job) {
  auto finish = [job] { submit(job).wait(); };
  std::thread(finish).detach();
  co_await record();
}

namespace good_await_ready_asks {
struct future_awaiter {
  std::future<int> &result;
  bool await_ready() const { return result.wait_for(0s) == std::future_status::ready; }
  void await_suspend(std::coroutine_handle<>);
  int await_resume() { return result.get(); }
};
} // namespace good_await_ready_asks
