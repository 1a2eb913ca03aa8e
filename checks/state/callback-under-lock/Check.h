//===--- Check.h - corolint-callback-under-lock ---------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_STATE_CALLBACK_UNDER_LOCK_CHECK_H
#define COROLINT_STATE_CALLBACK_UNDER_LOCK_CHECK_H

#include "framework/RuleCheck.h"

namespace corolint::state {

/// See check.md.
class CallbackUnderLockCheck : public RuleCheck {
public:
  using RuleCheck::RuleCheck;

protected:
  void checkFunction(FunctionAnalysis &F) override;
};

} // namespace corolint::state

#endif // COROLINT_STATE_CALLBACK_UNDER_LOCK_CHECK_H
