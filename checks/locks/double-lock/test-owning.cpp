// Locks whose lock() gives away a guard that owns what it has locked.
#include "mini.h"
#include "owning_lock.h"
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <string>

namespace good_guard_of_a_lock_ends {
void temporaries(owning::mutex &m) {
  *m.lock() = 1;
  *m.lock() = 2;
}
void loop(owning::mutex &m) {
  for (int i = 0; i != 3; ++i) {
    auto g = m.lock();
    *g = i;
  }
}
void scopes(owning::mutex &m) {
  {
    auto g = m.lock();
    *g = 1;
  }
  auto g = m.lock();
  *g = 2;
}
int branches(owning::mutex &m, bool first) {
  if (first)
    return *m.lock();
  auto g = m.lock();
  return *g;
}
} // namespace good_guard_of_a_lock_ends

namespace bad_guard_of_a_lock_lives {
void twice(owning::mutex &m) {
  auto g = m.lock(); // note: first acquired here
  auto h = m.lock(); // warn: 'lock' locks 'm.raw', which is already held here: a deadlock // note@owning_lock.h: acquired again here
  *g = *h;
}
} // namespace bad_guard_of_a_lock_lives

namespace sharing {
template <class M> class reader {
public:
  explicit reader(M &m) : m_(m) {}
  reader(const reader &) = delete;
  ~reader() { m_.raw.unlock_shared(); }
  M &m_;
};
class mutex {
public:
  reader<mutex> lock_shared() {
    raw.lock_shared();
    return reader<mutex>(*this);
  }
  std::shared_mutex raw;
};
} // namespace sharing

namespace good_shared_guards_end {
void scopes(sharing::mutex &m) {
  {
    auto g = m.lock_shared();
  }
  auto g = m.lock_shared();
}
} // namespace good_shared_guards_end

// ---- What is returned is no guard ----

namespace bad_result_owns_no_lock {
struct store {
  std::mutex m;
  std::string name;
  std::string enter() {
    m.lock(); // note: acquired again here
    return name;
  }
};
void twice(store &s) {
  std::string a = s.enter(); // note: first acquired here
  std::string b = s.enter(); // warn: 'enter' locks 's.m', which is already held here: a deadlock
  s.m.unlock();
}
} // namespace bad_result_owns_no_lock

namespace good_result_may_own_the_lock {
struct store {
  std::mutex m;
  std::shared_ptr<void> enter() {
    m.lock();
    return {nullptr, [this](void *) { m.unlock(); }};
  }
};
void twice(store &s) {
  { auto held = s.enter(); }
  auto held = s.enter();
}
struct Unlock {
  void operator()(std::mutex *m) const { m->unlock(); }
};
std::unique_ptr<std::mutex, Unlock> held_by(std::mutex &m) {
  m.lock();
  return std::unique_ptr<std::mutex, Unlock>(&m);
}
void twice(std::mutex &m) {
  { auto held = held_by(m); }
  auto held = held_by(m);
}
} // namespace good_result_may_own_the_lock

// ---- A guard, and a lock by hand ----

namespace bad_lock_by_hand_beside_a_guard {
struct both {
  std::mutex a, b;
  std::unique_lock<std::mutex> enter() {
    b.lock();
    return std::unique_lock(a);
  }
};
void twice(both &s) {
  auto held = s.enter(); // note: first acquired here
  std::lock_guard again(s.a); // warn: 's.a' is locked again while it is held, which is a deadlock
  s.b.unlock();
}
} // namespace bad_lock_by_hand_beside_a_guard

// ---- A try by another name ----

namespace good_attempt {
template <class M> class [[clang::annotate("corolint::lock_guard", "thread")]] attempt_guard {
public:
  explicit attempt_guard(M &m);
  ~attempt_guard();
  explicit operator bool() const;
};
struct __attribute__((capability("mutex"))) mutex {
  attempt_guard<mutex> attempt() __attribute__((try_acquire_capability(true)));
  attempt_guard<mutex> lock() __attribute__((acquire_capability()));
};
int twice(mutex &m) {
  auto first = m.attempt();
  if (first)
    return 1;
  auto second = m.lock();
  return 2;
}
} // namespace good_attempt
