//===--- TranslationUnit.cpp - everything known of one translation unit ---===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "TranslationUnit.h"
#include "AlienCalls.h"
#include "Awaiters.h"
#include "BlockingEffects.h"
#include "BlockingModels.h"
#include "Borrows.h"
#include "CallableSinks.h"
#include "Calls.h"
#include "ContainerChanges.h"
#include "Crossings.h"
#include "DanglingTasks.h"
#include "Descriptors.h"
#include "ExecutorThreads.h"
#include "FeasiblePaths.h"
#include "LockOrders.h"
#include "LockRelevance.h"
#include "MemoryAccesses.h"
#include "Migrations.h"
#include "Readiness.h"
#include "ReturnedTasks.h"
#include "SendTraits.h"
#include "SharedState.h"
#include "SpawnedWork.h"
#include "StateWrites.h"
#include "StmtParents.h"
#include "ThreadLocals.h"
#include "Typestate.h"
#include "VariableUses.h"
#include "Waits.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Analysis/Analyses/Dominators.h"
#include "clang/Analysis/CFG.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;
using namespace corolint;

//===----------------------------------------------------------------------===//
// Functions
//===----------------------------------------------------------------------===//

FunctionAnalysis::FunctionAnalysis(TranslationUnit &Unit, const FunctionDecl &F)
    : Unit(Unit), F(F), Body(F.getBody()) {
  if ((Coroutine = dyn_cast<CoroutineBodyStmt>(Body)))
    Body = Coroutine->getBody();
}

FunctionAnalysis::~FunctionAnalysis() = default;

bool FunctionAnalysis::isLazyCoroutine() {
  if (!Coroutine)
    return false;
  const auto *Initial =
      dyn_cast_or_null<ExprWithCleanups>(Coroutine->getInitSuspendStmt());
  const Stmt *Bare =
      Initial ? Initial->getSubExpr() : Coroutine->getInitSuspendStmt();
  const auto *Await = dyn_cast_or_null<CoroutineSuspendExpr>(Bare);
  return Await && Unit.roles().awaitables().alwaysSuspends(*Await);
}

CFG *FunctionAnalysis::cfg() {
  if (GraphTried)
    return Graph.get();
  GraphTried = true;
  CFG::BuildOptions Options;
  Options.AddImplicitDtors = true;
  Options.AddTemporaryDtors = true;
  Options.AddInitializers = true;
  Options.AddCXXDefaultInitExprInCtors = true;
  Options.AddCXXDefaultInitExprInAggregates = true;
  Options.AddLifetime = true;
  Options.PruneTriviallyFalseEdges = true;
  Options.setAllAlwaysAdd();
  Graph = CFG::buildCFG(&F, const_cast<Stmt *>(Body), &Unit.context(), Options);
  return Graph.get();
}

const BodySurvey &FunctionAnalysis::survey() {
  if (!Survey)
    Survey = surveyBody(F, *Body, Unit.roles());
  return *Survey;
}

bool FunctionAnalysis::isReachable(const Stmt &S) {
  if (!Reached) {
    Reached.emplace();
    if (CFG *Graph = cfg()) {
      llvm::SmallVector<const CFGBlock *, 16> Work{&Graph->getEntry()};
      llvm::SmallPtrSet<const CFGBlock *, 16> Seen{&Graph->getEntry()};
      for (const CFGBlock *Try : Graph->try_blocks())
        if (Seen.insert(Try).second)
          Work.push_back(Try);
      while (!Work.empty()) {
        const CFGBlock *B = Work.pop_back_val();
        for (const CFGElement &Element : *B)
          if (auto Statement = Element.getAs<CFGStmt>())
            Reached->insert(Statement->getStmt());
        for (const CFGBlock::AdjacentBlock &Next : B->succs())
          if (Next.isReachable() && Next.getReachableBlock() &&
              Seen.insert(Next.getReachableBlock()).second)
            Work.push_back(Next.getReachableBlock());
      }
    }
  }
  return Reached->empty() || Reached->contains(&S);
}

const StmtParents &FunctionAnalysis::parents() {
  if (Parents)
    return *Parents;
  Parents = std::make_unique<StmtParents>(*Body);
  if (const auto *Constructor = dyn_cast<CXXConstructorDecl>(&F))
    for (const CXXCtorInitializer *Init : Constructor->inits())
      Parents->add(*Init->getInit());
  return *Parents;
}

llvm::ArrayRef<TrackedObject> FunctionAnalysis::objects() {
  if (!Objects) {
    Objects = trackedObjects(*this);
    for (const TrackedObject &Object : *Objects)
      ObjectsByVar[&Object.variable()] = &Object;
  }
  return *Objects;
}

const TrackedObject *FunctionAnalysis::objectIn(const VarDecl &Var) {
  return objects().empty() ? nullptr : ObjectsByVar.lookup(&Var);
}

const FunctionAnalysis::Elements &FunctionAnalysis::elements() {
  if (Indexed)
    return *Indexed;
  Indexed.emplace();
  if (!cfg())
    return *Indexed;
  for (const CFGBlock *B : *cfg())
    for (unsigned I = 0; I != B->size(); ++I)
      if (auto S = (*B)[I].getAs<CFGStmt>()) {
        Indexed->Positions.try_emplace(S->getStmt(), B, I);
        if (const auto *D = dyn_cast<DeclStmt>(S->getStmt()))
          for (const Decl *Declared : D->decls())
            if (const auto *Var = dyn_cast<VarDecl>(Declared))
              Indexed->Declarations.try_emplace(Var, D);
      }
  return *Indexed;
}

std::optional<std::pair<const CFGBlock *, unsigned>>
FunctionAnalysis::positionOf(const Stmt &S) {
  auto It = elements().Positions.find(&S);
  if (It == elements().Positions.end())
    return std::nullopt;
  return It->second;
}

const DeclStmt *FunctionAnalysis::declarationOf(const VarDecl &Var) {
  return elements().Declarations.lookup(&Var);
}

const Stmt *FunctionAnalysis::extentOf(const VarDecl &Var) {
  const Stmt *Block = declarationOf(Var);
  while (Block && !isa<CompoundStmt, ForStmt, CXXForRangeStmt, IfStmt,
                       WhileStmt, SwitchStmt, CXXCatchStmt>(Block))
    Block = parents().getParent(Block);
  return Block;
}

bool FunctionAnalysis::isWithin(const Stmt &Inner, const Stmt &Outer) {
  const Stmt *At = &Inner;
  while (At && At != &Outer)
    At = parents().getParent(At);
  return At != nullptr;
}

bool FunctionAnalysis::waitsByName() {
  if (!Waits)
    Waits = anyCall(body(), [](const CallExpr &Call) {
      return Call.getDirectCallee() &&
             corolint::waitsByName(*Call.getDirectCallee());
    });
  return *Waits;
}

Borrows &FunctionAnalysis::borrows() {
  if (!Referents)
    Referents = std::make_unique<Borrows>(*this);
  return *Referents;
}

llvm::ArrayRef<DanglingTask> FunctionAnalysis::danglingTasks() {
  if (!Dangling)
    Dangling =
        std::make_unique<std::vector<DanglingTask>>(findDanglingTasks(*this));
  return *Dangling;
}

llvm::ArrayRef<Crossing> FunctionAnalysis::crossings() {
  if (!Crossed)
    Crossed = std::make_unique<std::vector<Crossing>>(findCrossings(*this));
  return *Crossed;
}

VariableUses &FunctionAnalysis::variables() {
  if (!Variables)
    Variables = std::make_unique<VariableUses>(*this);
  return *Variables;
}

Descriptors &FunctionAnalysis::descriptors() {
  if (!Files)
    Files = std::make_unique<Descriptors>(*this);
  return *Files;
}

bool FunctionAnalysis::isFeasible(const Stmt &S) {
  if (!Feasible)
    Feasible = std::make_unique<FeasiblePaths>(*this);
  auto Position = positionOf(S);
  return !Position || Feasible->reach(*Position->first);
}

Readiness &FunctionAnalysis::readiness() {
  if (!Ready)
    Ready = std::make_unique<Readiness>(*this);
  return *Ready;
}

LifeReport FunctionAnalysis::lifeOf(const TrackedObject &Object) {
  if (!Lives)
    Lives = std::make_unique<Typestate>(*this);
  return Lives->follow(Object);
}

bool FunctionAnalysis::touchesLocks() {
  if (!Touches) {
    const TranslationUnit::Descent Deeper(Unit);
    if (!Deeper)
      return true;   // locks() will say nothing about it
    Touches = false; // while in progress: a cycle adds nothing of its own
    Touches = mentionsLocks(*this);
  }
  return *Touches;
}

const LockFlow &FunctionAnalysis::locks() {
  static const LockFlow Nothing;
  if (!touchesLocks())
    return Nothing;
  CallsItself |= LocksInProgress;
  if (Locks)
    return *Locks;
  const TranslationUnit::Descent Deeper(Unit);
  if (!Deeper)
    return Nothing;
  Locks = std::make_unique<LockFlow>(); // while in progress: nothing
  LocksInProgress = true;
  *Locks = analyzeLocks(*this);
  // Once more, so that a recursive call sees what the function acquires.
  if (CallsItself)
    *Locks = analyzeLocks(*this);
  LocksInProgress = false;
  return *Locks;
}

//===----------------------------------------------------------------------===//
// The unit
//===----------------------------------------------------------------------===//

TranslationUnit::TranslationUnit(ASTContext &Context, const ModelSet &Models,
                                 bool IsLinked)
    : Context(Context), IsLinked(IsLinked), R(Context, Models), T(Context, R),
      Paths(Context, R), PathsWithEnds(Context, R, ElementPaths::AtEndsToo),
      Facts(Context, R, Paths),
      Returned(std::make_unique<ReturnedTasks>(*this)),
      Sinks(std::make_unique<CallableSinks>(*this)),
      Spawned(std::make_unique<SpawnedWorks>(*this)),
      Shared(std::make_unique<SharedStates>()),
      Traits(std::make_unique<SendTraits>(Context, R)),
      Accesses(std::make_unique<MemoryAccesses>(*this)),
      Moves(std::make_unique<Migrations>(*this)),
      Executors(std::make_unique<ExecutorThreads>(*this)),
      WhatBlocks(std::make_unique<BlockingRoles>(R)),
      Blocking(std::make_unique<BlockingEffects>(*this)),
      OfThreads(std::make_unique<ThreadLocals>(*this)),
      AwaiterKinds(std::make_unique<Awaiters>(*this)),
      Aliens(std::make_unique<AlienCalls>(*this)) {}

TranslationUnit::~TranslationUnit() = default;

ContainerChanges &TranslationUnit::containerChanges() {
  if (!Changes)
    Changes = std::make_unique<ContainerChanges>(*this);
  return *Changes;
}

StateWrites &TranslationUnit::stateWrites() {
  if (!Writes)
    Writes = std::make_unique<StateWrites>(*this);
  return *Writes;
}

LockOrders &TranslationUnit::lockOrders() {
  if (!Orders)
    Orders = std::make_unique<LockOrders>(*this);
  return *Orders;
}

llvm::ArrayRef<FunctionAnalysis *> TranslationUnit::functions() {
  collect();
  return Functions;
}

llvm::ArrayRef<const Expr *> TranslationUnit::initializers() {
  collect();
  return Contents->Initializers;
}

llvm::ArrayRef<const CXXRecordDecl *> TranslationUnit::classes() {
  collect();
  return Contents->Classes;
}

llvm::ArrayRef<const CXXRecordDecl *> TranslationUnit::classPatterns() {
  collect();
  return Contents->Patterns;
}

void TranslationUnit::collect() {
  if (Contents)
    return;
  Contents = contentsOf(Context);
  for (const FunctionDecl *F : Contents->Functions)
    if (FunctionAnalysis *A = analysisOf(*F))
      Functions.push_back(A);
}

bool TranslationUnit::isSuppressed(SourceLocation Where, llvm::StringRef Rule) {
  const SourceManager &SM = Context.getSourceManager();
  SourceLocation Place = SM.getFileLoc(Where);
  collect();
  return llvm::any_of(Contents->Suppressions, [&](const Suppression &S) {
    return S.Rule == Rule &&
           SM.isPointWithin(Place, SM.getFileLoc(S.Extent.getBegin()),
                            SM.getFileLoc(S.Extent.getEnd()));
  });
}

FunctionAnalysis *TranslationUnit::analysisOf(const FunctionDecl &F) {
  const FunctionDecl *Definition = visibleBody(F);
  if (!Definition || Definition->isDependentContext() ||
      Definition->isInvalidDecl())
    return nullptr;
  std::unique_ptr<FunctionAnalysis> &Entry = Known[Definition];
  if (!Entry)
    Entry = std::make_unique<FunctionAnalysis>(*this, *Definition);
  return Entry.get();
}

FunctionAnalysis *TranslationUnit::calledFunction(const Expr &Call) {
  const FunctionDecl *Callee = calleeOf(Call);
  if (!Callee)
    return nullptr;
  if (const auto *Method = dyn_cast<CXXMethodDecl>(Callee);
      Method && Method->isVirtual()) {
    const auto *Member = dyn_cast<CXXMemberCallExpr>(&Call);
    const auto *Access =
        Member ? dyn_cast<MemberExpr>(Member->getCallee()->IgnoreParens())
               : nullptr;
    bool Qualified = Access && Access->hasQualifier();
    bool Final = Method->hasAttr<FinalAttr>() ||
                 Method->getParent()->hasAttr<FinalAttr>();
    if (!Qualified && !Final)
      return nullptr;
  }
  return analysisOf(*Callee);
}
