//===--- Check.cpp - corolint-discarded-guard -----------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Check.h"
#include "analysis/AccessPath.h"
#include "analysis/Discards.h"
#include "analysis/LLVMCompat.h"
#include "analysis/Producers.h"
#include "analysis/TranslationUnit.h"

using namespace clang;
using namespace corolint;
using namespace corolint::locks;

static bool isLockGuard(QualType T, Roles &R) {
  GuardKind Kind = R.guard(T).Kind;
  return Kind == GuardKind::Thread || Kind == GuardKind::Async ||
         R.isLockedProxy(T);
}

/// `std::make_unique<std::lock_guard<std::mutex>>(m);`
static bool makesGuardOnHeap(const Expr &E, Roles &R) {
  const FunctionDecl *Callee = calleeOf(E);
  if (!Callee || !R.functionModel(*Callee, CallEffect::MakesOwned))
    return false;
  return llvm::any_of(R.components(E.getType()), [&](const auto &C) {
    return R.guard(typeOf(C.Type->getASTContext(), *C.Type)).Kind !=
           GuardKind::ThreadBound;
  });
}

/// Whether the guard that \p E makes takes a lock: not one that defers it, and
/// not `guard(m, adopt_lock);`, which unlocks on purpose.
static bool takesLock(const Expr &E, Roles &R) {
  // A guard that is taken out of its place, `std::exchange(held, {})`, is
  // meant to let go.
  auto IsGuard = [&](const Expr *Arg) {
    return Arg->isGLValue() && !isa<MaterializeTemporaryExpr>(Arg) &&
           isLockGuard(Arg->getType(), R);
  };
  if (const auto *Call = dyn_cast<CallExpr>(&E))
    return llvm::none_of(Call->arguments(), IsGuard);
  const auto *Construct = dyn_cast<CXXConstructExpr>(&E);
  if (!Construct)
    return true;
  if (Construct->getNumArgs() == 0 ||
      llvm::any_of(Construct->arguments(), IsGuard))
    return false;
  return llvm::none_of(Construct->arguments(), [&](const Expr *Arg) {
    return R.hasRole(Arg->getType(), TypeRole::DeferTag) ||
           R.hasRole(Arg->getType(), TypeRole::AdoptTag);
  });
}

/// The temporary guard, not kept alive by a reference, on which the range of a
/// range-for hangs; null when there is none.
static const Expr *guardInRange(const Stmt *S, Roles &R) {
  if (!S || isa<LambdaExpr>(S))
    return nullptr;
  if (const auto *Temporary = dyn_cast<MaterializeTemporaryExpr>(S))
    if (Temporary->getStorageDuration() == SD_FullExpression &&
        isLockGuard(Temporary->getType(), R))
      for (const Expr *P : producers(Temporary))
        if (takesLock(*P, R))
          return P;
  for (const Stmt *Child : S->children())
    if (const Expr *Found = guardInRange(Child, R))
      return Found;
  return nullptr;
}

/// `std::unique_lock<std::mutex>(m);` is a declaration of `m`.
static bool declaresInParentheses(const VarDecl &Var) {
  const auto *Construct = dyn_cast_or_null<CXXConstructExpr>(
      Var.getInit() ? Var.getInit()->IgnoreImplicit() : nullptr);
  const TypeSourceInfo *Info = Var.getTypeSourceInfo();
  return Construct && Construct->getNumArgs() == 0 &&
         Var.getInitStyle() == VarDecl::CallInit && Info &&
         Info->getTypeLoc().getAs<ParenTypeLoc>();
}

/// Whether the variable has the name of a lock that its writer will have meant.
static bool hidesLock(FunctionAnalysis &F, const VarDecl &Var) {
  Roles &R = F.unit().roles();
  bool Hides = false;
  auto Look = [&](const ValueDecl &D) {
    Hides |= &D != &Var && D.getDeclName() == Var.getDeclName() &&
             R.lock(D.getType()).Kind != LockKind::None;
  };
  for (const ParmVarDecl *Param : F.function().parameters())
    Look(*Param);
  for (const VarDecl *Local : F.survey().Locals)
    Look(*Local);
  for (const DeclContext *DC = F.function().getDeclContext(); DC && !Hides;
       DC = DC->getParent())
    for (const NamedDecl *D : DC->lookup(Var.getDeclName()))
      if (const auto *Value = dyn_cast<ValueDecl>(D))
        Look(*Value);
  return Hides;
}

void DiscardedGuardCheck::checkFunction(FunctionAnalysis &F) {
  for (const Discard &D : F.survey().Discards)
    checkDiscard(F, D);
  for (const VarDecl *Local : F.survey().Locals)
    checkDeclaration(F, *Local);
  // Since C++23 the temporaries of a range-init live as long as the loop.
  if (!getLangOpts().CPlusPlus23)
    for (const CXXForRangeStmt *Loop : F.survey().RangeFors)
      checkRange(F, *Loop);
}

void DiscardedGuardCheck::checkDeclaration(FunctionAnalysis &F,
                                           const VarDecl &Var) {
  if (!isLockGuard(Var.getType(), F.unit().roles()) ||
      Var.getType()->isReferenceType() || !declaresInParentheses(Var) ||
      !hidesLock(F, Var) || !wants(F, Var.getLocation()))
    return;
  diag(Var.getLocation(), "this declares a guard named %0 that holds no lock")
      << &Var << FixItHint::CreateInsertion(typeEnd(Var), " guard");
  diag(Var.getLocation(), "give the guard a name to lock %0",
       DiagnosticIDs::Note)
      << &Var;
}

void DiscardedGuardCheck::checkRange(FunctionAnalysis &F,
                                     const CXXForRangeStmt &Loop) {
  // A range that is an object of its own lives as long as the loop, and what it
  // was copied from may be unlocked.
  const Expr *Bare = Loop.getRangeInit()->IgnoreImplicit();
  const Expr *Guard =
      Bare->isGLValue() ? guardInRange(Bare, F.unit().roles()) : nullptr;
  if (!Guard || !wants(F, Guard->getExprLoc()))
    return;
  diag(Guard->getExprLoc(), "guard is destroyed before the loop begins, so "
                            "the loop runs without the lock");
  diag(Loop.getForLoc(),
       "bind the guard to a name before this loop (before C++23 the "
       "temporaries of a range do not live as long as the loop)",
       DiagnosticIDs::Note);
}

SourceLocation DiscardedGuardCheck::typeEnd(const VarDecl &Var) const {
  TypeLoc Type = Var.getTypeSourceInfo()->getTypeLoc();
  if (auto Paren = Type.getAs<ParenTypeLoc>())
    return Paren.getLParenLoc();
  return Type.getEndLoc();
}

void DiscardedGuardCheck::checkDiscard(FunctionAnalysis &F, const Discard &D) {
  Roles &R = F.unit().roles();
  // What follows in the same expression is protected: `std::lock_guard{m}, n`.
  if (D.Way == Discard::LeftOfComma || !D.Value->isPRValue() ||
      (!isLockGuard(D.Value->getType(), R) && !makesGuardOnHeap(*D.Value, R)))
    return;
  llvm::SmallVector<const Expr *, 2> Made = producers(D.Value);
  if (Made.empty() || !takesLock(*Made.front(), R))
    return;
  SourceLocation Where = Made.front()->getExprLoc();
  if (!wants(F, Where))
    return;
  diag(Where, "guard is destroyed at the end of this expression, so its lock "
              "is released at once")
      << bindToName(F, D);
  diag(Where,
       "bind the guard to a name to hold the lock to the end of the "
       "scope",
       DiagnosticIDs::Note);
}

/// `auto guard = ` in front of the statement, if nothing else is called that.
llvm::SmallVector<FixItHint, 1>
DiscardedGuardCheck::bindToName(FunctionAnalysis &F, const Discard &D) {
  SourceLocation Begin = D.Full->getBeginLoc();
  SourceLocation Value = D.Value->getBeginLoc();
  bool Whole = D.Way == Discard::Statement || D.Way == Discard::VoidCast ||
               D.Way == Discard::Ignored;
  if (!Whole || !D.InBlock || Begin.isMacroID() || Value.isMacroID())
    return {};
  bool Taken = false;
  for (const ParmVarDecl *Param : F.function().parameters())
    Taken |= Param->getName() == "guard";
  for (const VarDecl *Var : F.survey().Locals)
    Taken |= Var->getName() == "guard";
  // One name, one fix: a second one would declare it again.
  if (Taken || !NamedIn.insert(&F.function()).second)
    return {};
  if (Begin == Value)
    return {FixItHint::CreateInsertion(Begin, "auto guard = ")};
  return {FixItHint::CreateReplacement(
      CharSourceRange::getCharRange(Begin, Value), "auto guard = ")};
}
