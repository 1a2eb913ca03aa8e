//===--- SuspendedUses.h - uses that a suspension precedes ---------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Reaching definitions on the CFG (Aho et al., "Compilers", 9.2.4), one pass
// per definition, whose facts are "not suspended yet" and "suspended since",
// and what branches have decided that others ask for again.
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_ANALYSIS_SUSPENDEDUSES_H
#define COROLINT_ANALYSIS_SUSPENDEDUSES_H

#include "ElementSteps.h"

namespace corolint {

/// A use of something after a suspension.
struct SuspendedUse {
  const clang::CoroutineSuspendExpr *Suspension = nullptr;
  /// Null for a use in the function that is awaited.
  const clang::Expr *Use = nullptr;
  clang::SourceLocation Where;

  explicit operator bool() const { return Suspension != nullptr; }
};

using SuspensionPredicate =
    llvm::function_ref<bool(const clang::CoroutineSuspendExpr &)>;

/// A place among the steps of a block.
struct StepPosition {
  const clang::CFGBlock *Block = nullptr;
  size_t Index = 0;
};

/// A use of \p What, the local (a ValueDecl) or other subject of steps, that a
/// suspension for which \p Counts separates from \p From, where it was defined;
/// none if there is no such path.
SuspendedUse usedAfterSuspension(const ElementSteps &Steps, Conditions &C,
                                 const void *What, StepPosition From,
                                 SuspensionPredicate Counts);

} // namespace corolint

#endif // COROLINT_ANALYSIS_SUSPENDEDUSES_H
