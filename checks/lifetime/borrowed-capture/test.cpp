// Work that goes on after the call, and what it borrows from the function that started it.
#include "annotated.h"
#include "mini.h"
#include <array>
#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <span>

struct Report {
  int id = 0;
  std::string title;
  std::vector<int> lines;
};
class Sink {
public:
  void write(std::string_view text) const;
  void put(int n) const;
};
Sink &console();
Sink *find_sink(int id);
void print(std::string_view text);
void print(const Report &report);
bool urgent();

annotated::task<void> fill(annotated::counter &into) {
  co_await mini::tick();
  into.add(1);
}
annotated::task<void> show(std::string_view text) {
  co_await mini::tick();
  print(text);
}

// ---- References to locals ----

void bad_reference_to_a_local() {
  annotated::counter done; // note: 'done' is declared here
  annotated::spawn([&done]() -> annotated::task<void> { // warn: 'done' is captured by reference by work that may outlive it // note: move or copy it into the closure, or wait for the work // note: the work is started here, and nothing waits for it before 'done' is destroyed
    co_await mini::tick();
    done.add(1);
  });
} // note: 'done' is destroyed here

void bad_plain_closure_borrows(int id) {
  Report report{id, "daily", {}}; // note: 'report' is declared here
  annotated::spawn([&report] { print(report); }); // warn: 'report' is captured by reference by work that may outlive it // note: move or copy it into the closure, or wait for the work // note: the work is started here, and nothing waits for it before 'report' is destroyed
} // note: 'report' is destroyed here

void bad_default_capture(int id) {
  Report report{id, "daily", {}}; // note: 'report' is declared here
  annotated::spawn([&]() -> annotated::task<void> { // warn: 'report' is captured by reference by work that may outlive it // note: move or copy it into the closure, or wait for the work // note: the work is started here, and nothing waits for it before 'report' is destroyed
    co_await mini::tick();
    print(report);
  });
} // note: 'report' is destroyed here

void bad_parameter_by_value(Report report) { // note: the parameter 'report' lives until this function returns
  annotated::spawn([&report]() -> annotated::task<void> { // warn: 'report' is captured by reference by work that may outlive it // note: move or copy it into the closure, or wait for the work // note: the work is started here, and nothing waits for it before 'report' is destroyed
    co_await mini::tick();
    print(report);
  });
} // note: 'report' is destroyed here

void bad_one_of_several_captures(int id, Sink &sink) {
  std::string title = "report " + std::to_string(id); // note: 'title' is declared here
  annotated::spawn([id, &sink, // note: the work is started here, and nothing waits for it before 'title' is destroyed
                    &title]() -> annotated::task<void> { // warn: 'title' is captured by reference by work that may outlive it // note: move or copy it into the closure, or wait for the work
    co_await mini::tick();
    sink.put(id);
    print(title);
  });
} // note: 'title' is destroyed here

void bad_renamed_reference(Report report) { // note: the parameter 'report' lives until this function returns
  annotated::spawn([&r = report] { print(r); }); // warn: 'report' is captured by reference by work that may outlive it // note: move or copy it into the closure, or wait for the work // note: the work is started here, and nothing waits for it before 'report' is destroyed
} // note: 'report' is destroyed here

void bad_alias_of_a_local(int id) {
  Report report{id, "alias", {}}; // note: 'report' is declared here
  const Report &shown = report;
  annotated::spawn([&shown] { print(shown); }); // warn: 'report' is captured by reference by work that may outlive it // note: move or copy it into the closure, or wait for the work // note: the work is started here, and nothing waits for it before 'report' is destroyed
} // note: 'report' is destroyed here

void bad_member_of_a_local(int id) {
  Report report{id, "member", {}}; // note: 'report' is declared here
  auto &lines = report.lines;
  annotated::spawn([&lines]() -> annotated::task<void> { // warn: 'report' is captured by reference by work that may outlive it // note: move or copy it into the closure, or wait for the work // note: the work is started here, and nothing waits for it before 'report' is destroyed
    co_await mini::tick();
    lines.clear();
  });
} // note: 'report' is destroyed here

void bad_structured_binding() {
  auto [id, title, lines] = Report{1, "bound", {}}; // note: '[id, title, lines]' is declared here
  annotated::spawn([&title = title] { print(title); }); // warn: '[id, title, lines]' is captured by reference by work that may outlive it // note: move or copy it into the closure, or wait for the work // note: the work is started here, and nothing waits for it before '[id, title, lines]' is destroyed
} // note: '[id, title, lines]' is destroyed here

void bad_array() {
  int slots[4] = {}; // note: 'slots' is declared here
  annotated::spawn([&slots] { slots[0] = 1; }); // warn: 'slots' is captured by reference by work that may outlive it // note: move or copy it into the closure, or wait for the work // note: the work is started here, and nothing waits for it before 'slots' is destroyed
} // note: 'slots' is destroyed here

annotated::task<void> bad_local_of_a_coroutine(int id) {
  std::string title = "from a frame " + std::to_string(id); // note: 'title' is declared here
  annotated::spawn([&title]() -> annotated::task<void> { // warn: 'title' is captured by reference by work that may outlive it // note: move or copy it into the closure, or wait for the work // note: the work is started here, and nothing waits for it before 'title' is destroyed
    co_await mini::tick();
    print(title);
  });
  co_await mini::tick();
} // note: 'title' is destroyed here

void bad_in_every_iteration(const std::vector<Report> &reports) {
  for (Report report : reports) // note: 'report' is declared here // note: 'report' is destroyed here
    annotated::spawn([&report] { print(report); }); // warn: 'report' is captured by reference by work that may outlive it // note: move or copy it into the closure, or wait for the work // note: the work is started here, and nothing waits for it before 'report' is destroyed
}

void bad_loop_counter(int n) {
  for (int i = 0; i < n; ++i) // note: 'i' is declared here // note: 'i' is destroyed here
    annotated::spawn([&i] { console().put(i); }); // warn: 'i' is captured by reference by work that may outlive it // note: move or copy it into the closure, or wait for the work // note: the work is started here, and nothing waits for it before 'i' is destroyed
}

void bad_in_one_branch(int id) {
  Report report{id, "branch", {}}; // note: 'report' is declared here
  if (urgent())
    annotated::spawn([&report] { print(report); }); // warn: 'report' is captured by reference by work that may outlive it // note: move or copy it into the closure, or wait for the work // note: the work is started here, and nothing waits for it before 'report' is destroyed
  else
    print(report);
} // note: 'report' is destroyed here

// ---- Pointers, views and what else stands for a local ----

void bad_pointer() {
  annotated::counter ticks; // note: 'ticks' is declared here
  auto *p = &ticks;
  annotated::spawn([p]() -> annotated::task<void> { // warn: this capture refers to 'ticks', and the work that has it may outlive 'ticks' // note: give the closure its own copy, or wait for the work // note: the work is started here, and nothing waits for it before 'ticks' is destroyed
    co_await mini::tick();
    p->add(1);
  });
} // note: 'ticks' is destroyed here

void bad_address_in_the_capture(Report report) { // note: the parameter 'report' lives until this function returns
  annotated::spawn([p = &report] { print(*p); }); // warn: this capture refers to 'report', and the work that has it may outlive 'report' // note: give the closure its own copy, or wait for the work // note: the work is started here, and nothing waits for it before 'report' is destroyed
} // note: 'report' is destroyed here

void bad_view(int id) {
  std::string title = "view " + std::to_string(id); // note: 'title' is declared here
  std::string_view shown = title;
  annotated::spawn([shown]() -> annotated::task<void> { // warn: this capture refers to 'title', and the work that has it may outlive 'title' // note: give the closure its own copy, or wait for the work // note: the work is started here, and nothing waits for it before 'title' is destroyed
    co_await mini::tick();
    print(shown);
  });
} // note: 'title' is destroyed here

void bad_view_made_in_the_capture(std::string title) { // note: the parameter 'title' lives until this function returns
  annotated::spawn([shown = std::string_view(title)] { print(shown); }); // warn: this capture refers to 'title', and the work that has it may outlive 'title' // note: give the closure its own copy, or wait for the work // note: the work is started here, and nothing waits for it before 'title' is destroyed
} // note: 'title' is destroyed here

void bad_characters(int id) {
  std::string title = "characters " + std::to_string(id); // note: 'title' is declared here
  const char *text = title.c_str();
  annotated::spawn([text] { print(text); }); // warn: this capture refers to 'title', and the work that has it may outlive 'title' // note: give the closure its own copy, or wait for the work // note: the work is started here, and nothing waits for it before 'title' is destroyed
} // note: 'title' is destroyed here

void bad_span() {
  std::vector<int> lines(8); // note: 'lines' is declared here
  annotated::spawn([all = std::span(lines)]() -> annotated::task<void> { // warn: this capture refers to 'lines', and the work that has it may outlive 'lines' // note: give the closure its own copy, or wait for the work // note: the work is started here, and nothing waits for it before 'lines' is destroyed
    co_await mini::tick();
    all[0] = 1;
  });
} // note: 'lines' is destroyed here

void bad_iterator(std::vector<int> lines) { // note: the parameter 'lines' lives until this function returns
  auto first = lines.begin();
  annotated::spawn([first] { console().put(*first); }); // warn: this capture refers to 'lines', and the work that has it may outlive 'lines' // note: give the closure its own copy, or wait for the work // note: the work is started here, and nothing waits for it before 'lines' is destroyed
} // note: 'lines' is destroyed here

void bad_element(std::vector<Report> reports) { // note: the parameter 'reports' lives until this function returns
  auto &front = reports.front();
  annotated::spawn([&front] { print(front); }); // warn: 'reports' is captured by reference by work that may outlive it // note: move or copy it into the closure, or wait for the work // note: the work is started here, and nothing waits for it before 'reports' is destroyed
} // note: 'reports' is destroyed here

void bad_reference_wrapper(Report report) { // note: the parameter 'report' lives until this function returns
  annotated::spawn([r = std::ref(report)] { print(r.get()); }); // warn: this capture refers to 'report', and the work that has it may outlive 'report' // note: give the closure its own copy, or wait for the work // note: the work is started here, and nothing waits for it before 'report' is destroyed
} // note: 'report' is destroyed here

void bad_pointee_of_a_local_owner() {
  auto owner = std::make_unique<Report>(); // note: 'owner' is declared here
  Report *report = owner.get();
  annotated::spawn([report]() -> annotated::task<void> { // warn: this capture refers to 'owner', and the work that has it may outlive 'owner' // note: give the closure its own copy, or wait for the work // note: the work is started here, and nothing waits for it before 'owner' is destroyed
    co_await mini::tick();
    print(*report);
  });
} // note: 'owner' is destroyed here

void bad_reference_to_the_owner_itself() {
  auto owner = std::make_shared<Report>(); // note: 'owner' is declared here
  annotated::spawn([&owner] { print(*owner); }); // warn: 'owner' is captured by reference by work that may outlive it // note: move or copy it into the closure, or wait for the work // note: the work is started here, and nothing waits for it before 'owner' is destroyed
} // note: 'owner' is destroyed here

void bad_inside_a_struct() {
  struct Job {
    annotated::counter &into;
    int amount;
  };
  annotated::counter total; // note: 'total' is declared here
  Job job{total, 3};
  annotated::spawn([job]() -> annotated::task<void> { // warn: this capture refers to 'total', and the work that has it may outlive 'total' // note: give the closure its own copy, or wait for the work // note: the work is started here, and nothing waits for it before 'total' is destroyed
    co_await mini::tick();
    job.into.add(job.amount);
  });
} // note: 'total' is destroyed here

void bad_closure_in_a_closure() {
  annotated::counter total; // note: 'total' is declared here
  auto add = [&total](int n) { total.add(n); }; // warn: 'total' is captured by reference by work that may outlive it // note: move or copy it into the closure, or wait for the work
  annotated::spawn([add]() -> annotated::task<void> { // note: the work is started here, and nothing waits for it before 'total' is destroyed
    co_await mini::tick();
    add(2);
  });
} // note: 'total' is destroyed here

// ---- The closure has a name ----

void bad_named_closure() {
  annotated::counter done; // note: 'done' is declared here
  auto work = [&done]() -> annotated::task<void> { // warn: 'done' is captured by reference by work that may outlive it // note: move or copy it into the closure, or wait for the work
    co_await mini::tick();
    done.add(1);
  };
  annotated::spawn(work); // note: the work is started here, and nothing waits for it before 'done' is destroyed
} // note: 'done' is destroyed here

void bad_named_closure_moved() {
  annotated::counter done; // note: 'done' is declared here
  auto work = [&done]() -> annotated::task<void> { // warn: 'done' is captured by reference by work that may outlive it // note: move or copy it into the closure, or wait for the work
    co_await mini::tick();
    done.add(1);
  };
  annotated::spawn(std::move(work)); // note: the work is started here, and nothing waits for it before 'done' is destroyed
} // note: 'done' is destroyed here

// ---- Tasks with a reference to a local ----

void bad_task_of_a_local() {
  annotated::counter done; // note: 'done' is declared here
  annotated::spawn_task(fill(done)); // warn: 'done' is lent to work that may outlive it // note: give the work an object of its own, or wait for the work // note: the work is started here, and nothing waits for it before 'done' is destroyed
} // note: 'done' is destroyed here

void bad_named_task_of_a_local() {
  annotated::counter done; // note: 'done' is declared here
  auto task = fill(done); // warn: 'done' is lent to work that may outlive it // note: give the work an object of its own, or wait for the work
  annotated::spawn_task(std::move(task)); // note: the work is started here, and nothing waits for it before 'done' is destroyed
} // note: 'done' is destroyed here

void bad_task_with_a_view_of_a_local(int id) {
  std::string title = "title " + std::to_string(id); // note: 'title' is declared here
  annotated::spawn_task(show(title)); // warn: 'title' is lent to work that may outlive it // note: give the work an object of its own, or wait for the work // note: the work is started here, and nothing waits for it before 'title' is destroyed
} // note: 'title' is destroyed here

mini::forget announce(const Report &report) {
  co_await mini::tick();
  print(report);
}
void bad_detached_with_a_local(int id) {
  Report report{id, "detached", {}}; // note: 'report' is declared here
  announce(report); // warn: 'report' is lent to work that may outlive it // note: give the work an object of its own, or wait for the work // note: the work is started here, and nothing waits for it before 'report' is destroyed
} // note: 'report' is destroyed here

mini::task<void> bad_detached_with_a_local_of_a_coroutine(int id) {
  Report report{id, "detached", {}}; // note: 'report' is declared here
  announce(report); // warn: 'report' is lent to work that may outlive it // note: give the work an object of its own, or wait for the work // note: the work is started here, and nothing waits for it before 'report' is destroyed
  co_await mini::tick();
} // note: 'report' is destroyed here

void bad_detached_lambda_with_an_argument(int id) {
  Report report{id, "argument", {}}; // note: 'report' is declared here
  [](const Report &r) -> mini::forget { // note: the work is started here, and nothing waits for it before 'report' is destroyed
    co_await mini::tick();
    print(r);
  }(report); // warn: 'report' is lent to work that may outlive it // note: give the work an object of its own, or wait for the work
} // note: 'report' is destroyed here

// ---- The object whose member function starts the work ----

namespace bad_object_is_a_local {
class Sampler {
public:
  void start() {
    annotated::spawn([this]() -> annotated::task<void> { // warn: 'this' is captured by work that may outlive the object 'sampler' // note: keep the object alive by a shared pointer in the closure, or wait for the work // note: the work is started here
      co_await mini::tick();
      samples_.add(1);
    });
  }

private:
  annotated::counter samples_;
};
void sample() {
  Sampler sampler; // note: 'sampler' is declared here
  sampler.start(); // note: the work is started here, and nothing waits for it before 'sampler' is destroyed
} // note: 'sampler' is destroyed here
} // namespace bad_object_is_a_local

// ---- Joined, but not on every path ----

annotated::task<void> bad_join_is_skipped(int id) {
  Report report{id, "early", {}}; // note: 'report' is declared here
  auto job = annotated::spawn([&report]() -> annotated::task<void> { // warn: 'report' is captured by reference by work that may outlive it // note: move or copy it into the closure, or wait for the work // note: the work is started here, and nothing waits for it before 'report' is destroyed
    co_await mini::tick();
    print(report);
  });
  if (urgent())
    co_return; // note: 'report' is destroyed here
  co_await job.join();
}

annotated::task<void> bad_joined_after_the_block(int id) {
  std::optional<annotated::job<void>> job;
  {
    Report report{id, "inner", {}}; // note: 'report' is declared here
    job = annotated::spawn([&report] { print(report); }); // warn: 'report' is captured by reference by work that may outlive it // note: move or copy it into the closure, or wait for the work // note: the work is started here, and nothing waits for it before 'report' is destroyed
  } // note: 'report' is destroyed here
  co_await job->join();
}

// ---- Correct: the work owns what it uses ----

void good_copy(int id) {
  Report report{id, "copy", {}};
  annotated::spawn([report]() -> annotated::task<void> {
    co_await mini::tick();
    print(report);
  });
}

void good_default_copy(int id, std::string title) {
  annotated::spawn([=]() -> annotated::task<void> {
    co_await mini::tick();
    console().put(id);
    print(title);
  });
}

void good_moved(Report report) {
  annotated::spawn([report = std::move(report)]() -> annotated::task<void> {
    co_await mini::tick();
    print(report);
  });
}

void good_shared_owner() {
  auto report = std::make_shared<Report>();
  annotated::spawn([report]() -> annotated::task<void> {
    co_await mini::tick();
    print(*report);
  });
}

void good_owner_and_pointer_travel_together() {
  auto owner = std::make_unique<Report>();
  annotated::spawn([report = owner.get(), owner = std::move(owner)]() -> annotated::task<void> {
    co_await mini::tick();
    print(*report);
  });
}

void good_weak_owner(const std::shared_ptr<Report> &report) {
  annotated::spawn([weak = std::weak_ptr(report)] {
    if (auto alive = weak.lock())
      print(*alive);
  });
}

void good_value_taken_out_of_a_local(Report report) {
  annotated::spawn([id = report.id, n = report.lines.size(), title = std::string(std::string_view(report.title).substr(1))] {
    console().put(id + static_cast<int>(n));
    print(title);
  });
}

void good_array_of_values(int id) {
  annotated::spawn([both = std::array<std::string, 2>{"a", std::to_string(id)}] { print(both[0]); });
  struct Pair {
    std::string names[2];
  };
  annotated::spawn([pair = Pair{{"a", "b"}}] { print(pair.names[1]); });
}

void bad_array_of_views(int id) {
  std::string title = "array " + std::to_string(id); // note: 'title' is declared here
  annotated::spawn([both = std::array<std::string_view, 2>{"a", title}] { print(both[1]); }); // warn: this capture refers to 'title', and the work that has it may outlive 'title' // note: give the closure its own copy, or wait for the work // note: the work is started here, and nothing waits for it before 'title' is destroyed
} // note: 'title' is destroyed here

void good_element_by_value(std::vector<Report> reports) {
  for (const auto &report : reports)
    annotated::spawn([report] { print(report); });
}

// ---- Correct: what is borrowed is not the function's ----

void good_reference_parameter(annotated::counter &hits) {
  annotated::spawn([&hits]() -> annotated::task<void> {
    co_await mini::tick();
    hits.add(1);
  });
}

void good_pointer_parameter(annotated::counter *hits, std::string_view title, std::span<int> lines) {
  annotated::spawn([hits, title, lines] {
    hits->add(lines[0]);
    print(title);
  });
}

void good_local_reference_to_a_lasting_object() {
  const Sink &sink = console();
  Sink *other = find_sink(3);
  annotated::spawn([&sink, other] {
    sink.put(1);
    other->put(2);
  });
}

void good_static() {
  static annotated::counter starts;
  static std::array<int, 4> slots{};
  auto &first = slots[static_cast<std::size_t>(starts.get()) % 4];
  annotated::spawn([&starts = starts, &first]() -> annotated::task<void> {
    co_await mini::tick();
    starts.add(first);
  });
}

void good_literal() {
  std::string_view title = "static for ever";
  const char *text = "and this, too";
  annotated::spawn([title, text] {
    print(title);
    print(text);
  });
}

annotated::counter all_hits;
void good_global_by_default_capture() {
  annotated::spawn([&]() -> annotated::task<void> {
    co_await mini::tick();
    all_hits.add(1);
  });
}

void good_elements_of_a_reference_parameter(std::vector<Report> &reports) {
  for (auto &report : reports)
    annotated::spawn([&report] { print(report); });
}

void good_pointee_of_a_shared_owner_that_travels(std::shared_ptr<Report> owner) {
  auto &title = owner->title;
  annotated::spawn([owner, &title] { print(title); });
}

void good_task_of_a_reference_parameter(annotated::counter &hits) { annotated::spawn_task(fill(hits)); }
void good_task_of_a_global() { annotated::spawn_task(fill(all_hits)); }
void good_task_with_a_literal() { annotated::spawn_task(show("literal")); }

mini::forget announce_copy(Report report) {
  co_await mini::tick();
  print(report);
}
mini::forget announce_now(const Report &report) {
  print(report);
  co_await mini::tick();
}
void good_detached_with_its_own(int id) {
  Report report{id, "own", {}};
  announce_copy(report);
  announce_now(report);
}

// Who owns the object is not known.
namespace good_object_of_unknown_owner {
class Sampler {
public:
  void start() {
    annotated::spawn([this]() -> annotated::task<void> {
      co_await mini::tick();
      samples_.add(1);
    });
  }

private:
  annotated::counter samples_;
};
void sample(Sampler &sampler) { sampler.start(); }
} // namespace good_object_of_unknown_owner

namespace good_object_keeps_itself_alive {
class Session : public std::enable_shared_from_this<Session> {
public:
  void start() {
    annotated::spawn([this, self = shared_from_this()]() -> annotated::task<void> {
      co_await mini::tick();
      bytes_.add(1);
    });
  }

private:
  annotated::counter bytes_;
};
void serve() {
  auto session = std::make_shared<Session>();
  session->start();
}
} // namespace good_object_keeps_itself_alive

// ---- Correct: over before the referent dies ----

annotated::task<void> good_joined(int id) {
  Report report{id, "joined", {}};
  auto job = annotated::spawn([&report]() -> annotated::task<void> {
    co_await mini::tick();
    print(report);
  });
  co_await mini::tick();
  co_await job.join();
}

annotated::task<void> good_joined_on_every_path(int id) {
  Report report{id, "paths", {}};
  auto job = annotated::spawn([&report] { print(report); });
  if (urgent()) {
    co_await job.join();
    co_return;
  }
  co_await mini::tick();
  co_await job.join();
}

annotated::task<void> good_scoped_work() {
  annotated::counter left, right;
  co_await annotated::when_all(
      [&left]() -> annotated::task<void> {
        co_await mini::tick();
        left.add(1);
      },
      [&right]() -> annotated::task<void> {
        co_await mini::tick();
        right.add(1);
      });
}

annotated::task<int> good_scope_is_joined() {
  annotated::counter total;
  annotated::scope scope;
  for (int i = 0; i < 3; ++i)
    scope.spawn([&total, i]() -> annotated::task<void> {
      co_await mini::tick();
      total.add(i);
    });
  co_await scope.join();
  co_return total.get();
}

void good_called_in_place() {
  annotated::counter total;
  annotated::call_now([&total] { total.add(1); });
}

annotated::task<void> good_blocking_work_is_awaited() {
  std::string text;
  co_await annotated::spawn_blocking([&text] { text = annotated::read_all("/etc/hostname"); });
  print(text);
}
