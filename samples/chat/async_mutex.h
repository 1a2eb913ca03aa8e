//===--- async_mutex.h - a mutex that is awaited
//---------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef CHAT_ASYNC_MUTEX_H
#define CHAT_ASYNC_MUTEX_H

#include "event_loop.h"
#include <algorithm>
#include <deque>
#include <utility>

namespace chat {

/// Excludes the coroutines of one loop from each other, in the order in which
/// they asked. Unlike a std::mutex it may be held across suspensions.
class AsyncMutex {
public:
  /// Holds the mutex while alive.
  class Guard {
  public:
    explicit Guard(AsyncMutex &Mutex) noexcept : Mutex(&Mutex) {}
    Guard(Guard &&Other) noexcept
        : Mutex(std::exchange(Other.Mutex, nullptr)) {}
    Guard &operator=(Guard &&) = delete;
    ~Guard() {
      if (Mutex)
        Mutex->unlock();
    }

  private:
    AsyncMutex *Mutex;
  };

  class LockAwaiter {
  public:
    explicit LockAwaiter(AsyncMutex &Mutex) noexcept : Mutex(Mutex) {}
    LockAwaiter(const LockAwaiter &) = delete;
    LockAwaiter &operator=(const LockAwaiter &) = delete;
    ~LockAwaiter() { std::erase(Mutex.Waiters, this); }

    bool await_ready() const noexcept {
      return !std::exchange(Mutex.Locked, true);
    }
    void await_suspend(std::coroutine_handle<> Waiter) {
      Awaiting = Waiter;
      Mutex.Waiters.push_back(this);
    }
    Guard await_resume() const noexcept { return Guard(Mutex); }

  private:
    friend AsyncMutex;
    AsyncMutex &Mutex;
    std::coroutine_handle<> Awaiting;
  };

  explicit AsyncMutex(EventLoop &Loop) noexcept : Loop(Loop) {}

  /// `auto Guard = co_await Mutex.lock();`
  LockAwaiter lock() noexcept { return LockAwaiter(*this); }

private:
  void unlock() {
    if (Waiters.empty()) {
      Locked = false;
      return;
    }
    // The mutex stays locked: it now belongs to the next in the queue.
    Loop.resumeLater(Waiters.front()->Awaiting);
    Waiters.pop_front();
  }

  EventLoop &Loop;
  bool Locked = false;
  std::deque<LockAwaiter *> Waiters;
};

} // namespace chat

#endif // CHAT_ASYNC_MUTEX_H
