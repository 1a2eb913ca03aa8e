//===--- task.h - a lazy coroutine
//-----------------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef CHAT_TASK_H
#define CHAT_TASK_H

#include <coroutine>
#include <exception>
#include <optional>
#include <utility>

namespace chat {

template <class T> class Task;

namespace detail {

struct PromiseBase {
  struct FinalAwaiter {
    bool await_ready() const noexcept { return false; }
    template <class P>
    std::coroutine_handle<>
    await_suspend(std::coroutine_handle<P> Finished) const noexcept {
      return Finished.promise().Awaiting;
    }
    void await_resume() const noexcept {}
  };

  std::suspend_always initial_suspend() const noexcept { return {}; }
  FinalAwaiter final_suspend() const noexcept { return {}; }
  void unhandled_exception() noexcept { Error = std::current_exception(); }

  std::coroutine_handle<> Awaiting = std::noop_coroutine();
  std::exception_ptr Error;
};

template <class T> struct Promise : PromiseBase {
  Task<T> get_return_object() noexcept;
  void return_value(T Result) { Value.emplace(std::move(Result)); }
  T take() {
    if (Error)
      std::rethrow_exception(Error);
    return std::move(*Value);
  }
  std::optional<T> Value;
};

template <> struct Promise<void> : PromiseBase {
  Task<void> get_return_object() noexcept;
  void return_void() const noexcept {}
  void take() const {
    if (Error)
      std::rethrow_exception(Error);
  }
};

} // namespace detail

/// A coroutine that starts when it is awaited, and is awaited once.
template <class T = void> class [[nodiscard]] Task {
public:
  using promise_type = detail::Promise<T>;

  Task(Task &&Other) noexcept : Frame(std::exchange(Other.Frame, nullptr)) {}
  Task &operator=(Task Other) noexcept {
    std::swap(Frame, Other.Frame);
    return *this;
  }
  ~Task() {
    if (Frame)
      Frame.destroy();
  }

  auto operator co_await() && noexcept {
    struct Awaiter {
      bool await_ready() const noexcept { return false; }
      std::coroutine_handle<>
      await_suspend(std::coroutine_handle<> Caller) const noexcept {
        Frame.promise().Awaiting = Caller;
        return Frame;
      }
      T await_resume() const { return Frame.promise().take(); }
      std::coroutine_handle<promise_type> Frame;
    };
    return Awaiter{Frame};
  }

private:
  friend promise_type;
  explicit Task(std::coroutine_handle<promise_type> Frame) noexcept
      : Frame(Frame) {}

  std::coroutine_handle<promise_type> Frame;
};

template <class T> Task<T> detail::Promise<T>::get_return_object() noexcept {
  return Task<T>(std::coroutine_handle<Promise>::from_promise(*this));
}
inline Task<void> detail::Promise<void>::get_return_object() noexcept {
  return Task<void>(std::coroutine_handle<Promise>::from_promise(*this));
}

} // namespace chat

#endif // CHAT_TASK_H
