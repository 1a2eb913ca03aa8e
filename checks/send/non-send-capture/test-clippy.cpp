// What clippy's arc_with_non_send_sync asks of Rust, asked of C++: what is in a shared owner that crosses.
// flags: -std=c++23 -pthread
#include "annotated.h"
#include <atomic>
#include <corolint/annotations.h>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

using annotated::rc_int;
void emit(long);

// A count in a shared owner: whoever is last destroys it, on whichever thread.
void bad_owner_of_a_count() {
  auto handle = std::make_shared<rc_int>(1);
  std::thread worker([handle] { emit(handle->get()); }); // warn: the capture 'handle' goes to another thread, and is not Send // note: capture 'handle': 'std::shared_ptr<annotated::rc_int>' is not Send // note: hand over only what the other thread needs // note: it is annotated as not Send // note: it is handed to another thread here // note: pointee: 'annotated::rc_int' is not Send
  worker.join();
}

// const makes the value constant, not its count.
void bad_owner_of_a_constant_count() {
  std::shared_ptr<const rc_int> handle = std::make_shared<rc_int>(1);
  std::thread worker([handle] { emit(handle->get()); }); // warn: the capture 'handle' goes to another thread, and is not Send // note: capture 'handle': 'std::shared_ptr<const annotated::rc_int>' is not Send // note: hand over only what the other thread needs // note: it is annotated as not Send // note: it is handed to another thread here // note: pointee: 'const annotated::rc_int' is not Send
  worker.join();
}

void bad_observer_of_a_count(const std::shared_ptr<rc_int> &handle) {
  std::thread worker([seen = std::weak_ptr<rc_int>(handle)] { emit(seen.expired()); }); // warn: the capture 'seen' goes to another thread, and is not Send // note: capture 'seen': 'std::weak_ptr<annotated::rc_int>' is not Send // note: hand over only what the other thread needs // note: it is annotated as not Send // note: it is handed to another thread here // note: pointee: 'annotated::rc_int' is not Send
  worker.join();
}

void bad_made_in_the_capture() {
  annotated::spawn([handle = std::make_shared<rc_int>(1)] { emit(handle->get()); }); // warn: the capture 'handle' goes to another thread, and is not Send // note: capture 'handle': 'std::shared_ptr<annotated::rc_int>' is not Send // note: hand over only what the other thread needs // note: it is annotated as not Send // note: it is handed to another thread here // note: pointee: 'annotated::rc_int' is not Send
}

// What is owned by what is owned.
struct Ledger {
  std::string name;
  std::vector<std::shared_ptr<rc_int>> open; // note: it is annotated as not Send // note: member 'open': 'std::vector<std::shared_ptr<annotated::rc_int>>' is not Send // note: pointee: 'annotated::rc_int' is not Send // note: template argument 1: 'std::shared_ptr<annotated::rc_int>' is not Send
};
void bad_owner_in_an_owner(std::unique_ptr<Ledger> ledger) {
  annotated::spawn([ledger = std::move(ledger)] { emit(ledger->open.size()); }); // warn: the capture 'ledger' goes to another thread, and is not Send // note: capture 'ledger': 'std::unique_ptr<Ledger>' is not Send // note: hand over only what the other thread needs // note: it is handed to another thread here // note: pointee: 'Ledger' is not Send
}
// Shared, it may stay here that way, and the other thread keep to the name: the strict mode's.
void good_owner_of_a_class_with_counts(std::shared_ptr<Ledger> ledger) {
  annotated::spawn([ledger] { emit(ledger->name.size()); });
}

std::mutex journal;
void bad_owner_of_a_held_lock() {
  auto held = std::make_shared<std::unique_lock<std::mutex>>(journal);
  annotated::spawn([held] { emit(1); }); // warn: the capture 'held' goes to another thread, and is not Send // note: a lock must be unlocked by the thread that locked it // note: capture 'held': 'std::shared_ptr<std::unique_lock<std::mutex>>' is not Send // note: it is handed to another thread here // note: pointee: 'std::unique_lock<std::mutex>' is not Send // note: use a lock that is taken where it is needed instead, or hand over only what the other thread needs
}

// Rust calls it RefCell: changed through an owner that is copied freely.
struct Cell {
  long value = 0;
  void set(long v) { value = v; }
};
void bad_cell_that_both_write() {
  auto cell = std::make_shared<Cell>();
  std::thread worker([cell] { cell->value = 1; }); // warn: this shares 'value' with another thread, and both may use it at once // note: the work is handed to another thread here // note: the work writes it here // note: wait for the work first, take a lock on both sides, make it atomic, or give the work an object of its own
  cell->value = 2; // note: this function writes it here, and nothing in view orders the two
  worker.join();
}
void bad_cell_that_both_set() {
  auto cell = std::make_shared<Cell>();
  std::thread worker([cell] { cell->set(1); }); // warn: this shares 'value' with another thread, and both may use it at once // note: the work is handed to another thread here // note: the work writes it here // note: wait for the work first, take a lock on both sides, make it atomic, or give the work an object of its own
  cell->set(2); // note: this function writes it here, and nothing in view orders the two
  worker.join();
}
void bad_cell_of_two_workers() {
  auto cell = std::make_shared<Cell>();
  annotated::spawn([cell] { cell->set(1); }); // warn: this shares 'value' with another thread, and both may use it at once // note: other work writes it here, and nothing in view orders the two // note: the work is handed to another thread here // note: the work writes it here // note: wait for the work first, take a lock on both sides, make it atomic, or give the work an object of its own
  annotated::spawn([cell] { emit(cell->value); }); // warn: this shares 'value' with another thread, and both may use it at once // note: other work reads it here, and nothing in view orders the two // note: the work is handed to another thread here // note: the work reads it here // note: wait for the work first, take a lock on both sides, make it atomic, or give the work an object of its own
}
void bad_plain_number() {
  auto hits = std::make_shared<long>(0);
  std::vector<std::jthread> workers;
  for (int i = 0; i < 4; ++i)
    workers.emplace_back([hits] { ++*hits; }); // warn: this shares what 'hits' points to with another thread, and both may use it at once // note: the loop starts such work again before this one is joined // note: the work is handed to another thread here // note: the work writes it here // note: wait for the work first, take a lock on both sides, make it atomic, or give the work an object of its own
}
struct Lazy {
  mutable std::string text;
  void fill() const { text = "x"; }
};
void bad_cell_behind_const() {
  auto lazy = std::make_shared<const Lazy>();
  annotated::spawn([lazy] { lazy->fill(); }); // warn: this shares 'text' with another thread, and both may use it at once // note: the work is handed to another thread here // note: the work writes it here // note: wait for the work first, take a lock on both sides, make it atomic, or give the work an object of its own
  lazy->fill(); // note: this function writes it here, and nothing in view orders the two
}

void good_number_that_nobody_changes() {
  auto limit = std::make_shared<const int>(42);
  std::thread worker([limit] { emit(*limit); });
  emit(*limit);
  worker.join();
}

void good_cell_that_is_handed_over() {
  auto cell = std::make_shared<Cell>();
  cell->set(1);
  std::thread worker([cell = std::move(cell)] { cell->set(2); });
  worker.join();
}

void good_cell_that_is_awaited() {
  auto cell = std::make_shared<Cell>();
  std::thread worker([cell] { cell->set(1); });
  worker.join();
  cell->set(2);
}

void good_atomic_in_an_owner() {
  auto hits = std::make_shared<std::atomic<long>>(0);
  std::thread worker([hits] { ++*hits; });
  ++*hits;
  worker.join();
}

class Locked {
public:
  void set(long v) {
    std::lock_guard guard(m);
    value = v;
  }

private:
  std::mutex m;
  long value = 0;
};
void good_mutex_with_its_data() {
  auto cell = std::make_shared<Locked>();
  std::thread worker([cell] { cell->set(1); });
  cell->set(2);
  worker.join();
}

// A mutex is made to be shared, and so is a pointer to one. (In Rust no raw pointer is Send.)
void good_pointer_to_a_mutex() {
  auto where = std::make_shared<std::mutex *>(&journal);
  std::thread worker([where] { std::lock_guard guard(**where); });
  std::lock_guard guard(**where);
  worker.detach();
}

void good_count_that_stays_here() {
  auto handle = std::make_shared<rc_int>(1);
  auto again = handle;
  std::thread worker([n = handle->get()] { emit(n); });
  emit(again->get());
  worker.join();
}

void good_thread_safe_class(std::shared_ptr<annotated::counter> requests) {
  std::thread worker([requests] { requests->add(1); });
  requests->add(1);
  worker.join();
}

// Unknown is not known to be wrong.
struct Opaque;
struct Shape {
  virtual ~Shape() = default;
  virtual void draw() = 0;
};
void poke(Opaque &);
void good_unknown(std::shared_ptr<Opaque> opaque, std::shared_ptr<Shape> shape) {
  annotated::spawn([opaque, shape] { poke(*opaque), shape->draw(); });
  poke(*opaque);
}

// Which T it is decides, not that it could be any.
template <class T> void bad_for_some(T value) {
  auto owner = std::make_shared<T>(value);
  annotated::spawn([owner] { emit(sizeof(*owner)); }); // warn: the capture 'owner' goes to another thread, and is not Send // note: capture 'owner': 'std::shared_ptr<annotated::rc_int>' is not Send // note: hand over only what the other thread needs // note: it is annotated as not Send // note: it is handed to another thread here // note: pointee: 'annotated::rc_int' is not Send
}
template <class T> void good_for_all_that_are_used(T value) {
  auto owner = std::make_shared<T>(value);
  annotated::spawn([owner] { emit(sizeof(*owner)); });
}
template <class T> void good_never_instantiated() {
  auto owner = std::make_shared<std::pair<T, rc_int>>();
  annotated::spawn([owner] { emit(1); });
}
void instantiate(rc_int handle) {
  bad_for_some(handle);
  good_for_all_that_are_used(1);
  good_for_all_that_are_used(std::string("x"));
}

#define SHARE(value) std::make_shared<decltype(value)>(value)
void bad_by_a_macro(rc_int handle) {
  auto owner = SHARE(handle);
  annotated::spawn([owner] { emit(owner->get()); }); // warn: the capture 'owner' goes to another thread, and is not Send // note: capture 'owner': 'std::shared_ptr<annotated::rc_int>' is not Send // note: hand over only what the other thread needs // note: it is annotated as not Send // note: it is handed to another thread here // note: pointee: 'annotated::rc_int' is not Send
}
