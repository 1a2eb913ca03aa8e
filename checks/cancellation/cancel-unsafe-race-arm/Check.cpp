//===--- Check.cpp - corolint-cancel-unsafe-race-arm ----------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Check.h"
#include "analysis/FunctionWords.h"
#include "analysis/RaceArms.h"
#include "analysis/TranslationUnit.h"

using namespace clang;
using namespace corolint;
using namespace corolint::cancellation;

void CancelUnsafeRaceArmCheck::checkFunction(FunctionAnalysis &F) {
  for (const UnsafeArm &A : unsafeArms(F)) {
    SourceLocation Where = A.Arm->getBeginLoc();
    if (!wants(F, Where))
      continue;
    std::string Lost =
        A.Lost.empty() ? std::string("what it has done so far") : A.Lost;
    diag(Where, "%0 is stopped half-way when it loses the race in %1: %2 is "
                "lost")
        << inWords(*A.Operation) << inWords(*A.Race) << Lost;
    if (A.UsedAgain)
      diag(A.UsedAgain->getBeginLoc(), "and this goes on from there",
           DiagnosticIDs::Note);
    diag(Where,
         "race what loses nothing, such as waiting until there is data, and "
         "do the rest outside; or close the connection when it loses",
         DiagnosticIDs::Note);
  }
}
