//===--- Contradictions.cpp - claims that members contradict --------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Contradictions.h"
#include "Calls.h"
#include "LLVMCompat.h"
#include "MemoryAccesses.h"
#include "SendTraits.h"
#include "TranslationUnit.h"
#include "clang/AST/DeclCXX.h"

using namespace clang;
using namespace corolint;

//===----------------------------------------------------------------------===//
// What member functions do
//===----------------------------------------------------------------------===//

namespace {

/// How the member functions of a class use one of its members.
struct MemberUse {
  const Expr *Unlocked = nullptr;
  const Expr *UnlockedWrite = nullptr;
  const Expr *Write = nullptr;
  /// Whether any use was seen.
  bool IsSeen = false;
};

} // namespace

/// Whether callers see to it that nobody else has the object: construction,
/// destruction, assignment; or that a lock is held.
static bool isExclusive(const CXXMethodDecl &Method, Roles &R) {
  return isa<CXXConstructorDecl, CXXDestructorDecl>(Method) ||
         Method.isCopyAssignmentOperator() ||
         Method.isMoveAssignmentOperator() || Method.isStatic() ||
         Method.hasAttr<RequiresCapabilityAttr>() ||
         Method.hasAttr<NoThreadSafetyAnalysisAttr>() ||
         llvm::any_of(Method.parameters(), [&](const ParmVarDecl *Param) {
           return bool(R.guard(pointeeOrSelf(Param->getType())));
         });
}

/// The member functions of \p Class that are called where nobody else has the
/// object, and by none of the functions that others may call.
static llvm::SmallPtrSet<const FunctionDecl *, 8>
calledByOwners(const CXXRecordDecl &Class, TranslationUnit &Unit) {
  llvm::SmallPtrSet<const FunctionDecl *, 8> ByOwners, ByOthers;
  auto Add = [&](FunctionAnalysis &F, auto &To) {
    (void)anyCall(F.body(), [&](const CallExpr &Call) {
      if (const FunctionDecl *Callee = Call.getDirectCallee())
        To.insert(Callee->getCanonicalDecl());
      return false;
    });
  };
  llvm::SmallVector<const CXXMethodDecl *, 8> Helpers;
  for (const CXXMethodDecl *Method : Class.methods()) {
    FunctionAnalysis *F = Unit.analysisOf(*Method);
    if (F && isExclusive(*Method, Unit.roles()))
      Add(*F, ByOwners);
    else if (F && Method->getAccess() == AS_private)
      Helpers.push_back(Method);
    else if (F)
      Add(*F, ByOthers);
  }
  // Helpers of helpers, until there are no more.
  for (size_t Before = ~size_t(0); Before != Helpers.size();) {
    Before = Helpers.size();
    llvm::erase_if(Helpers, [&](const CXXMethodDecl *Helper) {
      const FunctionDecl *Key = Helper->getCanonicalDecl();
      const bool Others = ByOthers.contains(Key);
      if (Others || ByOwners.contains(Key))
        Add(*Unit.analysisOf(*Helper), Others ? ByOthers : ByOwners);
      return Others || ByOwners.contains(Key);
    });
  }
  for (const FunctionDecl *Other : ByOthers)
    ByOwners.erase(Other);
  return ByOwners;
}

static void addUses(FunctionAnalysis &F, const FieldDecl &Field,
                    bool MayBeFirst, MemberUse &Use) {
  MemoryAccesses &Memory = F.unit().memoryAccesses();
  auto IsField = [&](const MemoryAccess &A) {
    return !A.Place.Root && !A.Place.Through && !A.Place.Path.empty() &&
           A.Place.Path.front() == &Field;
  };
  for (const MemoryAccess &A : Memory.of(F).Accesses)
    if (IsField(A)) {
      Use.IsSeen = true;
      if (A.Writes && !Use.Write)
        Use.Write = A.At;
    }
  if (!MayBeFirst)
    return;
  for (const MemoryAccess *A : Memory.unordered(F))
    if (IsField(*A)) {
      Use.Unlocked = Use.Unlocked ? Use.Unlocked : A->At;
      if (A->Writes && !Use.UnlockedWrite)
        Use.UnlockedWrite = A->At;
    }
}

/// The uses of \p Field in the member functions that two threads may call at
/// once: the const ones, or all. What private functions do counts where a
/// public one calls them.
static MemberUse usesOf(const FieldDecl &Field, bool ConstOnly,
                        TranslationUnit &Unit) {
  MemberUse Use;
  const auto *Class = cast<CXXRecordDecl>(Field.getParent());
  const auto Owners = calledByOwners(*Class, Unit);
  for (const CXXMethodDecl *Method : Class->methods()) {
    if ((ConstOnly && !Method->isConst()) ||
        isExclusive(*Method, Unit.roles()) ||
        (Method->getAccess() == AS_private &&
         Owners.contains(Method->getCanonicalDecl())))
      continue;
    if (FunctionAnalysis *F = Unit.analysisOf(*Method))
      addUses(*F, Field, Method->getAccess() == AS_public, Use);
  }
  if (Use.UnlockedWrite) {
    Use.Unlocked = Use.UnlockedWrite;
    Use.Write = Use.UnlockedWrite;
  }
  return Use;
}

static bool isPlain(const FieldDecl &Field, TranslationUnit &Unit) {
  return !Field.isUnnamedBitField() && !Field.getType()->isReferenceType() &&
         !Field.getType().isConstQualified() &&
         !vouchedFor(Field, Trait::Sync) &&
         isNo(Unit.sendTraits().of(Field.getType(), Trait::Safe));
}

static TraitStep stepForClass(const CXXRecordDecl &Record, Trait Asked) {
  TraitStep Step;
  Step.Type = typeOf(Record.getASTContext(), Record);
  Step.Where = Record.getLocation();
  Step.Asked = Asked;
  Step.Answer = Verdict::SharedNo;
  return Step;
}

/// A member that member functions use without a lock, though one of them
/// writes.
static std::optional<Contradiction> unlockedMember(const CXXRecordDecl &Record,
                                                   const TraitClaim &Claim,
                                                   TranslationUnit &Unit) {
  const bool Sync = Claim.Claimed == Trait::Sync;
  for (const FieldDecl *Field : Record.fields()) {
    if ((Sync && !Field->isMutable()) || !isPlain(*Field, Unit))
      continue;
    MemberUse Use = usesOf(*Field, Sync, Unit);
    if (!Use.Unlocked || !Use.Write)
      continue;
    Contradiction Found{Claim, {stepForClass(Record, Claim.Claimed)}};
    auto Chain =
        SendExplanation(Unit.sendTraits()).chain(Field->getType(), Trait::Safe);
    Chain.front().Kind = PartKind::Member;
    Chain.front().Name = Field->getNameAsString();
    Chain.front().Where = Field->getLocation();
    Found.Chain.insert(Found.Chain.end(), Chain.begin(), Chain.end());
    Found.Unlocked = Use.Unlocked;
    Found.Write = Use.Write;
    return Found;
  }
  return std::nullopt;
}

//===----------------------------------------------------------------------===//
// What types say
//===----------------------------------------------------------------------===//

/// The mutable member that the chain goes through; null if there is none. A
/// const member function may write to it.
static const FieldDecl *mutableMember(const CXXRecordDecl &Record,
                                      llvm::ArrayRef<TraitStep> Chain) {
  if (Chain.size() < 2 || Chain[1].Kind != PartKind::Member)
    return nullptr;
  for (const FieldDecl *Field : Record.fields())
    if (Field->isMutable() && Field->getLocation() == Chain[1].Where)
      return Field;
  return nullptr;
}

static bool isAlwaysLocked(const FieldDecl &Field, TranslationUnit &Unit) {
  MemberUse Use = usesOf(Field, /*ConstOnly=*/true, Unit);
  return Use.IsSeen && !Use.Unlocked;
}

std::optional<Contradiction>
corolint::contradictionOf(const CXXRecordDecl &Record, const TraitClaim &Claim,
                          TranslationUnit &Unit) {
  if (Claim.Claimed == Trait::Safe)
    return unlockedMember(Record, Claim, Unit);
  if (Claim.Claimed == Trait::Sync && ordersItself(Record, Unit.roles()))
    return unlockedMember(Record, Claim, Unit);
  const Verdict Answer = Unit.sendTraits().byStructure(Record, Claim.Claimed);
  if (!isNo(Answer))
    return std::nullopt;
  Contradiction Found{
      Claim, SendExplanation(Unit.sendTraits()).chain(Record, Claim.Claimed)};
  const FieldDecl *Mutable = Claim.Claimed == Trait::Sync
                                 ? mutableMember(Record, Found.Chain)
                                 : nullptr;
  if (Mutable && isAlwaysLocked(*Mutable, Unit))
    return std::nullopt;
  Found.Strict = Answer != Verdict::HardNo && !Mutable;
  return Found;
}
