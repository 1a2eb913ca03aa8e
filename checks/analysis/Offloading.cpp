//===--- Offloading.cpp - work for threads that may block -----------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Offloading.h"
#include "Annotations.h"
#include "ExecutorThreads.h"
#include "StmtParents.h"

using namespace clang;
using namespace corolint;

bool corolint::isOffloadedParameter(const Expr &E) {
  const auto *Name = dyn_cast<DeclRefExpr>(E.IgnoreParenCasts());
  const auto *Param = Name ? dyn_cast<ParmVarDecl>(Name->getDecl()) : nullptr;
  return Param && hasTypeAnnotation(*Param, "blocking_ok");
}

bool corolint::allowsBlocking(const FunctionDecl &Callee, unsigned Index,
                              const Roles &R) {
  if (Index < Callee.getNumParams() &&
      hasTypeAnnotation(*Callee.getParamDecl(Index), "blocking_ok"))
    return true;
  const FunctionModel *Model = R.functionModel(Callee, CallEffect::BlockingOk);
  return Model && (Model->Argument == AllArguments ||
                   Model->Argument == static_cast<int>(Index));
}

bool corolint::isAwaited(const Expr &Call, FunctionAnalysis &F) {
  const Stmt *P = F.parents().getParent(&Call);
  while (isa_and_nonnull<Expr>(P) && !isa<CoroutineSuspendExpr, LambdaExpr>(P))
    P = F.parents().getParent(P);
  return isa_and_nonnull<CoawaitExpr>(P);
}

bool corolint::isHop(const FunctionDecl &Callee, const Expr &Call,
                     FunctionAnalysis &F) {
  const FunctionModel *Into =
      F.isCoroutine()
          ? F.unit().roles().functionModel(Callee, CallEffect::SpawnsInto)
          : nullptr;
  const Expr *Place = Into ? argumentOf(Call, Into->Argument) : nullptr;
  if (!Place || !isAwaited(Call, F))
    return false;
  const ExecutorKind Kind = F.unit().executorThreads().of(*Place);
  // A context that somebody else runs has an event loop.
  return Kind.IsElsewhere && !Kind.IsStrand && !Kind.Context;
}
