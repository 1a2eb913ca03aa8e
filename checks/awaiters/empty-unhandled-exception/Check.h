//===--- Check.h - corolint-empty-unhandled-exception ---------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_AWAITERS_EMPTY_UNHANDLED_EXCEPTION_CHECK_H
#define COROLINT_AWAITERS_EMPTY_UNHANDLED_EXCEPTION_CHECK_H

#include "framework/RuleCheck.h"

namespace corolint::awaiters {

/// See check.md.
class EmptyUnhandledExceptionCheck : public RuleCheck {
public:
  using RuleCheck::RuleCheck;

protected:
  void checkClass(TranslationUnit &Unit,
                  const clang::CXXRecordDecl &Class) override;
  void checkClassPattern(TranslationUnit &Unit,
                         const clang::CXXRecordDecl &Pattern) override {
    checkClass(Unit, Pattern);
  }
};

} // namespace corolint::awaiters

#endif // COROLINT_AWAITERS_EMPTY_UNHANDLED_EXCEPTION_CHECK_H
