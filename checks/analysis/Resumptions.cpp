//===--- Resumptions.cpp - coroutines that a function resumes in place ----===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Resumptions.h"
#include "OwnCodeVisitor.h"
#include "StandardLibrary.h"
#include "TranslationUnit.h"
#include "clang/Analysis/CFG.h"

using namespace clang;
using namespace corolint;

static llvm::StringRef nameOf(const FunctionDecl *F) {
  return F && F->getIdentifier() ? F->getName() : "";
}

const Expr *corolint::resumedBy(const Expr &Call) {
  const Expr *Object = nullptr;
  if (const auto *Member = dyn_cast<CXXMemberCallExpr>(&Call)) {
    llvm::StringRef Name = nameOf(Member->getMethodDecl());
    if (Name == "resume" ||
        (Member->getMethodDecl() &&
         Member->getMethodDecl()->getOverloadedOperator() == OO_Call))
      Object = Member->getImplicitObjectArgument();
  } else if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(&Call)) {
    if (Operator->getOperator() == OO_Call)
      Object = Operator->getArg(0);
  }
  if (!Object)
    return nullptr;
  QualType T = Object->IgnoreParenImpCasts()->getType();
  if (T->isPointerType())
    T = T->getPointeeType();
  return isHandleType(T) ? Object : nullptr;
}

const VarDecl *corolint::handleNamed(const Expr *E) {
  for (unsigned Steps = 0; E && Steps != 16; ++Steps) {
    E = E->IgnoreUnlessSpelledInSource()->IgnoreParenCasts();
    if (const auto *Ref = dyn_cast<DeclRefExpr>(E))
      return dyn_cast<VarDecl>(Ref->getDecl());
    if (const auto *Member = dyn_cast<CXXMemberCallExpr>(E)) {
      const auto *Conversion =
          dyn_cast_or_null<CXXConversionDecl>(Member->getMethodDecl());
      if (!Conversion && nameOf(Member->getMethodDecl()) != "address")
        return nullptr;
      E = Member->getImplicitObjectArgument();
    } else if (const auto *Made = dyn_cast<CXXConstructExpr>(E)) {
      if (Made->getNumArgs() != 1)
        return nullptr;
      E = Made->getArg(0);
    } else if (const auto *Call = dyn_cast<CallExpr>(E)) {
      llvm::StringRef Name = nameOf(Call->getDirectCallee());
      if (Call->getNumArgs() != 1 ||
          !isOfStandardLibrary(*Call->getDirectCallee()) ||
          (Name != "move" && Name != "forward" && Name != "from_address"))
        return nullptr;
      E = Call->getArg(0);
    } else {
      return nullptr;
    }
  }
  return nullptr;
}

bool Resumptions::isOf(const CallExpr &Call, const VarDecl &Handle) const {
  const VarDecl *Var = handleNamed(resumedBy(Call));
  for (unsigned Steps = 0; Var && Steps != 8; ++Steps) {
    if (Var == &Handle)
      return true;
    Var = Var->hasLocalStorage() && Var->getInit() ? handleNamed(Var->getInit())
                                                   : nullptr;
  }
  return false;
}

/// The blocks that control can reach from the end of \p From.
static llvm::SmallPtrSet<const CFGBlock *, 8>
reachedFrom(const CFGBlock &From) {
  llvm::SmallPtrSet<const CFGBlock *, 8> Seen;
  llvm::SmallVector<const CFGBlock *, 8> Work{&From};
  while (!Work.empty())
    for (const CFGBlock::AdjacentBlock &Next : Work.pop_back_val()->succs())
      if (const CFGBlock *To = Next.getReachableBlock())
        if (Seen.insert(To).second)
          Work.push_back(To);
  return Seen;
}

bool Resumptions::mayRunSeveral(const CallExpr &Call,
                                FunctionAnalysis &F) const {
  auto At = F.positionOf(Call);
  if (!At)
    return true;
  auto After = reachedFrom(*At->first);
  if (After.contains(At->first))
    return true; // in a loop
  return llvm::any_of(Calls, [&](const CallExpr *Other) {
    auto Place = F.positionOf(*Other);
    if (Other == &Call || !Place)
      return false;
    return Place->first == At->first || After.contains(Place->first) ||
           reachedFrom(*Place->first).contains(At->first);
  });
}

llvm::SmallVector<const ReturnStmt *, 2>
Resumptions::returnsAfter(const CallExpr &Call, FunctionAnalysis &F) const {
  llvm::SmallVector<const ReturnStmt *, 2> Found;
  auto At = F.positionOf(Call);
  if (!At)
    return Found;
  auto After = reachedFrom(*At->first);
  After.insert(At->first);
  for (const CFGBlock *B : *F.cfg())
    if (After.contains(B))
      for (const CFGElement &Element : *B)
        if (auto S = Element.getAs<CFGStmt>())
          if (const auto *Return = dyn_cast<ReturnStmt>(S->getStmt()))
            Found.push_back(Return);
  return Found;
}

Resumptions corolint::resumptionsIn(FunctionAnalysis &F) {
  struct Finder : OwnCodeVisitor<Finder> {
    Resumptions Found;
    bool VisitCallExpr(CallExpr *E) {
      if (resumedBy(*E))
        Found.Calls.push_back(E);
      return true;
    }
  } Find;
  Find.TraverseStmt(const_cast<Stmt *>(&F.body()));
  return std::move(Find.Found);
}

bool corolint::certainlySuspends(const AwaitSuspend &Suspend,
                                 const ReturnStmt &Return) {
  const Expr *Value = Return.getRetValue();
  if (!Value)
    return true;
  if (Suspend.Result == AwaitSuspend::Decides) {
    bool Result = false;
    return !Value->isValueDependent() &&
           Value->EvaluateAsBooleanCondition(
               Result, Suspend.Function->getASTContext()) &&
           Result;
  }
  struct Finder : OwnCodeVisitor<Finder> {
    bool NoOp = false;
    bool VisitCallExpr(CallExpr *E) {
      NoOp |= nameOf(E->getDirectCallee()) == "noop_coroutine";
      return true;
    }
  } Find;
  Find.TraverseStmt(const_cast<Expr *>(Value));
  return Find.NoOp;
}
