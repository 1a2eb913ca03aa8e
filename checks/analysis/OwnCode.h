//===--- OwnCode.h - visitors of what one function evaluates --------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_ANALYSIS_OWNCODE_H
#define COROLINT_ANALYSIS_OWNCODE_H

#include "clang/AST/RecursiveASTVisitor.h"

namespace corolint {

/// A visitor of one function's own code: lambdas are functions of their own,
/// only what they capture is evaluated here; local classes and unevaluated
/// operands ([expr.context]) are not evaluated at all.
template <class Derived>
class OwnCodeVisitor : public clang::RecursiveASTVisitor<Derived> {
public:
  bool TraverseLambdaExpr(clang::LambdaExpr *E) {
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
    if (llvm::isa_and_nonnull<clang::TagDecl>(D))
      return true;
    return clang::RecursiveASTVisitor<Derived>::TraverseDecl(D);
  }
  bool TraverseUnaryExprOrTypeTraitExpr(clang::UnaryExprOrTypeTraitExpr *) {
    return true;
  }
  bool TraverseCXXNoexceptExpr(clang::CXXNoexceptExpr *) { return true; }
  bool TraverseRequiresExpr(clang::RequiresExpr *) { return true; }
};

} // namespace corolint

#endif // COROLINT_ANALYSIS_OWNCODE_H
