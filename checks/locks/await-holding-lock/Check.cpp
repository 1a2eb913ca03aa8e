//===--- Check.cpp - corolint-await-holding-lock --------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Check.h"
#include "analysis/TranslationUnit.h"
#include "framework/HeldReport.h"

using namespace clang;
using namespace corolint;
using namespace corolint::locks;

void AwaitHoldingLockCheck::checkFunction(FunctionAnalysis &F) {
  if (!F.isCoroutine())
    return;
  forEachHeld(F.locks(), GuardKind::Thread, [&](const HeldReport &Report) {
    const Acquisition &Lock = Report.What;
    if (!wants(F, Lock.Where))
      return;
    switch (Lock.How) {
    case Acquisition::Guard:
      if (Lock.Name.empty())
        diag(Lock.Where, "temporary guard holds a thread lock while the "
                         "coroutine is suspended");
      else
        diag(Lock.Where, "guard '%0' holds a thread lock while the coroutine "
                         "is suspended")
            << Lock.Name;
      break;
    case Acquisition::Parameter:
      diag(Lock.Where, "parameter '%0' holds a thread lock while the coroutine "
                       "is suspended")
          << Lock.Name;
      break;
    case Acquisition::ByHand:
    case Acquisition::Helper:
    case Acquisition::Required:
      if (Lock.Name.empty())
        diag(Lock.Where, "a thread lock is taken here and held while the "
                         "coroutine is suspended");
      else
        diag(Lock.Where, "thread lock '%0' is held while the coroutine is "
                         "suspended")
            << Lock.Name;
      break;
    }
    for (const HeldAtSuspension &Held : Report.shown())
      diag(Held.Suspension->getExprLoc(),
           "still held at this '%0', where the coroutine may suspend",
           DiagnosticIDs::Note)
          << spelling(*Held.Suspension);
    if (unsigned More = Report.notShown())
      diag(Lock.Where, "and at %0 more suspension point%s0",
           DiagnosticIDs::Note)
          << More;
    llvm::StringRef Async = Lock.Replacement;
    if (Async.empty())
      Async = F.unit().roles().asyncLockFor(F.function().getReturnType());
    if (Async.empty())
      diag(Lock.Where,
           "release it before suspending, or use a lock that is awaited",
           DiagnosticIDs::Note);
    else
      diag(Lock.Where,
           "release it before suspending, or use '%0', which may be held "
           "across a suspension",
           DiagnosticIDs::Note)
          << Async;
  });
}
