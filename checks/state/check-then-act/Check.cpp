//===--- Check.cpp - corolint-check-then-act ------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Check.h"
#include "analysis/CheckThenAct.h"
#include "analysis/FunctionWords.h"
#include "framework/HeldReport.h"
#include "clang/AST/StmtCXX.h"

using namespace clang;
using namespace corolint;
using namespace corolint::state;

void CheckThenActCheck::checkFunction(FunctionAnalysis &F) {
  for (const OutdatedWrite &Found : outdatedWrites(F, Strict))
    report(F, Found);
}

void CheckThenActCheck::report(FunctionAnalysis &F,
                               const OutdatedWrite &Found) {
  SourceLocation Where = Found.Write->getExprLoc();
  if (!wants(F, Where))
    return;
  diag(
      Where,
      "'%1' is written here because of what %select{a check|a copy|a look-up}0 "
      "before a suspension has seen, and others can change it meanwhile")
      << Found.Kind << Found.Name;
  diag(Found.Check->getExprLoc(),
       "%select{checked|copied|looked up}0 here, before the suspension",
       DiagnosticIDs::Note)
      << Found.Kind;
  diag(Found.Suspension->getExprLoc(),
       "the coroutine may be suspended at this '%0'", DiagnosticIDs::Note)
      << spelling(*Found.Suspension);
  if (Found.Other)
    diag(Found.Other->What.At->getExprLoc(), "%0 changes '%1' here",
         DiagnosticIDs::Note)
        << inWords(Found.Other->By->function()) << Found.Name;
  else
    diag(F.function().getLocation(),
         "a second call of %0 may come to the same point meanwhile",
         DiagnosticIDs::Note)
        << inWords(F.function());
  diag(Where,
       "look again after the suspension, claim the place before it, or hold an "
       "async lock across it",
       DiagnosticIDs::Note);
}
