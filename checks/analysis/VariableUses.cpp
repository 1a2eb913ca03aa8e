//===--- VariableUses.cpp - where a function names its variables ----------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "VariableUses.h"
#include "StmtParents.h"
#include "TranslationUnit.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/Basic/Builtins.h"

using namespace clang;
using namespace corolint;

namespace {
class MentionFinder : public RecursiveASTVisitor<MentionFinder> {
public:
  using Found = llvm::DenseMap<const VarDecl *,
                               llvm::SmallVector<const DeclRefExpr *, 2>>;
  explicit MentionFinder(Found &Out) : Out(Out) {}

  bool VisitDeclRefExpr(DeclRefExpr *E) {
    const auto *Var = dyn_cast<VarDecl>(E->getDecl());
    if (Var && Var->hasLocalStorage())
      Out[Var].push_back(E);
    return true;
  }

private:
  Found &Out;
};
} // namespace

VariableUses::VariableUses(FunctionAnalysis &F) : F(F) {
  MentionFinder(Mentions).TraverseStmt(const_cast<Stmt *>(&F.body()));
}

llvm::ArrayRef<const DeclRefExpr *>
VariableUses::mentionsOf(const VarDecl &Var) const {
  auto It = Mentions.find(&Var);
  if (It == Mentions.end())
    return {};
  return It->second;
}

/// What memset fills the object with whose address \p AddressOf takes; null
/// where that is not done.
static const Expr *filledWith(const Stmt *AddressOf, FunctionAnalysis &F) {
  const auto *Unary = dyn_cast_or_null<UnaryOperator>(AddressOf);
  const Stmt *P = Unary && Unary->getOpcode() == UO_AddrOf
                      ? F.parents().getParent(Unary)
                      : nullptr;
  while (isa_and_nonnull<CastExpr, ParenExpr>(P))
    P = F.parents().getParent(P);
  const auto *Call = dyn_cast_or_null<CallExpr>(P);
  const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
  return Callee && Callee->getMemoryFunctionKind() == Builtin::BImemset &&
                 Call->getNumArgs() == 3 &&
                 Call->getArg(0)->IgnoreParenCasts() == Unary
             ? Call->getArg(1)
             : nullptr;
}

llvm::ArrayRef<const Expr *> VariableUses::valuesOf(const VarDecl &Var) {
  auto [It, New] = Values.try_emplace(&Var);
  if (!New)
    return It->second;
  llvm::SmallVector<const Expr *, 2> Given;
  for (const DeclRefExpr *Mention : mentionsOf(Var)) {
    const Stmt *Object = Mention;
    const Stmt *P = F.parents().getParent(Object);
    while (P && isa<MemberExpr, ImplicitCastExpr, ParenExpr>(P)) {
      Object = P;
      P = F.parents().getParent(P);
    }
    const auto *Assign = dyn_cast_or_null<BinaryOperator>(P);
    if (Assign && Assign->isAssignmentOp() && Assign->getLHS() == Object)
      Given.push_back(Assign->getRHS());
    const auto *Operator = dyn_cast_or_null<CXXOperatorCallExpr>(P);
    if (Operator && Operator->isAssignmentOp() &&
        Operator->getArg(0) == Object && Operator->getNumArgs() == 2)
      Given.push_back(Operator->getArg(1));
    if (const Expr *Filler = filledWith(P, F))
      Given.push_back(Filler);
  }
  if (const Expr *Init = isa<ParmVarDecl>(Var) ? nullptr : Var.getInit();
      Init && !isa<CXXConstructExpr>(Init->IgnoreImplicit()))
    Given.push_back(Init);
  return Values[&Var] = std::move(Given);
}

bool VariableUses::isOnlyRead(const VarDecl &Var) {
  if (!Var.getType()->isRecordType() || !Var.hasLocalStorage())
    return false;
  auto [It, New] = OnlyRead.try_emplace(&Var, true);
  if (New)
    It->second = llvm::all_of(mentionsOf(Var), [&](const DeclRefExpr *Mention) {
      const auto *Cast =
          dyn_cast_or_null<ImplicitCastExpr>(F.parents().getParent(Mention));
      return Cast && Cast->getType().isConstQualified();
    });
  return It->second;
}
