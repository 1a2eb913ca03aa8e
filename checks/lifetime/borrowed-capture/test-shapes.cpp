// flags: -std=c++20 -pthread
// Threads, spawners and eager coroutines, by how they refer to a local and by
// what waits for them.
#include "annotated.h"
#include "mini.h"
#include <algorithm>
#include <array>
#include <atomic>
#include <condition_variable>
#include <future>
#include <latch>
#include <list>
#include <map>
#include <mutex>
#include <semaphore>
#include <span>
#include <thread>

struct record {
  int id;
  std::string text;
};

class event {
public:
  event();
  void set();
  void wait();
  mini::tick when_set();
  bool await_ready() const;
  void await_suspend(std::coroutine_handle<>);
  void await_resume();
};

class group {
public:
  void add(int);
  void done();
  mini::tick wait();
};

void use(int);
void use(const int *);
void use(const record &);
void use(std::string_view);
void use(std::span<const int>);
bool ready();
record make_record();
std::pair<record, record> make_pair_of_records();

// --- How it refers to the local ------------------------------------------------

void bad_default_capture(int n) {
  std::string text = std::to_string(n); // note: 'text' is declared here
  annotated::spawn([&] { use(text); }); // warn: 'text' is captured by reference by work that may outlive it // note: move or copy it into the closure, or wait for the work // note: the work is started here, and nothing waits for it before 'text' is destroyed
} // note: 'text' is destroyed here

void bad_init_capture_of_a_reference() {
  record r = make_record(); // note: 'r' is declared here
  annotated::spawn([&alias = r] { use(alias); }); // warn: 'r' is captured by reference by work that may outlive it // note: move or copy it into the closure, or wait for the work // note: the work is started here, and nothing waits for it before 'r' is destroyed
} // note: 'r' is destroyed here

void bad_init_capture_of_an_address() {
  record r = make_record(); // note: 'r' is declared here
  annotated::spawn([p = &r] { use(*p); }); // warn: this capture refers to 'r', and the work that has it may outlive 'r' // note: give the closure its own copy, or wait for the work // note: the work is started here, and nothing waits for it before 'r' is destroyed
} // note: 'r' is destroyed here

void bad_member_of_a_local() {
  record r = make_record(); // note: 'r' is declared here
  annotated::spawn([&id = r.id] { use(id); }); // warn: 'r' is captured by reference by work that may outlive it // note: move or copy it into the closure, or wait for the work // note: the work is started here, and nothing waits for it before 'r' is destroyed
} // note: 'r' is destroyed here

void bad_reference_to_a_local() {
  record r = make_record(); // note: 'r' is declared here
  const record &same = r;
  annotated::spawn([&same] { use(same); }); // warn: 'r' is captured by reference by work that may outlive it // note: move or copy it into the closure, or wait for the work // note: the work is started here, and nothing waits for it before 'r' is destroyed
} // note: 'r' is destroyed here

void bad_reference_to_a_kept_temporary() {
  const record &r = make_record(); // note: 'r' is declared here
  annotated::spawn([&r] { use(r); }); // warn: 'r' is captured by reference by work that may outlive it // note: move or copy it into the closure, or wait for the work // note: the work is started here, and nothing waits for it before 'r' is destroyed
} // note: 'r' is destroyed here

void bad_span_of_a_vector(int n) {
  std::vector<int> values(n); // note: 'values' is declared here
  std::span<const int> all = values;
  annotated::spawn([all] { use(all); }); // warn: this capture refers to 'values', and the work that has it may outlive 'values' // note: give the closure its own copy, or wait for the work // note: the work is started here, and nothing waits for it before 'values' is destroyed
} // note: 'values' is destroyed here

void bad_iterator(int n) {
  std::vector<int> values(n); // note: 'values' is declared here
  auto first = values.begin();
  annotated::spawn([first] { use(*first); }); // warn: this capture refers to 'values', and the work that has it may outlive 'values' // note: give the closure its own copy, or wait for the work // note: the work is started here, and nothing waits for it before 'values' is destroyed
} // note: 'values' is destroyed here

void bad_data_pointer(int n) {
  std::vector<int> values(n); // note: 'values' is declared here
  annotated::spawn([data = values.data()] { use(*data); }); // warn: this capture refers to 'values', and the work that has it may outlive 'values' // note: give the closure its own copy, or wait for the work // note: the work is started here, and nothing waits for it before 'values' is destroyed
} // note: 'values' is destroyed here

void bad_array_element() {
  int values[4] = {}; // note: 'values' is declared here
  annotated::spawn([&first = values[0]] { use(first); }); // warn: 'values' is captured by reference by work that may outlive it // note: move or copy it into the closure, or wait for the work // note: the work is started here, and nothing waits for it before 'values' is destroyed
} // note: 'values' is destroyed here

void bad_decayed_array() {
  int values[4] = {}; // note: 'values' is declared here
  int *p = values;
  annotated::spawn([p] { use(*p); }); // warn: this capture refers to 'values', and the work that has it may outlive 'values' // note: give the closure its own copy, or wait for the work // note: the work is started here, and nothing waits for it before 'values' is destroyed
} // note: 'values' is destroyed here

void bad_reference_wrapper() {
  record r = make_record(); // note: 'r' is declared here
  auto wrapped = std::ref(r);
  annotated::spawn([wrapped] { use(wrapped.get()); }); // warn: this capture refers to 'r', and the work that has it may outlive 'r' // note: give the closure its own copy, or wait for the work // note: the work is started here, and nothing waits for it before 'r' is destroyed
} // note: 'r' is destroyed here

void bad_structured_binding() {
  auto [first, second] = make_pair_of_records(); // note: '[first, second]' is declared here
  annotated::spawn([&f = first] { use(f); }); // warn: '[first, second]' is captured by reference by work that may outlive it // note: move or copy it into the closure, or wait for the work // note: the work is started here, and nothing waits for it before '[first, second]' is destroyed
} // note: '[first, second]' is destroyed here

void bad_captured_structured_binding() {
  auto [first, second] = make_pair_of_records(); // note: 'first' is declared here
  annotated::spawn([&first] { use(first); }); // warn: 'first' is captured by reference by work that may outlive it // note: move or copy it into the closure, or wait for the work // note: the work is started here, and nothing waits for it before 'first' is destroyed
} // note: 'first' is destroyed here

void bad_content_of_an_owner() {
  auto owned = std::make_unique<record>(); // note: 'owned' is declared here
  annotated::spawn([&r = *owned] { use(r); }); // warn: 'owned' is captured by reference by work that may outlive it // note: move or copy it into the closure, or wait for the work // note: the work is started here, and nothing waits for it before 'owned' is destroyed
} // note: 'owned' is destroyed here

void bad_pointer_from_an_owner() {
  auto owned = std::make_unique<record>(); // note: 'owned' is declared here
  annotated::spawn([r = owned.get()] { use(*r); }); // warn: this capture refers to 'owned', and the work that has it may outlive 'owned' // note: give the closure its own copy, or wait for the work // note: the work is started here, and nothing waits for it before 'owned' is destroyed
} // note: 'owned' is destroyed here

void bad_named_closure() {
  record r = make_record(); // note: 'r' is declared here
  auto work = [&r] { use(r); }; // warn: 'r' is captured by reference by work that may outlive it // note: move or copy it into the closure, or wait for the work
  annotated::spawn(work); // note: the work is started here, and nothing waits for it before 'r' is destroyed
} // note: 'r' is destroyed here

void bad_moved_closure() {
  record r = make_record(); // note: 'r' is declared here
  auto work = [&r] { use(r); }; // warn: 'r' is captured by reference by work that may outlive it // note: move or copy it into the closure, or wait for the work
  annotated::spawn(std::move(work)); // note: the work is started here, and nothing waits for it before 'r' is destroyed
} // note: 'r' is destroyed here

void bad_function_object() {
  record r = make_record(); // note: 'r' is declared here
  std::function<void()> work = [&r] { use(r); }; // warn: 'r' is captured by reference by work that may outlive it // note: move or copy it into the closure, or wait for the work
  annotated::spawn(work); // note: the work is started here, and nothing waits for it before 'r' is destroyed
} // note: 'r' is destroyed here

void bad_bound_call() {
  record r = make_record(); // note: 'r' is declared here
  annotated::spawn(std::bind_front([](const record *p) { use(*p); }, &r)); // warn: 'r' is lent to work that may outlive it // note: give the work an object of its own, or wait for the work // note: the work is started here, and nothing waits for it before 'r' is destroyed
} // note: 'r' is destroyed here

struct use_it {
  const record &r;
  void operator()() const { use(r); }
};

void bad_aggregate_with_a_reference() {
  record r = make_record(); // note: 'r' is declared here
  annotated::spawn(use_it{r}); // warn: 'r' is lent to work that may outlive it // note: give the work an object of its own, or wait for the work // note: the work is started here, and nothing waits for it before 'r' is destroyed
} // note: 'r' is destroyed here

void bad_two_locals() {
  record a = make_record(); // note: 'a' is declared here
  record b = make_record();
  annotated::spawn([&a, // warn: 'a' is captured by reference by work that may outlive it // note: move or copy it into the closure, or wait for the work // note: the work is started here, and nothing waits for it before 'a' is destroyed
                    &b] {
    use(a);
    use(b);
  });
} // note: 'a' is destroyed here

void bad_catch_by_value() {
  try {
    use(1);
  } catch (std::exception e) { // note: 'e' is declared here // note: 'e' is destroyed here
    annotated::spawn([&e] { use(e.what()); }); // warn: 'e' is captured by reference by work that may outlive it // note: move or copy it into the closure, or wait for the work // note: the work is started here, and nothing waits for it before 'e' is destroyed
  }
}

void bad_loop_variable(const std::vector<record> &all) {
  for (record r : all) // note: 'r' is declared here // note: 'r' is destroyed here
    annotated::spawn([&r] { use(r); }); // warn: 'r' is captured by reference by work that may outlive it // note: move or copy it into the closure, or wait for the work // note: the work is started here, and nothing waits for it before 'r' is destroyed
}

void bad_if_variable() {
  if (record r = make_record(); r.id) // note: 'r' is declared here // note: 'r' is destroyed here
    annotated::spawn([&r] { use(r); }); // warn: 'r' is captured by reference by work that may outlive it // note: move or copy it into the closure, or wait for the work // note: the work is started here, and nothing waits for it before 'r' is destroyed
}

void bad_switch_case(int n) {
  switch (n) {
  case 1: {
    record r = make_record(); // note: 'r' is declared here
    annotated::spawn([&r] { use(r); }); // warn: 'r' is captured by reference by work that may outlive it // note: move or copy it into the closure, or wait for the work // note: the work is started here, and nothing waits for it before 'r' is destroyed
    break; // note: 'r' is destroyed here
  }
  default:
    break;
  }
}

template <class T> void bad_in_a_template(T value) { // note: the parameter 'value' lives until this function returns
  annotated::spawn([&value] { use(value); }); // warn: 'value' is captured by reference by work that may outlive it // note: move or copy it into the closure, or wait for the work // note: the work is started here, and nothing waits for it before 'value' is destroyed
} // note: 'value' is destroyed here
template void bad_in_a_template(int);
template void bad_in_a_template(record);

void bad_inside_a_lambda() {
  auto start = [](record r) { // note: the parameter 'r' lives until this function returns
    annotated::spawn([&r] { use(r); }); // warn: 'r' is captured by reference by work that may outlive it // note: move or copy it into the closure, or wait for the work // note: the work is started here, and nothing waits for it before 'r' is destroyed
  }; // note: 'r' is destroyed here
  start(make_record());
}

void bad_inside_a_generic_lambda() {
  auto start = [](auto r) { // note: the parameter 'r' lives until this function returns
    annotated::spawn([&r] { use(r); }); // warn: 'r' is captured by reference by work that may outlive it // note: move or copy it into the closure, or wait for the work // note: the work is started here, and nothing waits for it before 'r' is destroyed
  }; // note: 'r' is destroyed here
  start(make_record());
}

mini::task<void> bad_in_a_coroutine() {
  record r = make_record(); // note: 'r' is declared here
  annotated::spawn([&r] { use(r); }); // warn: 'r' is captured by reference by work that may outlive it // note: move or copy it into the closure, or wait for the work // note: the work is started here, and nothing waits for it before 'r' is destroyed
  co_await mini::tick();
} // note: 'r' is destroyed here

mini::task<void> bad_coroutine_parameter(record r) { // note: the parameter 'r' lives until this function returns
  annotated::spawn([&r] { use(r); }); // warn: 'r' is captured by reference by work that may outlive it // note: move or copy it into the closure, or wait for the work // note: the work is started here, and nothing waits for it before 'r' is destroyed
  co_await mini::tick();
} // note: 'r' is destroyed here

#define START(WORK) annotated::spawn(WORK) // note: expanded from macro 'START'
void bad_through_a_macro() {
  record r = make_record(); // note: 'r' is declared here
  START([&r] { use(r); }); // warn: 'r' is captured by reference by work that may outlive it // note: move or copy it into the closure, or wait for the work // note: the work is started here, and nothing waits for it before 'r' is destroyed
} // note: 'r' is destroyed here

namespace good_not_a_reference {
void copy() {
  record r = make_record();
  annotated::spawn([r] { use(r); });
}
void default_copy() {
  record r = make_record();
  annotated::spawn([=] { use(r); });
}
void moved() {
  record r = make_record();
  annotated::spawn([r = std::move(r)] { use(r); });
}
void shared() {
  auto r = std::make_shared<record>();
  annotated::spawn([r] { use(*r); });
}
void pointer_into_a_moved_owner() {
  auto owned = std::make_unique<record>();
  record *raw = owned.get();
  annotated::spawn([owned = std::move(owned), raw] { use(*raw); });
}
void copied_element(const std::vector<record> &all) {
  for (const record &r : all)
    annotated::spawn([r] { use(r); });
}
void pointer_by_value_to_unknown(record *r) {
  annotated::spawn([r] { use(*r); });
}
void pointer_captured_as_value(std::shared_ptr<record> r) {
  record *raw = r.get();
  annotated::spawn([r, raw] { use(*raw); });
}
} // namespace good_not_a_reference

inline std::atomic<int> total;
namespace good_it_lives_longer {
void global() {
  annotated::spawn([&t = total] { ++t; });
}
void static_local() {
  static record r;
  annotated::spawn([&same = r] { use(same); });
}
void thread_local_variable() {
  thread_local int n;
  annotated::spawn([p = &n] { use(*p); }); // NOLINT(corolint-non-send-capture)
}
void reference_parameter(record &r) {
  annotated::spawn([&] { use(r); });
}
void element_of_a_parameter(std::vector<record> &all) {
  for (record &r : all)
    annotated::spawn([&r] { use(r); });
}
void forever() {
  record r = make_record();
  annotated::spawn([&r] { use(r); });
  for (;;)
    use(1);
}
[[noreturn]] void terminate_here();
void never_returns() {
  record r = make_record();
  annotated::spawn([&r] { use(r); });
  terminate_here();
}
mini::task<void> serves_forever() {
  record r = make_record();
  annotated::spawn([&r] { use(r); });
  while (true)
    co_await mini::tick();
}
} // namespace good_it_lives_longer

// --- Threads -------------------------------------------------------------------

void bad_detached_at_once() {
  record r = make_record(); // note: 'r' is declared here
  std::thread([&r] { use(r); }).detach(); // warn: 'r' is captured by reference by work that may outlive it // note: move or copy it into the closure, or wait for the work // note: the work is started here, and nothing waits for it before 'r' is destroyed
} // note: 'r' is destroyed here

void bad_reference_argument() {
  record r = make_record(); // note: 'r' is declared here
  std::thread worker([](const record &r) { use(r); }, std::ref(r)); // warn: 'r' is lent to work that may outlive it // note: give the work an object of its own, or wait for the work // note: the work is started here, and nothing waits for it before 'r' is destroyed
  worker.detach();
} // note: 'r' is destroyed here

void bad_pointer_argument() {
  record r = make_record(); // note: 'r' is declared here
  std::thread worker([](const record *r) { use(*r); }, &r); // warn: 'r' is lent to work that may outlive it // note: give the work an object of its own, or wait for the work // note: the work is started here, and nothing waits for it before 'r' is destroyed
  worker.detach();
} // note: 'r' is destroyed here

struct poller {
  void run();
  std::atomic<bool> stopped{false};
};

void bad_member_function_of_a_local() {
  poller p; // note: 'p' is declared here
  std::thread worker(&poller::run, &p); // warn: 'p' is lent to work that may outlive it // note: give the work an object of its own, or wait for the work // note: the work is started here, and nothing waits for it before 'p' is destroyed
  worker.detach();
} // note: 'p' is destroyed here

void bad_detached_in_a_loop(int n) {
  std::vector<int> counts(n); // note: 'counts' is declared here
  for (int i = 0; i < n; ++i)
    std::thread([&counts, i] { ++counts[i]; }).detach(); // warn: 'counts' is captured by reference by work that may outlive it // note: move or copy it into the closure, or wait for the work // note: the work is started here, and nothing waits for it before 'counts' is destroyed
} // note: 'counts' is destroyed here

void bad_loop_counter(int n) {
  std::vector<std::thread> threads;
  for (int i = 0; i < n; ++i) // note: 'i' is declared here // note: 'i' is destroyed here
    threads.emplace_back([&i] { use(i); }); // warn: 'i' is captured by reference by work that may outlive it // note: move or copy it into the closure, or wait for the work // note: the work is started here, and nothing waits for it before 'i' is destroyed
  for (std::thread &t : threads)
    t.join();
}

void bad_joined_on_some_paths(bool wait) {
  record r = make_record(); // note: 'r' is declared here
  std::thread worker([&r] { use(r); }); // warn: 'r' is captured by reference by work that may outlive it // note: move or copy it into the closure, or wait for the work // note: the work is started here, and nothing waits for it before 'r' is destroyed
  if (wait)
    worker.join();
  else
    worker.detach();
} // note: 'r' is destroyed here

void bad_joined_too_late() {
  std::thread worker;
  {
    record r = make_record(); // note: 'r' is declared here
    worker = std::thread([&r] { use(r); }); // warn: 'r' is captured by reference by work that may outlive it // note: move or copy it into the closure, or wait for the work // note: the work is started here, and nothing waits for it before 'r' is destroyed
  } // note: 'r' is destroyed here
  worker.join();
}

void bad_other_thread_joined() {
  record r = make_record(); // note: 'r' is declared here
  std::thread first([&r] { use(r); }); // warn: 'r' is captured by reference by work that may outlive it // note: move or copy it into the closure, or wait for the work // note: the work is started here, and nothing waits for it before 'r' is destroyed
  std::thread second([] { use(1); });
  first.detach();
  second.join();
} // note: 'r' is destroyed here

namespace good_joined_threads {
void joined() {
  record r = make_record();
  std::thread worker([&r] { use(r); });
  worker.join();
}
void joined_if_joinable(bool start) {
  record r = make_record();
  std::thread worker;
  if (start)
    worker = std::thread([&r] { use(r); });
  if (worker.joinable())
    worker.join();
}
void many(int n) {
  std::vector<int> counts(n);
  std::vector<std::thread> threads;
  for (int i = 0; i < n; ++i)
    threads.emplace_back([&counts, i] { ++counts[i]; });
  for (auto &t : threads)
    t.join();
}
void many_by_index(int n) {
  std::vector<int> counts(n);
  std::vector<std::thread> threads;
  for (int i = 0; i < n; ++i)
    threads.push_back(std::thread([&counts, i] { ++counts[i]; }));
  for (int i = 0; i < n; ++i)
    threads[i].join();
}
void many_by_algorithm(int n) {
  std::vector<int> counts(n);
  std::vector<std::thread> threads;
  for (int i = 0; i < n; ++i)
    threads.emplace_back([&counts, i] { ++counts[i]; });
  std::for_each(threads.begin(), threads.end(), [](std::thread &t) { t.join(); });
}
void many_by_member_pointer(int n) {
  std::vector<int> counts(n);
  std::vector<std::thread> threads;
  for (int i = 0; i < n; ++i)
    threads.emplace_back([&counts, i] { ++counts[i]; });
  std::for_each(threads.begin(), threads.end(), std::mem_fn(&std::thread::join));
}
void array_of_threads() {
  std::atomic<int> count = 0;
  std::array<std::thread, 4> threads;
  for (auto &t : threads)
    t = std::thread([&count] { ++count; });
  for (auto &t : threads)
    t.join();
}
void plain_array() {
  std::atomic<int> count = 0;
  std::thread threads[4];
  for (int i = 0; i < 4; ++i)
    threads[i] = std::thread([&count] { ++count; });
  for (int i = 0; i < 4; ++i)
    threads[i].join();
}
void handed_on(std::vector<std::thread> &threads, record &r) {
  std::thread worker([&r] { use(r); });
  threads.push_back(std::move(worker));
}
struct joiner {
  std::thread t;
  ~joiner() { t.join(); }
};
void joined_by_a_guard() {
  record r = make_record();
  joiner j{std::thread([&r] { use(r); })};
}
void joined_by_a_guard_later() {
  record r = make_record();
  std::thread worker([&r] { use(r); });
  joiner j{std::move(worker)};
}
void joining_thread() {
  record r = make_record();
  std::jthread worker([&r] { use(r); });
}
void temporary_joining_thread() {
  record r = make_record();
  std::jthread([&r] { use(r); });
}
void joining_threads(int n) {
  std::vector<int> counts(n);
  std::vector<std::jthread> threads;
  for (int i = 0; i < n; ++i)
    threads.emplace_back([&counts, i] { ++counts[i]; });
}
void owned_thread() {
  record r = make_record();
  auto worker = std::make_unique<std::thread>([&r] { use(r); });
  worker->join();
}
void optional_thread(bool start) {
  record r = make_record();
  std::optional<std::thread> worker;
  if (start)
    worker.emplace([&r] { use(r); });
  if (worker)
    worker->join();
}
void early_return_after_join(bool fast) {
  record r = make_record();
  std::thread worker([&r] { use(r); });
  if (fast) {
    worker.join();
    return;
  }
  use(2);
  worker.join();
}
void started_and_joined_under_one_condition(bool threaded) {
  record r = make_record();
  std::thread worker;
  if (threaded)
    worker = std::thread([&r] { use(r); });
  use(r);
  if (threaded)
    worker.join();
}
void detached_with_a_copy() {
  record r = make_record();
  std::thread worker([r] { use(r); });
  worker.detach();
}
void argument_by_value() {
  record r = make_record();
  std::thread worker([](const record &r) { use(r); }, r);
  worker.detach();
}
class pool {
public:
  void start(record r) {
    worker_ = std::thread([this, r] { use(r); });
  }
  void run(record r) {
    worker_ = std::thread([&r] { use(r); });
    worker_.join();
  }
  void run_all(int n) {
    std::vector<int> counts(n);
    for (int i = 0; i < n; ++i)
      workers_.emplace_back([&counts, i] { ++counts[i]; });
    for (auto &w : workers_)
      w.join();
  }

private:
  std::thread worker_;
  std::vector<std::thread> workers_;
};
} // namespace good_joined_threads

class bad_member_thread {
public:
  void start(record r) { // note: the parameter 'r' lives until this function returns
    worker_ = std::thread([&r] { use(r); }); // warn: 'r' is captured by reference by work that may outlive it // note: move or copy it into the closure, or wait for the work // note: the work is started here, and nothing waits for it before 'r' is destroyed
  } // note: 'r' is destroyed here

private:
  std::thread worker_;
};

// --- Futures -------------------------------------------------------------------

namespace good_futures {
void async_result() {
  record r = make_record();
  auto done = std::async(std::launch::async, [&r] { use(r); });
  done.get();
}
void async_destructor() {
  record r = make_record();
  auto done = std::async(std::launch::async, [&r] { use(r); });
}
void async_temporary() {
  record r = make_record();
  std::async(std::launch::async, [&r] { use(r); }).get();
}
void many(int n) {
  std::vector<int> counts(n);
  std::vector<std::future<void>> all;
  for (int i = 0; i < n; ++i)
    all.push_back(std::async(std::launch::async, [&counts, i] { ++counts[i]; }));
}
void promise_and_future() {
  record r = make_record();
  std::promise<void> done;
  std::future<void> seen = done.get_future();
  annotated::spawn([&r, &done] {
    use(r);
    done.set_value();
  });
  seen.get();
}
void moved_promise() {
  record r = make_record();
  std::promise<void> done;
  std::future<void> seen = done.get_future();
  std::thread([&r, done = std::move(done)]() mutable {
    use(r);
    done.set_value();
  }).detach();
  seen.wait();
}
} // namespace good_futures

// --- Signals -------------------------------------------------------------------

namespace good_signals {
mini::task<void> awaited_event() {
  event done;
  annotated::spawn([&done] { done.set(); });
  co_await done;
}
mini::task<void> awaited_member_of_event() {
  event done;
  record r = make_record();
  annotated::spawn([&] {
    use(r);
    done.set();
  });
  co_await done.when_set();
}
mini::task<void> wait_group(int n) {
  group g;
  std::vector<int> counts(n);
  for (int i = 0; i < n; ++i) {
    g.add(1);
    annotated::spawn([&g, &counts, i] {
      ++counts[i];
      g.done();
    });
  }
  co_await g.wait();
}
void latch() {
  record r = make_record();
  std::latch done(1);
  annotated::spawn([&] {
    use(r);
    done.count_down();
  });
  done.wait();
}
void latch_arrive() {
  std::latch done(2);
  annotated::spawn([&] { done.arrive_and_wait(); });
  done.arrive_and_wait();
}
void semaphore() {
  std::binary_semaphore done(0);
  record r = make_record();
  annotated::spawn([&] {
    use(r);
    done.release();
  });
  done.acquire();
}
void condition() {
  std::mutex m;
  std::condition_variable changed;
  bool done = false;
  annotated::spawn([&] {
    std::lock_guard held(m);
    done = true;
    changed.notify_one();
  });
  std::unique_lock lock(m);
  changed.wait(lock, [&] { return done; });
}
void spinning() {
  std::atomic<bool> done = false;
  annotated::spawn([&] { done = true; });
  while (!done)
    std::this_thread::yield();
}
void atomic_wait() {
  std::atomic<bool> done = false;
  annotated::spawn([&] {
    done = true;
    done.notify_one();
  });
  done.wait(false);
}
void shared_event() {
  auto done = std::make_shared<event>();
  record r = make_record();
  annotated::spawn([&r, done] {
    use(r);
    done->set();
  });
  done->wait();
}
void wait_until_set(event &e);
void helper() {
  event done;
  annotated::spawn([&done] { done.set(); });
  wait_until_set(done);
}
class service {
public:
  mini::task<void> run() {
    record r = make_record();
    annotated::spawn([this, &r] {
      use(r);
      done_.set();
    });
    co_await done_;
  }

private:
  event done_;
};
struct at_exit {
  std::function<void()> f;
  ~at_exit() { f(); }
};
void scope_guard() {
  event done;
  annotated::spawn([&done] { done.set(); });
  at_exit guard{[&done] { done.wait(); }};
  if (ready())
    return;
  use(1);
}
mini::task<void> handle() {
  record r = make_record();
  auto job = annotated::spawn([&r] { use(r); });
  co_await job.join();
}
mini::task<void> handle_at_once() {
  record r = make_record();
  co_await annotated::spawn([&r] { use(r); }).join();
}
mini::task<void> handles(int n) {
  std::vector<int> counts(n);
  std::vector<annotated::job<void>> jobs;
  for (int i = 0; i < n; ++i)
    jobs.push_back(annotated::spawn([&counts, i] { ++counts[i]; }));
  for (auto &job : jobs)
    co_await job.join();
}
} // namespace good_signals

mini::task<void> bad_sleeping_is_no_join() {
  record r = make_record(); // note: 'r' is declared here
  annotated::spawn([&r] { use(r); }); // warn: 'r' is captured by reference by work that may outlive it // note: move or copy it into the closure, or wait for the work // note: the work is started here, and nothing waits for it before 'r' is destroyed
  co_await mini::sleep_for(std::chrono::seconds(1));
} // note: 'r' is destroyed here

mini::task<void> bad_other_event() {
  event other;
  record r = make_record(); // note: 'r' is declared here
  annotated::spawn([&r] { use(r); }); // warn: 'r' is captured by reference by work that may outlive it // note: move or copy it into the closure, or wait for the work // note: the work is started here, and nothing waits for it before 'r' is destroyed
  co_await other;
} // note: 'r' is destroyed here

mini::task<void> bad_joined_after_an_early_return(bool fast) {
  record r = make_record(); // note: 'r' is declared here
  event done;
  annotated::spawn([&r, // warn: 'r' is captured by reference by work that may outlive it // note: move or copy it into the closure, or wait for the work // note: the work is started here, and nothing waits for it before 'r' is destroyed
                    &done] {
    use(r);
    done.set();
  });
  if (fast)
    co_return; // note: 'r' is destroyed here
  co_await done;
}

mini::task<void> bad_handle_never_used() {
  record r = make_record(); // note: 'r' is declared here
  auto job = annotated::spawn([&r] { use(r); }); // warn: 'r' is captured by reference by work that may outlive it // note: move or copy it into the closure, or wait for the work // note: the work is started here, and nothing waits for it before 'r' is destroyed
  co_await mini::tick();
} // note: 'r' is destroyed here

void bad_used_but_not_waited_for() {
  record r = make_record(); // note: 'r' is declared here
  annotated::spawn([&r] { use(r); }); // warn: 'r' is captured by reference by work that may outlive it // note: move or copy it into the closure, or wait for the work // note: the work is started here, and nothing waits for it before 'r' is destroyed
  use(r);
} // note: 'r' is destroyed here

// --- Tasks and eager coroutines -------------------------------------------------

annotated::task<void> consume(const record &r) {
  co_await mini::tick();
  use(r);
}
annotated::task<void> consume_view(std::string_view text) {
  co_await mini::tick();
  use(text);
}
annotated::task<void> consume_copy(record r) {
  co_await mini::tick();
  use(r);
}
mini::forget log_later(const record &r) {
  co_await mini::tick();
  use(r);
}
mini::forget log_now(const record &r) {
  use(r);
  co_await mini::tick();
}
mini::forget log_copy(record r) {
  co_await mini::tick();
  use(r);
}

void bad_task_with_a_reference() {
  record r = make_record(); // note: 'r' is declared here
  annotated::spawn_task(consume(r)); // warn: 'r' is lent to work that may outlive it // note: give the work an object of its own, or wait for the work // note: the work is started here, and nothing waits for it before 'r' is destroyed
} // note: 'r' is destroyed here

void bad_task_with_a_view() {
  std::string text = std::to_string(1); // note: 'text' is declared here
  annotated::spawn_task(consume_view(text)); // warn: 'text' is lent to work that may outlive it // note: give the work an object of its own, or wait for the work // note: the work is started here, and nothing waits for it before 'text' is destroyed
} // note: 'text' is destroyed here

void bad_task_in_a_variable() {
  record r = make_record(); // note: 'r' is declared here
  auto t = consume(r); // warn: 'r' is lent to work that may outlive it // note: give the work an object of its own, or wait for the work
  annotated::spawn_task(std::move(t)); // note: the work is started here, and nothing waits for it before 'r' is destroyed
} // note: 'r' is destroyed here

void bad_fire_and_forget() {
  record r = make_record(); // note: 'r' is declared here
  log_later(r); // warn: 'r' is lent to work that may outlive it // note: give the work an object of its own, or wait for the work // note: the work is started here, and nothing waits for it before 'r' is destroyed
} // note: 'r' is destroyed here

struct client {
  mini::forget poll() {
    co_await mini::tick();
    ++count;
  }
  annotated::task<void> fetch() {
    co_await mini::tick();
    ++count;
  }
  int count = 0;
};

void bad_fire_and_forget_member() {
  client c; // note: 'c' is declared here
  c.poll(); // warn: 'c' is lent to work that may outlive it // note: give the work an object of its own, or wait for the work // note: the work is started here, and nothing waits for it before 'c' is destroyed
} // note: 'c' is destroyed here

void bad_spawned_member() {
  client c; // note: 'c' is declared here
  annotated::spawn_task(c.fetch()); // warn: 'c' is lent to work that may outlive it // note: give the work an object of its own, or wait for the work // note: the work is started here, and nothing waits for it before 'c' is destroyed
} // note: 'c' is destroyed here

namespace good_tasks {
void copies() {
  record r = make_record();
  annotated::spawn_task(consume_copy(r));
  log_copy(r);
}
void uses_before_the_suspension() {
  record r = make_record();
  log_now(r);
}
mini::task<void> awaited() {
  record r = make_record();
  co_await consume(r);
}
void of_a_parameter(const record &r) {
  annotated::spawn_task(consume(r));
  log_later(r);
}
} // namespace good_tasks

// --- `this` ---------------------------------------------------------------------

class bad_sampler {
public:
  void start() {
    annotated::spawn([this] { ++samples_; }); // warn: 'this' is captured by work that may outlive the object 's' // note: keep the object alive by a shared pointer in the closure, or wait for the work // note: the work is started here
  }
  int count() const { return samples_; }

private:
  int samples_ = 0;
};

void bad_local_object_starts_work() {
  bad_sampler s; // note: 's' is declared here // note: 's' is declared here
  s.start(); // note: the work is started here, and nothing waits for it before 's' is destroyed
  annotated::spawn([&s] { use(s.count()); }); // warn: 's' is captured by reference by work that may outlive it // note: move or copy it into the closure, or wait for the work // note: the work is started here, and nothing waits for it before 's' is destroyed
} // note: 's' is destroyed here // note: 's' is destroyed here

class heap_sampler : public std::enable_shared_from_this<heap_sampler> {
public:
  void start() {
    annotated::spawn([this] { ++samples_; });
  }
  void start_kept() {
    annotated::spawn([this, self = shared_from_this()] { ++samples_; });
  }

private:
  int samples_ = 0;
};

void good_heap_object() {
  auto s = std::make_shared<heap_sampler>();
  s->start();
}

class stopper {
public:
  void start() {
    annotated::spawn([this] { done_.set(); });
  }
  ~stopper() { done_.wait(); }

private:
  event done_;
};

void good_destructor_waits() {
  stopper s;
  s.start();
}

class stoppable {
public:
  void start() {
    annotated::spawn([this] { done_.set(); });
  }
  void stop() { done_.wait(); }

private:
  event done_;
};

void good_stopped() {
  stoppable s;
  s.start();
  s.stop();
}
