//===--- Check.cpp - corolint-unbounded-channel ---------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Check.h"
#include "analysis/Channels.h"
#include "analysis/TranslationUnit.h"

using namespace clang;
using namespace corolint;
using namespace corolint::channels;

void UnboundedChannelCheck::report(TranslationUnit &Unit,
                                   const UnboundedCreation &C) {
  SourceLocation Where = C.Declared && C.Declared->getIdentifier()
                             ? C.Declared->getLocation()
                             : C.Made->getBeginLoc();
  if (!wants(Unit, Where))
    return;
  if (C.Declared && C.Declared->getIdentifier())
    diag(Where, "%0 has no bound%select{|: its capacity is the largest number "
                "there is}1; a producer that is faster than its consumer fills "
                "the memory")
        << C.Declared << C.IsLargest;
  else
    diag(Where, "this channel has no bound%select{|: its capacity is the "
                "largest number there is}0; a producer that is faster than its "
                "consumer fills the memory")
        << C.IsLargest;
  if (const FunctionDecl *Bounded =
          C.Maker && !C.IsLargest ? boundedForm(*C.Maker) : nullptr)
    diag(Bounded->getLocation(), "this one takes a bound", DiagnosticIDs::Note);
  else
    diag(Where,
         "with a bound, a full channel makes its senders wait, or tells them",
         DiagnosticIDs::Note);
}

void UnboundedChannelCheck::checkFunction(FunctionAnalysis &F) {
  forEachUnbounded(F, [&](const UnboundedCreation &C) { report(F.unit(), C); });
}

void UnboundedChannelCheck::checkInitializer(TranslationUnit &Unit,
                                             const Expr &Init) {
  forEachUnbounded(Unit, Init,
                   [&](const UnboundedCreation &C) { report(Unit, C); });
}

void UnboundedChannelCheck::checkClass(TranslationUnit &Unit,
                                       const CXXRecordDecl &Class) {
  forEachUnbounded(Unit, Class,
                   [&](const UnboundedCreation &C) { report(Unit, C); });
}
