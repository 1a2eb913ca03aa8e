// Objects that belong to a thread rather than to a lock: alive at a suspension, or gone before it.
#include "annotated.h"
#include "mini.h"
#include <array>
#include <optional>
#include <tuple>

mini::task<int> query(int id);
mini::task<void> notify(int id = 0);
int evaluate(const char *script = "");
void unknown(...);

namespace plat {
class [[clang::annotate("corolint::not_across_suspend", "restores errno of the thread that made it")]] errno_saver {
public:
  errno_saver();
  errno_saver(errno_saver &&) noexcept;
  ~errno_saver();
};
class [[clang::annotate("corolint::not_across_suspend", "selects the device of this thread")]] device_scope {
public:
  explicit device_scope(int device);
  device_scope(const device_scope &) = delete;
  ~device_scope();
};
class [[clang::annotate("corolint::not_across_suspend", "the current span is thread-local")]] span {
public:
  explicit span(const char *name);
  span(span &&) noexcept;
  span &operator=(span &&) noexcept;
  ~span();
  int id() const;
};
template <class T> class [[clang::annotate("corolint::not_across_suspend", "restores a thread-local")]] restore {
public:
  explicit restore(T &v);
  ~restore();
};
class [[clang::annotate("corolint::across_suspend_ok")]] portable_span {
public:
  explicit portable_span(const char *name);
  ~portable_span();

private:
  span inner;
};
span enter(const char *name);
[[clang::annotate("corolint::across_suspend_ok")]] mini::tick checkpoint();
} // namespace plat

// ---- Alive at a suspension ----

namespace bad_local {
mini::task<int> f(int id) {
  annotated::gil lock; // warn: 'lock' belongs to its thread and is alive while the coroutine is suspended: belongs to the interpreter thread // note: end its scope before suspending
  co_return co_await query(id); // note: still alive at this 'co_await', after which another thread may go on
}
} // namespace bad_local

namespace bad_await_in_initialiser {
mini::task<int> f(int id) {
  annotated::gil lock; // warn: 'lock' belongs to its thread and is alive while the coroutine is suspended: belongs to the interpreter thread // note: end its scope before suspending
  int row = co_await query(id); // note: still alive at this 'co_await', after which another thread may go on
  co_return row + evaluate();
}
} // namespace bad_await_in_initialiser

namespace bad_many_suspensions_one_report {
mini::task<void> f() {
  plat::span span("f"); // warn: 'span' belongs to its thread and is alive while the coroutine is suspended: the current span is thread-local // note: and at 1 more suspension point // note: end its scope before suspending
  co_await notify(1); // note: still alive at this 'co_await', after which another thread may go on
  co_await notify(2); // note: still alive at this 'co_await', after which another thread may go on
  co_await notify(3); // note: still alive at this 'co_await', after which another thread may go on
  co_await notify(4);
}
} // namespace bad_many_suspensions_one_report

namespace bad_two_objects_two_reports {
mini::task<void> f() {
  annotated::gil lock; // warn: 'lock' belongs to its thread and is alive while the coroutine is suspended: belongs to the interpreter thread // note: end its scope before suspending
  plat::span span("f"); // warn: 'span' belongs to its thread and is alive while the coroutine is suspended: the current span is thread-local // note: end its scope before suspending
  co_await notify(); // note: still alive at this 'co_await', after which another thread may go on // note: still alive at this 'co_await', after which another thread may go on
}
} // namespace bad_two_objects_two_reports

namespace bad_auto_from_factory {
mini::task<void> f() {
  auto span = plat::enter("f"); // warn: 'span' belongs to its thread and is alive while the coroutine is suspended: the current span is thread-local // note: end its scope before suspending
  co_await notify(span.id()); // note: still alive at this 'co_await', after which another thread may go on
}
} // namespace bad_auto_from_factory

namespace bad_alias_and_braces {
using Device = plat::device_scope;
mini::task<void> f(int d) {
  Device device{d}; // warn: 'device' belongs to its thread and is alive while the coroutine is suspended: selects the device of this thread // note: end its scope before suspending
  co_await notify(d); // note: still alive at this 'co_await', after which another thread may go on
}
} // namespace bad_alias_and_braces

namespace bad_class_template_with_deduced_argument {
mini::task<void> f(int &locale) {
  plat::restore saved(locale); // warn: 'saved' belongs to its thread and is alive while the coroutine is suspended: restores a thread-local // note: end its scope before suspending
  co_await notify(); // note: still alive at this 'co_await', after which another thread may go on
}
} // namespace bad_class_template_with_deduced_argument

namespace bad_lifetime_extended_temporary {
mini::task<void> f() {
  auto &&span = plat::enter("f"); // warn: 'span' belongs to its thread and is alive while the coroutine is suspended: the current span is thread-local // note: end its scope before suspending
  co_await notify(); // note: still alive at this 'co_await', after which another thread may go on
}
} // namespace bad_lifetime_extended_temporary

// Lives to the end of the full expression, past the await.
namespace bad_temporary_in_full_expression {
mini::task<void> f() {
  co_await notify(plat::enter("f").id()); // warn: a temporary belongs to its thread and is alive while the coroutine is suspended: the current span is thread-local // note: end its scope before suspending // note: still alive at this 'co_await', after which another thread may go on
}
} // namespace bad_temporary_in_full_expression

namespace bad_if_init {
mini::task<void> f(int d, bool big) {
  if (plat::device_scope scope(d); big) // warn: 'scope' belongs to its thread and is alive while the coroutine is suspended: selects the device of this thread // note: end its scope before suspending
    co_await notify(d); // note: still alive at this 'co_await', after which another thread may go on
}
} // namespace bad_if_init

namespace bad_switch_init {
mini::task<void> f(int d) {
  switch (plat::device_scope scope(d); d) { // warn: 'scope' belongs to its thread and is alive while the coroutine is suspended: selects the device of this thread // note: end its scope before suspending
  case 1:
    co_await notify(d); // note: still alive at this 'co_await', after which another thread may go on
    break;
  default:
    break;
  }
}
} // namespace bad_switch_init

namespace bad_loop_body {
mini::task<int> f(int devices) {
  int sum = 0;
  for (int d = 0; d < devices; ++d) {
    plat::device_scope scope(d); // warn: 'scope' belongs to its thread and is alive while the coroutine is suspended: selects the device of this thread // note: end its scope before suspending
    sum += co_await query(d); // note: still alive at this 'co_await', after which another thread may go on
  }
  co_return sum;
}
} // namespace bad_loop_body

namespace bad_range_for_body {
mini::task<void> f(std::vector<int> devices) {
  for (int d : devices) {
    plat::device_scope scope(d); // warn: 'scope' belongs to its thread and is alive while the coroutine is suspended: selects the device of this thread // note: end its scope before suspending
    if (d == 0)
      continue;
    co_await notify(d); // note: still alive at this 'co_await', after which another thread may go on
  }
}
} // namespace bad_range_for_body

namespace bad_try_block {
mini::task<void> f() {
  try {
    annotated::gil lock; // warn: 'lock' belongs to its thread and is alive while the coroutine is suspended: belongs to the interpreter thread // note: end its scope before suspending
    co_await notify(); // note: still alive at this 'co_await', after which another thread may go on
  } catch (...) {
    evaluate();
  }
}
} // namespace bad_try_block

namespace bad_parameter {
mini::task<void> f(plat::span span, // warn: 'span' belongs to its thread and is alive while the coroutine is suspended: the current span is thread-local // note: end its scope before suspending
                   int id) {
  co_await notify(id); // note: still alive at this 'co_await', after which another thread may go on
}
} // namespace bad_parameter

namespace bad_struct_member {
struct Context {
  int id;
  plat::errno_saver saved;
};
mini::task<void> f(int id) {
  Context context{id, {}}; // warn: a temporary belongs to its thread and is alive while the coroutine is suspended: restores errno of the thread that made it // note: end its scope before suspending
  co_await notify(context.id); // note: still alive at this 'co_await', after which another thread may go on
}
} // namespace bad_struct_member

namespace bad_member_of_member {
struct Inner {
  annotated::gil lock;
};
struct Outer {
  int n = 0;
  Inner inner;
};
mini::task<void> f() {
  Outer outer; // warn: 'outer' belongs to its thread and is alive while the coroutine is suspended // note: end its scope before suspending
  co_await notify(outer.n); // note: still alive at this 'co_await', after which another thread may go on
}
} // namespace bad_member_of_member

namespace bad_base_class {
struct named_gil : annotated::gil {
  const char *name = "";
};
mini::task<void> f() {
  named_gil lock; // warn: 'lock' belongs to its thread and is alive while the coroutine is suspended: belongs to the interpreter thread // note: end its scope before suspending
  co_await notify(); // note: still alive at this 'co_await', after which another thread may go on
}
} // namespace bad_base_class

namespace bad_optional {
mini::task<void> f() {
  std::optional<plat::errno_saver> saved;
  saved.emplace(); // warn: a temporary belongs to its thread and is alive while the coroutine is suspended: restores errno of the thread that made it // note: end its scope before suspending
  co_await notify(); // note: still alive at this 'co_await', after which another thread may go on
}
} // namespace bad_optional

namespace bad_unique_ptr {
mini::task<void> f(int d) {
  auto scope = std::make_unique<plat::device_scope>(d); // warn: 'scope' belongs to its thread and is alive while the coroutine is suspended: selects the device of this thread // note: end its scope before suspending
  co_await notify(d); // note: still alive at this 'co_await', after which another thread may go on
}
} // namespace bad_unique_ptr

namespace bad_moved_to_another_local {
mini::task<void> f() {
  plat::span first("f"); // warn: 'first' belongs to its thread and is alive while the coroutine is suspended: the current span is thread-local // note: end its scope before suspending
  plat::span second = std::move(first);
  co_await notify(); // note: still alive at this 'co_await', after which another thread may go on
}
} // namespace bad_moved_to_another_local

namespace bad_lambda_init_capture {
mini::task<void> f() {
  auto keep = [span = plat::enter("f")] { return span.id(); }; // warn: a temporary belongs to its thread and is alive while the coroutine is suspended: the current span is thread-local // note: end its scope before suspending
  co_await notify(); // note: still alive at this 'co_await', after which another thread may go on
  unknown(keep());
}
} // namespace bad_lambda_init_capture

namespace bad_structured_binding {
struct Started {
  plat::span span;
  int id;
};
Started start(int id) { return {plat::span("start"), id}; }
mini::task<void> f(int id) {
  auto [span, n] = start(id); // warn: a temporary belongs to its thread and is alive while the coroutine is suspended: the current span is thread-local // note: end its scope before suspending
  co_await notify(n); // note: still alive at this 'co_await', after which another thread may go on
}
} // namespace bad_structured_binding

namespace bad_coroutine_lambda {
mini::task<void> f(int d) {
  auto step = [](int d) -> mini::task<void> {
    plat::device_scope scope(d); // warn: 'scope' belongs to its thread and is alive while the coroutine is suspended: selects the device of this thread // note: end its scope before suspending
    co_await notify(d); // note: still alive at this 'co_await', after which another thread may go on
  };
  co_await step(d);
}
} // namespace bad_coroutine_lambda

namespace bad_member_function_template_instantiated_twice {
template <class T> struct Service {
  mini::task<void> f(T v) {
    annotated::gil lock; // warn: 'lock' belongs to its thread and is alive while the coroutine is suspended: belongs to the interpreter thread // note: end its scope before suspending
    co_await notify(static_cast<int>(v)); // note: still alive at this 'co_await', after which another thread may go on
  }
};
template struct Service<int>;
template struct Service<long>;
} // namespace bad_member_function_template_instantiated_twice

namespace bad_dependent_type {
template <class S> mini::task<void> f() {
  S scope("f"); // warn: 'scope' belongs to its thread and is alive while the coroutine is suspended: the current span is thread-local // note: end its scope before suspending
  co_await notify(); // note: still alive at this 'co_await', after which another thread may go on
}
template mini::task<void> f<plat::span>();
template mini::task<void> f<plat::portable_span>();
} // namespace bad_dependent_type

namespace bad_yield {
struct Stream {
  struct promise_type {
    Stream get_return_object() { return {}; }
    std::suspend_always initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    std::suspend_always yield_value(int) { return {}; }
    void return_void() {}
    void unhandled_exception() { std::terminate(); }
  };
};
Stream f() {
  plat::span span("f"); // warn: 'span' belongs to its thread and is alive while the coroutine is suspended: the current span is thread-local // note: end its scope before suspending
  co_yield 1; // note: still alive at this 'co_yield', after which another thread may go on
}
} // namespace bad_yield

namespace bad_executor_switch {
mini::task<void> f() {
  annotated::gil lock; // warn: 'lock' belongs to its thread and is alive while the coroutine is suspended: belongs to the interpreter thread // note: end its scope before suspending
  co_await annotated::resume_on(2); // note: still alive at this 'co_await', after which another thread may go on
  evaluate();
}
} // namespace bad_executor_switch

namespace bad_migrating_task {
annotated::task<void> f() {
  annotated::gil lock; // warn: 'lock' belongs to its thread and is alive while the coroutine is suspended: belongs to the interpreter thread // note: end its scope before suspending
  co_await notify(); // note: still alive at this 'co_await', after which another thread may go on
}
} // namespace bad_migrating_task

namespace bad_eager_and_detached {
mini::eager<> f() {
  annotated::gil lock; // warn: 'lock' belongs to its thread and is alive while the coroutine is suspended: belongs to the interpreter thread // note: end its scope before suspending
  co_await mini::tick{}; // note: still alive at this 'co_await', after which another thread may go on
}
mini::forget g() {
  annotated::gil lock; // warn: 'lock' belongs to its thread and is alive while the coroutine is suspended: belongs to the interpreter thread // note: end its scope before suspending
  co_await mini::tick{}; // note: still alive at this 'co_await', after which another thread may go on
}
} // namespace bad_eager_and_detached

#define TRACE(name) plat::span trace_span(name) // note: expanded from macro 'TRACE' // note: expanded from macro 'TRACE'

namespace bad_macro {
mini::task<void> f() {
  TRACE("f"); // warn: 'trace_span' belongs to its thread and is alive while the coroutine is suspended: the current span is thread-local // note: end its scope before suspending
  co_await notify(); // note: still alive at this 'co_await', after which another thread may go on
}
} // namespace bad_macro

// ---- Gone before it ----

namespace good_block_ends_first {
mini::task<int> f(int id) {
  int seed;
  {
    annotated::gil lock;
    seed = evaluate();
  }
  co_return seed + co_await query(id);
}
} // namespace good_block_ends_first

namespace good_after_the_last_await {
mini::task<int> f(int id) {
  int row = co_await query(id);
  plat::device_scope scope(row);
  co_return evaluate();
}
} // namespace good_after_the_last_await

namespace good_between_two_awaits {
mini::task<void> f(int id) {
  int row = co_await query(id);
  {
    plat::device_scope scope(row);
    evaluate();
  }
  co_await notify(row);
}
} // namespace good_between_two_awaits

namespace good_await_in_its_own_initialiser {
mini::task<int> f(int id) {
  plat::device_scope scope(co_await query(id));
  co_return evaluate();
}
} // namespace good_await_in_its_own_initialiser

namespace good_early_return {
mini::task<int> f(int id, bool hit) {
  if (hit) {
    plat::span span("hit");
    co_return evaluate();
  }
  co_return co_await query(id);
}
} // namespace good_early_return

namespace good_loop_without_await {
mini::task<void> f(int devices) {
  for (int d = 0; d < devices; ++d) {
    plat::device_scope scope(d);
    if (!evaluate())
      break;
  }
  co_await notify();
}
} // namespace good_loop_without_await

namespace good_do_while_condition_awaits {
mini::task<void> f(int id) {
  do {
    annotated::gil lock;
    evaluate();
  } while (co_await query(id));
}
} // namespace good_do_while_condition_awaits

namespace good_temporary_ends_at_the_semicolon {
mini::task<void> f() {
  int id = plat::enter("f").id();
  co_await notify(id);
}
} // namespace good_temporary_ends_at_the_semicolon

namespace good_condition_temporary {
mini::task<void> f() {
  if (plat::enter("f").id() > 0)
    co_await notify();
}
} // namespace good_condition_temporary

namespace good_plain_helper {
int scripted() {
  annotated::gil lock;
  return evaluate();
}
mini::task<int> f(int id) {
  int a = scripted();
  co_return a + co_await query(id) + scripted();
}
} // namespace good_plain_helper

namespace good_plain_lambda {
mini::task<void> f() {
  auto run = [] {
    annotated::gil lock;
    return evaluate();
  };
  co_await notify(run());
}
} // namespace good_plain_lambda

namespace good_offloaded_callable {
mini::task<void> f() {
  co_await annotated::spawn_blocking([] {
    annotated::gil lock;
    evaluate();
  });
}
} // namespace good_offloaded_callable

namespace good_optional_reset {
mini::task<void> f() {
  std::optional<plat::errno_saver> saved;
  saved.emplace();
  evaluate();
  saved.reset();
  co_await notify();
}
} // namespace good_optional_reset

namespace good_optional_never_engaged {
mini::task<void> f() {
  std::optional<plat::errno_saver> saved;
  co_await notify();
  saved.emplace();
}
} // namespace good_optional_never_engaged

namespace good_unique_ptr_reset {
mini::task<void> f(int d) {
  auto scope = std::make_unique<plat::device_scope>(d);
  evaluate();
  scope.reset();
  co_await notify();
}
} // namespace good_unique_ptr_reset

namespace good_moved_away {
void finish(plat::span span);
mini::task<void> f() {
  plat::span span("f");
  evaluate();
  finish(std::move(span));
  co_await notify();
}
} // namespace good_moved_away

namespace good_moved_into_inner_block {
mini::task<void> f() {
  plat::span span("f");
  {
    auto inner = std::move(span);
    evaluate();
  }
  co_await notify();
}
} // namespace good_moved_into_inner_block

// Somebody else's object: where it is alive is decided elsewhere.
namespace good_reference_and_pointer {
mini::task<void> f(plat::span &span, plat::device_scope *scope) {
  auto &same = span;
  unknown(scope, &same);
  co_await notify();
}
} // namespace good_reference_and_pointer

namespace good_member_of_this {
struct Session {
  plat::span span_{"session"};
  mini::task<void> f() { co_await notify(span_.id()); }
};
} // namespace good_member_of_this

namespace good_global {
plat::span process("process");
mini::task<void> f() {
  static plat::span once("once");
  co_await notify(process.id() + once.id());
}
} // namespace good_global

namespace good_annotated_across_suspend_ok {
mini::task<void> f() {
  plat::portable_span span("f");
  co_await notify();
}
} // namespace good_annotated_across_suspend_ok

namespace good_awaits_that_never_suspend {
mini::task<void> f() {
  plat::span span("f");
  co_await plat::checkpoint();
  co_await mini::ready{};
  evaluate();
}
} // namespace good_awaits_that_never_suspend

namespace good_implicit_suspensions_do_not_count {
mini::task<int> f() {
  plat::span span("f");
  co_return span.id();
}
} // namespace good_implicit_suspensions_do_not_count

// The lambda is a coroutine of its own; it owns no span.
namespace good_coroutine_lambda_made_beside_it {
mini::task<void> f() {
  std::function<mini::task<void>()> later;
  {
    plat::span span("f");
    later = []() -> mini::task<void> { co_await notify(); };
  }
  co_await later();
}
} // namespace good_coroutine_lambda_made_beside_it

namespace good_if_constexpr_branch_not_taken {
template <bool Async> mini::task<void> f() {
  annotated::gil lock;
  if constexpr (Async)
    co_await notify();
  co_return;
}
template mini::task<void> f<false>();
} // namespace good_if_constexpr_branch_not_taken

namespace good_template_not_instantiated {
template <class S> mini::task<void> f() {
  S scope("f");
  co_await notify();
}
} // namespace good_template_not_instantiated

namespace good_dependent_type_that_may_cross {
template <class S> mini::task<void> f() {
  S scope("f");
  co_await notify();
}
template mini::task<void> f<plat::portable_span>();
} // namespace good_dependent_type_that_may_cross

// Destroyed on both branches that reach the await.
namespace good_reset_on_both_branches {
mini::task<void> f(bool fast) {
  std::optional<plat::span> span(std::in_place, "f");
  if (fast) {
    span.reset();
  } else {
    evaluate();
    span = std::nullopt;
  }
  co_await notify();
}
} // namespace good_reset_on_both_branches

// An ordinary object with a destructor.
namespace good_other_raii {
struct Timer {
  Timer();
  ~Timer();
};
mini::task<void> f() {
  Timer timer;
  std::string text = "x";
  co_await notify();
}
} // namespace good_other_raii

namespace good_macro_in_a_block {
mini::task<void> f() {
  {
    TRACE("f");
    evaluate();
  }
  co_await notify();
}
} // namespace good_macro_in_a_block

namespace good_parameter_moved_first {
void finish(plat::span span);
mini::task<void> f(plat::span span) {
  finish(std::move(span));
  co_await notify();
}
} // namespace good_parameter_moved_first
