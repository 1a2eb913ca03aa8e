//===--- Check.h - corolint-await-holding-thread-bound --------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_LOCKS_AWAIT_HOLDING_THREAD_BOUND_CHECK_H
#define COROLINT_LOCKS_AWAIT_HOLDING_THREAD_BOUND_CHECK_H

#include "framework/RuleCheck.h"

namespace corolint::locks {

/// See check.md.
class AwaitHoldingThreadBoundCheck : public RuleCheck {
public:
  using RuleCheck::RuleCheck;

protected:
  void checkFunction(FunctionAnalysis &F) override;
};

} // namespace corolint::locks

#endif // COROLINT_LOCKS_AWAIT_HOLDING_THREAD_BOUND_CHECK_H
