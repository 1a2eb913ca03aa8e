//===--- Check.cpp - corolint-double-lock ---------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Check.h"
#include "analysis/FunctionWords.h"
#include "analysis/UnitEffects.h"
#include "framework/Pending.h"

using namespace clang;
using namespace corolint;
using namespace corolint::locks;

void DoubleLockCheck::checkFunction(FunctionAnalysis &F) {
  const LockFlow &Flow = F.locks();
  for (const Reacquisition &Again : Flow.Reacquisitions) {
    if (!wants(F, Again.Second))
      continue;
    const Acquisition &First = Flow.Sites[Again.First];
    // Without a known lock it is a guard that is locked twice.
    std::string Name = Again.Lock ? Again.Lock->text() : First.Name;
    llvm::StringRef Outcome =
        Again.Async ? "which waits for this coroutine" : "which is a deadlock";
    if (Again.Through)
      diag(Again.Second, "%0 locks '%1', which is already held here: %2")
          << inWords(*Again.Through) << Name
          << (Again.Async ? "it waits for its caller" : "a deadlock");
    else
      diag(Again.Second, "'%0' is locked again while it is held, %1")
          << Name << Outcome;
    diag(First.Where, "first acquired here", DiagnosticIDs::Note);
    if (Again.Through)
      diag(Again.InCallee, "acquired again here", DiagnosticIDs::Note);
  }
  if (isWholeProgram())
    reportOpenCalls(F);
}

/// What the callee locks, the linked program knows.
void DoubleLockCheck::reportOpenCalls(FunctionAnalysis &F) {
  for (const OpenLock &Open : locksHeldAtOpenCalls(F)) {
    // Several locks may be held at one call; any may be the one.
    if (!wantsEach(F, Open.Call.Where))
      continue;
    diag(Open.Call.Where, "%0 locks '%1', which is already held here: %2")
        << inWords(*Open.Call.Callee) << Open.Name
        << (Open.IsAsync ? "it waits for its caller" : "a deadlock");
    PendingCall Call;
    Call.Question = PendingCall::Locks;
    Call.Held = Open.Held;
    Call.Offset = Open.Call.Offset;
    Call.Function = idOf(F.function());
    Call.Callee = idOf(*Open.Call.Callee);
    // First, and at the warning's own place: clang-tidy drops a note in a line
    // with NOLINT, and all notes that follow it.
    diag(Open.Call.Where, "%0", DiagnosticIDs::Note) << pendingNote(Call);
    diag(Open.Where, "first acquired here", DiagnosticIDs::Note);
  }
}
