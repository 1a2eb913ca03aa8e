//===--- Check.h - corolint-borrowed-capture ------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_LIFETIME_BORROWED_CAPTURE_CHECK_H
#define COROLINT_LIFETIME_BORROWED_CAPTURE_CHECK_H

#include "framework/StrictRuleCheck.h"

namespace corolint {
struct Loan;
struct SpawnedWork;
} // namespace corolint

namespace corolint::lifetime {

/// See check.md.
class BorrowedCaptureCheck : public StrictRuleCheck {
public:
  using StrictRuleCheck::StrictRuleCheck;

protected:
  void checkFunction(FunctionAnalysis &F) override;

private:
  void reportLocal(FunctionAnalysis &F, const SpawnedWork &Work, const Loan &L,
                   clang::SourceLocation End);
  void reportThis(FunctionAnalysis &F, const SpawnedWork &Work, const Loan &L);
};

} // namespace corolint::lifetime

#endif // COROLINT_LIFETIME_BORROWED_CAPTURE_CHECK_H
