//===--- FrameLiveness.h - what a suspended frame keeps -------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Rust's rule for futures in C++: an object counts as alive across a suspension
// if it is used or destroyed after it. An object that was moved away, reset or
// began empty holds nothing; destroying it does nothing that matters. Followed
// on the graph from every place where it gets a value.
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_ANALYSIS_FRAMELIVENESS_H
#define COROLINT_ANALYSIS_FRAMELIVENESS_H

#include "FrameObjects.h"
#include "SuspendedUses.h"

namespace corolint {

/// Follows some of the objects of one coroutine, which have to stay where they
/// are meanwhile.
class FrameLiveness {
public:
  FrameLiveness(FunctionAnalysis &F, llvm::ArrayRef<FrameObject> Objects);

  /// The first suspension for which \p Counts and across which \p Object is
  /// alive; null if there is none.
  const clang::CoroutineSuspendExpr *aliveAcross(const FrameObject &Object,
                                                 SuspensionPredicate Counts);

private:
  const clang::CoroutineSuspendExpr *
  acrossTemporary(const clang::Expr &Made, SuspensionPredicate Counts);

  FunctionAnalysis &F;
  ElementSteps::Locals NoLocals;
  ElementSteps Steps;
};

} // namespace corolint

#endif // COROLINT_ANALYSIS_FRAMELIVENESS_H
