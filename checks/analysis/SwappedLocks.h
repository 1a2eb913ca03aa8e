//===--- SwappedLocks.h - locks whose order the caller decides ------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// `transfer(a, b)` locks a, then b; `transfer(b, a)` locks b, then a. One
// function is enough for a deadlock where two of its arguments can be exchanged
// (Butenhof, "Programming with POSIX Threads", 1997, 3.2.5, who puts them into
// the order of their addresses instead).
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_ANALYSIS_SWAPPEDLOCKS_H
#define COROLINT_ANALYSIS_SWAPPEDLOCKS_H

#include "TranslationUnit.h"

namespace corolint {

/// Whether \p F takes the locks of \p Nested the other way round when it is
/// called with two of its arguments, or one and its object, exchanged: the same
/// lock of two objects of one class, or of two elements, both of which it
/// changes, so that either may come first. (Of two of which one is only read,
/// one may always be the source.) False where it compares the two to find an
/// order.
bool isSwapped(const NestedAcquisition &Nested, FunctionAnalysis &F);

} // namespace corolint

#endif // COROLINT_ANALYSIS_SWAPPEDLOCKS_H
