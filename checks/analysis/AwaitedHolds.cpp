//===--- AwaitedHolds.cpp - what a coroutine holds by its words -----------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "AwaitedHolds.h"
#include "CallableBodies.h"
#include "ContainerChanges.h"
#include "LockFlow.h"
#include "OwnCodeVisitor.h"
#include "StmtParents.h"
#include "TaskFates.h"
#include "Words.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;
using namespace corolint;

namespace {
/// Finds awaited and called functions by the words of their names.
class NameFinder : public OwnCodeVisitor<NameFinder> {
public:
  llvm::SmallVector<const CoawaitExpr *, 2> Acquired;
  llvm::SmallVector<const CallExpr *, 2> Released;

  bool VisitCoawaitExpr(CoawaitExpr *E) {
    const auto *Call =
        dyn_cast<CallExpr>(E->getOperand()->IgnoreImplicit()->IgnoreParens());
    if (Call && isNamed(*Call, {"lock", "acquire", "enter", "units", "hold",
                                "guard", "exclusive"}))
      Acquired.push_back(E);
    return true;
  }
  bool VisitCallExpr(CallExpr *E) {
    if (isNamed(*E, {"unlock", "release", "leave", "exit", "signal", "drop"}))
      Released.push_back(E);
    return true;
  }

private:
  static bool isNamed(const CallExpr &E,
                      std::initializer_list<llvm::StringRef> Words) {
    const FunctionDecl *Callee = E.getDirectCallee();
    return Callee && Callee->getIdentifier() &&
           hasWord(Callee->getName(), Words);
  }
};
} // namespace

AwaitedHolds::AwaitedHolds(FunctionAnalysis &F)
    : F(F), SM(F.unit().context().getSourceManager()) {
  NameFinder Finder;
  Finder.TraverseStmt(const_cast<Stmt *>(&F.body()));
  for (const CallExpr *Call : Finder.Released)
    Releases.push_back(Call->getBeginLoc());
  for (const CoawaitExpr *Await : Finder.Acquired)
    add(*Await);
}

SourceLocation AwaitedHolds::releaseAfter(SourceLocation Begin) const {
  for (SourceLocation Release : Releases)
    if (SM.isBeforeInTranslationUnit(Begin, Release))
      return Release;
  return F.body().getEndLoc();
}

/// Whether the lock flow follows what \p Full acquires: it knows better.
bool AwaitedHolds::isFollowed(const Stmt &Full) const {
  return F.touchesLocks() &&
         llvm::any_of(F.locks().Sites, [&](const Acquisition &Site) {
           return SM.isPointWithin(SM.getFileLoc(Site.Where),
                                   SM.getFileLoc(Full.getBeginLoc()),
                                   SM.getFileLoc(Full.getEndLoc()));
         });
}

void AwaitedHolds::add(const CoawaitExpr &Await) {
  const Stmt &Full = fullExpressionOf(Await, F);
  if (isFollowed(Full))
    return;
  SourceLocation End;
  if (const auto *Declaration = dyn_cast<DeclStmt>(&Full)) {
    const auto *Var = dyn_cast<VarDecl>(*Declaration->decl_begin());
    const Stmt *Extent = Var ? F.extentOf(*Var) : nullptr;
    End = Extent ? Extent->getEndLoc() : SourceLocation();
  }
  Holds.push_back(
      {Full.getEndLoc(), End.isValid() ? End : releaseAfter(Full.getEndLoc())});
}

bool AwaitedHolds::anyAt(SourceLocation Where) const {
  return llvm::any_of(Holds, [&](const Hold &H) {
    return SM.isBeforeInTranslationUnit(H.Begin, Where) &&
           SM.isBeforeInTranslationUnit(Where, H.End);
  });
}

bool SuspendedHolds::at(const CoroutineSuspendExpr &S) {
  if (!Words)
    Words.emplace(F);
  if (Words->anyAt(S.getKeywordLoc()))
    return true;
  if (!F.touchesLocks())
    return false;
  const LockFlow &Flow = F.locks();
  auto AtS = [&](const HeldAtSuspension &Held) {
    return Held.Suspension == &S &&
           Flow.Sites[Held.Site].Kind != GuardKind::ThreadBound;
  };
  return llvm::any_of(Flow.Held, AtS) || llvm::any_of(Flow.HeldAsync, AtS);
}

/// Whether \p Call has to do with an async lock, or is named after locking.
static bool isAboutLock(const CallExpr &Call, Roles &R) {
  const FunctionDecl *Callee = Call.getDirectCallee();
  if (Callee && Callee->getIdentifier() &&
      hasWord(Callee->getName(), {"lock", "locked", "exclusive", "guard",
                                  "guarded", "synchronized", "serialized",
                                  "critical", "mutex", "units", "semaphore"}))
    return true;
  for (int I = ThisArgument, N = argumentCount(Call); I < N; ++I)
    if (const Expr *Given = argumentOf(Call, I);
        Given && R.lock(pointeeOrSelf(Given->getType())).Kind != LockKind::None)
      return true;
  return false;
}

bool SuspendedHolds::isHandedToLock(const CXXRecordDecl &Closure) {
  const auto *Outer = dyn_cast<FunctionDecl>(Closure.getDeclContext());
  FunctionAnalysis *Around = Outer ? F.unit().analysisOf(*Outer) : nullptr;
  if (!Around)
    return false;
  for (const LambdaExpr *Lambda : lambdasIn(Around->body()))
    if (Lambda->getLambdaClass() == &Closure)
      for (const Stmt *P = Lambda; P; P = Around->parents().getParent(P))
        if (const auto *Call = dyn_cast<CallExpr>(P);
            Call && isAboutLock(*Call, F.unit().roles()))
          return true;
  return false;
}

bool SuspendedHolds::byCallers() {
  const FunctionDecl &Function = F.function();
  Roles &R = F.unit().roles();
  for (const ParmVarDecl *Param : Function.parameters())
    if (QualType T = pointeeOrSelf(Param->getType());
        R.guard(T) || !R.components(T).empty())
      return true;
  if (Function.getIdentifier() &&
      hasWord(Function.getName(), {"locked", "unlocked", "holding"}))
    return true;
  if (const auto *Method = dyn_cast<CXXMethodDecl>(&Function);
      Method && Method->getParent()->isLambda())
    return isHandedToLock(*Method->getParent());
  llvm::ArrayRef<FunctionUse> Uses =
      F.unit().containerChanges().usesOf(Function);
  return hasNoUnseenCallers(Function) && !Uses.empty() &&
         llvm::all_of(Uses, [](const FunctionUse &Use) {
           const Stmt *P = Use.Awaited ? Use.Call : nullptr;
           while (P && !isa<CoroutineSuspendExpr>(P))
             P = Use.By->parents().getParent(P);
           return P &&
                  SuspendedHolds(*Use.By).at(*cast<CoroutineSuspendExpr>(P));
         });
}
