//===--- Check.cpp - corolint-nested-task ---------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Check.h"
#include "analysis/TranslationUnit.h"
#include "framework/TaskReport.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"

using namespace clang;
using namespace corolint;
using namespace corolint::tasks;

/// The await-expression whose value \p Return returns; null for others.
static const CoroutineSuspendExpr *returnedAwait(const CoreturnStmt &Return) {
  const Expr *Value = Return.getOperand();
  return Value ? dyn_cast<CoroutineSuspendExpr>(
                     Value->IgnoreUnlessSpelledInSource())
               : nullptr;
}

/// Whether the result type of the function is computed from its template
/// arguments, so that nobody has written `task<task<T>>`. In `task<T> f(...)`
/// the caller says what T is.
static bool hasComputedResult(const FunctionDecl &F) {
  const FunctionDecl *Pattern = F.getTemplateInstantiationPattern();
  if (!Pattern || !Pattern->getReturnType()->isDependentType())
    return false;
  const auto *Task =
      Pattern->getReturnType()->getAs<TemplateSpecializationType>();
  return !Task || llvm::none_of(Task->template_arguments(), [](const auto &A) {
    return A.getKind() == TemplateArgument::Type &&
           isa<TemplateTypeParmType>(A.getAsType());
  });
}

/// `auto _ = co_await f()` can go on awaiting if that yields something.
static llvm::SmallVector<FixItHint, 2>
underscoreFix(FunctionAnalysis &F, const CoroutineSuspendExpr &Await) {
  Discard D;
  D.Value = D.Full = &Await;
  D.Way = Discard::Ignored;
  return awaitFix(F, D, Await);
}

void NestedTaskCheck::checkFunction(FunctionAnalysis &F) {
  Tasks &T = F.unit().tasks();
  for (const Discard &D : F.survey().Discards) {
    const auto *Await = dyn_cast<CoroutineSuspendExpr>(D.Value);
    if (!Await || !Await->isPRValue())
      continue; // a reference is to somebody's task
    const TaskTraits &Inner = T.of(Await->getType());
    if (Inner.Kind == TaskKind::Lazy ||
        (Inner && Inner.Kind == TaskKind::Eager &&
         (!D.Explicit || Inner.CancelsOnDrop)))
      report(F, *Await, Inner, awaitFix(F, D, *Await));
  }
  for (const TrackedObject &Object : F.objects())
    if (isPlaceholder(Object.variable()) && !Object.isConsumed() &&
        Object.Traits.Kind == TaskKind::Lazy)
      if (const CoroutineSuspendExpr *Await = awaitThatMade(Object))
        report(F, *Await, Object.Traits, underscoreFix(F, *Await));
  if (!hasComputedResult(F.function()))
    return;
  for (const CoreturnStmt *Return : F.survey().Coreturns)
    if (const CoroutineSuspendExpr *Await = returnedAwait(*Return))
      if (const TaskTraits &Inner = T.of(Await->getType());
          Inner.Kind == TaskKind::Lazy)
        report(F, *Await, Inner, {});
}

void NestedTaskCheck::report(FunctionAnalysis &F,
                             const CoroutineSuspendExpr &Await,
                             const TaskTraits &Inner,
                             llvm::ArrayRef<FixItHint> Fixes) {
  SourceLocation Where = Await.getBeginLoc();
  if (!wants(F, Where))
    return;
  diag(Where, "awaiting %0 yields another task, which is not awaited, "
              "%select{so it never runs|so nobody waits for it or sees its "
              "exception|which cancels it}1")
      << makerOf(Await) << Inner.fate() << Fixes;
  diag(Where, "await what it yields as well", DiagnosticIDs::Note);
}
