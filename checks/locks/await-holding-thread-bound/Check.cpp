//===--- Check.cpp - corolint-await-holding-thread-bound ------------------===//
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

void AwaitHoldingThreadBoundCheck::checkFunction(FunctionAnalysis &F) {
  if (!F.isCoroutine())
    return;
  forEachHeld(F.locks(), GuardKind::ThreadBound, [&](const HeldReport &Report) {
    const Acquisition &Bound = Report.What;
    if (!wants(F, Bound.Where))
      return;
    std::string Name =
        Bound.Name.empty() ? "a temporary" : "'" + Bound.Name + "'";
    if (Bound.Reason.empty())
      diag(Bound.Where, "%0 belongs to its thread and is alive while the "
                        "coroutine is suspended")
          << Name;
    else
      diag(Bound.Where, "%0 belongs to its thread and is alive while the "
                        "coroutine is suspended: %1")
          << Name << Bound.Reason;
    for (const HeldAtSuspension &Held : Report.shown())
      diag(Held.Suspension->getExprLoc(),
           "still alive at this '%0', after which another thread may go on",
           DiagnosticIDs::Note)
          << spelling(*Held.Suspension);
    if (unsigned More = Report.notShown())
      diag(Bound.Where, "and at %0 more suspension point%s0",
           DiagnosticIDs::Note)
          << More;
    if (Bound.Replacement.empty())
      diag(Bound.Where, "end its scope before suspending", DiagnosticIDs::Note);
    else
      diag(Bound.Where, "end its scope before suspending, or use '%0'",
           DiagnosticIDs::Note)
          << Bound.Replacement;
  });
}
