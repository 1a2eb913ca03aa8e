//===--- GuardEvents.cpp - guards that come into being --------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "LLVMCompat.h"
#include "LockEvents.h"
#include "clang/AST/ExprCXX.h"

using namespace clang;
using namespace corolint;

void LockEventBuilder::guardConstruction(const CXXConstructExpr &E,
                                         const GuardTraits &Traits) {
  // An array's elements are constructed by one expression.
  QualType Type(E.getType()->getBaseElementTypeUnsafe(), 0);
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
    uint32_t Site = guardSite(E.getLocation(), Traits, Type);
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
  guardFromArguments(E, temporary(E), Traits, Type, Args);
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
  const CXXRecordDecl *Record = recordOf(Type);
  if (Args.empty() && Traits.Kind != GuardKind::ThreadBound && Record &&
      R.models().findType(*Record))
    return; // default constructed: holds nothing
  uint32_t Site = guardSite(Made.getExprLoc(), Traits, Type);
  if (const auto *Construct = dyn_cast<CXXConstructExpr>(&Made))
    Sites[Site].Where = Construct->getLocation();
  Sites[Site].Tried = Mode == Tries;
  SitesOf[&Made].push_back(Site);
  if (Locks.empty())
    Locks.push_back(nullptr);
  for (const Expr *Lock : Locks) {
    LockTraits L = Lock ? R.lock(pointeeOrSelf(Lock->getType())) : LockTraits();
    // Only an await can have waited for an async lock: a guard that is simply
    // constructed takes over what is held.
    if (Mode == Blocks && Traits.Kind == GuardKind::Async && Lock)
      Mode = Adopts;
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
  QualType Type(E.getType()->getBaseElementTypeUnsafe(), 0);
  const LockSummary &Summary = Body->locks().Summary;
  // A guard that only unlocks takes over what its argument names.
  if (Summary.AtExit.empty())
    for (const Expr *Arg : E.arguments())
      if (R.lock(pointeeOrSelf(Arg->getType())).Kind != LockKind::None) {
        LockEvent &Event = emit(LockEvent::TakeOver, &E);
        Event.Owner = temporary(E);
        Event.Lock = Paths.objectOrPointee(Arg);
      }
  for (const LockSummary::Change &Change : Summary.AtExit) {
    if (Change.Owner || Change.State == HoldState::Free)
      continue;
    uint32_t Site = guardSite(E.getLocation(), Traits, Type);
    Sites[Site].Recursive = Change.Recursive;
    SitesOf[&E].push_back(Site);
    const AccessPath *Lock =
        Change.Lock ? Paths.inCaller(*Change.Lock, Body->function(), E)
                    : nullptr;
    LockEvent &Event =
        emit(Change.State == HoldState::Held ? LockEvent::Acquire
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
    moveInto(Arg, part(Owner, First.Path));
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
      bool Tries = R.lockEffect(*Callee, CallEffect::TryAcquire) ||
                   (Callee->getIdentifier() &&
                    Callee->getName().starts_with_insensitive("try"));
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
        emit(State == HoldState::Held
                 ? Lock && !Summary ? LockEvent::Acquire : LockEvent::Hold
             : State == HoldState::Free ? LockEvent::Associate
                                        : LockEvent::HoldUnknown,
             &E);
    Event.Owner = part(temporary(Made), C.Path);
    Event.Site = Site;
    Event.Lock = Lock;
    const LockEffect *Acquires =
        Callee ? R.lockEffect(*Callee, CallEffect::Acquire) : nullptr;
    Event.Shared = Traits.Shared || (Acquires && Acquires->Shared);
  }
}
