//===--- Joins.cpp - what may wait for spawned work -----------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Joins.h"
#include "BodyVisibility.h"
#include "OwnCodeVisitor.h"
#include "SharedState.h"
#include "Sinks.h"
#include "StmtParents.h"
#include "TaskFates.h"
#include "Waits.h"
#include "Words.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;
using namespace corolint;

bool corolint::isScope(QualType T, TranslationUnit &Unit) {
  T = pointeeOrSelf(T);
  return Unit.tasks().mustJoin(T) || Unit.tasks().holdsScope(T) ||
         joinsAtEnd(T, Unit);
}

Referent corolint::contextOf(const Expr &Place, FunctionAnalysis &F) {
  Roles &R = F.unit().roles();
  const Expr *E = peelForBorrow(&Place);
  for (unsigned I = 0; I != 4; ++I) {
    if (const auto *Temporary = dyn_cast<MaterializeTemporaryExpr>(E))
      E = peelForBorrow(Temporary->getSubExpr());
    else if (const auto *Made = dyn_cast<CXXConstructExpr>(E);
             Made && Made->getNumArgs() == 1)
      E = peelForBorrow(Made->getArg(0));
    else if (const VarDecl *Var = variableNamed(E);
             Var && Var->getDeclContext() == &F.function() && Var->getInit() &&
             !isa<ParmVarDecl>(Var) && !F.borrows().isRebound(*Var) &&
             calleeOf(*peelForBorrow(Var->getInit())) &&
             R.functionModel(*calleeOf(*peelForBorrow(Var->getInit())),
                             CallEffect::Borrows))
      E = peelForBorrow(Var->getInit());
    else
      break;
  }
  const FunctionDecl *Callee = isa<CallExpr>(E) ? calleeOf(*E) : nullptr;
  if (const FunctionModel *Model =
          Callee ? R.functionModel(*Callee, CallEffect::Borrows) : nullptr)
    if (const Expr *Lender = argumentOf(*E, Model->Argument))
      return F.borrows().ofObject(*Lender);
  return F.borrows().ofObject(*E);
}

//===----------------------------------------------------------------------===//
// What may wait
//===----------------------------------------------------------------------===//

/// Puts something into a container or optional, and looks at nothing in it.
static bool addsElement(const FunctionDecl &F, Roles &R) {
  return R.functionModel(F, CallEffect::Adds) ||
         R.functionModel(F, CallEffect::Engages);
}

namespace {

/// Finds, in one walk, what may wait for one piece of work.
class WaitFinder : public OwnCodeVisitor<WaitFinder> {
public:
  WaitFinder(FunctionAnalysis &F, const SpawnedWork &Work)
      : F(F), Unit(F.unit()), R(Unit.roles()), Work(Work),
        State(Unit.sharedStates().of(Work, F)) {}

  llvm::SmallVector<ObjectUse, 4> Found;

  /// To be called after the walk.
  void finish();

  bool TraverseStmt(Stmt *S) {
    return S == Work.Start || OwnCodeVisitor::TraverseStmt(S);
  }
  bool VisitCoroutineSuspendExpr(CoroutineSuspendExpr *E) {
    const Expr *Operand = E->getOperand();
    if (Operand && (State.maySignalIn(*Operand) || isPlace(*Operand) ||
                    letsOthersRun(*Operand)))
      wait(*E);
    return true;
  }
  bool VisitCallExpr(CallExpr *E) {
    call(*E);
    return true;
  }
  bool VisitDeclRefExpr(DeclRefExpr *E) {
    handle(*E, *E->getDecl());
    return true;
  }
  bool VisitMemberExpr(MemberExpr *E) {
    handle(*E, *E->getMemberDecl());
    return true;
  }
  bool VisitLambdaExpr(LambdaExpr *E);
  bool VisitWhileStmt(WhileStmt *S) { return polls(S->getCond()); }
  bool VisitDoStmt(DoStmt *S) { return polls(S->getCond()); }
  bool VisitForStmt(ForStmt *S) { return polls(S->getCond(), S->getInc()); }

private:
  void wait(const Stmt &At) {
    Found.push_back(
        {ObjectUse::Joins, Nested ? &At : &whereItIsReached(At), nullptr});
  }
  const Stmt &whereItIsReached(const Stmt &Wait) const;
  bool polls(const Expr *Condition, const Expr *Step = nullptr) {
    if (Condition && State.mayPoll(*Condition, Step))
      wait(*Condition->IgnoreParenImpCasts());
    return true;
  }
  void call(const CallExpr &E);
  bool isWait(const CallExpr &E, const FunctionDecl &Callee);
  bool memberWaits(const CXXMemberCallExpr &E, const FunctionDecl &Callee);
  bool argumentsWait(const CallExpr &E, const FunctionDecl &Callee);
  bool waitsInside(const CallExpr &E, const FunctionDecl &Callee);
  bool isAnothers(const Expr &Joined);
  bool isDropped(const CallExpr &Join);
  bool isPlace(const Expr &E) const;
  bool isPartOfWork(const LambdaExpr &Closure) const;
  void handle(const Expr &Mention, const ValueDecl &D);
  enum class HandleUse {
    Waits,
    Tests,  ///< asks it something
    Leaves, ///< the work goes on as it is
  };
  HandleUse useOfHandle(const Expr &Mention);
  HandleUse useByMember(const CXXMemberCallExpr &Call,
                        const CXXMethodDecl &Method);

  FunctionAnalysis &F;
  TranslationUnit &Unit;
  Roles &R;
  const SpawnedWork &Work;
  const SharedState &State;
  /// The mentions of the handle that only test it.
  llvm::SmallVector<ObjectUse, 2> Tests;
  /// Inside of a closure that runs later.
  bool Nested = false;
};

} // namespace

/// What a loop of the conditions of which nothing is known does, it does at
/// least once: `for (auto &t : threads) t.join();`.
const Stmt &WaitFinder::whereItIsReached(const Stmt &Wait) const {
  const SourceManager &SM = Unit.context().getSourceManager();
  SourceLocation Start = SM.getFileLoc(Work.Start->getBeginLoc());
  const Expr *Condition = nullptr;
  for (const Stmt *At = &Wait; At; At = F.parents().getParent(At)) {
    if (!isa<ForStmt, WhileStmt, CXXForRangeStmt>(At))
      continue;
    if (SM.isPointWithin(Start, SM.getFileLoc(At->getBeginLoc()),
                         SM.getFileLoc(At->getEndLoc())))
      break;
    if (const auto *For = dyn_cast<ForStmt>(At))
      Condition = For->getCond();
    else if (const auto *While = dyn_cast<WhileStmt>(At))
      Condition = While->getCond();
    else
      Condition = cast<CXXForRangeStmt>(At)->getRangeInit();
  }
  if (!Condition)
    return Wait;
  // The first thing that it evaluates.
  const Stmt *First = Condition;
  while (First->child_begin() != First->child_end() && *First->child_begin() &&
         !isa<LambdaExpr>(First))
    First = *First->child_begin();
  return *First;
}

/// A closure that waits, in a scope guard or a thread that runs the executor.
bool WaitFinder::VisitLambdaExpr(LambdaExpr *E) {
  if (Nested)
    return true;
  size_t Before = Found.size();
  Nested = true;
  TraverseStmt(E->getBody());
  Nested = false;
  bool Waits = Found.size() != Before;
  Found.truncate(Before);
  const Stmt *User = E;
  while (User &&
         (User == E || !isa<CallExpr, CXXConstructExpr>(User) ||
          isa<CXXConstructExpr>(User) !=
              Unit.spawnedWorks().startsWhenMade(cast<Expr>(User)->getType())))
    User = F.parents().getParent(User);
  // What another piece of work waits for keeps nobody here.
  const FunctionDecl *Callee = User ? calleeOf(*cast<Expr>(User)) : nullptr;
  if (Waits && !(Callee && Unit.spawnedWorks().mayStart(*Callee)) &&
      !isPartOfWork(*E))
    wait(*E);
  return true;
}

/// Whether the work itself is made by the closure: `spawn(closure())`.
bool WaitFinder::isPartOfWork(const LambdaExpr &Closure) const {
  const auto *Declaration = dyn_cast<DeclStmt>(&fullExpressionOf(Closure, F));
  return Declaration && llvm::any_of(Declaration->decls(), [&](const Decl *D) {
           const auto *Var = dyn_cast<VarDecl>(D);
           return Var && State.isNamed(*Var);
         });
}

bool WaitFinder::isPlace(const Expr &E) const {
  if (Work.Where.K != Referent::Object && Work.Where.K != Referent::Pointee)
    return false;
  return F.borrows().ofObject(E) == Work.Where;
}

/// `scope.join();` that nobody awaits, now or by a name.
bool WaitFinder::isDropped(const CallExpr &Join) {
  if (Nested || !R.awaitables().of(Join.getType()).Valid)
    return false;
  TaskFate Fate = fateOf(Join, F);
  return Fate.K == TaskFate::Dropped ||
         (Fate.K == TaskFate::Stored && !Fate.Holder->isReferenced());
}

/// Whether the scope or handle \p Joined certainly belongs to other work.
bool WaitFinder::isAnothers(const Expr &Joined) {
  llvm::SmallPtrSet<const ValueDecl *, 4> Names;
  addNamed(Joined, Names);
  const auto *D =
      Names.size() == 1 ? dyn_cast<VarDecl>(*Names.begin()) : nullptr;
  if (!D)
    return false;
  if (D == Work.Handle || (Work.Where.Var && D == Work.Where.Var) ||
      State.has(*D) || D->getType()->isReferenceType())
    return false;
  // Two scopes of this function are two.
  bool Anothers = Work.InScope && Work.Where.K == Referent::Object &&
                  D->hasLocalStorage() && isScope(D->getType(), Unit);
  for (const SpawnedWork &Other : Unit.spawnedWorks().of(F)) {
    if (Other.Handle != D && !(Other.Where.Var && Other.Where.Var == D))
      continue;
    // What a later link of the chain waits for, it has to wait for all of it:
    // `f = future.then(first).then(second); f.wait();`
    if (&fullExpressionOf(*Other.Start, F) == &fullExpressionOf(*Work.Start, F))
      return false;
    const SharedState &Theirs = Unit.sharedStates().of(Other, F);
    if (State.overlaps(Theirs) ||
        (Work.Where.Var && Theirs.has(*Work.Where.Var)) ||
        (Work.Handle && Theirs.has(*Work.Handle)))
      return false;
    Anothers = true;
  }
  return Anothers;
}

void WaitFinder::call(const CallExpr &E) {
  const FunctionDecl *Callee = E.getDirectCallee();
  if (Callee && isWait(E, *Callee))
    wait(E);
}

bool WaitFinder::isWait(const CallExpr &E, const FunctionDecl &Callee) {
  bool Joins = Unit.tasks().joins(E);
  if (Joins || R.functionModel(Callee, CallEffect::WaitsFor)) {
    const Expr *Object = argumentOf(E, ThisArgument);
    return !(Joins && isDropped(E)) && !(Object && isAnothers(*Object));
  }
  if (const auto *Member = dyn_cast<CXXMemberCallExpr>(&E))
    return memberWaits(*Member, Callee) || argumentsWait(E, Callee) ||
           waitsInside(E, Callee);
  return waitsByName(Callee) || argumentsWait(E, Callee) ||
         waitsInside(E, Callee);
}

/// A function that waits, as far as its body is visible. What the object of
/// this function does that has the executor of the work may do so unseen.
bool WaitFinder::waitsInside(const CallExpr &E, const FunctionDecl &Callee) {
  if (isInSystemHeader(Callee) || Unit.spawnedWorks().mayStart(Callee))
    return false;
  if (FunctionAnalysis *Body = Unit.calledFunction(E))
    return Body->waitsByName();
  const Expr *Object = argumentOf(E, ThisArgument);
  const auto *Method = dyn_cast<CXXMethodDecl>(&Callee);
  return Object && Method && !Method->isConst() &&
         isa<CXXThisExpr>(Object->IgnoreParenImpCasts()) &&
         Work.Where.K != Referent::Object;
}

bool WaitFinder::memberWaits(const CXXMemberCallExpr &E,
                             const FunctionDecl &Callee) {
  const Expr &Object = *E.getImplicitObjectArgument();
  if (Unit.spawnedWorks().mayStart(Callee) || addsElement(Callee, R))
    return false;
  if (waitsByName(Callee))
    return !isAnothers(Object);
  const auto &Method = cast<CXXMethodDecl>(Callee);
  if (!Method.isConst() && isPlace(Object) &&
      !R.functionModel(Callee, CallEffect::Borrows))
    return true;
  return (!Method.isConst() ||
          hasWord(identifierOf(Callee), {"wait", "join"})) &&
         soundsLikeWaiting(Callee) &&
         (State.maySignalIn(Object) || State.isExecutorIn(Object));
}

/// A function that is given what the work signals by, or where it runs.
bool WaitFinder::argumentsWait(const CallExpr &E, const FunctionDecl &Callee) {
  if (Unit.spawnedWorks().mayStart(Callee) || Callee.isInStdNamespace() ||
      E.getType()->isDependentType())
    return false;
  bool Waits = soundsLikeWaiting(Callee);
  for (unsigned I = 0; I != Callee.getNumParams(); ++I) {
    const Expr *Argument = argumentOf(E, I);
    if (!Argument || isa<CXXDefaultArgExpr>(Argument))
      continue;
    QualType T = Callee.getParamDecl(I)->getType();
    bool Changes = (T->isReferenceType() || T->isPointerType()) &&
                   !T->getPointeeType().isConstQualified();
    if ((Changes || Waits) && !isa<CXXOperatorCallExpr>(E) &&
        (State.maySignalIn(*Argument) || isPlace(*Argument)))
      return true;
    // A descriptor or number that the work has, too: `read(fd, ...)`.
    const VarDecl *Number = variableNamed(Argument->IgnoreParenImpCasts());
    if (Waits && Number && State.has(*Number) &&
        Number->getType()->isScalarType())
      return true;
  }
  return false;
}

/// What the operation does that a mention of the handle is part of: detaching,
/// adding another and returning it let the work go on.
WaitFinder::HandleUse WaitFinder::useOfHandle(const Expr &Mention) {
  const Stmt *Child = &Mention;
  bool OfElement = false;
  for (const Stmt *Parent = F.parents().getParent(Child); Parent;
       Child = Parent, Parent = F.parents().getParent(Parent)) {
    if (Parent == Work.Start || isa<ReturnStmt>(Parent))
      return HandleUse::Leaves;
    if (isa<ImplicitCastExpr, ParenExpr, MemberExpr, FullExpr>(Parent))
      continue;
    // What is moved to the caller.
    if (const auto *Made = dyn_cast<CXXConstructExpr>(Parent);
        Made && Made->getConstructor()->isMoveConstructor() &&
        isa_and_nonnull<ReturnStmt, FullExpr>(F.parents().getParent(Made)))
      continue;
    if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(Parent)) {
      if (Operator->getOperator() == OO_Subscript) {
        OfElement = true;
        continue;
      }
      if (Operator->getOperator() != OO_Equal || Operator->getArg(0) != Child)
        return HandleUse::Waits;
      // What joins at its end joins what it had when it gets something else.
      return Work.InScope && !OfElement && !F.isWithin(*Work.Start, *Operator)
                 ? HandleUse::Waits
                 : HandleUse::Leaves;
    }
    const auto *Call = dyn_cast<CXXMemberCallExpr>(Parent);
    return Call && Call->getCallee()->IgnoreParens() == Child &&
                   Call->getMethodDecl()
               ? useByMember(*Call, *Call->getMethodDecl())
               : HandleUse::Waits;
  }
  return HandleUse::Waits;
}

WaitFinder::HandleUse WaitFinder::useByMember(const CXXMemberCallExpr &Call,
                                              const CXXMethodDecl &Method) {
  if (Unit.tasks().joins(Call))
    return isDropped(Call) ? HandleUse::Leaves : HandleUse::Waits;
  if (Work.InScope && R.functionModel(Method, CallEffect::Erases) &&
      !F.isWithin(*Work.Start, Call))
    return HandleUse::Waits;
  if (addsElement(Method, R) || R.functionModel(Method, CallEffect::Inserts) ||
      Unit.spawnedWorks().mayStart(Method))
    return HandleUse::Leaves;
  return Method.isConst() && !soundsLikeWaiting(Method) ? HandleUse::Tests
                                                        : HandleUse::Waits;
}

void WaitFinder::handle(const Expr &Mention, const ValueDecl &D) {
  if (!Work.Handle || &D != Work.Handle)
    return;
  HandleUse Use = Nested ? HandleUse::Waits : useOfHandle(Mention);
  if (Use == HandleUse::Waits)
    wait(Mention);
  else if (Use == HandleUse::Tests)
    Tests.push_back({ObjectUse::Joins, &Mention, nullptr});
}

/// `if (!t.joinable()) return;` tells as much as the join behind it, if there
/// is one.
void WaitFinder::finish() {
  if (!Found.empty())
    Found.append(Tests.begin(), Tests.end());
}

llvm::SmallVector<ObjectUse, 4> corolint::waitsFor(FunctionAnalysis &F,
                                                   const SpawnedWork &Work) {
  WaitFinder Finder(F, Work);
  Finder.TraverseStmt(const_cast<Stmt *>(&F.body()));
  Finder.finish();
  return std::move(Finder.Found);
}
