//===--- Result.h - what the analysis of one file says --------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_DRIVER_RESULT_H
#define COROLINT_DRIVER_RESULT_H

#include "clang-tidy/ClangTidyDiagnosticConsumer.h"
#include <optional>
#include <string>
#include <vector>

namespace corolint::driver {

/// Processor and wall-clock time of one rule, in seconds.
struct RuleTime {
  std::string Rule;
  double Process = 0;
  double Wall = 0;
};

/// What a worker process found out about one translation unit.
struct UnitResult {
  /// Whether the rules ran to the end. False when the code does not parse; the
  /// findings are then the compiler's errors, and perhaps the reason.
  bool Analysed = false;
  /// Why the unit was not analysed, where the findings do not tell.
  std::string Reason;
  std::vector<clang::tidy::ClangTidyError> Findings;
  clang::tidy::ClangTidyStats Stats;
  std::vector<RuleTime> Profile;
};

/// The result as bytes, for a pipe. Lossless; both ends are the same program,
/// so there is no version.
std::string serialise(const UnitResult &Result);

/// The inverse. Nothing when \p Bytes is no complete result: the worker ended
/// while it was writing.
std::optional<UnitResult> deserialise(llvm::StringRef Bytes);

} // namespace corolint::driver

#endif // COROLINT_DRIVER_RESULT_H
