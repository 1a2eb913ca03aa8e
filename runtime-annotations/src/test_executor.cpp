//===--- test_executor.cpp - random order, virtual time -------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "corolint/rt/test_executor.h"
#include "corolint/rt/detail/timer_heap.h"
#include <atomic>
#include <cstdio>
#include <mutex>
#include <vector>

using namespace corolint::rt;

namespace {

class test_core final : public detail::runtime_core {
public:
  explicit test_core(std::uint64_t seed) noexcept : state(seed) {}

  void post(work &w) noexcept override;
  void post_at(timer &t, time_point due) noexcept override;
  bool cancel(timer &t) noexcept override;
  // The one thread makes the call, whenever chance has it.
  void post_blocking(work &w) override { post(w); }
  bool cancel_blocking(work &w) noexcept override;
  time_point now() const noexcept override;
  void require_may_block() const override;
  void run_until(const bool &done) override;
  void set_done(bool &done) noexcept override;

private:
  std::uint64_t random() noexcept;
  work *take_any() noexcept;
  timer *next_timer() noexcept;
  bool is_set(const bool &done) noexcept;
  bool run_one() noexcept;
  void stop_all_in_deadlock();

  std::atomic<bool> deadlocked = false;
  std::atomic<bool> driven = false;

  mutable std::mutex mutex;
  // Guarded by `mutex`:
  std::uint64_t state;
  std::vector<work *> ready;
  detail::timer_heap timers;
  time_point virtual_now;
};

} // namespace

void test_core::require_may_block() const {
  if (driven)
    throw std::logic_error("a task waits for its own executor, with block_on "
                           "or by ending it");
}

void test_core::post(work &w) noexcept {
  const std::lock_guard guard(mutex);
  ready.push_back(&w);
}

void test_core::post_at(timer &t, time_point due) noexcept {
  const std::lock_guard guard(mutex);
  timers.insert(t, due);
}

bool test_core::cancel(timer &t) noexcept {
  const std::lock_guard guard(mutex);
  return timers.erase(t);
}

bool test_core::cancel_blocking(work &w) noexcept {
  const std::lock_guard guard(mutex);
  return std::erase(ready, &w) != 0;
}

executor::time_point test_core::now() const noexcept {
  const std::lock_guard guard(mutex);
  return virtual_now;
}

void test_core::set_done(bool &done) noexcept {
  const std::lock_guard guard(mutex);
  done = true;
}

bool test_core::is_set(const bool &done) noexcept {
  const std::lock_guard guard(mutex);
  return done;
}

/// Splitmix64 (Steele, Lea, Flood 2014): every seed is a good one. Under the
/// lock.
std::uint64_t test_core::random() noexcept {
  std::uint64_t z = state += 0x9e3779b97f4a7c15;
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
  z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
  return z ^ (z >> 31);
}

work *test_core::take_any() noexcept {
  const std::lock_guard guard(mutex);
  if (ready.empty())
    return nullptr;
  std::swap(ready[random() % ready.size()], ready.back());
  work *taken = ready.back();
  ready.pop_back();
  return taken;
}

/// The next timer, after moving the time to it if need be.
timer *test_core::next_timer() noexcept {
  const std::lock_guard guard(mutex);
  if (timers.empty())
    return nullptr;
  virtual_now = std::max(virtual_now, timers.next_due());
  return timers.pop_due(virtual_now);
}

bool test_core::run_one() noexcept {
  if (work *w = take_any()) {
    w->run();
    return true;
  }
  timer *due = next_timer();
  if (!due)
    return false;
  due->fire();
  // Those of the same time become ready together, so that any may be first.
  for (;;) {
    std::unique_lock lock(mutex);
    timer *also = timers.pop_due(virtual_now);
    lock.unlock();
    if (!also)
      return true;
    also->fire();
  }
}

void test_core::stop_all_in_deadlock() {
  if (deadlocked) {
    std::fputs("corolint::rt: a task waits for something that nothing is left "
               "to bring about, and cannot be stopped\n",
               stderr);
    std::terminate();
  }
  deadlocked = true;
  request_stop();
}

void test_core::run_until(const bool &done) {
  const bool before = deadlocked;
  driven = true;
  while (!is_set(done))
    if (!run_one())
      stop_all_in_deadlock();
  driven = false;
  if (deadlocked && !before)
    throw deadlock_error("nothing is left to run, and the task still waits");
}

test_executor::test_executor(std::uint64_t seed)
    : runtime(std::make_unique<test_core>(seed)) {}
