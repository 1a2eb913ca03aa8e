// Once others can find the handle, frame, promise and awaiter belong to whoever resumes.
// flags: -std=c++23 -pthread
#include "mini.h"
#include <atomic>
#include <deque>
#include <list>
#include <mutex>
#include <optional>
#include <thread>

struct pool {
  void schedule(std::coroutine_handle<> h);
  bool try_schedule(std::coroutine_handle<> h);
  void post(std::function<void()> job);
  void count() noexcept;
};
struct executor {
  virtual void run(std::coroutine_handle<> h) = 0;
};
struct base {
  bool await_ready() const noexcept { return false; }
  void await_resume() const noexcept {}
};
using handle = std::coroutine_handle<>;

struct bad_member : base {
  pool &p;
  bool queued = false;
  void await_suspend(handle h) {
    p.schedule(h); // note: published here
    queued = true; // warn: 'queued' is used after the coroutine was published: it may have been resumed meanwhile, and the awaiter destroyed
  }
};

struct bad_reference_in_the_awaiter : base {
  pool &p;
  void await_suspend(handle h) {
    p.schedule(h); // note: published here
    p.count(); // warn: 'p' is used after the coroutine was published: it may have been resumed meanwhile, and the awaiter destroyed
  }
};

struct bad_copy_through_an_interface : base {
  executor *ex;
  int hops = 0;
  void await_suspend(handle h) {
    auto copy = h;
    ex->run(std::move(copy)); // note: published here
    ++hops; // warn: 'hops' is used after the coroutine was published: it may have been resumed meanwhile, and the awaiter destroyed
  }
};

namespace bad_template_over_the_promise {
struct hop : base {
  pool &p;
  int id = 0;
  explicit hop(pool &p) : p(p) {}
  template <class P> bool await_suspend(std::coroutine_handle<P> h) {
    p.schedule(h); // note: published here
    id = 1; // warn: 'id' is used after the coroutine was published: it may have been resumed meanwhile, and the awaiter destroyed
    return true;
  }
};
mini::task<void> uses(pool &p) { co_await hop(p); }
} // namespace bad_template_over_the_promise

struct bad_alias_of_a_member : base {
  pool &p;
  int hops = 0;
  void await_suspend(handle h) {
    int &n = hops;
    p.post([h] { h.resume(); }); // note: published here
    n = n + 1; // warn: 'n' is used after the coroutine was published: it may have been resumed meanwhile, and the awaiter destroyed
  }
};

struct bad_pointer_to_itself : base {
  pool &p;
  handle who;
  int hops = 0;
  void await_suspend(handle h) {
    who = h;
    auto *self = this;
    pool &target = p;
    target.post([self] { self->who.resume(); }); // note: published here
    self->hops++; // warn: 'hops' is used after the coroutine was published: it may have been resumed meanwhile, and the awaiter destroyed
  }
};

struct bad_own_function : base {
  pool &p;
  int hops = 0;
  void done() { ++hops; }
  void await_suspend(handle h) {
    p.schedule(h); // note: published here
    done(); // warn: 'done' is called on the awaiter after the coroutine was published: it may have been resumed meanwhile, and the awaiter destroyed
  }
};

namespace bad_explicit_object {
struct hop : base {
  pool &p;
  int hops = 0;
  explicit hop(pool &p) : p(p) {}
  void await_suspend(this auto &self, handle h) {
    self.p.schedule(h); // note: published here
    self.hops++; // warn: 'hops' is used after the coroutine was published: it may have been resumed meanwhile, and the awaiter destroyed
  }
};
mini::task<void> uses(pool &p) { co_await hop(p); }
} // namespace bad_explicit_object

struct bad_asks_the_frame : base {
  pool &p;
  bool await_suspend(handle h) {
    pool &target = p;
    target.schedule(h); // note: published here
    return !h.done(); // warn: the handle is used after the coroutine was published: it may have been resumed meanwhile, and destroyed
  }
};

struct bad_thread : base {
  int started = 0;
  void await_suspend(handle h) {
    std::thread([h] { h.resume(); }).detach(); // note: published here
    started = 1; // warn: 'started' is used after the coroutine was published: it may have been resumed meanwhile, and the awaiter destroyed
  }
};

struct bad_helper_publishes : base {
  pool &p;
  int hops = 0;
  static void enqueue(pool &p, handle h) { p.schedule(h); }
  void await_suspend(handle h) {
    enqueue(p, h); // note: published here
    hops = 1; // warn: 'hops' is used after the coroutine was published: it may have been resumed meanwhile, and the awaiter destroyed
  }
};

namespace bad_crtp {
template <class Derived> struct op : base {
  handle who;
  void await_suspend(handle h) {
    who = h;
    static_cast<Derived *>(this)->start();
  }
};
struct shared {
  std::atomic<void *> head;
};
struct enter : op<enter> {
  shared &s;
  int tries = 0;
  explicit enter(shared &s) : s(s) {}
  void await_suspend(handle h) {
    who = h;
    s.head.store(this); // note: published here
    tries = 1; // warn: 'tries' is used after the coroutine was published: it may have been resumed meanwhile, and the awaiter destroyed
  }
};
} // namespace bad_crtp

struct waiters {
  std::mutex m;
  std::deque<handle> list;
  void wake() {
    std::unique_lock lock(m);
    auto now = std::exchange(list, {});
    lock.unlock();
    for (auto h : now)
      h.resume();
  }
};
struct bad_after_unlock : base {
  waiters &w;
  int position = 0;
  void await_suspend(handle h) {
    std::unique_lock lock(w.m);
    w.list.push_back(h); // note: published here
    lock.unlock();
    position = 1; // warn: 'position' is used after the coroutine was published: it may have been resumed meanwhile, and the awaiter destroyed
  }
};

struct bad_manual_lock : base {
  waiters &w;
  int position = 0;
  void await_suspend(handle h) {
    auto &m = w.m;
    m.lock();
    w.list.push_back(h); // note: published here
    m.unlock();
    position = 1; // warn: 'position' is used after the coroutine was published: it may have been resumed meanwhile, and the awaiter destroyed
  }
};

void detached(std::function<void()> job) noexcept;
struct bad_plain_slot_and_thread : base {
  handle &slot;
  bool started = false;
  void await_suspend(handle h) {
    slot = h; // note: published here
    detached([&slot = slot] { slot.resume(); });
    started = true; // warn: 'started' is used after the coroutine was published: it may have been resumed meanwhile, and the awaiter destroyed
  }
};

struct bad_failed_try_is_only_one_branch : base {
  pool &p;
  int state = 0;
  bool await_suspend(handle h) {
    if (!p.try_schedule(h)) { // note: published here
      state = 1;
      return false;
    }
    state = 2; // warn: 'state' is used after the coroutine was published: it may have been resumed meanwhile, and the awaiter destroyed
    return true;
  }
};

struct bad_handle_by_reference : base {
  pool &p;
  void await_suspend(handle h) {
    p.post([&h] { h.resume(); }); // warn: the callable refers to the parameter 'h', which is gone when await_suspend has returned: capture it by value
  }
};

struct fiber {
  struct promise_type {
    bool parked = false;
    fiber get_return_object() { return {}; }
    std::suspend_never initial_suspend() noexcept { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() { std::terminate(); }
  };
};
struct bad_promise_by_reference : base {
  pool &p;
  void await_suspend(std::coroutine_handle<fiber::promise_type> h) {
    auto &promise = h.promise();
    p.schedule(h); // note: published here
    promise.parked = true; // warn: the promise is used after the coroutine was published: it may have been resumed meanwhile, and destroyed
  }
};

struct good_last_step : base {
  pool &p;
  bool queued = false;
  void await_suspend(handle h) {
    queued = true;
    p.schedule(h);
  }
};

struct good_locals : base {
  pool &p;
  int id = 0;
  void await_suspend(handle h) {
    pool &target = p;
    int copy = id;
    target.schedule(h);
    target.count();
    copy++;
  }
};

struct good_stored_inside : base {
  handle who;
  std::deque<handle> own;
  int rounds = 0;
  void await_suspend(handle h) {
    who = h;
    own.push_back(h);
    ++rounds;
  }
  void wake() { who.resume(); }
};

struct good_child_not_started : base {
  std::coroutine_handle<mini::task<int>::promise_type> child;
  int rounds = 0;
  handle await_suspend(handle h) {
    child.promise().next = h;
    ++rounds;
    return child;
  }
};

struct good_unsynchronised_list : base {
  std::deque<handle> &ready;
  int rounds = 0;
  void await_suspend(handle h) {
    ready.push_back(h);
    ++rounds;
  }
};

struct good_lock_held_to_the_end : base {
  waiters &w;
  int position = 0;
  void await_suspend(handle h) {
    std::scoped_lock lock(w.m);
    w.list.push_back(h);
    position = 1;
  }
};

struct good_lock_taken_by_await_ready : base {
  waiters &w;
  std::atomic<good_lock_taken_by_await_ready *> &head;
  handle who;
  void *next = nullptr;
  void await_suspend(handle h) {
    who = h;
    next = head.exchange(this);
    w.m.unlock();
  }
};

struct good_retry : base {
  std::atomic<good_retry *> &head;
  good_retry *next = nullptr;
  handle who;
  bool await_suspend(handle h) {
    who = h;
    next = head.load();
    for (;;) {
      if (head.compare_exchange_weak(next, this))
        return true;
      if (!next)
        return false;
    }
  }
};

struct good_refused : base {
  pool &p;
  int error = 0;
  bool await_suspend(handle h) {
    if (p.try_schedule(h))
      return true;
    error = 1;
    return false;
  }
};

bool submit(void (*done)(void *), void *data) noexcept;
struct good_refused_by_what_it_returns : base {
  handle who;
  int error = 0;
  bool await_suspend(handle h) {
    who = h;
    const bool ok = submit([](void *p) { static_cast<handle *>(p)->resume(); }, &who);
    if (!ok) {
      error = 1;
      return false;
    }
    return true;
  }
};

struct good_exchange_decides : base {
  pool &p;
  handle who;
  std::atomic<int> owners{2};
  void await_suspend(handle h) {
    who = h;
    p.post([this] {
      if (owners.fetch_sub(1) == 1)
        who.resume();
    });
    if (owners.fetch_sub(1) == 1)
      h.resume();
  }
};

struct good_mutex_decides : base {
  pool &p;
  handle who;
  std::mutex m;
  bool finished = false, suspended = false;
  bool await_suspend(handle h) {
    who = h;
    p.post([this] {
      std::unique_lock lock(m);
      finished = true;
      if (suspended)
        who.resume(); // NOLINT(corolint-callback-under-lock): the order of the two is what matters here
    });
    std::unique_lock lock(m);
    suspended = !finished;
    return suspended;
  }
};

inline void trace(handle h) noexcept { (void)h.address(); }
struct good_only_looked_at : base {
  pool &p;
  int id = 0;
  void await_suspend(handle h) {
    trace(h);
    id = 1;
    p.schedule(h);
  }
};

struct good_explicit_object_by_value : base {
  int hops = 0;
  void await_suspend(this good_explicit_object_by_value self, handle h) {
    std::thread([h] { h.resume(); }).detach();
    self.hops++;
  }
};

struct good_branches_agree : base {
  pool *p;
  int hops = 0;
  bool await_suspend(handle h) {
    const bool local = p == nullptr;
    if (!local)
      p->schedule(h);
    if (local)
      ++hops;
    return !local;
  }
};

// The flag was handed over with the handle: both sides agree by it on who goes on.
namespace good_flag_handed_over {
enum class state { starting, later, done };
struct completion {
  handle h;
  state *how;
};
struct operation {
  void initiate(completion c);
};
struct by_pointer : base {
  operation &op;
  state how = state::starting;
  bool await_suspend(handle h) {
    op.initiate(completion{h, &how});
    if (how == state::starting)
      how = state::later;
    return how != state::done;
  }
};
struct sink {
  sink(handle h, std::optional<int> &result, state *how);
};
void dispatch(sink s);
struct by_reference : base {
  std::optional<int> result;
  state how = state::starting;
  bool await_suspend(handle h) {
    sink made(h, result, &how);
    dispatch(std::move(made));
    return how != state::done && !result;
  }
};
} // namespace good_flag_handed_over

namespace bad_flag_kept {
struct operation {
  void initiate(handle h, int *other);
};
struct by_pointer : base {
  operation &op;
  int other = 0;
  bool how = false;
  bool await_suspend(handle h) {
    op.initiate(h, &other); // note: published here
    how = true; // warn: 'how' is used after the coroutine was published: it may have been resumed meanwhile, and the awaiter destroyed
    return how;
  }
};
} // namespace bad_flag_kept

// Nobody finds the handle in the awaiter yet, nor what the function that is called does with it.
namespace good_arms_before_the_handle {
struct arm {
  void release();
};
struct loop {
  loop(const loop &);
  loop &operator=(const loop &);
};
loop get_loop(handle h);
struct all : base {
  arm (*arms[3])(all &);
  unsigned next = 0, left = 3;
  handle waiting;
  loop on;
  bool await_suspend(handle h) {
    on = get_loop(h);
    while (next < 3)
      arms[next++](*this).release();
    if (left == 0)
      return false;
    waiting = h;
    return true;
  }
};
} // namespace good_arms_before_the_handle

namespace bad_arms_after_the_handle {
struct all : base {
  void (*arms[3])(all &);
  unsigned next = 0;
  handle waiting;
  void await_suspend(handle h) {
    waiting = h;
    while (next < 3) // warn: 'next' is used after the coroutine was published: it may have been resumed meanwhile, and the awaiter destroyed
      arms[next++](*this); // note: published here
  }
};
} // namespace bad_arms_after_the_handle
