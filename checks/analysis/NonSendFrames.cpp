//===--- NonSendFrames.cpp - frames that must not change their thread -----===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "NonSendFrames.h"
#include "ReferenceCounts.h"
#include "clang/AST/ExprCXX.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;
using namespace corolint;

/// Whether rules of their own speak of what \p Chain ends with.
static bool isOthersBusiness(llvm::ArrayRef<TraitStep> Chain, Roles &R) {
  return llvm::any_of(Chain, [&](const TraitStep &Step) {
    return !Step.Type.isNull() && R.guard(Step.Type);
  });
}

/// Whether the object may hold nothing of what \p Chain blames.
static bool mayBeEmpty(llvm::ArrayRef<TraitStep> Chain, Roles &R) {
  return llvm::any_of(Chain, [&](const TraitStep &Step) {
    if (Step.Kind == PartKind::TemplateArgument ||
        Step.Kind == PartKind::Pointee)
      return true;
    const CXXRecordDecl *Record =
        Step.Type.isNull() ? nullptr : recordOf(Step.Type);
    return Record && Record->hasDefinition() &&
           (mayHoldNothing(*Record) || countsWithoutAtomics(*Record, R));
  });
}

/// Whether the spawn that moves the coroutine is reported for \p Object.
static bool isHandedOver(const FrameObject &Object, FunctionAnalysis &F) {
  if (Object.Kind != PartKind::Parameter && Object.Kind != PartKind::Capture)
    return false;
  Migrations::Spawn Spawn = F.unit().migrations().spawnOf(F.function());
  return Spawn.Start && !Spawn.IsAwaited;
}

std::vector<StrandedObject> corolint::strandedObjects(FunctionAnalysis &F,
                                                      bool Doubtful) {
  if (!F.isCoroutine())
    return {};
  MigrationPoints Points(F);
  if (!Points.any())
    return {};
  TranslationUnit &Unit = F.unit();
  SendTraits &Traits = Unit.sendTraits();
  std::vector<FrameObject> Bound;
  std::vector<std::vector<TraitStep>> Chains;
  for (FrameObject &Object : frameObjects(F)) {
    Verdict Answer = Traits.of(Object.Type, Trait::Send);
    if (Answer < (Doubtful ? Verdict::DoubtfulNo : Verdict::HardNo))
      continue;
    const FramePart Part{Object.Kind, Object.Type, Object.Declared,
                         Object.Where};
    auto Chain = SendExplanation(Traits).chain(Part, Trait::Send);
    if (isOthersBusiness(Chain, Unit.roles()))
      continue;
    Object.MayBeEmpty = mayBeEmpty(Chain, Unit.roles());
    Bound.push_back(Object);
    Chains.push_back(std::move(Chain));
  }
  if (Bound.empty())
    return {};
  FrameLiveness Liveness(F, Bound);
  // Asked for on every path from every object.
  llvm::DenseMap<const CoroutineSuspendExpr *, bool> Known;
  auto Counts = [&](const CoroutineSuspendExpr &S) {
    auto [It, New] = Known.try_emplace(&S, false);
    if (New)
      It->second = bool(Points.at(S));
    return It->second;
  };
  std::vector<StrandedObject> Found;
  for (auto [Object, Chain] : llvm::zip_equal(Bound, Chains))
    if (!isHandedOver(Object, F))
      if (const CoroutineSuspendExpr *At = Liveness.aliveAcross(Object, Counts))
        Found.push_back({Object, std::move(Chain), At, Points.at(*At)});
  const SourceManager &SM = Unit.context().getSourceManager();
  llvm::sort(Found, [&](const auto &A, const auto &B) {
    return SM.isBeforeInTranslationUnit(A.What.Where, B.What.Where);
  });
  return Found;
}
