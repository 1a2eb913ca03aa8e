// Another coroutine is continued by returning its handle; resume() nests.
#include "mini.h"
#include <deque>

/// A promise without a final awaiter, and the machinery of its task.
template <class Task> struct promise_base {
  std::coroutine_handle<> next;
  Task get_return_object() {
    return Task(std::coroutine_handle<typename Task::promise_type>::from_promise(
        static_cast<typename Task::promise_type &>(*this)));
  }
  std::suspend_always initial_suspend() noexcept { return {}; }
  void return_void() {}
  void unhandled_exception() { std::terminate(); }
};
struct ends_suspended {
  std::suspend_always final_suspend() noexcept { return {}; }
};
struct nothing_to_do {
  bool await_ready() const noexcept { return false; }
  void await_resume() const noexcept {}
};

namespace bad_member_of_the_task {
struct job {
  struct promise_type : promise_base<job>, ends_suspended {};
  std::coroutine_handle<promise_type> h;
  explicit job(std::coroutine_handle<promise_type> h) : h(h) {}
  job(const job &) = delete;
  ~job() { h.destroy(); }
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<> parent) {
    h.promise().next = parent;
    h.resume(); // warn: await_suspend of the awaiter of a task resumes another coroutine in place: each await leaves a call on the stack // note: return the handle instead: it is resumed after await_suspend has left the stack
  }
  void await_resume() const noexcept {}
};
} // namespace bad_member_of_the_task

namespace bad_awaiter_class_of_a_template {
template <class T> struct job {
  struct promise_type : promise_base<job>, ends_suspended {};
  std::coroutine_handle<promise_type> h;
  explicit job(std::coroutine_handle<promise_type> h) : h(h) {}
  job(job &&o) noexcept : h(std::exchange(o.h, {})) {}
  ~job() {
    if (h)
      h.destroy();
  }
  struct awaiter_base : nothing_to_do {
    std::coroutine_handle<promise_type> child;
    bool await_suspend(std::coroutine_handle<> parent) {
      child.promise().next = parent;
      child(); // warn: await_suspend of the awaiter of a task resumes another coroutine in place: each await leaves a call on the stack // note: return the handle instead: it is resumed after await_suspend has left the stack
      return true;
    }
  };
  struct awaiter : awaiter_base {};
  awaiter operator co_await() && noexcept {
    awaiter a;
    a.child = h;
    return a;
  }
};
job<int> answer() { co_return; }
mini::task<void> asks() { co_await answer(); }
} // namespace bad_awaiter_class_of_a_template

namespace bad_final_awaiter_template {
struct job {
  struct back : nothing_to_do {
    template <class P> std::coroutine_handle<> await_suspend(std::coroutine_handle<P> h) noexcept {
      if (auto next = h.promise().next)
        next.resume(); // warn: await_suspend of a final awaiter resumes another coroutine in place: each await leaves a call on the stack // note: return the handle instead: it is resumed after await_suspend has left the stack
      return std::noop_coroutine();
    }
  };
  struct promise_type : promise_base<job> {
    back final_suspend() noexcept { return {}; }
  };
  std::coroutine_handle<promise_type> h;
  explicit job(std::coroutine_handle<promise_type> h) : h(h) {}
  job(const job &) = delete;
  ~job() { h.destroy(); }
};
job runs() { co_return; }
} // namespace bad_final_awaiter_template

namespace bad_on_either_branch {
struct job {
  struct back : nothing_to_do {
    template <class P> void await_suspend(std::coroutine_handle<P> h) noexcept {
      std::coroutine_handle<> next = h.promise().next;
      if (h.promise().loud)
        next.resume(); // warn: await_suspend of a final awaiter resumes another coroutine in place: each await leaves a call on the stack // note: return the handle instead: it is resumed after await_suspend has left the stack
      else
        std::coroutine_handle<>::from_address(next.address()).resume(); // warn: await_suspend of a final awaiter resumes another coroutine in place: each await leaves a call on the stack // note: return the handle instead: it is resumed after await_suspend has left the stack
    }
  };
  struct promise_type : promise_base<job> {
    bool loud = false;
    back final_suspend() noexcept { return {}; }
  };
  std::coroutine_handle<promise_type> h;
  explicit job(std::coroutine_handle<promise_type> h) : h(h) {}
  job(const job &) = delete;
  ~job() { h.destroy(); }
};
job runs() { co_return; }
} // namespace bad_on_either_branch

namespace good_symmetric_transfer {
struct job {
  struct back : nothing_to_do {
    template <class P> std::coroutine_handle<> await_suspend(std::coroutine_handle<P> h) noexcept { return h.promise().next; }
  };
  struct promise_type : promise_base<job> {
    back final_suspend() noexcept { return {}; }
  };
  std::coroutine_handle<promise_type> h;
  explicit job(std::coroutine_handle<promise_type> h) : h(h) {}
  job(const job &) = delete;
  ~job() { h.destroy(); }
  bool await_ready() const noexcept { return false; }
  std::coroutine_handle<> await_suspend(std::coroutine_handle<> parent) {
    h.promise().next = parent;
    return h;
  }
  void await_resume() const noexcept {}
};
job runs() { co_return; }
} // namespace good_symmetric_transfer

namespace good_asks_whether_it_has_ended {
struct job {
  struct promise_type : promise_base<job>, ends_suspended {};
  std::coroutine_handle<promise_type> h;
  explicit job(std::coroutine_handle<promise_type> h) : h(h) {}
  job(const job &) = delete;
  ~job() { h.destroy(); }
  bool await_ready() const noexcept { return false; }
  bool await_suspend(std::coroutine_handle<> parent) {
    h.promise().next = parent;
    h.resume();
    return !h.done();
  }
  void await_resume() const noexcept {}
};
} // namespace good_asks_whether_it_has_ended

namespace good_both_go_on {
struct job {
  struct promise_type : promise_base<job>, ends_suspended {};
  std::coroutine_handle<promise_type> h;
  explicit job(std::coroutine_handle<promise_type> h) : h(h) {}
  job(const job &) = delete;
  ~job() { h.destroy(); }
  bool await_ready() const noexcept { return false; }
  std::coroutine_handle<> await_suspend(std::coroutine_handle<> parent) {
    h.resume();
    return parent;
  }
  void await_resume() const noexcept {}
};
} // namespace good_both_go_on

namespace good_trampoline {
inline std::deque<std::coroutine_handle<>> ready;
struct job {
  struct back : nothing_to_do {
    template <class P> void await_suspend(std::coroutine_handle<P> h) noexcept {
      ready.push_back(h.promise().next);
      while (!ready.empty()) {
        auto next = ready.front();
        ready.pop_front();
        next.resume();
      }
    }
  };
  struct promise_type : promise_base<job> {
    back final_suspend() noexcept { return {}; }
  };
  std::coroutine_handle<promise_type> h;
  explicit job(std::coroutine_handle<promise_type> h) : h(h) {}
  job(const job &) = delete;
  ~job() { h.destroy(); }
};
job runs() { co_return; }
} // namespace good_trampoline

namespace good_two_waiters {
struct job {
  struct back : nothing_to_do {
    template <class P> void await_suspend(std::coroutine_handle<P> h) noexcept {
      auto first = h.promise().next, second = h.promise().other;
      first.resume();
      second.resume();
    }
  };
  struct promise_type : promise_base<job> {
    std::coroutine_handle<> other;
    back final_suspend() noexcept { return {}; }
  };
  std::coroutine_handle<promise_type> h;
  explicit job(std::coroutine_handle<promise_type> h) : h(h) {}
  job(const job &) = delete;
  ~job() { h.destroy(); }
};
job runs() { co_return; }
} // namespace good_two_waiters

namespace good_no_awaiter_of_a_task {
struct event {
  std::coroutine_handle<> other;
  struct wait : nothing_to_do {
    event &e;
    explicit wait(event &e) : e(e) {}
    void await_suspend(std::coroutine_handle<> h) {
      auto peer = std::exchange(e.other, h);
      if (peer)
        peer.resume();
    }
  };
};
} // namespace good_no_awaiter_of_a_task

namespace good_resumed_elsewhere {
void post(std::function<void()> job);
struct job {
  struct promise_type : promise_base<job>, ends_suspended {};
  std::coroutine_handle<promise_type> h;
  explicit job(std::coroutine_handle<promise_type> h) : h(h) {}
  job(const job &) = delete;
  ~job() { h.destroy(); }
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<> parent) {
    h.promise().next = parent;
    post([child = h] { child.resume(); });
  }
  void await_resume() const noexcept {}
};
} // namespace good_resumed_elsewhere
