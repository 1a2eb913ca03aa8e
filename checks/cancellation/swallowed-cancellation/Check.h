//===--- Check.h - corolint-swallowed-cancellation ------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_CANCELLATION_SWALLOWED_CANCELLATION_CHECK_H
#define COROLINT_CANCELLATION_SWALLOWED_CANCELLATION_CHECK_H

#include "framework/RuleCheck.h"

namespace corolint {
struct SwallowedCancellation;
}

namespace corolint::cancellation {

/// See check.md.
class SwallowedCancellationCheck : public RuleCheck {
public:
  using RuleCheck::RuleCheck;

protected:
  void checkFunction(FunctionAnalysis &F) override;

private:
  void reportHandler(FunctionAnalysis &F, const SwallowedCancellation &S);
  void reportCode(FunctionAnalysis &F, const SwallowedCancellation &S);
};

} // namespace corolint::cancellation

#endif // COROLINT_CANCELLATION_SWALLOWED_CANCELLATION_CHECK_H
