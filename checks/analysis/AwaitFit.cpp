//===--- AwaitFit.cpp - what a coroutine can await ------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "AwaitFit.h"
#include "StmtParents.h"
#include "TranslationUnit.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/AST/StmtCXX.h"

using namespace clang;
using namespace corolint;

/// Whether \p A and \p B are one class, or specialisations of one template.
static bool areOfOneFamily(const CXXRecordDecl &A, const CXXRecordDecl *B) {
  if (!B)
    return false;
  const auto *First = dyn_cast<ClassTemplateSpecializationDecl>(&A);
  const auto *Second = dyn_cast<ClassTemplateSpecializationDecl>(B);
  if (First && Second)
    return First->getSpecializedTemplate()->getCanonicalDecl() ==
           Second->getSpecializedTemplate()->getCanonicalDecl();
  return A.getCanonicalDecl() == B->getCanonicalDecl();
}

/// Whether an await_suspend of the awaiter type \p Awaiter takes the handle of
/// any coroutine.
static bool takesAnyHandle(const Awaitables &Await,
                           const CXXRecordDecl &Awaiter) {
  return llvm::any_of(
      Await.methods(Awaiter, "await_suspend"), [](const FunctionDecl *F) {
        QualType T = F->getNumParams() == 0
                         ? QualType()
                         : F->getParamDecl(0)->getType().getNonReferenceType();
        if (T.isNull() || isa<TemplateTypeParmType>(T))
          return !T.isNull();
        const auto *Pattern = T->getAs<TemplateSpecializationType>();
        if (!Pattern || Pattern->template_arguments().empty())
          return true; // coroutine_handle<>
        const TemplateArgument &Promise = Pattern->template_arguments()[0];
        return Promise.getKind() == TemplateArgument::Type &&
               (Promise.getAsType()->isVoidType() ||
                isa<TemplateTypeParmType>(Promise.getAsType()));
      });
}

/// Whether a coroutine like \p F, with \p Promise, can await a \p Awaited: one
/// of its own family, what the promise names, or what any coroutine can.
static bool accepts(FunctionAnalysis &F, const CXXRecordDecl &Promise,
                    QualType T) {
  const CXXRecordDecl &Awaited = *recordOf(T);
  Awaitables &Await = F.unit().roles().awaitables();
  auto Transforms = Await.methods(Promise, "await_transform");
  if (llvm::any_of(Transforms,
                   [](const FunctionDecl *M) { return M->isDeleted(); }))
    return false;
  if (areOfOneFamily(Awaited, recordOf(F.function().getReturnType())) ||
      F.unit().tasks().transforms(Promise, Awaited))
    return true;
  if (!Transforms.empty())
    return llvm::any_of(Transforms, [](const FunctionDecl *M) {
      return M->getNumParams() == 1 &&
             isa<TemplateTypeParmType>(
                 M->getParamDecl(0)->getType().getNonReferenceType());
    });
  if (Await.methods(Awaited, "await_suspend").empty())
    return Await.of(T).Valid;
  return takesAnyHandle(Await, Awaited);
}

namespace {
/// Looks for a call at one place whose meaning depends on template arguments.
class DependentCallFinder : public RecursiveASTVisitor<DependentCallFinder> {
public:
  explicit DependentCallFinder(SourceLocation Begin) : Begin(Begin) {}
  bool VisitCallExpr(CallExpr *E) {
    Found |= E->getBeginLoc() == Begin && E->isTypeDependent();
    return !Found;
  }
  SourceLocation Begin;
  bool Found = false;
};
} // namespace

/// Whether other instantiations may call something else at \p Begin.
static bool isDependentCall(FunctionAnalysis &F, SourceLocation Begin) {
  const FunctionDecl *Pattern = F.function().getTemplateInstantiationPattern();
  if (!Pattern || !Pattern->getBody())
    return false;
  DependentCallFinder Finder(Begin);
  Finder.TraverseStmt(Pattern->getBody());
  return Finder.Found;
}

bool corolint::isInHandler(FunctionAnalysis &F, const Expr &E) {
  for (const Stmt *S = F.parents().getParent(&E); S;
       S = F.parents().getParent(S))
    if (isa<CXXCatchStmt>(S))
      return true;
  return false;
}

bool corolint::canAwait(FunctionAnalysis &F, const Expr &Made) {
  const auto *Body = dyn_cast<CoroutineBodyStmt>(F.function().getBody());
  const CXXRecordDecl *Promise =
      Body ? recordOf(Body->getPromiseDecl()->getType()) : nullptr;
  if (!Promise || !recordOf(Made.getType()) ||
      !accepts(F, *Promise, Made.getType()) ||
      isDependentCall(F, Made.getBeginLoc()))
    return false;
  return !isInHandler(F, Made);
}
