//===--- Workers.h - one process per translation unit ---------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Each translation unit is analysed in a process of its own, forked from this
// one: code that crashes Clang or the analysis loses one file and not the run,
// and memory is given back by ending. A fork costs about a millisecond and
// shares what the parent has read: options, database, models.
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_DRIVER_WORKERS_H
#define COROLINT_DRIVER_WORKERS_H

#include "Result.h"
#include "llvm/ADT/STLFunctionalExtras.h"

namespace corolint::driver {

/// Computes \p Count results, at most \p Jobs at the same time, each by calling
/// \p Work with its index in a process of its own. \p Deliver gets them in the
/// order of the index, each as soon as it and all before it are there. A worker
/// that dies delivers a result that is not analysed and says why.
void runWorkers(size_t Count, unsigned Jobs,
                llvm::function_ref<UnitResult(size_t)> Work,
                llvm::function_ref<void(size_t, UnitResult)> Deliver);

} // namespace corolint::driver

#endif // COROLINT_DRIVER_WORKERS_H
