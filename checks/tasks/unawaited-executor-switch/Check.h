//===--- Check.h - corolint-unawaited-executor-switch ---------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_TASKS_UNAWAITED_EXECUTOR_SWITCH_CHECK_H
#define COROLINT_TASKS_UNAWAITED_EXECUTOR_SWITCH_CHECK_H

#include "framework/RuleCheck.h"

namespace corolint::tasks {

/// See check.md.
class UnawaitedExecutorSwitchCheck : public RuleCheck {
public:
  using RuleCheck::RuleCheck;

protected:
  void checkFunction(FunctionAnalysis &F) override;

private:
  void report(FunctionAnalysis &F, const clang::Expr &Made,
              llvm::ArrayRef<clang::FixItHint> Fixes);
};

} // namespace corolint::tasks

#endif // COROLINT_TASKS_UNAWAITED_EXECUTOR_SWITCH_CHECK_H
