//===--- PathRuleCheck.h - rules with the option AllPaths -----------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_FRAMEWORK_PATHRULECHECK_H
#define COROLINT_FRAMEWORK_PATHRULECHECK_H

#include "RuleCheck.h"

namespace corolint {

/// A rule about what nobody does, which with the option `AllPaths` is also
/// about what somebody does on some paths only.
class PathRuleCheck : public RuleCheck {
public:
  PathRuleCheck(llvm::StringRef Name, clang::tidy::ClangTidyContext *Context,
                std::shared_ptr<Session> S)
      : RuleCheck(Name, Context, std::move(S)),
        AllPaths(option("AllPaths", false)) {}

  void storeOptions(clang::tidy::ClangTidyOptions::OptionMap &Opts) override {
    RuleCheck::storeOptions(Opts);
    Options.store(Opts, "AllPaths", AllPaths);
  }

protected:
  const bool AllPaths;
};

} // namespace corolint

#endif // COROLINT_FRAMEWORK_PATHRULECHECK_H
