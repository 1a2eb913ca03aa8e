//===--- FrameLiveness.cpp - what a suspended frame keeps -----------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "FrameLiveness.h"
#include "FrameSteps.h"
#include "StmtParents.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Analysis/CFG.h"

using namespace clang;
using namespace corolint;

FrameLiveness::FrameLiveness(FunctionAnalysis &F,
                             llvm::ArrayRef<FrameObject> Objects)
    : F(F), Steps(F, NoLocals, frameSteps(F, Objects)) {}

/// The first suspension in \p E for which \p Counts.
static const CoroutineSuspendExpr *suspensionIn(const Stmt *E,
                                                SuspensionPredicate Counts) {
  if (!E || isa<LambdaExpr>(E))
    return nullptr;
  const auto *Here = dyn_cast<CoroutineSuspendExpr>(E);
  if (Here && Counts(*Here))
    return Here;
  for (const Stmt *Child : E->children())
    if (const CoroutineSuspendExpr *Found = suspensionIn(Child, Counts))
      return Found;
  return nullptr;
}

/// What the full expression evaluates after the temporary: what the temporary
/// is part of, and what stands to the right of it.
const CoroutineSuspendExpr *
FrameLiveness::acrossTemporary(const Expr &Made, SuspensionPredicate Counts) {
  const Stmt *Inner = &Made;
  for (const Stmt *P = F.parents().getParent(Inner); P;
       Inner = P, P = F.parents().getParent(P)) {
    if (!isa<Expr>(P) || isa<LambdaExpr, ExprWithCleanups>(P))
      return nullptr;
    if (const auto *Whole = dyn_cast<CoroutineSuspendExpr>(P)) {
      if (Counts(*Whole))
        return Whole;
      continue; // its other children stand for the operand
    }
    const auto *Binary = dyn_cast<BinaryOperator>(P);
    const auto *Operator = dyn_cast<CXXOperatorCallExpr>(P);
    const auto *Choice = dyn_cast<ConditionalOperator>(P);
    // Its right side comes first; of the arms there is only one.
    if ((Binary && Binary->isAssignmentOp()) ||
        (Operator && Operator->isAssignmentOp()) ||
        (Choice && Choice->getCond() != Inner))
      continue;
    bool Later = false;
    for (const Stmt *Child : P->children()) {
      if (Later)
        if (const CoroutineSuspendExpr *Found = suspensionIn(Child, Counts))
          return Found;
      Later |= Child == Inner;
    }
  }
  return nullptr;
}

const CoroutineSuspendExpr *
FrameLiveness::aliveAcross(const FrameObject &Object,
                           SuspensionPredicate Counts) {
  if (!Object.Declared)
    return acrossTemporary(*Object.Made, Counts);
  CFG *Graph = F.cfg();
  if (!Graph)
    return nullptr;
  auto Follow = [&](StepPosition From) {
    return usedAfterSuspension(Steps, F.unit().conditions(), &Object, From,
                               Counts)
        .Suspension;
  };
  if (Object.Kind == PartKind::Parameter || Object.Kind == PartKind::Capture)
    if (const CoroutineSuspendExpr *Found = Follow({&Graph->getEntry(), 0}))
      return Found;
  for (const CFGBlock *B : Steps.blocks())
    for (auto [I, Step] : llvm::enumerate(Steps.of(*B)))
      if (Step.Kind == ElementStep::Renew && Step.Of == &Object)
        if (const CoroutineSuspendExpr *Found = Follow({B, I + 1}))
          return Found;
  return nullptr;
}
