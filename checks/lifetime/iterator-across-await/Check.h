//===--- Check.h - corolint-iterator-across-await -------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_LIFETIME_ITERATOR_ACROSS_AWAIT_CHECK_H
#define COROLINT_LIFETIME_ITERATOR_ACROSS_AWAIT_CHECK_H

#include "framework/StrictRuleCheck.h"

namespace corolint {
struct InvalidatedElement;
}

namespace corolint::lifetime {

/// See check.md.
class IteratorAcrossAwaitCheck : public StrictRuleCheck {
public:
  using StrictRuleCheck::StrictRuleCheck;

protected:
  void checkFunction(FunctionAnalysis &F) override;

private:
  void report(FunctionAnalysis &F, const InvalidatedElement &Found);
};

} // namespace corolint::lifetime

#endif // COROLINT_LIFETIME_ITERATOR_ACROSS_AWAIT_CHECK_H
