//===--- ElementMention.cpp - what the name of a local is part of ---------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "ElementMention.h"
#include "AccessPath.h"
#include "Handovers.h"
#include "StmtParents.h"
#include "clang/AST/StmtCXX.h"

using namespace clang;
using namespace corolint;

Assignment corolint::assignmentIn(const Stmt &S) {
  const Expr *Target = nullptr, *Value = nullptr;
  if (const auto *Binary = dyn_cast<BinaryOperator>(&S);
      Binary && Binary->getOpcode() == BO_Assign) {
    Target = Binary->getLHS();
    Value = Binary->getRHS();
  } else if (const auto *Call = dyn_cast<CXXOperatorCallExpr>(&S);
             Call && Call->getOperator() == OO_Equal &&
             Call->getNumArgs() == 2) {
    Target = Call->getArg(0);
    Value = Call->getArg(1);
  }
  const VarDecl *Var = Target ? variableNamed(Target) : nullptr;
  if (!Var || Var->getType()->isReferenceType())
    return {};
  return {Var, peelForBorrow(Target), Value};
}

static bool isNoOp(const Stmt *S) {
  if (isa<ParenExpr, FullExpr, MaterializeTemporaryExpr, CXXBindTemporaryExpr>(
          S))
    return true;
  const auto *Cast = dyn_cast<CastExpr>(S);
  return Cast && (Cast->getCastKind() == CK_NoOp ||
                  Cast->getCastKind() == CK_DerivedToBase ||
                  Cast->getCastKind() == CK_UncheckedDerivedToBase);
}

const Stmt *ElementMention::parent(const Stmt *S) const {
  do
    S = Parents.getParent(S);
  while (S && isNoOp(S));
  return S;
}

const VarDecl *ElementMention::local() const {
  if (const auto *Part = dyn_cast<BindingDecl>(E.getDecl())) {
    const auto *Whole = dyn_cast_or_null<VarDecl>(Part->getDecomposedDecl());
    bool Refers = Whole && (Whole->getType()->isReferenceType() ||
                            refersToElements(Part->getType(), R));
    return Refers ? Whole : nullptr;
  }
  const auto *Var = dyn_cast<VarDecl>(E.getDecl());
  // `inserted.second` says nothing of the element.
  const auto *Part = dyn_cast_or_null<MemberExpr>(parent(&E));
  bool Flag = Var && Part && !Var->getType()->isReferenceType() &&
              !partsOf(Var->getType(), R).empty() &&
              !refersToElements(Part->getType(), R);
  return Flag ? nullptr : Var;
}

bool ElementMention::isTarget() const {
  const Stmt *Parent = parent(&E);
  return Parent && assignmentIn(*Parent).Target == &E;
}

bool ElementMention::isOnlyTested() const {
  const Stmt *P = parent(&E);
  if (const auto *Cast = dyn_cast_or_null<CastExpr>(P);
      Cast && Cast->getCastKind() == CK_ToVoid)
    return true;
  const auto *Load = dyn_cast_or_null<CastExpr>(P);
  if (!E.getType()->isPointerType() || !Load ||
      Load->getCastKind() != CK_LValueToRValue)
    return false;
  P = parent(Load);
  if (const auto *Cast = dyn_cast_or_null<CastExpr>(P))
    return Cast->getCastKind() == CK_PointerToBoolean ||
           Cast->getCastKind() == CK_ToVoid;
  const auto *Binary = dyn_cast_or_null<BinaryOperator>(P);
  return Binary && Binary->isEqualityOp();
}

const Stmt *ElementMention::rebinder() const {
  const auto *Var = dyn_cast<VarDecl>(E.getDecl());
  if (!Var || Var->getType()->isReferenceType())
    return nullptr;
  const Stmt *P = parent(&E);
  if (const auto *Unary = dyn_cast_or_null<UnaryOperator>(P);
      Unary && Unary->getOpcode() == UO_AddrOf)
    return parent(P);
  if (!isa_and_nonnull<CallExpr, CXXConstructExpr>(P) ||
      isa<CXXMemberCallExpr, CXXOperatorCallExpr>(P))
    return nullptr;
  const FunctionDecl *Callee = calleeOf(*cast<Expr>(P));
  for (unsigned I = 0; Callee && I != Callee->getNumParams(); ++I) {
    const Expr *Given = argumentOf(*cast<Expr>(P), I);
    QualType T = Callee->getParamDecl(I)->getType();
    if (Given && variableNamed(Given) == Var && T->isLValueReferenceType() &&
        !T->getPointeeType().isConstQualified())
      return P;
  }
  return nullptr;
}

llvm::SmallVector<const Stmt *, 4> ElementMention::consumers() const {
  llvm::SmallVector<const Stmt *, 4> Out;
  const Stmt *Inner = &E;
  for (const Stmt *P = parent(Inner); P; Inner = P, P = parent(P)) {
    const auto *Whole = dyn_cast<Expr>(P);
    if (!Whole || isa<LambdaExpr, CoroutineSuspendExpr>(P))
      break;
    Out.push_back(P);
    bool Transparent =
        isa<MemberExpr, UnaryOperator, ArraySubscriptExpr, CallExpr,
            ConditionalOperator>(P) ||
        (isa<CastExpr>(P) && Inner == &E && E.getType()->isPointerType());
    bool Refers = Whole->isGLValue() || refersToElements(Whole->getType(), R) ||
                  Whole->hasPlaceholderType(BuiltinType::BoundMember);
    if (!Transparent || !Refers)
      break;
  }
  return Out;
}
