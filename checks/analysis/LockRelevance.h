//===--- LockRelevance.h - which functions have to do with locks ----------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_ANALYSIS_LOCKRELEVANCE_H
#define COROLINT_ANALYSIS_LOCKRELEVANCE_H

namespace corolint {

class FunctionAnalysis;

/// Whether the parameters or the body of \p F mention a guard, a thread-bound
/// object or a lock operation, or call a visible function that does.
bool mentionsLocks(FunctionAnalysis &F);

} // namespace corolint

#endif // COROLINT_ANALYSIS_LOCKRELEVANCE_H
