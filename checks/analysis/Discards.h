//===--- Discards.h - values that nobody takes ----------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Discarded-value expressions ([expr.context]) as programmers write them, and
// the uses of a local variable that merely look at it.
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_ANALYSIS_DISCARDS_H
#define COROLINT_ANALYSIS_DISCARDS_H

#include "Roles.h"
#include "clang/AST/Expr.h"
#include "clang/AST/StmtCXX.h"
#include "llvm/ADT/STLFunctionalExtras.h"

namespace corolint {

class FunctionAnalysis;

/// One dropped value.
struct Discard {
  /// The expression whose value is dropped, without the cast or assignment
  /// that drops it; for choices, one arm.
  const clang::Expr *Value = nullptr;
  /// The full expression as written.
  const clang::Expr *Full = nullptr;
  enum How {
    Statement,    ///< `f();`
    VoidCast,     ///< `(void)f();`
    Ignored,      ///< `std::ignore = f();`
    LeftOfComma,  ///< `f(), g();`: something is evaluated after it
    ForIncrement, ///< `for (;; f())`
    Arm,          ///< `c ? f() : g();`
  } Way = Statement;
  /// Whether it is a statement of a block of its own scope: a declaration in
  /// its place would live to the end of the block, and no `case` jumps over it.
  bool InBlock = false;
};

/// Calls \p Visit for every dropped value of a function, its lambdas not
/// included.
void forEachDiscard(FunctionAnalysis &F,
                    llvm::function_ref<void(const Discard &)> Visit);

/// What a function does with a local awaitable.
struct Consumption {
  /// Some use takes it over: awaits, moves, returns, stores, passes or chains
  /// it, or can't be judged.
  bool Consumed = false;
  /// Some path from the declaration to the end of its life, exceptions apart,
  /// has no such use.
  bool SomePathDoesNot = false;
};

/// How \p Var, a local variable of \p F, is consumed. \p WantPaths: whether
/// SomePathDoesNot is needed, which costs a walk over the CFG.
Consumption consumptionOf(FunctionAnalysis &F, const clang::VarDecl &Var,
                          bool WantPaths);

/// Calls \p Visit for every local variable that \p F declares, those of its
/// lambdas not included.
void forEachLocal(FunctionAnalysis &F,
                  llvm::function_ref<void(const clang::VarDecl &)> Visit);

/// Calls \p Visit for every range-for of \p F.
void forEachRangeFor(
    FunctionAnalysis &F,
    llvm::function_ref<void(const clang::CXXForRangeStmt &)> Visit);

} // namespace corolint

#endif // COROLINT_ANALYSIS_DISCARDS_H
