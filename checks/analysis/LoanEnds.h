//===--- LoanEnds.h - what dies while work refers to it -------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Spawned work that refers to a local object has to be done when that object
// dies. The paths from the start of the work to the end of the object are
// followed as Typestate.h follows any life: lent, and given back where
// something may wait for the work (Joins.h).
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_ANALYSIS_LOANENDS_H
#define COROLINT_ANALYSIS_LOANENDS_H

#include "SpawnedWork.h"

namespace corolint {

/// Where the object of \p L, a local one of \p F, dies while \p Work, which was
/// started there, may still be under way; invalid if it is not known to.
clang::SourceLocation diesUnder(FunctionAnalysis &F, const SpawnedWork &Work,
                                const Loan &L);

/// Whether \p Work refers by \p L to the object that `this` is in \p F, keeps
/// no owner of it, and nothing in \p F may wait for it.
bool isUnownedThis(FunctionAnalysis &F, const SpawnedWork &Work, const Loan &L);

/// The name by which programmers know the object of \p L: the variable or the
/// structured binding. The object of a range-for has none.
const clang::NamedDecl &nameOf(const Loan &L);

/// The range-for whose hidden variable is \p Var; its location otherwise.
clang::SourceLocation rangeForOf(FunctionAnalysis &F,
                                 const clang::VarDecl &Var);

} // namespace corolint

#endif // COROLINT_ANALYSIS_LOANENDS_H
