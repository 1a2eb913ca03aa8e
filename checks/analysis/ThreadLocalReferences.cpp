//===--- ThreadLocalReferences.cpp - locals that refer into a thread ------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "ElementTypes.h"
#include "Handovers.h"
#include "Loans.h"
#include "OwnCodeVisitor.h"
#include "StmtParents.h"
#include "ThreadLocalSubjects.h"
#include "clang/AST/StmtCXX.h"

using namespace clang;
using namespace corolint;

namespace {

/// Finds the definitions of locals that refer to something of the thread.
class ReferenceFinder : public OwnCodeVisitor<ReferenceFinder> {
public:
  ReferenceFinder(FunctionAnalysis &F, ThreadLocalSubjects &Out)
      : F(F), R(F.unit().roles()), Out(Out) {}

  bool shouldVisitImplicitCode() const { return true; }
  bool TraverseCoawaitExpr(CoawaitExpr *E) {
    return TraverseStmt(E->getOperand());
  }
  bool TraverseCoyieldExpr(CoyieldExpr *E) {
    return TraverseStmt(E->getOperand());
  }
  bool VisitDeclStmt(DeclStmt *S) {
    for (const Decl *D : S->decls())
      if (const auto *Var = dyn_cast<VarDecl>(D);
          Var && Var->hasLocalStorage() && Var->getInit())
        define(*Var, *Var->getInit(), *S);
    return true;
  }
  bool VisitBinaryOperator(BinaryOperator *E) {
    assignment(*E);
    return true;
  }
  bool VisitCXXOperatorCallExpr(CXXOperatorCallExpr *E) {
    assignment(*E);
    return true;
  }
  bool VisitDeclRefExpr(DeclRefExpr *E) {
    Mentions.push_back(E);
    return true;
  }
  void finish();

private:
  /// What \p Value gives to something of type \p T refers to.
  const NamedDecl *ownerOf(const Expr &Value, QualType T);
  void define(const VarDecl &Var, const Expr &Value, const Stmt &At);
  void assignment(const Expr &E);
  bool isStructure(const VarDecl &Var) const;
  void mention(const DeclRefExpr &Ref, const VarDecl &Var);

  FunctionAnalysis &F;
  Roles &R;
  ThreadLocalSubjects &Out;
  std::vector<const DeclRefExpr *> Mentions;
  llvm::SmallPtrSet<const VarDecl *, 4> Structures;
};

} // namespace

const NamedDecl *ReferenceFinder::ownerOf(const Expr &Value, QualType T) {
  if (T->isReferenceType()) {
    Referent To = F.borrows().ofArgument(Value);
    return To.K == Referent::ThreadLocal ? To.Owner : nullptr;
  }
  if (!T->isPointerType() && !T->isRecordType() && !T->isArrayType())
    return nullptr;
  for (const Loan &L : loansOf(Value, F))
    if (L.To.K == Referent::ThreadLocal)
      return L.To.Owner;
  return nullptr;
}

/// An object with pointers in it, which is more than these.
bool ReferenceFinder::isStructure(const VarDecl &Var) const {
  const CXXRecordDecl *Record = recordOf(Var.getType());
  return !Var.getType()->isReferenceType() && Record && !Record->isLambda() &&
         !isa<DecompositionDecl>(Var) && !refersToElements(Var.getType(), R);
}

void ReferenceFinder::define(const VarDecl &Var, const Expr &Value,
                             const Stmt &At) {
  const NamedDecl *Owner = ownerOf(Value, Var.getType());
  if (!Owner)
    return;
  if (isStructure(Var))
    Structures.insert(&Var);
  else
    Out.Holders.insert(&Var);
  Out.All.push_back({ThreadLocalSubject::Reference, Owner, &Var, &At});
}

void ReferenceFinder::assignment(const Expr &E) {
  if (auto [Var, Target, Value] = assignmentIn(E); Var) {
    if (Var->hasLocalStorage())
      define(*Var, *Value, E);
    return;
  }
  const auto *Binary = dyn_cast<BinaryOperator>(&E);
  const auto *Member =
      Binary && Binary->getOpcode() == BO_Assign
          ? dyn_cast<MemberExpr>(Binary->getLHS()->IgnoreParenImpCasts())
          : nullptr;
  const VarDecl *Var =
      Member && !Member->isArrow() ? variableNamed(Member->getBase()) : nullptr;
  if (Var && Var->hasLocalStorage() && isStructure(*Var) &&
      Member->getType()->isPointerType())
    define(*Var, *Binary->getRHS(), E);
}

/// A mention of a structure is a use unless it is only about a part of it that
/// refers to nothing, or gives a part another value.
void ReferenceFinder::mention(const DeclRefExpr &Ref, const VarDecl &Var) {
  const Stmt *Inner = &Ref;
  const Stmt *P = F.parents().getParent(Inner);
  auto Step = [&](ElementStep::KindType Kind, const Stmt &At) {
    Out.Steps.After[&At].push_back({Kind, &Var, &At, nullptr});
  };
  if (const auto *Member = dyn_cast_or_null<MemberExpr>(P);
      Member && !Member->isArrow() && isa<FieldDecl>(Member->getMemberDecl())) {
    QualType T = Member->getMemberDecl()->getType();
    if (!T->isReferenceType() && !isBorrowingType(T, R))
      return;
    const Stmt *Outer = F.parents().getParent(Member);
    const auto *Binary = dyn_cast_or_null<BinaryOperator>(Outer);
    if (Binary && Binary->isAssignmentOp() && Binary->getLHS() == Member &&
        !T->isReferenceType())
      return Step(ElementStep::Define, *Binary);
  }
  if (P && assignmentIn(*P).Target == &Ref)
    return Step(ElementStep::Define, *P);
  Step(ElementStep::Use, Ref);
}

void ReferenceFinder::finish() {
  if (Structures.empty())
    return;
  for (const ThreadLocalSubject &Subject : Out.All)
    if (Structures.contains(Subject.Holder) && isa<DeclStmt>(Subject.At))
      Out.Steps.After[Subject.At].push_back(
          {ElementStep::Define, Subject.Holder, Subject.At, nullptr});
  for (const DeclRefExpr *Ref : Mentions)
    if (const auto *Var = dyn_cast<VarDecl>(Ref->getDecl());
        Var && Structures.contains(Var))
      mention(*Ref, *Var);
}

void corolint::addReferences(FunctionAnalysis &F, ThreadLocalSubjects &Out) {
  ReferenceFinder Finder(F, Out);
  Finder.TraverseStmt(const_cast<Stmt *>(&F.body()));
  Finder.finish();
}
