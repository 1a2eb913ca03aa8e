//===--- Forks.cpp - what runs in another process -------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Forks.h"
#include "ArgumentFacts.h"
#include "VariableUses.h"

using namespace clang;
using namespace corolint;

/// Whether \p E is the result of fork(), or a variable that has no other value.
static bool isForkResult(const Expr &E, FunctionAnalysis &F) {
  const Expr *Bare = E.IgnoreParenImpCasts();
  if (const auto *Assign = dyn_cast<BinaryOperator>(Bare);
      Assign && Assign->getOpcode() == BO_Assign)
    Bare = Assign->getRHS()->IgnoreParenImpCasts();
  auto Forks = [&](const Expr *Value) {
    const auto *Call = dyn_cast<CallExpr>(Value->IgnoreParenImpCasts());
    const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
    return Callee && F.unit().roles().functionModel(*Callee, CallEffect::Forks);
  };
  const auto *Name = dyn_cast<DeclRefExpr>(Bare);
  const auto *Var = Name ? dyn_cast<VarDecl>(Name->getDecl()) : nullptr;
  if (!Var || !Var->hasLocalStorage())
    return Forks(Bare);
  const auto Values = F.variables().valuesOf(*Var);
  return !Values.empty() && llvm::all_of(Values, Forks);
}

std::optional<bool> corolint::valueInChild(const Expr *Condition,
                                           FunctionAnalysis &F) {
  if (!Condition)
    return std::nullopt;
  const Expr *E = Condition->IgnoreParenImpCasts();
  if (const auto *Not = dyn_cast<UnaryOperator>(E);
      Not && Not->getOpcode() == UO_LNot) {
    const std::optional<bool> Inner = valueInChild(Not->getSubExpr(), F);
    return Inner ? std::optional(!*Inner) : std::nullopt;
  }
  const auto *Binary = dyn_cast<BinaryOperator>(E);
  if (Binary && Binary->isEqualityOp()) {
    const Expr *Left = Binary->getLHS(), *Right = Binary->getRHS();
    if (isZero(Left, F))
      std::swap(Left, Right);
    if (isZero(Right, F) && isForkResult(*Left, F))
      return Binary->getOpcode() == BO_EQ;
    return std::nullopt;
  }
  return isForkResult(*E, F) ? std::optional(false) : std::nullopt;
}

bool corolint::isChildsLabel(const SwitchStmt &S, const SwitchCase &Label,
                             FunctionAnalysis &F) {
  const auto *Case = dyn_cast<CaseStmt>(&Label);
  return Case && isZero(Case->getLHS(), F) && isForkResult(*S.getCond(), F);
}
