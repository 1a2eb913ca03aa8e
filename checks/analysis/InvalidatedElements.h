//===--- InvalidatedElements.h - elements that others may destroy ---------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_ANALYSIS_INVALIDATEDELEMENTS_H
#define COROLINT_ANALYSIS_INVALIDATEDELEMENTS_H

#include "ContainerChanges.h"
#include "SuspendedElements.h"

namespace corolint {

/// A local that is used after a suspension during which somebody may have made
/// it invalid.
struct InvalidatedElement {
  KeptElement Element;
  SuspendedUse Used;
  /// The container that is changed, and the change.
  ElementHold Hold;
  const ContainerChange *Change = nullptr;
};

/// Finds them in the coroutine \p F, one for each local and loop, in the order
/// of the source. With \p Strict also where the container was lent as const, or
/// where only a second run of the coroutine changes it.
std::vector<InvalidatedElement> invalidatedElements(FunctionAnalysis &F,
                                                    bool Strict);

} // namespace corolint

#endif // COROLINT_ANALYSIS_INVALIDATEDELEMENTS_H
