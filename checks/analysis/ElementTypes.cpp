//===--- ElementTypes.cpp - types that have or name elements --------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "ElementTypes.h"
#include "Borrows.h"
#include "clang/AST/Attr.h"

using namespace clang;
using namespace corolint;

static bool declaresOperator(const CXXRecordDecl &Record,
                             OverloadedOperatorKind Op, unsigned Depth = 0) {
  DeclarationName Name =
      Record.getASTContext().DeclarationNames.getCXXOperatorName(Op);
  if (!Record.lookup(Name).empty())
    return true;
  return Depth != 4 && Record.hasDefinition() &&
         llvm::any_of(Record.bases(), [&](const CXXBaseSpecifier &Base) {
           const CXXRecordDecl *B = recordOf(Base.getType());
           return B && declaresOperator(*B, Op, Depth + 1);
         });
}

bool corolint::isIteratorType(QualType T) {
  const CXXRecordDecl *Record = recordOf(T);
  return Record && declaresOperator(*Record, OO_Star) &&
         declaresOperator(*Record, OO_PlusPlus);
}

/// Whether some member function of \p T, its own or inherited, has \p Effect.
static bool hasMemberThat(QualType T, CallEffect Effect, const Roles &R,
                          unsigned Depth = 0) {
  const CXXRecordDecl *Record = recordOf(T);
  if (!Record || Depth == 4 || !Record->hasDefinition())
    return false;
  return llvm::any_of(Record->decls(),
                      [&](const Decl *D) {
                        const FunctionDecl *Member = D->getAsFunction();
                        return Member && R.functionModel(*Member, Effect);
                      }) ||
         llvm::any_of(Record->bases(), [&](const CXXBaseSpecifier &Base) {
           return hasMemberThat(Base.getType(), Effect, R, Depth + 1);
         });
}

bool corolint::canLoseElements(QualType T, const Roles &R) {
  return hasMemberThat(T, CallEffect::Erases, R);
}

bool corolint::canGainElements(QualType T, const Roles &R) {
  return hasMemberThat(T, CallEffect::Inserts, R);
}

llvm::ArrayRef<TemplateArgument> corolint::partsOf(QualType T, const Roles &R) {
  const auto *Record =
      dyn_cast_or_null<ClassTemplateSpecializationDecl>(recordOf(T));
  if (!Record || !R.hasRole(T, TypeRole::Container) ||
      declaresOperator(*Record, OO_Subscript) || canLoseElements(T, R))
    return {};
  return Record->getTemplateArgs().asArray();
}

bool corolint::refersToElements(QualType T, const Roles &R) {
  if (T.isNull() || T->isReferenceType())
    return false;
  if (isBorrowingType(T, R) || isIteratorType(T))
    return true;
  return llvm::any_of(partsOf(T, R), [&](const TemplateArgument &Part) {
    return Part.getKind() == TemplateArgument::Type &&
           (isBorrowingType(Part.getAsType(), R) ||
            isIteratorType(Part.getAsType()));
  });
}

bool corolint::ownsElements(QualType T, const Roles &R) {
  return !T.isNull() &&
         (R.hasRole(T, TypeRole::Owner) || R.hasRole(T, TypeRole::Optional) ||
          R.hasRole(T, TypeRole::Container) || hasOwnerAttribute(T) ||
          canLoseElements(T, R));
}

bool corolint::isSmartPointer(QualType T, const Roles &R) {
  const CXXRecordDecl *Record = recordOf(T);
  return Record && !R.hasRole(T, TypeRole::Optional) &&
         !R.hasRole(T, TypeRole::Container) && !isBorrowingType(T, R) &&
         declaresOperator(*Record, OO_Arrow) &&
         declaresOperator(*Record, OO_Star) &&
         !declaresOperator(*Record, OO_PlusPlus);
}

bool corolint::keepsContentElsewhere(QualType T, const Roles &R) {
  const CXXRecordDecl *Record = recordOf(T);
  if (!Record || !R.hasRole(T, TypeRole::Container))
    return R.hasRole(T, TypeRole::Owner);
  return canGainElements(T, R);
}

bool corolint::isAdaptor(QualType T, const Roles &R) {
  const CXXRecordDecl *Record = recordOf(T);
  return Record && !ownsElements(T, R) && !isBorrowingType(T, R) &&
         !isIteratorType(T) &&
         !Record->lookup(&Record->getASTContext().Idents.get("begin")).empty();
}
