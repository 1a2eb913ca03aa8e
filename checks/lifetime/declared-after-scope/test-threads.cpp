// flags: -std=c++20 -pthread
// Threads that join when they are destroyed.
#include "mini.h"
#include <array>
#include <atomic>
#include <deque>
#include <future>
#include <list>
#include <memory>
#include <mutex>
#include <stop_token>
#include <thread>

void print(std::string_view text);
std::string title(int id);
int compute(int id);
bool urgent();

// ---- Destroyed before the thread joins ----

void bad_result_after_the_thread(int id) {
  std::optional<std::jthread> worker;
  int result = 0; // warn
  worker.emplace([&result, id] { result = compute(id); });
}

void bad_flag_after_the_thread() {
  std::unique_ptr<std::jthread> worker;
  std::atomic<bool> stop = false; // warn
  worker = std::make_unique<std::jthread>([&stop] {
    while (!stop)
      print("tick");
  });
  stop = true;
}

void bad_mutex_after_the_threads(int n) {
  std::vector<std::jthread> workers;
  std::mutex mutex; // warn
  for (int i = 0; i < n; ++i)
    workers.emplace_back([&mutex, i] {
      std::lock_guard hold(mutex);
      print(title(i));
    });
}

void bad_two_locals_after_the_threads() {
  std::array<std::jthread, 2> workers;
  std::string first = title(1);  // warn
  std::string second = title(2); // warn
  workers[0] = std::jthread([&first] { print(first); });
  workers[1] = std::jthread([&second] { print(second); });
}

void bad_argument_of_the_thread() {
  std::list<std::jthread> workers;
  std::string text = title(1); // warn
  workers.emplace_back([](const std::string &shown) { print(shown); }, std::cref(text));
}

namespace bad_member_thread {
class Service {
public:
  void start(int id) {
    std::string text = title(id); // warn
    worker_ = std::jthread([&text, this] {
      print(text);
      ++rounds_;
    });
  }

private:
  int rounds_ = 0;
  std::jthread worker_;
};
} // namespace bad_member_thread

void bad_future_of_an_outer_block(int id) {
  std::future<void> done;
  {
    std::string text = title(id); // warn
    done = std::async(std::launch::async, [&text] { print(text); });
  }
  done.get();
}

void bad_futures_of_a_loop(int n) {
  std::vector<std::future<int>> results;
  for (int i = 0; i < n; ++i) {
    int input = compute(i); // warn
    results.push_back(std::async(std::launch::async, [&input] { return compute(input); }));
  }
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
