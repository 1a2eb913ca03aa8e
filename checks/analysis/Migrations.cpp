//===--- Migrations.cpp - where coroutines change their thread ------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Migrations.h"
#include "Crossings.h"
#include "OwnCodeVisitor.h"
#include "ThreadAffinity.h"
#include "clang/AST/ExprCXX.h"
#include "clang/Analysis/CFG.h"

using namespace clang;
using namespace corolint;

//===----------------------------------------------------------------------===//
// Spawned on several threads
//===----------------------------------------------------------------------===//

namespace {
/// The calls among what a body awaits: of the task itself, and of those that
/// are combined to one.
class AwaitedCalls : public OwnCodeVisitor<AwaitedCalls> {
public:
  std::vector<const CallExpr *> Found;

  bool TraverseCoawaitExpr(CoawaitExpr *E) {
    ++Depth;
    TraverseStmt(E->getOperand());
    --Depth;
    return true;
  }
  bool VisitCallExpr(CallExpr *E) {
    if (Depth > 0)
      Found.push_back(E);
    return true;
  }

private:
  unsigned Depth = 0;
};
} // namespace

static const CXXRecordDecl *taskTemplateOf(const FunctionDecl &F) {
  return recordOrPattern(F.getReturnType());
}

/// What is awaited runs where the coroutine does that awaits it, if the two are
/// of one library.
void Migrations::addAwaited(const FunctionDecl &F, const Expr &Start) {
  llvm::SmallVector<const FunctionDecl *, 8> Work{&F};
  while (!Work.empty()) {
    const FunctionDecl *Outer = Work.pop_back_val();
    FunctionAnalysis *Body = Unit.analysisOf(*Outer);
    if (!Body || !Body->isCoroutine())
      continue;
    AwaitedCalls Calls;
    Calls.TraverseStmt(const_cast<Stmt *>(&Body->body()));
    for (const CallExpr *Call : Calls.Found) {
      FunctionAnalysis *Inner = Unit.calledFunction(*Call);
      if (!Inner || !Inner->isCoroutine() ||
          taskTemplateOf(Inner->function()) != taskTemplateOf(*Outer))
        continue;
      const FunctionDecl *Key = Inner->function().getCanonicalDecl();
      if (Spawns.try_emplace(Key, Spawn{&Start, true}).second)
        Work.push_back(&Inner->function());
    }
  }
}

void Migrations::find() {
  Searched = true;
  for (FunctionAnalysis *F : Unit.functions())
    for (const Crossing &C : F->crossings()) {
      if (!C.RunsOnAny)
        continue;
      for (const FunctionDecl *Coroutine : coroutinesIn(C, *F))
        Spawns[Coroutine->getCanonicalDecl()] = {C.Start, false};
    }
  llvm::SmallVector<std::pair<const FunctionDecl *, const Expr *>> Direct;
  for (FunctionAnalysis *F : Unit.functions())
    if (auto It = Spawns.find(F->function().getCanonicalDecl());
        It != Spawns.end())
      Direct.push_back({&F->function(), It->second.Start});
  for (auto [F, Start] : Direct)
    addAwaited(*F, *Start);
}

Migrations::Spawn Migrations::spawnOf(const FunctionDecl &F) {
  if (!Searched)
    find();
  return Spawns.lookup(F.getCanonicalDecl());
}

//===----------------------------------------------------------------------===//
// The suspensions of one coroutine
//===----------------------------------------------------------------------===//

MigrationPoints::MigrationPoints(FunctionAnalysis &F) : F(F) {
  if (!F.isCoroutine() || isPulled(F))
    return;
  const bool Stays = isPinned(F);
  if (!Stays && migrates(F))
    Everywhere = {Migration::ByType};
  else if (auto Spawn = F.unit().migrations().spawnOf(F.function());
           !Stays && Spawn.Start)
    Everywhere = {Migration::BySpawn, Spawn.Start, Spawn.IsAwaited};
  else
    findSwitches(Stays);
}

/// Where a coroutine has been moved to an executor, it goes on there, on
/// whichever of its threads is free. One that stays where it is (\p Stays) is
/// moved by the switch alone: its new thread is the one it stays on from then.
void MigrationPoints::findSwitches(bool Stays) {
  CFG *Graph = F.cfg();
  if (!Graph)
    return;
  using Suspension = std::pair<const CoroutineSuspendExpr *, const CFGBlock *>;
  llvm::SmallVector<Suspension, 8> Order;
  for (const CFGBlock *B : *Graph)
    for (const CFGElement &Element : *B)
      if (auto S = Element.getAs<CFGStmt>())
        if (const auto *At = dyn_cast<CoroutineSuspendExpr>(S->getStmt()))
          Order.push_back({At, B});
  // The switch by which control may have come into a block, if by any.
  llvm::DenseMap<const CFGBlock *, const Expr *> Moved;
  for (auto [At, Block] : Order) {
    if (changesThread(*At, F.unit()))
      Points[At] = {Migration::ByAwait};
    if (!switchesExecutor(*At, F.unit().roles()))
      continue;
    Points[At] = {Migration::BySwitch, At};
    llvm::SmallVector<const CFGBlock *, 16> Work{Block};
    while (!Work.empty())
      for (const CFGBlock *Next : Work.pop_back_val()->succs())
        if (Next && Moved.try_emplace(Next, At).second)
          Work.push_back(Next);
  }
  if (Stays)
    return;
  const CFGBlock *In = nullptr;
  const Expr *Switch = nullptr;
  for (auto [At, Block] : Order) {
    if (Block != In)
      Switch = Moved.lookup(Block);
    In = Block;
    if (auto Here = Points.find(At);
        Here != Points.end() && Here->second.Why == Migration::BySwitch)
      Switch = At;
    else if (Switch)
      Points.try_emplace(At, Migration{Migration::BySwitch, Switch});
  }
}

Migration MigrationPoints::at(const CoroutineSuspendExpr &S) const {
  Roles &R = F.unit().roles();
  if (R.awaitables().neverSuspends(S) || keepsThread(S, R))
    return {};
  return Everywhere ? Everywhere : Points.lookup(&S);
}
