//===--- InvalidatedElements.cpp - elements that others may destroy -------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "InvalidatedElements.h"
#include "AwaitedHolds.h"
#include "Handovers.h"
#include "LaterUses.h"
#include "OwnCodeVisitor.h"
#include "StmtParents.h"
#include "ThreadAffinity.h"
#include "ThreadLocals.h"
#include "clang/AST/StmtCXX.h"

using namespace clang;
using namespace corolint;

namespace {

class Judge {
public:
  Judge(FunctionAnalysis &F, bool Strict)
      : F(F), R(F.unit().roles()), Strict(Strict), Pulled(isPulled(F)),
        Elements(F), Locks(F) {}

  std::vector<InvalidatedElement> run() {
    std::vector<InvalidatedElement> Found;
    for (const KeptElement &Element : Elements.kept())
      if (!isPartOf(Element, Found))
        if (std::optional<InvalidatedElement> Invalid = judge(Element);
            Invalid && !isOnlyComparedWith(*Invalid, Found))
          Found.push_back(std::move(*Invalid));
    if (Strict)
      findPassedOn(Found);
    return Found;
  }

private:
  /// Elements that an awaited coroutine uses after a suspension of its own.
  void findPassedOn(std::vector<InvalidatedElement> &Found) {
    struct AwaitFinder : OwnCodeVisitor<AwaitFinder> {
      std::vector<const CoawaitExpr *> Awaits;
      bool VisitCoawaitExpr(CoawaitExpr *E) {
        Awaits.push_back(E);
        return true;
      }
    } Finder;
    Finder.TraverseStmt(const_cast<Stmt *>(&F.body()));
    corolint::Elements Places(F);
    for (const CoawaitExpr *Await : Finder.Awaits) {
      const auto *Call = dyn_cast<CallExpr>(
          peelForBorrow(Await->getOperand())->IgnoreImplicit());
      FunctionAnalysis *Callee =
          Call ? F.unit().calledFunction(*Call) : nullptr;
      if (!Callee || !Callee->isCoroutine())
        continue;
      for (const ParmVarDecl *Param : Callee->function().parameters())
        if (auto Passed = passedOn(*Await, *Call, *Callee, *Param, Places);
            Passed && !isPartOf(Passed->Element, Found))
          Found.push_back(std::move(*Passed));
    }
  }

  std::optional<InvalidatedElement> passedOn(const CoawaitExpr &Await,
                                             const CallExpr &Call,
                                             FunctionAnalysis &Callee,
                                             const ParmVarDecl &Param,
                                             corolint::Elements &Places) {
    const Expr *Argument = argumentFor(Call, Callee.function(), Param);
    bool Reference = Param.getType()->isReferenceType();
    if (!Argument || (!Reference && !refersToElements(Param.getType(), R)))
      return std::nullopt;
    InvalidatedElement Result;
    Result.Element.LookUp = Argument;
    Result.Element.Of =
        Reference ? Places.object(Argument) : Places.value(Argument);
    if (!Result.Element.Of.Via.empty())
      Result.Element.Var = Result.Element.Of.Via.back();
    LaterUse Use = laterUse(Callee, &Param, UsesFrom::FirstSuspension);
    if (!Use || Locks.at(Await))
      return std::nullopt;
    Result.Used = {&Await, nullptr, Use.Where};
    for (const ElementHold &Hold : Result.Element.Of.Holds)
      if (const ContainerChange *Change =
              changeOf(Hold, Result.Element, Meanwhile)) {
        Result.Hold = Hold;
        Result.Change = Change;
        return Result;
      }
    return std::nullopt;
  }

  /// Whether \p Element was taken from a local that has been found already, or
  /// is one of them.
  static bool isPartOf(const KeptElement &Element,
                       llvm::ArrayRef<InvalidatedElement> Found) {
    return llvm::any_of(Found, [&](const InvalidatedElement &Other) {
      return (Element.Var && Other.Element.Var == Element.Var) ||
             llvm::is_contained(Element.Of.Via, Other.Element.Var);
    });
  }

  /// Whether it is the end that another one is compared with: one bug.
  bool isOnlyComparedWith(const InvalidatedElement &Element,
                          llvm::ArrayRef<InvalidatedElement> Found) {
    const Stmt *Comparison = Element.Used.Use;
    do
      Comparison = F.parents().getParent(Comparison);
    while (isa_and_nonnull<ParenExpr, CastExpr>(Comparison));
    const Expr *Operands[2] = {};
    if (const auto *Binary = dyn_cast_or_null<BinaryOperator>(Comparison);
        Binary && Binary->isComparisonOp()) {
      Operands[0] = Binary->getLHS();
      Operands[1] = Binary->getRHS();
    } else if (const auto *Call =
                   dyn_cast_or_null<CXXOperatorCallExpr>(Comparison);
               Call && Call->isComparisonOp()) {
      Operands[0] = Call->getArg(0);
      Operands[1] = Call->getArg(1);
    }
    return llvm::any_of(Found, [&](const InvalidatedElement &Other) {
      return llvm::any_of(Operands, [&](const Expr *Operand) {
        return Operand && variableNamed(Operand->IgnoreParenImpCasts()) ==
                              Other.Element.Var;
      });
    });
  }

  std::optional<InvalidatedElement> judge(const KeptElement &Element) {
    if (std::optional<InvalidatedElement> Found = judge(Element, Meanwhile))
      return Found;
    return Pulled ? judge(Element, WhilePulled) : std::nullopt;
  }

  /// Who can make the change: anybody while the coroutine is suspended, or the
  /// loop that pulls what it yields.
  enum Changer { Meanwhile, WhilePulled };

  std::optional<InvalidatedElement> judge(const KeptElement &Element,
                                          Changer Who) {
    auto Suspends = [&](const CoroutineSuspendExpr &S) {
      return !R.awaitables().neverSuspends(S) &&
             (Pulled && isa<CoyieldExpr>(S)) == (Who == WhilePulled);
    };
    if (!Elements.usedAfterSuspension(Element, Suspends))
      return std::nullopt;
    for (const ElementHold &Hold : Element.Of.Holds) {
      const ContainerChange *Change =
          belongsToThread(Hold) ? nullptr : changeOf(Hold, Element, Who);
      if (!Change)
        continue;
      InvalidatedElement Result;
      Result.Used = Elements.usedAfterSuspension(
          Element, [&](const CoroutineSuspendExpr &S) {
            return Suspends(S) && !Locks.at(S);
          });
      if (!Result.Used)
        return std::nullopt;
      Result.Element = Element;
      Result.Hold = Hold;
      Result.Change = Change;
      return Result;
    }
    return std::nullopt;
  }

  /// Whether it is thread-local where the coroutine may change threads: then
  /// that is the bug, and thread-local-across-await reports it.
  bool belongsToThread(const ElementHold &Hold) {
    const auto *Var = dyn_cast_or_null<VarDecl>(Hold.Container.Decl);
    return Var && isThreadLocal(*Var) && !Pulled && !isPinned(F);
  }

  /// The change that tells most: one made by others before one of its own.
  const ContainerChange *changeOf(const ElementHold &Hold,
                                  const KeptElement &Element, Changer Who) {
    const Place &Where = Hold.Container;
    if (Where.Reach != Place::Shared || !Where.Decl ||
        (Where.ConstParameter && !Strict))
      return nullptr;
    ContainerChanges &Changes = F.unit().containerChanges();
    if (const auto *Param = dyn_cast<ParmVarDecl>(Where.Decl);
        Param && Changes.isLentByAwaitingFrames(F, *Param))
      return nullptr;
    const ContainerChange *Own = nullptr;
    for (const ContainerChange *Change : Changes.invalidating(Hold)) {
      if (Who == WhilePulled
              ? !Changes.happensInPullers(*Change, F)
              : !Changes.happensMeanwhile(*Change, F, Element.LookUp))
        continue;
      if (Change->By != &F)
        return Change;
      Own = Own ? Own : Change;
    }
    return Own;
  }

  FunctionAnalysis &F;
  Roles &R;
  bool Strict;
  bool Pulled;
  SuspendedElements Elements;
  SuspendedHolds Locks;
};

} // namespace

std::vector<InvalidatedElement>
corolint::invalidatedElements(FunctionAnalysis &F, bool Strict) {
  if (!F.isCoroutine())
    return {};
  return Judge(F, Strict).run();
}
