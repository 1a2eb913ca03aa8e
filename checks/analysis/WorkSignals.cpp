//===--- WorkSignals.cpp - work that says when it is done -----------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What is left to wait for, once work has said that it is done, is the end of
// its function: a thread that is joined then has no work left.
//
//===----------------------------------------------------------------------===//
#include "WorkSignals.h"
#include "OwnCodeVisitor.h"
#include "SharedState.h"
#include "VariableUses.h"
#include "Waits.h"
#include "Words.h"

using namespace clang;
using namespace corolint;

using Names = llvm::SmallPtrSet<const ValueDecl *, 8>;

namespace {

class LambdaFinder : public RecursiveASTVisitor<LambdaFinder> {
public:
  llvm::SmallVector<LambdaExpr *, 4> Found;
  bool VisitLambdaExpr(LambdaExpr *E) {
    Found.push_back(E);
    return true;
  }
};

/// Collects what a member is assigned.
class AssignmentFinder : public OwnCodeVisitor<AssignmentFinder> {
public:
  explicit AssignmentFinder(const ValueDecl &To) : To(To) {}
  llvm::SmallVector<const Expr *, 4> Found;
  bool VisitCXXOperatorCallExpr(CXXOperatorCallExpr *E) {
    const auto *Member =
        E->isAssignmentOp() && E->getNumArgs() == 2
            ? dyn_cast<MemberExpr>(E->getArg(0)->IgnoreParenImpCasts())
            : nullptr;
    if (Member && Member->getMemberDecl() == &To)
      Found.push_back(E->getArg(1));
    return true;
  }

private:
  const ValueDecl &To;
};

/// Collects what a lambda signals with: what it assigns to, and what it calls a
/// member of, or gives to a function, that is called after signals.
class SignalFinder : public RecursiveASTVisitor<SignalFinder> {
public:
  explicit SignalFinder(Names &Out) : Out(Out) {}

  bool VisitBinaryOperator(BinaryOperator *E) {
    return !E->isAssignmentOp() || add(E->getLHS());
  }
  bool VisitUnaryOperator(UnaryOperator *E) {
    return !E->isIncrementDecrementOp() || add(E->getSubExpr());
  }
  bool VisitCallExpr(CallExpr *E) {
    if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(E)) {
      const OverloadedOperatorKind Kind = Operator->getOperator();
      return !(Operator->isAssignmentOp() || Kind == OO_PlusPlus ||
               Kind == OO_MinusMinus) ||
             add(Operator->getArg(0));
    }
    const FunctionDecl *Callee = E->getDirectCallee();
    if (!Callee ||
        !hasWord(identifierOf(*Callee),
                 {"set",    "notify",   "signal", "release", "post",  "send",
                  "push",   "close",    "count",  "arrive",  "store", "resume",
                  "finish", "complete", "fulfil", "fulfill", "emit",  "fire",
                  "open",   "trigger",  "wake",   "done",    "mark"}))
      return true;
    if (const auto *Member = dyn_cast<CXXMemberCallExpr>(E))
      return add(Member->getImplicitObjectArgument());
    for (const Expr *Argument : E->arguments())
      add(Argument);
    return true;
  }

private:
  bool add(const Expr *E) {
    addNamed(*E, Out);
    return true;
  }

  Names &Out;
};

/// Collects the awaits and conditions that name one of some declarations.
class WaitFinder : public OwnCodeVisitor<WaitFinder> {
public:
  WaitFinder(const Names &Signals, llvm::SmallVectorImpl<const Expr *> &Out)
      : Signals(Signals), Out(Out) {}

  bool VisitCoawaitExpr(CoawaitExpr *E) { return add(E, E->getOperand()); }
  bool VisitIfStmt(IfStmt *S) { return add(S->getCond(), S->getCond()); }
  bool VisitWhileStmt(WhileStmt *S) { return add(S->getCond(), S->getCond()); }
  bool VisitDoStmt(DoStmt *S) { return add(S->getCond(), S->getCond()); }
  bool VisitForStmt(ForStmt *S) { return add(S->getCond(), S->getCond()); }

private:
  bool add(const Expr *At, const Expr *Naming) {
    Names Named;
    if (Naming)
      addNamed(*Naming, Named);
    if (llvm::any_of(Named,
                     [&](const ValueDecl *D) { return Signals.contains(D); }))
      Out.push_back(At);
    return true;
  }

  const Names &Signals;
  llvm::SmallVectorImpl<const Expr *> &Out;
};

} // namespace

/// The local variable that gives \p Init away: the promise or packaged task of
/// `p.get_future().share()`. Null when there is none.
static const VarDecl *giverOf(const Expr &Init) {
  const Expr *E = Init.IgnoreImplicit()->IgnoreParenImpCasts();
  while (const auto *Call = dyn_cast<CXXMemberCallExpr>(E))
    E = Call->getImplicitObjectArgument()
            ->IgnoreImplicit()
            ->IgnoreParenImpCasts();
  const auto *Name = dyn_cast<DeclRefExpr>(E);
  const auto *Var = Name ? dyn_cast<VarDecl>(Name->getDecl()) : nullptr;
  return Var && Var->hasLocalStorage() ? Var : nullptr;
}

/// Adds to \p Named what the captures among it were made from: `[&e = event]`.
static void addCaptured(const LambdaExpr &Work, Names &Named) {
  for (const LambdaCapture &Capture : Work.captures()) {
    const auto *Var = Capture.capturesVariable()
                          ? dyn_cast<VarDecl>(Capture.getCapturedVar())
                          : nullptr;
    if (Var && Var->isInitCapture() && Named.contains(Var) && Var->getInit())
      addNamed(*Var->getInit(), Named);
  }
}

/// What \p Handle is given in \p F: its initialiser, and what is assigned.
static llvm::SmallVector<const Expr *, 4> givenTo(const ValueDecl &Handle,
                                                  FunctionAnalysis &F) {
  const auto *Var = dyn_cast<VarDecl>(&Handle);
  if (!Var) {
    AssignmentFinder Finder(Handle);
    Finder.TraverseStmt(const_cast<Stmt *>(&F.body()));
    return Finder.Found;
  }
  llvm::SmallVector<const Expr *, 4> Given(F.variables().valuesOf(*Var));
  if (Var->getInit() && !isa<ParmVarDecl>(Var))
    Given.push_back(Var->getInit());
  return Given;
}

llvm::SmallVector<const Expr *, 4> corolint::signalsOf(const ValueDecl &Handle,
                                                       FunctionAnalysis &F) {
  llvm::SmallVector<const Expr *, 4> Found;
  const llvm::SmallVector<const Expr *, 4> Made = givenTo(Handle, F);
  if (Made.empty())
    return Found;
  Names Starters; // what the work is made from, and what gives its result away
  LambdaFinder Own, All;
  for (const Expr *E : Made) {
    Own.TraverseStmt(const_cast<Expr *>(E));
    addNamed(*E, Starters);
    const VarDecl *Giver = giverOf(*E);
    if (Giver && Giver->getInit() && !isa<ParmVarDecl>(Giver))
      Own.TraverseStmt(const_cast<Expr *>(Giver->getInit()));
  }
  All.TraverseStmt(const_cast<Stmt *>(&F.body()));
  Names Signals;
  for (LambdaExpr *Lambda : All.Found) {
    Names Mentioned;
    addNamed(*Lambda, Mentioned);
    addCaptured(*Lambda, Mentioned);
    const bool IsWork =
        llvm::is_contained(Own.Found, Lambda) ||
        llvm::any_of(Made,
                     [&](const Expr *E) {
                       const VarDecl *Giver = giverOf(*E);
                       return Giver && Mentioned.contains(Giver);
                     }) ||
        llvm::any_of(Starters, [&](const ValueDecl *D) {
          return D->getType()->getAsCXXRecordDecl() == Lambda->getLambdaClass();
        });
    if (!IsWork)
      continue;
    Names Told;
    SignalFinder(Told).TraverseStmt(Lambda->getBody());
    addCaptured(*Lambda, Told);
    Signals.insert(Told.begin(), Told.end());
  }
  // What asks for the result itself says what it says.
  Signals.erase(&Handle);
  if (!Signals.empty())
    WaitFinder(Signals, Found).TraverseStmt(const_cast<Stmt *>(&F.body()));
  return Found;
}
