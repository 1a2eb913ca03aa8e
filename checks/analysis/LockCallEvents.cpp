//===--- LockCallEvents.cpp - calls and constructions that lock -----------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "BodyVisibility.h"
#include "LockEvents.h"
#include "clang/AST/Attr.h"
#include "clang/AST/ExprCXX.h"

using namespace clang;
using namespace corolint;

//===----------------------------------------------------------------------===//
// Calls
//===----------------------------------------------------------------------===//

void LockEventBuilder::guardCall(const CallExpr &E, const LockEffect &Effect,
                                 LockOwner Owner, const GuardTraits &Traits) {
  switch (Effect.Effect) {
  case CallEffect::Acquire:
  case CallEffect::TryAcquire: {
    bool Tries = Effect.Effect == CallEffect::TryAcquire;
    uint32_t Site = guardSite(E.getExprLoc(), Traits, QualType());
    if (const AccessPath *Guard =
            Paths.objectOrPointee(argumentOf(E, ThisArgument)))
      Sites[Site].Name = Guard->text();
    Sites[Site].Tried = Tries;
    LockEvent &Event =
        emit(Tries ? LockEvent::TryRelock : LockEvent::Relock, &E);
    Event.Owner = Owner;
    Event.Site = Site;
    Event.Shared = Effect.Shared;
    Event.HeldWhen = Effect.HeldWhen;
    Event.Key = Unit.conditions().keyOfCall(E);
    return;
  }
  case CallEffect::Release:
    emit(LockEvent::Unlock, &E).Owner = Owner;
    return;
  case CallEffect::Disown: {
    LockEvent &Event = emit(LockEvent::Disown, &E);
    Event.Owner = Owner;
    Event.From = temporary(E);
    return;
  }
  default:
    return;
  }
}

static bool allZero(const APValue &V) {
  if (V.isInt())
    return V.getInt() == 0;
  if (V.isUnion())
    return allZero(V.getUnionValue());
  if (V.isArray()) {
    for (unsigned I = 0; I != V.getArrayInitializedElts(); ++I)
      if (!allZero(V.getArrayInitializedElt(I)))
        return false;
    return true;
  }
  if (!V.isStruct())
    return V.isIndeterminate() || V.isNullPointer();
  for (unsigned I = 0; I != V.getStructNumFields(); ++I)
    if (!allZero(V.getStructField(I)))
      return false;
  return true;
}

/// A C lock whose kind is decided at run time is of the default kind, which is
/// not recursive, when a static initialiser without options made it.
static bool hasDefaultKind(const AccessPath *Lock) {
  const VarDecl *Var = Lock && Lock->steps().empty() ? Lock->root() : nullptr;
  const CXXRecordDecl *Record = Var ? recordOf(Var->getType()) : nullptr;
  if (!Record || !Record->isCLike() || !Var->hasGlobalStorage())
    return false;
  const VarDecl *Definition = nullptr;
  if (!Var->getAnyInitializer(Definition) || !Definition)
    return false;
  const APValue *Value = Definition->evaluateValue();
  return Value && allZero(*Value);
}

void LockEventBuilder::lockCall(const CallExpr &E, const LockEffect &Effect,
                                const Expr *Target, const AccessPath *Path) {
  LockTraits Lock =
      Target ? R.lock(pointeeOrSelf(Target->getType())) : LockTraits();
  Lock.Recursive &= !hasDefaultKind(Path);
  bool Async =
      Lock.Kind == LockKind::Async || Lock.Kind == LockKind::AsyncSemaphore;
  if (Effect.Effect == CallEffect::Release) {
    LockEvent &Event = emit(LockEvent::Release, &E);
    Event.Lock = Path;
    return;
  }
  if (Effect.Effect != CallEffect::Acquire &&
      Effect.Effect != CallEffect::TryAcquire)
    return;
  Acquisition A;
  A.How = Acquisition::ByHand;
  A.Where = E.getExprLoc();
  bool Blocks = Lock.BlocksUnlessAwaited &&
                Effect.Effect == CallEffect::Acquire &&
                !R.awaitables().of(E.getType()).Valid;
  A.Kind = Async && !Blocks ? GuardKind::Async : GuardKind::Thread;
  A.Shared = Effect.Shared;
  A.Tried = Effect.Effect == CallEffect::TryAcquire;
  A.Recursive = Lock.Recursive;
  A.Counting = Lock.Kind == LockKind::AsyncSemaphore;
  A.Name = Path ? Path->text() : "";
  A.Replacement = Lock.Replacement;
  if (Target)
    A.Type = pointeeOrSelf(Target->getType());
  uint32_t Site = site(std::move(A));
  LockEvent &Event =
      emit(Effect.Effect == CallEffect::Acquire ? LockEvent::Acquire
                                                : LockEvent::TryAcquire,
           &E);
  Event.Lock = Path;
  Event.Site = Site;
  Event.Shared = Effect.Shared;
  Event.Recursive = Lock.Recursive;
  Event.HeldWhen = Effect.HeldWhen;
  Event.Key = Unit.conditions().keyOfCall(E);
}

/// A call that acquires a lock for the guard that it returns: `auto g =
/// m.lock();`. The guard holds it, and nothing else does.
bool LockEventBuilder::guardingCall(const CallExpr &E, const FunctionDecl &F) {
  const LockEffect *Acquires = R.lockEffect(F, CallEffect::Acquire);
  if (!Acquires)
    Acquires = R.lockEffect(F, CallEffect::TryAcquire);
  if (!Acquires || Acquires->Argument == AllArguments || !E.isPRValue() ||
      R.components(E.getType()).empty() || R.awaitables().of(E.getType()).Valid)
    return false;
  const Expr *Target =
      Acquires->Named ? Acquires->Named : argumentOf(E, Acquires->Argument);
  if (!Target)
    return false;
  const QualType Type = pointeeOrSelf(Target->getType());
  // What a guard does with its own lock is another matter.
  if (R.guard(Type))
    return false;
  const AccessPath *Lock = Paths.objectOrPointee(Target);
  if (Acquires->Named && Lock)
    Lock = Paths.inCaller(*Lock, F, E);
  passedArguments(E, &F, Unit.calledFunction(E));
  guardResult(E, E, nullptr, R.lock(Type).Recursive ? nullptr : Lock);
  return true;
}

bool LockEventBuilder::modelledCall(const CallExpr &E, const FunctionDecl &F) {
  bool Handled = false;
  bool Awaited = R.awaitables().of(E.getType()).Valid;
  for (const LockEffect &Effect : R.lockEffects(F)) {
    if (Effect.Effect == CallEffect::KeepsLock) {
      Handled = true;
      continue;
    }
    llvm::SmallVector<const Expr *, 4> Targets;
    if (Effect.Argument == AllArguments)
      Targets.append(E.arg_begin(), E.arg_end());
    else
      Targets.push_back(Effect.Named ? Effect.Named
                                     : argumentOf(E, Effect.Argument));
    for (const Expr *Target : Targets) {
      if (!Target)
        continue;
      const GuardTraits &Guard = R.guard(pointeeOrSelf(Target->getType()));
      if (Guard && !Effect.Named) {
        if (LockOwner Owner = ownerNamed(Target); Owner)
          guardCall(E, Effect, Owner, Guard);
        Handled = true;
        continue;
      }
      const AccessPath *Path = Paths.objectOrPointee(Target);
      if (Effect.Named && Path)
        Path = Paths.inCaller(*Path, F, E);
      bool Locks = Effect.Effect == CallEffect::Acquire ||
                   Effect.Effect == CallEffect::TryAcquire ||
                   Effect.Effect == CallEffect::Release;
      // An awaited acquisition takes effect where it is awaited.
      bool Later = Awaited && Effect.Effect == CallEffect::Acquire;
      if (Locks && !Later)
        lockCall(E, Effect, Effect.Named ? nullptr : Target, Path);
      Handled |= Locks;
    }
  }
  return Handled;
}

bool LockEventBuilder::assignment(const CallExpr &E, const FunctionDecl &F) {
  const auto *Operator = dyn_cast<CXXOperatorCallExpr>(&E);
  if (!Operator || Operator->getOperator() != OO_Equal || E.getNumArgs() != 2)
    return false;
  const Expr *Target = E.getArg(0), *Value = E.getArg(1);
  // A class object that others read through: `ptr_ = other;`.
  assigned(Target, nullptr);
  if (R.components(Target->getType()).empty())
    return false;
  LockOwner To = ownerNamed(Target);
  if (!To)
    return true;
  emit(LockEvent::Destroy).Owner = To;
  QualType ValueType = Value->getType().getNonReferenceType();
  if (!R.components(ValueType).empty() ||
      !R.components(pointeeOrSelf(ValueType)).empty())
    moveInto(Value, To);
  return true;
}

/// Variables and members that a call may give another value: what it gets by
/// non-const reference or address, the object of a non-const member function,
/// what a lambda captured by reference, any pointer member of `*this`.
void LockEventBuilder::assignedThrough(const Expr &E, const FunctionDecl *F) {
  auto Changed = [&](const AccessPath *Path) {
    if (!Path)
      return;
    if (const ValueDecl *Written = Path->written())
      emit(LockEvent::Assign).Decl = Written;
  };
  unsigned Count = argumentCount(E);
  for (unsigned I = 0; I != Count; ++I) {
    const Expr *Arg = argumentOf(E, I);
    if (!Arg)
      continue;
    QualType P =
        F && I < F->getNumParams() ? F->getParamDecl(I)->getType() : QualType();
    const auto *Address = dyn_cast<UnaryOperator>(Arg->IgnoreParenImpCasts());
    if (Address && Address->getOpcode() == UO_AddrOf)
      Changed(Paths.object(Address->getSubExpr()));
    else if (Arg->isLValue() &&
             (P.isNull() || (P->isLValueReferenceType() &&
                             !P->getPointeeType().isConstQualified())))
      Changed(Paths.object(Arg));
  }
  const auto *Method = dyn_cast_or_null<CXXMethodDecl>(F);
  const Expr *Object = argumentOf(E, ThisArgument);
  if (!Method || !Object)
    return;
  if (const LambdaExpr *L =
          Method->getParent()->isLambda() ? lambdaOf(Object) : nullptr) {
    for (const LambdaCapture &Capture : L->captures())
      if (Capture.capturesVariable() && Capture.getCaptureKind() == LCK_ByRef)
        emit(LockEvent::Assign).Decl = Capture.getCapturedVar();
    return;
  }
  OverloadedOperatorKind Op = Method->getOverloadedOperator();
  if (Method->isConst() || Op == OO_Arrow || Op == OO_Star ||
      Op == OO_Subscript)
    return;
  const AccessPath *Path = Paths.objectOrPointee(Object);
  if (Path && Path->startsAtThis() && Path->steps().empty())
    emit(LockEvent::AssignMembers);
  else
    Changed(Path);
}

void LockEventBuilder::call(const CallExpr &E) {
  LockEvent &Calling = emit(LockEvent::Calling, &E);
  if (Unit.isLinked() && E.getDirectCallee() &&
      !isInSystemHeader(*E.getDirectCallee()))
    Calling.Decl = E.getDirectCallee();
  callEffects(E);
  // Afterwards: the callee is entered with the values of before.
  const FunctionDecl *Callee = E.getDirectCallee();
  if (!Callee || (!R.functionModel(*Callee, CallEffect::Moves) &&
                  !R.functionModel(*Callee, CallEffect::Forwards)))
    assignedThrough(E, Callee);
}

void LockEventBuilder::callEffects(const CallExpr &E) {
  const FunctionDecl *Callee = E.getDirectCallee();
  if (!Callee) {
    passedArguments(E, nullptr, nullptr);
    callables(E, nullptr);
    return;
  }
  if (R.functionModel(*Callee, CallEffect::Moves) ||
      R.functionModel(*Callee, CallEffect::Forwards) || assignment(E, *Callee))
    return;
  const Expr *Object = argumentOf(E, ThisArgument);
  const auto &Inside = Object ? R.components(pointeeOrSelf(Object->getType()))
                              : R.components(QualType());
  const auto &Result = R.components(E.getType());
  llvm::SmallVector<const Expr *, 4> Args(E.arg_begin(), E.arg_end());
  if (R.functionModel(*Callee, CallEffect::Engages) && !Inside.empty()) {
    if (LockOwner Owner = ownerNamed(Object); Owner) {
      emit(LockEvent::Destroy).Owner = Owner;
      containedConstruction(E, Owner, Inside.front(), Args);
    }
    return;
  }
  if (R.functionModel(*Callee, CallEffect::Disengages) && !Inside.empty()) {
    if (LockOwner Owner = ownerNamed(Object); Owner)
      emit(LockEvent::Destroy).Owner = Owner;
    return;
  }
  if (R.functionModel(*Callee, CallEffect::MakesOwned) && !Result.empty()) {
    containedConstruction(E, temporary(E), Result.front(), Args);
    return;
  }
  if (R.functionModel(*Callee, CallEffect::Swaps)) {
    LockOwner A = ownerNamed(Object ? Object : argumentOf(E, 0));
    LockOwner B = ownerNamed(E.getNumArgs() != 0 ? E.getArg(E.getNumArgs() - 1)
                                                 : nullptr);
    if (A && B) {
      LockEvent &Event = emit(LockEvent::Swap);
      Event.Owner = A;
      Event.From = B;
    }
    return;
  }
  if (guardingCall(E, *Callee) || modelledCall(E, *Callee))
    return;
  FunctionAnalysis *Body = Unit.calledFunction(E);
  const LockSummary *Summary = nullptr;
  // A coroutine that is not awaited here does not make its caller wait.
  if (Body && Body->touchesLocks() && !Body->isCoroutine())
    Summary = &Body->locks().Summary;
  std::optional<LockSummary> Given;
  if (Summary && !Result.empty() && mayOwnLocks(E) &&
      (Given = heldByResult(*Summary)))
    Summary = &*Given;
  // Guards passed by value are the callee's before its body begins.
  passedArguments(E, Callee, Body);
  if (Summary)
    applySummary(*Summary, Body->function(), E, /*Maybe=*/false);
  // `if (owns_) m_.unlock();` in a member of a home-made guard.
  if (Summary && Object &&
      R.guard(pointeeOrSelf(Object->getType())).ByStructure)
    for (const LockSummary::Change &Change : Summary->AtExit)
      if (LockOwner Owner = ownerNamed(Object);
          Owner && !Change.Owner && Change.State != HoldState::Held)
        emit(LockEvent::Forget, &E).Owner = Owner;
  callables(E, Callee);
  if (!Result.empty() && E.isPRValue())
    guardResult(
        E, E, Summary,
        Summary && Summary->ReturnedLock
            ? Paths.inCaller(*Summary->ReturnedLock, Body->function(), E)
            : nullptr);
}

/// Guards among the arguments: by value they go to the callee; a callee that
/// is not visible may do anything to one that it can change.
void LockEventBuilder::passedArguments(const Expr &E, const FunctionDecl *F,
                                       const FunctionAnalysis *Body) {
  bool Keeps = F && R.functionModel(*F, CallEffect::KeepsLock);
  unsigned Count = argumentCount(E);
  for (int I = -1; I != static_cast<int>(Count); ++I) {
    const Expr *Arg = argumentOf(E, I);
    if (!Arg)
      continue;
    QualType T = pointeeOrSelf(Arg->getType());
    if (R.components(T).empty()) {
      // A lock handed out to code that is not visible may be given back there.
      QualType P = F && I >= 0 && unsigned(I) < F->getNumParams()
                       ? F->getParamDecl(I)->getType()
                       : QualType();
      bool Mutable = !P.isNull() &&
                     (P->isReferenceType() || P->isPointerType()) &&
                     !P->getPointeeType().isConstQualified();
      bool MayRelease = F && F->getIdentifier() &&
                        F->getName().contains_insensitive("unlock");
      if (!Body &&
          ((Mutable && R.lock(T).Kind != LockKind::None) || MayRelease))
        emit(LockEvent::ForgetLock).Lock = Paths.objectOrPointee(Arg);
      continue;
    }
    bool Implicit = I == ThisArgument;
    if (Arg->isPRValue() && !Arg->getType()->isPointerType()) {
      for (LockOwner From : sources(Arg))
        emit(LockEvent::Destroy).Owner = From;
      continue;
    }
    const auto *Method = dyn_cast_or_null<CXXMethodDecl>(F);
    QualType P = F && !Implicit && unsigned(I) < F->getNumParams()
                     ? F->getParamDecl(I)->getType()
                     : QualType();
    bool Const =
        Implicit ? Method && Method->isConst()
                 : !P.isNull() && P.getNonReferenceType().isConstQualified();
    // Looking through a proxy, `locked->push_back(1)`, changes no lock.
    bool Access = Implicit && Method && Method->isOverloadedOperator();
    // A coroutine may move it into its frame and let go of it there.
    bool IntoFrame = Body && Body->isCoroutine() && !P.isNull() &&
                     P->isRValueReferenceType();
    if (Const || Access || Keeps || (Body && !IntoFrame))
      continue;
    if (Arg->getType()->isPointerType()) {
      if (LockOwner Owner = ownerNamed(Arg))
        emit(LockEvent::Forget).Owner = Owner;
      continue;
    }
    for (LockOwner From : sources(Arg))
      emit(LockEvent::Forget).Owner = From;
  }
}
