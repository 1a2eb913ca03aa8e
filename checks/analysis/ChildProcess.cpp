//===--- ChildProcess.cpp - what runs in the child of a fork --------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "ChildProcess.h"
#include "ArgumentFacts.h"
#include "VariableUses.h"
#include "Waits.h"

using namespace clang;
using namespace corolint;

/// POSIX has no other way to return twice, and no type that would tell.
static bool isFork(const Expr &E) {
  const auto *Call = dyn_cast<CallExpr>(&E);
  const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
  const llvm::StringRef Name = Callee ? identifierOf(*Callee) : "";
  return (Name == "fork" || Name == "vfork" || Name == "_Fork") &&
         Callee->isExternC() && Callee->getNumParams() == 0;
}

bool corolint::isForkResult(const Expr &E, FunctionAnalysis &F) {
  const Expr *Value = E.IgnoreParenImpCasts();
  if (const auto *Assign = dyn_cast<BinaryOperator>(Value);
      Assign && Assign->getOpcode() == BO_Assign)
    Value = Assign->getRHS()->IgnoreParenImpCasts();
  if (isFork(*Value))
    return true;
  const auto *Name = dyn_cast<DeclRefExpr>(Value);
  const auto *Var = Name ? dyn_cast<VarDecl>(Name->getDecl()) : nullptr;
  return Var && llvm::any_of(F.variables().valuesOf(*Var), [](const Expr *Is) {
           return isFork(*Is->IgnoreParenImpCasts());
         });
}

bool corolint::isInChild(const Expr *Condition, bool Value,
                         FunctionAnalysis &F) {
  if (!Condition)
    return false;
  Condition = Condition->IgnoreParenImpCasts();
  if (const auto *Not = dyn_cast<UnaryOperator>(Condition);
      Not && Not->getOpcode() == UO_LNot)
    return isInChild(Not->getSubExpr(), !Value, F);
  const auto *Binary = dyn_cast<BinaryOperator>(Condition);
  if (!Binary || Binary->isAssignmentOp())
    return !Value && isForkResult(*Condition, F);
  if (Binary->getOpcode() == (Value ? BO_LAnd : BO_LOr))
    return isInChild(Binary->getLHS(), Value, F) ||
           isInChild(Binary->getRHS(), Value, F);
  if (!Binary->isComparisonOp())
    return false;
  const Expr *Left = Binary->getLHS(), *Right = Binary->getRHS();
  auto Operator = Value
                      ? Binary->getOpcode()
                      : BinaryOperator::negateComparisonOp(Binary->getOpcode());
  if (!isForkResult(*Left, F)) {
    std::swap(Left, Right);
    Operator = BinaryOperator::reverseComparisonOp(Operator);
  }
  return (Operator == BO_EQ || Operator == BO_LE) && isForkResult(*Left, F) &&
         numberOf(*Right, F.unit().context()) == 0;
}

bool corolint::isChildCase(const SwitchStmt &Switch,
                           llvm::ArrayRef<const SwitchCase *> Labels,
                           FunctionAnalysis &F) {
  return isForkResult(*Switch.getCond(), F) &&
         llvm::any_of(Labels, [&](const SwitchCase *Label) {
           const auto *Case = dyn_cast<CaseStmt>(Label);
           return Case && numberOf(*Case->getLHS(), F.unit().context()) == 0;
         });
}
