//===--- Check.h - corolint-sender-kept-alive -----------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_CHANNELS_SENDER_KEPT_ALIVE_CHECK_H
#define COROLINT_CHANNELS_SENDER_KEPT_ALIVE_CHECK_H

#include "framework/RuleCheck.h"

namespace corolint::channels {

/// See check.md.
class SenderKeptAliveCheck : public RuleCheck {
public:
  using RuleCheck::RuleCheck;

protected:
  void checkFunction(FunctionAnalysis &F) override;
};

} // namespace corolint::channels

#endif // COROLINT_CHANNELS_SENDER_KEPT_ALIVE_CHECK_H
