//===--- EffectCalls.h - what a function runs -----------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The functions that the body of one runs on its own thread before it returns:
// those it calls, constructs and destroys with, and callables that it calls or
// has called in place.
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_ANALYSIS_EFFECTCALLS_H
#define COROLINT_ANALYSIS_EFFECTCALLS_H

#include "EffectGraph.h"
#include "TranslationUnit.h"

namespace corolint {

/// One function that is run.
struct EffectCall {
  enum KindType : uint8_t {
    Plain,
    Ended,     ///< the destructor of the variable Var, or of what it owns
    EndOfWork, ///< the end of what Callee has returned: work that it started
  } Kind = Plain;
  const clang::FunctionDecl *Callee = nullptr;
  /// The call; what made the object whose end it is, where that has no name.
  const clang::Expr *Call = nullptr;
  const clang::VarDecl *Var = nullptr;
  clang::SourceLocation Where;
  /// The result of the call is awaited where it is made.
  bool IsAwaited = false;
  /// Parameters of the caller that decide whether it is run.
  std::vector<EffectCondition> OnlyIf;
  /// Of a callable that a call runs before it returns: that call. Call is then
  /// the callable.
  const clang::Expr *By = nullptr;
};

/// What a function runs (FunctionAnalysis::effectCalls). Branches that a
/// constant decides are left out.
struct EffectCalls {
  std::vector<EffectCall> Runs; ///< in the order of the source
  /// Callables that are handed over to where blocking is allowed.
  llvm::SmallVector<const clang::FunctionDecl *, 1> Offloaded;
  /// Lambdas among what a plain function waits for: `sync_wait([&] { ... }())`.
  /// The thread is that function's, which has nothing else to do.
  llvm::SmallVector<const clang::FunctionDecl *, 1> WaitedFor;
};

} // namespace corolint

#endif // COROLINT_ANALYSIS_EFFECTCALLS_H
