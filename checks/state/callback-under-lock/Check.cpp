//===--- Check.cpp - corolint-callback-under-lock -------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Check.h"
#include "analysis/AlienCalls.h"
#include "analysis/FunctionWords.h"

using namespace clang;
using namespace corolint;
using namespace corolint::state;

static std::string nameOf(const AlienCall &Call) {
  return Call.Named && Call.Named->getIdentifier()
             ? " '" + Call.Named->getNameAsString() + "'"
             : std::string();
}

/// What happens, as seen from the function that makes the call itself.
static std::string happening(const AlienCall &Call) {
  switch (Call.Kind) {
  case AlienCall::Resumption:
    return "a coroutine is resumed";
  case AlienCall::Completion:
    return "the waiter for this may be run in place by" + nameOf(Call);
  case AlienCall::Callback:
    return "callback" + nameOf(Call) + " is called";
  case AlienCall::Observer:
    return "an observer's" + nameOf(Call) + " is called";
  }
  llvm_unreachable("unknown kind of call");
}

/// The same as something that a function does.
static std::string doing(const AlienCall &Call) {
  switch (Call.Kind) {
  case AlienCall::Resumption:
    return "resumes a coroutine";
  case AlienCall::Completion:
    return "may run a waiter in place by" + nameOf(Call);
  case AlienCall::Callback:
    return "calls callback" + nameOf(Call);
  case AlienCall::Observer:
    return "calls an observer's" + nameOf(Call);
  }
  llvm_unreachable("unknown kind of call");
}

void CallbackUnderLockCheck::checkFunction(FunctionAnalysis &F) {
  for (const AlienCallUnderLock &Found : F.unit().alienCalls().underLocks(F)) {
    if (!wants(F, Found.Where))
      continue;
    const AlienWay &Way = Found.Way;
    const std::string Lock =
        Found.Lock.empty() ? "a lock" : "'" + Found.Lock + "'";
    if (Way.Through.empty())
      diag(Found.Where, "%0 while %1 is held: unknown code runs under the lock")
          << happening(Way.Call) << Lock;
    else
      diag(Found.Where,
           "%0 %1 while %2 is held: unknown code runs under the lock")
          << inWords(*Way.Through.front()) << doing(Way.Call) << Lock;
    diag(F.locks().Sites[Found.Site].Where,
         "acquired here; release it first, with what the call needs taken out",
         DiagnosticIDs::Note);
    for (size_t I = 1; I < Way.Calls.size(); ++I)
      diag(Way.Calls[I], "which calls %0 here", DiagnosticIDs::Note)
          << inWords(*Way.Through[I]);
    if (!Way.Through.empty())
      diag(Way.Call.Where, "which %0 here", DiagnosticIDs::Note)
          << doing(Way.Call);
  }
}
