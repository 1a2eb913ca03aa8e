//===--- LockSummaryEvents.cpp - what callees do to locks -----------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Annotations.h"
#include "BodyVisibility.h"
#include "LockEvents.h"
#include "clang/AST/ExprCXX.h"

using namespace clang;
using namespace corolint;

/// Whether the end of a \p T may run code of the user's: that of its class, or
/// of a template argument, such as a deleter, or whatever was erased.
static bool bringsUserCode(QualType T) {
  const CXXRecordDecl *Record = T->getAsCXXRecordDecl();
  return T->isVoidType() || T->isFunctionType() ||
         (Record && (!isInSystemHeader(*Record) ||
                     llvm::any_of(typeArguments(T), bringsUserCode)));
}

bool LockEventBuilder::mayOwnLocks(const Expr &Call) {
  const QualType T = Call.getType();
  const CXXRecordDecl *Record = T->getAsCXXRecordDecl();
  return isa<CallExpr>(Call) && Call.isPRValue() && Record &&
         Record->hasDefinition() && Record->hasNonTrivialDestructor() &&
         bringsUserCode(T) && !R.awaitables().of(T).Valid;
}

std::optional<LockSummary>
LockEventBuilder::heldByResult(const LockSummary &Summary) {
  const auto IsLeftHeld = [](const LockSummary::Change &Change) {
    return !Change.Owner && Change.Lock && Change.State == HoldState::Held;
  };
  if (Summary.Returned == HoldState::Held ||
      llvm::count_if(Summary.AtExit, IsLeftHeld) != 1)
    return std::nullopt;
  LockSummary Given = Summary;
  const auto Left = llvm::find_if(Given.AtExit, IsLeftHeld);
  Given.Returned = HoldState::Held;
  Given.ReturnedLock = Left->Lock;
  Given.AtExit.erase(Left);
  return Given;
}

void LockEventBuilder::applySummary(const LockSummary &Summary,
                                    const FunctionDecl &Callee,
                                    const Expr &Call, bool Maybe) {
  // Whoever calls a callable in place gives it arguments of its own.
  auto Unknown = [&](const VarDecl *Root) {
    return Maybe && Root && Root->getDeclContext() == &Callee;
  };
  for (const LockSummary::Taken &Taken : Summary.Acquires) {
    if (Unknown(Taken.Lock->root()))
      continue;
    bool Possible = llvm::all_of(Taken.When, [&](auto &When) {
      const Expr *Arg = argumentFor(Call, Callee, *When.first);
      bool Value = false;
      return !Arg || Arg->isValueDependent() ||
             !Arg->EvaluateAsBooleanCondition(Value, Unit.context()) ||
             Value == When.second;
    });
    const AccessPath *Lock =
        Possible ? Paths.inCaller(*Taken.Lock, Callee, Call) : nullptr;
    if (!Lock)
      continue;
    Acquisition Inner; // for its place in the callee
    Inner.Where = Taken.Where;
    Inner.Kind = Taken.Async ? GuardKind::Async : GuardKind::Thread;
    Inner.Shared = Taken.Shared;
    Inner.Recursive = Taken.Recursive;
    Inner.Way = Taken.Way;
    uint32_t Site = site(std::move(Inner));
    LockEvent &Event = emit(LockEvent::Passing, &Call);
    Event.Lock = Lock;
    Event.Shared = Taken.Shared;
    Event.Recursive = Taken.Recursive;
    Event.Site = Site;
    Event.Decl = &Callee;
  }
  if (!Maybe)
    nestings(Summary, Callee, Call);
  for (const LockSummary::Change &Change : Summary.AtExit)
    if (!Change.Lock || !Unknown(Change.Lock->root()))
      applyChange(Change, Callee, Call, Maybe);
}

/// What the callee takes in the order that the caller has decided.
void LockEventBuilder::nestings(const LockSummary &Summary,
                                const FunctionDecl &Callee, const Expr &Call) {
  for (const LockSummary::Nesting &Nested : Summary.Nested) {
    const AccessPath *Held = Paths.inCaller(*Nested.Held, Callee, Call);
    const AccessPath *Taken = Paths.inCaller(*Nested.Taken, Callee, Call);
    if (!Held || !Taken || Held == Taken)
      continue;
    const uint32_t Outer = site(Nested.Outer), Inner = site(Nested.Inner);
    LockEvent &Event = emit(LockEvent::Nesting, &Call);
    Event.Held = Held;
    Event.Lock = Taken;
    Event.Outer = Outer;
    Event.Site = Inner;
    Event.Decl = &Callee;
  }
}

/// Whether a path from `this` begins with a member that refers elsewhere.
static bool isReferenceMember(const AccessPath &Sub) {
  return !Sub.steps().empty() && Sub.steps().front().Decl &&
         (Sub.steps().front().Decl->getType()->isReferenceType() ||
          Sub.steps().front().Decl->getType()->isPointerType());
}

void LockEventBuilder::applyChange(const LockSummary::Change &Change,
                                   const FunctionDecl &Callee, const Expr &Call,
                                   bool Maybe) {
  const AccessPath *Lock =
      Change.Lock ? Paths.inCaller(*Change.Lock, Callee, Call) : nullptr;
  auto HelperSite = [&] {
    Acquisition A;
    A.How = Acquisition::Helper;
    A.Where = Call.getExprLoc();
    A.Kind = Change.Kind;
    A.Shared = Change.Shared;
    A.Recursive = Change.Recursive;
    A.Name = Lock ? Lock->text() : Callee.getNameAsString();
    return site(std::move(A));
  };
  if (!Change.Owner) {
    if (!Lock) {
      // One that the caller knows by another name, such as what an object that
      // it made refers to.
      if (Change.Lock && Change.State != HoldState::Held)
        emit(LockEvent::Release, &Call);
      return;
    }
    if (Maybe || Change.State == HoldState::Unknown ||
        (Change.State == HoldState::Held && mayOwnLocks(Call))) {
      emit(LockEvent::ForgetLock, &Call).Lock = Lock;
    } else if (Change.State == HoldState::Free) {
      emit(LockEvent::Release, &Call).Lock = Lock;
    } else {
      uint32_t Site = HelperSite();
      LockEvent &Event = emit(LockEvent::Hold, &Call);
      Event.Lock = Lock;
      Event.Site = Site;
    }
    return;
  }
  // An object of the caller: a parameter, a captured variable, a member.
  llvm::SmallVector<PathStep, 4> Steps(Change.Owner.Sub->steps());
  const VarDecl *Root = Change.Owner.variable();
  LockOwner Owner;
  bool Constructs = isa<CXXConstructExpr>(Call) && !Root &&
                    !isReferenceMember(*Change.Owner.Sub);
  if (Constructs && R.components(Call.getType()).empty())
    return; // whatever it holds inside may be held
  if (Constructs)
    Owner = {LockOwner::Temporary, &Call, Change.Owner.Sub};
  else if (const AccessPath *Mapped =
               Paths.inCaller(*Paths.intern(Root, Steps), Callee, Call))
    Owner = ownerAt(Mapped);
  if (!Owner)
    return;
  if (Maybe || Change.State == HoldState::Unknown) {
    emit(LockEvent::Forget, &Call).Owner = Owner;
  } else if (Change.State == HoldState::Free) {
    emit(LockEvent::Unlock, &Call).Owner = Owner;
  } else {
    uint32_t Site = HelperSite();
    if (!Constructs) {
      LockEvent &Event = emit(LockEvent::Relock, &Call);
      Event.Owner = Owner;
      Event.Site = Site;
      return;
    }
    if (isa<CXXConstructExpr>(Call)) {
      Sites[Site].How = Acquisition::Guard;
      Sites[Site].Name.clear();
      Sites[Site].Where = cast<CXXConstructExpr>(Call).getLocation();
      SitesOf[&Call].push_back(Site);
    }
    LockEvent &Event = emit(LockEvent::Hold, &Call);
    Event.Owner = Owner;
    Event.Lock = Lock;
    Event.Site = Site;
  }
}

/// Lambdas among the arguments: called before the call returns, or kept.
void LockEventBuilder::callables(const Expr &E, const FunctionDecl *F) {
  unsigned Count = argumentCount(E);
  for (unsigned I = 0; I != Count; ++I) {
    const Expr *Arg = argumentOf(E, I);
    const LambdaExpr *L = Arg ? lambdaOf(Arg) : nullptr;
    if (!L)
      continue;
    const FunctionModel *Model =
        F ? R.functionModel(*F, CallEffect::InvokesInPlace) : nullptr;
    bool InPlace = (Model && (Model->Argument == static_cast<int>(I) ||
                              Model->Argument == AllArguments)) ||
                   (F && I < F->getNumParams() &&
                    hasTypeAnnotation(*F->getParamDecl(I), "invoked_in_place"));
    FunctionAnalysis *Body = Unit.analysisOf(*L->getCallOperator());
    if (InPlace && Body && Body->touchesLocks())
      applySummary(Body->locks().Summary, Body->function(), E, /*Maybe=*/true);
    else if (!InPlace && isa<CallExpr>(E))
      forgetCaptured(*L);
  }
}

void LockEventBuilder::forgetCaptured(const LambdaExpr &L) {
  FunctionAnalysis *Body = Unit.analysisOf(*L.getCallOperator());
  if (!Body || !Body->touchesLocks())
    return;
  for (const LockSummary::Change &Change : Body->locks().Summary.AtExit) {
    if (!Change.Owner)
      emit(LockEvent::ForgetLock).Lock = Change.Lock;
    else
      emit(LockEvent::Forget).Owner = Change.Owner;
  }
}
