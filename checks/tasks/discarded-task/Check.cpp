//===--- Check.cpp - corolint-discarded-task ------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Check.h"
#include "analysis/AccessPath.h"
#include "analysis/CallableSinks.h"
#include "analysis/Producers.h"
#include "analysis/TranslationUnit.h"
#include "analysis/Typestate.h"
#include "framework/TaskReport.h"

using namespace clang;
using namespace corolint;
using namespace corolint::tasks;

/// A cast, std::ignore or `_` says of an eager task: it runs on its own. A lazy
/// task it does not start, and a task that is cancelled it does not save.
static bool isConsent(const Discard &D, const TaskTraits &Traits) {
  return D.Explicit && !Traits.isInert() && !Traits.CancelsOnDrop;
}

/// Whether \p Made is the join of a scope that unjoined-scope reports where it
/// is declared.
static bool isJoinOfLostScope(FunctionAnalysis &F, const Expr &Made) {
  const Expr *Object = argumentOf(Made, ThisArgument);
  const auto *Ref =
      Object ? dyn_cast<DeclRefExpr>(Object->IgnoreParenImpCasts()) : nullptr;
  return Ref && llvm::any_of(F.objects(), [&](const TrackedObject &O) {
           return O.K == TrackedObject::Scope && O.Declared == Ref->getDecl() &&
                  F.unit().tasks().joins(Made) && F.lifeOf(O).LostAt.isValid();
         });
}

void DiscardedTaskCheck::checkFunction(FunctionAnalysis &F) {
  Tasks &T = F.unit().tasks();
  for (const Discard &D : F.survey().Discards) {
    if (isa<CoroutineSuspendExpr>(D.Value))
      continue; // what an await yields belongs to nested-task
    for (const Expr *Made : producers(D.Value)) {
      if (T.lossOf(*Made) != Loss::Task || isJoinOfLostScope(F, *Made) ||
          F.unit().callableSinks().isCallByWrapper(F, *Made))
        continue;
      TaskTraits Traits = T.madeBy(*Made);
      if (!isConsent(D, Traits))
        report(F, D, *Made, Traits);
    }
  }
  for (const TrackedObject &Object : F.objects()) {
    if (Object.Lost != Loss::Task || !Object.Made || Object.isConsumed() ||
        !isPlaceholder(Object.variable()) || awaitThatMade(Object))
      continue;
    Discard D;
    D.Value = D.Full = Object.Made;
    D.Way = Discard::Ignored;
    D.Explicit = true;
    if (!isConsent(D, Object.Traits))
      report(F, D, *Object.Made, Object.Traits);
  }
}

void DiscardedTaskCheck::report(FunctionAnalysis &F, const Discard &D,
                                const Expr &Made, const TaskTraits &Traits) {
  SourceLocation Where = Made.getExprLoc();
  if (!F.isReachable(Made) || !wants(F, Where))
    return;
  diag(Where, "the %select{task|task|task|awaitable}0 made by %1 is dropped, "
              "%select{so it never runs|so nobody waits for it or sees its "
              "exception|which cancels it|so nothing happens}0")
      << Traits.fate() << makerOf(Made) << awaitFix(F, D, Made);
  if (D.Explicit && Traits.isInert())
    diag(Where, "it starts when it is awaited; this only silences the compiler",
         DiagnosticIDs::Note);
  else if (!F.isCoroutine())
    diag(Where,
         "only a coroutine can await it; hand it to whatever runs tasks here, "
         "or return it",
         DiagnosticIDs::Note);
}
