//===--- Check.h - corolint-unbounded-channel -----------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_CHANNELS_UNBOUNDED_CHANNEL_CHECK_H
#define COROLINT_CHANNELS_UNBOUNDED_CHANNEL_CHECK_H

#include "framework/RuleCheck.h"

namespace corolint {
struct UnboundedCreation;
}

namespace corolint::channels {

/// See check.md.
class UnboundedChannelCheck : public RuleCheck {
public:
  using RuleCheck::RuleCheck;

protected:
  void checkFunction(FunctionAnalysis &F) override;
  void checkInitializer(TranslationUnit &Unit,
                        const clang::Expr &Init) override;
  void checkClass(TranslationUnit &Unit,
                  const clang::CXXRecordDecl &Class) override;

private:
  void report(TranslationUnit &Unit, const UnboundedCreation &C);
};

} // namespace corolint::channels

#endif // COROLINT_CHANNELS_UNBOUNDED_CHANNEL_CHECK_H
