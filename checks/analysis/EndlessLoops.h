//===--- EndlessLoops.h - loops that only a decision ends -------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_ANALYSIS_ENDLESSLOOPS_H
#define COROLINT_ANALYSIS_ENDLESSLOOPS_H

#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Analysis/CFG.h"
#include <optional>
#include <vector>

namespace corolint {

class FunctionAnalysis;

/// Where control gets to from one point without being stopped on the way.
struct Reach {
  /// A suspension was met where it ends.
  bool GoesOn = false;
  /// How many elements of each block were run through; one more than there are
  /// if its end was reached.
  llvm::DenseMap<const clang::CFGBlock *, unsigned> Until;
};

/// The innermost loop that \p S is a part of; null if there is none.
const clang::Stmt *loopAround(const clang::Stmt &S, FunctionAnalysis &F);

/// What decides whether \p Loop goes on; null where nothing does, and for loops
/// over ranges.
const clang::Expr *conditionOf(const clang::Stmt &Loop);

/// What the body of one coroutine says about its loops.
class EndlessLoops {
public:
  explicit EndlessLoops(FunctionAnalysis &F);

  /// In the order of the source, those of lambdas left out.
  llvm::ArrayRef<const clang::CoawaitExpr *> awaits() const { return Awaits; }
  llvm::ArrayRef<const clang::CXXTryStmt *> tries() const { return Tries; }

  /// The innermost loop that \p S is in, if it has no condition, or one that is
  /// always true; else null.
  const clang::Stmt *around(const clang::Stmt &S) const;

  /// What a path does at a suspension.
  enum class Met { GoesOn, Ends, EndsWhereItBegan };
  using Meeting = llvm::function_ref<Met(const clang::CoawaitExpr &)>;
  /// Which way a condition goes; nothing where both are possible.
  using Choice = llvm::function_ref<std::optional<bool>(const clang::Expr &)>;

  /// Follows all paths from the element \p From of \p Begin.
  Reach follow(const clang::CFGBlock &Begin, unsigned From, Meeting Meet,
               Choice Choose) const;

  /// Calls \p IsWayOut for each statement that leaves \p Loop, with whether it
  /// is on \p Way and with the conditions in the loop that decide about it,
  /// until one answer is true.
  bool anyExit(const clang::Stmt &Loop, const Reach &Way,
               llvm::function_ref<bool(bool IsOnWay,
                                       llvm::ArrayRef<const clang::Stmt *>)>
                   IsWayOut) const;

  /// The statements that leave \p Loop: jumps, returns, throws, and calls that
  /// do not return.
  std::vector<const clang::Stmt *> exitsOf(const clang::Stmt &Loop) const;

  /// Whether \p S names anything that has to do with stopping: a token, or
  /// something called so.
  bool asksToStop(const clang::Stmt &S) const;

private:
  bool leaves(const clang::Stmt &Exit, const clang::Stmt &Loop) const;
  bool isPassed(const clang::Stmt &Exit, const Reach &Way) const;
  std::vector<const clang::Stmt *> conditionsOf(const clang::Stmt &Exit,
                                                const clang::Stmt &Loop) const;

  FunctionAnalysis &F;
  std::vector<const clang::CoawaitExpr *> Awaits;
  std::vector<const clang::CXXTryStmt *> Tries;
  /// Statements that leave a block, and maybe a loop.
  std::vector<const clang::Stmt *> Exits;
};

} // namespace corolint

#endif // COROLINT_ANALYSIS_ENDLESSLOOPS_H
