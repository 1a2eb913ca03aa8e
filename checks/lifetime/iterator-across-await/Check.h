//===--- Check.h - corolint-iterator-across-await -------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_LIFETIME_ITERATOR_ACROSS_AWAIT_CHECK_H
#define COROLINT_LIFETIME_ITERATOR_ACROSS_AWAIT_CHECK_H

#include "framework/RuleCheck.h"

namespace corolint {
struct InvalidatedElement;
}

namespace corolint::lifetime {

/// See check.md.
class IteratorAcrossAwaitCheck : public RuleCheck {
public:
  IteratorAcrossAwaitCheck(llvm::StringRef Name,
                           clang::tidy::ClangTidyContext *Context,
                           std::shared_ptr<Session> S);
  void storeOptions(clang::tidy::ClangTidyOptions::OptionMap &Opts) override;

protected:
  void checkFunction(FunctionAnalysis &F) override;

private:
  void report(FunctionAnalysis &F, const InvalidatedElement &Found);

  const bool Strict;
};

} // namespace corolint::lifetime

#endif // COROLINT_LIFETIME_ITERATOR_ACROSS_AWAIT_CHECK_H
