//===--- CallableBodies.cpp - what runs when a callable is called ---------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "CallableBodies.h"
#include "Awaitables.h"
#include "BodyVisibility.h"
#include "OwnCodeVisitor.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"

using namespace clang;
using namespace corolint;

const FunctionDecl *corolint::functionNamed(const Expr *E) {
  E = E->IgnoreParenImpCasts();
  if (const auto *Unary = dyn_cast<UnaryOperator>(E);
      Unary && Unary->getOpcode() == UO_AddrOf)
    E = Unary->getSubExpr()->IgnoreParenImpCasts();
  const auto *Name = dyn_cast<DeclRefExpr>(E);
  if (!Name)
    return nullptr;
  if (const auto *F = dyn_cast<FunctionDecl>(Name->getDecl()))
    return F;
  const auto *Var = dyn_cast<VarDecl>(Name->getDecl());
  return Var && Var->getInit() &&
                 (Var->isConstexpr() || Var->getType().isConstQualified())
             ? functionNamed(Var->getInit())
             : nullptr;
}

llvm::SmallVector<const FunctionDecl *, 1> corolint::bodiesOf(const Expr &E) {
  llvm::SmallVector<const FunctionDecl *, 1> Bodies;
  const Expr *Bare = E.IgnoreImplicit()->IgnoreParenImpCasts();
  while (const auto *Construct = dyn_cast<CXXConstructExpr>(Bare)) {
    if (Construct->getNumArgs() == 0)
      break;
    Bare = Construct->getArg(0)->IgnoreImplicit()->IgnoreParenImpCasts();
  }
  const CXXRecordDecl *Closure = recordOf(Bare->getType());
  if (!Closure || !Closure->isLambda()) {
    const FunctionDecl *F = functionNamed(Bare);
    const auto *Method = dyn_cast_or_null<CXXMethodDecl>(F);
    if (F && !(Method && Method->isVirtual()))
      Bodies.push_back(F);
    return Bodies;
  }
  if (const FunctionTemplateDecl *Generic =
          Closure->getDependentLambdaCallOperator())
    llvm::append_range(Bodies, Generic->specializations());
  else if (const CXXMethodDecl *Operator = Closure->getLambdaCallOperator())
    Bodies.push_back(Operator);
  return Bodies;
}

llvm::SmallVector<const LambdaExpr *, 4> corolint::lambdasIn(const Stmt &S) {
  class Finder : public RecursiveASTVisitor<Finder> {
  public:
    llvm::SmallVector<const LambdaExpr *, 4> Found;
    bool VisitLambdaExpr(LambdaExpr *E) {
      Found.push_back(E);
      return true;
    }
  } Lambdas;
  Lambdas.TraverseStmt(const_cast<Stmt *>(&S));
  return std::move(Lambdas.Found);
}

/// Whether \p E is, or moves, the parameter \p Param.
static bool names(const Expr *E, const ParmVarDecl &Param) {
  const auto *Name = dyn_cast<DeclRefExpr>(E->IgnoreParenImpCasts());
  return Name && Name->getDecl() == &Param;
}

namespace {
/// Whether a body calls one of its parameters.
class ParameterCalls : public OwnCodeVisitor<ParameterCalls> {
public:
  explicit ParameterCalls(const ParmVarDecl &Param) : Param(Param) {}
  bool Found = false;
  bool VisitCallExpr(CallExpr *E) {
    const auto *Operator = dyn_cast<CXXOperatorCallExpr>(E);
    Found |= Operator && Operator->getOperator() == OO_Call
                 ? names(Operator->getArg(0), Param)
                 : names(E->getCallee(), Param);
    return !Found;
  }

private:
  const ParmVarDecl &Param;
};
} // namespace

bool corolint::callsArgument(const FunctionDecl &Callee, unsigned Index) {
  const FunctionDecl *Body = visibleBody(Callee);
  if (!Body || isInSystemHeader(*Body) ||
      isa<CoroutineBodyStmt>(Body->getBody()) || Index >= Body->getNumParams())
    return false;
  ParameterCalls Finder(*Body->getParamDecl(Index));
  Finder.TraverseStmt(Body->getBody());
  return Finder.Found;
}
