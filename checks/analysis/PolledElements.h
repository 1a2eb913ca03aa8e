//===--- PolledElements.h - containers whose elements were asked ----------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One loop waits until every element of a container is ready, without blocking,
// and a later one fetches their results; an algorithm finds those that are
// ready (find_if, partition), or tells whether all are. Which elements have
// been asked is not followed: where any of them was, nothing is known of all.
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_ANALYSIS_POLLEDELEMENTS_H
#define COROLINT_ANALYSIS_POLLEDELEMENTS_H

#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/SmallVector.h"

namespace clang {
class CallExpr;
class Expr;
class Stmt;
class ValueDecl;
} // namespace clang

namespace corolint {

class FunctionAnalysis;

class PolledElements {
public:
  explicit PolledElements(FunctionAnalysis &F);

  /// Whether \p Element is a part of a container, and a loop or call that ends
  /// before \p At asks elements of that container whether they are ready.
  bool arePolledBefore(const clang::Expr &Element, const clang::Stmt &At) const;

private:
  class Finder;
  /// The variable or field that \p E is an element of or, with
  /// \p OrContainer, the container itself.
  const clang::ValueDecl *wholeOf(const clang::Expr &E,
                                  bool OrContainer = false) const;
  void askedByAlgorithm(const clang::CallExpr &Call);
  void askedByHelper(const clang::CallExpr &Call);
  void askedInLoop(const clang::CallExpr &Call);

  FunctionAnalysis &F;
  /// The loops and calls that poll, for each container.
  llvm::DenseMap<const clang::ValueDecl *,
                 llvm::SmallVector<const clang::Stmt *, 1>>
      Polls;
  /// What the loop variables and the parameters of lambdas stand for.
  llvm::DenseMap<const clang::ValueDecl *, const clang::Expr *> Sources;
};

} // namespace corolint

#endif // COROLINT_ANALYSIS_POLLEDELEMENTS_H
