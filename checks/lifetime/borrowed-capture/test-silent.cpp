// flags: -std=c++20 -pthread
// What resembles borrowed state in work that goes on, and is none.
#include "annotated.h"
#include "mini.h"
#include <algorithm>
#include <array>
#include <condition_variable>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <ranges>
#include <thread>

struct Event {
  int id = 0;
  std::string text;
};
std::vector<Event> load();
void handle(const Event &event);
bool urgent();
Event *intern(int id);
std::shared_ptr<Event> share(int id);

// ---- Callables that are not spawned ----

void good_algorithms(std::vector<Event> events) {
  int sum = 0;
  std::for_each(events.begin(), events.end(), [&sum](const Event &e) { sum += e.id; });
  std::sort(events.begin(), events.end(), [&](const Event &a, const Event &b) { return a.id + sum < b.id + sum; });
  std::ranges::for_each(events, [&](const Event &e) { sum -= e.id; });
  handle({sum, "sum"});
}

void good_waiting_with_a_predicate(std::mutex &mutex, std::condition_variable &ready) {
  bool done = false;
  std::unique_lock lock(mutex);
  ready.wait(lock, [&done] { return done || urgent(); });
}

namespace good_callbacks_of_unknown_life {
class Signal {
public:
  int connect(std::function<void(const Event &)> slot);
  void disconnect(int id);
};
void f(Signal &signal) {
  int seen = 0;
  int id = signal.connect([&seen](const Event &) { ++seen; });
  handle({seen, "seen"});
  signal.disconnect(id);
}
} // namespace good_callbacks_of_unknown_life

namespace good_scope_guard {
template <class F> struct Defer {
  F f;
  ~Defer() { f(); }
};
void f() {
  Event event{1, "deferred"};
  Defer defer{[&event] { handle(event); }};
  event.id = 2;
}
} // namespace good_scope_guard

// ---- Captures that own, or refer to what lasts ----

void good_owners_of_all_kinds() {
  auto shared = share(1);
  std::shared_ptr<const Event> constant = shared;
  std::optional<Event> maybe = Event{2, "maybe"};
  std::array<Event, 2> both{};
  std::pair<int, std::string> pair{3, "pair"};
  std::map<int, Event> table;
  annotated::spawn([shared, constant, maybe, both, pair, table] {
    handle(*shared);
    handle(*constant);
    if (maybe)
      handle(*maybe);
    handle(both[0]);
    handle({pair.first, pair.second});
    for (auto &[id, event] : table)
      handle(event);
  });
}

void good_pointer_that_only_passes_through() {
  Event *event = intern(3);
  Event &same = *event;
  annotated::spawn([event, &same] {
    handle(*event);
    handle(same);
  });
}

void good_pointer_set_to_something_else() {
  Event local{1, "local"};
  const Event *event = &local;
  handle(*event);
  event = intern(2);
  annotated::spawn([event] { handle(*event); });
}

void good_value_read_through_a_pointer() {
  Event local{1, "local"};
  const Event *event = &local;
  annotated::spawn([id = event->id, text = event->text] { handle({id, text}); });
}

void good_compares_addresses_before() {
  Event local{1, "local"};
  bool same = &local == intern(1);
  annotated::spawn([same] {
    if (same)
      handle(*intern(1));
  });
}

void good_function_pointer_and_members() {
  void (*function)(const Event &) = &handle;
  int Event::*member = &Event::id;
  annotated::spawn([function, member] {
    Event event;
    event.*member = 3;
    function(event);
  });
}

void good_moved_container() {
  auto events = load();
  annotated::spawn([events = std::move(events)]() -> annotated::task<void> {
    for (const auto &event : events) {
      co_await mini::tick();
      handle(event);
    }
  });
}

// The shared state is made here, and shared.
annotated::task<void> good_shared_state() {
  struct State {
    std::mutex mutex;
    std::list<Event> done;
  };
  auto state = std::make_shared<State>();
  for (auto &event : load())
    annotated::spawn([state, event] {
      std::lock_guard hold(state->mutex);
      state->done.push_back(event);
    });
  co_await mini::tick();
  handle({static_cast<int>(state->done.size()), "so far"});
}

// ---- Coroutines that are started and have all they need ----

mini::forget serve(std::shared_ptr<Event> event, std::string text) {
  co_await mini::tick();
  event->text = std::move(text);
}
mini::forget count_up(int &n) {
  ++n;
  co_await mini::tick();
}
mini::forget watch(Event &event) {
  for (;;) {
    co_await mini::tick();
    handle(event);
  }
}
void good_started_coroutines(Event &event) {
  int n = 0;
  std::string text = "text";
  serve(share(1), text);
  serve(std::make_shared<Event>(), std::move(text));
  count_up(n);
  watch(event);
  watch(*intern(1));
  static Event lasting;
  watch(lasting);
}

// ---- Joined in ways of its own ----

void good_two_threads_joined_in_any_order() {
  Event event{1, "two"};
  std::thread first([&event] { handle(event); });
  std::thread second([&] { handle(event); });
  second.join();
  first.join();
}

void good_threads_in_a_list() {
  auto events = load();
  std::list<std::thread> workers;
  for (auto &event : events)
    workers.emplace_back([&event] { handle(event); });
  while (!workers.empty()) {
    workers.front().join();
    workers.pop_front();
  }
}

void good_ranges_of_threads(std::vector<Event> events) {
  std::vector<std::thread> workers;
  std::ranges::transform(events, std::back_inserter(workers),
                         [](Event &event) { return std::thread([&event] { handle(event); }); });
  std::ranges::for_each(workers, &std::thread::join);
}

void join_all(std::vector<std::thread> &workers) {
  for (auto &worker : workers)
    worker.join();
}
void good_joined_by_a_helper() {
  Event event{1, "helper"};
  std::vector<std::thread> workers;
  workers.emplace_back([&event] { handle(event); });
  join_all(workers);
}

annotated::task<void> good_joined_by_a_coroutine(int n) {
  Event event{n, "coroutine"};
  std::vector<annotated::job<void>> jobs;
  auto start = [&] { jobs.push_back(annotated::spawn([&event] { handle(event); })); };
  for (int i = 0; i < n; ++i)
    start();
  for (auto &job : jobs)
    co_await job.join();
}
