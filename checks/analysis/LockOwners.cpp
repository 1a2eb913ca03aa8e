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

llvm::SmallVector<LockOwner, 2> LockEventBuilder::sources(const Expr *E) {
  llvm::SmallVector<LockOwner, 2> Owners;
  for (const Expr *P : producers(E)) {
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
