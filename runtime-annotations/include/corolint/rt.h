//===--- corolint/rt.h - the core of the runtime --------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_RT_H
#define COROLINT_RT_H

#include "corolint/rt/arc.h"
#include "corolint/rt/barrier.h"
#include "corolint/rt/channel.h"
#include "corolint/rt/executor.h"
#include "corolint/rt/interval.h"
#include "corolint/rt/job.h"
#include "corolint/rt/mutex.h"
#include "corolint/rt/notify.h"
#include "corolint/rt/observe.h"
#include "corolint/rt/once.h"
#include "corolint/rt/outcome.h"
#include "corolint/rt/race.h"
#include "corolint/rt/rc.h"
#include "corolint/rt/runtime.h"
#include "corolint/rt/scope.h"
#include "corolint/rt/semaphore.h"
#include "corolint/rt/send.h"
#include "corolint/rt/shared_mutex.h"
#include "corolint/rt/sleep.h"
#include "corolint/rt/spawn_blocking.h"
#include "corolint/rt/stop.h"
#include "corolint/rt/stop_token.h"
#include "corolint/rt/task.h"
#include "corolint/rt/test_executor.h"
#include "corolint/rt/thread.h"
#include "corolint/rt/timeout.h"
#include "corolint/rt/trace.h"
#include "corolint/rt/when_all.h"
#include "corolint/rt/yield.h"

#endif // COROLINT_RT_H
