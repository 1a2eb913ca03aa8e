//===--- Check.h - corolint-unawaited-task --------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_TASKS_UNAWAITED_TASK_CHECK_H
#define COROLINT_TASKS_UNAWAITED_TASK_CHECK_H

#include "framework/PathRuleCheck.h"

namespace corolint {
struct LifeReport;
struct TrackedObject;
} // namespace corolint

namespace corolint::tasks {

/// See check.md.
class UnawaitedTaskCheck : public PathRuleCheck {
public:
  using PathRuleCheck::PathRuleCheck;

protected:
  void checkFunction(FunctionAnalysis &F) override;

private:
  void report(FunctionAnalysis &F, const TrackedObject &Object,
              const LifeReport *SomePath);
};

} // namespace corolint::tasks

#endif // COROLINT_TASKS_UNAWAITED_TASK_CHECK_H
