//===--- ThreadRunners.cpp - the threads that run a context ---------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "ThreadRunners.h"
#include "Borrows.h"
#include "Branches.h"
#include "Calls.h"
#include "Crossings.h"
#include "Loans.h"
#include "MemoryAccesses.h"
#include "OwnCodeVisitor.h"
#include "SharedState.h"
#include "Sinks.h"
#include "SourceOrder.h"
#include "SpawnedWork.h"
#include "StmtParents.h"
#include "Words.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"

using namespace clang;
using namespace corolint;

/// Functions that a thread calls, and copies of copies, are followed this deep.
static constexpr unsigned MaxDepth = 4;

//===----------------------------------------------------------------------===//
// Names
//===----------------------------------------------------------------------===//

/// The last variable or member on a path; null if it leads through an element,
/// each of which may have one.
static const ValueDecl *lastNameOf(const AccessPath &Path) {
  const ValueDecl *Last = Path.root();
  for (const PathStep &Step : Path.steps()) {
    if (Step.K == PathStep::Field)
      Last = Step.Decl;
    else if (Step.K != PathStep::Deref)
      return nullptr;
  }
  return Last;
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

ThreadRunners::Name ThreadRunners::nameOf(const Expr &E) {
  const Expr *At = &E;
  for (unsigned I = 0; I != MaxDepth; ++I) {
    const AccessPath *Path = Unit.paths().objectOrPointee(At);
    const ValueDecl *D = Path ? lastNameOf(*Path) : nullptr;
    const auto *Var = dyn_cast_or_null<VarDecl>(D);
    const Expr *From = Var ? copiedFrom(*Var) : nullptr;
    if (!D)
      return {};
    if (!From)
      return {cast<ValueDecl>(D->getCanonicalDecl()), Path->root()};
    At = From;
  }
  return {};
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

const ThreadRunners::Calls &ThreadRunners::callsIn(FunctionAnalysis &F) {
  std::unique_ptr<Calls> &Known = Called[&F];
  if (!Known) {
    CallFinder Finder;
    Finder.TraverseStmt(const_cast<Stmt *>(&F.body()));
    Known = std::make_unique<Calls>(std::move(Finder.Found));
  }
  return *Known;
}

/// The context that \p Call runs on this thread; null if it runs none.
static const Expr *contextRunBy(const CallExpr &Call, const Roles &R) {
  const FunctionDecl *Callee = Call.getDirectCallee();
  const FunctionModel *Model =
      Callee ? R.functionModel(*Callee, CallEffect::Runs) : nullptr;
  return Model ? argumentOf(Call, Model->Argument) : nullptr;
}

/// \p Inner, a context as \p Callee names it, by the names of its caller.
/// \p Argument gives the caller's arguments, the object for ThisArgument.
ThreadRunners::Name
ThreadRunners::inCaller(const Name &Inner, const FunctionDecl &Callee,
                        llvm::function_ref<const Expr *(int)> Argument) {
  const auto *Method = dyn_cast<CXXMethodDecl>(&Callee);
  const auto *Param = dyn_cast_or_null<ParmVarDecl>(Inner.Root);
  const bool IsParam = Param && Param->getDeclContext() == &Callee;
  const bool IsObject =
      !Inner.Root && Method && !Method->getParent()->isLambda();
  if (!IsParam && !IsObject)
    return Inner; // a global, or captured
  const Expr *Given =
      Argument(IsParam ? int(Param->getFunctionScopeIndex()) : ThisArgument);
  if (!Given)
    return {};
  const Name Outer = nameOf(*Given);
  if (Inner.Context == Inner.Root)
    return Outer;
  // Of `*this`, whose path has no name, the member is all there is.
  const AccessPath *Path = Unit.paths().objectOrPointee(Given);
  const bool IsThis = Path && Path->startsAtThis() && Path->steps().empty();
  return Outer.Context || IsThis ? Name{Inner.Context, Outer.Root} : Name();
}

/// The contexts that \p Body runs, by its own names, each once.
const ThreadRunners::Names &ThreadRunners::runIn(FunctionAnalysis &Body,
                                                 unsigned Depth) {
  auto [It, New] = Run.try_emplace({&Body, Depth});
  if (!New)
    return *It->second;
  auto Found = std::make_unique<Names>(computeRunIn(Body, Depth));
  return *(Run[{&Body, Depth}] = std::move(Found));
}

ThreadRunners::Names ThreadRunners::computeRunIn(FunctionAnalysis &Body,
                                                 unsigned Depth) {
  Names Found;
  auto Add = [&](const Name &N) {
    if (N.Context && !llvm::is_contained(Found, N))
      Found.push_back(N);
  };
  for (const CallExpr *Call : callsIn(Body)) {
    if (const Expr *Context = contextRunBy(*Call, Unit.roles())) {
      Add(nameOf(*Context));
      continue;
    }
    FunctionAnalysis *Inner = Depth != 0 ? Unit.calledFunction(*Call) : nullptr;
    if (!Inner || Inner->isCoroutine())
      continue;
    for (const Name &N : runIn(*Inner, Depth - 1))
      Add(inCaller(N, Inner->function(),
                   [&](int Index) { return argumentOf(*Call, Index); }));
  }
  return Found;
}

void ThreadRunners::add(const Name &Context, Runner Of) {
  Of.Root = Context.Root;
  if (Context.Context)
    Runners[Context.Context].push_back(Of);
}

void ThreadRunners::collect(FunctionAnalysis &F) {
  for (const CallExpr *Call : callsIn(F))
    if (const Expr *Context = contextRunBy(*Call, Unit.roles()))
      add(nameOf(*Context), {&F, Call, /*IsOwnThread=*/true});
  for (const Crossing &C : crossingsByType(F)) {
    Runner New{&F, C.Start};
    for (const SpawnedWork &Work : Unit.spawnedWorks().of(F))
      if (Work.Start == C.Start) {
        const auto *Local = dyn_cast_or_null<VarDecl>(Work.Handle);
        New.Handle = Work.Handle;
        New.IsLeft = !Local || Local->hasGlobalStorage();
      }
    // What has been waited for already is no thread beside this one.
    if (C.IsScoped || (!New.Handle && joinsAtEnd(C.Start->getType(), Unit)))
      continue;
    for (const Expr *Part : C.Parts)
      if (const LambdaExpr *Closure = closureIn(*Part, F))
        if (FunctionAnalysis *Body =
                Unit.analysisOf(*Closure->getCallOperator()))
          for (const Name &Context : runIn(*Body, MaxDepth))
            add(Context, New);
    const FunctionDecl *Function = functionNamed(*C.Parts.front());
    FunctionAnalysis *Body = Function ? Unit.analysisOf(*Function) : nullptr;
    if (!Body)
      continue;
    // `thread(run, argument)`, `thread(&Worker::run, object, argument)`.
    const auto *Method = dyn_cast<CXXMethodDecl>(Function);
    const int First = Method && !Method->isStatic() ? 2 : 1;
    auto Given = [&](int Index) -> const Expr * {
      const size_t At = Index == ThisArgument ? 1 : First + Index;
      if (At >= C.Parts.size())
        return nullptr;
      const Expr &Argument = *C.Parts[At];
      const Expr *Wrapped = wrappedIn(Argument, Unit.roles());
      return Wrapped ? Wrapped : &withoutTemporary(Argument);
    };
    for (const Name &Context : runIn(*Body, MaxDepth))
      add(inCaller(Context, Body->function(), Given), New);
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

static bool isLoop(const Stmt &S) {
  return isa<ForStmt, CXXForRangeStmt, WhileStmt, DoStmt>(S);
}

/// Whether the loop says itself that it has at most one round.
static bool isOneRound(const Stmt &Loop, const ASTContext &Context) {
  const auto *For = dyn_cast<ForStmt>(&Loop);
  const auto *Less =
      For ? dyn_cast_or_null<BinaryOperator>(For->getCond()) : nullptr;
  Expr::EvalResult Bound;
  return Less && Less->getOpcode() == BO_LT &&
         !Less->getRHS()->isValueDependent() &&
         Less->getRHS()->EvaluateAsInt(Bound, Context) &&
         Bound.Val.getInt() <= 1;
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
bool ThreadRunners::waitsBetween(FunctionAnalysis &F, const Expr &A,
                                 const Expr &B) {
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

/// Whether \p Handle stands for one thread, so that it is done when the handle
/// gets another.
bool ThreadRunners::isOneThread(const ValueDecl *Handle) const {
  if (!Handle)
    return false;
  const QualType T = Handle->getType();
  return !T->isArrayType() && !Unit.roles().hasRole(T, TypeRole::Container);
}

/// Whether a loop starts such a thread again and again, all of them for one
/// context.
bool ThreadRunners::isRepeated(const Runner &R, const ValueDecl &Context) {
  if (R.IsOwnThread)
    return false;
  const SourceManager &SM = Unit.context().getSourceManager();
  auto DeclaredIn = [&](const ValueDecl &D, const Stmt &S) {
    return contains(S, D.getLocation(), SM);
  };
  const Stmt *Child = R.At;
  for (const Stmt *At = R.F->parents().getParent(R.At); At;
       Child = At, At = R.F->parents().getParent(At)) {
    const auto *If = dyn_cast<IfStmt>(At);
    if ((If && Child != If->getCond()) ||
        isa<SwitchStmt, CXXCatchStmt, ConditionalOperator>(At))
      return false; // not in each round
    if (!isLoop(*At) || isOneRound(*At, Unit.context()))
      continue;
    if (DeclaredIn(Context, *At) || (R.Root && DeclaredIn(*R.Root, *At)))
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

/// Whether the function that runs the context itself, at \p Own, has called the
/// one that starts \p Thread before, for the same context.
bool ThreadRunners::callsBefore(const Runner &Own, const Runner &Thread) {
  const SourceManager &SM = Unit.context().getSourceManager();
  const FunctionDecl &Starter = Thread.F->function();
  return llvm::any_of(callsIn(*Own.F), [&](const CallExpr *Call) {
    const FunctionDecl *Called = Call->getDirectCallee();
    if (!Called || Called->getCanonicalDecl() != Starter.getCanonicalDecl() ||
        !isBefore(*Call, *Own.At, SM) || waitsBetween(*Own.F, *Call, *Own.At))
      return false;
    if (Thread.Root)
      return Thread.Root == Own.Root;
    const Expr *Object = argumentOf(*Call, ThisArgument);
    const AccessPath *Path =
        Object ? Unit.paths().objectOrPointee(Object) : nullptr;
    return Path && Path->root() == Own.Root;
  });
}

/// Whether a function runs itself, at \p Own, what the thread runs meanwhile.
bool ThreadRunners::meetsOwn(const Runner &Thread, const Runner &Own) {
  const SourceManager &SM = Unit.context().getSourceManager();
  if (Thread.F != Own.F)
    return Thread.IsLeft && callsBefore(Own, Thread);
  return Thread.Root == Own.Root && isBefore(*Thread.At, *Own.At, SM) &&
         !waitsBetween(*Own.F, *Thread.At, *Own.At) &&
         !mayExclude(*Own.F, *Thread.At, *Own.At);
}

bool ThreadRunners::mayMeet(const Runner &A, const Runner &B) {
  if (A.IsOwnThread || B.IsOwnThread)
    return A.IsOwnThread != B.IsOwnThread &&
           (A.IsOwnThread ? meetsOwn(B, A) : meetsOwn(A, B));
  if (A.At == B.At || A.Root != B.Root ||
      (A.Handle == B.Handle && isOneThread(A.Handle)))
    return false;
  if (A.F != B.F)
    return A.IsLeft && B.IsLeft &&
           !(isa<CXXConstructorDecl>(A.F->function()) &&
             isa<CXXConstructorDecl>(B.F->function()));
  const SourceManager &SM = Unit.context().getSourceManager();
  const Runner &First = isBefore(*A.At, *B.At, SM) ? A : B;
  const Runner &Second = &First == &A ? B : A;
  return !waitsBetween(*A.F, *First.At, *Second.At) &&
         !mayExclude(*A.F, *First.At, *Second.At);
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
