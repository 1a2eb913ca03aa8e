//===--- Check.cpp - corolint-sender-kept-alive ---------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Check.h"
#include "analysis/KeptSenders.h"
#include "analysis/TranslationUnit.h"

using namespace clang;
using namespace corolint;
using namespace corolint::channels;

void SenderKeptAliveCheck::checkFunction(FunctionAnalysis &F) {
  for (const KeptSender &K : keptSenders(F)) {
    SourceLocation Where = K.Loop->getBeginLoc();
    if (!wants(F, Where))
      continue;
    const std::string Sender = K.Sender.text();
    diag(Where,
         "this loop ends when the channel closes, and the sender '%0' in "
         "the same function keeps it open: it never ends")
        << Sender;
    diag(K.Sender.Name->getLocation(),
         "the sender lives until the end of its block", DiagnosticIDs::Note);
    diag(K.Receive->getExprLoc(), "the loop waits for more here",
         DiagnosticIDs::Note);
    diag(Where,
         "move '%0' to whoever sends, or close it before the loop begins",
         DiagnosticIDs::Note)
        << Sender;
  }
}
