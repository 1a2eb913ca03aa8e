//===--- Check.h - corolint-borrowed-capture ------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_LIFETIME_BORROWED_CAPTURE_CHECK_H
#define COROLINT_LIFETIME_BORROWED_CAPTURE_CHECK_H

#include "framework/RuleCheck.h"

namespace corolint {
struct Loan;
struct SpawnedWork;
} // namespace corolint

namespace corolint::lifetime {

/// See check.md.
class BorrowedCaptureCheck : public RuleCheck {
public:
  BorrowedCaptureCheck(llvm::StringRef Name,
                       clang::tidy::ClangTidyContext *Context,
                       std::shared_ptr<Session> S);
  void storeOptions(clang::tidy::ClangTidyOptions::OptionMap &Opts) override;

protected:
  void checkFunction(FunctionAnalysis &F) override;

private:
  void reportLocal(FunctionAnalysis &F, const SpawnedWork &Work, const Loan &L,
                   clang::SourceLocation End);
  void reportThis(FunctionAnalysis &F, const SpawnedWork &Work, const Loan &L);

  const bool Strict;
};

} // namespace corolint::lifetime

#endif // COROLINT_LIFETIME_BORROWED_CAPTURE_CHECK_H
