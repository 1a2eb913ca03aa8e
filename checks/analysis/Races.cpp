//===--- Races.cpp - accesses of two threads that nothing orders ----------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Races.h"
#include "SharedAccesses.h"
#include "SharedState.h"
#include "Sinks.h"
#include "TaskFates.h"
#include "TranslationUnit.h"
#include "WorkPlaces.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/ParentMap.h"
#include "clang/Analysis/CFG.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/SmallPtrSet.h"

using namespace clang;
using namespace corolint;

namespace {

/// Brings the accesses of one function and of the work that it starts together.
class RaceFinder {
public:
  RaceFinder(FunctionAnalysis &F, llvm::ArrayRef<Crossing> Crossings)
      : F(F), Unit(F.unit()), SM(Unit.context().getSourceManager()),
        Crossings(Crossings), Use(Unit.memoryAccesses().of(F)) {
    for (const Crossing &C : Crossings)
      Accesses.push_back(C.IsMessage ? Lists() : sharedAccesses(C, F));
  }

  std::vector<Race> find();

private:
  using Lists = std::vector<std::vector<SharedAccess>>;

  bool isRunning(const Crossing &C, const Expr &At);
  void withStarter(size_t I);
  void withParts(size_t I);
  void withOthers(size_t I);
  void withNext(size_t I);
  void pair(size_t First, size_t Second);
  void match(size_t First, llvm::ArrayRef<SharedAccess> Mine, size_t Second,
             llvm::ArrayRef<SharedAccess> Others);
  void add(Race R);

  bool isBefore(SourceLocation A, SourceLocation B) const {
    return SM.isBeforeInTranslationUnit(SM.getExpansionLoc(A),
                                        SM.getExpansionLoc(B));
  }
  bool contains(const Stmt &Outer, const Stmt &Inner) const {
    return SM.isPointWithin(SM.getExpansionLoc(Inner.getBeginLoc()),
                            SM.getExpansionLoc(Outer.getBeginLoc()),
                            SM.getExpansionLoc(Outer.getEndLoc()));
  }
  bool isCrossing(const Stmt &S) const {
    return llvm::any_of(Crossings, [&](const Crossing &C) {
      return contains(*C.Start, S) || C.Start == &S;
    });
  }
  bool isRaceable(const MemoryPlace &Place) const;
  bool mayBeOrdered(const Expr &Start, const Expr &Later) const;
  bool isTemporaryThatJoins(const Expr &Start) const;
  bool joinsBetween(const Expr &Start, const Expr &Later);
  bool mayExclude(const Stmt &A, const Stmt &B);
  const Stmt *branchOf(const Stmt &S, const Stmt &Not);
  bool reaches(const Stmt &From, const Stmt &To);
  const Stmt *loopAround(const Expr &Start);

  FunctionAnalysis &F;
  TranslationUnit &Unit;
  const SourceManager &SM;
  llvm::ArrayRef<Crossing> Crossings;
  const MemoryUse &Use;
  std::vector<Lists> Accesses;
  std::vector<Race> Found;
};

} // namespace

static bool conflict(const MemoryPlace &A, bool AWrites, const MemoryPlace &B,
                     bool BWrites) {
  return (AWrites || BWrites) && A.sameObject(B) && A.overlaps(B);
}

void RaceFinder::add(Race R) {
  if (llvm::none_of(Found, [&](const Race &Known) {
        return Known.Work == R.Work && Known.Mine.Where == R.Mine.Where;
      }))
    Found.push_back(std::move(R));
}

/// Whether both sides mean one object: a pointer that gets another value, or is
/// moved away, may lead to another.
bool RaceFinder::isRaceable(const MemoryPlace &Place) const {
  return !Place.Root || !Place.Through || !Use.isSteered(*Place.Root);
}

//===----------------------------------------------------------------------===//
// Order
//===----------------------------------------------------------------------===//

/// Whether something after \p Start and before \p Later may wait for the work.
bool RaceFinder::mayBeOrdered(const Expr &Start, const Expr &Later) const {
  return llvm::any_of(Use.Orders, [&](const Stmt *Order) {
    return !isCrossing(*Order) && !contains(*Start.IgnoreParens(), *Order) &&
           !isBefore(Order->getEndLoc(), Start.getEndLoc()) &&
           !isBefore(Later.getEndLoc(), Order->getBeginLoc());
  });
}

/// Whether what the start yields is dropped at once, and waits then. (Not what
/// a container yields that keeps it.)
bool RaceFinder::isTemporaryThatJoins(const Expr &Start) const {
  return Start.isPRValue() && joinsAtEnd(Start.getType(), Unit) &&
         fateOf(Start, F).K == TaskFate::Dropped;
}

/// Whether a destructor waits on the way: that of a local whose scope ends, or
/// of what the start itself yields.
bool RaceFinder::joinsBetween(const Expr &Start, const Expr &Later) {
  if (isTemporaryThatJoins(Start))
    return true;
  return llvm::any_of(
      Unit.sharedStates().namesIn(F).Joining, [&](const VarDecl *Var) {
        const Stmt *Extent = F.extentOf(*Var);
        return Extent && contains(*Extent, Start) && !contains(*Extent, Later);
      });
}

/// The branch, handler or operand that decides whether \p S runs, if it does
/// not contain \p Not.
const Stmt *RaceFinder::branchOf(const Stmt &S, const Stmt &Not) {
  const Stmt *Child = &S;
  for (const Stmt *At = F.parents().getParent(&S); At;
       Child = At, At = F.parents().getParent(At)) {
    if (contains(*At, Not) && !isa<IfStmt, SwitchStmt, ConditionalOperator>(At))
      return nullptr;
    const auto *If = dyn_cast<IfStmt>(At);
    if ((If && Child != If->getCond() && Child != If->getInit()) ||
        isa<SwitchStmt, CXXCatchStmt, ConditionalOperator>(At))
      return Child;
    if (const auto *Logic = dyn_cast<BinaryOperator>(At);
        Logic && Logic->isLogicalOp() && Child == Logic->getRHS())
      return Child;
  }
  return nullptr;
}

/// Whether branches may see to it that only one of both happens.
bool RaceFinder::mayExclude(const Stmt &A, const Stmt &B) {
  return branchOf(A, B) && branchOf(B, A);
}

/// Whether control may get from behind \p From to \p To.
bool RaceFinder::reaches(const Stmt &From, const Stmt &To) {
  if (isBefore(From.getEndLoc(), F.body().getBeginLoc()))
    return true; // a member's initialiser
  auto Start = F.positionOf(From), End = F.positionOf(To);
  if (!Start || !End)
    return false;
  if (Start->first == End->first && Start->second < End->second)
    return true;
  llvm::SmallPtrSet<const CFGBlock *, 16> Seen;
  llvm::SmallVector<const CFGBlock *, 16> Work{Start->first};
  while (!Work.empty())
    for (const CFGBlock *Next : Work.pop_back_val()->succs()) {
      if (Next == End->first)
        return true;
      if (Next && Seen.insert(Next).second)
        Work.push_back(Next);
    }
  return false;
}

//===----------------------------------------------------------------------===//
// The three kinds
//===----------------------------------------------------------------------===//

/// Whether the threads that run the work are there when \p At is evaluated. The
/// starter of work on a strand may be on the strand, too.
bool RaceFinder::isRunning(const Crossing &C, const Expr &At) {
  const ValueDecl *Context = C.Executor.Context;
  return !C.Executor.IsStrand &&
         (!Context ||
          Unit.executorThreads().runners().isRunBefore(*Context, F, At));
}

/// The function itself goes on.
void RaceFinder::withStarter(size_t I) {
  const Expr &Start = *Crossings[I].Start;
  for (const auto &List : Accesses[I])
    for (const SharedAccess &Mine : List)
      for (const MemoryAccess &A : Use.Accesses) {
        if (!conflict(Mine.Place, Mine.Writes, A.Place, A.Writes) ||
            !isRaceable(A.Place) || contains(Start, *A.At) ||
            isBefore(A.At->getBeginLoc(), Start.getEndLoc()) ||
            mayBeOrdered(Start, *A.At) || joinsBetween(Start, *A.At) ||
            mayExclude(Start, *A.At) || !reaches(Start, *A.At) ||
            (Mine.MayBeSkipped &&
             Unit.memoryAccesses().mayBeSkipped(F, A, &Start)) ||
            !isRunning(Crossings[I], *A.At))
          continue;
        add({Race::WithStarter, &Crossings[I], Mine, A.Writes, A.At});
        break;
      }
}

void RaceFinder::match(size_t First, llvm::ArrayRef<SharedAccess> Mine,
                       size_t Second, llvm::ArrayRef<SharedAccess> Others) {
  for (const SharedAccess &A : Mine)
    for (const SharedAccess &B : Others)
      if (conflict(A.Place, A.Writes, B.Place, B.Writes) &&
          isRaceable(A.Place) && !(A.MayBeSkipped && B.MayBeSkipped)) {
        add({Race::WithOther, &Crossings[First], A, B.Writes, B.At,
             &Crossings[Second]});
        add({Race::WithOther, &Crossings[Second], B, A.Writes, A.At,
             &Crossings[First]});
      }
}

/// Two pieces of work.
void RaceFinder::pair(size_t First, size_t Second) {
  const Expr &A = *Crossings[First].Start, &B = *Crossings[Second].Start;
  if (!Crossings[First].Executor.isApartFrom(Crossings[Second].Executor) ||
      mayBeOrdered(A, B) || joinsBetween(A, B) || mayExclude(A, B) ||
      !reaches(A, B))
    return;
  for (const auto &Mine : Accesses[First])
    for (const auto &Others : Accesses[Second])
      match(First, Mine, Second, Others);
}

/// Callables of one call, all of which run.
void RaceFinder::withParts(size_t I) {
  for (size_t A = 0; A != Accesses[I].size(); ++A)
    for (size_t B = A + 1; B != Accesses[I].size(); ++B)
      match(I, Accesses[I][A], I, Accesses[I][B]);
}

void RaceFinder::withOthers(size_t I) {
  for (size_t J = I + 1; J != Crossings.size(); ++J)
    pair(I, J);
}

/// The outermost loop that starts \p Start in each round and waits in none;
/// null if there is none.
const Stmt *RaceFinder::loopAround(const Expr &Start) {
  const Stmt *Loop = nullptr;
  const Stmt *Child = &Start;
  for (const Stmt *At = F.parents().getParent(&Start); At;
       Child = At, At = F.parents().getParent(At)) {
    const auto *If = dyn_cast<IfStmt>(At);
    if ((If && Child != If->getCond()) ||
        isa<SwitchStmt, CXXCatchStmt, LambdaExpr>(At))
      break; // not in each round
    if (!isa<ForStmt, CXXForRangeStmt, WhileStmt, DoStmt>(At))
      continue;
    const bool Waits =
        llvm::any_of(Use.Orders,
                     [&](const Stmt *Order) {
                       return contains(*At, *Order) && !contains(Start, *Order);
                     }) ||
        llvm::any_of(
            Unit.sharedStates().namesIn(F).Joining, [&](const VarDecl *Var) {
              return SM.isPointWithin(SM.getExpansionLoc(Var->getLocation()),
                                      SM.getExpansionLoc(At->getBeginLoc()),
                                      SM.getExpansionLoc(At->getEndLoc()));
            });
    if (Waits)
      break;
    Loop = At;
  }
  return Loop;
}

void RaceFinder::withNext(size_t I) {
  const Expr &Start = *Crossings[I].Start;
  const Stmt *Loop = loopAround(Start);
  if (!Loop || Crossings[I].Executor.OneThread || !reaches(Start, Start) ||
      isTemporaryThatJoins(Start))
    return;
  const ExecutorKind &Executor = Crossings[I].Executor;
  if (Executor.IsStrand &&
      !(Executor.MadeBy && contains(*Loop, *Executor.MadeBy)))
    return; // one strand for all rounds
  for (const auto &List : Accesses[I])
    for (const SharedAccess &Mine : List) {
      const VarDecl *Root = Mine.Place.Root;
      const bool IsNew =
          Root && SM.isPointWithin(SM.getExpansionLoc(Root->getLocation()),
                                   SM.getExpansionLoc(Loop->getBeginLoc()),
                                   SM.getExpansionLoc(Loop->getEndLoc()));
      if (!Mine.Writes || IsNew || !isRaceable(Mine.Place) || Mine.MayBeSkipped)
        continue;
      add({Race::WithNext, &Crossings[I], Mine, true, Mine.At, &Crossings[I]});
    }
}

std::vector<Race> RaceFinder::find() {
  for (size_t I = 0; I != Crossings.size(); ++I) {
    if (!Crossings[I].Executor.IsStrand)
      withParts(I);
    if (Crossings[I].IsScoped)
      continue;
    withStarter(I);
    withOthers(I);
    withNext(I);
  }
  return std::move(Found);
}

std::vector<Race> corolint::racesIn(FunctionAnalysis &F,
                                    llvm::ArrayRef<Crossing> Crossings) {
  if (Crossings.empty())
    return {};
  return RaceFinder(F, Crossings).find();
}
