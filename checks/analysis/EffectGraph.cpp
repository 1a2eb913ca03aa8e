//===--- EffectGraph.cpp - what functions do through what they call -------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "EffectGraph.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringRef.h"
#include <algorithm>

using namespace corolint;

/// A function may block for many reasons, each under conditions of its own;
/// more than these add nothing that a reader would want to know.
static constexpr size_t MaxCauses = 6;

EffectGraph::FunctionId EffectGraph::addFunction() {
  Functions.emplace_back();
  return Functions.size() - 1;
}

/// Sorted, and each once.
static void simplify(std::vector<EffectCondition> &Conditions) {
  llvm::sort(Conditions);
  Conditions.erase(std::unique(Conditions.begin(), Conditions.end()),
                   Conditions.end());
}

void EffectGraph::addBlocking(FunctionId F, BlockingSite Site) {
  BlockingCause Cause;
  Cause.IsWait = Site.IsWait;
  Cause.Conditions = std::move(Site.Conditions);
  simplify(Cause.Conditions);
  Cause.Where = Site.Where;
  Cause.What = Site.What;
  Cause.Callee = None;
  if (settle(F, std::move(Cause)))
    Queue.push_back({F, Functions[F].Causes.size() - 1});
}

void EffectGraph::addCall(FunctionId Caller, FunctionId Callee,
                          EffectPlace Where, llvm::ArrayRef<ArgumentFact> Facts,
                          llvm::ArrayRef<EffectCondition> OnlyIf) {
  Functions[Callee].Callers.push_back(
      {Caller, Where, static_cast<uint32_t>(AllFacts.size()),
       static_cast<uint32_t>(Facts.size()),
       static_cast<uint32_t>(AllConditions.size()),
       static_cast<uint32_t>(OnlyIf.size())});
  llvm::append_range(AllFacts, Facts);
  llvm::append_range(AllConditions, OnlyIf);
}

void EffectGraph::close(FunctionId F) { Functions[F].IsClosed = true; }

/// Whether \p A allows whatever \p B does.
static bool covers(const BlockingCause &A, const BlockingCause &B) {
  return A.IsWait == B.IsWait && (!A.IsStrict || B.IsStrict) &&
         std::includes(B.Conditions.begin(), B.Conditions.end(),
                       A.Conditions.begin(), A.Conditions.end());
}

bool EffectGraph::settle(FunctionId F, BlockingCause Cause) {
  auto &Causes = Functions[F].Causes;
  for (BlockingCause &Known : Causes) {
    if (!covers(Known, Cause))
      continue;
    // Of two ways of one length, the one that comes first in the function.
    if (Known.Length == Cause.Length && Cause.Where < Known.Where &&
        covers(Cause, Known))
      Known = std::move(Cause);
    return false;
  }
  // What nothing decides is never left out.
  if (Causes.size() >= MaxCauses && !Cause.Conditions.empty())
    return false;
  Causes.push_back(std::move(Cause));
  return true;
}

namespace {
/// What a call says of one condition of its callee.
struct Answer {
  bool Holds = false;
  bool IsOtherwise = false;
  const ArgumentFact *PassedOn = nullptr;
};
} // namespace

/// Parts that are written longer, as recursion makes them, are not followed.
static constexpr size_t MaxPart = 120;

/// Whether \p Part is \p Whole or a part of it.
static bool isPartOf(llvm::StringRef Part, llvm::StringRef Whole) {
  return Part.consume_front(Whole) &&
         (Part.empty() || llvm::StringRef(".*[").contains(Part.front()));
}

static Answer answerTo(const EffectCondition &Condition,
                       llvm::ArrayRef<ArgumentFact> Facts) {
  Answer To;
  bool IsExcluded = false;
  for (const ArgumentFact &Fact : Facts) {
    if (Fact.Argument != Condition.Parameter)
      continue;
    if (Fact.Kind == ArgumentFact::Parameter) {
      // Of parts, nothing else is of interest.
      if (Fact.Part.empty() || Condition.Is == ArgumentFact::Ready)
        To.PassedOn = &Fact;
      continue;
    }
    if (!isPartOf(Condition.Part, Fact.Part))
      continue;
    IsExcluded |= Fact.Kind == ArgumentFact::Named &&
                  llvm::is_contained(Condition.Without, Fact.Name);
    To.Holds |=
        Fact.Kind == Condition.Is &&
        (Fact.Kind != ArgumentFact::Named ||
         llvm::is_contained(Condition.Names, Fact.Name)) &&
        (Fact.Kind != ArgumentFact::Number ||
         (Condition.Least <= Fact.Value && Fact.Value <= Condition.Greatest));
    To.IsOtherwise |= Fact.Kind == ArgumentFact::Known;
  }
  To.Holds &= !IsExcluded;
  return To;
}

bool EffectGraph::applies(BlockingCause &Cause,
                          llvm::ArrayRef<ArgumentFact> Facts) {
  std::vector<EffectCondition> Left;
  for (EffectCondition &Condition : Cause.Conditions) {
    const Answer To = answerTo(Condition, Facts);
    if (Condition.IsException ? To.Holds : To.IsOtherwise && !To.Holds)
      return false;
    if (To.Holds)
      continue;
    if (To.PassedOn &&
        To.PassedOn->Part.size() + Condition.Part.size() <= MaxPart) {
      Condition.Parameter = To.PassedOn->From;
      Condition.Part = To.PassedOn->Part + Condition.Part;
      Left.push_back(std::move(Condition));
    } else if (!Condition.IsException) {
      Cause.IsStrict = true;
    }
  }
  simplify(Left);
  Cause.Conditions = std::move(Left);
  return true;
}

bool EffectGraph::isStrict(const BlockingCause &Cause) {
  return Cause.IsStrict ||
         llvm::any_of(Cause.Conditions, [](const EffectCondition &Condition) {
           return !Condition.IsException;
         });
}

void EffectGraph::solve() {
  // The queue grows while it is worked off.
  for (size_t Next = 0; Next != Queue.size(); ++Next) {
    const auto [Callee, Index] = Queue[Next];
    if (Functions[Callee].IsClosed)
      continue;
    for (size_t I = 0; I != Functions[Callee].Callers.size(); ++I) {
      const Call C = Functions[Callee].Callers[I];
      BlockingCause Cause = Functions[Callee].Causes[Index];
      if (!applies(Cause,
                   llvm::ArrayRef(AllFacts).slice(C.FirstFact, C.FactCount)))
        continue;
      llvm::append_range(Cause.Conditions,
                         llvm::ArrayRef(AllConditions)
                             .slice(C.FirstCondition, C.ConditionCount));
      simplify(Cause.Conditions);
      ++Cause.Length;
      Cause.Where = C.Where;
      Cause.Callee = Callee;
      Cause.CalleeCause = Index;
      if (settle(C.Caller, std::move(Cause)))
        Queue.push_back({C.Caller, static_cast<uint32_t>(
                                       Functions[C.Caller].Causes.size() - 1)});
    }
  }
}

llvm::ArrayRef<BlockingCause> EffectGraph::causesOf(FunctionId F) const {
  return Functions[F].Causes;
}

const BlockingCause *
EffectGraph::causeOfCall(FunctionId Callee, llvm::ArrayRef<ArgumentFact> Facts,
                         bool StrictToo) const {
  const BlockingCause *Best = nullptr;
  if (Functions[Callee].IsClosed)
    return Best;
  for (const BlockingCause &Cause : Functions[Callee].Causes) {
    BlockingCause Applied = Cause;
    if (!applies(Applied, Facts) || (isStrict(Applied) && !StrictToo))
      continue;
    if (!Best || (Cause.IsWait && !Best->IsWait))
      Best = &Cause;
  }
  return Best;
}
