//===--- Crossings.cpp - values that go to another thread -----------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Crossings.h"
#include "Annotations.h"
#include "Channels.h"
#include "Handovers.h"
#include "OwnCodeVisitor.h"
#include "Sinks.h"
#include "SpawnedWork.h"
#include "TranslationUnit.h"
#include "clang/AST/ExprCXX.h"

using namespace clang;
using namespace corolint;

//===----------------------------------------------------------------------===//
// What crosses
//===----------------------------------------------------------------------===//

namespace {

class CrossingFinder : public OwnCodeVisitor<CrossingFinder> {
public:
  /// \p Executors is null if their types are to tell.
  CrossingFinder(FunctionAnalysis &F, ExecutorThreads *Executors,
                 std::vector<Crossing> &Out)
      : F(F), Unit(F.unit()), R(Unit.roles()), Executors(Executors), Out(Out) {}

  void run() {
    if (const auto *Constructor = dyn_cast<CXXConstructorDecl>(&F.function()))
      for (const CXXCtorInitializer *Init : Constructor->inits())
        if (Init->isWritten())
          TraverseStmt(Init->getInit());
    TraverseStmt(const_cast<Stmt *>(&F.body()));
  }

  bool VisitCallExpr(CallExpr *E) {
    look(*E);
    return true;
  }
  bool VisitCXXConstructExpr(CXXConstructExpr *E) {
    if (!E->getConstructor()->isCopyOrMoveConstructor())
      look(*E);
    return true;
  }

private:
  void look(const Expr &E);
  bool crosses(Crossing &C, const FunctionDecl &Callee, int Index);
  ExecutorKind kindOf(const Expr *Executor);
  const Expr *boundExecutor(const Expr &E);
  ExecutorKind executorOf(const Expr &E, const FunctionDecl &Callee);
  bool addMessage(Crossing &C, const FunctionDecl &Callee);
  bool makesThread(const Expr &E, const FunctionDecl &Callee);

  FunctionAnalysis &F;
  TranslationUnit &Unit;
  Roles &R;
  ExecutorThreads *Executors;
  std::vector<Crossing> &Out;
};

} // namespace

/// `launch::deferred`, by its name: the work runs where it is waited for.
static bool isDeferred(const Expr &Call) {
  for (unsigned I = 0; I != argumentCount(Call); ++I) {
    const Expr *Argument = argumentOf(Call, I);
    const auto *Name =
        Argument ? dyn_cast<DeclRefExpr>(Argument->IgnoreParenImpCasts())
                 : nullptr;
    const auto *Constant =
        Name ? dyn_cast<EnumConstantDecl>(Name->getDecl()) : nullptr;
    if (Constant && Constant->getName() == "deferred")
      return true;
  }
  return false;
}

ExecutorKind CrossingFinder::kindOf(const Expr *Executor) {
  if (!Executor)
    return {};
  if (Executors)
    return Executors->of(*Executor);
  ExecutorKind Kind;
  Kind.IsElsewhere =
      R.hasRole(pointeeOrSelf(Executor->getType()), TypeRole::MultiThreaded);
  return Kind;
}

/// The executor in `bind_executor(executor, work)`, which runs the work
/// whatever it is given to; null if there is none.
const Expr *CrossingFinder::boundExecutor(const Expr &E) {
  for (unsigned I = 0; I != argumentCount(E); ++I) {
    const Expr *Argument = argumentOf(E, I);
    if (!Argument)
      continue;
    const Expr *Bound = peelForBorrow(Argument->IgnoreImplicit());
    const auto *Call = dyn_cast<CallExpr>(Bound);
    const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
    const FunctionModel *Model =
        Callee ? R.functionModel(*Callee, CallEffect::BindsCallable) : nullptr;
    if (Model && Model->Argument == 1 &&
        Unit.executorThreads().isExecutor(Call->getArg(0)->getType()))
      return Call->getArg(0);
  }
  return nullptr;
}

/// What runs the work that \p E is given: the executor that it is bound to, the
/// one that a model names, or the object itself.
ExecutorKind CrossingFinder::executorOf(const Expr &E,
                                        const FunctionDecl &Callee) {
  if (!R.functionModel(Callee, CallEffect::Spawns))
    return {};
  if (const Expr *Bound = boundExecutor(E))
    return kindOf(Bound);
  if (const FunctionModel *Into =
          R.functionModel(Callee, CallEffect::SpawnsInto))
    return kindOf(argumentOf(E, Into->Argument));
  // An executor may have been asked to run it before the call returns.
  const Sink S = sinkOf(E, 0, Unit);
  return S.Spawns || S.Into ? kindOf(argumentOf(E, ThisArgument))
                            : ExecutorKind();
}

/// Whether an annotation names the executor that \p Callee, or all of its
/// class, runs work on: that is one, whichever thread it has.
static bool runsOnOne(const FunctionDecl &Callee) {
  const auto *Method = dyn_cast<CXXMethodDecl>(&Callee);
  return findAnnotation(Callee, "runs_on") ||
         (Method && findAnnotation(*Method->getParent(), "runs_on"));
}

bool CrossingFinder::crosses(Crossing &C, const FunctionDecl &Callee,
                             int Index) {
  if (const ParmVarDecl *Param =
          Index >= 0 && unsigned(Index) < Callee.getNumParams()
              ? Callee.getParamDecl(Index)
              : nullptr;
      Param && (hasTypeAnnotation(*Param, "spawns") ||
                hasTypeAnnotation(*Param, "scoped"))) {
    C.RunsOnAny = true;
    return true;
  }
  bool Spawns = false;
  for (const FunctionModel &Model : R.models().findFunction(Callee)) {
    const bool Concerns = Model.Argument == Index ||
                          (Model.Argument == AllArguments && Index >= 0);
    if (Concerns && (Model.Effect == CallEffect::Crosses ||
                     Model.Effect == CallEffect::CrossesAndReturns))
      return true;
    Spawns |= Concerns && Model.Effect == CallEffect::Spawns;
  }
  return Spawns && C.Executor.IsElsewhere &&
         Unit.tasks().isWork(argumentOf(*C.Start, Index)->getType());
}

/// Whether the work is done when the call, or the await of it, ends.
static bool isScoped(const FunctionDecl &Callee, const Roles &R) {
  return R.functionModel(Callee, CallEffect::Scoped) ||
         R.functionModel(Callee, CallEffect::WaitsFor) ||
         llvm::any_of(Callee.parameters(), [](const ParmVarDecl *Param) {
           return hasTypeAnnotation(*Param, "scoped");
         });
}

/// `threads.emplace_back(work)`, `make_unique<thread>(work)`.
bool CrossingFinder::makesThread(const Expr &E, const FunctionDecl &Callee) {
  QualType Whole;
  if (R.functionModel(Callee, CallEffect::Adds) ||
      R.functionModel(Callee, CallEffect::Inserts) ||
      R.functionModel(Callee, CallEffect::Engages)) {
    const Expr *Object = argumentOf(E, ThisArgument);
    Whole = Object ? pointeeOrSelf(Object->getType()) : QualType();
  } else if (R.functionModel(Callee, CallEffect::MakesOwned)) {
    Whole = E.getType();
  }
  const CXXRecordDecl *Record = Whole.isNull() ? nullptr : recordOf(Whole);
  if (!Record)
    return false;
  return llvm::any_of(typeArguments(*Record), [&](QualType T) {
    return Unit.spawnedWorks().startsWhenMade(T);
  });
}

/// Whether the last argument of \p Callee, which takes values, is a completion
/// token: those are given by reference.
static bool endsInToken(const FunctionDecl &Callee) {
  const unsigned Count = Callee.getNumParams();
  return Count > 1 && !Callee.getParamDecl(0)->getType()->isReferenceType() &&
         Callee.getParamDecl(Count - 1)->getType()->isReferenceType();
}

/// `sender.send(value)`: what goes into a channel between threads.
bool CrossingFinder::addMessage(Crossing &C, const FunctionDecl &Callee) {
  const auto *Call = dyn_cast<CXXMemberCallExpr>(C.Start);
  if (!Call || !isSend(*Call, R))
    return false;
  const FunctionModel *Model = R.functionModel(Callee, CallEffect::Sends);
  const bool All = !Model || Model->Argument == AllArguments;
  const int Token =
      All && Model && endsInToken(Callee) ? Callee.getNumParams() - 1 : -1;
  for (int I = 0, N = Call->getNumArgs(); I != N; ++I) {
    const Expr *Argument = Call->getArg(I);
    // Callables among several are told of the result.
    const bool IsHandler =
        I == Token ||
        (All && (I != 0 || Model) && Unit.tasks().isWork(Argument->getType()));
    if ((All || Model->Argument == I) && !IsHandler &&
        !isa<CXXDefaultArgExpr>(Argument))
      C.Parts.push_back(Argument);
  }
  C.IsMessage = true;
  return !C.Parts.empty();
}

void CrossingFinder::look(const Expr &E) {
  const FunctionDecl *Callee = calleeOf(E);
  if (!Callee || isDeferred(E) || runsOnOne(*Callee))
    return;
  Crossing C;
  C.Start = &E;
  if (addMessage(C, *Callee)) {
    Out.push_back(std::move(C));
    return;
  }
  C.Executor = executorOf(E, *Callee);
  C.RunsOnAny = C.Executor.IsElsewhere && !C.Executor.OneThread;
  const bool Thread = makesThread(E, *Callee);
  for (int I = ThisArgument, N = argumentCount(E); I != N; ++I) {
    const Expr *Argument = argumentOf(E, I);
    if (!Argument || isa<CXXDefaultArgExpr>(Argument))
      continue;
    // A thread that exists already crossed where it was made.
    const bool IsThread = Unit.spawnedWorks().startsWhenMade(
        Argument->getType().getNonReferenceType());
    if ((Thread && I >= 0 && !IsThread) || crosses(C, *Callee, I))
      C.Parts.push_back(Argument);
  }
  C.IsScoped = isScoped(*Callee, R);
  C.ComesBack = R.functionModel(*Callee, CallEffect::CrossesAndReturns);
  if (!C.Parts.empty())
    Out.push_back(std::move(C));
}

std::vector<Crossing> corolint::findCrossings(FunctionAnalysis &F) {
  std::vector<Crossing> Found;
  CrossingFinder(F, &F.unit().executorThreads(), Found).run();
  return Found;
}

std::vector<Crossing> corolint::crossingsByType(FunctionAnalysis &F) {
  std::vector<Crossing> Found;
  CrossingFinder(F, /*Executors=*/nullptr, Found).run();
  return Found;
}
