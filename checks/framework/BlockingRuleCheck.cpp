//===--- BlockingRuleCheck.cpp - rules about what blocks a thread ---------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "BlockingRuleCheck.h"
#include "BlockingChain.h"
#include "Pending.h"
#include "analysis/FunctionWords.h"
#include "analysis/UnitEffects.h"

using namespace clang;
using namespace corolint;

void BlockingRuleCheck::checkFunction(FunctionAnalysis &F) {
  BlockingEffects &Effects = F.unit().blockingEffects();
  if (!Effects.mustNotBlock(F))
    return;
  for (const BlockingFinding &Found : Effects.findingsIn(F, Strict)) {
    if (Found.IsWait != isAboutWaits() || !wants(F, Found.Where))
      continue;
    report(Found.Where, actionOf(Found), victimOf(F), fixFor(Found, F));
    for (const ChainNote &Note : notesFor(Found, F))
      diag(Note.Where, "%0", DiagnosticIDs::Note) << Note.Text;
  }
  if (isWholeProgram())
    reportOpenCalls(F);
}

void BlockingRuleCheck::reportOpenCalls(FunctionAnalysis &F) {
  for (const OpenCall &Open : callsThatMayBlock(F)) {
    if (!wants(F, Open.Where))
      continue;
    report(Open.Where, Open.IsEnd ? endOf(Open.Ended) : inWords(*Open.Callee),
           victimOf(F), {});
    PendingCall Call;
    Call.Question = isAboutWaits() ? PendingCall::Waits : PendingCall::Blocks;
    Call.StrictToo = Strict;
    Call.Offset = Open.Offset;
    Call.Function = idOf(F.function());
    Call.Callee = idOf(*Open.Callee);
    diag(Open.Where, "%0", DiagnosticIDs::Note) << pendingNote(Call);
  }
}
