//===--- Workers.h - one process per translation unit ---------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Each translation unit is analysed in a process of its own, forked from this
// one: code that crashes Clang or the analysis, never ends or needs all memory
// loses one file and not the run, and memory is given back by ending. A fork
// costs about a millisecond and shares what the parent has read: options,
// database, models.
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_DRIVER_WORKERS_H
#define COROLINT_DRIVER_WORKERS_H

#include "Options.h"
#include "Result.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/STLFunctionalExtras.h"

namespace corolint::driver {

/// What a worker is done with.
struct WorkerResult {
  /// Of the item, as in the order given to runWorkers.
  size_t Index;
  UnitResult Result;
  /// Wall-clock time of the worker.
  double Seconds = 0;
};

/// Computes a result for each index in \p Order, which is the order in which
/// they are begun, by calling \p Work in a process of its own. \p Deliver gets
/// each as soon as it is there. A worker that dies, or that meets one of the
/// limits in \p Limits, delivers a result that is not analysed and says why.
///
/// False when the user interrupted it (SIGINT, SIGTERM, SIGHUP): the workers
/// that were running are gone, and what they did is lost.
bool runWorkers(llvm::ArrayRef<size_t> Order, const WorkerLimits &Limits,
                llvm::function_ref<UnitResult(size_t)> Work,
                llvm::function_ref<void(WorkerResult)> Deliver);

} // namespace corolint::driver

#endif // COROLINT_DRIVER_WORKERS_H
