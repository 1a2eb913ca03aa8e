// flags: -std=c++20 -pthread
// Locks that one thread may take twice, found by what they wrap, derive from, are declared as, or do.
#include "mini.h"
#include <atomic>
#include <mutex>
#include <pthread.h>
#include <shared_mutex>
#include <thread>

int work();

// ---- By wrapper, base, alias and template argument ----

namespace good_wraps_a_recursive_mutex {
class Section {
  std::recursive_mutex m_;

public:
  void lock() { m_.lock(); }
  void unlock() { m_.unlock(); }
};
void f(Section &section) {
  std::lock_guard outer(section);
  std::lock_guard inner(section);
}
} // namespace good_wraps_a_recursive_mutex

namespace good_wraps_a_recursive_mutex_under_other_names {
class Section {
  std::recursive_mutex m_;

public:
  void Enter() { m_.lock(); }
  void Leave() { m_.unlock(); }
};
struct Inside {
  Section &section;
  explicit Inside(Section &s) : section(s) { section.Enter(); }
  ~Inside() { section.Leave(); }
};
void f(Section &section) {
  Inside outer(section);
  Inside inner(section);
}
} // namespace good_wraps_a_recursive_mutex_under_other_names

namespace good_derives_from_a_recursive_mutex {
class Lock : public std::recursive_mutex {};
void f(Lock &lock) {
  std::lock_guard outer(lock);
  std::lock_guard inner(lock);
}
} // namespace good_derives_from_a_recursive_mutex

namespace good_alias_of_a_recursive_mutex {
using Mutex = std::recursive_mutex;
struct Table {
  Mutex m_;
  void touch() { std::lock_guard guard(m_); }
  void f() {
    std::lock_guard guard(m_);
    touch();
  }
};
} // namespace good_alias_of_a_recursive_mutex

template <class M> struct TableOver {
  M m_;
  int n_ = 0;
  void touch() {
    std::lock_guard<M> guard(m_);
    ++n_;
  }
};

namespace good_member_over_a_recursive_mutex {
void f(TableOver<std::recursive_mutex> &table) {
  std::lock_guard guard(table.m_);
  table.touch();
}
} // namespace good_member_over_a_recursive_mutex

// The same template over a mutex that is not recursive.
namespace bad_member_over_a_plain_mutex {
template <class M> struct Table {
  M m_;
  int n_ = 0;
  void touch() {
    std::lock_guard<M> guard(m_); // note: acquired again here
    ++n_;
  }
  void f() {
    std::lock_guard<M> guard(m_); // note: first acquired here
    touch(); // warn: 'touch' locks 'm_', which is already held here: a deadlock
  }
};
template struct Table<std::mutex>;
template struct Table<std::recursive_mutex>;
} // namespace bad_member_over_a_plain_mutex

// ---- By attribute ----

namespace good_attribute_of_the_pthread_mutex {
class Lock {
  pthread_mutex_t m_;

public:
  Lock() {
    pthread_mutexattr_t attributes;
    pthread_mutexattr_init(&attributes);
    pthread_mutexattr_settype(&attributes, PTHREAD_MUTEX_RECURSIVE);
    pthread_mutex_init(&m_, &attributes);
  }
  void lock() { pthread_mutex_lock(&m_); }
  void unlock() { pthread_mutex_unlock(&m_); }
};
void f(Lock &lock) {
  std::lock_guard outer(lock);
  std::lock_guard inner(lock);
}
} // namespace good_attribute_of_the_pthread_mutex

namespace good_attribute_of_a_pthread_member {
struct Table {
  pthread_mutex_t m_;
  Table() {
    pthread_mutexattr_t attributes;
    pthread_mutexattr_init(&attributes);
    pthread_mutexattr_settype(&attributes, PTHREAD_MUTEX_RECURSIVE);
    pthread_mutex_init(&m_, &attributes);
  }
  void touch() {
    pthread_mutex_lock(&m_);
    pthread_mutex_unlock(&m_);
  }
  void f() {
    pthread_mutex_lock(&m_);
    touch();
    pthread_mutex_unlock(&m_);
  }
};
} // namespace good_attribute_of_a_pthread_member

// An attribute of Clang 21 and later.
#if __has_attribute(reentrant_capability)
namespace good_reentrant_capability {
class __attribute__((capability("mutex"), reentrant_capability)) Lock {
public:
  void enter() __attribute__((acquire_capability()));
  void leave() __attribute__((release_capability()));
};
void f(Lock &lock) {
  lock.enter();
  lock.enter();
  lock.leave();
  lock.leave();
}
} // namespace good_reentrant_capability
#endif

// ---- By what lock() does ----

namespace good_remembers_its_owner {
class Lock {
  std::atomic<std::thread::id> owner_{};
  int depth_ = 0;
  std::mutex m_;

public:
  void lock() {
    if (owner_.load() == std::this_thread::get_id()) {
      ++depth_;
      return;
    }
    m_.lock();
    owner_ = std::this_thread::get_id();
    depth_ = 1;
  }
  void unlock() {
    if (--depth_ == 0) {
      owner_ = std::thread::id{};
      m_.unlock();
    }
  }
};
void f(Lock &lock) {
  std::lock_guard outer(lock);
  std::lock_guard inner(lock);
}
} // namespace good_remembers_its_owner

namespace good_only_counts {
class Layout {
  int frozen_ = 0;

public:
  void lock() { ++frozen_; }
  void unlock() {
    if (--frozen_ == 0)
      work();
  }
};
void f(Layout &layout) {
  std::lock_guard outer(layout);
  std::lock_guard inner(layout);
}
} // namespace good_only_counts

namespace good_only_sets_a_flag {
class Row {
  bool locked_ = false;

public:
  void lock() { locked_ = true; }
  void unlock() { locked_ = false; }
};
void f(Row &row) {
  row.lock();
  row.lock();
  row.unlock();
}
} // namespace good_only_sets_a_flag

// It sets a flag as well, but waits until it was clear.
namespace bad_spins_until_the_flag_is_clear {
struct Spin {
  std::atomic_flag taken;
  void lock() {
    while (taken.test_and_set(std::memory_order_acquire)) {
    }
  }
  void unlock() { taken.clear(std::memory_order_release); }
};
struct Table {
  Spin m_;
  int n_ = 0;
  int n() {
    std::lock_guard guard(m_); // note: acquired again here
    return n_;
  }
  void f() {
    std::lock_guard guard(m_); // note: first acquired here
    n_ = n() + 1; // warn: 'n' locks 'm_', which is already held here: a deadlock
  }
};
} // namespace bad_spins_until_the_flag_is_clear

// ---- Locks with readers, and counters of places ----

namespace good_two_async_readers {
struct Rows {
  struct reader {
    Rows *rows;
    explicit reader(Rows &r) : rows(&r) {}
    reader(reader &&other) noexcept : rows(std::exchange(other.rows, nullptr)) {}
    ~reader() {
      if (rows)
        rows->unlock_shared();
    }
  };
  mini::task<reader> lock_shared();
  mini::task<void> lock();
  void unlock();
  void unlock_shared();
};
mini::task<void> f(Rows &rows) {
  auto first = co_await rows.lock_shared();
  auto second = co_await rows.lock_shared();
}
} // namespace good_two_async_readers

namespace bad_async_reader_wants_to_write {
struct Rows {
  struct guard {
    Rows *rows;
    explicit guard(Rows &r) : rows(&r) {}
    guard(guard &&other) noexcept : rows(std::exchange(other.rows, nullptr)) {}
    ~guard() {
      if (rows)
        rows->unlock();
    }
  };
  mini::task<guard> read_lock();
  mini::task<guard> write_lock();
  void unlock();
};
mini::task<void> f(Rows &rows) {
  auto reading = co_await rows.read_lock(); // note: first acquired here
  auto writing = co_await rows.write_lock(); // warn: 'rows' is locked again while it is held, which waits for this coroutine
}
} // namespace bad_async_reader_wants_to_write

namespace good_acquires_two_places {
struct Places {
  mini::task<void> acquire();
  void release();
};
mini::task<void> f(Places &places) {
  co_await places.acquire();
  co_await places.acquire();
  places.release();
  places.release();
}
} // namespace good_acquires_two_places
