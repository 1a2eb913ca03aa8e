//===--- SummaryStore.h - summaries that outlive a run ------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_DRIVER_SUMMARYSTORE_H
#define COROLINT_DRIVER_SUMMARYSTORE_H

#include "Frontend.h"
#include "Result.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/Error.h"
#include <optional>
#include <string>

namespace corolint::driver {

/// Hashes of files and of what decides a result; each file is read once.
class InputHashes {
public:
  /// Nothing when the file cannot be read.
  std::optional<uint64_t> of(llvm::StringRef Path);

  /// Of all that decides the result of \p T besides the files it reads: command
  /// line, configuration, models, and the program itself.
  std::string keyOf(const Task &T);

private:
  llvm::StringMap<std::optional<uint64_t>> Known;
};

/// A folder of summaries. There is one for each file and command line; whether
/// it still holds is decided by contents alone, not by times.
///
/// A header that is new, and would be found before one that was read, is not
/// noticed: as with the dependency files of compilers.
class SummaryStore {
public:
  /// Makes the folder if need be.
  static llvm::Expected<SummaryStore> open(llvm::StringRef Folder);

  /// Whether there is a summary of \p T that still holds. Prints a warning
  /// about one that cannot be used.
  bool holds(const Task &T);

  /// The result of a summary that holds(); nothing when it is gone since.
  std::optional<UnitResult> load(const Task &T);

  llvm::Error save(const Task &T, const UnitResult &Result);

private:
  explicit SummaryStore(llvm::StringRef Folder) : Folder(Folder) {}
  std::string pathOf(const Task &T) const;

  std::string Folder;
  InputHashes Hashes;
};

} // namespace corolint::driver

#endif // COROLINT_DRIVER_SUMMARYSTORE_H
