//===--- event_loop.cpp - readiness of sockets for coroutines
//--------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "event_loop.h"
#include "log.h"
#include <cerrno>
#include <exception>
#include <fcntl.h>
#include <poll.h>
#include <system_error>
#include <unistd.h>

namespace chat {

/// The frame that owns spawned work; it frees itself at its end.
struct EventLoop::Detached {
  struct promise_type {
    Detached get_return_object() const noexcept { return {}; }
    std::suspend_never initial_suspend() const noexcept { return {}; }
    std::suspend_never final_suspend() const noexcept { return {}; }
    void return_void() const noexcept {}
    void unhandled_exception() const noexcept { std::terminate(); }
  };
};

EventLoop::EventLoop() {
  if (::pipe2(WakeUp, O_NONBLOCK | O_CLOEXEC) != 0)
    throw std::system_error(errno, std::system_category(), "pipe2");
}

EventLoop::~EventLoop() {
  ::close(WakeUp[0]);
  ::close(WakeUp[1]);
}

EventLoop::Readiness EventLoop::readable(int Fd) { return {*this, Fd, POLLIN}; }

EventLoop::Readiness EventLoop::writable(int Fd) {
  return {*this, Fd, POLLOUT};
}

void EventLoop::spawn(Task<> Work) {
  ++Alive;
  keep(std::move(Work));
}

EventLoop::Detached EventLoop::keep(Task<> Work) {
  try {
    co_await std::move(Work);
  } catch (const std::exception &Error) {
    logLine(std::string("a task failed: ") + Error.what());
  }
  --Alive;
}

void EventLoop::resumeLater(std::coroutine_handle<> Waiter) {
  Ready.push_back(Waiter);
}

void EventLoop::run() {
  while (Alive > 0) {
    if (Ready.empty())
      poll();
    resumeReady();
  }
}

void EventLoop::stop() noexcept {
  const int Saved = errno; // the caller may be a signal handler
  // A full pipe wakes the loop up just as well.
  [[maybe_unused]] const auto Written = ::write(WakeUp[1], "", 1);
  errno = Saved;
}

void EventLoop::poll() {
  std::vector<pollfd> Fds;
  Fds.reserve(Waits.size() + 1);
  for (const Readiness *Wait : Waits)
    Fds.push_back({Wait->Fd, Wait->Events, 0});
  Fds.push_back({WakeUp[0], POLLIN, 0});
  if (::poll(Fds.data(), Fds.size(), -1) < 0 && errno != EINTR)
    throw std::system_error(errno, std::system_category(), "poll");

  if (Fds.back().revents != 0)
    Stopping = true;
  std::vector<Readiness *> Later;
  for (std::size_t I = 0; I < Waits.size(); ++I) {
    if (Stopping || Fds[I].revents != 0)
      Ready.push_back(Waits[I]->Awaiting);
    else
      Later.push_back(Waits[I]);
  }
  Waits = std::move(Later);
}

void EventLoop::resumeReady() {
  // What becomes ready meanwhile waits for the next round, so that sockets get
  // their turn.
  std::vector<std::coroutine_handle<>> Round;
  Round.swap(Ready);
  for (std::coroutine_handle<> Waiter : Round)
    Waiter.resume();
}

} // namespace chat
