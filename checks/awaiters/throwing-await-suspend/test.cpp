// An exception out of await_suspend resumes the coroutine: too late when somebody else has its handle.
#include "mini.h"
#include <deque>
#include <mutex>
#include <stdexcept>

using handle = std::coroutine_handle<>;
struct base {
  bool await_ready() const noexcept { return false; }
  void await_resume() const noexcept {}
};
struct pool {
  void schedule(handle h);
  bool try_schedule(handle h);
  void wake();
};
void log(const std::string &line);
void count() noexcept;
extern "C" void ring_bell();

struct bad_log : base {
  pool &p;
  void await_suspend(handle h) {
    p.schedule(h); // note: published here
    log("queued"); // warn: an exception from here resumes the coroutine, which somebody else can resume as well
  }
};

struct bad_second_registration : base {
  std::deque<handle> &readers, &sleepers;
  void await_suspend(handle h) {
    readers.push_back(h); // note: published here
    sleepers.push_back(h); // warn: an exception from here resumes the coroutine, which somebody else can resume as well
  }
};

struct bad_throw : base {
  pool &p;
  bool await_suspend(handle h) {
    pool *target = &p;
    target->schedule(h); // note: published here
    if (!h)
      throw std::logic_error("no handle"); // warn: an exception from here resumes the coroutine, which somebody else can resume as well
    return true;
  }
};

struct bad_allocation : base {
  pool &p;
  static inline int *last = nullptr;
  void await_suspend(handle h) {
    p.schedule(h); // note: published here
    last = new int(1); // warn: an exception from here resumes the coroutine, which somebody else can resume as well
  }
};

struct queue {
  std::mutex m;
  std::deque<handle> ready;
  void push(handle h) {
    std::lock_guard lock(m);
    ready.push_back(h);
  }
};
struct bad_through_visible_functions : base {
  queue &q;
  static void note_it() { log("queued"); }
  void await_suspend(handle h) {
    q.push(h); // note: published here
    note_it(); // warn: an exception from here resumes the coroutine, which somebody else can resume as well
  }
};

struct bad_handler_throws_again : base {
  pool &p;
  void await_suspend(handle h) {
    p.schedule(h); // note: published here
    try {
      log("queued"); // warn: an exception from here resumes the coroutine, which somebody else can resume as well
    } catch (...) {
      throw;
    }
  }
};

namespace bad_template_over_the_promise {
struct hop : base {
  pool &p;
  explicit hop(pool &p) : p(p) {}
  template <class P> void await_suspend(std::coroutine_handle<P> h) {
    pool &target = p;
    target.schedule(h); // note: published here
    target.wake(); // warn: an exception from here resumes the coroutine, which somebody else can resume as well
  }
};
mini::task<void> uses(pool &p) { co_await hop(p); }
} // namespace bad_template_over_the_promise

struct good_before : base {
  pool &p;
  void await_suspend(handle h) {
    log("queueing");
    p.schedule(h);
  }
};

struct good_noexcept_call : base {
  pool &p;
  void await_suspend(handle h) {
    p.schedule(h);
    count();
    ring_bell();
  }
};

struct good_noexcept_function : base {
  pool &p;
  void await_suspend(handle h) noexcept {
    p.schedule(h);
    log("queued");
  }
};

struct good_caught : base {
  pool &p;
  void await_suspend(handle h) {
    p.schedule(h);
    try {
      log("queued");
    } catch (const std::exception &) {
      count();
    }
  }
};

struct good_only_publishing : base {
  queue &q;
  void await_suspend(handle h) { q.push(h); }
};

struct good_other_branch : base {
  pool &p;
  bool await_suspend(handle h) {
    if (!p.try_schedule(h)) {
      log("full");
      return false;
    }
    return true;
  }
};

struct good_visible_and_harmless : base {
  pool &p;
  static int twice(int n) { return n + n; }
  void await_suspend(handle h) {
    pool &target = p;
    target.schedule(h);
    int n = twice(2);
    std::mutex m;
    std::lock_guard lock(m);
    (void)n;
  }
};

struct good_stored_inside : base {
  handle who;
  void await_suspend(handle h) {
    who = h;
    log("waiting");
  }
  void set() { who.resume(); }
};
