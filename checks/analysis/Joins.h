//===--- Joins.h - whether spawned work ends before what it borrows -------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Spawned work that refers to a local object has to be done when that object
// dies. What may wait for the work on the way there: a use of its handle, a
// join of its scope or executor, an await or a wait at something that both
// sides have (SharedState.h). The paths from the start to the end of the object
// are followed as Typestate.h follows any life: lent, and given back.
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

#endif // COROLINT_ANALYSIS_JOINS_H
