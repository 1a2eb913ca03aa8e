//===--- LockRecorder.cpp - what the lock analysis writes down ------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "LockRecorder.h"
#include "clang/AST/ExprCXX.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;
using namespace corolint;

void LockRecorder::suspended(const World &W, const LockEvent &E) {
  noteReleased(W);
  for (const Holding &H : W.Holdings) {
    if (H.State != HoldState::Held || H.Site == NoSite)
      continue;
    HeldAtSuspension Held{H.Site, cast<CoroutineSuspendExpr>(E.At)};
    if (!SeenHeld.insert({H.Site, E.At}).second)
      continue;
    GuardKind Kind = Result.Sites[H.Site].Kind;
    if (Kind == GuardKind::Async)
      Result.HeldAsync.push_back(Held);
    else if (Kind != GuardKind::None)
      Result.Held.push_back(Held);
  }
}

/// Whether the object that the variable \p Var owns ends with its scope: no
/// pointer, static, or reference to somebody else's object.
static bool dies(const VarDecl &Var) {
  if (Var.hasGlobalStorage() || Var.getType()->isPointerType())
    return false;
  if (!Var.getType()->isReferenceType())
    return true;
  const Expr *Init = Var.getInit();
  if (const auto *Full = dyn_cast_or_null<FullExpr>(Init))
    Init = Full->getSubExpr();
  const auto *Temporary = dyn_cast_or_null<MaterializeTemporaryExpr>(Init);
  return Temporary && Temporary->getExtendingDecl() == &Var;
}

void LockRecorder::returning(const World &W, const LockEvent &E) {
  for (const Holding &H : W.Holdings) {
    const VarDecl *Var = H.Owner.variable();
    if (H.State != HoldState::Held || H.Site == NoSite || !Var ||
        Var->getDeclContext() != &Function || !dies(*Var))
      continue;
    if (SeenReturned.insert({H.Site, E.At}).second)
      Result.Returned.push_back({H.Site, Var, E.At});
  }
}

void LockRecorder::noteHeld(const World &W, const Expr &Call) {
  for (const Holding &H : W.Holdings) {
    if (H.Site == NoSite) {
      if (H.State != HoldState::Held)
        Result.AtCalls[&Call].MayBeReleased = true;
      continue;
    }
    if (H.State != HoldState::Held)
      continue;
    const GuardKind Kind = Result.Sites[H.Site].Kind;
    if (Kind != GuardKind::Thread && Kind != GuardKind::Async)
      continue;
    LocksAtCall &Locks = Result.AtCalls[&Call];
    auto &Held = Kind == GuardKind::Thread ? Locks.Held : Locks.HeldAsync;
    const auto At =
        llvm::lower_bound(Held, H.Site, [](auto &Known, uint32_t Site) {
          return Known.first < Site;
        });
    if (At == Held.end() || At->first != H.Site)
      Held.insert(At, {H.Site, H.Lock});
  }
}

void LockRecorder::calling(const World &W, const LockEvent &E) {
  noteHeld(W, *E.At);
  if (!E.Decl)
    return;
  for (const Holding &H : W.Holdings) {
    const bool IsReleased = H.State == HoldState::Free && H.Site == NoSite;
    if (!H.Lock ||
        (!IsReleased && (H.State != HoldState::Held || H.Site == NoSite ||
                         !Result.Sites[H.Site].excludes())))
      continue;
    const HeldAtCall Held{H.Site, H.Lock, IsReleased};
    auto &Known = Result.HeldAtCalls[E.At];
    if (!llvm::is_contained(Known, Held))
      Known.push_back(Held);
  }
}

/// Keeps what is released at every suspension point seen so far.
void LockRecorder::noteReleased(const World &W) {
  auto &Released = Result.Summary.ReleasedAtSuspensions;
  auto IsReleased = [&](const Holding &H) {
    return H.State == HoldState::Free && H.Site == NoSite;
  };
  if (!std::exchange(AnySuspension, true)) {
    for (const Holding &H : W.Holdings)
      if (IsReleased(H))
        Released.push_back({H.Owner, H.Lock});
    return;
  }
  llvm::erase_if(Released, [&](auto &R) {
    return llvm::none_of(W.Holdings, [&](const Holding &H) {
      return IsReleased(H) && H.Owner == R.first && H.Lock == R.second;
    });
  });
}

//===----------------------------------------------------------------------===//
// Acquisitions
//===----------------------------------------------------------------------===//

void LockRecorder::acquired(const World &W, const LockEvent &E,
                            const Holding *Already) {
  if (Already && Already->Site != NoSite)
    noteReacquisition(E, *Already);
  noteTaken(W, E);
  if (!E.Lock || W.Holdings.size() > MaxHeld || Result.Sites[E.Site].Counting)
    return;
  // One that is held already is not waited for, or a deadlock by itself.
  if (llvm::any_of(W.Holdings, [&](const Holding &H) {
        return H.Lock == E.Lock && H.State == HoldState::Held;
      }))
    return;
  const auto *Callee =
      E.K == LockEvent::Passing ? cast<FunctionDecl>(E.Decl) : nullptr;
  for (const Holding &H : W.Holdings)
    if (orders(H) && Result.Sites[H.Site].Where != Result.Sites[E.Site].Where)
      noteNested(W, {H.Site, E.Site, H.Lock, E.Lock, E.At, Callee});
}

void LockRecorder::nesting(const World &W, const LockEvent &E) {
  noteNested(W, {E.Outer, E.Site, E.Held, E.Lock, E.At,
                 cast<FunctionDecl>(E.Decl), /*IsAllInCallee=*/true});
}

/// Whether what is taken next is taken after the lock of \p H, which is waited
/// for by whoever wants it.
bool LockRecorder::orders(const Holding &H) const {
  if (H.State != HoldState::Held || H.Site == NoSite || !H.Lock)
    return false;
  const Acquisition &A = Result.Sites[H.Site];
  return !A.Counting && !A.Tried && A.Kind != GuardKind::ThreadBound;
}

/// Of what else is held only what is held on every path counts.
void LockRecorder::noteNested(const World &W, NestedAcquisition Nested) {
  for (const Holding &H : W.Holdings)
    if (H.State == HoldState::Held && H.Site != NoSite && H.Lock &&
        H.Lock != Nested.Held && H.Lock != Nested.Taken &&
        !Result.Sites[H.Site].Counting)
      Nested.Others.push_back({H.Lock, Result.Sites[H.Site].Shared});
  auto [It, IsNew] = SeenNested.try_emplace(
      {Nested.Outer, Nested.Inner, Nested.Held, Nested.Taken},
      Result.Nested.size());
  if (IsNew)
    Result.Nested.push_back(std::move(Nested));
  else
    llvm::erase_if(Result.Nested[It->second].Others, [&](auto &Known) {
      return !llvm::is_contained(Nested.Others, Known);
    });
}

void LockRecorder::noteReacquisition(const LockEvent &E,
                                     const Holding &Already) {
  const Acquisition &Second = Result.Sites[E.Site];
  Reacquisition R;
  R.First = Already.Site;
  R.Lock = E.Lock;
  R.Async = Result.Sites[Already.Site].Kind == GuardKind::Async;
  R.Second = Second.Where;
  if (E.K == LockEvent::Passing) {
    R.Second = E.At->getExprLoc();
    R.Through = cast<FunctionDecl>(E.Decl);
    R.InCallee = Second.Where;
  }
  if (SeenTwice.insert({R.First, R.Second.getRawEncoding()}).second)
    Result.Reacquisitions.push_back(R);
}

/// An acquisition that callers can see: of a lock that they can name, and that
/// this function did not release for them first.
void LockRecorder::noteTaken(const World &W, const LockEvent &E) {
  if (!E.Lock || Result.Sites[E.Site].Counting)
    return;
  for (const Holding &H : W.Holdings) {
    if (H.State == HoldState::Held)
      continue;
    // Of a guard that it was given and has unlocked, nobody knows the lock.
    const VarDecl *Given = H.Owner.variable();
    if ((H.Lock == E.Lock && !H.Owner) ||
        (!H.Lock && isa_and_nonnull<ParmVarDecl>(Given)))
      return;
  }
  LockSummary::Taken Taken;
  Taken.Lock = E.Lock;
  Taken.Shared = E.Shared;
  Taken.Async = Result.Sites[E.Site].Kind == GuardKind::Async;
  Taken.Recursive = E.Recursive;
  Taken.Where = Result.Sites[E.Site].Where;
  if (E.K == LockEvent::Passing) {
    Taken.Way.push_back({E.At->getExprLoc(), cast<FunctionDecl>(E.Decl)});
    Taken.Way.append(Result.Sites[E.Site].Way);
    Taken.Way.truncate(std::min(Taken.Way.size(), Acquisition::MaxWay));
  }
  for (auto [Key, Value] : W.Facts) {
    // `if (!locked_) m_.lock();` is decided by what the caller did.
    if (Facts.mentions(Key, "lock") || Facts.mentions(Key, "held") ||
        Facts.mentions(Key, "own"))
      if (!Facts.parameter(Key))
        return;
    if (const ParmVarDecl *Param = Facts.parameter(Key))
      Taken.When.push_back({Param, Value});
  }
  for (LockSummary::Taken &Known : Result.Summary.Acquires)
    if (Known.Lock == Taken.Lock && Known.When == Taken.When)
      return;
  Result.Summary.Acquires.push_back(std::move(Taken));
}

//===----------------------------------------------------------------------===//
// The end
//===----------------------------------------------------------------------===//

/// Whether callers decide which lock \p Path is, and have a name for it.
static bool isGiven(const AccessPath &Path, const FunctionDecl &F) {
  const auto *Param = dyn_cast_or_null<ParmVarDecl>(Path.root());
  return Param && Param->getDeclContext() == &F;
}

static bool isNameable(const AccessPath &Path, const FunctionDecl &F) {
  return !Path.root() || Path.root()->hasGlobalStorage() || isGiven(Path, F);
}

static const ValueDecl *lastFieldOf(const AccessPath &Path) {
  for (const PathStep &Step : llvm::reverse(Path.steps()))
    if (Step.K == PathStep::Field)
      return Step.Decl;
  return nullptr;
}

/// Whether which locks \p A and \p B are is known only where the function is
/// called: mere locks, or the same field of two objects.
static bool isLeftToCallers(const AccessPath &A, const AccessPath &B) {
  const ValueDecl *FieldA = lastFieldOf(A), *FieldB = lastFieldOf(B);
  return A.root() != B.root() && (!FieldA || !FieldB || FieldA == FieldB);
}

void LockRecorder::finish(const SourceManager &SM) {
  llvm::sort(Result.Held, [&](auto &A, auto &B) {
    if (A.Site != B.Site)
      return A.Site < B.Site;
    return SM.isBeforeInTranslationUnit(A.Suspension->getExprLoc(),
                                        B.Suspension->getExprLoc());
  });
  llvm::sort(Result.Returned, [&](auto &A, auto &B) {
    if (A.Value != B.Value)
      return SM.isBeforeInTranslationUnit(A.Value->getExprLoc(),
                                          B.Value->getExprLoc());
    return A.Site < B.Site;
  });
  llvm::sort(Result.Reacquisitions, [&](auto &A, auto &B) {
    return SM.isBeforeInTranslationUnit(A.Second, B.Second);
  });
  llvm::sort(Result.Nested, [](auto &A, auto &B) {
    if (A.Inner != B.Inner || A.Outer != B.Outer)
      return std::pair(A.Inner, A.Outer) < std::pair(B.Inner, B.Outer);
    // Of a guard of several locks.
    return std::pair(A.Held->text(), A.Taken->text()) <
           std::pair(B.Held->text(), B.Taken->text());
  });
  for (const NestedAcquisition &N : Result.Nested)
    if (N.Others.empty() && isNameable(*N.Held, Function) &&
        isNameable(*N.Taken, Function) &&
        (isGiven(*N.Held, Function) || isGiven(*N.Taken, Function)) &&
        isLeftToCallers(*N.Held, *N.Taken) &&
        Result.Summary.Nested.size() < LockSummary::MaxNested)
      Result.Summary.Nested.push_back(
          {N.Held, N.Taken, Result.Sites[N.Outer], Result.Sites[N.Inner]});
}
