//===--- Check.h - corolint-throwing-await-suspend ------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_AWAITERS_THROWING_AWAIT_SUSPEND_CHECK_H
#define COROLINT_AWAITERS_THROWING_AWAIT_SUSPEND_CHECK_H

#include "framework/RuleCheck.h"

namespace corolint::awaiters {

/// See check.md.
class ThrowingAwaitSuspendCheck : public RuleCheck {
public:
  using RuleCheck::RuleCheck;

protected:
  void checkFunction(FunctionAnalysis &F) override;
};

} // namespace corolint::awaiters

#endif // COROLINT_AWAITERS_THROWING_AWAIT_SUSPEND_CHECK_H
