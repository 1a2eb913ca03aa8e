//===--- KeptSenders.h - senders that keep a channel open -------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_ANALYSIS_KEPTSENDERS_H
#define COROLINT_ANALYSIS_KEPTSENDERS_H

#include "ChannelEnds.h"
#include "clang/AST/ExprCXX.h"
#include <vector>

namespace corolint {

class FunctionAnalysis;

/// A loop that ends when its channel closes, which closes when its last sender
/// is gone, and one is in the frame of the loop.
struct KeptSender {
  const clang::Stmt *Loop = nullptr;
  /// What the loop receives with.
  const clang::CXXMemberCallExpr *Receive = nullptr;
  ChannelEnd Sender;
};

/// Those of \p F, in the order of the source, one for each loop: where the
/// sender is there on every way to the loop, and the loop has no other end.
std::vector<KeptSender> keptSenders(FunctionAnalysis &F);

} // namespace corolint

#endif // COROLINT_ANALYSIS_KEPTSENDERS_H
