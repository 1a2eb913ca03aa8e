//===--- Check.h - corolint-double-lock -----------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_LOCKS_DOUBLE_LOCK_CHECK_H
#define COROLINT_LOCKS_DOUBLE_LOCK_CHECK_H

#include "framework/RuleCheck.h"

namespace corolint::locks {

/// See check.md.
class DoubleLockCheck : public RuleCheck {
public:
  using RuleCheck::RuleCheck;

protected:
  void checkFunction(FunctionAnalysis &F) override;

private:
  void reportOpenCalls(FunctionAnalysis &F);
};

} // namespace corolint::locks

#endif // COROLINT_LOCKS_DOUBLE_LOCK_CHECK_H
