//===--- ElementSteps.cpp - what happens to elements on the graph ---------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "ElementSteps.h"
#include "StmtParents.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Analysis/CFG.h"

using namespace clang;
using namespace corolint;

ElementSteps::ElementSteps(FunctionAnalysis &F, const Locals &Kept)
    : ElementSteps(F, Kept, Additions()) {}

ElementSteps::ElementSteps(FunctionAnalysis &F, const Locals &Kept,
                           Additions Added)
    : F(F), Kept(Kept), More(std::move(Added)) {
  CFG *Flow = F.cfg();
  if (!Flow)
    return;
  for (const CFGBlock *B : *Flow) {
    Order.push_back(B);
    if (const auto *Catch = dyn_cast_or_null<CXXCatchStmt>(B->getLabel()))
      Catches[Catch] = B;
  }
  findTests();
  findClosures();
  // Mentions first: what they are part of may stand in another block.
  for (const CFGBlock *B : Order)
    for (const CFGElement &Element : *B)
      if (auto S = Element.getAs<CFGStmt>())
        if (const auto *Ref = dyn_cast<DeclRefExpr>(S->getStmt()))
          mention(*Ref);
  for (const CFGBlock *B : Order)
    for (const CFGElement &Element : *B) {
      if (auto S = Element.getAs<CFGStmt>())
        element(*S->getStmt(), Blocks[B]);
      else if (auto End = Element.getAs<CFGAutomaticObjDtor>())
        add(More.AtEndOf.lookup(End->getVarDecl()), Blocks[B]);
    }
}

void ElementSteps::add(llvm::ArrayRef<ElementStep> Steps,
                       std::vector<ElementStep> &Out) {
  Out.insert(Out.end(), Steps.begin(), Steps.end());
}

llvm::ArrayRef<ElementStep> ElementSteps::of(const CFGBlock &B) const {
  auto It = Blocks.find(&B);
  return It == Blocks.end() ? llvm::ArrayRef<ElementStep>()
                            : llvm::ArrayRef(It->second);
}

llvm::ArrayRef<const CFGBlock *>
ElementSteps::handlersOf(const CoroutineSuspendExpr &S) const {
  auto It = Handlers.find(&S);
  return It == Handlers.end() ? llvm::ArrayRef<const CFGBlock *>() : It->second;
}

std::optional<Condition> ElementSteps::testOf(const CFGBlock &B) const {
  auto It = Tests.find(&B);
  return It == Tests.end() ? std::nullopt : std::optional(It->second);
}

/// The locals that a named closure refers to: to use it is to use them.
void ElementSteps::findClosures() {
  for (const CFGBlock *B : Order)
    for (const CFGElement &Element : *B) {
      auto S = Element.getAs<CFGStmt>();
      const auto *Declaration = S ? dyn_cast<DeclStmt>(S->getStmt()) : nullptr;
      const auto *Var = Declaration && Declaration->isSingleDecl()
                            ? dyn_cast<VarDecl>(Declaration->getSingleDecl())
                            : nullptr;
      const auto *Closure =
          Var && Var->getInit()
              ? dyn_cast<LambdaExpr>(Var->getInit()->IgnoreImplicit())
              : nullptr;
      if (!Closure)
        continue;
      for (const LambdaCapture &Capture : Closure->captures()) {
        const auto *Captured = Capture.capturesVariable()
                                   ? dyn_cast<VarDecl>(Capture.getCapturedVar())
                                   : nullptr;
        // A copy of what a reference names is the closure's own.
        if (Captured && Kept.contains(Captured) &&
            (Capture.getCaptureKind() == LCK_ByRef ||
             !Captured->getType()->isReferenceType()))
          Closures[Var].push_back(Captured);
      }
    }
}

/// A condition that only one branch asks for contradicts no other.
void ElementSteps::findTests() {
  Conditions &Facts = F.unit().conditions();
  llvm::DenseMap<unsigned, unsigned> Asked;
  for (const CFGBlock *B : Order) {
    std::optional<Condition> Test = Facts.ofBranch(*B);
    if (!Test || Test->K != Condition::Fact)
      continue;
    Tests.try_emplace(B, *Test);
    if (++Asked[Test->Key] == 2)
      Keys.push_back(Test->Key);
  }
  for (const CFGBlock *B : Order)
    if (auto It = Tests.find(B);
        It != Tests.end() && !llvm::is_contained(Keys, It->second.Key))
      Tests.erase(It);
}

void ElementSteps::mention(const DeclRefExpr &Ref) {
  ElementMention M(Ref, F.parents(), F.unit().roles());
  const VarDecl *Var = M.local();
  if (auto It = Closures.find(Var); Var && It != Closures.end())
    for (const VarDecl *Captured : It->second)
      Attached[&Ref].push_back({ElementStep::Use, Captured, &Ref});
  if (!Var || !Kept.contains(Var) || M.isOnlyTested() || M.isTarget())
    return;
  if (const Stmt *Rebinder = M.rebinder()) {
    Attached[Rebinder].push_back({ElementStep::Define, Var, Rebinder});
    return;
  }
  Attached[&Ref].push_back({ElementStep::Use, Var, &Ref});
  for (const Stmt *Consumer : M.consumers())
    Attached[Consumer].push_back({ElementStep::Use, Var, &Ref});
}

void ElementSteps::suspension(const CoroutineSuspendExpr &S,
                              std::vector<ElementStep> &Out) {
  Out.push_back({ElementStep::Suspend, nullptr, &S});
  const StmtParents &Parents = F.parents();
  const Stmt *Inner = &S;
  for (const Stmt *P = Parents.getParent(&S); P;
       Inner = P, P = Parents.getParent(P)) {
    const auto *Try = dyn_cast<CXXTryStmt>(P);
    if (!Try || Try->getTryBlock() != Inner)
      continue;
    for (unsigned I = 0; I != Try->getNumHandlers(); ++I)
      if (const CFGBlock *Handler = Catches.lookup(Try->getHandler(I)))
        Handlers[&S].push_back(Handler);
  }
}

void ElementSteps::written(const Expr *Target, std::vector<ElementStep> &Out) {
  Target = Target->IgnoreParenImpCasts();
  const ValueDecl *Decl = nullptr;
  if (const auto *Ref = dyn_cast<DeclRefExpr>(Target))
    Decl = Ref->getDecl();
  else if (const auto *Member = dyn_cast<MemberExpr>(Target))
    Decl = Member->getMemberDecl();
  Conditions &Facts = F.unit().conditions();
  if (Decl &&
      llvm::any_of(Keys, [&](unsigned Key) { return Facts.reads(Key, *Decl); }))
    Out.push_back({ElementStep::Write, Decl, Target});
}

/// What \p S may change of what branches ask for.
void ElementSteps::writes(const Stmt &S, std::vector<ElementStep> &Out) {
  if (Keys.empty())
    return;
  if (const auto *Binary = dyn_cast<BinaryOperator>(&S)) {
    if (Binary->isAssignmentOp())
      written(Binary->getLHS(), Out);
  } else if (const auto *Unary = dyn_cast<UnaryOperator>(&S)) {
    if (Unary->isIncrementDecrementOp() || Unary->getOpcode() == UO_AddrOf)
      written(Unary->getSubExpr(), Out);
  } else if (const auto *Call = dyn_cast<CallExpr>(&S)) {
    for (const Expr *Argument : Call->arguments())
      if (Argument->isGLValue() && !Argument->getType().isConstQualified())
        written(Argument, Out);
    if (const Expr *Object = argumentOf(*Call, ThisArgument);
        Object && !Object->getType().isConstQualified())
      written(Object, Out);
  }
}

void ElementSteps::element(const Stmt &S, std::vector<ElementStep> &Out) {
  if (auto It = Attached.find(&S); It != Attached.end())
    add(It->second, Out);
  if (const auto *Closure = dyn_cast<LambdaExpr>(&S)) {
    for (const LambdaCapture &Capture : Closure->captures())
      if (const auto *Var = Capture.capturesVariable()
                                ? dyn_cast<VarDecl>(Capture.getCapturedVar())
                                : nullptr;
          Var && Kept.contains(Var))
        Out.push_back({ElementStep::Use, Var, &S});
  } else if (const auto *Suspension = dyn_cast<CoroutineSuspendExpr>(&S)) {
    suspension(*Suspension, Out);
  } else if (const auto *Declaration = dyn_cast<DeclStmt>(&S)) {
    for (const Decl *D : Declaration->decls())
      if (const auto *Var = dyn_cast<VarDecl>(D)) {
        if (Kept.contains(Var))
          Out.push_back({ElementStep::Define, Var, &S});
        Out.push_back({ElementStep::Write, Var, &S});
      }
  } else if (const VarDecl *Var = assignmentIn(S).Var;
             Var && Kept.contains(Var)) {
    Out.push_back({ElementStep::Define, Var, &S});
  }
  if (auto It = More.After.find(&S); It != More.After.end())
    add(It->second, Out);
  writes(S, Out);
}
