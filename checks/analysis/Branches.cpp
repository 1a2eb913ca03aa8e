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

/// Whether \p To is reached from \p From without getting to \p Not.
static bool reaches(const CFGBlock &From, const CFGBlock &To,
                    const CFGBlock &Not) {
  llvm::SmallPtrSet<const CFGBlock *, 32> Seen{&Not, &From};
  llvm::SmallVector<const CFGBlock *, 32> Work;
  if (&From != &Not)
    Work.push_back(&From);
  while (!Work.empty()) {
    const CFGBlock *B = Work.pop_back_val();
    if (B == &To)
      return true;
    for (const CFGBlock::AdjacentBlock &Edge : B->succs())
      if (const CFGBlock *Next = Edge.getReachableBlock())
        if (Seen.insert(Next).second)
          Work.push_back(Next);
  }
  return false;
}

bool corolint::decides(const CFGBlock &Branch, const CFGBlock &Block) {
  bool Leads = false, Avoids = false;
  for (const CFGBlock::AdjacentBlock &Edge : Branch.succs())
    if (const CFGBlock *Next = Edge.getReachableBlock())
      (reaches(*Next, Block, Branch) ? Leads : Avoids) = true;
  return Leads && Avoids;
}

bool corolint::isPassedBefore(FunctionAnalysis &F, const Stmt &First,
                              const Stmt &Second) {
  const auto One = F.positionOf(First), Two = F.positionOf(Second);
  if (!One || !Two)
    return false;
  if (One->first == Two->first)
    return One->second < Two->second;
  return !reaches(F.cfg()->getEntry(), *Two->first, *One->first);
}
