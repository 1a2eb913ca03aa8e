//===--- Check.h - corolint-thread-local-across-await ---------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_SEND_THREAD_LOCAL_ACROSS_AWAIT_CHECK_H
#define COROLINT_SEND_THREAD_LOCAL_ACROSS_AWAIT_CHECK_H

#include "framework/RuleCheck.h"

namespace corolint {
struct ThreadLocalUse;
}

namespace corolint::send {

/// See check.md.
class ThreadLocalAcrossAwaitCheck : public RuleCheck {
public:
  using RuleCheck::RuleCheck;

protected:
  void checkFunction(FunctionAnalysis &F) override;

private:
  void report(FunctionAnalysis &F, const ThreadLocalUse &Found);
};

} // namespace corolint::send

#endif // COROLINT_SEND_THREAD_LOCAL_ACROSS_AWAIT_CHECK_H
