//===--- Resumptions.h - coroutines that a function resumes in place ------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Calls of resume() on coroutine handles, and what an await_suspend returns
// after them: symmetric transfer ([expr.await]/5.1.1, P0913) or a resumption
// that nests.
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_ANALYSIS_RESUMPTIONS_H
#define COROLINT_ANALYSIS_RESUMPTIONS_H

#include "Awaiters.h"
#include "llvm/ADT/SmallVector.h"

namespace clang {
class ReturnStmt;
} // namespace clang

namespace corolint {

class FunctionAnalysis;

/// The handle that \p Call resumes, `h.resume()` or `h()`; null for others.
const clang::Expr *resumedBy(const clang::Expr &Call);

/// The variable whose value \p E, a handle, is: by name, converted, copied or
/// moved, or taken apart and put together again; null for others.
const clang::VarDecl *handleNamed(const clang::Expr *E);

/// What \p Function resumes itself; lambdas in it are functions of their own.
struct Resumptions {
  /// In the order of the source.
  llvm::SmallVector<const clang::CallExpr *, 2> Calls;

  /// Whether \p Call resumes the handle in \p Handle, or a copy of it.
  bool isOf(const clang::CallExpr &Call, const clang::VarDecl &Handle) const;

  /// Whether on some path \p Call or another one is run besides \p Call: one
  /// result can't name several coroutines.
  bool mayRunSeveral(const clang::CallExpr &Call, FunctionAnalysis &F) const;

  /// The return statements that control can reach from \p Call.
  llvm::SmallVector<const clang::ReturnStmt *, 2>
  returnsAfter(const clang::CallExpr &Call, FunctionAnalysis &F) const;
};

Resumptions resumptionsIn(FunctionAnalysis &F);

/// Whether the awaiting coroutine stays suspended after \p Return, and no other
/// is resumed: true, or the no-op coroutine.
bool certainlySuspends(const AwaitSuspend &Suspend,
                       const clang::ReturnStmt &Return);

} // namespace corolint

#endif // COROLINT_ANALYSIS_RESUMPTIONS_H
