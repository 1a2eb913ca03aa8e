//===--- StmtParents.h - what each statement is part of -------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_ANALYSIS_STMTPARENTS_H
#define COROLINT_ANALYSIS_STMTPARENTS_H

#include "clang/AST/Stmt.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"

namespace corolint {

/// The parents of the statements of one body, lambdas included. As Clang's
/// ParentMap, but linear: that one walks the operand of an await again for each
/// of the expressions that stand for it, and the operands in that operand as
/// often again.
class StmtParents {
public:
  explicit StmtParents(const clang::Stmt &Body) { add(Body); }

  /// Adds what is no part of the body, such as the initialisers of a
  /// constructor.
  void add(const clang::Stmt &Root);

  /// Null for a root, and for what is not in the body.
  const clang::Stmt *getParent(const clang::Stmt *S) const {
    return Parents.lookup(S);
  }

  /// Whether a label is one of the parts of \p S.
  bool holdsLabel(const clang::Stmt &S) const { return Labelled.contains(&S); }

private:
  llvm::DenseMap<const clang::Stmt *, const clang::Stmt *> Parents;
  llvm::DenseSet<const clang::Stmt *> Visited;
  llvm::SmallDenseSet<const clang::Stmt *, 4> Labelled;
};

} // namespace corolint

#endif // COROLINT_ANALYSIS_STMTPARENTS_H
