//===--- Check.cpp - corolint-awaiter-use-after-publish -------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Check.h"
#include "analysis/SuspendFlow.h"
#include "analysis/TranslationUnit.h"

using namespace clang;
using namespace corolint;
using namespace corolint::awaiters;

void AwaiterUseAfterPublishCheck::checkFunction(FunctionAnalysis &F) {
  auto Suspend = awaitSuspendOf(F.function());
  if (!Suspend)
    return;
  llvm::SmallPtrSet<const Expr *, 2> Said;
  for (const AfterPublishing &Use : followSuspend(F, *Suspend).Uses) {
    SourceLocation Where = Use.At->getExprLoc();
    if (!Said.insert(Use.Published).second || !wants(F, Where))
      continue; // one report for each publication
    switch (Use.Kind) {
    case AfterPublishing::Member:
      diag(Where, "%0 is used after the coroutine was published: it may have "
                  "been resumed meanwhile, and the awaiter destroyed")
          << Use.What;
      break;
    case AfterPublishing::Awaiter:
      diag(Where, "%0 is called on the awaiter after the coroutine was "
                  "published: it may have been resumed meanwhile, and the "
                  "awaiter destroyed")
          << Use.What;
      break;
    case AfterPublishing::Promise:
      diag(Where, "the promise is used after the coroutine was published: it "
                  "may have been resumed meanwhile, and destroyed");
      break;
    case AfterPublishing::Captured:
      diag(Where, "the callable refers to the parameter %0, which is gone when "
                  "await_suspend has returned: capture it by value")
          << Suspend->Awaiting;
      continue;
    default:
      diag(Where,
           "the handle is used after the coroutine was published: it may "
           "have been resumed meanwhile, and destroyed");
    }
    diag(Use.Published->getExprLoc(), "published here", DiagnosticIDs::Note);
  }
}
