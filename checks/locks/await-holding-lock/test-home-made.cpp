// flags: -std=c++20 -pthread
// Locks and guards from users' own code: found by what their constructors, members and destructors do.
#include "mini.h"
#include <atomic>
#include <deque>
#include <mutex>
#include <pthread.h>
#include <shared_mutex>
#include <thread>

struct Table {
  std::mutex m;
  std::shared_mutex rw;
  int version = 0;
};
mini::task<void> flush(int key = 0);

// ---- Guards with a flag ----

namespace good_flag_guard_unlocks_once {
class Guard {
  std::mutex &m_;
  bool held_ = true;

public:
  explicit Guard(std::mutex &m) : m_(m) { m_.lock(); }
  void unlock() {
    if (held_) {
      m_.unlock();
      held_ = false;
    }
  }
  ~Guard() { unlock(); }
};
mini::task<void> f(Table &t) {
  Guard guard(t.m);
  guard.unlock();
  co_await flush();
}
} // namespace good_flag_guard_unlocks_once

namespace good_flag_guard_is_off {
class Guard {
  std::mutex &m_;
  bool on_;

public:
  Guard(std::mutex &m, bool on) : m_(m), on_(on) {
    if (on)
      m.lock();
  }
  ~Guard() {
    if (on_)
      m_.unlock();
  }
};
mini::task<void> f(Table &t) {
  Guard guard(t.m, false);
  co_await flush();
}
} // namespace good_flag_guard_is_off

class Toggle {
  std::mutex &m_;
  bool held_ = true;

public:
  explicit Toggle(std::mutex &m) : m_(m) { m_.lock(); }
  void drop() {
    held_ = false;
    m_.unlock();
  }
  void take() {
    m_.lock();
    held_ = true;
  }
  ~Toggle() {
    if (held_)
      m_.unlock();
  }
};

namespace good_toggle_dropped_around_the_await {
mini::task<void> f(Table &t) {
  Toggle toggle(t.m);
  toggle.drop();
  co_await flush();
  toggle.take();
}
} // namespace good_toggle_dropped_around_the_await

namespace bad_toggle_taken_again {
mini::task<void> f(Table &t) {
  Toggle toggle(t.m);
  toggle.drop();
  co_await flush();
  toggle.take(); // warn: thread lock 't.m' is held while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
  co_await flush(); // note: still held at this 'co_await', where the coroutine may suspend
}
} // namespace bad_toggle_taken_again

namespace good_trying_guard_failed {
class Guard {
  std::mutex &m_;
  bool held_;

public:
  explicit Guard(std::mutex &m) : m_(m), held_(m.try_lock()) {}
  ~Guard() {
    if (held_)
      m_.unlock();
  }
  explicit operator bool() const { return held_; }
};
mini::task<void> f(Table &t) {
  Guard guard(t.m);
  if (!guard)
    co_await flush();
}
} // namespace good_trying_guard_failed

// ---- Guards with a pointer ----

class Handle {
  std::mutex *m_ = nullptr;

public:
  Handle() = default;
  explicit Handle(std::mutex &m) : m_(&m) { m_->lock(); }
  Handle(Handle &&other) noexcept : m_(std::exchange(other.m_, nullptr)) {}
  Handle &operator=(Handle &&other) noexcept {
    if (this != &other) {
      leave();
      m_ = std::exchange(other.m_, nullptr);
    }
    return *this;
  }
  void leave() {
    if (!m_)
      return;
    m_->unlock();
    m_ = nullptr;
  }
  ~Handle() { leave(); }
};

namespace bad_handle_left_too_late {
mini::task<void> f(Table &t) {
  Handle handle(t.m); // warn: guard 'handle' holds a thread lock while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
  co_await flush(); // note: still held at this 'co_await', where the coroutine may suspend
  handle.leave();
}
} // namespace bad_handle_left_too_late

namespace good_handle_left_first {
mini::task<void> f(Table &t) {
  Handle handle(t.m);
  handle.leave();
  co_await flush();
}
} // namespace good_handle_left_first

namespace good_handle_empty_or_emptied {
void sink(Handle);
mini::task<void> f() {
  Handle nothing;
  co_await flush();
}
mini::task<void> g(Table &t) {
  Handle handle(t.m);
  handle = Handle();
  co_await flush();
}
mini::task<void> h(Table &t) {
  Handle handle(t.m);
  sink(std::move(handle));
  co_await flush();
}
} // namespace good_handle_empty_or_emptied

namespace bad_handle_from_a_factory {
struct Store {
  std::mutex m_;
  Handle lock() { return Handle(m_); }
  mini::task<void> f() {
    auto handle = lock(); // warn: guard 'handle' holds a thread lock while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
    co_await flush(); // note: still held at this 'co_await', where the coroutine may suspend
  }
};
class Single {
  std::mutex *m_;
  explicit Single(std::mutex &m) : m_(&m) { m.lock(); }

public:
  static Single acquire(std::mutex &m) { return Single(m); }
  Single(Single &&other) noexcept : m_(std::exchange(other.m_, nullptr)) {}
  ~Single() {
    if (m_)
      m_->unlock();
  }
};
mini::task<void> g(Table &t) {
  auto single = Single::acquire(t.m); // warn: guard 'single' holds a thread lock while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
  co_await flush(); // note: still held at this 'co_await', where the coroutine may suspend
}
} // namespace bad_handle_from_a_factory

namespace good_guard_of_no_mutex {
class Maybe {
  std::mutex *m_;

public:
  explicit Maybe(std::mutex *m) : m_(m) {
    if (m_)
      m_->lock();
  }
  ~Maybe() {
    if (m_)
      m_->unlock();
  }
};
mini::task<void> f() {
  Maybe guard(nullptr);
  co_await flush();
}
} // namespace good_guard_of_no_mutex

// Begun and ended by members; the destructor only cleans up.
class Transaction {
  std::mutex *m_ = nullptr;

public:
  void begin(std::mutex &m) {
    m.lock();
    m_ = &m;
  }
  void end() {
    m_->unlock();
    m_ = nullptr;
  }
  ~Transaction() {
    if (m_)
      m_->unlock();
  }
};

namespace bad_transaction_begun {
mini::task<void> f(Table &t) {
  Transaction transaction;
  transaction.begin(t.m); // warn: thread lock 't.m' is held while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
  co_await flush(); // note: still held at this 'co_await', where the coroutine may suspend
  transaction.end();
}
} // namespace bad_transaction_begun

namespace good_transaction_not_begun {
mini::task<void> f(Table &t) {
  Transaction transaction;
  co_await flush();
  transaction.begin(t.m);
  transaction.end();
}
} // namespace good_transaction_not_begun

// ---- Guards that take a lock over, or give it back for a while ----

namespace bad_aggregate_unlocks_at_its_end {
struct AtEnd {
  std::mutex &m;
  ~AtEnd() { m.unlock(); }
};
mini::task<void> f(Table &t) {
  t.m.lock(); // warn: thread lock 't.m' is held while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
  AtEnd guard{t.m};
  co_await flush(); // note: still held at this 'co_await', where the coroutine may suspend
}
mini::task<void> g(Table &t) {
  {
    t.m.lock();
    AtEnd guard{t.m};
    ++t.version;
  }
  co_await flush();
}
} // namespace bad_aggregate_unlocks_at_its_end

namespace good_unlocked_for_a_while_by_pointer {
struct Unlocked {
  std::unique_lock<std::mutex> *lk;
  explicit Unlocked(std::unique_lock<std::mutex> *l) : lk(l) { lk->unlock(); }
  ~Unlocked() { lk->lock(); }
};
mini::task<void> f(Table &t) {
  std::unique_lock lk(t.m);
  {
    Unlocked meanwhile(&lk);
    co_await flush();
  }
  ++t.version;
}
} // namespace good_unlocked_for_a_while_by_pointer

namespace bad_reverse_guard_ends_too_early {
struct Unlocked {
  std::unique_lock<std::mutex> &lk;
  explicit Unlocked(std::unique_lock<std::mutex> &l) : lk(l) { lk.unlock(); }
  ~Unlocked() { lk.lock(); }
};
mini::task<void> f(Table &t) {
  std::unique_lock lk(t.m);
  {
    Unlocked meanwhile(lk); // warn: thread lock 'meanwhile' is held while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
    co_await flush();
  }
  co_await flush(); // note: still held at this 'co_await', where the coroutine may suspend
}
} // namespace bad_reverse_guard_ends_too_early

namespace good_scope_exit_relocks {
template <class F> struct scope_exit {
  F f;
  ~scope_exit() { f(); }
};
template <class F> scope_exit(F) -> scope_exit<F>;
mini::task<void> f(Table &t) {
  std::unique_lock lk(t.m);
  {
    lk.unlock();
    scope_exit relock{[&] { lk.lock(); }};
    co_await flush();
  }
  ++t.version;
}
} // namespace good_scope_exit_relocks

namespace good_deleter_unlocks {
struct Unlock {
  void operator()(std::mutex *m) const { m->unlock(); }
};
mini::task<void> f(Table &t) {
  {
    t.m.lock();
    std::unique_ptr<std::mutex, Unlock> held(&t.m);
    ++t.version;
  }
  co_await flush();
}
mini::task<void> g(Table &t) {
  t.m.lock();
  std::unique_ptr<std::mutex, Unlock> held(&t.m);
  held.reset();
  co_await flush();
}
} // namespace good_deleter_unlocks

// ---- Locks ----

namespace bad_ticket_lock {
struct Ticket {
  std::atomic<unsigned> next{0}, serving{0};
  void lock() noexcept {
    auto mine = next.fetch_add(1);
    while (serving.load() != mine) {
    }
  }
  void unlock() noexcept { serving.fetch_add(1); }
};
mini::task<void> f(Ticket &ticket) {
  std::lock_guard guard(ticket); // warn: guard 'guard' holds a thread lock while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
  co_await flush(); // note: still held at this 'co_await', where the coroutine may suspend
}
} // namespace bad_ticket_lock

namespace bad_compare_exchange_lock {
struct Spin {
  std::atomic<bool> taken{false};
  void lock() {
    bool expected = false;
    while (!taken.compare_exchange_weak(expected, true))
      expected = false;
  }
  void unlock() { taken.store(false); }
};
struct Guard {
  Spin *spin;
  explicit Guard(Spin &s) : spin(&s) { spin->lock(); }
  ~Guard() { spin->unlock(); }
};
mini::task<void> f(Spin &spin) {
  Guard guard(spin); // warn: guard 'guard' holds a thread lock while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
  co_await flush(); // note: still held at this 'co_await', where the coroutine may suspend
}
} // namespace bad_compare_exchange_lock

namespace bad_remembers_its_owner {
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
mini::task<void> f(Lock &lock) {
  std::lock_guard guard(lock); // warn: guard 'guard' holds a thread lock while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
  co_await flush(); // note: still held at this 'co_await', where the coroutine may suspend
}
} // namespace bad_remembers_its_owner

namespace bad_pthread_mutex_wrapped_with_its_guard {
class Mutex {
  pthread_mutex_t m_ = PTHREAD_MUTEX_INITIALIZER;

public:
  void Lock() {
    if (int error = pthread_mutex_lock(&m_))
      throw error;
  }
  void Unlock() { pthread_mutex_unlock(&m_); }
  class Guard {
    Mutex *mutex_;

  public:
    explicit Guard(Mutex *m) : mutex_(m) { mutex_->Lock(); }
    ~Guard() { mutex_->Unlock(); }
  };
};
mini::task<void> f(Mutex &m) {
  Mutex::Guard guard(&m); // warn: thread lock 'm.m_' is held while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
  co_await flush(); // note: still held at this 'co_await', where the coroutine may suspend
}
} // namespace bad_pthread_mutex_wrapped_with_its_guard

namespace bad_reader_guard {
class Reading {
  std::shared_mutex &m_;

public:
  explicit Reading(std::shared_mutex &m) : m_(m) { m_.lock_shared(); }
  ~Reading() { m_.unlock_shared(); }
};
mini::task<void> f(Table &t) {
  Reading reading{t.rw}; // warn: guard 'reading' holds a thread lock while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
  co_await flush(); // note: still held at this 'co_await', where the coroutine may suspend
}
} // namespace bad_reader_guard

namespace bad_guard_of_two {
struct Both {
  std::mutex &a, &b;
  Both(std::mutex &x, std::mutex &y) : a(x), b(y) { std::lock(a, b); }
  ~Both() {
    a.unlock();
    b.unlock();
  }
};
mini::task<void> f(Table &t, Table &u) {
  Both both(t.m, u.m); // warn: guard 'both' holds a thread lock while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
  co_await flush(); // note: still held at this 'co_await', where the coroutine may suspend
}
} // namespace bad_guard_of_two

namespace bad_lock_class_nested_in_its_base {
template <class Host> struct Lockable {
  mutable std::mutex m;
  class Lock {
    const Lockable &host_;

  public:
    explicit Lock(const Host &host) : host_(host) { host_.m.lock(); }
    ~Lock() { host_.m.unlock(); }
  };
};
struct Account : Lockable<Account> {
  mini::task<void> f() {
    Lock guard(*this); // warn: guard 'guard' holds a thread lock while the coroutine is suspended // note: release it before suspending, or use a lock that is awaited
    co_await flush(); // note: still held at this 'co_await', where the coroutine may suspend
  }
};
} // namespace bad_lock_class_nested_in_its_base

// ---- What only looks like a lock ----

namespace good_counts_or_sets_a_flag {
class Layout {
  int frozen_ = 0;
  void redo();

public:
  void lock() { ++frozen_; }
  void unlock() {
    if (--frozen_ == 0)
      redo();
  }
};
struct Frozen {
  Layout &layout;
  explicit Frozen(Layout &l) : layout(l) { layout.lock(); }
  ~Frozen() { layout.unlock(); }
};
class Row {
  bool locked_ = false;

public:
  void lock() { locked_ = true; }
  void unlock() { locked_ = false; }
};
mini::task<void> f(Layout &layout, Row &row) {
  Frozen frozen(layout);
  row.lock();
  co_await flush();
  row.unlock();
}
} // namespace good_counts_or_sets_a_flag

// The mutex guards the counter; it is not held in between.
namespace good_constructor_and_destructor_lock_for_a_moment {
struct Registered {
  Table &t;
  explicit Registered(Table &table) : t(table) {
    std::lock_guard guard(t.m);
    ++t.version;
  }
  ~Registered() {
    t.m.lock();
    --t.version;
    t.m.unlock();
  }
};
mini::task<void> f(Table &t) {
  Registered registered(t);
  co_await flush();
}
} // namespace good_constructor_and_destructor_lock_for_a_moment

namespace good_lease_of_a_pool {
struct Pool {
  std::mutex m_;
  std::deque<int> idle_;
  struct Lease {
    Pool *pool;
    int id;
    Lease(Pool *p, int i) : pool(p), id(i) {}
    Lease(Lease &&other) noexcept : pool(std::exchange(other.pool, nullptr)), id(other.id) {}
    ~Lease() {
      if (pool) {
        std::lock_guard guard(pool->m_);
        pool->idle_.push_back(id);
      }
    }
  };
  Lease take() {
    std::lock_guard guard(m_);
    int id = idle_.front();
    idle_.pop_front();
    return Lease(this, id);
  }
  mini::task<void> f() {
    auto lease = take();
    co_await flush(lease.id);
  }
};
} // namespace good_lease_of_a_pool

namespace good_lock_that_answers {
struct File {
  bool lock(int offset, int length);
  void unlock(int offset, int length);
};
struct Wallet {
  void lock();
  bool unlock(const std::string &password);
};
struct Surface {
  void *lock();
  void unlock();
};
mini::task<void> f(File &file, Wallet &wallet, Surface &surface) {
  file.lock(0, 8);
  wallet.lock();
  void *pixels = surface.lock();
  co_await flush(pixels != nullptr);
  surface.unlock();
  file.unlock(0, 8);
}
} // namespace good_lock_that_answers
