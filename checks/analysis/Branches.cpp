//===--- Branches.cpp - what decides whether something runs ---------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Branches.h"
#include "StmtParents.h"
#include "TranslationUnit.h"
#include "clang/AST/Expr.h"
#include "clang/AST/StmtCXX.h"

using namespace clang;
using namespace corolint;

bool corolint::decides(const Stmt &Outer, const Stmt *Child) {
  if (const auto *If = dyn_cast<IfStmt>(&Outer))
    return Child != If->getCond() && Child != If->getInit();
  if (const auto *While = dyn_cast<WhileStmt>(&Outer))
    return Child == While->getBody();
  if (const auto *Logic = dyn_cast<BinaryOperator>(&Outer))
    return Logic->isLogicalOp() && Child == Logic->getRHS();
  return isa<SwitchStmt, AbstractConditionalOperator, CXXCatchStmt>(Outer);
}

/// Whether \p S is in a branch that \p Other is not in.
static bool isBeside(FunctionAnalysis &F, const Stmt &S, const Stmt &Other) {
  const Stmt *Child = &S;
  for (const Stmt *At = F.parents().getParent(&S); At;
       Child = At, At = F.parents().getParent(At)) {
    if (decides(*At, Child) && !isa<WhileStmt>(At) &&
        !F.isWithin(Other, *Child))
      return true;
    if (F.isWithin(Other, *At) && !isa<IfStmt, SwitchStmt>(At))
      return false;
  }
  return false;
}

bool corolint::mayExclude(FunctionAnalysis &F, const Stmt &A, const Stmt &B) {
  return isBeside(F, A, B) && isBeside(F, B, A);
}
