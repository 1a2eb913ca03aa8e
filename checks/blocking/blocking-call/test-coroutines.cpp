// Whose thread it is: every kind of coroutine, the functions of awaiters, and functions that are neither.
// flags: -std=c++20 -pthread
#include "mini.h"
#include <atomic>
#include <latch>
#include <thread>
#include <unistd.h>

using namespace std::chrono_literals;

mini::task<int> fetch(int id = 0);
mini::task<void> store(int id = 0);
void settle() { std::this_thread::sleep_for(1s); } // note: 'settle' calls 'sleep_for' here, which puts the thread to sleep // note: 'settle' calls 'sleep_for' here, which puts the thread to sleep // note: 'settle' calls 'sleep_for' here, which puts the thread to sleep // note: 'settle' calls 'sleep_for' here, which puts the thread to sleep // note: 'settle' calls 'sleep_for' here, which puts the thread to sleep // note: 'settle' calls 'sleep_for' here, which puts the thread to sleep // note: 'settle' calls 'sleep_for' here, which puts the thread to sleep // note: 'settle' calls 'sleep_for' here, which puts the thread to sleep // note: 'settle' calls 'sleep_for' here, which puts the thread to sleep // note: 'settle' calls 'sleep_for' here, which puts the thread to sleep // note: 'settle' calls 'sleep_for' here, which puts the thread to sleep // note: 'settle' calls 'sleep_for' here, which puts the thread to sleep // note: 'settle' calls 'sleep_for' here, which puts the thread to sleep // note: 'settle' calls 'sleep_for' here, which puts the thread to sleep // note: 'settle' calls 'sleep_for' here, which puts the thread to sleep // note: 'settle' calls 'sleep_for' here, which puts the thread to sleep // note: 'settle' calls 'sleep_for' here, which puts the thread to sleep // note: 'settle' calls 'sleep_for' here, which puts the thread to sleep // note: 'settle' calls 'sleep_for' here, which puts the thread to sleep

// ---- Coroutines ----

mini::task<void> bad_lazy_task() {
  co_await store();
  settle(); // warn: 'settle' may block the thread of coroutine 'bad_lazy_task' // note: await an asynchronous version of it, or hand it to a thread that may block
}

mini::eager<> bad_eager_task() {
  settle(); // warn: 'settle' may block the thread of coroutine 'bad_eager_task' // note: await an asynchronous version of it, or hand it to a thread that may block
  co_return;
}

mini::forget bad_fire_and_forget() {
  co_await store();
  settle(); // warn: 'settle' may block the thread of coroutine 'bad_fire_and_forget' // note: await an asynchronous version of it, or hand it to a thread that may block
}

namespace bad_member {
struct Service {
  int id = 0;
  mini::task<void> run() {
    co_await store(id);
    settle(); // warn: 'settle' may block the thread of coroutine 'run' // note: await an asynchronous version of it, or hand it to a thread that may block
  }
};
} // namespace bad_member

namespace bad_static_member {
struct Service {
  static mini::task<void> run() {
    co_await store();
    settle(); // warn: 'settle' may block the thread of coroutine 'run' // note: await an asynchronous version of it, or hand it to a thread that may block
  }
};
} // namespace bad_static_member

namespace bad_virtual_member {
struct Service {
  virtual ~Service() = default;
  virtual mini::task<void> run() {
    co_await store();
    settle(); // warn: 'settle' may block the thread of coroutine 'run' // note: await an asynchronous version of it, or hand it to a thread that may block
  }
};
} // namespace bad_virtual_member

namespace bad_member_defined_outside {
struct Service {
  mini::task<void> run();
};
mini::task<void> Service::run() {
  co_await store();
  settle(); // warn: 'settle' may block the thread of coroutine 'run' // note: await an asynchronous version of it, or hand it to a thread that may block
}
} // namespace bad_member_defined_outside

namespace bad_lambda {
mini::task<void> f() {
  auto step = []() -> mini::task<void> {
    co_await store();
    settle(); // warn: 'settle' may block the thread of this coroutine // note: await an asynchronous version of it, or hand it to a thread that may block
  };
  co_await step();
}
} // namespace bad_lambda

namespace bad_lambda_in_a_plain_function {
void start(mini::task<void> work);
void f() {
  auto step = [](int id) -> mini::task<void> {
    co_await store(id);
    settle(); // warn: 'settle' may block the thread of this coroutine // note: await an asynchronous version of it, or hand it to a thread that may block
  };
  start(step(1));
}
} // namespace bad_lambda_in_a_plain_function

namespace bad_generic_lambda {
mini::task<void> f() {
  auto step = [](auto id) -> mini::task<void> {
    co_await store(id);
    settle(); // warn: 'settle' may block the thread of this coroutine // note: await an asynchronous version of it, or hand it to a thread that may block
  };
  co_await step(1);
}
} // namespace bad_generic_lambda

// One place in the source, one report, however many instantiations.
namespace bad_template {
template <class T> mini::task<T> twice(T value) {
  co_await store();
  settle(); // warn: 'settle' may block the thread of coroutine 'twice' // note: await an asynchronous version of it, or hand it to a thread that may block
  co_return value + value;
}
mini::task<void> f() {
  int a = co_await twice(1);
  long b = co_await twice(2l);
  co_await store(a + static_cast<int>(b));
}
} // namespace bad_template

namespace templates {
template <class Clock> mini::task<void> run() {
  co_await store();
  Clock::settle();
}
struct Soft {
  static void settle() {}
};
// A template that is only instantiated with what returns at once.
mini::task<void> good_template() { co_await run<Soft>(); }
} // namespace templates

namespace bad_template_of_a_class {
template <class Clock> struct Service {
  mini::task<void> run() {
    co_await store();
    Clock::settle(); // warn: 'settle' may block the thread of coroutine 'run' // note: await an asynchronous version of it, or hand it to a thread that may block
  }
};
struct Hard {
  static void settle() { std::this_thread::sleep_for(1s); } // note: 'settle' calls 'sleep_for' here, which puts the thread to sleep
};
mini::task<void> f(Service<Hard> service) { co_await service.run(); }
} // namespace bad_template_of_a_class

// An async generator is resumed by the executor, as what it awaits is.
namespace async_generators {
template <class T> struct stream {
  struct promise_type {
    stream get_return_object() { return {std::coroutine_handle<promise_type>::from_promise(*this)}; }
    std::suspend_always initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    std::suspend_always yield_value(T v) noexcept {
      value = v;
      return {};
    }
    void return_void() {}
    void unhandled_exception() { std::terminate(); }
    T value;
  };
  struct next_awaiter {
    std::coroutine_handle<promise_type> frame;
    bool await_ready() { return false; }
    void await_suspend(std::coroutine_handle<>) { frame.resume(); }
    std::optional<T> await_resume() { return frame.promise().value; }
  };
  next_awaiter next() { return {frame}; }
  std::coroutine_handle<promise_type> frame;
};

stream<int> bad_async_generator() {
  for (int i = 0; i < 3; ++i) {
    co_yield co_await fetch(i);
    settle(); // warn: 'settle' may block the thread of coroutine 'bad_async_generator' // note: await an asynchronous version of it, or hand it to a thread that may block
  }
}

stream<int> good_async_generator() {
  for (int i = 0; i < 3; ++i)
    co_yield co_await fetch(i);
}
} // namespace async_generators

// A synchronous generator runs on the thread of whoever pulls it.
mini::generator<int> good_synchronous_generator() {
  for (int i = 0; i < 3; ++i) {
    settle();
    co_yield i;
  }
}

int good_plain_function_pulls_a_generator() {
  int sum = 0;
  for (int i : good_synchronous_generator())
    sum += i;
  return sum;
}

// ---- Functions that are no coroutines ----

int good_plain_function() {
  settle();
  std::latch done(1);
  done.wait();
  return 0;
}

// Returns a task and is no coroutine: its caller may be a main function, or a coroutine, which is then reported.
namespace bad_through_a_function_that_returns_a_task {
mini::task<void> prepared() {
  settle(); // note: 'prepared' calls 'settle' here
  return store();
}
mini::task<void> f() {
  co_await prepared(); // warn: 'prepared' may block the thread of coroutine 'f' // note: await an asynchronous version of it, or hand it to a thread that may block
}
} // namespace bad_through_a_function_that_returns_a_task

mini::task<void> good_function_that_returns_a_task() {
  settle();
  return store();
}

namespace good_plain_member_of_a_class_with_coroutines {
struct Service {
  void stop() { settle(); }
  mini::task<void> run() { co_await store(); }
};
} // namespace good_plain_member_of_a_class_with_coroutines

namespace good_promise {
struct job {
  struct promise_type {
    promise_type() { settle(); }
    job get_return_object() { return {}; }
    std::suspend_never initial_suspend() { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_void() { settle(); }
    void unhandled_exception() { settle(); }
  };
};
} // namespace good_promise

// ---- Awaiters ----

namespace bad_await_suspend {
struct backoff {
  std::chrono::milliseconds delay;
  bool await_ready() const noexcept { return delay.count() == 0; }
  bool await_suspend(std::coroutine_handle<>) {
    std::this_thread::sleep_for(delay); // warn: 'sleep_for' may block the thread of whoever awaits 'backoff' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it puts the thread to sleep
    return false;
  }
  void await_resume() noexcept {}
};
} // namespace bad_await_suspend

namespace bad_await_ready {
struct finished {
  std::latch &done;
  bool await_ready() {
    done.wait(); // warn: 'wait' may block the thread of whoever awaits 'finished' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for other threads to arrive
    return true;
  }
  void await_suspend(std::coroutine_handle<>) {}
  void await_resume() {}
};
} // namespace bad_await_ready

namespace bad_await_resume {
struct synced {
  int fd;
  bool await_ready() { return false; }
  void await_suspend(std::coroutine_handle<>);
  int await_resume() {
    return ::fsync(fd); // warn: 'fsync' may block the thread of whoever awaits 'synced' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it waits for the disk
  }
};
} // namespace bad_await_resume

// The awaiter is at fault, whoever awaits it: one report.
namespace bad_only_the_awaiter {
struct backoff {
  bool await_ready() { return false; }
  bool await_suspend(std::coroutine_handle<>) {
    settle(); // warn: 'settle' may block the thread of whoever awaits 'backoff' // note: await an asynchronous version of it, or hand it to a thread that may block
    return false;
  }
  void await_resume() {}
};
mini::task<void> f() {
  co_await backoff{};
  co_await backoff{};
}
} // namespace bad_only_the_awaiter

namespace bad_await_suspend_through_members {
struct connection {
  int fd;
  void sync() { ::fsync(fd); } // note: 'sync' calls 'fsync' here, which waits for the disk
};
struct flushed {
  connection &to;
  bool await_ready() { return false; }
  void await_suspend(std::coroutine_handle<> h) {
    start(); // warn: 'start' may block the thread of whoever awaits 'flushed' // note: await an asynchronous version of it, or hand it to a thread that may block
    h.resume();
  }
  void await_resume() {}
  void start() { to.sync(); } // note: 'start' calls 'sync' here
};
} // namespace bad_await_suspend_through_members

namespace bad_await_suspend_inherited {
struct sleeping {
  bool await_ready() { return false; }
  bool await_suspend(std::coroutine_handle<>) {
    settle(); // warn: 'settle' may block the thread of whoever awaits 'sleeping' // note: await an asynchronous version of it, or hand it to a thread that may block
    return false;
  }
};
struct napping : sleeping {
  int await_resume() { return 1; }
};
mini::task<int> f() { co_return co_await napping{}; }
} // namespace bad_await_suspend_inherited

namespace bad_awaiter_template {
template <class T> struct delayed {
  T value;
  bool await_ready() { return false; }
  template <class Promise> bool await_suspend(std::coroutine_handle<Promise>) {
    settle(); // warn: 'settle' may block the thread of whoever awaits 'delayed' // note: await an asynchronous version of it, or hand it to a thread that may block
    return false;
  }
  T await_resume() { return value; }
};
mini::task<int> f() { co_return co_await delayed<int>{1} + static_cast<int>(co_await delayed<long>{2}); }
} // namespace bad_awaiter_template

namespace bad_local_awaiter {
mini::task<void> f() {
  struct nap {
    bool await_ready() {
      settle(); // warn: 'settle' may block the thread of whoever awaits 'nap' // note: await an asynchronous version of it, or hand it to a thread that may block
      return true;
    }
    void await_suspend(std::coroutine_handle<>) {}
    void await_resume() {}
  };
  co_await nap{};
}
} // namespace bad_local_awaiter

// operator co_await is called by the coroutine that awaits.
namespace bad_operator_co_await {
struct request {
  mini::tick operator co_await() const {
    settle(); // note: 'operator co_await' calls 'settle' here
    return {};
  }
};
mini::task<void> f() {
  co_await request{}; // warn: 'operator co_await' may block the thread of coroutine 'f' // note: await an asynchronous version of it, or hand it to a thread that may block
}
} // namespace bad_operator_co_await

namespace bad_await_transform {
struct job {
  struct promise_type {
    job get_return_object() { return {}; }
    std::suspend_never initial_suspend() { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() { std::terminate(); }
    mini::tick await_transform(std::chrono::seconds) {
      settle(); // note: 'await_transform' calls 'settle' here
      return {};
    }
  };
};
job f() {
  co_await 1s; // warn: 'await_transform' may block the thread of coroutine 'f' // note: await an asynchronous version of it, or hand it to a thread that may block
}
} // namespace bad_await_transform

namespace good_awaiter_that_schedules {
void wake_later(std::chrono::milliseconds, std::coroutine_handle<>);
struct backoff {
  std::chrono::milliseconds delay;
  bool await_ready() const noexcept { return delay.count() == 0; }
  void await_suspend(std::coroutine_handle<> h) { wake_later(delay, h); }
  void await_resume() noexcept {}
};
mini::task<void> f() { co_await backoff{5ms}; }
} // namespace good_awaiter_that_schedules

namespace good_awaiter_that_tries {
struct finished {
  std::latch &done;
  bool await_ready() { return done.try_wait(); }
  void await_suspend(std::coroutine_handle<>);
  void await_resume() {}
};
} // namespace good_awaiter_that_tries

namespace good_awaiter_with_a_thread {
struct on_new_thread {
  bool await_ready() { return false; }
  void await_suspend(std::coroutine_handle<> h) {
    std::thread([h] {
      settle();
      h.resume();
    }).detach();
  }
  void await_resume() {}
};
mini::task<void> f() { co_await on_new_thread{}; }
} // namespace good_awaiter_with_a_thread

// Other members of an awaiter are functions like any other.
namespace good_other_member_of_an_awaiter {
struct event {
  bool await_ready() { return false; }
  void await_suspend(std::coroutine_handle<>);
  void await_resume() {}
  void wait_on_this_thread() { settle(); }
};
void f(event &e) { e.wait_on_this_thread(); }
} // namespace good_other_member_of_an_awaiter

// await_ready alone makes no awaiter.
namespace good_no_awaiter {
struct probe {
  bool await_ready() {
    settle();
    return true;
  }
};
} // namespace good_no_awaiter

// ---- The same coroutines, awaiting ----

mini::eager<> good_eager_task() {
  co_await mini::sleep_for(1s);
  co_return;
}

mini::forget good_fire_and_forget() {
  co_await mini::sleep_for(1s);
  co_await store();
}

namespace good_members {
struct Service {
  int id = 0;
  virtual ~Service() = default;
  virtual mini::task<void> run() { co_await store(id); }
  static mini::task<void> start() { co_await store(); }
  mini::task<void> stop();
};
mini::task<void> Service::stop() { co_await mini::sleep_for(1s); }
} // namespace good_members

namespace good_generic_lambda {
mini::task<void> f() {
  auto step = [](auto id) -> mini::task<void> { co_await store(id); };
  co_await step(1);
}
} // namespace good_generic_lambda

namespace good_lambda_beside_one_that_blocks {
void run_on_a_thread(void (*)());
mini::task<void> f() {
  run_on_a_thread([] { settle(); });
  auto step = []() -> mini::task<void> { co_await store(); };
  co_await step();
}
} // namespace good_lambda_beside_one_that_blocks

namespace good_awaiter_template {
template <class T> struct delayed {
  T value;
  bool await_ready() { return false; }
  template <class Promise> void await_suspend(std::coroutine_handle<Promise>);
  T await_resume() { return value; }
};
template <class T> template <class Promise> void delayed<T>::await_suspend(std::coroutine_handle<Promise> h) { h.resume(); }
mini::task<void> f() { co_await store(co_await delayed<int>{1}); }
} // namespace good_awaiter_template

namespace good_operator_co_await {
struct request {
  mini::tick operator co_await() const { return {}; }
};
mini::task<void> f() { co_await request{}; }
} // namespace good_operator_co_await

namespace good_await_resume_that_only_reads {
struct received {
  int value = 0;
  bool await_ready() { return false; }
  void await_suspend(std::coroutine_handle<>);
  int await_resume() { return value; }
};
mini::task<void> f() { co_await store(co_await received{}); }
} // namespace good_await_resume_that_only_reads

// A task that blocks when it is dropped would be reported; this one only destroys its frame.
mini::task<void> good_task_that_is_moved() {
  auto first = store(1);
  auto second = std::move(first);
  co_await std::move(second);
}

int good_plain_function_with_an_awaiter() {
  struct nap {
    bool await_ready() { return true; }
    void await_suspend(std::coroutine_handle<>) {}
    void await_resume() {}
  };
  settle();
  return sizeof(nap);
}

namespace good_plain_lambda_in_a_plain_function {
void f() {
  auto rest = [] { settle(); };
  rest();
}
} // namespace good_plain_lambda_in_a_plain_function
