//===--- OrderText.cpp - the words of two lock orders
//-----------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "OrderText.h"

using namespace corolint;

llvm::StringRef corolint::orderAdvice(bool IsAsync, bool IsByCall) {
  if (IsByCall)
    return "release the first before the call, or take them in one order "
           "everywhere";
  return IsAsync ? "take them in one order everywhere"
                 : "take both at once with 'std::scoped_lock', or in one order "
                   "everywhere";
}

/// From the function that is called to the second lock.
static void addWay(const ProgramEffects::LockOrder &Order,
                   std::vector<ProgramNote> &Notes) {
  if (Order.Callee.empty())
    return;
  for (const ChainLink &Link : Order.Way)
    Notes.push_back({Link.Where, "which calls " + Link.Callee + " here"});
  Notes.push_back({Order.TakenAt, "which locks '" + Order.Taken + "' here"});
}

std::vector<ProgramNote>
corolint::orderNotes(const ProgramEffects::LockOrder &This,
                     const ProgramEffects::LockOrder &Other) {
  std::vector<ProgramNote> Notes;
  addWay(This, Notes);
  Notes.push_back(
      {Other.HeldAt, Other.Function + " locks '" + Other.Held + "' here"});
  if (Other.Callee.empty())
    Notes.push_back({Other.Where, "and then '" + Other.Taken + "' here"});
  else
    Notes.push_back({Other.Where, "and then calls " + Other.Callee + " here"});
  addWay(Other, Notes);
  return Notes;
}
