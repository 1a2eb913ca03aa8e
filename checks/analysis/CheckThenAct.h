//===--- CheckThenAct.h - decisions that are out of date --------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Between two suspensions a coroutine is alone with what it shares with others
// on its executor; across one it is not. A write that depends on something read
// before a suspension is a lost update, or a thing done twice: the violations
// of atomicity that Flanagan and Qadeer describe for threads ("A type and
// effect system for atomicity", PLDI 2003), with suspensions for preemption.
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_ANALYSIS_CHECKTHENACT_H
#define COROLINT_ANALYSIS_CHECKTHENACT_H

#include "SharedReads.h"
#include "StateWrites.h"

namespace clang {
class CoroutineSuspendExpr;
}

namespace corolint {

/// A write that is decided, or whose value is made, by something that was read
/// before a suspension.
struct OutdatedWrite {
  enum KindType : uint8_t {
    Checked,  ///< a condition asks for what is written
    Copied,   ///< the new value is made from the old one
    LookedUp, ///< a look-up in the container that is put into
  } Kind = Checked;
  const clang::Expr *Write = nullptr;
  /// What is written, as it is spelled: `conn_`, `state.next`.
  std::string Name;
  const clang::Expr *Check = nullptr;
  const clang::CoroutineSuspendExpr *Suspension = nullptr;
  /// Who else writes it; none if a second run of the coroutine does.
  std::optional<StateWrite> Other;
};

/// Finds them in the coroutine \p F, one for each check and object, in the
/// order of the source. With \p Strict also additions after a check for room.
std::vector<OutdatedWrite> outdatedWrites(FunctionAnalysis &F, bool Strict);

} // namespace corolint

#endif // COROLINT_ANALYSIS_CHECKTHENACT_H
