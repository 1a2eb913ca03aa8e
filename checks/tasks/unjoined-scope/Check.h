//===--- Check.h - corolint-unjoined-scope --------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_TASKS_UNJOINED_SCOPE_CHECK_H
#define COROLINT_TASKS_UNJOINED_SCOPE_CHECK_H

#include "framework/RuleCheck.h"

namespace corolint {
struct LifeReport;
struct TrackedObject;
} // namespace corolint

namespace corolint::tasks {

/// See check.md.
class UnjoinedScopeCheck : public RuleCheck {
public:
  using RuleCheck::RuleCheck;

protected:
  void checkFunction(FunctionAnalysis &F) override;

private:
  void report(FunctionAnalysis &F, const TrackedObject &Object,
              const LifeReport &Life);
};

} // namespace corolint::tasks

#endif // COROLINT_TASKS_UNJOINED_SCOPE_CHECK_H
