//===--- Check.cpp - corolint-unawaited-executor-switch -------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Check.h"
#include "analysis/Producers.h"
#include "analysis/TranslationUnit.h"
#include "framework/TaskReport.h"

using namespace clang;
using namespace corolint;
using namespace corolint::tasks;

void UnawaitedExecutorSwitchCheck::checkFunction(FunctionAnalysis &F) {
  Tasks &T = F.unit().tasks();
  for (const Discard &D : F.survey().Discards)
    for (const Expr *Made : producers(D.Value))
      if (T.lossOf(*Made) == Loss::Switch)
        report(F, *Made, awaitFix(F, D, *Made));
  for (const TrackedObject &Object : F.objects())
    if (Object.Lost == Loss::Switch && !Object.isConsumed())
      report(F, *Object.Made, {});
}

void UnawaitedExecutorSwitchCheck::report(FunctionAnalysis &F, const Expr &Made,
                                          llvm::ArrayRef<FixItHint> Fixes) {
  SourceLocation Where = Made.getExprLoc();
  if (!F.isReachable(Made) || !wants(F, Where))
    return;
  diag(Where, "the switch made by %0 is not awaited, so the code below runs on "
              "the executor it is on already")
      << makerOf(Made) << Fixes;
  if (!F.isCoroutine())
    diag(Where,
         "only a coroutine can move to another executor, by awaiting this",
         DiagnosticIDs::Note);
}
