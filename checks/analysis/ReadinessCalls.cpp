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
#include "VariableUses.h"
#include "Words.h"
#include "clang/Analysis/CFG.h"
#include "llvm/ADT/SetOperations.h"
#include "llvm/Support/SaveAndRestore.h"

using namespace clang;
using namespace corolint;

/// Values are followed through variables this far.
static constexpr unsigned MaxDepth = 8;

/// The call that makes what \p Await awaits; null when there is none.
const CallExpr *Readiness::awaitedCall(const CoawaitExpr &Await) {
  const Expr *E = Await.getOperand()->IgnoreImplicit()->IgnoreParenImpCasts();
  // `co_await std::move(task)`.
  for (unsigned Depth = 0; Depth != MaxDepth; ++Depth) {
    if (const Expr *Moved = movedFrom(*E))
      E = Moved;
    const auto *Call = dyn_cast<CallExpr>(E);
    const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
    if (!Callee || Call->getNumArgs() != 1 ||
        !R.functionModel(*Callee, CallEffect::Moves))
      break;
    E = Call->getArg(0)->IgnoreParenImpCasts();
  }
  const auto *Name = dyn_cast<DeclRefExpr>(E);
  const auto *Var = Name ? dyn_cast<VarDecl>(Name->getDecl()) : nullptr;
  if (Var && Var->hasLocalStorage() && !isa<ParmVarDecl>(Var) &&
      F.variables().valuesOf(*Var).size() == 1)
    E = F.variables().valuesOf(*Var).front();
  return dyn_cast<CallExpr>(E->IgnoreImplicit()->IgnoreParenImpCasts());
}

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

/// Adds what a coroutine with a visible body has waited for.
void Readiness::awaited(const CoawaitExpr &Await, Paths &Ready) {
  const CallExpr *Call = awaitedCall(Await);
  FunctionAnalysis *Body = Call ? F.unit().calledFunction(*Call) : nullptr;
  if (!Body || Body == &F || !Body->isCoroutine())
    return;
  for (const AccessPath *Path : Body->readiness().outcome().Always)
    if (const AccessPath *Object = inCaller(*Path, *Body, *Call))
      Ready.insert(Object);
}

/// Whether nobody sees what \p Callee does, which is the user's.
static bool isUnseen(const FunctionDecl &Callee, const Roles &R) {
  return !Callee.hasBody() && !isInSystemHeader(Callee) &&
         R.models().findFunction(Callee).empty();
}

/// What a function whose body is elsewhere may have asked: the objects that it
/// is given by reference and, if it is called like that, its own.
void Readiness::askedElsewhere(const CallExpr &Call,
                               llvm::SmallVectorImpl<const AccessPath *> &Out) {
  const FunctionDecl &Callee = *Call.getDirectCallee();
  auto Add = [&](const Expr *Object) {
    if (const AccessPath *Path =
            Object ? Objects.objectOrPointee(Object) : nullptr)
      Out.push_back(Path);
  };
  if (Callee.getIdentifier() &&
      hasWord(Callee.getName(), {"ready", "done", "finished", "complete",
                                 "completed", "available", "resolved"}))
    Add(argumentOf(Call, ThisArgument));
  for (unsigned I = 0; I != Callee.getNumParams(); ++I) {
    const QualType T = Callee.getParamDecl(I)->getType();
    if ((T->isReferenceType() || T->isPointerType()) &&
        T->getPointeeType()->isRecordType())
      Add(argumentOf(Call, I));
  }
}

/// What is ready where \p Call, of a helper that asks, or its awaited result
/// is \p Value: what the helper says, in its caller's terms.
void Readiness::readyIfCall(const CallExpr &Call, bool IsAwaited, bool Value,
                            llvm::SmallVectorImpl<const AccessPath *> &Out) {
  FunctionAnalysis *Helper = F.unit().calledFunction(Call);
  const FunctionDecl *Callee = Call.getDirectCallee();
  if (!Helper && Callee && isUnseen(*Callee, R))
    return askedElsewhere(Call, Out);
  if (!Helper || Helper == &F || Helper->isCoroutine() != IsAwaited)
    return;
  const Outcome &Of = Helper->readiness().outcome();
  for (const AccessPath *Object : Value ? Of.IfTrue : Of.IfFalse)
    if (const AccessPath *Known = inCaller(*Object, *Helper, Call))
      Out.push_back(Known);
}

namespace {
/// The returns of a function, also of a coroutine.
class ReturnFinder : public OwnCodeVisitor<ReturnFinder> {
public:
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
};
} // namespace

const Readiness::Outcome &Readiness::outcome() {
  static const Outcome Nothing;
  if (Result)
    return *Result;
  if (InProgress || Summing || !F.cfg())
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
  Of.IsResultReady = !Returns.Found.empty();
  std::optional<Paths> If[2];
  for (const auto &[Return, Value] : Returns.Found) {
    Of.IsResultReady &= Value && isReady(*Value, *Return);
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
