//===--- HeldReport.cpp - saying what is alive at which suspensions -------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "HeldReport.h"
#include "clang/AST/ExprCXX.h"

using namespace corolint;

void corolint::forEachHeld(const LockFlow &Flow, GuardKind Kind,
                           llvm::function_ref<void(const HeldReport &)> Visit) {
  llvm::ArrayRef<HeldAtSuspension> Held = Flow.Held;
  while (!Held.empty()) {
    uint32_t Site = Held.front().Site;
    llvm::ArrayRef<HeldAtSuspension> Same = Held.take_while(
        [&](const HeldAtSuspension &H) { return H.Site == Site; });
    if (Flow.Sites[Site].Kind == Kind)
      Visit({Flow.Sites[Site], Same});
    Held = Held.drop_front(Same.size());
  }
}

llvm::StringRef corolint::spelling(const clang::CoroutineSuspendExpr &S) {
  return llvm::isa<clang::CoyieldExpr>(S) ? "co_yield" : "co_await";
}
