//===--- Destructors.cpp - what the end of an object runs -----------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Destructors.h"
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
