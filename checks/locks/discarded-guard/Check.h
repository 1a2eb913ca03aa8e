//===--- Check.h - corolint-discarded-guard -------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_LOCKS_DISCARDED_GUARD_CHECK_H
#define COROLINT_LOCKS_DISCARDED_GUARD_CHECK_H

#include "analysis/Discards.h"
#include "framework/RuleCheck.h"

namespace corolint::locks {

/// See check.md.
class DiscardedGuardCheck : public RuleCheck {
public:
  using RuleCheck::RuleCheck;

protected:
  void checkFunction(FunctionAnalysis &F) override;

private:
  void checkDiscard(FunctionAnalysis &F, const Discard &D);
  void checkDeclaration(FunctionAnalysis &F, const clang::VarDecl &Var);
  void checkRange(FunctionAnalysis &F, const clang::CXXForRangeStmt &Loop);
  llvm::SmallVector<clang::FixItHint, 1> bindToName(FunctionAnalysis &F,
                                                    const Discard &D);
  clang::SourceLocation typeEnd(const clang::VarDecl &Var) const;

  /// Functions in which a fix has used the name.
  llvm::DenseSet<const clang::FunctionDecl *> NamedIn;
};

} // namespace corolint::locks

#endif // COROLINT_LOCKS_DISCARDED_GUARD_CHECK_H
