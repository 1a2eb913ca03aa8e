// flags: -std=c++20 -pthread
// A coroutine becomes a callable whose result is void: whoever calls it makes a task and destroys it. And the ways in
// which a coroutine may be a callback.
#include "annotated.h"
#include "mini.h"
#include <future>
#include <list>
#include <map>
#include <thread>
#include <unordered_map>

struct Message {
  int topic = 0;
  std::string body;
};
mini::task<void> store(Message m);
mini::task<void> reload(int config);
mini::task<int> rank(int id);
annotated::task<void> archive(int topic);
void sync_wait(mini::task<void> t);
void log_line(const char *what);

using Handler = std::function<void(const Message &)>;
using Action = std::function<void()>;
void on_timer(Action action);
void on_message(Handler handler);

// ---- Into a std::function: every way to initialise one ----

namespace bad_initialised {
void copy_initialised() {
  std::function<void()> retry = []() -> mini::task<void> { co_await reload(1); }; // warn: the task that this lambda returns never runs: 'std::function' returns void and drops it // note: call it from a plain lambda that spawns the task, or use a signature that returns the task
  retry();
}

void direct_initialised() {
  std::function<void()> retry([]() -> mini::task<void> { co_await reload(1); }); // warn: the task that this lambda returns never runs: 'std::function' returns void and drops it // note: call it from a plain lambda that spawns the task, or use a signature that returns the task
  retry();
}

void list_initialised() {
  Action retry{[]() -> mini::task<void> { co_await reload(1); }}; // warn: the task that this lambda returns never runs: 'std::function' returns void and drops it // note: call it from a plain lambda that spawns the task, or use a signature that returns the task
  retry();
}
} // namespace bad_initialised

namespace bad_lambda_by_name {
void named_lambda_converted() {
  auto body = [](int id) -> mini::task<void> { co_await reload(id); }; // note: the task comes from this coroutine
  std::function<void(int)> on_change = body; // warn: the task that 'body' returns never runs: 'std::function' returns void and drops it // note: call it from a plain lambda that spawns the task, or use a signature that returns the task
  on_change(4);
}

void named_lambda_moved() {
  auto body = [](int id) -> mini::task<void> { co_await reload(id); }; // note: the task comes from this coroutine
  std::function<void(int)> on_change = std::move(body); // warn: the task that 'body' returns never runs: 'std::function' returns void and drops it // note: call it from a plain lambda that spawns the task, or use a signature that returns the task
  on_change(4);
}
} // namespace bad_lambda_by_name

void bad_alias_of_the_function_type(int topic) {
  Handler save = [topic](const Message &m) -> mini::task<void> { // warn: the task that this lambda returns never runs: 'std::function' returns void and drops it // note: call it from a plain lambda that spawns the task, or use a signature that returns the task
    co_await store({topic, m.body});
  };
  save({});
}

void bad_assigned_later(bool verbose) {
  Action action = [] { log_line("idle"); };
  if (verbose)
    action = []() -> mini::task<void> { co_await reload(2); }; // warn: the task that this lambda returns never runs: 'std::function' returns void and drops it // note: call it from a plain lambda that spawns the task, or use a signature that returns the task
  action();
}

// The result is a number that somebody computed for nothing.
void bad_task_with_a_result() {
  std::function<void(int)> warm = [](int id) -> mini::task<int> { co_return co_await rank(id) + 1; }; // warn: the task that this lambda returns never runs: 'std::function' returns void and drops it // note: call it from a plain lambda that spawns the task, or use a signature that returns the task
  warm(1);
}

namespace bad_kinds_of_lambda {
void generic_lambda() {
  Handler save = [](auto const &m) -> mini::task<void> { co_await store(m); }; // warn: the task that this lambda returns never runs: 'std::function' returns void and drops it // note: call it from a plain lambda that spawns the task, or use a signature that returns the task
  save({});
}

void mutable_lambda() {
  Action count = [n = 0]() mutable -> mini::task<void> { co_await reload(++n); }; // warn: the task that this lambda returns never runs: 'std::function' returns void and drops it // note: call it from a plain lambda that spawns the task, or use a signature that returns the task
  count();
}

void only_co_return() {
  Action nothing = []() -> mini::task<void> { co_return; }; // warn: the task that this lambda returns never runs: 'std::function' returns void and drops it // note: call it from a plain lambda that spawns the task, or use a signature that returns the task
  nothing();
}
} // namespace bad_kinds_of_lambda

void bad_annotated_task() {
  Action rotate = []() -> annotated::task<void> { co_await archive(3); }; // warn: the task that this lambda returns never runs: 'std::function' returns void and drops it // note: call it from a plain lambda that spawns the task, or use a signature that returns the task
  rotate();
}

// Runs, as far as it gets without waiting; its exceptions go nowhere.
void bad_eager_coroutine() {
  Action poke = []() -> mini::eager<void> { co_await mini::tick{}; }; // warn: nobody waits for the task that this lambda returns, or sees its exception: 'std::function' returns void and drops it // note: call it from a plain lambda that spawns the task, or use a signature that returns the task
  poke();
}

void bad_const_variable() {
  static const Action at_exit = []() -> mini::task<void> { co_await reload(0); }; // warn: the task that this lambda returns never runs: 'std::function' returns void and drops it // note: call it from a plain lambda that spawns the task, or use a signature that returns the task
  at_exit();
}

// ---- Named coroutines ----

namespace bad_coroutine_by_name {
void address_of_a_coroutine() {
  std::function<void(int)> on_change = &reload; // warn: the task that 'reload' returns never runs: 'std::function' returns void and drops it // note: call it from a plain lambda that spawns the task, or use a signature that returns the task
  on_change(1);
}

void name_of_a_coroutine() {
  std::function<void(int)> on_change = reload; // warn: the task that 'reload' returns never runs: 'std::function' returns void and drops it // note: call it from a plain lambda that spawns the task, or use a signature that returns the task
  on_change(1);
}

void function_pointer(bool soft) {
  mini::task<void> (*apply)(int) = soft ? &reload : nullptr;
  std::function<void(int)> on_change = apply; // warn: the task that 'apply' returns never runs: 'std::function' returns void and drops it // note: call it from a plain lambda that spawns the task, or use a signature that returns the task
  on_change(1);
}
} // namespace bad_coroutine_by_name

namespace bad_static_member {
struct Cache {
  static mini::task<void> evict(int key) { co_await reload(key); } // note: the task comes from this coroutine
  void wire() {
    std::function<void(int)> on_full = &Cache::evict; // warn: the task that 'evict' returns never runs: 'std::function' returns void and drops it // note: call it from a plain lambda that spawns the task, or use a signature that returns the task
    on_full(1);
  }
};
} // namespace bad_static_member

namespace bad_member_function_pointer {
struct Session {
  int id = 0;
  mini::task<void> close() { co_await reload(id); } // note: the task comes from this coroutine
};
void f(Session &s) {
  std::function<void(Session &)> finish = &Session::close; // warn: the task that 'close' returns never runs: 'std::function' returns void and drops it // note: call it from a plain lambda that spawns the task, or use a signature that returns the task
  finish(s);
}
} // namespace bad_member_function_pointer

namespace bad_virtual_member_function_pointer {
struct Plugin {
  virtual ~Plugin() = default;
  virtual mini::task<void> start() = 0;
};
void f(Plugin *p) {
  std::function<void(Plugin *)> boot = &Plugin::start; // warn: the task that 'start' returns never runs: 'std::function' returns void and drops it // note: call it from a plain lambda that spawns the task, or use a signature that returns the task
  boot(p);
}
} // namespace bad_virtual_member_function_pointer

namespace bad_functor {
struct Saver {
  int topic;
  mini::task<void> operator()(const Message &m) const { // note: the task comes from this coroutine
    co_await store({topic, m.body});
  }
};
void f() {
  Handler save = Saver{3}; // warn: the task that 'Saver' returns never runs: 'std::function' returns void and drops it // note: call it from a plain lambda that spawns the task, or use a signature that returns the task
  save({});
}
} // namespace bad_functor

namespace bad_instantiated_coroutine {
template <class T> mini::task<void> send(T value) { // note: the task comes from this coroutine
  co_await reload(static_cast<int>(value));
}
void f() {
  std::function<void(long)> out = &send<long>; // warn: the task that 'send' returns never runs: 'std::function' returns void and drops it // note: call it from a plain lambda that spawns the task, or use a signature that returns the task
  out(1);
}
} // namespace bad_instantiated_coroutine

// A plain function that returns a task loses it in the same way.
void bad_plain_lambda_returns_a_task() {
  Action again = [] { return reload(3); }; // warn: the task that this lambda returns never runs: 'std::function' returns void and drops it // note: call it from a plain lambda that spawns the task, or use a signature that returns the task
  again();
}

namespace bad_plain_function_returns_a_task {
mini::task<void> reload_all(int group) { return reload(group * 100); } // note: the task comes from this function
void f() {
  std::function<void(int)> on_change = reload_all; // warn: the task that 'reload_all' returns never runs: 'std::function' returns void and drops it // note: call it from a plain lambda that spawns the task, or use a signature that returns the task
  on_change(1);
}
} // namespace bad_plain_function_returns_a_task

// ---- As an argument ----

void bad_argument() {
  on_timer([]() -> mini::task<void> { co_await reload(1); }); // warn: the task that this lambda returns never runs: 'std::function' returns void and drops it // note: call it from a plain lambda that spawns the task, or use a signature that returns the task
}

void bad_argument_of_named_lambda() {
  auto tick = []() -> mini::task<void> { co_await reload(1); }; // note: the task comes from this coroutine
  on_timer(tick); // warn: the task that 'tick' returns never runs: 'std::function' returns void and drops it // note: call it from a plain lambda that spawns the task, or use a signature that returns the task
}

mini::task<void> bad_argument_in_a_coroutine(int topic) {
  on_message([topic](const Message &m) -> mini::task<void> { // warn: the task that this lambda returns never runs: 'std::function' returns void and drops it // note: call it from a plain lambda that spawns the task, or use a signature that returns the task
    co_await store({topic, m.body});
  });
  co_await reload(topic);
}

namespace bad_argument_by_reference {
void each_row(const std::function<void(int)> &row);
void f() {
  each_row([](int row) -> mini::task<void> { co_await reload(row); }); // warn: the task that this lambda returns never runs: 'std::function' returns void and drops it // note: call it from a plain lambda that spawns the task, or use a signature that returns the task
}
} // namespace bad_argument_by_reference

namespace bad_argument_by_rvalue_reference {
struct Watcher {
  void watch(std::string path, std::function<void(int)> &&changed);
};
void f(Watcher &w) {
  w.watch("app.conf", &reload); // warn: the task that 'reload' returns never runs: 'std::function' returns void and drops it // note: call it from a plain lambda that spawns the task, or use a signature that returns the task
}
} // namespace bad_argument_by_rvalue_reference

namespace bad_one_of_two_arguments {
void open(std::function<void(int)> done, std::function<void(int)> failed);
void f() {
  open([](int) { log_line("open"); }, [](int code) -> mini::task<void> { co_await reload(code); }); // warn: the task that this lambda returns never runs: 'std::function' returns void and drops it // note: call it from a plain lambda that spawns the task, or use a signature that returns the task
}
} // namespace bad_one_of_two_arguments

namespace bad_constructor_argument {
class Debouncer {
public:
  explicit Debouncer(std::function<void()> fire) : fire_(std::move(fire)) {}
  void poke() { fire_(); }

private:
  std::function<void()> fire_;
};
void f() {
  Debouncer save([]() -> mini::task<void> { co_await store({}); }); // warn: the task that this lambda returns never runs: 'std::function' returns void and drops it // note: call it from a plain lambda that spawns the task, or use a signature that returns the task
  save.poke();
}
void g() {
  auto save = std::make_unique<Debouncer>(Action([]() -> mini::task<void> { co_await store({}); })); // warn: the task that this lambda returns never runs: 'std::function' returns void and drops it // note: call it from a plain lambda that spawns the task, or use a signature that returns the task
  save->poke();
}
} // namespace bad_constructor_argument

namespace bad_virtual_function_argument {
struct Bus {
  virtual ~Bus() = default;
  virtual void subscribe(int topic, Handler handler) = 0;
};
void f(Bus &bus) {
  bus.subscribe(7, [](Message m) -> mini::task<void> { co_await store(std::move(m)); }); // warn: the task that this lambda returns never runs: 'std::function' returns void and drops it // note: call it from a plain lambda that spawns the task, or use a signature that returns the task
}
} // namespace bad_virtual_function_argument

namespace bad_default_argument {
void listen(int port, std::function<void(int)> accepted = [](int fd) -> mini::task<void> { co_await reload(fd); }); // warn: the task that this lambda returns never runs: 'std::function' returns void and drops it // note: call it from a plain lambda that spawns the task, or use a signature that returns the task
void f() { listen(80); }
} // namespace bad_default_argument

// ---- Members ----

namespace bad_default_member_initialiser {
struct Connection {
  std::function<void(int)> on_close = [](int code) -> mini::task<void> { // warn: the task that this lambda returns never runs: 'std::function' returns void and drops it // note: call it from a plain lambda that spawns the task, or use a signature that returns the task
    co_await reload(code);
  };
};
Connection make() { return {}; }
} // namespace bad_default_member_initialiser

namespace bad_constructor_initialiser {
class Poller {
public:
  Poller() : step_([]() -> mini::task<void> { co_await reload(0); }) {} // warn: the task that this lambda returns never runs: 'std::function' returns void and drops it // note: call it from a plain lambda that spawns the task, or use a signature that returns the task
  void run() { step_(); }

private:
  std::function<void()> step_;
};
} // namespace bad_constructor_initialiser

namespace bad_constructor_initialiser_captures_this {
class Poller {
public:
  Poller() : step_{[this]() -> mini::task<void> { co_await poll(); }} {} // warn: the task that this lambda returns never runs: 'std::function' returns void and drops it // note: call it from a plain lambda that spawns the task, or use a signature that returns the task
  mini::task<void> poll();

private:
  std::function<void()> step_;
};
} // namespace bad_constructor_initialiser_captures_this

namespace bad_member_assigned {
struct Server {
  Action on_stop;
  mini::task<void> drain();
  void wire() {
    on_stop = [this]() -> mini::task<void> { co_await drain(); }; // warn: the task that this lambda returns never runs: 'std::function' returns void and drops it // note: call it from a plain lambda that spawns the task, or use a signature that returns the task
  }
};
} // namespace bad_member_assigned

namespace bad_aggregate_initialiser {
struct Callbacks {
  std::function<void()> opened;
  std::function<void(int)> closed;
};
Callbacks make() {
  return {[] { log_line("open"); }, [](int code) -> mini::task<void> { co_await reload(code); }}; // warn: the task that this lambda returns never runs: 'std::function' returns void and drops it // note: call it from a plain lambda that spawns the task, or use a signature that returns the task
}
} // namespace bad_aggregate_initialiser

namespace bad_designated_initialiser {
struct Options {
  int retries = 3;
  std::function<void(int)> on_retry;
};
void connect(Options o);
void f() {
  connect({.retries = 5, .on_retry = [](int n) -> mini::task<void> { co_await reload(n); }}); // warn: the task that this lambda returns never runs: 'std::function' returns void and drops it // note: call it from a plain lambda that spawns the task, or use a signature that returns the task
}
} // namespace bad_designated_initialiser

namespace bad_namespace_scope_variable {
std::function<void(int)> g_on_signal = [](int sig) -> mini::task<void> { co_await reload(sig); }; // warn: the task that this lambda returns never runs: 'std::function' returns void and drops it // note: call it from a plain lambda that spawns the task, or use a signature that returns the task
} // namespace bad_namespace_scope_variable

namespace bad_inline_and_static_members {
struct Hooks {
  static inline std::function<void()> at_start = []() -> mini::task<void> { co_await reload(0); }; // warn: the task that this lambda returns never runs: 'std::function' returns void and drops it // note: call it from a plain lambda that spawns the task, or use a signature that returns the task
  static std::function<void()> at_stop;
};
std::function<void()> Hooks::at_stop = []() -> mini::task<void> { co_await reload(9); }; // warn: the task that this lambda returns never runs: 'std::function' returns void and drops it // note: call it from a plain lambda that spawns the task, or use a signature that returns the task
} // namespace bad_inline_and_static_members

namespace bad_thread_local_variable {
thread_local Action t_flush = []() -> mini::task<void> { co_await store({}); }; // warn: the task that this lambda returns never runs: 'std::function' returns void and drops it // note: call it from a plain lambda that spawns the task, or use a signature that returns the task
} // namespace bad_thread_local_variable

// ---- Containers of functions ----

namespace bad_elements_put_in {
void pushed_back(std::vector<Action> &jobs) {
  jobs.push_back([]() -> mini::task<void> { co_await reload(1); }); // warn: the task that this lambda returns never runs: 'std::function' returns void and drops it // note: call it from a plain lambda that spawns the task, or use a signature that returns the task
}

void emplaced_back(std::vector<Action> &jobs) {
  jobs.emplace_back([]() -> mini::task<void> { co_await reload(1); }); // warn: the task that this lambda returns never runs: 'std::function' returns void and drops it // note: call it from a plain lambda that spawns the task, or use a signature that returns the task
}

void emplaced_front(std::list<std::function<void(int)>> &jobs) {
  jobs.emplace_front(&reload); // warn: the task that 'reload' returns never runs: 'std::function' returns void and drops it // note: call it from a plain lambda that spawns the task, or use a signature that returns the task
}
} // namespace bad_elements_put_in

namespace bad_map_elements {
void map_element_assigned(std::map<std::string, Handler> &routes) {
  routes["/put"] = [](Message m) -> mini::task<void> { co_await store(std::move(m)); }; // warn: the task that this lambda returns never runs: 'std::function' returns void and drops it // note: call it from a plain lambda that spawns the task, or use a signature that returns the task
}

void map_emplaced(std::unordered_map<int, Handler> &routes) {
  routes.emplace(7, [](Message m) -> mini::task<void> { co_await store(std::move(m)); }); // warn: the task that this lambda returns never runs: 'std::function' returns void and drops it // note: call it from a plain lambda that spawns the task, or use a signature that returns the task
}

void map_inserted(std::map<int, Handler> &routes) {
  routes.insert({7, [](Message m) -> mini::task<void> { co_await store(std::move(m)); }}); // warn: the task that this lambda returns never runs: 'std::function' returns void and drops it // note: call it from a plain lambda that spawns the task, or use a signature that returns the task
}

void map_insert_or_assign(std::map<std::string, Handler> &routes) {
  routes.insert_or_assign("/put", [](Message m) -> mini::task<void> { co_await store(std::move(m)); }); // warn: the task that this lambda returns never runs: 'std::function' returns void and drops it // note: call it from a plain lambda that spawns the task, or use a signature that returns the task
}
} // namespace bad_map_elements

namespace bad_lists_of_functions {
void table_of_functions() {
  std::map<std::string, std::function<void(int)>> table = {
      {"log", [](int) { log_line("seen"); }},
      {"reload", [](int n) -> mini::task<void> { co_await reload(n); }}, // warn: the task that this lambda returns never runs: 'std::function' returns void and drops it // note: call it from a plain lambda that spawns the task, or use a signature that returns the task
  };
  table["reload"](1);
}

void vector_of_functions() {
  std::vector<Action> steps{
      [] { log_line("one"); },
      []() -> mini::task<void> { co_await reload(2); }, // warn: the task that this lambda returns never runs: 'std::function' returns void and drops it // note: call it from a plain lambda that spawns the task, or use a signature that returns the task
  };
  for (auto &step : steps)
    step();
}

void array_of_functions() {
  Action steps[] = {[]() -> mini::task<void> { co_await reload(2); }}; // warn: the task that this lambda returns never runs: 'std::function' returns void and drops it // note: call it from a plain lambda that spawns the task, or use a signature that returns the task
  steps[0]();
}
} // namespace bad_lists_of_functions

void bad_optional_function(std::optional<Action> &cleanup) {
  cleanup = []() -> mini::task<void> { co_await reload(2); }; // warn: the task that this lambda returns never runs: 'std::function' returns void and drops it // note: call it from a plain lambda that spawns the task, or use a signature that returns the task
}

// ---- Returned ----

namespace bad_returned {
std::function<void()> make(int config) {
  return [config]() -> mini::task<void> { co_await reload(config); }; // warn: the task that this lambda returns never runs: 'std::function' returns void and drops it // note: call it from a plain lambda that spawns the task, or use a signature that returns the task
}
} // namespace bad_returned

namespace bad_returned_on_one_path {
Action make(bool quiet) {
  if (quiet)
    return [] {};
  return []() -> mini::task<void> { co_await reload(1); }; // warn: the task that this lambda returns never runs: 'std::function' returns void and drops it // note: call it from a plain lambda that spawns the task, or use a signature that returns the task
}
} // namespace bad_returned_on_one_path

void bad_returned_by_a_lambda() {
  auto factory = [](int n) -> Action {
    return [n]() -> mini::task<void> { co_await reload(n); }; // warn: the task that this lambda returns never runs: 'std::function' returns void and drops it // note: call it from a plain lambda that spawns the task, or use a signature that returns the task
  };
  factory(1)();
}

// ---- Bound ----

namespace bad_bound_function {
void bound() {
  on_timer(std::bind(&reload, 7)); // warn: the task that 'reload' returns never runs: 'std::function' returns void and drops it // note: call it from a plain lambda that spawns the task, or use a signature that returns the task
}

void bind_with_placeholder() {
  std::function<void(int)> f = std::bind(reload, std::placeholders::_1); // warn: the task that 'reload' returns never runs: 'std::function' returns void and drops it // note: call it from a plain lambda that spawns the task, or use a signature that returns the task
  f(1);
}
} // namespace bad_bound_function

namespace bad_bound_member {
struct Session {
  mini::task<void> tick(int n);
  void arm() {
    on_timer(std::bind(&Session::tick, this, 5)); // warn: the task that 'tick' returns never runs: 'std::function' returns void and drops it // note: call it from a plain lambda that spawns the task, or use a signature that returns the task
  }
  void arm_front() {
    on_timer(std::bind_front(&Session::tick, this, 5)); // warn: the task that 'tick' returns never runs: 'std::function' returns void and drops it // note: call it from a plain lambda that spawns the task, or use a signature that returns the task
  }
};
} // namespace bad_bound_member

void bad_reference_to_a_callable() {
  auto body = []() -> mini::task<void> { co_await reload(1); }; // note: the task comes from this coroutine
  on_timer(std::ref(body)); // warn: the task that 'body' returns never runs: 'std::function' returns void and drops it // note: call it from a plain lambda that spawns the task, or use a signature that returns the task
}

namespace bad_member_function_adaptor {
struct Session {
  mini::task<void> close();
};
void f(Session &s) {
  std::function<void(Session *)> finish = std::mem_fn(&Session::close); // warn: the task that 'close' returns never runs: 'std::function' returns void and drops it // note: call it from a plain lambda that spawns the task, or use a signature that returns the task
  finish(&s);
}
} // namespace bad_member_function_adaptor

// ---- Casts and conditions ----

namespace bad_explicit_conversion {
void explicit_conversion() {
  auto job = std::function<void()>([]() -> mini::task<void> { co_await reload(1); }); // warn: the task that this lambda returns never runs: 'std::function' returns void and drops it // note: call it from a plain lambda that spawns the task, or use a signature that returns the task
  job();
}

void cast_statically() {
  auto job = static_cast<Action>([]() -> mini::task<void> { co_await reload(1); }); // warn: the task that this lambda returns never runs: 'std::function' returns void and drops it // note: call it from a plain lambda that spawns the task, or use a signature that returns the task
  job();
}

void shared_function() {
  auto job = std::make_shared<Action>([]() -> mini::task<void> { co_await reload(1); }); // warn: the task that this lambda returns never runs: 'std::function' returns void and drops it // note: call it from a plain lambda that spawns the task, or use a signature that returns the task
  (*job)();
}
} // namespace bad_explicit_conversion

// ---- Other types of functions ----

void bad_packaged_task() {
  std::packaged_task<void(int)> job([](int n) -> mini::task<void> { co_await reload(n); }); // warn: the task that this lambda returns never runs: 'std::packaged_task' returns void and drops it // note: call it from a plain lambda that spawns the task, or use a signature that returns the task
  job(1);
}

namespace bad_home_made_function {
template <class Signature> class unique_function;
template <class R, class... A> class unique_function<R(A...)> {
public:
  template <class F> unique_function(F f) { annotated::keep(&f); }
  R operator()(A... a);
};
void post(unique_function<void(int)> job);
void f() {
  post([](int n) -> mini::task<void> { co_await reload(n); }); // warn: the task that this lambda returns never runs: 'bad_home_made_function::unique_function' returns void and drops it // note: call it from a plain lambda that spawns the task, or use a signature that returns the task
}
void g() {
  unique_function<void(int)> job = &reload; // warn: the task that 'reload' returns never runs: 'bad_home_made_function::unique_function' returns void and drops it // note: call it from a plain lambda that spawns the task, or use a signature that returns the task
  job(1);
}
} // namespace bad_home_made_function

// How it calls what it holds is its own affair; who hands it the coroutine makes the mistake.
namespace bad_home_made_function_with_a_body {
template <class Signature> class small_function;
template <class... A> class small_function<void(A...)> {
  struct base {
    virtual ~base() = default;
    virtual void call(A... a) = 0;
  };
  template <class F> struct held : base {
    explicit held(F f) : f_(std::move(f)) {}
    void call(A... a) override { f_(a...); }
    F f_;
  };
  std::unique_ptr<base> held_;

public:
  template <class F>
  small_function(F f) : held_(std::make_unique<held<F>>(std::move(f))) {}
  void operator()(A... a) { held_->call(a...); }
};
void f() {
  small_function<void(int)> quiet = [](int) { log_line("seen"); };
  small_function<void(int)> job = [](int n) -> mini::task<void> { co_await reload(n); }; // warn: the task that this lambda returns never runs: 'bad_home_made_function_with_a_body::small_function' returns void and drops it // note: call it from a plain lambda that spawns the task, or use a signature that returns the task
  quiet(1);
  job(1);
}
} // namespace bad_home_made_function_with_a_body

namespace bad_home_made_signal {
template <class... A> class signal {
public:
  using slot = std::function<void(A...)>;
  void connect(slot s) { slots_.push_back(std::move(s)); }
  signal &operator+=(slot s) {
    slots_.push_back(std::move(s));
    return *this;
  }
  void operator()(A... a) {
    for (auto &s : slots_)
      s(a...);
  }

private:
  std::vector<slot> slots_;
};
struct Config {
  signal<int> changed;
  signal<int, Message> received;
};
void f(Config &c) {
  c.changed.connect(reload); // warn: the task that 'reload' returns never runs: 'std::function' returns void and drops it // note: call it from a plain lambda that spawns the task, or use a signature that returns the task
  c.changed += [](int n) -> mini::task<void> { co_await reload(n); }; // warn: the task that this lambda returns never runs: 'std::function' returns void and drops it // note: call it from a plain lambda that spawns the task, or use a signature that returns the task
  c.received.connect([](int, Message m) -> mini::task<void> { co_await store(std::move(m)); }); // warn: the task that this lambda returns never runs: 'std::function' returns void and drops it // note: call it from a plain lambda that spawns the task, or use a signature that returns the task
}
} // namespace bad_home_made_signal

// ---- Threads ----

namespace bad_thread_started {
void thread() {
  std::thread worker([]() -> mini::task<void> { co_await reload(1); }); // warn: the task that this lambda returns never runs: 'std::thread' drops it // note: call it from a plain lambda that spawns the task
  worker.join();
}

void thread_with_arguments(Message m) {
  std::thread worker(store, std::move(m)); // warn: the task that 'store' returns never runs: 'std::thread' drops it // note: call it from a plain lambda that spawns the task
  worker.join();
}
} // namespace bad_thread_started

namespace bad_thread_of_member {
struct Service {
  mini::task<void> run();
  std::thread worker;
  void start() {
    worker = std::thread(&Service::run, this); // warn: the task that 'run' returns never runs: 'std::thread' drops it // note: call it from a plain lambda that spawns the task
  }
};
} // namespace bad_thread_of_member

void bad_thread_of_reference() {
  auto body = []() -> mini::task<void> { co_await reload(1); }; // note: the task comes from this coroutine
  std::thread worker(std::ref(body)); // warn: the task that 'body' returns never runs: 'std::thread' drops it // note: call it from a plain lambda that spawns the task
  worker.join();
}

void bad_joining_thread() {
  std::jthread worker([](std::stop_token stop) -> mini::task<void> { // warn: the task that this lambda returns never runs: 'std::jthread' drops it // note: call it from a plain lambda that spawns the task
    while (!stop.stop_requested())
      co_await mini::sleep_for(std::chrono::milliseconds(10));
  });
}

namespace bad_thread_elsewhere {
void thread_emplaced(std::vector<std::thread> &workers) {
  for (int i = 0; i < 4; ++i)
    workers.emplace_back([i]() -> mini::task<void> { co_await reload(i); }); // warn: the task that this lambda returns never runs: 'std::thread' drops it // note: call it from a plain lambda that spawns the task
}

void detached_thread() {
  std::thread([]() -> mini::task<void> { co_await reload(1); }).detach(); // warn: the task that this lambda returns never runs: 'std::thread' drops it // note: call it from a plain lambda that spawns the task
}
} // namespace bad_thread_elsewhere

// ---- In templates and macros ----

// One place, whatever it is instantiated with.
namespace bad_template_instantiated_twice {
template <class T> void schedule(T config) {
  Action job = [config]() -> mini::task<void> { co_await reload(static_cast<int>(config)); }; // warn: the task that this lambda returns never runs: 'std::function' returns void and drops it // note: call it from a plain lambda that spawns the task, or use a signature that returns the task
  job();
}
void f() {
  schedule(1);
  schedule(2L);
}
} // namespace bad_template_instantiated_twice

namespace bad_member_of_a_class_template {
template <class Key> struct Cache {
  std::function<void(Key)> on_evict;
  void wire() {
    on_evict = [](Key k) -> mini::task<void> { co_await reload(static_cast<int>(k)); }; // warn: the task that this lambda returns never runs: 'std::function' returns void and drops it // note: call it from a plain lambda that spawns the task, or use a signature that returns the task
  }
};
template struct Cache<int>;
} // namespace bad_member_of_a_class_template

// The template makes a void function of whatever it is given, and is right for all but one of its callers.
namespace bad_stored_by_a_template {
struct Registry {
  std::vector<std::function<void()>> jobs;
  template <class F> void add(F f) {
    jobs.push_back(std::move(f)); // note: it is handed on here
  }
};
void f(Registry &r) {
  r.add([] { log_line("plain"); });
  r.add([]() -> mini::task<void> { co_await reload(1); }); // warn: the task that this lambda returns never runs: 'std::function' returns void and drops it // note: call it from a plain lambda that spawns the task, or use a signature that returns the task
}
} // namespace bad_stored_by_a_template

namespace bad_macro {
#define HANDLER(...) [](Message m) -> mini::task<void> { __VA_ARGS__; } // note: expanded from macro 'HANDLER' // note: expanded from macro 'HANDLER'
void f() {
  on_message(HANDLER(co_await store(std::move(m)))); // warn: the task that this lambda returns never runs: 'std::function' returns void and drops it // note: call it from a plain lambda that spawns the task, or use a signature that returns the task
}
#undef HANDLER
} // namespace bad_macro

// ---- The callable returns the task, and somebody gets it ----

mini::task<void> good_signature_returns_the_task() {
  std::function<mini::task<void>(int)> apply = [](int n) -> mini::task<void> { co_await reload(n); };
  co_await apply(1);
  apply = &reload;
  co_await apply(2);
}

mini::task<int> good_signature_returns_the_task_of_int() {
  std::function<mini::task<int>(int)> score = rank;
  co_return co_await score(1);
}

namespace good_table_of_coroutines {
using Route = std::function<mini::task<void>(Message)>;
mini::task<void> serve(std::map<std::string, Route> &routes, Message m) {
  routes["/put"] = [](Message m) -> mini::task<void> { co_await store(std::move(m)); };
  routes.emplace("/store", &store);
  co_await routes.at(m.body)(std::move(m));
}
} // namespace good_table_of_coroutines

namespace good_home_made_function_returns_the_task {
template <class Signature> class unique_function;
template <class R, class... A> class unique_function<R(A...)> {
public:
  template <class F> unique_function(F f) { annotated::keep(&f); }
  R operator()(A... a);
};
mini::task<void> f(unique_function<mini::task<void>(int)> job) {
  co_await job(1);
}
mini::task<void> g() { co_await f(&reload); }
} // namespace good_home_made_function_returns_the_task

mini::task<void> good_function_pointer_type() {
  mini::task<void> (*apply)(int) = [](int n) -> mini::task<void> { co_await reload(n); };
  co_await apply(1);
}

mini::task<void> good_packaged_task_returns_the_task() {
  std::packaged_task<mini::task<void>(int)> job([](int n) -> mini::task<void> { co_await reload(n); });
  job(1);
  co_await job.get_future().get();
}

mini::task<void> good_bound_with_its_result() {
  std::function<mini::task<void>()> later = std::bind(&reload, 7);
  co_await later();
  auto front = std::bind_front(&reload, 8);
  co_await front();
}

// ---- The type is made for it ----

void good_fire_and_forget() {
  on_timer([]() -> mini::forget { co_await reload(1); });
  Action again = []() -> mini::forget { co_await reload(2); };
  again();
}

namespace good_named_fire_and_forget {
mini::forget reload_later(int n) { co_await reload(n); }
void f() {
  std::function<void(int)> on_change = &reload_later;
  on_change(1);
  std::thread(reload_later, 2).join();
}
} // namespace good_named_fire_and_forget

namespace good_detachable {
class [[clang::annotate("corolint::detachable")]] background {
public:
  struct promise_type {
    background get_return_object();
    std::suspend_never initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception();
  };
  ~background();
  bool await_ready() const;
  void await_suspend(std::coroutine_handle<>);
  void await_resume();
};
background refresh(int n);
void f() {
  std::function<void(int)> on_change = &refresh;
  on_timer([]() -> background { co_await reload(1); });
  on_change(1);
}
} // namespace good_detachable

namespace good_handle_of_a_spawner {
void f() {
  on_timer([] { return annotated::spawn([]() -> annotated::task<void> { co_await archive(1); }); });
}
} // namespace good_handle_of_a_spawner

// ---- A plain callable that does something with the task ----

void good_spawns_the_task() {
  on_timer([] { annotated::spawn_task(archive(1)); });
}

void good_waits_for_the_task() {
  on_timer([] { sync_wait(reload(1)); });
  std::thread worker([] { sync_wait(reload(2)); });
  worker.join();
}

void good_keeps_the_task(std::vector<mini::task<void>> &pending) {
  on_message([&pending](const Message &m) { pending.push_back(store(m)); });
}

void good_thread_runs_an_event_loop() {
  std::thread worker([] {
    auto body = []() -> mini::task<void> { co_await reload(2); };
    sync_wait(body());
  });
  worker.join();
}

// The coroutine is inside of the callback.
void good_callback_defines_a_coroutine() {
  Action run = [] {
    auto body = [](int n) -> mini::task<void> { co_await reload(n); };
    sync_wait(body(1));
  };
  run();
}

void good_callback_takes_a_task() {
  std::function<void(mini::task<void>)> run = &sync_wait;
  run(reload(1));
  run = [](mini::task<void> t) { sync_wait(std::move(t)); };
  run(reload(2));
}

void good_plain_callbacks() {
  Action action = [] { log_line("plain"); };
  std::function<void(int)> number = [](int n) { return n + 1; };
  std::function<void(std::vector<int> &)> clear = &std::vector<int>::clear;
  std::function<void()> flush = [f = std::make_shared<std::promise<int>>()] { return f->get_future(); };
  action();
  number(2);
  flush();
}

// ---- Sinks that start or await it ----

mini::task<void> good_spawners() {
  annotated::spawn([]() -> annotated::task<void> { co_await archive(1); });
  annotated::scope scope;
  scope.spawn([]() -> annotated::task<void> { co_await archive(2); });
  co_await scope.join();
  co_await annotated::when_all([]() -> annotated::task<void> { co_await archive(3); });
}

namespace good_template_awaits_it {
template <class F> mini::task<void> with_retries(F op) {
  for (int i = 0; i < 3; ++i)
    co_await op();
}
template <class F, class... A> auto call(F &&f, A &&...a) {
  return std::forward<F>(f)(std::forward<A>(a)...);
}
template <class F> void run(F f) { sync_wait(f()); }
mini::task<void> f() {
  co_await with_retries([]() -> mini::task<void> { co_await reload(1); });
  co_await call(&reload, 2);
  run([]() -> mini::task<void> { co_await reload(3); });
}
} // namespace good_template_awaits_it

namespace good_template_keeps_it {
struct Group {
  std::vector<mini::task<void>> tasks;
  template <class F> void add(F f) { tasks.push_back(f()); }
  template <class F> void add_later(F f) {
    make.push_back(std::move(f));
  }
  std::vector<std::function<mini::task<void>()>> make;
};
mini::task<void> f(Group &g) {
  g.add([]() -> mini::task<void> { co_await reload(1); });
  g.add_later([]() -> mini::task<void> { co_await reload(2); });
  co_return;
}
} // namespace good_template_keeps_it

// What becomes of it is unknown.
namespace good_unknown_template {
template <class F> void on_event(int, F &&handler) { annotated::keep(&handler); }
template <class F> class Listener {
public:
  explicit Listener(F f) { annotated::keep(&f); }
};
void f() {
  on_event(1, []() -> mini::task<void> { co_await reload(1); });
  Listener listener([]() -> mini::task<void> { co_await reload(2); });
}
} // namespace good_unknown_template

// Either signature is served, by overload or by what the callable returns.
namespace good_overloaded_sink {
void subscribe(std::function<mini::task<void>(int)> f);
void subscribe(std::function<void(std::string)> f);
void f() {
  subscribe([](int n) -> mini::task<void> { co_await reload(n); });
  subscribe(&reload);
}
} // namespace good_overloaded_sink

namespace good_wraps_by_result_type {
template <class F> std::function<void(int)> detached(F f) {
  if constexpr (std::is_void_v<std::invoke_result_t<F &, int>>)
    return f;
  else
    return [f](int n) { sync_wait(f(n)); };
}
void f() {
  auto plain = detached([](int) { log_line("plain"); });
  auto async = detached(&reload);
  plain(1);
  async(2);
}
} // namespace good_wraps_by_result_type

void good_async_gives_the_task_back() {
  auto made = std::async(std::launch::async, [](int n) -> mini::task<void> { co_await reload(n); }, 1);
  sync_wait(made.get());
}

mini::task<void> good_invoked_and_awaited() {
  co_await std::invoke(&reload, 1);
  co_await std::apply(&reload, std::make_tuple(2));
  co_await std::invoke([]() -> mini::task<void> { co_await reload(3); });
}

// ---- Not a conversion to a function ----

mini::task<void> good_called_directly() {
  auto body = [](int n) -> mini::task<void> { co_await reload(n); };
  co_await body(1);
  auto again = body;
  co_await again(2);
}

void good_unevaluated() {
  static_assert(std::is_constructible_v<Action, mini::task<void> (*)()>);
  using made = decltype(Action([]() -> mini::task<void> { co_return; }));
  made nothing;
  if (nothing)
    nothing();
}

void good_copied_function(const Action &action, std::vector<Action> &jobs) {
  Action copy = action;
  jobs.push_back(copy);
  jobs.push_back(std::move(copy));
  jobs.emplace_back(action);
}

void good_emptied(Action &action) {
  action = nullptr;
  Action none;
  action = std::move(none);
}
