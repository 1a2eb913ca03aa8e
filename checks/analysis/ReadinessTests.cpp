//===--- ReadinessTests.cpp - what conditions say of futures --------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "BodyVisibility.h"
#include "Readiness.h"
#include "StmtParents.h"
#include "TranslationUnit.h"
#include "VariableUses.h"
#include "clang/Analysis/CFG.h"

using namespace clang;
using namespace corolint;

/// Values are followed through variables this far.
static constexpr unsigned MaxDepth = 8;

const VarDecl *corolint::answerNamedBy(const Expr *E) {
  const auto *Name = dyn_cast<DeclRefExpr>(E);
  const auto *Var = Name ? dyn_cast<VarDecl>(Name->getDecl()) : nullptr;
  return Var && Var->hasLocalStorage() && Var->getType()->isScalarType() &&
                 !isa<ParmVarDecl>(Var)
             ? Var
             : nullptr;
}

/// Whether the variable \p Var still tells the truth, where \p Known is given.
bool Readiness::isCurrent(const VarDecl &Var, const Paths *Known) {
  return !Known || Known->contains(Objects.intern(&Var, {}));
}

/// The object whose readiness \p E tells: `f.wait_for(0s)`, `f.is_ready()`, or
/// a variable that is only ever given answers about it.
const AccessPath *Readiness::testedBy(const Expr *E, const Paths *Known,
                                      unsigned Depth) {
  E = E->IgnoreParenImpCasts()->IgnoreImplicit();
  const FunctionDecl *Callee = isa<CallExpr>(E) ? calleeOf(*E) : nullptr;
  if (const FunctionModel *Tests =
          Callee ? R.functionModel(*Callee, CallEffect::TestsReady) : nullptr) {
    const Expr *Object = argumentOf(*E, Tests->Argument);
    return Object ? Objects.objectOrPointee(Object) : nullptr;
  }
  if (const auto *Call = dyn_cast<CallExpr>(E)) {
    FunctionAnalysis *Helper = F.unit().calledFunction(*Call);
    const AccessPath *Status = Helper && Helper != &F && !Helper->isCoroutine()
                                   ? Helper->readiness().outcome().Status
                                   : nullptr;
    return Status ? inCaller(*Status, *Helper, *Call) : nullptr;
  }
  const VarDecl *Var = answerNamedBy(E);
  if (!Var || Depth >= MaxDepth || !isCurrent(*Var, Known))
    return nullptr;
  const AccessPath *Object = nullptr;
  for (const Expr *Value : F.variables().valuesOf(*Var)) {
    const AccessPath *Tested = testedBy(Value, Known, Depth + 1);
    if (!Tested || (Object && Object != Tested))
      return nullptr;
    Object = Tested;
  }
  return Object;
}

/// The enumerator that \p E is; null for others.
static const EnumConstantDecl *enumeratorIn(const Expr *E) {
  const auto *Ref = dyn_cast<DeclRefExpr>(E->IgnoreParenImpCasts());
  return Ref ? dyn_cast<EnumConstantDecl>(Ref->getDecl()) : nullptr;
}

/// Whether \p E is an enumerator called \p Name.
static bool isEnumerator(const Expr *E, llvm::StringRef Name) {
  const EnumConstantDecl *Constant = enumeratorIn(E);
  return Constant && Constant->getName() == Name;
}

/// Whether \p E is an enumerator of the user's.
static bool isOwnEnumerator(const Expr *E) {
  const EnumConstantDecl *Constant = enumeratorIn(E);
  return Constant && !isInSystemHeader(*Constant);
}

/// The objects that the call asks whose result is \p Answer, an enumerator of
/// the user's, or is in that variable. What the answer says, nobody knows.
void Readiness::askedFor(const Expr *Answer,
                         llvm::SmallVectorImpl<const AccessPath *> &Out) {
  Answer = Answer->IgnoreParenImpCasts()->IgnoreImplicit();
  if (const VarDecl *Var = answerNamedBy(Answer)) {
    llvm::ArrayRef<const Expr *> Values = F.variables().valuesOf(*Var);
    if (Values.size() == 1 && isa<CallExpr>(Values[0]->IgnoreImplicit()))
      askedFor(Values[0], Out);
    return;
  }
  Paths Asked;
  if (const auto *Call = dyn_cast<CallExpr>(Answer))
    askedIn(*Call, Asked);
  Out.append(Asked.begin(), Asked.end());
}

/// What the conditions say under which a flag is set to \p Value: `if (ready)
/// found = true;`.
void Readiness::readyUnder(const Expr &Value,
                           llvm::SmallVectorImpl<const AccessPath *> &Out,
                           unsigned Depth) {
  const Stmt *Child = &Value;
  for (const Stmt *P = F.parents().getParent(Child); P && !isa<LambdaExpr>(P);
       Child = P, P = F.parents().getParent(P))
    if (const auto *If = dyn_cast<IfStmt>(P);
        If && (Child == If->getThen() || Child == If->getElse()))
      readyIf(If->getCond(), Child == If->getThen(), nullptr, Out, Depth + 1);
}

bool corolint::isOther(const Expr &E, bool Value, const ASTContext &Context) {
  bool Is = false;
  return !E.isValueDependent() && E.EvaluateAsBooleanCondition(Is, Context) &&
         Is != Value;
}

/// What is ready where one of \p Values, nobody knows which, is \p Value.
void Readiness::readyIfAny(llvm::ArrayRef<const Expr *> Values, bool Value,
                           const Paths *Known,
                           llvm::SmallVectorImpl<const AccessPath *> &Out,
                           unsigned Depth) {
  bool IsFirst = true;
  llvm::SmallVector<const AccessPath *, 2> Common;
  for (const Expr *E : Values) {
    if (!E || isOther(*E, Value, F.unit().context()))
      continue;
    llvm::SmallVector<const AccessPath *, 2> Ready;
    readyIf(E, Value, Known, Ready, Depth + 1);
    if (isOther(*E, !Value, F.unit().context()))
      readyUnder(*E, Ready, Depth + 1);
    if (std::exchange(IsFirst, false))
      Common = Ready;
    else
      llvm::erase_if(Common, [&](const AccessPath *Object) {
        return !llvm::is_contained(Ready, Object);
      });
  }
  llvm::append_range(Out, Common);
}

void Readiness::readyIf(const Expr *E, bool Value, const Paths *Known,
                        llvm::SmallVectorImpl<const AccessPath *> &Out,
                        unsigned Depth) {
  E = E->IgnoreParenImpCasts()->IgnoreImplicit();
  if (Depth > MaxDepth)
    return;
  // `static_cast<bool>(condition)`, as in an assertion.
  while (isa<ExplicitCastExpr>(E) && E->getType()->isBooleanType())
    E = cast<ExplicitCastExpr>(E)->getSubExpr()->IgnoreParenImpCasts();
  if (const auto *Not = dyn_cast<UnaryOperator>(E);
      Not && Not->getOpcode() == UO_LNot)
    return readyIf(Not->getSubExpr(), !Value, Known, Out, Depth + 1);
  auto Add = [&](const AccessPath *Object) {
    if (Object)
      Out.push_back(Object);
  };
  if (const auto *Binary = dyn_cast<BinaryOperator>(E)) {
    const Expr *Left = Binary->getLHS(), *Right = Binary->getRHS();
    if (Binary->getOpcode() == (Value ? BO_LAnd : BO_LOr)) {
      readyIf(Left, Value, Known, Out, Depth + 1);
      readyIf(Right, Value, Known, Out, Depth + 1);
    } else if (Binary->isEqualityOp()) {
      // Not equal to "timeout" says the same, of what is not put off.
      const bool IsEqual = (Binary->getOpcode() == BO_EQ) == Value;
      const llvm::StringRef Name = IsEqual ? "ready" : "timeout";
      if (isEnumerator(Right, Name))
        Add(testedBy(Left, Known));
      else if (isEnumerator(Left, Name))
        Add(testedBy(Right, Known));
      if (isOwnEnumerator(Right))
        askedFor(Left, Out);
    }
    return;
  }
  if (!E->getType()->isBooleanType())
    return;
  if (const VarDecl *Var = answerNamedBy(E)) {
    if (isCurrent(*Var, Known))
      readyIfAny(F.variables().valuesOf(*Var), Value, Known, Out, Depth);
    return;
  }
  if (Value)
    Add(testedBy(E, Known));
  const auto *Await = dyn_cast<CoawaitExpr>(E);
  if (Await)
    E = awaitedValue(*Await);
  if (const auto *Call = dyn_cast_or_null<CallExpr>(E))
    readyIfCall(*Call, Await != nullptr, Value, Out);
}

/// Adds what the branch from \p From to \p To says to what is ready before it.
void Readiness::branch(const CFGBlock &From, const CFGBlock &To, Paths &Ready) {
  if (const auto *Switch =
          dyn_cast_or_null<SwitchStmt>(From.getTerminatorStmt())) {
    const auto *Case = dyn_cast_or_null<CaseStmt>(To.getLabel());
    if (!Case)
      return;
    llvm::SmallVector<const AccessPath *, 2> Asked;
    if (isOwnEnumerator(Case->getLHS()))
      askedFor(Switch->getCond(), Asked);
    if (isEnumerator(Case->getLHS(), "ready"))
      if (const AccessPath *Object = testedBy(Switch->getCond(), &Ready))
        Asked.push_back(Object);
    Ready.insert(Asked.begin(), Asked.end());
    return;
  }
  const Expr *Condition =
      From.succ_size() == 2 ? From.getLastCondition() : nullptr;
  // Temporaries end between the condition and the branch.
  if (!Condition && From.succ_size() == 2 &&
      From.getTerminator().isStmtBranch())
    Condition = dyn_cast_or_null<Expr>(From.getTerminatorCondition());
  // The first successor is taken when the condition is true.
  llvm::SmallVector<const AccessPath *, 2> Found;
  if (Condition)
    readyIf(Condition, *From.succ_begin() == &To, &Ready, Found);
  Ready.insert(Found.begin(), Found.end());
}

/// The objects about which the variable \p Answer tells something.
llvm::ArrayRef<const AccessPath *> Readiness::askedBy(const VarDecl &Answer) {
  auto [It, New] = Answers.try_emplace(&Answer);
  if (!New || !Answer.getType()->isScalarType())
    return It->second;
  llvm::SmallVector<const AccessPath *, 2> Asked;
  for (const Expr *Value : F.variables().valuesOf(Answer)) {
    readyIf(Value, true, nullptr, Asked);
    readyIf(Value, false, nullptr, Asked);
    if (isa<CXXBoolLiteralExpr>(Value->IgnoreImplicit()))
      readyUnder(*Value, Asked, 0);
    if (const AccessPath *Tested = testedBy(Value, nullptr))
      Asked.push_back(Tested);
  }
  return Answers[&Answer] = std::move(Asked);
}
