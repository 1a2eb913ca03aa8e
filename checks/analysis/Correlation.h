//===--- Correlation.h - conditions that may depend on each other ---------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Conditions (Conditions.h) decides which branches certainly agree. What is
// left are branches on related things in different words: `if (o) start();` and
// `if (o.has_value()) join();`, a counter and the loop that counts. Nothing is
// known of a path through such a pair, and unknown is silent.
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_ANALYSIS_CORRELATION_H
#define COROLINT_ANALYSIS_CORRELATION_H

#include "clang/AST/Expr.h"
#include "llvm/ADT/SmallVector.h"

namespace corolint {

class FunctionAnalysis;

/// Whether \p Where is in \p Outer.
bool contains(FunctionAnalysis &F, const clang::Stmt &Outer,
              clang::SourceLocation Where);

/// The conditions under which \p S is evaluated, once \p Var is declared if one
/// is given: branches, loops and selections around it, innermost first.
llvm::SmallVector<const clang::Expr *, 4>
conditionsAround(FunctionAnalysis &F, const clang::Stmt &S,
                 const clang::VarDecl *Var);

/// Whether the conditions around \p First, or a counter that is changed with
/// it, have to do with those around \p Second in a way that can't be followed.
bool mayBeCorrelated(FunctionAnalysis &F, const clang::Stmt &First,
                     const clang::Stmt &Second, const clang::VarDecl &Var);

/// Whether \p S, in a loop that \p Var is declared outside of, is evaluated in
/// some rounds only: under or behind a condition inside the loop that may
/// change from round to round.
bool isInSomeRoundsOnly(FunctionAnalysis &F, const clang::Stmt &S,
                        const clang::VarDecl &Var);

} // namespace corolint

#endif // COROLINT_ANALYSIS_CORRELATION_H
