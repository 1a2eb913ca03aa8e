//===--- Check.cpp - corolint-throwing-await-suspend ----------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Check.h"
#include "analysis/SuspendFlow.h"
#include "analysis/ThrowingEffects.h"
#include "analysis/TranslationUnit.h"

using namespace clang;
using namespace corolint;
using namespace corolint::awaiters;

void ThrowingAwaitSuspendCheck::checkFunction(FunctionAnalysis &F) {
  auto Suspend = awaitSuspendOf(F.function());
  if (!Suspend || isNoexcept(F.function()) ||
      !F.unit().context().getLangOpts().CXXExceptions)
    return;
  llvm::SmallPtrSet<const Expr *, 2> Said;
  for (const AfterPublishing &Throw : followSuspend(F, *Suspend).Throws) {
    SourceLocation Where = wholeCall(*Throw.At, F).getExprLoc();
    if (!Said.insert(Throw.Published).second || !wants(F, Where))
      continue; // one report for each publication
    diag(Where, "an exception from here resumes the coroutine, which somebody "
                "else can resume as well");
    diag(Throw.Published->getExprLoc(), "published here", DiagnosticIDs::Note);
  }
}
