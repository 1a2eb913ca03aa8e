//===--- Check.cpp - corolint-task-escapes-scope --------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Check.h"
#include "analysis/ReturnedTasks.h"
#include "analysis/ScopeExits.h"
#include "analysis/TranslationUnit.h"
#include "clang/AST/StmtCXX.h"

using namespace clang;
using namespace corolint;
using namespace corolint::tasks;

void TaskEscapesScopeCheck::checkFunction(FunctionAnalysis &F) {
  for (const TaskReturn &Return : F.unit().returnedTasks().of(F)) {
    // One report for each return statement, of what is worst.
    if (!reportGuard(F, Return) && !reportObject(F, Return) &&
        !reportArgument(F, Return))
      reportTry(F, Return);
  }
}

void TaskEscapesScopeCheck::noteEnd(const VarDecl &Dies) {
  if (isa<ParmVarDecl>(Dies))
    diag(Dies.getLocation(),
         "a parameter by value dies when the function returns or, with other "
         "ABIs, at the end of the caller's full expression, so that awaiting "
         "the task at once does not help everywhere",
         DiagnosticIDs::Note);
  else
    diag(Dies.getLocation(),
         "%0 is declared here and destroyed when the function returns",
         DiagnosticIDs::Note)
        << &Dies;
}

/// Guards, thread-bound objects: what the lock flow says is held.
bool TaskEscapesScopeCheck::reportGuard(FunctionAnalysis &F,
                                        const TaskReturn &Return) {
  const LockFlow &Flow = F.locks();
  for (const HeldAtReturn &Held : Flow.Returned) {
    if (Held.Value != Return.Statement->getRetValue())
      continue;
    const Acquisition &What = Flow.Sites[Held.Site];
    LaterWork Later = F.unit().returnedTasks().workAfter(Return, What.Where);
    // What an eager task does inside the call may be all that a thread's lock
    // is for; an async guard is held for what it awaits.
    if (Later.When == RunsLater::No ||
        (Later.When == RunsLater::Unknown && What.Kind != GuardKind::Async))
      continue;
    SourceLocation Where = Return.Statement->getReturnLoc();
    if (!wants(F, Where))
      return true;
    bool ThreadBound = What.Kind == GuardKind::ThreadBound;
    diag(Where, "%select{guard|thread-bound object}0 %1 is gone when this "
                "function returns, before the task %select{is done|runs}2")
        << ThreadBound << Held.Owner << Later.Lazy;
    noteEnd(*Held.Owner);
    if (!What.Reason.empty())
      diag(Held.Owner->getLocation(), "%0 %1", DiagnosticIDs::Note)
          << Held.Owner << What.Reason;
    diag(Where,
         "it protects the creation of the task only; %select{take it in the "
         "coroutine that does the work|make this function a coroutine that "
         "awaits the task}0",
         DiagnosticIDs::Note)
        << (What.Kind == GuardKind::Async);
    return true;
  }
  return false;
}

/// Holders, and other objects whose end changes something outside of them.
bool TaskEscapesScopeCheck::reportObject(FunctionAnalysis &F,
                                         const TaskReturn &Return) {
  TranslationUnit &Unit = F.unit();
  for (const VarDecl *Var : Return.InScope) {
    bool Holder = Unit.roles().hasRole(Var->getType(), TypeRole::Holder) &&
                  !Var->getType()->isReferenceType();
    if (!Holder && !endsStateOutside(Var->getType(), Unit))
      continue;
    LaterWork Later =
        Unit.returnedTasks().workAfter(Return, Var->getLocation());
    if (Later.When == RunsLater::No ||
        (Later.When == RunsLater::Unknown && !Holder) || !staysAsMade(F, *Var))
      continue;
    SourceLocation Where = Return.Statement->getReturnLoc();
    if (!wants(F, Where))
      return true;
    diag(Where, "%0 is destroyed when this function returns, before the task "
                "%select{is done|runs}1")
        << Var << Later.Lazy;
    noteEnd(*Var);
    diag(Where,
         "make this function a coroutine that awaits the task: then %0 lives "
         "until the task is done",
         DiagnosticIDs::Note)
        << Var;
    return true;
  }
  return false;
}

bool TaskEscapesScopeCheck::reportArgument(FunctionAnalysis &F,
                                           const TaskReturn &Return) {
  DanglingArgument Dangling =
      F.unit().returnedTasks().danglingArgument(F, Return);
  if (!Dangling)
    return false;
  SourceLocation Where = Return.Statement->getReturnLoc();
  if (!wants(F, Where))
    return true;
  diag(Where, "the returned task refers to %0, which is destroyed when this "
              "function returns")
      << Dangling.Object;
  noteEnd(*Dangling.Object);
  diag(Dangling.Argument->getExprLoc(), "the task gets its reference here",
       DiagnosticIDs::Note);
  if (Dangling.Use.isValid())
    diag(Dangling.Use, "and uses it here, after the function has returned",
         DiagnosticIDs::Note);
  return true;
}

bool TaskEscapesScopeCheck::reportTry(FunctionAnalysis &F,
                                      const TaskReturn &Return) {
  for (const CXXTryStmt *Try : llvm::reverse(Return.Tries)) {
    if (!onlyMakesTasks(*Try, Return.Created, F.unit()))
      continue;
    SourceLocation Where = Return.Statement->getReturnLoc();
    if (!wants(F, Where))
      return true;
    diag(Where, "the returned task runs after this 'try' block is left, so the "
                "handlers never see what it throws");
    diag(Try->getTryLoc(), "nothing else in this block can throw",
         DiagnosticIDs::Note);
    diag(Where,
         "make this function a coroutine that awaits the task inside the block",
         DiagnosticIDs::Note);
    return true;
  }
  return false;
}
