//===--- ReadinessAwaits.cpp - what awaits leave ready --------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "BodyVisibility.h"
#include "CallableBodies.h"
#include "Readiness.h"
#include "TranslationUnit.h"
#include "VariableUses.h"
#include "Words.h"

using namespace clang;
using namespace corolint;

/// Values are followed through variables this far.
static constexpr unsigned MaxDepth = 8;

/// The expression that makes what \p Await awaits: `co_await std::move(task)`.
const Expr *Readiness::awaitedValue(const CoawaitExpr &Await) {
  const Expr *E = Await.getOperand()->IgnoreImplicit()->IgnoreParenCasts();
  for (unsigned Depth = 0; Depth != MaxDepth; ++Depth) {
    if (const Expr *Moved = movedFrom(*E))
      E = Moved->IgnoreParenImpCasts();
    const auto *Call = dyn_cast<CallExpr>(E);
    const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
    if (!Callee || Call->getNumArgs() != 1 ||
        !R.functionModel(*Callee, CallEffect::Moves))
      break;
    E = Call->getArg(0)->IgnoreParenImpCasts();
  }
  const auto *Name = dyn_cast<DeclRefExpr>(E);
  const auto *Var = Name ? dyn_cast<VarDecl>(Name->getDecl()) : nullptr;
  if (Var && Var->hasLocalStorage() && !isa<ParmVarDecl>(Var)) {
    llvm::ArrayRef<const Expr *> Given = F.variables().valuesOf(*Var);
    if (Given.size() == 1)
      E = Given.front();
    else if (Given.empty() && Var->getInit())
      E = Var->getInit();
  }
  E = E->IgnoreImplicit()->IgnoreParenCasts()->IgnoreImplicit();
  const Expr *Moved = movedFrom(*E);
  return Moved ? Moved->IgnoreImplicit()->IgnoreParenCasts() : E;
}

/// Whether objects of type \p T stand for work: a future, a thread.
static bool isWaitedFor(QualType T, Roles &R) {
  const CXXRecordDecl *Record = recordOf(T);
  return Record && Record->hasDefinition() &&
         llvm::any_of(Record->methods(), [&](const CXXMethodDecl *Method) {
           const FunctionModel *Waits =
               R.functionModel(*Method, CallEffect::Waits);
           return (Waits && Waits->Operation == BlockingOperation::Result) ||
                  R.functionModel(*Method, CallEffect::Joins);
         });
}

/// Whether \p Name says that something is over.
static bool soundsLikeTheEnd(llvm::StringRef Name) {
  return hasWord(Name, {"ready", "done", "finished", "complete", "completed",
                        "available", "resolved"});
}

/// What \p Made, a call whose body is elsewhere or an awaiter, may have asked
/// or waited for: the objects that it is given by reference and, if it is
/// called like that, its own. Where it gives no answer (\p IsAnswer) that
/// decides something, its name or theirs has to speak of waiting.
void Readiness::lentTo(const Expr &Made, bool IsAnswer,
                       llvm::SmallVectorImpl<const AccessPath *> &Out) {
  auto Add = [&](const Expr *Object) {
    if (const AccessPath *Path =
            Object ? Objects.objectOrPointee(Object) : nullptr)
      Out.push_back(Path);
  };
  if (const auto *List = dyn_cast<InitListExpr>(&Made)) {
    for (const Expr *Init : List->inits())
      if (isWaitedFor(pointeeOrSelf(Init->getType()), R))
        Add(Init);
    return;
  }
  const FunctionDecl *Callee = calleeOf(Made);
  if (!Callee)
    return;
  const llvm::StringRef Name =
      Callee->getIdentifier() ? Callee->getName() : llvm::StringRef();
  // `socket.async_wait(...)` waits for one of many things.
  const bool IsWait =
      !IsAnswer && !beginsWithWord(Name, "async") &&
      hasWord(Name, {"wait", "join", "drain", "until", "finish", "await"});
  const bool IsEnd = IsWait || soundsLikeTheEnd(Name);
  // A wait with a time limit that gives no answer says nothing.
  if (!IsAnswer &&
      llvm::any_of(Callee->parameters(), [&](const ParmVarDecl *P) {
        return R.hasRole(P->getType().getNonReferenceType(),
                         TypeRole::TimeLimit);
      }))
    return;
  if (IsEnd)
    Add(argumentOf(Made, ThisArgument));
  for (unsigned I = 0; I != Callee->getNumParams(); ++I) {
    const QualType T = Callee->getParamDecl(I)->getType();
    if (!T->isReferenceType() && !T->isPointerType())
      continue;
    const QualType Of = T->getPointeeType();
    if (Of->isRecordType() && (IsAnswer || IsEnd || isWaitedFor(Of, R)))
      Add(argumentOf(Made, I));
  }
}

/// What the callables leave ready that \p Made is given, and runs: work that
/// is done elsewhere, or a condition that is waited for (\p IfTrue).
void Readiness::leftByCallables(
    const Expr &Made, bool IfTrue,
    llvm::SmallVectorImpl<const AccessPath *> &Out) {
  for (unsigned I = 0; I != argumentCount(Made); ++I) {
    const Expr *Argument = argumentOf(Made, I);
    if (!Argument)
      continue;
    for (const FunctionDecl *Body : bodiesOf(*Argument)) {
      FunctionAnalysis *Run = F.unit().analysisOf(*Body);
      if (!Run || Run == &F)
        continue;
      auto AddOuter = [&](const Paths &Left) {
        for (const AccessPath *Path : Left)
          if (!Path->root() || Path->root()->getDeclContext() != Body)
            Out.push_back(Path);
      };
      const Outcome &Of = Run->readiness().outcome();
      AddOuter(Of.Always);
      if (IfTrue)
        AddOuter(Of.IfTrue);
    }
  }
}

/// Adds what an await has waited for: a coroutine with a visible body says so,
/// others may have done it with what they are given.
void Readiness::awaited(const CoawaitExpr &Await, Paths &Ready) {
  const Expr *Made = awaitedValue(Await);
  llvm::SmallVector<const AccessPath *, 4> Left;
  leftByCallables(*Made, Await.getType()->isVoidType(), Left);
  const auto *Call = dyn_cast<CallExpr>(Made);
  FunctionAnalysis *Body = Call ? F.unit().calledFunction(*Call) : nullptr;
  if (Body && Body->isCoroutine()) {
    if (Body != &F)
      for (const AccessPath *Path : Body->readiness().outcome().Always)
        if (const AccessPath *Object = inCaller(*Path, *Body, *Call))
          Left.push_back(Object);
  } else if (!Await.getType()->isBooleanType() &&
             !Await.getType()->isEnumeralType()) {
    lentTo(*Made, /*IsAnswer=*/false, Left);
  }
  Ready.insert(Left.begin(), Left.end());
}
