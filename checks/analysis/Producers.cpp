//===--- Producers.cpp - the expressions that make a value ----------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Producers.h"
#include "clang/AST/ExprCXX.h"

using namespace clang;

llvm::SmallVector<const Expr *, 2> corolint::producers(const Expr *E) {
  llvm::SmallVector<const Expr *, 2> Out;
  llvm::SmallVector<const Expr *, 4> Work{E};
  while (!Work.empty()) {
    const Expr *Next = Work.pop_back_val();
    if (!Next)
      continue;
    if (const auto *W = dyn_cast<FullExpr>(Next))
      Work.push_back(W->getSubExpr());
    else if (const auto *M = dyn_cast<MaterializeTemporaryExpr>(Next))
      Work.push_back(M->getSubExpr());
    else if (const auto *B = dyn_cast<CXXBindTemporaryExpr>(Next))
      Work.push_back(B->getSubExpr());
    else if (const auto *P = dyn_cast<ParenExpr>(Next))
      Work.push_back(P->getSubExpr());
    else if (const auto *C = dyn_cast<CastExpr>(Next))
      Work.push_back(C->getSubExpr());
    else if (const auto *O = dyn_cast<OpaqueValueExpr>(Next))
      Work.push_back(O->getSourceExpr());
    else if (const auto *D = dyn_cast<CXXDefaultArgExpr>(Next))
      Work.push_back(D->getExpr());
    else if (const auto *D = dyn_cast<CXXDefaultInitExpr>(Next))
      Work.push_back(D->getExpr());
    else if (const auto *I = dyn_cast<InitListExpr>(Next);
             I && I->isTransparent())
      Work.push_back(I->getInit(0));
    else if (const auto *S = dyn_cast<CoroutineSuspendExpr>(Next);
             S && S->getResumeExpr())
      Work.push_back(S->getResumeExpr()); // the temporary that destructors name
    else if (const auto *Choice = dyn_cast<ConditionalOperator>(Next))
      Work.append({Choice->getTrueExpr(), Choice->getFalseExpr()});
    else if (const auto *Binary = dyn_cast<BinaryOperator>(Next);
             Binary && Binary->getOpcode() == BO_Comma)
      Work.push_back(Binary->getRHS());
    else
      Out.push_back(Next);
  }
  return Out;
}
