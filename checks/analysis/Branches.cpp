//===--- Branches.cpp - what decides whether something runs ---------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Branches.h"
#include "StmtParents.h"
#include "TranslationUnit.h"
#include "clang/AST/Expr.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Analysis/Analyses/Dominators.h"
#include "clang/Analysis/CFG.h"

using namespace clang;
using namespace corolint;

bool corolint::decides(const Stmt &Outer, const Stmt *Child) {
  if (const auto *If = dyn_cast<IfStmt>(&Outer))
    return Child != If->getCond() && Child != If->getInit();
  if (const auto *While = dyn_cast<WhileStmt>(&Outer))
    return Child == While->getBody();
  if (const auto *Logic = dyn_cast<BinaryOperator>(&Outer))
    return Logic->isLogicalOp() && Child == Logic->getRHS();
  return isa<SwitchStmt, AbstractConditionalOperator, CXXCatchStmt>(Outer);
}

/// Whether \p S is in a branch that \p Other is not in.
static bool isBeside(FunctionAnalysis &F, const Stmt &S, const Stmt &Other) {
  const Stmt *Child = &S;
  for (const Stmt *At = F.parents().getParent(&S); At;
       Child = At, At = F.parents().getParent(At)) {
    if (decides(*At, Child) && !isa<WhileStmt>(At) &&
        !F.isWithin(Other, *Child))
      return true;
    if (F.isWithin(Other, *At) && !isa<IfStmt, SwitchStmt>(At))
      return false;
  }
  return false;
}

bool corolint::mayExclude(FunctionAnalysis &F, const Stmt &A, const Stmt &B) {
  return isBeside(F, A, B) && isBeside(F, B, A);
}

/// The blocks that \p From leads to without getting to \p Branch.
static llvm::BitVector reachedFrom(const CFGBlock &From,
                                   const CFGBlock &Branch) {
  llvm::BitVector Reached(From.getParent()->getNumBlockIDs());
  if (&From == &Branch)
    return Reached;
  llvm::SmallVector<const CFGBlock *, 32> Work{&From};
  Reached.set(From.getBlockID());
  while (!Work.empty())
    for (const CFGBlock::AdjacentBlock &Edge : Work.pop_back_val()->succs())
      if (const CFGBlock *Next = Edge.getReachableBlock();
          Next && Next != &Branch && !Reached[Next->getBlockID()]) {
        Reached.set(Next->getBlockID());
        Work.push_back(Next);
      }
  return Reached;
}

bool BranchWays::decide(const CFGBlock &Branch, const CFGBlock &Block) {
  auto [It, New] = ByBranch.try_emplace(&Branch);
  if (New)
    for (const CFGBlock::AdjacentBlock &Edge : Branch.succs())
      if (const CFGBlock *Next = Edge.getReachableBlock())
        It->second.push_back(reachedFrom(*Next, Branch));
  const auto Leads = [&](const llvm::BitVector &Way) {
    return Way[Block.getBlockID()];
  };
  return llvm::any_of(It->second, Leads) && !llvm::all_of(It->second, Leads);
}

bool FunctionAnalysis::dominates(const Stmt &First, const Stmt &Second) {
  const auto One = positionOf(First), Two = positionOf(Second);
  if (!One || !Two)
    return false;
  if (One->first == Two->first)
    return One->second < Two->second;
  if (!Dominators)
    Dominators = std::make_unique<CFGDomTree>(cfg());
  return Dominators->dominates(One->first, Two->first);
}
