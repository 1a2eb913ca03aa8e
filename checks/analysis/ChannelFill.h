//===--- ChannelFill.h - sends that wait for themselves ---------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_ANALYSIS_CHANNELFILL_H
#define COROLINT_ANALYSIS_CHANNELFILL_H

#include "clang/AST/ExprCXX.h"
#include <vector>

namespace corolint {

class FunctionAnalysis;

/// A send that the coroutine awaits, into a channel of its own which is full by
/// then and which nobody else has.
struct StuckSend {
  const clang::CXXMemberCallExpr *Send = nullptr;
  const clang::VarDecl *Channel = nullptr;
  /// In messages; 0: a send waits for its receive.
  uint64_t Capacity = 0;
};

/// Those of the coroutine \p F, in the order in which they are come to.
std::vector<StuckSend> stuckSends(FunctionAnalysis &F);

} // namespace corolint

#endif // COROLINT_ANALYSIS_CHANNELFILL_H
