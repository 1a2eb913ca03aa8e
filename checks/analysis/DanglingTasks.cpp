//===--- DanglingTasks.cpp - tasks that outlive what they refer to --------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "DanglingTasks.h"
#include "LaterUses.h"
#include "Loans.h"
#include "Sinks.h"
#include "Words.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Analysis/CFG.h"

using namespace clang;
using namespace corolint;

//===----------------------------------------------------------------------===//
// Closures
//===----------------------------------------------------------------------===//

/// The call operator of a closure class that is a coroutine; for generic
/// lambdas, of an instantiation. Null when there is none.
static FunctionAnalysis *coroutineOf(const CXXRecordDecl &Closure,
                                     TranslationUnit &Unit) {
  if (FunctionTemplateDecl *Template =
          Closure.getDependentLambdaCallOperator()) {
    for (const FunctionDecl *Special : Template->specializations())
      if (FunctionAnalysis *F = Unit.analysisOf(*Special);
          F && F->isCoroutine())
        return F;
    return nullptr;
  }
  const CXXMethodDecl *Operator = Closure.getLambdaCallOperator();
  FunctionAnalysis *F = Operator ? Unit.analysisOf(*Operator) : nullptr;
  return F && F->isCoroutine() ? F : nullptr;
}

/// The closure class of the object \p To names, if it is a coroutine lambda.
static const CXXRecordDecl *coroutineLambda(QualType T, TranslationUnit &Unit) {
  const CXXRecordDecl *Record = recordOf(T.getNonReferenceType());
  return Record && Record->isLambda() && coroutineOf(*Record, Unit) ? Record
                                                                    : nullptr;
}

/// What the coroutine of \p Closure still reads of it when its call returned.
static LaterUse usedOf(const CXXRecordDecl &Closure, TranslationUnit &Unit) {
  FunctionAnalysis *Coroutine = coroutineOf(Closure, Unit);
  if (!Coroutine || Closure.captures_begin() == Closure.captures_end())
    return {};
  const auto &Operator = cast<CXXMethodDecl>(Coroutine->function());
  if (Operator.isExplicitObjectMemberFunction() &&
      !Operator.getParamDecl(0)->getType()->isReferenceType())
    return {}; // in the frame
  return laterUseOfCaptures(*Coroutine, Coroutine->isLazyCoroutine()
                                            ? UsesFrom::Start
                                            : UsesFrom::FirstSuspension);
}

//===----------------------------------------------------------------------===//
// What may wait
//===----------------------------------------------------------------------===//

namespace {

/// Whether the function waits for anything after a point: then it may be for
/// the task.
class LaterWaits {
public:
  explicit LaterWaits(FunctionAnalysis &F) : F(F) {}

  bool after(const Stmt &S) {
    if (!F.cfg())
      return true;
    const SourceManager &SM = F.unit().context().getSourceManager();
    for (const CFGBlock *B : *F.cfg())
      for (const CFGElement &Element : *B)
        if (auto Later = Element.getAs<CFGStmt>();
            Later &&
            !SM.isBeforeInTranslationUnit(Later->getStmt()->getBeginLoc(),
                                          S.getEndLoc()) &&
            waits(*Later->getStmt()))
          return true;
    return false;
  }

private:
  bool waits(const Stmt &S) const {
    if (isa<CoroutineSuspendExpr>(S))
      return true;
    const auto *Call = dyn_cast<CallExpr>(&S);
    const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
    if (!Callee)
      return Call;
    return F.unit().tasks().joins(*Call) ||
           F.unit().roles().functionModel(*Callee, CallEffect::WaitsFor) ||
           (Callee->getIdentifier() &&
            hasWord(Callee->getName(),
                    {"run", "wait", "join", "get", "poll", "sync", "loop",
                     "exec", "block", "drain", "sleep", "await", "until"}));
  }
  FunctionAnalysis &F;
};

//===----------------------------------------------------------------------===//
// Calls
//===----------------------------------------------------------------------===//

class DanglingFinder : public RecursiveASTVisitor<DanglingFinder> {
public:
  explicit DanglingFinder(FunctionAnalysis &F)
      : F(F), Unit(F.unit()), Kept(Unit.returnedTasks()) {}

  std::vector<DanglingTask> Found;

  bool TraverseTypeLoc(TypeLoc, bool = true) { return true; }
  bool TraverseLambdaExpr(LambdaExpr *E) {
    for (Expr *Init : E->capture_inits())
      if (Init && !TraverseStmt(Init))
        return false;
    return true;
  }
  bool VisitCallExpr(CallExpr *E) {
    callables(*E);
    if (!E->isPRValue())
      return true;
    if (TaskCreation Made = creation(*E); Made.Kind != TaskKind::None)
      arguments(Made);
    return true;
  }
  bool VisitCXXConstructExpr(CXXConstructExpr *E) {
    callables(*E);
    return true;
  }

private:
  TaskCreation creation(const CallExpr &E);
  void arguments(const TaskCreation &Made);
  void callables(const Expr &Call);
  bool canDangle(const Loan &L) const;
  bool dangles(const TaskCreation &Made, DanglingTask &Task);
  bool runsOn(const TaskCreation &Made) const;
  bool isCoveredElsewhere(const DanglingTask &Task) const;

  FunctionAnalysis &F;
  TranslationUnit &Unit;
  ReturnedTasks &Kept;
};

} // namespace

/// The task that a call makes: by its type, or as the coroutine it calls.
TaskCreation DanglingFinder::creation(const CallExpr &E) {
  const FunctionDecl *Callee = E.getDirectCallee();
  if (Callee && Callee->isInStdNamespace() &&
      Callee->getOverloadedOperator() != OO_Call)
    return {};
  TaskKind Kind = Unit.tasks().of(E.getType()).Kind;
  if (Kind == TaskKind::Lazy || Kind == TaskKind::Eager)
    return {&E, Kind};
  if (!recordOf(E.getType()))
    return {};
  FunctionAnalysis *Body = Unit.calledFunction(E);
  if (Body && Body->isCoroutine())
    return {&E, Body->isLazyCoroutine() ? TaskKind::Lazy : TaskKind::Eager};
  return {&E, Unit.roles().hasRole(E.getType(), TypeRole::Generator)
                  ? TaskKind::Lazy
                  : TaskKind::None};
}

/// Whether the object may end before a task of this function does.
bool DanglingFinder::canDangle(const Loan &L) const {
  if (L.To.K == Referent::Temporary)
    return hasContent(L.To.Made->getType(), Unit.roles());
  return L.To.K == Referent::Object &&
         hasContent(L.To.Var->getType(), Unit.roles());
}

void DanglingFinder::arguments(const TaskCreation &Made) {
  const FunctionDecl *Callee = calleeOf(*Made.Call);
  std::optional<TaskFate> Fate;
  for (int I = ThisArgument; I != static_cast<int>(argumentCount(*Made.Call));
       ++I) {
    const Expr *Argument = argumentOf(*Made.Call, I);
    if (const auto *Default = dyn_cast_or_null<CXXDefaultArgExpr>(Argument))
      Argument = Default->getExpr();
    if (!Argument || !Callee)
      continue;
    const ParmVarDecl *Param = parameterFor(*Made.Call, *Callee, I);
    QualType Type = Param ? Param->getType() : QualType();
    if (!Param && I == ThisArgument && !Argument->getType()->isPointerType())
      Type = Unit.context().getLValueReferenceType(
          Argument->getType().getNonReferenceType());
    auto Loans = loansOfArgument(*Argument,
                                 Type.isNull() ? Argument->getType() : Type, F);
    llvm::erase_if(Loans, [&](const Loan &L) { return !canDangle(L); });
    if (Loans.empty())
      continue;
    Retention Keeps = Kept.keeps(Made, I);
    if (!Keeps)
      continue;
    if (!Fate)
      Fate = fateOf(*Made.Call, F);
    for (const Loan &L : Loans) {
      DanglingTask Task{Made.Call, Argument,  L.To,  nullptr,
                        false,     Keeps.Use, *Fate, {}};
      bool Itself = L.By == Argument && !L.Capture;
      if (Itself)
        Task.Closure = coroutineLambda(Argument->getType(), Unit);
      if (!dangles(Made, Task) || isCoveredElsewhere(Task))
        continue;
      Found.push_back(Task);
      break;
    }
  }
}

/// Whether an eager task goes on when its object is dropped or kept.
bool DanglingFinder::runsOn(const TaskCreation &Made) const {
  return Made.Kind == TaskKind::Eager &&
         !Unit.tasks().of(Made.Call->getType()).CancelsOnDrop;
}

bool DanglingFinder::dangles(const TaskCreation &Made, DanglingTask &Task) {
  bool Temporary = Task.To.K == Referent::Temporary;
  switch (Task.Fate.K) {
  case TaskFate::Unknown:
  case TaskFate::Done:
    return false;
  case TaskFate::Returned:
    return true;
  case TaskFate::Dropped:
    return runsOn(Made) && (Temporary || !LaterWaits(F).after(*Made.Call));
  case TaskFate::Kept:
  case TaskFate::Spawned:
    return Temporary || !LaterWaits(F).after(*Made.Call);
  case TaskFate::InScope:
    return Temporary;
  case TaskFate::Stored:
    break;
  }
  const Stmt *Later =
      useAfterEndOf(Task.To.Var, *Made.Call, *Task.Fate.Holder, F);
  if (Later)
    Task.RunsAt = Later->getBeginLoc();
  return Later || (Temporary && runsOn(Made) && Task.Use.isValid());
}

/// Named objects that are no coroutine lambdas belong to other rules when the
/// task is spawned, dropped or returned.
bool DanglingFinder::isCoveredElsewhere(const DanglingTask &Task) const {
  return Task.To.K == Referent::Object && !Task.Closure &&
         (Task.Fate.K == TaskFate::Returned ||
          Task.Fate.K == TaskFate::Dropped || Task.Fate.K == TaskFate::Spawned);
}

/// Coroutine lambdas that are given to somebody who calls them.
void DanglingFinder::callables(const Expr &Call) {
  for (unsigned I = 0; I != argumentCount(Call); ++I) {
    const Expr *Argument = argumentOf(Call, I);
    if (!Argument || isa<CXXDefaultArgExpr>(Argument) ||
        !recordOf(Argument->getType().getNonReferenceType()))
      continue;
    bool View = isBorrowingType(Argument->getType(), Unit.roles());
    const CXXRecordDecl *Own = coroutineLambda(Argument->getType(), Unit);
    if ((!Own && !View) || !sinkOf(Call, I, Unit).DropsCallable)
      continue;
    DanglingTask Task;
    Task.Call = &Call;
    Task.Lent = Argument;
    Task.Closure = Own;
    Task.DroppedByCallee = Own;
    if (View) {
      Task.To = F.borrows().ofCopy(*Argument);
      if (Task.To.K != Referent::Temporary)
        continue;
      Task.Closure = coroutineLambda(Task.To.Made->getType(), Unit);
      Task.Fate = fateOf(Call, F);
    }
    LaterUse Use = Task.Closure ? usedOf(*Task.Closure, Unit) : LaterUse();
    Task.Use = Use.Where;
    if (Use && (Own || dangles({&Call, TaskKind::Eager}, Task)))
      Found.push_back(Task);
  }
}

std::vector<DanglingTask> corolint::findDanglingTasks(FunctionAnalysis &F) {
  DanglingFinder Finder(F);
  Finder.TraverseStmt(const_cast<Stmt *>(&F.body()));
  return std::move(Finder.Found);
}
