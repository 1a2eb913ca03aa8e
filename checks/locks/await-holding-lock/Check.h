//===--- Check.h - corolint-await-holding-lock ----------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_LOCKS_AWAIT_HOLDING_LOCK_CHECK_H
#define COROLINT_LOCKS_AWAIT_HOLDING_LOCK_CHECK_H

#include "framework/RuleCheck.h"

namespace corolint::locks {

/// See check.md.
class AwaitHoldingLockCheck : public RuleCheck {
public:
  using RuleCheck::RuleCheck;

protected:
  void checkFunction(FunctionAnalysis &F) override;
};

} // namespace corolint::locks

#endif // COROLINT_LOCKS_AWAIT_HOLDING_LOCK_CHECK_H
