//===--- Pending.h - findings that only the whole program can decide ------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A call to a function whose body is in another unit may block, or lock what is
// held. Where units are linked into a program, the rules report such calls as
// they report others, but with a note that stands for the chain nobody knows
// yet. So NOLINT, filters and options apply to them as to any finding. The host
// takes them out of what is shown, and asks again when it has seen all units.
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_FRAMEWORK_PENDING_H
#define COROLINT_FRAMEWORK_PENDING_H

#include "llvm/ADT/StringRef.h"
#include <cstdint>
#include <optional>
#include <string>

namespace corolint {

/// Which call a finding waits for, and what the call has to turn out to do.
struct PendingCall {
  enum QuestionType : uint8_t {
    Blocks, ///< keeps the thread busy or asleep, in something other than a wait
    Waits,  ///< waits for asynchronous work
    Locks,  ///< takes the lock number Held of CallSummary::Held again
    Orders, ///< takes another lock, with that one held, that others hold first
  } Question = Blocks;
  bool StrictToo = false;
  /// Without a Callee: what FunctionSummary::Orders says under this number.
  uint32_t Held = 0;
  /// CallSummary::Where of the call.
  uint32_t Offset = 0;
  std::string Function; ///< USR of the caller
  std::string Callee;   ///< USR

  friend bool operator==(const PendingCall &, const PendingCall &) = default;
};

/// The text of the note. It has only characters that diagnostics leave alone.
std::string pendingNote(const PendingCall &Call);

/// The inverse. Nothing when \p Note is any other note.
std::optional<PendingCall> readPendingNote(llvm::StringRef Note);

} // namespace corolint

#endif // COROLINT_FRAMEWORK_PENDING_H
