//===--- Calls.h - the calls in a piece of code ---------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_ANALYSIS_CALLS_H
#define COROLINT_ANALYSIS_CALLS_H

#include "llvm/ADT/STLFunctionalExtras.h"

namespace clang {
class CallExpr;
class Stmt;
} // namespace clang

namespace corolint {

/// Whether \p Is holds for one of the calls in \p Code, those in its lambdas
/// included.
bool anyCall(const clang::Stmt &Code,
             llvm::function_ref<bool(const clang::CallExpr &)> Is);

} // namespace corolint

#endif // COROLINT_ANALYSIS_CALLS_H
