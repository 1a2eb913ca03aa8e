//===--- Check.h - corolint-dangling-await-result -------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_LIFETIME_DANGLING_AWAIT_RESULT_CHECK_H
#define COROLINT_LIFETIME_DANGLING_AWAIT_RESULT_CHECK_H

#include "framework/RuleCheck.h"

namespace corolint {
struct DanglingResult;
}

namespace corolint::lifetime {

/// See check.md.
class DanglingAwaitResultCheck : public RuleCheck {
public:
  using RuleCheck::RuleCheck;

protected:
  void checkFunction(FunctionAnalysis &F) override;

private:
  void report(FunctionAnalysis &F, const DanglingResult &Result);
  void explain(const DanglingResult &Result, clang::SourceLocation Where);
};

} // namespace corolint::lifetime

#endif // COROLINT_LIFETIME_DANGLING_AWAIT_RESULT_CHECK_H
