//===--- Check.h - corolint-cancel-unsafe-race-arm ------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_CANCELLATION_CANCEL_UNSAFE_RACE_ARM_CHECK_H
#define COROLINT_CANCELLATION_CANCEL_UNSAFE_RACE_ARM_CHECK_H

#include "framework/RuleCheck.h"

namespace corolint::cancellation {

/// See check.md.
class CancelUnsafeRaceArmCheck : public RuleCheck {
public:
  using RuleCheck::RuleCheck;

protected:
  void checkFunction(FunctionAnalysis &F) override;
};

} // namespace corolint::cancellation

#endif // COROLINT_CANCELLATION_CANCEL_UNSAFE_RACE_ARM_CHECK_H
