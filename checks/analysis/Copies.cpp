//===--- Copies.cpp - what can be copied ----------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Copies.h"
#include "AccessPath.h"
#include "clang/AST/DeclTemplate.h"

using namespace clang;
using namespace corolint;

static bool canBeMade(QualType T, bool Moves, unsigned Depth) {
  constexpr unsigned MaxDepth = 4;
  const CXXRecordDecl *Record = recordOf(T);
  if (!Record)
    return T->isScalarType();
  if (!Record->hasDefinition() || Record->isAbstract() || Depth == MaxDepth)
    return false;
  // A vector declares that it can be copied, whatever its elements are.
  if (const auto *Special = dyn_cast<ClassTemplateSpecializationDecl>(Record);
      Special && !Moves)
    for (const TemplateArgument &A : Special->getTemplateArgs().asArray())
      if (A.getKind() == TemplateArgument::Type && recordOf(A.getAsType()) &&
          !canBeMade(A.getAsType(), /*Moves=*/false, Depth + 1))
        return false;
  if (Record->needsImplicitCopyConstructor() &&
      !Record->defaultedCopyConstructorIsDeleted() &&
      !Record->hasUserDeclaredMoveOperation())
    return true;
  return llvm::any_of(Record->ctors(), [&](const CXXConstructorDecl *C) {
    return (C->isCopyConstructor() || (Moves && C->isMoveConstructor())) &&
           !C->isDeleted() && C->getAccess() == AS_public;
  });
}

bool corolint::isCopyable(QualType T) {
  return canBeMade(T, /*Moves=*/false, 0);
}

bool corolint::isMovable(QualType T) { return canBeMade(T, /*Moves=*/true, 0); }
