//===--- ArgumentFacts.h - what is known of the arguments of a call -------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Whether a call blocks often depends on an argument: a time limit of zero, a
// flag, a descriptor that was opened without blocking. Values are told by
// constant expressions, and by how they are written where the host may not have
// parsed what would compute them: `0s`, `std::chrono::seconds::zero()`.
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_ANALYSIS_ARGUMENTFACTS_H
#define COROLINT_ANALYSIS_ARGUMENTFACTS_H

#include "EffectGraph.h"
#include "TranslationUnit.h"

namespace corolint {

/// What is known of the arguments of \p Call in \p F, the implicit object
/// included, in their order; of the first \p Count argument positions those
/// that are left out as well.
std::vector<ArgumentFact> argumentFacts(const clang::Expr &Call,
                                        FunctionAnalysis &F, unsigned Count);

/// Whether \p E is certainly zero: a number, a duration, a structure of these,
/// or a pointer to one.
bool isZero(const clang::Expr *E, FunctionAnalysis &F);

/// The macros, enumerators and short texts that \p E is written with, those of
/// structures that it points to included, and the modelled functions that have
/// opened it.
llvm::SmallVector<llvm::StringRef, 4> namesIn(const clang::Expr &E,
                                              FunctionAnalysis &F);

/// Whether \p E is written with one of the names of \p C, and none that \p C
/// excludes.
bool isWrittenAs(const clang::Expr &E, const ArgumentCondition &C,
                 FunctionAnalysis &F);

/// The number, or the enumerator's, that \p E certainly is.
std::optional<llvm::APSInt> numberOf(const clang::Expr &E,
                                     const clang::ASTContext &Context);

/// The parameter of \p F that \p E passes on as it is; null when there is none.
const clang::ParmVarDecl *passedOn(const clang::Expr &E, FunctionAnalysis &F);

/// The parameter of \p F that makes \p E zero where it is zero itself: as it
/// is, as a factor, or counted in other units (`d.count()`). Null when there is
/// none.
const clang::ParmVarDecl *scaled(const clang::Expr &E, FunctionAnalysis &F);

/// Whether \p E is a null pointer, or an owner or optional that is made of
/// nothing.
bool isNothing(const clang::Expr &E, FunctionAnalysis &F);

} // namespace corolint

#endif // COROLINT_ANALYSIS_ARGUMENTFACTS_H
