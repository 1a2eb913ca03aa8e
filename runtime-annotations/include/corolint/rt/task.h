//===--- corolint/rt/task.h - a function that can wait --------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A task is lazy: it begins when it is awaited, where it was called, and ends
// before the caller goes on, like a call. It cannot be stored or moved. So its
// arguments outlive it, references are fine as parameters, and a task that
// nobody awaits is a compile-time warning and not a task that never ran.
//
// Good:
//   task<std::string> fetch(const std::string &url);
//   task<std::size_t> size_of(std::string url) {
//     co_return (co_await fetch(url)).size();
//   }
// Bad, does not compile; what `page` would refer to has ended:
//   auto page = fetch(std::string("a.example"));
//   co_await std::move(page);
// Bad, compiles; reported by the linter (unawaited-task):
//   auto page = fetch(url);
//
// A task ends with a value, with an exception, or stopped. When stop is
// requested, every co_await of the task, and of whatever it awaits, ends it:
// nothing is resumed, the frames are destroyed from the innermost outwards and
// their destructors run. No exception is thrown.
//
// What can be awaited: tasks, everything in corolint::rt that says so, and the
// awaitables of other libraries. Those resume the task wherever they like, and
// cannot be stopped while they wait; `co_await switch_to(executor)` goes home.
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_RT_TASK_H
#define COROLINT_RT_TASK_H

#include "corolint/annotations.h"
#include "corolint/rt/detail/wait.h"
#include "corolint/rt/outcome.h"

// Lets Clang keep the frame of an awaited task in the frame of its caller.
#if defined(__has_cpp_attribute)
#if __has_cpp_attribute(clang::coro_await_elidable)
#define COROLINT_RT_AWAIT_ELIDABLE [[clang::coro_await_elidable]]
#endif
#endif
#ifndef COROLINT_RT_AWAIT_ELIDABLE
#define COROLINT_RT_AWAIT_ELIDABLE
#endif

namespace corolint::rt {

template <class T> class task;

namespace detail {

template <class T> class task_promise;

/// Takes the frame out of a task, to run it as the root of a job.
struct task_access {
  template <class T> static task_promise<T> &release(task<T> &t) noexcept {
    return *std::exchange(t.promise, nullptr);
  }
  template <class T>
  COROLINT_TASK_WRAPPER static task<T> make(task_promise<T> &p) noexcept {
    return task<T>(p);
  }
};

template <class A> inline constexpr bool is_task = false;
template <class T> inline constexpr bool is_task<task<T>> = true;

/// The awaiter of a task, in the frame of the task that awaits it.
template <class T> class task_awaiter : private child_slot {
public:
  task_awaiter(task_promise<T> &callee, promise_base &caller) noexcept
      : child_slot(callee), task(&callee) {
    callee.parent = &caller;
    callee.job = caller.job;
  }

  bool await_ready() const noexcept { return false; }

  std::coroutine_handle<> await_suspend(std::coroutine_handle<>) noexcept {
    job_base &job = *task->job;
    if (job.stop_requested()) [[unlikely]] {
      job.suspend(*task->parent, "stop");
      job.wake_stopped();
      return std::noop_coroutine();
    }
    return task->self;
  }

  T await_resume() { return std::move(task->result).value(); }

private:
  task_promise<T> *task;
};

/// How the promise of a task treats the operand of co_await, and how it ends.
class awaiting_promise : public promise_base {
public:
  std::suspend_always initial_suspend() const noexcept { return {}; }

  struct final_awaiter {
    bool await_ready() const noexcept { return false; }
    template <class P>
    std::coroutine_handle<>
    await_suspend(std::coroutine_handle<P> ended) const noexcept {
      promise_base &p = ended.promise();
      if (p.parent)
        return p.parent->self;
      // Destroys this frame.
      p.job->root_ended();
      return std::noop_coroutine();
    }
    void await_resume() const noexcept {}
  };
  final_awaiter final_suspend() const noexcept { return {}; }

  // By value: a task that cannot be moved can be awaited where it was called,
  // and nowhere else.
  template <class U>
  task_awaiter<U> await_transform(
      task<U> callee,
      std::source_location at = std::source_location::current()) noexcept {
    awaiting_at = at;
    return task_awaiter<U>(task_access::release(callee), *this);
  }

  template <class A>
    requires(!is_task<std::remove_cvref_t<A>>)
  decltype(auto)
  await_transform(A &&operand,
                  std::source_location at = std::source_location::current()) {
    awaiting_at = at;
    if constexpr (requires { operand.bound_to(*this); }) {
      return operand.bound_to(*this);
    } else {
      if constexpr (std::is_base_of_v<bound_awaitable,
                                      std::remove_cvref_t<A>>) {
        static_assert(!std::is_lvalue_reference_v<A>,
                      "await an operation where you ask for it: it can be "
                      "awaited only once");
        operand.bind(*this);
      }
      return static_cast<A &&>(operand);
    }
  }

protected:
  using promise_base::promise_base;
  ~awaiting_promise() = default;
};

template <class T> class task_promise final : public awaiting_promise {
public:
  task_promise() noexcept
      : awaiting_promise(
            std::coroutine_handle<task_promise>::from_promise(*this)) {}

  task<T> get_return_object() noexcept { return task_access::make(*this); }

  template <class U = T>
    requires std::constructible_from<T, U>
  void return_value(U &&value) {
    if constexpr (std::is_reference_v<T>)
      result.set_value(static_cast<T>(value));
    else
      result.set_value(std::forward<U>(value));
  }

  void unhandled_exception() noexcept {
    result.set_error(std::current_exception());
  }

  outcome<T> result;
};

template <> class task_promise<void> final : public awaiting_promise {
public:
  task_promise() noexcept
      : awaiting_promise(
            std::coroutine_handle<task_promise>::from_promise(*this)) {}

  task<void> get_return_object() noexcept;

  void return_void() noexcept { result.set_value(); }

  void unhandled_exception() noexcept {
    result.set_error(std::current_exception());
  }

  outcome<void> result;
};

} // namespace detail

/// A coroutine that ends with a \p T: an object, an lvalue reference or void.
template <class T = void>
class [[nodiscard]] COROLINT_RT_AWAIT_ELIDABLE COROLINT_TASK COROLINT_MIGRATES
    task {
  static_assert(!std::is_rvalue_reference_v<T>,
                "a task returns an object, an lvalue reference or void");

public:
  using promise_type = detail::task_promise<T>;
  using value_type = T;

  task(task &&) = delete;
  task &operator=(task &&) = delete;

  /// Destroys a task that was never awaited; it never began.
  ~task() {
    if (promise)
      promise->self.destroy();
  }

private:
  friend struct detail::task_access;

  explicit task(promise_type &p) noexcept : promise(&p) {}

  promise_type *promise;
};

inline task<void> detail::task_promise<void>::get_return_object() noexcept {
  return task_access::make(*this);
}

} // namespace corolint::rt

#endif // COROLINT_RT_TASK_H
