//===--- DanglingTasks.cpp - tasks that outlive what they refer to --------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "DanglingTasks.h"
#include "Joins.h"
#include "LaterUses.h"
#include "Loans.h"
#include "Producers.h"
#include "Sinks.h"
#include "SpawnedWork.h"
#include "StmtParents.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Analysis/CFG.h"

using namespace clang;
using namespace corolint;

/// Tasks that are moved from one variable to the next are followed this far.
static constexpr unsigned MaxMoves = 3;

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
// Calls
//===----------------------------------------------------------------------===//

namespace {

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
  void argument(const TaskCreation &Made, int Index);
  LaterUse usedOfClosure(const TaskCreation &Made, int Index,
                         const Expr &Argument, DanglingTask &Task);
  void callables(const Expr &Call);
  void closure(const Expr &Call, unsigned Index, const Expr &Argument,
               const CXXRecordDecl &Class);
  void wrappedClosure(const Expr &Call, const Expr &Argument);
  bool outlivesCall(const Expr &Call, unsigned Index);
  bool canDangle(const Loan &L) const;
  bool dangles(const TaskCreation &Made, DanglingTask &Task);
  bool dangles(const TaskCreation &Made, DanglingTask &Task,
               const TaskFate &Fate, const Stmt &From, unsigned Depth);
  bool runsOn(const TaskCreation &Made) const;
  bool mayBeAwaited(const TaskFate &Fate, const Stmt &From);
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
      Callee->getOverloadedOperator() != OO_Call &&
      !Unit.roles().functionModel(*Callee, CallEffect::InvokesInPlace))
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

/// The type of the parameter that argument \p Index initialises; null when it
/// is not known. The implicit object is bound like a reference.
static QualType parameterType(const CallExpr &Call, const Expr &Argument,
                              int Index, TranslationUnit &Unit) {
  const FunctionDecl *Callee = Call.getDirectCallee();
  // Of views and buffers, it keeps copies.
  if (Callee && Index != ThisArgument && isLibraryOperation(*Callee) &&
      isBorrowingType(Argument.getType(), Unit.roles()))
    return Argument.getType().getNonReferenceType();
  if (Callee)
    if (const ParmVarDecl *Param = parameterFor(Call, *Callee, Index))
      return Param->getType();
  if (Index == ThisArgument)
    return Argument.getType()->isPointerType()
               ? Argument.getType()
               : Unit.context().getLValueReferenceType(
                     Argument.getType().getNonReferenceType());
  // A pointer to a function or member.
  QualType T = Call.getCallee()->getType();
  if (T->isSpecificBuiltinType(BuiltinType::BoundMember))
    T = Expr::findBoundMemberType(Call.getCallee());
  if (!T.isNull() && T->isPointerType())
    T = T->getPointeeType();
  const auto *Type = T.isNull() ? nullptr : T->getAs<FunctionProtoType>();
  return Type && unsigned(Index) < Type->getNumParams()
             ? Type->getParamType(Index)
             : QualType();
}

void DanglingFinder::arguments(const TaskCreation &Made) {
  int Count = argumentCount(*Made.Call);
  for (int I = ThisArgument; I != Count; ++I)
    argument(Made, I);
}

/// What the coroutine of a closure uses later that is called through a function
/// object, or at once by what it is given to.
LaterUse DanglingFinder::usedOfClosure(const TaskCreation &Made, int Index,
                                       const Expr &Argument,
                                       DanglingTask &Task) {
  const FunctionDecl *Callee = calleeOf(*Made.Call);
  bool Called = Index == ThisArgument
                    ? Callee && Callee->getOverloadedOperator() == OO_Call &&
                          !callsClosure(*Made.Call)
                    : sinkOf(*Made.Call, Index, Unit).InPlace;
  const LambdaExpr *Closure = Called ? closureIn(Argument, F) : nullptr;
  if (!Closure)
    return {};
  LaterUse Use = usedOf(*Closure->getLambdaClass(), Unit);
  if (Use)
    Task.Closure = Closure->getLambdaClass();
  return Use;
}

void DanglingFinder::argument(const TaskCreation &Made, int Index) {
  const Expr *Argument = argumentOf(*Made.Call, Index);
  if (const auto *Default = dyn_cast_or_null<CXXDefaultArgExpr>(Argument))
    Argument = Default->getExpr();
  QualType Type = Argument ? parameterType(cast<CallExpr>(*Made.Call),
                                           *Argument, Index, Unit)
                           : QualType();
  if (Type.isNull())
    return;
  auto Loans = loansOfArgument(*Argument, Type, F);
  llvm::erase_if(Loans, [&](const Loan &L) { return !canDangle(L); });
  if (Loans.empty())
    return;
  DanglingTask Task;
  Task.Call = Made.Call;
  Task.Lent = Argument;
  if (LaterUse Use = usedOfClosure(Made, Index, *Argument, Task)) {
    Task.Use = Use.Where;
    Task.Captured = Use.Captured;
  } else {
    Retention Keeps = Kept.keeps(Made, Index);
    if (!Keeps)
      return;
    Task.Use = Keeps.Use;
    Task.Closure = coroutineLambda(Argument->getType(), Unit);
  }
  Task.Fate = fateOf(*Made.Call, F);
  const CXXRecordDecl *Closure = Task.Closure;
  for (const Loan &L : Loans) {
    // What the closure refers to is no closure.
    Task.Closure = L.By == Argument && !L.Capture ? Closure : nullptr;
    Task.To = L.To;
    if (!dangles(Made, Task) || isCoveredElsewhere(Task))
      continue;
    Found.push_back(Task);
    return;
  }
}

/// Whether an eager task goes on when its object is dropped or kept.
bool DanglingFinder::runsOn(const TaskCreation &Made) const {
  return Made.Kind == TaskKind::Eager &&
         !Unit.tasks().of(Made.Call->getType()).CancelsOnDrop;
}

/// Whether something in the function may wait for the task that was spawned at
/// \p From.
bool DanglingFinder::mayBeAwaited(const TaskFate &Fate, const Stmt &From) {
  for (const SpawnedWork &Work : Unit.spawnedWorks().of(F))
    if (Work.Start == Fate.At && !Work.InScope)
      return !waitsFor(F, Work).empty();
  return mayWaitAfter(From, F);
}

bool DanglingFinder::dangles(const TaskCreation &Made, DanglingTask &Task) {
  return dangles(Made, Task, Task.Fate, *Made.Call, 0);
}

/// Whether the task, which goes to \p Fate at \p From, outlives what it refers
/// to. Tasks that are moved on are followed.
bool DanglingFinder::dangles(const TaskCreation &Made, DanglingTask &Task,
                             const TaskFate &Fate, const Stmt &From,
                             unsigned Depth) {
  bool Temporary = Task.To.K == Referent::Temporary;
  switch (Fate.K) {
  case TaskFate::Unknown:
  case TaskFate::Done:
    return false;
  case TaskFate::Returned:
    Task.Fate = Fate;
    return true;
  case TaskFate::Dropped:
    return runsOn(Made) && (Temporary || !mayWaitAfter(From, F));
  case TaskFate::Kept:
    Task.Fate = Fate;
    return Temporary || !mayWaitAfter(From, F);
  case TaskFate::Spawned:
    Task.Fate = Fate;
    return Temporary || !mayBeAwaited(Fate, From);
  case TaskFate::InScope:
    return Temporary;
  case TaskFate::Stored:
    break;
  }
  HolderUses Uses = usesOfHolder(Task.To.Var, From, *Fate.Holder, F);
  if (Uses.AfterEnd) {
    Task.RunsAt = Uses.AfterEnd->getBeginLoc();
    return true;
  }
  if (Temporary)
    return runsOn(Made) && Task.Use.isValid();
  return Depth != MaxMoves && llvm::any_of(Uses.MovedBy, [&](const Expr *Name) {
           return dangles(Made, Task, fateOf(*Name, F), *Name, Depth + 1);
         });
}

/// Named objects that are no coroutine lambdas belong to other rules when the
/// task is spawned, dropped or returned.
bool DanglingFinder::isCoveredElsewhere(const DanglingTask &Task) const {
  if (Task.To.K != Referent::Object || Task.Closure)
    return false;
  const auto *At = dyn_cast_or_null<Expr>(Task.Fate.At);
  const FunctionDecl *Callee = At ? calleeOf(*At) : nullptr;
  return (Task.Fate.K == TaskFate::Returned && !F.isCoroutine()) ||
         Task.Fate.K == TaskFate::Dropped || Task.Fate.K == TaskFate::Spawned ||
         // In a scope that is a member, or the caller's.
         (Task.Fate.K == TaskFate::Kept && Callee &&
          Unit.spawnedWorks().mayStart(*Callee));
}

/// Whether the type is a template of a closure type.
static bool wrapsClosure(QualType T) {
  auto Types = typeArguments(T.getNonReferenceType());
  const CXXRecordDecl *Wrapped =
      Types.empty() ? nullptr : recordOf(Types[0].getNonReferenceType());
  return Wrapped && Wrapped->isLambda();
}

/// Coroutine lambdas that are given to somebody who calls them.
void DanglingFinder::callables(const Expr &Call) {
  for (unsigned I = 0; I != argumentCount(Call); ++I) {
    const Expr *Argument = argumentOf(Call, I);
    if (!Argument || isa<CXXDefaultArgExpr>(Argument) ||
        !recordOf(Argument->getType().getNonReferenceType()))
      continue;
    if (const CXXRecordDecl *Own = coroutineLambda(Argument->getType(), Unit))
      closure(Call, I, *Argument, *Own);
    else if (wrapsClosure(Argument->getType()) &&
             isBorrowingType(Argument->getType(), Unit.roles()) &&
             sinkOf(Call, I, Unit).DropsCallable)
      wrappedClosure(Call, *Argument);
  }
}

/// A closure for a function that calls it and does not keep it.
void DanglingFinder::closure(const Expr &Call, unsigned Index,
                             const Expr &Argument, const CXXRecordDecl &Class) {
  DanglingTask Task;
  Task.Call = &Call;
  Task.Lent = &Argument;
  Task.Closure = &Class;
  Sink S = sinkOf(Call, Index, Unit);
  Task.DroppedByCallee = S.DropsCallable;
  if (!S.isKnown() && Argument.isGLValue()) {
    Task.To = F.borrows().ofObject(Argument);
    if (Task.To.K != Referent::Temporary || !outlivesCall(Call, Index))
      return;
  } else if (!S.DropsCallable) {
    return;
  }
  LaterUse Use = usedOf(Class, Unit);
  Task.Use = Use.Where;
  Task.Captured = Use.Captured;
  if (Use)
    Found.push_back(Task);
}

/// A closure in an object that refers to it, which is kept while the closure
/// is not.
void DanglingFinder::wrappedClosure(const Expr &Call, const Expr &Argument) {
  DanglingTask Task;
  Task.Call = &Call;
  Task.Lent = &Argument;
  Task.To = F.borrows().ofCopy(Argument);
  if (Task.To.K != Referent::Temporary)
    return;
  Task.Closure = coroutineLambda(Task.To.Made->getType(), Unit);
  LaterUse Use = Task.Closure ? usedOf(*Task.Closure, Unit) : LaterUse();
  Task.Use = Use.Where;
  Task.Captured = Use.Captured;
  Task.Fate = fateOf(Call, F);
  if (Use && dangles({&Call, TaskKind::Eager}, Task))
    Found.push_back(Task);
}

namespace {
/// The calls of one parameter.
class ParameterCalls : public RecursiveASTVisitor<ParameterCalls> {
public:
  explicit ParameterCalls(const ParmVarDecl &Param) : Param(Param) {}
  std::vector<const CallExpr *> Found;
  bool VisitCXXOperatorCallExpr(CXXOperatorCallExpr *E) {
    if (E->getOperator() == OO_Call &&
        variableNamed(throughForward(E->getArg(0))) == &Param)
      Found.push_back(E);
    return true;
  }

private:
  static const Expr *throughForward(const Expr *E) {
    const auto *Call = dyn_cast<CallExpr>(peelForBorrow(E));
    return Call && Call->getNumArgs() == 1 ? Call->getArg(0) : E;
  }
  const ParmVarDecl &Param;
};
} // namespace

/// Whether the task that a visible plain function makes by a call of its
/// parameter is kept by something that outlives the call.
bool DanglingFinder::outlivesCall(const Expr &Call, unsigned Index) {
  FunctionAnalysis *Body = Unit.calledFunction(Call);
  const ParmVarDecl *Param = Body && !Body->isCoroutine()
                                 ? parameterFor(Call, Body->function(), Index)
                                 : nullptr;
  if (!Param || !Param->getType()->isReferenceType())
    return false;
  ParameterCalls Calls(*Param);
  Calls.TraverseStmt(const_cast<Stmt *>(&Body->body()));
  return llvm::any_of(Calls.Found, [&](const CallExpr *Made) {
    TaskFate Fate = fateOf(*Made, *Body);
    if (Fate.K != TaskFate::Kept && Fate.K != TaskFate::Spawned)
      return false;
    const Expr *Object = Fate.InThis ? argumentOf(Call, ThisArgument) : nullptr;
    return !Object || F.borrows().ofObject(*Object).K != Referent::Temporary;
  });
}

std::vector<DanglingTask> corolint::findDanglingTasks(FunctionAnalysis &F) {
  DanglingFinder Finder(F);
  Finder.TraverseStmt(const_cast<Stmt *>(&F.body()));
  if (const auto *Constructor = dyn_cast<CXXConstructorDecl>(&F.function()))
    for (const CXXCtorInitializer *Init : Constructor->inits())
      Finder.TraverseStmt(Init->getInit());
  return std::move(Finder.Found);
}

std::vector<DanglingTask> corolint::findDanglingTasks(const Expr &Initializer,
                                                      TranslationUnit &Unit) {
  std::vector<DanglingTask> Found;
  for (const Expr *Made : producers(&Initializer)) {
    const auto *Object =
        callsClosure(*Made)
            ? dyn_cast_or_null<MaterializeTemporaryExpr>(
                  peelForBorrow(argumentOf(*Made, ThisArgument)))
            : nullptr;
    const CXXRecordDecl *Closure =
        Object ? coroutineLambda(Object->getType(), Unit) : nullptr;
    if (LaterUse Use = Closure ? usedOf(*Closure, Unit) : LaterUse())
      Found.push_back({Made,
                       Object,
                       {Referent::Temporary, nullptr, Object},
                       Closure,
                       /*DroppedByCallee=*/false,
                       Use.Where,
                       Use.Captured,
                       {TaskFate::Kept, nullptr, Made},
                       {}});
  }
  return Found;
}
