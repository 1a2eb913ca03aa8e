// flags: -std=c++20 -pthread
// Scopes whose work has to be joined before they die: what starts work, what joins it, and where a scope may go.
#include "annotated.h"
#include "mini.h"
#include <array>
#include <map>
#include <thread>

annotated::task<void> index(int page);
annotated::task<void> index_all(std::vector<int> pages);
mini::task<bool> disk_full();
mini::task<int> page_count();
mini::tick with_timeout(mini::tick joined, int ms);
mini::tick when_all(mini::tick a, mini::tick b);
void sync_wait(mini::tick joined);
void log_line(const char *what);

// Two annotations are all that is known of it.
class [[clang::annotate("corolint::must_join")]] Nursery {
public:
  Nursery();
  explicit Nursery(int limit);
  Nursery(Nursery &&) noexcept;
  Nursery &operator=(Nursery &&) noexcept;
  ~Nursery();
  void start(annotated::task<void> t);
  void run(std::function<void()> job);
  template <class F, class... A> void call(F f, A... a) {
    annotated::keep(&f);
    (annotated::keep(&a), ...);
  }
  Nursery &operator<<(annotated::task<void> t);
  void set_limit(int n);
  void set_name(const std::string &name);
  void cancel();
  std::size_t active() const;
  bool idle() const;
  void visit(const std::function<void(int)> &each) const;
  [[clang::annotate("corolint::joins")]] mini::tick wait_all();
};

// Waits in the thread.
class [[clang::annotate("corolint::must_join")]] Workers {
public:
  explicit Workers(int threads);
  ~Workers();
  void submit(std::function<void()> job);
  [[clang::annotate("corolint::joins")]] void join();
  [[clang::annotate("corolint::joins")]] bool join_for(std::chrono::milliseconds limit);
};

// ---- Never joined ----

mini::task<void> bad_one_task() {
  Nursery workers; // warn: 'workers' is destroyed without having been joined, while its work is under way
  workers.start(index(1)); // note: work is started in it here
  co_await mini::tick{};
} // note: it is destroyed here

mini::task<void> bad_annotated_scope() {
  annotated::scope scope; // warn: 'scope' is destroyed without having been joined, while its work is under way
  scope.spawn([]() -> annotated::task<void> { co_await index(1); }); // note: work is started in it here
  co_await disk_full();
} // note: it is destroyed here

mini::task<void> bad_spawned_in_a_loop(int pages) {
  Nursery workers; // warn: 'workers' is destroyed without having been joined, while its work is under way
  for (int p = 0; p < pages; ++p)
    workers.start(index(p)); // note: work is started in it here
  co_await mini::tick{};
} // note: it is destroyed here

mini::task<void> bad_constructed_with_a_limit() {
  Nursery workers(4); // warn: 'workers' is destroyed without having been joined, while its work is under way
  workers.set_name("index");
  workers.start(index(1)); // note: work is started in it here
  co_await mini::tick{};
} // note: it is destroyed here

mini::task<void> bad_auto_and_braces() {
  auto workers = Nursery{4}; // warn: 'workers' is destroyed without having been joined, while its work is under way
  workers.start(index(1)); // note: work is started in it here
  co_await mini::tick{};
} // note: it is destroyed here

mini::task<void> bad_callable() {
  Nursery workers; // warn: 'workers' is destroyed without having been joined, while its work is under way
  workers.run([] { log_line("indexing"); }); // note: work is started in it here
  co_await mini::tick{};
} // note: it is destroyed here

mini::task<void> bad_stored_callable(std::function<void()> job) {
  Nursery workers; // warn: 'workers' is destroyed without having been joined, while its work is under way
  workers.run(job); // note: work is started in it here
  co_await mini::tick{};
} // note: it is destroyed here

namespace bad_function_and_member_pointers {
void rebuild();
struct Index {
  int generation = 0;
  void rebuild();
  mini::task<void> f() {
    Nursery workers; // warn: 'workers' is destroyed without having been joined, while its work is under way
    workers.call(&Index::rebuild, this); // note: work is started in it here
    co_await mini::tick{};
  } // note: it is destroyed here
};
mini::task<void> g() {
  Nursery workers; // warn: 'workers' is destroyed without having been joined, while its work is under way
  workers.run(&rebuild); // note: work is started in it here
  co_await mini::tick{};
} // note: it is destroyed here
} // namespace bad_function_and_member_pointers

mini::task<void> bad_operator() {
  Nursery workers; // warn: 'workers' is destroyed without having been joined, while its work is under way
  workers << index(1) << index(2); // note: work is started in it here
  co_await mini::tick{};
} // note: it is destroyed here

mini::task<void> bad_task_in_a_variable() {
  Nursery workers; // warn: 'workers' is destroyed without having been joined, while its work is under way
  auto first = index(1);
  workers.start(std::move(first)); // note: work is started in it here
  co_await mini::tick{};
} // note: it is destroyed here

mini::task<std::size_t> bad_only_looked_at() {
  Nursery workers; // warn: 'workers' is destroyed without having been joined, while its work is under way
  workers.start(index(1)); // note: work is started in it here
  co_await mini::tick{};
  co_return workers.active(); // note: it is destroyed here
}

mini::task<void> bad_only_cancelled() {
  Nursery workers; // warn: 'workers' is destroyed without having been joined, while its work is under way
  workers.start(index(1)); // note: work is started in it here
  co_await mini::tick{};
  workers.cancel();
} // note: it is destroyed here

mini::task<void> bad_joined_before_the_spawn() {
  Nursery workers; // warn: 'workers' is destroyed on some path without having been joined, while its work is under way
  co_await workers.wait_all();
  workers.start(index(1)); // note: work is started in it here
} // note: it is destroyed here

mini::task<void> bad_spawned_after_the_join() {
  Nursery workers; // warn: 'workers' is destroyed on some path without having been joined, while its work is under way
  workers.start(index(1));
  co_await workers.wait_all();
  workers.start(index(2)); // note: work is started in it here
} // note: it is destroyed here

mini::task<void> bad_other_scope_joined() {
  Nursery readers;
  Nursery writers; // warn: 'writers' is destroyed without having been joined, while its work is under way
  readers.start(index(1));
  writers.start(index(2)); // note: work is started in it here
  co_await readers.wait_all();
} // note: it is destroyed here

mini::task<void> bad_two_scopes() {
  Nursery readers; // warn: 'readers' is destroyed without having been joined, while its work is under way
  Nursery writers; // warn: 'writers' is destroyed without having been joined, while its work is under way
  readers.start(index(1)); // note: work is started in it here
  writers.start(index(2)); // note: work is started in it here
  co_await mini::tick{};
} // note: it is destroyed here // note: it is destroyed here

mini::task<void> bad_by_value_parameter(Nursery workers) { // warn: 'workers' is destroyed without having been joined, while its work is under way
  workers.start(index(1)); // note: work is started in it here
  co_await mini::tick{};
} // note: it is destroyed here

mini::task<void> bad_in_a_block() {
  {
    Nursery workers; // warn: 'workers' is destroyed without having been joined, while its work is under way
    workers.start(index(1)); // note: work is started in it here
  } // note: it is destroyed here
  co_await mini::tick{};
}

mini::task<void> bad_if_variable(bool parallel) {
  if (Nursery workers; parallel) { // warn: 'workers' is destroyed without having been joined, while its work is under way // note: it is destroyed here
    workers.start(index(1)); // note: work is started in it here
  }
  co_await mini::tick{};
}

mini::task<void> bad_const_callable_is_no_spawn_but_this_is() {
  Nursery workers; // warn: 'workers' is destroyed without having been joined, while its work is under way
  workers.visit([](int) { log_line("seen"); });
  workers.start(index(1)); // note: work is started in it here
  co_await mini::tick{};
} // note: it is destroyed here

// ---- A join that nobody waits for ----

mini::task<void> bad_join_not_awaited() {
  Nursery workers; // warn: 'workers' is destroyed without having been joined, while its work is under way
  workers.start(index(1)); // note: work is started in it here
  workers.wait_all(); // note: this is not awaited, so it joins nothing
  co_await mini::tick{};
} // note: it is destroyed here

mini::task<void> bad_join_cast_to_void() {
  annotated::scope scope; // warn: 'scope' is destroyed without having been joined, while its work is under way
  scope.spawn([]() -> annotated::task<void> { co_await index(1); }); // note: work is started in it here
  (void)scope.join(); // note: this is not awaited, so it joins nothing
  co_await mini::tick{};
} // note: it is destroyed here

mini::task<void> bad_join_in_a_variable() {
  Nursery workers; // warn: 'workers' is destroyed without having been joined, while its work is under way
  workers.start(index(1)); // note: work is started in it here
  [[maybe_unused]] auto joined = workers.wait_all(); // note: this is not awaited, so it joins nothing
  co_await mini::tick{};
} // note: it is destroyed here

void bad_plain_function_cannot_await() {
  Nursery workers; // warn: 'workers' is destroyed without having been joined, while its work is under way
  workers.start(index(1)); // note: work is started in it here
  workers.wait_all(); // note: this is not awaited, so it joins nothing
} // note: it is destroyed here

// ---- Scopes that are waited for in the thread ----

void bad_thread_scope() {
  Workers pool(4); // warn: 'pool' is destroyed without having been joined, while its work is under way
  pool.submit([] { log_line("job"); }); // note: work is started in it here
} // note: it is destroyed here

int bad_thread_scope_early_return(bool dry) {
  Workers pool(4); // warn: 'pool' is destroyed on some path without having been joined, while its work is under way
  pool.submit([] { log_line("job"); }); // note: work is started in it here
  if (dry)
    return 0; // note: it is destroyed here
  pool.join();
  return 1;
}

void bad_thread_scope_in_a_lambda() {
  auto run = [](int n) {
    Workers pool(n); // warn: 'pool' is destroyed without having been joined, while its work is under way
    pool.submit([] { log_line("job"); }); // note: work is started in it here
  }; // note: it is destroyed here
  run(4);
}

// ---- Moved, and in owners ----

mini::task<void> bad_moved_into_another_local() {
  Nursery first;
  first.start(index(1));
  Nursery second = std::move(first); // warn: 'second' is destroyed without having been joined, while its work is under way
  co_await mini::tick{};
} // note: it is destroyed here

mini::task<void> bad_in_an_optional() {
  std::optional<Nursery> workers; // warn: 'workers' is destroyed without having been joined, while its work is under way
  workers.emplace();
  workers->start(index(1)); // note: work is started in it here
  co_await mini::tick{};
} // note: it is destroyed here

mini::task<void> bad_owned_by_a_local() {
  auto workers = std::make_unique<Nursery>(4); // warn: 'workers' is destroyed without having been joined, while its work is under way
  workers->start(index(1)); // note: work is started in it here
  co_await mini::tick{};
} // note: it is destroyed here

// ---- Templates, lambdas, macros ----

namespace bad_template {
template <class Page> mini::task<void> f(Page first, Page last) {
  Nursery workers; // warn: 'workers' is destroyed without having been joined, while its work is under way
  for (Page p = first; p < last; ++p)
    workers.start(index(static_cast<int>(p))); // note: work is started in it here
  co_await mini::tick{};
} // note: it is destroyed here
mini::task<void> g() {
  co_await f(1, 9);
  co_await f(1L, 9L);
}
} // namespace bad_template

namespace bad_scope_type_is_a_parameter {
template <class Scope> mini::task<void> f() {
  Scope scope; // warn: 'scope' is destroyed without having been joined, while its work is under way
  scope.start(index(1)); // note: work is started in it here
  co_await mini::tick{};
} // note: it is destroyed here
struct Quiet {
  void start(annotated::task<void> t);
};
mini::task<void> g() {
  co_await f<Quiet>();
  co_await f<Nursery>();
}
} // namespace bad_scope_type_is_a_parameter

namespace bad_pack_of_tasks {
template <class... Task> mini::task<void> f(Task... t) {
  Nursery workers; // warn: 'workers' is destroyed without having been joined, while its work is under way
  (workers.start(std::move(t)), ...); // note: work is started in it here
  co_await mini::tick{};
} // note: it is destroyed here
mini::task<void> g() { co_await f(index(1), index(2)); }
} // namespace bad_pack_of_tasks

namespace bad_class_template {
template <class T> struct Importer {
  mini::task<void> run(T first) {
    annotated::scope scope; // warn: 'scope' is destroyed without having been joined, while its work is under way
    scope.spawn([first]() -> annotated::task<void> { co_await index(static_cast<int>(first)); }); // note: work is started in it here
    co_await mini::tick{};
  } // note: it is destroyed here
};
template struct Importer<long>;
} // namespace bad_class_template

mini::task<void> bad_coroutine_lambda() {
  auto run = [](int page) -> mini::task<void> {
    Nursery workers; // warn: 'workers' is destroyed without having been joined, while its work is under way
    workers.start(index(page)); // note: work is started in it here
    co_await mini::tick{};
  }; // note: it is destroyed here
  co_await run(1);
}

namespace bad_macro {
#define IN_BACKGROUND(scope, page) scope.start(index(page))
mini::task<void> f() {
  Nursery workers; // warn: 'workers' is destroyed without having been joined, while its work is under way
  IN_BACKGROUND(workers, 1); // note: work is started in it here
  co_await mini::tick{};
} // note: it is destroyed here
#undef IN_BACKGROUND
} // namespace bad_macro

namespace bad_alias {
using Group = Nursery;
mini::task<void> f() {
  Group workers; // warn: 'workers' is destroyed without having been joined, while its work is under way
  workers.start(index(1)); // note: work is started in it here
  co_await mini::tick{};
} // note: it is destroyed here
} // namespace bad_alias

namespace bad_derived_class {
class [[clang::annotate("corolint::must_join")]] Indexers : public Nursery {
public:
  using Nursery::Nursery;
};
mini::task<void> f() {
  Indexers workers; // warn: 'workers' is destroyed without having been joined, while its work is under way
  workers.start(index(1)); // note: work is started in it here
  co_await mini::tick{};
} // note: it is destroyed here
} // namespace bad_derived_class

// ---- Joined ----

mini::task<void> good_joined() {
  Nursery workers;
  workers.start(index(1));
  workers.start(index(2));
  co_await workers.wait_all();
}

mini::task<void> good_joined_twice() {
  Nursery workers;
  workers.start(index(1));
  co_await workers.wait_all();
  workers.start(index(2));
  co_await workers.wait_all();
}

mini::task<void> good_join_in_a_variable() {
  Nursery workers;
  workers.start(index(1));
  auto joined = workers.wait_all();
  log_line("waiting");
  co_await joined;
}

mini::task<int> good_join_inside_an_expression() {
  Nursery workers;
  workers.start(index(1));
  int n = co_await page_count();
  co_return (co_await workers.wait_all(), n);
}

mini::task<void> good_join_with_a_time_limit() {
  Nursery workers;
  workers.start(index(1));
  co_await with_timeout(workers.wait_all(), 100);
}

mini::task<void> good_two_scopes_joined_together() {
  Nursery readers;
  Nursery writers;
  readers.start(index(1));
  writers.start(index(2));
  co_await when_all(readers.wait_all(), writers.wait_all());
}

mini::task<void> good_each_scope_joined() {
  Nursery readers;
  Nursery writers;
  readers.start(index(1));
  writers.start(index(2));
  co_await writers.wait_all();
  co_await readers.wait_all();
}

void good_waited_for_in_the_thread() {
  Nursery workers;
  workers.start(index(1));
  sync_wait(workers.wait_all());
}

void good_thread_scope() {
  Workers pool(4);
  for (int i = 0; i < 8; ++i)
    pool.submit([i] { log_line(i > 4 ? "late" : "early"); });
  pool.join();
}

bool good_thread_scope_other_join() {
  Workers pool(4);
  pool.submit([] { log_line("job"); });
  return pool.join_for(std::chrono::milliseconds(10));
}

mini::task<void> good_joined_through_a_reference() {
  Nursery workers;
  auto &same = workers;
  same.start(index(1));
  co_await same.wait_all();
}

mini::task<void> good_joined_through_a_pointer() {
  Nursery workers;
  auto *same = &workers;
  same->start(index(1));
  co_await same->wait_all();
}

mini::task<void> good_children_spawn_more() {
  Nursery workers;
  workers.run([&workers] { workers.start(index(2)); });
  co_await workers.wait_all();
}

mini::task<void> good_coroutine_lambda_joins() {
  Nursery workers;
  auto finish = [&workers]() -> mini::task<void> { co_await workers.wait_all(); };
  workers.start(index(1));
  co_await finish();
}

mini::task<void> good_in_an_optional() {
  std::optional<Nursery> workers;
  workers.emplace(4);
  workers->start(index(1));
  co_await workers->wait_all();
}

mini::task<void> good_owned_by_a_local() {
  auto workers = std::make_unique<Nursery>();
  workers->start(index(1));
  co_await workers->wait_all();
}

namespace good_template {
template <class Scope> mini::task<void> f(Scope scope) {
  scope.start(index(1));
  co_await scope.wait_all();
}
mini::task<void> g() { co_await f(Nursery(4)); }
} // namespace good_template

// ---- Nothing to join ----

mini::task<void> good_nothing_started() {
  Nursery workers;
  workers.set_limit(4);
  workers.set_name("index");
  workers.cancel();
  co_await mini::tick{};
}

mini::task<void> good_callable_for_a_const_member() {
  Nursery workers;
  workers.visit([](int) { log_line("seen"); });
  co_await mini::tick{};
}

// Whoever asks the scope itself may know that there is nothing left to join.
mini::task<int> good_asked_whether_idle() {
  Nursery workers;
  workers.start(index(1));
  co_await mini::tick{};
  if (workers.idle())
    co_return 0;
  co_await workers.wait_all();
  co_return 1;
}

mini::task<void> good_polled_until_idle() {
  Nursery workers;
  workers.start(index(1));
  while (!workers.idle())
    co_await mini::tick{};
}

mini::task<int> good_early_return_before_the_first_spawn() {
  Nursery workers;
  if (co_await disk_full())
    co_return 0;
  workers.start(index(1));
  co_await workers.wait_all();
  co_return 1;
}

namespace good_destructor_joins {
class Scope {
public:
  ~Scope() { sync_wait(inner_.wait_all()); }
  void start(annotated::task<void> t) { inner_.start(std::move(t)); }

private:
  Nursery inner_;
};
mini::task<void> f() {
  Scope scope;
  scope.start(index(1));
  co_await mini::tick{};
}
} // namespace good_destructor_joins

mini::task<void> good_spawner_without_a_scope() {
  annotated::spawn([]() -> annotated::task<void> { co_await index(1); });
  annotated::spawn_task(index(2));
  co_await mini::tick{};
}

mini::task<void> good_joining_thread() {
  std::jthread worker([] { log_line("job"); }); // NOLINT(corolint-blocking-call)
  co_await mini::tick{};
}

mini::task<void> good_unrelated_class_with_the_same_names() {
  struct Queue {
    std::vector<annotated::task<void>> tasks;
    void start(annotated::task<void> t) { tasks.push_back(std::move(t)); }
  };
  Queue queue;
  queue.start(index(1));
  for (auto &t : queue.tasks)
    co_await std::move(t);
}

// ---- Somebody else's, or handed on ----

namespace good_member {
class Indexer {
public:
  void add(int page) { workers_.start(index(page)); }
  mini::task<void> stop() { co_await workers_.wait_all(); }

private:
  Nursery workers_;
};
mini::task<void> f() {
  Indexer indexer;
  indexer.add(1);
  co_await indexer.stop();
}
} // namespace good_member

mini::task<void> good_by_reference(Nursery &workers) {
  workers.start(index(1));
  co_await mini::tick{};
}

void good_by_pointer(Nursery *workers) { workers->start(index(1)); }

void good_by_rvalue_reference(Nursery &&workers) { workers.start(index(1)); }

namespace good_globals {
Nursery g_workers;
void f() { g_workers.start(index(1)); }
void g() {
  static Nursery workers;
  workers.start(index(1));
}
} // namespace good_globals

Nursery good_returned(int pages) {
  Nursery workers;
  for (int p = 0; p < pages; ++p)
    workers.start(index(p));
  return workers;
}

namespace good_moved_on {
struct Running {
  Nursery workers;
  int pages = 0;
};
Running in_a_struct() {
  Nursery workers;
  workers.start(index(1));
  return {std::move(workers), 1};
}
void into_a_container(std::vector<Nursery> &all) {
  Nursery workers;
  workers.start(index(1));
  all.push_back(std::move(workers));
}
struct Owner {
  Nursery workers_;
  void into_a_member() {
    Nursery workers;
    workers.start(index(1));
    workers_ = std::move(workers);
  }
};
void into_a_function() {
  void finish(Nursery);
  Nursery workers;
  workers.start(index(1));
  finish(std::move(workers));
}
std::function<void()> into_a_closure() {
  auto workers = std::make_shared<Nursery>();
  workers->start(index(1));
  return [workers] { sync_wait(workers->wait_all()); };
}
} // namespace good_moved_on

mini::task<void> good_moved_and_joined() {
  Nursery first;
  first.start(index(1));
  Nursery second = std::move(first);
  co_await second.wait_all();
}

// Who gets a reference may join it.
namespace good_handed_to_unknown_code {
void drain(Nursery &workers);
void drain(Nursery *workers);
mini::task<void> finish(Nursery &workers);
mini::task<void> f() {
  Nursery a, b, c;
  a.start(index(1));
  b.start(index(2));
  c.start(index(3));
  drain(a);
  drain(&b);
  co_await finish(c);
}
} // namespace good_handed_to_unknown_code

namespace good_joined_at_scope_exit {
template <class F> struct scope_exit {
  F f;
  ~scope_exit() { f(); }
};
template <class F> scope_exit(F) -> scope_exit<F>;
struct Joiner {
  Nursery &workers;
  ~Joiner() { sync_wait(workers.wait_all()); }
};
mini::task<void> f() {
  Nursery workers;
  scope_exit join{[&] { sync_wait(workers.wait_all()); }};
  workers.start(index(1));
  co_await mini::tick{};
}
mini::task<void> g() {
  Nursery workers;
  Joiner joiner{workers};
  workers.start(index(1));
  co_await mini::tick{};
}
} // namespace good_joined_at_scope_exit

mini::task<void> good_joined_by_a_lambda() {
  Nursery workers;
  auto join = [&] { sync_wait(workers.wait_all()); };
  workers.start(index(1));
  co_await mini::tick{};
  join();
}

mini::task<void> good_scopes_in_a_container(int chapters) {
  std::vector<Nursery> groups(static_cast<std::size_t>(chapters));
  for (auto &group : groups)
    group.start(index(1));
  for (auto &group : groups)
    co_await group.wait_all();
}

namespace good_join_returned_to_the_caller {
mini::tick f(Nursery &workers) {
  workers.start(index(1));
  return workers.wait_all();
}
} // namespace good_join_returned_to_the_caller

mini::task<void> good_swapped(Nursery &other) {
  Nursery workers;
  workers.start(index(1));
  std::swap(workers, other);
  co_await other.wait_all();
}

void good_deliberately_leaked() {
  auto *workers = new Nursery;
  workers->start(index(1));
}

mini::task<void> good_held_by_a_shared_pointer(std::map<int, std::shared_ptr<Nursery>> &all) {
  auto workers = std::make_shared<Nursery>();
  all[1] = workers;
  workers->start(index(1));
  co_await mini::tick{};
}
