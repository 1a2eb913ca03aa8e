//===--- corolint/rt/detail/spawned_job.h - a job that has a handle -------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_RT_DETAIL_SPAWNED_JOB_H
#define COROLINT_RT_DETAIL_SPAWNED_JOB_H

#include "corolint/rt/detail/task_job.h"
#include <memory>

namespace corolint::rt::detail {

/// A callable that returns a task when it is called with \p Args. A pointer to
/// a member is none: nobody could say whom it is called on for how long.
template <class F, class... Args>
concept task_function = requires(F &f, Args &&...args) {
  requires is_task<decltype(f(std::forward<Args>(args)...))>;
};

template <class F, class... Args>
using task_value_t =
    typename decltype(std::declval<F &>()(std::declval<Args>()...))::value_type;

/// Keeps a callable for as long as the task runs that it returns.
template <class F, class... Args>
COROLINT_SUPPRESS("non-send-across-await",
                  "reported at the parameters of spawn")
task<task_value_t<F, Args...>> call_owned(F f, Args... args) {
  co_return co_await f(std::move(args)...);
}

/// Initialised before the job that looks at it.
struct own_stop_source {
  inner_stop_source stop;
};

/// A job on the heap. It is kept by itself until it ends, and by its handle.
template <class T>
class spawned_job final : public in_frame_memory,
                          public own_stop_source,
                          public basic_task_job<T> {
public:
  /// With one reference for the job, and one for the caller.
  spawned_job(task_promise<T> &of, job_parent &p, executor &ex,
              inplace_stop_token outer, const std::source_location &at) noexcept
      : own_stop_source{inner_stop_source(outer)},
        basic_task_job<T>(of, p, ex, stop.get_token(), at) {}

  void release() noexcept {
    if (is_last() || references.fetch_sub(1, std::memory_order_acq_rel) == 1)
      delete this;
  }

  spin_mutex mutex;
  // Guarded by `mutex`:
  bool ended = false;
  wait_list joiners;
  /// Whether who joins is stopped if this job was stopped.
  bool stop_passes_on = false;

private:
  ~spawned_job() = default;

  void leave(bool stopped) noexcept override {
    this->collect(stopped);
    this->stop.leave();
    // Siblings and joiner are asked to stop before they can hear of the end.
    if (this->result.has_error())
      this->owner().child_failed(*this, this->result.error());
    // Without a handle nobody can join.
    if (!is_last())
      wake_joiner(stopped);
    this->report_finished();
    this->owner().child_done(*this, stopped);
    release();
  }

  /// For who has a reference: whether it is the only one, and stays so.
  bool is_last() const noexcept {
    return references.load(std::memory_order_acquire) == 1;
  }

  void wake_joiner(bool stopped) noexcept {
    wait_node *joiner;
    bool pass_on;
    {
      const std::lock_guard guard(mutex);
      ended = true;
      joiner = joiners.claim_front();
      pass_on = stopped && stop_passes_on;
    }
    if (!joiner)
      return;
    if (pass_on)
      joiner->wake_stopped();
    else
      joiner->wake();
  }

  std::atomic<int> references = 2;
};

/// Gives up a reference.
struct release_job {
  template <class T> void operator()(spawned_job<T> *j) const noexcept {
    j->release();
  }
};

template <class T>
using spawned_job_ref = std::unique_ptr<spawned_job<T>, release_job>;

} // namespace corolint::rt::detail

#endif // COROLINT_RT_DETAIL_SPAWNED_JOB_H
