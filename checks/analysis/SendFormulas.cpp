//===--- SendFormulas.cpp - Send, Sync and Safe by models -----------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "LLVMCompat.h"
#include "SendRules.h"
#include "clang/AST/DeclTemplate.h"

using namespace clang;
using namespace corolint;

bool corolint::sharesOwnership(const ModelSet &Models, QualType T) {
  const RecordDecl *Record = T->getAsRecordDecl();
  return Record &&
         llvm::any_of(Models.findTraits(*Record), [](const TraitModel &Model) {
           return Model.Send == TraitFormula::SharedOwner;
         });
}

bool SendRules::conditionHolds(const RecordDecl &Record, TraitCondition When) {
  if (When == TraitCondition::Always)
    return true;
  const auto Arguments = typeArguments(Record);
  if (Arguments.empty())
    return false;
  const QualType First = Arguments.front();
  switch (When) {
  case TraitCondition::BoolArgument:
    return First->isBooleanType();
  case TraitCondition::VoidArgument:
    return First->isVoidType();
  case TraitCondition::OwnerArgument:
    return sharesOwnership(R.models(), First);
  default:
    return false;
  }
}

std::optional<TraitRule> SendRules::byModel(const RecordDecl &Record,
                                            Trait Asked, bool AsPointer) {
  for (const TraitModel &Model : R.models().findTraits(Record)) {
    if (Model.When == TraitCondition::PointerTo) {
      if (AsPointer)
        return byFormula(Record, Model, Asked);
      continue;
    }
    if (!AsPointer && conditionHolds(Record, Model.When))
      // An entry may leave one property to the members.
      return Model.of(Asked) == TraitFormula::Structure
                 ? std::nullopt
                 : std::optional(byFormula(Record, Model, Asked));
  }
  return std::nullopt;
}

void SendRules::addArguments(const RecordDecl &Record, unsigned Count,
                             Trait Asked, TraitRule &Rule) {
  unsigned Number = 0;
  for (QualType T : typeArguments(Record)) {
    if (++Number > Count)
      return;
    if (T->isVoidType())
      continue;
    TraitPart Part;
    Part.Kind = PartKind::TemplateArgument;
    Part.Name = std::to_string(Number);
    Part.Type = T;
    Part.Asked = Asked;
    Rule.Parts.push_back(std::move(Part));
  }
}

void SendRules::addSharedOwner(QualType Pointee, Trait Shared,
                               TraitRule &Rule) {
  if (Pointee->isVoidType())
    return;
  TraitPart Part;
  Part.Kind = PartKind::Pointee;
  Part.Type = Pointee;
  Part.View = TypeView::Pointee;
  Part.Asked = Trait::Send;
  // Whichever owner is the last destroys it. A class with one member that must
  // stay is not used over there just because it is owned.
  if (!isHardNo(of(Pointee, Trait::Send, TypeView::Pointee).Own))
    Part.How = Passing::AsShared;
  Rule.Parts.push_back(Part);
  Part.Asked = Shared;
  Part.How = Passing::AsShared;
  Rule.Parts.push_back(std::move(Part));
}

/// Parts for the sole owner of its first template argument: destroying and
/// using it is up to one thread, but const does not reach through a pointer.
static void addOwner(llvm::ArrayRef<QualType> Arguments, Trait Asked,
                     TraitRule &Rule) {
  for (auto [Index, T] : llvm::enumerate(Arguments)) {
    TraitPart Part;
    Part.Kind = Index == 0 ? PartKind::Pointee : PartKind::TemplateArgument;
    Part.Name = Index == 0 ? "" : std::to_string(Index + 1);
    Part.Type = T;
    Part.View = Index == 0 ? TypeView::Pointee : TypeView::Value;
    Part.Asked = Index == 0 && Asked == Trait::Sync ? Trait::Safe : Asked;
    if (Index == 0 && Asked != Trait::Send)
      Part.How = Passing::AsShared;
    Rule.Parts.push_back(std::move(Part));
  }
}

static void addReference(const ASTContext &Context, QualType T, Trait Asked,
                         TraitRule &Rule) {
  TraitPart Part;
  Part.Kind = PartKind::Referent;
  Part.Type = Context.getLValueReferenceType(T);
  Part.Asked = Asked;
  Rule.Parts.push_back(std::move(Part));
}

static void addViewed(QualType T, TraitRule &Rule) {
  Rule.Own = Verdict::Borrow;
  if (T.isConstQualified())
    return;
  TraitPart Part;
  Part.Kind = PartKind::Element;
  Part.Type = T;
  Part.Asked = Trait::Safe;
  Part.View = TypeView::Pointee;
  Part.How = Passing::AsShared;
  Rule.Parts.push_back(std::move(Part));
}

static Verdict ofSignature(llvm::ArrayRef<QualType> Arguments) {
  const auto *Signature =
      Arguments.empty() ? nullptr : Arguments[0]->getAs<FunctionProtoType>();
  return Signature && Signature->isConst() ? Verdict::Unknown
                                           : Verdict::SharedNo;
}

static bool isThreadGuard(const GuardTraits &Guard) {
  return Guard.Kind == GuardKind::Thread ||
         Guard.Kind == GuardKind::ThreadBound;
}

/// Whether the reason of an entry, which is about what the type is not, also
/// says why \p Asked is answered as it is.
static bool reasonFits(const TraitModel &Model, Trait Asked) {
  switch (Model.of(Asked)) {
  case TraitFormula::Yes:
    return Model.Safe == TraitFormula::Yes;
  case TraitFormula::Owner:
    return Asked == Trait::Sync;
  case TraitFormula::Structure:
  case TraitFormula::Arguments:
  case TraitFormula::FirstArgument:
  case TraitFormula::FirstTwo:
  case TraitFormula::FirstThree:
  case TraitFormula::FirstFour:
  case TraitFormula::SendArguments:
  case TraitFormula::SendSyncArguments:
    return false;
  default:
    return true;
  }
}

TraitRule SendRules::byFormula(const RecordDecl &Record,
                               const TraitModel &Model, Trait Asked) {
  constexpr unsigned All = ~0U;
  TraitRule Rule;
  if (reasonFits(Model, Asked)) {
    Rule.Reason = Model.Reason;
    Rule.Replacement = Model.Replacement;
  }
  const auto Arguments = typeArguments(Record);
  switch (Model.of(Asked)) {
  case TraitFormula::Structure:
  case TraitFormula::Yes:
    break;
  case TraitFormula::Borrow:
    Rule.Own = Verdict::Borrow;
    break;
  case TraitFormula::Unknown:
    Rule.Own = Verdict::Unknown;
    break;
  case TraitFormula::No:
    Rule.Own = Verdict::SharedNo;
    break;
  case TraitFormula::Doubtful:
    Rule.Own = Verdict::DoubtfulNo;
    break;
  case TraitFormula::Bound:
    Rule.Own = Verdict::HardNo;
    break;
  case TraitFormula::Arguments:
    addArguments(Record, All, Asked, Rule);
    break;
  case TraitFormula::FirstArgument:
    addArguments(Record, 1, Asked, Rule);
    break;
  case TraitFormula::FirstTwo:
    addArguments(Record, 2, Asked, Rule);
    break;
  case TraitFormula::FirstThree:
    addArguments(Record, 3, Asked, Rule);
    break;
  case TraitFormula::FirstFour:
    addArguments(Record, 4, Asked, Rule);
    break;
  case TraitFormula::SendArguments:
    addArguments(Record, All, Trait::Send, Rule);
    break;
  case TraitFormula::SendSyncArguments:
    addArguments(Record, All, Trait::Send, Rule);
    addArguments(Record, All, Trait::Sync, Rule);
    break;
  case TraitFormula::Owner:
    addOwner(Arguments, Asked, Rule);
    break;
  case TraitFormula::SharedOwner:
    if (!Arguments.empty())
      addSharedOwner(Arguments[0], Trait::Safe, Rule);
    break;
  case TraitFormula::ReadOnly:
    if (!Arguments.empty())
      addSharedOwner(Arguments[0], Trait::Sync, Rule);
    break;
  case TraitFormula::Reference:
    if (!Arguments.empty())
      addReference(Context, Arguments[0], Asked, Rule);
    break;
  case TraitFormula::View:
    if (!Arguments.empty())
      addViewed(Arguments[0], Rule);
    break;
  case TraitFormula::Guard:
    if (isThreadGuard(R.guard(typeOf(Context, Record))))
      Rule.Own = Verdict::HardNo;
    break;
  case TraitFormula::Signature:
    Rule.Own = ofSignature(Arguments);
    break;
  }
  return Rule;
}
