//===--- WorkPlaces.h - the local objects that run work -------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Work that is given to an executor, a channel, a timer or the future of a
// promise runs when somebody runs the executor or completes the promise. Where
// these are objects of the function itself, it alone decides when that is.
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_ANALYSIS_WORKPLACES_H
#define COROLINT_ANALYSIS_WORKPLACES_H

#include "SpawnedWork.h"

namespace corolint {

/// Whether \p Work, which \p F starts, can only run by the hand of \p F, and
/// does not after the end of \p Var, one of its variables: everything that may
/// run it is made in \p F, is given to no other work, and is not mentioned
/// where \p Var is gone.
bool runsOnlyWithin(const clang::VarDecl &Var, const SpawnedWork &Work,
                    FunctionAnalysis &F);

/// Whether objects of type \p T run what they are given: executors, whatever
/// library they are from, by their member `execute`.
bool runsWork(clang::QualType T, const clang::ASTContext &Context);

} // namespace corolint

#endif // COROLINT_ANALYSIS_WORKPLACES_H
