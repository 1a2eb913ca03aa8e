//===--- Timings.h - how long files took ----------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_DRIVER_CACHE_TIMINGS_H
#define COROLINT_DRIVER_CACHE_TIMINGS_H

#include "llvm/ADT/StringMap.h"
#include "llvm/Support/Error.h"
#include <optional>
#include <string>

namespace corolint::driver {

/// Seconds that the analysis of each file took when it was last done: long ones
/// begin first. A text file: `<milliseconds> <name>` in each line.
class Timings {
public:
  /// What cannot be read counts as never seen.
  explicit Timings(llvm::StringRef Path);

  std::optional<double> of(llvm::StringRef Name) const;
  void set(llvm::StringRef Name, double Seconds);

  /// Writes what was set, and what others have set meanwhile. Nothing where
  /// nothing was set.
  llvm::Error write() const;

private:
  std::string Path;
  llvm::StringMap<double> Known, New;
};

} // namespace corolint::driver

#endif // COROLINT_DRIVER_CACHE_TIMINGS_H
