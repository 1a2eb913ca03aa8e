//===--- CheckThenAct.cpp - decisions that are out of date ----------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// For each write of something shared: the reads that decide it or make its
// value are where paths begin, and a suspension on the way to the write makes
// them out of date. What brings them up to date again, or sees to it that
// nobody else gets there meanwhile, ends or renews the paths: another read that
// decides the write, any change of the same object, a claim.
//
//===----------------------------------------------------------------------===//
#include "CheckThenAct.h"
#include "AwaitedHolds.h"
#include "Branches.h"
#include "ContainerChanges.h"
#include "Correlation.h"
#include "EndlessLoops.h"
#include "Reentry.h"
#include "SourceOrder.h"
#include "StmtParents.h"
#include "SuspendedUses.h"
#include "ThreadAffinity.h"
#include "ThreadLocals.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Analysis/CFG.h"

using namespace clang;
using namespace corolint;

/// More writes that depend on anything are not followed: generated code.
static constexpr size_t MaxActs = 256;
/// Blocks that are visited to find where branches lead: a second's work.
static constexpr size_t MaxEffort = size_t(1) << 27;

namespace {

/// A read that a write depends on.
struct Reason {
  SharedRead Read;
  const SharedDecision *Decision = nullptr; // null: it makes the value
};

/// A write of something shared.
struct Act {
  Mutation What;
  /// The object; null where the element that is put in has no path.
  const AccessPath *Path = nullptr;
  /// What Puts and Appends put into.
  const AccessPath *Container = nullptr;
  Place Where;
  std::vector<Reason> Reasons;
  /// What keeps others out, from here on.
  std::vector<const Mutation *> Claims;
};

class Judge {
public:
  Judge(FunctionAnalysis &F, bool Strict)
      : F(F), Unit(F.unit()), R(Unit.roles()), Paths(Unit.paths()),
        Strict(Strict), Pulled(isPulled(F)), Locks(F), Reads(F) {}

  std::vector<OutdatedWrite> run();

private:
  bool counts(const CoroutineSuspendExpr &S) {
    return !R.awaitables().neverSuspends(S) &&
           !(Pulled && isa<CoyieldExpr>(S)) && !Locks.at(S);
  }
  std::optional<Act> actOf(const Mutation &M);
  bool isShared(const Expr &Target);
  bool isOfObject(const Act &A, const AccessPath *Path) const;
  bool mayChange(const Act &A, const Mutation &M, const AccessPath *Path);
  bool callMayChange(const Expr &Call, const ValueDecl &State);
  void findReasons(Act &A);
  bool isReason(const Act &A, const SharedRead &Read,
                const SharedDecision *Decision);
  bool isSettledInLoop(const Act &A, const Reason &Why) const;
  bool asksForAmount(const Act &A, const Expr &Condition,
                     const SharedRead &Read) const;
  void findClaims(Act &A);
  bool isClaimedBefore(const Act &A, const Expr &Read);
  bool isChecked(const Act &A, const SharedDecision &Decision,
                 const SharedRead &Read);
  void addSteps(Act &A, ElementSteps::Additions &Out);
  bool replacesCopy(const Act &A, const Mutation &M);
  std::optional<OutdatedWrite> judge(Act &A, const ElementSteps &Steps);
  bool findOther(const Act &A, OutdatedWrite &Out);
  bool mayOverlap(const Act &A);

  FunctionAnalysis &F;
  TranslationUnit &Unit;
  Roles &R;
  AccessPaths &Paths;
  bool Strict;
  bool Pulled;
  SuspendedHolds Locks;
  SharedReads Reads;
  std::vector<Mutation> Mutations;
  /// What they change, one after the other, and all of that.
  std::vector<const AccessPath *> Changed;
  llvm::SmallPtrSet<const AccessPath *, 16> Written;
  std::vector<SharedDecision> Decisions;
  /// What they read.
  llvm::SmallPtrSet<const AccessPath *, 16> Asked;
  BranchWays Ways;
  /// The branches that decide the write that is looked at.
  std::vector<const SharedDecision *> Deciding;
  llvm::DenseMap<const Expr *, bool> Shared;
  /// Whether two runs get at one object, by the parameter that leads to it.
  llvm::SmallDenseMap<const ParmVarDecl *, bool, 2> Overlaps;
};

} // namespace

//===----------------------------------------------------------------------===//
// Writes
//===----------------------------------------------------------------------===//

/// Whether the closure that runs has an object of its own for `this`.
static bool ownsThis(const FunctionDecl &Function) {
  const auto *Method = dyn_cast<CXXMethodDecl>(&Function);
  return Method && Method->getParent()->isLambda() &&
         llvm::any_of(Method->getParent()->captures(),
                      [](const LambdaCapture &Capture) {
                        return Capture.getCaptureKind() == LCK_StarThis;
                      });
}

bool Judge::isShared(const Expr &Target) {
  auto [It, New] = Shared.try_emplace(&Target, false);
  if (New)
    It->second = Elements(F).place(Target).Reach == Place::Shared;
  return It->second;
}

std::optional<Act> Judge::actOf(const Mutation &M) {
  if (M.Kind == Mutation::Changes || (M.Kind == Mutation::Adds && !Strict) ||
      !F.positionOf(*M.At))
    return std::nullopt;
  Act A;
  A.What = M;
  if (M.Kind == Mutation::Puts || M.Kind == Mutation::Appends)
    A.Container = Paths.objectOrPointee(M.Target);
  else
    A.Path = Paths.objectOrPointee(M.Target);
  if (M.Kind == Mutation::Puts)
    if (const auto *Binary = dyn_cast<CXXOperatorCallExpr>(M.At);
        Binary && Binary->getOperator() == OO_Equal)
      A.Path = Paths.object(Binary->getArg(0));
  if (!A.Path && !A.Container)
    return std::nullopt;
  A.Where = Elements(F).place(*M.Target);
  const auto *Var = dyn_cast_or_null<VarDecl>(A.Where.Decl);
  if (A.Where.Reach != Place::Shared || !A.Where.Decl ||
      A.Where.ConstParameter || (Var && isThreadLocal(*Var)) ||
      (A.Where.OfThis && ownsThis(F.function())))
    return std::nullopt;
  return A;
}

//===----------------------------------------------------------------------===//
// Reads
//===----------------------------------------------------------------------===//

bool Judge::isOfObject(const Act &A, const AccessPath *Path) const {
  return overlap(Path, A.Path) || overlap(Path, A.Container);
}

/// Whether \p M, of \p Path, may be a change of what is written, or of what
/// leads there.
bool Judge::mayChange(const Act &A, const Mutation &M, const AccessPath *Path) {
  if (M.At == A.What.At)
    return true;
  const ValueDecl *Written = Path ? Path->written() : nullptr;
  if (Written && A.Path && A.Path->reads(*Written))
    return true;
  if (!isOfObject(A, Path))
    return false;
  // A member function of the whole object.
  const bool IsCall = M.Kind == Mutation::Changes &&
                      isa<CXXMemberCallExpr>(M.At) && Path != A.Path &&
                      Path != A.Container && !isPart(Path, A.Path);
  return !IsCall || callMayChange(*M.At, *A.Where.Decl);
}

/// Whether a member function may change \p State of its object: as far as its
/// body goes, or any that is not seen and is over when the call returns.
bool Judge::callMayChange(const Expr &Call, const ValueDecl &State) {
  if (FunctionAnalysis *Callee = Unit.calledFunction(Call))
    return Unit.stateWrites().mayChange(*Callee, State);
  return !R.awaitables().of(Call.getType()).Valid;
}

/// Whether a loop is what asks: that it ends when somebody has set a flag
/// meanwhile, or sets it itself, is what the flag is for.
bool Judge::isSettledInLoop(const Act &A, const Reason &Why) const {
  const bool IsConstant = A.What.Kind == Mutation::Clears ||
                          (A.What.Value && isConstantValue(*A.What.Value, R));
  if (!IsConstant)
    return false;
  const Stmt *Loop = loopAround(*A.What.At, F);
  return Loop &&
         (Loop == Why.Decision->Loop || !F.isWithin(*Why.Read.At, *Loop));
}

/// `if (balance_ < amount)` before `balance_ -= amount;`, `if (free_ > 0)`
/// before `--free_;`.
bool Judge::asksForAmount(const Act &A, const Expr &Condition,
                          const SharedRead &Read) const {
  const auto *Comparison =
      dyn_cast<BinaryOperator>(Condition.IgnoreParenImpCasts());
  if (!Comparison || !Comparison->isComparisonOp())
    return !A.What.Value && !Comparison;
  const bool IsLeft = F.isWithin(*Read.At, *Comparison->getLHS());
  const Expr &Other = IsLeft ? *Comparison->getRHS() : *Comparison->getLHS();
  if (!A.What.Value)
    return isConstantValue(Other, R);
  return mayBeSameKey(*A.What.Value, Other, Unit.context());
}

bool Judge::isReason(const Act &A, const SharedRead &Read,
                     const SharedDecision *Decision) {
  if (Read.Key)
    return A.What.Key && Decision && Read.Path == A.Container &&
           mayBeSameKey(*Read.Key, *A.What.Key, Unit.context());
  if (!A.Path || Read.Path != A.Path)
    return false;
  switch (A.What.Kind) {
  case Mutation::Takes:
    return Decision && asksForAmount(A, *Decision->Condition, Read);
  case Mutation::Adds:
    return Decision != nullptr;
  default:
    return true;
  }
}

void Judge::findReasons(Act &A) {
  if (A.What.Value && A.What.Kind == Mutation::Assigns)
    for (const SharedRead &Read : Reads.of(*A.What.Value))
      if (isReason(A, Read, nullptr))
        A.Reasons.push_back({Read, nullptr});
  Deciding.clear();
  if (A.Reasons.empty() && !Asked.contains(A.Path) &&
      !Asked.contains(A.Container))
    return;
  const CFGBlock &Block = *F.positionOf(*A.What.At)->first;
  const auto Around = conditionsAround(F, *A.What.At, nullptr);
  for (const SharedDecision &Decision : Decisions)
    if (Ways.decide(*Decision.Block, Block) ||
        llvm::is_contained(Around, Decision.Condition))
      Deciding.push_back(&Decision);
  for (const SharedDecision *Decision : Deciding)
    for (const SharedRead &Read : Decision->Reads)
      if (isReason(A, Read, Decision))
        A.Reasons.push_back({Read, Decision});
}

//===----------------------------------------------------------------------===//
// Claims and checks
//===----------------------------------------------------------------------===//

/// Changes of something else that decides the write, or that is waited for:
/// whoever comes next turns away.
void Judge::findClaims(Act &A) {
  llvm::SmallPtrSet<const AccessPath *, 8> Answers;
  auto Add = [&](const SharedDecision &Decision) {
    for (const SharedRead &Read : Decision.Reads)
      Answers.insert(Read.Path);
  };
  llvm::for_each(Deciding, [&](const SharedDecision *D) { Add(*D); });
  for (const SharedDecision &Decision : Decisions)
    if (Decision.Loop)
      Add(Decision);
  // `if (!try_claim())` of one's own.
  llvm::SmallPtrSet<const Expr *, 8> AskedCalls;
  for (const SharedDecision *Decision : Deciding)
    for (const SharedRead &Read : Decision->Reads)
      if (!Read.Path)
        AskedCalls.insert(Read.At);
  for (auto [M, Path] : llvm::zip(Mutations, Changed)) {
    const bool Direct = Path && Answers.contains(Path) && !isOfObject(A, Path);
    const bool Helper = isa<CXXMemberCallExpr>(M.At) &&
                        llvm::any_of(Answers, [&](const AccessPath *Other) {
                          return Other && Other != Path &&
                                 isPart(Other, Path) && Other->written() &&
                                 !isOfObject(A, Other) &&
                                 callMayChange(*M.At, *Other->written());
                        });
    const bool Asks = AskedCalls.contains(M.At);
    if ((Direct || Helper || Asks) && isShared(*M.Target))
      A.Claims.push_back(&M);
  }
}

bool Judge::isClaimedBefore(const Act &A, const Expr &Read) {
  // An out-parameter: what it was when the call came does not matter.
  if (A.Where.Lender && llvm::any_of(Mutations, [&](const Mutation &M) {
        return (M.Kind == Mutation::Assigns || M.Kind == Mutation::Clears) &&
               Paths.objectOrPointee(M.Target) == A.Path &&
               F.dominates(*M.At, Read);
      }))
    return true;
  const SourceManager &SM = Unit.context().getSourceManager();
  return llvm::any_of(A.Claims, [&](const Mutation *Claim) {
    if (!F.dominates(*Claim->At, Read))
      return false;
    // Given up in between?
    const AccessPath *Path = Paths.objectOrPointee(Claim->Target);
    return llvm::none_of(A.Claims, [&](const Mutation *Other) {
      return Other != Claim && Paths.objectOrPointee(Other->Target) == Path &&
             isBefore(Claim->At->getExprLoc(), Other->At->getExprLoc(), SM) &&
             isBefore(Other->At->getExprLoc(), Read.getExprLoc(), SM);
    });
  });
}

/// Whether \p Read, in a condition that decides the write, tells that nothing
/// has happened to it: something else that changes together with it. That the
/// object is still in use tells nothing of a second run.
bool Judge::isChecked(const Act &A, const SharedDecision &Decision,
                      const SharedRead &Read) {
  if (!Read.Path || Read.Key || Read.Via)
    return !Read.Path;
  if (isOfObject(A, Read.Path))
    return false;
  const bool IsCompared =
      llvm::any_of(Decision.Reads, [&](const SharedRead &Other) {
        return Other.Via && Other.Path == Read.Path;
      });
  return IsCompared || Written.contains(Read.Path) ||
         Read.At->getType()->isEnumeralType() || !mayOverlap(A);
}

void Judge::addSteps(Act &A, ElementSteps::Additions &Out) {
  auto Add = [&](ElementStep::KindType Kind, const Stmt &At) {
    Out.After[&At].push_back({Kind, nullptr, &At, &A});
  };
  // First, as a change may be a read as well.
  for (const Reason &Why : A.Reasons)
    Add(ElementStep::Renew, *Why.Read.At);
  for (const SharedDecision *Decision : Deciding)
    for (const SharedRead &Read : Decision->Reads)
      if (isChecked(A, *Decision, Read))
        Add(ElementStep::Renew, *Read.At);
  Add(ElementStep::Use, *A.What.At);
  for (auto [M, Path] : llvm::zip(Mutations, Changed))
    if (mayChange(A, M, Path))
      Add(ElementStep::Define, *M.At);
  for (const Mutation *Claim : A.Claims)
    Add(ElementStep::Define, *Claim->At);
  if (llvm::none_of(A.Reasons, [](const Reason &Why) { return Why.Decision; }))
    for (const Mutation &M : Mutations)
      if (replacesCopy(A, M))
        Add(ElementStep::Define, *M.At);
}

/// Whether \p M gives the local, through which the new value is made from the
/// old one, another value.
bool Judge::replacesCopy(const Act &A, const Mutation &M) {
  const AccessPath *Path = Paths.object(M.Target);
  auto IsOfWrite = [&](const SharedRead &Read) { return Read.Path == A.Path; };
  return M.Kind == Mutation::Assigns && M.Value && Path &&
         Path->steps().empty() &&
         llvm::all_of(A.Reasons,
                      [&](const Reason &Why) {
                        return Why.Read.Via &&
                               Why.Read.Via->getCanonicalDecl() == Path->root();
                      }) &&
         llvm::none_of(Reads.of(*M.Value), IsOfWrite);
}

//===----------------------------------------------------------------------===//
// Others
//===----------------------------------------------------------------------===//

bool Judge::mayOverlap(const Act &A) {
  auto [It, New] = Overlaps.try_emplace(A.Where.Lender);
  if (New)
    It->second = mayOverlapItself(F, A.Where);
  return It->second;
}

/// Whether somebody else can write it meanwhile, who is remembered in \p Out,
/// or a second run of the coroutine.
bool Judge::findOther(const Act &A, OutdatedWrite &Out) {
  ContainerChanges &Changes = Unit.containerChanges();
  if (A.Where.Lender && Changes.isLentByAwaitingFrames(F, *A.Where.Lender))
    return false;
  const CXXRecordDecl *Class = classAround(F.function());
  bool OnlyCleared = A.What.Kind != Mutation::Clears &&
                     A.What.Kind != Mutation::Takes &&
                     Out.Kind != OutdatedWrite::Copied;
  for (const StateWrite &Write : Unit.stateWrites().of(*A.Where.Decl)) {
    if (Write.By == &F || !Changes.runsMeanwhile(*Write.By, F))
      continue;
    // Whoever prepares an object does so before it is used.
    if (A.Where.OfThis && !Write.By->isCoroutine() &&
        classAround(Write.By->function()) != Class)
      continue;
    OnlyCleared &= Write.What.Kind == Mutation::Clears;
    if (!Out.Other)
      Out.Other = Write;
  }
  return mayOverlap(A) || (Out.Other && !OnlyCleared);
}

//===----------------------------------------------------------------------===//
// Paths
//===----------------------------------------------------------------------===//

std::optional<OutdatedWrite> Judge::judge(Act &A, const ElementSteps &Steps) {
  for (const Reason &Why : A.Reasons) {
    if ((Why.Decision && isSettledInLoop(A, Why)) ||
        isClaimedBefore(A, *Why.Read.At))
      continue;
    const auto Position = F.positionOf(*Why.Read.At);
    if (!Position)
      continue;
    const CFGBlock *B = Position->first;
    for (auto [I, Step] : llvm::enumerate(Steps.of(*B))) {
      if (Step.Kind != ElementStep::Renew || Step.Of != &A ||
          Step.At != Why.Read.At)
        continue;
      SuspendedUse Used = usedAfterSuspension(
          Steps, Unit.conditions(), &A, {B, I + 1},
          [&](const CoroutineSuspendExpr &S) { return counts(S); });
      if (!Used)
        continue;
      OutdatedWrite Found;
      Found.Kind = Why.Read.Key   ? OutdatedWrite::LookedUp
                   : Why.Decision ? OutdatedWrite::Checked
                                  : OutdatedWrite::Copied;
      Found.Write = A.What.At;
      Found.Name = (A.Container ? A.Container : A.Path)->text();
      Found.Check = Why.Read.At;
      Found.Suspension = Used.Suspension;
      return findOther(A, Found) ? std::optional(std::move(Found))
                                 : std::nullopt;
    }
  }
  return std::nullopt;
}

std::vector<OutdatedWrite> Judge::run() {
  Mutations = mutationsIn(F);
  std::vector<Act> Acts;
  for (const Mutation &M : Mutations)
    if (std::optional<Act> A = actOf(M))
      Acts.push_back(std::move(*A));
  if (Acts.empty() || !F.cfg())
    return {};
  for (const Mutation &M : Mutations)
    Changed.push_back(Paths.objectOrPointee(M.Target));
  Written.insert(Changed.begin(), Changed.end());
  Decisions = Reads.decisions();
  if (Decisions.size() * F.cfg()->size() > MaxEffort)
    return {};
  for (const SharedDecision &Decision : Decisions)
    for (const SharedRead &Read : Decision.Reads)
      if (Read.Path)
        Asked.insert(Read.Path);
  ElementSteps::Additions Additions;
  size_t Dependent = 0;
  for (Act &A : Acts) {
    findReasons(A);
    if (A.Reasons.empty())
      continue;
    if (++Dependent > MaxActs)
      return {};
    findClaims(A);
    addSteps(A, Additions);
  }
  if (Dependent == 0 || Locks.byCallers())
    return {};
  const ElementSteps::Locals None;
  ElementSteps Steps(F, None, std::move(Additions));
  std::vector<OutdatedWrite> Found;
  for (Act &A : Acts)
    if (auto Outdated = judge(A, Steps);
        Outdated && llvm::none_of(Found, [&](const OutdatedWrite &Other) {
          return Other.Check == Outdated->Check && Other.Name == Outdated->Name;
        }))
      Found.push_back(std::move(*Outdated));
  return Found;
}

std::vector<OutdatedWrite> corolint::outdatedWrites(FunctionAnalysis &F,
                                                    bool Strict) {
  if (!F.isCoroutine())
    return {};
  return Judge(F, Strict).run();
}
