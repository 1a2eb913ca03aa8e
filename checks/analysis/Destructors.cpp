//===--- Destructors.cpp - what the end of an object runs -----------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Destructors.h"
#include "AccessPath.h"
#include "BodyVisibility.h"

using namespace clang;
using namespace corolint;

static void
addDestructors(QualType T, const Roles &R, unsigned Depth,
               llvm::SmallVectorImpl<const CXXDestructorDecl *> &Out) {
  T = T->getBaseElementTypeUnsafe()->getCanonicalTypeInternal();
  const CXXRecordDecl *Record = T->getAsCXXRecordDecl();
  if (!Record || !Record->hasDefinition() || Depth > 4)
    return;
  const CXXDestructorDecl *Destructor = Record->getDestructor();
  if (!Destructor || Destructor->isTrivial())
    return;
  if (!isInSystemHeader(*Record) ||
      R.functionModel(*Destructor, CallEffect::Blocks)) {
    Out.push_back(Destructor);
    return;
  }
  if (R.hasRole(T, TypeRole::Container) || R.hasRole(T, TypeRole::Optional) ||
      R.hasRole(T, TypeRole::Owner))
    for (QualType Element : typeArguments(T))
      addDestructors(Element, R, Depth + 1, Out);
}

llvm::SmallVector<const CXXDestructorDecl *, 1>
corolint::destructorsRunBy(QualType T, const Roles &R) {
  llvm::SmallVector<const CXXDestructorDecl *, 1> Out;
  if (!T->isReferenceType())
    addDestructors(T, R, 0, Out);
  return Out;
}

llvm::SmallVector<const CXXDestructorDecl *, 1>
corolint::destructorsAtEndOf(const VarDecl &Var, const Roles &R) {
  const Expr *Made = Var.getInit() ? Var.getInit()->IgnoreImplicit() : nullptr;
  const FunctionDecl *Maker =
      Made && isa<CallExpr>(Made) ? calleeOf(*Made) : nullptr;
  if (Maker && R.functionModel(*Maker, CallEffect::MakesOwned))
    if (const auto Owned = typeArguments(Made->getType()); !Owned.empty())
      return destructorsRunBy(Owned[0], R);
  return destructorsRunBy(Var.getType(), R);
}

llvm::SmallVector<const CXXDestructorDecl *, 2>
corolint::destructorsInside(const CXXDestructorDecl &Destructor,
                            const Roles &R) {
  llvm::SmallVector<const CXXDestructorDecl *, 2> Out;
  for (const FieldDecl *Field : Destructor.getParent()->fields())
    if (!Field->getType()->isReferenceType())
      addDestructors(Field->getType(), R, 0, Out);
  for (const CXXBaseSpecifier &Base : Destructor.getParent()->bases())
    addDestructors(Base.getType(), R, 0, Out);
  return Out;
}
