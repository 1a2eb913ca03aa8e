//===--- ThreadAffinity.cpp - coroutines that stay on their thread --------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "ThreadAffinity.h"
#include "Annotations.h"
#include "Producers.h"
#include "clang/AST/ExprCXX.h"

using namespace clang;
using namespace corolint;

static bool isPinnedType(QualType T, Roles &R) {
  const CXXRecordDecl *Record = recordOf(T);
  if (!Record)
    return false;
  if (findAnnotation(*Record, "pinned") || R.hasRole(T, TypeRole::Pinned))
    return true;
  return llvm::any_of(Record->bases(), [&](const CXXBaseSpecifier &Base) {
    return isPinnedType(Base.getType(), R);
  });
}

static bool isPinnedFunction(const FunctionDecl &F, Roles &R) {
  return findAnnotation(F, "pinned") || R.functionModel(F, CallEffect::Pinned);
}

bool corolint::isPinned(FunctionAnalysis &F) {
  Roles &R = F.unit().roles();
  return isPinnedFunction(F.function(), R) ||
         isPinnedType(F.function().getReturnType(), R);
}

bool corolint::keepsThread(const CoroutineSuspendExpr &S, Roles &R) {
  const Expr *Operand = S.getOperand();
  if (!Operand)
    return false;
  auto Made = producers(Operand);
  return !Made.empty() && llvm::all_of(Made, [&](const Expr *P) {
    const FunctionDecl *Callee = calleeOf(*P);
    return isPinnedType(P->getType(), R) ||
           (Callee && isPinnedFunction(*Callee, R));
  });
}

bool corolint::isPulled(FunctionAnalysis &F) {
  Awaitables &Await = F.unit().roles().awaitables();
  QualType T = F.function().getReturnType();
  const CXXRecordDecl *Record = recordOf(T);
  if (Await.of(T).Valid || !Record)
    return false;
  return llvm::none_of(Record->methods(), [&](const CXXMethodDecl *Method) {
    QualType Result = Method->getReturnType();
    const CXXRecordDecl *Pattern = recordOrPattern(Result);
    return !Method->isImplicit() &&
           (Await.of(Result).Valid ||
            (Pattern && Await.isAwaitablePattern(*Pattern)));
  });
}
