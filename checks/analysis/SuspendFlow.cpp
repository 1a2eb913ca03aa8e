//===--- SuspendFlow.cpp - the paths through an await_suspend -------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "SuspendFlow.h"
#include "ReadyFacts.h"
#include "SuspendSteps.h"
#include "TranslationUnit.h"
#include "clang/Basic/SourceManager.h"
#include <map>
#include <set>

using namespace clang;
using namespace corolint;

namespace {

/// What is known at a point of one path. Steps are named by their address.
struct PathState {
  uint64_t Locks = 0;
  /// The step that others can see, and one that they can once PendingLocks are
  /// given back.
  const Publication *Published = nullptr, *Pending = nullptr;
  uint64_t PendingLocks = 0;
  /// Stored without synchronisation: seen by work that is started.
  const Publication *Plain = nullptr;
  /// Stored anywhere outside.
  const Publication *Registered = nullptr;
  bool WorkStarted = false;
  /// Somebody has the handle, or may have it.
  bool Given = false;
  bool StoredInside = false;
  bool HasThrown = false;
  std::map<unsigned, bool> Facts;

  auto key() const {
    return std::tie(Locks, Published, Pending, PendingLocks, Plain, Registered,
                    WorkStarted, Given, StoredInside, HasThrown, Facts);
  }
  bool operator<(const PathState &Other) const { return key() < Other.key(); }

  void unlock(uint64_t Bits) {
    Locks &= ~Bits;
    if (!Pending || (PendingLocks &= ~Bits) != 0)
      return;
    if (!Published)
      Published = Pending;
    Pending = nullptr;
  }
  void take(const Publication &Step) {
    if (Step.NeedsHandleInside && !StoredInside) {
      Given |= Step.How >= Reach::Plain;
      return;
    }
    if (Step.How == Reach::Inside)
      StoredInside = true;
    else if (Step.How != Reach::Nowhere)
      Given = true;
    if (Step.How < Reach::Plain)
      return;
    if (!Registered)
      Registered = &Step;
    if (Step.How == Reach::InPlace || Step.IgnoresLocks)
      Published = Published ? Published : &Step;
    else if (Locks != 0)
      Pending = Pending ? Pending : &Step, PendingLocks = Locks;
    else if (Step.How == Reach::Plain && !WorkStarted)
      Plain = &Step;
    else
      Published = Published ? Published : &Step;
  }
  void startWork() {
    WorkStarted = true;
    if (Plain && !Published)
      Published = Plain;
  }
  /// \p Step was an attempt that has failed.
  void withdraw(const Publication &Step) {
    for (const Publication **Known :
         {&Published, &Pending, &Plain, &Registered})
      if (*Known == &Step)
        *Known = nullptr;
  }
};

class Explorer {
public:
  Explorer(FunctionAnalysis &F, const AwaitSuspend &Suspend)
      : F(F), Steps(F, Suspend), Excluded(Suspend, F.unit()) {}

  SuspendFlow run();

private:
  void enter(const CFGBlock &B, PathState State);
  void leave(const CFGBlock &B, const PathState &State);
  void step(const SuspendStep &Step, PathState &State);
  std::optional<PathState> onEdge(const CFGBlock &B, unsigned Successor,
                                  PathState State);
  bool publishesIn(const Stmt &Loop) const;
  bool isKeptInside(const PathState &State);

  FunctionAnalysis &F;
  SuspendSteps Steps;
  ReadyFacts Excluded;
  std::vector<std::pair<const CFGBlock *, PathState>> Work;
  llvm::DenseMap<const Expr *, AfterPublishing> Uses, Throws;
  llvm::DenseSet<SourceLocation> Lost;
};

} // namespace

/// Whether \p Given hands over \p Member by address or reference, also in a
/// local object that was made before: both sides agree by it on who goes on,
/// and so it is read afterwards on purpose.
static bool handsOver(const Stmt &Given, const ValueDecl &Member,
                      unsigned Objects = 0) {
  if (const auto *Value = dyn_cast<ImplicitCastExpr>(&Given);
      Value && Value->getCastKind() == CK_LValueToRValue)
    return false;
  if (const auto *Of = dyn_cast<MemberExpr>(&Given))
    return Of->getMemberDecl() == &Member &&
           !Member.getType()->isReferenceType();
  if (const auto *Ref = dyn_cast<DeclRefExpr>(&Given)) {
    const auto *Var = dyn_cast<VarDecl>(Ref->getDecl());
    constexpr unsigned MaxObjects = 2;
    return Var && Var->isLocalVarDecl() && Var->getInit() &&
           Objects < MaxObjects &&
           handsOver(*Var->getInit(), Member, Objects + 1);
  }
  if (const auto *Call = dyn_cast<CallExpr>(&Given))
    return llvm::any_of(Call->arguments(), [&](const Expr *Arg) {
      return handsOver(*Arg, Member, Objects);
    });
  return llvm::any_of(Given.children(), [&](const Stmt *Child) {
    return Child && handsOver(*Child, Member, Objects);
  });
}

void Explorer::step(const SuspendStep &Step, PathState &State) {
  if (Step.Uses) {
    AfterPublishing Use = *Step.Uses;
    if (Use.Kind == AfterPublishing::Captured)
      Uses.try_emplace(Use.At, Use);
    else if (State.Published &&
             !(Use.What && handsOver(*State.Published->At, *Use.What))) {
      Use.Published = State.Published->At;
      // What the publishing itself reads is read before.
      Uses.try_emplace(Use.At, Use);
    }
  }
  if (Step.MayThrow && State.Registered && !State.HasThrown &&
      State.Registered->At != Step.At) {
    State.HasThrown = true;
    Throws.try_emplace(cast<Expr>(Step.At),
                       AfterPublishing{AfterPublishing::Throws,
                                       cast<Expr>(Step.At),
                                       State.Registered->At, nullptr});
  }
  if (Step.Publishes)
    State.take(*Step.Publishes);
  if (Step.StartsWork)
    State.startWork();
  State.Locks |= Step.Locks;
  if (Step.Unlocks)
    State.unlock(Step.Unlocks);
  if (Step.At)
    if (auto [To, Value] = operandsOfAssignment(*Step.At); To)
      if (const AccessPath *Path = F.unit().paths().object(To))
        if (const ValueDecl *Written = Path->written())
          for (auto It = State.Facts.begin(); It != State.Facts.end();)
            It = F.unit().conditions().reads(It->first, *Written)
                     ? State.Facts.erase(It)
                     : std::next(It);
}

/// Whether others are told of the coroutine in \p Loop.
bool Explorer::publishesIn(const Stmt &Loop) const {
  for (const CFGBlock *B : *F.cfg())
    for (const SuspendStep &Step : Steps.of(*B))
      if (Step.Publishes && Step.Publishes->How > Reach::Inside &&
          F.isWithin(*Step.At, Loop))
        return true;
  return false;
}

std::optional<PathState> Explorer::onEdge(const CFGBlock &B, unsigned Successor,
                                          PathState State) {
  if (B.succ_size() < 2)
    return State;
  const bool Branches =
      B.succ_size() == 2 && !isa_and_nonnull<SwitchStmt>(B.getTerminatorStmt());
  const bool Taken = Successor == 0;
  if (Branches) {
    if (auto Value = Excluded.valueOf(B.getLastCondition());
        Value && *Value != Taken)
      return std::nullopt;
    Conditions &Facts = F.unit().conditions();
    if (auto Test = Facts.ofBranch(B); Test && Test->K == Condition::Fact) {
      const bool Value = Taken != Test->Negated;
      auto [It, New] = State.Facts.try_emplace(Test->Key, Value);
      if (!New && It->second != Value)
        return std::nullopt;
    }
  }
  // A loop over what there is to tell has something to tell.
  if (!Taken && isa_and_nonnull<ForStmt, WhileStmt, CXXForRangeStmt>(
                    B.getTerminatorStmt()))
    State.Given |= publishesIn(*B.getTerminatorStmt());
  const SuspendSteps::Tested Test = Steps.testedAt(B);
  for (const CFGBlock *Other : *F.cfg())
    for (const SuspendStep &Step : Steps.of(*Other)) {
      if (!Step.Publishes || !Test.Calls.contains(Step.Publishes->At))
        continue;
      const bool Failed = Branches && Step.Publishes->OnlyIfTrue &&
                          Test.Polarity && *Test.Polarity != Taken;
      const CFGBlock *To = (B.succ_begin() + Successor)->getReachableBlock();
      if (Failed || (To && Steps.onlyGoesOn(*To)))
        State.withdraw(*Step.Publishes);
    }
  return State;
}

/// Whether a handle that is stored in the awaiter alone can be found there: by
/// whoever has the awaiter, unless others have to be told where it is.
bool Explorer::isKeptInside(const PathState &State) {
  if (!State.StoredInside)
    return false;
  if (Steps.names().handleFields().empty())
    return true; // in a container of the awaiter
  for (const CFGBlock *B : *F.cfg())
    for (const SuspendStep &Step : Steps.of(*B))
      if (Step.Publishes && Step.Publishes->How > Reach::Inside)
        return false; // others are told of the awaiter, on other paths
  return true;
}

void Explorer::leave(const CFGBlock &B, const PathState &State) {
  auto [Exit, Where] = Steps.exitAt(B);
  if (Exit == SuspendExit::Suspended && !State.Given && !isKeptInside(State))
    Lost.insert(Where);
}

void Explorer::enter(const CFGBlock &B, PathState State) {
  for (const SuspendStep &Step : Steps.of(B))
    step(Step, State);
  for (unsigned I = 0; I != B.succ_size(); ++I) {
    const CFGBlock *To = (B.succ_begin() + I)->getReachableBlock();
    if (!To)
      continue;
    auto Then = onEdge(B, I, State);
    if (Then && To == &F.cfg()->getExit())
      leave(B, *Then);
    else if (Then)
      Work.push_back({To, std::move(*Then)});
  }
}

SuspendFlow Explorer::run() {
  SuspendFlow Found;
  if (!F.cfg())
    return Found;
  PathState Start;
  Start.Locks = Steps.heldAtEntry();
  Work.push_back({&F.cfg()->getEntry(), Start});
  // What led to a handler is not followed: a call that throws has been given
  // the handle, for all that is known.
  Start.Given = true;
  for (const CFGBlock *Try : F.cfg()->try_blocks())
    Work.push_back({Try, Start});
  constexpr size_t StatesPerBlock = 32;
  std::set<std::pair<unsigned, PathState>> Seen;
  while (!Work.empty()) {
    auto [B, State] = std::move(Work.back());
    Work.pop_back();
    if (!Seen.insert({B->getBlockID(), State}).second)
      continue;
    if (Seen.size() > StatesPerBlock * F.cfg()->size())
      return Found; // too many to follow: nothing is known
    enter(*B, std::move(State));
  }
  if (!Steps.hasHandshake()) {
    for (const auto &Use : Uses)
      Found.Uses.push_back(Use.second);
    for (const auto &Throw : Throws)
      Found.Throws.push_back(Throw.second);
  }
  Found.Lost.assign(Lost.begin(), Lost.end());
  const SourceManager &SM = F.unit().context().getSourceManager();
  auto InOrder = [&](const AfterPublishing &A, const AfterPublishing &B) {
    return SM.isBeforeInTranslationUnit(A.At->getExprLoc(), B.At->getExprLoc());
  };
  llvm::sort(Found.Uses, InOrder);
  llvm::sort(Found.Throws, InOrder);
  llvm::sort(Found.Lost, [&](SourceLocation A, SourceLocation B) {
    return SM.isBeforeInTranslationUnit(A, B);
  });
  return Found;
}

SuspendFlow corolint::followSuspend(FunctionAnalysis &F,
                                    const AwaitSuspend &Suspend) {
  return Explorer(F, Suspend).run();
}
