//===--- OwnCodeVisitor.h - walking one function's own code ---------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_ANALYSIS_OWNCODEVISITOR_H
#define COROLINT_ANALYSIS_OWNCODEVISITOR_H

#include "clang/AST/RecursiveASTVisitor.h"

namespace corolint {

/// A visitor of what one function evaluates itself. Lambdas are functions of
/// their own, only what they capture is evaluated here; local classes and
/// unevaluated operands are not evaluated at all.
template <class Derived>
class OwnCodeVisitor : public clang::RecursiveASTVisitor<Derived> {
public:
  bool TraverseLambdaExpr(clang::LambdaExpr *E) {
    if (!this->getDerived().WalkUpFromLambdaExpr(E))
      return false;
    for (clang::Expr *Init : E->capture_inits())
      if (Init && !this->getDerived().TraverseStmt(Init))
        return false;
    return true;
  }
  /// As it is evaluated: with the conversions, and without designators.
  bool TraverseInitListExpr(clang::InitListExpr *E) {
    if (E->isSyntacticForm() && E->getSemanticForm())
      E = E->getSemanticForm();
    for (clang::Expr *Init : E->inits())
      if (Init && !this->getDerived().TraverseStmt(Init))
        return false;
    return true;
  }
  bool TraverseTypeLoc(clang::TypeLoc, bool = true) { return true; }
  bool TraverseDecl(clang::Decl *D) {
    if (clang::isa_and_nonnull<clang::TagDecl>(D))
      return true;
    return clang::RecursiveASTVisitor<Derived>::TraverseDecl(D);
  }
  bool TraverseUnaryExprOrTypeTraitExpr(clang::UnaryExprOrTypeTraitExpr *) {
    return true;
  }
  bool TraverseCXXNoexceptExpr(clang::CXXNoexceptExpr *) { return true; }
  bool TraverseCXXTypeidExpr(clang::CXXTypeidExpr *E) {
    return !E->isPotentiallyEvaluated() ||
           clang::RecursiveASTVisitor<Derived>::TraverseCXXTypeidExpr(E);
  }
  bool TraverseRequiresExpr(clang::RequiresExpr *) { return true; }
};

} // namespace corolint

#endif // COROLINT_ANALYSIS_OWNCODEVISITOR_H
