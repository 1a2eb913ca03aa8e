//===--- ReadinessCounts.cpp - counters that let the caller through -------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A latch that has been counted down, a barrier for one, a semaphore that still
// has what it was made with.
//
//===----------------------------------------------------------------------===//
#include "ArgumentFacts.h"
#include "Readiness.h"
#include "StmtParents.h"
#include "TranslationUnit.h"
#include "VariableUses.h"

using namespace clang;
using namespace corolint;

/// The member call whose object \p Mention is; null for other uses.
static const CallExpr *callOn(const DeclRefExpr &Mention, FunctionAnalysis &F) {
  const Stmt *P = F.parents().getParent(&Mention);
  while (isa_and_nonnull<ImplicitCastExpr, ParenExpr>(P))
    P = F.parents().getParent(P);
  return dyn_cast_or_null<CXXMemberCallExpr>(
      isa_and_nonnull<MemberExpr>(P) ? F.parents().getParent(P) : nullptr);
}

/// Whether a loop or lambda in the block \p Within may evaluate \p S again.
static bool isRepeated(const Stmt &S, const Stmt *Within, FunctionAnalysis &F) {
  for (const Stmt *P = F.parents().getParent(&S); P && P != Within;
       P = F.parents().getParent(P))
    if (isa<ForStmt, WhileStmt, DoStmt, CXXForRangeStmt, LambdaExpr>(P))
      return true;
  return false;
}

/// What is counted here is small; sums of it do not overflow.
static std::optional<int64_t>
smallNumber(const std::optional<llvm::APSInt> &N) {
  if (!N || *N < 0 || *N > std::numeric_limits<int32_t>::max())
    return std::nullopt;
  return N->getExtValue();
}

/// The number that \p Call counts by; one where it is not given, zero where
/// nobody knows it.
static int64_t stepOf(const CallExpr &Call, const ASTContext &Context) {
  const Expr *Given = argumentCount(Call) == 0 ? nullptr : argumentOf(Call, 0);
  return Given ? smallNumber(numberOf(*Given->IgnoreImplicit(), Context))
                     .value_or(0)
               : 1;
}

bool Readiness::isCountedDown(const Expr &Object, const Stmt &At) {
  const ASTContext &Context = F.unit().context();
  const auto *Name = dyn_cast<DeclRefExpr>(Object.IgnoreParenImpCasts());
  const auto *Var = Name ? dyn_cast<VarDecl>(Name->getDecl()) : nullptr;
  const Expr *Init = Var && Var->hasLocalStorage() ? Var->getInit() : nullptr;
  const auto *Made =
      Init ? dyn_cast<CXXConstructExpr>(Init->IgnoreImplicit()) : nullptr;
  const auto Number = Made && Made->getNumArgs() != 0
                          ? smallNumber(numberOf(*Made->getArg(0), Context))
                          : std::nullopt;
  if (!Number)
    return false;
  auto Has = [&](const CallExpr &Call, CallEffect Effect) {
    const FunctionDecl *Callee = Call.getDirectCallee();
    return Callee && R.functionModel(*Callee, Effect);
  };
  const Stmt *Block = F.extentOf(*Var);
  int64_t Left = *Number;
  const bool TakesPermit =
      isa<CallExpr>(At) && Has(cast<CallExpr>(At), CallEffect::TakesPermit);
  for (const DeclRefExpr *Mention : F.variables().mentionsOf(*Var)) {
    const CallExpr *Call = callOn(*Mention, F);
    if (Call == &At)
      continue;
    const bool IsBefore = Context.getSourceManager().isBeforeInTranslationUnit(
        Mention->getBeginLoc(), At.getBeginLoc());
    if (TakesPermit && IsBefore) {
      // Others may have taken what it had.
      if (!Call || Mention->refersToEnclosingVariableOrCapture())
        return false;
      Left -= Has(*Call, CallEffect::TakesPermit);
      continue;
    }
    if (!Call || !Has(*Call, CallEffect::CountsDown) || !IsBefore)
      continue;
    const Stmt *Around = F.parents().getParent(Call);
    while (isa_and_nonnull<Expr>(Around))
      Around = F.parents().getParent(Around);
    if (Around == Block)
      Left -= stepOf(*Call, Context);
  }
  if (TakesPermit)
    return Left > 0 && !isRepeated(At, Block, F);
  // What arrives and waits counts itself.
  if (isa<CallExpr>(At) && Has(cast<CallExpr>(At), CallEffect::CountsDown))
    Left -= stepOf(cast<CallExpr>(At), Context);
  const CXXRecordDecl *Class = Var->getType()->getAsCXXRecordDecl();
  return Left <= 0 && Class &&
         llvm::any_of(Class->methods(), [&](const CXXMethodDecl *Method) {
           return R.functionModel(*Method, CallEffect::CountsDown) != nullptr;
         });
}
