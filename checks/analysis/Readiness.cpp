//===--- Readiness.cpp - waits that are over before they begin ------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Readiness.h"
#include "BlockingModels.h"
#include "PolledElements.h"
#include "TranslationUnit.h"
#include "VariableUses.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/Analysis/CFG.h"

using namespace clang;
using namespace corolint;

/// Values are followed through variables this far.
static constexpr unsigned MaxDepth = 8;

Readiness::Readiness(FunctionAnalysis &F)
    : F(F), R(F.unit().roles()), Objects(F.unit().paths()) {}
Readiness::~Readiness() = default;

bool Readiness::isReady(const Expr &Object, const Expr &At) {
  if (!Object.getType()->isRecordType() && !Object.getType()->isPointerType())
    return false;
  if (isReadyByOrigin(&Object, 0))
    return true;
  // `std::exchange(f, {})` yields what f was.
  const Expr *Bare = Object.IgnoreImplicit()->IgnoreParenImpCasts();
  const FunctionDecl *Replacer =
      isa<CallExpr>(Bare) ? calleeOf(*Bare) : nullptr;
  if (Replacer && R.functionModel(*Replacer, CallEffect::Replaces))
    if (const Expr *Replaced = argumentOf(*Bare, 0))
      return isReady(*Replaced, *Bare);
  if (!Polled)
    Polled = std::make_unique<PolledElements>(F);
  if (Polled->arePolledBefore(Object, At))
    return true;
  const AccessPath *Path = Objects.objectOrPointee(&Object);
  if (Path && isArrangedByAwaiter(*Path))
    return true;
  auto Position = F.positionOf(At);
  if (!Position)
    return false;
  solve();
  const auto [Block, Index] = *Position;
  if (Last.Block != Block || Last.Index > Index) {
    const State &Ready = In[Block];
    if (!Ready)
      return false;
    Last = {Block, 0, *Ready};
  }
  for (; Last.Index != Index; ++Last.Index)
    if (auto S = (*Block)[Last.Index].getAs<CFGStmt>())
      transfer(*S->getStmt(), Last.Ready);
  const Paths &Ready = Last.Ready;
  if (Path && Ready.contains(Path))
    return true;
  // What a promise gives away, once it is fulfilled.
  const Expr *Made = initOf(Object.IgnoreParenImpCasts());
  Made = (Made ? Made : &Object)->IgnoreImplicit()->IgnoreParenImpCasts();
  while (const auto *From = dyn_cast<CXXMemberCallExpr>(Made)) {
    const Expr *Source = From->getImplicitObjectArgument();
    const AccessPath *Giver = Objects.objectOrPointee(Source);
    if (Giver && Ready.contains(Giver))
      return true;
    Made = Source->IgnoreImplicit()->IgnoreParenImpCasts();
  }
  return false;
}

//===----------------------------------------------------------------------===//
// Origins
//===----------------------------------------------------------------------===//

/// The initialiser of the variable, binding or loop variable that \p E names.
const Expr *Readiness::initOf(const Expr *E) {
  const auto *Name = dyn_cast<DeclRefExpr>(E);
  if (!Name)
    return nullptr;
  const ValueDecl *Named = Name->getDecl();
  if (const auto *Binding = dyn_cast<BindingDecl>(Named))
    Named = cast<VarDecl>(Binding->getDecomposedDecl());
  const auto *Var = dyn_cast<VarDecl>(Named);
  if (!Var || isa<ParmVarDecl>(Var))
    return nullptr;
  if (Var->isCXXForRangeDecl())
    for (const CXXForRangeStmt *Loop : F.survey().RangeFors)
      if (Loop->getLoopVariable() == Var)
        return Loop->getRangeInit();
  return Var->getInit();
}

/// Whether \p E is, or is a part of, what an await has yielded or a function
/// that makes ready objects has returned.
bool Readiness::isReadyByOrigin(const Expr *E, unsigned Depth) {
  if (!E || Depth > MaxDepth)
    return false;
  E = E->IgnoreParenCasts()->IgnoreImplicit()->IgnoreParenCasts();
  if (isa<CoawaitExpr>(E))
    return true;
  if (const Expr *Init = initOf(E))
    return isReadyByOrigin(Init, Depth + 1);
  if (const auto *Member = dyn_cast<MemberExpr>(E))
    return isReadyByOrigin(Member->getBase(), Depth + 1);
  if (const auto *Element = dyn_cast<ArraySubscriptExpr>(E))
    return isReadyByOrigin(Element->getBase(), Depth + 1);
  const FunctionDecl *Callee = calleeOf(*E);
  if (const auto *Construct = dyn_cast<CXXConstructExpr>(E);
      Construct && Construct->getNumArgs() == 1 &&
      Construct->getConstructor()->isCopyOrMoveConstructor())
    return isReadyByOrigin(Construct->getArg(0), Depth + 1);
  if (!Callee)
    return false;
  if (R.functionModel(*Callee, CallEffect::ReadyResult))
    return true;
  // Work that is put off until somebody asks for it runs in place.
  if (blockingEndOf(*Callee, R))
    return isPutOff(*E, F);
  // A part of it: `std::get<0>(results)`, `results[0]`, `results.at(0)`,
  // `std::move(f)`.
  if (!E->isGLValue())
    return false;
  const Expr *Whole = argumentOf(*E, ThisArgument);
  if (!Whole && argumentCount(*E) == 1)
    Whole = argumentOf(*E, 0);
  return Whole && isReadyByOrigin(Whole, Depth + 1);
}

namespace {
/// Whether a body has to do with its object.
class ThisMentions : public RecursiveASTVisitor<ThisMentions> {
public:
  bool Found = false;
  bool shouldVisitImplicitCode() const { return true; }
  bool VisitCXXThisExpr(CXXThisExpr *) { return !(Found = true); }
};
} // namespace

/// Whether the function is the await_resume of an awaiter whose await_suspend
/// may see to it that the coroutine is resumed when \p Object is ready: it has
/// to do with the awaiter.
bool Readiness::isArrangedByAwaiter(const AccessPath &Object) {
  const auto *Method = dyn_cast<CXXMethodDecl>(&F.function());
  if (!Method || !Method->getIdentifier() ||
      Method->getName() != "await_resume" || !Object.startsAtThis() ||
      R.awaitables().constantReadiness(*Method->getParent()) == true)
    return false;
  return llvm::any_of(
      R.awaitables().methods(*Method->getParent(), "await_suspend"),
      [](const FunctionDecl *Suspend) {
        const FunctionDecl *Body = visibleBody(*Suspend, /*AllowPattern=*/true);
        ThisMentions Finder;
        if (Body)
          Finder.TraverseStmt(Body->getBody());
        return !Body || Finder.Found;
      });
}

//===----------------------------------------------------------------------===//
// Flow
//===----------------------------------------------------------------------===//

static const VarDecl *variableIn(const Expr *E) {
  const auto *Name = dyn_cast<DeclRefExpr>(E);
  const auto *Var = Name ? dyn_cast<VarDecl>(Name->getDecl()) : nullptr;
  return Var && Var->hasLocalStorage() && Var->getType()->isScalarType() &&
                 !isa<ParmVarDecl>(Var)
             ? Var
             : nullptr;
}

/// Whether the variable \p Var still tells the truth, where \p Known is given.
bool Readiness::isCurrent(const VarDecl &Var, const Paths *Known) {
  return !Known || Known->contains(Objects.intern(&Var, {}));
}

/// The object whose readiness \p E tells: `f.wait_for(0s)`, `f.is_ready()`, or
/// a variable that is only ever given answers about it.
const AccessPath *Readiness::testedBy(const Expr *E, const Paths *Known,
                                      unsigned Depth) {
  E = E->IgnoreParenImpCasts()->IgnoreImplicit();
  const FunctionDecl *Callee = isa<CallExpr>(E) ? calleeOf(*E) : nullptr;
  if (const FunctionModel *Tests =
          Callee ? R.functionModel(*Callee, CallEffect::TestsReady) : nullptr) {
    const Expr *Object = argumentOf(*E, Tests->Argument);
    return Object ? Objects.objectOrPointee(Object) : nullptr;
  }
  const VarDecl *Var = variableIn(E);
  if (!Var || Depth >= MaxDepth || !isCurrent(*Var, Known))
    return nullptr;
  const AccessPath *Object = nullptr;
  for (const Expr *Value : F.variables().valuesOf(*Var)) {
    const AccessPath *Tested = testedBy(Value, Known, Depth + 1);
    if (!Tested || (Object && Object != Tested))
      return nullptr;
    Object = Tested;
  }
  return Object;
}

/// Whether \p E is an enumerator called \p Name.
static bool isEnumerator(const Expr *E, llvm::StringRef Name) {
  const auto *Ref = dyn_cast<DeclRefExpr>(E->IgnoreParenImpCasts());
  const auto *Constant =
      Ref ? dyn_cast<EnumConstantDecl>(Ref->getDecl()) : nullptr;
  return Constant && Constant->getName() == Name;
}

/// Whether \p E is a constant other than \p Value.
static bool isOther(const Expr &E, bool Value, const ASTContext &Context) {
  bool Is = false;
  return !E.isValueDependent() && E.EvaluateAsBooleanCondition(Is, Context) &&
         Is != Value;
}

/// What is ready where one of \p Values, nobody knows which, is \p Value.
void Readiness::readyIfAny(llvm::ArrayRef<const Expr *> Values, bool Value,
                           const Paths *Known,
                           llvm::SmallVectorImpl<const AccessPath *> &Out,
                           unsigned Depth) {
  bool IsFirst = true;
  llvm::SmallVector<const AccessPath *, 2> Common;
  for (const Expr *E : Values) {
    if (!E || isOther(*E, Value, F.unit().context()))
      continue;
    llvm::SmallVector<const AccessPath *, 2> Ready;
    readyIf(E, Value, Known, Ready, Depth + 1);
    if (std::exchange(IsFirst, false))
      Common = Ready;
    else
      llvm::erase_if(Common, [&](const AccessPath *Object) {
        return !llvm::is_contained(Ready, Object);
      });
  }
  llvm::append_range(Out, Common);
}

void Readiness::readyIf(const Expr *E, bool Value, const Paths *Known,
                        llvm::SmallVectorImpl<const AccessPath *> &Out,
                        unsigned Depth) {
  E = E->IgnoreParenImpCasts()->IgnoreImplicit();
  if (Depth > MaxDepth)
    return;
  if (const auto *Not = dyn_cast<UnaryOperator>(E);
      Not && Not->getOpcode() == UO_LNot)
    return readyIf(Not->getSubExpr(), !Value, Known, Out, Depth + 1);
  auto Add = [&](const AccessPath *Object) {
    if (Object)
      Out.push_back(Object);
  };
  if (const auto *Binary = dyn_cast<BinaryOperator>(E)) {
    const Expr *Left = Binary->getLHS(), *Right = Binary->getRHS();
    if (Binary->getOpcode() == (Value ? BO_LAnd : BO_LOr)) {
      readyIf(Left, Value, Known, Out, Depth + 1);
      readyIf(Right, Value, Known, Out, Depth + 1);
    } else if (Binary->isEqualityOp()) {
      // Not equal to "timeout" says the same, of what is not put off.
      const bool IsEqual = (Binary->getOpcode() == BO_EQ) == Value;
      const llvm::StringRef Name = IsEqual ? "ready" : "timeout";
      if (isEnumerator(Right, Name))
        Add(testedBy(Left, Known));
      else if (isEnumerator(Left, Name))
        Add(testedBy(Right, Known));
    }
    return;
  }
  if (!E->getType()->isBooleanType())
    return;
  if (const VarDecl *Var = variableIn(E)) {
    if (isCurrent(*Var, Known))
      readyIfAny(F.variables().valuesOf(*Var), Value, Known, Out, Depth);
    return;
  }
  if (Value)
    Add(testedBy(E, Known));
  // A helper that asks: what it returns, in its caller's terms.
  const auto *Call = dyn_cast<CallExpr>(E);
  FunctionAnalysis *Helper = Call ? F.unit().calledFunction(*Call) : nullptr;
  llvm::SmallVector<const Expr *, 2> Returned;
  if (!Helper || Helper == &F)
    return;
  returnsOf(&Helper->body(), Returned);
  llvm::SmallVector<const AccessPath *, 2> Inner;
  Helper->readiness().readyIfAny(Returned, Value, nullptr, Inner, Depth);
  for (const AccessPath *Object : Inner)
    Add(Objects.inCaller(*Object, Helper->function(), *Call));
}

/// Adds what the branch from \p From to \p To says to what is ready before it.
void Readiness::branch(const CFGBlock &From, const CFGBlock &To, Paths &Ready) {
  if (const auto *Switch =
          dyn_cast_or_null<SwitchStmt>(From.getTerminatorStmt())) {
    const auto *Case = dyn_cast_or_null<CaseStmt>(To.getLabel());
    if (Case && isEnumerator(Case->getLHS(), "ready"))
      if (const AccessPath *Object = testedBy(Switch->getCond(), &Ready))
        Ready.insert(Object);
    return;
  }
  const Expr *Condition =
      From.succ_size() == 2 ? From.getLastCondition() : nullptr;
  // The first successor is taken when the condition is true.
  llvm::SmallVector<const AccessPath *, 2> Found;
  if (Condition)
    readyIf(Condition, *From.succ_begin() == &To, &Ready, Found);
  Ready.insert(Found.begin(), Found.end());
}

/// Makes \p Into what it and \p Out agree on; true if that changed it.
bool Readiness::meet(State &Into, const Paths &Out) {
  if (!Into) {
    Into = Out;
    return true;
  }
  const size_t Before = Into->size();
  for (const AccessPath *Path : llvm::make_early_inc_range(*Into))
    if (!Out.contains(Path))
      Into->erase(Path);
  return Into->size() != Before;
}

void Readiness::solve() {
  CFG *Graph = F.cfg();
  if (Solved || !Graph)
    return;
  Solved = true;
  In[&Graph->getEntry()] = Paths();
  std::vector<const CFGBlock *> Work{&Graph->getEntry()};
  for (const CFGBlock *Try : Graph->try_blocks()) {
    In[Try] = Paths();
    Work.push_back(Try);
  }
  while (!Work.empty()) {
    const CFGBlock *B = Work.back();
    Work.pop_back();
    Paths After = *In[B];
    for (const CFGElement &Element : *B)
      if (auto S = Element.getAs<CFGStmt>())
        transfer(*S->getStmt(), After);
    for (const CFGBlock::AdjacentBlock &Next : B->succs())
      if (const CFGBlock *To = Next.getReachableBlock()) {
        Paths Out = After;
        branch(*B, *To, Out);
        if (meet(In[To], Out))
          Work.push_back(To);
      }
  }
}

/// Whether \p Path is \p Object or a part of it.
static bool isWithin(const AccessPath &Path, const AccessPath &Object) {
  return Path.root() == Object.root() &&
         Path.steps().size() >= Object.steps().size() &&
         Path.steps().take_front(Object.steps().size()) == Object.steps();
}

/// Whether what \p Model says is that its object is ready afterwards. A wait
/// that has a time limit says nothing.
static bool endsReady(const FunctionModel &Model) {
  if (Model.Effect == CallEffect::MakesReady)
    return true;
  return (Model.Effect == CallEffect::Waits ||
          Model.Effect == CallEffect::WaitsFor) &&
         llvm::none_of(Model.Conditions, [](const ArgumentCondition &C) {
           return C.Is == ArgumentState::Zero;
         });
}

/// The objects about which the variable \p Answer tells something.
llvm::ArrayRef<const AccessPath *> Readiness::askedBy(const VarDecl &Answer) {
  auto [It, New] = Answers.try_emplace(&Answer);
  if (!New || !Answer.getType()->isScalarType())
    return It->second;
  llvm::SmallVector<const AccessPath *, 2> Asked;
  for (const Expr *Value : F.variables().valuesOf(Answer)) {
    readyIf(Value, true, nullptr, Asked);
    readyIf(Value, false, nullptr, Asked);
    if (const AccessPath *Tested = testedBy(Value, nullptr))
      Asked.push_back(Tested);
  }
  return Answers[&Answer] = std::move(Asked);
}

/// Nothing is known any more of \p Object and its parts, nor do variables with
/// the results of tests say anything of them.
void Readiness::forget(const Expr *Object, Paths &Ready) {
  const AccessPath *Path = Object ? Objects.objectOrPointee(Object) : nullptr;
  if (!Path)
    return;
  auto IsStale = [&](const AccessPath *Known) {
    const VarDecl *Answer = Known->steps().empty() ? Known->root() : nullptr;
    return ::isWithin(*Known, *Path) ||
           (Answer && llvm::any_of(askedBy(*Answer), [&](const AccessPath *Of) {
              return ::isWithin(*Of, *Path);
            }));
  };
  for (const AccessPath *Known : llvm::make_early_inc_range(Ready))
    if (IsStale(Known))
      Ready.erase(Known);
}

/// A variable is new, has the result of a test, or what was moved into it.
void Readiness::made(const DeclStmt &S, Paths &Ready) {
  for (const Decl *D : S.decls()) {
    for (const AccessPath *Known : llvm::make_early_inc_range(Ready))
      if (Known->root() == D)
        Ready.erase(Known);
    const auto *Var = dyn_cast<VarDecl>(D);
    const Expr *Init = Var ? Var->getInit() : nullptr;
    if (!Init)
      continue;
    const auto *Move = dyn_cast<CXXConstructExpr>(Init->IgnoreImplicit());
    const AccessPath *Source =
        Move && Move->getNumArgs() == 1 &&
                Move->getConstructor()->isCopyOrMoveConstructor()
            ? Objects.objectOrPointee(Move->getArg(0))
            : nullptr;
    if (!askedBy(*Var).empty() || (Source && Ready.contains(Source)))
      Ready.insert(Objects.intern(Var, {}));
  }
}

void Readiness::transfer(const Stmt &S, Paths &Ready) {
  auto Changed = [&](const Expr *Target) {
    const AccessPath *Path = Objects.object(Target);
    for (const AccessPath *Known : llvm::make_early_inc_range(Ready))
      if (Path && Path->written() && Known->reads(*Path->written()))
        Ready.erase(Known);
  };
  if (const auto *Assign = dyn_cast<BinaryOperator>(&S)) {
    if (!Assign->isAssignmentOp())
      return;
    Changed(Assign->getLHS());
    if (const VarDecl *Var = variableIn(Assign->getLHS()->IgnoreParens());
        Var && !askedBy(*Var).empty())
      Ready.insert(Objects.intern(Var, {}));
    return;
  }
  if (const auto *Step = dyn_cast<UnaryOperator>(&S))
    return Step->isIncrementDecrementOp() ? Changed(Step->getSubExpr())
                                          : void();
  if (const auto *New = dyn_cast<DeclStmt>(&S))
    return made(*New, Ready);
  if (const auto *Call = dyn_cast<CallExpr>(&S))
    called(*Call, Ready);
}

void Readiness::called(const CallExpr &Call, Paths &Ready) {
  const FunctionDecl *Callee = calleeOf(Call);
  if (!Callee)
    return;
  bool IsOver = false;
  for (const FunctionModel &Model : R.models().findFunction(*Callee)) {
    if (!endsReady(Model))
      continue;
    IsOver = true;
    for (int I = ThisArgument; I != int(argumentCount(Call)); ++I) {
      const Expr *Argument = argumentOf(Call, I);
      if (Argument &&
          (Model.Argument == I || (Model.Argument == AllArguments && I >= 0)))
        if (const AccessPath *Path = Objects.objectOrPointee(Argument))
          Ready.insert(Path);
    }
  }
  if (IsOver)
    return;
  const auto *Operator = dyn_cast<CXXOperatorCallExpr>(&Call);
  if (Operator && Operator->isAssignmentOp())
    return forget(Operator->getArg(0), Ready);
  if (R.functionModel(*Callee, CallEffect::Moves) ||
      R.functionModel(*Callee, CallEffect::Forwards))
    return;
  // Lent to somebody who may exchange it. What is moved away does not block.
  for (unsigned I = 0; I != argumentCount(Call); ++I) {
    if (I >= Callee->getNumParams())
      break;
    const QualType T = Callee->getParamDecl(I)->getType();
    if (T->isLValueReferenceType() && !T->getPointeeType().isConstQualified())
      forget(argumentOf(Call, I), Ready);
  }
}
