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

  /// The awaits and conditions that name one variable or member.
  struct Waiting {
    /// They, with and without what is only implied.
    llvm::SmallPtrSet<const clang::Stmt *, 4> At;
    /// Where the first of them ends.
    clang::SourceLocation First;
  };
  using WaitMap = llvm::DenseMap<const clang::ValueDecl *, Waiting>;
  using AssignedMap = llvm::DenseMap<const clang::ValueDecl *, Expressions>;

  /// What may have waited until the work behind \p Handle, a thread or future,
  /// has said that it is done, by each name that its lambda sets, notifies or
  /// assigns in the end.
  llvm::ArrayRef<const Waiting *> of(const clang::ValueDecl &Handle);

private:
  void addWork(const clang::LambdaExpr &Lambda);
  llvm::SmallVector<unsigned, 4>
  startingFor(const clang::ValueDecl &Handle) const;
  Expressions givenTo(const clang::ValueDecl &Handle) const;

  /// The variables and members that one lambda signals with.
  using Signals = llvm::SmallPtrSet<const clang::ValueDecl *, 4>;

  FunctionAnalysis &F;
  std::vector<Signals> Works;
  llvm::DenseMap<const clang::CXXRecordDecl *, unsigned> ByClosure;
  llvm::DenseMap<const clang::ValueDecl *, llvm::SmallVector<unsigned, 2>>
      ByMention;
  /// What members are assigned.
  AssignedMap Assigned;
  /// Who waits by a name; complete once made, so that it stays where it is.
  WaitMap Waits;
  llvm::DenseMap<const clang::ValueDecl *,
                 llvm::SmallVector<const Waiting *, 2>>
      ByHandle;
};

} // namespace corolint

#endif // COROLINT_ANALYSIS_WORKSIGNALS_H
