//===--- timer_slack.h - waits that end when they should ------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_RT_SRC_TIMER_SLACK_H
#define COROLINT_RT_SRC_TIMER_SLACK_H

#if defined(__linux__)
#include <sys/prctl.h>
#endif

namespace corolint::rt::detail {

/// Has the timed waits of this thread end when they should: Linux may let them
/// last 50 microseconds longer, to save energy (prctl(2), PR_SET_TIMERSLACK).
inline void wake_on_time() noexcept {
#if defined(__linux__)
  prctl(PR_SET_TIMERSLACK, 1UL);
#endif
}

} // namespace corolint::rt::detail

#endif // COROLINT_RT_SRC_TIMER_SLACK_H
