//===--- WorkSignals.h - work that says when it is done -------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_ANALYSIS_WORKSIGNALS_H
#define COROLINT_ANALYSIS_WORKSIGNALS_H

#include "TranslationUnit.h"

namespace corolint {

/// The awaits and conditions in \p F that may have waited until the work behind
/// \p Handle, a thread or future, has said that it is done: they name
/// what its lambda sets, notifies or assigns (`done = true`, `event.set()`).
/// In no particular order.
llvm::SmallVector<const clang::Expr *, 4>
signalsOf(const clang::ValueDecl &Handle, FunctionAnalysis &F);

} // namespace corolint

#endif // COROLINT_ANALYSIS_WORKSIGNALS_H
