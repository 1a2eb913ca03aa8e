//===--- Handovers.h - variables that change hands ------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What the borrow analysis has to know of a whole function before it may follow
// a variable to its initialiser: whether it keeps its value, and whether its
// content stays with it.
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_ANALYSIS_HANDOVERS_H
#define COROLINT_ANALYSIS_HANDOVERS_H

#include "Roles.h"
#include "llvm/ADT/SmallPtrSet.h"

namespace corolint {

struct Handovers {
  /// Variables that may be given another value after their initialisation.
  llvm::SmallPtrSet<const clang::VarDecl *, 8> Rebound;
  /// Variables whose content may have gone elsewhere.
  llvm::SmallPtrSet<const clang::VarDecl *, 8> MovedFrom;
};

/// The handovers in \p Body, its lambdas included.
Handovers handoversIn(const clang::Stmt &Body, const Roles &R);

/// \p E under what neither copies nor makes another object: parentheses,
/// cleanups, casts to a base, user-defined conversions (their calls).
const clang::Expr *peelForBorrow(const clang::Expr *E);

/// The variable that the glvalue \p E names, without looking through
/// references; null for others.
const clang::VarDecl *variableNamed(const clang::Expr *E);

} // namespace corolint

#endif // COROLINT_ANALYSIS_HANDOVERS_H
