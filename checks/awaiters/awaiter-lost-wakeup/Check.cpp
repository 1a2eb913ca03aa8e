//===--- Check.cpp - corolint-awaiter-lost-wakeup -------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Check.h"
#include "analysis/SuspendFlow.h"
#include "analysis/TranslationUnit.h"
#include "clang/AST/Attr.h"
#include "clang/AST/Stmt.h"

using namespace clang;
using namespace corolint;
using namespace corolint::awaiters;

/// Whether the function is meant to do without the handle: its parameter has no
/// name, or its body is empty.
static bool isStandIn(const AwaitSuspend &Suspend, const Stmt &Body) {
  return Suspend.Awaiting->getName().empty() ||
         Suspend.Awaiting->hasAttr<UnusedAttr>() ||
         Body.child_begin() == Body.child_end();
}

void AwaiterLostWakeupCheck::checkFunction(FunctionAnalysis &F) {
  auto Suspend = awaitSuspendOf(F.function());
  if (!Suspend || isStandIn(*Suspend, F.body()))
    return;
  const SuspendFlow Flow = followSuspend(F, *Suspend);
  Awaiters &Kinds = F.unit().awaiters();
  if (Flow.Lost.empty() || Kinds.isFinal(*Suspend) ||
      Kinds.isOfOwner(*Suspend) ||
      F.unit().roles().awaitables().constantReadiness(Suspend->awaiter()) ==
          true)
    return;
  for (SourceLocation Where : Flow.Lost) {
    if (!wants(F, Where))
      continue;
    diag(Where, "the coroutine stays suspended here, and nobody has %0 to "
                "resume it")
        << Suspend->Awaiting;
    diag(Where,
         "%select{resume it, or return bool and false to go on|return false to "
         "go on|return %1 itself to go on}0",
         DiagnosticIDs::Note)
        << Suspend->Result << Suspend->Awaiting;
  }
}
