//===--- ThrowingEffects.h - what may throw -------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_ANALYSIS_THROWINGEFFECTS_H
#define COROLINT_ANALYSIS_THROWINGEFFECTS_H

namespace clang {
class Expr;
class FunctionDecl;
} // namespace clang

namespace corolint {

class FunctionAnalysis;
class TranslationUnit;

/// Whether \p E itself, its operands apart, may throw: a throw, a call or
/// construction that is neither noexcept nor known not to throw. Known are
/// visible bodies, C functions, and what the standard library does without
/// allocating. Resuming a coroutine is taken not to throw: its promise decides.
bool mayThrow(const clang::Expr &E, TranslationUnit &Unit);

/// Whether \p F promises not to throw.
bool isNoexcept(const clang::FunctionDecl &F);

/// Whether an exception from \p E, in the body of \p F, is handled there and
/// not thrown again: by a handler of everything, or of std::exception.
bool isHandled(const clang::Expr &E, FunctionAnalysis &F);

/// The outermost call that may throw of those that \p E is an operand of, or
/// \p E: as the statement reads.
const clang::Expr &wholeCall(const clang::Expr &E, FunctionAnalysis &F);

} // namespace corolint

#endif // COROLINT_ANALYSIS_THROWINGEFFECTS_H
