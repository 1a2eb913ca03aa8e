// flags: -std=c++20 -Wno-unused-value
// Dropped in templates: what the instantiations agree or disagree on, and each place reported once.
#include "mini.h"
#include <array>
#include <concepts>
#include <map>
#include <tuple>
#include <type_traits>

struct mailbox {
  mini::task<void> sync();
  mini::task<int> size();
};
struct plain_box {
  void sync();
  int size();
};
mini::task<void> ping(int host);
mini::task<int> measure(int host);
void ping_now(int host);
void log_line(const char *what);

// ---- Callables that turn out to be coroutines ----

namespace bad_template_drops_what_its_argument_returns {
template <class F> void repeat(int n, F f) {
  for (int i = 0; i < n; ++i)
    f(i); // warn: the task made by 'f' is dropped, so it never runs // note: only a coroutine can await it; hand it to whatever runs tasks here, or return it
}
void start() { repeat(3, ping); }
} // namespace bad_template_drops_what_its_argument_returns

namespace bad_template_given_a_coroutine_lambda {
template <class F> void with_log(F &&f) {
  log_line("before");
  std::forward<F>(f)(); // warn: the task made by this call is dropped, so it never runs // note: only a coroutine can await it; hand it to whatever runs tasks here, or return it
  log_line("after");
}
mini::task<void> start(mailbox &box) {
  with_log([&box]() -> mini::task<void> { co_await box.sync(); });
  co_return;
}
} // namespace bad_template_given_a_coroutine_lambda

namespace bad_coroutine_template_drops_its_argument {
template <class F> mini::task<void> after_a_pause(F f) {
  co_await mini::tick{};
  f(7); // warn: the task made by 'f' is dropped, so it never runs
}
mini::task<void> start() { co_await after_a_pause(measure); }
} // namespace bad_coroutine_template_drops_its_argument

// Plain functions are what it was written for; the coroutine is the exception, and it is that which is lost.
namespace bad_one_of_two_instantiations {
template <class F> void repeat(F f) {
  f(1); // warn: the task made by 'f' is dropped, so it never runs // note: only a coroutine can await it; hand it to whatever runs tasks here, or return it
}
void start() {
  repeat(ping_now);
  repeat(ping);
}
} // namespace bad_one_of_two_instantiations

namespace bad_instantiated_several_times_reported_once {
template <class Tag> mini::task<void> refresh(mailbox &box, Tag) {
  box.sync(); // warn: the task made by 'sync' is dropped, so it never runs // fix: co_await box.sync();
  co_return;
}
mini::task<void> start(mailbox &box) {
  co_await refresh(box, 1);
  co_await refresh(box, 'c');
  co_await refresh(box, 2.0);
}
} // namespace bad_instantiated_several_times_reported_once

namespace bad_dependent_object {
template <class Box> mini::task<void> refresh(Box &box) {
  box.sync(); // warn: the task made by 'sync' is dropped, so it never runs
  (void)box.size(); // warn: the task made by 'size' is dropped, so it never runs // note: it starts when it is awaited; this only silences the compiler
  co_return;
}
mini::task<void> start(mailbox &box) { co_await refresh(box); }
} // namespace bad_dependent_object

namespace bad_explicit_instantiation {
template <class Box> struct janitor {
  Box box;
  void clean() {
    box.sync(); // warn: the task made by 'sync' is dropped, so it never runs // note: only a coroutine can await it; hand it to whatever runs tasks here, or return it
  }
};
template struct janitor<mailbox>;
} // namespace bad_explicit_instantiation

namespace bad_member_of_a_class_template {
template <class Key> class cache {
  mailbox box_;

public:
  mini::task<int> drop(Key k) {
    box_.sync(); // warn: the task made by 'sync' is dropped, so it never runs // fix: co_await box_.sync();
    co_return co_await box_.size();
  }
};
mini::task<int> start(cache<int> &a, cache<std::string> &b) {
  int n = co_await a.drop(3);
  co_return n + co_await b.drop("x");
}
} // namespace bad_member_of_a_class_template

namespace bad_member_template {
struct router {
  template <class Verb> mini::task<void> send(Verb v);
  template <class Verb> mini::task<void> broadcast(Verb v) {
    send(v); // warn: the task made by 'send' is dropped, so it never runs
    this->template send<int>(3); // warn: the task made by 'send' is dropped, so it never runs // fix: co_await this->template send<int>(3);
    co_return;
  }
};
mini::task<void> start(router &r) { co_await r.broadcast('x'); }
} // namespace bad_member_template

namespace bad_static_member_of_a_template_parameter {
struct backend {
  static mini::task<void> connect(int port);
};
template <class Backend> void boot() {
  Backend::connect(25); // warn: the task made by 'connect' is dropped, so it never runs // note: only a coroutine can await it; hand it to whatever runs tasks here, or return it
}
void start() { boot<backend>(); }
} // namespace bad_static_member_of_a_template_parameter

namespace bad_crtp_base {
template <class Derived> struct service {
  void stop() {
    static_cast<Derived *>(this)->flush(); // warn: the task made by 'flush' is dropped, so it never runs // note: only a coroutine can await it; hand it to whatever runs tasks here, or return it
  }
};
struct mail_service : service<mail_service> {
  mini::task<void> flush();
};
void start(mail_service &s) { s.stop(); }
} // namespace bad_crtp_base

// ---- Packs ----

namespace bad_fold_over_the_comma {
template <class... Hosts> mini::task<void> ping_all(Hosts... hosts) {
  (ping(hosts), ...); // warn: the task made by 'ping' is dropped, so it never runs
  co_return;
}
mini::task<void> start() { co_await ping_all(1, 2, 3); }
} // namespace bad_fold_over_the_comma

namespace bad_fold_with_a_cast_to_void {
template <class... F> void call_all(F... f) {
  ((void)f(1), ...); // warn: the task made by 'f' is dropped, so it never runs // note: it starts when it is awaited; this only silences the compiler
}
void start() { call_all(ping, measure); }
} // namespace bad_fold_with_a_cast_to_void

namespace bad_pack_in_an_array_of_ints {
template <class... Hosts> void ping_all(Hosts... hosts) {
  int order[] = {(ping(hosts), 0)...}; // warn: the task made by 'ping' is dropped, so it never runs // note: only a coroutine can await it; hand it to whatever runs tasks here, or return it
  (void)order;
}
void start() { ping_all(1, 2); }
} // namespace bad_pack_in_an_array_of_ints

// ---- if constexpr, requires ----

namespace bad_taken_branch_of_if_constexpr {
template <bool Wait> mini::task<void> refresh(mailbox &box) {
  if constexpr (Wait)
    co_await box.sync();
  else
    box.sync(); // warn: the task made by 'sync' is dropped, so it never runs // fix: co_await box.sync();
}
mini::task<void> start(mailbox &box) {
  co_await refresh<true>(box);
  co_await refresh<false>(box);
}
} // namespace bad_taken_branch_of_if_constexpr

namespace bad_constrained_template {
template <class F>
  requires std::invocable<F, int>
void call(F f) {
  f(3); // warn: the task made by 'f' is dropped, so it never runs // note: only a coroutine can await it; hand it to whatever runs tasks here, or return it
}
void start() { call(measure); }
} // namespace bad_constrained_template

namespace bad_generic_lambda_called_with_a_coroutine {
void start() {
  auto twice = [](auto f) {
    f(1); // warn: the task made by 'f' is dropped, so it never runs // note: only a coroutine can await it; hand it to whatever runs tasks here, or return it
    f(2); // warn: the task made by 'f' is dropped, so it never runs // note: only a coroutine can await it; hand it to whatever runs tasks here, or return it
  };
  twice(ping);
}
} // namespace bad_generic_lambda_called_with_a_coroutine

namespace bad_deduction_guide {
template <class F> struct on_exit {
  F f;
  ~on_exit() {
    f(); // warn: the task made by this call is dropped, so it never runs // note: only a coroutine can await it; hand it to whatever runs tasks here, or return it
  }
};
template <class F> on_exit(F) -> on_exit<F>;
void start(mailbox &box) {
  on_exit flush{[&box] { return box.sync(); }};
  log_line("working");
}
} // namespace bad_deduction_guide

namespace bad_function_object_of_a_template {
template <mini::task<void> (*Function)(int)> struct caller {
  void operator()(int n) const {
    Function(n); // warn: the task made by 'ping' is dropped, so it never runs // note: only a coroutine can await it; hand it to whatever runs tasks here, or return it
  }
};
void start() { caller<ping>{}(3); }
} // namespace bad_function_object_of_a_template

// ---- Silent ----

namespace good_template_awaits {
template <class F> mini::task<void> repeat(int n, F f) {
  for (int i = 0; i < n; ++i)
    co_await f(i);
}
mini::task<void> start() {
  co_await repeat(3, ping);
  co_await repeat(3, measure);
}
} // namespace good_template_awaits

namespace good_template_returns_it {
template <class F, class... A> decltype(auto) logged(F f, A... a) {
  log_line("called");
  return f(a...);
}
mini::task<int> start() {
  co_await logged(ping, 3);
  logged(ping_now, 3);
  co_return co_await logged(measure, 4);
}
} // namespace good_template_returns_it

namespace good_asks_whether_to_await {
template <class T>
concept awaitable_thing = requires(T t) { std::move(t).operator co_await(); };
template <class F> mini::task<void> run(F f) {
  if constexpr (awaitable_thing<std::invoke_result_t<F, int>>)
    co_await f(1);
  else
    f(1);
}
mini::task<void> start() {
  co_await run(ping);
  co_await run(ping_now);
}
} // namespace good_asks_whether_to_await

namespace good_overload_for_tasks {
template <class T> mini::task<void> settle(mini::task<T> t) { co_await std::move(t); }
void settle(int) {}
template <class F> void run(F f, std::vector<mini::task<void>> &pending) {
  if constexpr (std::is_void_v<std::invoke_result_t<F, int>>)
    f(1);
  else
    pending.push_back(settle(f(1)));
}
void start(std::vector<mini::task<void>> &pending) {
  run(ping, pending);
  run(ping_now, pending);
}
} // namespace good_overload_for_tasks

namespace good_never_instantiated_with_a_coroutine {
template <class F> void repeat(F f) {
  f(1);
  (void)f(2);
}
void start() {
  repeat(ping_now);
  repeat([](int n) { return n + 1; });
}
} // namespace good_never_instantiated_with_a_coroutine

namespace good_plain_class_as_argument {
template <class Box> mini::task<void> refresh(Box &box) {
  box.sync();
  (void)box.size();
  co_await mini::tick{};
}
mini::task<void> start(plain_box &box) { co_await refresh(box); }
} // namespace good_plain_class_as_argument

namespace good_not_instantiated_at_all {
template <class Box> struct janitor {
  Box box;
  void clean() { box.sync(); }
};
} // namespace good_not_instantiated_at_all

namespace good_member_that_is_never_called {
template <class Box> struct janitor {
  Box box;
  void clean() { box.sync(); }
  int generation() const { return 3; }
};
int start(janitor<mailbox> &j) { return j.generation(); }
} // namespace good_member_that_is_never_called

namespace good_branch_of_if_constexpr_that_is_not_taken {
template <bool Wait> mini::task<void> refresh(mailbox &box) {
  if constexpr (Wait)
    co_await box.sync();
  else
    box.sync();
}
mini::task<void> start(mailbox &box) { co_await refresh<true>(box); }
} // namespace good_branch_of_if_constexpr_that_is_not_taken

namespace good_folds_that_keep_the_tasks {
template <class... Hosts> mini::task<void> ping_all(Hosts... hosts) {
  (co_await ping(hosts), ...);
  std::vector<mini::task<void>> tasks;
  (tasks.push_back(ping(hosts)), ...);
  for (auto &t : tasks)
    co_await std::move(t);
}
mini::task<void> start() { co_await ping_all(1, 2, 3); }
} // namespace good_folds_that_keep_the_tasks

namespace good_packs_as_arguments {
template <class... T> mini::task<void> all(T... tasks);
template <class... Hosts> mini::task<void> ping_all(Hosts... hosts) { return all(ping(hosts)...); }
template <class... Hosts> auto make_all(Hosts... hosts) { return std::tuple(measure(hosts)...); }
mini::task<void> start() {
  co_await ping_all(1, 2);
  auto [a, b] = make_all(3, 4);
  co_await std::move(a);
  co_await std::move(b);
}
} // namespace good_packs_as_arguments

namespace good_array_of_tasks_from_an_index_sequence {
template <std::size_t... I> std::array<mini::task<int>, sizeof...(I)> probe(std::index_sequence<I...>) {
  return {measure(static_cast<int>(I))...};
}
mini::task<int> start() {
  auto probes = probe(std::make_index_sequence<3>());
  int sum = 0;
  for (auto &p : probes)
    sum += co_await std::move(p);
  co_return sum;
}
} // namespace good_array_of_tasks_from_an_index_sequence

namespace good_unevaluated_in_templates {
template <class Box>
concept mailbox_like = requires(Box b) {
  b.sync();
  b.size();
};
template <class Box> using sync_result = decltype(std::declval<Box &>().sync());
template <mailbox_like Box> mini::task<void> f(Box &box) {
  static_assert(sizeof(box.sync()) > 0);
  if constexpr (requires { box.size(); })
    co_await box.sync();
}
mini::task<void> start(mailbox &box) { co_await f(box); }
} // namespace good_unevaluated_in_templates

namespace good_detachable_argument {
mini::forget heartbeat(int n) { co_await mini::tick{}; }
template <class F> void repeat(F f) {
  f(1);
  (void)f(2);
}
void start() { repeat(heartbeat); }
} // namespace good_detachable_argument

namespace good_dropped_by_the_standard_library {
void start(std::vector<int> &hosts, std::map<int, mini::task<void>> &running) {
  for (int h : hosts)
    running.try_emplace(h, ping(h));
  std::erase_if(running, [](auto &entry) { return entry.first == 0; });
}
} // namespace good_dropped_by_the_standard_library
