//===--- event_loop.h - readiness of sockets for coroutines
//----------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef CHAT_EVENT_LOOP_H
#define CHAT_EVENT_LOOP_H

#include "task.h"
#include <coroutine>
#include <cstddef>
#include <vector>

namespace chat {

/// One thread, any number of coroutines. Except for stop() everything belongs
/// to the thread that calls run().
class EventLoop {
public:
  /// Awaits an event on a socket. The result is false when the loop is
  /// stopping, and then at once: whoever waits shall come to an end.
  class Readiness {
  public:
    bool await_ready() const noexcept { return Loop.Stopping; }
    void await_suspend(std::coroutine_handle<> Waiter) {
      Awaiting = Waiter;
      Loop.Waits.push_back(this);
    }
    bool await_resume() const noexcept { return !Loop.Stopping; }

  private:
    friend EventLoop;
    Readiness(EventLoop &Loop, int Fd, short Events)
        : Loop(Loop), Fd(Fd), Events(Events) {}

    EventLoop &Loop;
    int Fd;
    short Events;
    std::coroutine_handle<> Awaiting;
  };

  /// Throws std::system_error when there are no file descriptors left.
  EventLoop();
  ~EventLoop();
  EventLoop(const EventLoop &) = delete;
  EventLoop &operator=(const EventLoop &) = delete;

  Readiness readable(int Fd);
  Readiness writable(int Fd);

  /// Starts \p Work and keeps it until it has ended. Exceptions are logged.
  void spawn(Task<> Work);

  /// Resumes \p Waiter from run(), not from within this call.
  void resumeLater(std::coroutine_handle<> Waiter);

  /// Returns when all spawned work has ended.
  void run();

  /// Makes every wait end with false. May be called on any thread and from
  /// signal handlers.
  void stop() noexcept;

private:
  struct Detached;
  Detached keep(Task<> Work);
  void poll();
  void resumeReady();

  int WakeUp[2];
  bool Stopping = false;
  std::size_t Alive = 0;
  std::vector<Readiness *> Waits;
  std::vector<std::coroutine_handle<>> Ready;
};

} // namespace chat

#endif // CHAT_EVENT_LOOP_H
