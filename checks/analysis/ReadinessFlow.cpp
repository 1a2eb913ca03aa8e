//===--- ReadinessFlow.cpp - what is ready where --------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Readiness.h"
#include "TranslationUnit.h"
#include "VariableUses.h"
#include "clang/Analysis/CFG.h"
#include "llvm/Support/SaveAndRestore.h"

using namespace clang;
using namespace corolint;

/// Makes \p Into what it and \p Out agree on; true if that changed it.
bool Readiness::meet(State &Into, const Facts &Out) {
  if (!Into) {
    Into = Out;
    return true;
  }
  const size_t Ready = Into->Ready.size(), Lost = Into->Lost.size();
  for (const AccessPath *Path : llvm::make_early_inc_range(Into->Ready))
    if (!Out.Ready.contains(Path))
      Into->Ready.erase(Path);
  Into->Lost.insert(Out.Lost.begin(), Out.Lost.end());
  return Into->Ready.size() != Ready || Into->Lost.size() != Lost;
}

/// Whether control leaves \p Block by an exception.
static bool throws(const CFGBlock &Block) {
  if (Block.empty())
    return false;
  const auto Last = Block.back().getAs<CFGStmt>();
  return Block.hasNoReturnElement() ||
         (Last && isa<CXXThrowExpr>(Last->getStmt()));
}

void Readiness::solve() {
  CFG *Graph = F.cfg();
  if (Solved || !Graph)
    return;
  Solved = true;
  InProgress = true;
  In[&Graph->getEntry()] = Facts();
  std::vector<const CFGBlock *> Work{&Graph->getEntry()};
  for (const CFGBlock *Try : Graph->try_blocks()) {
    In[Try] = Facts();
    Work.push_back(Try);
  }
  while (!Work.empty()) {
    const CFGBlock *B = Work.back();
    Work.pop_back();
    Facts After = *In[B];
    for (const CFGElement &Element : *B)
      if (auto S = Element.getAs<CFGStmt>())
        transfer(*S->getStmt(), After);
    for (const CFGBlock::AdjacentBlock &Next : B->succs())
      if (const CFGBlock *To = Next.getReachableBlock();
          To && !(To == &Graph->getExit() && throws(*B))) {
        Facts Out = After;
        branch(*B, *To, Out.Ready);
        if (meet(In[To], Out))
          Work.push_back(To);
      }
  }
  InProgress = false;
}

/// What is known where \p At is evaluated; null where control does not get, or
/// for what is no element of the flow graph. Valid until the next question.
const Readiness::Facts *Readiness::factsAt(const Stmt &At) {
  auto Position = F.positionOf(At);
  if (!Position || InProgress || Answering)
    return nullptr;
  llvm::SaveAndRestore Once(Answering, true);
  solve();
  const auto [Block, Index] = *Position;
  if (Last.Block != Block || Last.Index > Index) {
    const State &Known = In[Block];
    if (!Known)
      return nullptr;
    Last = {Block, 0, *Known};
  }
  for (; Last.Index != Index; ++Last.Index)
    if (auto S = (*Block)[Last.Index].getAs<CFGStmt>())
      transfer(*S->getStmt(), Last.Known);
  return &Last.Known;
}

/// Whether what \p Model says is that its object is ready afterwards. A wait
/// that has a time limit says nothing.
static bool endsReady(const FunctionModel &Model) {
  if (Model.Effect == CallEffect::MakesReady)
    return true;
  return (Model.Effect == CallEffect::Waits ||
          Model.Effect == CallEffect::WaitsFor) &&
         llvm::none_of(Model.Conditions, [](const ArgumentCondition &C) {
           return C.Is == ArgumentState::Zero;
         });
}

/// Nothing is known any more of \p Object and its parts, nor do variables with
/// the results of tests say anything of them.
void Readiness::forget(const AccessPath *Object, Facts &Known) {
  if (!Object)
    return;
  auto IsStale = [&](const AccessPath *Path) {
    const VarDecl *Answer = Path->steps().empty() ? Path->root() : nullptr;
    return isWithin(*Path, *Object) ||
           (Answer && llvm::any_of(askedBy(*Answer), [&](const AccessPath *Of) {
              return isWithin(*Of, *Object);
            }));
  };
  for (const AccessPath *Path : llvm::make_early_inc_range(Known.Ready))
    if (IsStale(Path))
      Known.Ready.erase(Path);
  Known.Lost.insert(Object);
}

/// A variable is new, has the result of a test, what was moved into it, or what
/// a function has made ready.
void Readiness::made(const DeclStmt &S, Facts &Known) {
  for (const Decl *D : S.decls()) {
    for (const AccessPath *Path : llvm::make_early_inc_range(Known.Ready))
      if (Path->root() == D)
        Known.Ready.erase(Path);
    const auto *Var = dyn_cast<VarDecl>(D);
    const Expr *Init = Var ? Var->getInit() : nullptr;
    if (!Init)
      continue;
    const Expr *Moved = movedFrom(*Init);
    if (!askedBy(*Var).empty() ||
        (Moved && isWithinReady(Moved, Known.Ready)) || isMadeReady(*Init))
      Known.Ready.insert(Objects.intern(Var, {}));
  }
}

void Readiness::transfer(const Stmt &S, Facts &Known) {
  auto Changed = [&](const Expr *Target) {
    const AccessPath *Path = Objects.object(Target);
    if (!Path || !Path->written())
      return;
    for (const AccessPath *Of : llvm::make_early_inc_range(Known.Ready))
      if (Of->reads(*Path->written()))
        Known.Ready.erase(Of);
    Known.Lost.insert(Path);
  };
  if (const auto *Assign = dyn_cast<BinaryOperator>(&S)) {
    if (!Assign->isAssignmentOp())
      return;
    Changed(Assign->getLHS());
    if (const VarDecl *Var = answerNamedBy(Assign->getLHS()->IgnoreParens());
        Var && !askedBy(*Var).empty())
      Known.Ready.insert(Objects.intern(Var, {}));
    return;
  }
  if (const auto *Step = dyn_cast<UnaryOperator>(&S))
    return Step->isIncrementDecrementOp() ? Changed(Step->getSubExpr())
                                          : void();
  if (const auto *New = dyn_cast<DeclStmt>(&S))
    return made(*New, Known);
  if (const auto *Await = dyn_cast<CoawaitExpr>(&S))
    return awaited(*Await, Known.Ready);
  if (const auto *Call = dyn_cast<CallExpr>(&S))
    called(*Call, Known);
}

/// Forgets what an iterator pointed to before it moved on, and elements that
/// are other ones after a change of their container.
void Readiness::changed(const CallExpr &Call, Facts &Known) {
  const Expr *Object = argumentOf(Call, ThisArgument);
  const AccessPath *Of = Object ? Objects.objectOrPointee(Object) : nullptr;
  const auto *Operator = dyn_cast<CXXOperatorCallExpr>(&Call);
  if (!Of)
    return;
  if (Operator && (Operator->getOperator() == OO_PlusPlus ||
                   Operator->getOperator() == OO_MinusMinus))
    return forget(Of, Known);
  if (Operator && Operator->getOperator() == OO_Subscript)
    return;
  const FunctionDecl &Callee = *Call.getDirectCallee();
  const bool Erases = R.functionModel(Callee, CallEffect::Erases);
  if (!Erases && !R.functionModel(Callee, CallEffect::Adds) &&
      !R.functionModel(Callee, CallEffect::Inserts))
    return;
  for (const AccessPath *Path : llvm::make_early_inc_range(Known.Ready)) {
    if (!isWithin(*Path, *Of) || Path->steps().size() == Of->steps().size())
      continue;
    const PathStep &Step = Path->steps()[Of->steps().size()];
    if (Step.K == PathStep::ElementAt ||
        (Step.K == PathStep::Element && (Erases || Step.Index == LastElement)))
      Known.Ready.erase(Path);
  }
}

void Readiness::called(const CallExpr &Call, Facts &Known) {
  const FunctionDecl *Callee = calleeOf(Call);
  if (!Callee)
    return;
  bool IsOver = false;
  for (const FunctionModel &Model : R.models().findFunction(*Callee)) {
    if (!endsReady(Model))
      continue;
    IsOver = true;
    for (int I = ThisArgument; I != int(argumentCount(Call)); ++I) {
      const Expr *Argument = argumentOf(Call, I);
      if (Argument &&
          (Model.Argument == I || (Model.Argument == AllArguments && I >= 0)))
        if (const AccessPath *Path = Objects.objectOrPointee(Argument))
          Known.Ready.insert(Path);
    }
  }
  if (IsOver)
    return;
  const auto *Operator = dyn_cast<CXXOperatorCallExpr>(&Call);
  if (Operator && Operator->isAssignmentOp()) {
    const AccessPath *To = Objects.objectOrPointee(Operator->getArg(0));
    forget(To, Known);
    if (To && Operator->getNumArgs() == 2 && isMadeReady(*Operator->getArg(1)))
      Known.Ready.insert(To);
    return;
  }
  if (R.functionModel(*Callee, CallEffect::Moves) ||
      R.functionModel(*Callee, CallEffect::Forwards) ||
      R.functionModel(*Callee, CallEffect::Borrows)) // `std::get<0>(all)`
    return;
  // Lent to somebody who may exchange it. What is moved away does not block.
  for (unsigned I = 0; I != argumentCount(Call); ++I) {
    if (I >= Callee->getNumParams())
      break;
    const QualType T = Callee->getParamDecl(I)->getType();
    if (T->isLValueReferenceType() && !T->getPointeeType().isConstQualified())
      if (const Expr *Argument = argumentOf(Call, I))
        forget(Objects.objectOrPointee(Argument), Known);
  }
  changed(Call, Known);
  FunctionAnalysis *Body = F.unit().calledFunction(Call);
  if (Body && Body != &F && !Body->isCoroutine())
    ran(Call, *Body, Known);
}
