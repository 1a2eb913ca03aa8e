//===--- Check.cpp - corolint-coroutine-as-void-callback ------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Check.h"
#include "analysis/AccessPath.h"
#include "analysis/CallableSinks.h"
#include "analysis/Producers.h"
#include "analysis/TranslationUnit.h"

using namespace clang;
using namespace corolint;
using namespace corolint::tasks;

/// \p E without the casts and wrappers that stand for the same callable.
static const Expr *bareCallable(const Expr *E, Roles &R) {
  const Expr *P = producers(E).front();
  const FunctionDecl *Callee = isa<CallExpr>(P) ? calleeOf(*P) : nullptr;
  bool Same = Callee && argumentCount(*P) == 1 &&
              (R.functionModel(*Callee, CallEffect::Moves) ||
               R.functionModel(*Callee, CallEffect::Forwards) ||
               R.hasRole(P->getType(), TypeRole::ReferenceWrapper));
  if (Same)
    return bareCallable(argumentOf(*P, 0), R);
  const auto *Address = dyn_cast<UnaryOperator>(P);
  return Address ? Address->getSubExpr() : P;
}

/// What is called: a function or object by its name, a closure by what it is.
static std::string nameOf(const Expr *Callable, const FunctionDecl *F) {
  if (isa<LambdaExpr>(Callable))
    return "this lambda";
  const auto *Operator = dyn_cast_or_null<CXXMethodDecl>(F);
  const NamedDecl *Named = nullptr;
  if (const auto *Ref = dyn_cast<DeclRefExpr>(Callable))
    Named = Ref->getDecl();
  else if (const auto *Member = dyn_cast<MemberExpr>(Callable))
    Named = Member->getMemberDecl();
  else if (Operator && Operator->getOverloadedOperator() == OO_Call)
    Named = Operator->getParent();
  else
    Named = F;
  if (Named && Named->getIdentifier())
    return "'" + Named->getNameAsString() + "'";
  return Named ? "the lambda" : "this callable";
}

/// Members by their bare name, whose class may have long template arguments.
static std::string nameOf(const NamedDecl &Dropper) {
  return isa<CXXMethodDecl>(Dropper) ? Dropper.getNameAsString()
                                     : Dropper.getQualifiedNameAsString();
}

void CoroutineAsVoidCallbackCheck::report(TranslationUnit &Unit,
                                          const DroppedCallable &D) {
  SourceLocation Where = D.Argument->getBeginLoc();
  if (!wants(Unit, Where))
    return;
  const Expr *Callable = bareCallable(D.Argument, Unit.roles());
  const FunctionDecl *F = D.Called.Function;
  diag(Where,
       "%select{the task that %1 returns never runs|"
       "nobody waits for the task that %1 returns, or sees its exception|"
       "the task that %1 returns is cancelled at once|"
       "the operation that %1 returns never starts}0: "
       "'%2'%select{| returns void and}3 drops it")
      << D.Called.Task.fate() << nameOf(Callable, F) << nameOf(*D.Dropper)
      << D.IsWrapper;
  if (F && !isa<LambdaExpr>(Callable) && Unit.analysisOf(*F))
    diag(F->getLocation(),
         "the task comes from this %select{function|coroutine}0",
         DiagnosticIDs::Note)
        << Unit.analysisOf(*F)->isCoroutine();
  if (D.Inside)
    diag(D.Inside->getBeginLoc(), "it is handed on here", DiagnosticIDs::Note);
  diag(Where,
       "call it from a plain lambda that spawns the task%select{|, or use a "
       "signature that returns the task}0",
       DiagnosticIDs::Note)
      << D.IsWrapper;
}

void CoroutineAsVoidCallbackCheck::checkFunction(FunctionAnalysis &F) {
  TranslationUnit &Unit = F.unit();
  Unit.callableSinks().forEachDropped(
      F.function(), [&](const DroppedCallable &D) { report(Unit, D); });
}

void CoroutineAsVoidCallbackCheck::checkInitializer(TranslationUnit &Unit,
                                                    const Expr &Init) {
  Unit.callableSinks().forEachDropped(
      Init, [&](const DroppedCallable &D) { report(Unit, D); });
}
