//===--- ReturnedTasks.cpp - tasks that leave the function that made them -===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "ReturnedTasks.h"
#include "Producers.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/AST/StmtCXX.h"

using namespace clang;
using namespace corolint;

/// Tasks in tasks, and functions that hand tasks on, are followed this deep.
static constexpr unsigned MaxDepth = 16;

/// Whether \p F is a function or member function of the standard library.
static bool isOfStandardLibrary(const FunctionDecl &F) {
  const DeclContext *DC = F.getDeclContext();
  while (DC->isRecord())
    DC = DC->getParent();
  while (DC->isInlineNamespace())
    DC = DC->getParent();
  return DC->isStdNamespace();
}

//===----------------------------------------------------------------------===//
// Return statements
//===----------------------------------------------------------------------===//

namespace {

/// Walks the statements of a plain function and keeps what is in scope.
class ReturnFinder {
public:
  explicit ReturnFinder(const FunctionDecl &F) {
    for (const ParmVarDecl *Param : F.parameters())
      Scope.push_back(Param);
  }

  std::vector<TaskReturn> Found;

  void walk(const Stmt *S) {
    if (!S || isa<Expr>(S))
      return;
    if (const auto *Return = dyn_cast<ReturnStmt>(S)) {
      if (Return->getRetValue())
        Found.push_back({Return, {}, Scope, Tries});
      return;
    }
    if (const auto *Declaration = dyn_cast<DeclStmt>(S)) {
      for (const Decl *D : Declaration->decls())
        if (const auto *Var = dyn_cast<VarDecl>(D);
            Var && Var->hasLocalStorage())
          Scope.push_back(Var);
      return;
    }
    bool Opens = isa<CompoundStmt, IfStmt, SwitchStmt, ForStmt, WhileStmt,
                     CXXForRangeStmt, CXXCatchStmt>(S);
    size_t Outside = Scope.size();
    if (const auto *Try = dyn_cast<CXXTryStmt>(S)) {
      Tries.push_back(Try);
      walk(Try->getTryBlock());
      Tries.pop_back();
      for (unsigned I = 0; I != Try->getNumHandlers(); ++I)
        walk(Try->getHandler(I));
    } else {
      for (const Stmt *Child : S->children())
        walk(Child);
    }
    if (Opens)
      Scope.truncate(Outside);
  }

private:
  llvm::SmallVector<const VarDecl *, 8> Scope;
  llvm::SmallVector<const CXXTryStmt *, 1> Tries;
};

/// Counts how a variable is named, inside and outside of return statements.
class NameCounter : public RecursiveASTVisitor<NameCounter> {
public:
  explicit NameCounter(const VarDecl &Var) : Var(Var) {}
  bool Elsewhere = false;
  bool TraverseTypeLoc(TypeLoc, bool = true) { return true; }
  bool TraverseReturnStmt(ReturnStmt *) { return true; }
  bool VisitDeclRefExpr(DeclRefExpr *E) {
    Elsewhere |= E->getDecl() == &Var;
    return true;
  }

private:
  const VarDecl &Var;
};

} // namespace

//===----------------------------------------------------------------------===//
// What makes a task
//===----------------------------------------------------------------------===//

TaskKind ReturnedTasks::kindOf(const Expr &Made) {
  Tasks &T = Unit.tasks();
  TaskKind Kind = T.madeBy(Made).Kind;
  if (Kind == TaskKind::Lazy || Kind == TaskKind::Eager)
    return Kind;
  // Tasks that may be dropped run on nevertheless, if they are coroutines.
  const CXXRecordDecl *Record = recordOf(Made.getType());
  const auto *Call = dyn_cast<CallExpr>(&Made);
  FunctionAnalysis *Body = Call ? Unit.calledFunction(*Call) : nullptr;
  bool Coroutine = Body && Body->isCoroutine() && Record &&
                   Unit.roles().awaitables().of(Made.getType()).Valid;
  return Coroutine ? TaskKind::Eager : TaskKind::None;
}

/// The calls that may have made the task \p Value.
void ReturnedTasks::creationsIn(FunctionAnalysis &F, const Expr *Value,
                                llvm::SmallVectorImpl<TaskCreation> &Out) {
  Roles &R = Unit.roles();
  if (Depth == MaxDepth)
    return;
  ++Depth;
  for (const Expr *P : producers(Value)) {
    if (const auto *Copy = dyn_cast<CXXConstructExpr>(P)) {
      if (Copy->getConstructor()->isCopyOrMoveConstructor())
        creationsIn(F, Copy->getArg(0), Out);
    } else if (const auto *Call = dyn_cast<CallExpr>(P)) {
      const FunctionDecl *Callee = Call->getDirectCallee();
      if (Callee && Call->getNumArgs() == 1 &&
          R.functionModel(*Callee, CallEffect::Moves))
        creationsIn(F, Call->getArg(0), Out);
      else
        creationBy(F, *Call, Out);
    } else if (const auto *Ref = dyn_cast<DeclRefExpr>(P)) {
      const auto *Var = dyn_cast<VarDecl>(Ref->getDecl());
      if (!Var || isa<ParmVarDecl>(Var) || !Var->hasLocalStorage() ||
          Var->isInitCapture() || Var->getType()->isReferenceType() ||
          Var->getDeclContext() != &F.function() || !Var->getInit())
        continue;
      // Whoever got hold of it may have run it.
      NameCounter Names(*Var);
      Names.TraverseStmt(const_cast<Stmt *>(&F.body()));
      if (!Names.Elsewhere)
        creationsIn(F, Var->getInit(), Out);
    }
  }
  --Depth;
}

void ReturnedTasks::creationBy(FunctionAnalysis &F, const CallExpr &Call,
                               llvm::SmallVectorImpl<TaskCreation> &Out) {
  TaskKind Kind = Call.isPRValue() ? kindOf(Call) : TaskKind::None;
  if (Kind == TaskKind::None)
    return;
  const FunctionDecl *Callee = Call.getDirectCallee();
  // The standard library hands out what was stored, or calls what it is given.
  bool Invokes = Callee && Callee->getOverloadedOperator() == OO_Call;
  if (Callee && isOfStandardLibrary(*Callee) && !Invokes)
    return;
  FunctionAnalysis *Body = Unit.calledFunction(Call);
  bool Plain = Body && !Body->isCoroutine();
  if (Plain && llvm::all_of(of(*Body), [](const TaskReturn &Return) {
        return Return.Created.empty();
      }))
    return;
  Out.push_back({&Call, Kind});
  // A task that is made for another one: `with_timeout(fetch(url), 5s)`.
  if (Plain)
    return;
  for (int I = ThisArgument; I != static_cast<int>(argumentCount(Call)); ++I)
    if (const Expr *Argument = argumentOf(Call, I);
        Argument && Unit.tasks().of(Argument->getType()).isTask())
      creationsIn(F, Argument, Out);
}

llvm::ArrayRef<TaskReturn> ReturnedTasks::of(FunctionAnalysis &F) {
  auto [It, New] = Known.try_emplace(&F);
  if (!New)
    return It->second ? llvm::ArrayRef<TaskReturn>(*It->second)
                      : llvm::ArrayRef<TaskReturn>();
  auto Result = std::make_unique<std::vector<TaskReturn>>();
  QualType Type = F.function().getReturnType();
  if (!F.isCoroutine() && (Unit.tasks().of(Type).isTask() ||
                           Unit.roles().awaitables().of(Type).Valid)) {
    ReturnFinder Finder(F.function());
    Finder.walk(&F.body());
    for (TaskReturn &Return : Finder.Found) {
      creationsIn(F, Return.Statement->getRetValue(), Return.Created);
      if (!Return.Created.empty())
        Result->push_back(std::move(Return));
    }
  }
  auto &Entry = Known[&F];
  Entry = std::move(Result);
  return *Entry;
}

//===----------------------------------------------------------------------===//
// What follows the call
//===----------------------------------------------------------------------===//

namespace {

/// Whether a coroutine's body does nothing that others could notice: it only
/// computes with what it holds itself.
class OwnValuesOnly : public RecursiveASTVisitor<OwnValuesOnly> {
public:
  bool Holds = true;
  bool TraverseTypeLoc(TypeLoc, bool = true) { return true; }
  bool VisitCXXThisExpr(CXXThisExpr *) { return Holds = false; }
  bool VisitCoroutineSuspendExpr(CoroutineSuspendExpr *) {
    return Holds = false;
  }
  bool VisitDeclRefExpr(DeclRefExpr *E) {
    const auto *Var = dyn_cast<VarDecl>(E->getDecl());
    if (Var &&
        ((Var->hasGlobalStorage() && !Var->getType().isConstQualified()) ||
         Var->getType()->isReferenceType() || Var->getType()->isPointerType()))
      Holds = false;
    return Holds;
  }
  bool VisitCallExpr(CallExpr *E) {
    const FunctionDecl *Callee = E->getDirectCallee();
    if (!Callee || !isOfStandardLibrary(*Callee))
      Holds = false;
    return Holds;
  }
};

/// Whether a body may suspend, its lambdas not included.
bool maySuspend(const Stmt *S, const Awaitables &Await) {
  if (!S || isa<LambdaExpr>(S))
    return false;
  if (const auto *Suspension = dyn_cast<CoroutineSuspendExpr>(S)) {
    if (!Await.neverSuspends(*Suspension))
      return true;
    return maySuspend(Suspension->getOperand(), Await);
  }
  return llvm::any_of(S->children(), [&](const Stmt *Child) {
    return maySuspend(Child, Await);
  });
}

} // namespace

RunsLater ReturnedTasks::runsLater(const TaskCreation &Made) {
  FunctionAnalysis *Body = Unit.calledFunction(*Made.Call);
  if (!Body)
    return Made.Kind == TaskKind::Lazy ? RunsLater::Yes : RunsLater::Unknown;
  if (Body->isCoroutine()) {
    if (Made.Kind == TaskKind::Eager)
      return maySuspend(&Body->body(), Unit.roles().awaitables())
                 ? RunsLater::Yes
                 : RunsLater::No;
    OwnValuesOnly Finder;
    Finder.TraverseStmt(const_cast<Stmt *>(&Body->body()));
    return Finder.Holds ? RunsLater::No : RunsLater::Yes;
  }
  auto [It, New] = KnownLater.try_emplace(Body, RunsLater::No);
  if (!New || Depth == MaxDepth)
    return It->second; // while in progress: a cycle adds nothing of its own
  ++Depth;
  RunsLater Result = RunsLater::No;
  for (const TaskReturn &Return : of(*Body))
    for (const TaskCreation &Inner : Return.Created)
      Result = std::max(Result, runsLater(Inner));
  --Depth;
  return KnownLater[Body] = Result;
}

LaterWork ReturnedTasks::workAfter(const TaskReturn &Return,
                                   SourceLocation Where) {
  const SourceManager &SM = Unit.context().getSourceManager();
  LaterWork Result;
  for (const TaskCreation &Made : Return.Created) {
    // What is made after the task was not made for it.
    if (!SM.isBeforeInTranslationUnit(Where, Made.Call->getBeginLoc()))
      continue;
    RunsLater When = runsLater(Made);
    if (When > Result.When)
      Result = {When, Made.Kind == TaskKind::Lazy};
  }
  return Result;
}

//===----------------------------------------------------------------------===//
// Handlers
//===----------------------------------------------------------------------===//

namespace {

/// Looks for what may throw, calls that make lazy tasks excepted.
class ThrowFinder : public RecursiveASTVisitor<ThrowFinder> {
public:
  ThrowFinder(llvm::ArrayRef<TaskCreation> Made, TranslationUnit &Unit)
      : Made(Made), Unit(Unit) {}

  bool Found = false;
  bool Makes = false;

  bool TraverseTypeLoc(TypeLoc, bool = true) { return true; }
  bool TraverseLambdaExpr(LambdaExpr *E) {
    for (Expr *Init : E->capture_inits())
      if (Init && !TraverseStmt(Init))
        return false;
    return true;
  }
  bool VisitCXXThrowExpr(CXXThrowExpr *) { return found(); }
  bool VisitCXXNewExpr(CXXNewExpr *) { return found(); }
  bool VisitCXXTypeidExpr(CXXTypeidExpr *) { return found(); }
  bool VisitCXXDynamicCastExpr(CXXDynamicCastExpr *E) {
    return E->getType()->isPointerType() || found();
  }
  bool VisitCXXInheritedCtorInitExpr(CXXInheritedCtorInitExpr *) {
    return found();
  }
  bool VisitCXXConstructExpr(CXXConstructExpr *E) {
    const CXXConstructorDecl *Constructor = E->getConstructor();
    return Constructor->isCopyOrMoveConstructor() || Constructor->isTrivial() ||
           nothrow(*Constructor) || found();
  }
  bool VisitCallExpr(CallExpr *E) {
    const FunctionDecl *Callee = E->getDirectCallee();
    if (isCreation(*E)) {
      Makes = true;
      return true;
    }
    bool Nothrow =
        Callee && (nothrow(*Callee) ||
                   Unit.roles().functionModel(*Callee, CallEffect::Moves) ||
                   isConstant(*E));
    return Nothrow || found();
  }

private:
  bool found() {
    Found = true;
    return false;
  }
  /// A value like `5s` or a view of a literal.
  bool isConstant(const Expr &E) const {
    const CXXRecordDecl *Record = recordOf(E.getType());
    return !E.isValueDependent() &&
           (!Record || Record->hasTrivialDestructor()) &&
           E.isCXX11ConstantExpr(Unit.context());
  }
  static bool nothrow(const FunctionDecl &F) {
    const auto *Type = F.getType()->getAs<FunctionProtoType>();
    return Type && Type->isNothrow();
  }
  /// Making a coroutine's frame may fail for want of memory; nobody writes a
  /// handler for that alone, which handlesOnlyAllocation() sees to.
  bool isCreation(const CallExpr &E) const {
    if (llvm::none_of(Made, [&](const TaskCreation &Creation) {
          return Creation.Call == &E && Creation.Kind == TaskKind::Lazy;
        }))
      return false;
    // A std::function may be empty.
    if (E.getDirectCallee() && isOfStandardLibrary(*E.getDirectCallee()))
      return false;
    FunctionAnalysis *Body = Unit.calledFunction(E);
    return !Body || Body->isCoroutine();
  }
  llvm::ArrayRef<TaskCreation> Made;
  TranslationUnit &Unit;
};

} // namespace

/// Whether all handlers are for a failed allocation, which the making of a
/// frame may be ([dcl.fct.def.coroutine]/9).
static bool handlesOnlyAllocation(const CXXTryStmt &Try) {
  for (unsigned I = 0; I != Try.getNumHandlers(); ++I) {
    QualType Caught = Try.getHandler(I)->getCaughtType();
    const CXXRecordDecl *Record = Caught.isNull() ? nullptr : recordOf(Caught);
    if (!Record || !Record->isInStdNamespace() ||
        Record->getName() != "bad_alloc")
      return false;
  }
  return true;
}

bool corolint::onlyMakesTasks(const CXXTryStmt &Try,
                              llvm::ArrayRef<TaskCreation> Made,
                              TranslationUnit &Unit) {
  ThrowFinder Finder(Made, Unit);
  Finder.TraverseStmt(const_cast<CompoundStmt *>(Try.getTryBlock()));
  return !Finder.Found && Finder.Makes && !handlesOnlyAllocation(Try);
}
