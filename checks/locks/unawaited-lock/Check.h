//===--- Check.h - corolint-unawaited-lock --------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_LOCKS_UNAWAITED_LOCK_CHECK_H
#define COROLINT_LOCKS_UNAWAITED_LOCK_CHECK_H

#include "framework/RuleCheck.h"

namespace corolint::locks {

/// See check.md.
class UnawaitedLockCheck : public RuleCheck {
public:
  UnawaitedLockCheck(llvm::StringRef Name,
                     clang::tidy::ClangTidyContext *Context,
                     std::shared_ptr<Session> S);
  void storeOptions(clang::tidy::ClangTidyOptions::OptionMap &Opts) override;

protected:
  void checkFunction(FunctionAnalysis &F) override;

private:
  void report(FunctionAnalysis &F, const clang::Expr &Made,
              const clang::VarDecl *Var, bool OnSomePaths);
  void offerFix(FunctionAnalysis &F, const clang::Expr &Made,
                const clang::VarDecl *Var, clang::DiagnosticBuilder &Diag);

  const bool AllPaths;
};

} // namespace corolint::locks

#endif // COROLINT_LOCKS_UNAWAITED_LOCK_CHECK_H
