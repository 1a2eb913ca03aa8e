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

namespace {
/// One thing that is said of tasks, awaitables and the functions that make
/// them.
struct Claim {
  const char *Annotation;
  TypeRole Role;
  CallEffect Effect;
};
} // namespace

static constexpr Claim Pinned{"pinned", TypeRole::Pinned, CallEffect::Pinned};
static constexpr Claim Migrates{"migrates", TypeRole::Migrates,
                                CallEffect::Migrates};
static constexpr Claim Switches{"switches_executor", TypeRole::ExecutorSwitch,
                                CallEffect::SwitchesExecutor};

static bool isAnnotated(QualType T, const char *Annotation) {
  const CXXRecordDecl *Record = recordOf(T);
  if (!Record)
    return false;
  return findAnnotation(*Record, Annotation) ||
         llvm::any_of(Record->bases(), [&](const CXXBaseSpecifier &Base) {
           return isAnnotated(Base.getType(), Annotation);
         });
}

static bool isSaidOf(QualType T, const Claim &What, Roles &R) {
  const CXXRecordDecl *Record = recordOf(T);
  if (!Record)
    return false;
  return findAnnotation(*Record, What.Annotation) || R.hasRole(T, What.Role) ||
         llvm::any_of(Record->bases(), [&](const CXXBaseSpecifier &Base) {
           return isSaidOf(Base.getType(), What, R);
         });
}

static bool isSaidOf(const FunctionDecl &F, const Claim &What, Roles &R) {
  return findAnnotation(F, What.Annotation) || R.functionModel(F, What.Effect);
}

/// Of what \p Made makes.
static bool isSaidOf(const Expr &Made, const Claim &What, Roles &R) {
  const FunctionDecl *Callee = calleeOf(Made);
  return isSaidOf(Made.getType(), What, R) ||
         (Callee && isSaidOf(*Callee, What, R));
}

static bool isSaidOf(FunctionAnalysis &F, const Claim &What) {
  Roles &R = F.unit().roles();
  return isSaidOf(F.function(), What, R) ||
         isSaidOf(F.function().getReturnType(), What, R);
}

bool corolint::isPinned(FunctionAnalysis &F) { return isSaidOf(F, Pinned); }

bool corolint::migrates(FunctionAnalysis &F) { return isSaidOf(F, Migrates); }

static llvm::SmallVector<const Expr *, 2>
awaitedAt(const CoroutineSuspendExpr &S) {
  const Expr *Operand = S.getOperand();
  return Operand ? producers(Operand) : llvm::SmallVector<const Expr *, 2>();
}

bool corolint::keepsThread(const CoroutineSuspendExpr &S, Roles &R) {
  auto Made = awaitedAt(S);
  return !Made.empty() && llvm::all_of(Made, [&](const Expr *P) {
    return isSaidOf(*P, Pinned, R);
  });
}

bool corolint::changesThread(const CoroutineSuspendExpr &S,
                             TranslationUnit &Unit) {
  Roles &R = Unit.roles();
  return isa<CoawaitExpr>(S) && llvm::any_of(awaitedAt(S), [&](const Expr *P) {
           const FunctionDecl *Callee = calleeOf(*P);
           if (Callee && isSaidOf(*Callee, Migrates, R))
             return true;
           // Of a task, this is how its own coroutine goes on.
           return !Unit.tasks().of(P->getType()).isTask() &&
                  isSaidOf(P->getType(), Migrates, R);
         });
}

bool corolint::switchesExecutor(const CoroutineSuspendExpr &S, Roles &R) {
  return isa<CoawaitExpr>(S) && llvm::any_of(awaitedAt(S), [&](const Expr *P) {
           const FunctionDecl *Callee = calleeOf(*P);
           return isAnnotated(P->getType(), Switches.Annotation) ||
                  (Callee && findAnnotation(*Callee, Switches.Annotation)) ||
                  (isSaidOf(*P, Switches, R) && isSaidOf(*P, Migrates, R));
         });
}

bool corolint::isPulled(FunctionAnalysis &F) {
  Awaitables &Await = F.unit().roles().awaitables();
  QualType T = F.function().getReturnType();
  const CXXRecordDecl *Record = recordOf(T);
  const CXXRecordDecl *Promise =
      Record ? F.unit().tasks().promiseOf(*Record) : nullptr;
  if (!Promise || Await.methods(*Promise, "yield_value").empty() ||
      Await.of(T).Valid)
    return false;
  return llvm::none_of(Record->methods(), [&](const CXXMethodDecl *Method) {
    QualType Result = Method->getReturnType();
    const CXXRecordDecl *Pattern = recordOrPattern(Result);
    return !Method->isImplicit() &&
           (Await.of(Result).Valid ||
            (Pattern && Await.isAwaitablePattern(*Pattern)));
  });
}
