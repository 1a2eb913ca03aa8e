//===--- Reentry.h - coroutines that run twice at a time --------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// While a coroutine is suspended its caller may call it once more, and then two
// of it are half-way on one object. What the visible calls tell against that
// counts: one call, calls that are awaited one after the other, objects that
// each caller has for itself; a function that is the life of its object.
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_ANALYSIS_REENTRY_H
#define COROLINT_ANALYSIS_REENTRY_H

#include "Elements.h"

namespace corolint {

/// Whether two runs of the coroutine \p C may overlap that both get at
/// \p State, which is shared.
bool mayOverlapItself(FunctionAnalysis &C, const Place &State);

} // namespace corolint

#endif // COROLINT_ANALYSIS_REENTRY_H
