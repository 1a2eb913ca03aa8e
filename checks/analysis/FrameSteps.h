//===--- FrameSteps.h - what happens to the objects of a frame ------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_ANALYSIS_FRAMESTEPS_H
#define COROLINT_ANALYSIS_FRAMESTEPS_H

#include "ElementSteps.h"
#include "FrameObjects.h"

namespace corolint {

/// The steps of \p Objects, which have to stay where they are, on the graph of
/// \p F: what reads or ends one is a use, where it gets another value or loses
/// it is a definition, and where it may have a value from is a renewal, from
/// which it is followed.
ElementSteps::Additions frameSteps(FunctionAnalysis &F,
                                   llvm::ArrayRef<FrameObject> Objects);

} // namespace corolint

#endif // COROLINT_ANALYSIS_FRAMESTEPS_H
