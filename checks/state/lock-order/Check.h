//===--- Check.h - corolint-lock-order ------------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_STATE_LOCK_ORDER_CHECK_H
#define COROLINT_STATE_LOCK_ORDER_CHECK_H

#include "framework/Pending.h"
#include "framework/RuleCheck.h"

namespace corolint {
struct OppositeOrder;
struct OrderedPair;
} // namespace corolint

namespace corolint::state {

/// See check.md.
class LockOrderCheck : public RuleCheck {
public:
  using RuleCheck::RuleCheck;

protected:
  void checkFunction(FunctionAnalysis &F) override;

private:
  void report(const OppositeOrder &Found);
  void reportOpenOrders(FunctionAnalysis &F);
  void reportOpenCalls(FunctionAnalysis &F);
  void noteOpen(FunctionAnalysis &F, clang::SourceLocation Where,
                PendingCall Pending, clang::SourceLocation Acquired,
                llvm::StringRef Name);
  void noteOrder(const OrderedPair &Pair, bool IsReported);
};

} // namespace corolint::state

#endif // COROLINT_STATE_LOCK_ORDER_CHECK_H
