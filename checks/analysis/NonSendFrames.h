//===--- NonSendFrames.h - frames that must not change their thread -------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_ANALYSIS_NONSENDFRAMES_H
#define COROLINT_ANALYSIS_NONSENDFRAMES_H

#include "FrameLiveness.h"
#include "Migrations.h"
#include "SendExplanation.h"

namespace corolint {

/// An object of a frame that belongs to a thread, and a suspension after which
/// another thread may have it.
struct StrandedObject {
  FrameObject What;
  /// From the object to the part that is to blame.
  std::vector<TraitStep> Chain;
  const clang::CoroutineSuspendExpr *At = nullptr;
  Migration Why;
};

/// Those in the coroutine \p F, in the order of the source, but for guards of
/// locks and thread-bound objects, and for what a visible spawn hands over with
/// the task. \p Doubtful: also objects of which many uses are harmless.
std::vector<StrandedObject> strandedObjects(FunctionAnalysis &F, bool Doubtful);

} // namespace corolint

#endif // COROLINT_ANALYSIS_NONSENDFRAMES_H
