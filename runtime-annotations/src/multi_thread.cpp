//===--- multi_thread.cpp - a runtime that steals work --------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The scheduler of tokio, which is Go's: each worker has a ring (work_ring.h)
// that others steal from, and before it a slot for what it woke last and nobody
// steals. What comes from other threads, and what does not fit into the rings,
// is in one queue under the mutex, with the timers and the idle workers.
//
// No work is forgotten, because
//
//   1. a worker that finds nothing is counted in `searching` while it looks at
//      all queues, then in `parked`, and only then looks at all queues again;
//   2. who pushes to a ring looks at `searching` and `parked` after that, and
//      wakes a worker if none searches and one is parked. All of these accesses
//      are sequentially consistent, so one of the two sees the other;
//   3. who pushes while somebody searches leaves it at that: the last worker
//      that finds something while it searches looks whether there is more, and
//      wakes another one for that.
//
// No executor is used after its end: workers are joined, and all other threads
// push, and wake, in one hold of the mutex without which nobody gets to run
// what they pushed.
//
// The timers are kept by one of the parked workers, the timekeeper, which
// sleeps no longer than until the first is due. While nobody is parked, each
// worker looks at them now and then.
//
//===----------------------------------------------------------------------===//
#include "corolint/rt/detail/runtime_core.h"
#include "corolint/rt/detail/timer_heap.h"
#include "corolint/rt/detail/work_queue.h"
#include "corolint/rt/detail/work_ring.h"
#include "timer_slack.h"
#include <algorithm>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <thread>
#include <utility>
#include <vector>

using namespace corolint::rt;

namespace {

class multi_thread_core;

/// One thread of the pool and what belongs to it. Only used by that thread,
/// except where it says otherwise.
class worker {
public:
  worker(multi_thread_core &of, std::size_t number, std::size_t capacity)
      : pool(of), index(number), ring(capacity), random(number + 1) {}

  void run() noexcept;

  /// Runs \p w when the current work is done.
  void push_next(work &w) noexcept;
  /// Runs \p w after all that is in the ring. Returns whether that took place
  /// in the ring, and not outside.
  bool push_last(work &w) noexcept;

  multi_thread_core &pool;
  const std::size_t index;
  /// From any thread, what it offers to any.
  detail::work_ring ring;
  /// Guarded by the mutex of the pool: that it was taken out of the idle ones.
  bool called = false;
  std::condition_variable wakes;

private:
  /// The slot is not used more often than this while others wait.
  static constexpr int most_in_a_row = 3;

  work *take_own() noexcept;
  work *take_slot() noexcept;
  work *search() noexcept;
  work *find_anywhere() noexcept;
  work *steal() noexcept;
  std::size_t pick(std::size_t below) noexcept;

  work *slot = nullptr;
  int in_a_row = 0;
  unsigned ticks = 0;
  std::uint64_t random;
};

class multi_thread_core final : public detail::runtime_core {
public:
  explicit multi_thread_core(const detail::pool_options &options);
  ~multi_thread_core() override { end_threads(); }

  void post(work &w) noexcept override;
  void defer(work &w) noexcept override;
  void post_at(timer &t, time_point due) noexcept override;
  bool cancel(timer &t) noexcept override;
  time_point now() const noexcept override { return clock::now(); }
  void require_may_block() const override;
  void run_until(const bool &done) override;
  void set_done(bool &done) noexcept override;

private:
  friend worker;

  void end_threads() noexcept;
  void inject(detail::work_queue &&some, std::size_t count) noexcept;
  work *take_injected(worker &by) noexcept;
  void fire_due_timers() noexcept;
  void note_earliest() noexcept;

  void start_searching() noexcept;
  void found_something() noexcept;
  void announce() noexcept;
  bool park(worker &w) noexcept;
  bool anything_to_do() const noexcept;
  bool keep_time_until_due(worker &w, std::unique_lock<std::mutex> &lock);
  void call_one() noexcept;
  void leave_idle(worker &w) noexcept;
  void hand_on_the_time() noexcept;

  const unsigned outside_interval;
  std::vector<std::unique_ptr<worker>> workers;
  std::vector<std::thread> threads;

  std::atomic<std::size_t> searching = 0;
  /// The size of `idle`.
  std::atomic<std::size_t> parked = 0;
  /// The size of `injected`.
  std::atomic<std::size_t> injected_count = 0;
  /// When the first timer is due; the end of time if there is none.
  std::atomic<clock::rep> earliest = clock::duration::max().count();

  std::mutex mutex;
  // Guarded by `mutex`:
  detail::work_queue injected;
  detail::timer_heap timers;
  std::vector<worker *> idle;
  worker *timekeeper = nullptr;
  bool ending = false;
  std::condition_variable a_wait_ended;
};

} // namespace

/// The worker that this thread is.
static thread_local worker *here = nullptr;

//===----------------------------------------------------------------------===//
// A worker
//===----------------------------------------------------------------------===//

void worker::run() noexcept {
  detail::wake_on_time();
  here = this;
  for (;;) {
    work *next = take_own();
    if (!next)
      next = search();
    if (!next)
      return;
    next->run();
  }
}

work *worker::take_slot() noexcept { return std::exchange(slot, nullptr); }

work *worker::take_own() noexcept {
  if (++ticks % pool.outside_interval == 0) {
    pool.fire_due_timers();
    if (work *outside = pool.take_injected(*this))
      return outside;
  }
  if (slot && in_a_row != most_in_a_row) {
    ++in_a_row;
    return take_slot();
  }
  in_a_row = 0;
  work *oldest = ring.pop();
  return oldest ? oldest : take_slot();
}

/// Waits for something to do. Null when the runtime ends.
work *worker::search() noexcept {
  pool.start_searching();
  do {
    if (work *found = find_anywhere()) {
      pool.found_something();
      return found;
    }
  } while (pool.park(*this));
  return nullptr;
}

work *worker::find_anywhere() noexcept {
  pool.fire_due_timers();
  if (work *woken = take_slot())
    return woken;
  if (work *own = ring.pop())
    return own;
  if (work *outside = pool.take_injected(*this))
    return outside;
  return steal();
}

/// Xorshift (Marsaglia 2003).
std::size_t worker::pick(std::size_t below) noexcept {
  random ^= random << 13;
  random ^= random >> 7;
  random ^= random << 17;
  return random % below;
}

work *worker::steal() noexcept {
  const std::size_t count = pool.workers.size();
  const std::size_t start = pick(count);
  for (std::size_t i = 0; i != count; ++i) {
    const std::size_t victim = (start + i) % count;
    if (victim == index)
      continue;
    if (work *stolen = pool.workers[victim]->ring.steal_into(ring))
      return stolen;
  }
  return nullptr;
}

void worker::push_next(work &w) noexcept {
  if (work *displaced = std::exchange(slot, &w))
    if (push_last(*displaced))
      pool.announce();
}

bool worker::push_last(work &w) noexcept {
  while (!ring.push(w)) {
    detail::work_queue half;
    if (const std::size_t count = ring.move_half(half)) {
      half.push(w);
      pool.inject(std::move(half), count + 1);
      return false;
    }
  }
  return true;
}

//===----------------------------------------------------------------------===//
// Who is idle
//===----------------------------------------------------------------------===//

void multi_thread_core::start_searching() noexcept {
  searching.fetch_add(1, std::memory_order_seq_cst);
}

/// For a worker that was searching.
void multi_thread_core::found_something() noexcept {
  if (searching.fetch_sub(1, std::memory_order_seq_cst) == 1 &&
      anything_to_do())
    announce();
}

/// Has somebody look for what was pushed to a ring.
void multi_thread_core::announce() noexcept {
  if (searching.load(std::memory_order_seq_cst) != 0 ||
      parked.load(std::memory_order_seq_cst) == 0)
    return;
  const std::lock_guard guard(mutex);
  if (searching.load(std::memory_order_relaxed) == 0)
    call_one();
}

bool multi_thread_core::anything_to_do() const noexcept {
  return injected_count.load(std::memory_order_seq_cst) != 0 ||
         std::any_of(workers.begin(), workers.end(),
                     [](const auto &w) { return !w->ring.empty(); });
}

/// Has an idle worker search, if there is one; not the timekeeper, unless it is
/// the only one. Under the mutex.
void multi_thread_core::call_one() noexcept {
  if (idle.empty())
    return;
  worker *called = idle.back();
  if (called == timekeeper)
    called = idle.front();
  called->called = true;
  start_searching();
  leave_idle(*called);
  called->wakes.notify_one();
}

/// Under the mutex.
void multi_thread_core::leave_idle(worker &w) noexcept {
  idle.erase(std::find(idle.begin(), idle.end(), &w));
  parked.store(idle.size(), std::memory_order_seq_cst);
}

/// Lets an idle worker find out that nobody keeps the time. Under the mutex.
void multi_thread_core::hand_on_the_time() noexcept {
  if (!timekeeper && !timers.empty() && !idle.empty())
    idle.back()->wakes.notify_one();
}

/// Ends the search of a worker that found nothing, and waits until there is
/// something. Then it searches again. False when the runtime ends.
bool multi_thread_core::park(worker &w) noexcept {
  std::unique_lock lock(mutex);
  w.called = false;
  idle.push_back(&w);
  parked.store(idle.size(), std::memory_order_seq_cst);
  searching.fetch_sub(1, std::memory_order_seq_cst);
  bool work_is_there = anything_to_do();
  while (!work_is_there && !w.called && !ending) {
    if (timers.empty() || timekeeper)
      w.wakes.wait(lock);
    else
      work_is_there = keep_time_until_due(w, lock);
  }
  // Who is called has been taken out by the caller.
  if (!w.called) {
    leave_idle(w);
    start_searching();
  }
  hand_on_the_time();
  return !ending;
}

/// Waits until the first timer is due, or \p w is woken for another reason.
/// Returns whether one is due.
bool multi_thread_core::keep_time_until_due(
    worker &w, std::unique_lock<std::mutex> &lock) {
  const time_point due = timers.next_due();
  if (due > now()) {
    timekeeper = &w;
    w.wakes.wait_until(lock, due);
    timekeeper = nullptr;
  }
  return !timers.empty() && timers.next_due() <= now();
}

//===----------------------------------------------------------------------===//
// Work and timers
//===----------------------------------------------------------------------===//

void multi_thread_core::post(work &w) noexcept {
  if (here && &here->pool == this) {
    here->push_next(w);
    return;
  }
  detail::work_queue one;
  one.push(w);
  inject(std::move(one), 1);
}

void multi_thread_core::defer(work &w) noexcept {
  // This worker will come to it: nobody is woken.
  if (here && &here->pool == this)
    here->push_last(w);
  else
    post(w);
}

void multi_thread_core::inject(detail::work_queue &&some,
                               std::size_t count) noexcept {
  const std::lock_guard guard(mutex);
  injected.append(std::move(some));
  injected_count.store(injected_count.load(std::memory_order_relaxed) + count,
                       std::memory_order_seq_cst);
  if (searching.load(std::memory_order_seq_cst) == 0)
    call_one();
}

/// Takes this worker's share of what came from outside: returns the first, and
/// puts the others into its ring.
work *multi_thread_core::take_injected(worker &by) noexcept {
  if (injected_count.load(std::memory_order_relaxed) == 0)
    return nullptr;
  const std::lock_guard guard(mutex);
  work *first = injected.pop();
  if (!first)
    return nullptr;
  std::size_t left = injected_count.load(std::memory_order_relaxed) - 1;
  // The ring may have little room: the rest is the next one's.
  for (std::size_t share = left / workers.size(); share != 0; --share) {
    work *more = injected.pop();
    if (!by.ring.push(*more)) {
      injected.push_front(*more);
      break;
    }
    --left;
  }
  injected_count.store(left, std::memory_order_seq_cst);
  return first;
}

/// Under the mutex.
void multi_thread_core::note_earliest() noexcept {
  earliest.store(timers.empty() ? clock::duration::max().count()
                                : timers.next_due().time_since_epoch().count(),
                 std::memory_order_relaxed);
}

void multi_thread_core::post_at(timer &t, time_point due) noexcept {
  const std::lock_guard guard(mutex);
  timers.insert(t, due);
  note_earliest();
  if (timekeeper && timers.next_due() == due)
    timekeeper->wakes.notify_one();
  hand_on_the_time();
}

bool multi_thread_core::cancel(timer &t) noexcept {
  const std::lock_guard guard(mutex);
  const bool was_here = timers.erase(t);
  note_earliest();
  return was_here;
}

void multi_thread_core::fire_due_timers() noexcept {
  // Without timers the time is not even looked at.
  const clock::rep first = earliest.load(std::memory_order_relaxed);
  if (first == clock::duration::max().count())
    return;
  const time_point at = now();
  if (at.time_since_epoch().count() < first)
    return;
  std::unique_lock lock(mutex);
  while (timer *due = timers.pop_due(at)) {
    note_earliest();
    lock.unlock();
    due->fire();
    lock.lock();
  }
}

//===----------------------------------------------------------------------===//
// Beginning, waiting from outside, and end
//===----------------------------------------------------------------------===//

multi_thread_core::multi_thread_core(const detail::pool_options &options)
    : runtime_core(options.blocking_threads),
      outside_interval(options.outside_interval) {
  if (options.workers == 0)
    throw std::invalid_argument("a runtime needs a thread to run on");
  idle.reserve(options.workers);
  for (std::size_t i = 0; i != options.workers; ++i)
    workers.push_back(
        std::make_unique<worker>(*this, i, options.queue_capacity));
  try {
    for (const auto &each : workers)
      threads.emplace_back([w = each.get()] { w->run(); });
  } catch (...) {
    end_threads();
    throw;
  }
}

void multi_thread_core::end_threads() noexcept {
  {
    const std::lock_guard guard(mutex);
    ending = true;
    for (worker *each : idle)
      each->wakes.notify_one();
  }
  for (std::thread &each : threads)
    each.join();
}

void multi_thread_core::require_may_block() const {
  if (here && &here->pool == this)
    throw std::logic_error("a task waits for its own runtime, with block_on or "
                           "by ending it: it keeps a thread that the other "
                           "tasks may need; co_await them instead");
}

void multi_thread_core::run_until(const bool &done) {
  std::unique_lock lock(mutex);
  a_wait_ended.wait(lock, [&] { return done; });
}

void multi_thread_core::set_done(bool &done) noexcept {
  const std::lock_guard guard(mutex);
  done = true;
  a_wait_ended.notify_all();
}

std::unique_ptr<detail::runtime_core>
detail::make_multi_thread_core(const pool_options &options) {
  return std::make_unique<multi_thread_core>(options);
}
