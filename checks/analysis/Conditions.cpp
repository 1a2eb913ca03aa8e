//===--- Conditions.cpp - branches that agree with each other -------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Conditions.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Analysis/CFG.h"

using namespace clang;
using namespace corolint;

unsigned Conditions::intern(const std::string &Text, const Info &I) {
  auto [It, New] = Index.try_emplace(Text, Keys.size());
  if (New)
    Keys.push_back(I);
  return It->second;
}

static std::string address(const void *P) {
  return std::to_string(reinterpret_cast<uintptr_t>(P));
}

unsigned Conditions::keyOfCall(const Expr &Call) {
  Info I;
  I.Call = true;
  return intern("call" + address(&Call), I);
}

std::string Conditions::pathText(const AccessPath &P, Info &Into) {
  if (P.root()) {
    Into.Reads.push_back(P.root());
    Into.Shared |= P.root()->hasGlobalStorage();
  }
  // Through `this`, a reference or a pointer, others see the object, too.
  Into.Shared |= P.startsAtThis() || P.root()->getType()->isReferenceType();
  for (const PathStep &Step : P.steps()) {
    if (Step.Decl)
      Into.Reads.push_back(Step.Decl);
    Into.Shared |= Step.K == PathStep::Deref;
  }
  return "path" + address(&P);
}

std::optional<unsigned> Conditions::keyOf(const AccessPath *P) {
  if (!P)
    return std::nullopt;
  Info I;
  std::string Text = pathText(*P, I);
  if (P->steps().empty())
    I.Parameter = dyn_cast_or_null<ParmVarDecl>(P->root());
  return intern(Text, I);
}

std::optional<std::string> Conditions::operand(const Expr *E, Info &Into) {
  E = E->IgnoreParenImpCasts();
  if (E->isValueDependent())
    return std::nullopt;
  Expr::EvalResult Value;
  if (E->getType()->isIntegralOrEnumerationType() &&
      E->EvaluateAsInt(Value, Context))
    return "int" + llvm::toString(Value.Val.getInt(), 10);
  if (isa<CXXNullPtrLiteralExpr>(E))
    return "int0";
  if (const AccessPath *P = Paths.object(E))
    return pathText(*P, Into);
  // A look at an object, `queue.empty()`: the same as long as nothing changes.
  if (const auto *Call = dyn_cast<CXXMemberCallExpr>(E)) {
    const CXXMethodDecl *Method = Call->getMethodDecl();
    const AccessPath *Object =
        Paths.objectOrPointee(Call->getImplicitObjectArgument());
    if (!Method || !Method->isConst() || Call->getNumArgs() != 0 || !Object)
      return std::nullopt;
    std::string Text = pathText(*Object, Into);
    return "look" + address(Method->getCanonicalDecl()) + Text;
  }
  if (const auto *Binary = dyn_cast<BinaryOperator>(E);
      Binary && !Binary->isAssignmentOp() && !Binary->isLogicalOp() &&
      !Binary->isCommaOp()) {
    auto L = operand(Binary->getLHS(), Into);
    auto Right = operand(Binary->getRHS(), Into);
    if (L && Right)
      return "(" + *L + Binary->getOpcodeStr().str() + *Right + ")";
  }
  return std::nullopt;
}

std::optional<Condition> Conditions::comparison(const BinaryOperator &E) {
  const Expr *L = E.getLHS(), *Right = E.getRHS();
  BinaryOperatorKind Op = E.getOpcode();
  if (Op == BO_EQ || Op == BO_NE) {
    // `x == 0`, `x != nullptr`, `ok == true` test x itself.
    for (auto [Tested, Other] : {std::pair(L, Right), std::pair(Right, L)}) {
      bool Value = false;
      const Expr *Bare = Other->IgnoreParenImpCasts();
      bool Literal = isa<CXXBoolLiteralExpr, IntegerLiteral,
                         CXXNullPtrLiteralExpr, GNUNullExpr>(Bare);
      if (!Literal || !Bare->EvaluateAsBooleanCondition(Value, Context))
        continue;
      if (Value && !isa<CXXBoolLiteralExpr>(Bare))
        continue; // `n == 3` is no test of n
      auto Inner = parse(Tested);
      if (Inner)
        Inner->Negated ^= (Op == BO_EQ) != Value;
      return Inner;
    }
  }
  Condition Result;
  Info I;
  auto LText = operand(L, I), RText = operand(Right, I);
  if (!LText || !RText || L->getType()->isFloatingType() ||
      Right->getType()->isFloatingType())
    return std::nullopt;
  std::string Text;
  switch (Op) {
  case BO_NE:
    Result.Negated = true;
    [[fallthrough]];
  case BO_EQ:
    Text = *LText < *RText ? *LText + "==" + *RText : *RText + "==" + *LText;
    break;
  case BO_GE:
    Result.Negated = true;
    [[fallthrough]];
  case BO_LT:
    Text = *LText + "<" + *RText;
    break;
  case BO_LE:
    Result.Negated = true;
    [[fallthrough]];
  case BO_GT:
    Text = *RText + "<" + *LText;
    break;
  default:
    return std::nullopt;
  }
  Result.Key = intern(Text, I);
  return Result;
}

std::optional<Condition> Conditions::callTest(const CallExpr &E) {
  const FunctionDecl *Callee = E.getDirectCallee();
  if (!Callee)
    return std::nullopt;
  const Expr *Object = argumentOf(E, ThisArgument);
  Condition Result;
  Result.Object = Object;
  if (Object && R.lockEffect(*Callee, CallEffect::TestsOwnership)) {
    Result.K = Condition::Ownership;
    return Result;
  }
  if (R.lockEffect(*Callee, CallEffect::TryAcquire)) {
    Result.Key = keyOfCall(E);
    return Result;
  }
  bool Contains = Object && (R.hasRole(Object->getType(), TypeRole::Optional) ||
                             R.hasRole(Object->getType(), TypeRole::Owner));
  if (Contains && (isa<CXXConversionDecl>(Callee) ||
                   R.functionModel(*Callee, CallEffect::TestsEngaged))) {
    Result.K = Condition::Engaged;
    return Result;
  }
  return std::nullopt;
}

std::optional<Condition> Conditions::parse(const Expr *E) {
  if (!E)
    return std::nullopt;
  if (const auto *Cleanups = dyn_cast<ExprWithCleanups>(E))
    E = Cleanups->getSubExpr();
  E = E->IgnoreParenImpCasts();
  while (const auto *Cast = dyn_cast<ExplicitCastExpr>(E))
    E = Cast->getSubExpr()->IgnoreParenImpCasts();
  if (E->isValueDependent() || E->isTypeDependent())
    return std::nullopt;
  if (const auto *Unary = dyn_cast<UnaryOperator>(E);
      Unary && Unary->getOpcode() == UO_LNot) {
    auto Inner = parse(Unary->getSubExpr());
    if (Inner)
      Inner->Negated = !Inner->Negated;
    return Inner;
  }
  bool Value = false;
  if (E->getType()->isIntegralOrEnumerationType() &&
      E->EvaluateAsBooleanCondition(Value, Context)) {
    Condition Result;
    Result.K = Condition::Constant;
    Result.Negated = !Value;
    return Result;
  }
  if (const auto *Binary = dyn_cast<BinaryOperator>(E)) {
    if (Binary->isComparisonOp())
      return comparison(*Binary);
    if (Binary->isAssignmentOp() || Binary->isCommaOp() ||
        Binary->isLogicalOp())
      return std::nullopt;
  }
  if (const auto *Call = dyn_cast<CallExpr>(E))
    if (auto Test = callTest(*Call))
      return Test;
  if (!E->getType()->isScalarType() || E->getType()->isFloatingType())
    return std::nullopt;
  Info I;
  auto Text = operand(E, I);
  if (!Text)
    return std::nullopt;
  Condition Result;
  if (auto Key = keyOf(Paths.object(E)))
    Result.Key = *Key;
  else
    Result.Key = intern(*Text, I);
  return Result;
}

std::optional<Condition> Conditions::ofBranch(const CFGBlock &B) {
  CFGTerminator Terminator = B.getTerminator();
  if (!Terminator.isStmtBranch() || B.succ_size() != 2 ||
      !isa<IfStmt, WhileStmt, ForStmt, DoStmt, AbstractConditionalOperator,
           BinaryOperator>(Terminator.getStmt()))
    return std::nullopt;
  // `&&` and `||` are branches of their own: what is left is the last operand.
  const auto *Tested = dyn_cast_or_null<Expr>(B.getTerminatorCondition());
  while (Tested) {
    const auto *Logical = dyn_cast<BinaryOperator>(Tested->IgnoreParens());
    if (!Logical || !Logical->isLogicalOp())
      break;
    Tested = Logical->getRHS();
  }
  return parse(Tested);
}

bool Conditions::neverChanges(unsigned Key) {
  return !Keys[Key].Shared && !Keys[Key].Call &&
         llvm::all_of(Keys[Key].Reads, [&](const ValueDecl *D) {
           const auto *Var = dyn_cast_or_null<VarDecl>(D);
           return Var && Var->getType()->isScalarType() &&
                  Paths.keepsItsValue(*Var);
         });
}

bool Conditions::reads(unsigned Key, const ValueDecl &D) const {
  return llvm::is_contained(Keys[Key].Reads, &D);
}

bool Conditions::mentions(unsigned Key, llvm::StringRef Part) const {
  return llvm::any_of(Keys[Key].Reads, [&](const ValueDecl *D) {
    return llvm::StringRef(D->getNameAsString()).contains_insensitive(Part);
  });
}
