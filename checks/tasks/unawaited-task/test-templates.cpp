// flags: -std=c++20 -Wno-unused-result
// Local tasks in templates and macros.
#include "mini.h"
#include <array>
#include <tuple>

mini::task<void> store(int block);
mini::task<int> fetch(int block);
int checksum(int block);
void sync_wait(mini::task<void> t);
void log_line(const char *what);
bool verbose();

namespace bad_function_template {
template <class Block> mini::task<void> save(Block b) {
  auto saved = store(static_cast<int>(b)); // warn: 'saved' is never awaited, so it never runs
  co_await mini::tick{};
}
mini::task<void> start() {
  co_await save(1);
  co_await save('b');
}
} // namespace bad_function_template

namespace bad_type_depends_on_the_callable {
template <class F> void measure(F f) {
  auto result = f(3); // warn: 'result' is never awaited, so it never runs
  log_line("measured");
}
void start() {
  measure(checksum);
  measure(fetch);
}
} // namespace bad_type_depends_on_the_callable

namespace bad_class_template {
template <class Disk> class cache {
  Disk disk_;

public:
  void drop(int block) {
    auto dropped = disk_.remove(block); // warn: 'dropped' is never awaited, so it never runs
  }
};
struct disk {
  mini::task<void> remove(int block);
};
template class cache<disk>;
} // namespace bad_class_template

namespace bad_generic_lambda {
void start() {
  auto measure = [](auto f) {
    auto result = f(3); // warn: 'result' is never awaited, so it never runs
    return 3;
  };
  measure(fetch);
}
} // namespace bad_generic_lambda

namespace bad_if_constexpr_branch {
template <bool Wait> mini::task<void> save(int b) {
  auto saved = store(b); // warn: 'saved' is never awaited, so it never runs
  if constexpr (Wait)
    co_await std::move(saved);
  co_await mini::tick{};
}
mini::task<void> start() { co_await save<false>(1); }
} // namespace bad_if_constexpr_branch

namespace bad_container_of_a_pack {
template <class... Blocks> mini::task<void> save(Blocks... blocks) {
  std::vector<mini::task<void>> all; // warn: 'all' is never awaited, so its tasks never run
  (all.push_back(store(blocks)), ...);
  co_await mini::tick{};
}
mini::task<void> start() { co_await save(1, 2, 3); }
} // namespace bad_container_of_a_pack

namespace bad_tuple_of_a_pack {
template <class... Blocks> void save(Blocks... blocks) {
  auto all = std::tuple(store(blocks)...); // warn: 'all' is never awaited, so its tasks never run
}
void start() { save(1, 2); }
} // namespace bad_tuple_of_a_pack

namespace bad_task_type_is_a_parameter {
template <class T> struct holder {
  static mini::task<T> make();
  void use() {
    mini::task<T> made = make(); // warn: 'made' is never awaited, so it never runs
  }
};
void start(holder<int> &a, holder<std::string> &b) {
  a.use();
  b.use();
}
} // namespace bad_task_type_is_a_parameter

namespace bad_declared_by_a_macro {
#define START(name, expression) auto name = expression
void f() {
  START(saved, store(3)); // warn: 'saved' is never awaited, so it never runs
  log_line("saved");
}
} // namespace bad_declared_by_a_macro

namespace bad_macro_hides_the_warning_of_the_compiler {
#define UNUSED(name) (void)name
void f() {
  auto saved = store(3); // warn: 'saved' is never awaited, so it never runs
  UNUSED(saved);
}
} // namespace bad_macro_hides_the_warning_of_the_compiler

namespace bad_whole_statement_in_a_macro {
#define SAVE_LATER(block) do { auto later = store(block); log_line("later"); } while (false) // note: expanded from macro 'SAVE_LATER'
void f() {
  SAVE_LATER(3); // warn: 'later' is never awaited, so it never runs
}
} // namespace bad_whole_statement_in_a_macro

namespace good_template_awaits {
template <class F> auto timed(F f) -> decltype(f(3)) {
  auto running = f(3);
  log_line("running");
  co_return co_await std::move(running);
}
mini::task<int> start() {
  int n = co_await timed(fetch);
  co_await timed(store);
  co_return n;
}
} // namespace good_template_awaits

namespace good_template_returns_it {
template <class F> auto timed(F f) {
  auto running = f(3);
  log_line("running");
  return running;
}
mini::task<int> start() {
  co_await timed(store);
  co_return timed(checksum) + co_await timed(fetch);
}
} // namespace good_template_returns_it

namespace good_if_constexpr_awaits_where_it_can {
template <class F> mini::task<void> run(F f) {
  auto result = f(3);
  if constexpr (requires { std::move(result).operator co_await(); })
    co_await std::move(result);
  else
    log_line("done at once");
}
mini::task<void> start() {
  co_await run(fetch);
  co_await run(checksum);
}
} // namespace good_if_constexpr_awaits_where_it_can

namespace good_only_plain_callables {
template <class F> void measure(F f) {
  auto result = f(3);
  log_line("measured");
}
void start() { measure(checksum); }
} // namespace good_only_plain_callables

namespace good_never_instantiated {
template <class Disk> void drop(Disk &disk) { auto dropped = disk.remove(3); }
} // namespace good_never_instantiated

namespace good_unwrapped_pack {
template <class... T> mini::task<void> all(T... tasks) { (co_await std::move(tasks), ...); }
template <class... Blocks> mini::task<void> save(Blocks... blocks) {
  auto tasks = std::tuple(store(blocks)...);
  co_await std::apply([](auto &&...t) { return all(std::move(t)...); }, std::move(tasks));
}
mini::task<void> start() { co_await save(1, 2); }
} // namespace good_unwrapped_pack

namespace good_index_sequence {
template <std::size_t... I> mini::task<int> sum(std::index_sequence<I...>) {
  std::array<mini::task<int>, sizeof...(I)> reads{fetch(static_cast<int>(I))...};
  int total = 0;
  ((total += co_await std::move(reads[I])), ...);
  co_return total;
}
mini::task<int> start() { co_return co_await sum(std::make_index_sequence<3>()); }
} // namespace good_index_sequence

namespace good_deduced_guard_around_a_task {
template <class T> struct on_exit {
  T work;
  ~on_exit() { sync_wait(std::move(work)); }
};
template <class T> on_exit(T) -> on_exit<T>;
void f() {
  on_exit guard{store(3)};
  auto t = store(4);
  on_exit other{std::move(t)};
}
} // namespace good_deduced_guard_around_a_task

namespace good_macro_awaits {
#define AWAIT_LATER(name) co_await std::move(name)
mini::task<void> f() {
  auto saved = store(3);
  AWAIT_LATER(saved);
}
} // namespace good_macro_awaits

namespace good_macro_runs_it {
#define RUN(expression) do { auto task_to_run = expression; sync_wait(std::move(task_to_run)); } while (false)
void f() { RUN(store(3)); }
} // namespace good_macro_runs_it

namespace good_variadic_call {
template <class... T> void spawn_all(T &&...tasks);
void f() {
  auto a = store(1);
  auto b = fetch(2);
  spawn_all(std::move(a), std::move(b));
}
} // namespace good_variadic_call

namespace good_range_adaptor_of_tasks {
template <class Range> mini::task<void> each(Range tasks) {
  for (auto &&t : tasks)
    co_await std::move(t);
}
mini::task<void> f() {
  std::vector<mini::task<void>> tasks;
  tasks.push_back(store(1));
  co_await each(std::move(tasks));
}
} // namespace good_range_adaptor_of_tasks
