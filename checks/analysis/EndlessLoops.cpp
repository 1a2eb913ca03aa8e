//===--- EndlessLoops.cpp - loops that only a decision ends ---------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "EndlessLoops.h"
#include "OwnCodeVisitor.h"
#include "StmtParents.h"
#include "StopTokens.h"
#include "TranslationUnit.h"
#include "Words.h"

using namespace clang;
using namespace corolint;

namespace {

class LoopSurvey : public OwnCodeVisitor<LoopSurvey> {
public:
  bool TraverseCoawaitExpr(CoawaitExpr *E) {
    Awaits.push_back(E);
    return TraverseStmt(E->getOperand());
  }
  bool VisitCXXTryStmt(CXXTryStmt *S) {
    Tries.push_back(S);
    return true;
  }
  bool VisitStmt(Stmt *S) {
    const auto *Call = dyn_cast<CallExpr>(S);
    const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
    if (isa<ReturnStmt, CoreturnStmt, CXXThrowExpr, BreakStmt, GotoStmt>(S) ||
        (Callee && Callee->isNoReturn()))
      Exits.push_back(S);
    return true;
  }

  std::vector<const CoawaitExpr *> Awaits;
  std::vector<const CXXTryStmt *> Tries;
  std::vector<const Stmt *> Exits;
};

} // namespace

EndlessLoops::EndlessLoops(FunctionAnalysis &F) : F(F) {
  LoopSurvey Survey;
  Survey.TraverseStmt(const_cast<Stmt *>(&F.body()));
  Awaits = std::move(Survey.Awaits);
  Tries = std::move(Survey.Tries);
  Exits = std::move(Survey.Exits);
}

const Stmt *corolint::loopAround(const Stmt &S, FunctionAnalysis &F) {
  const Stmt *At = F.parents().getParent(&S);
  while (At && !isa<ForStmt, WhileStmt, DoStmt, CXXForRangeStmt>(At))
    At = F.parents().getParent(At);
  return At;
}

const Expr *corolint::conditionOf(const Stmt &Loop) {
  if (const auto *For = dyn_cast<ForStmt>(&Loop))
    return For->getCond();
  if (const auto *While = dyn_cast<WhileStmt>(&Loop))
    return While->getCond();
  const auto *Do = dyn_cast<DoStmt>(&Loop);
  return Do ? Do->getCond() : nullptr;
}

/// Without a condition, or with one that is always true.
static bool isEndless(const Stmt &Loop, const ASTContext &Context) {
  if (isa<CXXForRangeStmt>(Loop))
    return false;
  const Expr *Condition = conditionOf(Loop);
  bool Value = true;
  return !Condition ||
         (!Condition->isValueDependent() &&
          Condition->EvaluateAsBooleanCondition(Value, Context) && Value);
}

const Stmt *EndlessLoops::around(const Stmt &S) const {
  const Stmt *Loop = loopAround(S, F);
  return Loop && isEndless(*Loop, F.unit().context()) ? Loop : nullptr;
}

/// Whether \p Exit, somewhere in \p Loop, leaves it.
bool EndlessLoops::leaves(const Stmt &Exit, const Stmt &Loop) const {
  if (!isa<BreakStmt>(Exit))
    return true;
  const Stmt *At = F.parents().getParent(&Exit);
  while (At &&
         !isa<ForStmt, WhileStmt, DoStmt, CXXForRangeStmt, SwitchStmt>(At))
    At = F.parents().getParent(At);
  return At == &Loop;
}

Reach EndlessLoops::follow(const CFGBlock &Begin, unsigned From, Meeting Meet,
                           Choice Choose) const {
  Reach Way;
  llvm::SmallVector<std::pair<const CFGBlock *, unsigned>, 16> Work{
      {&Begin, From}};
  llvm::SmallPtrSet<const CFGBlock *, 16> Entered;
  while (!Work.empty()) {
    auto [Block, Index] = Work.pop_back_val();
    bool Blocked = false;
    for (; Index != Block->size() && !Blocked; ++Index)
      if (auto Element = (*Block)[Index].getAs<CFGStmt>())
        if (const auto *A = dyn_cast<CoawaitExpr>(Element->getStmt())) {
          Met What = Meet(*A);
          Way.GoesOn |= What == Met::EndsWhereItBegan;
          Blocked = What != Met::GoesOn;
        }
    unsigned &Until = Way.Until[Block];
    Until = std::max(Until, Blocked ? Index : Block->size() + 1);
    if (Blocked)
      continue;
    const auto *Condition =
        dyn_cast_or_null<Expr>(Block->getTerminatorCondition());
    std::optional<bool> Known;
    if (Condition && Block->succ_size() == 2)
      Known = Choose(*Condition);
    bool IsTrue = true;
    for (const CFGBlock::AdjacentBlock &Next : Block->succs()) {
      const CFGBlock *B = Next.getReachableBlock();
      if (B && (!Known || *Known == IsTrue) && Entered.insert(B).second)
        Work.emplace_back(B, 0);
      IsTrue = false;
    }
  }
  return Way;
}

bool EndlessLoops::isPassed(const Stmt &Exit, const Reach &Way) const {
  if (auto At = F.positionOf(Exit)) {
    auto Seen = Way.Until.find(At->first);
    return Seen != Way.Until.end() && At->second < Seen->second;
  }
  // A jump ends its block and is no element of it.
  for (const auto &[Block, Until] : Way.Until)
    if (Block->getTerminatorStmt() == &Exit)
      return Until > Block->size();
  return false;
}

bool EndlessLoops::asksToStop(const Stmt &S) const {
  auto IsAbout = [&](const ValueDecl &D) {
    if (isStopToken(D.getType(), F.unit().roles()))
      return true;
    return D.getIdentifier() &&
           hasWord(D.getName(),
                   {"stop",        "stopped",     "stopping",   "cancel",
                    "cancelled",   "canceled",    "cancelling", "abort",
                    "aborted",     "shutdown",    "shutting",   "close",
                    "closed",      "closing",     "quit",       "exit",
                    "exiting",     "running",     "alive",      "open",
                    "done",        "finished",    "finish",     "terminate",
                    "terminated",  "terminating", "kill",       "killed",
                    "interrupted", "active",      "rethrow",    "down"});
  };
  if (const auto *Ref = dyn_cast<DeclRefExpr>(&S);
      Ref && IsAbout(*Ref->getDecl()))
    return true;
  if (const auto *Member = dyn_cast<MemberExpr>(&S);
      Member && IsAbout(*Member->getMemberDecl()))
    return true;
  return llvm::any_of(S.children(), [&](const Stmt *Child) {
    return Child && asksToStop(*Child);
  });
}

/// What decides, inside of \p Loop, whether \p Exit is reached.
std::vector<const Stmt *> EndlessLoops::conditionsOf(const Stmt &Exit,
                                                     const Stmt &Loop) const {
  std::vector<const Stmt *> Conditions;
  for (const Stmt *At = F.parents().getParent(&Exit); At && At != &Loop;
       At = F.parents().getParent(At)) {
    if (const auto *If = dyn_cast<IfStmt>(At))
      Conditions.push_back(If->getCond());
    else if (const auto *Switch = dyn_cast<SwitchStmt>(At))
      Conditions.push_back(Switch->getCond());
    else if (const auto *While = dyn_cast<WhileStmt>(At))
      Conditions.push_back(While->getCond());
    else if (const auto *For = dyn_cast<ForStmt>(At); For && For->getCond())
      Conditions.push_back(For->getCond());
  }
  return Conditions;
}

bool EndlessLoops::anyExit(
    const Stmt &Loop, const Reach &Way,
    llvm::function_ref<bool(bool, llvm::ArrayRef<const Stmt *>)> IsWayOut)
    const {
  return llvm::any_of(exitsOf(Loop), [&](const Stmt *Exit) {
    return IsWayOut(isPassed(*Exit, Way), conditionsOf(*Exit, Loop));
  });
}

std::vector<const Stmt *> EndlessLoops::exitsOf(const Stmt &Loop) const {
  std::vector<const Stmt *> Out;
  llvm::copy_if(Exits, std::back_inserter(Out), [&](const Stmt *Exit) {
    return F.isWithin(*Exit, Loop) && leaves(*Exit, Loop);
  });
  return Out;
}
