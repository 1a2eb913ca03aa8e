//===--- Producers.h - the expressions that make a value ------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_ANALYSIS_PRODUCERS_H
#define COROLINT_ANALYSIS_PRODUCERS_H

#include "clang/AST/Expr.h"
#include "llvm/ADT/SmallVector.h"

namespace corolint {

/// The expressions that make the value of \p E: through parentheses, casts,
/// temporaries, choices and commas. A variable's initialiser or an argument
/// owns what these own.
llvm::SmallVector<const clang::Expr *, 2> producers(const clang::Expr *E);

} // namespace corolint

#endif // COROLINT_ANALYSIS_PRODUCERS_H
