//===--- HolderUses.cpp - tasks in variables, used after an end -----------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "DanglingTasks.h"
#include "StmtParents.h"
#include "Typestate.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Analysis/CFG.h"
#include <deque>

using namespace clang;
using namespace corolint;

namespace {

/// Forward reachability from one point, with one bit: whether the object has
/// reached its end.
class EndFlow {
public:
  EndFlow(const VarDecl *Dies, const Stmt &Created, const VarDecl &Holder,
          FunctionAnalysis &F)
      : F(F), Dies(Dies), Holder(Holder), Whole(fullExpressionOf(Created, F)) {
    if (Dies)
      Scope = scopeOf(*Dies);
    HolderScope = scopeOf(Holder);
    Tracked = F.objectIn(Holder);
  }

  HolderUses find(const Stmt &Created);

private:
  enum class Effect { None, Runs, Moves, Empties };
  struct Point {
    const CFGBlock *Block;
    unsigned From;
    bool Ended;
  };

  const Stmt *scopeOf(const VarDecl &Var) const;
  bool declares(const Stmt &S) const;
  Effect effectOf(const Stmt &S) const;
  bool goOn(Point &P);

  FunctionAnalysis &F;
  const VarDecl *Dies;
  const VarDecl &Holder;
  const Stmt &Whole;
  const Stmt *Scope = nullptr;
  const Stmt *HolderScope = nullptr;
  const TrackedObject *Tracked = nullptr;
  HolderUses Found;
};

} // namespace

/// Where the variable ends, or at whose next round; null for what lasts as long
/// as the function.
const Stmt *EndFlow::scopeOf(const VarDecl &Var) const {
  const Stmt *Extent = F.extentOf(Var);
  return Extent == &F.body() ? nullptr : Extent;
}

bool EndFlow::declares(const Stmt &S) const {
  const auto *D = dyn_cast<DeclStmt>(&S);
  return D && llvm::is_contained(D->decls(), Dies);
}

/// What one element of the CFG does with the task in the holder.
EndFlow::Effect EndFlow::effectOf(const Stmt &S) const {
  if (!Tracked) {
    const auto *Ref = dyn_cast<DeclRefExpr>(&S);
    return Ref && Ref->getDecl() == &Holder ? Effect::Runs : Effect::None;
  }
  // A container that is cleared has nothing to run.
  const auto *Call = dyn_cast<CXXMemberCallExpr>(&S);
  const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
  bool Erases =
      Callee && F.unit().roles().functionModel(*Callee, CallEffect::Erases);
  for (const ObjectUse &U : Tracked->Uses) {
    if (U.At != &S)
      continue;
    if (Erases)
      return Effect::Empties;
    switch (U.K) {
    case ObjectUse::Moves:
      return Effect::Moves;
    case ObjectUse::Awaits:
    case ObjectUse::Joins:
    case ObjectUse::Escapes:
      return Effect::Runs;
    case ObjectUse::Assigns:
      return Tracked->K != TrackedObject::Container ? Effect::Empties
                                                    : Effect::None;
    case ObjectUse::Clears:
      return Effect::Empties;
    default:
      break;
    }
  }
  return Effect::None;
}

/// Goes through the rest of a block; false when the path ends there.
bool EndFlow::goOn(Point &P) {
  for (; P.From != P.Block->size(); ++P.From) {
    auto Element = (*P.Block)[P.From].getAs<CFGStmt>();
    if (!Element)
      continue;
    const Stmt &S = *Element->getStmt();
    if (F.isWithin(S, Whole))
      continue; // where the task is made
    if (HolderScope && !F.isWithin(S, *HolderScope))
      return false; // it has ended, too
    if (Dies && !P.Ended)
      P.Ended = declares(S) || (Scope && !F.isWithin(S, *Scope));
    Effect What = effectOf(S);
    if (What == Effect::None)
      continue;
    if (What != Effect::Empties && P.Ended && !Found.AfterEnd)
      Found.AfterEnd = &S;
    else if (What == Effect::Moves)
      for (const ObjectUse &U : Tracked->Uses)
        if (U.At == &S)
          Found.MovedBy.push_back(U.Name);
    return false;
  }
  return true;
}

HolderUses EndFlow::find(const Stmt &Created) {
  std::deque<Point> Work;
  if (auto At = F.positionOf(Created))
    Work.push_back({At->first, At->second + 1, !Dies});
  llvm::SmallPtrSet<const CFGBlock *, 16> Seen[2];
  while (!Work.empty() && !Found.AfterEnd) {
    Point P = Work.front();
    Work.pop_front();
    if (!goOn(P))
      continue;
    for (const CFGBlock::AdjacentBlock &Edge : P.Block->succs())
      if (const CFGBlock *Next = Edge.getReachableBlock();
          Next && Seen[P.Ended].insert(Next).second)
        Work.push_back({Next, 0, P.Ended});
  }
  return std::move(Found);
}

HolderUses corolint::usesOfHolder(const VarDecl *Dies, const Stmt &Created,
                                  const VarDecl &Holder, FunctionAnalysis &F) {
  if (!F.cfg() || Dies == &Holder)
    return {};
  return EndFlow(Dies, Created, Holder, F).find(Created);
}
