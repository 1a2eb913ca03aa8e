//===--- Check.h - corolint-dangling-coroutine-argument -------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_LIFETIME_DANGLING_COROUTINE_ARGUMENT_CHECK_H
#define COROLINT_LIFETIME_DANGLING_COROUTINE_ARGUMENT_CHECK_H

#include "framework/RuleCheck.h"

namespace corolint {
struct DanglingTask;
}

namespace corolint::lifetime {

/// See check.md.
class DanglingCoroutineArgumentCheck : public RuleCheck {
public:
  using RuleCheck::RuleCheck;

protected:
  void checkFunction(FunctionAnalysis &F) override;

private:
  void noteRest(const DanglingTask &Task);
};

} // namespace corolint::lifetime

#endif // COROLINT_LIFETIME_DANGLING_COROUTINE_ARGUMENT_CHECK_H
