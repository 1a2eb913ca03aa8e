//===--- Registry.cpp - every rule, once ----------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Registry.h"
#include "RuleCheck.h"
#include "clang-tidy/ClangTidyModule.h"
#define COROLINT_RULE_INCLUDES
#include "Rules.inc"
#undef COROLINT_RULE_INCLUDES

using namespace corolint;
using namespace clang::tidy;

template <class Check>
static std::unique_ptr<ClangTidyCheck> make(llvm::StringRef Name,
                                            ClangTidyContext *Context,
                                            std::shared_ptr<Session> S) {
  return std::make_unique<Check>(Name, Context, std::move(S));
}

llvm::ArrayRef<RuleInfo> corolint::rules() {
  static const RuleInfo Rules[] = {
#define COROLINT_RULE(Name, Family, Confidence, Since, Check, Summary, Page)   \
  {Name, Family, Confidence, Since, Summary, Page, make<Check>},
#include "Rules.inc"
#undef COROLINT_RULE
  };
  return Rules;
}

const RuleInfo *corolint::findRule(llvm::StringRef Name) {
  Name.consume_front("corolint-");
  for (const RuleInfo &Rule : rules())
    if (Rule.Name == Name)
      return &Rule;
  return nullptr;
}

void corolint::addCheckFactories(ClangTidyCheckFactories &Factories, Host By,
                                 UnitSummary *Summary) {
  auto Sessions = std::make_shared<SessionTable>(By, Summary);
  for (const RuleInfo &Rule : rules())
    Factories.registerCheckFactory(
        ("corolint-" + Rule.Name).str(),
        [&Rule, Sessions](llvm::StringRef Name, ClangTidyContext *Context) {
          return Rule.Make(Name, Context, Sessions->get(Context));
        });
}
