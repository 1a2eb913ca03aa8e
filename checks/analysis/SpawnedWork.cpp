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
#include "llvm/Support/SaveAndRestore.h"

using namespace clang;
using namespace corolint;

/// Tasks made from tasks are followed this deep.
static constexpr unsigned MaxDepth = 8;

//===----------------------------------------------------------------------===//
// What work refers to
//===----------------------------------------------------------------------===//

namespace {

/// Takes apart the calls that make a task.
class WorkLoans {
public:
  explicit WorkLoans(FunctionAnalysis &F)
      : F(F), Unit(F.unit()), R(Unit.roles()) {}

  llvm::SmallVector<Loan, 4> Found;

  void value(const Expr &E);

private:
  void call(const Expr &Call);
  void argument(const TaskCreation &Made, int Index);
  void add(llvm::ArrayRef<Loan> Loans) {
    Found.append(Loans.begin(), Loans.end());
  }

  FunctionAnalysis &F;
  TranslationUnit &Unit;
  Roles &R;
  unsigned Depth = 0;
};

} // namespace

/// A task, or something that stands for one and is made from one.
static bool isTaskLike(QualType T, TranslationUnit &Unit) {
  return static_cast<bool>(Unit.tasks().of(T)) ||
         Unit.roles().awaitables().of(T).Valid;
}

void WorkLoans::value(const Expr &Value) {
  if (Depth == MaxDepth)
    return;
  llvm::SaveAndRestore Deeper(Depth, Depth + 1);
  const Expr *E = peelForBorrow(&Value);
  const auto *Call = dyn_cast<CallExpr>(E);
  const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
  if (const auto *Temporary = dyn_cast<MaterializeTemporaryExpr>(E))
    return value(*Temporary->getSubExpr());
  if (Callee && Call->getNumArgs() == 1 &&
      (R.functionModel(*Callee, CallEffect::Moves) ||
       R.functionModel(*Callee, CallEffect::Forwards)))
    return value(*Call->getArg(0));
  if (const auto *Construction = dyn_cast<CXXConstructExpr>(E);
      Construction && Construction->getNumArgs() == 1 &&
      (Construction->getConstructor()->isCopyOrMoveConstructor() ||
       isTaskLike(E->getType(), Unit) ||
       Unit.spawnedWorks().startsWhenMade(E->getType())))
    return value(*Construction->getArg(0));
  if (const VarDecl *Var = variableNamed(E);
      Var && Var->getInit() && !isa<ParmVarDecl>(Var) &&
      Var->getDeclContext() == &F.function() && !F.borrows().isRebound(*Var) &&
      (isTaskLike(Var->getType(), Unit) ||
       Unit.spawnedWorks().startsWhenMade(Var->getType())))
    return value(*Var->getInit());
  if (Callee && isTaskLike(E->getType(), Unit))
    return call(*Call);
  add(loansOf(*E, F));
}

void WorkLoans::call(const Expr &Call) {
  TaskCreation Made{&Call, Unit.tasks().of(Call.getType()).Kind};
  int Count = argumentCount(Call);
  for (int I = ThisArgument; I != Count; ++I)
    argument(Made, I);
}

void WorkLoans::argument(const TaskCreation &Made, int Index) {
  const Expr *Argument = argumentOf(*Made.Call, Index);
  if (!Argument)
    return;
  if (Index == ThisArgument && callsClosure(*Made.Call)) {
    // The closure is another rule's, unless the frame has a copy of it.
    const FunctionDecl *Callee = calleeOf(*Made.Call);
    const auto *Method = dyn_cast_or_null<CXXMethodDecl>(Callee);
    if (Method && Method->isExplicitObjectMemberFunction() &&
        !Method->getParamDecl(0)->getType()->isReferenceType())
      add(loansOf(*Argument, F));
    return;
  }
  if (isTaskLike(Argument->getType().getNonReferenceType(), Unit))
    return value(*Argument);
  if (!Unit.returnedTasks().keeps(Made, Index))
    return;
  if (Referent To = Unit.returnedTasks().passed(F, Made, Index))
    Found.push_back({To, Argument, nullptr, nullptr});
  else
    add(loansOf(*Argument, F));
}

llvm::SmallVector<Loan, 4> corolint::loansOfWork(const Expr &Work,
                                                 FunctionAnalysis &F) {
  WorkLoans Finder(F);
  Finder.value(Work);
  return std::move(Finder.Found);
}

/// Whether a \p T, a pointer-like class, has to do with objects of \p Class.
static bool ownsObjectOf(QualType T, const CXXRecordDecl &Class) {
  const auto *Special =
      dyn_cast_or_null<ClassTemplateSpecializationDecl>(recordOf(T));
  if (!Special || Special->getTemplateArgs().size() == 0 ||
      Special->getTemplateArgs()[0].getKind() != TemplateArgument::Type)
    return false;
  const CXXRecordDecl *Owned =
      recordOf(Special->getTemplateArgs()[0].getAsType());
  return Owned && (declaresSameEntity(Owned, &Class) ||
                   (Owned->hasDefinition() && Owned->isDerivedFrom(&Class)) ||
                   (Class.hasDefinition() && Class.isDerivedFrom(Owned)));
}

bool corolint::keepsOwnerOfThis(const LambdaExpr &Closure, Roles &R) {
  const CXXRecordDecl *Class = nullptr;
  for (const LambdaCapture &Capture : Closure.captures())
    if (Capture.capturesThis() && Capture.getCaptureKind() != LCK_StarThis)
      for (const Expr *Init : Closure.capture_inits())
        if (isa<CXXThisExpr>(Init->IgnoreParenImpCasts()))
          Class = recordOf(Init->getType()->getPointeeType());
  return Class && llvm::any_of(Closure.captures(), [&](const LambdaCapture &C) {
           if (!C.capturesVariable() || C.getCaptureKind() == LCK_ByRef)
             return false;
           QualType T = C.getCapturedVar()->getType().getNonReferenceType();
           return R.hasRole(T, TypeRole::Holder) || ownsObjectOf(T, *Class);
         });
}

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
  bool startBySinks(SpawnedWork &W);
  bool startElement(SpawnedWork &W, const FunctionDecl &Callee);
  bool startCoroutine(SpawnedWork &W);
  bool startInside(SpawnedWork &W);
  const VarDecl *objectOf(const Expr &Call);
  bool findKeeper(SpawnedWork &W);
  bool isHandleThatLetsGo(const Expr &Start);
  void lend(SpawnedWork &W);

  FunctionAnalysis &F;
  TranslationUnit &Unit;
  Roles &R;
  SpawnedWorks &Works;
  std::vector<SpawnedWork> &Out;
};

} // namespace

void StartFinder::start(const Expr &E) {
  const FunctionDecl *Callee = calleeOf(E);
  if (!Callee)
    return;
  SpawnedWork W;
  W.Start = &E;
  if (Works.mayStart(*Callee) ? startBySinks(W) && findKeeper(W)
                              : startElement(W, *Callee) || startCoroutine(W)) {
    lend(W);
    Out.push_back(std::move(W));
  } else if (startInside(W)) {
    Out.push_back(std::move(W));
  }
}

void StartFinder::lend(SpawnedWork &W) {
  for (const Expr *Part : W.Parts)
    for (const Loan &L : loansOfWork(*Part, F))
      if (L.To.K == Referent::Object || L.To.K == Referent::Pointee)
        W.Loans.push_back(L);
}

/// By annotations, models, and the structure of scopes.
bool StartFinder::startBySinks(SpawnedWork &W) {
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
  W.InScope = Into == Sink::ConstructedObject ||
              (W.Place && isScope(W.Place->getType(), Unit));
  if (W.Place)
    W.Where = contextOf(*W.Place, F);
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

/// `threads.emplace_back(work)`: the element is made from it.
bool StartFinder::startElement(SpawnedWork &W, const FunctionDecl &Callee) {
  if (!R.functionModel(Callee, CallEffect::Adds) &&
      !R.functionModel(Callee, CallEffect::Inserts) &&
      !R.functionModel(Callee, CallEffect::Engages))
    return false;
  const Expr *Object = argumentOf(*W.Start, ThisArgument);
  const auto *Container =
      Object ? dyn_cast_or_null<ClassTemplateSpecializationDecl>(
                   recordOf(pointeeOrSelf(Object->getType())))
             : nullptr;
  if (!Container)
    return false;
  QualType Element;
  for (const TemplateArgument &A : Container->getTemplateArgs().asArray())
    if (A.getKind() == TemplateArgument::Type &&
        Works.startsWhenMade(A.getAsType()))
      Element = A.getAsType();
  if (Element.isNull())
    return false;
  for (unsigned I = 0; I != argumentCount(*W.Start); ++I)
    // An element that exists already was started where it was made.
    if (const Expr *Argument = argumentOf(*W.Start, I);
        !Works.startsWhenMade(Argument->getType().getNonReferenceType()))
      W.Parts.push_back(Argument);
  if (W.Parts.empty())
    return false;
  W.Handle = namedBy(Object, F);
  W.InScope = joinsAtEnd(Element, Unit);
  if (W.InScope)
    W.Where = F.borrows().ofObject(*Object);
  return W.Handle != nullptr;
}

/// An eager coroutine that nobody awaits.
bool StartFinder::startCoroutine(SpawnedWork &W) {
  const auto *Call = dyn_cast<CallExpr>(W.Start);
  FunctionAnalysis *Body = Call ? Unit.calledFunction(*Call) : nullptr;
  if (!Body || !Body->isCoroutine() || Body->isLazyCoroutine())
    return false;
  TaskTraits Traits = Unit.tasks().madeBy(*Call);
  if (Traits.isInert() || Traits.CancelsOnDrop || callsClosure(*Call))
    return false;
  TaskFate Fate = fateOf(*Call, F);
  // Otherwise it is for others to say that the task was dropped.
  bool Consent = isa_and_nonnull<CastExpr>(Fate.At);
  if (Fate.K != TaskFate::Dropped || (Traits && !Consent) ||
      joinsAtEnd(Call->getType(), Unit))
    return false;
  int Count = argumentCount(*Call);
  TaskCreation Made{Call, TaskKind::Eager};
  for (int I = ThisArgument; I != Count; ++I)
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
bool StartFinder::startInside(SpawnedWork &W) {
  FunctionAnalysis *Body = Unit.calledFunction(*W.Start);
  const auto *Method =
      Body ? dyn_cast<CXXMethodDecl>(&Body->function()) : nullptr;
  if (!Method || Method->isStatic() || Method->getParent()->isLambda() ||
      isInSystemHeader(*Method) || Body->isCoroutine())
    return false;
  const VarDecl *Object = objectOf(*W.Start);
  if (!Object || !Object->hasLocalStorage())
    return false;
  for (const SpawnedWork &Inner : Works.of(*Body))
    for (const Loan &L : Inner.Loans) {
      if (!isUnownedThis(*Body, Inner, L))
        continue;
      W.Inner = &Inner;
      W.InnerLoan = &L;
      W.Loans.push_back(
          {{Referent::Object, Object}, W.Start, nullptr, nullptr});
      return true;
    }
  return false;
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
