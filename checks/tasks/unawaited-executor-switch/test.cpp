// flags: -std=c++20 -Wno-unused-value
// Awaitables that would move the coroutine to another executor, and that nobody awaits.
#include "annotated.h"
#include <tuple>

enum executor : int { ui = 0, disk = 1, cpu = 2 };
struct image {
  int width = 0;
  std::string data;
};
image decode(std::string file);
void draw(const image &i);
bool large(const std::string &file);
void log_line(const char *what);

/// An executor of one's own; its operations are declared to switch.
class pool {
public:
  [[clang::annotate("corolint::switches_executor")]] mini::tick schedule();
  [[clang::annotate("corolint::switches_executor")]] mini::tick schedule(int priority) const;
  [[clang::annotate("corolint::switches_executor")]] static mini::tick yield();
  void post(std::function<void()> f);
  int size() const;
};

/// The awaitable itself is declared to switch, whoever makes it.
class [[clang::annotate("corolint::switches_executor")]] switch_to {
public:
  explicit switch_to(executor to) : to_(to) {}
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<> h) const;
  void await_resume() const noexcept {}

private:
  executor to_;
};
switch_to to_pool();

/// A task that moves: awaiting it ends on the pool.
[[clang::annotate("corolint::switches_executor")]] mini::task<void> enter(pool &p);

// ---- Where the call stands ----

namespace bad_statement {
mini::task<image> load(std::string file) {
  annotated::resume_on(cpu); // warn: the switch made by 'resume_on' is not awaited, so the code below runs on the executor it is on already // fix: co_await annotated::resume_on(cpu);
  co_return decode(std::move(file));
}
} // namespace bad_statement

namespace bad_way_back {
mini::task<void> show(std::string file) {
  co_await annotated::resume_on(cpu);
  image i = decode(std::move(file));
  annotated::resume_on(ui); // warn: the switch made by 'resume_on' is not awaited, so the code below runs on the executor it is on already // fix: co_await annotated::resume_on(ui);
  draw(i);
}
} // namespace bad_way_back

namespace bad_member_function {
mini::task<void> show(pool &p, image i) {
  p.schedule(); // warn: the switch made by 'schedule' is not awaited, so the code below runs on the executor it is on already // fix: co_await p.schedule();
  p.schedule(3); // warn: the switch made by 'schedule' is not awaited, so the code below runs on the executor it is on already // fix: co_await p.schedule(3);
  draw(i);
  co_return;
}
} // namespace bad_member_function

namespace bad_static_member_function {
mini::task<void> show(image i) {
  pool::yield(); // warn: the switch made by 'yield' is not awaited, so the code below runs on the executor it is on already // fix: co_await pool::yield();
  draw(i);
  co_return;
}
} // namespace bad_static_member_function

namespace bad_member_of_a_member {
class viewer {
  pool &pool_;
  image last_;

public:
  explicit viewer(pool &p) : pool_(p) {}
  mini::task<void> reload(std::string file) {
    this->pool_.schedule(); // warn: the switch made by 'schedule' is not awaited, so the code below runs on the executor it is on already // fix: co_await this->pool_.schedule();
    last_ = decode(std::move(file));
    co_return;
  }
};
} // namespace bad_member_of_a_member

namespace bad_object_constructed {
mini::task<image> load(std::string file) {
  switch_to{disk}; // warn: the switch made by 'switch_to' is not awaited, so the code below runs on the executor it is on already // fix: co_await switch_to{disk};
  switch_to{executor(cpu)}; // warn: the switch made by 'switch_to' is not awaited, so the code below runs on the executor it is on already // fix: co_await switch_to{executor(cpu)};
  co_return decode(std::move(file));
}
} // namespace bad_object_constructed

namespace bad_function_that_returns_the_annotated_class {
mini::task<image> load(std::string file) {
  to_pool(); // warn: the switch made by 'to_pool' is not awaited, so the code below runs on the executor it is on already // fix: co_await to_pool();
  co_return decode(std::move(file));
}
} // namespace bad_function_that_returns_the_annotated_class

// A task as well, and still the more specific rule.
namespace bad_task_that_switches {
mini::task<image> load(pool &p, std::string file) {
  enter(p); // warn: the switch made by 'enter' is not awaited, so the code below runs on the executor it is on already // fix: co_await enter(p);
  co_return decode(std::move(file));
}
} // namespace bad_task_that_switches

namespace bad_branches {
mini::task<image> load(std::string file) {
  if (large(file))
    annotated::resume_on(cpu); // warn: the switch made by 'resume_on' is not awaited, so the code below runs on the executor it is on already // fix: co_await annotated::resume_on(cpu);
  else
    annotated::resume_on(disk); // warn: the switch made by 'resume_on' is not awaited, so the code below runs on the executor it is on already // fix: co_await annotated::resume_on(disk);
  co_return decode(std::move(file));
}
} // namespace bad_branches

namespace bad_loop {
mini::task<void> load_all(std::vector<std::string> files, pool &p) {
  for (auto &f : files) {
    p.schedule(); // warn: the switch made by 'schedule' is not awaited, so the code below runs on the executor it is on already // fix: co_await p.schedule();
    draw(decode(f));
  }
  co_return;
}
} // namespace bad_loop

namespace bad_for_increment {
mini::task<void> spin(int n) {
  for (int i = 0; i < n; ++i, pool::yield()) // warn: the switch made by 'yield' is not awaited, so the code below runs on the executor it is on already // fix: for (int i = 0; i < n; ++i, co_await pool::yield())
    log_line("round");
  co_return;
}
} // namespace bad_for_increment

namespace bad_switch_case {
mini::task<image> load(std::string file, executor where) {
  switch (where) {
  case ui:
    break;
  case disk:
    annotated::resume_on(disk); // warn: the switch made by 'resume_on' is not awaited, so the code below runs on the executor it is on already // fix: co_await annotated::resume_on(disk);
    break;
  default:
    annotated::resume_on(cpu); // warn: the switch made by 'resume_on' is not awaited, so the code below runs on the executor it is on already // fix: co_await annotated::resume_on(cpu);
  }
  co_return decode(std::move(file));
}
} // namespace bad_switch_case

namespace bad_ternary {
mini::task<image> load(std::string file, bool heavy) {
  heavy ? annotated::resume_on(cpu) // warn: the switch made by 'resume_on' is not awaited, so the code below runs on the executor it is on already
        : annotated::resume_on(disk); // warn: the switch made by 'resume_on' is not awaited, so the code below runs on the executor it is on already
  co_return decode(std::move(file));
}
} // namespace bad_ternary

namespace bad_comma {
mini::task<image> load(std::string file) {
  co_return annotated::resume_on(cpu), decode(std::move(file)); // warn: the switch made by 'resume_on' is not awaited, so the code below runs on the executor it is on already // fix: co_return co_await annotated::resume_on(cpu), decode(std::move(file));
}
} // namespace bad_comma

namespace bad_try_block {
mini::task<void> show(std::string file) {
  try {
    annotated::resume_on(cpu); // warn: the switch made by 'resume_on' is not awaited, so the code below runs on the executor it is on already // fix: co_await annotated::resume_on(cpu);
    draw(decode(std::move(file)));
  } catch (const std::exception &) {
    log_line("broken image");
  }
  co_return;
}
} // namespace bad_try_block

// No co_await in a handler.
namespace bad_handler {
mini::task<void> show(std::string file) {
  try {
    co_await annotated::resume_on(cpu);
    draw(decode(std::move(file)));
  } catch (const std::exception &) {
    annotated::resume_on(ui); // warn: the switch made by 'resume_on' is not awaited, so the code below runs on the executor it is on already
    log_line("broken image");
  }
}
} // namespace bad_handler

namespace bad_plain_function {
void show(image i) {
  annotated::resume_on(ui); // warn: the switch made by 'resume_on' is not awaited, so the code below runs on the executor it is on already // note: only a coroutine can move to another executor, by awaiting this
  draw(i);
}
} // namespace bad_plain_function

namespace bad_coroutine_lambda {
mini::task<void> show(std::string file) {
  auto load = [](std::string f) -> mini::task<image> {
    annotated::resume_on(disk); // warn: the switch made by 'resume_on' is not awaited, so the code below runs on the executor it is on already // fix: co_await annotated::resume_on(disk);
    co_return decode(std::move(f));
  };
  draw(co_await load(std::move(file)));
}
} // namespace bad_coroutine_lambda

namespace bad_plain_lambda {
mini::task<void> show(pool &p, image i) {
  auto draw_there = [&] {
    p.schedule(); // warn: the switch made by 'schedule' is not awaited, so the code below runs on the executor it is on already // note: only a coroutine can move to another executor, by awaiting this
    draw(i);
  };
  draw_there();
  co_return;
}
} // namespace bad_plain_lambda

namespace bad_fire_and_forget {
mini::forget refresh(image i) {
  annotated::resume_on(ui); // warn: the switch made by 'resume_on' is not awaited, so the code below runs on the executor it is on already // fix: co_await annotated::resume_on(ui);
  draw(i);
  co_return;
}
} // namespace bad_fire_and_forget

namespace bad_virtual_function {
struct executor_base {
  virtual ~executor_base() = default;
  [[clang::annotate("corolint::switches_executor")]] virtual mini::tick enter() = 0;
};
struct strand : executor_base {
  mini::tick enter() override;
};
mini::task<void> show(executor_base &any, strand &mine, image i) {
  any.enter(); // warn: the switch made by 'enter' is not awaited, so the code below runs on the executor it is on already // fix: co_await any.enter();
  // Overriders do not repeat the annotation.
  mine.enter(); // warn: the switch made by 'enter' is not awaited, so the code below runs on the executor it is on already // fix: co_await mine.enter();
  draw(i);
  co_return;
}
} // namespace bad_virtual_function

namespace bad_function_that_forwards_it {
auto to_ui() { return switch_to(ui); }
mini::task<void> show(image i) {
  to_ui(); // warn: the switch made by 'to_ui' is not awaited, so the code below runs on the executor it is on already // fix: co_await to_ui();
  draw(i);
  co_return;
}
} // namespace bad_function_that_forwards_it

// ---- A name or a cast is no await ----

namespace bad_cast_to_void {
mini::task<void> show(image i) {
  (void)annotated::resume_on(ui); // warn: the switch made by 'resume_on' is not awaited, so the code below runs on the executor it is on already // fix: (void)co_await annotated::resume_on(ui);
  static_cast<void>(switch_to(ui)); // warn: the switch made by 'switch_to' is not awaited, so the code below runs on the executor it is on already // fix: static_cast<void>(co_await switch_to(ui));
  draw(i);
  co_return;
}
} // namespace bad_cast_to_void

// Awaited, they would be void, which can be neither assigned nor named: no fix.
namespace bad_ignored {
mini::task<void> show(image i) {
  std::ignore = annotated::resume_on(ui); // warn: the switch made by 'resume_on' is not awaited, so the code below runs on the executor it is on already
  auto _ = annotated::resume_on(ui); // warn: the switch made by 'resume_on' is not awaited, so the code below runs on the executor it is on already
  draw(i);
  co_return;
}
} // namespace bad_ignored

namespace bad_named {
mini::task<void> show(pool &p, image i) {
  auto hop = p.schedule(); // warn: the switch made by 'schedule' is not awaited, so the code below runs on the executor it is on already
  switch_to back{ui}; // warn: the switch made by 'switch_to' is not awaited, so the code below runs on the executor it is on already
  [[maybe_unused]] auto again = to_pool(); // warn: the switch made by 'to_pool' is not awaited, so the code below runs on the executor it is on already
  const auto &reference = annotated::resume_on(cpu); // warn: the switch made by 'resume_on' is not awaited, so the code below runs on the executor it is on already
  draw(i);
  co_return;
}
} // namespace bad_named

namespace bad_named_task_that_switches {
mini::task<void> show(pool &p, image i) {
  auto entering = enter(p); // warn: the switch made by 'enter' is not awaited, so the code below runs on the executor it is on already
  draw(i);
  co_return;
}
} // namespace bad_named_task_that_switches

namespace bad_named_in_an_init_statement {
mini::task<image> load(std::string file) {
  if (auto hop = annotated::resume_on(cpu); large(file)) // warn: the switch made by 'resume_on' is not awaited, so the code below runs on the executor it is on already
    log_line("large");
  co_return decode(std::move(file));
}
} // namespace bad_named_in_an_init_statement

// ---- Templates and macros ----

namespace bad_template {
template <class Pool> mini::task<image> load(Pool &p, std::string file) {
  p.schedule(); // warn: the switch made by 'schedule' is not awaited, so the code below runs on the executor it is on already
  co_return decode(std::move(file));
}
mini::task<void> show(pool &p) { draw(co_await load(p, "a.png")); }
} // namespace bad_template

namespace bad_class_template {
template <class T> class loader {
  pool &pool_;

public:
  explicit loader(pool &p) : pool_(p) {}
  mini::task<T> load(T fallback) {
    pool_.schedule(); // warn: the switch made by 'schedule' is not awaited, so the code below runs on the executor it is on already // fix: co_await pool_.schedule();
    co_return fallback;
  }
};
mini::task<int> show(loader<int> &a, loader<std::string> &b) {
  co_await b.load("x");
  co_return co_await a.load(3);
}
} // namespace bad_class_template

namespace bad_annotated_function_template {
template <class Executor> [[clang::annotate("corolint::switches_executor")]] mini::tick resume_there(Executor &e);
mini::task<void> show(pool &p, image i) {
  resume_there(p); // warn: the switch made by 'resume_there' is not awaited, so the code below runs on the executor it is on already // fix: co_await resume_there(p);
  draw(i);
  co_return;
}
} // namespace bad_annotated_function_template

namespace bad_annotated_class_template {
template <class Executor> class [[clang::annotate("corolint::switches_executor")]] hop {
public:
  explicit hop(Executor &e) : to_(&e) {}
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<> h) const { to_->post([h] { h.resume(); }); }
  void await_resume() const noexcept {}

private:
  Executor *to_;
};
mini::task<void> show(pool &p, image i) {
  hop{p}; // warn: the switch made by 'hop' is not awaited, so the code below runs on the executor it is on already // fix: co_await hop{p};
  draw(i);
  co_return;
}
} // namespace bad_annotated_class_template

namespace bad_macro {
#define ON_UI() annotated::resume_on(ui) // note: expanded from macro 'ON_UI'
#define ON(executor, statement) do { annotated::resume_on(executor); statement; } while (false) // note: expanded from macro 'ON'
mini::task<void> show(image i) {
  ON_UI(); // warn: the switch made by 'resume_on' is not awaited, so the code below runs on the executor it is on already
  ON(cpu, draw(i)); // warn: the switch made by 'resume_on' is not awaited, so the code below runs on the executor it is on already
  co_return;
}
} // namespace bad_macro

// ---- Awaited ----

namespace good_awaited {
mini::task<void> show(pool &p, std::string file) {
  co_await annotated::resume_on(cpu);
  image i = decode(std::move(file));
  co_await p.schedule();
  co_await switch_to{ui};
  co_await to_pool();
  co_await enter(p);
  draw(i);
}
} // namespace good_awaited

namespace good_awaited_conditionally {
mini::task<image> load(std::string file, bool heavy) {
  if (heavy)
    co_await annotated::resume_on(cpu);
  co_await (heavy ? annotated::resume_on(cpu) : annotated::resume_on(disk));
  heavy ? co_await annotated::resume_on(cpu) : co_await annotated::resume_on(disk);
  co_return decode(std::move(file));
}
} // namespace good_awaited_conditionally

namespace good_awaited_in_expressions {
mini::task<image> load(std::string file, int n) {
  co_await (log_line("moving"), annotated::resume_on(cpu));
  for (int i = 0; i < n; ++i, co_await pool::yield())
    log_line("round");
  (void)co_await annotated::resume_on(disk);
  co_return decode(std::move(file));
}
} // namespace good_awaited_in_expressions

namespace good_named_and_awaited {
mini::task<image> load(pool &p, std::string file) {
  auto hop = p.schedule();
  file += ".png";
  co_await hop;
  switch_to back{disk};
  co_await back;
  auto entering = enter(p);
  co_await std::move(entering);
  co_return decode(std::move(file));
}
} // namespace good_named_and_awaited

namespace good_named_and_awaited_on_one_path {
mini::task<image> load(std::string file) {
  auto hop = annotated::resume_on(cpu);
  if (large(file))
    co_await hop;
  co_return decode(std::move(file));
}
} // namespace good_named_and_awaited_on_one_path

namespace good_macro_awaits {
#define GO(executor) co_await annotated::resume_on(executor)
mini::task<void> show(image i) {
  GO(ui);
  draw(i);
}
} // namespace good_macro_awaits

namespace good_template_awaits {
template <class Pool> mini::task<image> load(Pool &p, std::string file) {
  co_await p.schedule();
  co_return decode(std::move(file));
}
mini::task<void> show(pool &p) { draw(co_await load(p, "a.png")); }
} // namespace good_template_awaits

// ---- Handed on ----

namespace good_returned {
auto to_ui() { return annotated::resume_on(ui); }
switch_to chosen(bool heavy) { return heavy ? switch_to(cpu) : switch_to(disk); }
mini::tick next(pool &p) {
  auto hop = p.schedule();
  log_line("prepared");
  return hop;
}
mini::task<void> show(pool &p, image i) {
  co_await to_ui();
  co_await chosen(true);
  co_await next(p);
  draw(i);
}
} // namespace good_returned

namespace good_returned_by_a_lambda {
mini::task<void> show(image i) {
  auto back = [] { return annotated::resume_on(ui); };
  co_await back();
  draw(i);
}
} // namespace good_returned_by_a_lambda

namespace good_passed_on {
template <class Hop> mini::task<void> then_run(Hop hop, std::function<void()> f);
void remember(const switch_to &hop);
mini::task<void> show(image i) {
  co_await then_run(annotated::resume_on(ui), [i] { draw(i); });
  auto hop = switch_to(disk);
  remember(hop);
}
} // namespace good_passed_on

namespace good_stored {
struct plan {
  std::vector<switch_to> hops;
  std::optional<switch_to> last;
  switch_to home{ui};
  void add(executor e) {
    hops.push_back(switch_to(e));
    hops.emplace_back(e);
    last = switch_to(e);
    home = switch_to(e);
  }
  mini::task<void> follow() {
    auto planned = hops; // others may add to it meanwhile
    for (auto &h : planned)
      co_await h;
    co_await *last;
    co_await home;
  }
};
} // namespace good_stored

namespace good_captured {
mini::task<void> show(image i) {
  auto hop = switch_to(ui);
  auto run = [hop, i]() -> mini::task<void> {
    co_await hop;
    draw(i);
  };
  co_await run();
}
} // namespace good_captured

namespace good_unevaluated {
template <class E>
concept executor_like = requires(E e) { e.schedule(); };
static_assert(executor_like<pool>);
using hop = decltype(annotated::resume_on(ui));
static_assert(sizeof(switch_to(ui)) == sizeof(executor));
} // namespace good_unevaluated

namespace good_taken_by_reference_to_one_held_elsewhere {
struct plan {
  switch_to home{ui};
  switch_to &first() { return home; }
};
void touch(plan &p) {
  p.first();
  auto &hop = p.home;
}
} // namespace good_taken_by_reference_to_one_held_elsewhere

// ---- The same words, another meaning ----

namespace good_plain_functions_of_that_name {
struct worker {
  bool parked = true;
};
void resume_on(worker &w) { w.parked = false; }
bool schedule_on(worker &w, std::function<void()> f);
int switch_to(worker &w);
void co_switch();
mini::task<void> wake(worker w, image i) {
  resume_on(w);
  schedule_on(w, [i] { draw(i); });
  switch_to(w);
  co_switch();
  co_await mini::tick{};
}
} // namespace good_plain_functions_of_that_name

namespace good_schedule_of_a_calendar {
struct calendar {
  int schedule(std::string title, int day);
  bool transfer(int from, int to);
  calendar &yield();
};
mini::task<void> plan(calendar &c) {
  c.schedule("release", 12);
  c.transfer(1, 2);
  c.yield();
  co_await mini::tick{};
}
} // namespace good_schedule_of_a_calendar

namespace good_other_functions_of_the_executor {
mini::task<void> show(pool &p, image i) {
  p.post([i] { draw(i); });
  p.size();
  co_await p.schedule();
}
} // namespace good_other_functions_of_the_executor

// Nobody declared it, and nobody sees what it does.
namespace good_undeclared_and_without_a_body {
mini::tick resume_elsewhere(int where);
mini::task<void> show(image i) {
  resume_elsewhere(3);
  draw(i);
  co_return;
}
} // namespace good_undeclared_and_without_a_body

// The overload that takes a callback is not the annotated one.
namespace good_overload_without_the_annotation {
class strand {
public:
  [[clang::annotate("corolint::switches_executor")]] mini::tick enter();
  void enter(std::function<void()> f);
};
mini::task<void> show(strand &s, image i) {
  s.enter([i] { draw(i); });
  co_await s.enter();
}
} // namespace good_overload_without_the_annotation

namespace good_not_instantiated {
template <class Pool> mini::task<void> load(Pool &p) {
  p.schedule();
  co_return;
}
} // namespace good_not_instantiated

namespace good_suppressed {
mini::task<void> show(image i) {
  annotated::resume_on(ui); // NOLINT(corolint-unawaited-executor-switch): draws from anywhere
  [[gsl::suppress("corolint-unawaited-executor-switch", "draws from anywhere")]] annotated::resume_on(ui);
  draw(i);
  co_return;
}
} // namespace good_suppressed

namespace good_undeclared_and_awaited {
struct resume_on_pool {
  pool &to;
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<> h) const {
    to.post([h] { h.resume(); });
  }
  void await_resume() const noexcept {}
};
mini::task<void> show(pool &p, image i) {
  co_await resume_on_pool{p};
  draw(i);
}
} // namespace good_undeclared_and_awaited

namespace good_function_object_that_hands_it_on {
struct route {
  pool &to;
  auto operator()() const { return to.schedule(); }
};
mini::task<void> show(pool &p, image i) {
  route there{p};
  co_await there();
  draw(i);
}
} // namespace good_function_object_that_hands_it_on

namespace good_override_awaited {
struct executor_base {
  virtual ~executor_base() = default;
  [[clang::annotate("corolint::switches_executor")]] virtual mini::tick enter() = 0;
};
struct strand : executor_base {
  mini::tick enter() override { return pool::yield(); }
};
mini::task<void> show(executor_base &any, strand &mine, image i) {
  co_await any.enter();
  co_await mine.enter();
  draw(i);
}
} // namespace good_override_awaited

namespace good_class_template_awaits {
template <class T> class loader {
  pool &pool_;

public:
  explicit loader(pool &p) : pool_(p) {}
  mini::task<T> load(T fallback) {
    co_await pool_.schedule();
    co_return fallback;
  }
};
mini::task<int> show(loader<int> &a) { co_return co_await a.load(3); }
} // namespace good_class_template_awaits

namespace good_if_constexpr {
struct inline_executor {
  void schedule() {}
};
template <class Executor> mini::task<void> show(Executor &e, image i) {
  if constexpr (std::is_void_v<decltype(e.schedule())>)
    e.schedule();
  else
    co_await e.schedule();
  draw(i);
}
mini::task<void> start(pool &p, inline_executor &here, image i) {
  co_await show(p, i);
  co_await show(here, i);
}
} // namespace good_if_constexpr

namespace good_template_given_an_executor_without_awaitables {
struct inline_executor {
  void schedule() {}
};
template <class Executor> mini::task<void> show(Executor &e, image i) {
  e.schedule();
  draw(i);
  co_return;
}
mini::task<void> start(inline_executor &here, image i) { co_await show(here, i); }
} // namespace good_template_given_an_executor_without_awaitables

namespace good_coroutine_lambda_awaits {
mini::task<void> show(std::string file) {
  auto load = [](std::string f) -> mini::task<image> {
    co_await annotated::resume_on(disk);
    co_return decode(std::move(f));
  };
  draw(co_await load(std::move(file)));
}
} // namespace good_coroutine_lambda_awaits

namespace good_awaited_in_a_try_block {
mini::task<void> show(std::string file) {
  try {
    co_await annotated::resume_on(cpu);
    draw(decode(std::move(file)));
  } catch (const std::exception &) {
    log_line("broken image");
  }
  co_await annotated::resume_on(ui);
}
} // namespace good_awaited_in_a_try_block

namespace good_awaited_by_a_combinator {
template <class... A> mini::task<void> sequence(A... steps) { (co_await std::move(steps), ...); }
mini::task<void> show(pool &p, image i) {
  co_await sequence(p.schedule(), switch_to(ui), enter(p));
  draw(i);
}
} // namespace good_awaited_by_a_combinator

namespace good_default_argument {
mini::task<image> load(std::string file, switch_to where = switch_to(disk)) {
  co_await where;
  co_return decode(std::move(file));
}
mini::task<void> show() { draw(co_await load("a.png")); }
} // namespace good_default_argument

namespace good_parameter {
mini::task<void> show(switch_to hop, image i) {
  co_await hop;
  draw(i);
}
void remember(switch_to, int n);
} // namespace good_parameter

namespace good_members_of_the_awaitable {
mini::task<void> show(image i) {
  switch_to hop(ui);
  if (!hop.await_ready())
    co_await hop;
  draw(i);
}
} // namespace good_members_of_the_awaitable

// A switch that nobody declared is an awaitable like any other.
namespace bad_undeclared_with_a_visible_await_suspend {
struct resume_on_pool {
  pool &to;
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<> h) const {
    to.post([h] { h.resume(); });
  }
  void await_resume() const noexcept {}
};
mini::task<void> show(pool &p, image i) {
  resume_on_pool{p}; // warn[discarded-task]: the awaitable made by this call is dropped, so nothing happens // fix: co_await resume_on_pool{p};
  draw(i);
  co_return;
}
} // namespace bad_undeclared_with_a_visible_await_suspend
