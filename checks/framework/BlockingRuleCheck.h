//===--- BlockingRuleCheck.h - rules about what blocks a thread -----------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_FRAMEWORK_BLOCKINGRULECHECK_H
#define COROLINT_FRAMEWORK_BLOCKINGRULECHECK_H

#include "BlockingReport.h"
#include "StrictRuleCheck.h"

namespace corolint {

/// A rule about calls that block the thread of a coroutine, here or, as far as
/// only the linked program can tell, in other units.
class BlockingRuleCheck : public StrictRuleCheck {
public:
  using StrictRuleCheck::StrictRuleCheck;

protected:
  void checkFunction(FunctionAnalysis &F) final;

  /// Whether the rule is about waiting for asynchronous work, or about all
  /// else.
  virtual bool isAboutWaits() const = 0;

  /// Says that \p Action, done at \p Where, blocks the thread of \p Victim.
  virtual void report(clang::SourceLocation Where, const std::string &Action,
                      const std::string &Victim,
                      llvm::ArrayRef<clang::FixItHint> Fix) = 0;

  virtual llvm::SmallVector<clang::FixItHint, 2>
  fixFor(const BlockingFinding &Found, FunctionAnalysis &F) = 0;

private:
  void reportOpenCalls(FunctionAnalysis &F);
};

} // namespace corolint

#endif // COROLINT_FRAMEWORK_BLOCKINGRULECHECK_H
