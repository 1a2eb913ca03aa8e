//===--- WorkSignals.cpp - work that says when it is done -----------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What is left to wait for, once work has said that it is done, is the end of
// its function: a thread that is joined then has no work left.
//
//===----------------------------------------------------------------------===//
#include "WorkSignals.h"
#include "CallableBodies.h"
#include "OwnCodeVisitor.h"
#include "SharedState.h"
#include "VariableUses.h"
#include "Waits.h"
#include "Words.h"
#include "llvm/ADT/SetVector.h"

using namespace clang;
using namespace corolint;

using Names = llvm::SmallPtrSet<const ValueDecl *, 8>;

namespace {

/// Collects what a lambda signals with: what it assigns to, and what it calls a
/// member of, or gives to a function, that is called after signals.
class SignalFinder : public RecursiveASTVisitor<SignalFinder> {
public:
  explicit SignalFinder(Names &Out) : Out(Out) {}

  bool VisitBinaryOperator(BinaryOperator *E) {
    return !E->isAssignmentOp() || add(E->getLHS());
  }
  bool VisitUnaryOperator(UnaryOperator *E) {
    return !E->isIncrementDecrementOp() || add(E->getSubExpr());
  }
  bool VisitCallExpr(CallExpr *E) {
    if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(E)) {
      const OverloadedOperatorKind Kind = Operator->getOperator();
      return !(Operator->isAssignmentOp() || Kind == OO_PlusPlus ||
               Kind == OO_MinusMinus) ||
             add(Operator->getArg(0));
    }
    const FunctionDecl *Callee = E->getDirectCallee();
    if (!Callee ||
        !hasWord(identifierOf(*Callee),
                 {"set",    "notify", "signal",   "release", "post",
                  "push",   "close",  "count",    "arrive",  "store",
                  "resume", "finish", "complete", "fulfil",  "fulfill",
                  "emit",   "fire",   "trigger",  "wake",    "done"}))
      return true;
    if (const auto *Member = dyn_cast<CXXMemberCallExpr>(E))
      return add(Member->getImplicitObjectArgument());
    for (const Expr *Argument : E->arguments())
      add(Argument);
    return true;
  }

private:
  bool add(const Expr *E) {
    addNamed(*E, Out);
    return true;
  }

  Names &Out;
};

/// Collects what members are assigned, and the awaits and conditions that name
/// anything.
class WaitFinder : public OwnCodeVisitor<WaitFinder> {
public:
  WaitFinder(const SourceManager &SM, WorkSignals::AssignedMap &Assigned,
             WorkSignals::WaitMap &Waits)
      : SM(SM), Assigned(Assigned), Waits(Waits) {}

  bool VisitCXXOperatorCallExpr(CXXOperatorCallExpr *E) {
    const auto *Member =
        E->isAssignmentOp() && E->getNumArgs() == 2
            ? dyn_cast<MemberExpr>(E->getArg(0)->IgnoreParenImpCasts())
            : nullptr;
    if (Member)
      Assigned[Member->getMemberDecl()].push_back(E->getArg(1));
    return true;
  }
  bool VisitCoawaitExpr(CoawaitExpr *E) { return add(E, E->getOperand()); }
  bool VisitIfStmt(IfStmt *S) { return add(S->getCond(), S->getCond()); }
  bool VisitWhileStmt(WhileStmt *S) { return add(S->getCond(), S->getCond()); }
  bool VisitDoStmt(DoStmt *S) { return add(S->getCond(), S->getCond()); }
  bool VisitForStmt(ForStmt *S) { return add(S->getCond(), S->getCond()); }

private:
  bool add(const Expr *At, const Expr *Naming) {
    Names Named;
    if (Naming)
      addNamed(*Naming, Named);
    for (const ValueDecl *D : Named) {
      WorkSignals::Waiting &Waiting = Waits[D];
      Waiting.At.insert(At);
      Waiting.At.insert(At->IgnoreParenImpCasts());
      if (Waiting.First.isInvalid() ||
          SM.isBeforeInTranslationUnit(At->getEndLoc(), Waiting.First))
        Waiting.First = At->getEndLoc();
    }
    return true;
  }

  const SourceManager &SM;
  WorkSignals::AssignedMap &Assigned;
  WorkSignals::WaitMap &Waits;
};

} // namespace

/// The local variable that gives \p Init away: the promise or packaged task of
/// `p.get_future().share()`. Null when there is none.
static const VarDecl *giverOf(const Expr &Init) {
  const Expr *E = Init.IgnoreImplicit()->IgnoreParenImpCasts();
  while (const auto *Call = dyn_cast<CXXMemberCallExpr>(E))
    E = Call->getImplicitObjectArgument()
            ->IgnoreImplicit()
            ->IgnoreParenImpCasts();
  const auto *Name = dyn_cast<DeclRefExpr>(E);
  const auto *Var = Name ? dyn_cast<VarDecl>(Name->getDecl()) : nullptr;
  return Var && Var->hasLocalStorage() ? Var : nullptr;
}

/// Adds to \p Named what the captures among it were made from: `[&e = event]`.
static void addCaptured(const LambdaExpr &Work, Names &Named) {
  for (const LambdaCapture &Capture : Work.captures()) {
    const auto *Var = Capture.capturesVariable()
                          ? dyn_cast<VarDecl>(Capture.getCapturedVar())
                          : nullptr;
    if (Var && Var->isInitCapture() && Named.contains(Var) && Var->getInit())
      addNamed(*Var->getInit(), Named);
  }
}

/// Adds to \p Told what \p S signals with in the end: after that it does
/// nothing more. False where it does something before; what it counts in a loop
/// is no end.
static bool addLastSignals(const Stmt *S, Names &Told,
                           const ASTContext &Context) {
  if (!S || isa<NullStmt>(S))
    return true;
  if (const auto *Coroutine = dyn_cast<CoroutineBodyStmt>(S))
    S = Coroutine->getBody();
  if (const auto *Try = dyn_cast<CXXTryStmt>(S))
    S = Try->getTryBlock();
  if (const auto *Block = dyn_cast<CompoundStmt>(S))
    return llvm::all_of(llvm::reverse(Block->body()), [&](const Stmt *Part) {
      return addLastSignals(Part, Told, Context);
    });
  if (isa<ForStmt, WhileStmt, DoStmt, CXXForRangeStmt>(S))
    return false;
  const size_t Before = Told.size();
  SignalFinder(Told).TraverseStmt(const_cast<Stmt *>(S));
  if (Told.size() != Before)
    return true;
  const auto *Return = dyn_cast<ReturnStmt>(S);
  const auto *End = dyn_cast<CoreturnStmt>(S);
  const Expr *Value = Return ? Return->getRetValue()
                      : End  ? End->getOperand()
                             : nullptr;
  return (Return || End) && (!Value || !Value->HasSideEffects(Context));
}

WorkSignals::WorkSignals(FunctionAnalysis &F) : F(F) {
  for (const LambdaExpr *Lambda : lambdasIn(F.body()))
    addWork(*Lambda);
  if (!Works.empty())
    WaitFinder(F.unit().context().getSourceManager(), Assigned, Waits)
        .TraverseStmt(const_cast<Stmt *>(&F.body()));
}

void WorkSignals::addWork(const LambdaExpr &Lambda) {
  Names Told;
  addLastSignals(Lambda.getBody(), Told, F.unit().context());
  addCaptured(Lambda, Told);
  if (Told.empty())
    return;
  Names Mentioned;
  addNamed(Lambda, Mentioned);
  addCaptured(Lambda, Mentioned);
  for (const ValueDecl *D : Mentioned)
    ByMention[D].push_back(Works.size());
  ByClosure[Lambda.getLambdaClass()] = Works.size();
  Works.emplace_back(Told.begin(), Told.end());
}

/// What \p Handle is given: its initialiser, and what is assigned.
WorkSignals::Expressions WorkSignals::givenTo(const ValueDecl &Handle) const {
  const auto *Var = dyn_cast<VarDecl>(&Handle);
  if (!Var)
    return Assigned.lookup(&Handle);
  Expressions Given(F.variables().valuesOf(*Var));
  if (Var->getInit() && !isa<ParmVarDecl>(Var))
    Given.push_back(Var->getInit());
  return Given;
}

llvm::SmallVector<unsigned, 4>
WorkSignals::startingFor(const ValueDecl &Handle) const {
  if (Works.empty())
    return {};
  llvm::SmallSetVector<unsigned, 4> Starting;
  auto AddClosure = [&](const CXXRecordDecl *Closure) {
    if (auto Known = ByClosure.find(Closure); Known != ByClosure.end())
      Starting.insert(Known->second);
  };
  for (const Expr *E : givenTo(Handle)) {
    Names Starters; // what the work is made from
    addNamed(*E, Starters);
    for (const ValueDecl *D : Starters)
      AddClosure(D->getType()->getAsCXXRecordDecl());
    auto Own = lambdasIn(*E);
    // What gives the result away: a promise, a packaged task.
    if (const VarDecl *Giver = giverOf(*E)) {
      if (Giver->getInit() && !isa<ParmVarDecl>(Giver))
        Own.append(lambdasIn(*Giver->getInit()));
      if (auto Known = ByMention.find(Giver); Known != ByMention.end())
        Starting.insert(Known->second.begin(), Known->second.end());
    }
    for (const LambdaExpr *Lambda : Own)
      AddClosure(Lambda->getLambdaClass());
  }
  return Starting.takeVector();
}

llvm::ArrayRef<const WorkSignals::Waiting *>
WorkSignals::of(const ValueDecl &Handle) {
  auto [It, New] = ByHandle.try_emplace(&Handle);
  if (!New)
    return It->second;
  llvm::SmallSetVector<const Waiting *, 2> Found;
  for (unsigned Work : startingFor(Handle))
    for (const ValueDecl *Signal : Works[Work])
      // What asks for the result itself says what it says.
      if (auto Known = Waits.find(Signal);
          Signal != &Handle && Known != Waits.end())
        Found.insert(&Known->second);
  return ByHandle[&Handle] = Found.takeVector();
}
