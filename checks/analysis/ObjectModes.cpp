//===--- ObjectModes.cpp - sockets and handles that never wait ------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "ObjectModes.h"
#include "Calls.h"
#include "Descriptors.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;
using namespace corolint;

/// What \p E names, through pointers, owners and members without arguments that
/// give the inner layer of a stream.
static const ValueDecl *named(const Expr *E) {
  for (;;) {
    E = E->IgnoreParenImpCasts();
    if (const auto *Name = dyn_cast<DeclRefExpr>(E))
      return Name->getDecl();
    if (const auto *Member = dyn_cast<MemberExpr>(E))
      return Member->getMemberDecl();
    const auto *Unary = dyn_cast<UnaryOperator>(E);
    const auto *Operator = dyn_cast<CXXOperatorCallExpr>(E);
    const auto *Inner = dyn_cast<CXXMemberCallExpr>(E);
    if (Unary)
      E = Unary->getSubExpr();
    else if (Operator && Operator->getNumArgs() == 1)
      E = Operator->getArg(0);
    else if (Inner && Inner->getNumArgs() == 0)
      E = Inner->getImplicitObjectArgument();
    else
      return nullptr;
  }
}

static const CXXRecordDecl *classOf(const Expr &Object) {
  const CXXRecordDecl *Record =
      recordOf(pointeeOrSelf(Object.IgnoreParenImpCasts()->getType()));
  return Record ? Record->getCanonicalDecl() : nullptr;
}

/// The header that declares the type that the pointer \p T leads to.
static FileID headerOf(QualType T, const SourceManager &SM) {
  const Type *Bare = T.getTypePtr();
  while (Bare->isPointerType() || Bare->isReferenceType())
    Bare = Bare->getPointeeType().getTypePtr();
  const TagDecl *Tag = Bare->getAsTagDecl();
  return Tag ? SM.getFileID(SM.getFileLoc(Tag->getLocation())) : FileID();
}

std::optional<unsigned> ObjectModes::openedArgument(const FunctionDecl &Opener,
                                                    const Roles &R) {
  const FunctionModel *Opens = R.functionModel(Opener, CallEffect::Opens);
  if (!Opens || Opens->Argument < 0)
    return std::nullopt;
  return Opens->Argument;
}

ObjectModes::ObjectModes(TranslationUnit &Unit)
    : R(Unit.roles()), SM(Unit.context().getSourceManager()) {
  for (FunctionAnalysis *F : Unit.functions())
    anyCall(F->body(), [&](const CallExpr &Call) {
      note(Call, *F);
      return false;
    });
}

void ObjectModes::note(const CallExpr &Call, FunctionAnalysis &In) {
  const FunctionDecl *Callee = Call.getDirectCallee();
  if (!Callee)
    return;
  const auto *Member = dyn_cast<CXXMemberCallExpr>(&Call);
  if (Member && Call.getNumArgs() != 0 &&
      R.functionModel(*Callee, CallEffect::SetsMode)) {
    bool IsSet = true;
    const Expr *Mode = Call.getArg(0);
    if (!Mode->isValueDependent() &&
        Mode->EvaluateAsBooleanCondition(IsSet, In.unit().context()) && !IsSet)
      return;
    const Expr *Object = Member->getImplicitObjectArgument();
    const auto *Field = dyn_cast_or_null<FieldDecl>(named(Object));
    if (Field)
      Fields.insert(Field);
    if (const CXXRecordDecl *Type = classOf(*Object))
      (Field ? TypesOfFields : OtherTypes).insert(Type);
    return;
  }
  const auto Argument = openedArgument(*Callee, R);
  if (!Argument || *Argument >= Call.getNumArgs())
    return;
  const FileID Header =
      headerOf(Callee->getParamDecl(*Argument)->getType(), SM);
  if (Header.isValid())
    Libraries[Header] |=
        In.descriptors().modeOpenedBy(Call) != DescriptorMode::NonBlocking;
}

bool ObjectModes::mayBeNonBlocking(const Expr &Object) const {
  const ValueDecl *Named = named(&Object);
  const CXXRecordDecl *Type = classOf(Object);
  if (const auto *Field = dyn_cast_or_null<FieldDecl>(Named))
    return Fields.contains(Field) || OtherTypes.contains(Type);
  // Made here by a constructor: Readiness knows its mode.
  const auto *Var = dyn_cast_or_null<VarDecl>(Named);
  if (Var && Var->isLocalVarDecl() && Var->getInit() &&
      isa<CXXConstructExpr>(Var->getInit()->IgnoreImplicit()))
    return false;
  return TypesOfFields.contains(Type) || OtherTypes.contains(Type);
}

bool ObjectModes::isOpenedWithoutWaiting(const Expr &Handle) const {
  if (Libraries.empty() || !Handle.getType()->isPointerType())
    return false;
  auto Library = Libraries.find(headerOf(Handle.getType(), SM));
  return Library != Libraries.end() && !Library->second;
}

bool corolint::hasMode(const Expr &Object, const Roles &R) {
  const CXXRecordDecl *Record = classOf(Object);
  if (!Record || !Record->hasDefinition())
    return false;
  auto SetsIt = [&](const CXXRecordDecl *Class) {
    return llvm::any_of(Class->methods(), [&](const CXXMethodDecl *Method) {
      return R.functionModel(*Method, CallEffect::SetsMode) != nullptr;
    });
  };
  return SetsIt(Record->getDefinition()) ||
         !Record->getDefinition()->forallBases(
             [&](const CXXRecordDecl *Base) { return !SetsIt(Base); });
}
