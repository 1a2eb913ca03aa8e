// Executors of one's own, and guards that hold nothing.
// flags: -std=c++23 -pthread
#include "annotated.h"
#include <corolint/annotations.h>
#include <functional>
#include <mutex>
#include <thread>
#include <utility>

using annotated::rc_int;
void emit(int);

//===-- COROLINT_RUNS_ON --------------------------------------------------===//

struct Window {
  int paints = 0;
  void repaint() { ++paints; }
};

COROLINT_RUNS_ON("ui") void ui_post(std::function<void()> COROLINT_SPAWNS work);
void pool_post(std::function<void()> COROLINT_SPAWNS work);

void good_one_executor(Window &window) {
  ui_post([&window] { window.repaint(); });
  ui_post([&window] { window.repaint(); });
}

void bad_pool(Window &window) {
  pool_post([&window] { window.repaint(); }); // warn: this shares 'paints' with another thread, and both may use it at once // note: other work writes it here, and nothing in view orders the two // note: the work is handed to another thread here // note: the work writes it here // note: wait for the work first, take a lock on both sides, make it atomic, or give the work an object of its own
  pool_post([&window] { window.repaint(); }); // warn: this shares 'paints' with another thread, and both may use it at once // note: other work writes it here, and nothing in view orders the two // note: the work is handed to another thread here // note: the work writes it here // note: wait for the work first, take a lock on both sides, make it atomic, or give the work an object of its own
}

class COROLINT_RUNS_ON("ui") Ui {
public:
  void post(std::function<void()> COROLINT_SPAWNS work);
};

void good_class_of_one_executor(Ui &ui, Window &window) {
  ui.post([&window] { window.repaint(); });
  ui.post([&window] { window.repaint(); });
}

//===-- guards that do not hold their lock --------------------------------===//

void good_unlocked_before(std::mutex &m) {
  std::unique_lock lock(m);
  lock.unlock();
  std::thread([lock = std::move(lock)]() mutable { lock.lock(); }).join();
}

void good_never_locked(std::mutex &m) {
  std::unique_lock lock(m, std::defer_lock);
  std::thread([lock = std::move(lock)]() mutable { lock.lock(); }).join();
}

void good_without_a_lock() {
  std::unique_lock<std::mutex> lock;
  std::thread([lock = std::move(lock)]() mutable { lock.release(); }).join();
}

void bad_held(std::mutex &m) {
  std::unique_lock lock(m);
  std::thread([lock = std::move(lock)]() mutable { lock.unlock(); }).join(); // warn: the capture 'lock' goes to another thread, and is not Send // note: a lock must be unlocked by the thread that locked it // note: capture 'lock': 'std::unique_lock<std::mutex>' is not Send // note: it is handed to another thread here // note: use a lock that is taken where it is needed instead, or hand over only what the other thread needs
}

//===-- counts of templates whose members nobody uses here ----------------===//

template <class T> class Rc {
  struct Block {
    int owners;
    T value;
  };
  Block *block_;

public:
  explicit Rc(T value);
  Rc(const Rc &other) : block_(other.block_) { ++block_->owners; }
  ~Rc() {
    if (--block_->owners == 0)
      delete block_;
  }
};
void print(const Rc<double> &);

void bad_count_of_a_template(Rc<double> shared) {
  pool_post([shared] { print(shared); }); // warn: the capture 'shared' goes to another thread, and is not Send // note: capture 'shared': 'Rc<double>' is not Send // note: copies share a reference count that is not atomic // note: it is handed to another thread here // note: use std::shared_ptr, or an atomic count instead, or hand over only what the other thread needs
}

class COROLINT_SEND Users { // warn[contradicted-send]: 'Users' claims to be Send, but its member 'users' is not // note: drop the claim, or vouch for it and say why: COROLINT_UNCHECKED_SEND; or use std::shared_ptr, or an atomic count instead
  Rc<long> users; // note: copies share a reference count that is not atomic // note: member 'users': 'Rc<long>' is not Send
};

// Every copy counts for itself.
class Deep {
  struct Rep {
    int copies = 0;
  };
  Rep *rep_;

public:
  Deep(const Deep &other) : rep_(new Rep(*other.rep_)) { rep_->copies++; }
  ~Deep() {
    rep_->copies--;
    delete rep_;
  }
  int copies() const { return rep_->copies; }
};

void good_deep_copy(const Deep &deep) {
  pool_post([deep] { emit(deep.copies()); });
}
