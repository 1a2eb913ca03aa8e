// A coroutine runtime of a few lines, with nothing in it that corolint has been told about.
#ifndef RT_H
#define RT_H
#include <coroutine>
#include <mutex>

struct tick {
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<>) const noexcept {}
  void await_resume() const noexcept {}
};

class task {
public:
  struct promise_type {
    task get_return_object() { return task(std::coroutine_handle<promise_type>::from_promise(*this)); }
    std::suspend_always initial_suspend() const noexcept { return {}; }
    std::suspend_always final_suspend() const noexcept { return {}; }
    void return_void() const noexcept {}
    void unhandled_exception() const noexcept { __builtin_trap(); }
  };
  explicit task(std::coroutine_handle<promise_type> h) : frame(h) {}
  task(task &&other) noexcept;
  ~task() { frame.destroy(); }
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<>) const noexcept {}
  void await_resume() const noexcept {}

private:
  std::coroutine_handle<promise_type> frame;
};

class async_mutex {
public:
  class held {
  public:
    explicit held(async_mutex &m) : m(&m) {}
    held(held &&) noexcept;
    ~held() { m->unlock(); }

  private:
    async_mutex *m;
  };
  struct awaiter {
    async_mutex &m;
    bool await_ready() const noexcept { return false; }
    void await_suspend(std::coroutine_handle<>) const noexcept {}
    held await_resume() const noexcept { return held(m); }
  };
  awaiter lock() { return {*this}; }
  void unlock();
};
#endif
