//===--- Joins.cpp - whether spawned work ends before what it borrows -----===//
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
#include "TaskFates.h"
#include "Typestate.h"
#include "Words.h"
#include "clang/AST/ParentMap.h"
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

/// Words by which functions that wait, take over or end something are called,
/// where the object they are about is what the work signals by.
static bool soundsLikeWaiting(llvm::StringRef Name) {
  return hasWord(Name,
                 {"wait",    "join",  "get",     "take",     "pop",    "recv",
                  "receive", "read",  "dequeue", "acquire",  "drain",  "sync",
                  "run",     "stop",  "close",   "shutdown", "finish", "flush",
                  "next",    "lock",  "consume", "pull",     "arrive", "until",
                  "poll",    "block", "await",   "collect",  "result"});
}

/// The same where nothing is known of the object.
static bool waitsByName(llvm::StringRef Name) {
  return hasWord(Name, {"wait", "join", "drain"}) ||
         beginsWithWord(Name, "sync") || Name == "run" || Name == "exec";
}

static llvm::StringRef nameOf(const FunctionDecl &F) {
  return F.getIdentifier() ? F.getName() : llvm::StringRef();
}

namespace {

/// Finds, in one walk, what may wait for one piece of work.
class WaitFinder : public OwnCodeVisitor<WaitFinder> {
public:
  WaitFinder(FunctionAnalysis &F, const SpawnedWork &Work)
      : F(F), Unit(F.unit()), R(Unit.roles()), Work(Work), State(Work, F) {}

  llvm::SmallVector<ObjectUse, 4> Found;

  bool TraverseStmt(Stmt *S) {
    return S == Work.Start || OwnCodeVisitor::TraverseStmt(S);
  }
  bool VisitCoroutineSuspendExpr(CoroutineSuspendExpr *E) {
    if (E->getOperand() && State.maySignalIn(*E->getOperand()))
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
    Found.push_back({ObjectUse::Joins, &At, nullptr});
  }
  bool polls(const Expr *Condition, const Expr *Step = nullptr) {
    if (Condition && State.mayPoll(*Condition, Step))
      wait(*Condition->IgnoreParenImpCasts());
    return true;
  }
  void call(const CallExpr &E);
  bool isWait(const CallExpr &E, const FunctionDecl &Callee);
  bool memberWaits(const CXXMemberCallExpr &E, const FunctionDecl &Callee);
  bool argumentsWait(const CallExpr &E, const FunctionDecl &Callee);
  bool isAnothers(const Expr &Joined);
  bool isDropped(const CallExpr &Join);
  bool isPlace(const Expr &E) const;
  void handle(const Expr &Mention, const ValueDecl &D);
  bool leavesHandle(const Expr &Mention);

  FunctionAnalysis &F;
  TranslationUnit &Unit;
  Roles &R;
  const SpawnedWork &Work;
  SharedState State;
  /// Inside of a closure that runs later.
  bool Nested = false;
};

} // namespace

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
  if (Waits && !(Callee && Unit.spawnedWorks().mayStart(*Callee)))
    wait(*E);
  return true;
}

bool WaitFinder::isPlace(const Expr &E) const {
  if (Work.Where.K != Referent::Object && Work.Where.K != Referent::Pointee)
    return false;
  return F.borrows().ofObject(E) == Work.Where;
}

/// `scope.join();` that nobody awaits.
bool WaitFinder::isDropped(const CallExpr &Join) {
  return !Nested && R.awaitables().of(Join.getType()).Valid &&
         fateOf(Join, F).K == TaskFate::Dropped;
}

/// Whether the scope or handle \p Joined certainly belongs to other work.
bool WaitFinder::isAnothers(const Expr &Joined) {
  llvm::SmallPtrSet<const ValueDecl *, 4> Names;
  addNamed(Joined, Names);
  if (Names.size() != 1)
    return false;
  const ValueDecl *D = *Names.begin();
  if (D == Work.Handle || (Work.Where.Var && D == Work.Where.Var) ||
      State.has(*D) || D->getType()->isReferenceType())
    return false;
  bool Anothers = false;
  for (const SpawnedWork &Other : Unit.spawnedWorks().of(F)) {
    if (Other.Handle != D && !(Other.Where.Var && Other.Where.Var == D))
      continue;
    SharedState Theirs(Other, F);
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
    return memberWaits(*Member, Callee) || argumentsWait(E, Callee);
  return waitsByName(nameOf(Callee)) || argumentsWait(E, Callee);
}

bool WaitFinder::memberWaits(const CXXMemberCallExpr &E,
                             const FunctionDecl &Callee) {
  const Expr &Object = *E.getImplicitObjectArgument();
  bool Starts = Unit.spawnedWorks().mayStart(Callee);
  if (Starts)
    return false;
  if (waitsByName(nameOf(Callee)))
    return !isAnothers(Object);
  const auto &Method = cast<CXXMethodDecl>(Callee);
  if (!Method.isConst() && isPlace(Object) &&
      !R.functionModel(Callee, CallEffect::Borrows))
    return true;
  return (!Method.isConst() || hasWord(nameOf(Callee), {"wait", "join"})) &&
         soundsLikeWaiting(nameOf(Callee)) && State.maySignalIn(Object);
}

/// A function that is given what the work signals by, or where it runs.
bool WaitFinder::argumentsWait(const CallExpr &E, const FunctionDecl &Callee) {
  if (Unit.spawnedWorks().mayStart(Callee) || Callee.isInStdNamespace() ||
      E.getType()->isDependentType())
    return false;
  bool Waits = soundsLikeWaiting(nameOf(Callee));
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
  }
  return false;
}

/// Whether the operation that a mention of the handle is part of lets the work
/// go on as it is: detaching, adding another, asking for an id.
bool WaitFinder::leavesHandle(const Expr &Mention) {
  const Stmt *Child = &Mention;
  for (const Stmt *Parent = F.parents().getParent(Child); Parent;
       Child = Parent, Parent = F.parents().getParent(Parent)) {
    if (isa<ImplicitCastExpr, ParenExpr, MemberExpr>(Parent))
      continue;
    if (Parent == Work.Start)
      return true;
    if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(Parent)) {
      if (Operator->getOperator() == OO_Subscript)
        continue;
      return Operator->getOperator() == OO_Equal &&
             Operator->getArg(0) == Child;
    }
    const auto *Call = dyn_cast<CXXMemberCallExpr>(Parent);
    if (!Call || Call->getCallee()->IgnoreParens() != Child)
      return false;
    const auto *Method = Call->getMethodDecl();
    if (!Method)
      return false;
    if (R.functionModel(*Method, CallEffect::Spawns) ||
        R.functionModel(*Method, CallEffect::SpawnsInto) ||
        R.functionModel(*Method, CallEffect::Adds) ||
        R.functionModel(*Method, CallEffect::Engages) ||
        R.functionModel(*Method, CallEffect::Inserts) ||
        Unit.spawnedWorks().mayStart(*Method))
      return true;
    return Method->isConst() && !Unit.tasks().joins(*Call) &&
           !soundsLikeWaiting(nameOf(*Method)) &&
           !Method->getReturnType()->isBooleanType();
  }
  return false;
}

/// A use of what one can wait for the work by is taken to wait.
void WaitFinder::handle(const Expr &Mention, const ValueDecl &D) {
  bool Is = Work.Handle && &D == Work.Handle;
  if (Is && (Nested || !leavesHandle(Mention)))
    wait(Mention);
}

llvm::SmallVector<ObjectUse, 4> corolint::waitsFor(FunctionAnalysis &F,
                                                   const SpawnedWork &Work) {
  WaitFinder Finder(F, Work);
  Finder.TraverseStmt(const_cast<Stmt *>(&F.body()));
  return std::move(Finder.Found);
}

//===----------------------------------------------------------------------===//
// The end of the object
//===----------------------------------------------------------------------===//

/// Whether \p First is destroyed before \p Second, two locals that are in scope
/// at one place.
static bool diesBefore(const VarDecl &First, const VarDecl &Second,
                       const SourceManager &SM) {
  if (isa<ParmVarDecl>(First) || isa<ParmVarDecl>(Second))
    return !isa<ParmVarDecl>(First);
  return SM.isBeforeInTranslationUnit(Second.getLocation(),
                                      First.getLocation());
}

static bool isCopyable(QualType T) {
  const CXXRecordDecl *Record = recordOf(T);
  if (!Record || !Record->hasDefinition())
    return true;
  if (Record->needsImplicitCopyConstructor())
    return !Record->defaultedCopyConstructorIsDeleted();
  return llvm::any_of(Record->ctors(), [](const CXXConstructorDecl *Made) {
    return Made->isCopyConstructor() && !Made->isDeleted() &&
           Made->getAccess() == AS_public;
  });
}

/// Whether the scope or executor ends, and its work with it, before \p Var.
static bool placeEndsFirst(FunctionAnalysis &F, const SpawnedWork &Work,
                           const VarDecl &Var) {
  if (Work.Where.K != Referent::Object)
    return false;
  const VarDecl &Place = *Work.Where.Var;
  if (!Work.InScope && isCopyable(Place.getType()))
    return false; // a handle of the executor
  return &Place == &Var ||
         !diesBefore(Var, Place, F.unit().context().getSourceManager());
}

/// Whether the scope itself gets lost, which is another rule's to say.
static bool scopeIsLost(FunctionAnalysis &F, const SpawnedWork &Work) {
  for (const TrackedObject &Object : F.objects())
    if (Work.InScope && Object.K == TrackedObject::Scope &&
        &Object.variable() == Work.Where.Var)
      return F.lifeOf(Object).LostAt.isValid();
  return false;
}

namespace {
/// Whether code calls what may wait.
class WaitingCalls : public RecursiveASTVisitor<WaitingCalls> {
public:
  bool Found = false;
  bool VisitCallExpr(CallExpr *E) {
    if (const FunctionDecl *Callee = E->getDirectCallee())
      Found |= soundsLikeWaiting(nameOf(*Callee));
    return !Found;
  }
};
} // namespace

/// Whether the destructor of \p T, or of a part of it, may wait, as far as that
/// can be seen. What is not visible may, where \p IfUnseen says so.
static bool endMayWait(QualType T, TranslationUnit &Unit, bool IfUnseen,
                       unsigned Depth = 0) {
  const CXXRecordDecl *Record = recordOf(T);
  constexpr unsigned MaxDepth = 4;
  if (!Record || !Record->hasDefinition() || Depth == MaxDepth)
    return false;
  if (joinsAtEnd(T, Unit))
    return true;
  if (isInSystemHeader(*Record))
    return false;
  const CXXDestructorDecl *Destructor = Record->getDestructor();
  if (Destructor && Destructor->isUserProvided()) {
    const FunctionDecl *Body = visibleBody(*Destructor);
    if (!Body)
      return IfUnseen;
    WaitingCalls Calls;
    Calls.TraverseStmt(Body->getBody());
    if (Calls.Found)
      return true;
  }
  return llvm::any_of(Record->fields(),
                      [&](const FieldDecl *Field) {
                        return endMayWait(Field->getType(), Unit, IfUnseen,
                                          Depth + 1);
                      }) ||
         llvm::any_of(Record->bases(), [&](const CXXBaseSpecifier &Base) {
           return endMayWait(Base.getType(), Unit, IfUnseen, Depth + 1);
         });
}

/// Whether the end of a local object, of \p Var itself or of one that dies
/// before it, waits for the work.
static bool anEndWaits(FunctionAnalysis &F, const SpawnedWork &Work,
                       const VarDecl &Var) {
  TranslationUnit &Unit = F.unit();
  const SourceManager &SM = Unit.context().getSourceManager();
  std::optional<SharedState> State;
  for (const VarDecl *Local : F.survey().Locals) {
    if ((Local != &Var && !diesBefore(*Local, Var, SM)) ||
        !joinsAtEnd(Local->getType(), Unit))
      continue;
    if (!State)
      State.emplace(Work, F);
    if (State->has(*Local) && Local != Work.Handle && Local != Work.Where.Var)
      return true;
  }
  return endMayWait(Var.getType(), Unit, /*IfUnseen=*/Work.Inner != nullptr);
}

SourceLocation corolint::diesUnder(FunctionAnalysis &F, const SpawnedWork &Work,
                                   const Loan &L) {
  const VarDecl *Var = L.To.K == Referent::Object ? L.To.Var : nullptr;
  if (!Var || !Var->hasLocalStorage() || Var == Work.Handle ||
      placeEndsFirst(F, Work, *Var) || anEndWaits(F, Work, *Var) ||
      scopeIsLost(F, Work))
    return {};
  TrackedObject Lent;
  Lent.Declared = Var;
  Lent.K = TrackedObject::Scope;
  Lent.IsGiven = isa<ParmVarDecl>(Var);
  Lent.Uses = waitsFor(F, Work);
  Lent.Uses.insert(Lent.Uses.begin(), {ObjectUse::Adds, Work.Start, nullptr});
  return F.lifeOf(Lent).LostAt;
}

bool corolint::isUnownedThis(FunctionAnalysis &F, const SpawnedWork &Work,
                             const Loan &L) {
  return L.To.K == Referent::Pointee && !L.To.Var && !Work.InScope &&
         !Work.Handle &&
         !(L.Closure && keepsOwnerOfThis(*L.Closure, F.unit().roles())) &&
         waitsFor(F, Work).empty();
}

const NamedDecl &corolint::nameOf(const Loan &L) {
  const ValueDecl *Captured = L.Capture && L.Capture->capturesVariable()
                                  ? L.Capture->getCapturedVar()
                                  : nullptr;
  if (isa_and_nonnull<BindingDecl>(Captured) &&
      isa<DecompositionDecl>(L.To.Var))
    return *Captured;
  return *L.To.Var;
}

SourceLocation corolint::rangeForOf(FunctionAnalysis &F, const VarDecl &Var) {
  for (const CXXForRangeStmt *Loop : F.survey().RangeFors)
    if (Loop->getRangeStmt()->getSingleDecl() == &Var)
      return Loop->getForLoc();
  return Var.getLocation();
}
