//===--- Check.cpp - corolint-lock-order ----------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Check.h"
#include "analysis/FunctionWords.h"
#include "analysis/LockOrders.h"
#include "analysis/UnitEffects.h"
#include "framework/OrderText.h"
#include "framework/Pending.h"

using namespace clang;
using namespace corolint;
using namespace corolint::state;

void LockOrderCheck::checkFunction(FunctionAnalysis &F) {
  if (!F.touchesLocks() || isAlone(F.function()))
    return;
  if (!F.locks().Nested.empty())
    for (const OppositeOrder &Found : F.unit().lockOrders().in(F))
      if (wants(F, Found.This.Nested->At->getExprLoc()))
        report(Found);
  if (isWholeProgram()) {
    reportOpenOrders(F);
    reportOpenCalls(F);
  }
}

void LockOrderCheck::report(const OppositeOrder &Found) {
  const OrderedPair &This = Found.This;
  const NestedAcquisition &Nested = *This.Nested;
  const std::string Held = Nested.Held->text(), Taken = Nested.Taken->text();
  const std::string Others =
      !Found.Other ? "another call, with the two exchanged, locks them"
      : Found.Other->By == This.By
          ? "elsewhere " + inWords(This.By->function()) + " locks them"
          : inWords(Found.Other->By->function()) + " locks them";
  const SourceLocation Where = Nested.At->getExprLoc();
  if (!Nested.Through)
    diag(Where, "'%0' is locked while '%1' is held, and %2 the other way "
                "round: a deadlock when both run at once")
        << Taken << Held << Others;
  else if (!Nested.IsAllInCallee)
    diag(Where, "%3 locks '%0' while '%1' is held, and %2 the other way "
                "round: a deadlock when both run at once")
        << Taken << Held << Others << inWords(*Nested.Through);
  else
    diag(Where, "%3 locks '%1' and then '%0', and %2 the other way round: a "
                "deadlock when both run at once")
        << Taken << Held << Others << inWords(*Nested.Through);
  noteOrder(This, /*IsReported=*/true);
  if (Found.Other)
    noteOrder(*Found.Other, /*IsReported=*/false);
  const bool IsAsync = This.outer().Kind == GuardKind::Async ||
                       This.inner().Kind == GuardKind::Async;
  diag(Where, "%0", DiagnosticIDs::Note)
      << orderAdvice(IsAsync, Nested.Through != nullptr);
}

/// What the linker has to decide: whether somebody takes what \p Pending takes,
/// with a lock held that was acquired at \p Acquired, in the other order. The
/// note comes first: clang-tidy drops all that follow a note in a line with
/// NOLINT.
void LockOrderCheck::noteOpen(FunctionAnalysis &F, SourceLocation Where,
                              PendingCall Pending, SourceLocation Acquired,
                              llvm::StringRef Name) {
  Pending.Question = PendingCall::Orders;
  Pending.Function = idOf(F.function());
  diag(Where, "%0", DiagnosticIDs::Note) << pendingNote(Pending);
  diag(Acquired, "'%0' is locked here", DiagnosticIDs::Note) << Name;
}

void LockOrderCheck::reportOpenOrders(FunctionAnalysis &F) {
  for (const OpenOrder &Open : openOrders(F)) {
    const NestedAcquisition &Nested = *Open.Nested;
    const SourceLocation Where = Nested.At->getExprLoc();
    // With several locks held, any may be the one.
    if (!wantsEach(F, Where))
      continue;
    diag(Where, "'%0' is locked while '%1' is held, and elsewhere they are "
                "locked the other way round: a deadlock when both run at once")
        << Nested.Taken->text() << Nested.Held->text();
    PendingCall Pending;
    Pending.Held = Open.Index;
    noteOpen(F, Where, std::move(Pending), F.locks().Sites[Nested.Outer].Where,
             Nested.Held->text());
  }
}

/// Which locks the callee takes, the linked program knows.
void LockOrderCheck::reportOpenCalls(FunctionAnalysis &F) {
  for (const OpenLock &Open : locksHeldAtLockingCalls(F)) {
    const SourceLocation Where = Open.Call.Where;
    // Several locks may be held at one call; any may be the one.
    if (!wantsEach(F, Where))
      continue;
    diag(Where, "%0 takes another lock while '%1' is held, and elsewhere they "
                "are locked the other way round: a deadlock when both run at "
                "once")
        << inWords(*Open.Call.Callee) << Open.Name;
    PendingCall Pending;
    Pending.Held = Open.Held;
    Pending.Offset = Open.Call.Offset;
    Pending.Callee = idOf(*Open.Call.Callee);
    noteOpen(F, Where, std::move(Pending), Open.Where, Open.Name);
  }
}

/// How the two locks come to be held. Where the pair \p IsReported, the
/// warning has named the function and its last step.
void LockOrderCheck::noteOrder(const OrderedPair &Pair, bool IsReported) {
  const NestedAcquisition &Nested = *Pair.Nested;
  const std::string Held = Nested.Held->text(), Taken = Nested.Taken->text();
  const std::string By = inWords(Pair.By->function());
  const SourceLocation Where = Nested.At->getExprLoc();
  if (Nested.IsAllInCallee) {
    if (!IsReported)
      diag(Where, "%0 calls %1 here", DiagnosticIDs::Note)
          << By << inWords(*Nested.Through);
    diag(Pair.outer().Where, "which locks '%0' here", DiagnosticIDs::Note)
        << Held;
    diag(Pair.inner().Where, "and then '%0' here", DiagnosticIDs::Note)
        << Taken;
    return;
  }
  if (IsReported)
    diag(Pair.outer().Where, "'%0' is locked here", DiagnosticIDs::Note)
        << Held;
  else
    diag(Pair.outer().Where, "%0 locks '%1' here", DiagnosticIDs::Note)
        << By << Held;
  if (!IsReported && !Nested.Through)
    diag(Where, "and then '%0' here", DiagnosticIDs::Note) << Taken;
  if (!Nested.Through)
    return;
  if (!IsReported)
    diag(Where, "and then calls %0 here", DiagnosticIDs::Note)
        << inWords(*Nested.Through);
  for (const LockCall &Call : Pair.inner().Way)
    diag(Call.Where, "which calls %0 here", DiagnosticIDs::Note)
        << inWords(*Call.Callee);
  diag(Pair.inner().Where, "which locks '%0' here", DiagnosticIDs::Note)
      << Taken;
}
