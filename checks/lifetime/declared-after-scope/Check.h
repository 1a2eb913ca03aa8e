//===--- Check.h - corolint-declared-after-scope --------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_LIFETIME_DECLARED_AFTER_SCOPE_CHECK_H
#define COROLINT_LIFETIME_DECLARED_AFTER_SCOPE_CHECK_H

#include "framework/RuleCheck.h"

namespace corolint {
struct Loan;
struct SpawnedWork;
} // namespace corolint

namespace corolint::lifetime {

/// See check.md.
class DeclaredAfterScopeCheck : public RuleCheck {
public:
  using RuleCheck::RuleCheck;

protected:
  void checkFunction(FunctionAnalysis &F) override;

private:
  void report(FunctionAnalysis &F, const SpawnedWork &Work, const Loan &L,
              clang::SourceLocation End);
};

} // namespace corolint::lifetime

#endif // COROLINT_LIFETIME_DECLARED_AFTER_SCOPE_CHECK_H
