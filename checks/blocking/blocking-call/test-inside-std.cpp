// What the standard library does inside of functions that do not block in this sense; and user code that it calls.
// flags: -std=c++20 -pthread
#include "mini.h"
#include <algorithm>
#include <any>
#include <atomic>
#include <barrier>
#include <condition_variable>
#include <future>
#include <iomanip>
#include <iostream>
#include <latch>
#include <map>
#include <memory_resource>
#include <mutex>
#include <random>
#include <regex>
#include <set>
#include <shared_mutex>
#include <sstream>
#include <stop_token>
#include <syncstream>
#include <thread>
#include <unordered_map>

using namespace std::chrono_literals;

mini::task<void> store(int id = 0);
void settle() { std::this_thread::sleep_for(1s); }

// ---- Silent: inside there are mutexes, loops and system calls, none of which waits for long ----

mini::task<void> good_promises(std::promise<int> &answer, std::shared_ptr<std::promise<void>> done) {
  answer.set_value(1);
  done->set_value();
  std::promise<int> other;
  auto result = other.get_future();
  co_await store(result.valid());
}

mini::task<void> good_atomics(std::atomic<std::shared_ptr<int>> &current, std::atomic<double> &sum) {
  auto mine = current.load();
  current.store(std::make_shared<int>(2));
  sum.fetch_add(1.0);
  co_await store(*mine);
}

mini::task<void> good_stop_tokens(std::stop_source &stop) {
  std::stop_callback callback(stop.get_token(), [] {});
  stop.request_stop();
  co_await store(stop.stop_requested());
}

mini::task<void> good_threads() {
  std::thread worker([] { settle(); });
  worker.detach();
  co_await store(static_cast<int>(std::thread::hardware_concurrency()));
}

mini::task<void> good_clocks() {
  auto now = std::chrono::system_clock::now();
  co_await store(static_cast<int>(now.time_since_epoch().count()));
}

mini::task<void> good_containers(std::map<int, std::string> rows, std::unordered_map<int, int> counts) {
  rows.emplace(1, "one");
  ++counts[1];
  std::set<int> keys;
  for (auto &[key, text] : rows)
    keys.insert(key);
  co_await store(static_cast<int>(keys.size()));
}

mini::task<void> good_strings(std::string text) {
  std::ostringstream out;
  out << std::setw(8) << text << std::endl;
  std::regex word("[a-z]+");
  co_await store(std::regex_search(out.str(), word));
}

mini::task<void> good_random() {
  std::mt19937 generator(1);
  std::uniform_int_distribution<int> die(1, 6);
  co_await store(die(generator));
}

mini::task<void> good_memory() {
  std::pmr::monotonic_buffer_resource arena;
  std::pmr::vector<int> rows(&arena);
  rows.push_back(1);
  std::any box = 1;
  co_await store(std::any_cast<int>(box) + rows[0]);
}

mini::task<void> good_standard_output(int n) {
  std::osyncstream(std::cout) << n << '\n';
  std::clog << n << std::flush;
  co_await store(n);
}

mini::task<void> good_once(std::once_flag &once) {
  int n = 0;
  std::call_once(once, [&] { n = 1; });
  static const int size = 3;
  co_await store(n + size);
}

mini::task<void> good_locks(std::mutex &a, std::shared_mutex &b, std::recursive_mutex &c) {
  {
    std::scoped_lock all(a, b, c);
  }
  {
    std::shared_lock read(b);
  }
  {
    std::unique_lock lock(a, std::defer_lock);
    std::lock(lock, c);
    c.unlock();
  }
  co_await store();
}

mini::task<void> good_arrivals(std::barrier<> &round, std::latch &done, std::condition_variable &filled) {
  (void)round.arrive();
  round.arrive_and_drop();
  done.count_down();
  filled.notify_all();
  co_await store(done.try_wait());
}

mini::task<void> good_errors() {
  try {
    std::rethrow_exception(std::make_exception_ptr(1));
  } catch (int n) {
    (void)n;
  }
  co_await store();
}

mini::task<void> good_packaged_task() {
  std::packaged_task<int()> job([] { return 1; });
  job();
  co_await store();
}

// ---- User code that the library calls before it returns ----

namespace missed_comparison_of_a_map {
struct Key {
  int id;
  bool operator<(const Key &other) const {
    settle();
    return id < other.id;
  }
};
mini::task<void> f(std::map<Key, int> &rows) {
  co_await store();
  rows.find(Key{1});
}
} // namespace missed_comparison_of_a_map

namespace missed_comparator_of_a_set {
struct Slow {
  bool operator()(int a, int b) const {
    settle();
    return a < b;
  }
};
mini::task<void> f(std::set<int, Slow> &keys) {
  keys.insert(1);
  co_await store();
}
} // namespace missed_comparator_of_a_set

namespace missed_deleter {
struct Slow {
  void operator()(int *p) const {
    settle();
    delete p;
  }
};
mini::task<void> f() {
  std::unique_ptr<int, Slow> value(new int(1));
  co_await store(*value);
}
} // namespace missed_deleter


namespace good_comparison_nobody_makes {
struct Key {
  int id;
  bool operator==(const Key &) const {
    settle();
    return true;
  }
};
mini::task<void> f(std::vector<Key> rows) {
  rows.push_back(Key{1});
  co_await store(rows.back().id);
}
} // namespace good_comparison_nobody_makes
