//===--- BoundMembers.cpp - members of one thread, used by another --------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "BoundMembers.h"
#include "Annotations.h"
#include "FrameObjects.h"
#include "OwnCodeVisitor.h"
#include "ReferenceCounts.h"
#include "SendTraits.h"
#include "llvm/ADT/SetVector.h"

using namespace clang;
using namespace corolint;

namespace {

/// The members that a body names, of *this or of what a variable leads to.
class MemberUses : public OwnCodeVisitor<MemberUses> {
public:
  MemberUses(FunctionAnalysis &Body, const ValueDecl *Root)
      : Unit(Body.unit()), Root(Root), Bodies{&Body} {
    for (size_t Next = 0; Next != Bodies.size(); ++Next)
      TraverseStmt(const_cast<Stmt *>(&Bodies[Next]->body()));
  }

  /// In the order of the code.
  llvm::SmallSetVector<const FieldDecl *, 8> Fields;

  bool hasSeen(const FunctionAnalysis &F) const {
    return llvm::is_contained(Bodies, &F);
  }

  bool VisitMemberExpr(MemberExpr *E) {
    const Expr *Base = E;
    while (const auto *Member = dyn_cast<MemberExpr>(Base))
      Base = pointerIn(*Member->getBase()->IgnoreParenImpCasts());
    const auto *Name = dyn_cast<DeclRefExpr>(Base);
    const bool IsOfRoot =
        Root ? Name && Name->getDecl() == Root : isa<CXXThisExpr>(Base);
    if (const auto *Field = dyn_cast<FieldDecl>(E->getMemberDecl());
        Field && IsOfRoot)
      Fields.insert(Field);
    return true;
  }
  bool VisitCXXMemberCallExpr(CXXMemberCallExpr *E) {
    const Expr *Object = E->getImplicitObjectArgument();
    FunctionAnalysis *Callee =
        !Root && Object && isa<CXXThisExpr>(Object->IgnoreParenImpCasts())
            ? Unit.calledFunction(*E)
            : nullptr;
    if (Callee && Bodies.size() < MaxBodies && !hasSeen(*Callee))
      Bodies.push_back(Callee);
    return true;
  }

private:
  static constexpr size_t MaxBodies = 32;

  /// `self` in `*self` and, of an owner, in what stands before `->`.
  static const Expr *pointerIn(const Expr &E) {
    const auto *Operator = dyn_cast<CXXOperatorCallExpr>(&E);
    const auto *Deref = dyn_cast<UnaryOperator>(&E);
    if (Operator && Operator->getNumArgs() == 1 &&
        (Operator->getOperator() == OO_Arrow ||
         Operator->getOperator() == OO_Star))
      return Operator->getArg(0)->IgnoreParenImpCasts();
    return Deref && Deref->getOpcode() == UO_Deref
               ? Deref->getSubExpr()->IgnoreParenImpCasts()
               : &E;
  }

  TranslationUnit &Unit;
  const ValueDecl *Root;
  llvm::SmallVector<FunctionAnalysis *, 4> Bodies;
};

} // namespace

/// Whether objects of type \p T tell each other of their use: handles with a
/// count, and what its author calls not Send. Not what belongs to whichever
/// thread uses it.
static bool isBound(QualType T, TranslationUnit &Unit) {
  const CXXRecordDecl *Record = recordOf(T);
  return Record && Record->hasDefinition() && !Unit.roles().guard(T) &&
         Unit.sendTraits().of(T, Trait::Send) == Verdict::HardNo &&
         (findAnnotation(*Record, "send") || mayHoldNothing(*Record) ||
          countsWithoutAtomics(*Record, Unit.roles()));
}

/// Whether somebody else gives \p Field a value or uses it: constructors, other
/// member functions than those that \p Over has seen on the other thread.
static bool isUsedHere(const FieldDecl &Field, const MemberUses &Over,
                       TranslationUnit &Unit) {
  const auto *Class = dyn_cast<CXXRecordDecl>(Field.getParent());
  if (!Class || Class->isAggregate() || Field.hasInClassInitializer())
    return true;
  const CXXRecordDecl *Of = recordOf(Field.getType());
  const bool BeginsEmpty = Of && mayHoldNothing(*Of);
  for (const CXXMethodDecl *Method : Class->methods()) {
    if (const auto *Constructor = dyn_cast<CXXConstructorDecl>(Method)) {
      if (!BeginsEmpty && Constructor->isUserProvided() &&
          !Constructor->hasBody())
        return true;
      for (const CXXCtorInitializer *Init : Constructor->inits())
        if (Init->getMember() == &Field && Init->isWritten())
          return true;
    }
    FunctionAnalysis *Body = Unit.analysisOf(*Method);
    if (Body && !Over.hasSeen(*Body) &&
        MemberUses(*Body, /*Root=*/nullptr).Fields.contains(&Field))
      return true;
  }
  return false;
}

const FieldDecl *corolint::boundMemberUsed(FunctionAnalysis &Body,
                                           const ValueDecl *Root) {
  const MemberUses Over(Body, Root);
  for (const FieldDecl *Field : Over.Fields)
    if (isBound(Field->getType(), Body.unit()) &&
        (Root || isUsedHere(*Field, Over, Body.unit())))
      return Field;
  return nullptr;
}
