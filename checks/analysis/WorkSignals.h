//===--- WorkSignals.h - work that says when it is done -------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_ANALYSIS_WORKSIGNALS_H
#define COROLINT_ANALYSIS_WORKSIGNALS_H

#include "TranslationUnit.h"
#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/SmallPtrSet.h"

namespace corolint {

/// What the lambdas of one function say when they are done (`done = true`,
/// `event.set()`), and who waits for that. Made in one walk of the body.
class WorkSignals {
public:
  using Expressions = llvm::SmallVector<const clang::Expr *, 4>;

  explicit WorkSignals(FunctionAnalysis &F);

  /// The awaits and conditions that may have waited until the work behind
  /// \p Handle, a thread or future, has said that it is done: they name what
  /// its lambda sets, notifies or assigns in the end. In no particular order.
  Expressions of(const clang::ValueDecl &Handle) const;

private:
  void addWork(const clang::LambdaExpr &Lambda);
  Expressions givenTo(const clang::ValueDecl &Handle) const;

  /// The variables and members that one lambda signals with.
  using Signals = llvm::SmallPtrSet<const clang::ValueDecl *, 4>;

  FunctionAnalysis &F;
  std::vector<Signals> Works;
  llvm::DenseMap<const clang::CXXRecordDecl *, unsigned> ByClosure;
  llvm::DenseMap<const clang::ValueDecl *, llvm::SmallVector<unsigned, 2>>
      ByMention;
  /// What members are assigned, and who waits by a name.
  llvm::DenseMap<const clang::ValueDecl *, Expressions> Assigned, Waits;
};

} // namespace corolint

#endif // COROLINT_ANALYSIS_WORKSIGNALS_H
