//===--- SuspendedElements.h - elements kept across a suspension ----------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Which local iterators, references, pointers, views and loops of a coroutine
// are used after a suspension that follows the last look-up: reaching
// definitions on the CFG (Aho et al., "Compilers", 9.2.4), one pass per
// definition, whose facts are "not suspended yet" and "suspended since", and
// what branches have decided that others ask for again.
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_ANALYSIS_SUSPENDEDELEMENTS_H
#define COROLINT_ANALYSIS_SUSPENDEDELEMENTS_H

#include "Elements.h"

namespace clang {
class CoroutineSuspendExpr;
class CXXForRangeStmt;
} // namespace clang

namespace corolint {

class ElementSteps;

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

/// How such a local is used after a suspension.
struct SuspendedUse {
  const clang::CoroutineSuspendExpr *Suspension = nullptr;
  /// Null for a use in the function that is awaited.
  const clang::Expr *Use = nullptr;
  clang::SourceLocation Where;

  explicit operator bool() const { return Suspension != nullptr; }
};

/// The definitions and uses of such locals in one coroutine.
class SuspendedElements {
public:
  explicit SuspendedElements(FunctionAnalysis &F);
  ~SuspendedElements();

  /// Every definition, in the order of the source.
  llvm::ArrayRef<KeptElement> kept() const { return Kept; }

  using Predicate =
      llvm::function_ref<bool(const clang::CoroutineSuspendExpr &)>;

  /// A use of \p Element that a suspension for which \p Counts separates from
  /// its definition; none if there is no such path.
  SuspendedUse usedAfterSuspension(const KeptElement &Element,
                                   Predicate Counts);

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
