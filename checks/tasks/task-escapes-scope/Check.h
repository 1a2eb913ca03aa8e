//===--- Check.h - corolint-task-escapes-scope ----------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_TASKS_TASK_ESCAPES_SCOPE_CHECK_H
#define COROLINT_TASKS_TASK_ESCAPES_SCOPE_CHECK_H

#include "framework/RuleCheck.h"

namespace clang {
class VarDecl;
}

namespace corolint {
struct TaskReturn;
}

namespace corolint::tasks {

/// See check.md.
class TaskEscapesScopeCheck : public RuleCheck {
public:
  using RuleCheck::RuleCheck;

protected:
  void checkFunction(FunctionAnalysis &F) override;

private:
  bool reportGuard(FunctionAnalysis &F, const TaskReturn &Return);
  bool reportObject(FunctionAnalysis &F, const TaskReturn &Return);
  bool reportArgument(FunctionAnalysis &F, const TaskReturn &Return);
  bool reportTry(FunctionAnalysis &F, const TaskReturn &Return);
  void noteEnd(const clang::VarDecl &Dies);
};

} // namespace corolint::tasks

#endif // COROLINT_TASKS_TASK_ESCAPES_SCOPE_CHECK_H
