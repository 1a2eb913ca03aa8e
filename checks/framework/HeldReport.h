//===--- HeldReport.h - saying what is alive at which suspensions ---------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_FRAMEWORK_HELDREPORT_H
#define COROLINT_FRAMEWORK_HELDREPORT_H

#include "analysis/LockFlow.h"
#include "llvm/ADT/STLFunctionalExtras.h"

namespace corolint {

/// Everything that one acquisition does wrong: one bug, however many
/// suspension points it spans.
struct HeldReport {
  const Acquisition &What;
  llvm::ArrayRef<HeldAtSuspension> Suspensions; // never empty

  /// Suspension points beyond this many are counted, not shown.
  static constexpr size_t MaxShown = 3;
  llvm::ArrayRef<HeldAtSuspension> shown() const {
    return Suspensions.take_front(MaxShown);
  }
  unsigned notShown() const { return Suspensions.size() - shown().size(); }
};

/// Calls \p Visit for every acquisition of kind \p Kind that is held at a
/// suspension point, in the order of the source.
void forEachHeld(const LockFlow &Flow, GuardKind Kind,
                 llvm::function_ref<void(const HeldReport &)> Visit);

/// How a suspension is written: "co_await", "co_yield".
llvm::StringRef spelling(const clang::CoroutineSuspendExpr &S);

} // namespace corolint

#endif // COROLINT_FRAMEWORK_HELDREPORT_H
