// flags: -std=c++20 -pthread
// Where a coroutine stands next to a void function and its task is not lost: the silent twins of the places in test.cpp.
#include "annotated.h"
#include "mini.h"
#include <any>
#include <deque>
#include <future>
#include <map>
#include <thread>
#include <variant>

mini::task<void> reload(int config);
mini::task<int> rank(int id);
annotated::task<void> archive(int topic);
void sync_wait(mini::task<void> t);
void start(mini::task<void> t);
void log_line(const char *what);

using Action = std::function<void()>;
using AsyncAction = std::function<mini::task<void>()>;
void on_timer(Action action);

// ---- Members and variables whose signature returns the task ----

namespace good_member_of_async_type {
struct Connection {
  AsyncAction on_close = []() -> mini::task<void> { co_await reload(1); };
  std::function<mini::task<void>(int)> on_data = &reload;
  mini::task<void> close() { co_await on_close(); }
};
mini::task<void> f(Connection &c) {
  c.on_close = []() -> mini::task<void> { co_await reload(2); };
  co_await c.close();
}
} // namespace good_member_of_async_type

namespace good_designated_async_member {
struct Options {
  int retries = 0;
  std::function<mini::task<void>(int)> on_retry;
};
mini::task<void> connect(Options o);
mini::task<void> f() {
  co_await connect({.retries = 1, .on_retry = [](int n) -> mini::task<void> { co_await reload(n); }});
}
} // namespace good_designated_async_member

namespace good_namespace_scope_async_variable {
const AsyncAction at_exit = []() -> mini::task<void> { co_await reload(0); };
} // namespace good_namespace_scope_async_variable

namespace good_default_argument {
mini::task<void> listen(int port, std::function<mini::task<void>(int)> accepted = [](int fd) -> mini::task<void> { co_await reload(fd); });
mini::task<void> f() { co_await listen(80); }
} // namespace good_default_argument

namespace good_returned_async_function {
AsyncAction make(int n) {
  return [n]() -> mini::task<void> { co_await reload(n); };
}
auto make_lambda(int n) {
  return [n]() -> mini::task<void> { co_await reload(n); };
}
} // namespace good_returned_async_function

mini::task<void> good_vector_of_async_functions() {
  std::vector<AsyncAction> steps;
  steps.push_back([]() -> mini::task<void> { co_await reload(1); });
  steps.emplace_back([]() -> mini::task<void> { co_await reload(2); });
  for (auto &step : steps)
    co_await step();
}

mini::task<void> good_array_of_function_pointers() {
  mini::task<void> (*const steps[])(int) = {&reload, reload};
  for (auto *step : steps)
    co_await step(1);
}

namespace good_virtual_interface_returns_the_task {
struct Bus {
  virtual ~Bus() = default;
  virtual void subscribe(int topic, AsyncAction handler) = 0;
};
void f(Bus &bus) {
  bus.subscribe(7, []() -> mini::task<void> { co_await reload(7); });
}
} // namespace good_virtual_interface_returns_the_task

namespace good_signal_of_tasks {
template <class... A> class signal {
  std::vector<std::function<mini::task<void>(A...)>> slots_;

public:
  void connect(std::function<mini::task<void>(A...)> slot) { slots_.push_back(std::move(slot)); }
  mini::task<void> emit(A... a) {
    auto slots = slots_; // slots may connect others
    for (auto &slot : slots)
      co_await slot(a...);
  }
};
mini::task<void> f(signal<int> &changed) {
  changed.connect(&reload);
  changed.connect([](int n) -> mini::task<void> { co_await reload(n); });
  co_await changed.emit(1);
}
} // namespace good_signal_of_tasks

// ---- A callback that returns something else than the task ----

void good_result_is_converted() {
  struct Pending {
    Pending(mini::task<void> t) { start(std::move(t)); }
  };
  std::function<Pending()> run = []() -> mini::task<void> { co_await reload(1); };
  run();
}

namespace good_variant_of_handlers {
using Handler = std::variant<std::function<void(int)>, std::function<mini::task<void>(int)>>;
mini::task<void> call(Handler &h, int n) {
  if (auto *sync = std::get_if<0>(&h))
    (*sync)(n);
  else
    co_await std::get<1>(h)(n);
}
mini::task<void> f() {
  Handler h{std::in_place_index<1>, [](int n) -> mini::task<void> { co_await reload(n); }};
  co_await call(h, 1);
}
} // namespace good_variant_of_handlers

void good_type_erased_whole(std::map<std::string, std::any> &registry) {
  registry["reload"] = std::any(&reload);
  registry["rank"] = std::any([](int id) -> mini::task<int> { co_return co_await rank(id); });
}

// ---- Wrapped before it becomes a void function ----

namespace good_wrapper_function {
template <class F> Action background(F f) {
  return [f = std::move(f)] { start(f()); };
}
void f() {
  on_timer(background([]() -> mini::task<void> { co_await reload(1); }));
  Action later = background([] { return reload(2); });
  later();
}
} // namespace good_wrapper_function

namespace good_wrapper_class {
struct Detached {
  AsyncAction body;
  void operator()() const { start(body()); }
};
void f() {
  on_timer(Detached{[]() -> mini::task<void> { co_await reload(1); }});
}
} // namespace good_wrapper_class

void good_wrapped_in_place(int config) {
  on_timer([config] { start([](int n) -> mini::task<void> { co_await reload(n); }(config)); });
}

void good_waits_in_a_thread() {
  std::jthread worker([](std::stop_token) { sync_wait(reload(1)); });
  std::thread other(&sync_wait, reload(2));
  other.join();
}

void good_thread_of_a_spawning_function() {
  std::thread worker(&start, reload(1));
  worker.join();
}

namespace good_member_that_starts_it {
struct Session {
  mini::task<void> run();
  void launch() { start(run()); }
  void arm() {
    on_timer([this] { launch(); });
    on_timer(std::bind(&Session::launch, this));
    on_timer(std::bind_front(&Session::launch, this));
  }
};
} // namespace good_member_that_starts_it

void good_result_put_into_a_promise(std::promise<int> &done) {
  on_timer([&done] { done.set_value(1); });
  on_timer(std::bind([](std::promise<int> &p) { p.set_value(2); }, std::ref(done)));
}

void good_posts_to_a_queue_of_coroutines(std::deque<AsyncAction> &queue) {
  on_timer([&queue] { queue.push_back([]() -> mini::task<void> { co_await reload(1); }); });
}

void good_assigns_the_task(std::optional<mini::task<void>> &current) {
  on_timer([&current] { current = reload(1); });
}

void good_returns_a_reference_to_a_kept_task(mini::task<void> &kept) {
  on_timer([&kept]() -> mini::task<void> & { return kept; });
}

// ---- Coroutines that answer for themselves ----

namespace good_own_fire_and_forget_type {
struct detached_task {
  struct promise_type {
    detached_task get_return_object() { return {}; }
    std::suspend_never initial_suspend() noexcept { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() { std::terminate(); }
  };
};
detached_task close(int fd) { co_await reload(fd); }
void f(std::map<int, std::function<void(int)>> &closers) {
  closers[1] = close;
  closers[2] = [](int fd) -> detached_task { co_await reload(fd); };
  std::thread(close, 3).detach();
}
} // namespace good_own_fire_and_forget_type

// `void` itself can be a coroutine's type.
struct event {
  int id = 0;
};
template <> struct std::coroutine_traits<void, event> {
  struct promise_type {
    void get_return_object() {}
    std::suspend_never initial_suspend() noexcept { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() { std::terminate(); }
  };
};
namespace good_void_coroutine {
void on_event(event e) { co_await reload(e.id); }
void f() {
  std::function<void(event)> run = &on_event;
  run({});
}
} // namespace good_void_coroutine

namespace good_joining_destructor {
class joining_task {
public:
  struct promise_type {
    joining_task get_return_object();
    std::suspend_never initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception();
  };
  joining_task(joining_task &&) noexcept;
  ~joining_task() { join(); }
  [[clang::annotate("corolint::joins")]] void join();
  bool await_ready() const;
  void await_suspend(std::coroutine_handle<>);
  void await_resume();
};
joining_task refresh();
void f() { on_timer(&refresh); }
} // namespace good_joining_destructor

// ---- Sinks that take the callable as it is ----

namespace good_deduced_parameter {
template <class F> auto timed(F f) {
  auto result = f();
  log_line("made");
  return result;
}
mini::task<void> run() {
  co_await timed([]() -> mini::task<void> { co_await reload(1); });
  co_await timed([] { return reload(2); });
}
} // namespace good_deduced_parameter

namespace good_variadic_combinator {
template <class... F> mini::task<void> in_order(F... f) { (co_await f(), ...); }
mini::task<void> run() {
  co_await in_order([]() -> mini::task<void> { co_await reload(1); },
                    []() -> mini::task<void> { co_await reload(2); });
}
} // namespace good_variadic_combinator

namespace good_constrained_sink {
template <class F>
  requires std::same_as<std::invoke_result_t<F &, int>, mini::task<void>>
mini::task<void> each(F f) {
  for (int i = 0; i < 3; ++i)
    co_await f(i);
}
mini::task<void> run() { co_await each(&reload); }
} // namespace good_constrained_sink

namespace good_class_template_keeps_the_type {
template <class F> class Retry {
  F op_;

public:
  explicit Retry(F op) : op_(std::move(op)) {}
  mini::task<void> run() {
    for (int i = 0; i < 3; ++i)
      co_await op_();
  }
};
mini::task<void> f() {
  Retry retry([]() -> mini::task<void> { co_await reload(1); });
  co_await retry.run();
}
} // namespace good_class_template_keeps_the_type

mini::task<void> good_comparison_and_address(bool soft) {
  auto *apply = &reload;
  if (apply != nullptr && soft)
    co_await apply(1);
}

namespace good_pointer_to_member {
struct Session {
  mini::task<void> open();
  mini::task<void> close();
};
mini::task<void> f(Session &s, bool up) {
  mini::task<void> (Session::*step)() = up ? &Session::open : &Session::close;
  co_await (s.*step)();
  co_await std::invoke(step, s);
}
} // namespace good_pointer_to_member
