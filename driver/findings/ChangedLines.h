//===--- ChangedLines.h - what was changed since a revision ---------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_DRIVER_FINDINGS_CHANGEDLINES_H
#define COROLINT_DRIVER_FINDINGS_CHANGEDLINES_H

#include "llvm/ADT/StringMap.h"
#include "llvm/Support/Error.h"
#include <string>
#include <utility>
#include <vector>

namespace corolint::driver {

/// Lines, counted from 1, that differ between the working tree and a revision
/// of its history.
class ChangedLines {
public:
  /// Asks git (git-diff(1)) for what the branch of the working tree around
  /// \p Folder has changed since it left \p Revision, committed or not. Files
  /// that git does not know are changed in every line. The error says what git
  /// could not do.
  static llvm::Expected<ChangedLines> since(llvm::StringRef Revision,
                                            llvm::StringRef Folder);

  /// Whether a line from \p First to \p Last of \p File, an absolute path, was
  /// changed. Where lines were removed, those around are changed.
  bool touches(llvm::StringRef File, unsigned First, unsigned Last) const;

  /// Adds what a diff in git's form without context says of the files below
  /// \p Root. False when it is no such diff.
  bool addDiff(llvm::StringRef Diff, llvm::StringRef Root);

private:
  /// First and last lines of what was changed, in their order.
  llvm::StringMap<std::vector<std::pair<unsigned, unsigned>>> Files;
};

} // namespace corolint::driver

#endif // COROLINT_DRIVER_FINDINGS_CHANGEDLINES_H
