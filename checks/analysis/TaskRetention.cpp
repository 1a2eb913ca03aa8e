//===--- TaskRetention.cpp - what a task keeps of its arguments -----------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "BodyVisibility.h"
#include "LaterUses.h"
#include "ReturnedTasks.h"
#include "Sinks.h"
#include "clang/AST/Attr.h"
#include "clang/AST/DeclTemplate.h"

using namespace clang;
using namespace corolint;

/// Functions that hand a parameter on are followed this deep.
static constexpr unsigned MaxDepth = 16;

//===----------------------------------------------------------------------===//
// Callees
//===----------------------------------------------------------------------===//

Retention ReturnedTasks::keepsCoroutine(FunctionAnalysis &Callee, bool Lazy,
                                        Referent Kept) {
  LaterUse Use = laterUse(Callee, cast_or_null<ParmVarDecl>(Kept.Var),
                          Lazy ? UsesFrom::Start : UsesFrom::FirstSuspension);
  return {static_cast<bool>(Use), Use.Where};
}

/// What a plain function hands on to the tasks that it makes and returns.
Retention ReturnedTasks::keepsPlain(FunctionAnalysis &Callee, Referent Kept) {
  for (const TaskReturn &Return : of(Callee))
    for (const TaskCreation &Made : Return.Created) {
      int Count = argumentCount(*Made.Call);
      for (int I = ThisArgument; I != Count; ++I) {
        if (passed(Callee, Made, I) == Kept)
          if (Retention Inner = keeps(Made, I))
            return Inner;
      }
    }
  return {};
}

/// A parameter `T &&` of a template, which binds to anything.
static bool isForwarding(const FunctionDecl &F, unsigned Index) {
  const FunctionTemplateDecl *Template = F.getPrimaryTemplate();
  if (!Template)
    return false;
  const FunctionDecl *Pattern = Template->getTemplatedDecl();
  if (Pattern->getNumParams() == 0)
    return false;
  QualType T =
      Pattern->getParamDecl(std::min(Index, Pattern->getNumParams() - 1))
          ->getType();
  if (const auto *Pack = T->getAs<PackExpansionType>())
    T = Pack->getPattern();
  const auto *Reference = T->getAs<RValueReferenceType>();
  const auto *Parameter =
      Reference ? Reference->getPointeeType()->getAs<TemplateTypeParmType>()
                : nullptr;
  return Parameter &&
         Parameter->getDepth() == Template->getTemplateParameters()->getDepth();
}

/// Whether the function says that the task keeps no reference.
static bool keepsAlive(const FunctionDecl &F) {
  return F.hasAttr<CoroDisableLifetimeBoundAttr>() ||
         F.hasAttr<CoroWrapperAttr>();
}

// A std::function hands everything on.
bool corolint::isLibraryOperation(const FunctionDecl &F) {
  return isInSystemHeader(F) && F.getOverloadedOperator() != OO_Call;
}

/// A lazy task whose body is not visible uses all it was given, later.
Retention ReturnedTasks::keepsUnseen(const TaskCreation &Made,
                                     const FunctionDecl *Callee, int Index) {
  if (Made.Kind != TaskKind::Lazy)
    return {};
  if (!Callee)
    return {true, {}};
  const auto *Method = dyn_cast<CXXMethodDecl>(Callee);
  if (Index == ThisArgument &&
      (!Method || Method->getRefQualifier() == RQ_RValue ||
       Method->getOverloadedOperator() == OO_Call))
    return {};
  if (Index >= 0 && isForwarding(*Callee, Index))
    return {};
  if (Index >= 0 && unsigned(Index) < Callee->getNumParams() &&
      isLibraryOperation(*Callee)) {
    QualType T = Callee->getParamDecl(Index)->getType();
    bool Changes =
        T->isLValueReferenceType() && !T->getPointeeType().isConstQualified();
    if (!Changes && !Unit.roles().hasRole(T, TypeRole::View))
      return {};
  }
  return {true, {}};
}

const ParmVarDecl *corolint::parameterFor(const Expr &Call,
                                          const FunctionDecl &F, int Index) {
  const auto *Method = dyn_cast<CXXMethodDecl>(&F);
  bool Shifted = Method && Method->isExplicitObjectMemberFunction() &&
                 isa<CXXOperatorCallExpr>(Call);
  int Position = Shifted ? Index + 1 : Index;
  return Position >= 0 && unsigned(Position) < F.getNumParams()
             ? F.getParamDecl(Position)
             : nullptr;
}

/// What a closure's own coroutine reads of its captures.
static Retention keepsCaptures(FunctionAnalysis &Operator, bool Lazy) {
  if (!Operator.isCoroutine())
    return {};
  LaterUse Use = laterUseOfCaptures(Operator, Lazy ? UsesFrom::Start
                                                   : UsesFrom::FirstSuspension);
  return {static_cast<bool>(Use), Use.Where};
}

Retention ReturnedTasks::keeps(const TaskCreation &Made, int Index) {
  const FunctionDecl *Callee = calleeOf(*Made.Call);
  if (Callee &&
      (keepsAlive(*Callee) || sinkOf(*Made.Call, Index, Unit).KeepsAlive))
    return {};
  FunctionAnalysis *Body = Unit.calledFunction(*Made.Call);
  if (!Body)
    return keepsUnseen(Made, Callee, Index);
  const FunctionDecl &Definition = Body->function();
  const ParmVarDecl *Param = parameterFor(*Made.Call, Definition, Index);
  Referent Kept{Referent::Pointee, Param};
  if (!Param && Index != ThisArgument)
    return {};
  bool Lazy = Made.Kind == TaskKind::Lazy;
  const auto *Method = dyn_cast<CXXMethodDecl>(&Definition);
  // Through an object parameter by reference, captures are read like through
  // the implicit one; by value, it is the closure in the frame.
  bool Closure = Method && Method->getParent()->isLambda() &&
                 (!Param || (Param->isExplicitObjectParameter() &&
                             Param->getType()->isReferenceType()));
  if (!Param && !Method)
    return {};
  if (Depth == MaxDepth)
    return {};
  auto [It, New] = KnownRetention.try_emplace({Body, Param});
  if (!New)
    return It->second; // while in progress: nothing
  ++Depth;
  Retention Result = Closure               ? keepsCaptures(*Body, Lazy)
                     : Body->isCoroutine() ? keepsCoroutine(*Body, Lazy, Kept)
                                           : keepsPlain(*Body, Kept);
  --Depth;
  return KnownRetention[{Body, Param}] = Result;
}

Retention ReturnedTasks::keepsPastSuspension(const TaskCreation &Made,
                                             int Index) {
  FunctionAnalysis *Body = Unit.calledFunction(*Made.Call);
  const ParmVarDecl *Param =
      Body ? parameterFor(*Made.Call, Body->function(), Index) : nullptr;
  if (!Body || !Body->isCoroutine() || !Param)
    return keeps(Made, Index);
  return keepsCoroutine(*Body, /*Lazy=*/false, {Referent::Pointee, Param});
}

Referent ReturnedTasks::passed(FunctionAnalysis &F, const TaskCreation &Made,
                               int Index) {
  const Expr *Argument = argumentOf(*Made.Call, Index);
  if (!Argument)
    return {};
  if (Index == ThisArgument)
    return F.borrows().ofObject(*Argument);
  const FunctionDecl *Callee = calleeOf(*Made.Call);
  bool Copies = Callee && isLibraryOperation(*Callee) &&
                isBorrowingType(Argument->getType(), Unit.roles());
  return Copies ? F.borrows().ofCopy(*Argument)
                : F.borrows().ofArgument(*Argument);
}

bool corolint::hasContent(QualType T, Roles &R) {
  const CXXRecordDecl *Record = recordOf(T);
  return !Record || (!Record->isEmpty() && !R.awaitables().of(T).Valid);
}

bool corolint::callsClosure(const Expr &Call) {
  const auto *Method = dyn_cast_or_null<CXXMethodDecl>(calleeOf(Call));
  return Method && Method->getParent()->isLambda();
}

DanglingArgument ReturnedTasks::danglingArgument(FunctionAnalysis &F,
                                                 const TaskReturn &Return) {
  for (const TaskCreation &Made : Return.Created) {
    int Count = argumentCount(*Made.Call);
    for (int I = ThisArgument; I != Count; ++I) {
      if (I == ThisArgument && callsClosure(*Made.Call))
        continue; // another rule's
      Referent To = passed(F, Made, I);
      if (To.K != Referent::Object ||
          !hasContent(To.Var->getType(), Unit.roles()))
        continue;
      if (Retention Kept = keeps(Made, I))
        return {To.Var, argumentOf(*Made.Call, I), Kept.Use};
    }
  }
  return {};
}
