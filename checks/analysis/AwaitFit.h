//===--- AwaitFit.h - what a coroutine can await --------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_ANALYSIS_AWAITFIT_H
#define COROLINT_ANALYSIS_AWAITFIT_H

namespace clang {
class Expr;
}

namespace corolint {

class FunctionAnalysis;

/// Whether \p E is in a handler of \p F, where no await may stand
/// ([expr.await]/2).
bool isInHandler(FunctionAnalysis &F, const clang::Expr &E);

/// Whether `co_await` could stand before \p Made in \p F, and would mean the
/// same in every instantiation: \p F is a coroutine whose promise lets it await
/// the type ([expr.await]), \p Made is in no handler, and it is no call that
/// depends on template arguments.
bool canAwait(FunctionAnalysis &F, const clang::Expr &Made);

} // namespace corolint

#endif // COROLINT_ANALYSIS_AWAITFIT_H
