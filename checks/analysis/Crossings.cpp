//===--- Crossings.cpp - values that go to another thread -----------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Crossings.h"
#include "Annotations.h"
#include "Handovers.h"
#include "Loans.h"
#include "OwnCodeVisitor.h"
#include "SendTraits.h"
#include "Sinks.h"
#include "SpawnedWork.h"
#include "TranslationUnit.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ExprCXX.h"

using namespace clang;
using namespace corolint;

/// Names for names are followed this deep.
static constexpr unsigned MaxDepth = 8;

//===----------------------------------------------------------------------===//
// What crosses
//===----------------------------------------------------------------------===//

namespace {

class CrossingFinder : public OwnCodeVisitor<CrossingFinder> {
public:
  CrossingFinder(FunctionAnalysis &F, std::vector<Crossing> &Out)
      : Unit(F.unit()), R(Unit.roles()), Out(Out) {}

  bool VisitCallExpr(CallExpr *E) {
    look(*E);
    return true;
  }
  bool VisitCXXConstructExpr(CXXConstructExpr *E) {
    if (!E->getConstructor()->isCopyOrMoveConstructor())
      look(*E);
    return true;
  }

private:
  void look(const Expr &E);
  bool crosses(const Expr &E, const FunctionDecl &Callee, int Index);
  bool runsElsewhere(const Expr &E, const FunctionDecl &Callee);
  bool makesThread(const Expr &E, const FunctionDecl &Callee);

  TranslationUnit &Unit;
  Roles &R;
  std::vector<Crossing> &Out;
};

} // namespace

/// `launch::deferred`, by its name: the work runs where it is waited for.
static bool isDeferred(const Expr &Call) {
  for (unsigned I = 0; I != argumentCount(Call); ++I) {
    const Expr *Argument = argumentOf(Call, I);
    const auto *Name =
        Argument ? dyn_cast<DeclRefExpr>(Argument->IgnoreParenImpCasts())
                 : nullptr;
    const auto *Constant =
        Name ? dyn_cast<EnumConstantDecl>(Name->getDecl()) : nullptr;
    if (Constant && Constant->getName() == "deferred")
      return true;
  }
  return false;
}

/// Whether the executor that the work is given to has threads of its own. By
/// its type: a strand over such an executor is another type.
bool CrossingFinder::runsElsewhere(const Expr &E, const FunctionDecl &Callee) {
  return llvm::any_of(
      R.models().findFunction(Callee), [&](const FunctionModel &Model) {
        const Expr *Place = Model.Effect == CallEffect::SpawnsInto
                                ? argumentOf(E, Model.Argument)
                                : nullptr;
        return Place && R.hasRole(pointeeOrSelf(Place->getType()),
                                  TypeRole::MultiThreaded);
      });
}

/// The variable or member that \p Place, an executor or pool, is or is from.
static const ValueDecl *executorNamed(const Expr *Place) {
  for (unsigned I = 0; Place && I != MaxDepth; ++I) {
    Place = peelForBorrow(Place->IgnoreParenImpCasts());
    if (const auto *Name = dyn_cast<DeclRefExpr>(Place))
      return Name->getDecl();
    if (const auto *Member = dyn_cast<MemberExpr>(Place))
      return isa<CXXThisExpr>(Member->getBase()->IgnoreParenImpCasts())
                 ? Member->getMemberDecl()
                 : nullptr;
    Place = isa<CXXMemberCallExpr>(Place) ? argumentOf(*Place, ThisArgument)
                                          : nullptr;
  }
  return nullptr;
}

/// The executor that the work is given to if it was made with one thread:
/// `thread_pool pool(1)`.
static const ValueDecl *lonelyExecutor(const Expr &E,
                                       const FunctionDecl &Callee, Roles &R) {
  for (const FunctionModel &Model : R.models().findFunction(Callee)) {
    if (Model.Effect != CallEffect::SpawnsInto)
      continue;
    const ValueDecl *Place = executorNamed(argumentOf(E, Model.Argument));
    const Expr *Init = nullptr;
    if (const auto *Var = dyn_cast_or_null<VarDecl>(Place))
      Init = isa<ParmVarDecl>(Var) ? nullptr : Var->getInit();
    else if (const auto *Field = dyn_cast_or_null<FieldDecl>(Place))
      Init = Field->getInClassInitializer();
    const auto *Made =
        Init ? dyn_cast<CXXConstructExpr>(Init->IgnoreImplicit()) : nullptr;
    const Expr *Threads =
        Made && Made->getNumArgs() > 0 ? Made->getArg(0) : nullptr;
    if (Threads && Threads->getType()->isIntegerType() &&
        !Threads->isValueDependent())
      if (auto Count = Threads->getIntegerConstantExpr(Callee.getASTContext());
          Count && *Count == 1)
        return Place;
  }
  return nullptr;
}

bool CrossingFinder::crosses(const Expr &E, const FunctionDecl &Callee,
                             int Index) {
  if (const ParmVarDecl *Param =
          Index >= 0 && unsigned(Index) < Callee.getNumParams()
              ? Callee.getParamDecl(Index)
              : nullptr;
      Param && (hasTypeAnnotation(*Param, "spawns") ||
                hasTypeAnnotation(*Param, "scoped")))
    return true;
  bool Spawns = false;
  for (const FunctionModel &Model : R.models().findFunction(Callee)) {
    const bool Concerns = Model.Argument == Index ||
                          (Model.Argument == AllArguments && Index >= 0);
    if (Concerns && (Model.Effect == CallEffect::Crosses ||
                     Model.Effect == CallEffect::CrossesAndReturns))
      return true;
    Spawns |= Concerns && Model.Effect == CallEffect::Spawns;
  }
  return Spawns && Unit.tasks().isWork(argumentOf(E, Index)->getType()) &&
         runsElsewhere(E, Callee);
}

/// Whether the work is done when the call, or the await of it, ends.
static bool isScoped(const FunctionDecl &Callee, const Roles &R) {
  return R.functionModel(Callee, CallEffect::Scoped) ||
         R.functionModel(Callee, CallEffect::WaitsFor) ||
         llvm::any_of(Callee.parameters(), [](const ParmVarDecl *Param) {
           return hasTypeAnnotation(*Param, "scoped");
         });
}

/// `threads.emplace_back(work)`, `make_unique<thread>(work)`.
bool CrossingFinder::makesThread(const Expr &E, const FunctionDecl &Callee) {
  QualType Whole;
  if (R.functionModel(Callee, CallEffect::Adds) ||
      R.functionModel(Callee, CallEffect::Inserts) ||
      R.functionModel(Callee, CallEffect::Engages)) {
    const Expr *Object = argumentOf(E, ThisArgument);
    Whole = Object ? pointeeOrSelf(Object->getType()) : QualType();
  } else if (R.functionModel(Callee, CallEffect::MakesOwned)) {
    Whole = E.getType();
  }
  const CXXRecordDecl *Record = Whole.isNull() ? nullptr : recordOf(Whole);
  if (!Record)
    return false;
  return llvm::any_of(typeArguments(*Record), [&](QualType T) {
    return Unit.spawnedWorks().startsWhenMade(T);
  });
}

void CrossingFinder::look(const Expr &E) {
  const FunctionDecl *Callee = calleeOf(E);
  if (!Callee || isDeferred(E))
    return;
  Crossing C;
  C.Start = &E;
  const bool Thread = makesThread(E, *Callee);
  for (int I = ThisArgument, N = argumentCount(E); I != N; ++I) {
    const Expr *Argument = argumentOf(E, I);
    if (!Argument || isa<CXXDefaultArgExpr>(Argument))
      continue;
    // A thread that exists already crossed where it was made.
    const bool IsThread = Unit.spawnedWorks().startsWhenMade(
        Argument->getType().getNonReferenceType());
    if ((Thread && I >= 0 && !IsThread) || crosses(E, *Callee, I))
      C.Parts.push_back(Argument);
  }
  C.IsScoped = isScoped(*Callee, R);
  C.OneThread = lonelyExecutor(E, *Callee, R);
  C.ComesBack = R.functionModel(*Callee, CallEffect::CrossesAndReturns);
  if (!C.Parts.empty())
    Out.push_back(std::move(C));
}

std::vector<Crossing> corolint::crossingsOf(FunctionAnalysis &F) {
  std::vector<Crossing> Found;
  CrossingFinder Finder(F, Found);
  if (const auto *Constructor = dyn_cast<CXXConstructorDecl>(&F.function()))
    for (const CXXCtorInitializer *Init : Constructor->inits())
      if (Init->isWritten())
        Finder.TraverseStmt(Init->getInit());
  Finder.TraverseStmt(const_cast<Stmt *>(&F.body()));
  return Found;
}

//===----------------------------------------------------------------------===//
// Whether it is Send
//===----------------------------------------------------------------------===//

SourceLocation corolint::placeOf(const LambdaCapture &Capture,
                                 const LambdaExpr &Closure) {
  return Capture.isExplicit() ? Capture.getLocation() : Closure.getBeginLoc();
}

const CallExpr *corolint::taskCall(const Expr &Task, FunctionAnalysis &F) {
  Roles &R = F.unit().roles();
  const Expr *E = &Task;
  for (unsigned I = 0; E && I != MaxDepth; ++I) {
    E = peelForBorrow(E);
    if (const auto *Temporary = dyn_cast<MaterializeTemporaryExpr>(E)) {
      E = Temporary->getSubExpr();
      continue;
    }
    if (const auto *Made = dyn_cast<CXXConstructExpr>(E)) {
      E = Made->getNumArgs() == 1 ? Made->getArg(0) : nullptr;
      continue;
    }
    if (const VarDecl *Var = variableNamed(E)) {
      E = Var->getDeclContext() == &F.function() && !isa<ParmVarDecl>(Var) &&
                  !F.borrows().isRebound(*Var)
              ? Var->getInit()
              : nullptr;
      continue;
    }
    const auto *Call = dyn_cast<CallExpr>(E);
    const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
    if (!Callee || Call->getNumArgs() == 0 ||
        !(R.functionModel(*Callee, CallEffect::Moves) ||
          R.functionModel(*Callee, CallEffect::Forwards)))
      return Callee ? Call : nullptr;
    E = Call->getArg(0);
  }
  return nullptr;
}

/// What goes over in the frame of a task: the parameters of its coroutine.
static bool addFrame(const Expr &Part, FunctionAnalysis &F, SentValue &Sent) {
  TranslationUnit &Unit = F.unit();
  if (!Unit.tasks().of(Part.getType().getNonReferenceType()))
    return false;
  const CallExpr *Call = taskCall(Part, F);
  const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
  FunctionAnalysis *Body = Callee ? Unit.analysisOf(*Callee) : nullptr;
  if (!Callee || (Body && !Body->isCoroutine()))
    return false;
  llvm::SmallVector<FramePart, 4> Parts;
  for (const ParmVarDecl *Param : Callee->parameters())
    Parts.push_back({PartKind::Parameter, Param->getType(), Param});
  Sent.Answer = Unit.sendTraits().of(Parts, Trait::Send);
  if (Sent.Answer != Verdict::Yes)
    Sent.Chain = SendExplanation(Unit.sendTraits()).chain(Parts, Trait::Send);
  return true;
}

namespace {
/// Whether a body copies what the closure has, or a part of it.
class CopyFinder : public RecursiveASTVisitor<CopyFinder> {
public:
  explicit CopyFinder(const LambdaExpr &Closure) : Closure(Closure) {}
  bool Found = false;
  bool TraverseTypeLoc(TypeLoc, bool = true) { return true; }
  bool VisitCXXConstructExpr(CXXConstructExpr *E) {
    if (!E->getConstructor()->isCopyConstructor())
      return true;
    const Expr *From = E->getArg(0)->IgnoreParenImpCasts();
    while (const auto *Member = dyn_cast<MemberExpr>(From))
      From = Member->getBase()->IgnoreParenImpCasts();
    const VarDecl *Var = variableNamed(From);
    Found |=
        Var && llvm::any_of(Closure.captures(), [&](const auto &Capture) {
          return Capture.capturesVariable() && Capture.getCapturedVar() == Var;
        });
    return !Found;
  }

private:
  const LambdaExpr &Closure;
};
} // namespace

static void addClosure(const LambdaExpr &Closure, TranslationUnit &Unit,
                       SentValue &Sent) {
  Sent.Answer = Unit.sendTraits().of(Closure.getType(), Trait::Send);
  if (Sent.Answer == Verdict::Yes)
    return;
  Sent.Chain =
      SendExplanation(Unit.sendTraits()).chain(Closure.getType(), Trait::Send);
  if (Sent.Chain.size() > 1)
    for (const LambdaCapture &Capture : Closure.captures())
      if (Capture.getLocation() == Sent.Chain[1].Where)
        Sent.Where = placeOf(Capture, Closure);
}

/// The variable that a pointer or reference wrapper, as it is written, is for.
static const VarDecl *referentIn(const Expr &Part, Roles &R) {
  const Expr *E = Part.IgnoreParenImpCasts();
  if (const auto *Address = dyn_cast<UnaryOperator>(E);
      Address && Address->getOpcode() == UO_AddrOf)
    return variableNamed(Address->getSubExpr()->IgnoreParens());
  E = peelForBorrow(&Part);
  if (const auto *Temporary = dyn_cast<MaterializeTemporaryExpr>(E))
    E = Temporary->getSubExpr()->IgnoreParenImpCasts();
  const auto *Call = dyn_cast<CallExpr>(E);
  return Call && Call->getNumArgs() == 1 &&
                 R.hasRole(Call->getType(), TypeRole::ReferenceWrapper)
             ? variableNamed(Call->getArg(0)->IgnoreParenImpCasts())
             : nullptr;
}

/// As a callee takes it: by reference only where its parameter says so.
static QualType typeSent(const Crossing &C, const Expr &Part) {
  const FunctionDecl *Callee = calleeOf(*C.Start);
  QualType T = Part.getType().getNonReferenceType();
  ASTContext &Context = Callee->getASTContext();
  for (unsigned I = 0; I != Callee->getNumParams(); ++I) {
    QualType Declared = Callee->getParamDecl(I)->getType();
    if (argumentOf(*C.Start, I) == &Part && Declared->isLValueReferenceType() &&
        !Callee->isTemplateInstantiation())
      return Declared;
  }
  if (T->isArrayType() || T->isFunctionType())
    T = Context.getDecayedType(T);
  return T.getUnqualifiedType();
}

SentValue corolint::sentValue(const Crossing &C, const Expr &Part,
                              FunctionAnalysis &F) {
  TranslationUnit &Unit = F.unit();
  SendTraits &Traits = Unit.sendTraits();
  SentValue Sent;
  Sent.Where = Part.getExprLoc();
  if (const LambdaExpr *Closure = closureIn(Part, F)) {
    Sent.Where = Part.getBeginLoc();
    addClosure(*Closure, Unit, Sent);
    CopyFinder Copies(*Closure);
    if (C.ComesBack)
      Copies.TraverseStmt(const_cast<Stmt *>(Closure->getBody()));
    if (C.ComesBack && !Copies.Found)
      Sent.Answer = std::min(Sent.Answer, Verdict::SharedNo);
    return Sent;
  }
  if (addFrame(Part, F, Sent))
    return Sent;
  const VarDecl *Var = referentIn(Part, Unit.roles());
  if (Var && Var->getTLSKind() != VarDecl::TLS_None) {
    Sent.Answer = Traits.toVariable(*Var, Trait::Send);
    Sent.Chain = SendExplanation(Traits).chainToVariable(*Var, Trait::Send);
    return Sent;
  }
  QualType T = typeSent(C, Part);
  Sent.Answer = Traits.of(T, Trait::Send);
  if (Sent.Answer != Verdict::Yes)
    Sent.Chain = SendExplanation(Traits).chain(T, Trait::Send);
  return Sent;
}

//===----------------------------------------------------------------------===//
// The coroutines in it
//===----------------------------------------------------------------------===//

namespace {
/// The coroutines whose tasks a body returns.
class ReturnedCoroutines : public OwnCodeVisitor<ReturnedCoroutines> {
public:
  ReturnedCoroutines(FunctionAnalysis &F,
                     llvm::SmallVectorImpl<const FunctionDecl *> &Out)
      : F(F), Out(Out) {}

  bool VisitReturnStmt(ReturnStmt *S) {
    const CallExpr *Call =
        S->getRetValue() ? taskCall(*S->getRetValue(), F) : nullptr;
    if (Call)
      Out.push_back(Call->getDirectCallee());
    return true;
  }

private:
  FunctionAnalysis &F;
  llvm::SmallVectorImpl<const FunctionDecl *> &Out;
};
} // namespace

/// The functions that run when \p Part, a task or callable, does.
static llvm::SmallVector<const FunctionDecl *, 2> runBy(const Expr &Part,
                                                        FunctionAnalysis &F) {
  if (const LambdaExpr *Closure = closureIn(Part, F)) {
    if (!Closure->isGenericLambda())
      return {Closure->getCallOperator()};
    llvm::SmallVector<const FunctionDecl *, 2> Instances;
    for (const FunctionDecl *Instance :
         Closure->getDependentCallOperator()->specializations())
      Instances.push_back(Instance);
    return Instances;
  }
  if (const CallExpr *Call = taskCall(Part, F))
    return {Call->getDirectCallee()};
  const auto *Name = dyn_cast<DeclRefExpr>(Part.IgnoreParenImpCasts());
  if (const auto *Function =
          Name ? dyn_cast<FunctionDecl>(Name->getDecl()) : nullptr)
    return {Function};
  llvm::SmallVector<const FunctionDecl *, 2> Members;
  if (const CXXRecordDecl *Record = recordOf(Part.getType()))
    for (const CXXMethodDecl *Method : Record->methods())
      if (Method->getOverloadedOperator() == OO_Call)
        Members.push_back(Method);
  return Members;
}

llvm::SmallVector<const FunctionDecl *, 2>
corolint::coroutinesIn(const Crossing &C, FunctionAnalysis &F) {
  llvm::SmallVector<const FunctionDecl *, 2> Candidates, Found;
  TranslationUnit &Unit = F.unit();
  for (const Expr *Part : C.Parts)
    for (const FunctionDecl *Run : runBy(*Part, F)) {
      Candidates.push_back(Run);
      FunctionAnalysis *Body = Unit.analysisOf(*Run);
      if (Body && !Body->isCoroutine())
        ReturnedCoroutines(*Body, Candidates)
            .TraverseStmt(const_cast<Stmt *>(&Body->body()));
    }
  for (const FunctionDecl *Candidate : Candidates)
    if (FunctionAnalysis *Body = Unit.analysisOf(*Candidate);
        Body && Body->isCoroutine())
      Found.push_back(Candidate);
  return Found;
}
