//===--- Check.h - corolint-dangling-lambda-capture -----------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_LIFETIME_DANGLING_LAMBDA_CAPTURE_CHECK_H
#define COROLINT_LIFETIME_DANGLING_LAMBDA_CAPTURE_CHECK_H

#include "framework/RuleCheck.h"

namespace corolint {
struct DanglingTask;
}

namespace corolint::lifetime {

/// See check.md.
class DanglingLambdaCaptureCheck : public RuleCheck {
public:
  using RuleCheck::RuleCheck;

protected:
  void checkFunction(FunctionAnalysis &F) override;

  void checkInitializer(TranslationUnit &Unit,
                        const clang::Expr &Initializer) override;

private:
  void report(TranslationUnit &Unit, const DanglingTask &Task);
  void noteEnd(const DanglingTask &Task);
  llvm::SmallVector<clang::FixItHint, 1>
  explicitObjectFix(const clang::CXXRecordDecl &Closure,
                    TranslationUnit &Unit) const;
};

} // namespace corolint::lifetime

#endif // COROLINT_LIFETIME_DANGLING_LAMBDA_CAPTURE_CHECK_H
