//===--- ThreadRunners.cpp - the threads that run a context ---------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "ThreadRunners.h"
#include "Borrows.h"
#include "Calls.h"
#include "Crossings.h"
#include "Loans.h"
#include "MemoryAccesses.h"
#include "OwnCodeVisitor.h"
#include "SharedState.h"
#include "Sinks.h"
#include "SpawnedWork.h"
#include "Words.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/ParentMap.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;
using namespace corolint;

/// Functions that a thread calls, and copies of copies, are followed this deep.
static constexpr unsigned MaxDepth = 4;

//===----------------------------------------------------------------------===//
// Names
//===----------------------------------------------------------------------===//

/// The last variable or member on a path; null if it ends in an element.
static const ValueDecl *lastNameOf(const AccessPath &Path) {
  for (const PathStep &Step : llvm::reverse(Path.steps())) {
    if (Step.K == PathStep::Field)
      return Step.Decl;
    if (Step.K != PathStep::Deref)
      return nullptr;
  }
  return Path.root();
}

/// What the pointer or owner \p Var is a copy of; null if it is none.
static const Expr *copiedFrom(const VarDecl &Var) {
  const Expr *Init = isa<ParmVarDecl>(Var) ? nullptr : Var.getInit();
  if (!Init)
    return nullptr;
  Init = peelForBorrow(Init);
  if (const auto *Cast = dyn_cast<CastExpr>(Init);
      Cast && Cast->getType()->isPointerType())
    return Cast->getSubExpr();
  const auto *Copy = dyn_cast<CXXConstructExpr>(Init);
  return Copy && Copy->getConstructor()->isCopyOrMoveConstructor()
             ? Copy->getArg(0)
             : nullptr;
}

const ValueDecl *ThreadRunners::objectNamed(const Expr &E) {
  const Expr *At = &E;
  for (unsigned I = 0; I != MaxDepth; ++I) {
    const AccessPath *Path = Unit.paths().objectOrPointee(At);
    const ValueDecl *D = Path ? lastNameOf(*Path) : nullptr;
    const auto *Var = dyn_cast_or_null<VarDecl>(D);
    const Expr *From = Var ? copiedFrom(*Var) : nullptr;
    if (!From)
      return D ? cast<ValueDecl>(D->getCanonicalDecl()) : nullptr;
    At = From;
  }
  return nullptr;
}

//===----------------------------------------------------------------------===//
// Who runs what
//===----------------------------------------------------------------------===//

namespace {
/// Finds the calls that one function makes itself.
class CallFinder : public OwnCodeVisitor<CallFinder> {
public:
  llvm::SmallVector<const CallExpr *, 8> Found;
  bool VisitCallExpr(CallExpr *E) {
    Found.push_back(E);
    return true;
  }
};
} // namespace

static llvm::SmallVector<const CallExpr *, 8> callsIn(FunctionAnalysis &F) {
  CallFinder Finder;
  Finder.TraverseStmt(const_cast<Stmt *>(&F.body()));
  return std::move(Finder.Found);
}

/// The context that \p Call runs on this thread; null if it runs none.
static const Expr *contextRunBy(const CallExpr &Call, const Roles &R) {
  const FunctionDecl *Callee = Call.getDirectCallee();
  const FunctionModel *Model =
      Callee ? R.functionModel(*Callee, CallEffect::Runs) : nullptr;
  return Model ? argumentOf(Call, Model->Argument) : nullptr;
}

/// What \p Argument refers to: `std::ref(context)` is the context.
static const Expr &referredTo(const Expr &Argument, const Roles &R) {
  const Expr *E = peelForBorrow(Argument.IgnoreImplicit());
  if (const auto *Temporary = dyn_cast<MaterializeTemporaryExpr>(E))
    E = peelForBorrow(Temporary->getSubExpr());
  const auto *Call = dyn_cast<CallExpr>(E);
  return Call && Call->getNumArgs() == 1 &&
                 R.hasRole(Call->getType(), TypeRole::ReferenceWrapper)
             ? *Call->getArg(0)
             : *E;
}

/// The contexts that \p Body runs, as its caller knows them, but for its
/// parameters.
ThreadRunners::Names ThreadRunners::runIn(FunctionAnalysis &Body,
                                          unsigned Depth) {
  Names Found;
  for (const CallExpr *Call : callsIn(Body)) {
    if (const Expr *Context = contextRunBy(*Call, Unit.roles())) {
      Found.push_back(objectNamed(*Context));
      continue;
    }
    FunctionAnalysis *Inner = Depth != 0 ? Unit.calledFunction(*Call) : nullptr;
    if (!Inner || Inner->isCoroutine())
      continue;
    for (const ValueDecl *D : runIn(*Inner, Depth - 1)) {
      const auto *Param = dyn_cast_or_null<ParmVarDecl>(D);
      if (!Param || Param->getDeclContext() != &Inner->function())
        Found.push_back(D);
      else if (const Expr *Argument =
                   argumentFor(*Call, Inner->function(), *Param))
        Found.push_back(objectNamed(*Argument));
    }
  }
  llvm::erase(Found, nullptr);
  return Found;
}

/// The function that \p Part names: `run`, `&Worker::run`.
static const FunctionDecl *functionNamed(const Expr &Part) {
  const Expr *E = Part.IgnoreParenCasts();
  if (const auto *Address = dyn_cast<UnaryOperator>(E);
      Address && Address->getOpcode() == UO_AddrOf)
    E = Address->getSubExpr()->IgnoreParens();
  const auto *Name = dyn_cast<DeclRefExpr>(E);
  return Name ? dyn_cast<FunctionDecl>(Name->getDecl()) : nullptr;
}

void ThreadRunners::add(const ValueDecl *Context, Runner Of) {
  if (Context)
    Runners[Context].push_back(Of);
}

void ThreadRunners::collect(FunctionAnalysis &F) {
  for (const CallExpr *Call : callsIn(F))
    if (const Expr *Context = contextRunBy(*Call, Unit.roles()))
      add(objectNamed(*Context), {&F, Call, /*IsOwnThread=*/true});
  for (const Crossing &C : crossingsByType(F)) {
    Runner New{&F, C.Start};
    for (const SpawnedWork &Work : Unit.spawnedWorks().of(F))
      if (Work.Start == C.Start)
        New.Handle = Work.Handle;
    // What has been waited for already is no thread beside this one.
    if (C.IsScoped || (!New.Handle && joinsAtEnd(C.Start->getType(), Unit)))
      continue;
    for (const Expr *Part : C.Parts)
      if (const LambdaExpr *Closure = closureIn(*Part, F))
        if (FunctionAnalysis *Body =
                Unit.analysisOf(*Closure->getCallOperator()))
          for (const ValueDecl *Context : runIn(*Body, MaxDepth))
            add(Context, New);
    const FunctionDecl *Function = functionNamed(*C.Parts.front());
    FunctionAnalysis *Body = Function ? Unit.analysisOf(*Function) : nullptr;
    if (!Body)
      continue;
    const auto *Method = dyn_cast<CXXMethodDecl>(Function);
    const unsigned First = Method && !Method->isStatic() ? 2 : 1;
    for (const ValueDecl *Context : runIn(*Body, MaxDepth)) {
      const auto *Param = dyn_cast<ParmVarDecl>(Context);
      if (!Param || Param->getDeclContext() != &Body->function())
        add(Context, New);
      else if (First + Param->getFunctionScopeIndex() < C.Parts.size())
        add(objectNamed(
                referredTo(*C.Parts[First + Param->getFunctionScopeIndex()],
                           Unit.roles())),
            New);
    }
  }
}

void ThreadRunners::collect() {
  if (std::exchange(Collected, true))
    return;
  for (FunctionAnalysis *F : Unit.functions())
    collect(*F);
}

//===----------------------------------------------------------------------===//
// At once
//===----------------------------------------------------------------------===//

static bool isBefore(const Stmt &A, const Stmt &B, const SourceManager &SM) {
  return SM.isBeforeInTranslationUnit(SM.getExpansionLoc(A.getEndLoc()),
                                      SM.getExpansionLoc(B.getBeginLoc()));
}

static bool isLoop(const Stmt &S) {
  return isa<ForStmt, CXXForRangeStmt, WhileStmt, DoStmt>(S);
}

/// Whether \p Call may wait for a thread: what is modelled, and what is called
/// so.
static bool mayWait(const CallExpr &Call, TranslationUnit &Unit) {
  const FunctionDecl *Callee = Call.getDirectCallee();
  if (Unit.tasks().joins(Call))
    return true;
  if (!Callee || !Callee->getIdentifier())
    return false;
  const Expr *Object = argumentOf(Call, ThisArgument);
  return hasWord(Callee->getName(), {"join", "wait", "stop", "sync"}) ||
         (Callee->getName() == "get" && Object &&
          Unit.memoryAccesses().isHandle(pointeeOrSelf(Object->getType())));
}

/// Whether a thread started at \p A may be waited for before \p B.
static bool waitsBetween(FunctionAnalysis &F, const Expr &A, const Expr &B) {
  TranslationUnit &Unit = F.unit();
  const SourceManager &SM = Unit.context().getSourceManager();
  auto IsWithin = [&](const Stmt &S, const VarDecl &Var) {
    const Stmt *Extent = F.extentOf(Var);
    return !Extent || F.isWithin(S, *Extent);
  };
  return llvm::any_of(callsIn(F),
                      [&](const CallExpr *Call) {
                        return isBefore(A, *Call, SM) &&
                               isBefore(*Call, B, SM) && mayWait(*Call, Unit);
                      }) ||
         llvm::any_of(Unit.sharedStates().namesIn(F).Joining,
                      [&](const VarDecl *Var) {
                        return IsWithin(A, *Var) && !IsWithin(B, *Var);
                      });
}

/// Whether \p S is in a branch or handler that \p Other is not in.
static bool isBranchBeside(FunctionAnalysis &F, const Stmt &S,
                           const Stmt &Other) {
  const Stmt *Child = &S;
  for (const Stmt *At = F.parents().getParent(&S); At;
       Child = At, At = F.parents().getParent(At)) {
    const auto *If = dyn_cast<IfStmt>(At);
    if (((If && Child != If->getCond()) ||
         isa<SwitchStmt, CXXCatchStmt, ConditionalOperator>(At)) &&
        !F.isWithin(Other, *Child))
      return true;
  }
  return false;
}

/// Whether \p Handle stands for one thread, so that it is done when the handle
/// gets another.
bool ThreadRunners::isOneThread(const ValueDecl *Handle) const {
  if (!Handle)
    return false;
  const QualType T = Handle->getType();
  return !T->isArrayType() && !Unit.roles().hasRole(T, TypeRole::Container);
}

/// Whether the thread goes on when the function returns that started it.
static bool isLeft(const ValueDecl *Handle) {
  const auto *Var = dyn_cast_or_null<VarDecl>(Handle);
  return !Var || Var->hasGlobalStorage();
}

/// Whether a loop starts such a thread again and again, all of them for one
/// context.
bool ThreadRunners::isRepeated(const Runner &R, const ValueDecl &Context) {
  if (R.IsOwnThread)
    return false;
  const SourceManager &SM = Unit.context().getSourceManager();
  auto DeclaredIn = [&](const ValueDecl &D, const Stmt &S) {
    return SM.isPointWithin(SM.getExpansionLoc(D.getLocation()),
                            SM.getExpansionLoc(S.getBeginLoc()),
                            SM.getExpansionLoc(S.getEndLoc()));
  };
  const Stmt *Child = R.At;
  for (const Stmt *At = R.F->parents().getParent(R.At); At;
       Child = At, At = R.F->parents().getParent(At)) {
    const auto *If = dyn_cast<IfStmt>(At);
    if ((If && Child != If->getCond()) ||
        isa<SwitchStmt, CXXCatchStmt, ConditionalOperator>(At))
      return false; // not in each round
    if (!isLoop(*At))
      continue;
    if (DeclaredIn(Context, *At))
      return false; // each has its own
    if (isOneThread(R.Handle) &&
        (!DeclaredIn(*R.Handle, *At) || joinsAtEnd(R.Handle->getType(), Unit)))
      return false;
    return llvm::none_of(callsIn(*R.F), [&](const CallExpr *Call) {
      return R.F->isWithin(*Call, *At) && !R.F->isWithin(*Call, *R.At) &&
             !R.F->isWithin(*R.At, *Call) && mayWait(*Call, Unit);
    });
  }
  return false;
}

/// Whether \p F calls \p Callee before \p At.
static bool callsBefore(FunctionAnalysis &F, const FunctionDecl &Callee,
                        const Expr &At) {
  const SourceManager &SM = F.unit().context().getSourceManager();
  return llvm::any_of(callsIn(F), [&](const CallExpr *Call) {
    const FunctionDecl *Called = Call->getDirectCallee();
    return Called && Called->getCanonicalDecl() == Callee.getCanonicalDecl() &&
           isBefore(*Call, At, SM) && !waitsBetween(F, *Call, At);
  });
}

/// Whether a function runs itself, at \p Own, what the thread runs meanwhile.
bool ThreadRunners::meetsOwn(const Runner &Thread, const Runner &Own) {
  const SourceManager &SM = Unit.context().getSourceManager();
  if (Thread.F != Own.F)
    return isLeft(Thread.Handle) &&
           callsBefore(*Own.F, Thread.F->function(), *Own.At);
  return isBefore(*Thread.At, *Own.At, SM) &&
         !waitsBetween(*Own.F, *Thread.At, *Own.At) &&
         !(isBranchBeside(*Own.F, *Thread.At, *Own.At) &&
           isBranchBeside(*Own.F, *Own.At, *Thread.At));
}

bool ThreadRunners::mayMeet(const Runner &A, const Runner &B) {
  if (A.IsOwnThread || B.IsOwnThread)
    return A.IsOwnThread != B.IsOwnThread &&
           (A.IsOwnThread ? meetsOwn(B, A) : meetsOwn(A, B));
  if (A.At == B.At || (A.Handle == B.Handle && isOneThread(A.Handle)))
    return false;
  if (A.F != B.F)
    return isLeft(A.Handle) && isLeft(B.Handle) &&
           !(isa<CXXConstructorDecl>(A.F->function()) &&
             isa<CXXConstructorDecl>(B.F->function()));
  const SourceManager &SM = Unit.context().getSourceManager();
  const Runner &First = isBefore(*A.At, *B.At, SM) ? A : B;
  const Runner &Second = &First == &A ? B : A;
  return !waitsBetween(*A.F, *First.At, *Second.At) &&
         !(isBranchBeside(*A.F, *First.At, *Second.At) &&
           isBranchBeside(*A.F, *Second.At, *First.At));
}

bool ThreadRunners::areSeveral(const ValueDecl &Context) {
  collect();
  auto Known = Runners.find(&Context);
  if (Known == Runners.end())
    return false;
  auto [It, New] = Several.try_emplace(&Context);
  if (!New)
    return It->second;
  llvm::ArrayRef<Runner> All = Known->second;
  bool Are = llvm::any_of(
      All, [&](const Runner &R) { return isRepeated(R, Context); });
  for (size_t I = 0; I != All.size() && !Are; ++I)
    Are = llvm::any_of(All.drop_front(I + 1), [&](const Runner &Other) {
      return mayMeet(All[I], Other);
    });
  return Several[&Context] = Are;
}

bool ThreadRunners::isRunBefore(const ValueDecl &Context, FunctionAnalysis &F,
                                const Expr &At) {
  collect();
  const SourceManager &SM = Unit.context().getSourceManager();
  auto Known = Runners.find(&Context);
  return Known != Runners.end() &&
         llvm::any_of(Known->second, [&](const Runner &R) {
           return R.F == &F && !R.IsOwnThread && isBefore(*R.At, At, SM);
         });
}
