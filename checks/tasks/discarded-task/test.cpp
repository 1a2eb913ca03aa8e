// flags: -std=c++20 -Wno-unused-value
// The result of a call that returns a task is dropped: where such a call can stand, and who takes its result.
#include "mini.h"
#include <array>
#include <deque>
#include <list>
#include <map>
#include <tuple>
#include <type_traits>
#include <typeinfo>

struct message {
  int id = 0;
  std::string to;
};
class mailbox {
public:
  mini::task<void> append(message m);
  mini::task<void> sync() const;
  mini::task<int> size();
  mini::task<int> expunge();
  mini::task<mailbox *> child(std::string name);
  static mini::task<void> create(std::string name);
};
mini::task<void> deliver(message m);
mini::task<int> next_id();
mini::task<std::string> greeting(int user);
mini::eager<> notify(int user);
void log_line(const char *what);
bool overloaded();

// ---- What is called ----

namespace bad_free_function {
mini::task<void> submit(message m) {
  deliver(m); // warn: the task made by 'deliver' is dropped, so it never runs // fix: co_await deliver(m);
  co_return;
}
} // namespace bad_free_function

// Not even a coroutine: there is nothing to await with, and no fix.
namespace bad_free_function_from_a_plain_one {
void submit(message m) {
  deliver(std::move(m)); // warn: the task made by 'deliver' is dropped, so it never runs // note: only a coroutine can await it; hand it to whatever runs tasks here, or return it
  log_line("submitted");
}
} // namespace bad_free_function_from_a_plain_one

namespace bad_member_function {
mini::task<void> receive(mailbox &inbox, message m) {
  inbox.append(m); // warn: the task made by 'append' is dropped, so it never runs // fix: co_await inbox.append(m);
  co_await inbox.sync();
}
} // namespace bad_member_function

namespace bad_const_member_through_a_pointer {
mini::task<int> flush_all(const mailbox *first, const mailbox *second) {
  co_await first->sync();
  second->sync(); // warn: the task made by 'sync' is dropped, so it never runs // fix: co_await second->sync();
  co_return 2;
}
} // namespace bad_const_member_through_a_pointer

namespace bad_member_of_this {
class session {
  mailbox outbox_;
  bool open_ = true;
  mini::task<void> say_goodbye(int code);

public:
  mini::task<void> close() {
    say_goodbye(221); // warn: the task made by 'say_goodbye' is dropped, so it never runs // fix: co_await say_goodbye(221);
    this->say_goodbye(222); // warn: the task made by 'say_goodbye' is dropped, so it never runs // fix: co_await this->say_goodbye(222);
    open_ = false;
    co_await outbox_.sync();
  }
};
} // namespace bad_member_of_this

namespace bad_static_member {
mini::task<void> prepare(mailbox &any) {
  mailbox::create("drafts"); // warn: the task made by 'create' is dropped, so it never runs // fix: co_await mailbox::create("drafts");
  any.create("sent"); // warn: the task made by 'create' is dropped, so it never runs // fix: co_await any.create("sent");
  co_return;
}
} // namespace bad_static_member

namespace bad_virtual_member {
struct transport {
  virtual ~transport() = default;
  virtual mini::task<void> write(std::string line) = 0;
};
mini::task<void> quit(transport &t) {
  t.write("QUIT"); // warn: the task made by 'write' is dropped, so it never runs // fix: co_await t.write("QUIT");
  co_await t.write("");
}
} // namespace bad_virtual_member

namespace bad_override_calls_its_base {
struct handler {
  virtual ~handler() = default;
  virtual mini::task<void> stop() { co_return; }
};
struct smtp_handler : handler {
  mini::task<void> stop() override {
    handler::stop(); // warn: the task made by 'stop' is dropped, so it never runs // fix: co_await handler::stop();
    log_line("smtp stopped");
    co_return;
  }
};
} // namespace bad_override_calls_its_base

namespace bad_operator_call {
struct flusher {
  mailbox &box;
  mini::task<void> operator()() const { return box.sync(); }
};
mini::task<void> tidy(mailbox &box) {
  flusher flush{box};
  flush(); // warn: the task made by 'flush' is dropped, so it never runs // fix: co_await flush();
  co_return;
}
} // namespace bad_operator_call

namespace bad_shift_operator {
struct wire {};
mini::task<void> operator<<(wire &w, const char *line);
mini::task<void> hello(wire &w) {
  w << "EHLO localhost"; // warn: the task made by 'operator<<' is dropped, so it never runs // fix: co_await (w << "EHLO localhost");
  co_await (w << "QUIT");
}
} // namespace bad_shift_operator

namespace bad_member_operator {
struct counter {
  mini::task<int> operator+=(int n);
  mini::task<void> operator++();
};
mini::task<void> count(counter &c) {
  c += 3; // warn: the task made by 'operator+=' is dropped, so it never runs // fix: co_await (c += 3);
  ++c; // warn: the task made by 'operator++' is dropped, so it never runs // fix: co_await ++c;
  co_return;
}
} // namespace bad_member_operator

namespace bad_function_pointer {
using step = mini::task<void> (*)(message);
mini::task<void> run(step s, message m) {
  s(m); // warn: the task made by 's' is dropped, so it never runs // fix: co_await s(m);
  (*s)(m); // warn: the task made by 's' is dropped, so it never runs // fix: co_await (*s)(m);
  co_return;
}
} // namespace bad_function_pointer

namespace bad_member_function_pointer {
mini::task<int> run(mailbox &box, mini::task<int> (mailbox::*query)()) {
  (box.*query)(); // warn: the task made by 'query' is dropped, so it never runs // fix: co_await (box.*query)();
  co_return 0;
}
} // namespace bad_member_function_pointer

namespace bad_type_erased_callable {
class scheduler {
  std::vector<std::function<mini::task<void>()>> jobs_;

public:
  void run_all() {
    for (const auto &job : jobs_)
      job(); // warn: the task made by 'job' is dropped, so it never runs // note: only a coroutine can await it; hand it to whatever runs tasks here, or return it
  }
};
} // namespace bad_type_erased_callable

namespace bad_invoked_through_the_library {
mini::task<void> submit(mailbox &box, message m) {
  std::invoke(deliver, m); // warn: the task made by 'invoke' is dropped, so it never runs // fix: co_await std::invoke(deliver, m);
  std::invoke(&mailbox::append, box, m); // warn: the task made by 'invoke' is dropped, so it never runs // fix: co_await std::invoke(&mailbox::append, box, m);
  co_return;
}
} // namespace bad_invoked_through_the_library

// It only names the task of another one: what it returns is as lazy.
namespace bad_function_that_forwards_a_task {
mini::task<void> deliver_again(message m) {
  m.id = -m.id;
  return deliver(std::move(m));
}
mini::task<void> retry(message m) {
  deliver_again(m); // warn: the task made by 'deliver_again' is dropped, so it never runs // fix: co_await deliver_again(m);
  co_return;
}
} // namespace bad_function_that_forwards_a_task

namespace bad_deduced_return_type {
auto deliver_twice(message m) -> mini::task<void> {
  co_await deliver(m);
  co_await deliver(m);
}
auto forward(message m) { return deliver_twice(std::move(m)); }
mini::task<void> submit(message m) {
  forward(m); // warn: the task made by 'forward' is dropped, so it never runs // fix: co_await forward(m);
  co_return;
}
} // namespace bad_deduced_return_type

namespace bad_chain_of_calls {
mini::task<void> archive(mailbox &box) {
  (co_await box.child("archive"))->sync(); // warn: the task made by 'sync' is dropped, so it never runs // fix: co_await (co_await box.child("archive"))->sync();
  co_return;
}
} // namespace bad_chain_of_calls

namespace bad_argument_is_awaited_the_call_is_not {
mini::task<void> submit(mailbox &box) {
  box.append({co_await next_id(), "postmaster"}); // warn: the task made by 'append' is dropped, so it never runs // fix: co_await box.append({co_await next_id(), "postmaster"});
}
} // namespace bad_argument_is_awaited_the_call_is_not

namespace bad_tail_of_a_chain_of_tasks {
struct request {
  struct promise_type {
    request get_return_object();
    std::suspend_always initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() { std::terminate(); }
  };
  request(request &&o) noexcept : frame(std::exchange(o.frame, {})) {}
  ~request() {
    if (frame)
      frame.destroy();
  }
  request then(void (*next)(int)) &&;
  bool await_ready() const noexcept { return false; }
  std::coroutine_handle<> await_suspend(std::coroutine_handle<>) noexcept { return frame; }
  void await_resume() const noexcept {}
  std::coroutine_handle<promise_type> frame;
};
request get(std::string url);
request poll() {
  get("/status").then([](int) {}); // warn: the task made by 'then' is dropped, so it never runs // fix: co_await get("/status").then([](int) {});
  co_return;
}
} // namespace bad_tail_of_a_chain_of_tasks

// ---- Lambdas ----

namespace bad_captureless_lambda {
mini::task<void> warm_up(mailbox &box) {
  auto load = [](mailbox &b) -> mini::task<void> { co_await b.sync(); };
  load(box); // warn: the task made by 'load' is dropped, so it never runs // fix: co_await load(box);
  co_return;
}
} // namespace bad_captureless_lambda

namespace bad_capturing_lambda {
mini::task<void> warm_up(mailbox &box) {
  auto load = [&box]() -> mini::task<void> { co_await box.sync(); };
  load(); // warn: the task made by 'load' is dropped, so it never runs // fix: co_await load();
  co_return;
}
} // namespace bad_capturing_lambda

namespace bad_generic_lambda {
mini::task<void> warm_up(mailbox &box) {
  auto load = [](auto &b) -> mini::task<void> { co_await b.sync(); };
  load(box); // warn: the task made by 'load' is dropped, so it never runs // fix: co_await load(box);
  co_return;
}
} // namespace bad_generic_lambda

namespace bad_immediately_invoked_lambda {
mini::task<void> warm_up(mailbox &box) {
  [](mailbox &b) -> mini::task<void> { co_await b.sync(); }(box); // warn: the task made by this call is dropped, so it never runs // fix: co_await [](mailbox &b) -> mini::task<void> { co_await b.sync(); }(box);
  co_return;
}
} // namespace bad_immediately_invoked_lambda

namespace bad_lambda_that_only_returns_a_task {
void warm_up(mailbox &box) {
  auto load = [&box] { return box.sync(); };
  load(); // warn: the task made by 'load' is dropped, so it never runs // note: only a coroutine can await it; hand it to whatever runs tasks here, or return it
}
} // namespace bad_lambda_that_only_returns_a_task

// The lambda is a plain function in a coroutine: nothing can be awaited in it.
namespace bad_in_a_plain_lambda {
mini::task<void> on_idle(mailbox &box, std::vector<std::function<void()>> &hooks) {
  hooks.push_back([&box] {
    box.expunge(); // warn: the task made by 'expunge' is dropped, so it never runs // note: only a coroutine can await it; hand it to whatever runs tasks here, or return it
  });
  co_await box.sync();
}
} // namespace bad_in_a_plain_lambda

namespace bad_in_a_coroutine_lambda {
void serve(mailbox &box, void (*spawn)(mini::task<void>)) {
  auto loop = [](mailbox &b) -> mini::task<void> {
    b.expunge(); // warn: the task made by 'expunge' is dropped, so it never runs // fix: co_await b.expunge();
    co_await b.sync();
  };
  spawn(loop(box));
}
} // namespace bad_in_a_coroutine_lambda

namespace good_plain_lambda_returns_the_task {
mini::task<void> flush(mailbox &box, bool now) {
  auto op = [&box] { return box.sync(); };
  if (now)
    co_await op();
}
} // namespace good_plain_lambda_returns_the_task

// ---- Where the expression stands ----

namespace bad_body_of_if_and_else {
mini::task<void> route(mailbox &box, message m) {
  if (m.id == 0)
    box.append(m); // warn: the task made by 'append' is dropped, so it never runs // fix: co_await box.append(m);
  else
    deliver(m); // warn: the task made by 'deliver' is dropped, so it never runs // fix: co_await deliver(m);
  co_return;
}
} // namespace bad_body_of_if_and_else

namespace bad_body_of_range_for {
mini::task<void> flood(std::vector<message> all) {
  for (const message &m : all)
    deliver(m); // warn: the task made by 'deliver' is dropped, so it never runs // fix: co_await deliver(m);
  co_return;
}
} // namespace bad_body_of_range_for

namespace bad_body_of_while_and_do {
mini::task<void> drain(mailbox &box) {
  while (overloaded())
    box.expunge(); // warn: the task made by 'expunge' is dropped, so it never runs // fix: co_await box.expunge();
  do
    box.sync(); // warn: the task made by 'sync' is dropped, so it never runs // fix: co_await box.sync();
  while (overloaded());
  co_return;
}
} // namespace bad_body_of_while_and_do

namespace bad_for_init_and_increment {
mini::task<void> drain(mailbox &box) {
  for (box.sync(); overloaded();) // warn: the task made by 'sync' is dropped, so it never runs // fix: for (co_await box.sync(); overloaded();)
    log_line("waiting");
  for (int i = 0; i < 9; ++i, box.expunge()) // warn: the task made by 'expunge' is dropped, so it never runs // fix: for (int i = 0; i < 9; ++i, co_await box.expunge())
    log_line("again");
  co_return;
}
} // namespace bad_for_init_and_increment

namespace bad_switch_cases {
enum class verb { append, sync, quit };
mini::task<void> execute(mailbox &box, verb v, message m) {
  switch (v) {
  case verb::append:
    box.append(m); // warn: the task made by 'append' is dropped, so it never runs // fix: co_await box.append(m);
    break;
  case verb::sync: {
    box.sync(); // warn: the task made by 'sync' is dropped, so it never runs // fix: co_await box.sync();
    break;
  }
  default:
    deliver(m); // warn: the task made by 'deliver' is dropped, so it never runs // fix: co_await deliver(m);
  }
  co_return;
}
} // namespace bad_switch_cases

namespace bad_after_a_label {
mini::task<void> pump(mailbox &box, int rounds) {
again:
  box.sync(); // warn: the task made by 'sync' is dropped, so it never runs // fix: co_await box.sync();
  if (--rounds > 0)
    goto again;
  co_return;
}
} // namespace bad_after_a_label

namespace bad_init_statement_of_if_and_switch {
mini::task<int> inspect(mailbox &box, int mode) {
  if (box.sync(); mode == 0) // warn: the task made by 'sync' is dropped, so it never runs // fix: if (co_await box.sync(); mode == 0)
    co_return 0;
  switch (box.expunge(); mode) { // warn: the task made by 'expunge' is dropped, so it never runs // fix: switch (co_await box.expunge(); mode) {
  case 1:
    co_return 1;
  default:
    co_return 2;
  }
}
} // namespace bad_init_statement_of_if_and_switch

namespace bad_init_statement_of_range_for {
mini::task<void> visit(mailbox &box, std::vector<message> all) {
  for (box.sync(); message &m : all) // warn: the task made by 'sync' is dropped, so it never runs // fix: for (co_await box.sync(); message &m : all)
    co_await deliver(m);
}
} // namespace bad_init_statement_of_range_for

namespace bad_try_block {
mini::task<void> submit(message m) {
  try {
    deliver(m); // warn: the task made by 'deliver' is dropped, so it never runs // fix: co_await deliver(m);
  } catch (const std::exception &) {
    log_line("failed");
  }
  co_return;
}
} // namespace bad_try_block

// [expr.await]: no co_await in a handler, so there is nothing that could be inserted.
namespace bad_handler {
mini::task<void> submit(mailbox &box, message m) {
  try {
    co_await deliver(m);
  } catch (const std::exception &) {
    box.append(m); // warn: the task made by 'append' is dropped, so it never runs
  }
}
} // namespace bad_handler

namespace bad_lambda_in_a_handler {
mini::task<void> submit(mailbox &box, message m, void (*spawn)(mini::task<void>)) {
  try {
    co_await deliver(m);
  } catch (const std::exception &) {
    spawn([](mailbox &b, message again) -> mini::task<void> {
      b.append(again); // warn: the task made by 'append' is dropped, so it never runs // fix: co_await b.append(again);
      co_await b.sync();
    }(box, m));
  }
}
} // namespace bad_lambda_in_a_handler

namespace bad_nested_blocks_and_parentheses {
mini::task<void> submit(mailbox &box, message m) {
  {
    { (box.append(m)); } // warn: the task made by 'append' is dropped, so it never runs // fix: { (co_await box.append(m)); }
  }
  co_return;
}
} // namespace bad_nested_blocks_and_parentheses

namespace bad_left_of_a_comma {
mini::task<int> stamp(mailbox &box) {
  int id = (box.sync(), 7); // warn: the task made by 'sync' is dropped, so it never runs // fix: int id = (co_await box.sync(), 7);
  co_return box.expunge(), id; // warn: the task made by 'expunge' is dropped, so it never runs // fix: co_return co_await box.expunge(), id;
}
} // namespace bad_left_of_a_comma

namespace bad_both_sides_of_a_comma {
mini::task<void> stamp(mailbox &box) {
  box.sync(), // warn: the task made by 'sync' is dropped, so it never runs // fix: co_await box.sync(),
      box.expunge(); // warn: the task made by 'expunge' is dropped, so it never runs // fix: co_await box.expunge();
  co_return;
}
} // namespace bad_both_sides_of_a_comma

namespace bad_comma_in_a_condition {
mini::task<void> stamp(mailbox &box) {
  while (box.sync(), overloaded()) // warn: the task made by 'sync' is dropped, so it never runs // fix: while (co_await box.sync(), overloaded())
    log_line("waiting");
  if (overloaded() && (box.expunge(), true)) // warn: the task made by 'expunge' is dropped, so it never runs // fix: if (overloaded() && (co_await box.expunge(), true))
    co_return;
}
} // namespace bad_comma_in_a_condition

namespace bad_comma_in_an_argument {
int clamp(int);
mini::task<int> stamp(mailbox &box) {
  co_return clamp((box.sync(), 3)); // warn: the task made by 'sync' is dropped, so it never runs // fix: co_return clamp((co_await box.sync(), 3));
}
} // namespace bad_comma_in_an_argument

namespace bad_arms_of_a_ternary {
mini::task<void> route(mailbox &box, message m, bool local) {
  local ? box.append(m) // warn: the task made by 'append' is dropped, so it never runs
        : deliver(m); // warn: the task made by 'deliver' is dropped, so it never runs
  co_return;
}
} // namespace bad_arms_of_a_ternary

namespace bad_nested_ternary {
void route(mailbox &box, message m, int kind) {
  kind == 0 ? box.append(m) // warn: the task made by 'append' is dropped, so it never runs // note: only a coroutine can await it; hand it to whatever runs tasks here, or return it
  : kind == 1
      ? deliver(m) // warn: the task made by 'deliver' is dropped, so it never runs // note: only a coroutine can await it; hand it to whatever runs tasks here, or return it
      : box.sync(); // warn: the task made by 'sync' is dropped, so it never runs // note: only a coroutine can await it; hand it to whatever runs tasks here, or return it
}
} // namespace bad_nested_ternary

namespace bad_only_one_arm_of_a_ternary {
void route(message m, bool known) {
  known ? deliver(m) : throw std::string("unknown recipient"); // warn: the task made by 'deliver' is dropped, so it never runs // note: only a coroutine can await it; hand it to whatever runs tasks here, or return it
}
} // namespace bad_only_one_arm_of_a_ternary

namespace bad_void_arm_of_a_ternary {
void route(mailbox &box, bool dirty) {
  dirty ? (void)box.sync() // warn: the task made by 'sync' is dropped, so it never runs // note: it starts when it is awaited; this only silences the compiler
        : log_line("clean");
}
} // namespace bad_void_arm_of_a_ternary

namespace bad_short_circuit {
void route(mailbox &box, bool dirty) {
  dirty && (box.sync(), true); // warn: the task made by 'sync' is dropped, so it never runs // note: only a coroutine can await it; hand it to whatever runs tasks here, or return it
}
} // namespace bad_short_circuit

namespace bad_constructor_and_destructor {
class session {
  mailbox box_;
  int state_;

public:
  session() : state_((box_.sync(), 1)) { // warn: the task made by 'sync' is dropped, so it never runs // note: only a coroutine can await it; hand it to whatever runs tasks here, or return it
    box_.append({1, "root"}); // warn: the task made by 'append' is dropped, so it never runs // note: only a coroutine can await it; hand it to whatever runs tasks here, or return it
  }
  ~session() {
    box_.expunge(); // warn: the task made by 'expunge' is dropped, so it never runs // note: only a coroutine can await it; hand it to whatever runs tasks here, or return it
  }
  int state() const { return state_; }
};
} // namespace bad_constructor_and_destructor

namespace bad_in_a_generator {
mini::generator<int> numbers(mailbox &box) {
  box.sync(); // warn: the task made by 'sync' is dropped, so it never runs
  co_yield 1;
}
} // namespace bad_in_a_generator

namespace bad_in_fire_and_forget {
mini::forget heartbeat(mailbox &box) {
  box.sync(); // warn: the task made by 'sync' is dropped, so it never runs // fix: co_await box.sync();
  co_await mini::tick{};
}
} // namespace bad_in_fire_and_forget

namespace bad_in_an_eager_coroutine {
mini::eager<> refresh(mailbox &box) {
  co_await mini::tick{};
  box.sync(); // warn: the task made by 'sync' is dropped, so it never runs // fix: co_await box.sync();
}
} // namespace bad_in_an_eager_coroutine

namespace bad_after_the_last_await {
mini::task<int> submit(mailbox &box, message m) {
  int id = co_await next_id();
  m.id = id;
  co_await box.append(m);
  box.sync(); // warn: the task made by 'sync' is dropped, so it never runs // fix: co_await box.sync();
  co_return id;
}
} // namespace bad_after_the_last_await

namespace bad_several_in_one_function {
mini::task<void> submit(mailbox &box, message m) {
  box.append(m); // warn: the task made by 'append' is dropped, so it never runs // fix: co_await box.append(m);
  box.sync(); // warn: the task made by 'sync' is dropped, so it never runs // fix: co_await box.sync();
  deliver(m); // warn: the task made by 'deliver' is dropped, so it never runs // fix: co_await deliver(m);
  co_return;
}
} // namespace bad_several_in_one_function

namespace bad_call_over_two_lines {
mini::task<void> submit(mailbox &box) {
  box.append( // warn: the task made by 'append' is dropped, so it never runs // fix: co_await box.append(
      message{1, "postmaster"});
  co_return;
}
} // namespace bad_call_over_two_lines

// ---- Consent that is none ----

namespace bad_cast_to_void {
mini::task<void> submit(mailbox &box) {
  (void)box.sync(); // warn: the task made by 'sync' is dropped, so it never runs // note: it starts when it is awaited; this only silences the compiler // fix: (void)co_await box.sync();
  static_cast<void>(box.expunge()); // warn: the task made by 'expunge' is dropped, so it never runs // note: it starts when it is awaited; this only silences the compiler // fix: static_cast<void>(co_await box.expunge());
  void(box.size()); // warn: the task made by 'size' is dropped, so it never runs // note: it starts when it is awaited; this only silences the compiler // fix: void(co_await box.size());
  co_return;
}
} // namespace bad_cast_to_void

namespace bad_cast_to_void_in_a_plain_function {
void submit(mailbox &box) {
  (void)box.sync(); // warn: the task made by 'sync' is dropped, so it never runs // note: it starts when it is awaited; this only silences the compiler
  (void)(box.expunge()); // warn: the task made by 'expunge' is dropped, so it never runs // note: it starts when it is awaited; this only silences the compiler
}
} // namespace bad_cast_to_void_in_a_plain_function

namespace bad_std_ignore {
mini::task<void> submit(mailbox &box) {
  std::ignore = box.expunge(); // warn: the task made by 'expunge' is dropped, so it never runs // note: it starts when it is awaited; this only silences the compiler // fix: std::ignore = co_await box.expunge();
  // Awaited, it would be void, which can't be assigned.
  std::ignore = box.sync(); // warn: the task made by 'sync' is dropped, so it never runs // note: it starts when it is awaited; this only silences the compiler
  co_return;
}
} // namespace bad_std_ignore

// clippy's let_underscore_future: `let _ = deliver(m);`.
namespace bad_underscore {
mini::task<void> submit(mailbox &box) {
  auto _ = box.expunge(); // warn: the task made by 'expunge' is dropped, so it never runs // note: it starts when it is awaited; this only silences the compiler // fix: auto _ = co_await box.expunge();
  {
    // A variable of type void is none.
    auto _ = box.sync(); // warn: the task made by 'sync' is dropped, so it never runs // note: it starts when it is awaited; this only silences the compiler
  }
  co_return;
}
} // namespace bad_underscore

namespace bad_underscore_in_every_spelling {
void submit(mailbox &box) {
  { const auto _ = box.sync(); } // warn: the task made by 'sync' is dropped, so it never runs // note: it starts when it is awaited; this only silences the compiler
  { auto &&_ = box.sync(); } // warn: the task made by 'sync' is dropped, so it never runs // note: it starts when it is awaited; this only silences the compiler
  { const auto &_ = box.sync(); } // warn: the task made by 'sync' is dropped, so it never runs // note: it starts when it is awaited; this only silences the compiler
  { mini::task<int> _ = box.expunge(); } // warn: the task made by 'expunge' is dropped, so it never runs // note: it starts when it is awaited; this only silences the compiler
  { [[maybe_unused]] auto _ = box.size(); } // warn: the task made by 'size' is dropped, so it never runs // note: it starts when it is awaited; this only silences the compiler
  if (auto _ = box.sync(); overloaded()) // warn: the task made by 'sync' is dropped, so it never runs // note: it starts when it is awaited; this only silences the compiler
    log_line("busy");
}
} // namespace bad_underscore_in_every_spelling

namespace bad_awaited_next_to_the_dropped_one {
mini::task<void> submit(mailbox &box) {
  (void)co_await box.expunge();
  (void)box.expunge(); // warn: the task made by 'expunge' is dropped, so it never runs // note: it starts when it is awaited; this only silences the compiler // fix: (void)co_await box.expunge();
}
} // namespace bad_awaited_next_to_the_dropped_one

// ---- Eager tasks: started, and nobody sees the end ----

namespace bad_eager_statement {
mini::task<void> submit(mailbox &box) {
  notify(3); // warn: the task made by 'notify' is dropped, so nobody waits for it or sees its exception // fix: co_await notify(3);
  co_await box.sync();
}
void submit_now(int user) {
  notify(user); // warn: the task made by 'notify' is dropped, so nobody waits for it or sees its exception // note: only a coroutine can await it; hand it to whatever runs tasks here, or return it
}
} // namespace bad_eager_statement

namespace bad_eager_in_comma_and_ternary {
int submit(bool loud) {
  loud ? notify(1) // warn: the task made by 'notify' is dropped, so nobody waits for it or sees its exception // note: only a coroutine can await it; hand it to whatever runs tasks here, or return it
       : notify(2); // warn: the task made by 'notify' is dropped, so nobody waits for it or sees its exception // note: only a coroutine can await it; hand it to whatever runs tasks here, or return it
  return notify(3), 0; // warn: the task made by 'notify' is dropped, so nobody waits for it or sees its exception // note: only a coroutine can await it; hand it to whatever runs tasks here, or return it
}
} // namespace bad_eager_in_comma_and_ternary

namespace good_eager_with_consent {
void submit(int user) {
  (void)notify(user);
  static_cast<void>(notify(user + 1));
  void(notify(user + 2));
  std::ignore = notify(user + 3);
  auto _ = notify(user + 4);
}
} // namespace good_eager_with_consent

namespace good_eager_with_consent_in_expressions {
int submit(int user) {
  user > 0 ? (void)notify(user) : log_line("nobody");
  for (int i = 0; i < user; ++i, (void)notify(i))
    log_line("next");
  return (void)notify(user), user;
}
} // namespace good_eager_with_consent_in_expressions

// ---- Awaited ----

namespace good_awaited_statement_and_initialiser {
mini::task<int> stats(mailbox &box) {
  co_await box.sync();
  int n = co_await box.size();
  n += co_await box.size();
  co_return n;
}
} // namespace good_awaited_statement_and_initialiser

namespace good_awaited_in_conditions {
mini::task<int> stats(mailbox &box) {
  int n = 0;
  if (co_await box.expunge() > n)
    ++n;
  while (co_await box.size() > 0)
    co_await box.expunge();
  switch (co_await box.size()) {
  case 0:
    co_await deliver({});
    break;
  default:
    break;
  }
  co_return n;
}
} // namespace good_awaited_in_conditions

namespace good_awaited_in_a_for {
mini::task<void> stats(mailbox &box) {
  for (int i = co_await next_id(); i < co_await box.size(); i += co_await next_id())
    co_await box.sync();
}
} // namespace good_awaited_in_a_for

namespace good_awaited_argument_and_ternary {
int clamp(int);
mini::task<int> stats(mailbox &box, bool full) {
  co_await (full ? box.sync() : mailbox::create("inbox"));
  int n = clamp(co_await box.size());
  co_return full ? co_await box.size() : n;
}
} // namespace good_awaited_argument_and_ternary

namespace good_value_of_the_await_is_dropped {
mini::task<void> f(mailbox &box) {
  co_await box.expunge();
  (void)co_await box.size();
  std::ignore = co_await box.size();
  auto _ = co_await next_id();
  co_await box.size(), co_await box.sync();
  co_await box.size() > 3 ? co_await box.sync() : co_await mailbox::create("big");
}
} // namespace good_value_of_the_await_is_dropped

namespace good_right_of_a_comma_is_awaited {
mini::task<void> f(mailbox &box) {
  co_await (log_line("syncing"), box.sync());
}
} // namespace good_right_of_a_comma_is_awaited

namespace good_co_return_awaits {
mini::task<int> f(mailbox &box) { co_return co_await box.size(); }
} // namespace good_co_return_awaits

namespace good_awaited_in_a_range {
mini::task<std::vector<message>> load(int folder);
mini::task<void> f(mailbox &box) {
  for (message &m : co_await load(3))
    co_await box.append(m);
}
} // namespace good_awaited_in_a_range

// ---- Returned ----

namespace good_returned {
mini::task<int> plain(mailbox &box) { return box.size(); }
mini::task<void> braced(mailbox &box) { return {box.sync()}; }
} // namespace good_returned

namespace good_returned_after_a_comma_or_in_a_ternary {
mini::task<int> counted(mailbox &box, int &calls) { return ++calls, box.size(); }
mini::task<void> chosen(mailbox &box, bool a) { return a ? box.sync() : mailbox::create("a"); }
} // namespace good_returned_after_a_comma_or_in_a_ternary

namespace good_returned_in_an_object {
auto wrapped(mailbox &box) { return std::make_pair(1, box.sync()); }
auto packed(mailbox &box) { return std::tuple(box.sync(), box.size()); }
std::optional<mini::task<void>> maybe(mailbox &box, bool yes) {
  if (!yes)
    return std::nullopt;
  return box.sync();
}
} // namespace good_returned_in_an_object

namespace good_returned_by_a_lambda {
auto make(mailbox &box) {
  return [&box](bool all) { return all ? box.expunge() : box.size(); };
}
} // namespace good_returned_by_a_lambda

namespace good_co_returned {
mini::task<mini::task<void>> prepare(message m) { co_return deliver(std::move(m)); }
} // namespace good_co_returned

// ---- Passed on ----

namespace good_arguments_by_value {
void run(mini::task<void> t);
mini::task<void> all(mini::task<void> a, mini::task<void> b);
void collect(std::initializer_list<int>, mini::task<int>);
mini::task<void> f(mailbox &box) {
  run(box.sync());
  collect({1, 2}, box.size());
  co_await all(box.sync(), mailbox::create("b"));
}
} // namespace good_arguments_by_value

namespace good_arguments_by_reference {
void adopt(mini::task<void> &&t, const char *name);
void inspect(const mini::task<void> &t);
void f(mailbox &box) {
  adopt(box.sync(), "sync");
  inspect(box.sync());
}
} // namespace good_arguments_by_reference

namespace good_arguments_of_a_variadic_template {
template <class... T> void spawn_all(T &&...tasks);
void f(mailbox &box) { spawn_all(box.sync(), box.size(), deliver({})); }
} // namespace good_arguments_of_a_variadic_template

namespace good_operands_of_operators {
struct runner {
  void operator()(mini::task<void> t) const;
  runner &operator<<(mini::task<void> t);
  void operator[](mini::task<void> t) const;
};
void operator|(mini::task<void> t, runner &r);
void operator,(mini::task<int> t, runner &r);
void f(mailbox &box, runner &r) {
  r(box.sync());
  r << box.sync() << mailbox::create("c");
  r[box.sync()];
  box.sync() | r;
  box.size(), r;
}
} // namespace good_operands_of_operators

namespace good_argument_of_a_constructor {
struct runner {
  explicit runner(mini::task<void> t);
  ~runner();
};
void f(mailbox &box) {
  runner{box.sync()};
  runner named(box.sync());
  auto owned = std::make_unique<runner>(box.sync());
}
} // namespace good_argument_of_a_constructor

namespace good_pushed_into_a_vector {
class queue {
  std::vector<mini::task<void>> tasks_;

public:
  void submit(mailbox &box) {
    tasks_.push_back(box.sync());
    tasks_.emplace_back(box.sync());
    auto &added = tasks_.emplace_back(box.sync());
    (void)added;
    tasks_.insert(tasks_.begin(), box.sync());
  }
};
} // namespace good_pushed_into_a_vector

namespace good_inserted_into_a_map {
class queue {
  std::map<std::string, mini::task<void>> named_;

public:
  void submit(mailbox &box) {
    named_.emplace("a", box.sync());
    named_.try_emplace("b", box.sync());
    named_.insert_or_assign("c", box.sync());
    named_.insert({"d", box.sync()});
  }
};
} // namespace good_inserted_into_a_map

namespace good_part_of_an_aggregate {
struct entry {
  int priority;
  mini::task<void> work;
};
class queue {
  std::deque<entry> entries_;
  std::list<mini::task<void>> list_;
  std::vector<std::pair<int, mini::task<void>>> pairs_;

public:
  void submit(mailbox &box) {
    entries_.push_back({1, box.sync()});
    entries_.push_back(entry{.priority = 2, .work = box.sync()});
    list_.emplace_front(box.sync());
    pairs_.emplace_back(3, box.sync());
  }
};
} // namespace good_part_of_an_aggregate

namespace good_put_into_an_optional_or_owner {
struct session {
  std::optional<mini::task<void>> last_;
  std::unique_ptr<mini::task<void>> owned_;
  std::vector<std::unique_ptr<mini::task<void>>> all_;
  void submit(mailbox &box) {
    last_ = box.sync();
    last_.emplace(box.sync());
    owned_ = std::make_unique<mini::task<void>>(box.sync());
    all_.push_back(std::make_unique<mini::task<void>>(box.sync()));
  }
};
} // namespace good_put_into_an_optional_or_owner

// They return a reference to a task that lives on.
namespace good_reference_to_a_task_held_elsewhere {
class pool {
  std::vector<mini::task<void>> tasks_;

public:
  mini::task<void> &add(mailbox &box) { return tasks_.emplace_back(box.sync()); }
  const mini::task<void> &last() const { return tasks_.back(); }
  mini::task<void> &&take() { return std::move(tasks_.back()); }
  mini::task<void> *find(int i) { return &tasks_[i]; }
};
void f(pool &p, mailbox &box) {
  p.add(box);
  p.last();
  p.take();
  p.find(3);
}
} // namespace good_reference_to_a_task_held_elsewhere

namespace good_names_of_tasks_as_statements {
void touch(mini::task<void> &t, std::vector<mini::task<void>> &all) {
  t;
  (void)t;
  all[0];
  all.front();
  std::move(t);
}
} // namespace good_names_of_tasks_as_statements

namespace good_assignments {
struct session {
  mini::task<void> current;
  std::vector<mini::task<void>> slots;
  void renew(mailbox &box, mini::task<void> *other) {
    current = box.sync();
    slots[0] = box.sync();
    *other = box.sync();
    (current = box.sync());
    std::swap(current, slots[1]);
  }
};
} // namespace good_assignments

// What exchange() returns is the old task, which may have run long ago.
namespace good_exchanged {
struct session {
  mini::task<void> current;
  void renew(mailbox &box) { std::exchange(current, box.sync()); }
};
} // namespace good_exchanged

namespace good_captured {
template <class F> void defer(F f) { f(); }
void f(mailbox &box, void (*run)(mini::task<void>)) {
  defer([t = box.sync(), run]() mutable { run(std::move(t)); });
}
} // namespace good_captured

namespace good_constructed_members {
class session {
  mini::task<void> hello_;
  std::pair<mini::task<int>, int> size_;

public:
  explicit session(mailbox &box) : hello_(box.sync()), size_(box.size(), 3) {}
};
} // namespace good_constructed_members

namespace good_heap_and_globals {
mailbox &inbox();
mini::task<void> startup = inbox().sync();
static std::vector<mini::task<int>> pending;
mini::task<void> *keep() {
  pending.push_back(inbox().size());
  return new mini::task<void>(inbox().sync());
}
} // namespace good_heap_and_globals

namespace good_consumed_by_a_member {
struct job {
  struct promise_type {
    job get_return_object();
    std::suspend_always initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() { std::terminate(); }
  };
  job(job &&o) noexcept;
  ~job();
  bool await_ready() const noexcept { return false; }
  std::coroutine_handle<> await_suspend(std::coroutine_handle<>) noexcept;
  void await_resume() const noexcept {}
  void detach() &&;
  void start_on(int pool) &&;
  int get() &&;
  template <class F> void start(F done) && { done(0); }
};
job reindex(int table);
void f() {
  reindex(1).detach();
  reindex(2).start_on(3);
  std::move(reindex(3)).get();
  reindex(4).start([](int) {});
}
} // namespace good_consumed_by_a_member

// ---- Not called at all ----

namespace good_unevaluated {
template <class M>
concept syncable = requires(M m) {
  m.sync();
  { m.size() };
};
void f(mailbox &box) {
  static_assert(syncable<mailbox>);
  static_assert(std::is_same_v<decltype(box.size()), mini::task<int>>);
  static_assert(sizeof(box.sync()) == sizeof(void *));
  static_assert(!noexcept(box.sync()));
  using sync_task = decltype(box.expunge(), box.sync());
  static_assert(!std::is_void_v<sync_task>);
  static_assert(std::is_same_v<decltype(deliver({})), mini::task<void>>);
  log_line(typeid(box.sync()).name());
}
} // namespace good_unevaluated

namespace good_names_of_functions {
using step = mini::task<void> (*)(message);
step choose() {
  deliver;
  &mailbox::sync;
  (void)&deliver;
  return &deliver;
}
} // namespace good_names_of_functions

namespace good_calls_that_return_something_else {
struct calendar {
  int save(std::string title);
  std::vector<int> sync() const;
  bool flush();
};
void f(calendar &c, const std::function<int()> &g) {
  c.save("release");
  c.sync();
  c.flush();
  (void)c.flush();
  std::ignore = c.save("retro");
  auto _ = c.save("standup");
  g();
}
} // namespace good_calls_that_return_something_else

namespace good_underscore_that_is_awaited {
mini::task<int> f(mailbox &box) {
  auto _ = box.size();
  log_line("asked");
  co_return co_await std::move(_);
}
} // namespace good_underscore_that_is_awaited

namespace good_underscore_as_a_function {
std::string _(const char *text);
mini::task<int> translate(std::string text);
mini::task<int> f() {
  _("hello");
  co_return co_await translate(_("world"));
}
} // namespace good_underscore_as_a_function

namespace good_not_instantiated {
template <class Box> void flush(Box &box) {
  box.sync();
  (void)box.size();
}
} // namespace good_not_instantiated

// ---- Suppressed, with the reason beside it ----

namespace good_suppressed {
void f(mailbox &box) {
  box.sync(); // NOLINT(corolint-discarded-task): measured for the cost of the frame only
  // NOLINTNEXTLINE(corolint-discarded-task)
  box.expunge();
  [[gsl::suppress("corolint-discarded-task", "a benchmark of frames")]] box.size();
  [[gsl::suppress("corolint-discarded-task")]] {
    box.sync();
    (void)box.size();
  }
}
[[gsl::suppress("corolint-discarded-task")]] void g(mailbox &box) { box.sync(); }
} // namespace good_suppressed

// A suppression names one rule; the neighbour's does not help.
namespace bad_other_rule_suppressed {
void f(mailbox &box) {
  box.sync(); // NOLINT(corolint-unawaited-task) // warn: the task made by 'sync' is dropped, so it never runs // note: only a coroutine can await it; hand it to whatever runs tasks here, or return it
  [[gsl::suppress("corolint-unawaited-task")]] box.expunge(); // warn: the task made by 'expunge' is dropped, so it never runs // note: only a coroutine can await it; hand it to whatever runs tasks here, or return it
}
} // namespace bad_other_rule_suppressed
