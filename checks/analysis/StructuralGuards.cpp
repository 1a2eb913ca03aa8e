//===--- StructuralGuards.cpp - guard classes nobody declared as such -----===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "StructuralGuards.h"
#include "clang/AST/RecursiveASTVisitor.h"

using namespace clang;
using namespace corolint;

namespace {

/// Collects what a body does to locks, following calls of members of the same
/// class.
class ReleaseFinder : public RecursiveASTVisitor<ReleaseFinder> {
public:
  ReleaseFinder(Roles &R, const CXXRecordDecl &Owner) : R(R), Owner(Owner) {}

  ReleasedLock Released;
  bool Acquires = false;

  bool VisitCallExpr(CallExpr *Call) {
    const FunctionDecl *Callee = Call->getDirectCallee();
    if (!Callee)
      return true;
    for (const LockEffect &Effect : R.lockEffects(*Callee)) {
      if (Effect.Effect == CallEffect::Acquire)
        Acquires = true;
      if (Effect.Effect == CallEffect::Release)
        noteRelease(*Call, Effect);
    }
    followMember(*Call, *Callee);
    return true;
  }

private:
  void noteRelease(const CallExpr &Call, const LockEffect &Effect) {
    const Expr *Object = nullptr;
    if (Effect.Argument == ThisArgument) {
      if (const auto *Member = dyn_cast<CXXMemberCallExpr>(&Call))
        Object = Member->getImplicitObjectArgument();
    } else if (Effect.Argument >= 0 &&
               static_cast<unsigned>(Effect.Argument) < Call.getNumArgs()) {
      Object = Call.getArg(Effect.Argument);
    }
    if (!Object || !reachesOutside(*Object))
      return;
    QualType T = Object->getType();
    if (T->isPointerType())
      T = T->getPointeeType();
    LockKind Kind = R.lock(T).Kind;
    // What models and attributes name without a class is a thread lock.
    Released.Kind = Kind == LockKind::None ? LockKind::Thread : Kind;
    Released.Shared = Effect.Shared;
  }

  /// A lock of its own would be gone with the object; a guard's lock is
  /// somebody else's, or the whole program's.
  bool reachesOutside(const Expr &E) const {
    const Expr *Inner = E.IgnoreParenImpCasts();
    if (const auto *Unary = dyn_cast<UnaryOperator>(Inner))
      Inner = Unary->getSubExpr()->IgnoreParenImpCasts();
    if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(Inner))
      Inner = Operator->getArg(0)->IgnoreParenImpCasts();
    if (const auto *Ref = dyn_cast<DeclRefExpr>(Inner)) {
      const auto *Var = dyn_cast<VarDecl>(Ref->getDecl());
      return Var && Var->hasGlobalStorage();
    }
    const auto *Member = dyn_cast<MemberExpr>(Inner);
    if (!Member)
      return false;
    if (const auto *Var = dyn_cast<VarDecl>(Member->getMemberDecl()))
      return Var->hasGlobalStorage();
    const auto *Field = dyn_cast<FieldDecl>(Member->getMemberDecl());
    if (!Field)
      return false;
    QualType T = Field->getType();
    if (T->isReferenceType() || T->isPointerType() ||
        R.hasRole(T, TypeRole::Owner) ||
        R.hasRole(T, TypeRole::ReferenceWrapper))
      return true;
    const Expr *Base = Member->getBase()->IgnoreParenImpCasts();
    return !isa<CXXThisExpr>(Base) && reachesOutside(*Base);
  }

  void followMember(const CallExpr &Call, const FunctionDecl &Callee) {
    const auto *Method = dyn_cast<CXXMethodDecl>(&Callee);
    if (!Method || Depth == 3 ||
        Method->getParent()->getCanonicalDecl() != Owner.getCanonicalDecl())
      return;
    const FunctionDecl *Body = visibleBody(Callee, /*AllowPattern=*/true);
    if (!Body)
      return;
    ++Depth;
    TraverseStmt(Body->getBody());
    --Depth;
  }

  Roles &R;
  const CXXRecordDecl &Owner;
  unsigned Depth = 0;
};

} // namespace

ReleasedLock corolint::lockReleasedByDestructor(const CXXRecordDecl &Record,
                                                Roles &R) {
  const CXXDestructorDecl *Destructor = Record.getDestructor();
  if (!Destructor || !Destructor->isUserProvided())
    return {};
  const FunctionDecl *Body = visibleBody(*Destructor, /*AllowPattern=*/true);
  if (!Body)
    return {};
  ReleaseFinder Finder(R, Record);
  Finder.TraverseStmt(Body->getBody());
  return Finder.Acquires ? ReleasedLock() : Finder.Released;
}
