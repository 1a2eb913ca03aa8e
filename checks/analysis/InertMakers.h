//===--- InertMakers.h - work that begins later, or ends by itself --------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Reads from visible bodies when the work behind an awaitable begins (in its
// constructor, in the function that makes it, in await_suspend) and what its
// destructor does about work that is under way.
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_ANALYSIS_INERTMAKERS_H
#define COROLINT_ANALYSIS_INERTMAKERS_H

#include "Awaitables.h"

namespace corolint {

/// Whether \p S calls any function, lambdas in it not included; casts of the
/// standard library (move, forward) do not count.
bool hasCalls(const clang::Stmt &S);

/// Whether something is visibly begun in the await_suspend of the awaiter of
/// \p Record: it does anything at all.
bool startsWhenAwaited(Awaitables &Await, const clang::CXXRecordDecl &Record);

/// Whether the prvalue \p Made, an awaitable, was visibly made without
/// beginning anything: a constructor or function that only puts it together,
/// or one whose author marked the result as not to be dropped ([[nodiscard]]).
bool makesInert(const clang::Expr &Made);

/// Whether \p Call runs a visible function that only returns copies of what is
/// stored somewhere.
bool returnsStoredCopy(const clang::Expr &Call);

/// Whether the destructor of the awaitable \p Record is seen to call anything,
/// or not seen.
bool mayActWhenDropped(const clang::CXXRecordDecl &Record);

enum class DropEffect {
  Destroys, ///< the frame is destroyed, nothing else is known to happen
  Joins,    ///< runs, waits for or hands on what is under way
  Cancels,  ///< asks the work to end
  Unknown,  ///< not visible, or something else, e.g. counts references
};

/// What the destructor of the coroutine type \p Record does.
DropEffect effectOfDropping(const clang::CXXRecordDecl &Record);

} // namespace corolint

#endif // COROLINT_ANALYSIS_INERTMAKERS_H
