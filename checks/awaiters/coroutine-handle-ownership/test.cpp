// Who destroys a frame, and how often.
#include "mini.h"

/// A promise of a coroutine that is resumed by hand and waits at its end.
template <class Series> struct promise {
  int owners = 1;
  Series get_return_object() {
    return Series(std::coroutine_handle<typename Series::promise_type>::from_promise(
        static_cast<typename Series::promise_type &>(*this)));
  }
  std::suspend_always initial_suspend() noexcept { return {}; }
  std::suspend_always final_suspend() noexcept { return {}; }
  void return_void() {}
  void unhandled_exception() { throw; }
};

namespace bad_implicit_copy {
struct series {
  struct promise_type : promise<series> {};
  explicit series(std::coroutine_handle<promise_type> h) : h(h) {}
  ~series() {
    if (h)
      h.destroy();
  }
  std::coroutine_handle<promise_type> h; // warn: copies of 'series' share the frame of 'h', and each destroys it // note: delete the copy operations, and move by exchanging the handle with a null one
};
} // namespace bad_implicit_copy

namespace bad_copy_in_a_template {
template <class T> class series {
public:
  struct promise_type : promise<series> {};
  using handle = std::coroutine_handle<promise_type>;
  explicit series(handle h) : h_(h) {}
  series(const series &o) : h_(o.h_) {} // warn: copies of 'series' share the frame of 'h_', and each destroys it // note: delete the copy operations, and move by exchanging the handle with a null one
  series &operator=(const series &) = delete;
  ~series() { reset(); }

private:
  void reset() {
    if (!h_)
      return;
    h_.destroy();
    h_ = {};
  }
  handle h_;
};
} // namespace bad_copy_in_a_template

namespace bad_assignment_copies {
struct series {
  struct promise_type : promise<series> {};
  explicit series(std::coroutine_handle<promise_type> h) : h(h) {}
  series(const series &) = delete;
  series &operator=(const series &) = default; // warn: copies of 'series' share the frame of 'h', and each destroys it // note: delete the copy operations, and move by exchanging the handle with a null one
  ~series() { h.destroy(); }
  std::coroutine_handle<promise_type> h;
};
} // namespace bad_assignment_copies

namespace bad_guard_of_an_erased_handle {
struct series {
  std::coroutine_handle<> h; // warn: copies of 'series' share the frame of 'h', and each destroys it // note: delete the copy operations, and move by exchanging the handle with a null one
  ~series() { h.destroy(); }
};
} // namespace bad_guard_of_an_erased_handle

namespace bad_defaulted_move {
struct series {
  struct promise_type : promise<series> {};
  explicit series(std::coroutine_handle<promise_type> h) : h(h) {}
  series(series &&) = default; // warn: the source of a move of 'series' still owns the frame of 'h', and both destroy it // note: set the source's handle to null
  ~series() {
    if (h)
      h.destroy();
  }
  std::coroutine_handle<promise_type> h;
};
} // namespace bad_defaulted_move

namespace bad_moved_handle_is_no_null {
struct series {
  struct promise_type : promise<series> {};
  explicit series(std::coroutine_handle<promise_type> h) : h(h) {}
  series(series &&o) noexcept : h(std::move(o.h)) {} // warn: the source of a move of 'series' still owns the frame of 'h', and both destroy it // note: set the source's handle to null
  ~series() {
    if (h)
      h.destroy();
  }
  std::coroutine_handle<promise_type> h;
};
} // namespace bad_moved_handle_is_no_null

namespace bad_move_assignment_keeps_the_source {
struct series {
  struct promise_type : promise<series> {};
  explicit series(std::coroutine_handle<promise_type> h) : h(h) {}
  series(series &&o) noexcept : h(std::exchange(o.h, nullptr)) {}
  series &operator=(series &&o) noexcept { // warn: the source of a move of 'series' still owns the frame of 'h', and both destroy it // note: set the source's handle to null
    if (h)
      h.destroy();
    h = o.h;
    return *this;
  }
  ~series() {
    if (h)
      h.destroy();
  }
  std::coroutine_handle<promise_type> h;
};
} // namespace bad_move_assignment_keeps_the_source

namespace bad_move_assignment_overwrites {
struct series {
  struct promise_type : promise<series> {};
  explicit series(std::coroutine_handle<promise_type> h) : h(h) {}
  series(series &&o) noexcept : h(std::exchange(o.h, nullptr)) {}
  series &operator=(series &&o) noexcept;
  ~series();
  std::coroutine_handle<promise_type> h;
};
series &
series::operator=(series &&o) noexcept { // warn: move assignment of 'series' overwrites 'h' without destroying the frame it held // note: destroy what is held before it is overwritten, or swap
  if (this != &o) {
    h = o.h;
    o.h = nullptr;
  }
  return *this;
}
series::~series() {
  if (h)
    h.destroy();
}
} // namespace bad_move_assignment_overwrites

namespace bad_never_destroyed {
class series {
public:
  struct promise_type : promise<series> {};
  explicit series(std::coroutine_handle<promise_type> h) : h_(h) {}
  bool next() {
    h_.resume();
    return !h_.done();
  }

private:
  std::coroutine_handle<promise_type> h_; // warn: nobody destroys the frame of 'h_', which stays suspended at its end // note: call destroy() in a destructor
};
} // namespace bad_never_destroyed

namespace bad_destroys_what_ran_off {
class job {
public:
  struct promise_type : promise<job> {
    std::suspend_never final_suspend() noexcept { return {}; }
  };
  explicit job(std::coroutine_handle<promise_type> h) : h_(h) {}
  job(const job &) = delete;
  job &operator=(const job &) = delete;
  ~job() { h_.destroy(); } // warn: 'job' destroys the frame of 'h_', which destroys itself when the coroutine ends // note: let final_suspend suspend, or let go of the handle before it is resumed
  void run() { h_(); }

private:
  std::coroutine_handle<promise_type> h_;
};
} // namespace bad_destroys_what_ran_off

namespace good_swap {
struct series {
  struct promise_type : promise<series> {};
  explicit series(std::coroutine_handle<promise_type> h) : h(h) {}
  series(series &&o) noexcept { swap(o); }
  series &operator=(series o) noexcept {
    swap(o);
    return *this;
  }
  void swap(series &o) noexcept { std::swap(h, o.h); }
  ~series() {
    if (h)
      h.destroy();
  }
  std::coroutine_handle<promise_type> h = nullptr;
};
} // namespace good_swap

namespace good_helper_resets {
struct series {
  struct promise_type : promise<series> {};
  explicit series(std::coroutine_handle<promise_type> h) : h(h) {}
  series(series &&o) noexcept : h(o.release()) {}
  series &operator=(series &&o) noexcept {
    reset(o.release());
    return *this;
  }
  ~series() { reset({}); }
  std::coroutine_handle<promise_type> release() { return std::exchange(h, {}); }

private:
  void reset(std::coroutine_handle<promise_type> next) {
    if (auto old = std::exchange(h, next))
      old.destroy();
  }
  std::coroutine_handle<promise_type> h;
};
} // namespace good_helper_resets

namespace good_temporary_destroys {
struct series {
  struct promise_type : promise<series> {};
  explicit series(std::coroutine_handle<promise_type> h) : h(h) {}
  series(series &&o) noexcept : h(o.h) { o.h = nullptr; }
  series &operator=(series &&o) noexcept {
    series old(std::move(*this));
    h = std::exchange(o.h, {});
    return *this;
  }
  ~series() {
    if (h)
      h.destroy();
  }
  std::coroutine_handle<promise_type> h;
};
} // namespace good_temporary_destroys

namespace good_counted {
struct series {
  struct promise_type : promise<series> {};
  explicit series(std::coroutine_handle<promise_type> h) : h(h) {}
  series(const series &o) : h(o.h) { ++h.promise().owners; }
  series &operator=(const series &) = delete;
  ~series() {
    if (--h.promise().owners == 0)
      h.destroy();
  }
  std::coroutine_handle<promise_type> h;
};
} // namespace good_counted

namespace good_member_forbids_copies {
struct series {
  struct promise_type : promise<series> {};
  explicit series(std::coroutine_handle<promise_type> h) : h(h) {}
  ~series() { h.destroy(); }
  std::unique_ptr<int> count;
  std::coroutine_handle<promise_type> h;
};
} // namespace good_member_forbids_copies

namespace good_awaiter_destroys {
struct job {
  struct promise_type : promise<job> {};
  explicit job(std::coroutine_handle<promise_type> h) : h(h) {}
  struct awaiter {
    std::coroutine_handle<promise_type> child;
    bool await_ready() const noexcept { return child.done(); }
    std::coroutine_handle<> await_suspend(std::coroutine_handle<>) noexcept { return child; }
    void await_resume() const noexcept { child.destroy(); }
  };
  awaiter operator co_await() { return {h}; }

private:
  std::coroutine_handle<promise_type> h;
};
} // namespace good_awaiter_destroys

namespace good_handle_is_given_away {
void adopt(std::coroutine_handle<> h);
struct job {
  struct promise_type : promise<job> {};
  explicit job(std::coroutine_handle<promise_type> h) : h(h) {}
  void start() { adopt(h); }

private:
  std::coroutine_handle<promise_type> h;
};
} // namespace good_handle_is_given_away

namespace good_lets_go_before_it_runs_off {
struct job {
  struct promise_type : promise<job> {
    std::suspend_never final_suspend() noexcept { return {}; }
  };
  explicit job(std::coroutine_handle<promise_type> h) : h(h) {}
  job(job &&o) noexcept : h(std::exchange(o.h, {})) {}
  ~job() {
    if (h)
      h.destroy();
  }
  void start() && {
    auto started = h;
    h = nullptr;
    started.resume();
  }

private:
  std::coroutine_handle<promise_type> h;
};
} // namespace good_lets_go_before_it_runs_off

namespace good_copy_constructor_deleted {
struct series {
  struct promise_type : promise<series> {};
  explicit series(std::coroutine_handle<promise_type> h) : h(h) {}
  series(const series &) = delete;
  ~series() { h.destroy(); }
  std::coroutine_handle<promise_type> h;
};
} // namespace good_copy_constructor_deleted

namespace good_borrowed {
struct series {
  std::coroutine_handle<> waiter;
  void wake() { waiter.resume(); }
};
} // namespace good_borrowed
