// flags: -std=c++20 -pthread
// Threads that join when they are destroyed.
#include "mini.h"
#include <array>
#include <atomic>
#include <deque>
#include <future>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <thread>

void print(std::string_view text);
std::string title(int id);
int compute(int id);
bool urgent();

// ---- Destroyed before the thread joins ----

void bad_result_after_the_thread(int id) {
  std::optional<std::jthread> worker; // note: 'worker', which waits for it, is declared here and lives longer
  int result = 0; // warn: 'result' is destroyed before the work that refers to it is joined // note: declare it before the scope, give the work a copy, or join it before
  worker.emplace([&result, id] { result = compute(id); }); // note: the work gets its reference here // note: the work is started here
} // note: it is destroyed here

void bad_flag_after_the_thread() {
  std::unique_ptr<std::jthread> worker; // note: 'worker', which waits for it, is declared here and lives longer
  std::atomic<bool> stop = false; // warn: 'stop' is destroyed before the work that refers to it is joined // note: declare it before the scope, give the work a copy, or join it before
  worker = std::make_unique<std::jthread>([&stop] { // note: the work gets its reference here // note: the work is started here
    while (!stop)
      print("tick");
  });
  stop = true;
} // note: it is destroyed here

void bad_mutex_after_the_threads(int n) {
  std::vector<std::jthread> workers; // note: 'workers', which waits for it, is declared here and lives longer
  std::mutex mutex; // warn: 'mutex' is destroyed before the work that refers to it is joined // note: declare it before the scope, give the work a copy, or join it before
  for (int i = 0; i < n; ++i)
    workers.emplace_back([&mutex, i] { // note: the work gets its reference here // note: the work is started here
      std::lock_guard hold(mutex);
      print(title(i));
    });
} // note: it is destroyed here

void bad_two_locals_after_the_threads() {
  std::array<std::jthread, 2> workers; // note: 'workers', which waits for it, is declared here and lives longer // note: 'workers', which waits for it, is declared here and lives longer
  std::string first = title(1); // warn: 'first' is destroyed before the work that refers to it is joined // note: declare it before the scope, give the work a copy, or join it before
  std::string second = title(2); // warn: 'second' is destroyed before the work that refers to it is joined // note: declare it before the scope, give the work a copy, or join it before
  workers[0] = std::jthread([&first] { print(first); }); // note: the work gets its reference here // note: the work is started here
  workers[1] = std::jthread([&second] { print(second); }); // note: the work gets its reference here // note: the work is started here
} // note: it is destroyed here // note: it is destroyed here

void bad_argument_of_the_thread() {
  std::list<std::jthread> workers; // note: 'workers', which waits for it, is declared here and lives longer
  std::string text = title(1); // warn: 'text' is destroyed before the work that refers to it is joined // note: declare it before the scope, give the work a copy, or join it before
  workers.emplace_back([](const std::string &shown) { print(shown); }, std::cref(text)); // note: the work gets its reference here // note: the work is started here
} // note: it is destroyed here

namespace bad_member_thread {
class Service {
public:
  void start(int id) {
    std::string text = title(id); // warn: 'text' is destroyed before the work that refers to it is joined // note: join the work before the function returns, or give the work a copy
    worker_ = std::jthread([&text, this] { // note: the work gets its reference here // note: the work is started here
      print(text);
      ++rounds_;
    });
  } // note: it is destroyed here

private:
  int rounds_ = 0;
  std::jthread worker_;
};
} // namespace bad_member_thread

void bad_future_of_an_outer_block(int id) {
  std::future<void> done; // note: 'done', which waits for it, is declared here and lives longer
  {
    std::string text = title(id); // warn: 'text' is destroyed before the work that refers to it is joined // note: declare it before the scope, give the work a copy, or join it before
    done = std::async(std::launch::async, [&text] { print(text); }); // note: the work gets its reference here // note: the work is started here
  } // note: it is destroyed here
  done.get();
}

void bad_futures_of_a_loop(int n) {
  std::vector<std::future<int>> results; // note: 'results', which waits for it, is declared here and lives longer
  for (int i = 0; i < n; ++i) {
    int input = compute(i); // warn: 'input' is destroyed before the work that refers to it is joined // note: declare it before the scope, give the work a copy, or join it before
    results.push_back(std::async(std::launch::async, [&input] { return compute(input); })); // note: the work gets its reference here // note: the work is started here
  } // note: it is destroyed here
  for (auto &result : results)
    print(std::to_string(result.get()));
}

// ---- Correct ----

void good_state_before_the_threads(int n) {
  std::mutex mutex;
  std::vector<std::string> lines;
  std::vector<std::jthread> workers;
  for (int i = 0; i < n; ++i)
    workers.emplace_back([&, i] {
      std::lock_guard hold(mutex);
      lines.push_back(title(i));
    });
}

int good_joined_before_the_result_is_read(int id) {
  std::jthread worker;
  int result = 0;
  worker = std::jthread([&result, id] { result = compute(id); });
  worker.join();
  return result;
}

void good_joined_by_clear(int n) {
  std::vector<std::jthread> workers;
  std::array<int, 8> slots{};
  for (int i = 0; i < n; ++i)
    workers.emplace_back([&slots, i] { slots[static_cast<std::size_t>(i) % 8] = i; });
  workers.clear();
  print(std::to_string(slots[0]));
}

void good_joined_one_by_one(int n) {
  std::vector<std::jthread> workers;
  std::array<int, 8> slots{};
  for (int i = 0; i < n; ++i)
    workers.emplace_back([&slots, i] { slots[static_cast<std::size_t>(i) % 8] = i; });
  for (auto &worker : workers)
    worker.join();
}

void good_threads_of_an_inner_block(int n) {
  std::array<int, 8> slots{};
  {
    std::vector<std::jthread> workers;
    for (int i = 0; i < n; ++i)
      workers.emplace_back([&slots, i] { slots[static_cast<std::size_t>(i) % 8] = i; });
  }
  print(std::to_string(slots[0]));
}

void good_optional_is_reset(int id) {
  std::optional<std::jthread> worker;
  std::string text = title(id);
  worker.emplace([&text] { print(text); });
  worker.reset();
}

void good_stop_token_and_copies() {
  std::jthread worker([](std::stop_token stop, std::string text) {
    while (!stop.stop_requested())
      print(text);
  }, title(1));
  std::string after = title(2);
  print(after);
}

void good_static_after_the_thread() {
  std::jthread worker;
  static std::string text = title(1);
  worker = std::jthread([] { print(text); });
}

void good_shared_after_the_thread() {
  std::jthread worker;
  auto text = std::make_shared<std::string>(title(1));
  worker = std::jthread([text] { print(*text); });
}

void good_futures_of_one_block(int n) {
  for (int i = 0; i < n; ++i) {
    int input = compute(i);
    auto result = std::async(std::launch::async, [&input] { return compute(input); });
    print(std::to_string(result.get()));
  }
}

void good_future_got_in_the_block(int id) {
  std::future<void> done;
  {
    std::string text = title(id);
    done = std::async(std::launch::async, [&text] { print(text); });
    done.get();
  }
}

namespace good_member_thread_and_members {
class Service {
public:
  void start() {
    worker_ = std::jthread([this, &text = text_] {
      print(text);
      ++rounds_;
    });
  }

private:
  int rounds_ = 0;
  std::string text_;
  std::jthread worker_;
};
} // namespace good_member_thread_and_members

// ---- Joined by what takes the place of the handle ----

void good_assigned_joining_threads() {
  std::jthread worker;
  std::unique_ptr<std::jthread> owned;
  std::optional<std::jthread> maybe;
  std::vector<std::jthread> all, others;
  std::future<void> future;
  std::string config = title(1);
  worker = std::jthread([&config] { print(config); });
  owned = std::make_unique<std::jthread>([&config] { print(config); });
  maybe.emplace([&config] { print(config); });
  all.emplace_back([&config] { print(config); });
  others.emplace_back([&config] { print(config); });
  future = std::async(std::launch::async, [&config] { print(config); });
  worker = {};
  owned = nullptr;
  maybe = std::nullopt;
  all.resize(0);
  others = std::vector<std::jthread>{};
  future = {};
}

void bad_assigned_before(std::jthread other) {
  std::jthread worker; // note: 'worker', which waits for it, is declared here and lives longer
  std::string config = title(1); // warn: 'config' is destroyed before the work that refers to it is joined // note: declare it before the scope, give the work a copy, or join it before
  worker = {};
  worker = std::jthread([&config] { print(config); }); // note: the work gets its reference here // note: the work is started here
} // note: it is destroyed here

// Made where the key is new, started by the assignment.
void good_threads_in_a_map() {
  std::map<int, std::thread> workers;
  std::string config = title(1);
  workers[1] = std::thread([&config] { print(config); });
  workers[1].join();
}
