// What orders two threads, and what the object that both use is called.
// flags: -std=c++23 -pthread
#include <functional>
#include <mutex>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <array>
#include <future>
#include <memory>
#include <optional>
#include <thread>
#include <unistd.h>
#include <vector>

void load(int);

// The object itself has no name.
struct Feed {
  int rows = 0;
  std::thread thread;
  void bad_given_as_a_parameter();
  void bad_given_by_reference();
};
void print(const Feed &);
static void show(Feed *feed) { print(*feed); } // note: the work reads it here
static void show_referred(Feed &feed) { print(feed); } // note: the work reads it here

void Feed::bad_given_as_a_parameter() {
  thread = std::thread(show, this); // warn: this shares this object with another thread, and both may use it at once // note: the work is handed to another thread here // note: wait for the work first, take a lock on both sides, make it atomic, or give the work an object of its own
  rows = 1; // note: this function writes it here, and nothing in view orders the two
}

void Feed::bad_given_by_reference() {
  thread = std::thread(show_referred, std::ref(*this)); // warn: this shares this object with another thread, and both may use it at once // note: the work is handed to another thread here // note: wait for the work first, take a lock on both sides, make it atomic, or give the work an object of its own
  rows = 1; // note: this function writes it here, and nothing in view orders the two
}

struct Rows : std::vector<int> {
  int added = 0;
  std::thread thread;
  void bad_in_an_init_capture() {
    thread = std::thread([self = this] { (*self).clear(); }); // warn: this shares this object with another thread, and both may use it at once // note: the work is handed to another thread here // note: the work writes it here // note: wait for the work first, take a lock on both sides, make it atomic, or give the work an object of its own
    (*this).push_back(1); // note: this function writes it here, and nothing in view orders the two
  }
};

// One macro is one place in the source, but its parts come one after another.
#define GUARDED(mutex, statement)                                              \
  do {                                                                         \
    std::lock_guard<std::mutex> guard(mutex);                                  \
    statement;                                                                 \
  } while (0)
#define FIRST_WITHOUT(mutex, statement)                                        \
  do {                                                                         \
    statement;                                                                 \
    std::lock_guard<std::mutex> guard(mutex);                                  \
  } while (0)
#define IN_A_THREAD(statement)                                                 \
  do {                                                                         \
    std::thread thread([&] { statement; });                                    \
    thread.join();                                                             \
  } while (0)
#define UNLESS(condition, statement)                                           \
  if (condition)                                                               \
    return;                                                                    \
  statement

std::mutex mutex;

void good_locked_by_a_macro(int rows) {
  std::thread helper([&rows] { GUARDED(mutex, ++rows); });
  GUARDED(mutex, ++rows);
  helper.join();
}

void good_locked_by_a_macro_in_the_work(int rows) {
  std::thread helper([&rows] { GUARDED(mutex, ++rows); });
  ++rows;
  helper.join();
}

void bad_locked_too_late_by_a_macro(int rows) {
  std::thread helper([&rows] { FIRST_WITHOUT(mutex, ++rows); }); // warn: this shares 'rows' with another thread, and both may use it at once // note: the work is handed to another thread here // note: the work writes it here // note: wait for the work first, take a lock on both sides, make it atomic, or give the work an object of its own
  ++rows; // note: this function writes it here, and nothing in view orders the two
  helper.join();
}

void good_joined_by_a_macro(int rows) {
  IN_A_THREAD(++rows);
  IN_A_THREAD(++rows);
}

void good_left_out_by_a_macro(int rows, bool mode) {
  std::thread first([&rows, mode] { UNLESS(mode, ++rows); });
  std::thread second([&rows, mode] { UNLESS(!mode, ++rows); });
  first.join();
  second.join();
}

// The kernel passes the message on.
void good_polled(int rows, int fd) {
  std::thread helper([&rows, fd] {
    rows = 1;
    eventfd_write(fd, 1);
  });
  pollfd ready{fd, POLLIN, 0};
  ::poll(&ready, 1, -1);
  rows = 2;
  helper.join();
}

void good_event_read(int rows, int fd) {
  std::thread helper([&rows, fd] {
    rows = 1;
    eventfd_write(fd, 1);
  });
  eventfd_t count;
  eventfd_read(fd, &count);
  rows = 2;
  helper.join();
}

void good_pipe_read(int rows, int in, int out) {
  std::thread helper([&rows, out] {
    rows = 1;
    (void)!write(out, "x", 1);
  });
  char byte;
  (void)!read(in, &byte, 1);
  rows = 2;
  helper.join();
}

void good_received(int rows, int in, int out) {
  std::thread helper([&rows, out] {
    rows = 1;
    ::send(out, "x", 1, 0);
  });
  char byte;
  ::recv(in, &byte, 1, 0);
  rows = 2;
  helper.join();
}

void good_message_received(int rows, int in, int out) {
  std::thread helper([&rows, out] {
    rows = 1;
    ::send(out, "x", 1, 0);
  });
  msghdr message{};
  ::recvmsg(in, &message, 0);
  rows = 2;
  helper.join();
}

void bad_written_to_a_pipe_only(int rows, int out) {
  std::thread helper([&rows] { rows = 1; }); // warn: this shares 'rows' with another thread, and both may use it at once // note: the work is handed to another thread here // note: the work writes it here // note: wait for the work first, take a lock on both sides, make it atomic, or give the work an object of its own
  (void)!write(out, "x", 1);
  rows = 2; // note: this function writes it here, and nothing in view orders the two
  helper.join();
}

// Functions that nobody can look into.
void enter_critical();
void leave_critical();
void enter_section(int);
bool check_ready();
bool is_at(int);

struct Event {
  explicit Event(int);
  bool isSet() const;
  int number;
};

void good_critical_section(int rows) {
  std::thread helper([&rows] {
    enter_critical();
    ++rows;
    leave_critical();
  });
  enter_critical();
  ++rows;
  leave_critical();
  helper.join();
}

void good_numbered_section(int rows) {
  std::thread helper([&rows] {
    enter_section(1);
    ++rows;
  });
  enter_section(1);
  ++rows;
  helper.join();
}

void good_spins(int rows) {
  std::thread helper([&rows] { rows = 1; });
  while (!check_ready()) {
  }
  rows = 2;
  helper.join();
}

void good_spins_on_a_number(int rows) {
  std::thread helper([&rows] { rows = 1; });
  do {
    load(1);
  } while (!is_at(1));
  rows = 2;
  helper.join();
}

void good_spins_on_an_event(int rows, const Event &event) {
  std::thread helper([&rows] { rows = 1; });
  for (; !event.isSet();) {
  }
  rows = 2;
  helper.join();
}

void bad_looks_once(int rows, const Event &event) {
  std::thread helper([&rows] { rows = 1; }); // warn: this shares 'rows' with another thread, and both may use it at once // note: the work is handed to another thread here // note: the work writes it here // note: wait for the work first, take a lock on both sides, make it atomic, or give the work an object of its own
  if (!is_at(1) && !event.isSet())
    rows = 2; // note: this function writes it here, and nothing in view orders the two
  helper.join();
}

void bad_calls_what_does_not_wait(int rows) {
  std::thread helper([&rows] { rows = 1; }); // warn: this shares 'rows' with another thread, and both may use it at once // note: the work is handed to another thread here // note: the work writes it here // note: wait for the work first, take a lock on both sides, make it atomic, or give the work an object of its own
  load(1);
  rows = 2; // note: this function writes it here, and nothing in view orders the two
  helper.join();
}

void good_called_once(int rows) {
  static std::once_flag flag;
  auto fill = [&rows] { ++rows; };
  std::thread helper([&] {
    std::call_once(flag, fill);
    ++rows;
  });
  std::call_once(flag, fill);
  rows = 2;
  helper.join();
}

// Each calls the other: what is known of one is not all before the other ends.
void odd(int &rows, int left);
void even(int &rows, int left) {
  if (left != 0)
    odd(rows, left - 1);
  mutex.lock();
  rows = left;
  mutex.unlock();
}
void odd(int &rows, int left) {
  if (left != 0)
    even(rows, left - 1);
  rows = left;
}

void good_locked_in_a_cycle(int rows) {
  std::thread helper(odd, std::ref(rows), 3);
  rows = 1;
  helper.join();
}

void again(int &rows, int left) {
  if (left != 0)
    again(rows, left - 1);
  rows = left;
  std::lock_guard<std::mutex> guard(mutex);
}

void good_locked_by_the_inner_call(int rows) {
  std::thread helper(again, std::ref(rows), 4);
  rows = 1;
  helper.join();
}

void count_down(int &rows, int left) {
  rows = left;
  if (left != 0)
    count_down(rows, left - 1);
}

void bad_recursive(int rows) {
  std::thread helper([&rows] { count_down(rows, 4); }); // warn: this shares 'rows' with another thread, and both may use it at once // note: the work is handed to another thread here // note: the work writes it here // note: wait for the work first, take a lock on both sides, make it atomic, or give the work an object of its own
  rows = 1; // note: this function writes it here, and nothing in view orders the two
  helper.join();
}

//===-- owners that join when they end ------------------------------------===//

int good_vector_of_joining_threads() {
  int n = 0;
  {
    std::vector<std::jthread> workers;
    workers.emplace_back([&n] { ++n; });
  }
  return ++n;
}

struct Crew {
  std::jthread worker;
};
int good_struct_with_a_joining_thread() {
  int n = 0;
  {
    Crew crew{std::jthread([&n] { ++n; })};
  }
  return ++n;
}

int good_owner_of_a_joining_thread(bool now) {
  int n = 0;
  if (now) {
    auto worker = std::make_unique<std::jthread>([&n] { ++n; });
  }
  return ++n;
}

int good_optional_of_a_joining_thread() {
  int n = 0;
  {
    std::optional<std::jthread> worker;
    worker.emplace([&n] { ++n; });
  }
  return ++n;
}

int good_futures_of_async() {
  int n = 0;
  try {
    std::array<std::future<void>, 1> done{
        std::async(std::launch::async, [&n] { ++n; })};
  } catch (...) {
  }
  return ++n;
}

int bad_owner_goes_on() {
  int n = 0;
  std::vector<std::jthread> workers;
  workers.emplace_back([&n] { ++n; }); // warn: this shares 'n' with another thread, and both may use it at once // note: the work is handed to another thread here // note: the work writes it here // note: wait for the work first, take a lock on both sides, make it atomic, or give the work an object of its own
  return ++n; // note: this function writes it here, and nothing in view orders the two
}
