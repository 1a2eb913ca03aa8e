//===--- Check.h - corolint-non-send-across-await -------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_SEND_NON_SEND_ACROSS_AWAIT_CHECK_H
#define COROLINT_SEND_NON_SEND_ACROSS_AWAIT_CHECK_H

#include "framework/StrictRuleCheck.h"

namespace corolint {
struct StrandedObject;
} // namespace corolint

namespace corolint::send {

/// See check.md.
class NonSendAcrossAwaitCheck : public StrictRuleCheck {
public:
  using StrictRuleCheck::StrictRuleCheck;

protected:
  void checkFunction(FunctionAnalysis &F) override;

private:
  void report(FunctionAnalysis &F, const StrandedObject &Object);
  void explain(FunctionAnalysis &F, const StrandedObject &Object);
};

} // namespace corolint::send

#endif // COROLINT_SEND_NON_SEND_ACROSS_AWAIT_CHECK_H
