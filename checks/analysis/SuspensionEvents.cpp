//===--- SuspensionEvents.cpp - what awaiting does to locks ---------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "LockEvents.h"
#include "clang/AST/ExprCXX.h"

using namespace clang;
using namespace corolint;

/// The expression that made what is awaited: the operand, or the initialiser
/// of the local variable that it names (`co_await std::move(pending)`).
const Expr *LockEventBuilder::originOfAwaitable(const Expr &Operand) const {
  const Expr *Origin = producers(&Operand).front();
  if (const auto *Move = dyn_cast<CallExpr>(Origin);
      Move && Move->getDirectCallee() && Move->getNumArgs() == 1 &&
      R.functionModel(*Move->getDirectCallee(), CallEffect::Moves))
    Origin = producers(Move->getArg(0)).front();
  const auto *Ref = dyn_cast<DeclRefExpr>(Origin);
  const auto *Var = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
  if (Var && Var->isLocalVarDecl() && Var->getInit())
    Origin = producers(Var->getInit()).front();
  return Origin;
}

void LockEventBuilder::suspension(const CoroutineSuspendExpr &E) {
  Awaited A;
  if (isa<CoawaitExpr>(E)) {
    A.Operand = E.getOperand();
    // Of a choice, either may be awaited: which lock it takes is unknown.
    if (producers(A.Operand).size() == 1)
      A.Origin = originOfAwaitable(*A.Operand);
    A.Call = dyn_cast_or_null<CallExpr>(A.Origin);
    A.Callee = A.Call ? A.Call->getDirectCallee() : nullptr;
    FunctionAnalysis *Body = A.Call ? Unit.calledFunction(*A.Call) : nullptr;
    A.Coroutine = Body && Body->isCoroutine() ? Body : nullptr;
  }
  releasedMeanwhile(E, A);
  // An awaited wait on a condition gives the lock back while it is suspended.
  // That other locks may be held meanwhile is not looked at.
  bool Waits = A.Callee && R.functionModel(*A.Callee, CallEffect::KeepsLock);
  if (!Waits && !R.awaitables().neverSuspends(E))
    emit(LockEvent::Suspend, &E);
  if (isa<CoawaitExpr>(E))
    acquiredByAwaiting(E, A);
}

/// Locks that whoever is awaited gives back before the coroutine suspends: a
/// coroutine that unlocks around its own suspensions, an awaiter that unlocks
/// in await_suspend, as waits on conditions do.
void LockEventBuilder::releasedMeanwhile(const CoroutineSuspendExpr &E,
                                         const Awaited &A) {
  if (A.Coroutine) {
    if (!A.Coroutine->touchesLocks())
      return;
    const LockSummary &Summary = A.Coroutine->locks().Summary;
    for (auto [Owner, Lock] : Summary.ReleasedAtSuspensions) {
      LockSummary::Change Change;
      Change.Owner = Owner;
      Change.Lock = Lock;
      Change.State = HoldState::Unknown;
      applyChange(Change, A.Coroutine->function(), *A.Call, /*Maybe=*/true);
    }
    return;
  }
  bool Opaque = false, Releases = false;
  for (const Expr *Part : {E.getReadyExpr(), E.getSuspendExpr()}) {
    const FunctionDecl *Function = calleeBehind(Part);
    FunctionAnalysis *Body = Function ? Unit.analysisOf(*Function) : nullptr;
    Opaque |= !Body;
    if (Body && Body->touchesLocks())
      Releases |= llvm::any_of(Body->locks().Summary.AtExit,
                               [](const LockSummary::Change &Change) {
                                 return Change.State != HoldState::Held;
                               });
  }
  if (Releases)
    emit(LockEvent::Release); // whichever it is
  if ((Opaque || Releases) && A.Operand)
    forgetMentioned(*A.Operand);
}

/// Guards and locks that \p E hands on by reference or pointer.
void LockEventBuilder::forgetMentioned(const Expr &E) {
  auto Handed = [&](const Expr *Arg) {
    if (!Arg || (Arg->isPRValue() && !Arg->getType()->isPointerType()))
      return;
    QualType T = pointeeOrSelf(Arg->getType());
    if (T.isConstQualified())
      return;
    if (!R.components(T).empty()) {
      if (LockOwner Owner = ownerNamed(Arg))
        emit(LockEvent::Forget).Owner = Owner;
    } else if (R.lock(T).Kind != LockKind::None) {
      if (const AccessPath *Path = Paths.objectOrPointee(Arg))
        emit(LockEvent::ForgetLock).Lock = Path;
    }
  };
  if (isa<CoroutineSuspendExpr>(E)) // a suspension of its own
    return;
  if (const auto *L = dyn_cast<LambdaExpr>(&E)) {
    forgetCaptured(*L);
    return;
  }
  if (isa<CallExpr, CXXConstructExpr>(E)) {
    unsigned Count = argumentCount(E);
    for (unsigned I = 0; I != Count; ++I)
      Handed(argumentOf(E, I));
  } else if (const auto *List = dyn_cast<InitListExpr>(&E)) {
    for (const Expr *Init : List->inits())
      Handed(Init);
  }
  for (const Stmt *Child : E.children())
    if (const auto *Inner = dyn_cast_or_null<Expr>(Child))
      forgetMentioned(*Inner);
}

/// What the awaited operation acquired is held from here on.
void LockEventBuilder::acquiredByAwaiting(const CoroutineSuspendExpr &E,
                                          const Awaited &A) {
  const LockSummary *Summary = nullptr;
  if (A.Coroutine && A.Coroutine->touchesLocks()) {
    Summary = &A.Coroutine->locks().Summary;
    size_t Before = Out->size();
    applySummary(*Summary, A.Coroutine->function(), *A.Call, /*Maybe=*/false);
    // A task that was made earlier runs where it is awaited.
    if (!llvm::is_contained(producers(A.Operand), A.Origin))
      for (LockEvent &Event : llvm::drop_begin(*Out, Before))
        Event.At = &E;
  }
  const LockEffect *Acquires =
      A.Callee ? R.lockEffect(*A.Callee, CallEffect::Acquire) : nullptr;
  const Expr *Target = nullptr;
  const AccessPath *Lock = nullptr;
  if (A.Callee && !A.Coroutine) {
    Target = argumentOf(*A.Call, Acquires ? Acquires->Argument : ThisArgument);
    if (Target &&
        R.lock(pointeeOrSelf(Target->getType())).Kind != LockKind::None)
      Lock = Paths.objectOrPointee(Target);
  }
  if (!R.components(E.getType()).empty() && E.isPRValue())
    guardResult(E, *producers(&E).front(), Summary, Lock);
  else if (Acquires && Lock && E.getType()->isVoidType())
    lockCall(*A.Call, *Acquires, Target, Lock);
}
