//===--- LockOrders.cpp - locks taken in opposite orders ------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "LockOrders.h"
#include "ContainerChanges.h"
#include "EffectCalls.h"
#include "SpawnedWork.h"
#include "SwappedLocks.h"
#include "clang/AST/ExprCXX.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;
using namespace corolint;

//===----------------------------------------------------------------------===//
// Names
//===----------------------------------------------------------------------===//

uint32_t LockOrders::numberOf(const void *Thing) {
  // 0 is no class, and the path of *this.
  return Numbers.try_emplace(Thing, Numbers.size() + 1).first->second;
}

/// Whether \p Var is an object that ends with the function that declares it.
static bool isLocalObject(const VarDecl &Var) {
  return !Var.hasGlobalStorage() && !isa<ParmVarDecl>(Var) &&
         !Var.getType()->isReferenceType() && !Var.getType()->isPointerType();
}

NumberedPath LockOrders::numbered(const AccessPath &Path) {
  NumberedPath Out;
  if (const VarDecl *Root = Path.root()) {
    Out.Number = numberOf(Root->getCanonicalDecl());
    if (Root->hasGlobalStorage() || isLocalObject(*Root))
      Out.Root = NumberedPath::Variable;
  }
  for (const PathStep &Step : Path.steps())
    switch (Step.K) {
    case PathStep::Field:
      Out.Steps.push_back({numberOf(Step.Decl->getCanonicalDecl()),
                           numberOf(cast<FieldDecl>(Step.Decl)->getParent())});
      break;
    case PathStep::ElementAt:
      Out.Steps.push_back({numberOf(Step.Decl)});
      break;
    case PathStep::Deref:
      Out.Steps.push_back({numberOf(nullptr)});
      break;
    case PathStep::Element:
      Out.Steps.push_back({numberOf(Unit.paths().intern(nullptr, Step))});
      break;
    }
  return Out;
}

OrderedLock LockOrders::ordered(const AccessPath &Path, bool IsShared) {
  return {numbered(Path), IsShared};
}

//===----------------------------------------------------------------------===//
// Whether two can meet
//===----------------------------------------------------------------------===//

namespace {

/// What may be held around a function by those who call it, one set for each
/// way to it from a function that anybody may call.
class Contexts {
public:
  using Locks = llvm::SmallVector<std::pair<const AccessPath *, bool>, 2>;
  static constexpr size_t MaxCount = 32, MaxDepth = 8;

  explicit Contexts(TranslationUnit &Unit) : Unit(Unit) {}

  /// The calls of \p F, if these are all; nothing if others may call it.
  std::vector<std::pair<FunctionAnalysis *, const Expr *>>
  callersOf(FunctionAnalysis &F);

  /// Nothing when there are too many.
  std::optional<std::vector<Locks>> of(FunctionAnalysis &F) {
    std::vector<Locks> Out;
    if (!add(F, {}, 0, Out))
      return std::nullopt;
    return Out;
  }

private:
  bool add(FunctionAnalysis &F, Locks Inside, size_t Depth,
           std::vector<Locks> &Out);
  bool isCalledElsewhere(const FunctionDecl &F);

  TranslationUnit &Unit;
};

} // namespace

std::vector<std::pair<FunctionAnalysis *, const Expr *>>
Contexts::callersOf(FunctionAnalysis &F) {
  std::vector<std::pair<FunctionAnalysis *, const Expr *>> Callers;
  if (!hasNoUnseenCallers(F.function()))
    return Callers;
  const auto *Method = dyn_cast<CXXMethodDecl>(&F.function());
  if (Method && Method->getParent()->isLambda()) {
    const auto *Outer =
        dyn_cast<FunctionDecl>(Method->getParent()->getDeclContext());
    FunctionAnalysis *Around = Outer ? Unit.analysisOf(*Outer) : nullptr;
    if (Around)
      for (const EffectCall &Run : Around->effectCalls().Runs)
        if (Run.Callee == &F.function())
          Callers.push_back({Around, Run.By ? Run.By : Run.Call});
    return Callers;
  }
  for (const FunctionUse &Use : Unit.containerChanges().usesOf(F.function())) {
    if (!Use.Call)
      return {};
    if (Callers.size() > MaxCount)
      break; // too many already
    Callers.push_back({Use.By, Use.Call});
  }
  return Callers;
}

/// Whether \p F is a helper of its class that other files use, in ways that are
/// not seen here.
bool Contexts::isCalledElsewhere(const FunctionDecl &F) {
  const auto *Method = dyn_cast<CXXMethodDecl>(&F);
  return Method && !Method->getParent()->isLambda() && hasNoUnseenCallers(F) &&
         Unit.containerChanges().usesOf(F).empty();
}

bool Contexts::add(FunctionAnalysis &F, Locks Inside, size_t Depth,
                   std::vector<Locks> &Out) {
  const auto Callers = callersOf(F);
  if (Callers.empty() && isCalledElsewhere(F.function()))
    return false;
  if (Callers.empty())
    Out.push_back(std::move(Inside));
  else if (Depth == MaxDepth)
    return false;
  for (const auto &[By, Call] : Callers) {
    Locks Around = Inside;
    const auto &AtCalls = By->locks().AtCalls;
    if (auto At = AtCalls.find(Call); At != AtCalls.end())
      for (const auto &Held : {At->second.Held, At->second.HeldAsync})
        for (const auto &[Site, Lock] : Held)
          if (Lock)
            Around.push_back({Lock, By->locks().Sites[Site].Shared});
    if (!add(*By, std::move(Around), Depth + 1, Out))
      return false;
  }
  return Out.size() <= MaxCount;
}

std::optional<std::vector<CriticalPair>>
LockOrders::inContexts(const Entry &E) {
  auto Around = Contexts(Unit).of(*E.Pair.By);
  if (!Around)
    return std::nullopt;
  std::vector<CriticalPair> Pairs;
  for (const auto &Locks : *Around) {
    CriticalPair &Pair = Pairs.emplace_back(E.Critical);
    for (const auto &[Lock, IsShared] : Locks)
      Pair.addOther(ordered(*Lock, IsShared));
  }
  return Pairs;
}

/// The local object that \p Nested locks; null if there is none.
static const VarDecl *localIn(const NestedAcquisition &Nested) {
  for (const AccessPath *Path : {Nested.Held, Nested.Taken})
    if (Path->root() && isLocalObject(*Path->root()))
      return Path->root();
  return nullptr;
}

/// Whether \p Around starts \p F, a lambda in it, as work of its own.
static bool isStartedBy(const FunctionDecl &F, FunctionAnalysis &Around) {
  const auto *Method = dyn_cast<CXXMethodDecl>(&F);
  if (!Method || !Method->getParent()->isLambda())
    return false;
  return llvm::any_of(
      Around.unit().spawnedWorks().of(Around), [&](const SpawnedWork &Work) {
        return llvm::any_of(Work.Parts, [&](const Expr *Part) {
          return Part->getType()->getAsCXXRecordDecl() == Method->getParent();
        });
      });
}

/// Whether the locks can be met by two at a time: those of a local object only
/// where the function that has it starts both.
bool LockOrders::areConcurrent(const Entry &A, const Entry &B) {
  for (const Entry *E : {&A, &B}) {
    const VarDecl *Local = localIn(*E->Pair.Nested);
    if (!Local)
      continue;
    const auto *Owner = dyn_cast<FunctionDecl>(Local->getDeclContext());
    FunctionAnalysis *Around = Owner ? Unit.analysisOf(*Owner) : nullptr;
    if (!Around || !isStartedBy(A.Pair.By->function(), *Around) ||
        !isStartedBy(B.Pair.By->function(), *Around))
      return false;
  }
  return A.Pair.By != B.Pair.By || !A.Pair.By->function().isMain();
}

bool LockOrders::meet(const Entry &A, const Entry &B) {
  if (!areConcurrent(A, B))
    return false;
  const auto InA = inContexts(A), InB = inContexts(B);
  return InA && InB && llvm::any_of(*InA, [&](const CriticalPair &PairA) {
           return llvm::any_of(*InB, [&](const CriticalPair &PairB) {
             return PairA.mayMeet(PairB);
           });
         });
}

//===----------------------------------------------------------------------===//
// The unit
//===----------------------------------------------------------------------===//

bool corolint::isAlone(const FunctionDecl &F) {
  return isa<CXXConstructorDecl, CXXDestructorDecl>(F);
}

bool LockOrders::takesWhatIsGiven(const FunctionDecl &F) {
  FunctionAnalysis *Body = Unit.analysisOf(F);
  if (!Body)
    return false;
  const auto [It, IsNew] = Swapping.try_emplace(Body, false);
  if (IsNew)
    It->second = Contexts(Unit).callersOf(*Body).empty() &&
                 llvm::any_of(Body->locks().Nested, [&](const auto &Inside) {
                   return isSwapped(Inside, *Body);
                 });
  return It->second;
}

void LockOrders::collect(FunctionAnalysis &F) {
  if (!F.touchesLocks() || isAlone(F.function()))
    return;
  const LockFlow &Flow = F.locks();
  llvm::DenseMap<std::pair<const AccessPath *, const AccessPath *>, bool> Known;
  for (const NestedAcquisition &Nested : Flow.Nested) {
    if (Nested.IsAllInCallee && takesWhatIsGiven(*Nested.Through))
      continue;
    const auto [Swapped, IsNew] =
        Known.try_emplace({Nested.Held, Nested.Taken}, false);
    if (IsNew)
      Swapped->second = isSwapped(Nested, F);
    if (Swapped->second) {
      // Who calls a helper decides for it.
      if (IsNew && Contexts(Unit).callersOf(F).empty())
        Found[&F].push_back({{&F, &Nested}, std::nullopt});
      continue;
    }
    llvm::SmallVector<OrderedLock, 1> Others;
    for (const auto &[Lock, IsShared] : Nested.Others)
      Others.push_back(ordered(*Lock, IsShared));
    auto Pair = CriticalPair::make(
        ordered(*Nested.Held, Flow.Sites[Nested.Outer].Shared),
        ordered(*Nested.Taken, Flow.Sites[Nested.Inner].Shared), Others);
    if (Pair)
      Entries.push_back({{&F, &Nested}, std::move(*Pair), Entries.size()});
  }
}

llvm::ArrayRef<OppositeOrder> LockOrders::in(const FunctionAnalysis &F) const {
  auto It = Found.find(&F);
  if (It == Found.end())
    return {};
  return It->second;
}

llvm::SmallVector<std::pair<const AccessPath *, bool>, 2>
LockOrders::heldAround(FunctionAnalysis &F) {
  const auto Ways = Contexts(Unit).of(F);
  if (!Ways || Ways->empty())
    return {};
  Contexts::Locks Common = Ways->front();
  for (const Contexts::Locks &Way : *Ways)
    llvm::erase_if(Common, [&](const auto &Lock) {
      return !llvm::is_contained(Way, Lock);
    });
  return Common;
}

LockOrders::LockOrders(TranslationUnit &Unit) : Unit(Unit) {
  for (FunctionAnalysis *F : Unit.functions())
    collect(*F);
  const SourceManager &SM = Unit.context().getSourceManager();
  llvm::sort(Entries, [&](const Entry &A, const Entry &B) {
    const SourceLocation AtA = A.Pair.Nested->At->getExprLoc(),
                         AtB = B.Pair.Nested->At->getExprLoc();
    return AtA == AtB ? A.Order < B.Order
                      : SM.isBeforeInTranslationUnit(AtA, AtB);
  });
  OrderTable Table;
  for (const Entry &This : Entries)
    if (auto Other = Table.add(
            This.Critical, [&](uint32_t I) { return meet(This, Entries[I]); }))
      Found[This.Pair.By].push_back({This.Pair, Entries[*Other].Pair});
  for (uint32_t I = 0; I != Entries.size(); ++I)
    if (!Table.isOpposed(I) && !localIn(*Entries[I].Pair.Nested))
      Open.insert(Entries[I].Pair.Nested);
}
