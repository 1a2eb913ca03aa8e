// Objects that two threads use at the same time, as the code shows.
// flags: -std=c++23 -pthread
#include "annotated.h"
#include <atomic>
#include <condition_variable>
#include <corolint/annotations.h>
#include <functional>
#include <latch>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

int load(int);
bool urgent();

int bad_both_sides_count(int rows) {
  int done = 0;
  std::thread helper([&done, rows] { // warn: this shares 'done' with another thread, and both may use it at once // note: the work is handed to another thread here // note: wait for the work first, take a lock on both sides, make it atomic, or give the work an object of its own
    for (int i = 0; i < rows; ++i)
      ++done; // note: the work writes it here
  });
  for (int i = 0; i < rows; ++i)
    ++done; // note: this function writes it here, and nothing in view orders the two
  helper.join();
  return done;
}

int good_read_after_the_join(int rows) {
  int done = 0;
  std::thread helper([&done, rows] { done = rows; });
  helper.join();
  return done;
}

int good_written_before_the_start(int rows) {
  int done = 0;
  done = rows;
  std::thread helper([&done] { ++done; });
  helper.join();
  return done;
}

int bad_default_capture() {
  int done = 0;
  std::thread helper([&] { done = 1; }); // warn: this shares 'done' with another thread, and both may use it at once // note: the work is handed to another thread here // note: the work writes it here // note: wait for the work first, take a lock on both sides, make it atomic, or give the work an object of its own
  int now = done; // note: this function reads it here, and nothing in view orders the two
  helper.join();
  return now;
}

int good_both_read(int rows) {
  std::thread helper([&rows] { load(rows); });
  load(rows);
  helper.join();
  return rows;
}

void bad_work_reads(int rows) {
  std::thread helper([&rows] { load(rows); }); // warn: this shares 'rows' with another thread, and both may use it at once // note: the work is handed to another thread here // note: the work reads it here // note: wait for the work first, take a lock on both sides, make it atomic, or give the work an object of its own
  rows = 0; // note: this function writes it here, and nothing in view orders the two
  helper.join();
}

void bad_other_work_reads(int rows) {
  std::thread reader([&rows] { load(rows); }); // warn: this shares 'rows' with another thread, and both may use it at once // note: other work reads it here, and nothing in view orders the two // note: the work is handed to another thread here // note: the work reads it here // note: wait for the work first, take a lock on both sides, make it atomic, or give the work an object of its own
  std::thread writer([&rows] { rows = 1; }); // warn: this shares 'rows' with another thread, and both may use it at once // note: other work writes it here, and nothing in view orders the two // note: the work is handed to another thread here // note: the work writes it here // note: wait for the work first, take a lock on both sides, make it atomic, or give the work an object of its own
  reader.join();
  writer.join();
}

std::vector<int> good_both_lock(int half) {
  std::mutex m;
  std::vector<int> found;
  std::thread t([&] {
    std::lock_guard guard(m);
    found.push_back(1);
  });
  {
    std::lock_guard guard(m);
    found.push_back(half);
  }
  t.join();
  return found;
}

std::vector<std::string> bad_two_workers(std::string left, std::string right) {
  std::vector<std::string> names;
  std::thread a([&names, left] { names.push_back(left); }); // warn: this shares 'names' with another thread, and both may use it at once // note: other work writes it here, and nothing in view orders the two // note: the work is handed to another thread here // note: the work writes it here // note: wait for the work first, take a lock on both sides, make it atomic, or give the work an object of its own
  std::thread b([&names, right] { names.push_back(right); }); // warn: this shares 'names' with another thread, and both may use it at once // note: other work writes it here, and nothing in view orders the two // note: the work is handed to another thread here // note: the work writes it here // note: wait for the work first, take a lock on both sides, make it atomic, or give the work an object of its own
  a.join();
  b.join();
  return names;
}

std::vector<std::string> good_one_after_the_other(std::string left, std::string right) {
  std::vector<std::string> names;
  std::thread a([&names, left] { names.push_back(left); });
  a.join();
  std::thread b([&names, right] { names.push_back(right); });
  b.join();
  return names;
}

double good_different_elements() {
  std::vector<double> part(2);
  std::thread a([&part] { part[0] = 1; });
  std::thread b([&part] { part[1] = 2; });
  a.join();
  b.join();
  return part[0] + part[1];
}

struct Totals {
  long rows = 0, bytes = 0;
};
long good_different_members() {
  Totals totals;
  std::thread a([&totals] { totals.rows = 1; });
  std::thread b([&totals] { totals.bytes = 2; });
  a.join();
  b.join();
  return totals.rows + totals.bytes;
}
long bad_same_member() {
  Totals totals;
  std::thread a([&totals] { totals.rows = 1; }); // warn: this shares 'rows' with another thread, and both may use it at once // note: the work is handed to another thread here // note: the work writes it here // note: wait for the work first, take a lock on both sides, make it atomic, or give the work an object of its own
  totals.rows += 1; // note: this function writes it here, and nothing in view orders the two
  a.join();
  return totals.rows;
}

void bad_loop() {
  int sum = 0;
  std::vector<std::thread> workers;
  for (int i = 0; i < 4; ++i)
    workers.emplace_back([&sum, i] { sum += load(i); }); // warn: this shares 'sum' with another thread, and both may use it at once // note: the loop starts such work again before this one is joined // note: the work is handed to another thread here // note: the work writes it here // note: wait for the work first, take a lock on both sides, make it atomic, or give the work an object of its own
  for (std::thread &worker : workers)
    worker.join();
}

void good_loop_that_joins() {
  int sum = 0;
  for (int i = 0; i < 4; ++i) {
    std::thread worker([&sum, i] { sum += load(i); });
    worker.join();
  }
}

void good_loop_with_its_own_object() {
  std::vector<std::jthread> workers;
  for (int i = 0; i < 4; ++i) {
    auto sum = std::make_shared<int>(0);
    workers.emplace_back([sum, i] { *sum += load(i); });
  }
}

void good_loop_in_which_one_writes() {
  int first = 0;
  std::vector<std::jthread> workers;
  for (int i = 0; i < 4; ++i)
    workers.emplace_back([&first, i] {
      if (i == 0)
        first = 1;
    });
}

void good_loop_of_scoped_threads() {
  int sum = 0;
  for (int i = 0; i < 4; ++i)
    std::jthread([&sum, i] { sum += load(i); });
}

int good_atomic() {
  std::atomic<int> hits{0};
  std::thread a([&hits] { ++hits; });
  ++hits;
  a.join();
  return hits;
}

void bad_shared_owner() {
  auto totals = std::make_shared<Totals>();
  annotated::spawn([totals] { totals->bytes += 1; }); // warn: this shares 'bytes' with another thread, and both may use it at once // note: the work is handed to another thread here // note: the work writes it here // note: wait for the work first, take a lock on both sides, make it atomic, or give the work an object of its own
  totals->bytes += 64; // note: this function writes it here, and nothing in view orders the two
}

void bad_init_capture() {
  auto totals = std::make_shared<Totals>();
  annotated::spawn([mine = totals] { mine->bytes += 1; }); // warn: this shares 'bytes' with another thread, and both may use it at once // note: the work is handed to another thread here // note: the work writes it here // note: wait for the work first, take a lock on both sides, make it atomic, or give the work an object of its own
  totals->bytes += 64; // note: this function writes it here, and nothing in view orders the two
}

void good_moved_in() {
  auto totals = std::make_shared<Totals>();
  totals->bytes = 1;
  annotated::spawn([totals = std::move(totals)] { totals->bytes += 1; });
}

void good_exchanged_afterwards() {
  auto totals = std::make_shared<Totals>();
  annotated::spawn([totals] { totals->bytes += 1; });
  totals = std::make_shared<Totals>();
  totals->bytes += 64;
}

void good_copy_of_its_own() {
  int done = 0;
  std::thread helper([done]() mutable { ++done; });
  ++done;
  helper.join();
}

void bad_pointer() {
  int done = 0;
  std::thread helper([p = &done] { *p = 1; }); // warn: this shares 'done' with another thread, and both may use it at once // note: the work is handed to another thread here // note: the work writes it here // note: wait for the work first, take a lock on both sides, make it atomic, or give the work an object of its own
  ++done; // note: this function writes it here, and nothing in view orders the two
  helper.join();
}

void bad_pointee(int *cell) {
  std::thread helper([cell] { *cell = 1; }); // warn: this shares what 'cell' points to with another thread, and both may use it at once // note: the work is handed to another thread here // note: the work writes it here // note: wait for the work first, take a lock on both sides, make it atomic, or give the work an object of its own
  *cell = 2; // note: this function writes it here, and nothing in view orders the two
  helper.join();
}

void run_all(std::function<void()> COROLINT_SCOPED work);
int good_done_when_the_call_returns() {
  int done = 0;
  run_all([&done] { ++done; });
  ++done;
  run_all([&done] { ++done; });
  return done;
}

void add_one(int &n) { ++n; } // note: the work writes it here
void bad_reference_wrapper() {
  int done = 0;
  std::thread helper(add_one, std::ref(done)); // warn: this shares 'done' with another thread, and both may use it at once // note: the work is handed to another thread here // note: wait for the work first, take a lock on both sides, make it atomic, or give the work an object of its own
  ++done; // note: this function writes it here, and nothing in view orders the two
  helper.join();
}
void good_reference_wrapper() {
  int done = 0;
  std::thread helper(add_one, std::ref(done));
  helper.join();
  ++done;
}

class Importer {
public:
  void bad_this() {
    worker = std::thread([this] { ++rows; }); // warn: this shares 'rows' with another thread, and both may use it at once // note: the work is handed to another thread here // note: the work writes it here // note: wait for the work first, take a lock on both sides, make it atomic, or give the work an object of its own
    ++rows; // note: this function writes it here, and nothing in view orders the two
    worker.join();
  }
  void bad_member_function() {
    worker = std::thread(&Importer::step, this); // warn: this shares 'rows' with another thread, and both may use it at once // note: the work is handed to another thread here // note: wait for the work first, take a lock on both sides, make it atomic, or give the work an object of its own
    rows = 0; // note: this function writes it here, and nothing in view orders the two
    worker.join();
  }
  void good_this() {
    worker = std::thread([this] { ++rows; });
    worker.join();
    ++rows;
  }
  void good_other_members() {
    worker = std::thread([this] { ++rows; });
    ++bytes;
    worker.join();
  }
  void good_object_with_a_lock() {
    worker = std::thread([this] { add(1); });
    add(2);
    worker.join();
  }
  void add(long n) {
    std::lock_guard guard(m);
    bytes += n;
  }

private:
  void step() { ++rows; } // note: the work writes it here
  std::mutex m;
  long rows = 0, bytes = 0;
  std::thread worker;
};

// The work waits before it looks: what is written here comes first.
void good_work_waits_for_a_flag() {
  int value = 0;
  std::atomic<bool> ready{false};
  std::thread reader([&] {
    while (!ready)
      std::this_thread::yield();
    load(value);
  });
  value = 1;
  ready = true;
  reader.join();
}

void good_work_waits_for_a_condition() {
  std::mutex m;
  std::condition_variable cv;
  bool ready = false;
  int value = 0;
  std::thread reader([&] {
    std::unique_lock lock(m);
    cv.wait(lock, [&] { return ready; });
    load(value);
  });
  value = 1;
  {
    std::lock_guard guard(m);
    ready = true;
  }
  cv.notify_one();
  reader.join();
}

void good_starter_waits_for_a_latch() {
  int value = 0;
  std::latch written{1};
  std::thread writer([&] {
    value = 1;
    written.count_down();
  });
  written.wait();
  load(value);
  writer.join();
}

void good_joined_by_a_scope() {
  int value = 0;
  {
    std::jthread writer([&] { value = 1; });
  }
  ++value;
}

int good_owner_of_a_thread_is_reset() {
  int value = 0;
  auto writer = std::make_unique<std::jthread>([&] { value = 1; });
  writer.reset();
  return value;
}

int good_thread_is_replaced() {
  int value = 0;
  std::jthread writer([&] { value = 1; });
  writer = {};
  return value;
}

struct Joiner {
  std::thread &thread;
  ~Joiner() { thread.join(); }
};
int good_joined_by_another_destructor() {
  int value = 0;
  std::thread writer([&] { value = 1; });
  {
    Joiner joiner{writer};
  }
  return value;
}

int good_branches_exclude_each_other() {
  int value = 0;
  std::thread writer;
  if (urgent())
    writer = std::thread([&] { value = 1; });
  else
    value = 2;
  if (writer.joinable())
    writer.join();
  return value;
}

int good_branches_may_agree(bool parallel) {
  int value = 0;
  std::thread writer;
  if (parallel)
    writer = std::thread([&] { value = 1; });
  if (!parallel)
    value = 2;
  if (writer.joinable())
    writer.join();
  return value;
}

void good_returns_before(bool parallel) {
  static int value = 0;
  if (parallel) {
    std::thread([p = &value] { *p = 1; }).detach();
    return;
  }
  ++value;
}

annotated::task<int> bad_scoped_children() {
  int sum = 0;
  co_await annotated::when_all([&sum] { sum += load(1); }, [&sum] { sum += load(2); }); // warn: this shares 'sum' with another thread, and both may use it at once // warn: this shares 'sum' with another thread, and both may use it at once // note: other work writes it here, and nothing in view orders the two // note: other work writes it here, and nothing in view orders the two // note: the work is handed to another thread here // note: the work is handed to another thread here // note: the work writes it here // note: the work writes it here // note: wait for the work first, take a lock on both sides, make it atomic, or give the work an object of its own // note: wait for the work first, take a lock on both sides, make it atomic, or give the work an object of its own
  co_return sum;
}

annotated::task<std::size_t> good_scoped_children() {
  std::string head, body;
  co_await annotated::when_all([&head] { head += "a"; }, [&body] { body += "b"; });
  co_return head.size() + body.size();
}

void good_volatile() {
  volatile bool stop = false;
  std::thread worker([&] { stop = true; });
  stop = true;
  worker.join();
}
