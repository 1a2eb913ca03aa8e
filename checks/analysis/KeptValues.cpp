//===--- KeptValues.cpp - variables that keep their first values ----------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "AccessPath.h"
#include "clang/AST/RecursiveASTVisitor.h"

using namespace clang;
using namespace corolint;

namespace {
/// Counts, for every variable, the uses that do more than read its value.
class LoadFinder : public RecursiveASTVisitor<LoadFinder> {
public:
  llvm::DenseMap<const VarDecl *, int> UsesLessLoads;
  bool shouldVisitImplicitCode() const { return true; }
  // What the lambda does with what it refers to, its body says.
  bool TraverseLambdaCapture(LambdaExpr *E, const LambdaCapture *C,
                             Expr *Init) {
    return C->getCaptureKind() == LCK_ByRef && !E->isInitCapture(C)
               ? true
               : RecursiveASTVisitor::TraverseLambdaCapture(E, C, Init);
  }
  bool VisitDeclRefExpr(DeclRefExpr *E) {
    if (const auto *Var = dyn_cast<VarDecl>(E->getDecl()))
      ++UsesLessLoads[Var];
    return true;
  }
  bool VisitImplicitCastExpr(ImplicitCastExpr *E) {
    const auto *Ref = dyn_cast<DeclRefExpr>(E->getSubExpr()->IgnoreParens());
    const auto *Var = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
    // Bound to a reference to const a number is only looked at; an owner that
    // is const gives away what it owns.
    const bool IsShown = E->getCastKind() == CK_NoOp && E->isLValue() &&
                         E->getType().isConstQualified() &&
                         E->getType()->isScalarType();
    if (Var && (E->getCastKind() == CK_LValueToRValue || IsShown))
      --UsesLessLoads[Var];
    return true;
  }
};
} // namespace

/// Whether the pointer variable has one value for all its life.
bool AccessPaths::keepsItsValue(const VarDecl &Var) {
  if (Var.getType().isConstQualified() || Var.isConstexpr())
    return true;
  const auto *Owner = dyn_cast<FunctionDecl>(Var.getDeclContext());
  if (!Owner || !Owner->getBody() || !Var.isLocalVarDeclOrParm())
    return false;
  auto [It, New] = Changing.try_emplace(Owner);
  if (New) {
    LoadFinder Finder;
    Stmt *Body = Owner->getBody();
    if (auto *Coroutine = dyn_cast<CoroutineBodyStmt>(Body))
      Body = Coroutine->getBody(); // not the copies of its parameters
    Finder.TraverseStmt(Body);
    for (auto [Used, Balance] : Finder.UsesLessLoads)
      if (Balance != 0)
        It->second.insert(Used);
  }
  return !It->second.contains(&Var);
}
