//===--- SendRules.cpp - Send, Sync and Safe of types that are no classes -===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Classes are in SendStructure.cpp, what models say of them in
// SendFormulas.cpp.
//
//===----------------------------------------------------------------------===//
#include "SendRules.h"
#include "SendClaims.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclTemplate.h"

using namespace clang;
using namespace corolint;

Verdict corolint::passed(Verdict V, Passing How) {
  switch (How) {
  case Passing::AsItIs:
    return V;
  case Passing::AsShared:
    return std::min(V, Verdict::SharedNo);
  case Passing::SharedIsUnknown:
    return V == Verdict::SharedNo ? Verdict::Unknown : V;
  }
  return V;
}

std::optional<TraitRule> SendRules::ofAlias(QualType T, Trait Asked) {
  while (const auto *Alias = T->getAs<TypedefType>()) {
    if (auto Said = annotatedTrait(*Alias->getDecl(), Asked))
      return Said;
    T = Alias->getDecl()->getUnderlyingType();
  }
  return std::nullopt;
}

/// Numbers, enumerations, pointers to members: plain values.
static TraitRule plainValue(Trait Asked) {
  if (Asked != Trait::Safe)
    return {};
  return {Verdict::SharedNo,
          "two threads must not read and write a plain value at once",
          "std::atomic"};
}

/// A string literal has this type, and so has the address of any character.
static bool isText(QualType Pointee) {
  return Pointee.isConstQualified() && Pointee->isAnyCharacterType();
}

static TraitRule rawPointer() {
  return {Verdict::SharedNo,
          "two threads must not read and write a pointer at once",
          "std::atomic"};
}

TraitRule SendRules::ofPointer(QualType Pointee, Trait Asked,
                               bool IsReference) {
  if (Pointee->isFunctionType())
    return {};
  if (const auto *Record = Pointee->getAsRecordDecl())
    if (auto Said = byModel(*Record, Asked, /*AsPointer=*/true))
      return *Said;
  // A reference never refers to something else; whoever has it uses the object.
  if (Asked == Trait::Safe && !IsReference)
    return rawPointer();
  if (Pointee->isVoidType())
    return {Verdict::SharedNo, "what it points to is erased",
            "a pointer to the real type"};
  if (isText(Pointee)) {
    if (Asked == Trait::Sync)
      return {};
    return {Verdict::Borrow, "it points at characters that somebody else owns",
            "std::string"};
  }
  TraitRule Rule;
  Rule.Reason = "others may use what it points to at the same time";
  TraitPart Part;
  Part.Kind = IsReference ? PartKind::Referent : PartKind::Pointee;
  // const says that this side does not write, and nothing of other sides.
  const bool ReadsOnly = Pointee.isConstQualified() && Asked == Trait::Sync;
  Part.Asked = ReadsOnly ? Trait::Sync : Trait::Safe;
  Part.Type = ReadsOnly ? Pointee : Pointee.getUnqualifiedType();
  Part.View = TypeView::Pointee;
  Part.How = Passing::AsShared;
  Rule.Parts.push_back(std::move(Part));
  return Rule;
}

static TraitRule ofArray(QualType Element, Trait Asked) {
  TraitRule Rule;
  TraitPart Part;
  Part.Kind = PartKind::Element;
  Part.Type = Element;
  Part.Asked = Asked;
  Rule.Parts.push_back(std::move(Part));
  return Rule;
}

TraitRule SendRules::of(QualType T, Trait Asked, TypeView View) {
  if (T.isNull() || T->isDependentType())
    return {Verdict::Unknown, "it depends on a template parameter"};
  if (const ArrayType *Array = Context.getAsArrayType(T))
    return ofArray(Array->getElementType(), Asked);
  // Nobody writes to a constant object.
  if (Asked == Trait::Safe && T.getCanonicalType().isConstQualified())
    Asked = Trait::Sync;
  T = T.getCanonicalType().getUnqualifiedType();
  if (const auto *Pointer = T->getAs<PointerType>())
    return ofPointer(Pointer->getPointeeType(), Asked, /*IsReference=*/false);
  if (const auto *Reference = T->getAs<ReferenceType>())
    return ofPointer(Reference->getPointeeType(), Asked, /*IsReference=*/true);
  if (const auto *Record = T->getAsRecordDecl())
    return ofRecord(*Record, Asked, View);
  if (T->isAtomicType())
    return {};
  if (T->isFunctionType() || T->isVoidType())
    return {};
  if (T->isBuiltinType() || T->isEnumeralType() || T->isMemberPointerType() ||
      T->isAnyComplexType() || T->isVectorType() || T->isBitIntType())
    return plainValue(Asked);
  return {Verdict::Unknown, "corolint does not know this kind of type"};
}

TraitPart SendRules::toVariable(const VarDecl &V, Trait Asked) {
  TraitPart Part;
  Part.Kind = PartKind::Referent;
  Part.Name = V.getNameAsString();
  Part.Where = V.getLocation();
  Part.Type = V.getType();
  Part.Asked = Asked;
  if (V.getTLSKind() != VarDecl::TLS_None) {
    Part.Fixed = Verdict::HardNo;
    Part.Reason = "it is thread_local: the object belongs to this thread and "
                  "dies with it";
    return Part;
  }
  for (const TraitModel &Model : R.models().findTraits(V))
    if (Model.When == TraitCondition::Object) {
      Part.Fixed = Verdict::Yes;
      Part.Reason = Model.Reason;
      return Part;
    }
  // What the reference was bound to is as unknown as behind any reference.
  if (Part.Type->isReferenceType())
    return Part;
  Part.Asked = Part.Type.isConstQualified() ? Trait::Sync : Trait::Safe;
  Part.How = Passing::AsShared;
  return Part;
}
