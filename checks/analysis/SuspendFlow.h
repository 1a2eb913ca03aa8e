//===--- SuspendFlow.h - the paths through an await_suspend ---------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Follows an await_suspend path by path: when the handle is published, by
// which step, whether a lock keeps others from it until later, and what is
// done afterwards; and on which paths the coroutine stays suspended though
// nobody has it. Branches on facts that do not change, and on what await_ready
// has said, agree with each other; the branch that a failed attempt to publish
// takes has not published.
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_ANALYSIS_SUSPENDFLOW_H
#define COROLINT_ANALYSIS_SUSPENDFLOW_H

#include "Awaiters.h"
#include "Publication.h"
#include <vector>

namespace corolint {

class FunctionAnalysis;

/// Something is done too late.
struct AfterPublishing {
  enum KindType {
    Member,   ///< a member of the awaiter is used
    Awaiter,  ///< a member function of the awaiter is called
    Promise,  ///< the promise is used
    Frame,    ///< the handle is asked or resumed
    Captured, ///< a callable that outlives the call has a reference to the
              ///< handle
    Throws,   ///< an exception may leave the function
  } Kind;
  const clang::Expr *At = nullptr;
  const clang::Expr *Published = nullptr;
  /// The member, for Member.
  const clang::ValueDecl *What = nullptr;
};

struct SuspendFlow {
  std::vector<AfterPublishing> Uses;   ///< in the order of the source
  std::vector<AfterPublishing> Throws; ///< one for each publication
  /// Where a path ends on which nobody has the handle.
  std::vector<clang::SourceLocation> Lost;
};

/// Follows \p F, which is \p Suspend. Empty where there are too many paths.
SuspendFlow followSuspend(FunctionAnalysis &F, const AwaitSuspend &Suspend);

} // namespace corolint

#endif // COROLINT_ANALYSIS_SUSPENDFLOW_H
