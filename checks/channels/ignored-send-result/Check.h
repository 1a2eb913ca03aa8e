//===--- Check.h - corolint-ignored-send-result ---------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_CHANNELS_IGNORED_SEND_RESULT_CHECK_H
#define COROLINT_CHANNELS_IGNORED_SEND_RESULT_CHECK_H

#include "framework/RuleCheck.h"

namespace corolint::channels {

/// See check.md.
class IgnoredSendResultCheck : public RuleCheck {
public:
  using RuleCheck::RuleCheck;

protected:
  void checkFunction(FunctionAnalysis &F) override;

private:
  void report(FunctionAnalysis &F, const clang::CXXMemberCallExpr &Send,
              const clang::VarDecl *Unread);
};

} // namespace corolint::channels

#endif // COROLINT_CHANNELS_IGNORED_SEND_RESULT_CHECK_H
