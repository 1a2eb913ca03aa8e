//===--- corolint/rt/detail/runtime_core.h - what drives a runtime --------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_RT_DETAIL_RUNTIME_CORE_H
#define COROLINT_RT_DETAIL_RUNTIME_CORE_H

#include "corolint/rt/detail/blocking_pool.h"
#include "corolint/rt/detail/job.h"
#include "corolint/rt/executor.h"
#include "corolint/rt/stop_token.h"
#include <atomic>
#include <chrono>
#include <cstddef>
#include <memory>

namespace corolint::rt::detail {

class runtime_watch;

/// An executor that a `runtime` owns. Implementations supply the executor's
/// members and the three below; whoever destroys one calls shutdown() first.
class runtime_core : public executor {
public:
  /// At most so many threads make the calls that block (as in tokio: such calls
  /// may wait for each other, so the bound is far from what is useful).
  static constexpr std::size_t most_blocking = 512;

  virtual ~runtime_core();

  /// Throws std::logic_error if this thread runs the executor's work already,
  /// so that it must not wait for more of it.
  virtual void require_may_block() const = 0;

  /// Runs work on this thread, or waits until others have run it, until
  /// set_done() was called for \p done. After require_may_block().
  COROLINT_BLOCKING virtual void run_until(const bool &done) = 0;

  /// Sets \p done and has run_until return. From any thread; the last thing
  /// that happens to \p done on it.
  virtual void set_done(bool &done) noexcept = 0;

  /// The token that all jobs of the runtime inherit.
  inplace_stop_token stop_token() const noexcept { return stop.get_token(); }

  /// Asks all jobs to stop.
  void request_stop() noexcept { stop.request_stop(); }

  /// The parent of jobs that nobody waits for but shutdown().
  job_parent &detached() noexcept { return jobs; }

  /// To be called before such a job is started.
  void add_detached() noexcept {
    jobs.open.fetch_add(1, std::memory_order_relaxed);
  }

  /// Has the jobs watched from now on if an observation exists, or \p limit
  /// says how long one may keep its thread. Before the first job. Throws
  /// std::system_error if there is no thread for the watchdog, and
  /// std::bad_alloc.
  void observe(std::chrono::nanoseconds limit);

  void post_blocking(work &w) override { blocking.post(w); }
  bool cancel_blocking(work &w) noexcept override { return blocking.cancel(w); }

  /// Terminates if this thread runs the executor's work already. Otherwise
  /// asks all jobs to stop, runs until the last has ended, and ends the threads
  /// that may block. Once.
  COROLINT_BLOCKING void shutdown() noexcept;

protected:
  explicit runtime_core(std::size_t blocking_threads = most_blocking) noexcept
      : jobs(*this), blocking(blocking_threads) {}

private:
  class detached_jobs final : public job_parent {
  public:
    explicit detached_jobs(runtime_core &of) noexcept : core(of) {}

    /// Says what and where on stderr, and terminates: nobody else would hear
    /// of it.
    void child_failed(job_base &j,
                      const std::exception_ptr &error) noexcept override;
    void child_done(job_base &j, bool stopped) noexcept override;
    void close() noexcept;

    runtime_core &core;
    /// One for each job, and one for the runtime itself until it is shut down.
    std::atomic<std::size_t> open = 1;
    bool all_done = false;
  };

  /// The first member: it hears of all that the others end.
  std::shared_ptr<runtime_watch> watch;
  inplace_stop_source stop;
  detached_jobs jobs;
  blocking_pool blocking;
};

/// An executor that runs its work on the thread that calls run_until.
std::unique_ptr<runtime_core> make_current_thread_core();

/// How a pool of threads works. Tests make the queues small, so that they
/// overflow, and what is rare in a program happens all the time.
struct pool_options {
  /// The threads; not 0.
  std::size_t workers;
  /// How much one thread keeps to itself: a power of two, at least 2.
  std::size_t queue_capacity = 256;
  /// Every how many pieces of work a thread looks at what came from outside,
  /// and at timers, although it has work of its own (61 in Go and tokio, too).
  unsigned outside_interval = 61;
  /// The most threads that make calls that block.
  std::size_t blocking_threads = runtime_core::most_blocking;
};

/// An executor that runs its work on threads of its own. Throws
/// std::invalid_argument for no threads; std::system_error when there are not
/// as many; std::bad_alloc.
std::unique_ptr<runtime_core>
make_multi_thread_core(const pool_options &options);

} // namespace corolint::rt::detail

#endif // COROLINT_RT_DETAIL_RUNTIME_CORE_H
