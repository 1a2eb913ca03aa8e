//===--- Scopes.cpp - what has to be joined, and what is put into it ----===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "AccessPath.h"
#include "Annotations.h"
#include "Tasks.h"
#include "clang/AST/DeclTemplate.h"

using namespace clang;
using namespace corolint;

bool Tasks::mustJoin(QualType T) { return marks(T) & MustJoin; }

bool Tasks::holdsScope(QualType T) {
  const auto *Special =
      T.isNull() || T->isReferenceType()
          ? nullptr
          : dyn_cast_or_null<ClassTemplateSpecializationDecl>(recordOf(T));
  if (!Special ||
      !(R.hasRole(T, TypeRole::Optional) || R.hasRole(T, TypeRole::Owner)))
    return false;
  const TemplateArgument &Held = Special->getTemplateArgs()[0];
  return Held.getKind() == TemplateArgument::Type && mustJoin(Held.getAsType());
}

bool Tasks::isWork(QualType T) {
  T = T.getNonReferenceType();
  if (of(T).isTask() || R.awaitables().of(T).Valid || T->isFunctionType() ||
      T->isFunctionPointerType() || T->isMemberFunctionPointerType())
    return true;
  // Function wrappers, also where nothing has completed them.
  const auto *Special = dyn_cast_or_null<ClassTemplateSpecializationDecl>(
      T->getAsCXXRecordDecl());
  if (Special && Special->getTemplateArgs().size() != 0 &&
      Special->getTemplateArgs()[0].getKind() == TemplateArgument::Type &&
      Special->getTemplateArgs()[0].getAsType()->isFunctionType())
    return true;
  const CXXRecordDecl *Record = recordOf(T);
  return Record && !R.awaitables().callOperator(*Record).empty();
}

bool Tasks::isSingleJob(QualType T) {
  const CXXRecordDecl *Record = recordOf(T);
  if (!Record || !mustJoin(T.getNonReferenceType()))
    return false;
  return llvm::none_of(Record->decls(), [&](const Decl *D) {
    const auto *Template = dyn_cast<FunctionTemplateDecl>(D);
    const auto *Method =
        dyn_cast<CXXMethodDecl>(Template ? Template->getTemplatedDecl() : D);
    if (!Method || isa<CXXConstructorDecl>(Method) || Method->isStatic() ||
        Method->isConst() || Method->isCopyAssignmentOperator() ||
        Method->isMoveAssignmentOperator())
      return false;
    return llvm::any_of(Method->parameters(), [&](const ParmVarDecl *P) {
      return P->getType()->isDependentType() || isWork(P->getType());
    });
  });
}

bool Tasks::joins(const Expr &Call) {
  const FunctionDecl *Callee = calleeOf(Call);
  return Callee && (findAnnotation(*Callee, "joins") ||
                    R.functionModel(*Callee, CallEffect::Joins));
}
