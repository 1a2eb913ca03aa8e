//===--- Discards.h - values that nobody takes ----------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Discarded-value expressions ([expr.context]) as programmers write them.
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_ANALYSIS_DISCARDS_H
#define COROLINT_ANALYSIS_DISCARDS_H

#include "Roles.h"
#include "clang/AST/Expr.h"
#include "clang/AST/StmtCXX.h"
#include "llvm/ADT/DenseSet.h"
#include <vector>

namespace corolint {

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
    RightOfComma, ///< `g(), f();`
    ForIncrement, ///< `for (;; f())`
    Arm,          ///< `c ? f() : g();`
  } Way = Statement;
  /// Whether the programmer wrote that it is dropped: a cast to void, or an
  /// assignment to std::ignore.
  bool Explicit = false;
  /// Whether it is a statement of a block of its own scope: a declaration in
  /// its place would live to the end of the block, and no `case` jumps over it.
  bool InBlock = false;
};

/// What one walk over a function's own code, its lambdas not included, finds
/// for the rules. Declarations and statements are in the order of the source,
/// discards block by block.
struct BodySurvey {
  std::vector<Discard> Discards;
  /// The values of the discards.
  llvm::DenseSet<const clang::Expr *> Discarded;
  /// Automatic variables, those of structured bindings included.
  std::vector<const clang::VarDecl *> Locals;
  std::vector<const clang::CXXForRangeStmt *> RangeFors;
  std::vector<const clang::CoreturnStmt *> Coreturns;
};

/// The initialisers of a constructor belong to its body.
BodySurvey surveyBody(const clang::FunctionDecl &F, const clang::Stmt &Body,
                      Roles &R);

/// Whether \p Var is named `_`: a value dropped with a name.
bool isPlaceholder(const clang::VarDecl &Var);

} // namespace corolint

#endif // COROLINT_ANALYSIS_DISCARDS_H
