//===--- PolledElements.cpp - containers whose elements were asked --------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "PolledElements.h"
#include "BodyVisibility.h"
#include "CallableBodies.h"
#include "Readiness.h"
#include "StmtParents.h"
#include "TranslationUnit.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "llvm/ADT/Sequence.h"
#include "llvm/Support/SaveAndRestore.h"

using namespace clang;
using namespace corolint;

/// Elements are followed through variables this far.
static constexpr unsigned MaxDepth = 8;

namespace {
/// A test of whether something is ready, and where it is made: the test itself
/// or, where that is in a generic lambda, the call that the lambda is given to.
struct Poll {
  const CallExpr *Test;
  const Expr *Where;
};
} // namespace

/// Collects, in a function and its lambdas, what elements are called and who
/// asks them.
class PolledElements::Finder : public RecursiveASTVisitor<Finder> {
public:
  Finder(PolledElements &Out, llvm::SmallVectorImpl<Poll> &Polls,
         llvm::SmallVectorImpl<const CallExpr *> &Calls)
      : Out(Out), Polls(Polls), Calls(Calls) {}

  bool VisitCXXForRangeStmt(CXXForRangeStmt *S) {
    if (S->getLoopVariable() && S->getRangeInit())
      Out.Sources[S->getLoopVariable()] = S->getRangeInit();
    return true;
  }
  bool VisitCallExpr(CallExpr *E) {
    const FunctionDecl *Callee = E->getDirectCallee();
    if (Callee &&
        Out.F.unit().roles().functionModel(*Callee, CallEffect::TestsReady))
      Polls.push_back({E, Where ? Where : E});
    if (Callee && !Where)
      Calls.push_back(E);
    for (const Expr *Arg : E->arguments())
      if (const auto *L = dyn_cast<LambdaExpr>(Arg->IgnoreImplicit()))
        handsElementsTo(*E, *L);
    return true;
  }

private:
  /// An algorithm hands the elements of its first argument to its function.
  void handsElementsTo(const CallExpr &Algorithm, const LambdaExpr &L) {
    for (const ParmVarDecl *Param : L.getCallOperator()->parameters())
      Out.Sources[Param] = Algorithm.getArg(0);
    const FunctionTemplateDecl *Generic = L.getDependentCallOperator();
    if (!Generic)
      return;
    llvm::SaveAndRestore Inside(Where, Where ? Where : &Algorithm);
    for (const FunctionDecl *Made : Generic->specializations()) {
      for (const ParmVarDecl *Param : Made->parameters())
        Out.Sources[Param] = Algorithm.getArg(0);
      TraverseStmt(Made->getBody());
    }
  }

  PolledElements &Out;
  llvm::SmallVectorImpl<Poll> &Polls;
  llvm::SmallVectorImpl<const CallExpr *> &Calls;
  const Expr *Where = nullptr;
};

/// The innermost loop around \p E; null when there is none.
static const Stmt *loopAround(const Expr &E, const StmtParents &Parents) {
  const Stmt *At = &E;
  while (At && !isa<ForStmt, CXXForRangeStmt, WhileStmt, DoStmt>(At))
    At = Parents.getParent(At);
  return At;
}

PolledElements::PolledElements(FunctionAnalysis &F) : F(F) {
  llvm::SmallVector<Poll, 4> Tests;
  llvm::SmallVector<const CallExpr *, 16> Calls;
  Finder(*this, Tests, Calls).TraverseStmt(const_cast<Stmt *>(&F.body()));
  for (const auto &[Test, Where] : Tests) {
    const FunctionModel *Model = F.unit().roles().functionModel(
        *Test->getDirectCallee(), CallEffect::TestsReady);
    const Expr *Object = argumentOf(*Test, Model->Argument);
    const ValueDecl *Whole = Object ? wholeOf(*Object) : nullptr;
    const Stmt *Loop = Whole ? loopAround(*Where, F.parents()) : nullptr;
    if (Loop)
      Polls[Whole].push_back(Loop);
  }
  for (const CallExpr *Call : Calls) {
    askedByAlgorithm(*Call);
    askedByHelper(*Call);
    askedInLoop(*Call);
  }
}

/// Whether what \p E calls, when it is called, tells or sees to it that its
/// parameter is ready.
static bool asksItsParameter(const Expr &E, TranslationUnit &Unit) {
  return llvm::any_of(bodiesOf(E), [&](const FunctionDecl *Body) {
    FunctionAnalysis *Asked = Unit.analysisOf(*Body);
    if (!Asked)
      return false;
    const Readiness::Outcome &Of = Asked->readiness().outcome();
    auto IsParameter = [&](const AccessPath *Path) {
      if (Path->startsAtThis()) // `&Job::done`
        return !cast<CXXMethodDecl>(Asked->function()).getParent()->isLambda();
      return isa<ParmVarDecl>(Path->root()) &&
             Path->root()->getDeclContext() == &Asked->function();
    };
    return llvm::any_of(Of.IfTrue, IsParameter) ||
           llvm::any_of(Of.IfFalse, IsParameter);
  });
}

/// Whether one of the arguments of \p Call asks its parameter.
static bool takesAsker(const CallExpr &Call, TranslationUnit &Unit) {
  return llvm::any_of(llvm::seq<int>(0, argumentCount(Call)), [&](int I) {
    const Expr *Argument = argumentOf(Call, I);
    return Argument && asksItsParameter(*Argument, Unit);
  });
}

/// `std::find_if(c.begin(), c.end(), is_ready)`, `std::ranges::all_of(c, ...)`,
/// `c | std::views::filter(is_ready)`.
void PolledElements::askedByAlgorithm(const CallExpr &Call) {
  if (!isInSystemHeader(*Call.getDirectCallee()) || argumentCount(Call) == 0)
    return;
  const auto *Operator = dyn_cast<CXXOperatorCallExpr>(&Call);
  const Expr *Container = argumentOf(Call, 0);
  const CallExpr *Taker = &Call;
  if (Operator && Operator->getOperator() == OO_Pipe) {
    Container = Operator->getArg(0);
    Taker = dyn_cast<CallExpr>(Operator->getArg(1)->IgnoreImplicit());
  }
  if (!Taker || !Container || !takesAsker(*Taker, F.unit()))
    return;
  if (const ValueDecl *Whole = wholeOf(*Container, /*OrContainer=*/true))
    Polls[Whole].push_back(&Call);
}

/// A function whose visible body asks the elements of what it is given, or of a
/// member of its object.
void PolledElements::askedByHelper(const CallExpr &Call) {
  FunctionAnalysis *Helper = F.unit().calledFunction(Call);
  if (!Helper || Helper == &F || isInSystemHeader(Helper->function()))
    return;
  const PolledElements *Inner = Helper->readiness().polledElements();
  if (!Inner)
    return;
  for (const auto &[Container, Where] : Inner->Polls) {
    const auto *Param = dyn_cast<ParmVarDecl>(Container);
    const Expr *Given =
        Param ? argumentFor(Call, Helper->function(), *Param) : nullptr;
    const ValueDecl *Whole = isa<FieldDecl>(Container) ? Container
                             : Given ? wholeOf(*Given, /*OrContainer=*/true)
                                     : nullptr;
    if (Whole)
      Polls[Whole].push_back(&Call);
  }
}

/// `while (it != end && !is_ready(*it)) ++it;`
void PolledElements::askedInLoop(const CallExpr &Call) {
  const FunctionDecl &Callee = *Call.getDirectCallee();
  const Stmt *Loop = loopAround(Call, F.parents());
  if (!Loop || isInSystemHeader(Callee) || argumentCount(Call) != 1 ||
      !asksItsParameter(*Call.getCallee(), F.unit()))
    return;
  // `std::get<0>(all)` is always the same one.
  const Expr *Asked = argumentOf(Call, 0)->IgnoreParenImpCasts();
  const ValueDecl *Whole =
      !isa<CallExpr>(Asked) || argumentOf(*Asked, ThisArgument)
          ? wholeOf(*Asked)
          : nullptr;
  if (Whole)
    Polls[Whole].push_back(Loop);
}

/// Whether objects of type \p T stand for others: references, and what can be
/// counted up.
static bool standsForElement(QualType T, ASTContext &Context) {
  if (T->isReferenceType() || T->isPointerType())
    return true;
  const CXXRecordDecl *Record = T->getAsCXXRecordDecl();
  return Record && Record->hasDefinition() &&
         !Record
              ->lookup(Context.DeclarationNames.getCXXOperatorName(OO_PlusPlus))
              .empty();
}

/// `std::ranges::find_if(c, is_ready)`: a function object is called.
static bool isCallOfObject(const Expr &E) {
  const auto *Operator = dyn_cast<CXXOperatorCallExpr>(&E);
  return Operator && Operator->getOperator() == OO_Call;
}

const ValueDecl *PolledElements::wholeOf(const Expr &E,
                                         bool OrContainer) const {
  const Expr *At = &E;
  bool IsElement = OrContainer;
  for (unsigned Depth = 0; At && Depth != MaxDepth; ++Depth) {
    At = At->IgnoreParenCasts()->IgnoreImplicit()->IgnoreParenCasts();
    const ValueDecl *Named = nullptr;
    if (const auto *Name = dyn_cast<DeclRefExpr>(At))
      Named = Name->getDecl();
    else if (const auto *Member = dyn_cast<MemberExpr>(At)) {
      // A part of an element: `it->result`, `jobs[i].result`.
      if (isa<CallExpr>(Member->getBase()->IgnoreParenImpCasts())) {
        At = Member->getBase();
        continue;
      }
      Named = dyn_cast<FieldDecl>(Member->getMemberDecl());
    }
    if (Named) {
      const Expr *Source = Sources.lookup(Named);
      const auto *Var = dyn_cast<VarDecl>(Named);
      if (!Source && Var && !isa<ParmVarDecl>(Var) &&
          standsForElement(Var->getType(), F.unit().context()))
        Source = Var->getInit();
      if (!Source)
        return IsElement ? Named : nullptr;
      IsElement |= Sources.contains(Named);
      At = Source;
      continue;
    }
    IsElement = true;
    if (const auto *Element = dyn_cast<ArraySubscriptExpr>(At))
      At = Element->getBase();
    else if (const auto *Deref = dyn_cast<UnaryOperator>(At);
             Deref && Deref->getOpcode() == UO_Deref)
      At = Deref->getSubExpr();
    else if (const Expr *Object = argumentOf(*At, ThisArgument);
             Object && !isCallOfObject(*At))
      At = Object;
    else
      At = argumentCount(*At) != 0 ? argumentOf(*At, 0) : nullptr;
  }
  return nullptr;
}

bool PolledElements::arePolledBefore(const Expr &Element,
                                     const Stmt &At) const {
  if (Polls.empty())
    return false;
  const ValueDecl *Whole = wholeOf(Element);
  const auto Found = Whole ? Polls.find(Whole) : Polls.end();
  if (Found == Polls.end())
    return false;
  const SourceManager &SM = F.unit().context().getSourceManager();
  return llvm::any_of(Found->second, [&](const Stmt *Poll) {
    return SM.isBeforeInTranslationUnit(Poll->getEndLoc(), At.getBeginLoc());
  });
}
