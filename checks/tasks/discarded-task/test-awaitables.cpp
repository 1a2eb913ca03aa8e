// flags: -std=c++20 -Wno-unused-value
// Awaitables that are no tasks: dropping one loses what its await_suspend would have started.
#include "mini.h"
#include <atomic>
#include <mutex>
#include <tuple>

/// Runs what it is given, some time later.
struct event_loop {
  void post(std::coroutine_handle<> h);
  void post_after(int milliseconds, std::coroutine_handle<> h);
  void watch(int descriptor, void *who);
  int start_timer(int milliseconds);
};
void log_line(const char *what);

// ---- The work starts in await_suspend ----

namespace bad_timer_constructed {
struct delay {
  event_loop &loop;
  int milliseconds;
  bool await_ready() const noexcept { return milliseconds <= 0; }
  void await_suspend(std::coroutine_handle<> h) { loop.post_after(milliseconds, h); }
  void await_resume() const noexcept {}
};
mini::task<void> retry(event_loop &loop) {
  delay{loop, 100}; // warn: the awaitable made by this call is dropped, so nothing happens // fix: co_await delay{loop, 100};
  delay(loop, 200); // warn: the awaitable made by this call is dropped, so nothing happens // fix: co_await delay(loop, 200);
  log_line("retrying");
  co_return;
}
} // namespace bad_timer_constructed

namespace bad_timer_from_a_visible_function {
struct delay {
  event_loop &loop;
  int milliseconds;
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<> h) { loop.post_after(milliseconds, h); }
  void await_resume() const noexcept {}
};
delay pause(event_loop &loop, int milliseconds) { return {loop, milliseconds}; }
delay pause_a_second(event_loop &loop) { return pause(loop, 1000); }
mini::task<void> retry(event_loop &loop) {
  pause(loop, 100); // warn: the awaitable made by 'pause' is dropped, so nothing happens // fix: co_await pause(loop, 100);
  pause_a_second(loop); // warn: the awaitable made by 'pause_a_second' is dropped, so nothing happens // fix: co_await pause_a_second(loop);
  co_return;
}
} // namespace bad_timer_from_a_visible_function

namespace bad_operation_of_a_member_function {
class event {
  std::atomic<void *> waiter_{nullptr};

public:
  struct wait_operation {
    event &e;
    bool await_ready() const noexcept { return e.waiter_.load() == &e; }
    bool await_suspend(std::coroutine_handle<> h) noexcept {
      void *nobody = nullptr;
      return e.waiter_.compare_exchange_strong(nobody, h.address());
    }
    void await_resume() const noexcept {}
  };
  wait_operation wait() noexcept { return wait_operation{*this}; }
  void set();
};
mini::task<void> consume(event &ready) {
  ready.wait(); // warn: the awaitable made by 'wait' is dropped, so nothing happens // fix: co_await ready.wait();
  log_line("ready");
  co_return;
}
} // namespace bad_operation_of_a_member_function

// The frame of a channel's reader is queued when it is awaited.
namespace bad_channel_operations {
template <class T> class channel {
  std::vector<T> buffer_;
  std::coroutine_handle<> reader_;

public:
  struct receive_operation {
    channel &from;
    bool await_ready() const noexcept { return !from.buffer_.empty(); }
    void await_suspend(std::coroutine_handle<> h) noexcept { from.reader_ = h; }
    T await_resume() {
      T value = std::move(from.buffer_.back());
      from.buffer_.pop_back();
      return value;
    }
  };
  receive_operation receive() { return {*this}; }
};
mini::task<int> skip_one(channel<int> &numbers) {
  numbers.receive(); // warn: the awaitable made by 'receive' is dropped, so nothing happens // fix: co_await numbers.receive();
  (void)numbers.receive(); // warn: the awaitable made by 'receive' is dropped, so nothing happens // note: it starts when it is awaited; this only silences the compiler // fix: (void)co_await numbers.receive();
  std::ignore = numbers.receive(); // warn: the awaitable made by 'receive' is dropped, so nothing happens // note: it starts when it is awaited; this only silences the compiler // fix: std::ignore = co_await numbers.receive();
  auto _ = numbers.receive(); // warn: the awaitable made by 'receive' is dropped, so nothing happens // note: it starts when it is awaited; this only silences the compiler // fix: auto _ = co_await numbers.receive();
  co_return co_await numbers.receive();
}
} // namespace bad_channel_operations

namespace bad_awaiter_behind_operator_co_await {
struct sleep_request {
  event_loop *loop;
  int milliseconds;
  auto operator co_await() const {
    struct awaiter {
      sleep_request request;
      bool await_ready() const noexcept { return false; }
      void await_suspend(std::coroutine_handle<> h) const { request.loop->post_after(request.milliseconds, h); }
      void await_resume() const noexcept {}
    };
    return awaiter{*this};
  }
};
sleep_request sleep(event_loop &loop, int milliseconds) { return {&loop, milliseconds}; }
mini::task<void> poll(event_loop &loop) {
  sleep(loop, 5); // warn: the awaitable made by 'sleep' is dropped, so nothing happens // fix: co_await sleep(loop, 5);
  sleep_request{&loop, 6}; // warn: the awaitable made by this call is dropped, so nothing happens // fix: co_await sleep_request{&loop, 6};
  co_return;
}
} // namespace bad_awaiter_behind_operator_co_await

namespace bad_awaiter_behind_a_free_operator {
struct sleep_request {
  event_loop *loop;
  int milliseconds;
};
struct sleep_awaiter {
  sleep_request request;
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<> h) const { request.loop->post_after(request.milliseconds, h); }
  void await_resume() const noexcept {}
};
sleep_awaiter operator co_await(sleep_request r) { return {r}; }
mini::task<void> poll(event_loop &loop) {
  sleep_request{&loop, 5}; // warn: the awaitable made by this call is dropped, so nothing happens // fix: co_await sleep_request{&loop, 5};
  co_return;
}
} // namespace bad_awaiter_behind_a_free_operator

// A move to another executor that nobody declared as one: an awaitable like any other.
namespace bad_switch_that_nobody_declared {
struct resume_on_loop {
  event_loop &loop;
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<> h) const { loop.post(h); }
  void await_resume() const noexcept {}
};
mini::task<void> render(event_loop &ui) {
  resume_on_loop{ui}; // warn: the awaitable made by this call is dropped, so nothing happens // fix: co_await resume_on_loop{ui};
  log_line("rendering");
  co_return;
}
} // namespace bad_switch_that_nobody_declared

namespace bad_awaitable_in_a_plain_function {
struct delay {
  event_loop &loop;
  int milliseconds;
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<> h) { loop.post_after(milliseconds, h); }
  void await_resume() const noexcept {}
};
void throttle(event_loop &loop, bool slow) {
  if (slow)
    delay{loop, 50}; // warn: the awaitable made by this call is dropped, so nothing happens // note: only a coroutine can await it; hand it to whatever runs tasks here, or return it
  (void)delay{loop, 60}; // warn: the awaitable made by this call is dropped, so nothing happens // note: it starts when it is awaited; this only silences the compiler
}
} // namespace bad_awaitable_in_a_plain_function

namespace bad_symmetric_transfer_to_a_child {
struct child_start {
  std::coroutine_handle<> child;
  bool await_ready() const noexcept { return !child; }
  std::coroutine_handle<> await_suspend(std::coroutine_handle<>) noexcept { return child; }
  void await_resume() const noexcept {}
};
child_start run(std::coroutine_handle<> h) { return {h}; }
mini::task<void> parent(std::coroutine_handle<> h) {
  run(h); // warn: the awaitable made by 'run' is dropped, so nothing happens // fix: co_await run(h);
  co_return;
}
} // namespace bad_symmetric_transfer_to_a_child

namespace bad_step_of_an_async_generator {
class stream {
  std::coroutine_handle<> producer_;

public:
  struct next_operation {
    std::coroutine_handle<> producer;
    bool await_ready() const noexcept { return false; }
    std::coroutine_handle<> await_suspend(std::coroutine_handle<>) noexcept { return producer; }
    const int *await_resume() const noexcept { return nullptr; }
  };
  next_operation next() { return {producer_}; }
};
mini::task<void> skip(stream &s) {
  s.next(); // warn: the awaitable made by 'next' is dropped, so nothing happens // fix: co_await s.next();
  co_return;
}
} // namespace bad_step_of_an_async_generator

// ---- Awaited, returned, passed on ----

namespace good_timer_used {
struct delay {
  event_loop &loop;
  int milliseconds;
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<> h) { loop.post_after(milliseconds, h); }
  void await_resume() const noexcept {}
};
delay pause(event_loop &loop, int milliseconds) { return {loop, milliseconds}; }
mini::task<void> race(delay a, delay b);
mini::task<void> f(event_loop &loop) {
  co_await delay{loop, 5};
  co_await pause(loop, 6);
  auto short_pause = pause(loop, 1);
  co_await short_pause;
  co_await race(delay{loop, 7}, pause(loop, 8));
}
} // namespace good_timer_used

namespace good_await_suspend_called_by_another_awaiter {
struct delay {
  event_loop &loop;
  int milliseconds;
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<> h) { loop.post_after(milliseconds, h); }
  void await_resume() const noexcept {}
};
struct logged_delay {
  event_loop &loop;
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<> h) {
    log_line("waiting");
    delay{loop, 5}.await_suspend(h);
  }
  void await_resume() const noexcept {}
};
mini::task<void> f(event_loop &loop) { co_await logged_delay{loop}; }
} // namespace good_await_suspend_called_by_another_awaiter

// ---- The work has started before anybody awaits ----

namespace good_constructor_starts_it {
struct timer {
  event_loop &loop;
  int id;
  timer(event_loop &l, int milliseconds) : loop(l), id(l.start_timer(milliseconds)) {}
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<> h) { loop.post(h); }
  void await_resume() const noexcept {}
};
void arm(event_loop &loop) {
  timer(loop, 5);
  timer{loop, 6};
}
} // namespace good_constructor_starts_it

namespace good_factory_starts_it {
struct timer {
  event_loop *loop;
  int id;
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<> h) { loop->watch(id, h.address()); }
  void await_resume() const noexcept {}
};
timer start(event_loop &loop, int milliseconds) {
  int id = loop.start_timer(milliseconds);
  return {&loop, id};
}
void arm(event_loop &loop) { start(loop, 5); }
} // namespace good_factory_starts_it

namespace good_member_function_starts_it {
class connection {
  event_loop &loop_;
  std::vector<std::string> queue_;

public:
  struct sent {
    connection &from;
    bool await_ready() const noexcept { return from.queue_.empty(); }
    void await_suspend(std::coroutine_handle<> h) { from.loop_.post(h); }
    void await_resume() const noexcept {}
  };
  explicit connection(event_loop &l) : loop_(l) {}
  sent write(std::string line) {
    queue_.push_back(std::move(line));
    loop_.watch(3, this);
    return {*this};
  }
};
void greet(connection &c) { c.write("220 ready"); }
} // namespace good_member_function_starts_it

// Who knows what it has done already.
namespace good_function_without_a_body {
struct write_operation {
  event_loop *loop;
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<> h) { loop->post(h); }
  std::size_t await_resume() const noexcept { return 0; }
};
write_operation write_some(int descriptor, std::string data);
void greet(int descriptor) {
  write_some(descriptor, "220 ready");
  mini::sleep_for(std::chrono::milliseconds(3));
}
} // namespace good_function_without_a_body

namespace good_constructor_without_a_body {
class write_operation {
public:
  write_operation(int descriptor, std::string data);
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<> h) { loop_->post(h); }
  void await_resume() const noexcept {}

private:
  event_loop *loop_;
};
void greet(int descriptor) { write_operation(descriptor, "220 ready"); }
} // namespace good_constructor_without_a_body

namespace good_destructor_does_it {
struct deferred_write {
  event_loop *loop;
  ~deferred_write() { loop->start_timer(0); }
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<> h) { loop->post(h); }
  void await_resume() const noexcept {}
};
void flush(event_loop &loop) { deferred_write{&loop}; }
} // namespace good_destructor_does_it

// Nothing is known of how it waits.
namespace good_await_suspend_without_a_body {
struct flushed {
  int generation;
  bool await_ready() const noexcept;
  void await_suspend(std::coroutine_handle<> h);
  void await_resume() const noexcept;
};
struct journal {
  int generation = 0;
  flushed append(std::string line);
};
void note(journal &j) { j.append("started"); }
} // namespace good_await_suspend_without_a_body

namespace good_virtual_function_starts_it {
struct sink {
  struct done {
    event_loop *loop;
    bool await_ready() const noexcept { return false; }
    void await_suspend(std::coroutine_handle<> h) { loop->post(h); }
    void await_resume() const noexcept {}
  };
  virtual ~sink() = default;
  virtual done write(std::string line) = 0;
};
void note(sink &s) { s.write("started"); }
} // namespace good_virtual_function_starts_it

// ---- Nothing to wait for ----

namespace good_ready_value {
struct cached {
  int value;
  bool await_ready() const noexcept { return true; }
  void await_suspend(std::coroutine_handle<>) const noexcept {}
  int await_resume() const noexcept { return value; }
};
cached lookup(int key) { return {key * 2}; }
void warm(int key) {
  lookup(key);
  (void)lookup(key + 1);
  mini::ready{};
}
} // namespace good_ready_value

namespace good_result_object_that_happens_to_be_awaitable {
struct status {
  int code = 0;
  explicit operator bool() const { return code == 0; }
  bool await_ready() const noexcept { return true; }
  void await_suspend(std::coroutine_handle<>) const noexcept {}
  int await_resume() const noexcept { return code; }
};
status close_descriptor(int descriptor);
void f() { close_descriptor(3); }
} // namespace good_result_object_that_happens_to_be_awaitable

namespace good_reference_to_an_awaitable {
class event {
  event_loop *loop_ = nullptr;

public:
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<> h) { loop_->post(h); }
  void await_resume() const noexcept {}
  event &reset() {
    log_line("reset");
    return *this;
  }
};
event &shutdown_event();
void f(event &e) {
  e.reset();
  e.reset().reset();
  shutdown_event();
}
} // namespace good_reference_to_an_awaitable

// An event is an object to be waited for, and to be set: making one starts nothing and loses nothing.
namespace good_named_event {
class event {
  std::coroutine_handle<> waiter_;
  bool set_ = false;

public:
  bool await_ready() const noexcept { return set_; }
  void await_suspend(std::coroutine_handle<> h) { waiter_ = h; }
  void await_resume() const noexcept {}
  void set() {
    set_ = true;
    if (waiter_)
      waiter_.resume();
  }
};
void f(void (*watch)(event &)) {
  event stopped;
  watch(stopped);
}
} // namespace good_named_event

namespace good_async_generator_object {
struct stream {
  struct promise_type {
    stream get_return_object();
    std::suspend_always initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    std::suspend_always yield_value(int) { return {}; }
    void return_void() {}
    void unhandled_exception() { std::terminate(); }
  };
  struct next_operation {
    std::coroutine_handle<> producer;
    bool await_ready() const noexcept { return false; }
    std::coroutine_handle<> await_suspend(std::coroutine_handle<>) noexcept { return producer; }
    const int *await_resume() const noexcept { return nullptr; }
  };
  next_operation next() { return {frame}; }
  std::coroutine_handle<> frame;
};
stream numbers() { co_yield 1; }
mini::task<void> f() {
  auto s = numbers();
  while (co_await s.next())
    log_line("one more");
}
} // namespace good_async_generator_object
