//===--- LockRelevance.cpp - which functions have to do with locks --------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "LockRelevance.h"
#include "TranslationUnit.h"
#include "clang/AST/Attr.h"
#include "clang/AST/RecursiveASTVisitor.h"

using namespace clang;
using namespace corolint;

namespace {

/// Stops at the first thing that matters.
class RelevanceVisitor : public RecursiveASTVisitor<RelevanceVisitor> {
public:
  explicit RelevanceVisitor(TranslationUnit &Unit) : Unit(Unit) {}

  bool Found = false;

  bool shouldVisitImplicitCode() const { return true; }
  bool TraverseTypeLoc(TypeLoc, bool = true) { return true; }

  bool VisitVarDecl(VarDecl *Var) {
    return keepLooking(!Unit.roles().components(Var->getType()).empty());
  }
  bool VisitCXXConstructExpr(CXXConstructExpr *E) {
    return keepLooking(!Unit.roles().components(E->getType()).empty()) &&
           follow(*E);
  }
  bool VisitCoroutineSuspendExpr(CoroutineSuspendExpr *E) {
    return keepLooking(!Unit.roles().components(E->getType()).empty());
  }
  bool VisitCallExpr(CallExpr *E) {
    const FunctionDecl *Callee = E->getDirectCallee();
    if (!Callee)
      return true;
    for (const LockEffect &Effect : Unit.roles().lockEffects(*Callee))
      if (Effect.Effect == CallEffect::Acquire ||
          Effect.Effect == CallEffect::TryAcquire ||
          Effect.Effect == CallEffect::Release)
        return keepLooking(true);
    return keepLooking(!Unit.roles().components(E->getType()).empty()) &&
           follow(*E);
  }

private:
  bool keepLooking(bool Hit) {
    Found |= Hit;
    return !Found;
  }
  bool follow(const Expr &Call) {
    FunctionAnalysis *Callee = Unit.calledFunction(Call);
    return keepLooking(Callee && Callee->touchesLocks());
  }
  TranslationUnit &Unit;
};

} // namespace

bool corolint::mentionsLocks(FunctionAnalysis &F) {
  Roles &R = F.unit().roles();
  for (const ParmVarDecl *Param : F.function().parameters()) {
    QualType T = Param->getType();
    if (!R.components(T).empty())
      return true;
    // A guard or lock that it can change, even by handing it on.
    bool Refers = T->isReferenceType() || T->isPointerType();
    if (Refers && !T->getPointeeType().isConstQualified() &&
        (!R.components(T->getPointeeType()).empty() ||
         R.lock(T->getPointeeType()).Kind != LockKind::None))
      return true;
  }
  if (F.function().hasAttr<RequiresCapabilityAttr>())
    return true;
  RelevanceVisitor Visitor(F.unit());
  if (const auto *Constructor = dyn_cast<CXXConstructorDecl>(&F.function()))
    for (const CXXCtorInitializer *Init : Constructor->inits())
      if (!Visitor.Found)
        Visitor.TraverseStmt(Init->getInit());
  if (!Visitor.Found)
    Visitor.TraverseStmt(const_cast<Stmt *>(&F.body()));
  return Visitor.Found;
}
