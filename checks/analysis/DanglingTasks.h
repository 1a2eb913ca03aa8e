//===--- DanglingTasks.h - tasks that outlive what they refer to ----------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A call makes a task and lends it closures, temporaries and locals. Put
// together here: what is lent and kept (Loans, ReturnedTasks::keeps), where the
// task goes (TaskFates), and whether it is used after the end of what was lent.
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_ANALYSIS_DANGLINGTASKS_H
#define COROLINT_ANALYSIS_DANGLINGTASKS_H

#include "ReturnedTasks.h"
#include "TaskFates.h"

namespace corolint {

/// A task that uses something after its end.
struct DanglingTask {
  /// The call that makes the task, or is given the closure.
  const clang::Expr *Call = nullptr;
  /// What was lent, and to what it refers: a temporary or a local variable.
  const clang::Expr *Lent = nullptr;
  Referent To;
  /// The class of the closure, when that is what was lent and it is the
  /// coroutine lambda's own; null otherwise.
  const clang::CXXRecordDecl *Closure = nullptr;
  /// The callee destroys the closure that it was given when it has called it.
  bool DroppedByCallee = false;
  /// A use in the coroutine; invalid when its body is not visible.
  clang::SourceLocation Use;
  /// The capture that is used there; null for `this`, and for what is no
  /// closure.
  const clang::ValueDecl *Captured = nullptr;
  TaskFate Fate;
  /// For stored tasks, the use of the holder after the end of what was lent;
  /// invalid for eager tasks, which run on by themselves.
  clang::SourceLocation RunsAt;
};

/// The tasks that \p F makes, or starts, and that dangle.
std::vector<DanglingTask> findDanglingTasks(FunctionAnalysis &F);

/// The same for an initialiser outside of functions: a closure that is called
/// there, in a variable or member that keeps its task.
std::vector<DanglingTask> findDanglingTasks(const clang::Expr &Initializer,
                                            TranslationUnit &Unit);

/// What becomes of a task in a local variable.
struct HolderUses {
  /// The first use that control may reach after the end of what the task refers
  /// to; null when there is none.
  const clang::Stmt *AfterEnd = nullptr;
  /// The names by which it was moved elsewhere before that.
  llvm::SmallVector<const clang::Expr *, 1> MovedBy;
};

/// The uses of \p Holder in \p F from \p Created on, where the task is put in.
/// \p Dies is what the task refers to; null stands for a temporary of that full
/// expression.
HolderUses usesOfHolder(const clang::VarDecl *Dies, const clang::Stmt &Created,
                        const clang::VarDecl &Holder, FunctionAnalysis &F);

} // namespace corolint

#endif // COROLINT_ANALYSIS_DANGLINGTASKS_H
