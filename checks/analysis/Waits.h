//===--- Waits.h - what waits by its name ---------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Where neither annotations nor models tell, the names of functions do. What
// may wait for spawned work is taken to wait (Joins.h).
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_ANALYSIS_WAITS_H
#define COROLINT_ANALYSIS_WAITS_H

#include "clang/AST/Decl.h"
#include "clang/AST/Expr.h"

namespace corolint {

/// The name of \p F; empty for constructors, operators and conversions.
inline llvm::StringRef identifierOf(const clang::FunctionDecl &F) {
  return F.getIdentifier() ? F.getName() : llvm::StringRef();
}

/// Whether \p F is called like something that waits, takes over or ends what
/// its object does: `wait_all`, `stop`, `popFront`.
bool soundsLikeWaiting(const clang::FunctionDecl &F);

/// The same where nothing is known of the object: `wait`, `join`, `run`. A
/// thread that sleeps gives the work the time that it takes.
bool waitsByName(const clang::FunctionDecl &F);

/// Whether awaiting \p E sends the coroutine to the end of a queue, behind what
/// was posted before: `co_await post(executor, token)`.
bool letsOthersRun(const clang::Expr &E);

} // namespace corolint

#endif // COROLINT_ANALYSIS_WAITS_H
