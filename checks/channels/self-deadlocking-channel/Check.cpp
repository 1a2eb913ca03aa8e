//===--- Check.cpp - corolint-self-deadlocking-channel --------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Check.h"
#include "analysis/ChannelFill.h"
#include "analysis/TranslationUnit.h"

using namespace clang;
using namespace corolint;
using namespace corolint::channels;

void SelfDeadlockingChannelCheck::checkFunction(FunctionAnalysis &F) {
  if (!F.isCoroutine())
    return;
  for (const StuckSend &Stuck : stuckSends(F)) {
    SourceLocation Where = Stuck.Send->getExprLoc();
    if (!wants(F, Where))
      continue;
    const auto Capacity = static_cast<unsigned>(Stuck.Capacity);
    diag(Where, "%0 waits for somebody to receive, and nobody but this "
                "coroutine can: it waits for itself for ever")
        << Stuck.Send->getMethodDecl()->getDeclName();
    if (Capacity == 0)
      diag(Stuck.Channel->getLocation(),
           "the channel has no room for messages: each send waits for its "
           "receive",
           DiagnosticIDs::Note);
    else
      diag(Stuck.Channel->getLocation(),
           "the channel has room for %plural{1:one message|:%0 messages}0, "
           "and %plural{1:it is|:they are}0 there",
           DiagnosticIDs::Note)
          << Capacity;
    diag(Where,
         "start whoever receives before, give the channel room for all, or "
         "send and receive together",
         DiagnosticIDs::Note);
  }
}
