//===--- SentValues.cpp - what goes to another thread ---------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "BoundMembers.h"
#include "Calls.h"
#include "Crossings.h"
#include "FrameObjects.h"
#include "Handovers.h"
#include "Loans.h"
#include "OwnCodeVisitor.h"
#include "SendTraits.h"
#include "TranslationUnit.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ExprCXX.h"

using namespace clang;
using namespace corolint;

/// Names for names are followed this deep.
static constexpr unsigned MaxDepth = 8;

//===----------------------------------------------------------------------===//
// Parts
//===----------------------------------------------------------------------===//

const FunctionDecl *corolint::functionNamed(const Expr &Part) {
  const Expr *E = Part.IgnoreParenCasts();
  if (const auto *Address = dyn_cast<UnaryOperator>(E);
      Address && Address->getOpcode() == UO_AddrOf)
    E = Address->getSubExpr()->IgnoreParens();
  const auto *Name = dyn_cast<DeclRefExpr>(E);
  return Name ? dyn_cast<FunctionDecl>(Name->getDecl()) : nullptr;
}

const Expr &corolint::withoutTemporary(const Expr &Part) {
  const Expr *E = peelForBorrow(Part.IgnoreImplicit());
  if (const auto *Temporary = dyn_cast<MaterializeTemporaryExpr>(E))
    E = peelForBorrow(Temporary->getSubExpr()->IgnoreImplicit());
  return *E;
}

const Expr *corolint::wrappedIn(const Expr &Part, const Roles &R) {
  const auto *Call = dyn_cast<CallExpr>(&withoutTemporary(Part));
  return Call && Call->getNumArgs() == 1 &&
                 R.hasRole(Call->getType(), TypeRole::ReferenceWrapper)
             ? Call->getArg(0)
             : nullptr;
}

llvm::SmallVector<const FunctionDecl *, 2>
corolint::operatorsOf(const LambdaExpr &Closure) {
  if (!Closure.isGenericLambda())
    return {Closure.getCallOperator()};
  llvm::SmallVector<const FunctionDecl *, 2> Instances;
  if (const FunctionTemplateDecl *Generic = Closure.getDependentCallOperator())
    for (const FunctionDecl *Instance : Generic->specializations())
      Instances.push_back(Instance);
  return Instances;
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

/// That an object is shared is no objection by itself. That the other thread
/// uses what belongs to this one is.
static void blame(const FieldDecl &Field, TranslationUnit &Unit,
                  SentValue &Sent) {
  const FramePart Part{PartKind::Member, Field.getType(), &Field,
                       Field.getLocation()};
  auto Rest = SendExplanation(Unit.sendTraits()).chain(Part, Trait::Send);
  Sent.Answer = Verdict::HardNo;
  // From the whole, or the capture that leads to the object, to the member.
  const bool IsCapture =
      Sent.Chain.size() > 1 && Sent.Chain[1].Kind == PartKind::Capture;
  Sent.Chain.resize(std::min<size_t>(Sent.Chain.size(), IsCapture ? 2 : 1));
  for (TraitStep &Step : Sent.Chain)
    Step.Reason.clear();
  Sent.Chain.insert(Sent.Chain.end(), Rest.begin() + 1, Rest.end());
}

/// Whether \p Capture leads to an object outside of the closure.
static bool isShared(const LambdaCapture &Capture) {
  if (Capture.capturesThis())
    return Capture.getCaptureKind() == LCK_This;
  if (!Capture.capturesVariable())
    return false;
  const QualType T = Capture.getCapturedVar()->getType();
  const CXXRecordDecl *Record = recordOf(T);
  return Capture.getCaptureKind() == LCK_ByRef || T->isPointerType() ||
         (Record && Record->hasDefinition() && mayHoldNothing(*Record));
}

static void addMembersUsed(const LambdaExpr &Closure, TranslationUnit &Unit,
                           SentValue &Sent) {
  for (const FunctionDecl *Operator : operatorsOf(Closure)) {
    FunctionAnalysis *Body = Unit.analysisOf(*Operator);
    for (const LambdaCapture &Capture : Closure.captures()) {
      const ValueDecl *Var =
          Capture.capturesVariable() ? Capture.getCapturedVar() : nullptr;
      const FieldDecl *Field =
          Body && isShared(Capture) ? boundMemberUsed(*Body, Var) : nullptr;
      if (!Field)
        continue;
      Sent.Where = placeOf(Capture, Closure);
      blame(*Field, Unit, Sent);
      return;
    }
  }
}

/// `std::thread(&Worker::run, this)`: the member function that is run on
/// \p Object; null for others.
static FunctionAnalysis *methodRunOn(const Expr &Object, const Crossing &C,
                                     TranslationUnit &Unit) {
  auto At = llvm::find(C.Parts, &Object);
  if (At == C.Parts.end() || At == C.Parts.begin())
    return nullptr;
  const auto *Method =
      dyn_cast_or_null<CXXMethodDecl>(functionNamed(**std::prev(At)));
  return Method && !Method->isVirtual() ? Unit.analysisOf(*Method) : nullptr;
}

/// The variable that a pointer or reference wrapper, as it is written, is for.
static const VarDecl *referentIn(const Expr &Part, Roles &R) {
  const Expr *E = Part.IgnoreParenImpCasts();
  if (const auto *Address = dyn_cast<UnaryOperator>(E);
      Address && Address->getOpcode() == UO_AddrOf)
    return variableNamed(Address->getSubExpr()->IgnoreParens());
  const Expr *Wrapped = wrappedIn(Part, R);
  return Wrapped ? variableNamed(Wrapped->IgnoreParenImpCasts()) : nullptr;
}

/// As a callee takes it: by reference only where its parameter says so.
static QualType typeSent(const Crossing &C, const Expr &Part) {
  const FunctionDecl *Callee = calleeOf(*C.Start);
  QualType T = Part.getType().getNonReferenceType();
  ASTContext &Context = Callee->getASTContext();
  for (unsigned I = 0; I != Callee->getNumParams() && !C.IsMessage; ++I) {
    QualType Declared = Callee->getParamDecl(I)->getType();
    if (argumentOf(*C.Start, I) == &Part && Declared->isLValueReferenceType() &&
        !Callee->isTemplateInstantiation())
      return Declared;
  }
  if (T->isArrayType() || T->isFunctionType())
    T = Context.getDecayedType(T);
  return T.getUnqualifiedType();
}

/// Whether the guard that \p Moved is made from is one that was given back, or
/// never took its lock.
static bool isIdleGuard(const Expr &Moved, FunctionAnalysis &F) {
  Roles &R = F.unit().roles();
  const Expr *E = &Moved;
  while (const auto *Made = dyn_cast<CXXConstructExpr>(E->IgnoreImplicit())) {
    if (Made->getNumArgs() == 0)
      return true;
    E = Made->getArg(0);
  }
  const auto *Call = dyn_cast<CallExpr>(E->IgnoreParenImpCasts());
  const VarDecl *Var =
      variableNamed((Call && Call->getNumArgs() == 1 ? Call->getArg(0) : E)
                        ->IgnoreParenImpCasts());
  if (!Var || !R.guard(Var->getType()))
    return false;
  const auto *Init =
      Var->getInit()
          ? dyn_cast<CXXConstructExpr>(Var->getInit()->IgnoreImplicit())
          : nullptr;
  if (Init && (Init->getNumArgs() == 0 ||
               llvm::any_of(Init->arguments(), [&](const Expr *Argument) {
                 return R.hasRole(Argument->getType(), TypeRole::DeferTag);
               })))
    return true;
  return anyCall(F.body(), [&](const CallExpr &Candidate) {
    const FunctionDecl *Callee = Candidate.getDirectCallee();
    const Expr *Object = argumentOf(Candidate, ThisArgument);
    return Callee && Object &&
           variableNamed(Object->IgnoreParenImpCasts()) == Var &&
           (R.lockEffect(*Callee, CallEffect::Release) ||
            R.functionModel(*Callee, CallEffect::Disown));
  });
}

/// Whether the capture of \p Closure that \p Chain blames is such a guard.
static bool blamesIdleGuard(llvm::ArrayRef<TraitStep> Chain,
                            const LambdaExpr &Closure, FunctionAnalysis &F) {
  for (const auto &[Capture, Init] :
       llvm::zip(Closure.captures(), Closure.capture_inits()))
    if (Chain.size() > 1 && Capture.getLocation() == Chain[1].Where)
      return Init && F.unit().roles().guard(Init->getType()) &&
             isIdleGuard(*Init, F);
  return false;
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
    if (Sent.Answer == Verdict::HardNo &&
        blamesIdleGuard(Sent.Chain, *Closure, F))
      Sent.Answer = Verdict::Unknown;
    if (Sent.Answer == Verdict::SharedNo && !C.ComesBack &&
        !C.Executor.IsStrand)
      addMembersUsed(*Closure, Unit, Sent);
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
  if (Sent.Answer == Verdict::HardNo && Unit.roles().guard(T) &&
      isIdleGuard(Part, F))
    Sent.Answer = Verdict::Unknown;
  if (Sent.Answer != Verdict::Yes)
    Sent.Chain = SendExplanation(Traits).chain(T, Trait::Send);
  if (Sent.Answer == Verdict::SharedNo && T->isPointerType())
    if (FunctionAnalysis *Run = methodRunOn(Part, C, Unit))
      if (const FieldDecl *Field = boundMemberUsed(*Run, /*Root=*/nullptr))
        blame(*Field, Unit, Sent);
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
  if (const LambdaExpr *Closure = closureIn(Part, F))
    return operatorsOf(*Closure);
  if (const CallExpr *Call = taskCall(Part, F))
    return {Call->getDirectCallee()};
  if (const FunctionDecl *Function = functionNamed(Part))
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
