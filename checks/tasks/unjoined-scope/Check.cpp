//===--- Check.cpp - corolint-unjoined-scope ------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Check.h"
#include "analysis/Producers.h"
#include "analysis/TranslationUnit.h"
#include "analysis/Typestate.h"

using namespace clang;
using namespace corolint;
using namespace corolint::tasks;

static const ObjectUse *firstUse(const TrackedObject &Object,
                                 ObjectUse::Kind K) {
  for (const ObjectUse &U : Object.Uses)
    if (U.K == K)
      return &U;
  return nullptr;
}

void UnjoinedScopeCheck::checkFunction(FunctionAnalysis &F) {
  for (const Discard &D : F.survey().Discards)
    for (const Expr *Made : producers(D.Value))
      if (Made->isPRValue() && startsWork(F, *Made) && F.isReachable(*Made) &&
          wants(F, Made->getExprLoc()))
        diag(Made->getExprLoc(),
             "what starts here has to be joined, and is destroyed at the end "
             "of this expression");
  for (const TrackedObject &Object : F.objects()) {
    if (Object.K != TrackedObject::Scope ||
        (!Object.BeginsFull && !firstUse(Object, ObjectUse::Adds)))
      continue;
    LifeReport Life = F.lifeOf(Object);
    if (Life.LostAt.isValid())
      report(F, Object, Life);
  }
}

void UnjoinedScopeCheck::report(FunctionAnalysis &F,
                                const TrackedObject &Object,
                                const LifeReport &Life) {
  SourceLocation Where = Object.Declared->getLocation();
  if (!wants(F, Where))
    return;
  diag(Where, "%0 is destroyed %select{without having been joined|on some path "
              "without having been joined}1, while its work is under way")
      << Object.Declared << (firstUse(Object, ObjectUse::Joins) != nullptr);
  if (const ObjectUse *Work = Life.FilledBy)
    diag(Work->Name->getLocation(), "work is started in it here",
         DiagnosticIDs::Note);
  for (const ObjectUse &U : Object.Uses)
    if (const auto *Call = dyn_cast<Expr>(U.At);
        Call && U.K == ObjectUse::Inspects && F.unit().tasks().joins(*Call))
      diag(Call->getBeginLoc(), "this is not awaited, so it joins nothing",
           DiagnosticIDs::Note);
  diag(Life.LostAt, "it is destroyed here", DiagnosticIDs::Note);
}
