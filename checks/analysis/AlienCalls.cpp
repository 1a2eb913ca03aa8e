//===--- AlienCalls.cpp - calls of code that nobody here knows ------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "AlienCalls.h"
#include "AlienNames.h"
#include "Awaiters.h"
#include "BodyVisibility.h"
#include "CallableBodies.h"
#include "HandleNames.h"
#include "OwnCodeVisitor.h"
#include "Resumptions.h"
#include "Sinks.h"
#include "clang/AST/DeclTemplate.h"
#include "llvm/ADT/MapVector.h"

using namespace clang;
using namespace corolint;

/// Calls that are followed one after the other, and ways that are remembered of
/// one function: what begins further away is not found.
static constexpr unsigned MaxDepth = 12, MaxWays = 8;

static bool isClosureCall(const FunctionDecl &F) {
  const auto *Method = dyn_cast<CXXMethodDecl>(&F);
  return Method && Method->getParent()->isLambda();
}

/// Whether \p Run enters a lambda that is no helper with a name: one that is
/// written into the call, or that the caller was given.
static bool standsHere(const EffectCall &Run, const FunctionDecl &Callee) {
  if (!isClosureCall(Callee))
    return false;
  const Expr *Closure =
      bareValue(Run.By ? Run.Call : argumentOf(*Run.Call, ThisArgument));
  const auto *Name = dyn_cast_or_null<DeclRefExpr>(Closure);
  const auto *Var = Name ? dyn_cast<VarDecl>(Name->getDecl()) : nullptr;
  return !Var || isa<ParmVarDecl>(Var);
}

/// A function pointer or reference, or an erased callable.
static bool isStorableCallable(QualType T) {
  T = T.getNonReferenceType();
  return T->isFunctionPointerType() || erasedSignature(T);
}

namespace {

/// Whether \p Handle is that of a coroutine that is pulled: its owner asks it
/// for the next value, and gets it.
bool isGeneratorHandle(const Expr &Handle, const Awaitables &Await) {
  for (QualType Argument :
       typeArguments(pointeeOrSelf(Handle.IgnoreParenImpCasts()->getType())))
    if (const CXXRecordDecl *Promise = recordOf(Argument))
      if (!Await.methods(*Promise, "yield_value").empty())
        return true;
  return false;
}

/// A member that belongs to a table of functions, C's way to spell a class:
/// read through a pointer to const.
bool isInFunctionTable(const Expr &Callee) {
  const auto *Member = dyn_cast<MemberExpr>(&Callee);
  return Member && !isa<CXXThisExpr>(bareValue(Member->getBase())) &&
         pointeeOrSelf(Member->getBase()->getType()).isConstQualified();
}

} // namespace

//===----------------------------------------------------------------------===//
// What a function does itself
//===----------------------------------------------------------------------===//

/// Collects the alien calls that stand in a function.
class AlienCalls::Collector : public OwnCodeVisitor<Collector> {
public:
  Collector(AlienCalls &Calls, FunctionAnalysis &F, std::vector<Step> &Out)
      : Calls(Calls), F(F), R(F.unit().roles()), Out(Out) {}

  // Awaiting is not calling: locks across it are another matter.
  bool TraverseCoawaitExpr(CoawaitExpr *E) {
    return TraverseStmt(E->getCommonExpr());
  }
  bool TraverseCoyieldExpr(CoyieldExpr *E) {
    return TraverseStmt(E->getCommonExpr());
  }
  bool VisitCallExpr(CallExpr *E) {
    if (const Expr *Handle = resumedBy(*E)) {
      if (!isGeneratorHandle(*Handle, R.awaitables()))
        add(*E, AlienCall::Resumption, nullptr, {CallableOrigin::Stored});
      return true;
    }
    const FunctionDecl *Callee = E->getDirectCallee();
    const FunctionModel *Resumes =
        Callee ? R.functionModel(*Callee, CallEffect::ResumesWaiters) : nullptr;
    if (Resumes && !tellsMore(*Callee)) {
      completion(*E, *Callee, *Resumes);
      return true;
    }
    if (const Expr *Called = calledObject(*E))
      callback(*E, *Called);
    else if (!Callee)
      pointer(*E);
    else
      passedOn(*E, *Callee);
    if (const auto *Member = dyn_cast<CXXMemberCallExpr>(E))
      observer(*Member);
    return true;
  }

private:
  void add(const Expr &Call, AlienCall::KindType Kind, const NamedDecl *Named,
           CallableOrigin Origin) {
    if (Origin.Kind == CallableOrigin::Here)
      return;
    Step S;
    S.At = &Call;
    S.Where = Call.getExprLoc();
    S.Alien = AlienWay{{Kind, S.Where, Named}, Origin, {}, {}};
    Out.push_back(std::move(S));
  }

  /// Whether the body of what a model describes is there to be followed: of
  /// several overloads, some leave their waiters to an executor.
  bool tellsMore(const FunctionDecl &Callee) const {
    const FunctionAnalysis *Body =
        isInSystemHeader(Callee) ? nullptr : F.unit().analysisOf(Callee);
    const auto *Block = Body ? dyn_cast<CompoundStmt>(&Body->body()) : nullptr;
    return Block && !Block->body_empty();
  }

  /// Whoever waits for an object that only this function has is known.
  void completion(const CallExpr &E, const FunctionDecl &Callee,
                  const FunctionModel &Model) {
    const Expr *Object = argumentOf(E, Model.Argument);
    if (Object && Calls.Origins.of(*Object, F).Kind != CallableOrigin::Here)
      add(E, AlienCall::Completion, &Callee, {CallableOrigin::Stored});
  }

  /// The erased callable that \p E calls; null for other calls.
  static const Expr *calledObject(const CallExpr &E) {
    const Expr *Object = nullptr;
    if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(&E)) {
      if (Operator->getOperator() == OO_Call)
        Object = Operator->getArg(0);
    } else if (const auto *Member = dyn_cast<CXXMemberCallExpr>(&E)) {
      const CXXMethodDecl *Method = Member->getMethodDecl();
      if (Method && Method->getOverloadedOperator() == OO_Call)
        Object = Member->getImplicitObjectArgument();
    }
    return Object && erasedSignature(pointeeOrSelf(Object->getType()))
               ? Object
               : nullptr;
  }

  void callback(const Expr &Call, const Expr &Callable) {
    const NamedDecl *Name = nameOfCallable(Callable);
    if (!Name || !soundsPure(*Name, Callable.getType()))
      add(Call, AlienCall::Callback, Name, Calls.Origins.of(Callable, F));
  }

  /// A call of what is no function: a pointer to one, or to a member of another
  /// class.
  void pointer(const CallExpr &E) {
    const Expr *Callee = E.getCallee()->IgnoreParenImpCasts();
    if (const auto *Deref = dyn_cast<UnaryOperator>(Callee);
        Deref && Deref->getOpcode() == UO_Deref)
      Callee = Deref->getSubExpr()->IgnoreParenImpCasts();
    if (const auto *Access = dyn_cast<BinaryOperator>(Callee);
        Access && Access->isPtrMemOp()) {
      Callee = Access->getRHS()->IgnoreParenImpCasts();
      if (isOfOwnClass(Callee->getType()))
        return;
    } else if (!isStorableCallable(Callee->getType()) &&
               !Callee->getType()->isFunctionType()) {
      return;
    }
    if (!isInFunctionTable(*Callee) && !isOwnVirtual(*Callee, E))
      callback(E, *Callee);
  }

  /// A virtual function by hand: a pointer that constructors are given and that
  /// is called with the object itself.
  static bool isOwnVirtual(const Expr &Callee, const CallExpr &Call) {
    const auto *Member = dyn_cast<MemberExpr>(&Callee);
    const auto *Field =
        Member ? dyn_cast<FieldDecl>(Member->getMemberDecl()) : nullptr;
    const auto *Class =
        Field ? dyn_cast<CXXRecordDecl>(Field->getParent()) : nullptr;
    const auto IsGiven = [&](const CXXConstructorDecl *Constructor) {
      return llvm::any_of(
          Constructor->inits(), [&](const CXXCtorInitializer *Init) {
            return Init->isWritten() && Init->getAnyMember() == Field;
          });
    };
    return Class &&
           llvm::any_of(Call.arguments(),
                        [](const Expr *Argument) {
                          return isa<CXXThisExpr>(bareValue(Argument));
                        }) &&
           llvm::any_of(Class->ctors(), IsGiven);
  }

  /// Whether \p T points to members of the class that the function is one of:
  /// the states of a machine.
  bool isOfOwnClass(QualType T) const {
    const auto *Pointer = T->getAs<MemberPointerType>();
    const auto *Method = dyn_cast<CXXMethodDecl>(&F.function());
    const CXXRecordDecl *Class =
        Pointer ? Pointer->getMostRecentCXXRecordDecl() : nullptr;
    return !Class || (Method && Method->getParent()->getCanonicalDecl() ==
                                    Class->getCanonicalDecl());
  }

  /// `std::invoke(callback_, 1)`: a stored callable goes to what calls it.
  void passedOn(const CallExpr &E, const FunctionDecl &Callee) {
    for (unsigned I = 0; I != argumentCount(E); ++I) {
      const Expr *Argument = argumentOf(E, I);
      if (Argument && isStorableCallable(Argument->getType()) &&
          (sinkOf(E, I, F.unit()).InPlace || callsArgument(Callee, I)))
        callback(E, *Argument);
    }
  }

  /// Whether \p Object is what a unique_ptr points to.
  bool isOwned(const Expr &Object) const {
    const auto *Access = dyn_cast<CXXOperatorCallExpr>(bareValue(&Object));
    return Access && R.hasRole(Access->getArg(0)->getType(), TypeRole::Owner);
  }

  /// Whether \p Object names a variable or member that is an object itself: of
  /// the class that it is declared with, and no other.
  static bool isExact(const Expr &Object) {
    const Expr *Bare = bareValue(&Object);
    const ValueDecl *Named = nullptr;
    if (const auto *Name = dyn_cast<DeclRefExpr>(Bare))
      Named = Name->getDecl();
    else if (const auto *Member = dyn_cast<MemberExpr>(Bare))
      Named = Member->getMemberDecl();
    return Named && Named->getType()->isRecordType();
  }

  void observer(const CXXMemberCallExpr &E) {
    const CXXMethodDecl *Method = E.getMethodDecl();
    const Expr *Object = E.getImplicitObjectArgument();
    // A hook of one's own is written for the class that calls it.
    if (!Method || !Method->isVirtual() || isa<CXXDestructorDecl>(Method) ||
        isa<CXXThisExpr>(bareValue(Object)) || isExact(*Object) ||
        F.unit().calledFunction(E) ||
        cast<MemberExpr>(E.getCallee()->IgnoreParens())->hasQualifier())
      return;
    if (soundsLikeObserver(*Method, Object->getType(), nameOfCallable(*Object),
                           isOwned(*Object)))
      add(E, AlienCall::Observer, Method, Calls.Origins.of(*Object, F));
  }

  AlienCalls &Calls;
  FunctionAnalysis &F;
  Roles &R;
  std::vector<Step> &Out;
};

AlienCalls::Function &AlienCalls::function(FunctionAnalysis &F) {
  std::unique_ptr<Function> &Slot = Known[&F.function()];
  if (Slot)
    return *Slot;
  Slot = std::make_unique<Function>();
  Function &Result = *Slot;
  Collector(*this, F, Result.Steps).TraverseStmt(const_cast<Stmt *>(&F.body()));
  for (const EffectCall &Run : F.effectCalls().Runs) {
    if (Run.Kind != EffectCall::Plain || !Run.Call)
      continue;
    Step S;
    S.At = Run.By ? Run.By : Run.Call;
    S.Where = Run.Where;
    S.Run = &Run;
    Result.Steps.push_back(std::move(S));
  }
  return Result;
}

//===----------------------------------------------------------------------===//
// What it calls
//===----------------------------------------------------------------------===//

/// The function that \p Run enters, where its body tells what happens then.
FunctionAnalysis *AlienCalls::entered(const EffectCall &Run) {
  if (Run.IsAwaited || isInSystemHeader(*Run.Callee))
    return nullptr;
  FunctionAnalysis *Callee = Unit.analysisOf(*Run.Callee);
  return Callee && !Callee->isCoroutine() ? Callee : nullptr;
}

const LocksAtCall *AlienCalls::locksAt(const Expr &Call, FunctionAnalysis &F) {
  if (!F.touchesLocks())
    return nullptr;
  const auto &Known = F.locks().AtCalls;
  auto At = Known.find(&Call);
  return At == Known.end() ? nullptr : &At->second;
}

/// \p Origin, of something in what \p Run enters, as \p Caller sees it.
CallableOrigin AlienCalls::inCaller(const CallableOrigin &Origin,
                                    const EffectCall &Run,
                                    FunctionAnalysis &Caller) {
  const FunctionDecl &Callee = entered(Run)->function();
  switch (Origin.Kind) {
  case CallableOrigin::Here:
  case CallableOrigin::Stored:
    return Origin;
  case CallableOrigin::Object: {
    // A lambda's is that of the function that it stands in.
    if (isClosureCall(Callee) || Run.By)
      return Origin;
    if (isa<CXXConstructExpr>(Run.Call))
      return {};
    const Expr *Object = argumentOf(*Run.Call, ThisArgument);
    return Object ? Origins.of(*Object, Caller) : Origin;
  }
  case CallableOrigin::Given:
    if (Origin.Param->getDeclContext() != &Callee)
      return Origin; // captured
    // What calls a callable in place gives it what it has been given itself.
    if (Run.By)
      return Origins.ofOperands(*Run.By, Run.Call, Caller);
    const Expr *Argument = argumentFor(*Run.Call, Callee, *Origin.Param);
    return Argument ? Origins.of(*Argument, Caller) : CallableOrigin();
  }
  llvm_unreachable("unknown kind of origin");
}

std::vector<AlienWay> AlienCalls::waysAt(const Step &S, FunctionAnalysis &F,
                                         unsigned Depth) {
  if (S.Alien)
    return {*S.Alien};
  FunctionAnalysis *Callee = entered(*S.Run);
  std::vector<AlienWay> Ways;
  if (!Callee)
    return Ways;
  for (const AlienWay &Inner : waysFrom(*Callee, Depth + 1)) {
    AlienWay Way = Inner;
    Way.Origin = inCaller(Inner.Origin, *S.Run, F);
    if (Way.Origin.Kind == CallableOrigin::Here)
      continue;
    if (!standsHere(*S.Run, Callee->function())) {
      Way.Through.insert(Way.Through.begin(), &Callee->function());
      Way.Calls.insert(Way.Calls.begin(), S.Where);
    }
    Ways.push_back(std::move(Way));
  }
  return Ways;
}

/// The alien calls that \p F reaches while it holds no lock of its own, and has
/// not given back one of its caller's: one of each origin, the nearest one.
llvm::ArrayRef<AlienWay> AlienCalls::waysFrom(FunctionAnalysis &F,
                                              unsigned Depth) {
  Function &Info = function(F);
  if (Info.Ways)
    return *Info.Ways;
  if (Info.IsInProgress || Depth > MaxDepth)
    return {};
  Info.IsInProgress = true;
  std::vector<AlienWay> Ways;
  for (const Step &S : Info.Steps) {
    if (locksAt(*S.At, F) || !F.isReachable(*S.At))
      continue;
    for (AlienWay &Way : waysAt(S, F, Depth)) {
      auto Same = llvm::find_if(Ways, [&](const AlienWay &Other) {
        return Other.Origin == Way.Origin;
      });
      if (Same == Ways.end() && Ways.size() < MaxWays)
        Ways.push_back(std::move(Way));
      else if (Same != Ways.end() && Way.Through.size() < Same->Through.size())
        *Same = std::move(Way);
    }
  }
  Info.IsInProgress = false;
  Info.Ways = std::move(Ways);
  return *Info.Ways;
}

//===----------------------------------------------------------------------===//
// Under a lock
//===----------------------------------------------------------------------===//

/// Whether \p F, which holds \p Lock, can't answer for what \p Way runs. What
/// its caller gives it, it may be meant to run; what lies in one object with
/// the lock, or is kept for later, somebody else has put there.
bool AlienCalls::isForeign(const AlienWay &Way, const AccessPath *Lock,
                           const FunctionAnalysis &F) const {
  if (Way.Origin.Kind != CallableOrigin::Given)
    return Way.Origin.Kind != CallableOrigin::Here;
  const ParmVarDecl *Param = Way.Origin.Param;
  if (Lock && Lock->root() == Param)
    return true;
  const auto *Method = dyn_cast<CXXMethodDecl>(&F.function());
  if (!Method || !Method->getParent()->isLambda() ||
      Param->getDeclContext() == Method)
    return false;
  return llvm::none_of(Method->getParent()->captures(),
                       [&](const LambdaCapture &Capture) {
                         return Capture.capturesVariable() &&
                                Capture.getCapturedVar() == Param &&
                                Capture.getCaptureKind() == LCK_ByRef;
                       });
}

std::vector<AlienCallUnderLock> AlienCalls::underLocks(FunctionAnalysis &F) {
  std::vector<AlienCallUnderLock> Found;
  if (!F.touchesLocks() || F.locks().AtCalls.empty())
    return Found;
  // One call may run several functions, a callable and what calls it.
  llvm::MapVector<const Expr *, AlienWay> Nearest;
  for (const Step &S : function(F).Steps) {
    const LocksAtCall *Locks = locksAt(*S.At, F);
    if (!Locks || Locks->Held.empty())
      continue;
    for (AlienWay &Way : waysAt(S, F, 0)) {
      if (!isForeign(Way, Locks->Held.front().second, F))
        continue;
      const auto [Known, IsNew] = Nearest.insert({S.At, Way});
      if (!IsNew && Way.Through.size() < Known->second.Through.size())
        Known->second = std::move(Way);
    }
  }
  for (auto &[At, Way] : Nearest) {
    const auto [Site, Lock] = locksAt(*At, F)->Held.front();
    const SourceLocation Where =
        Way.Calls.empty() ? Way.Call.Where : Way.Calls.front();
    Found.push_back({std::move(Way), Where, Site,
                     Lock ? Lock->text() : F.locks().Sites[Site].Name});
  }
  const SourceManager &SM = Unit.context().getSourceManager();
  llvm::sort(Found, [&](const auto &A, const auto &B) {
    return A.Where == B.Where ? A.Way.Through.size() < B.Way.Through.size()
                              : SM.isBeforeInTranslationUnit(A.Where, B.Where);
  });
  return Found;
}
