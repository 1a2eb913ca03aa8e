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

void CallbackUnderLockCheck::checkFunction(FunctionAnalysis &F) {
  for (const AlienCallUnderLock &Found : F.unit().alienCalls().underLocks(F)) {
    if (!wants(F, Found.Where))
      continue;
    const AlienWay &Way = Found.Way;
    const std::string Name = nameOf(Way.Call);
    const std::string Lock =
        Found.Lock.empty() ? "a lock" : "'" + Found.Lock + "'";
    if (Way.Through.empty())
      diag(Found.Where,
           "%select{a coroutine is resumed|a waiter may be run in place by%1|"
           "callback%1 is called|an observer's%1 is called}0 while %2 is held: "
           "unknown code runs under the lock")
          << Way.Call.Kind << Name << Lock;
    else
      diag(Found.Where,
           "%3 %select{resumes a coroutine|may run a waiter in place by%1|"
           "calls callback%1|calls an observer's%1}0 while %2 is held: unknown "
           "code runs under the lock")
          << Way.Call.Kind << Name << Lock << inWords(*Way.Through.front());
    diag(F.locks().Sites[Found.Site].Where,
         "acquired here; release it first, with what the call needs taken out",
         DiagnosticIDs::Note);
    for (size_t I = 1; I < Way.Calls.size(); ++I)
      diag(Way.Calls[I], "which calls %0 here", DiagnosticIDs::Note)
          << inWords(*Way.Through[I]);
    if (!Way.Through.empty())
      diag(Way.Call.Where,
           "which %select{resumes a coroutine|may run a waiter in place by%1|"
           "calls callback%1|calls an observer's%1}0 here",
           DiagnosticIDs::Note)
          << Way.Call.Kind << Name;
  }
}
