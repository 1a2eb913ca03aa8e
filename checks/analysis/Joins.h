//===--- Joins.h - what may wait for spawned work -------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The starter of work may wait for it by a use of its handle, a join of its
// scope or executor, or an await or wait at something that both sides have
// (SharedState.h). Precision comes first: what may wait is taken to wait.
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_ANALYSIS_JOINS_H
#define COROLINT_ANALYSIS_JOINS_H

#include "SpawnedWork.h"

namespace corolint {

/// Whether somebody has to, or the destructor does, wait for the work that was
/// started in a \p T: in the class itself, or in elements of a container.
bool isScope(clang::QualType T, TranslationUnit &Unit);

/// The object in which \p Place, a scope, an executor or a handle of one, runs
/// its work: `io` for `io.get_executor()`, also through a variable.
Referent contextOf(const clang::Expr &Place, FunctionAnalysis &F);

/// The operations in \p F that may wait for \p Work.
llvm::SmallVector<ObjectUse, 4> waitsFor(FunctionAnalysis &F,
                                         const SpawnedWork &Work);

} // namespace corolint

#endif // COROLINT_ANALYSIS_JOINS_H
