// Blocking calls behind other calls: functions, members, constructors, destructors, operators, templates.
// flags: -std=c++20 -pthread
#include "mini.h"
#include <algorithm>
#include <latch>
#include <stdexcept>
#include <thread>
#include <unistd.h>

using namespace std::chrono_literals;

mini::task<int> fetch(int id = 0);
mini::task<void> store(int id = 0);

// ---- Functions ----

namespace bad_one_call_down {
void pause() { std::this_thread::sleep_for(1s); } // note: 'pause' calls 'sleep_for' here, which puts the thread to sleep
mini::task<void> f() {
  pause(); // warn: 'pause' may block the thread of coroutine 'f' // note: await an asynchronous version of it, or hand it to a thread that may block
  co_await store();
}
} // namespace bad_one_call_down

namespace bad_two_calls_down {
void persist(int fd) {
  if (::fsync(fd) != 0) // note: 'persist' calls 'fsync' here, which waits for the disk
    throw std::runtime_error("fsync");
}
void save(int fd) { persist(fd); } // note: 'save' calls 'persist' here
mini::task<void> f(int fd) {
  co_await store();
  save(fd); // warn: 'save' may block the thread of coroutine 'f' // note: await an asynchronous version of it, or hand it to a thread that may block
}
} // namespace bad_two_calls_down

namespace bad_six_calls_down {
void f6(std::latch &l) { l.wait(); } // note: 'f6' calls 'wait' here, which waits for other threads to arrive
void f5(std::latch &l) { f6(l); } // note: 'f5' calls 'f6' here
void f4(std::latch &l) { f5(l); } // note: 'f4' calls 'f5' here
void f3(std::latch &l) { f4(l); } // note: 'f3' calls 'f4' here
void f2(std::latch &l) { f3(l); } // note: 'f2' calls 'f3' here
void f1(std::latch &l) { f2(l); } // note: 'f1' calls 'f2' here
mini::task<void> f(std::latch &l) {
  co_await store();
  f1(l); // warn: 'f1' may block the thread of coroutine 'f' // note: await an asynchronous version of it, or hand it to a thread that may block
}
} // namespace bad_six_calls_down

namespace bad_defined_below {
void settle();
mini::task<void> f() {
  settle(); // warn: 'settle' may block the thread of coroutine 'f' // note: await an asynchronous version of it, or hand it to a thread that may block
  co_await store();
}
void settle() { std::this_thread::sleep_for(1s); } // note: 'settle' calls 'sleep_for' here, which puts the thread to sleep
} // namespace bad_defined_below

namespace bad_only_on_one_path {
void settle(bool hard) {
  if (hard)
    std::this_thread::sleep_for(1s); // note: 'settle' calls 'sleep_for' here, which puts the thread to sleep
}
mini::task<void> f(bool hard) {
  settle(hard); // warn: 'settle' may block the thread of coroutine 'f' // note: await an asynchronous version of it, or hand it to a thread that may block
  co_await store();
}
} // namespace bad_only_on_one_path

namespace bad_recursive {
void backoff(int attempts) {
  if (attempts == 0)
    return;
  std::this_thread::sleep_for(10ms); // note: 'backoff' calls 'sleep_for' here, which puts the thread to sleep
  backoff(attempts - 1);
}
mini::task<void> f() {
  co_await store();
  backoff(3); // warn: 'backoff' may block the thread of coroutine 'f' // note: await an asynchronous version of it, or hand it to a thread that may block
}
} // namespace bad_recursive

namespace bad_mutually_recursive {
void pong(int n);
void ping(int n) {
  if (n > 0)
    pong(n - 1); // note: 'ping' calls 'pong' here
}
void pong(int n) {
  std::this_thread::sleep_for(10ms); // note: 'pong' calls 'sleep_for' here, which puts the thread to sleep
  ping(n);
}
mini::task<void> f() {
  ping(3); // warn: 'ping' may block the thread of coroutine 'f' // note: await an asynchronous version of it, or hand it to a thread that may block
  co_await store();
}
} // namespace bad_mutually_recursive

namespace good_mutually_recursive {
int odd(int n);
int even(int n) { return n == 0 ? 1 : odd(n - 1); }
int odd(int n) { return n == 0 ? 0 : even(n - 1); }
mini::task<int> f() {
  co_await store();
  co_return even(4);
}
} // namespace good_mutually_recursive

namespace good_not_called {
void watchdog() { std::this_thread::sleep_for(1s); }
mini::task<void> f() { co_await store(); }
} // namespace good_not_called

namespace good_called_by_plain_functions_only {
void pause() { std::this_thread::sleep_for(1s); }
void loop() {
  for (;;)
    pause();
}
mini::task<void> f() { co_await store(); }
} // namespace good_called_by_plain_functions_only

namespace good_body_is_elsewhere {
void settle();
mini::task<void> f() {
  settle();
  co_await store();
}
} // namespace good_body_is_elsewhere

// Which of two overloads is called decides.
namespace overloads {
void settle(int) { std::this_thread::sleep_for(1s); } // note: 'settle' calls 'sleep_for' here, which puts the thread to sleep
void settle(const char *) {}
mini::task<void> bad_overload() {
  settle(1); // warn: 'settle' may block the thread of coroutine 'bad_overload' // note: await an asynchronous version of it, or hand it to a thread that may block
  co_await store();
}
mini::task<void> good_overload() {
  settle("softly");
  co_await store();
}
} // namespace overloads

// The helper is named and not called.
namespace good_address_taken {
void pause() { std::this_thread::sleep_for(1s); }
void keep(void (*)());
mini::task<void> f() {
  keep(pause);
  co_await store();
}
} // namespace good_address_taken

// ---- Coroutines that call coroutines: each is reported for itself ----

namespace bad_only_the_inner_coroutine {
mini::task<int> inner() {
  std::this_thread::sleep_for(1s); // warn: 'sleep_for' may block the thread of coroutine 'inner' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it puts the thread to sleep
  co_return 1;
}
mini::task<int> outer() {
  int n = co_await inner();
  co_return n + co_await fetch();
}
} // namespace bad_only_the_inner_coroutine

namespace bad_only_the_eager_coroutine {
mini::eager<> inner() {
  std::this_thread::sleep_for(1s); // warn: 'sleep_for' may block the thread of coroutine 'inner' // note: await an asynchronous version of it, or hand it to a thread that may block // note: it puts the thread to sleep
  co_return;
}
mini::task<void> outer() {
  co_await inner();
  co_await store();
}
} // namespace bad_only_the_eager_coroutine

// ---- Members ----

namespace bad_member_function {
struct Journal {
  int fd;
  void flush() { ::fsync(fd); } // note: 'flush' calls 'fsync' here, which waits for the disk
  void append(int) { flush(); } // note: 'append' calls 'flush' here
};
mini::task<void> f(Journal &journal) {
  journal.append(1); // warn: 'append' may block the thread of coroutine 'f' // note: await an asynchronous version of it, or hand it to a thread that may block
  co_await store();
}
} // namespace bad_member_function

namespace bad_member_of_this {
struct Journal {
  int fd;
  void flush() const { ::fsync(fd); } // note: 'flush' calls 'fsync' here, which waits for the disk
  mini::task<void> close() {
    co_await store();
    flush(); // warn: 'flush' may block the thread of coroutine 'close' // note: await an asynchronous version of it, or hand it to a thread that may block
  }
};
} // namespace bad_member_of_this

namespace bad_static_member_function {
struct Clock {
  static void settle() { std::this_thread::sleep_for(1s); } // note: 'settle' calls 'sleep_for' here, which puts the thread to sleep
};
mini::task<void> f() {
  Clock::settle(); // warn: 'settle' may block the thread of coroutine 'f' // note: await an asynchronous version of it, or hand it to a thread that may block
  co_await store();
}
} // namespace bad_static_member_function

namespace bad_member_of_a_base {
struct Base {
  void settle() { std::this_thread::sleep_for(1s); } // note: 'settle' calls 'sleep_for' here, which puts the thread to sleep
};
struct Derived : Base {};
mini::task<void> f(Derived &d) {
  d.settle(); // warn: 'settle' may block the thread of coroutine 'f' // note: await an asynchronous version of it, or hand it to a thread that may block
  co_await store();
}
} // namespace bad_member_of_a_base

namespace bad_through_a_smart_pointer {
struct Clock {
  void settle() { std::this_thread::sleep_for(1s); } // note: 'settle' calls 'sleep_for' here, which puts the thread to sleep
};
mini::task<void> f(std::unique_ptr<Clock> clock) {
  co_await store();
  clock->settle(); // warn: 'settle' may block the thread of coroutine 'f' // note: await an asynchronous version of it, or hand it to a thread that may block
}
} // namespace bad_through_a_smart_pointer

// ---- Virtual functions ----

namespace virtuals {
struct Store {
  virtual ~Store() = default;
  virtual void flush() { std::this_thread::sleep_for(1s); } // note: 'flush' calls 'sleep_for' here, which puts the thread to sleep
  virtual int size() const { return 0; }
};
struct Disk : Store {
  void flush() override { ::fsync(3); } // note: 'flush' calls 'fsync' here, which waits for the disk // note: 'flush' calls 'fsync' here, which waits for the disk
};
struct Memory final : Store {
  void flush() override {}
};
struct Cloud final : Store {
  void flush() override { std::this_thread::sleep_for(1s); } // note: 'flush' calls 'sleep_for' here, which puts the thread to sleep
};
struct Tape : Store {
  void flush() final { std::this_thread::sleep_for(1s); } // note: 'flush' calls 'sleep_for' here, which puts the thread to sleep
};

// Nobody knows which one it is.
mini::task<void> good_through_a_base(Store &store_) {
  store_.flush();
  co_await store();
}

mini::task<void> good_through_a_pointer_to_base(std::shared_ptr<Store> store_) {
  store_->flush();
  co_await store();
}

mini::task<void> good_derived_class_that_is_not_final(Disk &disk) {
  disk.flush();
  co_await store();
}

mini::task<void> bad_final_class(Cloud &cloud) {
  cloud.flush(); // warn: 'flush' may block the thread of coroutine 'bad_final_class' // note: await an asynchronous version of it, or hand it to a thread that may block
  co_await store();
}

mini::task<void> good_final_class(Memory &memory) {
  memory.flush();
  co_await store();
}

mini::task<void> bad_final_function(Tape &tape) {
  tape.flush(); // warn: 'flush' may block the thread of coroutine 'bad_final_function' // note: await an asynchronous version of it, or hand it to a thread that may block
  co_await store();
}

mini::task<void> bad_known_object() {
  Disk disk;
  disk.flush(); // warn: 'flush' may block the thread of coroutine 'bad_known_object' // note: await an asynchronous version of it, or hand it to a thread that may block
  co_await store();
}

mini::task<void> good_known_object() {
  Memory memory;
  memory.flush();
  co_await store();
}

mini::task<void> bad_by_value(Disk disk) {
  co_await store();
  disk.flush(); // warn: 'flush' may block the thread of coroutine 'bad_by_value' // note: await an asynchronous version of it, or hand it to a thread that may block
}

mini::task<void> bad_qualified_call(Disk &disk) {
  disk.Store::flush(); // warn: 'flush' may block the thread of coroutine 'bad_qualified_call' // note: await an asynchronous version of it, or hand it to a thread that may block
  co_await store();
}
} // namespace virtuals

// ---- Constructors, destructors ----

namespace bad_constructor {
struct Session {
  Session() { std::this_thread::sleep_for(1s); } // note: the constructor of 'Session' calls 'sleep_for' here, which puts the thread to sleep
};
mini::task<void> f() {
  Session session; // warn: the constructor of 'Session' may block the thread of coroutine 'f' // note: await an asynchronous version of it, or hand it to a thread that may block
  co_await store();
}
} // namespace bad_constructor

namespace bad_constructor_of_a_temporary {
struct Handshake {
  explicit Handshake(int) { std::this_thread::sleep_for(1s); } // note: the constructor of 'Handshake' calls 'sleep_for' here, which puts the thread to sleep
  bool ok = true;
};
mini::task<bool> f(int n) {
  bool ok = Handshake(n).ok; // warn: the constructor of 'Handshake' may block the thread of coroutine 'f' // note: await an asynchronous version of it, or hand it to a thread that may block
  co_await store();
  co_return ok;
}
} // namespace bad_constructor_of_a_temporary

namespace bad_implicit_constructor_of_a_member {
struct Session {
  Session() { std::this_thread::sleep_for(1s); } // note: the constructor of 'Session' calls 'sleep_for' here, which puts the thread to sleep
};
struct Client { // note: the constructor of 'Client' calls the constructor of 'Session' here
  int id = 0;
  Session session;
};
mini::task<void> f() {
  Client client; // warn: the constructor of 'Client' may block the thread of coroutine 'f' // note: await an asynchronous version of it, or hand it to a thread that may block
  co_await store();
}
} // namespace bad_implicit_constructor_of_a_member

namespace bad_constructor_of_a_base {
struct Session {
  Session() { std::this_thread::sleep_for(1s); } // note: the constructor of 'Session' calls 'sleep_for' here, which puts the thread to sleep
};
struct Client : Session {
  Client() : Session() {} // note: the constructor of 'Client' calls the constructor of 'Session' here
};
mini::task<void> f() {
  Client client; // warn: the constructor of 'Client' may block the thread of coroutine 'f' // note: await an asynchronous version of it, or hand it to a thread that may block
  co_await store();
}
} // namespace bad_constructor_of_a_base

namespace bad_member_initialiser {
int negotiate() {
  std::this_thread::sleep_for(1s); // note: 'negotiate' calls 'sleep_for' here, which puts the thread to sleep
  return 1;
}
struct Client {
  int version;
  Client() : version(negotiate()) {} // note: the constructor of 'Client' calls 'negotiate' here
};
mini::task<void> f() {
  Client client; // warn: the constructor of 'Client' may block the thread of coroutine 'f' // note: await an asynchronous version of it, or hand it to a thread that may block
  co_await store();
}
} // namespace bad_member_initialiser

namespace bad_default_member_initialiser {
int negotiate() {
  std::this_thread::sleep_for(1s); // note: 'negotiate' calls 'sleep_for' here, which puts the thread to sleep
  return 1;
}
struct Client { // note: the constructor of 'Client' calls 'negotiate' here
  int version = negotiate();
};
mini::task<void> f() {
  Client client; // warn: the constructor of 'Client' may block the thread of coroutine 'f' // note: await an asynchronous version of it, or hand it to a thread that may block
  co_await store();
}
} // namespace bad_default_member_initialiser

// The initialiser is given, so the default one is not evaluated.
namespace good_default_member_initialiser_not_used {
int negotiate() {
  std::this_thread::sleep_for(1s);
  return 1;
}
struct Client {
  int version = negotiate();
};
mini::task<void> f() {
  Client client{.version = 2};
  co_await store();
}
} // namespace good_default_member_initialiser_not_used

namespace good_other_constructor {
struct Session {
  Session() { std::this_thread::sleep_for(1s); }
  explicit Session(int) {}
};
mini::task<void> f() {
  Session session(1);
  co_await store();
}
} // namespace good_other_constructor

namespace bad_destructor {
struct Flusher {
  int fd;
  ~Flusher() { ::fsync(fd); } // note: the destructor of 'Flusher' calls 'fsync' here, which waits for the disk
};
mini::task<void> f(int fd) {
  Flusher flusher{fd}; // warn: the end of 'flusher' may block the thread of coroutine 'f' // note: see to it that what it waits for is over before, or let it end on a thread that may block
  co_await store();
}
} // namespace bad_destructor

namespace bad_implicit_destructor_of_a_member {
struct Flusher {
  int fd;
  ~Flusher() { ::fsync(fd); } // note: the destructor of 'Flusher' calls 'fsync' here, which waits for the disk
};
struct Journal { // note: the destructor of 'Journal' calls the destructor of 'Flusher' here
  Flusher flusher;
  int entries = 0;
};
mini::task<void> f(int fd) {
  Journal journal{{fd}}; // warn: the end of 'journal' may block the thread of coroutine 'f' // note: see to it that what it waits for is over before, or let it end on a thread that may block
  co_await store();
}
} // namespace bad_implicit_destructor_of_a_member

namespace bad_destructor_of_a_temporary {
struct Flusher {
  int fd;
  ~Flusher() { ::fsync(fd); } // note: the destructor of 'Flusher' calls 'fsync' here, which waits for the disk
  int entries() const { return 1; }
};
mini::task<int> f(int fd) {
  int n = Flusher{fd}.entries(); // warn: the end of this object may block the thread of coroutine 'f' // note: see to it that what it waits for is over before, or let it end on a thread that may block
  co_await store();
  co_return n;
}
} // namespace bad_destructor_of_a_temporary

namespace bad_delete {
struct Flusher {
  int fd;
  ~Flusher() { ::fsync(fd); } // note: the destructor of 'Flusher' calls 'fsync' here, which waits for the disk
};
mini::task<void> f(Flusher *flusher) {
  co_await store();
  delete flusher; // warn: the destructor of 'Flusher' may block the thread of coroutine 'f' // note: await an asynchronous version of it, or hand it to a thread that may block
}
} // namespace bad_delete

namespace good_reference_to_what_blocks_at_its_end {
struct Flusher {
  int fd;
  ~Flusher() { ::fsync(fd); }
};
mini::task<int> f(Flusher &flusher) {
  Flusher &mine = flusher;
  co_await store();
  co_return mine.fd;
}
} // namespace good_reference_to_what_blocks_at_its_end

// ---- Operators, conversions, iterators ----

namespace bad_operator {
struct Log {
  int fd;
  Log &operator<<(int) {
    ::fsync(fd); // note: 'operator<<' calls 'fsync' here, which waits for the disk
    return *this;
  }
};
mini::task<void> f(Log &log) {
  log << 1; // warn: 'operator<<' may block the thread of coroutine 'f' // note: await an asynchronous version of it, or hand it to a thread that may block
  co_await store();
}
} // namespace bad_operator

namespace good_operator {
struct Log {
  std::string text;
  Log &operator<<(char c) {
    text += c;
    return *this;
  }
};
mini::task<void> f(Log &log) {
  log << 'x';
  co_await store();
}
} // namespace good_operator

namespace bad_conversion {
struct Lazy {
  operator int() const {
    std::this_thread::sleep_for(1s); // note: 'operator int' calls 'sleep_for' here, which puts the thread to sleep
    return 1;
  }
};
mini::task<int> f(Lazy lazy) {
  co_await store();
  int n = lazy; // warn: 'operator int' may block the thread of coroutine 'f' // note: await an asynchronous version of it, or hand it to a thread that may block
  co_return n;
}
} // namespace bad_conversion

namespace bad_conversion_in_a_condition {
struct Lazy {
  explicit operator bool() const {
    std::this_thread::sleep_for(1s); // note: 'operator bool' calls 'sleep_for' here, which puts the thread to sleep
    return true;
  }
};
mini::task<void> f(Lazy lazy) {
  if (lazy) // warn: 'operator bool' may block the thread of coroutine 'f' // note: await an asynchronous version of it, or hand it to a thread that may block
    co_await store();
}
} // namespace bad_conversion_in_a_condition

namespace bad_arrow {
struct Row {
  int id;
};
struct Loader {
  Row row;
  Row *operator->() {
    std::this_thread::sleep_for(1s); // note: 'operator->' calls 'sleep_for' here, which puts the thread to sleep
    return &row;
  }
};
mini::task<int> f(Loader loader) {
  co_await store();
  co_return loader->id; // warn: 'operator->' may block the thread of coroutine 'f' // note: await an asynchronous version of it, or hand it to a thread that may block
}
} // namespace bad_arrow

namespace bad_iterator_of_a_range_for {
struct Lines {
  struct iterator {
    int n = 0;
    int operator*() const { return n; }
    iterator &operator++() {
      std::this_thread::sleep_for(1s); // note: 'operator++' calls 'sleep_for' here, which puts the thread to sleep
      ++n;
      return *this;
    }
    bool operator!=(const iterator &other) const { return n != other.n; }
  };
  iterator begin() const { return {}; }
  iterator end() const { return {9}; }
};
mini::task<void> f(const Lines &lines) {
  for (int line : lines) // warn: 'operator++' may block the thread of coroutine 'f' // note: await an asynchronous version of it, or hand it to a thread that may block
    co_await store(line);
}
} // namespace bad_iterator_of_a_range_for

namespace good_iterator_of_a_range_for {
struct Lines {
  struct iterator {
    int n = 0;
    int operator*() const { return n; }
    iterator &operator++() {
      ++n;
      return *this;
    }
    bool operator!=(const iterator &other) const { return n != other.n; }
  };
  iterator begin() const { return {}; }
  iterator end() const { return {9}; }
};
mini::task<void> f(const Lines &lines) {
  for (int line : lines)
    co_await store(line);
}
} // namespace good_iterator_of_a_range_for

namespace bad_defaulted_comparison {
struct Key {
  int id;
  bool operator==(const Key &other) const {
    std::this_thread::sleep_for(1s); // note: 'operator==' calls 'sleep_for' here, which puts the thread to sleep
    return id == other.id;
  }
};
struct Row {
  Key key;
  bool operator==(const Row &) const = default; // note: 'operator==' calls 'operator==' here
};
mini::task<bool> f(const Row &a, const Row &b) {
  bool same = a == b; // warn: 'operator==' may block the thread of coroutine 'f' // note: await an asynchronous version of it, or hand it to a thread that may block
  co_await store();
  co_return same;
}
} // namespace bad_defaulted_comparison

// ---- Templates ----

namespace bad_function_template {
template <class T> void settle(T pause) { std::this_thread::sleep_for(pause); } // note: 'settle' calls 'sleep_for' here, which puts the thread to sleep
mini::task<void> f() {
  settle(1s); // warn: 'settle' may block the thread of coroutine 'f' // note: await an asynchronous version of it, or hand it to a thread that may block
  co_await store();
}
} // namespace bad_function_template

namespace instantiations {
template <bool Hard> void settle() {
  if constexpr (Hard)
    std::this_thread::sleep_for(1s); // note: 'settle' calls 'sleep_for' here, which puts the thread to sleep
}
mini::task<void> bad_instantiation() {
  settle<true>(); // warn: 'settle' may block the thread of coroutine 'bad_instantiation' // note: await an asynchronous version of it, or hand it to a thread that may block
  co_await store();
}
mini::task<void> good_instantiation() {
  settle<false>();
  co_await store();
}
} // namespace instantiations

namespace policies {
struct Hard {
  static void settle() { std::this_thread::sleep_for(1s); } // note: 'settle' calls 'sleep_for' here, which puts the thread to sleep
};
struct Soft {
  static void settle() {}
};
template <class Policy> void finish() { Policy::settle(); } // note: 'finish' calls 'settle' here
mini::task<void> bad_policy() {
  finish<Hard>(); // warn: 'finish' may block the thread of coroutine 'bad_policy' // note: await an asynchronous version of it, or hand it to a thread that may block
  co_await store();
}
mini::task<void> good_policy() {
  finish<Soft>();
  co_await store();
}
} // namespace policies

namespace bad_member_of_a_class_template {
template <class T> struct Channel {
  std::latch filled{1};
  T value{};
  T &take() {
    filled.wait(); // note: 'take' calls 'wait' here, which waits for other threads to arrive
    return value;
  }
};
mini::task<int> f(Channel<int> &channel) {
  co_await store();
  co_return channel.take(); // warn: 'take' may block the thread of coroutine 'f' // note: await an asynchronous version of it, or hand it to a thread that may block
}
} // namespace bad_member_of_a_class_template

namespace bad_fold {
struct Step {
  void run() { std::this_thread::sleep_for(1s); } // note: 'run' calls 'sleep_for' here, which puts the thread to sleep
};
template <class... Steps> void run_all(Steps &...steps) { (steps.run(), ...); } // note: 'run_all' calls 'run' here
mini::task<void> f(Step a, Step b) {
  run_all(a, b); // warn: 'run_all' may block the thread of coroutine 'f' // note: await an asynchronous version of it, or hand it to a thread that may block
  co_await store();
}
} // namespace bad_fold

namespace bad_recurring_crtp {
template <class Self> struct Service {
  void stop() { static_cast<Self *>(this)->shut_down(); } // note: 'stop' calls 'shut_down' here
};
struct Mailer : Service<Mailer> {
  void shut_down() { std::this_thread::sleep_for(1s); } // note: 'shut_down' calls 'sleep_for' here, which puts the thread to sleep
};
mini::task<void> f(Mailer &mailer) {
  mailer.stop(); // warn: 'stop' may block the thread of coroutine 'f' // note: await an asynchronous version of it, or hand it to a thread that may block
  co_await store();
}
} // namespace bad_recurring_crtp

// ---- The same ways, and nothing at their end that blocks ----

namespace good_six_calls_down {
int f6(int n) { return n; }
int f5(int n) { return f6(n) + 1; }
int f4(int n) { return f5(n) + 1; }
int f3(int n) { return f4(n) + 1; }
int f2(int n) { return f3(n) + 1; }
int f1(int n) { return f2(n) + 1; }
mini::task<void> f() { co_await store(f1(0)); }
} // namespace good_six_calls_down

namespace good_recursive {
int depth(int n) { return n == 0 ? 0 : 1 + depth(n - 1); }
mini::task<void> f() { co_await store(depth(3)); }
} // namespace good_recursive

// The helper has a thread for it.
namespace good_thread_at_the_end {
void in_background() {
  std::thread([] { std::this_thread::sleep_for(1s); }).detach();
}
void start() { in_background(); }
mini::task<void> f() {
  start();
  co_await store();
}
} // namespace good_thread_at_the_end

namespace good_other_member {
struct Journal {
  int fd;
  int entries = 0;
  void flush() { ::fsync(fd); }
  void append(int) { ++entries; }
};
mini::task<void> f(Journal &journal) {
  journal.append(1);
  co_await store(journal.entries);
}
} // namespace good_other_member

// The member of the derived class hides the one that blocks.
namespace good_hidden_member {
struct Base {
  void settle() { std::this_thread::sleep_for(1s); }
};
struct Derived : Base {
  void settle() {}
};
mini::task<void> f(Derived &d) {
  d.settle();
  co_await store();
}
} // namespace good_hidden_member

namespace good_const_overload {
struct Row {
  int n = 0;
  int &value() {
    std::this_thread::sleep_for(1s);
    return n;
  }
  const int &value() const { return n; }
};
mini::task<void> f(const Row &row) { co_await store(row.value()); }
} // namespace good_const_overload

namespace good_static_member_function {
struct Clock {
  static int ticks() { return 1; }
  void settle() { std::this_thread::sleep_for(1s); }
};
mini::task<void> f() { co_await store(Clock::ticks()); }
} // namespace good_static_member_function

namespace good_through_a_smart_pointer {
struct Clock {
  int ticks = 0;
  void tick() { ++ticks; }
};
mini::task<void> f(std::unique_ptr<Clock> clock) {
  clock->tick();
  co_await store(clock->ticks);
}
} // namespace good_through_a_smart_pointer

namespace good_copy_constructor {
struct Session {
  Session() { std::this_thread::sleep_for(1s); }
  Session(const Session &) {}
};
mini::task<void> f(const Session &original) {
  Session copy = original;
  co_await store();
}
} // namespace good_copy_constructor

namespace good_only_declared {
struct Session {
  Session();
  ~Session();
  void run();
};
mini::task<void> f() {
  Session session;
  session.run();
  co_await store();
}
} // namespace good_only_declared

namespace good_pointer_to_what_blocks_when_it_is_made {
struct Session {
  Session() { std::this_thread::sleep_for(1s); }
  int id = 0;
};
mini::task<void> f(Session *session, std::unique_ptr<Session> owned) {
  Session *mine = session;
  co_await store(mine->id + owned->id);
}
} // namespace good_pointer_to_what_blocks_when_it_is_made

namespace good_base_initialised_otherwise {
struct Session {
  Session() { std::this_thread::sleep_for(1s); }
  explicit Session(int) {}
};
struct Client : Session {
  Client() : Session(1) {}
};
mini::task<void> f() {
  Client client;
  co_await store();
}
} // namespace good_base_initialised_otherwise

namespace good_destructor {
struct Counter {
  int *live;
  ~Counter() { --*live; }
};
mini::task<void> f(int *live) {
  Counter counter{live};
  co_await store();
}
} // namespace good_destructor

namespace good_released_before_its_end {
struct Flusher {
  int fd;
  ~Flusher() { ::fsync(fd); }
};
void keep(Flusher *);
mini::task<void> f(std::unique_ptr<Flusher> flusher) {
  keep(flusher.release());
  co_await store();
}
} // namespace good_released_before_its_end

namespace good_conversion {
struct Flag {
  bool on = false;
  explicit operator bool() const { return on; }
};
mini::task<void> f(Flag flag) {
  if (flag)
    co_await store();
}
} // namespace good_conversion

namespace good_arrow {
struct Row {
  int id;
};
struct Ref {
  Row *row;
  Row *operator->() const { return row; }
};
mini::task<void> f(Ref ref) { co_await store(ref->id); }
} // namespace good_arrow

namespace good_defaulted_comparison {
struct Key {
  int id;
  bool operator==(const Key &) const = default;
};
struct Row {
  Key key;
  bool operator==(const Row &) const = default;
};
mini::task<void> f(const Row &a, const Row &b) { co_await store(a == b); }
} // namespace good_defaulted_comparison

namespace good_member_of_a_class_template {
template <class T> struct Channel {
  std::latch filled{1};
  std::optional<T> value;
  std::optional<T> try_take() { return filled.try_wait() ? value : std::nullopt; }
  T &take() {
    filled.wait();
    return *value;
  }
};
mini::task<void> f(Channel<int> &channel) {
  while (!channel.try_take())
    co_await mini::tick();
}
} // namespace good_member_of_a_class_template

namespace good_recurring_crtp {
template <class Self> struct Service {
  void stop() { static_cast<Self *>(this)->shut_down(); }
};
struct Mailer : Service<Mailer> {
  void shut_down() { std::this_thread::sleep_for(1s); }
};
struct Counter : Service<Counter> {
  void shut_down() {}
};
mini::task<void> f(Counter &counter) {
  counter.stop();
  co_await store();
}
} // namespace good_recurring_crtp

// Which specialisation is meant decides.
namespace good_specialisation {
template <class T> void settle(T) { std::this_thread::sleep_for(1s); }
template <> void settle(char) {}
mini::task<void> f() {
  settle('x');
  co_await store();
}
} // namespace good_specialisation

namespace good_template_nobody_instantiates {
template <class T> mini::task<void> f(T job) {
  job.run();
  co_await store();
}
} // namespace good_template_nobody_instantiates

namespace good_friend_nobody_calls {
struct Lock {
  friend void settle(Lock &) { std::this_thread::sleep_for(1s); }
  int n = 0;
};
mini::task<void> f(Lock &lock) { co_await store(lock.n); }
} // namespace good_friend_nobody_calls

namespace good_constant_evaluation {
constexpr int size(int n) {
  if (n < 0)
    std::this_thread::sleep_for(1s);
  return n + 1;
}
mini::task<void> f() {
  constexpr int n = size(3);
  static_assert(n == 4);
  co_await store(n);
}
} // namespace good_constant_evaluation

namespace good_deduced_type_only {
struct Session {
  Session() { std::this_thread::sleep_for(1s); }
};
mini::task<void> f() {
  using type = decltype(Session());
  co_await store(static_cast<int>(sizeof(type)));
}
} // namespace good_deduced_type_only

namespace bad_static_local_of_the_coroutine {
int load() {
  std::this_thread::sleep_for(1s); // note: 'load' calls 'sleep_for' here, which puts the thread to sleep
  return 1;
}
mini::task<void> f() {
  static const int settings = load(); // warn: 'load' may block the thread of coroutine 'f' // note: await an asynchronous version of it, or hand it to a thread that may block
  co_await store(settings);
}
} // namespace bad_static_local_of_the_coroutine

namespace good_helper_that_does_it_once {
int load() {
  std::this_thread::sleep_for(1s);
  return 1;
}
const int &settings() {
  static const int loaded = load();
  return loaded;
}
mini::task<void> f() { co_await store(settings()); }
} // namespace good_helper_that_does_it_once

namespace bad_variable_of_a_condition {
int load() {
  std::this_thread::sleep_for(1s); // note: 'load' calls 'sleep_for' here, which puts the thread to sleep // note: 'load' calls 'sleep_for' here, which puts the thread to sleep // note: 'load' calls 'sleep_for' here, which puts the thread to sleep
  return 1;
}
int load_if() {
  if (int n = load()) // note: 'load_if' calls 'load' here
    return n;
  return 0;
}
mini::task<void> f(bool late) {
  if (int n = load()) // warn: 'load' may block the thread of coroutine 'f' // note: await an asynchronous version of it, or hand it to a thread that may block
    co_await store(n);
  if (late)
    co_return;
  else if (int m = load()) // warn: 'load' may block the thread of coroutine 'f' // note: await an asynchronous version of it, or hand it to a thread that may block
    co_await store(m);
  co_await store(load_if()); // warn: 'load_if' may block the thread of coroutine 'f' // note: await an asynchronous version of it, or hand it to a thread that may block
}
} // namespace bad_variable_of_a_condition

namespace good_variable_of_a_condition {
int load() { return 1; }
mini::task<void> f() {
  if (int n = load())
    co_await store(n);
}
} // namespace good_variable_of_a_condition
