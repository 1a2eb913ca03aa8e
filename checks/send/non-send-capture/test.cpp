// What belongs to a thread and crosses to another one.
// flags: -std=c++23 -pthread
#include "annotated.h"
#include <atomic>
#include <corolint/annotations.h>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

using annotated::rc_int;
void emit(int);

struct Quota {
  rc_int left; // note: it is annotated as not Send // note: it is annotated as not Send // note: member 'left': 'annotated::rc_int' is not Send // note: member 'left': 'annotated::rc_int' is not Send
};
struct Tenant {
  std::string name;
  Quota quota; // note: member 'quota': 'Quota' is not Send // note: member 'quota': 'Quota' is not Send
};
struct Request {
  int id;
  Tenant tenant; // note: member 'tenant': 'Tenant' is not Send // note: member 'tenant': 'Tenant' is not Send
};
void audit(const Request &);

void bad_capture(const Request &request) {
  std::thread writer([request] { audit(request); }); // warn: the capture 'request' goes to another thread, and is not Send // note: capture 'request': 'const Request' is not Send // note: hand over only what the other thread needs // note: it is handed to another thread here
  writer.join();
}

void bad_init_capture(rc_int handle) {
  std::jthread worker([mine = std::move(handle)] { emit(mine.get()); }); // warn: the capture 'mine' goes to another thread, and is not Send // note: capture 'mine': 'annotated::rc_int' is not Send // note: hand over only what the other thread needs // note: it is annotated as not Send // note: it is handed to another thread here
}

void bad_default_capture(rc_int handle) {
  std::thread worker([=] { emit(handle.get()); }); // warn: the capture 'handle' goes to another thread, and is not Send // note: capture 'handle': 'annotated::rc_int' is not Send // note: hand over only what the other thread needs // note: it is annotated as not Send // note: it is handed to another thread here
  worker.join();
}

void good_default_capture_takes_what_is_used(rc_int handle, int shard) {
  std::thread worker([=] { emit(shard); });
  emit(handle.get());
  worker.join();
}

void good_value_read_before(const rc_int &handle) {
  std::thread worker([n = handle.get()] { emit(n); });
  worker.join();
}

void worker_with(int shard, rc_int handle);
void bad_argument(rc_int handle) {
  std::thread worker(worker_with, 1, handle); // warn: this argument goes to another thread, and is not Send // note: hand over only what the other thread needs // note: it is handed to another thread here // note@annotated.h: it is annotated as not Send
  worker.join();
}

void bad_element_of_a_container(rc_int handle) {
  std::vector<std::thread> workers;
  workers.emplace_back([handle] { emit(handle.get()); }); // warn: the capture 'handle' goes to another thread, and is not Send // note: capture 'handle': 'annotated::rc_int' is not Send // note: hand over only what the other thread needs // note: it is annotated as not Send // note: it is handed to another thread here
  for (std::thread &worker : workers)
    worker.join();
}

void bad_async(std::optional<std::pair<int, rc_int>> slot) {
  auto sum = std::async(std::launch::async, [slot] { return slot ? slot->first : 0; }); // warn: the capture 'slot' goes to another thread, and is not Send // note: capture 'slot': 'std::optional<std::pair<int, annotated::rc_int>>' is not Send // note: hand over only what the other thread needs // note: it is annotated as not Send // note: it is handed to another thread here // note: template argument 1: 'std::pair<int, annotated::rc_int>' is not Send // note: template argument 2: 'annotated::rc_int' is not Send
  sum.get();
}

int good_deferred(rc_int handle) {
  auto later = std::async(std::launch::deferred, [handle] { return handle.get(); });
  return later.get();
}

std::mutex journal;
void bad_held_lock() {
  std::unique_lock lock(journal);
  std::thread worker([lock = std::move(lock)] { emit(1); }); // warn: the capture 'lock' goes to another thread, and is not Send // note: a lock must be unlocked by the thread that locked it // note: capture 'lock': 'std::unique_lock<std::mutex>' is not Send // note: it is handed to another thread here // note: use a lock that is taken where it is needed instead, or hand over only what the other thread needs
  worker.join();
}

mini::task<void> good_async_guard(mini::async_mutex &mutex) {
  auto guard = co_await mutex.lock();
  annotated::spawn([guard = std::move(guard)] { emit(1); });
}

void bad_closure_in_a_closure(rc_int handle) {
  auto log = [handle] { emit(handle.get()); }; // note: capture 'handle': 'annotated::rc_int' is not Send // note: it is annotated as not Send
  std::thread worker([log] { log(); }); // warn: the capture 'log' goes to another thread, and is not Send // note: capture 'log': '(lambda)' is not Send // note: hand over only what the other thread needs // note: it is handed to another thread here
  worker.join();
}

void bad_named_closure(rc_int handle) {
  auto log = [handle] { emit(handle.get()); }; // warn: the capture 'handle' goes to another thread, and is not Send // note: capture 'handle': 'annotated::rc_int' is not Send // note: hand over only what the other thread needs // note: it is annotated as not Send
  annotated::spawn(log); // note: it is handed to another thread here
}

void bad_erased_here(rc_int handle) {
  std::function<void()> log = [handle] { emit(handle.get()); }; // warn: the capture 'handle' goes to another thread, and is not Send // note: capture 'handle': 'annotated::rc_int' is not Send // note: hand over only what the other thread needs // note: it is annotated as not Send
  annotated::spawn(std::move(log)); // note: it is handed to another thread here
}

void good_erased_elsewhere(std::function<void()> job) {
  annotated::spawn(std::move(job));
}

void bad_containers(std::vector<std::unique_ptr<Request>> requests) {
  annotated::spawn([requests = std::move(requests)] { emit(requests.size()); }); // warn: the capture 'requests' goes to another thread, and is not Send // note: capture 'requests': 'std::vector<std::unique_ptr<Request>>' is not Send // note: hand over only what the other thread needs // note: it is handed to another thread here // note: pointee: 'Request' is not Send // note: template argument 1: 'std::unique_ptr<Request>' is not Send
}

void good_shared_owner_is_no_hard_no(std::shared_ptr<std::string> text) {
  annotated::spawn([text] { emit(text->size()); });
}

thread_local std::string scratch;
void fill(std::string &);
void bad_address_of_a_thread_local() {
  annotated::spawn([buffer = &scratch] { fill(*buffer); }); // warn: the capture 'scratch' goes to another thread, and is not Send // note: capture 'scratch': 'std::string' is not Send // note: hand over only what the other thread needs // note: it is handed to another thread here // note: it is thread_local: the object belongs to this thread and dies with it
}
void good_thread_local_by_name() {
  annotated::spawn([] { fill(scratch); });
}

class Hook : rc_int { // note: base: 'annotated::rc_int' is not Send // note: it is annotated as not Send
public:
  Hook() : rc_int(1) {}
  void fire() const { emit(get()); }
};
struct NamedHook : Hook { // note: base: 'Hook' is not Send
  std::string name;
};
void bad_base_of_a_base(NamedHook hook) {
  annotated::spawn([hook] { hook.fire(); }); // warn: the capture 'hook' goes to another thread, and is not Send // note: capture 'hook': 'NamedHook' is not Send // note: hand over only what the other thread needs // note: it is handed to another thread here
}

annotated::task<void> count(rc_int handle, int times) { // note: it is annotated as not Send // note: parameter 'handle': 'annotated::rc_int' is not Send
  co_await mini::tick();
  emit(handle.get() + times);
}
annotated::task<void> count_values(int from, std::string name) {
  co_await mini::tick();
  emit(from + name.size());
}
void bad_parameter_of_a_task(rc_int handle) {
  annotated::spawn_task(count(handle, 2)); // warn: the parameter 'handle' of this task goes to another thread, and is not Send // note: hand over only what the other thread needs // note: it is handed to another thread here
}
void good_parameters_of_a_task(const rc_int &handle) {
  annotated::spawn_task(count_values(handle.get(), "rows"));
}

void good_called_in_place(rc_int handle) {
  annotated::call_now([handle] { emit(handle.get()); });
}

class COROLINT_UNCHECKED_SEND("sealed before the hand-over") Sealed {
public:
  int get() const { return count.get(); }

private:
  rc_int count{1};
};
void good_vouched(const Sealed &sealed) {
  annotated::spawn([sealed] { emit(sealed.get()); });
}

template <class T> void bad_template(T value) {
  std::thread worker([value] { emit(value.get()); }); // warn: the capture 'value' goes to another thread, and is not Send // note: capture 'value': 'annotated::rc_int' is not Send // note: hand over only what the other thread needs // note: it is annotated as not Send // note: it is handed to another thread here
  worker.join();
}
template <class T> void good_template(T value) {
  std::thread worker([value] { emit(value.get()); });
  worker.join();
}
struct Number {
  int get() const { return 1; }
};
void instantiate(rc_int handle) {
  bad_template(handle);
  good_template(Number());
}

using Handle = rc_int;
#define START(...) std::thread worker(__VA_ARGS__) // note: expanded from macro 'START'
void bad_macro_and_alias(Handle handle) {
  START([handle] { emit(handle.get()); }); // warn: the capture 'handle' goes to another thread, and is not Send // note: capture 'handle': 'Handle' is not Send // note: hand over only what the other thread needs // note: it is annotated as not Send // note: it is handed to another thread here
  worker.join();
}

void bad_generic_lambda(rc_int handle) {
  std::thread worker([handle](auto n) { emit(handle.get() + n); }, 1); // warn: the capture 'handle' goes to another thread, and is not Send // note: capture 'handle': 'annotated::rc_int' is not Send // note: hand over only what the other thread needs // note: it is annotated as not Send // note: it is handed to another thread here
  worker.join();
}

void bad_structured_binding(std::pair<int, rc_int> slot) {
  auto [row, refs] = slot;
  std::thread worker([row, refs] { emit(row + refs.get()); }); // warn: the capture 'refs' goes to another thread, and is not Send // note: capture 'refs': 'annotated::rc_int' is not Send // note: hand over only what the other thread needs // note: it is annotated as not Send // note: it is handed to another thread here
  worker.join();
}

void bad_bound_call(rc_int handle) {
  annotated::spawn(std::bind(worker_with, 1, handle)); // warn: this argument goes to another thread, and is not Send // note: hand over only what the other thread needs // note: it is annotated as not Send // note: it is handed to another thread here // note: member '_M_bound_args': 'std::tuple<int, annotated::rc_int>' is not Send // note: template argument 2: 'annotated::rc_int' is not Send
}

class Poller {
public:
  explicit Poller(rc_int bad_handle) : worker([bad_handle] { emit(bad_handle.get()); }) {} // warn: the capture 'bad_handle' goes to another thread, and is not Send // note: capture 'bad_handle': 'annotated::rc_int' is not Send // note: hand over only what the other thread needs // note: it is annotated as not Send // note: it is handed to another thread here
  explicit Poller(int good_number) : worker([good_number] { emit(good_number); }) {}

private:
  std::jthread worker;
};

void good_suppressed(rc_int handle) {
  COROLINT_SUPPRESS("non-send-capture", "a test")
  annotated::spawn([handle] { emit(handle.get()); });
}
