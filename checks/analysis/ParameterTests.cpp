//===--- ParameterTests.cpp - what parameters decide in a function --------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "ParameterTests.h"
#include "ArgumentFacts.h"
#include "clang/AST/StmtCXX.h"

using namespace clang;
using namespace corolint;

/// More cases of a switch than these are not told apart.
static constexpr size_t MaxCases = 16;
static constexpr int64_t First = std::numeric_limits<int64_t>::min();
static constexpr int64_t Last = std::numeric_limits<int64_t>::max();

static EffectCondition failsWhere(const ParmVarDecl &Param,
                                  ArgumentFact::KindType Is) {
  EffectCondition Fails;
  Fails.Parameter = static_cast<int32_t>(Param.getFunctionScopeIndex());
  Fails.Is = Is;
  return Fails;
}

static EffectCondition failsBetween(const ParmVarDecl &Param, int64_t Least,
                                    int64_t Greatest) {
  EffectCondition Fails = failsWhere(Param, ArgumentFact::Number);
  Fails.Least = Least;
  Fails.Greatest = Greatest;
  return Fails;
}

static std::optional<int64_t> smallNumberOf(const Expr &E,
                                            const ASTContext &Context) {
  const std::optional<llvm::APSInt> Number = numberOf(E, Context);
  return Number ? Number->tryExtValue() : std::nullopt;
}

/// What \p Param may not be for `parameter Op Number` to hold.
static ParameterTests testsOf(const ParmVarDecl &Param, BinaryOperatorKind Op,
                              int64_t Number) {
  const bool HasLess = Number != First, HasMore = Number != Last;
  ParameterTests Out;
  if (Op == BO_NE)
    Out.push_back(failsBetween(Param, Number, Number));
  if (Op == BO_GT || ((Op == BO_GE || Op == BO_EQ) && HasLess))
    Out.push_back(
        failsBetween(Param, First, Op == BO_GT ? Number : Number - 1));
  if (Op == BO_LT || ((Op == BO_LE || Op == BO_EQ) && HasMore))
    Out.push_back(failsBetween(Param, Op == BO_LT ? Number : Number + 1, Last));
  return Out;
}

/// What parameters have to be for a comparison with a number to be \p Value.
static ParameterTests comparisonTests(const BinaryOperator &Compare, bool Value,
                                      FunctionAnalysis &F) {
  BinaryOperatorKind Op = Compare.getOpcode();
  const Expr *Param = Compare.getLHS();
  std::optional<int64_t> To =
      smallNumberOf(*Compare.getRHS(), F.unit().context());
  if (!To) {
    Param = Compare.getRHS();
    To = smallNumberOf(*Compare.getLHS(), F.unit().context());
    if (!Compare.isEqualityOp())
      Op = BinaryOperator::reverseComparisonOp(Op);
  }
  const ParmVarDecl *Tested = To ? passedOn(*Param, F) : nullptr;
  if (!Tested || !Tested->getType()->isIntegralOrEnumerationType())
    return {};
  return testsOf(*Tested, Value ? Op : BinaryOperator::negateComparisonOp(Op),
                 *To);
}

ParameterTests corolint::parameterTests(const Expr *Condition, bool Value,
                                        FunctionAnalysis &F) {
  ParameterTests Out;
  Condition = Condition ? Condition->IgnoreParenImpCasts() : nullptr;
  if (!Condition)
    return Out;
  if (const auto *Not = dyn_cast<UnaryOperator>(Condition);
      Not && Not->getOpcode() == UO_LNot)
    return parameterTests(Not->getSubExpr(), !Value, F);
  if (const auto *Both = dyn_cast<BinaryOperator>(Condition);
      Both && Both->getOpcode() == (Value ? BO_LAnd : BO_LOr)) {
    Out = parameterTests(Both->getLHS(), Value, F);
    llvm::append_range(Out, parameterTests(Both->getRHS(), Value, F));
    return Out;
  }
  if (const auto *Compare = dyn_cast<BinaryOperator>(Condition);
      Compare && Compare->isComparisonOp() && Compare->getOpcode() != BO_Cmp)
    return comparisonTests(*Compare, Value, F);
  const ParmVarDecl *Param = Condition->getType()->isIntegralOrEnumerationType()
                                 ? passedOn(*Condition, F)
                                 : nullptr;
  if (Param)
    Out.push_back(
        failsWhere(*Param, Value ? ArgumentFact::Zero : ArgumentFact::NonZero));
  return Out;
}

using Range = std::pair<int64_t, int64_t>;

/// The numbers that the case labels among \p Labels stand for, both ends of
/// each included, in order; nothing when one of them is unknown.
static std::optional<llvm::SmallVector<Range, 4>>
rangesOf(llvm::ArrayRef<const SwitchCase *> Labels, const ASTContext &Context) {
  llvm::SmallVector<Range, 4> Ranges;
  if (Labels.size() > MaxCases)
    return std::nullopt;
  for (const SwitchCase *Label : Labels) {
    const auto *Case = dyn_cast<CaseStmt>(Label);
    if (!Case)
      continue;
    const auto From = smallNumberOf(*Case->getLHS(), Context);
    const auto To =
        Case->getRHS() ? smallNumberOf(*Case->getRHS(), Context) : From;
    if (!From || !To)
      return std::nullopt;
    Ranges.emplace_back(*From, *To);
  }
  llvm::sort(Ranges);
  return Ranges;
}

ParameterTests corolint::caseTests(const SwitchStmt &S,
                                   llvm::ArrayRef<const SwitchCase *> Labels,
                                   FunctionAnalysis &F) {
  const ParmVarDecl *Tested = passedOn(*S.getCond(), F);
  if (!Tested || !Tested->getType()->isIntegralOrEnumerationType())
    return {};
  // With default among the labels, the other labels' numbers do not get here.
  const bool HasDefault = llvm::any_of(Labels, llvm::IsaPred<DefaultStmt>);
  llvm::SmallVector<const SwitchCase *, 4> Others;
  for (const SwitchCase *Label = HasDefault ? S.getSwitchCaseList() : nullptr;
       Label && Others.size() <= MaxCases; Label = Label->getNextSwitchCase())
    if (!llvm::is_contained(Labels, Label))
      Others.push_back(Label);
  const auto Ranges =
      rangesOf(HasDefault ? Others : Labels, F.unit().context());
  if (!Ranges)
    return {};
  ParameterTests Out;
  if (HasDefault) {
    for (const auto &[From, To] : *Ranges)
      Out.push_back(failsBetween(*Tested, From, To));
    return Out;
  }
  int64_t Least = First;
  for (const auto &[From, To] : *Ranges) {
    if (From > Least)
      Out.push_back(failsBetween(*Tested, Least, From - 1));
    if (To == Last)
      return Out;
    Least = To + 1;
  }
  Out.push_back(failsBetween(*Tested, Least, Last));
  return Out;
}

/// The statement that \p S ends with.
static const Stmt *lastOf(const Stmt *S) {
  while (const auto *Block = dyn_cast_or_null<CompoundStmt>(S))
    S = Block->body_empty() ? nullptr : Block->body_back();
  if (const auto *Full = dyn_cast_or_null<ExprWithCleanups>(S))
    S = Full->getSubExpr();
  return S;
}

bool corolint::leavesFunction(const Stmt *S) {
  return isa_and_nonnull<ReturnStmt, CoreturnStmt, CXXThrowExpr>(lastOf(S));
}

bool corolint::leavesSwitch(const Stmt *S) {
  return leavesFunction(S) ||
         isa_and_nonnull<BreakStmt, ContinueStmt>(lastOf(S));
}
