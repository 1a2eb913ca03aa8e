//===--- SuspendedElements.cpp - elements kept across a suspension --------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "SuspendedElements.h"
#include "ElementSteps.h"
#include "OwnCodeVisitor.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Analysis/CFG.h"

using namespace clang;
using namespace corolint;

//===----------------------------------------------------------------------===//
// Definitions
//===----------------------------------------------------------------------===//

namespace {
/// Visits the declarations, loops and assignments of a body.
class DefinitionFinder : public OwnCodeVisitor<DefinitionFinder> {
public:
  std::vector<std::pair<const VarDecl *, const Stmt *>> Declared;
  std::vector<const Stmt *> Assignments;
  std::vector<const CXXForRangeStmt *> Loops;

  bool shouldVisitImplicitCode() const { return true; }
  bool TraverseCoawaitExpr(CoawaitExpr *E) {
    return TraverseStmt(E->getOperand());
  }
  bool TraverseCoyieldExpr(CoyieldExpr *E) {
    return TraverseStmt(E->getOperand());
  }
  bool VisitDeclStmt(DeclStmt *S) {
    for (const Decl *D : S->decls())
      if (const auto *Var = dyn_cast<VarDecl>(D))
        Declared.emplace_back(Var, S);
    return true;
  }
  bool VisitCXXForRangeStmt(CXXForRangeStmt *S) {
    Loops.push_back(S);
    return true;
  }
  bool VisitExpr(Expr *E) {
    if (assignmentIn(*E).Var)
      Assignments.push_back(E);
    return true;
  }
};
} // namespace

void SuspendedElements::define(const Stmt &At, const VarDecl &Var,
                               const Expr &LookUp) {
  KeptElement Element;
  Element.Var = &Var;
  Element.LookUp = &LookUp;
  if (auto It = Loops.find(&Var); It != Loops.end())
    Element.Loop = It->second;
  Element.Of =
      Var.getInit() == &LookUp ? Places.ofVariable(Var) : Places.value(&LookUp);
  bool Shared = llvm::any_of(Element.Of.Holds, [](const ElementHold &Hold) {
    return Hold.Container.Reach == Place::Shared && Hold.Container.Decl;
  });
  if (!Shared)
    return;
  Kept.push_back(std::move(Element));
  DefinedAt.push_back(&At);
}

void SuspendedElements::declaration(const VarDecl &Var, const Stmt &At) {
  QualType T = Var.getType();
  if (Var.hasGlobalStorage() || !Var.getInit())
    return;
  if (T->isReferenceType() || refersToElements(T, R))
    define(At, Var, *Var.getInit());
}

SuspendedElements::SuspendedElements(FunctionAnalysis &F)
    : F(F), R(F.unit().roles()), Places(F) {
  DefinitionFinder Finder;
  Finder.TraverseStmt(const_cast<Stmt *>(&F.body()));
  llvm::SmallPtrSet<const VarDecl *, 8> Ends;
  for (const CXXForRangeStmt *Loop : Finder.Loops) {
    auto Hidden = [](const DeclStmt *S) {
      return S ? dyn_cast<VarDecl>(S->getSingleDecl()) : nullptr;
    };
    if (const VarDecl *Begin = Hidden(Loop->getBeginStmt()))
      Loops[Begin] = Loop;
    if (const VarDecl *End = Hidden(Loop->getEndStmt()))
      Ends.insert(End);
  }
  for (auto [Var, At] : Finder.Declared)
    if (!Ends.contains(Var))
      declaration(*Var, *At);
  for (const Stmt *S : Finder.Assignments)
    if (auto [Var, Target, Value] = assignmentIn(*S);
        Var->isLocalVarDecl() && refersToElements(Var->getType(), R))
      define(*S, *Var, *Value);
}

SuspendedElements::~SuspendedElements() = default;

//===----------------------------------------------------------------------===//
// Uses
//===----------------------------------------------------------------------===//

SuspendedUse
SuspendedElements::usedAfterSuspension(const KeptElement &Element,
                                       SuspensionPredicate Counts) {
  if (!Steps) {
    for (const KeptElement &Each : Kept)
      Locals.insert(Each.Var);
    Steps = std::make_unique<ElementSteps>(F, Locals);
  }
  const Stmt *Definition = DefinedAt[&Element - Kept.data()];
  for (const CFGBlock *B : Steps->blocks())
    for (auto [I, Step] : llvm::enumerate(Steps->of(*B))) {
      // The graph splits declarations of several variables.
      bool Here = Step.Kind == ElementStep::Define &&
                  Step.Decl == Element.Var &&
                  (Step.At == Definition ||
                   (isa<DeclStmt>(Step.At) && isa<DeclStmt>(Definition)));
      if (Here)
        return corolint::usedAfterSuspension(
            *Steps, F.unit().conditions(),
            static_cast<const ValueDecl *>(Element.Var), {B, I + 1}, Counts);
    }
  return {};
}
