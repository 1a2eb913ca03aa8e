//===--- Check.cpp - corolint-dangling-coroutine-argument ---------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Check.h"
#include "analysis/ClangWarnings.h"
#include "analysis/DanglingTasks.h"
#include "clang/AST/ExprCXX.h"

using namespace clang;
using namespace corolint;
using namespace corolint::lifetime;

void DanglingCoroutineArgumentCheck::checkFunction(FunctionAnalysis &F) {
  for (const DanglingTask &Task : F.danglingTasks()) {
    if (Task.Closure)
      continue;
    SourceLocation Where = Task.Lent->getBeginLoc();
    // A default argument is written elsewhere.
    if (const SourceManager &SM = F.unit().context().getSourceManager();
        !SM.isPointWithin(SM.getFileLoc(Where),
                          SM.getFileLoc(Task.Call->getBeginLoc()),
                          SM.getFileLoc(Task.Call->getEndLoc())))
      Where = Task.Call->getBeginLoc();
    if (isSaidByClang(clangWarningOf(Task), F.unit().context(), Where) ||
        !wants(F, Where))
      continue;
    bool Temporary = Task.To.K == Referent::Temporary;
    if (Temporary)
      diag(Where, "the task refers to this temporary, which is destroyed at "
                  "the end of the full expression, before the task is done");
    else
      diag(Where, "the task refers to %0, which is destroyed before the task "
                  "is done")
          << Task.To.Var;
    noteRest(Task);
  }
}

void DanglingCoroutineArgumentCheck::noteRest(const DanglingTask &Task) {
  if (Task.To.Var)
    diag(Task.To.Var->getLocation(), "%0 is destroyed at the end of its scope",
         DiagnosticIDs::Note)
        << Task.To.Var;
  if (Task.Use.isValid())
    diag(Task.Use, "the coroutine uses it here", DiagnosticIDs::Note);
  if (Task.RunsAt.isValid())
    diag(Task.RunsAt,
         "the task is used here, when %select{the temporary|%1}0 "
         "is gone",
         DiagnosticIDs::Note)
        << (Task.To.Var != nullptr) << Task.To.Var;
  diag(Task.Call->getExprLoc(),
       "await the task in the expression that makes it, give the argument a "
       "name that outlives the task, or take the parameter by value",
       DiagnosticIDs::Note);
}
