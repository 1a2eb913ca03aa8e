//===--- Result.h - what the analysis of one file says --------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_DRIVER_RESULT_H
#define COROLINT_DRIVER_RESULT_H

#include "clang-tidy/ClangTidyDiagnosticConsumer.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/StringRef.h"
#include <compare>
#include <cstdint>
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

/// What the analysis has learned from one path: a file that it has read, a
/// folder that it has listed, or that there is neither.
struct InputFile {
  std::string Path;  ///< absolute
  uint64_t Hash = 0; ///< of the content; Absent where there is nothing

  static constexpr uint64_t Absent = 0;

  friend auto operator<=>(const InputFile &, const InputFile &) = default;
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

  /// The functions that the findings are in, packed: findings/Functions.h.
  std::string Functions;

  /// For the linker, packed: EffectRecords.h and PendingFindings.h. Empty
  /// where nothing is linked.
  std::string Effects;
  std::string Pending;
  /// The files it was made from, packed.
  std::string Inputs;
};

/// \p Inputs as bytes: sorted by path, each once. What a path shares with the
/// one before is not repeated.
std::string packInputs(std::vector<InputFile> Inputs);

/// Whether \p Each is true for all inputs; false when the bytes are damaged.
bool allInputs(
    llvm::StringRef Bytes,
    llvm::function_ref<bool(llvm::StringRef Path, uint64_t Hash)> Each);

/// The result as bytes, for a pipe or a file. Lossless, and the same for the
/// same result.
std::string serialise(UnitResult Result);

/// The inverse. Nothing when \p Bytes is no complete result: the worker ended
/// while it was writing, or the file is damaged.
std::optional<UnitResult> deserialise(llvm::StringRef Bytes);

} // namespace corolint::driver

#endif // COROLINT_DRIVER_RESULT_H
