//===--- SuspendedElements.cpp - elements kept across a suspension --------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "SuspendedElements.h"
#include "ElementSteps.h"
#include "OwnCodeVisitor.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Analysis/CFG.h"
#include <deque>
#include <map>

using namespace clang;
using namespace corolint;

//===----------------------------------------------------------------------===//
// Definitions
//===----------------------------------------------------------------------===//

namespace {
/// Visits the declarations, loops and assignments of a body.
class DefinitionFinder : public OwnCodeVisitor<DefinitionFinder> {
public:
  std::vector<std::pair<const VarDecl *, const Stmt *>> Declared;
  std::vector<const Stmt *> Assignments;
  std::vector<const CXXForRangeStmt *> Loops;

  bool shouldVisitImplicitCode() const { return true; }
  bool TraverseCoawaitExpr(CoawaitExpr *E) {
    return TraverseStmt(E->getOperand());
  }
  bool TraverseCoyieldExpr(CoyieldExpr *E) {
    return TraverseStmt(E->getOperand());
  }
  bool VisitDeclStmt(DeclStmt *S) {
    for (const Decl *D : S->decls())
      if (const auto *Var = dyn_cast<VarDecl>(D))
        Declared.emplace_back(Var, S);
    return true;
  }
  bool VisitCXXForRangeStmt(CXXForRangeStmt *S) {
    Loops.push_back(S);
    return true;
  }
  bool VisitExpr(Expr *E) {
    if (assignmentIn(*E).Var)
      Assignments.push_back(E);
    return true;
  }
};
} // namespace

void SuspendedElements::define(const Stmt &At, const VarDecl &Var,
                               const Expr &LookUp) {
  KeptElement Element;
  Element.Var = &Var;
  Element.LookUp = &LookUp;
  if (auto It = Loops.find(&Var); It != Loops.end())
    Element.Loop = It->second;
  Element.Of =
      Var.getInit() == &LookUp ? Places.ofVariable(Var) : Places.value(&LookUp);
  bool Shared = llvm::any_of(Element.Of.Holds, [](const ElementHold &Hold) {
    return Hold.Container.Reach == Place::Shared && Hold.Container.Decl;
  });
  if (!Shared)
    return;
  Kept.push_back(std::move(Element));
  DefinedAt.push_back(&At);
}

void SuspendedElements::declaration(const VarDecl &Var, const Stmt &At) {
  QualType T = Var.getType();
  if (Var.hasGlobalStorage() || !Var.getInit())
    return;
  if (T->isReferenceType() || refersToElements(T, R))
    define(At, Var, *Var.getInit());
}

SuspendedElements::SuspendedElements(FunctionAnalysis &F)
    : F(F), R(F.unit().roles()), Places(F) {
  DefinitionFinder Finder;
  Finder.TraverseStmt(const_cast<Stmt *>(&F.body()));
  llvm::SmallPtrSet<const VarDecl *, 8> Ends;
  for (const CXXForRangeStmt *Loop : Finder.Loops) {
    auto Hidden = [](const DeclStmt *S) {
      return S ? dyn_cast<VarDecl>(S->getSingleDecl()) : nullptr;
    };
    if (const VarDecl *Begin = Hidden(Loop->getBeginStmt()))
      Loops[Begin] = Loop;
    if (const VarDecl *End = Hidden(Loop->getEndStmt()))
      Ends.insert(End);
  }
  for (auto [Var, At] : Finder.Declared)
    if (!Ends.contains(Var))
      declaration(*Var, *At);
  for (const Stmt *S : Finder.Assignments)
    if (auto [Var, Target, Value] = assignmentIn(*S);
        Var->isLocalVarDecl() && refersToElements(Var->getType(), R))
      define(*S, *Var, *Value);
}

SuspendedElements::~SuspendedElements() = default;

//===----------------------------------------------------------------------===//
// Paths
//===----------------------------------------------------------------------===//

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
  using Predicate = SuspendedElements::Predicate;

  Walk(const ElementSteps &Steps, Conditions &C, const VarDecl &Var,
       Predicate Counts)
      : Steps(Steps), C(C), Var(Var), Counts(Counts) {}

  SuspendedUse from(const CFGBlock &Block, size_t Index) {
    Work.push_back({&Block, Index, nullptr, {}});
    for (size_t Next = 0; Next != Work.size(); ++Next)
      if (SuspendedUse Found = visit(Work[Next]))
        return Found;
    return {};
  }

private:
  static constexpr size_t Limit = 16;

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
        if (P.Since && Step.Decl == &Var)
          return {P.Since, cast<Expr>(Step.At),
                  cast<Expr>(Step.At)->getExprLoc()};
        break;
      case ElementStep::Define:
        if (Step.Decl == &Var)
          return {};
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
  const VarDecl &Var;
  Predicate Counts;
  std::deque<Point> Work;
  std::map<std::pair<const CFGBlock *, bool>, std::vector<Facts>> Seen;
};

} // namespace

SuspendedUse SuspendedElements::usedAfterSuspension(const KeptElement &Element,
                                                    Predicate Counts) {
  if (!Steps) {
    for (const KeptElement &Each : Kept)
      Locals.insert(Each.Var);
    Steps = std::make_unique<ElementSteps>(F, Locals);
  }
  const Stmt *Definition = DefinedAt[&Element - Kept.data()];
  for (const CFGBlock *B : Steps->blocks())
    for (auto [I, Step] : llvm::enumerate(Steps->of(*B))) {
      // The graph splits declarations of several variables.
      bool Here = Step.Kind == ElementStep::Define &&
                  Step.Decl == Element.Var &&
                  (Step.At == Definition ||
                   (isa<DeclStmt>(Step.At) && isa<DeclStmt>(Definition)));
      if (Here)
        return Walk(*Steps, F.unit().conditions(), *Element.Var, Counts)
            .from(*B, I + 1);
    }
  return {};
}
