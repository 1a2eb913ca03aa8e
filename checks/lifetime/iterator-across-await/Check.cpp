//===--- Check.cpp - corolint-iterator-across-await -----------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Check.h"
#include "analysis/TranslationUnit.h"

using namespace corolint;
using namespace corolint::lifetime;

void IteratorAcrossAwaitCheck::checkFunction(FunctionAnalysis &F) {
  if (!F.isCoroutine())
    return;
  // What to look at, one decision, the message:
  //   if (wants(F, Where))
  //     diag(Where, "...") << ...;
  // What another rule needs as well belongs into analysis/.
}
