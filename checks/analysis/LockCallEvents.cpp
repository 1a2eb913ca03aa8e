//===--- LockCallEvents.cpp - calls and constructions that lock -----------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Annotations.h"
#include "LLVMCompat.h"
#include "LockEvents.h"
#include "clang/AST/Attr.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/RecursiveASTVisitor.h"

using namespace clang;
using namespace corolint;

static QualType pointeeOrSelf(QualType T) {
  T = T.getNonReferenceType();
  return T->isPointerType() ? T->getPointeeType() : T;
}

//===----------------------------------------------------------------------===//
// Guards come into being
//===----------------------------------------------------------------------===//

void LockEventBuilder::guardConstruction(const CXXConstructExpr &E,
                                         const GuardTraits &Traits) {
  if (Traits.Kind != GuardKind::ThreadBound &&
      llvm::any_of(E.arguments(), [](const Expr *Arg) {
        return isa<CXXNullPtrLiteralExpr, GNUNullExpr>(
            Arg->IgnoreParenImpCasts());
      }))
    return; // a guard over no lock
  // Attributes of the constructor say what it acquires.
  bool ByAttribute = false;
  for (const LockEffect &Effect : R.lockEffects(*E.getConstructor())) {
    if (Effect.Effect != CallEffect::Acquire || !Effect.Named)
      continue;
    ByAttribute = true;
    const AccessPath *Named = Paths.objectOrPointee(Effect.Named);
    uint32_t Site = guardSite(E.getLocation(), Traits, E.getType());
    SitesOf[&E].push_back(Site);
    LockEvent &Event = emit(LockEvent::Acquire, &E);
    Event.Owner = temporary(E);
    Event.Site = Site;
    Event.Shared = Effect.Shared;
    Event.Recursive = R.lock(Effect.Named->getType()).Recursive;
    Event.Lock =
        Named ? Paths.inCaller(*Named, *E.getConstructor(), E) : nullptr;
  }
  if (ByAttribute)
    return;
  if (Traits.ByStructure) {
    structuralConstruction(E, Traits);
    return;
  }
  llvm::SmallVector<const Expr *, 4> Args(E.arg_begin(), E.arg_end());
  llvm::erase_if(Args, [](const Expr *A) { return isa<CXXDefaultArgExpr>(A); });
  guardFromArguments(E, temporary(E), Traits, E.getType(), Args);
}

void LockEventBuilder::guardFromArguments(const Expr &Made, LockOwner Owner,
                                          const GuardTraits &Traits,
                                          QualType Type,
                                          llvm::ArrayRef<const Expr *> Args) {
  enum { Blocks, Adopts, Defers, Tries } Mode = Blocks;
  if (const auto *Construct = dyn_cast<CXXConstructExpr>(&Made);
      Construct &&
      R.functionModel(*Construct->getConstructor(), CallEffect::UnlockedGuard))
    Mode = Defers;
  llvm::SmallVector<const Expr *, 2> Locks;
  for (const Expr *Arg : Args) {
    QualType T = pointeeOrSelf(Arg->getType());
    if (R.hasRole(T, TypeRole::AdoptTag))
      Mode = Adopts;
    else if (R.hasRole(T, TypeRole::DeferTag))
      Mode = Defers;
    else if (R.hasRole(T, TypeRole::TryTag) ||
             R.hasRole(T, TypeRole::TimeLimit))
      Mode = Tries;
    else if (R.lock(T).Kind != LockKind::None)
      Locks.push_back(Arg);
  }
  if (Args.empty() && Traits.Kind != GuardKind::ThreadBound &&
      R.models().findType(*recordOf(Type)) != nullptr)
    return; // default constructed: holds nothing
  uint32_t Site = guardSite(Made.getExprLoc(), Traits, Type);
  if (const auto *Construct = dyn_cast<CXXConstructExpr>(&Made))
    Sites[Site].Where = Construct->getLocation();
  SitesOf[&Made].push_back(Site);
  if (Locks.empty())
    Locks.push_back(nullptr);
  for (const Expr *Lock : Locks) {
    LockTraits L = Lock ? R.lock(pointeeOrSelf(Lock->getType())) : LockTraits();
    LockEvent::Kind K = Mode == Adopts   ? LockEvent::Adopt
                        : Mode == Defers ? LockEvent::Associate
                        : Mode == Tries  ? LockEvent::TryAcquire
                        : Lock           ? LockEvent::Acquire
                                         : LockEvent::Hold;
    LockEvent &Event = emit(K, &Made);
    Event.Owner = Owner;
    Event.Site = Site;
    Event.Lock = Paths.objectOrPointee(Lock);
    Event.Shared = Traits.Shared;
    Event.Recursive = L.Recursive;
    Event.Key = Unit.conditions().keyOfCall(Made);
    Sites[Site].Recursive |= L.Recursive;
    Sites[Site].Counting |= L.Kind == LockKind::AsyncSemaphore;
    if (Sites[Site].Replacement.empty())
      Sites[Site].Replacement = L.Replacement;
  }
}

void LockEventBuilder::structuralConstruction(const CXXConstructExpr &E,
                                              const GuardTraits &Traits) {
  FunctionAnalysis *Body = Unit.calledFunction(E);
  if (!Body)
    return; // the destructor is visible, this constructor is not: unknown
  const LockSummary &Summary = Body->locks().Summary;
  for (const LockSummary::Change &Change : Summary.AtExit) {
    if (Change.Owner || Change.State == HoldState::Free)
      continue;
    uint32_t Site = guardSite(E.getLocation(), Traits, E.getType());
    Sites[Site].Recursive = Change.Recursive;
    SitesOf[&E].push_back(Site);
    const AccessPath *Lock =
        Change.Lock ? Paths.inCaller(*Change.Lock, Body->function(), E)
                    : nullptr;
    LockEvent &Event = emit(Change.State == HoldState::Held
                                ? LockEvent::Acquire
                                : LockEvent::HoldUnknown,
                            &E);
    Event.Owner = temporary(E);
    Event.Lock = Lock;
    Event.Site = Site;
    Event.Shared = Change.Shared;
    Event.Recursive = Change.Recursive;
  }
}

void LockEventBuilder::containedConstruction(
    const Expr &Made, LockOwner Owner, const GuardComponent &Content,
    llvm::ArrayRef<const Expr *> Args) {
  QualType Type = typeOf(Unit.context(), *Content.Type);
  const GuardTraits &Traits = R.guard(Type);
  // A guard that exists already moves in; anything else constructs one.
  bool Moved = false;
  for (const Expr *Arg : Args)
    if (const CXXRecordDecl *Record = recordOf(Arg->getType());
        Record && !R.components(Arg->getType().getNonReferenceType()).empty())
      for (LockOwner From : sources(Arg)) {
        LockEvent &Event = emit(LockEvent::Transfer);
        Event.From = From;
        Event.Owner = Owner;
        Moved = true;
      }
  if (!Moved)
    guardFromArguments(Made, Owner, Traits, Type, Args);
}

void LockEventBuilder::aggregateConstruction(const CXXConstructExpr &E) {
  const auto &Components = R.components(E.getType());
  LockOwner Owner = temporary(E);
  llvm::SmallVector<const Expr *, 4> Args(E.arg_begin(), E.arg_end());
  llvm::erase_if(Args, [](const Expr *A) { return isa<CXXDefaultArgExpr>(A); });
  const GuardComponent &First = Components.front();
  bool Contains = R.hasRole(E.getType(), TypeRole::Optional) ||
                  R.hasRole(E.getType(), TypeRole::Owner);
  if (Contains && !Args.empty() &&
      R.hasRole(Args.front()->getType(), TypeRole::InPlaceTag)) {
    containedConstruction(E, Owner, First, llvm::ArrayRef(Args).drop_front());
    return;
  }
  // A visible constructor tells what it does with the members.
  if (FunctionAnalysis *Body = Unit.calledFunction(E)) {
    applySummary(Body->locks().Summary, Body->function(), E, /*Maybe=*/false);
    return;
  }
  // Otherwise guards that are handed in by value or by std::move stay in it.
  for (const Expr *Arg : Args) {
    QualType T = Arg->getType().getNonReferenceType();
    bool Pointer = T->isPointerType() && Contains;
    if (!Pointer && (R.components(T).empty() || Arg->isLValue()))
      continue;
    for (LockOwner From : sources(Arg)) {
      LockEvent &Event = emit(LockEvent::Transfer);
      Event.From = From;
      Event.Owner = part(Owner, First.Path);
    }
  }
}

/// A call or await returns a guard, or something with a guard inside, in the
/// temporary that \p Made makes.
void LockEventBuilder::guardResult(const Expr &E, const Expr &Made,
                                   const LockSummary *Summary,
                                   const AccessPath *Lock) {
  const FunctionDecl *Callee = calleeOf(E);
  for (const GuardComponent &C : R.components(E.getType())) {
    QualType GuardType = typeOf(Unit.context(), *C.Type);
    const GuardTraits &Traits = R.guard(GuardType);
    HoldState State = HoldState::Held;
    if (Callee) {
      // Nobody can tell whether a try succeeded before it is tested.
      bool Tries = Callee->getIdentifier() &&
                   Callee->getName().starts_with_insensitive("try");
      if (Tries || C.Contained)
        State = HoldState::Unknown;
      if (R.lockEffect(*Callee, CallEffect::UnlockedGuard))
        State = HoldState::Free;
    }
    if (Summary) {
      State = Summary->Returned;
      if (Traits.AlwaysHeld || Traits.Kind == GuardKind::ThreadBound)
        State = C.Contained ? HoldState::Unknown : HoldState::Held;
    }
    uint32_t Site = guardSite(E.getExprLoc(), Traits, GuardType);
    Sites[Site].Counting = true; // without a known lock, never a deadlock
    if (Lock)
      Sites[Site].Counting = false;
    SitesOf[&Made].push_back(Site);
    LockEvent &Event =
        // What a visible callee acquires was looked at with the call.
        emit(State == HoldState::Held   ? Lock && !Summary ? LockEvent::Acquire
                                                           : LockEvent::Hold
             : State == HoldState::Free ? LockEvent::Associate
                                        : LockEvent::HoldUnknown,
             &E);
    Event.Owner = part(temporary(Made), C.Path);
    Event.Site = Site;
    Event.Lock = Lock;
    Event.Shared = Traits.Shared;
  }
}

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
    if (const VarDecl *Var = Owner.variable())
      Sites[Site].Name = Var->getNameAsString();
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
  A.Recursive = Lock.Recursive;
  A.Counting = Lock.Kind == LockKind::AsyncSemaphore;
  A.Name = Path ? Path->text() : "";
  A.Replacement = Lock.Replacement;
  if (Target)
    A.Type = pointeeOrSelf(Target->getType());
  uint32_t Site = site(std::move(A));
  LockEvent &Event = emit(Effect.Effect == CallEffect::Acquire
                              ? LockEvent::Acquire
                              : LockEvent::TryAcquire,
                          &E);
  Event.Lock = Path;
  Event.Site = Site;
  Event.Shared = Effect.Shared;
  Event.Recursive = Lock.Recursive;
  Event.HeldWhen = Effect.HeldWhen;
  Event.Key = Unit.conditions().keyOfCall(E);
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
        if (LockOwner Owner = ownerNamed(Target);
            Owner)
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
    for (LockOwner From : sources(Value)) {
      LockEvent &Event = emit(LockEvent::Transfer);
      Event.From = From;
      Event.Owner = To;
    }
  return true;
}

void LockEventBuilder::call(const CallExpr &E) {
  const FunctionDecl *Callee = E.getDirectCallee();
  if (!Callee) {
    passedArguments(E, nullptr, nullptr);
    callables(E, nullptr);
    return;
  }
  if (R.functionModel(*Callee, CallEffect::Moves) ||
      R.functionModel(*Callee, CallEffect::Forwards) ||
      assignment(E, *Callee))
    return;
  const Expr *Object = argumentOf(E, ThisArgument);
  const auto &Inside = Object ? R.components(pointeeOrSelf(Object->getType()))
                              : R.components(QualType());
  const auto &Result = R.components(E.getType());
  llvm::SmallVector<const Expr *, 4> Args(E.arg_begin(), E.arg_end());
  if (R.functionModel(*Callee, CallEffect::Engages) && !Inside.empty()) {
    if (LockOwner Owner = ownerNamed(Object);
            Owner) {
      emit(LockEvent::Destroy).Owner = Owner;
      containedConstruction(E, Owner, Inside.front(), Args);
    }
    return;
  }
  if (R.functionModel(*Callee, CallEffect::Disengages) &&
      !Inside.empty()) {
    if (LockOwner Owner = ownerNamed(Object);
            Owner)
      emit(LockEvent::Destroy).Owner = Owner;
    return;
  }
  if (R.functionModel(*Callee, CallEffect::MakesOwned) && !Result.empty()) {
    containedConstruction(E, temporary(E), Result.front(), Args);
    return;
  }
  if (R.functionModel(*Callee, CallEffect::Swaps)) {
    LockOwner A = ownerNamed(Object ? Object : E.getArg(0));
    LockOwner B = ownerNamed(E.getNumArgs() != 0
                                 ? E.getArg(E.getNumArgs() - 1)
                                 : nullptr);
    if (A && B) {
      LockEvent &Event = emit(LockEvent::Swap);
      Event.Owner = A;
      Event.From = B;
    }
    return;
  }
  if (modelledCall(E, *Callee))
    return;
  FunctionAnalysis *Body = Unit.calledFunction(E);
  const LockSummary *Summary = nullptr;
  if (Body && Body->touchesLocks() && !Body->isLazyCoroutine())
    Summary = &Body->locks().Summary;
  // Guards passed by value are the callee's before its body begins.
  passedArguments(E, Callee, Body);
  if (Summary)
    applySummary(*Summary, Body->function(), E, /*Maybe=*/false);
  callables(E, Callee);
  if (!Result.empty() && E.isPRValue())
    guardResult(E, E, Summary,
                Summary && Summary->ReturnedLock
                    ? Paths.inCaller(*Summary->ReturnedLock, Body->function(), E)
                    : nullptr);
}

/// Guards among the arguments: by value they go to the callee; a callee that
/// is not visible may do anything to one that it can change.
void LockEventBuilder::passedArguments(const Expr &E, const FunctionDecl *F,
                                       const FunctionAnalysis *Body) {
  bool Keeps = F && R.functionModel(*F, CallEffect::KeepsLock);
  unsigned Count = isa<CallExpr>(E) ? cast<CallExpr>(E).getNumArgs()
                                    : cast<CXXConstructExpr>(E).getNumArgs();
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
      bool Mutable = !P.isNull() && (P->isReferenceType() || P->isPointerType()) &&
                     !P->getPointeeType().isConstQualified();
      bool MayRelease = F && F->getIdentifier() &&
                        F->getName().contains_insensitive("unlock");
      if (!Body && ((Mutable && R.lock(T).Kind != LockKind::None) || MayRelease))
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
    bool Const = Implicit ? Method && Method->isConst()
                          : !P.isNull() &&
                                P.getNonReferenceType().isConstQualified();
    // Looking through a proxy, `locked->push_back(1)`, changes no lock.
    bool Access = Implicit && Method && Method->isOverloadedOperator();
    if (Const || Access || Keeps || Body)
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

//===----------------------------------------------------------------------===//
// What callees do
//===----------------------------------------------------------------------===//

void LockEventBuilder::applySummary(const LockSummary &Summary,
                                    const FunctionDecl &Callee,
                                    const Expr &Call, bool Maybe) {
  // Whoever calls a callable in place gives it arguments of its own.
  auto Unknown = [&](const VarDecl *Root) {
    return Maybe && Root && Root->getDeclContext() == &Callee;
  };
  for (const LockSummary::Taken &Taken : Summary.Acquires) {
    if (Unknown(Taken.Lock->root()))
      continue;
    bool Possible = llvm::all_of(Taken.When, [&](auto &When) {
      const Expr *Arg = argumentFor(Call, Callee, *When.first);
      bool Value = false;
      return !Arg || Arg->isValueDependent() ||
             !Arg->EvaluateAsBooleanCondition(Value, Unit.context()) ||
             Value == When.second;
    });
    const AccessPath *Lock =
        Possible ? Paths.inCaller(*Taken.Lock, Callee, Call) : nullptr;
    if (!Lock)
      continue;
    Acquisition Inner; // for its place in the callee
    Inner.Where = Taken.Where;
    Inner.Kind = Taken.Async ? GuardKind::Async : GuardKind::Thread;
    uint32_t Site = site(std::move(Inner));
    LockEvent &Event = emit(LockEvent::Passing, &Call);
    Event.Lock = Lock;
    Event.Shared = Taken.Shared;
    Event.Site = Site;
    Event.Decl = &Callee;
  }
  for (const LockSummary::Change &Change : Summary.AtExit)
    if (!Change.Lock || !Unknown(Change.Lock->root()))
      applyChange(Change, Callee, Call, Maybe);
}

/// Whether a path from `this` begins with a member that refers elsewhere.
static bool isReferenceMember(const AccessPath &Sub) {
  return !Sub.steps().empty() && Sub.steps().front().Decl &&
         (Sub.steps().front().Decl->getType()->isReferenceType() ||
          Sub.steps().front().Decl->getType()->isPointerType());
}

void LockEventBuilder::applyChange(const LockSummary::Change &Change,
                                   const FunctionDecl &Callee,
                                   const Expr &Call, bool Maybe) {
  const AccessPath *Lock =
      Change.Lock ? Paths.inCaller(*Change.Lock, Callee, Call) : nullptr;
  auto HelperSite = [&] {
    Acquisition A;
    A.How = Acquisition::Helper;
    A.Where = Call.getExprLoc();
    A.Kind = Change.Kind;
    A.Shared = Change.Shared;
    A.Recursive = Change.Recursive;
    A.Name = Lock ? Lock->text() : Callee.getNameAsString();
    return site(std::move(A));
  };
  if (!Change.Owner) {
    if (!Lock)
      return;
    if (Maybe || Change.State == HoldState::Unknown) {
      emit(LockEvent::ForgetLock, &Call).Lock = Lock;
    } else if (Change.State == HoldState::Free) {
      emit(LockEvent::Release, &Call).Lock = Lock;
    } else {
      uint32_t Site = HelperSite();
      LockEvent &Event = emit(LockEvent::Hold, &Call);
      Event.Lock = Lock;
      Event.Site = Site;
    }
    return;
  }
  // An object of the caller: a parameter, a captured variable, a member.
  llvm::SmallVector<PathStep, 4> Steps(Change.Owner.Sub->steps());
  const VarDecl *Root = Change.Owner.variable();
  LockOwner Owner;
  bool Constructs = isa<CXXConstructExpr>(Call) && !Root &&
                    !isReferenceMember(*Change.Owner.Sub);
  if (Constructs && R.components(Call.getType()).empty())
    return; // whatever it holds inside may be held
  if (Constructs)
    Owner = {LockOwner::Temporary, &Call, Change.Owner.Sub};
  else if (const AccessPath *Mapped =
               Paths.inCaller(*Paths.intern(Root, Steps), Callee, Call))
    Owner = ownerAt(Mapped);
  if (!Owner)
    return;
  if (Maybe || Change.State == HoldState::Unknown) {
    emit(LockEvent::Forget, &Call).Owner = Owner;
  } else if (Change.State == HoldState::Free) {
    emit(LockEvent::Unlock, &Call).Owner = Owner;
  } else {
    uint32_t Site = HelperSite();
    if (!Constructs) {
      LockEvent &Event = emit(LockEvent::Relock, &Call);
      Event.Owner = Owner;
      Event.Site = Site;
      return;
    }
    if (isa<CXXConstructExpr>(Call)) {
      Sites[Site].How = Acquisition::Guard;
      Sites[Site].Name.clear();
      Sites[Site].Where = cast<CXXConstructExpr>(Call).getLocation();
      SitesOf[&Call].push_back(Site);
    }
    LockEvent &Event = emit(LockEvent::Hold, &Call);
    Event.Owner = Owner;
    Event.Lock = Lock;
    Event.Site = Site;
  }
}

/// Lambdas among the arguments: called before the call returns, or kept.
void LockEventBuilder::callables(const Expr &E, const FunctionDecl *F) {
  unsigned Count = isa<CallExpr>(E) ? cast<CallExpr>(E).getNumArgs()
                                    : cast<CXXConstructExpr>(E).getNumArgs();
  for (unsigned I = 0; I != Count; ++I) {
    const Expr *Arg = argumentOf(E, I);
    const LambdaExpr *L = Arg ? lambdaOf(Arg) : nullptr;
    if (!L)
      continue;
    const FunctionModel *Model =
        F ? R.functionModel(*F, CallEffect::InvokesInPlace) : nullptr;
    bool InPlace =
        (Model && (Model->Argument == static_cast<int>(I) ||
                   Model->Argument == AllArguments)) ||
        (F && I < F->getNumParams() &&
         hasTypeAnnotation(*F->getParamDecl(I), "invoked_in_place"));
    FunctionAnalysis *Body = Unit.analysisOf(*L->getCallOperator());
    if (InPlace && Body && Body->touchesLocks())
      applySummary(Body->locks().Summary, Body->function(), E, /*Maybe=*/true);
    else if (!InPlace && isa<CallExpr>(E))
      forgetCaptured(*L);
  }
}

void LockEventBuilder::forgetCaptured(const LambdaExpr &L) {
  FunctionAnalysis *Body = Unit.analysisOf(*L.getCallOperator());
  if (!Body || !Body->touchesLocks())
    return;
  for (const LockSummary::Change &Change : Body->locks().Summary.AtExit) {
    if (!Change.Owner)
      emit(LockEvent::ForgetLock).Lock = Change.Lock;
    else
      emit(LockEvent::Forget).Owner = Change.Owner;
  }
}
