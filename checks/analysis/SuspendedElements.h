//===--- SuspendedElements.h - elements kept across a suspension ----------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Which local iterators, references, pointers, views and loops of a coroutine
// are used after a suspension that follows the last look-up.
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_ANALYSIS_SUSPENDEDELEMENTS_H
#define COROLINT_ANALYSIS_SUSPENDEDELEMENTS_H

#include "Elements.h"
#include "SuspendedUses.h"

namespace clang {
class CXXForRangeStmt;
}

namespace corolint {

/// One local that refers to an element of something shared, and what gave it
/// its value.
struct KeptElement {
  /// For a loop, its hidden iterator.
  const clang::VarDecl *Var = nullptr;
  const clang::CXXForRangeStmt *Loop = nullptr;
  /// The initialiser or the right side of the assignment.
  const clang::Expr *LookUp = nullptr;
  Borrowed Of;
};

/// The definitions and uses of such locals in one coroutine.
class SuspendedElements {
public:
  explicit SuspendedElements(FunctionAnalysis &F);
  ~SuspendedElements();

  /// Every definition, in the order of the source.
  llvm::ArrayRef<KeptElement> kept() const { return Kept; }

  /// A use of \p Element that a suspension for which \p Counts separates from
  /// its definition; none if there is no such path.
  SuspendedUse usedAfterSuspension(const KeptElement &Element,
                                   SuspensionPredicate Counts);

private:
  void define(const clang::Stmt &At, const clang::VarDecl &Var,
              const clang::Expr &LookUp);
  void declaration(const clang::VarDecl &Var, const clang::Stmt &At);

  FunctionAnalysis &F;
  Roles &R;
  Elements Places;
  std::vector<KeptElement> Kept;
  std::vector<const clang::Stmt *> DefinedAt; // parallel to Kept
  llvm::DenseMap<const clang::VarDecl *, const clang::CXXForRangeStmt *> Loops;
  llvm::SmallPtrSet<const clang::VarDecl *, 16> Locals;
  std::unique_ptr<ElementSteps> Steps;
};

} // namespace corolint

#endif // COROLINT_ANALYSIS_SUSPENDEDELEMENTS_H
