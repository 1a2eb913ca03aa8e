//===--- Check.cpp - corolint-cancellation-not-forwarded ------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Check.h"
#include "analysis/StopTokens.h"
#include "analysis/TranslationUnit.h"

using namespace clang;
using namespace corolint;
using namespace corolint::cancellation;

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
  for (const UnforwardedToken &Left : unforwardedTokens(F)) {
    SourceLocation Where = Left.Call->getBeginLoc();
    if (!wants(F, Where))
      continue;
    const auto *Written = dyn_cast<CallExpr>(Left.Call);
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
