//===--- blocking_pool.cpp - threads that may block -----------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "corolint/rt/detail/blocking_pool.h"

using namespace corolint::rt;
using detail::blocking_pool;

void blocking_pool::post(work &w) {
  const std::lock_guard guard(mutex);
  // A thread that is beginning, or was notified, is idle until it has taken
  // something, and what it will take is queued until then.
  if (queued >= idle && threads.size() != limit) {
    try {
      threads.emplace_back([this] { run(); });
      ++idle;
    } catch (...) {
      if (threads.empty())
        throw;
    }
  }
  queue.push(w);
  ++queued;
  changed.notify_one();
}

bool blocking_pool::cancel(work &w) noexcept {
  const std::lock_guard guard(mutex);
  const bool was_here = queue.erase(w);
  queued -= was_here;
  return was_here;
}

void blocking_pool::run() noexcept {
  std::unique_lock lock(mutex);
  --idle;
  for (;;) {
    if (work *next = queue.pop()) {
      --queued;
      lock.unlock();
      next->run();
      lock.lock();
    } else if (ending) {
      return;
    } else {
      ++idle;
      changed.wait(lock);
      --idle;
    }
  }
}

void blocking_pool::join() noexcept {
  {
    const std::lock_guard guard(mutex);
    ending = true;
    changed.notify_all();
  }
  for (std::thread &each : threads)
    each.join();
  threads.clear();
}
