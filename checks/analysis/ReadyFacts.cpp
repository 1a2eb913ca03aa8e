//===--- ReadyFacts.cpp - what await_suspend may rely on ------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "ReadyFacts.h"
#include "TranslationUnit.h"

using namespace clang;
using namespace corolint;

static llvm::FoldingSetNodeID shapeOf(const Expr &E,
                                      const ASTContext &Context) {
  llvm::FoldingSetNodeID ID;
  E.IgnoreParenImpCasts()->Profile(ID, Context, /*Canonical=*/true);
  return ID;
}

/// \p E without negations, and whether there was an odd number of them.
static std::pair<const Expr *, bool> withoutNegation(const Expr *E) {
  bool Negated = false;
  E = E->IgnoreParenImpCasts();
  while (const auto *Not = dyn_cast<UnaryOperator>(E)) {
    if (Not->getOpcode() != UO_LNot)
      break;
    Negated = !Negated;
    E = Not->getSubExpr()->IgnoreParenImpCasts();
  }
  return {E, Negated};
}

void ReadyFacts::assume(const Expr &Condition, bool Value) {
  auto [Bare, Negated] = withoutNegation(&Condition);
  Value = Value != Negated;
  if (const auto *Logical = dyn_cast<BinaryOperator>(Bare)) {
    // Of `a || b` that is false, both are; of `a && b` nothing is known.
    if (Logical->getOpcode() == (Value ? BO_LAnd : BO_LOr)) {
      assume(*Logical->getLHS(), Value);
      assume(*Logical->getRHS(), Value);
    }
  }
  Known.push_back({shapeOf(*Bare, Unit.context()), Value});
}

ReadyFacts::ReadyFacts(const AwaitSuspend &Suspend, TranslationUnit &Unit)
    : Unit(Unit) {
  auto Ready =
      Unit.roles().awaitables().methods(Suspend.awaiter(), "await_ready");
  const FunctionDecl *Body =
      Ready.size() == 1 ? visibleBody(*Ready.front()) : nullptr;
  const auto *Block = Body ? dyn_cast<CompoundStmt>(Body->getBody()) : nullptr;
  if (!Block)
    return;
  for (const Stmt *S : Block->body()) {
    if (const auto *Return = dyn_cast<ReturnStmt>(S)) {
      if (Return->getRetValue())
        assume(*Return->getRetValue(), false);
      return;
    }
    // `if (set) return true;`
    const auto *If = dyn_cast<IfStmt>(S);
    llvm::SmallVector<const Expr *, 2> Returned;
    if (If && !If->getElse())
      returnsOf(If->getThen(), Returned);
    bool Value = false;
    if (Returned.size() != 1 || !Returned.front() ||
        !Returned.front()->EvaluateAsBooleanCondition(Value, Unit.context()) ||
        !Value)
      return;
    assume(*If->getCond(), false);
  }
}

std::optional<bool> ReadyFacts::valueOf(const Stmt *Condition) const {
  const auto *Tested = dyn_cast_or_null<Expr>(Condition);
  if (!Tested || Known.empty())
    return std::nullopt;
  auto [Bare, Negated] = withoutNegation(Tested);
  const llvm::FoldingSetNodeID Shape = shapeOf(*Bare, Unit.context());
  for (const auto &[Other, Value] : Known)
    if (Shape == Other)
      return Value != Negated;
  // `if (await_ready())`
  const auto *Call = dyn_cast<CXXMemberCallExpr>(Bare);
  const CXXMethodDecl *Method = Call ? Call->getMethodDecl() : nullptr;
  if (Method && Method->getIdentifier() && Method->getName() == "await_ready" &&
      isa<CXXThisExpr>(
          Call->getImplicitObjectArgument()->IgnoreParenImpCasts()))
    return Negated;
  return std::nullopt;
}
