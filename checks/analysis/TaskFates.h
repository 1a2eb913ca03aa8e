//===--- TaskFates.h - where a task goes that a call has made -------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A task is awaited in the expression that makes it, or it outlives that: in a
// variable, a container, a scope, in what the function returns, or on its own.
// The answer follows the value through moves, choices, containers and the tasks
// that are made from it, to the first thing that is not the expression itself.
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_ANALYSIS_TASKFATES_H
#define COROLINT_ANALYSIS_TASKFATES_H

#include "TranslationUnit.h"

namespace corolint {

struct TaskFate {
  enum Kind : uint8_t {
    Unknown,
    Done,     ///< the work is done when the full expression ends
    Dropped,  ///< the value is, at the end of the full expression
    Stored,   ///< in the local variable Holder
    Kept,     ///< in something that is no local variable: a member, a global
    Returned, ///< by this function, as its result
    Spawned,  ///< started, and left alone
    InScope,  ///< started in a scope, which joins it: Holder, if it is local
  } K = Unknown;
  const clang::VarDecl *Holder = nullptr;
  /// The call, declaration or statement that decides.
  const clang::Stmt *At = nullptr;
  /// Kept in a part of `*this`.
  bool InThis = false;
};

/// Where the value of \p Made, a prvalue in \p F, goes.
TaskFate fateOf(const clang::Expr &Made, FunctionAnalysis &F);

/// The statement that the full expression of \p E is, or is part of: a child of
/// a block, a declaration, a condition.
const clang::Stmt &fullExpressionOf(const clang::Stmt &E, FunctionAnalysis &F);

/// Whether \p F does anything after the full expression of \p S that may wait
/// for what was started there: an await, or a call that is not known to do
/// something else. What the work was given, a flag, a latch, a counter, tells
/// the function when it is done.
bool mayWaitAfter(const clang::Stmt &S, FunctionAnalysis &F);

} // namespace corolint

#endif // COROLINT_ANALYSIS_TASKFATES_H
