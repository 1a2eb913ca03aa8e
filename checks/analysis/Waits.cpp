//===--- Waits.cpp - what waits by its name -------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Waits.h"
#include "Roles.h"
#include "Words.h"
#include "clang/AST/ExprCXX.h"

using namespace clang;
using namespace corolint;

bool corolint::soundsLikeWaiting(const FunctionDecl &F) {
  return hasWord(identifierOf(F),
                 {"wait",    "join",  "get",     "take",     "pop",    "recv",
                  "receive", "read",  "dequeue", "acquire",  "drain",  "sync",
                  "run",     "stop",  "close",   "shutdown", "finish", "flush",
                  "next",    "lock",  "consume", "pull",     "arrive", "until",
                  "poll",    "block", "await",   "collect",  "result"});
}

/// Whether \p F is given text: to join strings is another thing.
static bool takesText(const FunctionDecl &F) {
  return llvm::any_of(F.parameters(), [](const ParmVarDecl *Param) {
    QualType T = pointeeOrSelf(Param->getType());
    const CXXRecordDecl *Record = recordOf(T);
    return T->isAnyCharacterType() ||
           (Record && Record->getIdentifier() &&
            Record->getName().contains_insensitive("string"));
  });
}

bool corolint::waitsByName(const FunctionDecl &F) {
  llvm::StringRef Name = identifierOf(F);
  QualType Result = F.getReturnType().getNonReferenceType();
  bool Sleeps = beginsWithWord(Name, "sleep") &&
                (Result->isVoidType() || Result->isIntegerType());
  if (beginsWithWord(Name, "async"))
    return false; // what its handler or its await does is said there
  return Sleeps || hasWord(Name, {"wait", "drain"}) ||
         (hasWord(Name, {"join"}) && !takesText(F)) ||
         beginsWithWord(Name, "sync") || Name == "run" || Name == "exec";
}

bool corolint::letsOthersRun(const Expr &E) {
  const auto *Call = dyn_cast<CallExpr>(E.IgnoreImplicit());
  const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
  if (!Callee)
    return false;
  return hasWord(identifierOf(*Callee),
                 {"post", "defer", "schedule", "reschedule", "yield"}) ||
         llvm::any_of(Call->arguments(), [](const Expr *Argument) {
           return letsOthersRun(*Argument);
         });
}
