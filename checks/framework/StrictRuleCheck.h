//===--- StrictRuleCheck.h - rules with the option Strict -----------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_FRAMEWORK_STRICTRULECHECK_H
#define COROLINT_FRAMEWORK_STRICTRULECHECK_H

#include "RuleCheck.h"

namespace corolint {

/// A rule that with the option `Strict` also reports what may well be right.
class StrictRuleCheck : public RuleCheck {
public:
  StrictRuleCheck(llvm::StringRef Name, clang::tidy::ClangTidyContext *Context,
                  std::shared_ptr<Session> S)
      : RuleCheck(Name, Context, std::move(S)),
        Strict(option("Strict", false)) {}

  void storeOptions(clang::tidy::ClangTidyOptions::OptionMap &Opts) override {
    RuleCheck::storeOptions(Opts);
    Options.store(Opts, "Strict", Strict);
  }

protected:
  const bool Strict;
};

} // namespace corolint

#endif // COROLINT_FRAMEWORK_STRICTRULECHECK_H
