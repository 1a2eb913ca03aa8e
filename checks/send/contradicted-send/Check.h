//===--- Check.h - corolint-contradicted-send -----------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_SEND_CONTRADICTED_SEND_CHECK_H
#define COROLINT_SEND_CONTRADICTED_SEND_CHECK_H

#include "framework/RuleCheck.h"

namespace corolint {
struct Contradiction;
} // namespace corolint

namespace corolint::send {

/// See check.md.
class ContradictedSendCheck : public RuleCheck {
public:
  ContradictedSendCheck(llvm::StringRef Name,
                        clang::tidy::ClangTidyContext *Context,
                        std::shared_ptr<Session> S);
  void storeOptions(clang::tidy::ClangTidyOptions::OptionMap &Opts) override;

protected:
  void checkFunction(FunctionAnalysis &) override {}
  void checkClass(TranslationUnit &Unit,
                  const clang::CXXRecordDecl &Class) override;

private:
  void report(const clang::CXXRecordDecl &Class, const Contradiction &C);
  void noteUses(const Contradiction &C);

  const bool Strict;
};

} // namespace corolint::send

#endif // COROLINT_SEND_CONTRADICTED_SEND_CHECK_H
