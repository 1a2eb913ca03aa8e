//===--- Readiness.cpp - waits that are over before they begin ------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Readiness.h"
#include "ArgumentFacts.h"
#include "BlockingModels.h"
#include "PolledElements.h"
#include "StmtParents.h"
#include "TranslationUnit.h"
#include "VariableUses.h"
#include "WorkSignals.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "llvm/Support/SaveAndRestore.h"

using namespace clang;
using namespace corolint;

/// Values are followed through variables this far.
static constexpr unsigned MaxDepth = 8;

Readiness::Readiness(FunctionAnalysis &F)
    : F(F), R(F.unit().roles()), Objects(F.unit().pathsWithEnds()) {}
Readiness::~Readiness() = default;

const Expr *corolint::movedFrom(const Expr &E) {
  const auto *Move = dyn_cast<CXXConstructExpr>(E.IgnoreImplicit());
  return Move && Move->getNumArgs() == 1 &&
                 Move->getConstructor()->isCopyOrMoveConstructor()
             ? Move->getArg(0)
             : nullptr;
}

bool corolint::isWithin(const AccessPath &Path, const AccessPath &Object) {
  return Path.root() == Object.root() &&
         Path.steps().size() >= Object.steps().size() &&
         Path.steps().take_front(Object.steps().size()) == Object.steps();
}

/// Whether what \p Object names, or what it is a part of, is in \p Ready.
bool Readiness::isWithinReady(const Expr *Object, const Paths &Ready) {
  const AccessPath *Path = Objects.objectOrPointee(Object);
  return Path && llvm::any_of(Ready, [&](const AccessPath *Of) {
           return isWithin(*Path, *Of);
         });
}

const PolledElements *Readiness::polledElements() {
  if (!Polled && !Polling) {
    llvm::SaveAndRestore Once(Polling, true);
    Polled = std::make_unique<PolledElements>(F);
  }
  return Polled.get();
}

WorkSignals &Readiness::signals() {
  if (!Signals)
    Signals = std::make_unique<WorkSignals>(F);
  return *Signals;
}

/// Whether something before \p At may have waited until the work behind
/// \p Object, a local variable or member, has said that it is done.
bool Readiness::isSignalled(const Expr &Object, const Stmt &At) {
  const Expr *Bare = Object.IgnoreParenImpCasts();
  const auto *Name = dyn_cast<DeclRefExpr>(Bare);
  const auto *Member = dyn_cast<MemberExpr>(Bare);
  const ValueDecl *Handle = Name     ? Name->getDecl()
                            : Member ? Member->getMemberDecl()
                                     : nullptr;
  const SourceManager &SM = F.unit().context().getSourceManager();
  return Handle && isa<VarDecl, FieldDecl>(Handle) &&
         llvm::any_of(
             signals().of(*Handle), [&](const WorkSignals::Waiting *W) {
               return SM.isBeforeInTranslationUnit(W->First, At.getBeginLoc());
             });
}

bool Readiness::isReady(const Expr &Object, const Stmt &At) {
  if (!Object.getType()->isRecordType() && !Object.getType()->isPointerType())
    return false;
  if (const Expr *Moved = movedFrom(Object))
    return isReady(*Moved, At);
  if (isReadyByOrigin(&Object, 0) || isMadeReady(Object) ||
      isCountedDown(Object, At))
    return true;
  // `std::exchange(f, {})` yields what f was.
  const Expr *Bare = Object.IgnoreImplicit()->IgnoreParenImpCasts();
  const FunctionDecl *Replacer =
      isa<CallExpr>(Bare) ? calleeOf(*Bare) : nullptr;
  if (Replacer && R.functionModel(*Replacer, CallEffect::Replaces))
    if (const Expr *Replaced = argumentOf(*Bare, 0))
      return isReady(*Replaced, *Bare);
  const PolledElements *Elements = polledElements();
  if (Elements && Elements->arePolledBefore(Object, At))
    return true;
  const AccessPath *Path = Objects.objectOrPointee(&Object);
  if (Path && (isArrangedByAwaiter(*Path) || isReadyWhereRun(*Path)))
    return true;
  const Facts *Known = factsAt(At);
  if (!Known)
    return false;
  if (isWithinReady(&Object, Known->Ready))
    return true;
  // The questions below may end what is known here.
  const Paths Ready = Known->Ready;
  // What a promise gives away, once it is fulfilled.
  const Expr *Made = initOf(Bare);
  Made = (Made ? Made : &Object)->IgnoreImplicit()->IgnoreParenImpCasts();
  while (const auto *From = dyn_cast<CXXMemberCallExpr>(Made)) {
    const Expr *Source = From->getImplicitObjectArgument();
    const AccessPath *Giver = Objects.objectOrPointee(Source);
    if ((Giver && Ready.contains(Giver)) || isMadeReady(*Source))
      return true;
    Made = Source->IgnoreImplicit()->IgnoreParenImpCasts();
  }
  return isOnlyGivenReady(Object) || isSignalled(Object, At);
}

//===----------------------------------------------------------------------===//
// Parts
//===----------------------------------------------------------------------===//

/// \p Steps as they are written; nothing where they mean nothing elsewhere, or
/// are too many.
static std::optional<std::string> partOf(llvm::ArrayRef<PathStep> Steps) {
  static constexpr size_t MaxSteps = 6;
  std::string Part;
  for (const PathStep &Step : Steps)
    switch (Step.K) {
    case PathStep::Field:
      Part += "." + Step.Decl->getNameAsString();
      break;
    case PathStep::Deref:
      Part += "*";
      break;
    case PathStep::Element:
      Part += "[" + std::to_string(Step.Index) + "]";
      break;
    case PathStep::ElementAt:
      return std::nullopt;
    }
  return Steps.size() <= MaxSteps ? std::optional(Part) : std::nullopt;
}

void Readiness::addPartFacts(const Expr &Object, const Stmt &At,
                             int32_t Argument, std::vector<ArgumentFact> &Out) {
  if (!Object.getType()->isRecordType() && !Object.getType()->isPointerType())
    return;
  const AccessPath *Path = Objects.objectOrPointee(&Object);
  const Facts *Known = Path ? factsAt(At) : nullptr;
  if (!Known)
    return;
  std::vector<std::string> Parts;
  for (const AccessPath *Ready : Known->Ready)
    if (Ready != Path && isWithin(*Ready, *Path))
      if (auto Part = partOf(Ready->steps().drop_front(Path->steps().size())))
        Parts.push_back(std::move(*Part));
  llvm::sort(Parts);
  for (std::string &Part : Parts) {
    Out.push_back({Argument, ArgumentFact::Ready});
    Out.back().Part = std::move(Part);
  }
  // A variable that a part of a parameter was moved into.
  const auto *Name = dyn_cast<DeclRefExpr>(Object.IgnoreParenImpCasts());
  const auto *Var = Name ? dyn_cast<VarDecl>(Name->getDecl()) : nullptr;
  if (Var && !isa<ParmVarDecl>(Var) && Var->getInit())
    if (const Expr *Moved = movedFrom(*Var->getInit())) {
      const Stmt *Made = F.declarationOf(*Var);
      Path = Objects.objectOrPointee(Moved);
      Known = Path && Made ? factsAt(*Made) : nullptr;
    }
  if (!Known || llvm::any_of(Known->Lost, [&](const AccessPath *Lost) {
        return isWithin(*Path, *Lost);
      }))
    return;
  llvm::ArrayRef<PathStep> Steps = Path->steps();
  const auto *Method = dyn_cast<CXXMethodDecl>(&F.function());
  const auto *Param = dyn_cast_or_null<ParmVarDecl>(Path->root());
  int32_t From = ArgumentFact::Object;
  if (Param && Param->getDeclContext() == &F.function())
    From = static_cast<int32_t>(Param->getFunctionScopeIndex());
  else if (!Path->startsAtThis() || !Method || Method->getParent()->isLambda())
    return;
  if (Param && Param->getType()->isPointerType() && !Steps.empty() &&
      Steps.front().K == PathStep::Deref)
    Steps = Steps.drop_front();
  auto Part = partOf(Steps);
  if (!Part || Part->empty())
    return;
  Out.push_back({Argument, ArgumentFact::Parameter, {}, From});
  Out.back().Part = std::move(*Part);
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
  // Who awaits a FILE * knows nothing of what is read from it.
  if (isa<CoawaitExpr>(E))
    return !E->getType()->isPointerType();
  if (const Expr *Init = initOf(E))
    return isReadyByOrigin(Init, Depth + 1);
  if (const auto *Member = dyn_cast<MemberExpr>(E))
    return isReadyByOrigin(Member->getBase(), Depth + 1);
  if (const auto *Element = dyn_cast<ArraySubscriptExpr>(E))
    return isReadyByOrigin(Element->getBase(), Depth + 1);
  const FunctionDecl *Callee = calleeOf(*E);
  if (const Expr *Moved = movedFrom(*E))
    return isReadyByOrigin(Moved, Depth + 1);
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

/// Whether \p E is the call of a function that returns what is ready.
bool Readiness::isMadeReady(const Expr &E) {
  const auto *Call = dyn_cast<CallExpr>(E.IgnoreImplicit());
  FunctionAnalysis *Maker = Call && Call->isPRValue() &&
                                    (Call->getType()->isRecordType() ||
                                     Call->getType()->isPointerType())
                                ? F.unit().calledFunction(*Call)
                                : nullptr;
  return Maker && Maker != &F && !Maker->isCoroutine() &&
         Maker->readiness().outcome().IsResultReady;
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
