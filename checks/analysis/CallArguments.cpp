//===--- CallArguments.cpp - callees, and what they are given -------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "AccessPath.h"
#include "clang/AST/ExprCXX.h"

using namespace clang;
using namespace corolint;

const FunctionDecl *corolint::calleeOf(const Expr &Call) {
  if (const auto *C = dyn_cast<CallExpr>(&Call))
    return C->getDirectCallee();
  if (const auto *C = dyn_cast<CXXConstructExpr>(&Call))
    return C->getConstructor();
  return nullptr;
}

/// Whether the first argument of \p Call is the object: of a member operator.
static bool isObjectFirst(const CallExpr &Call) {
  const auto *Method = dyn_cast_or_null<CXXMethodDecl>(Call.getCalleeDecl());
  return isa<CXXOperatorCallExpr>(Call) && Method && Method->isInstance();
}

unsigned corolint::argumentCount(const Expr &Call) {
  if (const auto *C = dyn_cast<CallExpr>(&Call))
    return C->getNumArgs() - (isObjectFirst(*C) ? 1 : 0);
  const auto *Construction = dyn_cast<CXXConstructExpr>(&Call);
  return Construction ? Construction->getNumArgs() : 0;
}

const Expr *corolint::argumentOf(const Expr &Call, int Index) {
  if (const auto *C = dyn_cast<CXXConstructExpr>(&Call))
    return Index >= 0 && unsigned(Index) < C->getNumArgs() ? C->getArg(Index)
                                                           : nullptr;
  const auto *C = dyn_cast<CallExpr>(&Call);
  if (!C)
    return nullptr;
  if (Index == ThisArgument) {
    if (const auto *Member = dyn_cast<CXXMemberCallExpr>(C))
      return Member->getImplicitObjectArgument();
    return isObjectFirst(*C) ? C->getArg(0) : nullptr;
  }
  const unsigned Position = Index + (isObjectFirst(*C) ? 1 : 0);
  return Index >= 0 && Position < C->getNumArgs() ? C->getArg(Position)
                                                  : nullptr;
}

const Expr *corolint::argumentFor(const Expr &Call, const FunctionDecl &Callee,
                                  const ParmVarDecl &Param) {
  for (unsigned I = 0; I != Callee.getNumParams(); ++I)
    if (Callee.getParamDecl(I) == &Param ||
        (Callee.getParamDecl(I)->getFunctionScopeIndex() ==
             Param.getFunctionScopeIndex() &&
         Param.getDeclContext() == &Callee))
      return argumentOf(Call, I);
  return nullptr;
}
