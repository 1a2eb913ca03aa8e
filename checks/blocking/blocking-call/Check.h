//===--- Check.h - corolint-blocking-call -------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_BLOCKING_BLOCKING_CALL_CHECK_H
#define COROLINT_BLOCKING_BLOCKING_CALL_CHECK_H

#include "framework/BlockingRuleCheck.h"

namespace corolint::blocking {

/// See check.md.
class BlockingCallCheck : public BlockingRuleCheck {
public:
  using BlockingRuleCheck::BlockingRuleCheck;

protected:
  bool isAboutWaits() const override { return false; }
  void report(clang::SourceLocation Where, const std::string &Action,
              const std::string &Victim,
              llvm::ArrayRef<clang::FixItHint> Fix) override;
  llvm::SmallVector<clang::FixItHint, 2> fixFor(const BlockingFinding &Found,
                                                FunctionAnalysis &F) override {
    return insteadFix(Found, F);
  }
};

} // namespace corolint::blocking

#endif // COROLINT_BLOCKING_BLOCKING_CALL_CHECK_H
