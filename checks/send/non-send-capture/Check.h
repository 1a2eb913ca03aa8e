//===--- Check.h - corolint-non-send-capture ------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_SEND_NON_SEND_CAPTURE_CHECK_H
#define COROLINT_SEND_NON_SEND_CAPTURE_CHECK_H

#include "framework/StrictRuleCheck.h"

namespace corolint {
struct Crossing;
struct Race;
struct SentValue;
} // namespace corolint

namespace corolint::send {

/// See check.md.
class NonSendCaptureCheck : public StrictRuleCheck {
public:
  using StrictRuleCheck::StrictRuleCheck;

protected:
  void checkFunction(FunctionAnalysis &F) override;

private:
  void checkValues(FunctionAnalysis &F, const Crossing &C);
  void reportValue(FunctionAnalysis &F, const Crossing &C,
                   const SentValue &Sent);
  void reportRace(FunctionAnalysis &F, const Race &R);
};

} // namespace corolint::send

#endif // COROLINT_SEND_NON_SEND_CAPTURE_CHECK_H
