//===--- Check.cpp - corolint-unawaited-lock ------------------------------===//
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
using namespace corolint::locks;

/// Inserts `co_await` where that alone makes the code right: the value has to
/// become the guard, and a dropped guard would unlock at once.
void UnawaitedLockCheck::offerFix(FunctionAnalysis &F, const Expr &Made,
                                  const VarDecl *Var, DiagnosticBuilder &Diag) {
  SourceLocation Begin = Made.getBeginLoc();
  if (!F.isCoroutine() || Begin.isMacroID() || !isa<CallExpr>(Made))
    return;
  bool Guard = F.unit().roles().guardYieldedBy(Made.getType()) != nullptr;
  bool Deduced = Var && Var->getType()->getContainedAutoType() &&
                 producers(Var->getInit()).size() == 1;
  if (Guard ? Deduced : !Var)
    Diag << FixItHint::CreateInsertion(Begin, "co_await ");
}

void UnawaitedLockCheck::report(FunctionAnalysis &F, const Expr &Made,
                                const VarDecl *Var, bool OnSomePaths) {
  SourceLocation Where = Var ? Var->getLocation() : Made.getExprLoc();
  if (Var && Var->getName().empty())
    Where = Made.getExprLoc();
  if (!wants(F, Where))
    return;
  {
    DiagnosticBuilder Diag =
        Var ? diag(Where, "%0 is not awaited%select{| on every path}1, so "
                          "nothing is locked")
                  << Var << OnSomePaths
            : diag(Where, "the lock is requested but not awaited, so nothing "
                          "is locked");
    offerFix(F, Made, Var, Diag);
  }
  diag(Made.getExprLoc(),
       F.isCoroutine() ? "the lock is taken only when this is awaited"
                       : "the lock is taken only when this is awaited, which "
                         "takes a coroutine",
       DiagnosticIDs::Note);
}

void UnawaitedLockCheck::checkFunction(FunctionAnalysis &F) {
  Tasks &T = F.unit().tasks();
  for (const Discard &D : F.survey().Discards)
    for (const Expr *Made : producers(D.Value))
      if (T.lossOf(*Made) == Loss::Lock)
        report(F, *Made, nullptr, false);
  for (const TrackedObject &Object : F.objects()) {
    if (Object.Lost != Loss::Lock)
      continue;
    const VarDecl &Var = Object.variable();
    if (!Object.isConsumed()) {
      report(F, *Object.Made, &Var, false);
    } else if (AllPaths && F.lifeOf(Object).LostAt.isValid()) {
      report(F, *Object.Made, &Var, true);
    }
  }
}
