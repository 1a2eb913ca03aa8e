//===--- Check.cpp - corolint-cancellation-not-forwarded ------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Check.h"
#include "analysis/AccessPath.h"
#include "analysis/OwnCodeVisitor.h"
#include "analysis/StopTokens.h"
#include "analysis/TranslationUnit.h"

using namespace clang;
using namespace corolint;
using namespace corolint::cancellation;

namespace {

/// The calls and constructions of a coroutine, in the order of the source,
/// without those after the token was moved away.
class CallFinder : public OwnCodeVisitor<CallFinder> {
public:
  explicit CallFinder(FunctionAnalysis &F) : F(F) {}

  bool VisitCallExpr(CallExpr *E) {
    const FunctionDecl *Callee = E->getDirectCallee();
    if (Callee && F.unit().roles().functionModel(*Callee, CallEffect::Moves))
      if (const auto *Ref =
              dyn_cast<DeclRefExpr>(E->getArg(0)->IgnoreParenImpCasts()))
        Moved.insert(Ref->getDecl());
    return take(*E);
  }
  bool VisitCXXConstructExpr(CXXConstructExpr *E) { return take(*E); }

  std::vector<std::pair<const Expr *, UnforwardedToken>> Found;

private:
  bool take(const Expr &Call) {
    UnforwardedToken Left = unforwardedToken(F, Call);
    if (Left.Token && !Moved.contains(Left.Token))
      Found.push_back({&Call, Left});
    return true;
  }

  FunctionAnalysis &F;
  llvm::SmallPtrSet<const ValueDecl *, 2> Moved;
};

} // namespace

/// The insertion that passes the token, where it is the next argument.
static FixItHint passing(const CallExpr &Call, const UnforwardedToken &Left) {
  unsigned Given = 0;
  for (const Expr *A : Call.arguments())
    Given += !isa<CXXDefaultArgExpr>(A);
  SourceLocation End = Call.getRParenLoc();
  if (Left.Parameter->getFunctionScopeIndex() != Given || End.isMacroID())
    return {};
  std::string Text = (Given ? ", " : "") + Left.Token->getNameAsString();
  return FixItHint::CreateInsertion(End, Text);
}

void CancellationNotForwardedCheck::checkFunction(FunctionAnalysis &F) {
  if (!Strict || !F.isCoroutine() || F.function().param_empty())
    return;
  CallFinder Finder(F);
  Finder.TraverseStmt(const_cast<Stmt *>(&F.body()));
  for (const auto &[Call, Left] : Finder.Found) {
    SourceLocation Where = Call->getBeginLoc();
    if (!wants(F, Where))
      continue;
    const auto *Written = dyn_cast<CallExpr>(Call);
    diag(Where, "'%0' is not passed to %1, which goes on when this coroutine "
                "is stopped")
        << Left.Token->getName() << Left.Taker
        << (Written ? passing(*Written, Left) : FixItHint());
    diag(Left.Parameter->getLocation(),
         "%select{this overload takes a token|the token that it takes by "
         "default never stops anything}0",
         DiagnosticIDs::Note)
        << Left.IsDefaulted;
  }
}
