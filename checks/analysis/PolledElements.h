//===--- PolledElements.h - containers whose elements were asked ----------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One loop waits until every element of a container is ready, without blocking,
// and a later one fetches their results. Which elements the first has asked is
// not followed: where it asks any of them, nothing is known of all.
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_ANALYSIS_POLLEDELEMENTS_H
#define COROLINT_ANALYSIS_POLLEDELEMENTS_H

#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/SmallVector.h"

namespace clang {
class Expr;
class Stmt;
class ValueDecl;
} // namespace clang

namespace corolint {

class FunctionAnalysis;

class PolledElements {
public:
  explicit PolledElements(FunctionAnalysis &F);

  /// Whether \p Element is a part of a container, and a loop that ends before
  /// \p At asks elements of that container whether they are ready.
  bool arePolledBefore(const clang::Expr &Element, const clang::Stmt &At) const;

private:
  class Finder;
  /// The variable or field that \p E is an element of.
  const clang::ValueDecl *wholeOf(const clang::Expr &E) const;

  FunctionAnalysis &F;
  /// The loops that poll, for each container.
  llvm::DenseMap<const clang::ValueDecl *,
                 llvm::SmallVector<const clang::Stmt *, 1>>
      Loops;
  /// What the loop variables and the parameters of lambdas stand for.
  llvm::DenseMap<const clang::ValueDecl *, const clang::Expr *> Sources;
};

} // namespace corolint

#endif // COROLINT_ANALYSIS_POLLEDELEMENTS_H
