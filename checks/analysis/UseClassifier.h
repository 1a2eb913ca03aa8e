//===--- UseClassifier.h - the operation that a name is part of -----------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_ANALYSIS_USECLASSIFIER_H
#define COROLINT_ANALYSIS_USECLASSIFIER_H

#include "ObjectUses.h"
#include <optional>

namespace clang {
class ParmVarDecl;
class VarDecl;
} // namespace clang

namespace corolint {

class StmtParents;

/// The object that \p Var, a reference, is another name for; null for others.
const clang::ValueDecl *aliased(const clang::VarDecl &Var);

/// Says which operation on an object a mention of its name is part of, by
/// going outwards through the expressions around it.
class UseClassifier {
public:
  explicit UseClassifier(FunctionAnalysis &F);

  ObjectUse classify(const clang::DeclRefExpr &Name,
                     const TrackedObject &Object);

private:
  using Kind = ObjectUse::Kind;

  std::optional<Kind> step(const clang::Stmt &Parent);
  std::optional<Kind> declaration(const clang::DeclStmt &D);
  Kind declared(const clang::VarDecl &Var) const;
  Kind construction(const clang::CXXConstructExpr &E);
  Kind argument(const clang::CallExpr &E);
  Kind byOperator(const clang::CXXOperatorCallExpr &E);
  Kind assignment(const clang::Expr &Value);
  Kind member(const clang::CXXMemberCallExpr &E,
              const clang::CXXMethodDecl &Method);
  Kind ownerMember(const clang::CXXMemberCallExpr &E,
                   const clang::CXXMethodDecl &Method);
  Kind scopeMember(const clang::CXXMemberCallExpr &E,
                   const clang::CXXMethodDecl &Method);
  Kind joined(const clang::CallExpr &E);
  Kind capture(const clang::LambdaExpr &E);
  Kind passed(const clang::FunctionDecl *Callee, unsigned Index);
  bool isAwaitMachinery(const clang::CallExpr &Call,
                        const clang::FunctionDecl &Callee) const;
  const clang::Stmt *user(const clang::Expr &E) const;
  bool isEmptyValue(const clang::Expr &Value);
  bool decidesBranch(const clang::Stmt &S) const;

  FunctionAnalysis &F;
  const StmtParents &Parents;
  Roles &R;
  Tasks &T;

  // Where the way outwards has got to.
  const TrackedObject *Object = nullptr;
  const clang::Stmt *Child = nullptr;
  const clang::Stmt *At = nullptr;
  bool Moved = false;
};

} // namespace corolint

#endif // COROLINT_ANALYSIS_USECLASSIFIER_H
