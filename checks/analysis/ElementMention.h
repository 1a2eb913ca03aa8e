//===--- ElementMention.h - what the name of a local is part of -----------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_ANALYSIS_ELEMENTMENTION_H
#define COROLINT_ANALYSIS_ELEMENTMENTION_H

#include "ElementTypes.h"

namespace corolint {

class StmtParents;

/// An assignment to a local that is no reference: its name, and the value.
struct Assignment {
  const clang::VarDecl *Var = nullptr;
  const clang::Expr *Target = nullptr;
  const clang::Expr *Value = nullptr;
};

/// The assignment that \p S is; without a variable when it is none.
Assignment assignmentIn(const clang::Stmt &S);

/// One mention of a local iterator, reference, pointer or view.
class ElementMention {
public:
  ElementMention(const clang::DeclRefExpr &E, const StmtParents &Parents,
                 const Roles &R)
      : E(E), Parents(Parents), R(R) {}

  /// The local, for a structured binding the whole; null where the mention is
  /// no use of an element.
  const clang::VarDecl *local() const;

  /// Whether it gives the local another value, and no more.
  bool isTarget() const;

  /// Whether only the pointer's value is looked at: tested, compared, ignored.
  bool isOnlyTested() const;

  /// The call that may give the local, which it gets by non-const reference or
  /// by address, another value; null if there is none.
  const clang::Stmt *rebinder() const;

  /// The expressions that do something with the element, from the mention
  /// outwards, until its value is loaded or copied. What is evaluated between
  /// the mention and these comes before the use.
  llvm::SmallVector<const clang::Stmt *, 4> consumers() const;

private:
  const clang::Stmt *parent(const clang::Stmt *S) const;

  const clang::DeclRefExpr &E;
  const StmtParents &Parents;
  const Roles &R;
};

} // namespace corolint

#endif // COROLINT_ANALYSIS_ELEMENTMENTION_H
