// Reference counts of one's own: by structure, atomic or not.
// flags: -std=c++23 -pthread
#include <thread>

void emit(int);
extern bool several_threads;

//===-- a count that two functions raise and lower ------------------------===//

struct Plain {
  static void up(int *count) { ++*count; }
  static bool down(int *count) { return --*count == 0; }
};
struct Atomic {
  static void up(int *count) { __atomic_add_fetch(count, 1, __ATOMIC_RELAXED); }
  static bool down(int *count) {
    return __atomic_sub_fetch(count, 1, __ATOMIC_ACQ_REL) == 0;
  }
};
struct Dispatched {
  static void up(int *count) {
    if (several_threads)
      __atomic_add_fetch(count, 1, __ATOMIC_RELAXED);
    else
      ++*count;
  }
  static bool down(int *count) {
    if (several_threads)
      return __atomic_sub_fetch(count, 1, __ATOMIC_ACQ_REL) == 0;
    return --*count == 0;
  }
};
struct Builtin {
  static void up(int *count) { __sync_fetch_and_add(count, 1); }
  static bool down(int *count) { return __sync_sub_and_fetch(count, 1) == 0; }
};
template <class Policy> class handle {
public:
  explicit handle(int value) : block_(new block{1, value}) {}
  handle(const handle &other) : block_(other.block_) {
    Policy::up(&block_->owners);
  }
  handle &operator=(const handle &) = delete;
  ~handle() {
    if (Policy::down(&block_->owners))
      delete block_;
  }
  int get() const { return block_->value; }

private:
  struct block {
    int owners, value;
  };
  block *block_;
};

void bad_policy(handle<Plain> mine) {
  std::jthread t([mine] { emit(mine.get()); }); // warn: the capture 'mine' goes to another thread, and is not Send // note: capture 'mine': 'handle<Plain>' is not Send // note: copies share a reference count that is not atomic // note: it is handed to another thread here // note: use std::shared_ptr, or an atomic count instead, or hand over only what the other thread needs
}

void good_atomic_policy(handle<Atomic> mine) {
  std::jthread t([mine] { emit(mine.get()); });
}

void good_dispatched_policy(handle<Dispatched> mine) {
  std::jthread t([mine] { emit(mine.get()); });
}

void good_builtin_policy(handle<Builtin> mine) {
  std::jthread t([mine] { emit(mine.get()); });
}

//===-- by reference ------------------------------------------------------===//

inline void raise(int &count) { ++count; }
inline void lower(int &count) { --count; }
inline void look(int count) { ++count; }

class shared_text {
public:
  shared_text(const shared_text &other) : block_(other.block_) {
    raise(block_->owners);
  }
  ~shared_text() { lower(block_->owners); }
  int get() const { return block_->value; }

private:
  struct block {
    int owners, value;
  };
  block *block_;
};

class looked_at {
public:
  looked_at(const looked_at &other) : block_(other.block_) {
    look(block_->owners);
  }
  ~looked_at() { look(-block_->owners); }
  int get() const { return block_->value; }

private:
  struct block {
    int owners, value;
  };
  block *block_;
};

void bad_by_reference(shared_text mine) {
  std::jthread t([mine] { emit(mine.get()); }); // warn: the capture 'mine' goes to another thread, and is not Send // note: capture 'mine': 'shared_text' is not Send // note: copies share a reference count that is not atomic // note: it is handed to another thread here // note: use std::shared_ptr, or an atomic count instead, or hand over only what the other thread needs
}

void good_no_count(looked_at mine) {
  std::jthread t([mine] { emit(mine.get()); });
}
