//===--- mini.h - a coroutine runtime nobody has told corolint about ------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What the rules' tests are written with. There is no annotation in here and
// no model of it, on purpose: every role (lazy task, eager task, generator,
// async lock, its guard) has to be found by structure, as it is for a user's
// own runtime. Names follow no library. Functions are declared without a body
// where the body would add nothing that structure can tell. Only where a page's
// code is run (COROLINT_TWIN, test/twins) does somebody resume what suspends.
//
//   task<T>         lazy: the body starts when the task is awaited
//   eager<T>        runs inside the call; awaiting it never suspends
//   forget          fire and forget: nothing to await, nothing to drop
//   generator<T>    pulled by a range-for, lazy, not awaitable
//   tick, ready     awaitables that always, and never, suspend
//   sleep_for       an awaitable from a function without a body
//   async_mutex     lock() is awaited and yields async_mutex::guard
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_TEST_MINI_H
#define COROLINT_TEST_MINI_H

// The tests of a rule rely on these without including them again.
#include <chrono>
#include <coroutine>
#include <cstddef>
#include <exception>
#include <functional>
#include <iterator>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace mini {

namespace detail {

/// Resumes whoever awaits the task, by symmetric transfer. A task nobody
/// awaits (it was started by hand) goes back to its resumer.
struct resume_awaiting_coroutine {
  bool await_ready() const noexcept { return false; }
  template <class Promise>
  std::coroutine_handle<>
  await_suspend(std::coroutine_handle<Promise> finished) const noexcept {
    auto next = finished.promise().next;
    return next ? next : std::noop_coroutine();
  }
  void await_resume() const noexcept {}
};

/// What the promises of lazy tasks share, whatever they return.
struct lazy_promise {
  std::suspend_always initial_suspend() const noexcept { return {}; }
  resume_awaiting_coroutine final_suspend() const noexcept { return {}; }
  void unhandled_exception() noexcept { error = std::current_exception(); }
  void rethrow() const {
    if (error)
      std::rethrow_exception(error);
  }

  std::coroutine_handle<> next;
  std::exception_ptr error;
};

template <class T> struct lazy_result : lazy_promise {
  void return_value(T v) { value.emplace(std::move(v)); }
  T take() {
    rethrow();
    return std::move(*value);
  }
  std::optional<T> value;
};

template <class T> struct lazy_result<T &> : lazy_promise {
  void return_value(T &v) noexcept { value = &v; }
  T &take() const {
    rethrow();
    return *value;
  }
  T *value = nullptr;
};

template <> struct lazy_result<void> : lazy_promise {
  void return_void() const noexcept {}
  void take() const { rethrow(); }
};

} // namespace detail

/// A lazy task: one result, awaited once, as an rvalue. It owns its frame, and
/// is not [[nodiscard]], so that the compiler stays out of the tests' way.
template <class T = void> class task {
public:
  struct promise_type : detail::lazy_result<T> {
    task get_return_object() {
      return task(std::coroutine_handle<promise_type>::from_promise(*this));
    }
  };

  task(task &&other) noexcept : frame(std::exchange(other.frame, {})) {}
  task &operator=(task &&other) noexcept {
    std::swap(frame, other.frame);
    return *this;
  }
  ~task() {
    if (frame)
      frame.destroy();
  }

  auto operator co_await() && noexcept {
    struct awaiter {
      std::coroutine_handle<promise_type> frame;
      bool await_ready() const noexcept { return false; }
      std::coroutine_handle<>
      await_suspend(std::coroutine_handle<> awaiting) const noexcept {
        frame.promise().next = awaiting;
        return frame;
      }
      T await_resume() const { return frame.promise().take(); }
    };
    return awaiter{frame};
  }

private:
  explicit task(std::coroutine_handle<promise_type> f) : frame(f) {}

  std::coroutine_handle<promise_type> frame;
};

/// An eager task: runs until its first suspension inside the call. Awaiting it
/// never suspends (await_ready() is constantly true), it only waits in name.
template <class T = void> class eager {
public:
  struct promise_type {
    eager get_return_object() const noexcept { return {}; }
    std::suspend_never initial_suspend() const noexcept { return {}; }
    std::suspend_always final_suspend() const noexcept { return {}; }
    void return_void() const noexcept {}
    void unhandled_exception() const noexcept { std::terminate(); }
  };

  bool await_ready() const noexcept { return true; }
  void await_suspend(std::coroutine_handle<>) const noexcept {}
  void await_resume() const {}
};

/// Fire and forget.
struct forget {
  struct promise_type {
    forget get_return_object() const noexcept { return {}; }
    std::suspend_never initial_suspend() const noexcept { return {}; }
    std::suspend_never final_suspend() const noexcept { return {}; }
    void return_void() const noexcept {}
    void unhandled_exception() const noexcept { std::terminate(); }
  };
};

/// A synchronous generator: the caller's thread runs the body up to the next
/// co_yield whenever it asks for a value.
template <class T> class generator {
public:
  struct promise_type {
    generator get_return_object() {
      return generator(
          std::coroutine_handle<promise_type>::from_promise(*this));
    }
    std::suspend_always initial_suspend() const noexcept { return {}; }
    std::suspend_always final_suspend() const noexcept { return {}; }
    std::suspend_always yield_value(const T &v) noexcept {
      value = std::addressof(v);
      return {};
    }
    void return_void() const noexcept {}
    void unhandled_exception() { throw; }
    // Pulled from outside, so nothing inside may be awaited.
    template <class U> U &&await_transform(U &&) = delete;

    const T *value = nullptr;
  };

  class iterator {
  public:
    using value_type = T;
    using difference_type = std::ptrdiff_t;

    explicit iterator(std::coroutine_handle<promise_type> f) : frame(f) {}
    const T &operator*() const { return *frame.promise().value; }
    iterator &operator++() {
      frame.resume();
      return *this;
    }
    void operator++(int) { ++*this; }
    bool operator==(std::default_sentinel_t) const { return frame.done(); }

  private:
    std::coroutine_handle<promise_type> frame;
  };

  generator(generator &&other) noexcept
      : frame(std::exchange(other.frame, {})) {}
  generator &operator=(generator &&other) noexcept {
    std::swap(frame, other.frame);
    return *this;
  }
  ~generator() {
    if (frame)
      frame.destroy();
  }

  iterator begin() {
    frame.resume();
    return iterator(frame);
  }
  std::default_sentinel_t end() const noexcept { return {}; }

private:
  explicit generator(std::coroutine_handle<promise_type> f) : frame(f) {}

  std::coroutine_handle<promise_type> frame;
};

/// Always suspends, and is resumed by the executor some time later.
struct tick {
  bool await_ready() const noexcept { return false; }
#ifdef COROLINT_TWIN
  void await_suspend(std::coroutine_handle<>) const noexcept;
#else
  void await_suspend(std::coroutine_handle<>) const noexcept {}
#endif
  void await_resume() const noexcept {}
};

/// Never suspends.
using ready = std::suspend_never;

/// Suspends for a while.
tick sleep_for(std::chrono::milliseconds);

/// An async mutex: lock() is awaited and yields a guard; nobody's thread waits,
/// so the guard may be held across suspensions.
class async_mutex {
public:
  class guard {
  public:
    explicit guard(async_mutex &locked) : owner(&locked) {}
    guard(guard &&other) noexcept
        : owner(std::exchange(other.owner, nullptr)) {}
    ~guard() {
      if (owner)
        owner->unlock();
    }

  private:
    async_mutex *owner;
  };

  struct lock_awaiter {
    async_mutex &mutex;
    bool await_ready() const noexcept { return false; }
#ifdef COROLINT_TWIN
    void await_suspend(std::coroutine_handle<>) const noexcept;
#else
    void await_suspend(std::coroutine_handle<>) const noexcept {}
#endif
    guard await_resume() const noexcept { return guard(mutex); }
  };

  lock_awaiter lock() { return {*this}; }
  void unlock();
};

} // namespace mini

#endif // COROLINT_TEST_MINI_H
