//===--- task.h - a lazy coroutine and the loop that runs it ------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef RELAY_TASK_H
#define RELAY_TASK_H

#include <coroutine>
#include <deque>
#include <exception>
#include <utility>

namespace relay {

/// Resumes coroutines one after the other, on the thread that calls run().
class Loop {
public:
  /// Goes to the end of the queue, so that others get their turn.
  auto yield() {
    struct Awaiter {
      Loop &Of;
      bool await_ready() const noexcept { return false; }
      void await_suspend(std::coroutine_handle<> Waiting) {
        Of.Ready.push_back(Waiting);
      }
      void await_resume() const noexcept {}
    };
    return Awaiter{*this};
  }
  void start(std::coroutine_handle<> First) { Ready.push_back(First); }
  void run() {
    while (!Ready.empty()) {
      std::coroutine_handle<> Next = Ready.front();
      Ready.pop_front();
      Next.resume();
    }
  }

private:
  std::deque<std::coroutine_handle<>> Ready;
};

/// Starts when it is awaited or handed to a loop; owns its coroutine.
class [[nodiscard]] Task {
public:
  struct promise_type {
    struct Final {
      bool await_ready() const noexcept { return false; }
      std::coroutine_handle<>
      await_suspend(std::coroutine_handle<promise_type> Done) const noexcept {
        return Done.promise().Awaiting;
      }
      void await_resume() const noexcept {}
    };
    Task get_return_object() noexcept {
      return Task(std::coroutine_handle<promise_type>::from_promise(*this));
    }
    std::suspend_always initial_suspend() const noexcept { return {}; }
    Final final_suspend() const noexcept { return {}; }
    void return_void() const noexcept {}
    void unhandled_exception() const noexcept { std::terminate(); }

    std::coroutine_handle<> Awaiting = std::noop_coroutine();
  };

  Task(Task &&From) noexcept : Mine(std::exchange(From.Mine, nullptr)) {}
  Task &operator=(Task &&) = delete;
  ~Task() {
    if (Mine)
      Mine.destroy();
  }
  void startOn(Loop &On) const { On.start(Mine); }

  bool await_ready() const noexcept { return false; }
  std::coroutine_handle<> await_suspend(std::coroutine_handle<> Waiting) {
    Mine.promise().Awaiting = Waiting;
    return Mine;
  }
  void await_resume() const noexcept {}

private:
  explicit Task(std::coroutine_handle<promise_type> Mine) noexcept
      : Mine(Mine) {}
  std::coroutine_handle<promise_type> Mine;
};

} // namespace relay

#endif // RELAY_TASK_H
