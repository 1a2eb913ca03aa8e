//===--- Check.h - corolint-discarded-task --------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_TASKS_DISCARDED_TASK_CHECK_H
#define COROLINT_TASKS_DISCARDED_TASK_CHECK_H

#include "analysis/Discards.h"
#include "analysis/Tasks.h"
#include "framework/RuleCheck.h"

namespace corolint::tasks {

/// See check.md.
class DiscardedTaskCheck : public RuleCheck {
public:
  using RuleCheck::RuleCheck;

protected:
  void checkFunction(FunctionAnalysis &F) override;

private:
  void report(FunctionAnalysis &F, const Discard &D, const clang::Expr &Made,
              const TaskTraits &Traits);
};

} // namespace corolint::tasks

#endif // COROLINT_TASKS_DISCARDED_TASK_CHECK_H
