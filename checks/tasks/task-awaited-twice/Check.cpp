//===--- Check.cpp - corolint-task-awaited-twice --------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Check.h"
#include "analysis/TranslationUnit.h"
#include "analysis/Typestate.h"

using namespace clang;
using namespace corolint;
using namespace corolint::tasks;

/// Whether the object is a task that can be used up: one that may be awaited
/// once, or that moving leaves empty.
static bool canBeUsedUp(const TrackedObject &Object, Tasks &T) {
  if (Object.K != TrackedObject::Single || !Object.Traits.isTask() ||
      Object.Lost == Loss::Lock || Object.Lost == Loss::Switch)
    return false;
  return Object.Traits.SingleShot ||
         T.isMoveOnly(Object.Declared->getType().getNonReferenceType());
}

/// Whether some path can reach two of its uses, as far as counting tells.
static bool mayBeTakenTwice(FunctionAnalysis &F, const TrackedObject &Object) {
  unsigned Taken = 0;
  for (const ObjectUse &U : Object.Uses)
    if (U.K == ObjectUse::Awaits || U.K == ObjectUse::Moves) {
      ++Taken;
      if (isInLoopOf(F, *U.At, Object.variable()))
        return true;
    }
  return Taken > 1;
}

void TaskAwaitedTwiceCheck::checkFunction(FunctionAnalysis &F) {
  for (const TrackedObject &Object : F.objects()) {
    if (!canBeUsedUp(Object, F.unit().tasks()) || !mayBeTakenTwice(F, Object))
      continue;
    LifeReport Life = F.lifeOf(Object);
    if (Life.TakenAgain)
      report(F, Object, Life);
  }
}

void TaskAwaitedTwiceCheck::report(FunctionAnalysis &F,
                                   const TrackedObject &Object,
                                   const LifeReport &Life) {
  const ObjectUse &Again = *Life.TakenAgain, &First = *Life.FirstTaken;
  SourceLocation Where = Again.K == ObjectUse::Awaits
                             ? Again.At->getBeginLoc()
                             : Again.Name->getLocation();
  if (!wants(F, Where))
    return;
  bool SameUse = &Again == &First;
  diag(Where, "%0 is %select{awaited|moved}1 again after it was "
              "%select{awaited|moved away}2%select{| in an earlier round of "
              "the loop}3, and there is nothing left in it")
      << Object.Declared << (Again.K != ObjectUse::Awaits)
      << (First.K != ObjectUse::Awaits) << SameUse;
  if (SameUse)
    diag(Object.Declared->getLocation(),
         "%0 is made once, before the loop; make a new task in each round",
         DiagnosticIDs::Note)
        << Object.Declared;
  else
    diag(First.Name->getLocation(),
         "%0 is %select{awaited|moved away}1 here first", DiagnosticIDs::Note)
        << Object.Declared << (First.K != ObjectUse::Awaits);
}
