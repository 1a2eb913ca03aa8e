//===--- SpawnedWork.cpp - work that a function starts --------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "SpawnedWork.h"
#include "Annotations.h"
#include "BodyVisibility.h"
#include "Joins.h"
#include "LLVMCompat.h"
#include "LoanEnds.h"
#include "OwnCodeVisitor.h"
#include "ReturnedTasks.h"
#include "Sinks.h"
#include "TaskFates.h"
#include "clang/AST/DeclTemplate.h"

using namespace clang;
using namespace corolint;

/// Copies of copies are followed this deep.
static constexpr unsigned MaxDepth = 8;

//===----------------------------------------------------------------------===//
// What starts work
//===----------------------------------------------------------------------===//

bool SpawnedWorks::startsWhenMade(QualType T) {
  const CXXRecordDecl *Record = T.isNull() ? nullptr : recordOf(T);
  if (!Record || T->isReferenceType() || !Record->hasDefinition())
    return false;
  auto Starts = [&](const Decl *D) {
    const auto *Template = dyn_cast<FunctionTemplateDecl>(D);
    const auto *Made = dyn_cast<CXXConstructorDecl>(
        Template ? Template->getTemplatedDecl() : D);
    return Made && Unit.roles().functionModel(*Made, CallEffect::Spawns);
  };
  auto [It, New] = ThreadTypes.try_emplace(Record->getCanonicalDecl());
  if (New)
    It->second = llvm::any_of(Record->decls(), Starts);
  return It->second;
}

bool SpawnedWorks::mayStart(const FunctionDecl &Callee) {
  auto [It, New] = Starters.try_emplace(&Callee);
  if (!New)
    return It->second;
  bool May = computeMayStart(Callee);
  return Starters[&Callee] = May;
}

bool SpawnedWorks::computeMayStart(const FunctionDecl &Callee) {
  Roles &R = Unit.roles();
  for (const FunctionModel &Model : R.models().findFunction(Callee))
    if (Model.Effect == CallEffect::Spawns ||
        Model.Effect == CallEffect::SpawnsInto)
      return true;
  for (const ParmVarDecl *Param : Callee.parameters())
    if (hasTypeAnnotation(*Param, "spawns") ||
        hasTypeAnnotation(*Param, "scoped"))
      return true;
  const auto *Method = dyn_cast<CXXMethodDecl>(&Callee);
  if (!Method || Method->isConst() || Method->getNumParams() == 0 ||
      isa<CXXConstructorDecl>(Method))
    return false;
  QualType Class = typeOf(Unit.context(), *Method->getParent());
  return Unit.tasks().mustJoin(Class) || joinsAtEnd(Class, Unit);
}

namespace {

/// Whether a variable is what a function returns.
class ReturnFinder : public OwnCodeVisitor<ReturnFinder> {
public:
  explicit ReturnFinder(const VarDecl &Var) : Var(Var) {}
  bool Found = false;
  bool VisitReturnStmt(ReturnStmt *S) {
    const Expr *Value =
        S->getRetValue() ? peelForBorrow(S->getRetValue()) : nullptr;
    if (const auto *Made = dyn_cast_or_null<CXXConstructExpr>(Value);
        Made && Made->getNumArgs() == 1)
      Value = Made->getArg(0);
    Found |= Value && variableNamed(Value) == &Var;
    return !Found;
  }

private:
  const VarDecl &Var;
};

/// Finds the work that one function starts.
class StartFinder : public OwnCodeVisitor<StartFinder> {
public:
  StartFinder(FunctionAnalysis &F, std::vector<SpawnedWork> &Out)
      : F(F), Unit(F.unit()), R(Unit.roles()), Works(Unit.spawnedWorks()),
        Out(Out) {}

  bool VisitCallExpr(CallExpr *E) {
    start(*E);
    return true;
  }
  bool VisitCXXConstructExpr(CXXConstructExpr *E) {
    if (!E->getConstructor()->isCopyOrMoveConstructor())
      start(*E);
    return true;
  }

private:
  void start(const Expr &E);
  void add(SpawnedWork W);
  bool startBySinks(SpawnedWork &W);
  bool isStackful(const Expr &Start) const;
  bool startElement(SpawnedWork &W, const FunctionDecl &Callee);
  bool starts(SpawnedWork &W, const FunctionDecl &Callee);
  bool startCoroutine(SpawnedWork &W, FunctionAnalysis &Body);
  bool startInside(SpawnedWork &W, FunctionAnalysis &Body);
  bool startThrough(SpawnedWork &W, FunctionAnalysis &Body);
  QualType threadIn(QualType T);
  const VarDecl *objectOf(const Expr &Call);
  bool findKeeper(SpawnedWork &W);
  bool isReturned(const VarDecl &Var) const;
  bool isHandleThatLetsGo(const Expr &Start);
  void lend(SpawnedWork &W);

  FunctionAnalysis &F;
  TranslationUnit &Unit;
  Roles &R;
  SpawnedWorks &Works;
  std::vector<SpawnedWork> &Out;
};

} // namespace

/// The hidden iterators of a range-for; its hidden range is a reference.
static bool isHiddenIterator(const VarDecl *Var) {
  return Var && Var->isImplicit() && !Var->getType()->isReferenceType();
}

/// Waits are looked for in all of the function, for each piece of work.
static constexpr size_t MaxWorks = 128;

void StartFinder::add(SpawnedWork W) {
  if (Out.size() == MaxWorks)
    return;
  llvm::erase_if(W.Loans,
                 [](const Loan &L) { return isHiddenIterator(L.To.Var); });
  Out.push_back(std::move(W));
}

void StartFinder::start(const Expr &E) {
  const FunctionDecl *Callee = calleeOf(E);
  if (!Callee)
    return;
  SpawnedWork W;
  W.Start = &E;
  if (!starts(W, *Callee))
    return;
  if (!W.Inner)
    lend(W);
  add(std::move(W));
}

bool StartFinder::starts(SpawnedWork &W, const FunctionDecl &Callee) {
  if (Works.mayStart(Callee))
    return startBySinks(W) && findKeeper(W);
  if (isInSystemHeader(Callee))
    return startElement(W, Callee);
  FunctionAnalysis *Body = Unit.calledFunction(*W.Start);
  if (!Body)
    return startElement(W, Callee);
  if (Body->isCoroutine())
    return startCoroutine(W, *Body);
  return startInside(W, *Body) || startThrough(W, *Body);
}

void StartFinder::lend(SpawnedWork &W) {
  for (const Expr *Part : W.Parts)
    for (const Loan &L : loansOfWork(*Part, F))
      if (L.To.K == Referent::Object || L.To.K == Referent::Pointee)
        W.Loans.push_back(L);
}

/// An operation that returns a plain value where it could return a handle, as
/// libraries have them whose callers may be fibers: it has waited.
bool StartFinder::isStackful(const Expr &Start) const {
  QualType Result = Start.getType();
  return Result->isScalarType() && !Result->isVoidType() &&
         llvm::any_of(R.models().findFunction(*calleeOf(Start)),
                      [](const FunctionModel &Model) {
                        return Model.Effect == CallEffect::Spawns &&
                               Model.Argument == AllArguments;
                      });
}

/// By annotations, models, and the structure of scopes.
bool StartFinder::startBySinks(SpawnedWork &W) {
  if (Unit.tasks().joins(*W.Start) &&
      !R.awaitables().of(W.Start->getType()).Valid)
    return false; // starts it, and waits for it
  if (isStackful(*W.Start))
    return false;
  std::optional<int> Into;
  int Count = argumentCount(*W.Start);
  for (int I = ThisArgument; I != Count; ++I) {
    Sink S = sinkOf(*W.Start, I, Unit);
    if (S.Scoped || S.WaitsFor || S.InPlace || !(S.Spawns || S.Into))
      continue;
    W.Parts.push_back(argumentOf(*W.Start, I));
    if (S.Into)
      Into = S.Into;
  }
  if (Into && *Into != Sink::ConstructedObject)
    W.Place = argumentOf(*W.Start, *Into);
  if (W.Place)
    W.Where = contextOf(*W.Place, F);
  W.InScope = Into == Sink::ConstructedObject ||
              (W.Place && isScope(W.Place->getType(), Unit)) ||
              (W.Place && W.Where.K == Referent::Object &&
               isScope(W.Where.Var->getType(), Unit));
  return !W.Parts.empty();
}

/// The variable or member that \p S, an expression or an assignment, an
/// addition to a container or a declaration, is about.
static const ValueDecl *namedBy(const Stmt *S, FunctionAnalysis &F) {
  if (const auto *Assignment = dyn_cast_or_null<CXXOperatorCallExpr>(S))
    S = Assignment->getArg(0);
  else if (const auto *Call = dyn_cast_or_null<CXXMemberCallExpr>(S))
    S = Call->getImplicitObjectArgument();
  else if (const auto *D = dyn_cast_or_null<DeclStmt>(S))
    return D->isSingleDecl() ? dyn_cast<VarDecl>(D->getSingleDecl()) : nullptr;
  const auto *E = dyn_cast_or_null<Expr>(S);
  if (!E)
    return nullptr;
  // Through references and into elements: the local object.
  if (Referent To = F.borrows().ofObject(*E); To.K == Referent::Object)
    return To.Var;
  E = E->IgnoreParenImpCasts();
  const auto *Member = dyn_cast<MemberExpr>(E);
  const ValueDecl *D = Member ? Member->getMemberDecl() : nullptr;
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E))
    D = Ref->getDecl();
  return D && !D->getType()->isReferenceType() ? D : nullptr;
}

/// A local variable as an object; nothing for others.
static Referent whereIs(const ValueDecl *D) {
  const auto *Var = dyn_cast_or_null<VarDecl>(D);
  return Var && Var->hasLocalStorage() && !Var->getType()->isReferenceType()
             ? Referent{Referent::Object, Var}
             : Referent();
}

/// `return worker;`: the local object leaves the function.
bool StartFinder::isReturned(const VarDecl &Var) const {
  ReturnFinder Finder(Var);
  Finder.TraverseStmt(const_cast<Stmt *>(&F.body()));
  return Finder.Found;
}

/// What becomes of the handle. False if the work is waited for at once, or
/// nobody knows.
bool StartFinder::findKeeper(SpawnedWork &W) {
  const Expr &E = *W.Start;
  QualType Result = E.getType();
  if (Unit.tasks().madeBy(E).isInert())
    return false; // not started by that yet
  TaskFate Fate = fateOf(E, F);
  bool Joining = !Result->isVoidType() && joinsAtEnd(Result, Unit);
  switch (Fate.K) {
  case TaskFate::Done:
    return false;
  case TaskFate::Dropped:
    return !Joining;
  case TaskFate::Spawned:
  case TaskFate::Returned:
    return true;
  case TaskFate::Unknown:
    return Result->isVoidType();
  case TaskFate::Kept:
    W.Handle = namedBy(Fate.At, F);
    if (!W.Handle)
      return false;
    break;
  case TaskFate::Stored:
  case TaskFate::InScope:
    W.Handle = Fate.Holder;
    if (isReturned(*Fate.Holder)) {
      W.InScope = false;
      return true; // the caller may wait, too late
    }
    break;
  }
  if (!W.Place &&
      (Joining || (W.Handle && joinsAtEnd(W.Handle->getType(), Unit)))) {
    W.InScope = true;
    W.Where = whereIs(W.Handle);
    return true;
  }
  return W.InScope || isHandleThatLetsGo(E);
}

/// Whether the end of the handle, whatever that does, does not wait.
bool StartFinder::isHandleThatLetsGo(const Expr &Start) {
  QualType T = Start.getType();
  if (Works.startsWhenMade(T) || R.hasRole(T, TypeRole::Detachable))
    return true;
  const CXXRecordDecl *Record = recordOf(T);
  if (!Record)
    return true;
  if (findAnnotation(*Record, "detachable") || Record->hasTrivialDestructor())
    return true;
  TaskTraits Traits = Unit.tasks().of(T);
  return Traits && !Traits.CancelsOnDrop;
}

/// The thread type among the template arguments of \p T; null if none.
QualType StartFinder::threadIn(QualType T) {
  const auto *Special =
      dyn_cast_or_null<ClassTemplateSpecializationDecl>(recordOf(T));
  if (Special)
    for (const TemplateArgument &A : Special->getTemplateArgs().asArray())
      if (A.getKind() == TemplateArgument::Type &&
          Works.startsWhenMade(A.getAsType()))
        return A.getAsType();
  return {};
}

/// `threads.emplace_back(work)`, `make_unique<thread>(work)`: the element is
/// made from it.
bool StartFinder::startElement(SpawnedWork &W, const FunctionDecl &Callee) {
  const Expr *Object = nullptr;
  if (Callee.getOverloadedOperator() == OO_Subscript)
    return false; // the element is given its work by somebody else
  if (R.functionModel(Callee, CallEffect::Adds) ||
      R.functionModel(Callee, CallEffect::Inserts) ||
      R.functionModel(Callee, CallEffect::Engages))
    Object = argumentOf(*W.Start, ThisArgument);
  else if (!R.functionModel(Callee, CallEffect::MakesOwned))
    return false;
  QualType Element =
      threadIn(Object ? pointeeOrSelf(Object->getType()) : W.Start->getType());
  if (Element.isNull())
    return false;
  for (unsigned I = 0; I != argumentCount(*W.Start); ++I)
    // An element that exists already was started where it was made.
    if (const Expr *Argument = argumentOf(*W.Start, I);
        Argument &&
        !Works.startsWhenMade(Argument->getType().getNonReferenceType()))
      W.Parts.push_back(Argument);
  TaskFate Fate = Object ? TaskFate() : fateOf(*W.Start, F);
  W.Handle = Object                       ? namedBy(Object, F)
             : Fate.K == TaskFate::Stored ? Fate.Holder
             : Fate.K == TaskFate::Kept   ? namedBy(Fate.At, F)
                                          : nullptr;
  W.InScope = joinsAtEnd(Element, Unit);
  if (W.InScope)
    W.Where = Object ? F.borrows().ofObject(*Object) : whereIs(W.Handle);
  return W.Handle && !W.Parts.empty();
}

/// An eager coroutine that nobody awaits.
bool StartFinder::startCoroutine(SpawnedWork &W, FunctionAnalysis &Body) {
  const auto *Call = dyn_cast<CallExpr>(W.Start);
  if (!Call || Body.isLazyCoroutine())
    return false;
  TaskTraits Traits = Unit.tasks().madeBy(*Call);
  if (Traits.isInert() || Traits.CancelsOnDrop)
    return false;
  TaskFate Fate = fateOf(*Call, F);
  // Otherwise it is for others to say that the task was dropped.
  bool Consent = isa_and_nonnull<CastExpr>(Fate.At);
  if (Fate.K != TaskFate::Dropped || (Traits && !Consent) ||
      joinsAtEnd(Call->getType(), Unit))
    return false;
  int Count = argumentCount(*Call);
  TaskCreation Made{Call, TaskKind::Eager};
  // A closure that is the coroutine's own is another rule's.
  for (int I = callsClosure(*Call) ? 0 : ThisArgument; I != Count; ++I)
    if (const Expr *Argument = argumentOf(*Call, I);
        Argument && Unit.returnedTasks().keeps(Made, I)) {
      Referent To = Unit.returnedTasks().passed(F, Made, I);
      if (To.K == Referent::Object || To.K == Referent::Pointee)
        W.Loans.push_back({To, Argument, nullptr, nullptr});
      else
        W.Parts.push_back(Argument);
    }
  return !W.Loans.empty() || !W.Parts.empty();
}

/// The local object that a call of a member function or constructor is for.
const VarDecl *StartFinder::objectOf(const Expr &Call) {
  if (const Expr *Object = argumentOf(Call, ThisArgument)) {
    Referent To = F.borrows().ofObject(*Object);
    return To.K == Referent::Object ? To.Var : nullptr;
  }
  if (!isa<CXXConstructExpr>(Call))
    return nullptr;
  TaskFate Fate = fateOf(Call, F);
  return Fate.K == TaskFate::Stored && Fate.Holder->getInit() &&
                 Fate.Holder->getInit()->IgnoreImplicit() == &Call
             ? Fate.Holder
             : nullptr;
}

/// A member function that starts work for its object and does not wait.
bool StartFinder::startInside(SpawnedWork &W, FunctionAnalysis &Body) {
  const auto *Method = dyn_cast<CXXMethodDecl>(&Body.function());
  if (!Method || Method->isStatic() || Method->getParent()->isLambda() ||
      Works.of(Body).empty())
    return false;
  const VarDecl *Object = objectOf(*W.Start);
  if (!Object || !Object->hasLocalStorage())
    return false;
  for (const SpawnedWork &Inner : Works.of(Body))
    for (const Loan &L : Inner.Loans) {
      if (!isUnownedThis(Body, Inner, L))
        continue;
      W.Inner = &Inner;
      W.InnerLoan = &L;
      W.Loans.push_back(
          {{Referent::Object, Object}, W.Start, nullptr, nullptr});
      return true;
    }
  return false;
}

/// \p E without what copies, moves or forwards it.
static const Expr &source(const Expr &E) {
  const Expr *From = peelForBorrow(&E);
  for (unsigned I = 0; I != MaxDepth; ++I) {
    const auto *Call = dyn_cast<CallExpr>(From);
    const auto *Made = dyn_cast<CXXConstructExpr>(From);
    if (const auto *Temporary = dyn_cast<MaterializeTemporaryExpr>(From))
      From = peelForBorrow(Temporary->getSubExpr());
    else if (Call && Call->getNumArgs() == 1 && Call->getDirectCallee() &&
             Call->getDirectCallee()->isInStdNamespace())
      From = peelForBorrow(Call->getArg(0));
    else if (Made && Made->getNumArgs() == 1)
      From = peelForBorrow(Made->getArg(0));
    else
      break;
  }
  return *From;
}

/// Whether \p Part is the parameter itself, moved or forwarded, or a closure
/// that has a copy of it.
static bool hands(const Expr &Part, const ParmVarDecl &Param) {
  const Expr &From = source(Part);
  if (variableNamed(&From) == &Param)
    return true;
  const auto *Closure = dyn_cast<LambdaExpr>(&From);
  if (!Closure)
    return false;
  auto Init = Closure->capture_init_begin();
  for (const LambdaCapture &Capture : Closure->captures()) {
    const Expr *Value = *Init++;
    if (Capture.capturesVariable() && Capture.getCaptureKind() == LCK_ByCopy &&
        hands(*Value, Param))
      return true;
  }
  return false;
}

/// A function that starts what it is given, and does not wait.
bool StartFinder::startThrough(SpawnedWork &W, FunctionAnalysis &Body) {
  if (callsClosure(*W.Start))
    return false;
  for (const SpawnedWork &Inner : Works.of(Body)) {
    if (Inner.InScope || Inner.Handle)
      continue;
    std::optional<bool> Waits;
    for (int I = 0, N = argumentCount(*W.Start); I != N; ++I) {
      const ParmVarDecl *Param = parameterFor(*W.Start, Body.function(), I);
      if (!Param || llvm::none_of(Inner.Parts, [&](const Expr *Part) {
            return hands(*Part, *Param);
          }))
        continue;
      if (!Waits)
        Waits = !waitsFor(Body, Inner).empty();
      if (!*Waits)
        W.Parts.push_back(argumentOf(*W.Start, I));
    }
  }
  return !W.Parts.empty();
}

llvm::ArrayRef<SpawnedWork> SpawnedWorks::of(FunctionAnalysis &F) {
  std::unique_ptr<std::vector<SpawnedWork>> &Entry = Known[&F];
  if (Entry)
    return *Entry;
  Entry = std::make_unique<std::vector<SpawnedWork>>();
  std::vector<SpawnedWork> Found;
  StartFinder(F, Found).TraverseStmt(const_cast<Stmt *>(&F.body()));
  std::vector<SpawnedWork> &Result = *Known[&F];
  Result = std::move(Found);
  return Result;
}
