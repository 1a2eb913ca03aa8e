//===--- Handlers.h - which handlers an exception enters ------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_ANALYSIS_HANDLERS_H
#define COROLINT_ANALYSIS_HANDLERS_H

#include "clang/Analysis/CFG.h"
#include "llvm/ADT/DenseMap.h"

namespace corolint {

/// For everything in \p Body, lambdas not included, that may throw inside of a
/// try block: the block of \p Graph that dispatches to the handlers of the
/// innermost one.
llvm::DenseMap<const clang::Stmt *, const clang::CFGBlock *>
handlersOf(const clang::CFG &Graph, const clang::Stmt &Body);

/// The block of the handler that declares \p Var; null for other variables.
const clang::CFGBlock *handlerOf(const clang::CFG &Graph,
                                 const clang::VarDecl &Var);

} // namespace corolint

#endif // COROLINT_ANALYSIS_HANDLERS_H
