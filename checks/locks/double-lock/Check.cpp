//===--- Check.cpp - corolint-double-lock ---------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Check.h"
#include "analysis/TranslationUnit.h"

using namespace clang;
using namespace corolint;
using namespace corolint::locks;

static std::string calleeName(const FunctionDecl &F) {
  const auto *Method = dyn_cast<CXXMethodDecl>(&F);
  return Method && Method->getParent()->isLambda()
             ? "this lambda"
             : "'" + F.getNameAsString() + "'";
}

void DoubleLockCheck::checkFunction(FunctionAnalysis &F) {
  const LockFlow &Flow = F.locks();
  for (const Reacquisition &Again : Flow.Reacquisitions) {
    if (!wants(F, Again.Second))
      continue;
    const Acquisition &First = Flow.Sites[Again.First];
    // Without a known lock it is a guard that is locked twice.
    std::string Name = Again.Lock ? Again.Lock->text() : First.Name;
    llvm::StringRef Outcome =
        Again.Async ? "which waits for this coroutine" : "which is a deadlock";
    if (Again.Through)
      diag(Again.Second, "%0 locks '%1', which is already held here: %2")
          << calleeName(*Again.Through) << Name
          << (Again.Async ? "it waits for its caller" : "a deadlock");
    else
      diag(Again.Second, "'%0' is locked again while it is held, %1")
          << Name << Outcome;
    diag(First.Where, "first acquired here", DiagnosticIDs::Note);
    if (Again.Through)
      diag(Again.InCallee, "acquired again here", DiagnosticIDs::Note);
  }
}
