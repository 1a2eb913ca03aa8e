//===--- SuspendSteps.cpp - what an await_suspend does, step by step ------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "SuspendSteps.h"
#include "OwnCodeVisitor.h"
#include "Resumptions.h"
#include "StandardLibrary.h"
#include "StmtParents.h"
#include "ThrowingEffects.h"
#include "TranslationUnit.h"
#include "Words.h"

using namespace clang;
using namespace corolint;

static HandleNames::Roots rootsOf(const AwaitSuspend &Suspend) {
  HandleNames::Roots Found;
  Found.Handles.insert(Suspend.Awaiting);
  Found.ThisIsSelf = !Suspend.Self;
  if (Suspend.Self && Suspend.Self->getType()->isReferenceType())
    Found.Selves.insert(Suspend.Self);
  return Found;
}

SuspendSteps::SuspendSteps(FunctionAnalysis &F, const AwaitSuspend &Suspend)
    : F(F), Suspend(Suspend), Names(F.body(), rootsOf(Suspend)) {
  if (!F.cfg())
    return;
  const Publications Published(F.unit(), Names);
  uint64_t Taken = 0, Given = 0;
  for (const CFGBlock *B : *F.cfg()) {
    std::vector<SuspendStep> &Here = Steps[B];
    for (const CFGElement &Element : *B) {
      SuspendStep Step;
      if (auto S = Element.getAs<CFGStmt>()) {
        Step.At = S->getStmt();
        Step.Publishes = Published.stepIn(*Step.At);
        Step.StartsWork = Published.startsWork(*Step.At);
        Step.Uses = useIn(*Step.At);
        addLocks(*Step.At, Step);
        if (const auto *E = dyn_cast<Expr>(Step.At)) {
          Step.MayThrow = mayThrow(*E, F.unit()) && !isHandled(*E, F);
          Handshake |= Published.isAtomicExchange(*E) && isHandshake(*E);
        }
      } else if (auto Ends = Element.getAs<CFGAutomaticObjDtor>()) {
        if (auto Lock = LockBits.find(Ends->getVarDecl());
            Lock != LockBits.end())
          Step.Unlocks = uint64_t(1) << Lock->second;
        else if (F.unit().roles().guard(Ends->getVarDecl()->getType()))
          Step.Unlocks = uint64_t(1) << lockBit(Ends->getVarDecl());
      }
      Taken |= Step.Locks;
      Given |= Step.Unlocks;
      Here.push_back(Step);
    }
  }
  AtEntry = Given & ~Taken;
}

//===----------------------------------------------------------------------===//
// Locks
//===----------------------------------------------------------------------===//

unsigned SuspendSteps::lockBit(const void *Lock) {
  constexpr unsigned Last = 63; // the rest share one
  return LockBits.try_emplace(Lock, std::min<unsigned>(LockBits.size(), Last))
      .first->second;
}

/// What stands for the lock or guard: its path, or its last member.
const void *SuspendSteps::lockOf(const Expr *Object) const {
  const Expr *Bare = bareValue(Object);
  if (const auto *Ref = dyn_cast_or_null<DeclRefExpr>(Bare))
    return Ref->getDecl();
  if (const AccessPath *Path = F.unit().paths().objectOrPointee(Object))
    return Path;
  if (const auto *Member = dyn_cast_or_null<MemberExpr>(Bare))
    return Member->getMemberDecl();
  return nullptr;
}

void SuspendSteps::addLocks(const Stmt &S, SuspendStep &Step) {
  if (const auto *Declared = dyn_cast<DeclStmt>(&S)) {
    for (const Decl *D : Declared->decls())
      if (const auto *Var = dyn_cast<VarDecl>(D);
          Var && F.unit().roles().guard(Var->getType()))
        Step.Locks |= uint64_t(1) << lockBit(Var);
    return;
  }
  const auto *Call = dyn_cast<CXXMemberCallExpr>(&S);
  llvm::StringRef Name = Call ? nameOfCallee(*Call) : "";
  const bool Locks = Name == "lock" || Name == "lock_shared";
  if (!Locks && Name != "unlock" && Name != "unlock_shared")
    return;
  const void *Lock = lockOf(Call->getImplicitObjectArgument());
  if (Lock)
    (Locks ? Step.Locks : Step.Unlocks) |= uint64_t(1) << lockBit(Lock);
}

//===----------------------------------------------------------------------===//
// Uses
//===----------------------------------------------------------------------===//

std::optional<AfterPublishing>
SuspendSteps::memberUse(const MemberExpr &E) const {
  if (!isa<FieldDecl>(E.getMemberDecl()) || !Names.isSelf(E.getBase()))
    return std::nullopt;
  // Only the address is computed.
  const Stmt *Whole = F.parents().getParent(&E);
  while (isa_and_nonnull<ParenExpr>(Whole))
    Whole = F.parents().getParent(Whole);
  if (const auto *Unary = dyn_cast_or_null<UnaryOperator>(Whole);
      Unary && Unary->getOpcode() == UO_AddrOf &&
      !E.getMemberDecl()->getType()->isReferenceType())
    return std::nullopt;
  return AfterPublishing{AfterPublishing::Member, &E, nullptr,
                         E.getMemberDecl()};
}

static bool mentionsThis(const Stmt &S) {
  if (isa<CXXThisExpr>(S))
    return true;
  return llvm::any_of(S.children(), [](const Stmt *Child) {
    return Child && mentionsThis(*Child);
  });
}

/// A callable that may be run when await_suspend has returned, and finds the
/// handle by reference to the parameter.
std::optional<AfterPublishing>
SuspendSteps::danglingCapture(const Expr &Call) const {
  const FunctionDecl *Callee = calleeOf(Call);
  const bool Stored = operandsOfAssignment(Call).second != nullptr;
  const bool Posted =
      Callee && !Stored &&
      (isThreadType(Call.getType()) ||
       (Callee->getIdentifier() &&
        hasWord(Callee->getName(),
                {"post",   "dispatch", "defer", "schedule",  "spawn",
                 "submit", "enqueue",  "push",  "emplace",   "add",
                 "set",    "on",       "async", "subscribe", "connect",
                 "then",   "register", "after", "wait",      "arm",
                 "start",  "run"}) &&
        !F.unit().calledFunction(Call)));
  if (!Stored && !Posted)
    return std::nullopt;
  if (Stored && !Names.isOwnStorage(operandsOfAssignment(Call).first) &&
      isa<DeclRefExpr>(bareValue(operandsOfAssignment(Call).first)))
    return std::nullopt; // a local callable
  struct Finder : OwnCodeVisitor<Finder> {
    const SuspendSteps &Outer;
    explicit Finder(const SuspendSteps &Outer) : Outer(Outer) {}
    const LambdaExpr *Found = nullptr;
    bool VisitLambdaExpr(LambdaExpr *E) {
      for (const LambdaCapture &Capture : E->captures())
        if (Capture.capturesVariable() &&
            Capture.getCaptureKind() == LCK_ByRef &&
            Capture.getCapturedVar() == Outer.Suspend.Awaiting &&
            !Outer.Suspend.Awaiting->getType()->isReferenceType())
          Found = E;
      return !Found;
    }
  } Find(*this);
  for (unsigned I = 0; I != argumentCount(Call); ++I)
    if (const Expr *Arg = argumentOf(Call, I))
      if (!Find.Found)
        Find.TraverseStmt(const_cast<Expr *>(Arg));
  if (!Find.Found)
    return std::nullopt;
  return AfterPublishing{AfterPublishing::Captured, Find.Found, &Call, nullptr};
}

std::optional<AfterPublishing> SuspendSteps::useIn(const Stmt &S) const {
  const auto *E = dyn_cast<Expr>(&S);
  if (!E)
    return std::nullopt;
  if (const auto *Member = dyn_cast<MemberExpr>(E))
    return memberUse(*Member);
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E)) {
    if (Names.refersToMember(*Ref->getDecl()))
      return AfterPublishing{AfterPublishing::Member, E, nullptr,
                             Ref->getDecl()};
    if (Names.refersToPromise(*Ref->getDecl()))
      return AfterPublishing{AfterPublishing::Promise, E};
    return std::nullopt;
  }
  if (isa<CallExpr, CXXConstructExpr>(E))
    if (auto Dangling = danglingCapture(*E))
      return Dangling;
  const auto *Call = dyn_cast<CXXMemberCallExpr>(E);
  if (!Call)
    return std::nullopt;
  const Expr *Object = Call->getImplicitObjectArgument();
  llvm::StringRef Name = nameOfCallee(*Call);
  if (isHandleType(Object->getType()) && Names.isHandle(Object)) {
    if (Name == "promise")
      return AfterPublishing{AfterPublishing::Promise, E};
    if (Name == "done" || Name == "resume" || Name == "destroy" ||
        resumedBy(*Call))
      return AfterPublishing{AfterPublishing::Frame, E};
    return std::nullopt;
  }
  if (!Names.isSelf(Object))
    return std::nullopt;
  const FunctionAnalysis *Body = F.unit().calledFunction(*Call);
  if (Body && !mentionsThis(Body->body()))
    return std::nullopt;
  return AfterPublishing{AfterPublishing::Awaiter, E, nullptr,
                         Call->getMethodDecl()};
}

//===----------------------------------------------------------------------===//
// Results
//===----------------------------------------------------------------------===//

SuspendSteps::Tested SuspendSteps::testedAt(const CFGBlock &B) const {
  Tested Found;
  const auto *Condition = dyn_cast_or_null<Expr>(B.getLastCondition());
  if (!Condition)
    return Found;
  bool Value = true;
  const Expr *Bare = Condition->IgnoreParenImpCasts();
  while (const auto *Not = dyn_cast<UnaryOperator>(Bare)) {
    if (Not->getOpcode() != UO_LNot)
      break;
    Value = !Value;
    Bare = Not->getSubExpr()->IgnoreParenImpCasts();
  }
  struct Finder : OwnCodeVisitor<Finder> {
    Tested &Out;
    explicit Finder(Tested &Out) : Out(Out) {}
    bool VisitCallExpr(CallExpr *E) {
      Out.Calls.insert(E);
      return true;
    }
    bool VisitDeclRefExpr(DeclRefExpr *E) {
      // `bool queued = queue.try_push(h); if (!queued) ...`
      const auto *Var = dyn_cast<VarDecl>(E->getDecl());
      if (Var && Var->isLocalVarDecl() && Var->getInit())
        if (const auto *Call = dyn_cast<CallExpr>(bareValue(Var->getInit())))
          Out.Calls.insert(Call);
      return true;
    }
  } Find(Found);
  Find.TraverseStmt(const_cast<Expr *>(Bare));
  if (isa<CallExpr, DeclRefExpr>(bareValue(Bare)) &&
      Bare->getType()->isBooleanType())
    Found.Polarity = Value;
  return Found;
}

SuspendExit SuspendSteps::returned(const ReturnStmt &Return) const {
  const Expr *Value = Return.getRetValue();
  if (!Value || Suspend.Result == AwaitSuspend::Nothing)
    return SuspendExit::Suspended;
  if (Suspend.Result == AwaitSuspend::Decides) {
    bool Result = false;
    if (Value->isValueDependent() ||
        !Value->EvaluateAsBooleanCondition(Result, F.unit().context()))
      return SuspendExit::Unknown;
    return Result ? SuspendExit::Suspended : SuspendExit::GoesOn;
  }
  if (Names.carriedBy(Value))
    return SuspendExit::GoesOn;
  const Expr *Bare = bareValue(Value);
  while (const auto *Made = dyn_cast<CXXConstructExpr>(Bare))
    if (Made->getNumArgs() == 1)
      Bare = bareValue(Made->getArg(0));
    else
      break;
  if (const auto *Member = dyn_cast<CXXMemberCallExpr>(Bare))
    if (isa_and_nonnull<CXXConversionDecl>(Member->getMethodDecl()))
      Bare = bareValue(Member->getImplicitObjectArgument());
  if (const auto *Ref = dyn_cast<DeclRefExpr>(Bare))
    if (Names.mayBeHandle(*Ref->getDecl()))
      return SuspendExit::Unknown;
  // Another coroutine, made by who was given this one to resume.
  if (isa<CallExpr, CXXConstructExpr>(Bare))
    for (unsigned I = 0; I != argumentCount(*Bare); ++I)
      if (const Expr *Arg = argumentOf(*Bare, I);
          Arg && Names.carriedBy(Arg).Handle)
        return SuspendExit::Unknown;
  return SuspendExit::Suspended;
}

std::pair<SuspendExit, SourceLocation>
SuspendSteps::exitAt(const CFGBlock &B) const {
  const SourceLocation End = Suspend.Function->getLocation();
  if (B.hasNoReturnElement())
    return {SuspendExit::GoesOn, End};
  for (const SuspendStep &Step : llvm::reverse(of(B))) {
    if (!Step.At)
      continue;
    if (const auto *Return = dyn_cast<ReturnStmt>(Step.At))
      return {returned(*Return), Return->getReturnLoc()};
    if (isa<CXXThrowExpr>(Step.At))
      return {SuspendExit::GoesOn, End};
  }
  return {Suspend.Result == AwaitSuspend::Nothing ? SuspendExit::Suspended
                                                  : SuspendExit::Unknown,
          End};
}

bool SuspendSteps::onlyGoesOn(const CFGBlock &From) const {
  llvm::SmallPtrSet<const CFGBlock *, 8> Seen{&From};
  llvm::SmallVector<const CFGBlock *, 8> Work{&From};
  bool Leaves = false;
  while (!Work.empty()) {
    const CFGBlock *B = Work.pop_back_val();
    if (llvm::any_of(of(*B), [](const SuspendStep &Step) {
          return Step.Publishes && Step.Publishes->How == Reach::InPlace;
        })) {
      Leaves = true;
      continue;
    }
    for (const CFGBlock::AdjacentBlock &Next : B->succs()) {
      const CFGBlock *To = Next.getReachableBlock();
      if (!To)
        continue;
      if (To == &F.cfg()->getExit()) {
        if (exitAt(*B).first != SuspendExit::GoesOn)
          return false;
        Leaves = true;
      } else if (Seen.insert(To).second) {
        Work.push_back(To);
      }
    }
  }
  return Leaves;
}

/// Whether the result of \p Exchange decides which side goes on: it is
/// returned, or a branch on it resumes the coroutine, lets it go on, or gives
/// it away; or the object is the awaiter's own, made for that.
bool SuspendSteps::isHandshake(const Expr &Exchange) const {
  const Stmt *Part = &Exchange;
  for (const Stmt *Whole = F.parents().getParent(Part); Whole;
       Whole = F.parents().getParent(Part)) {
    if (isa<ReturnStmt, DeclStmt>(Whole))
      return true;
    if (const auto *Branch = dyn_cast<IfStmt>(Whole)) {
      if (Part != Branch->getCond())
        return false;
      break;
    }
    if (!isa<Expr>(Whole))
      return isa<SwitchStmt, WhileStmt, DoStmt>(Whole) &&
             !isa<CompoundStmt>(Part);
    if (const auto *Cast = dyn_cast<CastExpr>(Whole);
        Cast && Cast->getCastKind() == CK_ToVoid)
      return false;
    Part = Whole;
  }
  const Expr *Object = argumentOf(Exchange, ThisArgument);
  if (Object && Names.isOwnStorage(Object))
    return true;
  for (const CFGBlock *B : *F.cfg())
    if (testedAt(*B).Calls.contains(&Exchange))
      for (const CFGBlock::AdjacentBlock &Next : B->succs())
        if (const CFGBlock *To = Next.getReachableBlock()) {
          if (onlyGoesOn(*To))
            return true;
          for (const CFGElement &Element : *To)
            if (auto S = Element.getAs<CFGStmt>())
              if (auto Step =
                      Publications(F.unit(), Names).stepIn(*S->getStmt());
                  Step && Step->How >= Reach::Synchronised)
                return true;
        }
  return false;
}
