//===--- SharedAccesses.h - what work does to what it shares --------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_ANALYSIS_SHAREDACCESSES_H
#define COROLINT_ANALYSIS_SHAREDACCESSES_H

#include "Races.h"

namespace corolint {

/// What the work of \p C surely does, as soon as it runs, to objects that the
/// function \p F which starts it knows as well: through captures by reference,
/// copies of pointers and owners, `this`, and arguments of a visible function.
/// For each of the callables in \p C one list.
std::vector<std::vector<SharedAccess>> sharedAccesses(const Crossing &C,
                                                      FunctionAnalysis &F);

} // namespace corolint

#endif // COROLINT_ANALYSIS_SHAREDACCESSES_H
