// flags: -std=c++20 -pthread
// How services start background work: almost always right.
#include "annotated.h"
#include "mini.h"
#include <atomic>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <span>
#include <thread>

struct Event {
  int id = 0;
  std::string text;
};
class Log {
public:
  void add(std::string line);
};
Log &system_log();
std::shared_ptr<Log> make_log();
std::vector<Event> load();
bool urgent();
void handle(const Event &event);

// ---- Right ----

namespace good_worker_with_state {
class Worker : public std::enable_shared_from_this<Worker> {
public:
  static std::shared_ptr<Worker> make() {
    auto worker = std::make_shared<Worker>();
    worker->start();
    return worker;
  }
  void post(Event event) {
    annotated::spawn([self = shared_from_this(), event = std::move(event)]() -> annotated::task<void> {
      co_await mini::tick();
      self->handled_.add(event.id);
    });
  }

private:
  void start() {
    annotated::spawn([weak = weak_from_this()] {
      if (auto self = weak.lock())
        self->handled_.add(1);
    });
  }
  annotated::counter handled_;
};
void f() {
  auto worker = Worker::make();
  worker->post({1, "first"});
  Event event{2, "second"};
  worker->post(event);
}
} // namespace good_worker_with_state

void good_shared_state_of_several(int n) {
  auto left = std::make_shared<std::atomic<int>>(n);
  auto events = std::make_shared<std::vector<Event>>(load());
  for (int i = 0; i < n; ++i)
    annotated::spawn([left, events, i]() -> annotated::task<void> {
      co_await mini::tick();
      handle((*events)[static_cast<std::size_t>(i)]);
      if (--*left == 0)
        system_log().add("done");
    });
}

void good_callback_owns_its_context() {
  struct Context {
    Event event;
    std::string prefix;
  };
  auto context = std::make_unique<Context>();
  context->prefix = "event ";
  annotated::spawn([context = std::move(context)] { system_log().add(context->prefix + context->event.text); });
}

void good_alias_of_a_shared_member() {
  struct Context {
    Event event;
  };
  auto context = std::make_shared<Context>();
  std::shared_ptr<Event> event(context, &context->event);
  annotated::spawn([event] { handle(*event); });
}

void good_pointer_travels_with_its_vector(std::vector<int> values) {
  annotated::spawn([view = std::span(values), values = std::move(values)]() mutable {
    if (!view.empty())
      view[0] = 1;
  });
}

void good_snapshot_of_a_view(std::string_view text) {
  annotated::spawn([text = std::string(text)] { system_log().add(text); });
}

void good_number_out_of_a_local() {
  std::vector<Event> events = load();
  annotated::spawn([n = events.size(), first = events.empty() ? 0 : events[0].id] {
    annotated::keep(&n);
    annotated::keep(&first);
  });
}

void good_moved_element() {
  auto events = load();
  for (auto &event : events)
    annotated::spawn([event = std::move(event)] { handle(event); });
}

void good_moved_nodes() {
  std::list<std::unique_ptr<Event>> events;
  events.push_back(std::make_unique<Event>());
  while (!events.empty()) {
    auto event = std::move(events.front());
    events.pop_front();
    annotated::spawn([event = std::move(event)] { handle(*event); });
  }
}

void good_released_pointer() {
  auto event = std::make_unique<Event>();
  annotated::spawn([raw = event.release()] {
    std::unique_ptr<Event> own(raw);
    handle(*own);
  });
}

void good_new_without_an_owner() {
  auto *event = new Event;
  annotated::spawn([event] {
    handle(*event);
    delete event;
  });
}

std::map<int, Event> registry;
void good_elements_of_a_global(int id) {
  auto &event = registry[id];
  auto *same = &event;
  annotated::spawn([&event, same] {
    handle(event);
    handle(*same);
  });
}

void good_thread_local_and_static() {
  static std::mutex mutex;
  static std::list<Event> done;
  std::thread([] {
    std::lock_guard hold(mutex);
    done.push_back({1, "static"});
  }).detach();
}

// A local reference to what the caller owns.
void good_part_of_a_parameter(Event &event, std::vector<Event> &events) {
  auto &text = event.text;
  auto &last = events.back();
  auto it = events.begin();
  annotated::spawn([&text, &last, it] {
    text.clear();
    handle(last);
    handle(*it);
  });
}

annotated::task<void> good_several_jobs_joined() {
  auto events = load();
  std::vector<annotated::job<void>> jobs;
  for (auto &event : events)
    jobs.push_back(annotated::spawn([&event] { handle(event); }));
  for (auto &job : jobs)
    co_await job.join();
}

annotated::task<void> good_join_in_a_handler_and_after() {
  Event event{1, "both"};
  auto job = annotated::spawn([&event] { handle(event); });
  bool failed = false;
  try {
    co_await mini::tick();
  } catch (...) {
    failed = true;
  }
  co_await job.join();
  if (failed)
    system_log().add("failed");
}

annotated::task<void> good_joined_by_flag(bool background) {
  Event event{1, "flag"};
  std::optional<annotated::job<void>> job;
  if (background)
    job = annotated::spawn([&event] { handle(event); });
  else
    handle(event);
  if (job)
    co_await job->join();
}

annotated::task<int> good_race_of_two_scoped() {
  int first = 0, second = 0;
  co_await annotated::when_all([&first]() -> annotated::task<void> { first = 1; co_return; },
                               [&second]() -> annotated::task<void> { second = 2; co_return; });
  co_return first + second;
}

// The closure is made here and given to somebody who decides.
std::function<void()> good_closure_for_the_caller(const Event &event) {
  return [&event] { handle(event); };
}

void good_local_closure_used_here_only(std::vector<Event> events) {
  int n = 0;
  auto each = [&](const Event &event) {
    handle(event);
    ++n;
  };
  for (auto &event : events)
    each(event);
  annotated::spawn([n] { annotated::keep(&n); });
}

// ---- Wrong, in the same style ----

namespace bad_owner_stays_behind {
void f() {
  auto log = make_log(); // note: 'log' is declared here
  annotated::spawn([&log]() -> annotated::task<void> { // warn: 'log' is captured by reference by work that may outlive it // note: move or copy it into the closure, or wait for the work // note: the work is started here, and nothing waits for it before 'log' is destroyed
    co_await mini::tick();
    log->add("late");
  });
} // note: 'log' is destroyed here
} // namespace bad_owner_stays_behind

void bad_counter_of_several(int n) {
  std::atomic<int> left = n; // note: 'left' is declared here
  for (int i = 0; i < n; ++i)
    annotated::spawn([&left] { --left; }); // warn: 'left' is captured by reference by work that may outlive it // note: move or copy it into the closure, or wait for the work // note: the work is started here, and nothing waits for it before 'left' is destroyed
} // note: 'left' is destroyed here

void bad_mutex_of_the_function() {
  std::mutex mutex; // note: 'mutex' is declared here
  annotated::spawn([&mutex] { // warn: 'mutex' is captured by reference by work that may outlive it // note: move or copy it into the closure, or wait for the work // note: the work is started here, and nothing waits for it before 'mutex' is destroyed
    std::lock_guard hold(mutex);
    system_log().add("locked");
  });
} // note: 'mutex' is destroyed here

void bad_raw_pointer_of_a_local_owner() {
  auto event = std::make_unique<Event>(); // note: 'event' is declared here
  annotated::spawn([raw = event.get()] { handle(*raw); }); // warn: this capture refers to 'event', and the work that has it may outlive 'event' // note: give the closure its own copy, or wait for the work // note: the work is started here, and nothing waits for it before 'event' is destroyed
} // note: 'event' is destroyed here

void bad_view_stays_the_owner_too() {
  auto events = load(); // note: 'events' is declared here
  annotated::spawn([all = std::span(events)] { // warn: this capture refers to 'events', and the work that has it may outlive 'events' // note: give the closure its own copy, or wait for the work // note: the work is started here, and nothing waits for it before 'events' is destroyed
    for (auto &event : all)
      handle(event);
  });
} // note: 'events' is destroyed here

void bad_node_of_a_local_map() {
  std::map<int, Event> events; // note: 'events' is declared here
  auto &event = events[1];
  annotated::spawn([&event] { handle(event); }); // warn: 'events' is captured by reference by work that may outlive it // note: move or copy it into the closure, or wait for the work // note: the work is started here, and nothing waits for it before 'events' is destroyed
} // note: 'events' is destroyed here

void bad_element_of_a_loop_over_a_local() {
  auto events = load(); // note: 'events' is declared here
  for (auto &event : events)
    annotated::spawn([&event] { handle(event); }); // warn: 'events' is captured by reference by work that may outlive it // note: move or copy it into the closure, or wait for the work // note: the work is started here, and nothing waits for it before 'events' is destroyed
} // note: 'events' is destroyed here

void bad_element_of_a_loop_over_a_temporary() {
  for (auto &event : load()) // note: the range of this loop is declared here // note: the range of this loop is destroyed here
    annotated::spawn([&event] { handle(event); }); // warn: the range of this loop is captured by reference by work that may outlive it // note: move or copy it into the closure, or wait for the work // note: the work is started here, and nothing waits for it before the range of this loop is destroyed
}

annotated::task<void> bad_joined_by_the_wrong_flag(bool background) {
  Event event{1, "flag"}; // note: 'event' is declared here
  std::optional<annotated::job<void>> job;
  if (background)
    job = annotated::spawn([&event] { handle(event); }); // warn: 'event' is captured by reference by work that may outlive it // note: move or copy it into the closure, or wait for the work // note: the work is started here, and nothing waits for it before 'event' is destroyed
  co_await mini::tick();
} // note: 'event' is destroyed here
