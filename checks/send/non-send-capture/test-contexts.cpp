// flags: -std=c++20 -pthread
// needs: boost/asio.hpp
// A context has the threads that run it: two of them that the code shows, and what it is given goes to another one.
#include <boost/asio.hpp>
#include <boost/smart_ptr/local_shared_ptr.hpp>
#include <future>
#include <memory>
#include <thread>
#include <vector>

namespace asio = boost::asio;

struct Profile {
  int visits = 0;
};
using LocalProfile = boost::local_shared_ptr<const Profile>;
void render(const Profile &);

void bad_loop_of_threads(LocalProfile profile, int n) {
  asio::io_context io;
  asio::post(io, [profile] { render(*profile); }); // warn: the capture 'profile' goes to another thread, and is not Send // note: capture 'profile': 'LocalProfile' is not Send // note: it is handed to another thread here // note: its count is not atomic // note: use boost::shared_ptr instead, or hand over only what the other thread needs
  std::vector<std::thread> threads;
  for (int i = 0; i < n; ++i)
    threads.emplace_back([&io] { io.run(); });
  for (auto &thread : threads)
    thread.join();
}

void bad_pushed_threads(LocalProfile profile, int n) {
  asio::io_context io;
  std::vector<std::thread> threads;
  while (n--)
    threads.push_back(std::thread([&] { io.run(); }));
  asio::dispatch(io, [profile] { render(*profile); }); // warn: the capture 'profile' goes to another thread, and is not Send // note: capture 'profile': 'LocalProfile' is not Send // note: it is handed to another thread here // note: its count is not atomic // note: use boost::shared_ptr instead, or hand over only what the other thread needs
  for (auto &thread : threads)
    thread.join();
}

void bad_thread_and_this_one(LocalProfile profile) {
  asio::io_context io;
  asio::post(io.get_executor(), [profile] { render(*profile); }); // warn: the capture 'profile' goes to another thread, and is not Send // note: capture 'profile': 'LocalProfile' is not Send // note: it is handed to another thread here // note: its count is not atomic // note: use boost::shared_ptr instead, or hand over only what the other thread needs
  std::thread helper([&io] { io.run(); });
  io.run();
  helper.join();
}

void bad_two_threads(LocalProfile profile) {
  asio::io_context io;
  auto executor = io.get_executor();
  std::jthread first([&io] { io.run(); });
  std::jthread second([&io] { io.run_for(std::chrono::seconds(1)); });
  asio::defer(executor, [profile] { render(*profile); }); // warn: the capture 'profile' goes to another thread, and is not Send // note: capture 'profile': 'LocalProfile' is not Send // note: it is handed to another thread here // note: its count is not atomic // note: use boost::shared_ptr instead, or hand over only what the other thread needs
}

void bad_erased_executor(LocalProfile profile) {
  asio::io_context io;
  asio::any_io_executor executor = io.get_executor();
  auto helper = std::async(std::launch::async, [&io] { io.run(); });
  asio::post(executor, [profile] { render(*profile); }); // warn: the capture 'profile' goes to another thread, and is not Send // note: capture 'profile': 'LocalProfile' is not Send // note: it is handed to another thread here // note: its count is not atomic // note: use boost::shared_ptr instead, or hand over only what the other thread needs
  io.poll();
  helper.get();
}

void bad_member_of_its_executor(LocalProfile profile) {
  asio::io_context io;
  std::jthread helper([&io] { io.run(); });
  io.get_executor().execute([profile] { render(*profile); }); // warn: the capture 'profile' goes to another thread, and is not Send // note: capture 'profile': 'LocalProfile' is not Send // note: it is handed to another thread here // note: its count is not atomic // note: use boost::shared_ptr instead, or hand over only what the other thread needs
  io.run();
}

void bad_run_on_a_pool(asio::thread_pool &pool, LocalProfile profile) {
  asio::io_context io;
  for (int i = 0; i < 4; ++i)
    asio::post(pool, [&io] { io.run(); });
  asio::post(io, [profile] { render(*profile); }); // warn: the capture 'profile' goes to another thread, and is not Send // note: capture 'profile': 'LocalProfile' is not Send // note: it is handed to another thread here // note: its count is not atomic // note: use boost::shared_ptr instead, or hand over only what the other thread needs
  pool.join();
}

void loop_of(asio::io_context &io) {
  while (!io.stopped())
    io.run_one();
}

void bad_named_function(LocalProfile profile) {
  asio::io_context io;
  asio::post(io, [profile] { render(*profile); }); // warn: the capture 'profile' goes to another thread, and is not Send // note: capture 'profile': 'LocalProfile' is not Send // note: it is handed to another thread here // note: its count is not atomic // note: use boost::shared_ptr instead, or hand over only what the other thread needs
  std::thread helper(loop_of, std::ref(io));
  loop_of(io);
  io.run();
  helper.join();
}

void bad_through_a_function(LocalProfile profile) {
  asio::io_context io;
  asio::post(io, [profile] { render(*profile); }); // warn: the capture 'profile' goes to another thread, and is not Send // note: capture 'profile': 'LocalProfile' is not Send // note: it is handed to another thread here // note: its count is not atomic // note: use boost::shared_ptr instead, or hand over only what the other thread needs
  std::jthread helper([&] { loop_of(io); });
  std::jthread other([&] { loop_of(io); });
}

void bad_spawned(LocalProfile profile) {
  asio::io_context io;
  asio::co_spawn( // note: it is handed to another thread here
      io,
      [profile]() -> asio::awaitable<void> { // warn: the capture 'profile' goes to another thread, and is not Send // note: capture 'profile': 'LocalProfile' is not Send // note: its count is not atomic // note: use boost::shared_ptr instead, or hand over only what the other thread needs
        render(*profile);
        co_return;
      },
      asio::detached);
  std::jthread helper([&io] { io.run(); });
  io.run();
}

void bad_shared_context(LocalProfile profile) {
  auto io = std::make_shared<asio::io_context>();
  std::thread([io] { io->run(); }).detach();
  std::thread([context = io] { context->run(); }).detach();
  asio::post(*io, [profile] { render(*profile); }); // warn: the capture 'profile' goes to another thread, and is not Send // note: capture 'profile': 'LocalProfile' is not Send // note: it is handed to another thread here // note: its count is not atomic // note: use boost::shared_ptr instead, or hand over only what the other thread needs
}

asio::io_context global_context;

void start_global() { std::thread([] { global_context.run(); }).detach(); }

void bad_global(LocalProfile profile) {
  asio::post(global_context, [profile] { render(*profile); }); // warn: the capture 'profile' goes to another thread, and is not Send // note: capture 'profile': 'LocalProfile' is not Send // note: it is handed to another thread here // note: its count is not atomic // note: use boost::shared_ptr instead, or hand over only what the other thread needs
}

void serve_global() {
  start_global();
  global_context.run();
}

class Server {
public:
  void start(int n) {
    for (int i = 0; i != n; ++i)
      workers_.emplace_back([this] { io_.run(); });
  }
  void bad_member(LocalProfile profile) {
    asio::post(io_, [profile] { render(*profile); }); // warn: the capture 'profile' goes to another thread, and is not Send // note: capture 'profile': 'LocalProfile' is not Send // note: it is handed to another thread here // note: its count is not atomic // note: use boost::shared_ptr instead, or hand over only what the other thread needs
  }
  void bad_member_executor(LocalProfile profile) {
    asio::post(executor_, [profile] { render(*profile); }); // warn: the capture 'profile' goes to another thread, and is not Send // note: capture 'profile': 'LocalProfile' is not Send // note: it is handed to another thread here // note: its count is not atomic // note: use boost::shared_ptr instead, or hand over only what the other thread needs
  }
  void bad_two_handlers() {
    asio::post(io_, [this] { visits_ += 1; }); // warn: this shares 'visits_' with another thread, and both may use it at once // note: other work writes it here, and nothing in view orders the two // note: the work is handed to another thread here // note: the work writes it here // note: wait for the work first, take a lock on both sides, make it atomic, or give the work an object of its own
    asio::post(io_, [this] { visits_ += 2; }); // warn: this shares 'visits_' with another thread, and both may use it at once // note: other work writes it here, and nothing in view orders the two // note: the work is handed to another thread here // note: the work writes it here // note: wait for the work first, take a lock on both sides, make it atomic, or give the work an object of its own
  }
  void good_one_handler() {
    asio::post(io_, [this] { visits_ += 1; });
  }
  void good_other_members() {
    asio::post(io_, [this] { visits_ += 1; });
    asio::post(io_, [this] { failures_ += 1; });
  }

private:
  asio::io_context io_;
  asio::any_io_executor executor_ = io_.get_executor();
  std::vector<std::thread> workers_;
  int visits_ = 0;
  int failures_ = 0;
};

class TwoThreads {
public:
  void start_reader() { reader_ = std::thread(&TwoThreads::run, this); }
  void start_writer() {
    writer_ = std::thread([this] { run(); });
  }
  void bad_run_by_both(LocalProfile profile) {
    asio::post(*io_, [profile] { render(*profile); }); // warn: the capture 'profile' goes to another thread, and is not Send // note: capture 'profile': 'LocalProfile' is not Send // note: it is handed to another thread here // note: its count is not atomic // note: use boost::shared_ptr instead, or hand over only what the other thread needs
  }

private:
  void run() { io_->run(); }
  std::unique_ptr<asio::io_context> io_ = std::make_unique<asio::io_context>();
  std::thread reader_, writer_;
};

template <class Value> class Service {
public:
  void start() {
    for (int i = 0; i != 4; ++i)
      workers_.emplace_back([this] { io_.run(); });
  }
  void bad_in_a_template(Value value) {
    asio::post(io_, [value] { render(*value); }); // warn: the capture 'value' goes to another thread, and is not Send // note: capture 'value': 'boost::local_shared_ptr<const Profile>' is not Send // note: it is handed to another thread here // note: its count is not atomic // note: use boost::shared_ptr instead, or hand over only what the other thread needs
  }

private:
  asio::io_context io_;
  std::vector<std::jthread> workers_;
};
template class Service<LocalProfile>;

void bad_two_rounds(int n) {
  int done = 0;
  asio::io_context io;
  std::vector<std::jthread> threads;
  for (int i = 0; i < n; ++i)
    threads.emplace_back([&io] { io.run(); });
  for (int i = 0; i < n; ++i)
    asio::post(io, [&done] { ++done; }); // warn: this shares 'done' with another thread, and both may use it at once // note: the loop starts such work again before this one is joined // note: the work is handed to another thread here // note: the work writes it here // note: wait for the work first, take a lock on both sides, make it atomic, or give the work an object of its own
}

void bad_used_while_it_runs() {
  int done = 0;
  asio::io_context io;
  std::jthread first([&io] { io.run(); });
  std::jthread second([&io] { io.run(); });
  asio::post(io, [&done] { ++done; }); // warn: this shares 'done' with another thread, and both may use it at once // note: the work is handed to another thread here // note: the work writes it here // note: wait for the work first, take a lock on both sides, make it atomic, or give the work an object of its own
  done = 1; // note: this function writes it here, and nothing in view orders the two
}

void good_used_before_it_runs() {
  int done = 0;
  asio::io_context io;
  asio::post(io, [&done] { ++done; });
  done = 1;
  std::jthread first([&io] { io.run(); });
  std::jthread second([&io] { io.run(); });
}

void good_one_thread(LocalProfile profile) {
  asio::io_context io;
  asio::post(io, [profile] { render(*profile); });
  std::thread helper([&io] { io.run(); });
  helper.join();
}

void good_one_after_the_other(LocalProfile profile) {
  asio::io_context io;
  asio::post(io, [profile] { render(*profile); });
  std::thread first([&io] { io.run(); });
  first.join();
  io.restart();
  std::thread second([&io] { io.run(); });
  second.join();
  io.run();
}

void good_either_or(LocalProfile profile, bool helped) {
  asio::io_context io;
  asio::post(io, [profile] { render(*profile); });
  std::thread helper;
  if (helped)
    helper = std::thread([&io] { io.run(); });
  else
    io.run();
  if (helped)
    helper.join();
}

void good_run_before(LocalProfile profile) {
  asio::io_context io;
  asio::post(io, [profile] { render(*profile); });
  io.poll();
  std::jthread helper([&io] { io.run(); });
}

void good_each_its_own(LocalProfile profile, int n) {
  std::vector<std::jthread> threads;
  for (int i = 0; i < n; ++i) {
    auto io = std::make_shared<asio::io_context>();
    asio::post(*io, [profile] { render(*profile); });
    threads.emplace_back([io] { io->run(); });
  }
}

void good_joined_in_each_round(LocalProfile profile, int n) {
  asio::io_context io;
  asio::post(io, [profile] { render(*profile); });
  for (int i = 0; i < n; ++i) {
    std::thread helper([&io] { io.run(); });
    helper.join();
  }
  for (int i = 0; i < n; ++i)
    std::jthread helper([&io] { io.run(); });
}

void good_another_context(LocalProfile profile) {
  asio::io_context busy, mine;
  std::jthread first([&busy] { busy.run(); });
  std::jthread second([&busy] { busy.run(); });
  asio::post(mine, [profile] { render(*profile); });
  mine.run();
}

void good_given(asio::io_context &io, LocalProfile profile) {
  asio::post(io, [profile] { render(*profile); });
}

class Client {
public:
  explicit Client(asio::io_context &io) : io_(io), executor_(io.get_executor()) {}
  void good_from_elsewhere(LocalProfile profile) {
    asio::post(io_, [profile] { render(*profile); });
    asio::post(executor_, [profile] { render(*profile); });
  }

private:
  asio::io_context &io_;
  asio::any_io_executor executor_;
};

// One or the other: nothing shows that both go on at once.
class Daemon {
public:
  void foreground() { io_.run(); }
  void background() {
    thread_ = std::thread([this] { io_.run(); });
  }
  void resume() {
    thread_ = std::thread([this] { io_.run(); });
  }
  void wait_here() {
    std::thread helper([this] { io_.run(); });
    helper.join();
  }
  void good_one_handle(LocalProfile profile) {
    asio::post(io_, [profile] { render(*profile); });
  }

private:
  asio::io_context io_;
  std::thread thread_;
};

class Restarted {
public:
  void start() {
    thread_ = std::make_unique<std::thread>([this] { io_.run(); });
  }
  void restart() { thread_.reset(new std::thread([this] { io_.run(); })); }
  void good_one_owned_handle(LocalProfile profile) {
    asio::post(io_, [profile] { render(*profile); });
  }

private:
  asio::io_context io_;
  std::unique_ptr<std::thread> thread_;
};

class Contexts {
public:
  void start() {
    for (auto &io : contexts_)
      workers_.emplace_back([&io] { io->run(); });
    for (std::size_t i = 0; i != contexts_.size(); ++i)
      workers_.emplace_back([this, i] { contexts_[i]->run(); });
  }
  void good_one_thread_each(LocalProfile profile) {
    asio::post(*contexts_.front(), [profile] { render(*profile); });
    asio::post(*contexts_[0], [profile] { render(*profile); });
  }

private:
  std::vector<std::unique_ptr<asio::io_context>> contexts_;
  std::vector<std::thread> workers_;
};

void good_copied(int n) {
  asio::io_context io;
  Profile profile;
  asio::post(io, [profile] { render(profile); });
  std::vector<std::jthread> threads;
  for (int i = 0; i < n; ++i)
    threads.emplace_back([&io] { io.run(); });
}

// Each of them has a context and a thread of its own.
struct Worker {
  asio::io_context io;
  std::thread thread;
  void run() { io.run(); }
  void good_of_each(LocalProfile profile) {
    asio::post(io, [profile] { render(*profile); });
  }
};
void run(Worker &worker) { worker.io.run(); }

void start_all(std::vector<std::unique_ptr<Worker>> &workers) {
  std::vector<std::thread> threads;
  for (auto &worker : workers) {
    Worker &same = *worker;
    threads.emplace_back([&worker] { worker->io.run(); });
    threads.emplace_back([&same] { same.run(); });
  }
  for (std::size_t i = 0; i != workers.size(); ++i) {
    threads.emplace_back([&workers, i] { workers[i]->io.run(); });
    threads.emplace_back([&workers, i] { workers[i]->run(); });
    threads.emplace_back(&Worker::run, workers[i].get());
    threads.emplace_back(run, std::ref(*workers[i]));
    workers[i]->thread = std::thread([&workers, i] { workers[i]->run(); });
  }
  Worker first, second;
  threads.emplace_back([&first] { first.io.run(); });
  threads.emplace_back([&second] { second.run(); });
  for (auto &thread : threads)
    thread.join();
}

struct Crew {
  asio::io_context io;
  void run() { io.run(); }
  void bad_of_a_crew(LocalProfile profile) {
    asio::post(io, [profile] { render(*profile); }); // warn: the capture 'profile' goes to another thread, and is not Send // note: capture 'profile': 'LocalProfile' is not Send // note: it is handed to another thread here // note: its count is not atomic // note: use boost::shared_ptr instead, or hand over only what the other thread needs
  }
};

void start_crew(Crew &crew, int n) {
  std::vector<std::jthread> threads;
  for (int i = 0; i < n; ++i)
    threads.emplace_back(&Crew::run, &crew);
}

struct Helped {
  asio::io_context io;
  std::thread helper;
  void start() {
    helper = std::thread([this] { io.run(); });
  }
  void bad_helped(LocalProfile profile) {
    asio::post(io, [profile] { render(*profile); }); // warn: the capture 'profile' goes to another thread, and is not Send // note: capture 'profile': 'LocalProfile' is not Send // note: it is handed to another thread here // note: its count is not atomic // note: use boost::shared_ptr instead, or hand over only what the other thread needs
  }
};

void run_helped() {
  Helped helped;
  helped.start();
  helped.io.run();
  helped.helper.join();
}

struct Unhelped {
  asio::io_context io;
  std::thread helper;
  void start() {
    helper = std::thread([this] { io.run(); });
  }
  void good_one_of_two(LocalProfile profile) {
    asio::post(io, [profile] { render(*profile); });
  }
};

void run_unhelped() {
  Unhelped one, other;
  one.start();
  other.io.run();
  one.helper.join();
}

void good_one_round(LocalProfile profile) {
  asio::io_context io;
  asio::post(io, [profile] { render(*profile); });
  std::vector<std::jthread> threads;
  constexpr int count = 1;
  for (int i = 0; i < count; ++i)
    threads.emplace_back([&io] { io.run(); });
}
