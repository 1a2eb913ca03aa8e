//===--- SendClaims.cpp - what annotations say of Send, Sync and Safe -----===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "SendClaims.h"
#include "Annotations.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/TypeLoc.h"

using namespace clang;
using namespace corolint;

/// The condition of `send` and `sync`; nothing when it has no value, as in a
/// template.
static std::optional<bool> conditionOf(const AnnotateAttr &A,
                                       const ASTContext &Context) {
  if (A.args_size() == 0)
    return std::nullopt;
  const Expr *E = A.args_begin()[0];
  bool Value = false;
  if (E->isValueDependent() || E->isTypeDependent() ||
      !E->EvaluateAsBooleanCondition(Value, Context))
    return std::nullopt;
  return Value;
}

static TraitRule vouched(const AnnotateAttr &A) {
  return {Verdict::Yes, "its author vouches: " + stringArgument(A, 0)};
}

static TraitRule conditional(const AnnotateAttr &A, const Decl &D,
                             llvm::StringRef Property) {
  std::optional<bool> Value = conditionOf(A, D.getASTContext());
  if (!Value)
    return {Verdict::Unknown, "the condition of its annotation has no value"};
  if (*Value)
    return {Verdict::Yes, ("it is annotated as " + Property).str()};
  return {Verdict::HardNo, ("it is annotated as not " + Property).str()};
}

static bool saysNot(const Decl &D, llvm::StringRef Name) {
  const AnnotateAttr *A = findAnnotation(D, Name);
  return A && conditionOf(*A, D.getASTContext()) == false;
}

static std::optional<TraitRule> annotatedSend(const Decl &D) {
  if (const AnnotateAttr *A = findAnnotation(D, "unchecked_send"))
    return vouched(*A);
  if (const AnnotateAttr *A = findAnnotation(D, "send"))
    return conditional(*A, D, "Send");
  return std::nullopt;
}

static std::optional<TraitRule> annotatedSync(const Decl &D) {
  if (const AnnotateAttr *A = findAnnotation(D, "unchecked_sync"))
    return vouched(*A);
  if (findAnnotation(D, "thread_safe"))
    return TraitRule{Verdict::Yes, "it is annotated as thread-safe"};
  if (const AnnotateAttr *A = findAnnotation(D, "sync"))
    return conditional(*A, D, "Sync");
  // Const access includes copying, which may be what it must not do elsewhere.
  if (saysNot(D, "send"))
    return TraitRule{Verdict::Unknown, "it is annotated as not Send"};
  return std::nullopt;
}

static std::optional<TraitRule> annotatedSafe(const Decl &D) {
  if (findAnnotation(D, "thread_safe"))
    return TraitRule{Verdict::Yes, "it is annotated as thread-safe"};
  if (saysNot(D, "sync"))
    return TraitRule{Verdict::SharedNo, "it is annotated as not Sync"};
  if (saysNot(D, "send"))
    return TraitRule{Verdict::SharedNo, "it is annotated as not Send"};
  return std::nullopt;
}

std::optional<TraitRule> corolint::annotatedTrait(const Decl &D, Trait Asked) {
  if (!D.hasAttrs())
    return std::nullopt;
  switch (Asked) {
  case Trait::Send:
    return annotatedSend(D);
  case Trait::Sync:
    return annotatedSync(D);
  case Trait::Safe:
    return annotatedSafe(D);
  }
  return std::nullopt;
}

/// The reason in the arguments of an annotation on a type.
static std::string reasonIn(const AnnotateTypeAttr &A) {
  for (const Expr *E : A.args()) {
    if (const auto *Constant = dyn_cast<ConstantExpr>(E))
      E = Constant->getSubExpr();
    if (const auto *Text = dyn_cast<StringLiteral>(E->IgnoreParenImpCasts()))
      return Text->getString().str();
  }
  return "";
}

std::optional<std::string> corolint::vouchedFor(const FieldDecl &Field,
                                                Trait Asked) {
  const llvm::StringRef Name =
      Asked == Trait::Send ? "unchecked_send" : "unchecked_sync";
  if (const AnnotateAttr *A = findAnnotation(Field, Name))
    return stringArgument(*A, 0);
  const TypeSourceInfo *Info = Field.getTypeSourceInfo();
  if (!Info)
    return std::nullopt;
  for (TypeLoc TL = Info->getTypeLoc(); !TL.isNull(); TL = TL.getNextTypeLoc())
    if (auto Attributed = TL.getAs<AttributedTypeLoc>())
      if (const auto *A = Attributed.getAttrAs<AnnotateTypeAttr>())
        if (A->getAnnotation() == ("corolint::" + Name).str())
          return reasonIn(*A);
  return std::nullopt;
}

/// Adds what \p Record itself claims, unless a class derived from it claimed
/// or vouched for the same.
static void addClaims(const CXXRecordDecl &Record,
                      llvm::SmallVectorImpl<TraitClaim> &Claims) {
  auto Add = [&](Trait What, llvm::StringRef Name) {
    const AnnotateAttr *A = findAnnotation(Record, Name);
    if (!A || llvm::any_of(Claims, [&](const TraitClaim &C) {
          return C.Claimed == What;
        }))
      return;
    if (Name == "thread_safe" ||
        conditionOf(*A, Record.getASTContext()) == true)
      Claims.push_back({What, A, &Record});
  };
  Add(Trait::Send, "send");
  Add(Trait::Safe, "thread_safe");
  Add(Trait::Sync, "sync");
}

llvm::SmallVector<TraitClaim, 2>
corolint::claimsOf(const CXXRecordDecl &Record) {
  llvm::SmallVector<TraitClaim, 2> Claims;
  if (!Record.hasDefinition())
    return Claims;
  addClaims(Record, Claims);
  Record.getDefinition()->forallBases([&](const CXXRecordDecl *Base) {
    if (Base->isPolymorphic())
      addClaims(*Base, Claims);
    return true;
  });
  const bool SendVouched = findAnnotation(Record, "unchecked_send");
  const bool SyncVouched = findAnnotation(Record, "unchecked_sync");
  llvm::erase_if(Claims, [&](const TraitClaim &C) {
    return C.Claimed == Trait::Send ? SendVouched : SyncVouched;
  });
  return Claims;
}
