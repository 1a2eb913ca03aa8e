//===--- ReadinessCalls.cpp - what calls leave ready ----------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "BodyVisibility.h"
#include "OwnCodeVisitor.h"
#include "Readiness.h"
#include "TranslationUnit.h"
#include "VariableEnds.h"
#include "Words.h"
#include "clang/Analysis/CFG.h"
#include "llvm/ADT/SetOperations.h"
#include "llvm/Support/SaveAndRestore.h"

using namespace clang;
using namespace corolint;

/// \p Path of \p Callee as the caller of \p Call sees it. What was moved into
/// a parameter is still known by its old name.
const AccessPath *Readiness::inCaller(const AccessPath &Path,
                                      FunctionAnalysis &Callee,
                                      const CallExpr &Call) {
  const FunctionDecl &Function = Callee.function();
  if (const AccessPath *Named = Objects.inCaller(Path, Function, Call))
    return Named;
  const auto *Param = dyn_cast_or_null<ParmVarDecl>(Path.root());
  const Expr *Argument =
      Param && Path.steps().empty() && Param->getDeclContext() == &Function
          ? argumentFor(Call, Function, *Param)
          : nullptr;
  const Expr *Moved = Argument ? movedFrom(*Argument) : nullptr;
  return Moved ? Objects.objectOrPointee(Moved) : nullptr;
}

/// Adds what the call of a plain function with a visible body changes.
void Readiness::ran(const CallExpr &Call, FunctionAnalysis &Callee,
                    Facts &Known) {
  const Outcome &Of = Callee.readiness().outcome();
  for (const AccessPath *Path : Of.Lost)
    forget(inCaller(*Path, Callee, Call), Known);
  for (const AccessPath *Path : Of.Always)
    if (const AccessPath *Object = inCaller(*Path, Callee, Call))
      Known.Ready.insert(Object);
}

/// Whether nobody sees what \p Callee does, which is the user's.
static bool isUnseen(const FunctionDecl &Callee, const Roles &R) {
  return !Callee.hasBody() && !isInSystemHeader(Callee) &&
         R.models().findFunction(Callee).empty();
}

/// What is ready where \p Call, of a helper that asks, or its awaited result
/// is \p Value: what the helper says, in its caller's terms.
void Readiness::readyIfCall(const CallExpr &Call, bool IsAwaited, bool Value,
                            llvm::SmallVectorImpl<const AccessPath *> &Out) {
  FunctionAnalysis *Helper = F.unit().calledFunction(Call);
  const FunctionDecl *Callee = Call.getDirectCallee();
  const bool IsElsewhere = !Helper && Callee && isUnseen(*Callee, R);
  if (IsAwaited || IsElsewhere)
    leftByCallables(Call, /*IfTrue=*/true, Out);
  if (IsElsewhere) {
    const llvm::StringRef Name =
        Callee->getIdentifier() ? Callee->getName() : llvm::StringRef();
    const bool Denies = hasWord(Name, {"pending", "busy", "running", "waiting",
                                       "late", "timeout", "timed", "active"});
    if (Value != Denies)
      lentTo(Call, /*IsAnswer=*/true, Out);
    return;
  }
  if (!Helper || Helper == &F || Helper->isCoroutine() != IsAwaited)
    return;
  const Outcome &Of = Helper->readiness().outcome();
  for (const AccessPath *Object : Value ? Of.IfTrue : Of.IfFalse)
    if (const AccessPath *Known = inCaller(*Object, *Helper, Call))
      Out.push_back(Known);
}

namespace {
/// The calls and returns of a function, also of a coroutine.
class ReturnFinder : public OwnCodeVisitor<ReturnFinder> {
public:
  llvm::SmallVector<const CallExpr *, 8> Calls;
  /// The statements, and what they return.
  llvm::SmallVector<std::pair<const Stmt *, const Expr *>, 4> Found;
  bool VisitReturnStmt(ReturnStmt *S) {
    Found.push_back({S, S->getRetValue()});
    return true;
  }
  bool VisitCoreturnStmt(CoreturnStmt *S) {
    Found.push_back({S, S->getOperand()});
    return true;
  }
  bool VisitCallExpr(CallExpr *E) {
    Calls.push_back(E);
    return true;
  }
};
} // namespace

/// The objects that \p Call, or the function that it calls, asks.
void Readiness::askedIn(const CallExpr &Call, Paths &Out) {
  const FunctionDecl *Callee = Call.getDirectCallee();
  const FunctionModel *Tests =
      Callee ? R.functionModel(*Callee, CallEffect::TestsReady) : nullptr;
  if (const Expr *Object = Tests ? argumentOf(Call, Tests->Argument) : nullptr)
    if (const AccessPath *Path = Objects.objectOrPointee(Object))
      Out.insert(Path);
  FunctionAnalysis *Helper = Tests ? nullptr : F.unit().calledFunction(Call);
  if (!Helper || Helper == &F || Helper->isCoroutine())
    return;
  for (const AccessPath *Path : Helper->readiness().outcome().Asked)
    if (const AccessPath *Object = inCaller(*Path, *Helper, Call))
      Out.insert(Object);
}

/// The object whose status all of \p Returns return; null when there is none.
const AccessPath *
Readiness::statusReturned(llvm::ArrayRef<ReturnedValue> Returns) {
  const AccessPath *Status = nullptr;
  for (const auto &[Return, Value] : Returns) {
    const AccessPath *Of = Value && Value->getType()->isEnumeralType()
                               ? testedBy(Value, nullptr)
                               : nullptr;
    if (!Of || (Status && Of != Status))
      return nullptr;
    Status = Of;
  }
  return Status;
}

/// Whether what \p Returns return, if it is anything, is ready.
bool Readiness::isOnlyReady(llvm::ArrayRef<ReturnedValue> Returns) {
  bool IsAny = false;
  for (const auto &[Return, Value] : Returns) {
    if (Value && standsForNothing(*Value, R))
      continue;
    if (!Value || !isReadyWhereGiven(*Value, *Return))
      return false;
    IsAny = true;
  }
  return IsAny;
}

const Readiness::Outcome &Readiness::outcome() {
  static const Outcome Nothing;
  if (Result)
    return *Result;
  const TranslationUnit::Descent Deeper(F.unit());
  if (!Deeper || InProgress || Summing || !F.cfg())
    return Nothing;
  llvm::SaveAndRestore Once(Summing, true);
  solve();
  Outcome Of;
  if (const State &AtEnd = In[&F.cfg()->getExit()]) {
    Of.Always = AtEnd->Ready;
    Of.Lost = AtEnd->Lost;
  }
  ReturnFinder Returns;
  Returns.TraverseStmt(const_cast<Stmt *>(&F.body()));
  for (const CallExpr *Call : Returns.Calls)
    askedIn(*Call, Of.Asked);
  Of.Status = statusReturned(Returns.Found);
  Of.IsResultReady = isOnlyReady(Returns.Found);
  std::optional<Paths> If[2];
  for (const auto &[Return, Value] : Returns.Found) {
    const Facts *Known = factsAt(*Return);
    if (!Known || !Value || !Value->getType()->isBooleanType())
      continue;
    const Paths Before = Known->Ready;
    for (bool Is : {false, true}) {
      if (isOther(*Value, Is, F.unit().context()))
        continue;
      llvm::SmallVector<const AccessPath *, 2> Told;
      readyIf(Value, Is, &Before, Told);
      Paths Ready = Before;
      Ready.insert(Told.begin(), Told.end());
      if (!If[Is])
        If[Is] = std::move(Ready);
      else
        llvm::set_intersect(*If[Is], Ready);
    }
  }
  Of.IfFalse = If[false].value_or(Paths());
  Of.IfTrue = If[true].value_or(Paths());
  Result = std::move(Of);
  return *Result;
}
