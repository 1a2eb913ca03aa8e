//===--- Check.h - corolint-contradicted-send -----------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_SEND_CONTRADICTED_SEND_CHECK_H
#define COROLINT_SEND_CONTRADICTED_SEND_CHECK_H

#include "framework/StrictRuleCheck.h"

namespace corolint {
struct Contradiction;
} // namespace corolint

namespace corolint::send {

/// See check.md.
class ContradictedSendCheck : public StrictRuleCheck {
public:
  using StrictRuleCheck::StrictRuleCheck;

protected:
  void checkFunction(FunctionAnalysis &) override {}
  void checkClass(TranslationUnit &Unit,
                  const clang::CXXRecordDecl &Class) override;

private:
  void report(const clang::CXXRecordDecl &Class, const Contradiction &C);
  void noteUses(const Contradiction &C);
};

} // namespace corolint::send

#endif // COROLINT_SEND_CONTRADICTED_SEND_CHECK_H
