//===--- ThreadAffinity.h - which thread a coroutine goes on on -----------===//
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

/// Whether the coroutine \p F may resume on another thread after any of its
/// suspensions, for the same reasons.
bool migrates(FunctionAnalysis &F);

/// Whether whoever awaits at \p S goes on on the same thread, for the same
/// reasons of what is awaited.
bool keepsThread(const clang::CoroutineSuspendExpr &S, Roles &R);

/// Whether whoever awaits at \p S may go on on another thread, for the same
/// reasons of what is awaited.
bool changesThread(const clang::CoroutineSuspendExpr &S, TranslationUnit &Unit);

/// Whether \p S moves the coroutine to an executor, on which it stays. A model
/// has to say as well that awaiting it changes the thread: many libraries call
/// by the same name what goes to the end of the executor's own queue.
bool switchesExecutor(const clang::CoroutineSuspendExpr &S, Roles &R);

/// Whether a loop pulls what \p F yields, in place: its promise takes values,
/// and nothing about its type can be awaited, so nobody but the puller runs
/// while it is suspended.
bool isPulled(FunctionAnalysis &F);

} // namespace corolint

#endif // COROLINT_ANALYSIS_THREADAFFINITY_H
