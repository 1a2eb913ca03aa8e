// flags: -std=c++20 -Wno-unused-value
// The calls of test.cpp with somebody who takes the result: one small case for each way.
#include "mini.h"
#include <future>
#include <map>
#include <tuple>
#include <variant>

struct message {
  int id = 0;
  std::string to;
};
class mailbox {
public:
  mini::task<void> append(message m);
  mini::task<void> sync() const;
  mini::task<int> size();
  static mini::task<void> create(std::string name);
};
mini::task<void> deliver(message m);
mini::task<int> next_id();
void sync_wait(mini::task<void> t);
void log_line(const char *what);
bool overloaded();

// ---- Awaited, however it is called ----

namespace good_virtual_member_awaited {
struct transport {
  virtual ~transport() = default;
  virtual mini::task<void> write(std::string line) = 0;
};
mini::task<void> quit(transport &t) { co_await t.write("QUIT"); }
} // namespace good_virtual_member_awaited

namespace good_override_awaits_its_base {
struct handler {
  virtual ~handler() = default;
  virtual mini::task<void> stop() { co_return; }
};
struct smtp_handler : handler {
  mini::task<void> stop() override {
    co_await handler::stop();
    log_line("smtp stopped");
  }
};
} // namespace good_override_awaits_its_base

namespace good_override_returns_what_its_base_returns {
struct handler {
  virtual ~handler() = default;
  virtual mini::task<void> stop();
};
struct smtp_handler : handler {
  mini::task<void> stop() override {
    log_line("stopping smtp");
    return handler::stop();
  }
};
} // namespace good_override_returns_what_its_base_returns

namespace good_function_pointers_awaited {
mini::task<void> run(mini::task<void> (*step)(message), mini::task<int> (mailbox::*query)(), mailbox &box) {
  co_await step({});
  co_await (*step)({});
  co_await (box.*query)();
}
} // namespace good_function_pointers_awaited

namespace good_type_erased_callables_awaited {
class scheduler {
  std::vector<std::function<mini::task<void>()>> jobs_;

public:
  mini::task<void> run_all() {
    auto jobs = jobs_; // a job may add others
    for (const auto &job : jobs)
      co_await job();
  }
  void add(mailbox &box) {
    jobs_.push_back([&box] { return box.sync(); });
    jobs_.emplace_back([&box]() -> mini::task<void> { return box.sync(); });
  }
};
} // namespace good_type_erased_callables_awaited

namespace good_operators_awaited {
struct wire {};
mini::task<void> operator<<(wire &w, const char *line);
mini::task<int> operator+(const wire &a, const wire &b);
mini::task<int> operator~(const wire &w);
mini::task<void> f(wire &w) {
  co_await (w << "EHLO localhost");
  co_await (w + w);
  co_await ~w;
}
} // namespace good_operators_awaited

namespace good_function_objects_awaited {
struct flusher {
  mailbox &box;
  mini::task<void> operator()() const { return box.sync(); }
};
mini::task<void> f(mailbox &box) {
  flusher flush{box};
  co_await flush();
  co_await flusher{box}();
  co_await std::invoke(flush);
  co_await std::invoke(&mailbox::sync, box);
}
} // namespace good_function_objects_awaited

namespace good_lambdas_awaited {
mini::task<void> f(mailbox &box) {
  co_await [](mailbox &b) -> mini::task<void> { co_await b.sync(); }(box);
  auto load = [&box] { return box.sync(); };
  co_await load();
  auto any = [](auto &b) -> mini::task<void> { co_await b.sync(); };
  co_await any(box);
}
} // namespace good_lambdas_awaited

namespace good_lambda_that_is_not_called {
void add(std::vector<std::function<mini::task<void>()>> &jobs, mailbox &box) {
  auto flush = [&box]() -> mini::task<void> { co_await box.sync(); };
  jobs.push_back(flush);
}
} // namespace good_lambda_that_is_not_called

namespace good_awaited_inside_another_await {
mini::task<int> add(int a, int b);
mini::task<int> f(mailbox &box) { co_return co_await add(co_await box.size(), co_await next_id()); }
} // namespace good_awaited_inside_another_await

namespace good_awaited_and_then_a_member_of_the_result {
mini::task<std::string> name();
mini::task<std::size_t> f() { co_return (co_await name()).size(); }
} // namespace good_awaited_and_then_a_member_of_the_result

namespace good_awaited_in_an_init_statement {
mini::task<int> f(mailbox &box) {
  if (int n = co_await box.size(); n > 3)
    co_return n;
  switch (co_await box.sync(); co_await box.size()) {
  default:
    co_return 0;
  }
}
} // namespace good_awaited_in_an_init_statement

namespace good_awaited_on_both_sides_of_a_comma {
mini::task<void> f(mailbox &box) { co_await box.sync(), co_await box.size(); }
} // namespace good_awaited_on_both_sides_of_a_comma

namespace good_awaited_or_thrown {
mini::task<void> f(mailbox &box, bool known) {
  known ? co_await box.sync() : throw std::string("unknown");
  co_await (known ? box.sync() : throw std::string("unknown"));
}
} // namespace good_awaited_or_thrown

namespace good_awaited_short_circuit {
mini::task<bool> f(mailbox &box) { co_return overloaded() || co_await box.size() > 3 && co_await next_id() > 4; }
} // namespace good_awaited_short_circuit

namespace good_awaited_in_a_return_of_a_comma {
mini::task<int> f(mailbox &box, int &calls) { co_return ++calls, co_await box.size(); }
} // namespace good_awaited_in_a_return_of_a_comma

namespace good_awaited_in_a_loop_header {
mini::task<std::vector<message>> all();
mini::task<void> f(mailbox &box) {
  for (co_await box.sync(); message &m : co_await all())
    co_await box.append(m);
  while (co_await box.size() > 0)
    log_line("more");
  do
    log_line("again");
  while (co_await box.size() > 0);
}
} // namespace good_awaited_in_a_loop_header

namespace good_awaited_after_a_label {
mini::task<void> f(mailbox &box, int rounds) {
again:
  co_await box.sync();
  if (--rounds > 0)
    goto again;
}
} // namespace good_awaited_after_a_label

namespace good_awaited_after_the_handler {
mini::task<void> f(mailbox &box, message m) {
  bool failed = false;
  try {
    co_await deliver(m);
  } catch (const std::exception &) {
    failed = true;
  }
  if (failed)
    co_await box.append(m);
}
} // namespace good_awaited_after_the_handler

namespace good_waited_for_in_a_handler {
mini::task<void> f(mailbox &box, message m) {
  try {
    co_await deliver(m);
  } catch (const std::exception &) {
    sync_wait(box.append(m));
  }
}
} // namespace good_waited_for_in_a_handler

// ---- Taken in plain functions ----

namespace good_waited_for_in_place {
void f(mailbox &box) {
  sync_wait(box.sync());
  sync_wait(mailbox::create("drafts"));
}
} // namespace good_waited_for_in_place

namespace good_constructor_keeps_it {
class session {
  mini::task<void> hello_;

public:
  explicit session(mailbox &box) : hello_(box.sync()) {}
  session(mailbox &box, message m) : session(box) { hello_ = box.append(std::move(m)); }
};
} // namespace good_constructor_keeps_it

namespace good_destructor_waits_for_it {
class session {
  mailbox box_;

public:
  ~session() { sync_wait(box_.sync()); }
};
} // namespace good_destructor_waits_for_it

namespace good_base_class_keeps_it {
struct keeper {
  explicit keeper(mini::task<void> t);
};
struct session : keeper {
  explicit session(mailbox &box) : keeper(box.sync()) {}
};
} // namespace good_base_class_keeps_it

namespace good_assigned_through_any_lvalue {
struct slots {
  std::map<int, std::optional<mini::task<void>>> by_id;
  std::tuple<mini::task<void>, int> first;
  mini::task<void> array[2];
};
void f(slots &s, mailbox &box, mini::task<void> slots::*member, mini::task<void> &out) {
  s.by_id[3] = box.sync();
  std::get<0>(s.first) = box.sync();
  s.array[1] = box.sync();
  (overloaded() ? out : s.array[0]) = box.sync();
}
} // namespace good_assigned_through_any_lvalue

namespace good_set_on_a_promise {
void f(std::promise<mini::task<void>> &p, mailbox &box) { p.set_value(box.sync()); }
} // namespace good_set_on_a_promise

namespace good_put_into_a_variant {
void f(std::variant<std::monostate, mini::task<void>> &state, mailbox &box) {
  state = box.sync();
  state.emplace<1>(box.sync());
}
} // namespace good_put_into_a_variant

namespace good_converted_on_the_way {
struct any_task {
  any_task(mini::task<void> t);
};
struct background {
  background(mini::task<void> t);
  ~background();
};
void submit(any_task t);
void f(mailbox &box) {
  submit(box.sync());
  background running = box.sync();
  std::vector<any_task> all;
  all.push_back(box.sync());
}
} // namespace good_converted_on_the_way

namespace good_cast_to_the_same_type {
mini::task<void> f(mailbox &box) {
  co_await static_cast<mini::task<void>>(box.sync());
  co_await mini::task<void>(box.sync());
  co_await mini::task<void>{box.sync()};
  co_await (box.sync());
}
} // namespace good_cast_to_the_same_type

namespace good_returned_from_a_switch {
mini::task<void> f(mailbox &box, int how) {
  switch (how) {
  case 0:
    return box.sync();
  case 1:
    return mailbox::create("b");
  default:
    return deliver({});
  }
}
} // namespace good_returned_from_a_switch

namespace good_returned_from_a_try_block {
mini::task<int> load(std::string name);
mini::task<int> f(const std::map<std::string, std::string> &names, std::string key) {
  try {
    return load(names.at(key));
  } catch (const std::out_of_range &) {
    return next_id();
  }
}
} // namespace good_returned_from_a_try_block

namespace good_yielded {
struct steps {
  struct promise_type {
    steps get_return_object();
    std::suspend_always initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    std::suspend_always yield_value(mini::task<void> &&);
    std::suspend_always yield_value(std::pair<int, mini::task<void>>);
    void return_void();
    void unhandled_exception();
  };
};
steps f(mailbox &box) {
  co_yield box.sync();
  co_yield mailbox::create("a");
  co_yield {3, box.sync()};
}
} // namespace good_yielded

namespace good_dropped_results_of_other_kinds {
std::future<int> start_thread();
std::unique_ptr<message> take();
std::function<mini::task<void>()> make_job();
std::coroutine_handle<> current();
void f(std::vector<int> &numbers) {
  take();
  make_job();
  current();
  numbers.insert(numbers.begin(), 3);
  std::ignore = start_thread();
}
} // namespace good_dropped_results_of_other_kinds

namespace good_comma_between_other_things {
int f(int a) {
  for (int i = 0, j = a; i < j; ++i, --j)
    log_line("closer");
  return log_line("done"), a;
}
} // namespace good_comma_between_other_things

namespace good_cast_to_void_of_other_things {
void f(int unused, const std::vector<mini::task<void>> &all, mailbox &box) {
  (void)unused;
  (void)all;
  (void)all.size();
  (void)box;
  (void)sizeof(box.sync());
}
} // namespace good_cast_to_void_of_other_things
