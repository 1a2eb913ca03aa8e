//===--- ThreadLocalSubjects.h - what is taken from a thread --------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_ANALYSIS_THREADLOCALSUBJECTS_H
#define COROLINT_ANALYSIS_THREADLOCALSUBJECTS_H

#include "ThreadLocalUses.h"

namespace corolint {

/// Locals of \p F that refer to something of the thread: references, pointers,
/// views, iterators, closures and structures of these.
void addReferences(FunctionAnalysis &F, ThreadLocalSubjects &Out);

/// Values of thread-local variables that \p F saves, sets, raises and lowers.
void addValues(FunctionAnalysis &F, ThreadLocalSubjects &Out);

/// Errors that calls in \p F leave with the thread.
void addErrors(FunctionAnalysis &F, ThreadLocalSubjects &Out);

} // namespace corolint

#endif // COROLINT_ANALYSIS_THREADLOCALSUBJECTS_H
