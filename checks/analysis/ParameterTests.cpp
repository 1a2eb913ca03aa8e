//===--- ParameterTests.cpp - what parameters decide in a function --------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "ParameterTests.h"
#include "ArgumentFacts.h"
#include "BodyVisibility.h"
#include "VariableEnds.h"
#include "VariableUses.h"
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

namespace {
struct Comparison {
  BinaryOperatorKind Op;
  const Expr *Left, *Right;

  Comparison turned() const {
    return {BinaryOperator::isEqualityOp(Op)
                ? Op
                : BinaryOperator::reverseComparisonOp(Op),
            Right, Left};
  }
};
} // namespace

/// The comparison that \p E is, built in or not.
static std::optional<Comparison> comparisonOf(const Expr &E) {
  std::optional<Comparison> Found;
  if (const auto *Binary = dyn_cast<BinaryOperator>(&E)) {
    Found = {Binary->getOpcode(), Binary->getLHS(), Binary->getRHS()};
  } else if (const auto *Written = dyn_cast<CXXRewrittenBinaryOperator>(&E)) {
    const auto Form = Written->getDecomposedForm();
    Found = {Form.Opcode, Form.LHS, Form.RHS};
  } else if (const auto *Call = dyn_cast<CXXOperatorCallExpr>(&E);
             Call && Call->isComparisonOp() && Call->getNumArgs() == 2) {
    Found = {BinaryOperator::getOverloadedOpcode(Call->getOperator()),
             Call->getArg(0), Call->getArg(1)};
  }
  return Found && BinaryOperator::isComparisonOp(Found->Op) &&
                 Found->Op != BO_Cmp
             ? Found
             : std::nullopt;
}

/// Whether `Left Op Right` holds.
static bool holds(int64_t Left, BinaryOperatorKind Op, int64_t Right) {
  switch (Op) {
  case BO_EQ:
    return Left == Right;
  case BO_NE:
    return Left != Right;
  case BO_LT:
    return Left < Right;
  case BO_LE:
    return Left <= Right;
  case BO_GT:
    return Left > Right;
  default:
    return Left >= Right;
  }
}

/// Whether nothing but the caller decides what \p Param is.
static bool isUnassigned(const ParmVarDecl &Param, FunctionAnalysis &F) {
  return Param.getType()->isScalarType() || // as passedOn has seen
         F.variables().valuesOf(Param).empty();
}

/// What the left side of \p Compare, a parameter, has to be for it to be \p
/// Value.
static ParameterTests leftTests(const Comparison &Compare, bool Value,
                                FunctionAnalysis &F) {
  std::optional<int64_t> To = smallNumberOf(*Compare.Right, F.unit().context());
  const ParmVarDecl *Same = To ? passedOn(*Compare.Left, F) : nullptr;
  if (Same && Same->getType()->isIntegralOrEnumerationType())
    return testsOf(*Same,
                   Value ? Compare.Op
                         : BinaryOperator::negateComparisonOp(Compare.Op),
                   *To);
  if (!To && isZero(Compare.Right, F))
    To = 0;
  const ParmVarDecl *Tested = To ? scaled(*Compare.Left, F) : nullptr;
  if (Tested && isUnassigned(*Tested, F) && holds(0, Compare.Op, *To) != Value)
    return {failsWhere(*Tested, ArgumentFact::Zero)};
  // `p != nullptr`, `o == std::nullopt`
  Tested = isNothing(*Compare.Right, F) ||
                   standsForNothing(*Compare.Right, F.unit().roles())
               ? passedOn(*Compare.Left, F)
               : nullptr;
  if (Tested && isUnassigned(*Tested, F) &&
      Compare.Op == (Value ? BO_NE : BO_EQ))
    return {failsWhere(*Tested, ArgumentFact::Null)};
  return {};
}

/// The parameter of which \p Condition says whether it is or has anything: a
/// pointer, an owner, an optional. Null when there is none.
static const ParmVarDecl *presenceTested(const Expr &Condition,
                                         FunctionAnalysis &F) {
  const ParmVarDecl *Param = nullptr;
  if (Condition.getType()->isPointerType()) {
    Param = passedOn(Condition, F);
  } else if (const auto *Call = dyn_cast<CXXMemberCallExpr>(&Condition)) {
    const CXXMethodDecl *Callee = Call->getMethodDecl();
    if (Callee && isInSystemHeader(*Callee) &&
        Callee->getReturnType()->isBooleanType() &&
        (isa<CXXConversionDecl>(Callee) ||
         F.unit().roles().functionModel(*Callee, CallEffect::TestsEngaged)))
      Param = passedOn(*Call->getImplicitObjectArgument(), F);
  }
  return Param && isUnassigned(*Param, F) ? Param : nullptr;
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
  if (const auto Compare = comparisonOf(*Condition)) {
    Out = leftTests(*Compare, Value, F);
    return Out.empty() ? leftTests(Compare->turned(), Value, F) : Out;
  }
  if (const ParmVarDecl *Tested = presenceTested(*Condition, F)) {
    if (Value)
      Out.push_back(failsWhere(*Tested, ArgumentFact::Null));
    return Out;
  }
  const ParmVarDecl *Param = Condition->getType()->isIntegralOrEnumerationType()
                                 ? passedOn(*Condition, F)
                                 : nullptr;
  if (Param)
    Out.push_back(
        failsWhere(*Param, Value ? ArgumentFact::Zero : ArgumentFact::NonZero));
  return Out;
}

ParameterTests corolint::roundTests(const ForStmt &S, FunctionAnalysis &F) {
  const Expr *Condition =
      S.getCond() ? S.getCond()->IgnoreParenImpCasts() : nullptr;
  const auto *Counters = dyn_cast_or_null<DeclStmt>(S.getInit());
  const auto *Counter = Counters && Counters->isSingleDecl()
                            ? dyn_cast<VarDecl>(Counters->getSingleDecl())
                            : nullptr;
  const auto *Compare = dyn_cast_or_null<BinaryOperator>(Condition);
  const auto *Name =
      Compare && Compare->isComparisonOp() && Compare->getOpcode() != BO_Cmp
          ? dyn_cast<DeclRefExpr>(Compare->getLHS()->IgnoreParenImpCasts())
          : nullptr;
  if (!Name || Name->getDecl() != Counter || !Counter->getInit())
    return parameterTests(Condition, true, F);
  return leftTests(
      Comparison{Compare->getOpcode(), Counter->getInit(), Compare->getRHS()}
          .turned(),
      true, F);
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
