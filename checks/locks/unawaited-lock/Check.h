//===--- Check.h - corolint-unawaited-lock --------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_LOCKS_UNAWAITED_LOCK_CHECK_H
#define COROLINT_LOCKS_UNAWAITED_LOCK_CHECK_H

#include "framework/PathRuleCheck.h"

namespace corolint::locks {

/// See check.md.
class UnawaitedLockCheck : public PathRuleCheck {
public:
  using PathRuleCheck::PathRuleCheck;

protected:
  void checkFunction(FunctionAnalysis &F) override;

private:
  void report(FunctionAnalysis &F, const clang::Expr &Made,
              const clang::VarDecl *Var, bool OnSomePaths);
  void offerFix(FunctionAnalysis &F, const clang::Expr &Made,
                const clang::VarDecl *Var, clang::DiagnosticBuilder &Diag);
};

} // namespace corolint::locks

#endif // COROLINT_LOCKS_UNAWAITED_LOCK_CHECK_H
