//===--- corolint/rt/detail/observe.h - who watches the jobs --------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What a registry, a trace or a watchdog hears of the jobs of an executor. The
// executor knows its observer (executor::watch_with); without one, each event
// costs one branch that is never taken.
//
// Between `created` and `finished`, whose thread may differ, a job is either
// posted, or running (from `resumed` on), or suspended. The calls for one job
// never overlap, except that `left` may come when the job is long elsewhere;
// calls for several do.
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_RT_DETAIL_OBSERVE_H
#define COROLINT_RT_DETAIL_OBSERVE_H

#include "corolint/annotations.h"

namespace corolint::rt::detail {

class job_base;

/// Is told, on the thread where it happens and while the job cannot go away,
/// what happens to jobs. The calls have to be short, may not block, and may not
/// touch the job's awaiters.
class COROLINT_THREAD_SAFE observer {
public:
  /// The job exists; job_base::spawned_at() says since where.
  virtual void created(job_base &j) noexcept = 0;

  /// The job runs on this thread, for the first time or again. It is followed
  /// by `suspended` or `finished`, and then by `left`. By `left` alone, if the
  /// job waits for an awaitable of another library: nobody will say when that
  /// resumes it.
  virtual void resumed(job_base &j) noexcept = 0;

  /// The job is about to wait for \p what, a string literal like "sleep", or
  /// to be unwound. job_base::frames() gives its chain of awaits. \p on is the
  /// address of the internal lock of what it waits for, or of the job; null
  /// where that says nothing.
  virtual void suspended(job_base &j, const char *what,
                         const void *on) noexcept = 0;

  /// The job, which is suspended, is about to be posted.
  virtual void woken(job_base &j) noexcept = 0;

  /// The job ended, and its frames are gone; or it goes on on an executor that
  /// has no observer. \p j is about to go.
  virtual void finished(job_base &j) noexcept = 0;

  /// The executor has the thread back to which it gave `resumed` last.
  virtual void left() noexcept = 0;

protected:
  observer() = default;
  ~observer() = default;
};

} // namespace corolint::rt::detail

#endif // COROLINT_RT_DETAIL_OBSERVE_H
