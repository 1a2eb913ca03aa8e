//===--- runtime_watch.h - what a runtime's jobs are watched for ----------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_RT_SRC_RUNTIME_WATCH_H
#define COROLINT_RT_SRC_RUNTIME_WATCH_H

#include "corolint/rt/detail/observe.h"
#include "poll_slot.h"
#include "watchdog.h"

namespace corolint::rt::detail {

/// Keeps the registry, the trace and the watchdog informed of the jobs of one
/// runtime.
class COROLINT_THREAD_SAFE runtime_watch final : public observer {
public:
  /// Lists the jobs if \p lists; reports those that keep their thread for
  /// \p limit, unless that is 0.
  runtime_watch(bool lists, poll_clock::duration limit)
      : is_listed(lists), longest(limit), guarded(limit) {}

  void created(job_base &j) noexcept override;
  void resumed(job_base &j) noexcept override;
  void suspended(job_base &j, const char *what,
                 const void *on) noexcept override;
  void woken(job_base &j) noexcept override;
  void finished(job_base &j) noexcept override;
  void left() noexcept override;

private:
  const bool is_listed;
  const poll_clock::duration longest;
  watchdog::use guarded;
};

} // namespace corolint::rt::detail

#endif // COROLINT_RT_SRC_RUNTIME_WATCH_H
