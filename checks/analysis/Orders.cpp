//===--- Orders.cpp - functions that order threads ------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Orders.h"
#include "Roles.h"
#include "Waits.h"
#include "Words.h"

using namespace clang;
using namespace corolint;

bool corolint::libraryMayOrder(const FunctionDecl &F, const Roles &R) {
  const llvm::StringRef Name = identifierOf(F);
  return (hasWord(Name, {"wait", "join", "sleep", "yield", "get", "fence",
                         "atomic", "lock", "once"}) &&
          Name != "get_id") ||
         (F.isExternC() && soundsLikeWaiting(F)) ||
         R.functionModel(F, CallEffect::Orders);
}

bool corolint::soundsLikeOrdering(const FunctionDecl &F) {
  return soundsLikeWaiting(F) ||
         hasWord(identifierOf(F),
                 {"sleep", "yield", "barrier", "fence", "enter", "leave",
                  "critical", "unlock", "mutex", "spin", "suspend", "resume",
                  "synchronize"});
}
