//===--- Check.h - corolint-check-then-act --------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_STATE_CHECK_THEN_ACT_CHECK_H
#define COROLINT_STATE_CHECK_THEN_ACT_CHECK_H

#include "framework/StrictRuleCheck.h"

namespace corolint {
struct OutdatedWrite;
}

namespace corolint::state {

/// See check.md.
class CheckThenActCheck : public StrictRuleCheck {
public:
  using StrictRuleCheck::StrictRuleCheck;

protected:
  void checkFunction(FunctionAnalysis &F) override;

private:
  void report(FunctionAnalysis &F, const OutdatedWrite &Found);
};

} // namespace corolint::state

#endif // COROLINT_STATE_CHECK_THEN_ACT_CHECK_H
