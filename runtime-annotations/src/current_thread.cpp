//===--- current_thread.cpp - a runtime without threads -------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The thread that drives the loop posts to `local` without a lock. All others,
// and it itself while it does not drive, post to `remote`, which the loop takes
// over as a whole: when it has nothing else to do, and now and then before, so
// that nothing starves.
//
//===----------------------------------------------------------------------===//
#include "corolint/rt/detail/runtime_core.h"
#include "corolint/rt/detail/timer_heap.h"
#include "corolint/rt/detail/work_queue.h"
#include <condition_variable>
#include <mutex>
#include <stdexcept>

using namespace corolint::rt;

namespace {

class COROLINT_SUPPRESS("contradicted-send",
                        "only the thread that drives touches `local`, which "
                        "driven_here says") current_thread_core final
    : public detail::runtime_core {
public:
  void post(work &w) noexcept override;
  void post_at(timer &t, time_point due) noexcept override;
  bool cancel(timer &t) noexcept override;
  time_point now() const noexcept override { return clock::now(); }
  void require_may_block() const override;
  void run_until(const bool &done) override;
  void set_done(bool &done) noexcept override;

private:
  /// Work that runs between two looks at timers, `remote` and `done`.
  static constexpr int batch = 64;

  class driving;
  void run_batch() noexcept;
  void fire_due_timers(std::unique_lock<std::mutex> &lock) noexcept;
  void wait(std::unique_lock<std::mutex> &lock);

  /// Only touched by the thread that drives.
  detail::work_queue local;

  std::mutex mutex;
  std::condition_variable changed;
  // Guarded by `mutex`:
  detail::work_queue remote;
  detail::timer_heap timers;
  bool driven = false;
};

} // namespace

/// The core that this thread drives.
static thread_local const current_thread_core *driven_here = nullptr;

/// Makes this thread the one that drives, under the lock of the core.
class current_thread_core::driving {
public:
  explicit driving(current_thread_core &of) : core(of), outer(driven_here) {
    core.driven = true;
    driven_here = &core;
  }
  ~driving() {
    driven_here = outer;
    core.remote.append(std::move(core.local));
    core.driven = false;
    core.changed.notify_all();
  }

private:
  current_thread_core &core;
  const current_thread_core *outer;
};

void current_thread_core::require_may_block() const {
  if (driven_here == this)
    throw std::logic_error("a task waits for its own runtime, with block_on or "
                           "by ending it: the thread that would run the other "
                           "tasks is this one; co_await them instead");
}

void current_thread_core::post(work &w) noexcept {
  if (driven_here == this) {
    local.push(w);
    return;
  }
  const std::lock_guard guard(mutex);
  remote.push(w);
  changed.notify_all();
}

void current_thread_core::post_at(timer &t, time_point due) noexcept {
  const std::lock_guard guard(mutex);
  timers.insert(t, due);
  if (driven_here != this)
    changed.notify_all();
}

bool current_thread_core::cancel(timer &t) noexcept {
  const std::lock_guard guard(mutex);
  return timers.erase(t);
}

void current_thread_core::set_done(bool &done) noexcept {
  const std::lock_guard guard(mutex);
  done = true;
  changed.notify_all();
}

void current_thread_core::run_batch() noexcept {
  for (int i = 0; i != batch; ++i) {
    work *next = local.pop();
    if (!next)
      return;
    next->run();
  }
}

void current_thread_core::fire_due_timers(
    std::unique_lock<std::mutex> &lock) noexcept {
  if (timers.empty())
    return;
  const time_point at = now();
  while (timer *due = timers.pop_due(at)) {
    lock.unlock();
    due->fire();
    lock.lock();
  }
}

void current_thread_core::wait(std::unique_lock<std::mutex> &lock) {
  if (timers.empty())
    changed.wait(lock);
  else
    changed.wait_until(lock, timers.next_due());
}

void current_thread_core::run_until(const bool &done) {
  std::unique_lock lock(mutex);
  // Another thread may be in here, and run this one's work as well.
  while (driven && !done)
    changed.wait(lock);
  const driving here(*this);
  while (!done) {
    fire_due_timers(lock);
    local.append(std::move(remote));
    if (local.empty()) {
      if (!done)
        wait(lock);
      continue;
    }
    lock.unlock();
    run_batch();
    lock.lock();
  }
}

std::unique_ptr<detail::runtime_core> detail::make_current_thread_core() {
  return std::make_unique<current_thread_core>();
}
