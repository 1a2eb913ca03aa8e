//===--- SendStructure.cpp - Send, Sync and Safe of classes ---------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "BodyVisibility.h"
#include "LLVMCompat.h"
#include "ReferenceCounts.h"
#include "SendClaims.h"
#include "SendRules.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ExprCXX.h"

using namespace clang;
using namespace corolint;

llvm::SmallVector<QualType, 4>
corolint::typeArguments(const RecordDecl &Record) {
  llvm::SmallVector<QualType, 4> Types;
  const auto *Special = dyn_cast<ClassTemplateSpecializationDecl>(&Record);
  if (!Special)
    return Types;
  for (const TemplateArgument &A : Special->getTemplateArgs().asArray()) {
    if (A.getKind() == TemplateArgument::Type)
      Types.push_back(A.getAsType());
    else if (A.getKind() == TemplateArgument::Pack)
      for (const TemplateArgument &Element : A.pack_elements())
        if (Element.getKind() == TemplateArgument::Type)
          Types.push_back(Element.getAsType());
  }
  return Types;
}

/// Whether an object met through a pointer may be of a class that nobody has
/// spoken for.
static bool mayBeDerived(const CXXRecordDecl &Record, Trait Asked) {
  if (!Record.isPolymorphic() || Record.isEffectivelyFinal())
    return false;
  // The claim of a base is checked at each class derived from it.
  bool Claimed = false;
  Record.forallBases([&](const CXXRecordDecl *Base) {
    Claimed |= Base->isPolymorphic() && annotatedTrait(*Base, Asked);
    return true;
  });
  return !Claimed;
}

/// A class without a definition, or a specialisation that nothing needed: its
/// template's annotations count where they do not depend on the arguments.
static TraitRule ofIncomplete(const RecordDecl &Record, Trait Asked) {
  const CXXRecordDecl *Pattern =
      recordOrPattern(typeOf(Record.getASTContext(), Record));
  if (!Pattern)
    return {Verdict::Unknown, "its definition is not visible"};
  if (auto Said = annotatedTrait(*Pattern, Asked))
    return *Said;
  return {Verdict::Unknown, "nothing here instantiates the template"};
}

TraitRule SendRules::ofRecord(const RecordDecl &Record, Trait Asked,
                              TypeView View) {
  const RecordDecl *Definition = Record.getDefinition();
  const RecordDecl &D = Definition ? *Definition : Record;
  const auto *Class = dyn_cast<CXXRecordDecl>(&D);
  if (View != TypeView::Structure) {
    if (auto Said = annotatedTrait(D, Asked))
      return *Said;
    if (auto Said = byModel(D, Asked, /*AsPointer=*/false))
      return *Said;
    if (auto Said = Class ? byRole(*Class, Asked) : std::nullopt)
      return *Said;
  }
  if (!Definition)
    return ofIncomplete(D, Asked);
  if (View == TypeView::Pointee && Class && mayBeDerived(*Class, Asked))
    return {Verdict::Unknown,
            "the object may be of a derived class that nobody knows here",
            "an annotation of the base class, or final"};
  return byStructure(D, Asked);
}

//===----------------------------------------------------------------------===//
// Roles
//===----------------------------------------------------------------------===//

static TraitRule ofThreadGuard(const GuardTraits &Guard, Trait Asked) {
  const bool IsLock = Guard.Kind == GuardKind::Thread;
  if (Asked == Trait::Send)
    return {Verdict::HardNo,
            !Guard.Reason.empty() ? Guard.Reason
            : IsLock ? "a lock must be unlocked by the thread that locked it"
                     : "it belongs to the thread that made it",
            Guard.Replacement};
  if (Asked == Trait::Sync)
    return {IsLock ? Verdict::Yes : Verdict::Unknown,
            IsLock ? "" : "it belongs to the thread that made it"};
  return {Verdict::SharedNo, "a guard is not synchronised"};
}

std::optional<TraitRule> SendRules::byRole(const CXXRecordDecl &Record,
                                           Trait Asked) {
  const QualType T = typeOf(Context, Record);
  const GuardTraits &Guard = R.guard(T);
  if (Guard.Kind == GuardKind::Thread || Guard.Kind == GuardKind::ThreadBound)
    return ofThreadGuard(Guard, Asked);
  // The owner of an async lock is no thread.
  if (Guard.Kind == GuardKind::Async)
    return Asked == Trait::Safe
               ? TraitRule{Verdict::SharedNo, "a guard is not synchronised"}
               : TraitRule{};
  if (R.lock(T).Kind != LockKind::None)
    return TraitRule{Verdict::Yes, "it is a lock"};
  const CXXRecordDecl *Shape = recordOrPattern(T);
  if (!Shape || !R.awaitables().hasPromise(*Shape))
    return std::nullopt;
  if (Asked == Trait::Send)
    return TraitRule{Verdict::Unknown,
                     "it is a coroutine frame, of which the type says nothing"};
  return TraitRule{Verdict::SharedNo, "only one thread may resume a coroutine"};
}

//===----------------------------------------------------------------------===//
// Members, bases, captures
//===----------------------------------------------------------------------===//

/// Whether an object of the class brings a lock for itself. It probably takes
/// it wherever it has to, which is more than a look at members can tell.
bool corolint::ordersItself(const RecordDecl &Record, Roles &R) {
  return llvm::any_of(Record.fields(), [&](const FieldDecl *Field) {
    const QualType T = Field->getType();
    return !T->isReferenceType() && (R.lock(T).Kind != LockKind::None ||
                                     R.hasRole(T, TypeRole::OnceFlag));
  });
}

void SendRules::addField(const FieldDecl &Field, Trait Asked, Passing OfShared,
                         TraitRule &Rule) {
  if (Field.isUnnamedBitField())
    return;
  TraitPart Part;
  Part.Kind = PartKind::Member;
  Part.Name = Field.getNameAsString();
  Part.Type = Field.getType();
  Part.Where = Field.getLocation();
  Part.How = OfShared;
  // A const member function may write to it.
  Part.Asked = Asked == Trait::Sync && Field.isMutable() ? Trait::Safe : Asked;
  if (auto Reason =
          Asked == Trait::Safe ? std::nullopt : vouchedFor(Field, Asked)) {
    Part.Fixed = Verdict::Yes;
    Part.Reason = "its author vouches: " + *Reason;
  }
  Rule.Parts.push_back(std::move(Part));
}

/// The variable whose address the captured value is, if that is certain.
static const VarDecl *addressIn(const VarDecl &Captured) {
  const Expr *Init = Captured.getInit();
  if (!Captured.isInitCapture() || !Init)
    return nullptr;
  Init = Init->IgnoreParenImpCasts();
  const auto *Address = dyn_cast<UnaryOperator>(Init);
  if (Address && Address->getOpcode() == UO_AddrOf)
    Init = Address->getSubExpr()->IgnoreParens();
  else if (!Init->getType()->isArrayType() &&
           !Captured.getType()->isReferenceType())
    return nullptr;
  const auto *Name = dyn_cast<DeclRefExpr>(Init);
  return Name ? dyn_cast<VarDecl>(Name->getDecl()) : nullptr;
}

void SendRules::addCaptures(const CXXRecordDecl &Closure, Trait Asked,
                            TraitRule &Rule) {
  auto Field = Closure.field_begin();
  for (const LambdaCapture &Capture : Closure.captures()) {
    if (Field == Closure.field_end())
      return;
    TraitPart Part;
    Part.Type = (*Field)->getType();
    Part.Asked = Asked;
    const ValueDecl *Captured =
        Capture.capturesVariable() ? Capture.getCapturedVar() : nullptr;
    Part.Name = Captured                 ? Captured->getNameAsString()
                : Capture.capturesThis() ? "this"
                                         : "";
    const auto *Variable = dyn_cast_or_null<VarDecl>(Captured);
    if (Variable) {
      // By name, since the type alone forgets that a variable is constant.
      if (Capture.getCaptureKind() == LCK_ByRef && Asked != Trait::Safe &&
          !Variable->isInitCapture())
        Part = toVariable(*Variable, Asked);
      else if (const VarDecl *Pointee = addressIn(*Variable);
               Pointee && Pointee->getTLSKind() != VarDecl::TLS_None)
        Part = toVariable(*Pointee, Asked);
    }
    Part.Kind = PartKind::Capture;
    Part.Where = Capture.getLocation();
    Rule.Parts.push_back(std::move(Part));
    ++Field;
  }
}

TraitRule SendRules::byStructure(const RecordDecl &Record, Trait Asked) {
  TraitRule Rule;
  const auto *Class = dyn_cast<CXXRecordDecl>(&Record);
  if (Class && Class->isLambda()) {
    addCaptures(*Class, Asked, Rule);
    return Rule;
  }
  if (Class && Asked == Trait::Send && countsWithoutAtomics(*Class, R))
    return {Verdict::HardNo,
            "copies share a reference count that is not atomic",
            "std::shared_ptr, or an atomic count"};
  if (Record.isUnion() && Asked == Trait::Safe)
    return {Verdict::SharedNo,
            "which member of the union is active may change"};
  // Others' classes keep their own counsel; a class with a lock keeps order.
  const bool Opaque = isInSystemHeader(Record);
  const Passing OfShared =
      Opaque || (Asked != Trait::Send && ordersItself(Record, R))
          ? Passing::SharedIsUnknown
          : Passing::AsItIs;
  if (Class)
    for (const CXXBaseSpecifier &Base : Class->bases()) {
      TraitPart Part;
      Part.Kind = PartKind::Base;
      Part.Type = Base.getType();
      Part.Where = Base.getBeginLoc();
      Part.Asked = Asked;
      Part.How = OfShared;
      Rule.Parts.push_back(std::move(Part));
    }
  for (const FieldDecl *Field : Record.fields())
    addField(*Field, Asked, OfShared, Rule);
  if (OfShared == Passing::SharedIsUnknown && !Rule.Parts.empty())
    Rule.Reason = Opaque ? "how its members are used is not visible"
                         : "it has a lock of its own";
  return Rule;
}
