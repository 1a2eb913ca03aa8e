//===--- SuspendedUses.cpp - uses that a suspension precedes -------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "SuspendedUses.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Analysis/CFG.h"
#include <deque>
#include <map>

using namespace clang;
using namespace corolint;

namespace {

using Facts = llvm::SmallVector<std::pair<unsigned, bool>, 2>; // sorted

/// A place on a path, and what happened on the way there.
struct Point {
  const CFGBlock *Block = nullptr;
  size_t From = 0;
  const CoroutineSuspendExpr *Since = nullptr;
  Facts Assumed;
};

/// Stands for the condition that the next block branches on.
constexpr unsigned BranchAhead = ~0u;

std::optional<bool> takeFact(Facts &Assumed, unsigned Key) {
  auto At = llvm::lower_bound(Assumed, std::pair(Key, false));
  if (At == Assumed.end() || At->first != Key)
    return std::nullopt;
  bool Value = At->second;
  Assumed.erase(At);
  return Value;
}

/// Adds a fact; false if it contradicts what is assumed.
bool assume(Facts &Assumed, unsigned Key, bool Value) {
  auto At = llvm::lower_bound(Assumed, std::pair(Key, false));
  if (At != Assumed.end() && At->first == Key)
    return At->second == Value;
  Assumed.insert(At, {Key, Value});
  return true;
}

/// The value of the condition \p Whole when its operand \p Part has \p Value.
std::optional<bool> valueGiven(const Expr *Whole, const Expr *Part,
                               bool Value) {
  Whole = Whole->IgnoreParenImpCasts();
  if (const auto *Full = dyn_cast<FullExpr>(Whole))
    Whole = Full->getSubExpr()->IgnoreParenImpCasts();
  if (Whole == Part->IgnoreParenImpCasts())
    return Value;
  const auto *Logical = dyn_cast<BinaryOperator>(Whole);
  if (!Logical || !Logical->isLogicalOp())
    return std::nullopt;
  bool Deciding = Logical->getOpcode() == BO_LOr;
  if (valueGiven(Logical->getLHS(), Part, Value) == Deciding ||
      valueGiven(Logical->getRHS(), Part, Value) == Deciding)
    return Deciding;
  return std::nullopt;
}

/// Where `a && b` leaves its first operand for a block of its own that branches
/// on the whole: which way that block goes.
std::optional<bool> decidedAhead(const CFGBlock &From, const CFGBlock &To,
                                 bool FirstOperand) {
  const auto *Logical =
      dyn_cast_or_null<BinaryOperator>(From.getTerminatorStmt());
  const auto *Whole = dyn_cast_or_null<Expr>(To.getTerminatorCondition());
  if (!Logical || !Logical->isLogicalOp() || !Whole || To.succ_size() != 2)
    return std::nullopt;
  return valueGiven(Whole, Logical->getLHS(), FirstOperand);
}

/// The paths from one definition. Each block is entered once for every set of
/// facts, at most Limit of them, beyond which paths are given up.
class Walk {
public:
  Walk(const ElementSteps &Steps, Conditions &C, const void *What,
       SuspensionPredicate Counts)
      : Steps(Steps), C(C), What(What), Counts(Counts) {}

  SuspendedUse from(const CFGBlock &Block, size_t Index) {
    Work.push_back({&Block, Index, nullptr, {}});
    for (size_t Next = 0; Next != Work.size(); ++Next)
      if (SuspendedUse Found = visit(Work[Next]))
        return Found;
    return {};
  }

private:
  static constexpr size_t Limit = 16;

  bool isOf(const ElementStep &Step) const {
    return (Step.Of ? Step.Of : Step.Decl) == What;
  }

  static SuspendedUse useAt(const Stmt &At, const CoroutineSuspendExpr &Since) {
    const auto *Use = dyn_cast<Expr>(&At);
    return {&Since, Use, Use ? Use->getExprLoc() : At.getBeginLoc()};
  }

  void enter(const CFGBlock &Block, const Point &From) {
    std::vector<Facts> &Known = Seen[{&Block, From.Since != nullptr}];
    if (Known.size() == Limit || llvm::is_contained(Known, From.Assumed))
      return;
    Known.push_back(From.Assumed);
    Work.push_back({&Block, 0, From.Since, From.Assumed});
  }

  SuspendedUse visit(Point P) {
    llvm::ArrayRef<ElementStep> Here = Steps.of(*P.Block);
    for (const ElementStep &Step : Here.drop_front(P.From)) {
      switch (Step.Kind) {
      case ElementStep::Suspend:
        suspend(cast<CoroutineSuspendExpr>(*Step.At), P);
        break;
      case ElementStep::Write:
        llvm::erase_if(P.Assumed, [&](auto &Fact) {
          return C.reads(Fact.first, *Step.Decl);
        });
        break;
      case ElementStep::Use:
        if (P.Since && isOf(Step))
          return useAt(*Step.At, *P.Since);
        break;
      case ElementStep::Define:
        if (isOf(Step))
          return {};
        break;
      case ElementStep::Renew:
        if (isOf(Step))
          P.Since = nullptr;
        break;
      }
    }
    leave(P);
    return {};
  }

  void suspend(const CoroutineSuspendExpr &S, Point &P) {
    if (!Counts(S))
      return;
    llvm::erase_if(P.Assumed,
                   [&](auto &Fact) { return C.isShared(Fact.first); });
    if (!P.Since)
      P.Since = &S;
    for (const CFGBlock *Handler : Steps.handlersOf(S))
      enter(*Handler, P);
  }

  void leave(const Point &P) {
    Point Taken = P;
    std::optional<bool> Decided = takeFact(Taken.Assumed, BranchAhead);
    std::optional<Condition> Test = Steps.testOf(*P.Block);
    const Facts Before = Taken.Assumed;
    bool Way = true; // the first successor is taken when the condition is true
    for (const CFGBlock::AdjacentBlock &Edge : P.Block->succs()) {
      const CFGBlock *Next = Edge.getReachableBlock();
      bool Contradicts = Decided && *Decided != Way;
      Taken.Assumed = Before;
      if (Test && !Decided)
        Contradicts = !assume(Taken.Assumed, Test->Key, Way != Test->Negated);
      if (Next && !Contradicts) {
        if (std::optional<bool> Ahead = decidedAhead(*P.Block, *Next, Way))
          assume(Taken.Assumed, BranchAhead, *Ahead);
        enter(*Next, Taken);
      }
      Way = false;
    }
  }

  const ElementSteps &Steps;
  Conditions &C;
  const void *What;
  SuspensionPredicate Counts;
  std::deque<Point> Work;
  std::map<std::pair<const CFGBlock *, bool>, std::vector<Facts>> Seen;
};

} // namespace

SuspendedUse corolint::usedAfterSuspension(const ElementSteps &Steps,
                                           Conditions &C, const void *What,
                                           StepPosition From,
                                           SuspensionPredicate Counts) {
  return Walk(Steps, C, What, Counts).from(*From.Block, From.Index);
}
