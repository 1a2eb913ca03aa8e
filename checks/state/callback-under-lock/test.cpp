// Code that somebody else has registered or suspended runs while a lock is held; and code that only looks like it.
#include "annotated.h"
#include "mini.h"
#include <algorithm>
#include <deque>
#include <functional>
#include <future>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <shared_mutex>

using callback = std::function<void(int)>;
int work(int = 0);
void post(std::function<void()> job);
void unknown(...);

// ---- Stored callbacks ----

namespace bad_list_of_callbacks {
struct feed {
  std::mutex m_;
  std::vector<callback> listeners_;
  void publish(int v) {
    std::lock_guard guard(m_); // note: acquired here; release it first, with what the call needs taken out
    for (auto &f : listeners_)
      f(v); // warn: callback 'f' is called while 'm_' is held: unknown code runs under the lock
  }
};
} // namespace bad_list_of_callbacks

namespace bad_single_callback {
struct timer {
  mutable std::mutex m_;
  callback on_tick_;
  void tick_once(int v) {
    std::unique_lock<std::mutex> lock(m_); // note: acquired here; release it first, with what the call needs taken out
    if (on_tick_)
      on_tick_(v); // warn: callback 'on_tick_' is called while 'm_' is held: unknown code runs under the lock
  }
  void tick_const(int v) const {
    std::scoped_lock lock(m_); // note: acquired here; release it first, with what the call needs taken out
    this->on_tick_.operator()(v); // warn: callback 'on_tick_' is called while 'm_' is held: unknown code runs under the lock
  }
  int asks(int v) {
    std::scoped_lock lock(m_); // note: acquired here; release it first, with what the call needs taken out
    return handler_(v) + 1; // warn: callback 'handler_' is called while 'm_' is held: unknown code runs under the lock
  }
  std::function<int(int)> handler_;
};
} // namespace bad_single_callback

namespace bad_ways_to_hold {
struct table {
  std::mutex m_;
  std::shared_mutex rw_;
  std::recursive_mutex rec_;
  callback changed_;
  void by_hand(int v) {
    m_.lock(); // note: acquired here; release it first, with what the call needs taken out
    changed_(v); // warn: callback 'changed_' is called while 'm_' is held: unknown code runs under the lock
    m_.unlock();
  }
  void shared(int v) {
    std::shared_lock lock(rw_); // note: acquired here; release it first, with what the call needs taken out
    changed_(v); // warn: callback 'changed_' is called while 'rw_' is held: unknown code runs under the lock
  }
  void recursive(int v) {
    std::lock_guard lock(rec_); // note: acquired here; release it first, with what the call needs taken out
    changed_(v); // warn: callback 'changed_' is called while 'rec_' is held: unknown code runs under the lock
  }
  void tried(int v) {
    if (m_.try_lock()) { // note: acquired here; release it first, with what the call needs taken out
      changed_(v); // warn: callback 'changed_' is called while 'm_' is held: unknown code runs under the lock
      m_.unlock();
    }
  }
  void relocked(int v) {
    std::unique_lock lock(m_);
    lock.unlock();
    work();
    lock.lock(); // note: acquired here; release it first, with what the call needs taken out
    changed_(v); // warn: callback 'changed_' is called while 'm_' is held: unknown code runs under the lock
  }
  void in_init(int v) {
    if (std::lock_guard lock(m_); v > 0) // note: acquired here; release it first, with what the call needs taken out
      changed_(v); // warn: callback 'changed_' is called while 'm_' is held: unknown code runs under the lock
  }
  void deferred(int v) {
    std::unique_lock lock(m_, std::defer_lock);
    if (v > 0)
      lock.lock(); // note: acquired here; release it first, with what the call needs taken out
    if (lock.owns_lock())
      changed_(v); // warn: callback 'changed_' is called while 'm_' is held: unknown code runs under the lock
  }
};
struct own_guard {
  explicit own_guard(std::mutex &m) : m_(m) { m_.lock(); }
  ~own_guard() { m_.unlock(); }
  std::mutex &m_;
};
void homemade(table &t, int v) {
  own_guard lock(t.m_); // note: acquired here; release it first, with what the call needs taken out
  t.changed_(v); // warn: callback 'changed_' is called while 't.m_' is held: unknown code runs under the lock
}
} // namespace bad_ways_to_hold

namespace bad_containers {
struct registry {
  std::mutex m_;
  std::map<int, callback> by_id_;
  std::vector<std::pair<int, callback>> pairs_;
  std::optional<callback> maybe_;
  std::shared_ptr<callback> shared_;
  std::unique_ptr<callback> owned_;
  std::deque<callback> queue_;
  callback table_[4];
  void find(int id) {
    std::lock_guard guard(m_); // note: acquired here; release it first, with what the call needs taken out // note: acquired here; release it first, with what the call needs taken out // note: acquired here; release it first, with what the call needs taken out
    if (auto it = by_id_.find(id); it != by_id_.end())
      it->second(id); // warn: callback is called while 'm_' is held: unknown code runs under the lock
    by_id_.at(id)(id); // warn: callback 'by_id_' is called while 'm_' is held: unknown code runs under the lock
    by_id_[id](id); // warn: callback 'by_id_' is called while 'm_' is held: unknown code runs under the lock
  }
  void bindings() {
    std::lock_guard guard(m_); // note: acquired here; release it first, with what the call needs taken out // note: acquired here; release it first, with what the call needs taken out
    for (auto &[id, f] : by_id_)
      f(id); // warn: callback 'f' is called while 'm_' is held: unknown code runs under the lock
    for (const auto &entry : pairs_)
      entry.second(entry.first); // warn: callback is called while 'm_' is held: unknown code runs under the lock
  }
  void pointers(int v) {
    std::lock_guard guard(m_); // note: acquired here; release it first, with what the call needs taken out // note: acquired here; release it first, with what the call needs taken out // note: acquired here; release it first, with what the call needs taken out // note: acquired here; release it first, with what the call needs taken out // note: acquired here; release it first, with what the call needs taken out
    (*maybe_)(v); // warn: callback 'maybe_' is called while 'm_' is held: unknown code runs under the lock
    (*shared_)(v); // warn: callback 'shared_' is called while 'm_' is held: unknown code runs under the lock
    (*owned_)(v); // warn: callback 'owned_' is called while 'm_' is held: unknown code runs under the lock
    table_[v](v); // warn: callback 'table_' is called while 'm_' is held: unknown code runs under the lock
    queue_.front()(v); // warn: callback 'queue_' is called while 'm_' is held: unknown code runs under the lock
  }
  void indexed(int v) {
    std::lock_guard guard(m_); // note: acquired here; release it first, with what the call needs taken out
    for (size_t i = 0; i < pairs_.size(); ++i)
      pairs_[i].second(v); // warn: callback is called while 'm_' is held: unknown code runs under the lock
  }
  // Copied, but the lock is still held.
  void copied(int v) {
    std::lock_guard guard(m_); // note: acquired here; release it first, with what the call needs taken out
    auto now = queue_;
    for (auto &f : now)
      f(v); // warn: callback 'f' is called while 'm_' is held: unknown code runs under the lock
  }
  void swapped(int v) {
    std::deque<callback> now;
    std::lock_guard guard(m_); // note: acquired here; release it first, with what the call needs taken out
    now.swap(queue_);
    while (!now.empty()) {
      now.front()(v); // warn: callback 'now' is called while 'm_' is held: unknown code runs under the lock
      now.pop_front();
    }
  }
  void taken(int v) {
    std::unique_lock lock(m_); // note: acquired here; release it first, with what the call needs taken out // note: acquired here; release it first, with what the call needs taken out
    callback first = std::move(queue_.front());
    queue_.pop_front();
    first(v); // warn: callback 'first' is called while 'm_' is held: unknown code runs under the lock
    callback second;
    if (v)
      second = std::exchange(table_[0], {});
    second(v); // warn: callback 'second' is called while 'm_' is held: unknown code runs under the lock
  }
};
} // namespace bad_containers

namespace bad_function_pointers {
using hook = void (*)(void *);
struct library {
  std::mutex m_;
  hook hook_ = nullptr;
  void *user_ = nullptr;
  void (&reference_)(int);
  void fire() {
    std::lock_guard guard(m_); // note: acquired here; release it first, with what the call needs taken out // note: acquired here; release it first, with what the call needs taken out // note: acquired here; release it first, with what the call needs taken out
    hook_(user_); // warn: callback 'hook_' is called while 'm_' is held: unknown code runs under the lock
    (*hook_)(user_); // warn: callback 'hook_' is called while 'm_' is held: unknown code runs under the lock
    reference_(1); // warn: callback 'reference_' is called while 'm_' is held: unknown code runs under the lock
  }
};
std::mutex registered_mutex;
hook registered;
callback global;
void fire_global() {
  std::lock_guard guard(registered_mutex); // note: acquired here; release it first, with what the call needs taken out // note: acquired here; release it first, with what the call needs taken out
  registered(nullptr); // warn: callback 'registered' is called while 'registered_mutex' is held: unknown code runs under the lock
  global(1); // warn: callback 'global' is called while 'registered_mutex' is held: unknown code runs under the lock
}
template <class Target> struct binding {
  std::mutex m_;
  Target *target_;
  void (Target::*member_)(int);
  void fire() {
    std::lock_guard guard(m_); // note: acquired here; release it first, with what the call needs taken out
    (target_->*member_)(1); // warn: callback 'member_' is called while 'm_' is held: unknown code runs under the lock
  }
};
struct target {
  void got(int);
};
template struct binding<target>;
} // namespace bad_function_pointers

namespace bad_lock_without_a_name {
std::mutex &some_mutex();
struct feed {
  callback one_;
  void fire(int v) { std::lock_guard<std::mutex>{some_mutex()}, one_(v); } // warn: callback 'one_' is called while a lock is held: unknown code runs under the lock // note: acquired here; release it first, with what the call needs taken out
};
} // namespace bad_lock_without_a_name

namespace bad_handed_on {
struct feed {
  std::mutex m_;
  std::vector<callback> listeners_;
  callback one_;
  static void call(const callback &f, int v) { f(v); }
  template <class F> static void call_any(F &&f, int v) { std::forward<F>(f)(v); } // note: which calls callback 'f' here
  void invoke(int v) {
    std::lock_guard guard(m_); // note: acquired here; release it first, with what the call needs taken out // note: acquired here; release it first, with what the call needs taken out // note: acquired here; release it first, with what the call needs taken out
    std::invoke(one_, v); // warn: callback 'one_' is called while 'm_' is held: unknown code runs under the lock
    call(one_, v); // warn: callback 'one_' is called while 'm_' is held: unknown code runs under the lock
    call_any(one_, v); // warn: 'call_any' calls callback 'f' while 'm_' is held: unknown code runs under the lock
  }
  void each(int v) {
    std::lock_guard guard(m_); // note: acquired here; release it first, with what the call needs taken out // note: acquired here; release it first, with what the call needs taken out // note: acquired here; release it first, with what the call needs taken out
    std::for_each(listeners_.begin(), listeners_.end(), [v](auto &f) {
      f(v); // warn: callback 'f' is called while 'm_' is held: unknown code runs under the lock
    });
    std::ranges::for_each(listeners_, [v](const callback &f) {
      f(v); // warn: callback 'f' is called while 'm_' is held: unknown code runs under the lock
    });
    [&](int n) {
      one_(n); // warn: callback 'one_' is called while 'm_' is held: unknown code runs under the lock
    }(v);
  }
  // A lambda with a name is a helper.
  void named(int v) {
    auto tell = [&](int n) { one_(n); }; // note: which calls callback 'one_' here // note: which calls callback 'one_' here
    std::lock_guard guard(m_); // note: acquired here; release it first, with what the call needs taken out // note: acquired here; release it first, with what the call needs taken out
    tell(v); // warn: this lambda calls callback 'one_' while 'm_' is held: unknown code runs under the lock
    std::for_each(listeners_.begin(), listeners_.end(), [&](auto &) {
      tell(v); // warn: this lambda calls callback 'one_' while 'm_' is held: unknown code runs under the lock
    });
  }
};
} // namespace bad_handed_on

namespace bad_branches {
struct feed {
  std::mutex m_;
  callback first_, second_;
  template <bool Loud> void choose(int v) {
    std::lock_guard guard(m_); // note: acquired here; release it first, with what the call needs taken out
    if constexpr (Loud)
      first_(v); // warn: callback 'first_' is called while 'm_' is held: unknown code runs under the lock
    else
      work(v);
  }
  void switched(int v) {
    std::lock_guard guard(m_); // note: acquired here; release it first, with what the call needs taken out
    switch (v) {
    case 1:
      first_(v); // warn: callback 'first_' is called while 'm_' is held: unknown code runs under the lock
      break;
    default:
      break;
    }
  }
  void tried(int v) {
    std::lock_guard guard(m_); // note: acquired here; release it first, with what the call needs taken out
    try {
      first_(v); // warn: callback 'first_' is called while 'm_' is held: unknown code runs under the lock
    } catch (...) {
      work(v);
    }
  }
  void picked(int v) {
    std::lock_guard guard(m_); // note: acquired here; release it first, with what the call needs taken out
    (v ? first_ : second_)(v); // warn: callback is called while 'm_' is held: unknown code runs under the lock
  }
  void unlocked_on_one_path(int v) {
    std::unique_lock lock(m_); // note: acquired here; release it first, with what the call needs taken out
    if (v)
      lock.unlock();
    first_(v); // warn: callback 'first_' is called while 'm_' is held: unknown code runs under the lock
  }
};
void uses(feed &f) {
  f.choose<true>(1);
  f.choose<false>(1);
}
#define NOTIFY(f, v)                                                                                                   \
  do {                                                                                                                 \
    if (f)                                                                                                             \
      f(v);                                                                                                            \
  } while (0)
void by_macro(feed &f) {
  std::lock_guard guard(f.m_); // note: acquired here; release it first, with what the call needs taken out
  NOTIFY(f.first_, 1); // warn: callback 'first_' is called while 'f.m_' is held: unknown code runs under the lock
}
} // namespace bad_branches

namespace bad_in_a_coroutine {
struct feed {
  std::mutex m_;
  callback one_;
  mini::task<void> publish(int v) {
    co_await mini::tick();
    {
      std::lock_guard guard(m_); // note: acquired here; release it first, with what the call needs taken out
      one_(v); // warn: callback 'one_' is called while 'm_' is held: unknown code runs under the lock
    }
    co_await mini::tick();
  }
};
} // namespace bad_in_a_coroutine

// ---- Handles ----

namespace bad_resumes {
struct event {
  std::mutex m_;
  std::vector<std::coroutine_handle<>> waiting_;
  std::coroutine_handle<> one_;
  void set() {
    std::lock_guard guard(m_); // note: acquired here; release it first, with what the call needs taken out
    for (auto h : std::exchange(waiting_, {}))
      h.resume(); // warn: a coroutine is resumed while 'm_' is held: unknown code runs under the lock
  }
  void set_one() {
    std::lock_guard guard(m_); // note: acquired here; release it first, with what the call needs taken out
    if (auto h = std::exchange(one_, {}))
      h(); // warn: a coroutine is resumed while 'm_' is held: unknown code runs under the lock
  }
  void set_all() {
    std::lock_guard guard(m_); // note: acquired here; release it first, with what the call needs taken out
    std::for_each(waiting_.begin(), waiting_.end(), [](auto h) {
      h.resume(); // warn: a coroutine is resumed while 'm_' is held: unknown code runs under the lock
    });
  }
  void given(std::coroutine_handle<> h) {
    std::lock_guard guard(m_); // note: acquired here; release it first, with what the call needs taken out
    h.resume(); // warn: a coroutine is resumed while 'm_' is held: unknown code runs under the lock
  }
};
} // namespace bad_resumes

// ---- Through helpers ----

namespace bad_helpers {
struct reply {
  int value = 0;
  std::coroutine_handle<> waiter;
  void fulfil(int v) {
    value = v;
    if (waiter)
      waiter.resume(); // note: which resumes a coroutine here
  }
};
struct requests {
  std::mutex m_;
  std::map<int, std::shared_ptr<reply>> open_;
  callback changed_;
  void tell(int id) { changed_(id); } // note: which calls callback 'changed_' here
  void tell_twice(int id) {
    tell(id); // note: which calls 'tell' here
    tell(id);
  }
  void answer(int id, int v) {
    std::lock_guard guard(m_); // note: acquired here; release it first, with what the call needs taken out // note: acquired here; release it first, with what the call needs taken out
    if (auto it = open_.find(id); it != open_.end()) {
      it->second->fulfil(v); // warn: 'fulfil' resumes a coroutine while 'm_' is held: unknown code runs under the lock
      open_.erase(it);
    }
    tell_twice(id); // warn: 'tell_twice' calls callback 'changed_' while 'm_' is held: unknown code runs under the lock
  }
  void locked(std::unique_lock<std::mutex> &) { changed_(1); } // note: which calls callback 'changed_' here
  void passes_guard() {
    std::unique_lock lock(m_); // note: acquired here; release it first, with what the call needs taken out
    locked(lock); // warn: 'locked' calls callback 'changed_' while 'm_' is held: unknown code runs under the lock
  }
};
template <class F> void with_lock(std::mutex &m, F f) {
  std::lock_guard guard(m); // note: acquired here; release it first, with what the call needs taken out
  f();
}
struct locked_by_a_helper {
  std::mutex m_;
  callback changed_;
  void change(int v) {
    with_lock(m_, [&] {
      changed_(v); // warn: callback 'changed_' is called while 'm' is held: unknown code runs under the lock
    });
  }
};
} // namespace bad_helpers

// ---- Observers ----

namespace bad_observers {
struct cache_observer {
  virtual ~cache_observer() = default;
  virtual void on_evict(int key) = 0;
  virtual void onInsert(int key) {}
  virtual bool notifyFull() = 0;
  virtual int priority() const = 0;
};
struct listener {
  virtual ~listener() = default;
  virtual void changed(int) = 0;
};
struct cache {
  std::mutex m_;
  cache_observer *observer_ = nullptr;
  static void tell_one(listener *l, int key) { l->changed(key); } // note: which calls an observer's 'changed' here
  std::vector<listener *> all_;
  std::vector<std::shared_ptr<cache_observer>> shared_;
  std::list<std::weak_ptr<listener>> weak_;
  void evict(int key) {
    std::unique_lock lock(m_); // note: acquired here; release it first, with what the call needs taken out // note: acquired here; release it first, with what the call needs taken out // note: acquired here; release it first, with what the call needs taken out
    observer_->on_evict(key); // warn: an observer's 'on_evict' is called while 'm_' is held: unknown code runs under the lock
    observer_->onInsert(key); // warn: an observer's 'onInsert' is called while 'm_' is held: unknown code runs under the lock
    if (observer_->notifyFull()) // warn: an observer's 'notifyFull' is called while 'm_' is held: unknown code runs under the lock
      work(observer_->priority());
  }
  void tell(int key) {
    std::lock_guard guard(m_); // note: acquired here; release it first, with what the call needs taken out // note: acquired here; release it first, with what the call needs taken out // note: acquired here; release it first, with what the call needs taken out // note: acquired here; release it first, with what the call needs taken out
    for (listener *l : all_)
      l->changed(key); // warn: an observer's 'changed' is called while 'm_' is held: unknown code runs under the lock
    for (const auto &o : shared_)
      o->on_evict(key); // warn: an observer's 'on_evict' is called while 'm_' is held: unknown code runs under the lock
    tell_one(all_.front(), key); // warn: 'tell_one' calls an observer's 'changed' while 'm_' is held: unknown code runs under the lock
    for (auto &w : weak_)
      if (auto l = w.lock())
        l->changed(key); // warn: an observer's 'changed' is called while 'm_' is held: unknown code runs under the lock
  }
};
} // namespace bad_observers

// ---- The lock is not held any more, or not yet ----

namespace good_released {
struct feed {
  std::mutex m_;
  std::vector<callback> listeners_;
  std::coroutine_handle<> waiter_;
  callback one_;
  void copies(int v) {
    std::vector<callback> now;
    {
      std::lock_guard guard(m_);
      now = listeners_;
    }
    for (auto &f : now)
      f(v);
  }
  void unlocks(int v) {
    std::unique_lock lock(m_);
    auto h = std::exchange(waiter_, {});
    lock.unlock();
    if (h)
      h.resume();
    one_(v);
  }
  void before(int v) {
    one_(v);
    std::lock_guard guard(m_);
    work(v);
  }
  void by_hand(int v) {
    m_.lock();
    auto f = one_;
    m_.unlock();
    f(v);
  }
  void failed(int v) {
    std::unique_lock lock(m_, std::try_to_lock);
    if (!lock)
      one_(v);
  }
  callback take() {
    std::lock_guard guard(m_);
    return std::move(one_);
  }
  void takes(int v) {
    if (auto f = take())
      f(v);
  }
  // The caller's lock is given back for the time of the call.
  void tell(std::unique_lock<std::mutex> &lock, int v) {
    lock.unlock();
    one_(v);
    lock.lock();
  }
  void tell_by_hand(int v) {
    m_.unlock();
    one_(v);
    m_.lock();
  }
  void calls(int v) {
    std::unique_lock lock(m_);
    tell(lock, v);
    work(v);
  }
  void calls_by_hand(int v) {
    m_.lock();
    tell_by_hand(v);
    m_.unlock();
  }
  void one_at_a_time(int v) {
    std::unique_lock lock(m_);
    while (!listeners_.empty()) {
      auto f = std::move(listeners_.back());
      listeners_.pop_back();
      lock.unlock();
      f(v);
      lock.lock();
    }
  }
};
} // namespace good_released

// ---- Given by the caller ----

namespace good_visitors {
struct table {
  std::mutex m_;
  std::map<int, int> rows_;
  std::function<bool(int, int)> less_;
  std::function<bool(int)> predicate_;
  std::function<long()> clock_;
  std::function<void(const char *)> log_;
  template <class F> void for_each(F f) {
    std::lock_guard guard(m_);
    for (auto &[k, v] : rows_)
      f(k, v);
  }
  void erased(const std::function<void(int, int)> &f) {
    std::lock_guard guard(m_);
    for (auto &[k, v] : rows_)
      f(k, v);
  }
  void annotated(callback [[clang::annotate_type("corolint::invoked_in_place")]] f) {
    std::lock_guard guard(m_);
    f(1);
  }
  void pointer(void (*f)(int)) {
    std::lock_guard guard(m_);
    f(1);
  }
  void copied(callback f) {
    callback mine = std::move(f);
    std::lock_guard guard(m_);
    mine(1);
    std::invoke(mine, 2);
  }
  void handed_on(const callback &f) {
    std::lock_guard guard(m_);
    inner(f);
    std::for_each(rows_.begin(), rows_.end(), [&](auto &row) { f(row.first); });
  }
  static void inner(const callback &f) { f(1); }
  std::vector<int> sorted_;
  bool computes(int a, int b) {
    std::lock_guard guard(m_);
    log_("compares");
    std::sort(sorted_.begin(), sorted_.end(), less_);
    return less_(a, b) && predicate_(a) && clock_() > 0;
  }
};
int sum(table &t) {
  int n = 0;
  t.for_each([&](int, int v) { n += v; });
  t.erased([&](int, int v) { n += v; });
  return n;
}
struct options {
  callback progress;
};
void copy(table &t, const options &o) {
  std::lock_guard guard(t.m_);
  o.progress(1);
}
} // namespace good_visitors

// ---- What runs is visible, and takes no lock ----

namespace good_known_code {
struct feed {
  std::mutex m_;
  std::vector<int> ids_;
  bool has(int id) {
    std::lock_guard guard(m_);
    return std::any_of(ids_.begin(), ids_.end(), [id](int i) { return i == id; });
  }
  void local(int v) {
    std::lock_guard guard(m_);
    callback f = [](int n) { work(n); };
    f(v);
    const auto g = [this](int n) { ids_.push_back(n); };
    g(v);
    void (*p)(int) = [](int n) { work(n); };
    p(v);
    std::function<int(int)> bound = std::bind(work, v);
    bound(v);
  }
  void recursive(int v) {
    std::lock_guard guard(m_);
    std::function<void(int)> visit = [&](int n) {
      if (n)
        visit(n - 1);
    };
    visit(v);
  }
  std::vector<callback> steps(int v) {
    std::lock_guard guard(m_);
    std::vector<callback> all;
    all.push_back([](int n) { work(n); });
    for (auto &f : all)
      f(v);
    return all;
  }
};
constexpr int (*operations[])(int) = {work, work};
int picks(feed &f, int v) {
  std::lock_guard guard(f.m_);
  return operations[v](v);
}
// The states of a machine, and a table of functions in C.
struct machine {
  std::mutex m_;
  void (machine::*state_)() = nullptr;
  void step() {
    std::lock_guard guard(m_);
    (this->*state_)();
  }
};
// A virtual function by hand.
class operation {
public:
  bool perform() { return perform_(this); }

protected:
  using function = bool (*)(operation *);
  explicit operation(function f) : perform_(f) {}

private:
  function perform_;
};
struct reactor {
  std::mutex m_;
  std::deque<operation *> operations_;
  void run() {
    std::lock_guard guard(m_);
    while (!operations_.empty() && operations_.front()->perform())
      operations_.pop_front();
  }
};
struct device_operations {
  void (*reset)(void *);
};
struct device {
  std::mutex m_;
  const device_operations *operations_;
  void reset() {
    std::lock_guard guard(m_);
    operations_->reset(this);
  }
};
} // namespace good_known_code

// ---- Not called here ----

namespace good_stored_or_posted {
struct executor {
  void schedule(std::coroutine_handle<> h);
  void execute(std::function<void()> f);
};
struct event {
  std::mutex m_;
  std::deque<std::coroutine_handle<>> waiting_;
  std::vector<callback> listeners_;
  callback one_;
  executor *executor_;
  void add(std::coroutine_handle<> h, callback f) {
    std::lock_guard guard(m_);
    waiting_.push_back(h);
    listeners_.push_back(std::move(f));
    one_ = listeners_.back();
    if (one_ && h && !h.done())
      one_ = nullptr;
  }
  void set() {
    std::lock_guard guard(m_);
    for (auto h : waiting_)
      executor_->schedule(h);
    for (auto &f : listeners_)
      executor_->execute([f] { f(1); });
    post([this] { one_(1); });
  }
  std::coroutine_handle<> next() {
    std::lock_guard guard(m_);
    return waiting_.front();
  }
};
struct requests {
  std::mutex m_;
  std::map<int, std::promise<int>> open_;
  void answer(int id, int v) {
    std::lock_guard guard(m_);
    if (auto it = open_.find(id); it != open_.end())
      it->second.set_value(v);
  }
};
} // namespace good_stored_or_posted

namespace good_async_lock {
struct feed {
  mini::async_mutex m_;
  std::vector<callback> listeners_;
  mini::task<void> publish(int v) {
    auto guard = co_await m_.lock();
    for (auto &f : listeners_)
      f(v);
  }
};
} // namespace good_async_lock

// ---- Virtual functions that are no observers, or known ----

namespace good_virtual_functions {
struct shape {
  virtual ~shape() = default;
  virtual void draw() = 0;
};
// The states of a machine belong to it.
struct state {
  virtual ~state() = default;
  virtual void on_enter() = 0;
};
struct storage_handler {
  virtual ~storage_handler() = default;
  virtual int size() const = 0;
  virtual void write(int) = 0;
};
struct logger {
  virtual ~logger() = default;
  virtual void on_message(const char *) = 0;
};
struct listener {
  virtual ~listener() = default;
  virtual void changed(int) = 0;
};
struct counter final : listener {
  int n = 0;
  void changed(int) override { ++n; }
};
struct summer : listener {
  int sum = 0;
  void changed(int n) override { sum += n; }
};
struct scene {
  std::mutex m_;
  summer sum_;
  std::vector<std::unique_ptr<shape>> shapes_;
  std::unique_ptr<storage_handler> handler_;
  std::unique_ptr<state> state_;
  std::function<std::string(int)> serialize_;
  std::function<void(std::function<void()>)> executor_;
  logger *logger_;
  counter counter_;
  std::unique_ptr<counter> counted_;
  void draw() {
    std::lock_guard guard(m_);
    for (auto &s : shapes_)
      s->draw();
    work(handler_->size());
    handler_->write(1);
    logger_->on_message("drawn");
    state_->on_enter();
    executor_([text = serialize_(1)] { work(int(text.size())); });
    counter_.changed(1);
    sum_.changed(1);
    counted_->changed(1);
  }
  void visit(listener &l) {
    std::lock_guard guard(m_);
    l.changed(1);
  }
};
struct hooks {
  std::mutex m_;
  virtual ~hooks() = default;
  void set() {
    std::lock_guard guard(m_);
    on_set();
  }

private:
  virtual void on_set() {}
};
} // namespace good_virtual_functions

// A generator is asked for its next value.
namespace good_generators {
struct numbers {
  struct promise_type {
    int value = 0;
    numbers get_return_object() { return {std::coroutine_handle<promise_type>::from_promise(*this)}; }
    std::suspend_always initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    std::suspend_always yield_value(int v) {
      value = v;
      return {};
    }
    void return_void() {}
    void unhandled_exception() { std::terminate(); }
  };
  std::coroutine_handle<promise_type> h;
  int next() {
    h.resume();
    return h.promise().value;
  }
};
struct ids {
  std::mutex m_;
  numbers all_;
  int take() {
    std::lock_guard guard(m_);
    return all_.next();
  }
};
} // namespace good_generators

// Whoever reports the call under its own lock has said it.
namespace bad_reported_where_it_is {
struct feed {
  std::mutex inner_, outer_;
  callback one_;
  void publish() {
    std::lock_guard guard(inner_); // note: acquired here; release it first, with what the call needs taken out
    one_(1); // warn: callback 'one_' is called while 'inner_' is held: unknown code runs under the lock
  }
  void all() {
    std::lock_guard guard(outer_);
    publish();
  }
};
} // namespace bad_reported_where_it_is
