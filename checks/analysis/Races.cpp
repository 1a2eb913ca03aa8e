//===--- Races.cpp - accesses of two threads that nothing orders ----------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Races.h"
#include "BodyVisibility.h"
#include "Branches.h"
#include "SharedAccesses.h"
#include "SharedState.h"
#include "Sinks.h"
#include "SourceOrder.h"
#include "StmtParents.h"
#include "TaskFates.h"
#include "TranslationUnit.h"
#include "WorkPlaces.h"
#include "clang/AST/ExprCXX.h"
#include "clang/Analysis/CFG.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/SmallPtrSet.h"

using namespace clang;
using namespace corolint;

namespace {

/// An object, whichever of its members: a variable, and whether it leads to it.
using ObjectKey = std::pair<const VarDecl *, unsigned>;

ObjectKey keyOf(const MemoryPlace &Place) {
  return {Place.Root, Place.Through};
}

/// The parts of a function where it may wait, for many questions.
class OrderIndex {
public:
  OrderIndex(const MemoryUse &Use, llvm::ArrayRef<Crossing> Crossings,
             const SourceManager &SM);

  /// Whether one of them goes on behind \p From and begins before \p To ends.
  bool isBetween(const Stmt &From, const Stmt &To) const;

private:
  /// By where they begin, each with the last end so far.
  struct Span {
    SourceLocation Begin, LastEnd;
  };
  using Spans = std::vector<Span>;
  static Spans sorted(Spans All, const SourceManager &SM);
  static const Span *lastBegun(const Spans &In, SourceLocation At,
                               const SourceManager &SM);

  const SourceManager &SM;
  Spans Orders;
};

/// Brings the accesses of one function and of the work that it starts together.
class RaceFinder {
public:
  RaceFinder(FunctionAnalysis &F, llvm::ArrayRef<Crossing> Crossings);

  std::vector<Race> find();

private:
  using Lists = std::vector<std::vector<SharedAccess>>;
  /// What is known of the crossing being looked at.
  struct Beginning {
    size_t Index = SIZE_MAX;
    bool IsTemporaryThatJoins = false;
    /// The scopes around it that wait when they end.
    llvm::SmallVector<const Stmt *, 2> Joining;
    /// Where control may get from behind it.
    llvm::SmallPtrSet<const CFGBlock *, 16> Reached;
  };

  const Beginning &from(size_t I);
  bool isRunning(const Crossing &C, const Expr &At);
  bool mayBeConcurrent(size_t First, const Expr &Later);
  void withStarter(size_t I);
  void withStarter(size_t I, const SharedAccess &Mine);
  void withParts(size_t I);
  void withOthers(size_t I);
  void withNext(size_t I);
  bool isPossible(const SharedAccess &A, const SharedAccess &B) const;
  bool isNews(size_t First, size_t Second) const;
  void match(size_t First, llvm::ArrayRef<SharedAccess> Mine, size_t Second,
             llvm::ArrayRef<SharedAccess> Others);
  void add(Race R);

  bool contains(const Stmt &Outer, const Stmt &Inner) const {
    return corolint::contains(Outer, Inner.getBeginLoc(), SM);
  }
  bool isRaceable(const MemoryPlace &Place) const;
  bool isTemporaryThatJoins(const Expr &Start) const;
  bool joinsBetween(size_t First, const Expr &Later);
  bool reaches(size_t First, const Stmt &To);
  const Stmt *loopAround(const Expr &Start);

  FunctionAnalysis &F;
  TranslationUnit &Unit;
  const SourceManager &SM;
  llvm::ArrayRef<Crossing> Crossings;
  const MemoryUse &Use;
  OrderIndex Orders;
  std::vector<Lists> Accesses;
  /// The locals at whose end no work goes on that is started in their scope:
  /// their destructors join, alone or of what they own; a thread that nobody
  /// has joined ends the program.
  llvm::SmallVector<const VarDecl *, 4> Joining;
  /// Who accesses an object: crossings, in order, and the function itself.
  llvm::DenseMap<ObjectKey, llvm::SmallVector<size_t, 4>> Sharers;
  llvm::DenseMap<ObjectKey, llvm::SmallVector<const MemoryAccess *, 4>> Own;
  Beginning Current;
  std::vector<Race> Found;
  llvm::DenseSet<std::pair<const Crossing *, unsigned>> IsFound;
};

} // namespace

/// Whether an object of type \p T is, owns or contains a thread or future.
static bool hasHandle(QualType T, TranslationUnit &Unit, unsigned Depth) {
  constexpr unsigned MaxDepth = 4; // structures in structures
  T = T->getBaseElementTypeUnsafe()->getCanonicalTypeUnqualified();
  const CXXRecordDecl *Record = recordOf(T);
  if (!Record || !Record->hasDefinition() || Depth > MaxDepth)
    return false;
  if (Unit.memoryAccesses().isHandle(T))
    return true;
  return !isInSystemHeader(*Record) &&
         llvm::any_of(Record->fields(), [&](const FieldDecl *Field) {
           return !Field->getType()->isReferenceType() &&
                  !Field->getType()->isPointerType() &&
                  hasHandle(Field->getType(), Unit, Depth + 1);
         });
}

RaceFinder::RaceFinder(FunctionAnalysis &F, llvm::ArrayRef<Crossing> Crossings)
    : F(F), Unit(F.unit()), SM(Unit.context().getSourceManager()),
      Crossings(Crossings), Use(Unit.memoryAccesses().of(F)),
      Orders(Use, Crossings, SM) {
  for (const auto &[I, C] : llvm::enumerate(Crossings)) {
    Accesses.push_back(C.IsMessage ? Lists() : sharedAccesses(C, F));
    for (const auto &List : Accesses.back())
      for (const SharedAccess &A : List)
        if (auto &Known = Sharers[keyOf(A.Place)];
            Known.empty() || Known.back() != I)
          Known.push_back(I);
  }
  for (const MemoryAccess &A : Use.Accesses)
    Own[keyOf(A.Place)].push_back(&A);
  llvm::append_range(Joining, Unit.sharedStates().namesIn(F).Joining);
  for (const VarDecl *Var : F.survey().Locals)
    if (!Var->getType()->isReferenceType() &&
        hasHandle(Var->getType(), Unit, 0))
      Joining.push_back(Var);
}

static bool conflict(const MemoryPlace &A, bool AWrites, const MemoryPlace &B,
                     bool BWrites) {
  return (AWrites || BWrites) && A.sameObject(B) && A.overlaps(B);
}

void RaceFinder::add(Race R) {
  if (IsFound.insert({R.Work, R.Mine.Where.getRawEncoding()}).second)
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

OrderIndex::Spans OrderIndex::sorted(Spans All, const SourceManager &SM) {
  llvm::sort(All, [&](const Span &A, const Span &B) {
    return isBefore(A.Begin, B.Begin, SM);
  });
  for (size_t I = 1; I < All.size(); ++I)
    if (isBefore(All[I].LastEnd, All[I - 1].LastEnd, SM))
      All[I].LastEnd = All[I - 1].LastEnd;
  return All;
}

/// The last of \p In that begins at \p At or before; null if none does.
const OrderIndex::Span *OrderIndex::lastBegun(const Spans &In,
                                              SourceLocation At,
                                              const SourceManager &SM) {
  auto Next = llvm::partition_point(
      In, [&](const Span &S) { return !isBefore(At, S.Begin, SM); });
  return Next == In.begin() ? nullptr : &*std::prev(Next);
}

OrderIndex::OrderIndex(const MemoryUse &Use, llvm::ArrayRef<Crossing> Crossings,
                       const SourceManager &SM)
    : SM(SM) {
  Spans Starts, Waits;
  for (const Crossing &C : Crossings)
    Starts.push_back({C.Start->getBeginLoc(), C.Start->getEndLoc()});
  Starts = sorted(std::move(Starts), SM);
  // What belongs to a start waits for no other one.
  for (const Stmt *Order : Use.Orders)
    if (const Span *Start = lastBegun(Starts, Order->getBeginLoc(), SM);
        !Start || isBefore(Start->LastEnd, Order->getBeginLoc(), SM))
      Waits.push_back({Order->getBeginLoc(), Order->getEndLoc()});
  Orders = sorted(std::move(Waits), SM);
}

bool OrderIndex::isBetween(const Stmt &From, const Stmt &To) const {
  const Span *Last = lastBegun(Orders, To.getEndLoc(), SM);
  return Last && !isBefore(Last->LastEnd, From.getEndLoc(), SM);
}

/// Whether what the start yields is dropped at once, and waits then. (Not what
/// a container yields that keeps it.)
bool RaceFinder::isTemporaryThatJoins(const Expr &Start) const {
  return Start.isPRValue() && joinsAtEnd(Start.getType(), Unit) &&
         fateOf(Start, F).K == TaskFate::Dropped;
}

const RaceFinder::Beginning &RaceFinder::from(size_t I) {
  if (Current.Index == I)
    return Current;
  const Expr &Start = *Crossings[I].Start;
  Current = Beginning();
  Current.Index = I;
  Current.IsTemporaryThatJoins = isTemporaryThatJoins(Start);
  for (const VarDecl *Var : Joining)
    if (const Stmt *Extent = F.extentOf(*Var);
        Extent && contains(*Extent, Start))
      Current.Joining.push_back(Extent);
  const auto Position = F.positionOf(Start);
  llvm::SmallVector<const CFGBlock *, 16> Work;
  if (Position)
    Work.push_back(Position->first);
  while (!Work.empty())
    for (const CFGBlock *Next : Work.pop_back_val()->succs())
      if (Next && Current.Reached.insert(Next).second)
        Work.push_back(Next);
  return Current;
}

/// Whether a destructor waits on the way: that of a local whose scope ends, or
/// of what the start itself yields.
bool RaceFinder::joinsBetween(size_t First, const Expr &Later) {
  const Beginning &Start = from(First);
  return Start.IsTemporaryThatJoins ||
         llvm::any_of(Start.Joining, [&](const Stmt *Extent) {
           return !contains(*Extent, Later);
         });
}

/// Whether control may get from behind a start to \p To.
bool RaceFinder::reaches(size_t First, const Stmt &To) {
  const Expr &From = *Crossings[First].Start;
  if (isBefore(From.getEndLoc(), F.body().getBeginLoc(), SM))
    return true; // a member's initialiser
  auto Start = F.positionOf(From), End = F.positionOf(To);
  return Start && End &&
         ((Start->first == End->first && Start->second < End->second) ||
          from(First).Reached.contains(End->first));
}

/// Whether the work of a start may still run when \p Later is evaluated.
bool RaceFinder::mayBeConcurrent(size_t First, const Expr &Later) {
  const Expr &Start = *Crossings[First].Start;
  return !Orders.isBetween(Start, Later) && !mayExclude(F, Start, Later) &&
         !joinsBetween(First, Later) && reaches(First, Later);
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

void RaceFinder::withStarter(size_t I, const SharedAccess &Mine) {
  const Expr &Start = *Crossings[I].Start;
  auto Known = Own.find(keyOf(Mine.Place));
  if (Known == Own.end() || !isRaceable(Mine.Place))
    return;
  for (const MemoryAccess *A : Known->second)
    if (conflict(Mine.Place, Mine.Writes, A->Place, A->Writes) &&
        !contains(Start, *A->At) &&
        !isBefore(A->At->getBeginLoc(), Start.getEndLoc(), SM) &&
        mayBeConcurrent(I, *A->At) &&
        !(Mine.MayBeSkipped &&
          Unit.memoryAccesses().mayBeSkipped(F, *A, &Start)) &&
        isRunning(Crossings[I], *A->At)) {
      add({Race::WithStarter, &Crossings[I], Mine, A->Writes, A->At});
      return;
    }
}

/// The function itself goes on.
void RaceFinder::withStarter(size_t I) {
  for (const auto &List : Accesses[I])
    for (const SharedAccess &Mine : List)
      withStarter(I, Mine);
}

bool RaceFinder::isPossible(const SharedAccess &A,
                            const SharedAccess &B) const {
  return conflict(A.Place, A.Writes, B.Place, B.Writes) &&
         isRaceable(A.Place) && !(A.MayBeSkipped && B.MayBeSkipped);
}

void RaceFinder::match(size_t First, llvm::ArrayRef<SharedAccess> Mine,
                       size_t Second, llvm::ArrayRef<SharedAccess> Others) {
  for (const SharedAccess &A : Mine)
    for (const SharedAccess &B : Others)
      if (isPossible(A, B)) {
        add({Race::WithOther, &Crossings[First], A, B.Writes, B.At,
             &Crossings[Second]});
        add({Race::WithOther, &Crossings[Second], B, A.Writes, A.At,
             &Crossings[First]});
      }
}

/// Whether accesses of both make a race, if nothing orders them, that has not
/// been found yet.
bool RaceFinder::isNews(size_t First, size_t Second) const {
  auto IsNew = [&](size_t I, const SharedAccess &A) {
    return !IsFound.contains({&Crossings[I], A.Where.getRawEncoding()});
  };
  for (const auto &Mine : Accesses[First])
    for (const auto &Others : Accesses[Second])
      for (const SharedAccess &A : Mine)
        for (const SharedAccess &B : Others)
          if (isPossible(A, B) && (IsNew(First, A) || IsNew(Second, B)))
            return true;
  return false;
}

/// Callables of one call, all of which run.
void RaceFinder::withParts(size_t I) {
  for (size_t A = 0; A != Accesses[I].size(); ++A)
    for (size_t B = A + 1; B != Accesses[I].size(); ++B)
      match(I, Accesses[I][A], I, Accesses[I][B]);
}

/// Two pieces of work. Few have anything in common: these are looked for first.
void RaceFinder::withOthers(size_t I) {
  std::vector<size_t> Later;
  for (const auto &List : Accesses[I])
    for (const SharedAccess &A : List)
      for (size_t J : llvm::reverse(Sharers[keyOf(A.Place)])) {
        if (J <= I)
          break;
        Later.push_back(J);
      }
  llvm::sort(Later);
  Later.erase(llvm::unique(Later), Later.end());
  for (size_t J : Later) {
    if (!isNews(I, J) ||
        !Crossings[I].Executor.isApartFrom(Crossings[J].Executor) ||
        !mayBeConcurrent(I, *Crossings[J].Start))
      continue;
    for (const auto &Mine : Accesses[I])
      for (const auto &Others : Accesses[J])
        match(I, Mine, J, Others);
  }
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
        llvm::any_of(Joining, [&](const VarDecl *Var) {
          return corolint::contains(*At, Var->getLocation(), SM);
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
  if (!Loop || Crossings[I].Executor.OneThread || !reaches(I, Start) ||
      from(I).IsTemporaryThatJoins)
    return;
  const ExecutorKind &Executor = Crossings[I].Executor;
  if (Executor.IsStrand &&
      !(Executor.MadeBy && contains(*Loop, *Executor.MadeBy)))
    return; // one strand for all rounds
  for (const auto &List : Accesses[I])
    for (const SharedAccess &Mine : List) {
      const VarDecl *Root = Mine.Place.Root;
      const bool IsNew =
          Root && corolint::contains(*Loop, Root->getLocation(), SM);
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
