//===--- Check.cpp - corolint-ignored-send-result -------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Check.h"
#include "analysis/Channels.h"
#include "analysis/TranslationUnit.h"
#include "analysis/VariableUses.h"

using namespace clang;
using namespace corolint;
using namespace corolint::channels;

void IgnoredSendResultCheck::report(FunctionAnalysis &F,
                                    const CXXMemberCallExpr &Send,
                                    const VarDecl *Unread) {
  SourceLocation Where = Send.getExprLoc();
  if (!wants(F, Where))
    return;
  diag(Where, "nobody looks at whether %0 has taken the message; when the "
              "channel is full or closed, the message is lost")
      << Send.getMethodDecl()->getDeclName();
  if (Unread)
    diag(Unread->getLocation(), "%0 is never read", DiagnosticIDs::Note)
        << Unread;
  diag(Where,
       "test the result; where the loss does not matter, write '(void)' and "
       "why",
       DiagnosticIDs::Note);
}

void IgnoredSendResultCheck::checkFunction(FunctionAnalysis &F) {
  Roles &R = F.unit().roles();
  for (const Discard &D : F.survey().Discards)
    if (D.Way != Discard::VoidCast)
      if (const CXXMemberCallExpr *Send = answeredSend(*D.Value, R))
        report(F, *Send, nullptr);
  for (const VarDecl *Var : F.survey().Locals) {
    const Expr *Init = Var->getInit();
    if (!Init || isPlaceholder(*Var) || Var->hasAttr<UnusedAttr>() ||
        isa<DecompositionDecl>(Var) || !F.variables().mentionsOf(*Var).empty())
      continue;
    if (const CXXMemberCallExpr *Send = answeredSend(*Init, R))
      report(F, *Send, Var);
  }
}
