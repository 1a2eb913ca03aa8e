// flags: -std=c++20 -pthread
// Handles of started work that somebody has to wait for: child processes and jobs, after the cases of Clippy's lint
// zombie_processes.
#include "annotated.h"
#include "mini.h"
#include <cstdlib>

annotated::task<int> work(int id);
void log_line(const char *what);

// The work starts in the constructor.
class [[clang::annotate("corolint::must_join")]] Child {
public:
  explicit Child(std::function<int()> entry);
  explicit Child(annotated::task<int> body);
  Child(Child &&) noexcept;
  Child &operator=(Child &&) noexcept;
  ~Child();
  int id() const;
  void kill();
  [[clang::annotate("corolint::joins")]] int wait();
  [[clang::annotate("corolint::joins")]] std::string wait_with_output();
  [[clang::annotate("corolint::joins")]] mini::tick finished();
};
Child launch(annotated::task<int> body);
Child launch_function(std::function<int()> entry);

void bad_never_waited_for() {
  Child child(work(1)); // warn: 'child' is destroyed without having been joined, while its work is under way
} // note: it is destroyed here

void bad_factory() {
  auto child = launch(work(1)); // warn: 'child' is destroyed without having been joined, while its work is under way
  log_line("running");
} // note: it is destroyed here

void bad_handle_dropped_at_once() {
  launch(work(1)); // warn: what starts here has to be joined, and is destroyed at the end of this expression
  (void)launch(work(2)); // warn: what starts here has to be joined, and is destroyed at the end of this expression
  Child(work(3)); // warn: what starts here has to be joined, and is destroyed at the end of this expression
}

// A handle that can be awaited as well is one bug, not two.
template <class T> class [[clang::annotate("corolint::must_join")]] Joinable {
public:
  struct promise_type {
    Joinable get_return_object();
    std::suspend_never initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    void return_void();
    void unhandled_exception();
  };
  Joinable(Joinable &&) noexcept;
  ~Joinable() {
    if (frame)
      frame.destroy();
  }
  mini::tick operator co_await() &&;
  [[clang::annotate("corolint::joins")]] void join();

private:
  std::coroutine_handle<promise_type> frame;
};
Joinable<void> begin(annotated::task<int> body);
Joinable<void> poll(int port);

void bad_awaitable_handle_dropped_at_once() {
  begin(work(1)); // warn: what starts here has to be joined, and is destroyed at the end of this expression
  poll(80); // warn: what starts here has to be joined, and is destroyed at the end of this expression
}

void bad_awaitable_handle_kept_and_never_joined() {
  auto polling = poll(80); // warn: 'polling' is destroyed without having been joined, while its work is under way
  log_line("running");
} // note: it is destroyed here

mini::task<void> good_awaitable_handle_awaited_at_once() { co_await begin(work(1)); }

mini::task<void> good_awaitable_handle_awaited_by_name(bool at_once) {
  auto polling = poll(80);
  if (at_once) {
    co_await std::move(polling);
    co_return;
  }
  polling.join();
}

void good_awaitable_handle_handed_on(std::vector<Joinable<void>> &all) {
  auto polling = poll(80);
  all.push_back(std::move(polling));
}

void good_awaitable_handle_joined() {
  auto polling = poll(80);
  polling.join();
}

void good_awaitable_handle_joined_at_once() { begin(work(1)).join(); }

void good_handle_passed_on(void (*keep)(Child)) { keep(launch(work(1))); }

void good_waited_for_at_once() { launch(work(1)).wait(); }

void bad_factory_of_a_callable() {
  auto child = launch_function([] { return 1; }); // warn: 'child' is destroyed without having been joined, while its work is under way
  log_line("running");
} // note: it is destroyed here

void bad_killed_and_looked_at() {
  Child child([] { return 1; }); // warn: 'child' is destroyed without having been joined, while its work is under way
  child.kill();
  log_line(child.id() > 0 ? "killed" : "never ran");
} // note: it is destroyed here

void bad_looked_at_through_a_const_reference() {
  Child child(work(1)); // warn: 'child' is destroyed without having been joined, while its work is under way
  const auto &same = child;
  log_line(same.id() > 0 ? "running" : "never ran");
} // note: it is destroyed here

int bad_waited_in_one_branch(bool wait) {
  Child child(work(1)); // warn: 'child' is destroyed on some path without having been joined, while its work is under way
  if (wait)
    return child.wait();
  return 0; // note: it is destroyed here
}

int bad_early_return(bool cached) {
  Child child(work(1)); // warn: 'child' is destroyed on some path without having been joined, while its work is under way
  if (cached)
    return 0; // note: it is destroyed here
  return child.wait();
}

void bad_started_in_a_loop(int n) {
  for (int i = 0; i < n; ++i) {
    Child child(work(i)); // warn: 'child' is destroyed on some path without having been joined, while its work is under way
    if (i % 2)
      continue; // note: it is destroyed here
    child.wait();
  }
}

void bad_loop_left_before_the_wait(int limit) {
  for (int i = 0;; ++i) {
    auto child = launch(work(i)); // warn: 'child' is destroyed on some path without having been joined, while its work is under way
    if (i == limit)
      break; // note: it is destroyed here
    child.wait();
  }
}

int bad_waited_in_a_match(int kind) {
  auto child = launch(work(kind)); // warn: 'child' is destroyed on some path without having been joined, while its work is under way
  switch (kind) {
  case 0:
    return child.wait();
  case 1:
    child.kill();
    return 1; // note: it is destroyed here
  default:
    return child.wait();
  }
}

mini::task<void> bad_not_awaited() {
  Child child(work(1)); // warn: 'child' is destroyed without having been joined, while its work is under way
  child.finished(); // note: this is not awaited, so it joins nothing
  co_await mini::tick{};
} // note: it is destroyed here

mini::task<int> bad_coroutine_leaves_early(const bool &stopped) {
  auto child = launch(work(1)); // warn: 'child' is destroyed on some path without having been joined, while its work is under way
  co_await mini::tick{};
  if (stopped)
    co_return -1; // note: it is destroyed here
  co_await child.finished();
  co_return 0;
}

void bad_second_child_forgotten() {
  Child first(work(1));
  Child second(work(2)); // warn: 'second' is destroyed without having been joined, while its work is under way
  first.wait();
} // note: it is destroyed here

void bad_only_the_inner_child_waited_for() {
  auto child = launch(work(1)); // warn: 'child' is destroyed without having been joined, while its work is under way
  {
    Child other(work(2));
    other.wait();
  }
  child.kill();
} // note: it is destroyed here

void bad_in_a_lambda() {
  auto run = [](int id) {
    Child child(work(id)); // warn: 'child' is destroyed without having been joined, while its work is under way
    child.kill();
  }; // note: it is destroyed here
  run(1);
}

namespace bad_template {
template <class Entry> void run(Entry entry) {
  Child child(std::move(entry)); // warn: 'child' is destroyed without having been joined, while its work is under way
  log_line("running");
} // note: it is destroyed here
void f() {
  run([] { return 1; });
  run(std::function<int()>([] { return 2; }));
}
} // namespace bad_template

int good_waited() {
  Child child(work(1));
  return child.wait();
}

std::string good_waited_with_output() {
  auto child = launch(work(1));
  return child.wait_with_output();
}

mini::task<void> good_awaited() {
  auto child = launch(work(1));
  log_line("running");
  co_await child.finished();
}

int good_waited_on_both_paths(bool quiet) {
  Child child(work(1));
  if (quiet)
    return child.wait();
  log_line("waiting");
  return child.wait();
}

int good_waited_after_the_branch(bool kill) {
  Child child([] { return 1; });
  if (kill)
    child.kill();
  return child.wait();
}

void good_waited_in_each_round(int n) {
  for (int i = 0; i < n; ++i) {
    Child child(work(i));
    child.wait();
  }
}

int good_exits_instead(bool broken) {
  Child child(work(1));
  if (broken)
    std::exit(1);
  return child.wait();
}

int good_aborts_instead(bool broken) {
  Child child(work(1));
  if (broken)
    std::abort();
  return child.wait();
}

Child good_returned() {
  Child child(work(1));
  log_line("running");
  return child;
}

Child good_returned_at_once() { return Child(work(1)); }

std::optional<Child> good_returned_in_an_optional(bool run) {
  if (!run)
    return std::nullopt;
  auto child = launch(work(1));
  return child;
}

namespace good_passed_on {
void wait_for(Child &child);
void adopt(Child child);
void f() {
  Child a(work(1));
  wait_for(a);
  Child b(work(2));
  adopt(std::move(b));
  adopt(launch(work(3)));
}
} // namespace good_passed_on

namespace good_stored {
struct Server {
  Child child_;
  std::vector<Child> others_;
  Server() : child_(work(1)) {}
  void restart() {
    Child child(work(2));
    child_ = std::move(child);
    others_.emplace_back(work(3));
    others_.push_back(launch(work(4)));
  }
};
} // namespace good_stored

namespace good_in_a_struct {
struct Job {
  Child child;
  int id;
};
Job f(int id) {
  Child child(work(id));
  return Job{std::move(child), id};
}
} // namespace good_in_a_struct

void good_captured_by_a_closure(std::function<void()> &later) {
  auto child = std::make_shared<Child>(work(1));
  later = [child] { child->wait(); };
}

void good_waited_for_by_a_guard() {
  struct Wait {
    Child &child;
    ~Wait() { child.wait(); }
  };
  Child child(work(1));
  Wait at_end{child};
  log_line("running");
}

int good_waited_through_a_pointer() {
  auto child = std::make_unique<Child>(work(1));
  return child->wait();
}

int good_waited_through_a_reference() {
  Child child(work(1));
  Child &same = child;
  return same.wait();
}

// Started from nothing: the process was attached to, somebody else waits.
namespace good_attached {
class [[clang::annotate("corolint::must_join")]] Process {
public:
  explicit Process(int pid);
  ~Process();
  int id() const;
  [[clang::annotate("corolint::joins")]] int wait();
};
Process attach(int pid);
int f(int pid) {
  Process process(pid);
  auto other = attach(process.id());
  return other.id();
}
} // namespace good_attached

// A handle that may be dropped: annotated::job detaches.
void good_detachable_handle() {
  auto job = annotated::spawn([]() -> annotated::task<void> { co_await work(1); });
}

namespace good_template {
template <class Entry> int run(Entry entry) {
  Child child(std::move(entry));
  return child.wait();
}
int f() { return run([] { return 1; }); }
} // namespace good_template
