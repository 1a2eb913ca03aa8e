//===--- UnitEffects.h - what other units have to know of this one --------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_ANALYSIS_UNITEFFECTS_H
#define COROLINT_ANALYSIS_UNITEFFECTS_H

#include "EffectSummary.h"
#include "TranslationUnit.h"
#include <optional>

namespace corolint {

/// The functions of \p Unit, for linking. Asks the analyses of the unit, so it
/// comes last.
UnitSummary summarise(TranslationUnit &Unit);

/// Names \p F the same in all units of a program; nothing for what only its own
/// function can name.
std::string idOf(const clang::FunctionDecl &F);

/// A call of a function whose body, or that of what it calls, is elsewhere.
struct OpenCall {
  const clang::FunctionDecl *Callee = nullptr;
  const clang::Expr *Call = nullptr;
  clang::SourceLocation Where;
  uint32_t Offset = 0; ///< as CallSummary::Where
  /// As of UnknownCall.
  bool IsEnd = false;
  const clang::VarDecl *Ended = nullptr;
};

/// The calls in \p F that may block in another unit and are not known to.
std::vector<OpenCall> callsThatMayBlock(FunctionAnalysis &F);

/// A lock that is held where \p F calls what may take it in another unit.
struct OpenLock {
  OpenCall Call;
  uint32_t Held = 0; ///< index into CallSummary::Held
  std::string Name;
  bool IsAsync = false;
  clang::SourceLocation Where; ///< where it was acquired
};
std::vector<OpenLock> locksHeldAtOpenCalls(FunctionAnalysis &F);

/// The same for all calls of what takes a lock, or may in another unit.
std::vector<OpenLock> locksHeldAtLockingCalls(FunctionAnalysis &F);

/// A lock that \p F takes by itself while it holds another, and that nothing in
/// the unit takes the other way round.
struct OpenOrder {
  const NestedAcquisition *Nested = nullptr;
  uint32_t Index = 0; ///< into FunctionSummary::Orders
};
std::vector<OpenOrder> openOrders(FunctionAnalysis &F);

} // namespace corolint

#endif // COROLINT_ANALYSIS_UNITEFFECTS_H
