//===--- Check.h - corolint-awaiter-lost-wakeup ---------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_AWAITERS_AWAITER_LOST_WAKEUP_CHECK_H
#define COROLINT_AWAITERS_AWAITER_LOST_WAKEUP_CHECK_H

#include "framework/RuleCheck.h"

namespace corolint::awaiters {

/// See check.md.
class AwaiterLostWakeupCheck : public RuleCheck {
public:
  using RuleCheck::RuleCheck;

protected:
  void checkFunction(FunctionAnalysis &F) override;
};

} // namespace corolint::awaiters

#endif // COROLINT_AWAITERS_AWAITER_LOST_WAKEUP_CHECK_H
