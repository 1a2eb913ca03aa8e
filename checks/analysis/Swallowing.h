//===--- Swallowing.h - loops that survive being stopped --------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_ANALYSIS_SWALLOWING_H
#define COROLINT_ANALYSIS_SWALLOWING_H

#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include <vector>

namespace corolint {

class FunctionAnalysis;

/// An endless loop that goes on when its coroutine is stopped.
struct SwallowedCancellation {
  const clang::Stmt *Loop = nullptr;
  /// The suspension that ends with the cancellation.
  const clang::CoroutineSuspendExpr *Await = nullptr;
  /// What catches it; null where it comes as an error code.
  const clang::CXXCatchStmt *Handler = nullptr;
  /// The exception that the runtime throws, where its models say; else null.
  const clang::CXXRecordDecl *Thrown = nullptr;
};

/// The loops of the coroutine \p F without an end of their own in which
/// cancellation, as an exception or as an error code, leads to the next round,
/// whatever happens. Linear in the number of loops with such a suspension times
/// the size of their bodies.
std::vector<SwallowedCancellation> swallowedCancellations(FunctionAnalysis &F);

} // namespace corolint

#endif // COROLINT_ANALYSIS_SWALLOWING_H
