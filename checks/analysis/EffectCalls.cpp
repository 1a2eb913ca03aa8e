//===--- EffectCalls.cpp - what a function runs ---------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "EffectCalls.h"
#include "Annotations.h"
#include "ArgumentFacts.h"
#include "BlockingModels.h"
#include "BodyVisibility.h"
#include "CallableBodies.h"
#include "ChildProcess.h"
#include "Destructors.h"
#include "Offloading.h"
#include "OwnCodeVisitor.h"
#include "ParameterTests.h"
#include "Sinks.h"
#include "VariableEnds.h"
#include "clang/AST/DeclTemplate.h"
#include "llvm/Support/SaveAndRestore.h"

using namespace clang;
using namespace corolint;

namespace {

class CallCollector : public OwnCodeVisitor<CallCollector> {
public:
  CallCollector(FunctionAnalysis &F, EffectCalls &Out)
      : F(F), Unit(F.unit()), R(Unit.roles()), Out(Out) {}

  bool shouldVisitImplicitCode() const { return true; }

  // Who awaits runs what makes the awaiter, which answers for itself.
  bool TraverseCoawaitExpr(CoawaitExpr *E) {
    Awaited.insert(E->getOperand()->IgnoreImplicit());
    return TraverseStmt(E->getCommonExpr());
  }
  bool TraverseCoyieldExpr(CoyieldExpr *E) {
    return TraverseStmt(E->getCommonExpr());
  }
  // What is written elsewhere and evaluated here.
  bool TraverseCXXDefaultArgExpr(CXXDefaultArgExpr *E) {
    llvm::SaveAndRestore Here(At, At.isValid() ? At : E->getUsedLocation());
    return TraverseStmt(E->getExpr());
  }
  bool TraverseCXXDefaultInitExpr(CXXDefaultInitExpr *E) {
    llvm::SaveAndRestore Here(At, At.isValid() ? At : E->getUsedLocation());
    return TraverseStmt(E->getExpr());
  }
  // What is evaluated at compile time.
  bool TraverseConstantExpr(ConstantExpr *) { return true; }
  bool TraverseVarDecl(VarDecl *Var) {
    // What a helper does once, most often before anybody waits, is no effect
    // of its calls.
    const bool IsOnce = Var->isStaticLocal() && !F.isCoroutine();
    return Var->isConstexpr() || IsOnce ||
           RecursiveASTVisitor::TraverseVarDecl(Var);
  }
  bool TraverseIfStmt(IfStmt *S) {
    if (S->isConsteval())
      return TraverseStmt(S->isNegatedConsteval() ? S->getThen()
                                                  : S->getElse());
    if (std::optional<bool> Taken = constant(S->getCond()))
      return TraverseStmt(S->getInit()) &&
             TraverseStmt(*Taken ? S->getThen() : S->getElse());
    const ParameterTests Then = parameterTests(S->getCond(), true, F);
    const ParameterTests Else = parameterTests(S->getCond(), false, F);
    return TraverseStmt(S->getInit()) &&
           TraverseStmt(S->getConditionVariableDeclStmt()) &&
           TraverseStmt(S->getCond()) &&
           (isInChild(S->getCond(), true, F) ||
            traverseUnder(S->getThen(), Then)) &&
           (isInChild(S->getCond(), false, F) ||
            traverseUnder(S->getElse(), Else));
  }
  bool TraverseWhileStmt(WhileStmt *S) {
    return TraverseStmt(S->getConditionVariableDeclStmt()) &&
           TraverseStmt(S->getCond()) &&
           traverseUnder(S->getBody(), parameterTests(S->getCond(), true, F));
  }
  bool TraverseForStmt(ForStmt *S) {
    const ParameterTests Rounds = roundTests(*S, F);
    return TraverseStmt(S->getInit()) &&
           TraverseStmt(S->getConditionVariableDeclStmt()) &&
           TraverseStmt(S->getCond()) && traverseUnder(S->getBody(), Rounds) &&
           traverseUnder(S->getInc(), Rounds);
  }
  bool TraverseSwitchStmt(SwitchStmt *S) {
    auto *Body = dyn_cast<CompoundStmt>(S->getBody());
    if (!Body || hasInnerLabels(*S, *Body))
      return RecursiveASTVisitor::TraverseSwitchStmt(S);
    if (!TraverseStmt(S->getInit()) ||
        !TraverseStmt(S->getConditionVariableDeclStmt()) ||
        !TraverseStmt(S->getCond()))
      return false;
    llvm::SmallVector<const SwitchCase *, 4> Labels;
    ParameterTests Tests;
    bool IsLeft = false;
    for (Stmt *Child : Body->body()) {
      const bool HasLabel = isa<SwitchCase>(Child);
      if (IsLeft && HasLabel)
        Labels.clear();
      while (auto *Label = dyn_cast<SwitchCase>(Child)) {
        Labels.push_back(Label);
        Child = Label->getSubStmt();
      }
      if (HasLabel)
        Tests = caseTests(*S, Labels, F);
      if (!isChildCase(*S, Labels, F) && !traverseUnder(Child, Tests))
        return false;
      IsLeft = leavesSwitch(Child);
    }
    return true;
  }
  // What follows `if (!flag) return;` runs only with the flag.
  bool TraverseCompoundStmt(CompoundStmt *S) {
    const size_t Before = OnlyIf.size();
    bool Continue = true;
    for (Stmt *Child : S->body()) {
      if (!(Continue = TraverseStmt(Child)))
        break;
      const auto *If = dyn_cast<IfStmt>(Child);
      if (If && !If->getElse() && !If->isConsteval() &&
          leavesFunction(If->getThen())) {
        if (isInChild(If->getCond(), false, F))
          break;
        llvm::append_range(OnlyIf, parameterTests(If->getCond(), false, F));
      }
    }
    OnlyIf.resize(Before);
    return Continue;
  }
  bool TraverseBinaryOperator(BinaryOperator *E) {
    if (!E->isLogicalOp())
      return RecursiveASTVisitor::TraverseBinaryOperator(E);
    return TraverseStmt(E->getLHS()) &&
           traverseUnder(
               E->getRHS(),
               parameterTests(E->getLHS(), E->getOpcode() == BO_LAnd, F));
  }
  bool TraverseConditionalOperator(ConditionalOperator *E) {
    if (std::optional<bool> Taken = constant(E->getCond()))
      return TraverseStmt(*Taken ? E->getTrueExpr() : E->getFalseExpr());
    return TraverseStmt(E->getCond()) &&
           traverseUnder(E->getTrueExpr(),
                         parameterTests(E->getCond(), true, F)) &&
           traverseUnder(E->getFalseExpr(),
                         parameterTests(E->getCond(), false, F));
  }

  bool VisitCallExpr(CallExpr *E) {
    const FunctionDecl *Callee = calleeOf(*E);
    if (!Callee)
      Callee = functionNamed(E->getCallee());
    const auto *Operator = dyn_cast<CXXOperatorCallExpr>(E);
    if (Callee && !(Operator && Operator->getOperator() == OO_Call &&
                    isOffloadedParameter(*Operator->getArg(0))))
      called(*Callee, *E);
    if (Operator && Operator->isAssignmentOp())
      assigned(*Operator);
    if (const auto *Member = dyn_cast<CXXMemberCallExpr>(E)) {
      objectOf(*Member);
      putOffWork(*Member);
    }
    return true;
  }
  bool VisitCXXConstructExpr(CXXConstructExpr *E) {
    called(*E->getConstructor(), *E);
    return true;
  }
  bool VisitCXXDeleteExpr(CXXDeleteExpr *E) {
    const QualType T = E->getDestroyedType();
    const CXXRecordDecl *Record = T.isNull() ? nullptr : recordOf(T);
    const CXXDestructorDecl *Destructor =
        Record ? Record->getDestructor() : nullptr;
    if (Destructor &&
        (!Destructor->isVirtual() || Record->isEffectivelyFinal()))
      for (const CXXDestructorDecl *D : destructorsRunBy(T, R))
        add(EffectCall::Plain, *D, E, nullptr, E->getBeginLoc());
    return true;
  }
  bool VisitVarDecl(VarDecl *Var) {
    if (!Var->hasLocalStorage() || isa<ParmVarDecl>(Var) ||
        Var->getType()->isDependentType() ||
        !Var->needsDestruction(Unit.context()))
      return true;
    if (const FunctionDecl *Starter = workStartedBy(Var->getInit(), 0))
      add(EffectCall::EndOfWork, *Starter, startCall(*Var->getInit()), Var,
          Var->getLocation());
    for (const CXXDestructorDecl *D : destructorsAtEndOf(*Var, R))
      add(EffectCall::Ended, *D, nullptr, Var, Var->getLocation());
    return true;
  }

  /// What a coroutine's promise does on its account, where the coroutine is
  /// declared.
  void machinery(const CoroutineBodyStmt &Body) {
    llvm::SaveAndRestore Here(At, F.function().getLocation());
    TraverseStmt(Body.getReturnValueInit());
    TraverseStmt(Body.getExceptionHandler());
  }

  /// Objects that nobody takes end with their expression.
  void discarded() {
    for (const Discard &D : F.survey().Discards) {
      if (const FunctionDecl *Starter = workStartedBy(D.Value, 0))
        add(EffectCall::EndOfWork, *Starter, startCall(*D.Value), nullptr,
            D.Value->getExprLoc());
      // `Guard(1);` is a cast around the constructor's call.
      const Expr *Made = D.Value;
      if (const auto *Cast = dyn_cast<CXXFunctionalCastExpr>(Made))
        Made = Cast->getSubExpr()->IgnoreImplicit();
      if (isa<CXXConstructExpr>(Made))
        for (const CXXDestructorDecl *End :
             destructorsRunBy(D.Value->getType(), R))
          add(EffectCall::Ended, *End, D.Value, nullptr, D.Value->getExprLoc());
    }
  }

private:
  /// Whether the text of a macro stands there that is defined in another file:
  /// an assertion, a log. What it does when it fails, or where its text goes,
  /// is not the caller's business; what it is given is.
  bool isInForeignMacro(SourceLocation Where) const {
    const SourceManager &SM = Unit.context().getSourceManager();
    const FileID Own = SM.getFileID(SM.getFileLoc(F.function().getLocation()));
    for (; Where.isMacroID(); Where = SM.getImmediateMacroCallerLoc(Where))
      if (SM.isMacroBodyExpansion(Where) &&
          SM.getFileID(SM.getSpellingLoc(Where)) != Own)
        return true;
    return false;
  }

  /// Whether a label of \p S stands inside of a statement of its \p Body, so
  /// that control gets into the middle of that statement.
  static bool hasInnerLabels(const SwitchStmt &S, const CompoundStmt &Body) {
    llvm::SmallPtrSet<const SwitchCase *, 8> Outer;
    for (const Stmt *Child : Body.body())
      for (; isa<SwitchCase>(Child);
           Child = cast<SwitchCase>(Child)->getSubStmt())
        Outer.insert(cast<SwitchCase>(Child));
    for (const SwitchCase *Label = S.getSwitchCaseList(); Label;
         Label = Label->getNextSwitchCase())
      if (!Outer.contains(Label))
        return true;
    return false;
  }

  std::optional<bool> constant(const Expr *Condition) {
    bool Value = false;
    if (Condition && !Condition->isValueDependent() &&
        Condition->EvaluateAsBooleanCondition(Value, Unit.context()))
      return Value;
    return std::nullopt;
  }

  bool traverseUnder(Stmt *Branch, const ParameterTests &Tests) {
    const size_t Before = OnlyIf.size();
    llvm::append_range(OnlyIf, Tests);
    const bool Continue = TraverseStmt(Branch);
    OnlyIf.resize(Before);
    return Continue;
  }

  void add(EffectCall::KindType Kind, const FunctionDecl &Callee,
           const Expr *Call, const VarDecl *Var, SourceLocation Where,
           const Expr *By = nullptr) {
    // Operations are reported wherever they are written.
    if (isInForeignMacro(Where) &&
        Unit.blockingRoles().of(Callee).Operations.empty())
      return;
    Out.Runs.push_back({Kind, &Callee, Call, Var, At.isValid() ? At : Where,
                        Call && Awaited.contains(Call), OnlyIf, By});
  }

  /// The call itself that makes the value of \p E.
  static const Expr *startCall(const Expr &E) { return E.IgnoreImplicit(); }

  /// The function that has started the work which the end of the value of \p E
  /// waits for; null when there is none.
  const FunctionDecl *workStartedBy(const Expr *E, unsigned Depth) {
    const Expr *Call = E ? startCall(*E) : nullptr;
    const FunctionDecl *Callee =
        Call && isa<CallExpr>(Call) ? calleeOf(*Call) : nullptr;
    // Of other types nobody waits at the end.
    if (!Callee || !R.hasRole(Call->getType(), TypeRole::SelfJoining))
      return nullptr;
    if (blockingEndOf(*Callee, R))
      return Callee;
    FunctionAnalysis *Body = Unit.calledFunction(*Call);
    if (!Body || Body->isCoroutine() || Depth == 4)
      return nullptr;
    llvm::SmallVector<const Expr *, 2> Returned;
    returnsOf(&Body->body(), Returned);
    const FunctionDecl *Starter = nullptr;
    for (const Expr *Value : Returned)
      if (!(Starter = workStartedBy(Value, Depth + 1)))
        return nullptr;
    return Starter;
  }

  /// `future = std::async(...)`: the end of the variable waits.
  void assigned(const CXXOperatorCallExpr &E) {
    const auto *Name =
        dyn_cast<DeclRefExpr>(E.getArg(0)->IgnoreParenImpCasts());
    const auto *Var = Name ? dyn_cast<VarDecl>(Name->getDecl()) : nullptr;
    if (!Var || !Var->hasLocalStorage() || isa<ParmVarDecl>(Var) ||
        Var->getDeclContext() != &F.function())
      return;
    const FunctionDecl *Starter = workStartedBy(E.getArg(1), 0);
    if (Starter)
      add(EffectCall::EndOfWork, *Starter, startCall(*E.getArg(1)), Var,
          Var->getLocation());
  }

  /// The object of a member call that ends with its expression.
  void objectOf(const CXXMemberCallExpr &E) {
    const Expr *Object =
        E.getImplicitObjectArgument()->IgnoreParenCasts()->IgnoreImplicit();
    const CXXMethodDecl *Method = E.getMethodDecl();
    if (!Object->isPRValue() || !Object->getType()->isRecordType() || !Method ||
        Method->getRefQualifier() == RQ_RValue || mayTake(*Method, R))
      return;
    for (const CXXDestructorDecl *End : destructorsRunBy(Object->getType(), R))
      add(EffectCall::Ended, *End, &E, nullptr, E.getBeginLoc());
  }

  /// The function that the call certainly runs: the callee, but for virtual
  /// calls that could go elsewhere. What is said of those is said of the
  /// declaration.
  void called(const FunctionDecl &Callee, const Expr &Call) {
    if (Callee.isNoReturn())
      return; // a program that ends may take its time
    const BlockingRole &Role = Unit.blockingRoles().of(Callee);
    const FunctionDecl *Run = certainCallee(Callee, Call);
    if (Run || !Role.Operations.empty())
      add(EffectCall::Plain, Run ? *Run : Callee, &Call, nullptr,
          Call.getExprLoc());
    if (Role.IsClosed)
      return;
    if (!F.isCoroutine() && R.functionModel(Callee, CallEffect::WaitsFor))
      for (const LambdaExpr *Lambda : lambdasIn(Call))
        Out.WaitedFor.push_back(Lambda->getCallOperator());
    callables(Callee, Call);
    if (R.functionModel(Callee, CallEffect::MakesOwned) ||
        R.functionModel(Callee, CallEffect::Engages))
      constructed(Callee, Call);
  }

  const FunctionDecl *certainCallee(const FunctionDecl &Callee,
                                    const Expr &Call) {
    const auto *Method = dyn_cast<CXXMethodDecl>(&Callee);
    if (!Method || !Method->isVirtual() || isa<CXXConstructExpr>(Call))
      return &Callee;
    if (const FunctionAnalysis *Body = Unit.calledFunction(Call))
      return &Body->function();
    // A local object, or one of a parameter, is of the type it is declared as.
    const Expr *Object = argumentOf(Call, ThisArgument);
    const auto *Name =
        Object ? dyn_cast<DeclRefExpr>(Object->IgnoreParenCasts()) : nullptr;
    const auto *Var = Name ? dyn_cast<VarDecl>(Name->getDecl()) : nullptr;
    const CXXRecordDecl *Type = Var && Var->getType()->isRecordType()
                                    ? recordOf(Var->getType())
                                    : nullptr;
    auto *Called = const_cast<CXXMethodDecl *>(Method);
    if (Type)
      return Called->getCorrespondingMethodInClass(Type);
    // `Base::run()` names it, and nobody overrides what is final.
    const auto *Direct = dyn_cast<MemberExpr>(
        isa<CallExpr>(Call)
            ? cast<CallExpr>(Call).getCallee()->IgnoreParenImpCasts()
            : &Call);
    if (Direct && Direct->hasQualifier())
      return Method;
    return Object
               ? Called->getDevirtualizedMethod(Object, /*IsAppleKext=*/false)
               : nullptr;
  }

  void callables(const FunctionDecl &Callee, const Expr &Call) {
    // As what is static: once, most often before anybody waits.
    if (!F.isCoroutine() && R.functionModel(Callee, CallEffect::RunsOnce))
      return;
    for (unsigned I = 0; I != argumentCount(Call); ++I) {
      const Expr *Argument = argumentOf(Call, I);
      auto Bodies = Argument ? bodiesOf(*Argument)
                             : llvm::SmallVector<const FunctionDecl *, 1>();
      if (Bodies.empty())
        continue;
      if (allowsBlocking(Callee, I, R) || isHop(Callee, Call, F)) {
        if (isa<LambdaExpr>(Argument->IgnoreImplicit()))
          llvm::append_range(Out.Offloaded, Bodies);
        continue;
      }
      if (sinkOf(Call, I, Unit).InPlace || callsArgument(Callee, I))
        for (const FunctionDecl *Body : Bodies)
          add(EffectCall::Plain, *Body, Argument, nullptr, Call.getExprLoc(),
              &Call);
    }
  }

  /// Work that std::async has put off runs where its result is asked for.
  void putOffWork(const CXXMemberCallExpr &E) {
    const CXXMethodDecl *Method = E.getMethodDecl();
    if (!Method || !R.functionModel(*Method, CallEffect::Waits))
      return;
    const Expr *Made =
        E.getImplicitObjectArgument()->IgnoreParenCasts()->IgnoreImplicit();
    const auto *Name = dyn_cast<DeclRefExpr>(Made);
    const auto *Var = Name ? dyn_cast<VarDecl>(Name->getDecl()) : nullptr;
    if (Var && !isa<ParmVarDecl>(Var) && Var->getInit())
      Made = Var->getInit()->IgnoreImplicit();
    if (!isa<CallExpr>(Made) || !isPutOff(*Made, F))
      return;
    for (unsigned I = 0; I != argumentCount(*Made); ++I)
      if (const Expr *Argument = argumentOf(*Made, I))
        for (const FunctionDecl *Body : bodiesOf(*Argument))
          add(EffectCall::Plain, *Body, Argument, nullptr, E.getExprLoc());
  }

  /// The constructor that make_unique and emplace call, where their number of
  /// arguments tells which it is.
  void constructed(const FunctionDecl &Callee, const Expr &Call) {
    llvm::SmallVector<QualType, 4> Made = typeArguments(Call.getType());
    if (R.functionModel(Callee, CallEffect::Engages)) {
      const Expr *Object = argumentOf(Call, ThisArgument);
      Made = Object ? typeArguments(Object->getType())
                    : llvm::SmallVector<QualType, 4>();
    }
    const CXXRecordDecl *Record = Made.empty() ? nullptr : recordOf(Made[0]);
    if (!Record || !Record->hasDefinition())
      return;
    const unsigned Given = argumentCount(Call);
    llvm::SmallVector<const CXXConstructorDecl *, 4> Fit;
    for (const CXXConstructorDecl *Constructor : Record->ctors())
      if (!Constructor->isCopyOrMoveConstructor() &&
          Given >= Constructor->getMinRequiredArguments() &&
          Given <= Constructor->getNumParams())
        Fit.push_back(Constructor);
    // What a model says of a constructor, it says of all overloads.
    if (Fit.size() == 1 ||
        (!Fit.empty() && !Unit.blockingRoles().of(*Fit[0]).Operations.empty()))
      add(EffectCall::Plain, *Fit[0], &Call, nullptr, Call.getExprLoc());
  }

  FunctionAnalysis &F;
  TranslationUnit &Unit;
  Roles &R;
  EffectCalls &Out;
  /// Where what is written elsewhere is evaluated; invalid for the rest.
  SourceLocation At;
  llvm::SmallPtrSet<const Expr *, 8> Awaited;
  /// What parameters say of the branch at hand.
  std::vector<EffectCondition> OnlyIf;
};

} // namespace

const EffectCalls &FunctionAnalysis::effectCalls() {
  if (Runs)
    return *Runs;
  Runs = std::make_unique<EffectCalls>();
  CallCollector Collector(*this, *Runs);
  if (const auto *Constructor = dyn_cast<CXXConstructorDecl>(&F))
    for (const CXXCtorInitializer *Init : Constructor->inits())
      Collector.TraverseStmt(Init->getInit());
  Collector.TraverseStmt(const_cast<Stmt *>(&body()));
  if (const auto *Machinery = dyn_cast_or_null<CoroutineBodyStmt>(F.getBody()))
    Collector.machinery(*Machinery);
  Collector.discarded();
  return *Runs;
}
