//===--- PendingFindings.h - findings that wait for the linker ----------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_DRIVER_PENDINGFINDINGS_H
#define COROLINT_DRIVER_PENDINGFINDINGS_H

#include "analysis/EffectSummary.h"
#include "clang-tidy/ClangTidyDiagnosticConsumer.h"
#include "framework/Pending.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include <string>
#include <vector>

namespace corolint::driver {

/// What a pending finding waits for.
struct PendingQuestion {
  PendingCall Asked;
  CallSummary Call;
};

/// A finding if its call turns out to do what the rule asks.
struct PendingFinding {
  PendingQuestion Question;
  /// Without the note that says what it waits for.
  clang::tidy::ClangTidyError Finding;
  /// Where the notes of the chain belong.
  uint32_t NotePosition = 0;
};

/// Takes those of \p Findings that wait for the linker out of it. \p Unit has
/// the calls that they are about; one about no call of it is gone.
std::vector<PendingFinding>
takePending(std::vector<clang::tidy::ClangTidyError> &Findings,
            const UnitSummary &Unit);

/// As bytes: the same for the same findings.
std::string pack(const std::vector<PendingFinding> &Pending);

/// Unpacks the findings of pack() whose question is \p Wanted, in their order.
/// False when the bytes are damaged, after which some may have been visited.
bool unpackPending(llvm::StringRef Bytes,
                   llvm::function_ref<bool(const PendingQuestion &)> Wanted,
                   llvm::function_ref<void(PendingFinding)> Visit);

} // namespace corolint::driver

#endif // COROLINT_DRIVER_PENDINGFINDINGS_H
