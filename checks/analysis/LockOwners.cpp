//===--- LockOwners.cpp - who owns what an expression makes ---------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "LockEvents.h"
#include "clang/AST/ExprCXX.h"

using namespace clang;
using namespace corolint;

LockOwner LockEventBuilder::ownerAt(const AccessPath *P) {
  if (!P)
    return {};
  LockOwner Owner;
  Owner.K = P->root() ? LockOwner::Variable : LockOwner::ThisObject;
  Owner.At = P->root();
  // An optional's or unique_ptr's content is the object, for our purposes.
  llvm::SmallVector<PathStep, 4> Steps;
  bool RawPointer =
      P->root() && P->root()->getType().getNonReferenceType()->isPointerType();
  for (const PathStep &Step : P->steps())
    if (Step.K != PathStep::Deref || (RawPointer && Steps.empty()))
      Steps.push_back(Step);
  // `auto *g = new guard(m)`: the variable owns what it points to.
  if (RawPointer && !Steps.empty() && Steps.front().K == PathStep::Deref)
    Steps.erase(Steps.begin());
  Owner.Sub = Paths.intern(nullptr, Steps);
  return Owner;
}

LockOwner LockEventBuilder::ownerNamed(const Expr *E) {
  return E ? ownerAt(Paths.objectOrPointee(E)) : LockOwner();
}

LockOwner LockEventBuilder::part(LockOwner Of,
                                 llvm::ArrayRef<const FieldDecl *> Path) {
  for (const FieldDecl *Field : Path)
    Of.Sub = Paths.extend(Of.Sub, {PathStep::Field, Field->getCanonicalDecl()});
  return Of;
}

/// `*guard`: what the guard protects, and no part of the guard. (`*owner` of a
/// guard is the guard.)
static bool isProtected(const Expr &E, Roles &R) {
  const auto *Call = dyn_cast<CXXOperatorCallExpr>(&E);
  if (!Call || Call->getOperator() != OO_Star || Call->getNumArgs() != 1)
    return false;
  const QualType Object = Call->getArg(0)->getType().getNonReferenceType();
  return R.guard(Object).Kind != GuardKind::None;
}

llvm::SmallVector<LockOwner, 2> LockEventBuilder::sources(const Expr *E) {
  llvm::SmallVector<LockOwner, 2> Owners;
  for (const Expr *P : producers(E)) {
    if (isProtected(*P, R))
      continue;
    if (P->isPRValue() && !isa<DeclRefExpr>(P)) {
      Owners.push_back(temporary(*P));
      continue;
    }
    LockOwner Named = ownerNamed(P);
    if (Named)
      Owners.push_back(Named);
    // `std::move(make_guard())`: look at what was moved.
    else if (const auto *Call = dyn_cast<CallExpr>(P);
             Call && Call->getNumArgs() == 1 && Call->getDirectCallee() &&
             R.functionModel(*Call->getDirectCallee(), CallEffect::Moves))
      Owners.append(sources(Call->getArg(0)));
  }
  return Owners;
}

const LambdaExpr *LockEventBuilder::lambdaOf(const Expr *E) const {
  for (const Expr *P : producers(E)) {
    if (const auto *L = dyn_cast<LambdaExpr>(P))
      return L;
    if (const auto *Copy = dyn_cast<CXXConstructExpr>(P);
        Copy && Copy->getNumArgs() == 1 &&
        Copy->getConstructor()->isCopyOrMoveConstructor())
      return lambdaOf(Copy->getArg(0));
    const auto *Ref = dyn_cast<DeclRefExpr>(P);
    const auto *Call = dyn_cast<CallExpr>(P);
    if (Call && Call->getNumArgs() == 1 && Call->getDirectCallee() &&
        R.functionModel(*Call->getDirectCallee(), CallEffect::Moves))
      return lambdaOf(Call->getArg(0));
    const auto *Var = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
    if (Var && Var->getInit() && recordOf(Var->getType()) &&
        recordOf(Var->getType())->isLambda() && Var->getInit() != E)
      return lambdaOf(Var->getInit());
  }
  return nullptr;
}

void LockEventBuilder::moveInto(const Expr *From, LockOwner To) {
  for (LockOwner Source : sources(From)) {
    LockEvent &E = emit(LockEvent::Transfer);
    E.From = Source;
    E.Owner = To;
  }
}
