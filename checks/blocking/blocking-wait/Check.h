//===--- Check.h - corolint-blocking-wait -------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_BLOCKING_BLOCKING_WAIT_CHECK_H
#define COROLINT_BLOCKING_BLOCKING_WAIT_CHECK_H

#include "framework/BlockingRuleCheck.h"

namespace corolint::blocking {

/// See check.md.
class BlockingWaitCheck : public BlockingRuleCheck {
public:
  using BlockingRuleCheck::BlockingRuleCheck;

protected:
  bool isAboutWaits() const override { return true; }
  void report(clang::SourceLocation Where, const std::string &Action,
              const std::string &Victim,
              llvm::ArrayRef<clang::FixItHint> Fix) override;
  llvm::SmallVector<clang::FixItHint, 2> fixFor(const BlockingFinding &Found,
                                                FunctionAnalysis &F) override {
    return awaitFix(Found, F);
  }
};

} // namespace corolint::blocking

#endif // COROLINT_BLOCKING_BLOCKING_WAIT_CHECK_H
