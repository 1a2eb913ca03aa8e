//===--- TaskFates.cpp - where a task goes that a call has made -----------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "TaskFates.h"
#include "Borrows.h"
#include "Sinks.h"
#include "StmtParents.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Analysis/CFG.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;
using namespace corolint;

/// Functions that hand a task on are followed this deep.
static constexpr unsigned MaxDepth = 4;

namespace {

/// Follows one value from the expression that makes it outwards.
class FateFinder {
public:
  FateFinder(FunctionAnalysis &F, unsigned Depth)
      : F(F), Depth(Depth), Parents(F.parents()), R(F.unit().roles()),
        T(F.unit().tasks()) {}

  TaskFate follow(const Expr &Made);

private:
  using Step = std::optional<TaskFate>;

  Step step(const Stmt &Parent);
  Step declaration(const DeclStmt &D);
  Step construction(const CXXConstructExpr &E);
  Step call(const CallExpr &E);
  Step argument(const CallExpr &E, const FunctionDecl &Callee, int Index);
  Step handedTo(const Expr &Call, int Index);
  Step throughBody(const Expr &Call, int Index);
  Step isKeptBy(const Expr &Call, const TaskFate &InCallee);
  Step result(const Expr &Call, TaskFate::Kind IfDropped);
  TaskFate storedIn(const Expr &Object, const Stmt &At);
  bool carries(QualType T) const;
  bool isAwaitMachinery(const FunctionDecl &Callee) const;

  FunctionAnalysis &F;
  /// Of the calls that hand the value on.
  unsigned Depth;
  const StmtParents &Parents;
  Roles &R;
  Tasks &T;
  /// The value, on its way: the last expression that has it.
  const Stmt *Child = nullptr;
};

} // namespace

TaskFate FateFinder::follow(const Expr &Made) {
  Child = &Made;
  for (const Stmt *Parent = Parents.getParent(Child); Parent;
       Child = Parent, Parent = Parents.getParent(Parent))
    if (Step Result = step(*Parent))
      return *Result;
  // The initialiser of a member or base.
  if (isa<CXXConstructorDecl>(F.function()) && Child != &F.body())
    return {TaskFate::Kept, nullptr, Child, /*InThis=*/true};
  return {};
}

/// The fate, if \p Parent decides it; nothing when it only hands the value on.
FateFinder::Step FateFinder::step(const Stmt &Parent) {
  if (const auto *Cast = dyn_cast<CastExpr>(&Parent))
    return Cast->getCastKind() == CK_ToVoid
               ? Step({TaskFate::Dropped, nullptr, Cast})
               : Step();
  if (isa<ParenExpr, FullExpr, CXXBindTemporaryExpr, MaterializeTemporaryExpr,
          OpaqueValueExpr, MemberExpr, InitListExpr, CXXParenListInitExpr,
          CXXStdInitializerListExpr>(Parent))
    return std::nullopt;
  if (isa<CoyieldExpr, LambdaExpr, CXXThrowExpr>(Parent))
    return TaskFate();
  if (isa<CoroutineSuspendExpr>(Parent))
    return TaskFate{TaskFate::Done, nullptr, &Parent};
  if (const auto *Construction = dyn_cast<CXXConstructExpr>(&Parent))
    return construction(*Construction);
  if (const auto *Call = dyn_cast<CallExpr>(&Parent))
    return call(*Call);
  if (const auto *Choice = dyn_cast<AbstractConditionalOperator>(&Parent))
    return Child == Choice->getCond() ? Step(TaskFate()) : Step();
  if (const auto *Binary = dyn_cast<BinaryOperator>(&Parent)) {
    if (!Binary->isCommaOp())
      return TaskFate();
    return Child == Binary->getRHS()
               ? Step()
               : Step({TaskFate::Dropped, nullptr, Binary});
  }
  if (isa<CXXNewExpr>(Parent))
    return TaskFate{TaskFate::Kept, nullptr, &Parent};
  if (isa<ReturnStmt, CoreturnStmt>(Parent))
    return TaskFate{TaskFate::Returned, nullptr, &Parent};
  if (const auto *D = dyn_cast<DeclStmt>(&Parent))
    return declaration(*D);
  if (isa<Expr>(Parent))
    return TaskFate();
  return TaskFate{TaskFate::Dropped, nullptr, Child};
}

FateFinder::Step FateFinder::declaration(const DeclStmt &D) {
  for (const Decl *Declared : D.decls()) {
    const auto *Var = dyn_cast<VarDecl>(Declared);
    if (!Var || Var->getInit() != Child)
      continue;
    return Var->hasLocalStorage() ? TaskFate{TaskFate::Stored, Var, &D}
                                  : TaskFate{TaskFate::Kept, nullptr, &D};
  }
  return TaskFate();
}

/// Whether an object of type \p To has the tasks that it is made from.
bool FateFinder::carries(QualType To) const {
  return T.of(To).Kind != TaskKind::None || R.awaitables().of(To).Valid ||
         T.elementsOf(To).Kind != TaskKind::None ||
         R.hasRole(To, TypeRole::Container) ||
         R.hasRole(To, TypeRole::Optional) || R.hasRole(To, TypeRole::Owner) ||
         R.hasRole(To, TypeRole::Generator);
}

FateFinder::Step FateFinder::construction(const CXXConstructExpr &E) {
  if (E.getConstructor()->isCopyOrMoveConstructor() || carries(E.getType()))
    return std::nullopt;
  for (unsigned I = 0; I != E.getNumArgs(); ++I)
    if (E.getArg(I) == Child)
      return handedTo(E, I);
  return TaskFate();
}

bool FateFinder::isAwaitMachinery(const FunctionDecl &Callee) const {
  return Callee.getOverloadedOperator() == OO_Coawait ||
         (Callee.getIdentifier() && Callee.getName().starts_with("await_"));
}

FateFinder::Step FateFinder::call(const CallExpr &E) {
  const FunctionDecl *Callee = E.getDirectCallee();
  if (!Callee)
    return TaskFate();
  if (R.functionModel(*Callee, CallEffect::Moves) ||
      R.functionModel(*Callee, CallEffect::Forwards) ||
      R.functionModel(*Callee, CallEffect::MakesOwned) ||
      isAwaitMachinery(*Callee))
    return std::nullopt;
  // What the promise gets, the awaiter of the result gets.
  if (Callee->getIdentifier() && Callee->getName() == "return_value")
    return TaskFate{TaskFate::Returned, nullptr, &E};
  const auto *Operator = dyn_cast<CXXOperatorCallExpr>(&E);
  if (Operator && Operator->getOperator() == OO_Equal &&
      Operator->getNumArgs() == 2 && Operator->getArg(1) == Child)
    return R.hasRole(Operator->getArg(0)->getType(), TypeRole::IgnoreSink)
               ? TaskFate{TaskFate::Dropped, nullptr, &E}
               : storedIn(*Operator->getArg(0), E);
  if (Child == E.getCallee())
    return argument(E, *Callee, ThisArgument);
  for (int I = ThisArgument; I != static_cast<int>(argumentCount(E)); ++I)
    if (argumentOf(E, I) == Child)
      return argument(E, *Callee, I);
  return TaskFate();
}

FateFinder::Step FateFinder::argument(const CallExpr &E,
                                      const FunctionDecl &Callee, int Index) {
  const Expr *Object = argumentOf(E, ThisArgument);
  if (Index != ThisArgument && Object &&
      (R.functionModel(Callee, CallEffect::Adds) ||
       R.functionModel(Callee, CallEffect::Inserts) ||
       R.functionModel(Callee, CallEffect::Engages)))
    return storedIn(*Object, E);
  return handedTo(E, Index);
}

/// The fate of argument \p Index of a function that does something with it.
FateFinder::Step FateFinder::handedTo(const Expr &Call, int Index) {
  Sink S = sinkOf(Call, Index, F.unit());
  if (S.WaitsFor)
    return TaskFate{TaskFate::Done, nullptr, &Call};
  if (S.Into) {
    const Expr *Scope = argumentOf(Call, *S.Into);
    if (!Scope)
      return TaskFate();
    // Who waits for the handle waits for the work.
    if (carries(Call.getType()))
      if (TaskFate Handle = FateFinder(F, Depth).follow(Call);
          Handle.K != TaskFate::Dropped)
        return Handle;
    TaskFate Fate = storedIn(*Scope, Call);
    if (Fate.K == TaskFate::Stored || Fate.K == TaskFate::Kept)
      Fate.K = TaskFate::InScope;
    return Fate;
  }
  bool Runs = S.Spawns || S.Scoped;
  if (!S.isKnown())
    if (Step Seen = throughBody(Call, Index))
      return isKeptBy(Call, *Seen);
  QualType Result = Call.getType();
  if (Result->isVoidType())
    return S.Spawns   ? TaskFate{TaskFate::Spawned, nullptr, &Call}
           : S.Scoped ? TaskFate{TaskFate::Done, nullptr, &Call}
                      : TaskFate();
  // A task made from a task, or the handle of what was started.
  if (!Runs && !carries(Result))
    return TaskFate();
  if (S.Spawns)
    return result(Call, TaskFate::Spawned);
  return S.Scoped && !carries(Result) ? Step({TaskFate::Done, nullptr, &Call})
                                      : Step();
}

namespace {
/// The mentions of a parameter.
class ParameterMentions : public RecursiveASTVisitor<ParameterMentions> {
public:
  explicit ParameterMentions(const ParmVarDecl &Param) : Param(Param) {}
  std::vector<const DeclRefExpr *> Found;
  bool VisitDeclRefExpr(DeclRefExpr *E) {
    if (E->getDecl() == &Param)
      Found.push_back(E);
    return true;
  }

private:
  const ParmVarDecl &Param;
};
} // namespace

/// Whether a plain function that is visible keeps or starts its parameter;
/// nothing when it does something else with it.
FateFinder::Step FateFinder::throughBody(const Expr &Call, int Index) {
  FunctionAnalysis *Body =
      Depth == MaxDepth ? nullptr : F.unit().calledFunction(Call);
  const FunctionDecl *Callee = Body ? &Body->function() : nullptr;
  if (!Callee || Body->isCoroutine() || Index < 0 ||
      unsigned(Index) >= Callee->getNumParams() || Callee->isInStdNamespace())
    return std::nullopt;
  ParameterMentions Mentions(*Callee->getParamDecl(Index));
  Mentions.TraverseDecl(const_cast<FunctionDecl *>(Callee));
  if (Mentions.Found.size() != 1)
    return std::nullopt;
  TaskFate Fate = FateFinder(*Body, Depth + 1).follow(*Mentions.Found.front());
  if (Fate.K != TaskFate::Kept && Fate.K != TaskFate::Spawned)
    return std::nullopt;
  // It may be done when the function returns.
  return mayWaitAfter(*Mentions.Found.front(), *Body) ? TaskFate() : Fate;
}

/// The fate, seen from the caller, of what the callee of \p Call keeps.
FateFinder::Step FateFinder::isKeptBy(const Expr &Call,
                                      const TaskFate &InCallee) {
  if (!InCallee.InThis)
    return TaskFate{InCallee.K, nullptr, &Call};
  if (isa<CXXConstructExpr>(Call))
    return std::nullopt; // in what is made
  const Expr *Object = argumentOf(Call, ThisArgument);
  return Object ? storedIn(*Object, Call) : TaskFate();
}

/// The fate of work that was started, by that of the handle to it.
FateFinder::Step FateFinder::result(const Expr &Call,
                                    TaskFate::Kind IfDropped) {
  TaskFate Handle = FateFinder(F, Depth).follow(Call);
  // The handle itself is the scope: the future of std::async.
  bool Joins = joinsAtEnd(Call.getType(), F.unit());
  if (Handle.K == TaskFate::Dropped)
    return TaskFate{Joins ? TaskFate::Done : IfDropped, nullptr, &Call};
  if (Joins && Handle.K == TaskFate::Stored)
    Handle.K = TaskFate::InScope;
  return Handle;
}

TaskFate FateFinder::storedIn(const Expr &Object, const Stmt &At) {
  Referent Where = F.borrows().ofObject(Object);
  if (Where.K == Referent::Object)
    return {TaskFate::Stored, Where.Var, &At};
  if (Where.K == Referent::Temporary)
    return {};
  bool InThis = Where.K == Referent::Pointee && !Where.Var;
  return {TaskFate::Kept, nullptr, &At, InThis};
}

//===----------------------------------------------------------------------===//
// Interface
//===----------------------------------------------------------------------===//

TaskFate corolint::fateOf(const Expr &Made, FunctionAnalysis &F) {
  return FateFinder(F, 0).follow(Made);
}

const Stmt &corolint::fullExpressionOf(const Stmt &E, FunctionAnalysis &F) {
  const Stmt *Whole = &E;
  while (const Stmt *Parent = F.parents().getParent(Whole)) {
    if (!isa<Expr, DeclStmt, ReturnStmt, CoreturnStmt>(Parent))
      break;
    Whole = Parent;
  }
  return *Whole;
}

/// What \p S, an element of the CFG, may wait for is not known.
static bool mayWait(const Stmt &S, FunctionAnalysis &F) {
  const auto *Call = dyn_cast<CallExpr>(&S);
  if (!Call)
    return isa<CoroutineSuspendExpr>(S);
  // What `co_return` calls of the promise waits for nothing.
  if (isa_and_nonnull<CoreturnStmt>(F.parents().getParent(&S)))
    return false;
  const FunctionDecl *Callee = Call->getDirectCallee();
  Roles &R = F.unit().roles();
  return !Callee ||
         llvm::none_of(R.models().findFunction(*Callee),
                       [](const FunctionModel &Model) {
                         return Model.Effect == CallEffect::Moves ||
                                Model.Effect == CallEffect::Forwards ||
                                Model.Effect == CallEffect::Spawns ||
                                Model.Effect == CallEffect::Adds ||
                                Model.Effect == CallEffect::Borrows;
                       });
}

bool corolint::mayWaitAfter(const Stmt &S, FunctionAnalysis &F) {
  if (!F.cfg())
    return true;
  const SourceManager &SM = F.unit().context().getSourceManager();
  SourceLocation End = fullExpressionOf(S, F).getEndLoc();
  for (const CFGBlock *B : *F.cfg())
    for (const CFGElement &Element : *B)
      if (auto Later = Element.getAs<CFGStmt>();
          Later && mayWait(*Later->getStmt(), F) &&
          SM.isBeforeInTranslationUnit(End, Later->getStmt()->getBeginLoc()))
        return true;
  return false;
}
