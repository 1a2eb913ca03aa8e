//===--- Check.h - corolint-awaiter-use-after-publish ---------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_AWAITERS_AWAITER_USE_AFTER_PUBLISH_CHECK_H
#define COROLINT_AWAITERS_AWAITER_USE_AFTER_PUBLISH_CHECK_H

#include "framework/RuleCheck.h"

namespace corolint::awaiters {

/// See check.md.
class AwaiterUseAfterPublishCheck : public RuleCheck {
public:
  using RuleCheck::RuleCheck;

protected:
  void checkFunction(FunctionAnalysis &F) override;
};

} // namespace corolint::awaiters

#endif // COROLINT_AWAITERS_AWAITER_USE_AFTER_PUBLISH_CHECK_H
