//===--- LockTransfer.cpp - what one event does to one world --------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "LockTransfer.h"

using namespace clang;
using namespace corolint;

bool corolint::isPartOf(const LockOwner &Inner, const LockOwner &Outer) {
  if (!Inner || !Inner.sameObject(Outer))
    return false;
  if (!Outer.Sub || !Inner.Sub)
    return !Outer.Sub || Outer.Sub == Inner.Sub;
  auto I = Inner.Sub->steps(), O = Outer.Sub->steps();
  return I.size() >= O.size() && I.take_front(O.size()) == O;
}

/// By hand, or named by the pointer that release() of a guard returned.
static bool heldByHand(const Holding &H) {
  if (!H.Owner)
    return true;
  if (H.Owner.K == LockOwner::Temporary)
    return static_cast<const Expr *>(H.Owner.At)->getType()->isPointerType();
  return H.Owner.variable() && H.Owner.variable()->getType()->isPointerType();
}

/// A pointer or index on the way to the lock has changed. Locked in one loop
/// over elements and unlocked in another: no name is left under which the
/// release of a lock that is held by hand could be recognised.
static void loseName(Holding &H) {
  H.Lock = nullptr;
  if (heldByHand(H))
    H.State = HoldState::Unknown;
}

const Holding *LockTransfer::heldAlready(const World &W,
                                         const LockEvent &E) const {
  if (!E.Lock || E.Recursive)
    return nullptr;
  // The earliest site, so that reports do not depend on addresses.
  const Holding *Earliest = nullptr;
  for (const Holding &H : W.Holdings) {
    if (H.State != HoldState::Held || H.Lock != E.Lock)
      continue;
    const Acquisition &First = Sites[H.Site];
    if (First.Recursive || First.Counting)
      continue;
    // Readers of an async lock do not exclude each other.
    if (First.Kind == GuardKind::Async && First.Shared && E.Shared)
      continue;
    if (!Earliest || H.Site < Earliest->Site)
      Earliest = &H;
  }
  return Earliest;
}

void LockTransfer::acquire(World &W, const LockEvent &E,
                           LockObserver *Observer) {
  if (Observer && E.K == LockEvent::Acquire)
    Observer->acquired(W, E, heldAlready(W, E));
  bool Restores = false;
  // Given back before on behalf of the caller, or a guard that had none.
  llvm::erase_if(W.Holdings, [&](const Holding &H) {
    bool Same = H.State != HoldState::Held && H.Lock == E.Lock &&
                H.Owner == E.Owner && E.Lock;
    Restores |= Same && !E.Owner && H.State == HoldState::Free;
    return Same;
  });
  Holding H{E.Owner, E.Lock, E.Site};
  H.Restored = Restores;
  W.Holdings.push_back(H);
}

void LockTransfer::relock(World &W, const LockEvent &E,
                          LockObserver *Observer) {
  bool Found = false;
  for (Holding &H : W.Holdings) {
    if (!isPartOf(H.Owner, E.Owner))
      continue;
    Found = true;
    if (Observer && E.K == LockEvent::Relock) {
      LockEvent Again = E;
      Again.Lock = H.Lock;
      const Holding *Already =
          H.State == HoldState::Held ? &H : heldAlready(W, Again);
      Observer->acquired(W, Again, Already);
    }
    // Released before on behalf of the caller: nothing changes for it.
    H.Restored |= H.State == HoldState::Free && H.Site == NoSite;
    H.State = HoldState::Held;
    H.Site = E.Site;
  }
  if (!Found)
    W.Holdings.push_back({E.Owner, nullptr, E.Site});
}

void LockTransfer::adopt(World &W, const LockEvent &E) {
  for (Holding &H : W.Holdings)
    if (H.State == HoldState::Held && H.Lock == E.Lock && E.Lock) {
      H.Owner = E.Owner;
      return;
    }
  if (E.K == LockEvent::Adopt)
    W.Holdings.push_back({E.Owner, E.Lock, E.Site});
}

void LockTransfer::release(World &W, const LockEvent &E) {
  bool Found = false;
  for (Holding &H : W.Holdings) {
    // `raw = lk.release(); raw->unlock();`: the variable names the lock.
    bool Named = E.Lock && H.Owner.variable() &&
                 H.Owner.variable() == E.Lock->root() &&
                 E.Lock->steps().size() == 1 &&
                 E.Lock->steps().front().K == PathStep::Deref;
    if ((E.Lock && H.Lock == E.Lock) || Named) {
      Found = true;
      H.State = HoldState::Free;
    }
  }
  if (Found) {
    // A lock that this function took by hand and gave back is forgotten.
    llvm::erase_if(W.Holdings, [](const Holding &H) {
      return !H.Owner && H.State == HoldState::Free && !H.Restored &&
             H.Site != NoSite;
    });
    for (Holding &H : W.Holdings)
      if (H.Restored && H.State == HoldState::Free)
        H.Restored = false;
    return;
  }
  // Some lock was given back under a name that was not seen before. Any that
  // is held by hand may be the one.
  bool Any = false;
  for (Holding &H : W.Holdings)
    if (heldByHand(H) && H.State == HoldState::Held) {
      H.State = HoldState::Unknown;
      Any = true;
    }
  if (E.Lock && !Any)
    W.Holdings.push_back({LockOwner(), E.Lock, NoSite, HoldState::Free});
}

void LockTransfer::assigned(World &W, const ValueDecl &D) {
  for (Holding &H : W.Holdings) {
    if (H.Lock && H.Lock->reads(D))
      loseName(H);
  }
  llvm::erase_if(W.Facts,
                 [&](auto &Fact) { return Facts.reads(Fact.first, D); });
}

/// A lock taken through a variable that is gone can't be named any more.
void LockTransfer::forgetNamesFrom(World &W, const VarDecl &Var) {
  for (Holding &H : W.Holdings)
    if (H.Lock && H.Lock->root() == &Var)
      loseName(H);
}

void LockTransfer::suspended(World &W) {
  llvm::erase_if(W.Facts,
                 [&](auto &Fact) { return Facts.isShared(Fact.first); });
  for (Holding &H : W.Holdings)
    if (H.Lock && H.Owner && H.Lock->readsSharedPointer())
      H.Lock = nullptr;
}

void LockTransfer::transfer(World &W, LockOwner From, LockOwner To) {
  for (Holding &H : W.Holdings) {
    if (!isPartOf(H.Owner, From))
      continue;
    LockOwner Moved = To;
    // The part that From named becomes To; what lies inside stays inside.
    if (H.Owner.Sub != From.Sub && To.Sub && To.Sub->steps().empty() &&
        From.Sub && From.Sub->steps().empty())
      Moved.Sub = H.Owner.Sub;
    // A guard that arrived by rvalue reference is the frame's from here on.
    const VarDecl *Source = H.Owner.variable();
    if (Source && isa<ParmVarDecl>(Source) &&
        Source->getType()->isRValueReferenceType() &&
        H.State == HoldState::Unknown)
      H.State = HoldState::Held;
    H.Owner = Moved;
  }
}

void LockTransfer::decide(World &W, const LockEvent &E) {
  std::optional<bool> Value;
  if (E.Test)
    Value = evaluate(W, *E.Test,
                     E.Test->Object ? OwnerNamed(E.Test->Object) : LockOwner());
  if (Value)
    W.setFact(E.Key, *Value);
  else
    W.dropFact(E.Key);
}

std::optional<World> LockTransfer::apply(World &W, const LockEvent &E,
                                         LockObserver *Observer) {
  auto EachPart = [&](auto Do) {
    for (Holding &H : W.Holdings)
      if (isPartOf(H.Owner, E.Owner))
        Do(H);
  };
  auto Drop = [&](LockOwner Owner) {
    llvm::erase_if(W.Holdings,
                   [&](const Holding &H) { return isPartOf(H.Owner, Owner); });
  };
  std::optional<World> Failed;
  switch (E.K) {
  case LockEvent::Acquire:
    acquire(W, E, Observer);
    break;
  case LockEvent::TryAcquire:
    Failed = W;
    Failed->setFact(E.Key, !E.HeldWhen);
    if (E.Owner)
      Failed->Holdings.push_back({E.Owner, E.Lock, E.Site, HoldState::Free});
    acquire(W, E, Observer);
    W.setFact(E.Key, E.HeldWhen);
    break;
  case LockEvent::Hold:
    W.Holdings.push_back({E.Owner, E.Lock, E.Site});
    break;
  case LockEvent::HoldUnknown:
    W.Holdings.push_back({E.Owner, E.Lock, E.Site, HoldState::Unknown});
    break;
  case LockEvent::Associate:
    W.Holdings.push_back({E.Owner, E.Lock, E.Site, HoldState::Free});
    break;
  case LockEvent::Adopt:
  case LockEvent::TakeOver:
    adopt(W, E);
    break;
  case LockEvent::Relock:
    relock(W, E, Observer);
    break;
  case LockEvent::TryRelock:
    Failed = W;
    Failed->setFact(E.Key, !E.HeldWhen);
    relock(W, E, Observer);
    W.setFact(E.Key, E.HeldWhen);
    break;
  case LockEvent::Unlock: {
    bool Found = false;
    EachPart([&](Holding &H) {
      Found = true;
      H.State = HoldState::Free;
    });
    if (!Found)
      W.Holdings.push_back({E.Owner, nullptr, NoSite, HoldState::Free});
    break;
  }
  case LockEvent::Release:
    release(W, E);
    break;
  case LockEvent::ForgetLock:
    for (Holding &H : W.Holdings)
      if (heldByHand(H) && (!E.Lock || H.Lock == E.Lock))
        H.State = HoldState::Unknown;
    break;
  case LockEvent::Transfer:
    transfer(W, E.From, E.Owner);
    break;
  case LockEvent::Destroy:
    Drop(E.Owner);
    if (const VarDecl *Var = E.Owner.variable()) {
      assigned(W, *Var);
      forgetNamesFrom(W, *Var);
    }
    break;
  case LockEvent::Forget: {
    bool Found = false;
    EachPart([&](Holding &H) {
      Found = true;
      H.State = HoldState::Unknown;
    });
    if (!Found)
      W.Holdings.push_back({E.Owner, nullptr, NoSite, HoldState::Unknown});
    break;
  }
  case LockEvent::Disown:
    EachPart([&](Holding &H) { H.Owner = E.From; });
    break;
  case LockEvent::Swap:
    for (Holding &H : W.Holdings) {
      if (isPartOf(H.Owner, E.Owner))
        H.Owner = E.From;
      else if (isPartOf(H.Owner, E.From))
        H.Owner = E.Owner;
    }
    break;
  case LockEvent::Suspend:
    if (Observer)
      Observer->suspended(W, E);
    suspended(W);
    break;
  case LockEvent::Return:
    if (Observer)
      Observer->returning(W, E);
    break;
  case LockEvent::Calling:
    if (Observer)
      Observer->calling(W, E);
    break;
  case LockEvent::Passing:
    if (Observer)
      Observer->acquired(W, E, heldAlready(W, E));
    break;
  case LockEvent::Nesting:
    if (Observer)
      Observer->nesting(W, E);
    break;
  case LockEvent::Assign:
    assigned(W, *E.Decl);
    break;
  case LockEvent::Declare:
    assigned(W, *E.Decl);
    forgetNamesFrom(W, *cast<VarDecl>(E.Decl));
    break;
  case LockEvent::AssignMembers:
    for (Holding &H : W.Holdings)
      if (H.Lock && H.Lock->readsSharedPointer())
        loseName(H);
    break;
  case LockEvent::Decide:
    decide(W, E);
    break;
  }
  return Failed;
}

std::optional<bool> LockTransfer::evaluate(const World &W, const Condition &C,
                                           LockOwner Object) const {
  std::optional<bool> Value;
  switch (C.K) {
  case Condition::Constant:
    Value = true;
    break;
  case Condition::Fact:
    Value = W.fact(C.Key);
    break;
  case Condition::Ownership:
  case Condition::Engaged: {
    if (!Object)
      return std::nullopt;
    bool Any = false, Held = false;
    for (const Holding &H : W.Holdings)
      if (isPartOf(H.Owner, Object)) {
        if (H.State == HoldState::Unknown)
          return std::nullopt;
        Any = true;
        Held |= H.State == HoldState::Held;
      }
    // What `this`, a reference, a pointer or a global refers to was set up
    // elsewhere.
    const VarDecl *Var = Object.variable();
    if (!Any &&
        (!Var || Var->hasGlobalStorage() || Var->getType()->isReferenceType() ||
         Var->getType()->isPointerType()))
      return std::nullopt;
    Value = C.K == Condition::Engaged ? Any : Held;
    break;
  }
  }
  if (Value && C.Negated)
    Value = !*Value;
  return Value;
}

bool LockTransfer::assume(World &W, const Condition &C, bool Value,
                          LockOwner Object) {
  if (auto Known = evaluate(W, C, Object))
    return *Known == Value;
  bool Positive = Value != C.Negated;
  if (C.K == Condition::Fact)
    W.setFact(C.Key, Positive);
  if (C.K == Condition::Ownership || C.K == Condition::Engaged) {
    for (Holding &H : W.Holdings)
      if (isPartOf(H.Owner, Object) && H.State == HoldState::Unknown &&
          H.Site != NoSite)
        H.State = Positive ? HoldState::Held : HoldState::Free;
  }
  return true;
}
