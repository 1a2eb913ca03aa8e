// Whoever stays suspended needs somebody who can resume.
#include "mini.h"
#include <deque>
#include <stdexcept>

using handle = std::coroutine_handle<>;
struct base {
  bool await_ready() const noexcept { return false; }
  void await_resume() const noexcept {}
};
struct wheel {
  void arm(int ms, handle h);
  void touch();
};
struct channel {
  bool closed = false;
  std::deque<int> items;
  std::deque<handle> readers;
};

struct bad_early_return : base {
  wheel &w;
  bool stopped;
  void await_suspend(handle h) {
    if (stopped)
      return; // warn: the coroutine stays suspended here, and nobody has 'h' to resume it // note: resume it, or return bool and false to go on
    w.arm(50, h);
  }
};

struct bad_true : base {
  channel &c;
  bool await_suspend(handle h) {
    if (c.closed)
      return true; // warn: the coroutine stays suspended here, and nobody has 'h' to resume it // note: return false to go on
    c.readers.push_back(h);
    return true;
  }
};

struct bad_noop : base {
  std::deque<handle> &ready;
  handle await_suspend(handle h) {
    if (ready.empty())
      return std::noop_coroutine(); // warn: the coroutine stays suspended here, and nobody has 'h' to resume it // note: return 'h' itself to go on
    ready.push_back(h);
    return ready.front();
  }
};

struct bad_unrelated_handle : base {
  std::deque<handle> &ready;
  handle await_suspend(handle h) {
    auto next = ready.front();
    ready.pop_front();
    if (ready.size() > 8)
      return next; // warn: the coroutine stays suspended here, and nobody has 'h' to resume it // note: return 'h' itself to go on
    ready.push_back(h);
    return next;
  }
};

struct bad_falls_off : base {
  wheel &w;
  int ms;
  void await_suspend(handle h); // the definition is reported
};
void bad_falls_off::await_suspend(handle h) { // warn: the coroutine stays suspended here, and nobody has 'h' to resume it // note: resume it, or return bool and false to go on
  if (ms > 0)
    w.arm(ms, h);
  else
    w.touch();
}

struct bad_stored_only_in_itself : base {
  channel &c;
  handle who;
  std::deque<bad_stored_only_in_itself *> &list;
  void await_suspend(handle h) {
    who = h;
    if (c.closed)
      return; // warn: the coroutine stays suspended here, and nobody has 'h' to resume it // note: resume it, or return bool and false to go on
    list.push_back(this);
  }
};

struct bad_only_logged : base {
  wheel &w;
  bool idle;
  static void trace(handle h) noexcept { (void)h.address(); }
  bool await_suspend(handle h) {
    trace(h);
    if (idle)
      return true; // warn: the coroutine stays suspended here, and nobody has 'h' to resume it // note: return false to go on
    w.arm(1, h);
    return true;
  }
};

namespace bad_template_over_the_promise {
struct sleep : base {
  wheel &w;
  bool stopped = false;
  explicit sleep(wheel &w) : w(w) {}
  template <class P> void await_suspend(std::coroutine_handle<P> h) {
    switch (stopped) {
    case true:
      return; // warn: the coroutine stays suspended here, and nobody has 'h' to resume it // note: resume it, or return bool and false to go on
    default:
      w.arm(1, h);
    }
  }
};
mini::task<void> uses(wheel &w) { co_await sleep(w); }
} // namespace bad_template_over_the_promise

struct good_false : base {
  channel &c;
  bool await_suspend(handle h) {
    if (c.closed)
      return false;
    c.readers.push_back(h);
    return true;
  }
};

struct good_own_handle : base {
  std::deque<handle> &ready;
  handle await_suspend(handle h) {
    handle next = h;
    if (!ready.empty()) {
      next = ready.front();
      ready.push_back(h);
    }
    return next;
  }
};

struct good_resumed : base {
  wheel &w;
  bool stopped;
  void await_suspend(handle h) {
    if (stopped)
      return h.resume();
    w.arm(1, h);
  }
};

struct good_throws : base {
  channel *c;
  void await_suspend(handle h) {
    if (!c)
      throw std::logic_error("no channel");
    c->readers.push_back(h);
  }
};

struct good_excluded_by_await_ready {
  channel &c;
  bool await_ready() const noexcept { return c.closed || !c.items.empty(); }
  void await_suspend(handle h) {
    if (c.closed)
      return;
    c.readers.push_back(h);
  }
  void await_resume() const noexcept {}
};

struct good_event_is_its_own_awaiter : base {
  handle who;
  void await_suspend(handle h) { who = h; }
  void set() { who.resume(); }
};

struct good_branches_agree : base {
  wheel *w;
  std::deque<handle> &ready;
  void await_suspend(handle h) {
    const bool parked = w != nullptr;
    if (parked)
      w->arm(1, h);
    if (!parked)
      ready.push_back(h);
  }
};

struct good_stand_in : base {
  int suspensions = 0;
  void await_suspend(handle) { ++suspensions; }
};

struct good_empty : base {
  void await_suspend(handle h) {}
};

struct good_always_ready {
  int suspensions = 0;
  bool await_ready() const noexcept { return true; }
  void await_suspend(handle h) { ++suspensions; }
  void await_resume() const noexcept {}
};

namespace good_owner_goes_on {
struct series {
  struct promise_type {
    int current = 0;
    struct to_owner : base {
      promise_type *p;
      void await_suspend(handle h) noexcept { p->current++; }
    };
    series get_return_object() { return {}; }
    to_owner initial_suspend() noexcept { return {{}, this}; }
    to_owner final_suspend() noexcept { return {{}, this}; }
    to_owner yield_value(int v) noexcept { return {{}, this}; }
    void return_void() {}
    void unhandled_exception() { throw; }
  };
};
} // namespace good_owner_goes_on

struct good_callback : base {
  std::function<void()> &on_done;
  void await_suspend(handle h) {
    on_done = [h] { h.resume(); };
  }
};

struct good_node : base {
  struct node {
    handle who;
    node *next;
  };
  node *&head;
  void await_suspend(handle h) {
    auto *n = new node{h, head};
    head = n;
  }
};

// The coroutine that is resumed instead was made with the handle, and goes on with it.
namespace good_made_with_the_handle {
handle wrap(wheel &w, handle h);
struct hop : base {
  wheel &w;
  handle await_suspend(handle h) { return wrap(w, h); }
};
struct job {
  explicit job(handle h);
  operator handle() const;
};
struct through_an_object : base {
  handle await_suspend(handle h) { return job(h); }
};
template <class Executor, class Token> handle post(Executor &, Token token) {
  (void)token;
  return std::noop_coroutine();
}
struct of_a_template : base {
  wheel &w;
  handle await_suspend(handle h) { return post(w, h); }
};
} // namespace good_made_with_the_handle
