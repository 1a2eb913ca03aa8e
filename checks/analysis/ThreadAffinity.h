//===--- ThreadAffinity.h - coroutines that stay on their thread ----------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_ANALYSIS_THREADAFFINITY_H
#define COROLINT_ANALYSIS_THREADAFFINITY_H

#include "TranslationUnit.h"

namespace clang {
class CoroutineSuspendExpr;
}

namespace corolint {

/// Whether the coroutine \p F never resumes on another thread: an annotation or
/// model of its result type, or of the function, says so.
bool isPinned(FunctionAnalysis &F);

/// Whether whoever awaits at \p S goes on on the same thread, for the same
/// reasons of what is awaited.
bool keepsThread(const clang::CoroutineSuspendExpr &S, Roles &R);

/// Whether a loop pulls what \p F yields, in place: nothing about its type can
/// be awaited, so nobody but the puller runs while it is suspended.
bool isPulled(FunctionAnalysis &F);

} // namespace corolint

#endif // COROLINT_ANALYSIS_THREADAFFINITY_H
