//===--- Check.h - corolint-cancellation-not-forwarded --------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_CANCELLATION_CANCELLATION_NOT_FORWARDED_CHECK_H
#define COROLINT_CANCELLATION_CANCELLATION_NOT_FORWARDED_CHECK_H

#include "framework/StrictRuleCheck.h"

namespace corolint::cancellation {

/// See check.md.
class CancellationNotForwardedCheck : public StrictRuleCheck {
public:
  using StrictRuleCheck::StrictRuleCheck;

protected:
  void checkFunction(FunctionAnalysis &F) override;
};

} // namespace corolint::cancellation

#endif // COROLINT_CANCELLATION_CANCELLATION_NOT_FORWARDED_CHECK_H
