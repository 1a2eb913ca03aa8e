//===--- Typestate.cpp - the life of one object, path by path -------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Typestate.h"
#include "Correlation.h"
#include "Handlers.h"
#include "StmtParents.h"
#include "TranslationUnit.h"
#include "clang/AST/StmtCXX.h"

using namespace clang;
using namespace corolint;

/// More points per block than this, and the function is too entangled to judge.
static constexpr size_t MaxPointsPerBlock = 16;
static constexpr size_t MinPoints = 4096;

Typestate::Typestate(FunctionAnalysis &F)
    : F(F), Graph(F.cfg()), Facts(F.unit().conditions()) {
  if (!Graph)
    return;
  HandlersOf = handlersOf(*Graph, F.body());
  findElements();
  findCorrelations();
  findExits();
}

void Typestate::findElements() {
  for (const CFGBlock *B : *Graph)
    for (unsigned I = 0; I < B->size(); ++I) {
      auto Element = (*B)[I].getAs<CFGStmt>();
      if (!Element)
        continue;
      BlockOf[Element->getStmt()] = B;
      if (const auto *D = dyn_cast<DeclStmt>(Element->getStmt()))
        for (const Decl *Declared : D->decls())
          if (const auto *Var = dyn_cast<VarDecl>(Declared))
            Declarations[Var].push_back({B, I});
    }
}

/// A condition that only one branch asks about contradicts no other.
void Typestate::findCorrelations() {
  llvm::DenseMap<unsigned, unsigned> Asked;
  for (const CFGBlock *B : *Graph) {
    std::optional<Condition> Test = Facts.ofBranch(*B);
    if (Test && Test->K != Condition::Fact)
      Test.reset();
    Branches[B] = Test;
    if (Test && ++Asked[Test->Key] == 2)
      Correlated.insert(Test->Key);
  }
  // A variable that is set to constants decides even a single branch.
  for (const CFGBlock *B : *Graph)
    for (const CFGElement &Element : *B)
      if (auto S = Element.getAs<CFGStmt>()) {
        Assumptions Learned;
        learn(*S->getStmt(), Learned);
        for (auto [Key, Value] : Learned)
          if (Asked.count(Key))
            Correlated.insert(Key);
      }
}

/// The conditions around what leaves a scope before its end.
void Typestate::findExits() {
  if (Correlated.empty())
    return;
  auto Add = [&](const Stmt &Exit) {
    llvm::SmallVector<unsigned, 4> Keys;
    for (const Expr *E : conditionsAround(F, Exit, nullptr))
      if (auto Key = correlated(*E))
        Keys.push_back(*Key);
    for (const Stmt *S = &Exit; S && !Keys.empty();
         S = F.parents().getParent(S))
      if (isa<CompoundStmt>(S))
        AroundExits[S].insert(Keys.begin(), Keys.end());
    AroundExits[nullptr].insert(Keys.begin(), Keys.end());
  };
  for (const CFGBlock *B : *Graph) {
    if (const Stmt *Jump = B->getTerminatorStmt();
        isa_and_nonnull<BreakStmt, ContinueStmt, GotoStmt>(Jump))
      Add(*Jump);
    for (const CFGElement &Element : *B)
      if (auto S = Element.getAs<CFGStmt>();
          S && isa<ReturnStmt, CoreturnStmt, CXXThrowExpr>(S->getStmt()))
        Add(*S->getStmt());
  }
}

/// The key of \p E if it is a condition that some other branch or assignment
/// decides as well.
std::optional<unsigned> Typestate::correlated(const Expr &E) {
  auto Test = Facts.parse(&E);
  if (!Test || Test->K != Condition::Fact || !Correlated.contains(Test->Key))
    return std::nullopt;
  return Test->Key;
}

/// The block that the object is declared in; null for what is given, or if it
/// is not known.
const Stmt *Typestate::scopeOf(const TrackedObject &Of) {
  auto Places = Declarations.lookup(&Of.variable());
  if (Of.IsGiven || Places.empty())
    return nullptr;
  auto [B, I] = Places.front();
  const Stmt *Scope = (*B)[I].castAs<CFGStmt>().getStmt();
  while (Scope && !isa<CompoundStmt>(Scope))
    Scope = F.parents().getParent(Scope);
  return Scope;
}

/// Once nothing is in the object, only further uses can go wrong. Goes
/// backwards from them, as far as the declaration; a use behind a handler can
/// be reached from the whole try block.
void Typestate::findAhead() {
  Ahead.emplace();
  llvm::SmallPtrSet<const CFGBlock *, 2> Begins;
  for (auto [B, I] : Declarations.lookup(&Object->variable()))
    Begins.insert(B);
  llvm::SmallVector<const CFGBlock *, 16> Backwards;
  for (const auto &[At, Uses] : UsesAt)
    if (const CFGBlock *B = BlockOf.lookup(At); B && Ahead->insert(B).second)
      Backwards.push_back(B);
  while (!Backwards.empty()) {
    const CFGBlock *B = Backwards.pop_back_val();
    if (isa_and_nonnull<CXXTryStmt>(B->getTerminatorStmt())) {
      Ahead.reset();
      return;
    }
    if (Begins.contains(B))
      continue;
    for (const CFGBlock::AdjacentBlock &Before : B->preds())
      if (const CFGBlock *P = Before.getReachableBlock();
          P && Ahead->insert(P).second)
        Backwards.push_back(P);
  }
}

/// Only conditions around the object's uses, and around the exits of its scope,
/// can tell one path of its life from another. False when they are too many to
/// follow.
bool Typestate::findRelevant() {
  constexpr size_t MaxRelevant = 12;
  Relevant.clear();
  if (Correlated.empty())
    return true;
  for (const ObjectUse &U : Object->Uses)
    for (const Expr *E : conditionsAround(F, *U.At, &Object->variable()))
      if (auto Key = correlated(*E))
        Relevant.insert(*Key);
  if (auto It = AroundExits.find(scopeOf(*Object)); It != AroundExits.end())
    for (unsigned Key : It->second)
      if (Relevant.insert(Key); Relevant.size() > MaxRelevant)
        break;
  return Relevant.size() <= MaxRelevant;
}

//===----------------------------------------------------------------------===//
// Conditions
//===----------------------------------------------------------------------===//

void Typestate::assume(Assumptions &Assumed, unsigned Key, bool Value) const {
  llvm::erase_if(Assumed, [&](auto &Fact) { return Fact.first == Key; });
  Assumed.insert(llvm::upper_bound(Assumed, std::pair(Key, Value)),
                 {Key, Value});
}

void Typestate::learnConstant(const ValueDecl &Var, const Expr &Value,
                              Assumptions &Assumed) {
  const auto *Known = dyn_cast<VarDecl>(&Var);
  bool Constant = false;
  if (!Known || !Known->hasLocalStorage() ||
      !(Var.getType()->isIntegralOrEnumerationType() ||
        Var.getType()->isPointerType()) ||
      Value.isValueDependent() ||
      !Value.EvaluateAsBooleanCondition(Constant, F.unit().context()))
    return;
  if (auto Key = Facts.keyOf(F.unit().paths().intern(Known, {})))
    assume(Assumed, *Key, Constant);
}

/// What \p S does to what is known of conditions.
void Typestate::learn(const Stmt &S, Assumptions &Assumed) {
  if (const auto *D = dyn_cast<DeclStmt>(&S)) {
    for (const Decl *Declared : D->decls())
      if (const auto *Var = dyn_cast<VarDecl>(Declared)) {
        llvm::erase_if(
            Assumed, [&](auto &Fact) { return Facts.reads(Fact.first, *Var); });
        if (Var->getInit())
          learnConstant(*Var, *Var->getInit(), Assumed);
      }
    return;
  }
  const Expr *Target = nullptr;
  const Expr *Value = nullptr;
  if (const auto *Binary = dyn_cast<BinaryOperator>(&S);
      Binary && Binary->isAssignmentOp()) {
    Target = Binary->getLHS();
    Value = Binary->getOpcode() == BO_Assign ? Binary->getRHS() : nullptr;
  } else if (const auto *Unary = dyn_cast<UnaryOperator>(&S);
             Unary && Unary->isIncrementDecrementOp()) {
    Target = Unary->getSubExpr();
  }
  if (!Target)
    return;
  const ValueDecl *Written = nullptr;
  Target = Target->IgnoreParenImpCasts();
  if (const auto *Ref = dyn_cast<DeclRefExpr>(Target))
    Written = Ref->getDecl();
  else if (const auto *Member = dyn_cast<MemberExpr>(Target))
    Written = Member->getMemberDecl();
  if (!Written)
    return;
  llvm::erase_if(Assumed,
                 [&](auto &Fact) { return Facts.reads(Fact.first, *Written); });
  if (Value)
    learnConstant(*Written, *Value, Assumed);
}

/// What is certain before element \p Before of \p Block, as far as the only
/// way there tells: `if (!ready) return;` above it.
Typestate::Assumptions Typestate::knownAt(const CFGBlock &Block,
                                          unsigned Before) {
  if (Relevant.empty())
    return {};
  llvm::SmallVector<std::pair<const CFGBlock *, const CFGBlock *>, 8> Way;
  llvm::SmallPtrSet<const CFGBlock *, 8> Visited;
  const CFGBlock *At = &Block;
  while (Visited.insert(At).second && At->pred_size() == 1) {
    const CFGBlock *Previous = At->pred_begin()->getReachableBlock();
    if (!Previous)
      break;
    Way.push_back({Previous, At});
    At = Previous;
  }
  Assumptions Known;
  for (auto [From, To] : llvm::reverse(Way)) {
    for (const CFGElement &Element : *From)
      if (auto S = Element.getAs<CFGStmt>())
        learn(*S->getStmt(), Known);
    const std::optional<Condition> &Test = Branches[From];
    if (Test && From->succ_size() == 2 &&
        From->succ_begin()->getReachableBlock() !=
            std::next(From->succ_begin())->getReachableBlock())
      assume(Known, Test->Key,
             (From->succ_begin()->getReachableBlock() == To) != Test->Negated);
  }
  for (unsigned I = 0; I != Before; ++I)
    if (auto S = Block[I].getAs<CFGStmt>())
      learn(*S->getStmt(), Known);
  llvm::erase_if(Known,
                 [&](auto &Fact) { return !Relevant.contains(Fact.first); });
  return Known;
}

//===----------------------------------------------------------------------===//
// Paths
//===----------------------------------------------------------------------===//

void Typestate::enter(Point P) {
  bool Matters = P.S == State::Unborn || P.S == State::Full || !Ahead ||
                 Ahead->contains(P.Block);
  if (P.Block && Matters &&
      Seen.insert({P.Block, P.S, P.By, P.NextRound, P.Exceptional, P.Assumed})
          .second)
    Work.push_back(std::move(P));
}

/// Whether what is full since \p FilledBy (null: since its declaration) may be
/// empty at the end after all: some round of a loop takes it, or whether it was
/// filled hangs on what also decides that it is emptied.
bool Typestate::isExcused(const ObjectUse *FilledBy) {
  auto [It, New] = Excused.try_emplace(FilledBy, false);
  if (!New)
    return It->second;
  const VarDecl &Var = Object->variable();
  bool IsScope = Object->K == TrackedObject::Scope;
  bool Found = llvm::any_of(Object->Uses, [&](const ObjectUse &U) {
    bool Takes = U.K == ObjectUse::Awaits || U.K == ObjectUse::Moves;
    return (Takes && !IsScope && isInSomeRoundsOnly(F, *U.At, Var)) ||
           (FilledBy && (Takes || U.K == ObjectUse::Joins) &&
            mayBeCorrelated(F, *FilledBy->At, *U.At, Var));
  });
  return It->second = Found;
}

void Typestate::lost(SourceLocation Where, const Stmt *By, const Point &P) {
  if (P.S != State::Full || P.Exceptional)
    return;
  const SourceManager &SM = F.unit().context().getSourceManager();
  if (Report.LostAt.isValid() &&
      !SM.isBeforeInTranslationUnit(Where, Report.LostAt))
    return;
  if (isExcused(P.By) ||
      (P.By && By && mayBeCorrelated(F, *P.By->At, *By, Object->variable())))
    return;
  Report.LostAt = Where;
  Report.FilledBy = P.By;
}

/// The object's life ends at \p Trigger, or else behind \p Last.
void Typestate::die(const Stmt *Trigger, SourceLocation Last, const Point &P) {
  const auto *Block = dyn_cast_or_null<CompoundStmt>(Trigger);
  if (Block)
    lost(Block->getRBracLoc(), nullptr, P);
  else
    lost(Trigger ? Trigger->getBeginLoc() : Last, Trigger, P);
}

void Typestate::takenAgain(const ObjectUse &U, const Point &P) {
  const VarDecl &Var = Object->variable();
  if (Report.TakenAgain || !P.By)
    return;
  if (P.NextRound ? isInSomeRoundsOnly(F, *U.At, Var) ||
                        isInSomeRoundsOnly(F, *P.By->At, Var)
                  : mayBeCorrelated(F, *P.By->At, *U.At, Var))
    return;
  Report.TakenAgain = &U;
  Report.FirstTaken = P.By;
}

void Typestate::use(const ObjectUse &U, Point &P) {
  bool IsScope = Object->K == TrackedObject::Scope;
  switch (U.K) {
  case ObjectUse::Inspects:
  case ObjectUse::Drops:
    if (P.S == State::Taken)
      P.S = State::Unknown; // asked whether it still is to be done
    return;
  case ObjectUse::Tests:
  case ObjectUse::Escapes:
    P.S = State::Unknown;
    return;
  case ObjectUse::Assigns:
    if (P.S == State::Full && !P.Exceptional && !Report.Overwritten)
      Report.Overwritten = U.At;
    P.Exceptional = false; // what it holds now came after
    P.S = State::Full;
    P.By = &U;
    return;
  case ObjectUse::Clears:
    P.S = State::Empty;
    return;
  case ObjectUse::Adds:
    if (P.S != State::Unknown && P.S != State::Full) {
      P.S = State::Full;
      P.By = &U;
    }
    return;
  case ObjectUse::Joins:
    if (P.S != State::Unknown)
      P.S = State::Empty;
    return;
  case ObjectUse::Awaits:
  case ObjectUse::Moves:
    if (IsScope || (U.K == ObjectUse::Awaits && !Object->Traits.SingleShot &&
                    P.S != State::Taken)) {
      P.S = State::Unknown;
    } else if (P.S == State::Taken) {
      takenAgain(U, P);
    } else if (P.S == State::Full) {
      P.S = State::Taken;
      P.By = &U;
      P.NextRound = false;
    } else {
      P.S = State::Unknown;
    }
    return;
  }
}

/// From a statement in a try block the handlers can be reached.
void Typestate::mayThrow(const Stmt &S, const Point &P) {
  if (const CFGBlock *Handlers = HandlersOf.lookup(&S)) {
    // What the try block declares is gone in its handlers.
    if (!Object->IsGiven && contains(F, *Handlers->getTerminatorStmt(),
                                     Object->variable().getLocation()))
      return;
    Point Caught = P;
    Caught.Block = Handlers;
    Caught.From = 0;
    Caught.Exceptional = true;
    enter(std::move(Caught));
  }
}

/// Whether the path goes on behind \p S.
bool Typestate::element(const Stmt &S, Point &P) {
  if (const auto *D = dyn_cast<DeclStmt>(&S);
      D && llvm::is_contained(D->decls(), &Object->variable())) {
    P.S = Object->BeginsFull ? State::Full : State::Empty;
    P.By = nullptr;
    P.NextRound = false;
    P.Exceptional = false;
  } else if (auto It = UsesAt.find(&S); It != UsesAt.end()) {
    for (const ObjectUse *U : It->second)
      use(*U, P);
  }
  learn(S, P.Assumed);
  llvm::erase_if(P.Assumed,
                 [&](auto &Fact) { return !Relevant.contains(Fact.first); });
  mayThrow(S, P);
  return !isa<CXXThrowExpr>(S);
}

/// Whether the path reaches the end of the block.
bool Typestate::goThrough(Point &P) {
  const VarDecl &Var = Object->variable();
  SourceLocation Last = Var.getLocation();
  for (unsigned I = P.From; I < P.Block->size(); ++I) {
    const CFGElement Element = (*P.Block)[I];
    if (auto S = Element.getAs<CFGStmt>()) {
      Last = S->getStmt()->getBeginLoc();
      if (!element(*S->getStmt(), P))
        return false;
    } else if (auto Dtor = Element.getAs<CFGAutomaticObjDtor>();
               Dtor && Dtor->getVarDecl() == &Var) {
      die(Dtor->getTriggerStmt(), Last, P);
      return false;
    } else if (auto End = Element.getAs<CFGLifetimeEnds>();
               End && End->getVarDecl() == &Var) {
      die(End->getTriggerStmt(), Last, P);
      return false;
    }
  }
  if (P.Block == &Graph->getExit()) {
    lost(F.body().getEndLoc(), nullptr, P);
    return false;
  }
  return !P.Block->hasNoReturnElement();
}

void Typestate::successors(const Point &P) {
  const std::optional<Condition> &Test = Branches[P.Block];
  bool First = true;
  for (const CFGBlock::AdjacentBlock &Edge : P.Block->succs()) {
    Point Next = P;
    Next.Block = Edge.getReachableBlock();
    Next.From = 0;
    Next.NextRound |= P.Block->getLoopTarget() != nullptr;
    bool Feasible = true;
    if (Test && P.Block->succ_size() == 2 && Relevant.contains(Test->Key)) {
      bool Value = First != Test->Negated;
      auto Known = llvm::find_if(
          Next.Assumed, [&](auto &Fact) { return Fact.first == Test->Key; });
      if (Known != Next.Assumed.end())
        Feasible = Known->second == Value;
      else
        assume(Next.Assumed, Test->Key, Value);
    }
    First = false;
    if (Feasible)
      enter(std::move(Next));
  }
}

LifeReport Typestate::follow(const TrackedObject &Of) {
  Object = &Of;
  Report = {};
  if (!Graph)
    return Report;
  UsesAt.clear();
  Seen.clear();
  Work.clear();
  for (const ObjectUse &U : Of.Uses)
    UsesAt[BlockOf.contains(U.At) ? U.At : U.Name].push_back(&U);
  Excused.clear();
  if (!findRelevant())
    return Report;
  findAhead();
  if (Of.IsGiven) {
    Point Start;
    Start.Block = &Graph->getEntry();
    Start.S = Of.BeginsFull ? State::Full : State::Empty;
    enter(std::move(Start));
  } else {
    if (const CFGBlock *Handler = handlerOf(*Graph, Of.variable()))
      enter({Handler, 0, State::Empty, nullptr, false, false,
             knownAt(*Handler, 0)});
    for (auto [B, I] : Declarations.lookup(&Of.variable()))
      enter({B, I, State::Unborn, nullptr, false, false, knownAt(*B, I)});
  }
  size_t MaxPoints =
      std::max(MinPoints, MaxPointsPerBlock * Graph->getNumBlockIDs());
  while (!Work.empty() && Seen.size() < MaxPoints) {
    Point P = Work.pop_back_val();
    if (goThrough(P))
      successors(P);
  }
  return Report;
}
