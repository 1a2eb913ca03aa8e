//===--- Check.cpp - corolint-resume-in-await-suspend ---------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Check.h"
#include "analysis/Awaiters.h"
#include "analysis/Resumptions.h"
#include "analysis/TranslationUnit.h"

using namespace clang;
using namespace corolint;
using namespace corolint::awaiters;

/// Whether all that \p Suspend can do after \p Resumption is to stay suspended:
/// then the other coroutine's handle could be returned instead. What lets the
/// awaiting coroutine go on as well, or asks whether the other one has ended
/// meanwhile, keeps the stack flat by other means.
static bool onlySuspends(const AwaitSuspend &Suspend,
                         llvm::ArrayRef<const ReturnStmt *> Returns) {
  return llvm::all_of(Returns, [&](const ReturnStmt *Return) {
    return Suspend.Result == AwaitSuspend::Nothing ||
           certainlySuspends(Suspend, *Return);
  });
}

void ResumeInAwaitSuspendCheck::checkFunction(FunctionAnalysis &F) {
  auto Suspend = awaitSuspendOf(F.function());
  if (!Suspend)
    return;
  Awaiters &Kinds = F.unit().awaiters();
  const bool Final = Kinds.isFinal(*Suspend);
  if (!Final && !Kinds.isOfTask(*Suspend))
    return;
  const Resumptions Found = resumptionsIn(F);
  for (const CallExpr *Call : Found.Calls) {
    if (Found.isOf(*Call, *Suspend->Awaiting) ||
        Found.mayRunSeveral(*Call, F) ||
        !onlySuspends(*Suspend, Found.returnsAfter(*Call, F)) ||
        !F.isFeasible(*Call) || !wants(F, Call->getExprLoc()))
      continue;
    diag(Call->getExprLoc(),
         "await_suspend of %select{the awaiter of a task|a final awaiter}0 "
         "resumes another coroutine in place: each await leaves a call on the "
         "stack")
        << Final;
    diag(Call->getExprLoc(),
         "return the handle instead: it is resumed after await_suspend has "
         "left the stack",
         DiagnosticIDs::Note);
  }
}
