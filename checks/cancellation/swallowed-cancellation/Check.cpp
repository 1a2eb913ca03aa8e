//===--- Check.cpp - corolint-swallowed-cancellation ----------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Check.h"
#include "analysis/Swallowing.h"
#include "analysis/TranslationUnit.h"

using namespace clang;
using namespace corolint;
using namespace corolint::cancellation;

void SwallowedCancellationCheck::reportHandler(FunctionAnalysis &F,
                                               const SwallowedCancellation &S) {
  diag(S.Handler->getCatchLoc(),
       "this handler catches the cancellation too, and the loop goes on: %0 "
       "cannot be stopped")
      << &F.function();
  if (S.Thrown)
    diag(S.Await->getKeywordLoc(),
         "being stopped, this suspension ends with '%0'", DiagnosticIDs::Note)
        << S.Thrown->getQualifiedNameAsString();
  else
    diag(S.Await->getKeywordLoc(),
         "being stopped, this suspension ends with an exception",
         DiagnosticIDs::Note);
  diag(S.Handler->getCatchLoc(),
       "let the cancellation leave the loop: rethrow it, in a handler of its "
       "own before this one, or return",
       DiagnosticIDs::Note);
}

void SwallowedCancellationCheck::reportCode(FunctionAnalysis &F,
                                            const SwallowedCancellation &S) {
  diag(S.Await->getKeywordLoc(),
       "no error of this operation ends the loop, not even that it was "
       "cancelled: %0 cannot be stopped")
      << &F.function();
  diag(S.Loop->getBeginLoc(), "the loop begins its next round whatever happens",
       DiagnosticIDs::Note);
  diag(S.Await->getKeywordLoc(),
       "leave the loop when the error is operation_aborted, or on every error",
       DiagnosticIDs::Note);
}

void SwallowedCancellationCheck::checkFunction(FunctionAnalysis &F) {
  if (!F.isCoroutine())
    return;
  for (const SwallowedCancellation &S : swallowedCancellations(F)) {
    SourceLocation At =
        S.Handler ? S.Handler->getCatchLoc() : S.Await->getKeywordLoc();
    if (!wants(F, At))
      continue;
    if (S.Handler)
      reportHandler(F, S);
    else
      reportCode(F, S);
  }
}
