//===--- Handovers.cpp - variables that change hands ----------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Handovers.h"
#include "AccessPath.h"
#include "clang/AST/RecursiveASTVisitor.h"

using namespace clang;
using namespace corolint;

const Expr *corolint::peelForBorrow(const Expr *E) {
  for (;;) {
    const Expr *Next = E->IgnoreParens();
    if (const auto *Full = dyn_cast<FullExpr>(Next))
      Next = Full->getSubExpr();
    else if (const auto *Bind = dyn_cast<CXXBindTemporaryExpr>(Next))
      Next = Bind->getSubExpr();
    else if (const auto *Cast = dyn_cast<CastExpr>(Next);
             Cast && (Cast->getCastKind() == CK_NoOp ||
                      Cast->getCastKind() == CK_DerivedToBase ||
                      Cast->getCastKind() == CK_UncheckedDerivedToBase ||
                      Cast->getCastKind() == CK_BaseToDerived ||
                      Cast->getCastKind() == CK_ConstructorConversion ||
                      Cast->getCastKind() == CK_UserDefinedConversion))
      Next = Cast->getSubExpr();
    if (Next == E)
      return E;
    E = Next;
  }
}

const VarDecl *corolint::variableNamed(const Expr *E) {
  const auto *Ref = dyn_cast<DeclRefExpr>(peelForBorrow(E));
  return Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
}

/// Owns one object on the heap, which stays where it is when the owner moves.
static bool isHeapOwner(QualType T, const Roles &R) {
  return R.hasRole(T, TypeRole::Owner);
}

namespace {

/// Finds the variables whose value, or whose content, may change hands.
class HandoverFinder : public RecursiveASTVisitor<HandoverFinder> {
public:
  HandoverFinder(const Roles &R,
                 llvm::SmallPtrSetImpl<const VarDecl *> &Rebound,
                 llvm::SmallPtrSetImpl<const VarDecl *> &MovedFrom)
      : R(R), Rebound(Rebound), MovedFrom(MovedFrom) {}

  bool TraverseTypeLoc(TypeLoc, bool = true) { return true; }

  bool VisitBinaryOperator(BinaryOperator *E) {
    if (E->getOpcode() == BO_Assign)
      rebound(E->getLHS());
    return true;
  }
  bool VisitUnaryOperator(UnaryOperator *E) {
    if (E->getOpcode() == UO_AddrOf)
      rebound(E->getSubExpr());
    return true;
  }
  bool VisitVarDecl(VarDecl *Var) {
    QualType T = Var->getType();
    if (T->isReferenceType() && !T->getPointeeType().isConstQualified() &&
        Var->getInit())
      rebound(Var->getInit());
    return true;
  }
  bool VisitLambdaExpr(LambdaExpr *E) {
    for (const LambdaCapture &Capture : E->captures())
      if (Capture.capturesVariable() && Capture.getCaptureKind() == LCK_ByRef)
        if (const auto *Var = dyn_cast<VarDecl>(Capture.getCapturedVar()))
          Rebound.insert(Var);
    return true;
  }
  bool VisitCallExpr(CallExpr *E) {
    const FunctionDecl *Callee = E->getDirectCallee();
    const auto *Method = dyn_cast_or_null<CXXMethodDecl>(Callee);
    const Expr *Object = argumentOf(*E, ThisArgument);
    // Of an owner: release, reset, assignment, swap; not its operators.
    if (Object && Method && !Method->isConst()) {
      if (const VarDecl *Var = variableNamed(Object)) {
        if (Method->getOverloadedOperator() == OO_Equal)
          Rebound.insert(Var);
        if (isHeapOwner(Var->getType(), R))
          MovedFrom.insert(Var);
      }
    }
    if (Callee && R.functionModel(*Callee, CallEffect::Moves) &&
        E->getNumArgs() == 1)
      if (const VarDecl *Var = variableNamed(E->getArg(0)))
        MovedFrom.insert(Var);
    arguments(*E, Callee);
    return true;
  }
  bool VisitCXXConstructExpr(CXXConstructExpr *E) {
    arguments(*E, E->getConstructor());
    return true;
  }

private:
  void rebound(const Expr *E) {
    if (const VarDecl *Var = variableNamed(E))
      Rebound.insert(Var);
  }
  /// Whether the function only copies or casts what it takes by reference.
  bool leavesArguments(const FunctionDecl &Callee) const {
    return R.functionModel(Callee, CallEffect::Moves) ||
           R.functionModel(Callee, CallEffect::Forwards) ||
           R.functionModel(Callee, CallEffect::BindsCallable) ||
           R.functionModel(Callee, CallEffect::Spawns);
  }
  void arguments(const Expr &Call, const FunctionDecl *Callee) {
    if (Callee && leavesArguments(*Callee))
      return;
    unsigned Count = argumentCount(Call);
    for (unsigned I = 0; I != Count; ++I) {
      const Expr *Argument = argumentOf(Call, I);
      if (!Argument || !Argument->isGLValue() ||
          Argument->getType().isConstQualified())
        continue;
      const VarDecl *Var = variableNamed(Argument);
      if (!Var)
        continue;
      Rebound.insert(Var);
      if (isHeapOwner(Var->getType(), R))
        MovedFrom.insert(Var);
    }
  }
  const Roles &R;
  llvm::SmallPtrSetImpl<const VarDecl *> &Rebound;
  llvm::SmallPtrSetImpl<const VarDecl *> &MovedFrom;
};

} // namespace

Handovers corolint::handoversIn(const Stmt &Body, const Roles &R) {
  Handovers Result;
  HandoverFinder(R, Result.Rebound, Result.MovedFrom)
      .TraverseStmt(const_cast<Stmt *>(&Body));
  return Result;
}
