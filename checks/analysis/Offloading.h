//===--- Offloading.h - work for threads that may block -------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_ANALYSIS_OFFLOADING_H
#define COROLINT_ANALYSIS_OFFLOADING_H

#include "TranslationUnit.h"

namespace corolint {

/// Whether \p E names a parameter whose callable runs where blocking is
/// allowed.
bool isOffloadedParameter(const clang::Expr &E);

/// Whether \p Callee runs what it is given as argument number \p Index where
/// blocking is allowed, by annotation or model.
bool allowsBlocking(const clang::FunctionDecl &Callee, unsigned Index,
                    const Roles &R);

/// Whether an await of \p F takes what \p Call yields, alone or with others:
/// `co_await (work || deadline)`.
bool isAwaited(const clang::Expr &Call, FunctionAnalysis &F);

/// Whether \p Call, of \p Callee in the coroutine \p F, starts work on a pool
/// that has threads of its own, and is awaited there: who writes that leaves
/// his own thread for what blocks.
bool isHop(const clang::FunctionDecl &Callee, const clang::Expr &Call,
           FunctionAnalysis &F);

} // namespace corolint

#endif // COROLINT_ANALYSIS_OFFLOADING_H
