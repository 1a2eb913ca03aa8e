//===--- examples.h - what the examples of annotations.h rely on ----------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// run.py compiles every example of the manual behind this header, each in a
// namespace of its own.
//
//===----------------------------------------------------------------------===//
#pragma once
#include <atomic>
#include <chrono>
#include <corolint/annotations.h>
#include <coroutine>
#include <exception>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

struct tick {
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<>) const noexcept {}
  void await_resume() const noexcept {}
};
tick sleep(int Milliseconds);

template <class T> struct promise_base {
  void return_value(T);
};
template <> struct promise_base<void> {
  void return_void();
};

template <class T = void> class COROLINT_TASK task {
public:
  struct promise_type : promise_base<T> {
    task get_return_object();
    std::suspend_always initial_suspend() noexcept;
    std::suspend_always final_suspend() noexcept;
    void unhandled_exception();
  };
  bool await_ready() const noexcept;
  void await_suspend(std::coroutine_handle<>) const noexcept;
  T await_resume() const;
};

template <class T> class COROLINT_NOT_SEND rc {
public:
  rc();
  explicit rc(T);
  rc(const rc &);
  ~rc();
};

template <class T> struct is_send {
  static constexpr bool value = true;
};
template <class T> struct is_send<rc<T>> {
  static constexpr bool value = false;
};

template <class F> void spawn(F COROLINT_SPAWNS Work) {
  static_cast<void>(Work); // stands for a thread pool
}

class COROLINT_CAPABILITY("spin lock") SpinLock {
public:
  void lock() COROLINT_ACQUIRE();
  void unlock() COROLINT_RELEASE();
};

extern std::mutex TheMutex;
