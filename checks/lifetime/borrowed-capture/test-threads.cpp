// flags: -std=c++20 -pthread
// Threads and asynchronous calls of the standard library.
#include "mini.h"
#include <array>
#include <future>
#include <list>
#include <memory>
#include <span>
#include <thread>

struct Config {
  std::string host;
  int port = 0;
};
Config load();
bool urgent();
void use(const Config &config);
void use_pointer(const Config *config);
void use_view(std::string_view text);
void use_chars(const char *text);
void count(int &n);

class Poller {
public:
  void run();
  void run_with(const Config &config);
};

// ---- Detached ----

void bad_detached() {
  Config config = load(); // note: 'config' is declared here
  std::thread worker([&config] { use(config); }); // warn: 'config' is captured by reference by work that may outlive it // note: move or copy it into the closure, or wait for the work // note: the work is started here, and nothing waits for it before 'config' is destroyed
  worker.detach();
} // note: 'config' is destroyed here

void bad_detached_temporary_thread(Config config) { // note: the parameter 'config' lives until this function returns
  std::thread([&config] { use(config); }).detach(); // warn: 'config' is captured by reference by work that may outlive it // note: move or copy it into the closure, or wait for the work // note: the work is started here, and nothing waits for it before 'config' is destroyed
} // note: 'config' is destroyed here

void bad_detached_default_capture(int n) {
  auto config = load(); // note: 'config' is declared here
  std::thread worker([&] { // warn: 'config' is captured by reference by work that may outlive it // note: move or copy it into the closure, or wait for the work // note: the work is started here, and nothing waits for it before 'config' is destroyed
    use(config);
    count(n);
  });
  worker.detach();
} // note: 'config' is destroyed here

void bad_detached_reference_argument() {
  Config config = load(); // note: 'config' is declared here
  std::thread worker(use, std::cref(config)); // warn: 'config' is lent to work that may outlive it // note: give the work an object of its own, or wait for the work // note: the work is started here, and nothing waits for it before 'config' is destroyed
  worker.detach();
} // note: 'config' is destroyed here

void bad_detached_pointer_argument() {
  Config config = load(); // note: 'config' is declared here
  std::thread worker(use_pointer, &config); // warn: 'config' is lent to work that may outlive it // note: give the work an object of its own, or wait for the work // note: the work is started here, and nothing waits for it before 'config' is destroyed
  worker.detach();
} // note: 'config' is destroyed here

// The array decays: the thread gets a pointer into this function's frame.
void bad_detached_buffer_argument(int n) {
  char text[32]; // note: 'text' is declared here
  std::snprintf(text, sizeof text, "%d", n);
  std::thread worker(use_chars, text); // warn: 'text' is lent to work that may outlive it // note: give the work an object of its own, or wait for the work // note: the work is started here, and nothing waits for it before 'text' is destroyed
  worker.detach();
} // note: 'text' is destroyed here

void bad_detached_view_argument() {
  Config config = load(); // note: 'config' is declared here
  std::thread worker(use_view, std::string_view(config.host)); // warn: 'config' is lent to work that may outlive it // note: give the work an object of its own, or wait for the work // note: the work is started here, and nothing waits for it before 'config' is destroyed
  worker.detach();
} // note: 'config' is destroyed here

void bad_detached_member_function_of_a_local() {
  Poller poller; // note: 'poller' is declared here
  std::thread worker(&Poller::run, &poller); // warn: 'poller' is lent to work that may outlive it // note: give the work an object of its own, or wait for the work // note: the work is started here, and nothing waits for it before 'poller' is destroyed
  worker.detach();
} // note: 'poller' is destroyed here

void bad_detached_joining_thread() {
  Config config = load(); // note: 'config' is declared here
  std::jthread worker([&config] { use(config); }); // warn: 'config' is captured by reference by work that may outlive it // note: move or copy it into the closure, or wait for the work
  worker.detach(); // note: the work is started here, and nothing waits for it before 'config' is destroyed
} // note: 'config' is destroyed here

void bad_detached_on_one_path(bool wait) {
  Config config = load(); // note: 'config' is declared here
  std::thread worker([&config] { use(config); }); // warn: 'config' is captured by reference by work that may outlive it // note: move or copy it into the closure, or wait for the work // note: the work is started here, and nothing waits for it before 'config' is destroyed
  if (wait)
    worker.join();
  else
    worker.detach();
} // note: 'config' is destroyed here

// ---- Kept by somebody else ----

std::thread bad_returned() {
  Config config = load(); // note: 'config' is declared here
  return std::thread([&config] { use(config); }); // warn: 'config' is captured by reference by work that may outlive it // note: 'config' is destroyed here // note: move or copy it into the closure, or wait for the work // note: the work is started here, and nothing waits for it before 'config' is destroyed
}

std::jthread bad_returned_by_name() {
  Config config = load(); // note: 'config' is declared here
  std::jthread worker([&config] { use(config); }); // warn: 'config' is captured by reference by work that may outlive it // note: move or copy it into the closure, or wait for the work // note: the work is started here, and nothing waits for it before 'config' is destroyed
  return worker; // note: 'config' is destroyed here
}

namespace bad_kept_in_a_member {
class Service {
public:
  void start() {
    auto config = load(); // note: 'config' is declared here
    worker_ = std::thread([&config, this] { // warn: 'config' is captured by reference by work that may outlive it // note: move or copy it into the closure, or wait for the work // note: the work is started here, and nothing waits for it before 'config' is destroyed
      use(config);
      ++rounds_;
    });
  } // note: 'config' is destroyed here
  ~Service() {
    if (worker_.joinable())
      worker_.join();
  }

private:
  int rounds_ = 0;
  std::thread worker_;
};
} // namespace bad_kept_in_a_member

namespace bad_kept_in_a_member_container {
class Service {
public:
  void start(std::string name) { // note: the parameter 'name' lives until this function returns
    workers_.emplace_back([&name] { use_view(name); }); // warn: 'name' is captured by reference by work that may outlive it // note: move or copy it into the closure, or wait for the work // note: the work is started here, and nothing waits for it before 'name' is destroyed
  } // note: 'name' is destroyed here
  ~Service() {
    for (auto &worker : workers_)
      worker.join();
  }

private:
  std::vector<std::thread> workers_;
};
} // namespace bad_kept_in_a_member_container

std::future<void> bad_returned_future() {
  Config config = load(); // note: 'config' is declared here
  return std::async(std::launch::async, [&config] { use(config); }); // warn: 'config' is captured by reference by work that may outlive it // note: 'config' is destroyed here // note: move or copy it into the closure, or wait for the work // note: the work is started here, and nothing waits for it before 'config' is destroyed
}

// Joined, but after the block of the local.
void bad_joined_too_late(bool wanted) {
  std::thread worker;
  if (wanted) {
    Config config = load(); // note: 'config' is declared here
    worker = std::thread([&config] { use(config); }); // warn: 'config' is captured by reference by work that may outlive it // note: move or copy it into the closure, or wait for the work // note: the work is started here, and nothing waits for it before 'config' is destroyed
  } // note: 'config' is destroyed here
  if (worker.joinable())
    worker.join();
}

void bad_joined_after_the_loop(int n) {
  std::vector<std::thread> workers;
  for (int i = 0; i < n; ++i) // note: 'i' is declared here // note: 'i' is destroyed here
    workers.emplace_back([&i] { count(i); }); // warn: 'i' is captured by reference by work that may outlive it // note: move or copy it into the closure, or wait for the work // note: the work is started here, and nothing waits for it before 'i' is destroyed
  for (auto &worker : workers)
    worker.join();
}

// ---- Correct: joined ----

void good_joined() {
  Config config = load();
  std::thread worker([&config] { use(config); });
  use(config);
  worker.join();
}

void good_joined_on_every_path() {
  Config config = load();
  std::thread worker([&] { use(config); });
  if (urgent()) {
    worker.join();
    return;
  }
  use(config);
  worker.join();
}

void good_joining_thread() {
  Config config = load();
  std::jthread worker([&config] { use(config); });
}

void good_joined_threads(std::vector<Config> configs) {
  std::vector<std::thread> workers;
  for (auto &config : configs)
    workers.emplace_back([&config] { use(config); });
  for (auto &worker : workers)
    worker.join();
}

void good_joined_array() {
  Config config = load();
  std::thread workers[2];
  for (auto &worker : workers)
    worker = std::thread([&config] { use(config); });
  for (auto &worker : workers)
    worker.join();
}

void good_joined_in_the_iteration(int n) {
  for (int i = 0; i < n; ++i) {
    std::thread worker([&i] { count(i); });
    worker.join();
  }
}

void good_joined_temporary() {
  Config config = load();
  std::thread([&config] { use(config); }).join();
}

struct Joiner {
  explicit Joiner(std::thread &worker) : worker(worker) {}
  ~Joiner() {
    if (worker.joinable())
      worker.join();
  }
  std::thread &worker;
};
void good_joined_by_a_guard() {
  Config config = load();
  std::thread worker([&config] { use(config); });
  Joiner joiner(worker);
  if (urgent())
    return;
  use(config);
}

void good_future_is_waited_for() {
  Config config = load();
  auto done = std::async(std::launch::async, [&config] { use(config); });
  done.get();
}

// The destructor of this future waits, [futures.async].
void good_future_waits_by_itself() {
  Config config = load();
  auto done = std::async(std::launch::async, [&config] { use(config); });
  use(config);
}

void good_futures(std::vector<Config> configs) {
  std::vector<std::future<void>> all;
  for (auto &config : configs)
    all.push_back(std::async(std::launch::async, [&config] { use(config); }));
  for (auto &one : all)
    one.get();
}

// ---- Correct: the thread has its own ----

void good_copies() {
  Config config = load();
  std::thread([config] { use(config); }).detach();
  std::thread(use, config).detach();
  std::thread(&Poller::run_with, Poller(), config).detach();
}

void good_moves() {
  auto config = std::make_unique<Config>();
  std::thread worker([config = std::move(config)] { use(*config); });
  worker.detach();
}

void good_shared() {
  auto config = std::make_shared<Config>();
  std::thread(&Poller::run_with, std::make_shared<Poller>(), *config).detach();
  std::thread([config] { use(*config); }).detach();
}

void good_static() {
  static Config config = load();
  std::thread([] { use(config); }).detach();
  std::thread(use, std::cref(config)).detach();
}

void good_of_the_caller(const Config &config, Poller &poller) {
  std::thread([&config] { use(config); }).detach();
  std::thread(use, std::cref(config)).detach();
  std::thread(&Poller::run, &poller).detach();
}

void good_literal() { std::thread(use_chars, "for ever").detach(); }

std::thread good_returned_with_its_own(Config config) {
  return std::thread([config = std::move(config)] { use(config); });
}
