//===--- SourceText.h - places in files
//------------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef COROLINT_DRIVER_OUTPUT_SOURCETEXT_H
#define COROLINT_DRIVER_OUTPUT_SOURCETEXT_H

#include "llvm/ADT/StringMap.h"
#include "llvm/Support/MemoryBuffer.h"
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace corolint::driver {

/// A place as people count: from 1, columns in Unicode code points.
struct LineAndColumn {
  unsigned Line = 0;
  unsigned Column = 0;
};

/// Files as they are now, by their absolute paths; each is read once.
class SourceText {
public:
  /// Nothing when the file is not there, or has been cut since.
  std::optional<LineAndColumn> at(llvm::StringRef Path, unsigned Offset);

  /// The text of the line around a place, without blanks around; empty when it
  /// is not there.
  llvm::StringRef lineAround(llvm::StringRef Path, unsigned Offset);

private:
  struct File {
    std::unique_ptr<llvm::MemoryBuffer> Text;
    std::vector<unsigned> LineStarts;
  };
  llvm::StringMap<File> Files;

  const File &read(llvm::StringRef Path);
};

} // namespace corolint::driver

#endif // COROLINT_DRIVER_OUTPUT_SOURCETEXT_H
